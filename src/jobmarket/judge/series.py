"""Trend figures as tables of dates and terms.  Never compares levels across a level break, judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import pandas as pd


class Figures:
    """Observations up to the evidence's last day, read once a judgement; world figures unless told otherwise."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, as_of: date) -> None:
        frame = connection.execute(
            "SELECT series, term, date, region, value, unit, source FROM observations WHERE date <= ?"
            " ORDER BY series, date, term, region",
            [as_of],
        ).df()
        frame["date"] = pd.to_datetime(frame["date"])
        self._everywhere = frame
        frame = frame[frame["region"] == "world"]
        self.by_series: dict[str, pd.DataFrame] = {str(name): part for name, part in frame.groupby("series")}

    def table(self, series: str, terms: Sequence[str]) -> pd.DataFrame:
        """Dates (rows) by terms (columns) of one series, only dates that have every term."""
        part = self.by_series.get(series)
        if part is None:
            return pd.DataFrame(columns=list(terms))
        wide = part.pivot_table(index="date", columns="term", values="value", aggfunc="first")
        return wide.reindex(columns=list(terms)).dropna()

    def publisher(self, series: str) -> str:
        """Where the series' newest figure was published."""
        return str(self.by_series[series]["source"].iloc[-1])

    def yearly(self, series: str, terms: Sequence[str], form: str, of: str | None = None) -> pd.DataFrame:
        """One row a year of a series.

        ``form``: ``level`` (the year's last value), ``gain`` (December's value less that of the December seen before,
        a year), or ``share`` (of the series ``of``, mean over the year's dates: immune to level breaks).
        """
        if form == "share":
            whole = self.table(str(of), ["all"])
            parts = self.table(series, terms)
            parts = parts.div(whole["all"].reindex(parts.index), axis=0).dropna()
            shares: pd.DataFrame = parts.groupby(_years(parts)).mean()
            return shares
        wide = self.table(series, terms)
        if form == "gain":
            wide = wide[pd.DatetimeIndex(wide.index).month == 12]
        last: pd.DataFrame = wide.groupby(_years(wide)).last()
        if form == "level":
            return last
        apart = pd.Series(last.index, index=last.index).diff()
        return last.diff().div(apart, axis=0).dropna()

    def newest(self, series: str, terms: Sequence[str], region: str) -> dict[str, Any] | None:
        """The newest date of a region that has every term: ``date``, ``region``, ``series``, ``unit``, ``source``
        and a value a term; None where there is none."""
        part = self._everywhere
        part = part[(part["series"] == series) & part["term"].isin(list(terms)) & (part["region"] == region)]
        wide = part.pivot_table(index="date", columns="term", values="value", aggfunc="first")
        wide = wide.reindex(columns=list(terms)).dropna()
        if wide.empty:
            return None
        last = part[part["date"] == wide.index[-1]].iloc[0]
        found: dict[str, Any] = {"date": last["date"].date(), "series": series, "region": region}
        found |= {"unit": last["unit"], "source": last["source"]}
        return found | {term: float(wide[term].iloc[-1]) for term in terms}


def _years(frame: pd.DataFrame) -> pd.Index[Any]:
    return pd.DatetimeIndex(frame.index).year
