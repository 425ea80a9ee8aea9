"""Makes figures of published tables as a declaration says; never guesses what a declaration leaves open."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jobmarket.errors import DeclarationError, PromiseBroken, ReadError
from jobmarket.records import Observation

_LAST_THIRD = 20
"""A reading counts as a month's end from this day on."""


def family_observations(
    family: Mapping[str, Any], source_folder: Path, maps: Mapping[str, Mapping[str, str]]
) -> list[Observation]:
    """The figures of one declared family, ordered by key; errors as in :func:`write_trends`."""
    found: dict[tuple[str, str, date, str], Observation] = {}
    for table in family["table"]:
        for observation in _table_observations(table, source_folder, maps, family.get("breaks", ())):
            key = (observation.series, observation.term, observation.date, observation.region)
            if key in found and found[key].value != observation.value:
                raise PromiseBroken(f"two values for {key}", where=f"{family['name']}: {table['file']}")
            found[key] = observation
    if not found:
        raise PromiseBroken("a family without a single figure", where=family["name"])
    return [found[key] for key in sorted(found)]


def _table_observations(
    table: Mapping[str, Any], folder: Path, maps: Mapping[str, Mapping[str, str]], breaks: Any
) -> Iterator[Observation]:
    readings: dict[tuple[str, str, date, str], tuple[date, Observation]] = {}
    for row in _rows(table, folder):
        said = {
            part: _said(table[part], row, maps)
            for part in ("series", "term", "date", "region", "unit", "source")
        }
        amount = _amount(_said(table["value"], row, maps), table)
        if amount is None or any(text is None for text in said.values()):
            continue
        day = period_start(str(said["date"]))
        if table.get("monthly"):
            if day.day < _LAST_THIRD:
                continue
            month = day.replace(day=1)
        else:
            month = day
        series = _slug(str(said["series"]))
        level = sum(1 for item in breaks if item["date"] <= month and item.get("series", series) == series)
        observation = Observation(
            series,
            str(said["term"]),
            month,
            str(said["region"]),
            amount,
            str(said["unit"]),
            str(said["source"]),
            level,
        )
        key = (observation.series, observation.term, month, observation.region)
        if not table.get("monthly"):
            yield observation
        elif key not in readings or readings[key][0] <= day:
            readings[key] = (day, observation)
    for _, observation in readings.values():
        yield observation


def _rows(table: Mapping[str, Any], folder: Path) -> Iterator[dict[str, str]]:
    for row in csv.DictReader(io.StringIO(_input(folder / table["file"]))):
        try:
            if any(row[column] not in allowed for column, allowed in table.get("only", {}).items()):
                continue
            if any(row[column] in refused for column, refused in table.get("never", {}).items()):
                continue
            if "melt" not in table:
                yield row
            for column in table.get("melt", ()):
                yield row | {"measured": column, "measure": row[column]}
        except KeyError as missing:
            raise DeclarationError(f"no column {missing}", where=str(table["file"])) from missing


def _input(path: Path) -> str:
    try:
        content = path.read_bytes()
        return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot be read ({error})", where=path.name) from error


def _said(
    spec: Mapping[str, Any], row: Mapping[str, str], maps: Mapping[str, Mapping[str, str]]
) -> str | None:
    """What a declaration makes of a row; None where its map does not know the value."""
    if "is" in spec:
        return str(spec["is"])
    try:
        if "form" in spec:
            return str(spec["form"]).format_map(row)
        text = row[spec["column"]]
        if "map" not in spec:
            return text
        known = maps[spec["map"]] if isinstance(spec["map"], str) else spec["map"]
    except KeyError as missing:
        raise DeclarationError(f"neither column nor map {missing}", where="shelf trends") from missing
    return known.get(text)


def _amount(text: str | None, table: Mapping[str, Any]) -> float | None:
    """The figure; None where none was published (empty, or under a threshold as in ``<100``)."""
    if text is None or not text.strip() or text.lstrip().startswith("<"):
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise ReadError(f"no figure: {text[:40]}", where=str(table["file"])) from error
    return None if table.get("positive") and value <= 0 else value


_MONTHS = {
    name: place
    for place, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}
_PERIODS: tuple[tuple[re.Pattern[str], Callable[..., date]], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?"), lambda y, m, d: date(int(y), int(m), int(d))),
    (re.compile(r"(\d{4})-(\d\d)"), lambda y, m: date(int(y), int(m), 1)),
    (re.compile(r"(\d{4})"), lambda y: date(int(y), 1, 1)),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda y, q: date(int(y), 3 * int(q) - 2, 1)),
    (re.compile(r"(\d{4})-H([12])"), lambda y, h: date(int(y), 6 * int(h) - 5, 1)),
    (re.compile(r"(\d\d)/(\d\d)"), lambda m, y: date(2000 + int(y), int(m), 1)),
    (re.compile(r"(\d\d)-([A-Z][a-z]{2})"), lambda y, m: date(2000 + int(y), _MONTHS[m], 1)),
)


def period_start(text: str) -> date:
    """The first day of a period as published: 2020, 2020-Q1, 2019-H2, 2018-02, 09/18, 09-Jan, 2018-02-10.

    Raises:
        ReadError: the text is no period.
    """
    for pattern, start in _PERIODS:
        if match := pattern.fullmatch(text.strip()):
            try:
                return start(*match.groups())
            except (ValueError, KeyError) as error:
                raise ReadError(f"no such date: {text[:40]}") from error
    raise ReadError(f"no date: {text[:40]}")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
