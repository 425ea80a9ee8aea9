"""Single statistics on invented ads with a planted effect of a stated size.  Judges no claim.

Every trial plants a truth and asks two things: does the interval hold it, and is the effect found (interval clear
of "no effect" on the right side and p ≤ 0.05; over the family: p ≤ 0.05 over the number of claims, the first step
of Holm's correction).  Where nothing is planted, what is found is false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log

import numpy as np
from scipy.special import expit

from jobmarket.simulation.market import Market, invent
from jobmarket.simulation.shapes import USUAL_LIKENESS, USUAL_SPREAD, SourceShape
from jobmarket.statistics.estimates import Estimate, Flags, Floats, from_odds, log_odds
from jobmarket.statistics.paired import paired
from jobmarket.statistics.pay import difference_of_medians, median
from jobmarket.statistics.regression import columns, effects, linear
from jobmarket.statistics.shares import share
from jobmarket.statistics.trends import adjusted_odds_ratio, trend

# Openings an employer and the parts of three sources: those of the paired claims' ads.
OPENINGS = 1.8
PARTS = (0.6, 0.25, 0.15)
SOURCES_APART = 0.5
BALANCE = (0.8, 1.25)
MIDDLE_PAY = 150_000.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many employers there are, what part of the ads the largest has (0: as it comes), over how many months."""

    employers: int
    largest: float = 0.0
    months: int = 24

    @property
    def name(self) -> str:
        """In words."""
        heavy = f", one with {self.largest:.0%} of the ads" if self.largest else ""
        return f"{self.employers} employers{heavy}"

    def market(self, rng: np.random.Generator) -> Market:
        """Ads of such a crowd in three sources, one appearance an opening."""
        parts = []
        for code, part in enumerate(PARTS):
            employers = max(3, round(self.employers * part))
            openings = round(employers * OPENINGS)
            heavy: tuple[int, ...] = ()
            if self.largest and code == 0:
                others = round(self.employers * OPENINGS)
                heavy = (round(self.largest / (1 - self.largest) * others),)
                openings += heavy[0]
            parts.append(SourceShape(f"source {code}", openings, employers, heavy, 1.0, self.months - 1, 0))
        return invent(rng, parts)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One trial's result: the interval's estimate, the truth, and whether the planted effect was decided."""

    covered: bool
    found: bool
    p_value: float


@dataclass(frozen=True, slots=True)
class Trial:
    """A statistic, a crowd and a planted effect in words; ``null``: there is no effect to be found."""

    statistic: str
    crowd: Crowd
    effect: str
    null: bool
    run: Callable[[np.random.Generator], Outcome]

    @property
    def scenario(self) -> str:
        """Effect and crowd in words."""
        return f"{self.effect}; {self.crowd.name}"


def _flags(market: Market, rng: np.random.Generator, logit: Floats) -> Flags:
    flags: Flags = market.uniforms(rng, USUAL_LIKENESS) < expit(logit)
    return flags


def _exact(market: Market, rng: np.random.Generator, level: float) -> Flags:
    """Flags of that level over all ads, sources lying apart."""
    tilt = rng.normal(0.0, SOURCES_APART, len(market.names))[market.source]
    middle = log_odds(level)
    for _ in range(20):
        levels = expit(middle + tilt)
        middle -= float((levels.mean() - level) / (levels * (1 - levels)).mean())
    return _flags(market, rng, middle + tilt)


def _outcome(estimate: Estimate, truth: float, null: float, p_value: float | None = None) -> Outcome:
    """Found: the interval lies on the truth's side of ``null`` (on either, where the truth is ``null``)."""
    above, below = estimate.low > null, estimate.high < null
    clear = above if truth > null else below if truth < null else above or below
    p = estimate.p_value if p_value is None else p_value
    return Outcome(estimate.low <= truth <= estimate.high, clear, p)


def _paired(crowd: Crowd, odds: float) -> Trial:
    def run(rng: np.random.Generator) -> Outcome:
        market = crowd.market(rng)
        a = _exact(market, rng, from_odds(odds))
        return _outcome(paired(a, ~a, market.employer, market.source).odds, odds, 1.0)

    return Trial("paired", crowd, f"{odds:g} to 1" if odds != 1 else "level", odds == 1, run)


def _share(crowd: Crowd, level: float, threshold: float) -> Trial:
    def run(rng: np.random.Generator) -> Outcome:
        market = crowd.market(rng)
        hit = _exact(market, rng, level)
        return _outcome(share(hit, market.employer, market.source).against(threshold), level, threshold)

    words = f"share {level:.0%}, threshold {threshold:.0%}"
    return Trial("share", crowd, words, level == threshold, run)


