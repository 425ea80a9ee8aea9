"""The ads as the judge sees them: flags answered by DuckDB, each opening once.  Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jobmarket.judge.populations import all_of, literal
from jobmarket.statistics.estimates import Codes, Flags, Floats, compact, count_distinct
from jobmarket.statistics.regression import effects

Bytes = NDArray[np.uint8]
BATCH = 60
STEADY_MONTHS = 18
FAIR_PART = 0.1
_EPOCH = date(1970, 1, 1)
_ORDER = "WHERE date_posted IS NOT NULL ORDER BY date_posted, posting_id"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which ads may count: those that meet ``eligible`` (SQL), of ``sources`` (None: all), in days
    ``first … last``; each duplicate group once, or once a month where ``monthly``."""

    eligible: str
    first: date
    last: date
    sources: frozenset[str] | None = None
    monthly: bool = False


def months_before(day: date, months: int) -> date:
    """The first day of the window of ``months`` that ends on ``day``."""
    month = day.year * 12 + day.month - 1 - months
    year, month = divmod(month, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    start = date(year, month + 1, 1) + timedelta(days=day.day - 1)
    return min(start, after - timedelta(days=1)) + timedelta(days=1)


def _codes(values: Any) -> tuple[Codes, NDArray[np.str_]]:
    """Strings as codes 0 … k-1 in sorted order, and the strings of the codes."""
    codes, labels = pd.factorize(np.asarray(values, dtype=object), sort=True)
    return codes.astype(np.int64), np.asarray(labels).astype(str)


class Evidence:
    """All ads in order of appearance, and answers to conditions on them, each asked once.

    What is kept of hundreds of conditions and scopes is one bit an ad.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        frame = connection.execute(
            "SELECT source, coalesce(employer_key, posting_id) AS employer,"
            " coalesce(duplicate_group, posting_id) AS opening, date_posted, text_chars, pay_usd"
            f" FROM ads {_ORDER}"
        ).fetchnumpy()
        self.source, self.sources = _codes(frame.pop("source"))
        self.employer, _ = _codes(frame.pop("employer"))
        self.opening, _ = _codes(frame.pop("opening"))
        days = np.asarray(frame["date_posted"]).astype("datetime64[D]")
        self.day: Codes = days.astype(np.int64)
        self.month: Codes = days.astype("datetime64[M]").astype(np.int64)
        self.year: Codes = days.astype("datetime64[Y]").astype(np.int64) + 1970
        self.chars: Floats = np.ma.filled(np.ma.asarray(frame["text_chars"]).astype(float), 0.0)
        self.pay: Floats = np.ma.filled(np.ma.asarray(frame["pay_usd"]).astype(float), np.nan)
        self._flags: dict[str, Bytes] = {}
        self._labels: dict[str, tuple[Codes, NDArray[np.str_]]] = {}
        self._counted: dict[Scope, Bytes] = {}

    @cached_property
    def first_day(self) -> date:
        """The day of the earliest ad."""
        return _EPOCH + timedelta(days=int(self.day.min())) if self.day.size else _EPOCH

    def prepare(self, conditions: Iterable[str]) -> None:
        """Ask DuckDB for many conditions at once."""
        wanted = sorted(set(conditions) - set(self._flags))
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            # One number of bits a row: sorting sixty columns would take longer than answering them.
            bits = " | ".join(f"(coalesce({text}, false)::BIGINT << {i})" for i, text in enumerate(batch))
            answer = self._connection.execute(f"SELECT {bits} AS bits FROM ads {_ORDER}").fetchnumpy()["bits"]
            for i, text in enumerate(batch):
                self._flags[text] = np.packbits((np.asarray(answer).astype(np.int64) >> i & 1).astype(bool))

    def flags(self, condition: str) -> Flags:
        """One flag an ad: does it meet the condition?"""
        if condition not in self._flags:
            self.prepare([condition])
        return self._unpacked(self._flags[condition])

    def _unpacked(self, bits: Bytes) -> Flags:
        return np.unpackbits(bits, count=self.day.size).view(np.bool_)

    def labels(self, expression: str) -> tuple[Codes, NDArray[np.str_]]:
        """One code an ad of a string expression (NULL is the empty string), and the labels of the codes."""
        if expression not in self._labels:
            answer = self._connection.execute(
                f"SELECT coalesce({expression}, '') AS label FROM ads {_ORDER}"
            ).fetchnumpy()["label"]
            self._labels[expression] = _codes(answer)
        return self._labels[expression]

    def steady(self, scope: Scope) -> frozenset[str]:
        """The sources that were gathered over time: enough months with a fair part of the busiest month's ads.

        Boards read on one day hold the ads still open that day; the older the month, the rarer and odder its
        ads.  Such a source has dates, but says nothing of change.
        """
        counted = self.counted(scope)
        month = self.month[counted] - int(self.month.min(initial=0))
        wide = int(month.max(initial=0)) + 1
        table = np.bincount(self.source[counted] * wide + month, minlength=self.sources.size * wide)
        table = table.reshape(self.sources.size, wide)
        fair = table >= np.maximum(table.max(axis=1, keepdims=True) * FAIR_PART, 1)
        return frozenset(str(name) for name in self.sources[fair.sum(axis=1) >= STEADY_MONTHS])

    def counted(self, scope: Scope) -> Codes:
        """Positions of the ads that count in ``scope``: of each opening the first appearance."""
        known = self._counted.get(scope)
        if known is not None:
            return np.flatnonzero(self._unpacked(known))
        low, high = (scope.first - _EPOCH).days, (scope.last - _EPOCH).days
        start, stop = np.searchsorted(self.day, [low, high + 1])
        keep = self.flags(scope.eligible)[start:stop].copy()
        if scope.sources is not None:
            keep &= np.isin(self.sources, list(scope.sources))[self.source[start:stop]]
        index = np.flatnonzero(keep) + start
        key = self.opening[index]
        if scope.monthly:
            key = compact(key * (int(self.month.max(initial=0)) + 1) + self.month[index])
        # The last writing wins, so written backwards the first appearance of each opening stays.
        first = np.full(int(key.max(initial=-1)) + 1, -1, dtype=np.int64)
        first[key[::-1]] = index[::-1]
        result: Codes = index[first[key] == index]
        is_counted = np.zeros(self.day.size, dtype=np.bool_)
        is_counted[result] = True
        self._counted[scope] = np.packbits(is_counted)
        return result


@dataclass(frozen=True)
class Sample:
    """The ads one measure looks at: those of ``scope`` inside ``population`` (SQL)."""

    evidence: Evidence
    scope: Scope
    population: str

    @cached_property
    def index(self) -> Codes:
        """Positions of the ads."""
        counted = self.evidence.counted(self.scope)
        return counted[self.evidence.flags(self.population)[counted]]

    def where(self, condition: str) -> Flags:
        """One flag an ad of this sample."""
        return self.evidence.flags(condition)[self.index]

    @cached_property
    def employer(self) -> Codes:
        """Employer code an ad."""
        return self.evidence.employer[self.index]

    @cached_property
    def source(self) -> Codes:
        """Source code an ad."""
        return self.evidence.source[self.index]

    @cached_property
    def year(self) -> Codes:
        """Calendar year an ad."""
        return self.evidence.year[self.index]

    @cached_property
    def time(self) -> Floats:
        """Time in years before the scope's last day, by calendar month, one an ad."""
        last = (self.scope.last.year - 1970) * 12 + self.scope.last.month - 1
        time: Floats = (self.evidence.month[self.index] - last) / 12
        return time

    @cached_property
    def pay(self) -> Floats:
        """Yearly USD an ad; NaN where none is given."""
        return self.evidence.pay[self.index]

    @cached_property
    def source_effects(self) -> Floats:
        """One column a source but the largest."""
        return effects(self.source)

    @cached_property
    def year_effects(self) -> Floats:
        """One column a calendar year but the commonest."""
        return effects(self.year)

    @cached_property
    def length_effects(self) -> Floats:
        """Columns for quintiles of ad length: a longer ad names more of everything."""
        chars = self.evidence.chars[self.index]
        if chars.size == 0:
            return np.zeros((0, 0))
        cuts = np.quantile(chars, [0.2, 0.4, 0.6, 0.8])
        return effects(np.searchsorted(cuts, chars))

    @cached_property
    def strata(self) -> Codes:
        """Source, and year too where the scope is longer than 25 months: what counts as one stratum."""
        if (self.scope.last - self.scope.first).days <= 770:
            return self.source
        return compact(self.source * 10_000 + self.year)

    @property
    def employers(self) -> int:
        """How many employers stand behind the ads."""
        return count_distinct(self.employer)

    def query(self) -> str:
        """The SQL whose rows are the ads counted here."""
        scope = self.scope
        parts = [f"date_posted BETWEEN DATE '{scope.first}' AND DATE '{scope.last}'"]
        if scope.sources is not None:
            parts.append(f"source IN ({', '.join(literal(s) for s in sorted(scope.sources))})")
        if scope.eligible != "true":
            parts.append(scope.eligible)
        once = "coalesce(duplicate_group, posting_id)" + (", month" if scope.monthly else "")
        return (
            "SELECT * FROM (\n"
            f"    SELECT *, row_number() OVER (PARTITION BY {once} ORDER BY date_posted, posting_id) AS appearance\n"
            f"    FROM ads WHERE {all_of(parts)}\n"
            f") WHERE appearance = 1 AND {self.population}\n"
            "ORDER BY date_posted, posting_id"
        )
