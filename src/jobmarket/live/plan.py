"""What there is to ask of a source: names and addresses from its declaration.  Asks nothing.

An :class:`Ask` is one request with everything that makes it; requests that follow from an answer are made
from the ask that was answered.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from jobmarket.catalog import shelf
from jobmarket.catalog.live import COUNTED, PERIOD, PLACEHOLDER, Each, Live, placeholders
from jobmarket.catalog.sources import Source
from jobmarket.errors import DeclarationError
from jobmarket.live.listing import Listing, at, fits, word_at


@dataclass(slots=True)
class Chain:
    """What a request and all that follows from it have in common: how it is asked, and of which host."""

    live: Live
    host: str
    seen: set[bytes] = field(default_factory=set)
    items: int = 0
    pages: int = 1
    fell_back: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: of which chain, by which words; ``each`` where it is for a listed item, whose listing
    said ``mark``; ``words`` are what its templates are filled with."""

    chain: Chain
    words: Mapping[str, Any]
    url: str
    name: str
    each: Each | None = None
    mark: str | None = None
    until: date | None = None

    @property
    def live(self) -> Live:
        """How its source is asked."""
        return self.chain.live

    @property
    def template(self) -> str:
        """The endpoint its address was made from."""
        return self.each.endpoint if self.each else self.live.endpoint


def _said(word: Any, spec: str | None) -> str:
    """A word as a template wants it."""
    if isinstance(word, date):
        if spec is None:
            return word.isoformat()
        if spec == "epoch":
            return str(int(datetime.combine(word, time(), UTC).timestamp()))
        return word.strftime("%Y%m%d" if spec == "compact" else spec)
    if isinstance(word, Mapping):
        if spec is None or spec == "raw":
            return str(word["name"])
        if spec not in word:
            raise DeclarationError(f"the shelf's item {word.get('name')!r} has no {spec!r}")
        return str(word[spec])
    return str(word)


def filled(template: str, words: Mapping[str, Any], *, address: bool) -> str:
    """A template with its words in place; in an address they are quoted, unless they are all of it."""
    whole = PLACEHOLDER.fullmatch(template)

    def put(found: re.Match[str]) -> str:
        said = _said(words[found[1]], found[2])
        if not address:
            return "".join(sign for sign in said if sign.isprintable())
        return quote(said, safe="%/:?&=#+,;@!$'()*~[]" if whole or found[2] == "raw" else "")

    return PLACEHOLDER.sub(put, template)


def _items(path: str) -> list[Any]:
    """The items at a dotted path into the shelves: names, or tables with the name they stand under."""
    name, _, rest = path.partition(".")
    found = at(shelf(name), rest)
    if isinstance(found, Mapping):
        return [
            {"name": key, **(item if isinstance(item, Mapping) else {"value": item})}
            for key, item in found.items()
        ]
    if not isinstance(found, list):
        raise DeclarationError(f"the shelves have no {path}")
    return [
        {"name": next(iter(item.values())), **item} if isinstance(item, Mapping) else item for item in found
    ]


def _choices(source: Source, live: Live) -> Iterator[dict[str, Any]]:
    """Every board with every item of what is asked ``over``."""
    lists: dict[str, list[Any]] = {}
    if "board" in placeholders(live.endpoint):
        name = live.boards or source.name
        lists["board"] = _items(f"boards.{name}") if name in shelf("boards") else []
    lists |= {word: _items(path) for word, path in live.over.items()}
    for chosen in itertools.product(*lists.values()):
        yield dict(zip(lists, chosen, strict=True))


def _after(start: date, window: str) -> date:
    """The first day of the next window."""
    if window == "day":
        return start + timedelta(days=1)
    if window == "year":
        return date(start.year + 1, 1, 1)
    return (start.replace(day=1) + timedelta(days=32)).replace(day=1)


def _periods(live: Live, since: date | None, today: date) -> Iterator[dict[str, Any]]:
    """The periods to ask for, whole windows, newest first: what is new matters most if a run is cut off."""
    start = since or live.from_
    if not placeholders(live.endpoint) & set(PERIOD) or start is None:
        yield {}
        return
    if live.window is None:
        yield {"from": start, "to": today + timedelta(days=1), "last": today}
        return
    if live.window != "day":
        start = start.replace(day=1, month=1 if live.window == "year" else start.month)
    found = []
    while start <= today:
        end = _after(start, live.window)
        found.append({"from": start, "to": end, "last": end - timedelta(days=1)})
        start = end
    yield from reversed(found)


def _default_names(endpoint: str, window: str | None) -> str:
    named = dict.fromkeys(word for word, _ in PLACEHOLDER.findall(endpoint) if word not in COUNTED)
    if window is None:
        # Without windows the period grows from day to day: it is the same request.
        named = {word: None for word in named if word not in PERIOD}
    elif named.keys() & set(PERIOD):
        named = dict.fromkeys([*(word for word in named if word not in PERIOD), "from"])
    return "-".join(f"{{{word}}}" for word in named) or "answer"


