"""What a source's ``[live]`` table says: where to ask, how often, and how one answer leads to the next.

Reads a table that is already parsed; opens neither files nor sockets.  Nothing may be misspelt: an unknown
key, an unknown placeholder or an address that is not https is refused when the declaration is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from jobmarket.errors import DeclarationError

By = Literal["page", "offset", "cursor", "link"]
Window = Literal["day", "month", "year"]
PLACEHOLDER = re.compile(r"\{(\w+)(?::([^{}]+))?\}")
PERIOD = ("from", "to", "last")
"""Words of a period: its first day, the day after it, and its last day."""
COUNTED = ("page", "offset", "cursor")
_UNREACHED = ("unreachable", "failed", "throttled")


@dataclass(frozen=True, slots=True)
class Unknown:
    """How a host says that it knows no such tenant: by a status, or only by an ``empty`` list."""

    status: tuple[int, ...] = (404, 410)
    empty: str | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """How an answer leads to the next request.

    ``by`` says what moves: ``{page}`` or ``{offset}`` (from ``first``, 1 or 0 where not said, by ``step``, never beyond ``last``),
    ``{cursor}`` or a whole address (``link``), both found at the dotted path ``next``.  An empty list
    ``items``, or as many items as ``total`` says, ends it; ``last`` requests at most for cursor and link.
    """

    by: By
    first: int = 1
    step: int = 1
    last: int = 1000
    items: str | None = None
    total: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Each:
    """A further request for each item listed.

    ``id`` is the dotted path of its name inside the item ("" for an item that is a plain value), known to
    ``endpoint`` and ``names`` as ``{called}``; ``items`` is where the list stands if not where ``next``
    says.  Only items are asked for whose values fit ``where`` (path → pattern), in answers whose values fit
    ``within``, ``most`` of them at most.  With ``new_only`` an id that is kept is not asked for again
    unless the item's ``changed`` differs.  ``each`` goes on from these answers.
    """

    id: str
    endpoint: str
    names: str
    called: str = "id"
    items: str | None = None
    new_only: bool = True
    changed: str | None = None
    where: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    within: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    most: int | None = None
    each: Each | None = None


@dataclass(frozen=True, slots=True)
class Live:
    """How a source is asked.

    ``seconds_between`` requests to the host, ``concurrency`` of them in flight; an answer younger than
    ``every_hours`` is not asked for again; one answer may have ``largest_mb`` (of 10^6 bytes, decoded) and
    take ``seconds``; ``retention_days`` None keeps snapshots for good.  ``otherwise`` is asked instead where
    a request ends as one of ``when`` says.  ``backoff`` is the dotted path of a number of seconds to wait
    that an answer may name.
    """

    endpoint: str
    default: bool = False
    seconds_between: float = 1.0
    concurrency: int = 1
    every_hours: float = 20.0
    accept: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    key_header: str = "Authorization"
    key_optional: bool = False
    robots: bool = False
    also_hosts: tuple[str, ...] = ()
    boards: str | None = None
    over: Mapping[str, str] = field(default_factory=dict)
    window: Window | None = None
    from_: date | None = None
    names: str | None = None
    largest_mb: float = 64.0
    seconds: float = 120.0
    retention_days: int | None = None
    backoff: str | None = None
    unknown: Unknown = field(default_factory=Unknown)
    next: Next | None = None
    each: Each | None = None
    otherwise: Live | None = None
    when: tuple[str, ...] = _UNREACHED


def _known(table: Mapping[str, Any], record: type, what: str, *also: str) -> None:
    if not isinstance(table, Mapping):
        raise DeclarationError(f"{what} is a table")
    allowed = {one.name.removesuffix("_") for one in fields(record)} | set(also)
    if unknown := sorted(set(table) - allowed):
        raise DeclarationError(f"{what} has no {', '.join(unknown)}")


@cache
def placeholders(template: str) -> frozenset[str]:
    """The words a template asks for."""
    return frozenset(found[1] for found in PLACEHOLDER.finditer(template))


def _address(template: Any, words: set[str], what: str) -> str:
    """An endpoint that is https, or is made from words entirely, and asks for no unknown word."""
    if not isinstance(template, str) or not (template.startswith("https://") or PLACEHOLDER.match(template)):
        raise DeclarationError(f"the endpoint of {what} starts with https://")
    if unknown := sorted(placeholders(template) - words):
        raise DeclarationError(f"the endpoint of {what} knows no {', '.join(unknown)}")
    if urlsplit(PLACEHOLDER.sub("x", template)).username:
        raise DeclarationError(f"the endpoint of {what} names a user")
    return template


def _named(template: Any, words: set[str], what: str) -> str:
    if not isinstance(template, str) or not template:
        raise DeclarationError(f"{what} says the names of its snapshots")
    if unknown := sorted(placeholders(template) - words):
        raise DeclarationError(f"the names of {what} know no {', '.join(unknown)}")
    return template


def _patterns(table: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {path: re.compile(pattern) for path, pattern in table.items()}


def _next(table: Mapping[str, Any]) -> Next:
    _known(table, Next, "live.next")
    if table.get("by") not in get_args(By):
        raise DeclarationError(f"live.next goes on by one of {', '.join(get_args(By))}")
    # Pages are counted from 1, offsets from 0: counted from 1, the first item would never come.
    found = Next(**{"first": 0 if table["by"] == "offset" else 1, **table})
    if (found.by in ("cursor", "link")) != (found.next is not None):
        raise DeclarationError("live.next names the path 'next' for cursor and link, and only for them")
    if found.by in ("page", "offset") and found.items is None:
        raise DeclarationError("live.next names the path 'items': an empty list is how pages end")
    if found.step < 1 or found.last < found.first:
        raise DeclarationError("live.next counts upwards, from 'first' to 'last'")
    return found


def _each(table: Mapping[str, Any], words: set[str], listed: bool) -> Each:
    _known(table, Each, "live.each")
    if "id" not in table or not (listed or "items" in table):
        raise DeclarationError("live.each says the 'id' of an item, and 'items' where live.next does not")
    called = table.get("called", "id")
    words = words | {called}
    inner = table.get("each")
    return Each(
        **{key: table[key] for key in ("id", "items", "new_only", "changed", "most") if key in table},
        called=called,
        endpoint=_address(table.get("endpoint"), words, "live.each"),
        names=_named(table.get("names"), words, "live.each"),
        where=_patterns(table.get("where", {})),
        within=_patterns(table.get("within", {})),
        each=_each(inner, words, False) if inner else None,
    )


def _words(table: Mapping[str, Any]) -> set[str]:
    return {"board", *PERIOD, *COUNTED, *table.get("over", {})}


_TABLES = ("unknown", "next", "each", "otherwise", "from", "also_hosts", "when", "endpoint", "names")


def parse_live(table: Mapping[str, Any], what: str = "live") -> Live:
    """How a source is asked, from its declaration.

    Raises:
        DeclarationError: a key is missing, unknown, misspelt or makes no sense.
    """
    _known(table, Live, what)
    words = _words(table)
    endpoint = _address(table.get("endpoint"), words, what)
    unknown = table.get("unknown", {})
    _known(unknown, Unknown, "live.unknown")
    onward = _next(table["next"]) if "next" in table else None
    plain = {
        one.name: table[one.name] for one in fields(Live) if one.name in table and one.name not in _TABLES
    }
    otherwise = table.get("otherwise")
    found = Live(
        **plain,
        endpoint=endpoint,
        also_hosts=tuple(table.get("also_hosts", ())),
        from_=table.get("from"),
        names=_named(table["names"], words, what) if "names" in table else None,
        unknown=Unknown(tuple(unknown.get("status", Unknown().status)), unknown.get("empty")),
        next=onward,
        each=_each(table["each"], words, onward is not None and onward.items is not None)
        if "each" in table
        else None,
        # The other way is asked with the same boards, periods and manners, where it says nothing else.
        otherwise=parse_live({**_shared(table), **otherwise}, "live.otherwise") if otherwise else None,
        when=tuple(table.get("when", _UNREACHED)),
    )
    _make_sense(found, what)
    return found


_OWN = frozenset({"endpoint", "names", "next", "each", "otherwise", "when", "accept", "unknown", "backoff"})


def _shared(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in _OWN}


def _make_sense(live: Live, what: str) -> None:
    if live.window is not None and live.window not in get_args(Window):
        raise DeclarationError(f"the window of {what} is one of {', '.join(get_args(Window))}")
    asked = placeholders(live.endpoint)
    if (live.window or asked & set(PERIOD)) and not isinstance(live.from_, date):
        raise DeclarationError(f"{what} asks by date, so it says 'from' when")
    if live.window and not asked & set(PERIOD):
        raise DeclarationError(f"{what} has a window its endpoint does not ask for")
    if missing := sorted(set(live.over) - asked):
        raise DeclarationError(f"the endpoint of {what} does not ask for {', '.join(missing)}")
    counted = asked & set(COUNTED)
    if counted and (live.next is None or live.next.by == "link"):
        raise DeclarationError(f"the endpoint of {what} counts, but live.next does not say how")
    if live.next and live.next.by in COUNTED and live.next.by not in asked:
        raise DeclarationError(f"the endpoint of {what} does not ask for {{{live.next.by}}}")
    for name in ("seconds_between", "every_hours", "largest_mb", "seconds"):
        value = getattr(live, name)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise DeclarationError(f"{name} of {what} is a number, not {value!r}")
    for name in ("concurrency", "retention_days"):
        value = getattr(live, name)
        if value is not None and (type(value) is not int or value < 1):
            raise DeclarationError(f"{name} of {what} is a whole number, not {value!r}")
    for name in ("default", "robots", "key_optional"):
        if not isinstance(getattr(live, name), bool):
            raise DeclarationError(f"{name} of {what} is true or false")
    if any("/" in host or not host for host in live.also_hosts):
        raise DeclarationError(f"also_hosts of {what} are host names, or patterns of them")


def pace_key(endpoint: str, url: str) -> str:
    """Whose patience a request uses: the host, or the domain that all tenants' hosts of an endpoint share."""
    return _shared_domain(endpoint) or urlsplit(url).hostname or ""


@cache
def _shared_domain(endpoint: str) -> str | None:
    declared = urlsplit(endpoint).netloc if endpoint.startswith("https://") else ""
    fixed = PLACEHOLDER.sub("", declared).lstrip(".-")
    return fixed if "." in fixed else None
