"""Ads that name only A against ads that name only B.  Never counts an employer's ads as independent."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from scipy import stats

from jobmarket.statistics.estimates import Codes, Estimate, Flags, compact, from_odds, odds
from jobmarket.statistics.shares import Share, share


@dataclass(frozen=True, slots=True)
class Paired:
    """A against B among the discordant ads.

    ``odds``: only-A ads for one only-B ad, with its interval and the sign-flip p against 1;
    ``only_a``, ``only_b``: ads; ``employers``: with any discordant ad; ``largest``: the largest
    employer's share of the discordant ads; ``share``: the same as a share of only-A ads.
    """

    odds: Estimate
    only_a: int
    only_b: int
    employers: int
    largest: float
    share: Share

    @property
    def discordant(self) -> int:
        """Discordant ads."""
        return self.only_a + self.only_b

    def within(self, low: float, high: float) -> tuple[float, float]:
        """(p inside, p outside) of the odds range ``low … high``: two one-sided tests."""
        return self.share.within(from_odds(low), from_odds(high))


def sign_flips(net: Codes) -> float:
    """Exact two-sided p of the sum of ``net`` when the sign of each entry is a fair coin.

    ``net`` holds, an employer, only-A ads minus only-B ads.  With one ad an employer this is the exact
    McNemar test (Altman 1991: 5 against 0 gives 0.0625).  Exact for any number of employers: the distribution
    of the sum is built by convolution.
    """
    steps = np.abs(net[net != 0]).astype(np.int64)
    if steps.size == 0:
        return 1.0
    total = int(steps.sum())
    chance = np.ones(1)
    for step, many in zip(*np.unique(steps, return_counts=True), strict=True):
        # ``many`` employers of the same step: their sum is step × (2 × heads − many).
        coins = np.zeros(2 * int(step) * int(many) + 1)
        coins[:: 2 * int(step)] = stats.binom.pmf(np.arange(int(many) + 1), int(many), 0.5)
        chance = np.convolve(chance, coins)
    observed = abs(int(net.sum()))
    tail = float(chance[total + observed :].sum())
    return min(1.0, 2 * tail) if observed else 1.0


def paired(only_a: Flags, only_b: Flags, cluster: Codes, stratum: Codes | None = None) -> Paired:
    """Compare A and B over ads; ads that name both or neither do not count.

    Args:
        only_a, only_b: one flag an ad, never both.
        cluster: employer code an ad.
        stratum: source code an ad (source effects), see `shares.share`.

    The interval is that of the clustered share of only-A ads (see `shares`), read as odds; the p-value flips signs by employer.
    """
    counts = only_a | only_b
    a, who = only_a[counts], cluster[counts]
    if not counts.any():
        nothing = Share(0, 0, 0, 0.0, 0.0)
        return Paired(Estimate(np.nan, 0.0, inf, 1.0), 0, 0, 0, 0.0, nothing)
    who = compact(who)
    part = share(a, who, None if stratum is None else stratum[counts])
    net = np.bincount(who, weights=np.where(a, 1.0, -1.0)).round().astype(np.int64)
    low, high = part.interval()
    estimate = Estimate(
        odds(part.value),
        odds(low),
        odds(high),
        sign_flips(net),
        df=part.df,
        ads=part.ads,
        clusters=part.clusters,
    )
    sizes = np.bincount(who)
    return Paired(
        estimate, int(a.sum()), int((~a).sum()), int(sizes.size), float(sizes.max() / sizes.sum()), part
    )
