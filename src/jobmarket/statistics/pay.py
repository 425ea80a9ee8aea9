"""Pay: medians, their differences, and what explains it.  Never converts money, never fills a gap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from jobmarket.statistics.estimates import LEVEL, Codes, Estimate, Flags, Floats, compact, range_test, wald
from jobmarket.statistics.regression import columns, independent
from jobmarket.statistics.shares import Share, share

DRAWS = 2000
TAIL = (1 - LEVEL) / 2
SEED = 20260630


@dataclass(frozen=True, slots=True)
class Median:
    """A median with its interval; ``values`` stay for tests against a bound."""

    estimate: Estimate
    values: Floats
    cluster: Codes

    def share_above(self, bound: float) -> Share:
        """The clustered share of values above ``bound`` (half of those equal to it are left out)."""
        apart = self.values != bound
        return share(self.values[apart] > bound, self.cluster[apart])

    def within(self, low: float, high: float) -> tuple[float, float]:
        """(p inside, p outside) of the range: a median is above a bound when more than half of values are.

        The tests are Woodruff's (1952): the share above each bound against one half, clustered.
        """
        if self.estimate.clusters < 2:
            return 1.0, 1.0
        return range_test(self.share_above(low).greater(0.5), 1 - self.share_above(high).greater(0.5))


def cluster_draws(clusters: int, draws: int = DRAWS) -> Floats:
    """How often each employer is drawn, (draws, employers), the same for the same number of employers."""
    generator = np.random.default_rng([SEED, clusters])
    return generator.multinomial(clusters, np.full(clusters, 1 / clusters), size=draws).astype(float)


def _weighted_medians(values: Floats, weights: Floats) -> Floats:
    """The median of ``values`` under each row of ``weights`` (draws, values); NaN where a row is empty.

    The middle two are averaged where the weights split evenly, so unit weights give the common median.
    """
    order = np.argsort(values, kind="stable")
    ordered, running = values[order], np.cumsum(weights[:, order], axis=1)
    total = running[:, -1]
    lower = ordered[np.minimum((running < (total / 2)[:, None]).sum(axis=1), ordered.size - 1)]
    upper = ordered[np.minimum((running <= (total / 2)[:, None]).sum(axis=1), ordered.size - 1)]
    middle: Floats = np.where(total > 0, (lower + upper) / 2, np.nan)
    return middle


def median(values: Floats, cluster: Codes) -> Median:
    """The median of ``values``; its interval is the bounds that Woodruff's test (see `Median.within`) leaves standing.

    With some thirty employers it holds the truth in 94 to 97 of 100 simulations, where percentiles of a bootstrap
    of employers held it in 91.
    """
    cluster = compact(cluster)
    g = int(cluster.max()) + 1 if values.size else 0
    point = float(np.median(values)) if values.size else np.nan
    result = Median(
        Estimate(point, -np.inf, np.inf, 1.0, df=g - 1.0, ads=int(values.size), clusters=g), values, cluster
    )
    if g < 2:
        return result
    ordered = np.unique(values)
    low = _last(lambda i: result.share_above(ordered[i]).greater(0.5) <= TAIL, ordered.size)
    fall = ordered[::-1]
    high = _last(lambda i: result.share_above(fall[i]).greater(0.5) >= 1 - TAIL, ordered.size)
    estimate = replace(
        result.estimate,
        low=float(ordered[low]) if low >= 0 else -np.inf,
        high=float(fall[high]) if high >= 0 else np.inf,
    )
    return replace(result, estimate=estimate)


def _last(holds: Callable[[int], bool], size: int) -> int:
    """The last of the numbers 0 … size − 1 for which ``holds``, which holds for all before it; −1 where none."""
    low, high = -1, size
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            low = middle
        else:
            high = middle
    return low


def difference_of_medians(values: Floats, group: Flags, cluster: Codes) -> Estimate:
    """Median inside ``group`` minus median outside it, in the unit of ``values``; p against 0.

    Employers are drawn whole, so one that stands in both groups is drawn for both.  The interval is the point
    ± t × the bootstrap's standard error with one degree of freedom less than the smaller group's employers.
    """
    cluster = compact(cluster)
    n = int(values.size)
    if not group.any() or group.all():
        return wald(float("nan"), float("nan"), 0.0, ads=n)
    g = int(cluster.max()) + 1
    weights = cluster_draws(g)
    draws = _weighted_medians(values[group], weights[:, cluster[group]]) - _weighted_medians(
        values[~group], weights[:, cluster[~group]]
    )
    draws = draws[np.isfinite(draws)]
    smaller = min(np.unique(cluster[group]).size, np.unique(cluster[~group]).size)
    error = float(draws.std(ddof=1)) if draws.size > 1 else 0.0
    point = float(np.median(values[group]) - np.median(values[~group]))
    return wald(point, error, smaller - 1.0, ads=n, clusters=g)


@dataclass(frozen=True, slots=True)
class Drivers:
    """What each of two blocks adds to the adjusted R² of log pay, and which adds more.

    ``first``, ``second``: adjusted R² lost without the block; ``gap``: first minus second with the interval
    of a cluster bootstrap, p against 0.
    """

    first: float
    second: float
    gap: Estimate


def compare_drivers(
    y: Floats, first: Floats, second: Floats, rest: Sequence[Floats], cluster: Codes
) -> Drivers:
    """Which of two blocks of columns explains ``y`` (log pay) better, all else in ``rest`` given?

    The loss of adjusted R² without one block, against the loss without the other.  Whole employers are drawn;
    each draw refits the three regressions from the employers' sums of squares and products.
    """
    cluster = compact(cluster)
    n = int(y.size)
    base = columns(np.ones(n), *rest)
    blocks = [base, np.asarray(first, dtype=float), np.asarray(second, dtype=float)]
    full = np.concatenate(blocks, axis=1)
    kept = np.asarray(independent(full), dtype=np.int64)
    starts = np.cumsum([0, *[b.shape[1] for b in blocks]])
    member = np.searchsorted(starts, kept, side="right") - 1
    design = np.concatenate([full[:, kept], (y - y.mean())[:, None]], axis=1)
    g, k = int(cluster.max()) + 1, design.shape[1]
    sums = np.zeros((g, k * k))
    np.add.at(sums, cluster, np.einsum("ij,ik->ijk", design, design).reshape(n, k * k))
    size = np.bincount(cluster).astype(float)
    total = np.bincount(cluster, weights=y - y.mean())

    def losses(weight: Floats) -> tuple[Floats, Floats]:
        moments = (weight @ sums).reshape(-1, k, k)
        ads, centre = weight @ size, weight @ total
        spread = moments[:, -1, -1] - centre**2 / ads
        values = [_adjusted(moments, np.append(member != out, False), ads, spread) for out in (-1, 1, 2)]
        return values[0] - values[1], values[0] - values[2]

    one, two = losses(np.ones((1, g)))
    a, b = losses(cluster_draws(g, 1000))
    draws = (a - b)[np.isfinite(a - b)]
    gap = wald(float(one[0] - two[0]), float(draws.std(ddof=1)), g - 1.0, ads=n, clusters=g)
    return Drivers(float(one[0]), float(two[0]), gap)


def _adjusted(moments: Floats, use: Flags, ads: Floats, spread: Floats) -> Floats:
    """Adjusted R² of each draw, from its sums of products; a touch of ridge keeps thin draws solvable."""
    index = np.flatnonzero(use)
    square = moments[:, index[:, None], index[None, :]]
    cross = moments[:, index, -1]
    ridge = 1e-6 * np.einsum("dii->di", square).mean(axis=1)[:, None, None] * np.eye(index.size)[None]
    beta = np.linalg.solve(square + ridge, cross[..., None])[..., 0]
    explained = np.einsum("di,di->d", beta, cross)
    centred = np.maximum(moments[:, -1, -1] - explained, 0.0)
    value: Floats = 1 - (centred / np.maximum(ads - index.size, 1)) / (spread / (ads - 1))
    return value
