"""Reads figures out of the answers of live interfaces.  Never counts an unfinished period, never fills a gap.

What is common to them stands in the options of an input:

* ``error``: dotted path of the interface's own error message; an answer that has one holds no figure.
* ``terms``: dotted path into the shelves of what is asked for: name → term, or ``{term, series}``.  What is
  not there was not asked for and is left out in silence.
* ``period``: the ``day``, ``week``, ``month``, ``quarter`` or ``year`` a figure is for; it counts only if
  that was over when the answer came, for ``settle`` days where the publisher counts late.  ``written`` is the form of the date for ``strptime``;
  ``dated = "after"`` dates the figure the day after the period, as lists of the last 30 days are dated.
* ``stock``: the figure is a reading of the day it was seen; it counts as its month's end from the 20th on.
* ``since``: figures dated before are left out; there the series is counted in another way.
* ``breaks``: level breaks (``date``, ``reason``) beside those of the shelf ``trends``.
* ``also``: further figures of the same record (``series``, ``value``: path, ``unit``).
* ``never``: column → values a row must not have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

from jobmarket.catalog import shelf
from jobmarket.catalog.sources import Input, Rule, Source
from jobmarket.errors import DeclarationError, ReadError
from jobmarket.readers.dating import LAST_THIRD, level_at, period_end, period_of
from jobmarket.readers.fields import Context, Record, Unreadable, as_number, as_text, look_up, resolve
from jobmarket.readers.jsontext import objects, parse
from jobmarket.readers.postings import Ledger
from jobmarket.readers.table import rows
from jobmarket.records import Observation, Reading

UNFINISHED = "the period was not over: no figure yet"
NOT_MONTHS_END = f"seen before the {LAST_THIRD}th: no month's end"
UNPUBLISHED = "below what is published: no figure, which is not zero"

Known = Mapping[str, Mapping[str, str]]
"""What a source asks for: the provider's name → ``term`` and perhaps ``series``."""


class _TooEarly(Exception):
    """There is no figure yet."""


def asked(entry: Input) -> Known | None:
    """What the source asks for: name → ``term`` and perhaps ``series``; None where it asks for all.

    Raises:
        DeclarationError: the shelves have no such list.
    """
    if (path := entry.options.get("terms")) is None:
        return None
    name, *rest = path.split(".")
    found: Any = shelf(name)
    for part in rest:
        found = found.get(part) if isinstance(found, Mapping) else None
    if not isinstance(found, Mapping):
        raise DeclarationError(f"the shelves have no {path}")
    return {key: item if isinstance(item, Mapping) else {"term": item} for key, item in found.items()}


def _day(entry: Input, said: Any, context: Context) -> date:
    """The date of a figure.

    Raises:
        ReadError: there is no date.
        _TooEarly: the period is not over, or the reading is no month's end.
    """
    seen = context.snapshot.seen_at.date()
    if entry.options.get("stock"):
        if seen.day < LAST_THIRD:
            raise _TooEarly(NOT_MONTHS_END)
        return seen.replace(day=1)
    if (text := as_text(said)) is None:
        raise ReadError("a figure without a date")
    start = period_of(text, entry.options.get("written"))
    end = period_end(start, entry.option("period"))
    if end + timedelta(days=entry.options.get("settle", 0)) > seen:
        raise _TooEarly(UNFINISHED)
    return end if entry.options.get("dated") == "after" else start


def _figures(
    source: Source, entry: Input, record: Record, context: Context, known: Known | None
) -> Iterator[Observation]:
    """The figures of one record; none where it is not of what was asked for (``known``, see :func:`asked`).

    Raises:
        ReadError: a part is missing or of another kind.
        _TooEarly: there is no figure yet.
    """
    never: Mapping[str, list[str]] = entry.options.get("never", {})
    if any(as_text(record.values.get(column)) in refused for column, refused in never.items()):
        return
    naming = entry.observation.get("term")
    called = as_text(resolve(naming, record, context)) if naming else None
    if called is None or (known is not None and called not in known):
        return
    wanted = known[called] if known is not None else {"term": called}
    said = {name: resolve(rule, record, context) for name, rule in entry.observation.items()}
    region = as_text(said.get("region"))
    if region is None:
        raise ReadError("a figure without a region")
    day = _day(entry, said.get("date"), context)
    if day < entry.options.get("since", day):
        return
    first = (
        wanted.get("series") or as_text(said.get("series")),
        said.get("value"),
        as_text(said.get("unit")),
    )
    others = (
        (a["series"], look_up(a["value"], record, context), a["unit"]) for a in entry.options.get("also", ())
    )
    for series, value, unit in (first, *others):
        amount = figure(value)
        if amount is None or not (series and unit):
            raise ReadError("a figure without value, series or unit")
        level = level_at(series, day, entry.options.get("breaks", ()))
        yield Observation(series, wanted["term"], day, region, amount, unit, source.name, level)


def figure(value: Any) -> float | None:
    """A published value as a number.

    Raises:
        ReadError: it is none.
        _TooEarly: it is below what is published (``<100``).
    """
    if isinstance(value, str) and value.lstrip().startswith("<"):
        raise _TooEarly(UNPUBLISHED)
    return None if isinstance(value, bool) else as_number(value)


