"""Shares of ads, with intervals that know that ads come in employers.  Never sees an ad's content.

The variance of a share is the larger of two.  One is that of a ratio of employer totals (linearised, Cochran
1977, chapter 11), within strata (sources), with the leverage correction of CR2 (Bell and McCaffrey 2002).  It is
far too small now and then where one employer has many of the ads, because its one vote then is most of what the
spread is judged by; so the other takes a common correlation within employers (Donner 1986).  The variance becomes
an effective number of ads, and the interval is Wilson's on that number with a t quantile (the recipe of Korn and
Graubard 1998, with Wilson's interval in place of Clopper and Pearson's, which covers too much).  Its degrees of
freedom are employers less strata, and never more than the effective number of employers (ads² ÷ Σ size²; Carter,
Schnepel and Steigerwald 2017): a spread judged by two hundred employers of whom one has 38 % of the ads is known
no better than one judged by six.  How often it holds the truth stands in the published simulation.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import stats

from jobmarket.statistics.estimates import (
    LEVEL,
    Codes,
    Estimate,
    Flags,
    Floats,
    compact,
    count_distinct,
    distinct,
    range_test,
    wald,
)

MINIMUM_CLUSTERS_OF_A_STRATUM = 5


@dataclass(frozen=True, slots=True)
class Share:
    """A share of ads: ``hits`` of ``ads``; ``effective`` is the number of independent ads it is worth.

    ``df``: degrees of freedom of its variance; ``clusters``: employers.
    """

    hits: int
    ads: int
    clusters: int
    effective: float
    df: float

    @property
    def value(self) -> float:
        """The share itself, 0 … 1 (NaN without ads)."""
        return self.hits / self.ads if self.ads else np.nan

    @property
    def tells(self) -> bool:
        """Are there ads, and employers enough to see a spread by?  Else every p is 1 and the interval is all shares."""
        return self.ads > 0 and self.df > 0

    def interval(self) -> tuple[float, float]:
        """95 % interval: Wilson's on the effective number of ads, with a t quantile."""
        if not self.tells:
            return 0.0, 1.0
        t = float(stats.t.ppf(0.5 + LEVEL / 2, self.df))
        n, p = self.effective, self.value
        middle = (p + t * t / (2 * n)) / (1 + t * t / n)
        half = t / (1 + t * t / n) * sqrt(p * (1 - p) / n + t * t / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)

    def greater(self, threshold: float) -> float:
        """One-sided p of "the share is greater than ``threshold``": the score test this interval inverts.

        A threshold of 0 or 1 has no spread: any ad beyond it decides.
        """
        if not self.tells:
            return 1.0
        spread = sqrt(threshold * (1 - threshold) / self.effective)
        if spread == 0:
            return 0.5 if self.value == threshold else float(self.value < threshold)
        return float(stats.t.sf((self.value - threshold) / spread, self.df))

    def against(self, threshold: float) -> Estimate:
        """Share and interval, with the two-sided p against ``threshold``."""
        low, high = self.interval()
        one = self.greater(threshold)
        return Estimate(
            self.value,
            low,
            high,
            min(1.0, 2 * min(one, 1 - one)) if self.tells else 1.0,
            df=self.df,
            ads=self.ads,
            clusters=self.clusters,
        )

    def within(self, low: float, high: float) -> tuple[float, float]:
        """(p inside, p outside) of the range ``low … high``, see `range_test`."""
        if not self.tells:
            return 1.0, 1.0
        below = self.greater(low) if low > 0 else 0.0
        above = 1 - self.greater(high) if high < 1 else 0.0
        return range_test(below, above)


def merge_small_strata(cluster: Codes, stratum: Codes) -> Codes:
    """Strata of fewer than five clusters joined into one: they cannot show their own spread.

    Where the joined ones still have fewer than five, they join the largest stratum.
    """
    codes = compact(stratum)
    if codes.size == 0:
        return codes
    base = int(cluster.max()) + 1
    pairs = distinct(codes * base + cluster)[0].astype(np.int64)
    stratum_of, cluster_of = pairs // base, pairs % base
    sizes = np.bincount(stratum_of)
    small = sizes < MINIMUM_CLUSTERS_OF_A_STRATUM
    if not small.any() or small.all():
        return codes if not small.any() else np.zeros_like(codes)
    largest = int(np.argmax(sizes))
    joined = count_distinct(cluster_of[small[stratum_of]])
    target = int(np.flatnonzero(small)[0]) if joined >= MINIMUM_CLUSTERS_OF_A_STRATUM else largest
    return compact(np.where(small[codes], target, codes))


