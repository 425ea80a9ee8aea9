"""Reads the table of search interest that a person exported from Google Trends.  Never scales a value."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, timedelta

from jobmarket.catalog import shelf
from jobmarket.catalog.sources import Input, Source
from jobmarket.errors import DeclarationError, ReadError
from jobmarket.readers.answers import UNFINISHED, UNPUBLISHED, asked
from jobmarket.readers.dating import level_at, period_end, period_of
from jobmarket.readers.fields import Context
from jobmarket.readers.postings import Ledger
from jobmarket.readers.table import decoded
from jobmarket.records import Observation, Reading

_HEAD = re.compile(r"\s*([^:]{1,100}):\s*\(([^()]{1,80}(?:\([^()]{1,40}\))?)\)\s*")
"""A column of the export: what was searched for, and where."""
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,6})?")
_PLACES = {"Worldwide": "world", "United States": "US", "United Kingdom": "GB", "Vietnam": "VN"}
"""Places as the export calls them, where the shelf of surveyed countries calls them otherwise."""


def _columns(entry: Input, head: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Column → term and region, for what is on the shelf.

    Raises:
        ReadError: a place is unknown, or what is to be compared is not all in this one export.
    """
    known, places = asked(entry) or {}, {**shelf("trends")["maps"]["countries"], **_PLACES}
    found: dict[int, tuple[str, str]] = {}
    for number, cell in enumerate(head):
        if number == 0 or not (said := _HEAD.fullmatch(cell)):
            continue
        term = known.get(said[1].strip().lower())
        if term is None:
            continue
        if said[2] not in places:
            raise ReadError(f"the place {said[2][:40]!r} is not known", todo="export it in English")
        found[number] = (term["term"], places[said[2]])
    needed = set(entry.options.get("together", ()))
    for region in {place for _, place in found.values()} or {""}:
        if missing := sorted(needed - {term for term, place in found.values() if place == region}):
            raise ReadError(
                f"the export does not compare {', '.join(missing)}",
                todo=f"compare {', '.join(sorted(needed))} in one export: values are relative to its peak",
            )
    return found


def _named(entry: Input, part: str) -> str:
    """What the declaration calls the series or unit.

    Raises:
        DeclarationError: it does not.
    """
    rule = entry.observation.get(part)
    if rule is None or not isinstance(rule.value, str):
        raise DeclarationError(f"an export is of a {part} that is named", where=entry.match)
    return rule.value


def _period(days: Sequence[date]) -> str:
    """What a row stands for, from the distance of the first two."""
    steps = {timedelta(days=1): "day", timedelta(days=7): "week"}
    return steps.get(days[1] - days[0], "month") if len(days) > 1 else "month"


def read(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Figures of an export: 0 to 100, relative to the highest value in it.

    The rules of ``observation`` name ``series`` and ``unit``.  Options ``terms`` (see :mod:`.answers`; in
    lower case) and ``together`` (terms every export must compare: values of two exports do not compare).

    Raises:
        ReadError: no such export, or one that compares too little.
    """
    text, troubles = decoded(data, entry.options)
    ledger = Ledger(source, context)
    for trouble in troubles:
        ledger.note("warning", trouble.what, trouble.where)
    try:
        table = [row for row in csv.reader(io.StringIO(text, newline="")) if len(row) > 1]
    except csv.Error as error:
        raise ReadError(f"no CSV ({error})") from error
    columns = _columns(entry, table[0]) if table else {}
    if not columns:
        raise ReadError("no export of search interest", todo="export 'Interest over time' as CSV")
    days = {number: period_of(row[0]) for number, row in enumerate(table[1:], start=1)}
    period, seen = _period(list(days.values())), context.snapshot.seen_at.date()
    series, unit = _named(entry, "series"), _named(entry, "unit")
    found: list[Observation] = []
    for number, day in days.items():
        where = f"row {number}"
        if period_end(day, period) > seen:
            ledger.note("note", UNFINISHED, where)
            continue
        for column, (term, region) in columns.items():
            cell = table[number][column].strip() if column < len(table[number]) else ""
            if cell.startswith("<"):
                ledger.note("note", UNPUBLISHED, where)
            elif not _NUMBER.fullmatch(cell):
                ledger.note("warning", "left out: a row without a figure", where)
            else:
                level = level_at(series, day, entry.options.get("breaks", ()))
                found.append(Observation(series, term, day, region, float(cell), unit, source.name, level))
    return Reading(observations=tuple(found), issues=ledger.issues())
