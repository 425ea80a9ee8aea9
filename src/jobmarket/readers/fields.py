"""Takes one field out of one record, as a source's rule says.  Never guesses a value that is not there."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import unquote

from jobmarket.catalog.sources import Rule
from jobmarket.errors import ReadError
from jobmarket.records import Snapshot


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file: ``where`` it stands ("line 12", an id) and its columns or JSON object."""

    where: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A stretch of a file that is no record, and why."""

    where: str
    what: str


Tables = Mapping[str, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Context:
    """What a file alone does not know: its snapshot, and side tables (name → key → row)."""

    snapshot: Snapshot
    tables: Tables = field(default_factory=dict)


def stem(name: str) -> str:
    """The last part of a path or address, without query and endings (``ashby/acme.json.gz`` → ``acme``)."""
    last = name.partition("?")[0].rstrip("/").rsplit("/", 1)[-1].removesuffix(".gz")
    return unquote(re.sub(r"\.(?:csv|tsv|jsonl?|ya?ml|md|html?|xlsx|parquet|txt)$", "", last))


def _step(value: Any, key: str) -> Any:
    """One step of a path: into an object, or into every object of a list."""
    if isinstance(value, Mapping):
        return value.get(key)
    if isinstance(value, list | tuple):
        return [found for item in value if (found := _step(item, key)) is not None]
    return None


def look_up(path: str, record: Record, context: Context, row: Mapping[str, Any] | None = None) -> Any:
    """The raw value at a path (see :class:`~jobmarket.catalog.sources.Rule`); None where there is none."""
    if path.startswith("@"):
        head, _, rest = path[1:].partition(".")
        if rest:
            return (row or {}).get(rest)
        about = {"name": context.snapshot.name, "stem": stem(context.snapshot.name)}
        return context.snapshot.seen_at.date() if head == "seen_date" else about.get(head)
    if path in record.values:
        return record.values[path]
    value: Any = record.values
    for key in path.split("."):
        value = _step(value, key)
        if value is None:
            return None
    return value


_HALF_SIGN = re.compile("[\ud800-\udfff]")


def as_text(value: Any) -> str | None:
    """A value as text, lists joined by ``"; "``; None for nothing, blanks and not-a-number.

    Half of a surrogate pair (broken JSON escapes) becomes U+FFFD: it could not be stored as UTF-8.
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, str):
        return _HALF_SIGN.sub("\ufffd", value) if value and not value.isspace() else None
    if isinstance(value, list | tuple):
        return "; ".join(t for item in value if (t := as_text(item))) or None
    return None if isinstance(value, Mapping) else str(value)


def as_number(value: Any) -> float | None:
    """A value as a finite number.

    Raises:
        ReadError: something is said, but it is no number.
    """
    if value is None or value == "":
        return None
    try:
        number = float(value.replace(",", "").replace(" ", "") if isinstance(value, str) else value)
    except (TypeError, ValueError, OverflowError) as error:
        raise ReadError(f"{str(value)[:40]!r} is no number") from error
    return number if math.isfinite(number) else None


_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_COMPACT_DAY = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100  # a date outside these is an error of the source
_MILLISECONDS = 10_000_000_000  # epochs above this are milliseconds (as seconds: the year 2286)


def as_moment(value: Any) -> datetime | None:
    """A date or time of any usual writing, as UTC: ISO text, epoch seconds or milliseconds, date objects.

    Raises:
        ReadError: something is said, but it is no date, or one outside 2000–2100.
    """
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        if isinstance(value, datetime):
            found = value
        elif isinstance(value, date):
            found = datetime(value.year, value.month, value.day)
        elif isinstance(value, int | float):
            found = datetime.fromtimestamp(value / 1000 if value > _MILLISECONDS else value, UTC)
        else:
            found = _written(str(value).strip())
    except (ValueError, OverflowError, OSError) as error:
        raise ReadError(f"{str(value)[:40]!r} is no date") from error
    if not _FIRST_YEAR <= found.year < _LAST_YEAR:
        raise ReadError(f"{str(value)[:40]!r} lies outside {_FIRST_YEAR}–{_LAST_YEAR}")
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _written(text: str) -> datetime:
    """ISO text (also 20260923), or a feed's date (RFC 5322), as a moment; a month alone is its first day."""
    if text.isdigit() and len(text) >= 9:
        number = int(text)
        return datetime.fromtimestamp(number / 1000 if number > _MILLISECONDS else number, UTC)
    if compact := _COMPACT_DAY.fullmatch(text):
        return datetime(int(compact[1]), int(compact[2]), int(compact[3]))
    if not (day := _DAY.match(text)):
        return parsedate_to_datetime(text)  # as feeds write it: "Thu, 10 Sep 2026 21:30:33 +0000"
    if day[3] is None:
        return datetime(int(day[1]), int(day[2]), 1)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime(int(day[1]), int(day[2]), int(day[3]))


def as_date(value: Any) -> date | None:
    """The day of :func:`as_moment`, as written where a time zone is given."""
    if isinstance(value, str) and (day := _DAY.match(value.strip())) and day[3]:
        as_moment(day[0])
        return date(int(day[1]), int(day[2]), int(day[3]))
    found = as_moment(value)
    return found.date() if found else None


def as_items(value: Any) -> tuple[str, ...] | None:
    """A list as texts; None where nothing is said (an empty list says nothing)."""
    if isinstance(value, list | tuple):
        return tuple(t.strip() for item in value if (t := as_text(item))) or None
    text = as_text(value)
    return (text.strip(),) if text else None


def _python_list(text: str) -> list[Any]:
    """A Python list written as text.

    Raises:
        ReadError: it is none.
    """
    try:
        found = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError) as error:
        raise ReadError("not a Python list, as declared") from error
    if not isinstance(found, list):
        raise ReadError("not a Python list, as declared")
    return found


def _parsed(rule: Rule, value: Any) -> Any:
    """A list out of text, where the rule says that the text writes one."""
    text = as_text(value)
    if rule.parse is None or text is None or isinstance(value, list | tuple):
        return value
    if rule.parse == "comma-list":
        return [item for item in text.split(",") if item.strip()]
    if rule.parse == "lines":  # text without brackets is what a person would read already
        return "\n".join(map(str, _python_list(text))) if text.lstrip().startswith("[") else value
    return _python_list(text)


def resolve(rule: Rule, record: Record, context: Context, row: Mapping[str, Any] | None = None) -> Any:
    """What a rule finds in a record; None where it finds nothing.

    Raises:
        ReadError: the value is not written as the rule declares.
    """
    if rule.value is not None:
        return rule.value
    found = [v for path in rule.paths if as_text(v := look_up(path, record, context, row)) is not None]
    if not found:
        return None
    value = found[0] if rule.join is None else rule.join.join(as_text(v) or "" for v in found)
    if rule.unless or rule.take or rule.absent or rule.map or rule.only:
        text = (as_text(value) or "").strip()
        if rule.unless and rule.unless.search(text):
            return None
        if rule.take:
            if not (hit := rule.take.search(text)):
                return None
            text = next((group for group in hit.groups() if group is not None), hit[0])
        if text in rule.absent or (rule.only and text not in rule.map):
            return None
        value = rule.map.get(text, text) if rule.map or rule.take else value
    if rule.prefix:
        value = f"{rule.prefix}{(as_text(value) or '').strip()}"
    value = _parsed(rule, value)
    return value if rule.scale == 1 else _scaled(value, rule.scale)


def _scaled(value: Any, scale: float) -> float | None:
    number = as_number(value)
    return None if number is None else round(number * scale, 6)