def share(hit: Flags, cluster: Codes, stratum: Codes | None = None) -> Share:
    """The share of ads that are ``hit``.

    Args:
        hit: one flag an ad.
        cluster: employer code an ad; an employer may stand in several strata.
        stratum: source (or country, year) code an ad; None is one stratum.  The estimate stays the share of
            all ads together; strata only take differences *between* them out of its variance.

    Effective ads never exceed the ads there are (a design effect below one is taken as luck), and where
    no spread can be seen (a share of 0 or 1) every employer is taken to speak with one voice (Kish).
    """
    n = int(hit.size)
    if n == 0:
        return Share(0, 0, 0, 0.0, 0.0)
    cluster = compact(cluster)
    strata = merge_small_strata(cluster, stratum) if stratum is not None else np.zeros(n, dtype=np.int64)
    y = hit.astype(float)
    sizes: Floats = np.bincount(cluster).astype(float)
    g, h = sizes.size, int(strata.max()) + 1
    mean = np.bincount(strata, weights=y) / np.bincount(strata)
    cell, cells = distinct(strata * g + cluster)
    owner, part = cell.astype(np.int64) % g, cell.astype(np.int64) // g
    in_cell = np.bincount(cells).astype(float)
    residual = np.bincount(cells, weights=y - mean[strata])
    leverage = in_cell / np.bincount(strata)[part]
    adjusted = np.where(leverage < 1, residual / np.sqrt(np.maximum(1 - leverage, 1e-9)), 0.0)
    total = np.bincount(owner, weights=adjusted, minlength=g)
    robust = float((total**2).sum()) / n**2
    rho = correlation(y - mean[strata], cluster, sizes, h)
    spread = float((mean * (1 - mean) * np.bincount(strata)).sum()) / n
    modelled = spread * float((sizes * (1 + (sizes - 1) * rho)).sum()) / n**2
    variance, p = max(robust, modelled), float(y.mean())
    kish = n * n / float((sizes**2).sum())
    effective = min(float(n), p * (1 - p) / variance) if variance > 0 and 0 < p < 1 else kish
    return Share(int(y.sum()), n, g, effective, min(float(g - h), kish))


def correlation(residual: Floats, cluster: Codes, sizes: Floats, strata: int) -> float:
    """How alike the ads of one employer are, 0 … 1: the intra-class correlation by analysis of variance.

    ``residual``: each ad less its stratum's mean.  With sizes as unequal as employers' the mean size is
    replaced by (ads − Σ size² ÷ ads) ÷ (employers − 1) (Donner 1986).
    """
    n, g = residual.size, sizes.size
    if g <= strata or n <= g:
        return 1.0 if n > g else 0.0
    means = np.bincount(cluster, weights=residual) / sizes
    between = float((sizes * means**2).sum()) / (g - strata)
    within = float(((residual - means[cluster]) ** 2).sum()) / (n - g)
    size = (n - float((sizes**2).sum()) / n) / (g - 1)
    whole = between + (size - 1) * within
    return min(1.0, max(0.0, (between - within) / whole)) if whole > 0 else 1.0


def difference(first: Share, second: Share) -> Estimate:
    """Share minus share of two groups of different employers, in share points; p against no difference.

    Newcombe's hybrid (1998) of the two Wilson intervals; p from the pooled score with effective numbers.
    """
    a, b = first.value, second.value
    low_a, high_a = first.interval()
    low_b, high_b = second.interval()
    low = a - b - sqrt((a - low_a) ** 2 + (high_b - b) ** 2)
    high = a - b + sqrt((high_a - a) ** 2 + (b - low_b) ** 2)
    both = (a * first.effective + b * second.effective) / (first.effective + second.effective)
    spread = sqrt(both * (1 - both) * (1 / first.effective + 1 / second.effective))
    test = wald(a - b, spread, min(first.df, second.df))
    return Estimate(
        a - b,
        low,
        high,
        test.p_value,
        spread,
        test.df,
        first.ads + second.ads,
        first.clusters + second.clusters,
    )