def _read(source: Source, entry: Input, context: Context, items: Iterable[Record | Unreadable]) -> Reading:
    ledger, known = Ledger(source, context), asked(entry)
    found: list[Observation] = []
    for item in items:
        try:
            if isinstance(item, Unreadable):
                raise ReadError(item.what)
            found.extend(_figures(source, entry, item, context, known))
        except _TooEarly as reason:
            ledger.note("note", str(reason), item.where)
        except ReadError as error:
            ledger.note("warning", f"left out: {error.what}", item.where)
    return Reading(observations=tuple(found), issues=ledger.issues())


def _answer(entry: Input, context: Context, data: bytes) -> Any:
    """An answer in JSON.

    Raises:
        ReadError: no JSON, or the interface's own error.
    """
    answer = parse(data)
    if isinstance(answer, Mapping) and (path := entry.options.get("error")):
        told = as_text(look_up(path, Record("answer", answer), context))
        if told is not None:
            raise ReadError(f"the interface says: {told[:200]}")
    return answer


def read(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Figures of a JSON answer, one a record; option ``records`` is the path to them, absent: the answer.

    Raises:
        ReadError: no JSON, no such list, or the interface's own error.
    """
    answer = _answer(entry, context, data)
    if "records" in entry.options:
        return _read(source, entry, context, objects(answer, entry.options["records"]))
    if not isinstance(answer, Mapping):
        raise ReadError("no JSON object", todo="see whether the format has changed")
    return _read(source, entry, context, [Record("answer", answer)])


def read_table(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Figures of a table, one a row."""
    return _read(source, entry, context, rows(data, entry.options))


def _one_day(entry: Input, record: Record, context: Context) -> tuple[date, float] | None:
    """The day and figure of a record; None for one that is not counted.

    Raises:
        ReadError: a part is missing or of another kind.
    """
    only: Mapping[str, str] = entry.options.get("only", {})
    if any(record.values.get(column) != wanted for column, wanted in only.items()):
        return None
    said = {name: resolve(rule, record, context) for name, rule in entry.observation.items()}
    amount = as_number(said.get("value"))
    if amount is None:
        raise ReadError("a day without a figure")
    return period_of(as_text(said.get("date")) or "", entry.options.get("written")), amount


def read_days(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Figures by month, each the sum of its days in a JSON answer; a month with a day missing has none.

    Options ``records`` and ``only`` (column → value that a record must have); ``period`` is ``month``.

    Raises:
        ReadError: no JSON, no list of days, or the interface's own error.
    """
    ledger = Ledger(source, context)
    months: dict[date, dict[date, float]] = defaultdict(dict)
    for item in objects(_answer(entry, context, data), entry.options.get("records", "")):
        try:
            if isinstance(item, Unreadable):
                raise ReadError(item.what)
            if (counted := _one_day(entry, item, context)) is not None:
                months[counted[0].replace(day=1)][counted[0]] = counted[1]
        except ReadError as error:
            ledger.note("warning", f"left out: {error.what}", item.where)
    value, when = Rule(paths=("sum",)), Rule(paths=("month",))
    summed = replace(entry, observation={**entry.observation, "value": value, "date": when})
    whole = [
        Record(f"{month:%Y-%m}", {"month": month.isoformat(), "sum": sum(days.values())})
        for month, days in sorted(months.items())
        if len(days) == (period_end(month, "month") - month).days
    ]
    reading = _read(source, summed, context, whole)
    return Reading(observations=reading.observations, issues=ledger.issues() + reading.issues)


def read_counts(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """How many records of a list carry each term; a record may carry several.

    Options ``count``, the column with a record's labels (default ``tags``), and ``of``, the number of records there must be;
    the figures' rules find ``label`` and ``count``.

    Raises:
        ReadError: no JSON, or another number of records: the counts would be of something else.
    """
    labels = dict.fromkeys(asked(entry) or {}, 0)
    total = 0
    for item in objects(_answer(entry, context, data), entry.options.get("records", "")):
        if isinstance(item, Record):
            total += 1
            carried = item.values.get(entry.options.get("count", "tags"))
            for label in (
                {one for one in carried if isinstance(one, str)} if isinstance(carried, list) else ()
            ):
                if label in labels:
                    labels[label] += 1
    if total != (wanted := entry.options.get("of", total)):
        raise ReadError(f"{total:,} records, {wanted:,} were asked for")
    counted = [Record(label, {"label": label, "count": count}) for label, count in labels.items()]
    return _read(source, entry, context, counted)


_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_ATOM = "{http://www.w3.org/2005/Atom}"


def read_total(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """The number of hits an Atom feed says it has, as the column ``total`` of its one record.

    Raises:
        ReadError: no Atom feed, no total, or an entry that is the interface's own error message.
    """
    try:
        feed = ElementTree.fromstring(data.lstrip())
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ReadError(f"no Atom feed ({str(error)[:80]})") from error
    for item in feed.iter(f"{_ATOM}entry"):
        if "/api/errors" in (item.findtext(f"{_ATOM}id") or ""):
            raise ReadError(f"the interface says: {(item.findtext(f'{_ATOM}summary') or '')[:200]}")
    if (total := feed.findtext(f"{_SEARCH}totalResults")) is None:
        raise ReadError("no total of hits", todo="see whether the format has changed")
    return _read(source, entry, context, [Record("feed", {"total": total})])