@cache
def _names(names: str | None, endpoint: str, window: str | None, has_next: bool, has_each: bool) -> str:
    """The template of a chain's names: pages are told apart even where the declaration forgot to."""
    template = names or f"{'list/' if has_each else ''}{_default_names(endpoint, window)}.json"
    if has_next and not placeholders(template) & set(COUNTED):
        stem, dot, ending = template.rpartition(".")
        return f"{stem}-{{page}}{dot}{ending}" if dot else f"{template}-{{page}}"
    return template


def _name(live: Live, words: Mapping[str, Any]) -> str:
    template = _names(live.names, live.endpoint, live.window, live.next is not None, live.each is not None)
    return filled(template, words, address=False)


def _ask(chain: Chain, words: Mapping[str, Any], url: str | None = None) -> Ask:
    live = chain.live
    return Ask(
        chain,
        words,
        url or filled(live.endpoint, words, address=True),
        _name(live, words),
        until=words["to"] if live.window else None,
    )


def first_asks(source: Source, live: Live, since: date | None, today: date) -> Iterator[Ask]:
    """The first request of every chain: each board, item and period, newest period first.

    Raises:
        DeclarationError: the declaration names a shelf there is not.
    """
    for period in _periods(live, since, today):
        for chosen in _choices(source, live):
            yield first_ask(live, {**chosen, **period})


def first_ask(live: Live, words: Mapping[str, Any]) -> Ask:
    """The first request of a chain with these words."""
    first = live.next.first if live.next else 1
    counted = {"page": 1, "offset": 0, "cursor": ""}
    if live.next and live.next.by in ("page", "offset"):
        counted[live.next.by] = first
    words = {**words, **counted}
    url = filled(live.endpoint, words, address=True)
    return _ask(Chain(live, urlsplit(url).hostname or ""), words, url)


def repeats(chain: Chain, listed: Listing) -> bool:
    """Whether a page lists exactly what an earlier page of its chain did; remembers it."""
    if not listed.items:
        return False
    digest = hashlib.blake2b(
        repr([_identity(item) for item in listed.items]).encode(), digest_size=16
    ).digest()
    known = digest in chain.seen
    chain.seen.add(digest)
    return known


def _identity(item: Any) -> Any:
    """What makes an item itself: its id or address where it has one; a list's order and counts may move."""
    if isinstance(item, Mapping):
        return next((item[key] for key in ("id", "guid", "uuid", "url", "objectID") if item.get(key)), item)
    return item if isinstance(item, str | int | float) else "".join(item.itertext())


def next_ask(asked: Ask, listed: Listing) -> Ask | str | None:
    """The request for the next page; None where there is none; a reason where more is there than is given."""
    onward, chain = asked.live.next, asked.chain
    if onward is None or asked.each is not None:
        return None
    chain.items += len(listed.items)
    words = dict(asked.words)
    chain.pages += 1
    if onward.by in ("cursor", "link"):
        further = word_at(listed.answer, onward.next or "")
        if further is None or (onward.items is not None and not listed.items):
            return None
        if chain.pages > onward.last:
            return f"more than {onward.last} pages"
        words["page"] = chain.pages
        if onward.by == "link":
            return _ask(chain, words, further)
        return _ask(chain, {**words, "cursor": further})
    total = at(listed.answer, onward.total) if onward.total else None
    if not listed.items or (isinstance(total, int) and chain.items >= total):
        return None
    reached = words[onward.by] + onward.step
    if reached > onward.last:
        return f"{chain.items:,} items read, and the source gives none beyond {onward.by} {onward.last}"
    words["page"] = chain.pages
    return _ask(chain, {**words, onward.by: reached})


def sub_pages(asked: Ask, listed: Listing) -> list[Ask]:
    """The sitemaps of a sitemap index."""
    found = []
    for address in listed.pages:
        asked.chain.pages += 1
        words = {**asked.words, "page": asked.chain.pages}
        stem, dot, ending = asked.name.rpartition(".")
        found.append(
            replace(asked, words=words, url=address, name=f"{stem}-{asked.chain.pages}{dot}{ending}")
        )
    return found


def item_asks(asked: Ask, each: Each, listed: Listing) -> Iterator[Ask]:
    """A request for every listed item that is wanted, each once."""
    if not fits(listed.answer, each.within):
        return
    known: set[str] = set()
    for item in listed.items:
        if each.most is not None and len(known) >= each.most:
            return
        named = word_at(item, each.id)
        if named is None or named in known or not fits(item, each.where):
            continue
        known.add(named)
        words = {**asked.words, each.called: named}
        yield Ask(
            asked.chain,
            words,
            filled(each.endpoint, words, address=True),
            filled(each.names, words, address=False),
            each=each,
            mark=word_at(item, each.changed) if each.changed else None,
        )
