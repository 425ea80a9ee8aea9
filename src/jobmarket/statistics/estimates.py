"""What every statistic hands back, and tests on it.  Never decides what an estimate means for a claim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import exp, log, nan

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]

LEVEL = 0.95
TABLE_UP_TO = 4_000_000
# A table this many times longer than what is looked up in it takes longer than sorting.
SPARSE = 50


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number with its interval.

    ``value``, ``low``, ``high``: point and 95 % interval in the statistic's own unit; ``p_value``:
    two-sided, against the null the function names (NaN where nothing was tested); ``standard_error``
    and ``df``: on the scale the function names (often a log); ``ads`` and ``clusters``: what it rests on.
    """

    value: float
    low: float
    high: float
    p_value: float = nan
    standard_error: float = nan
    df: float = nan
    ads: int = 0
    clusters: int = 0

    def mapped(self, change: Callable[[float], float]) -> Estimate:
        """Point and interval passed through an increasing function (exp, odds …); the rest as it was."""
        return replace(self, value=change(self.value), low=change(self.low), high=change(self.high))


def wald(
    value: float, standard_error: float, df: float, *, null: float = 0.0, ads: int = 0, clusters: int = 0
) -> Estimate:
    """Point ± t × standard error, and the two-sided p against ``null``; t with ``df`` degrees of freedom.

    A standard error of zero or no degrees of freedom gives an unbounded interval and p = 1: no spread was
    seen, which is not the same as no uncertainty.
    """
    if not (np.isfinite(value) and np.isfinite(standard_error)) or standard_error <= 0 or df <= 0:
        return Estimate(value, -np.inf, np.inf, 1.0, nan, max(df, 0.0), ads, clusters)
    half = float(stats.t.ppf(0.5 + LEVEL / 2, df)) * standard_error
    p = 2 * float(stats.t.sf(abs(value - null) / standard_error, df))
    return Estimate(value, value - half, value + half, p, standard_error, df, ads, clusters)


def range_test(below: float, above: float) -> tuple[float, float]:
    """Two-sided p-values of "inside a range" and "outside it", from one-sided tests at its two ends.

    ``below``: one-sided p of the alternative "greater than the lower end"; ``above``: of the alternative
    "less than the upper end".  Inside is two one-sided tests (Schuirmann 1987), doubled so that it agrees
    with a 95 % interval wholly inside; outside is the better of the two opposite tests, doubled likewise.
    Returns (p inside, p outside).
    """
    inside = min(1.0, 2 * max(below, above))
    outside = min(1.0, 2 * min(1 - below, 1 - above))
    return inside, outside


def equivalence(estimate: Estimate, low: float, high: float) -> tuple[float, float]:
    """Is a Wald estimate inside ``low … high`` (its own scale)?  (p inside, p outside), see `range_test`.

    Failing to find a difference is not balance: only the first p-value speaks for balance.
    """
    if not np.isfinite(estimate.standard_error) or estimate.standard_error <= 0:
        return 1.0, 1.0
    below = float(stats.t.sf((estimate.value - low) / estimate.standard_error, estimate.df))
    above = float(stats.t.cdf((estimate.value - high) / estimate.standard_error, estimate.df))
    return range_test(below, above)


def odds(share: float) -> float:
    """A share as odds; a share of one is infinite odds."""
    return share / (1 - share) if share < 1 else np.inf


def from_odds(value: float) -> float:
    """Odds as a share."""
    return value / (1 + value) if np.isfinite(value) else 1.0


def ratio(value: float) -> float:
    """A log ratio as a ratio, without overflow."""
    return value if np.isnan(value) else exp(value) if value < 700 else np.inf


def log_odds(share: float) -> float:
    """A share strictly between 0 and 1 as log odds."""
    return log(share / (1 - share))


def compact(values: NDArray[np.generic]) -> Codes:
    """Any labels as codes 0 … k-1 in sorted order."""
    return distinct(values)[1]


def distinct(values: NDArray[np.generic]) -> tuple[NDArray[np.generic], Codes]:
    """The distinct labels, sorted, and each one's place among them.

    Small whole numbers are looked up in a table, which is faster than sorting where they lie close together.
    """
    if values.size and values.dtype == np.int64:
        numbers = values.astype(np.int64)
        if numbers.min() >= 0 and numbers.max() < min(TABLE_UP_TO, SPARSE * numbers.size):
            seen = np.bincount(numbers) > 0
            place = np.cumsum(seen) - 1
            return np.flatnonzero(seen), place[numbers].astype(np.int64)
    levels, codes = np.unique(values, return_inverse=True)
    return levels, codes.astype(np.int64).reshape(-1)


def count_distinct(codes: Codes) -> int:
    """How many different codes there are; codes are not negative."""
    return int(np.count_nonzero(np.bincount(codes))) if codes.size else 0
