"""Reads figures that others counted, and pay records, as observations.  Never makes postings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from jobmarket.catalog.sources import Input, Source
from jobmarket.errors import ReadError
from jobmarket.readers.fields import Context, Record, Unreadable, as_date, as_number, as_text, resolve
from jobmarket.readers.postings import Ledger
from jobmarket.readers.table import rows
from jobmarket.records import Observation, Reading


def _observation(source: Source, entry: Input, record: Record, context: Context) -> Observation:
    """One figure by the source's rules.

    Raises:
        ReadError: a part of it is missing or of another kind.
    """
    said = {name: resolve(rule, record, context) for name, rule in entry.observation.items()}
    day, value = as_date(said.get("date")), as_number(said.get("value"))
    name, term, region, unit = (as_text(said.get(part)) for part in ("series", "term", "region", "unit"))
    if day is None or value is None or not (name and term and region and unit):
        raise ReadError("a figure without date, value, series, term, region or unit")
    return Observation(name, term, day, region, value, unit, source.name)


def read_figures(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Observations of a table, one a row, by the rules in ``observation``."""
    ledger = Ledger(source, context)
    found = []
    for item in rows(data, entry.options):
        try:
            if isinstance(item, Unreadable):
                raise ReadError(item.what)
            found.append(_observation(source, entry, item, context))
        except ReadError as error:
            ledger.note("warning", f"left out: {error.what}", item.where)
    return Reading(observations=tuple(found), issues=ledger.issues())


Cell = tuple[str, str, int, str]  # group of titles, level, year, country


def _cells(entry: Input, record: Record) -> Iterator[tuple[Cell, float]]:
    """The cells one pay record counts in: its group of titles and level, and "all" for each.

    Raises:
        ReadError: it names no year, country or amount.
    """
    columns: Mapping[str, str] = entry.option("columns")
    said = {name: (as_text(record.values.get(column)) or "").strip() for name, column in columns.items()}
    usd, year = as_number(said["usd"]), as_number(said["year"])
    if not usd or usd <= 0 or not year or not said["country"]:
        raise ReadError("a pay record without year, country or amount")
    title = said["title"].lower()
    group = next((g["name"] for g in entry.option("groups") if re.search(g["pattern"], title)), "other")
    level = entry.option("levels").get(said["level"], "other")
    for named in dict.fromkeys((group, "all")):
        for graded in dict.fromkeys((level, "all")):
            yield (named, graded, int(year), said["country"]), usd


def _quartiles(source: Source, prefix: str, cell: Cell, pay: Sequence[float]) -> Iterator[Observation]:
    """Count, quartiles and median of one cell (linear interpolation, as numpy's default)."""
    group, level, year, country = cell
    q1, median, q3 = (float(q) for q in np.percentile(pay, (25, 50, 75)))
    figures = (("median-usd", median), ("q1-usd", q1), ("q3-usd", q3), ("records", float(len(pay))))
    for name, value in figures:
        yield Observation(
            series=f"{prefix}-{name}",
            term=f"{group}/{level}",
            date=date(year, 1, 1),
            region=country,
            value=round(value, 2),
            unit="records" if name == "records" else "USD a year",
            source=source.name,
        )


def read_pay_records(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Observations of single pay records: yearly USD by group of titles, level, year and country.

    Repeated rows count: the records have no id, so equal rows may be different people.  Options:
    ``series`` (prefix), ``columns`` (title, level, year, country, usd), ``keep`` (column → value that a
    record must have), ``groups`` (name, pattern on the lower-case title; first match), ``levels`` (code →
    name) and ``least``, the fewest records a published cell has.
    """
    ledger = Ledger(source, context)
    cells: dict[Cell, list[float]] = defaultdict(list)
    for item in rows(data, entry.options):
        try:
            if isinstance(item, Unreadable):
                raise ReadError(item.what)
            if any(item.values.get(column) != wanted for column, wanted in entry.option("keep").items()):
                ledger.note("note", "left out: not of the kind counted here", item.where)
                continue
            for cell, usd in _cells(entry, item):
                cells[cell].append(usd)
        except ReadError as error:
            ledger.note("warning", f"left out: {error.what}", item.where)
    least, prefix = entry.option("least"), entry.option("series")
    enough = {cell: pay for cell, pay in sorted(cells.items()) if len(pay) >= least}
    found = tuple(o for cell, pay in enough.items() for o in _quartiles(source, prefix, cell, pay))
    return Reading(observations=found, issues=ledger.issues())


def read_table(entry: Input, context: Context, data: bytes) -> dict[str, dict[str, Any]]:
    """A side table's rows by key; of several rows with one key, the first that says a column counts."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    if entry.lookup is None:
        raise ReadError("a lookup input declares its table and key")
    for item in rows(data, entry.options):
        if isinstance(item, Record) and (key := as_text(resolve(entry.lookup.key, item, context))):
            for column, value in item.values.items():
                if as_text(value) is not None:
                    found[key].setdefault(column, value)
    return found