def _difference(crowd: Crowd, odds_ratio: float) -> Trial:
    def run(rng: np.random.Generator) -> Outcome:
        market = crowd.market(rng)
        tilt = rng.normal(0.0, SOURCES_APART, len(market.names))[market.source]
        group: Flags = market.uniforms(rng, USUAL_LIKENESS) < expit(-0.4 + tilt)
        hit = _flags(market, rng, -0.8 + tilt + log(odds_ratio) * group)
        estimate = adjusted_odds_ratio(
            hit, group, market.employer, [effects(market.source), effects(market.month // 12)]
        )
        return _outcome(estimate, odds_ratio, 1.0)

    words = f"odds ratio {odds_ratio:g}" if odds_ratio != 1 else "groups alike"
    return Trial("group difference", crowd, words, odds_ratio == 1, run)


def _trend(crowd: Crowd, factor: float, event: float) -> Trial:
    def run(rng: np.random.Generator) -> Outcome:
        market = crowd.market(rng)
        tilt = rng.normal(0.0, SOURCES_APART, len(market.names))[market.source]
        middle = log_odds(event) + tilt
        hit = _flags(market, rng, middle + log(factor) * (market.time + crowd.months / 24))
        return _outcome(trend(hit, market.time, market.employer, [effects(market.source)]), factor, 1.0)

    words = (
        f"{event:.0%} of ads, odds times {factor:g} a year" if factor != 1 else f"{event:.0%} of ads, steady"
    )
    return Trial("trend", crowd, words, factor == 1, run)


def _equivalence(crowd: Crowd, odds: float) -> Trial:
    low, high = BALANCE

    def run(rng: np.random.Generator) -> Outcome:
        market = crowd.market(rng)
        a = _exact(market, rng, from_odds(odds))
        result = paired(a, ~a, market.employer, market.source)
        inside = low <= result.odds.low and result.odds.high <= high
        return Outcome(result.odds.low <= odds <= result.odds.high, inside, result.within(low, high)[0])

    words = "balanced" if odds == 1 else f"at the edge of balance, {odds:g} to 1"
    return Trial("equivalence", crowd, words, odds != 1, run)


def _pay(market: Market, rng: np.random.Generator) -> Floats:
    noise = USUAL_SPREAD * market.noise(rng, USUAL_LIKENESS)
    pay: Floats = MIDDLE_PAY * np.exp(noise)
    return pay


def _median(crowd: Crowd, above: float) -> Trial:
    bound = MIDDLE_PAY / (1 + above)

    def run(rng: np.random.Generator) -> Outcome:
        market = crowd.market(rng)
        result = median(_pay(market, rng), market.employer)
        return _outcome(result.estimate, MIDDLE_PAY, bound, result.within(0.0, bound)[1])

    words = f"{above:.0%} above the range" if above else "at the range's end"
    return Trial("median", crowd, words, above == 0, run)


def _median_difference(crowd: Crowd, effect: float) -> Trial:
    def run(rng: np.random.Generator) -> Outcome:
        market = crowd.market(rng)
        group: Flags = market.uniforms(rng, USUAL_LIKENESS) < 0.4
        estimate = difference_of_medians(_pay(market, rng) * (1 + effect * group), group, market.employer)
        return _outcome(estimate, effect * MIDDLE_PAY, 0.0)

    words = f"{effect:.0%} more" if effect else "alike"
    return Trial("difference of medians", crowd, words, effect == 0, run)


def _adjusted_pay(crowd: Crowd, effect: float) -> Trial:
    def run(rng: np.random.Generator) -> Outcome:
        market = crowd.market(rng)
        role = (market.uniforms(rng, 0.3) * 10).astype(np.int64)
        group: Flags = market.uniforms(rng, USUAL_LIKENESS) < expit(-0.8 + 0.2 * (role - 4.5))
        year = market.month // 12
        steps = rng.normal(0.0, 0.15, 10)[role] + 0.1 * market.source + 0.03 * (year - year.min())
        y = np.log(_pay(market, rng)) + steps + log(1 + effect) * group
        nuisance = [effects(role), effects(market.source), effects(year)]
        return _outcome(linear(y, columns(group), nuisance, market.employer).estimate(), log(1 + effect), 0.0)

    words = f"{effect:.0%} more" if effect else "alike"
    return Trial("adjusted pay", crowd, words, effect == 0, run)


def trials() -> Iterator[Trial]:
    """All trials, always in the same order."""
    crowds = [Crowd(15), Crowd(30), Crowd(60), Crowd(200), Crowd(60, 0.3), Crowd(200, 0.38)]
    for crowd in crowds:
        yield from (_paired(crowd, odds) for odds in (1.0, 2.0, 4.0))
        yield from (_share(crowd, level, threshold) for level, threshold in SHARES)
    for crowd in (Crowd(30), Crowd(60), Crowd(200)):
        yield from (_difference(crowd, odds_ratio) for odds_ratio in (1.0, 3.0))
        yield from (_median(crowd, above) for above in (0.0, 0.2))
        yield from (_adjusted_pay(crowd, effect) for effect in (0.0, 0.15))
    for crowd in (Crowd(60), Crowd(200)):
        yield from (_median_difference(crowd, effect) for effect in (0.0, 0.2))
    for employers, event in ((60, 0.3), (200, 0.3), (600, 0.3), (600, 0.05)):
        crowd = Crowd(employers, months=36)
        yield from (_trend(crowd, factor, event) for factor in (1.0, 1.3, 2.0))
    for crowd in (Crowd(200), Crowd(1000)):
        yield from (_equivalence(crowd, odds) for odds in (1.0, 1.25))


SHARES = ((0.5, 0.5), (0.6, 0.5), (0.1, 0.1), (0.9, 0.8))
