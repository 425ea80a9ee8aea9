"""Says of which period a live figure is, and on which level it stands.  Never dates an unfinished period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from jobmarket.catalog import shelf
from jobmarket.errors import DeclarationError, ReadError
from jobmarket.trend_tables import period_start

MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS = {"day": 1, "week": 7}
FIRST_YEAR, LAST_YEAR = 1600, 2100  # works are dated by year, old ones too
LAST_THIRD = 20
"""A reading counts as a month's end from this day on, as for the shipped figures."""


def period_of(text: str, written: str | None = None) -> date:
    """The first day of a period as published; ``written`` is its form for ``strptime`` where it is unusual.

    Raises:
        ReadError: the text is no such date, or one no source can mean.
    """
    try:
        found = period_start(text) if written is None else datetime.strptime(text.strip(), written).date()
    except ValueError as error:
        raise ReadError(f"no date: {text[:40]}") from error
    if not FIRST_YEAR <= found.year < LAST_YEAR:
        raise ReadError(f"{text[:40]} lies outside {FIRST_YEAR}–{LAST_YEAR}")
    return found


def period_end(start: date, period: str) -> date:
    """The first day after a day, week, month, quarter or year that begins at ``start``.

    Raises:
        DeclarationError: no such period.
    """
    if period in DAYS:
        return start + timedelta(days=DAYS[period])
    if period not in MONTHS:
        raise DeclarationError(f"no period is called {period!r}")
    month = start.month - 1 + MONTHS[period]
    return date(start.year + month // 12, month % 12 + 1, 1)


@cache
def _shipped_breaks(series: str) -> tuple[date, ...]:
    """Where the levels of a shipped series break, from the shelf ``trends``."""
    return tuple(
        item["date"]
        for family in shelf("trends")["family"]
        if any(_makes(table["series"], series) for table in family["table"])
        for item in family.get("breaks", ())
        if item.get("series", series) == series
    )


def _makes(said: Mapping[str, Any], series: str) -> bool:
    """Whether a shipped table's declaration can give a series of this name."""
    if "is" in said:
        return bool(said["is"] == series)
    if "form" not in said:
        return series in said.get("map", {}).values()
    form = "".join(
        ".+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{\w+\})", said["form"])
    )
    return re.fullmatch(form, series) is not None


def level_at(series: str, day: date, breaks: Iterable[Mapping[str, Any]] = ()) -> int:
    """The number of declared level breaks up to a day: the shipped family's and the live source's own."""
    dates = {*_shipped_breaks(series), *(item["date"] for item in breaks)}
    return sum(1 for broken in dates if broken <= day)
