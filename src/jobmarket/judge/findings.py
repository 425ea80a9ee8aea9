"""What a measure finds in a sample, and when an interval is clear of a threshold.  Queries nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf, nan
from typing import Any

import numpy as np

from jobmarket.catalog.claims import Claim
from jobmarket.catalog.rules import Minimum
from jobmarket.judge.evidence import Sample
from jobmarket.judge.populations import event, needs_text
from jobmarket.statistics.estimates import Codes, Estimate, Flags, Floats, count_distinct

FOR, AGAINST, UNDECIDED = 1, -1, 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What a sample holds, to be held against the minimum.

    ``ads`` and ``employers``: counted ads; ``deciding`` and ``deciding_employers``: the ads that decide (the
    discordant ones of paired rules, the events of trends, else all); ``largest``: the largest employer's
    share of those; ``group_ads``: ads in the smaller of two groups; ``priced``: ads with pay.
    """

    ads: int
    employers: int
    deciding: int
    deciding_employers: int
    largest: float
    group_ads: int = 0
    priced: int = 0
    paired: bool = False

    def shortfall(self, minimum: Minimum) -> str | None:
        """What is missing, in words with numbers; None where the minimum is met."""
        asked = (
            (self.ads, minimum.ads, "ads"),
            (self.deciding, minimum.events, "ads that show it"),
            (self.group_ads, minimum.group_ads, "ads in the smaller group"),
            (self.priced, minimum.priced, "priced ads"),
            (self.deciding_employers, minimum.employers, "employers"),
        )
        missing = [f"{have} of {need} {what}" for have, need, what in asked if have < need]
        if not missing and self.largest > minimum.largest:
            missing = [
                f"one employer has {self.largest:.0%} of the deciding ads, at most {minimum.largest:.0%} is allowed"
            ]
        return ", ".join(missing) or None

    def meets_counts(self, minimum: Minimum) -> bool:
        """Are there enough ads and employers, whatever the largest employer's share?"""
        return (
            self.ads >= minimum.ads
            and self.deciding >= minimum.events
            and self.group_ads >= minimum.group_ads
            and self.priced >= minimum.priced
            and self.deciding_employers >= minimum.employers
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """An estimate in the verdict's unit, the side it takes and how sure it is.

    ``side``: FOR, AGAINST or UNDECIDED, by the interval alone; ``p_value``: two-sided, of the side taken
    (NaN where the rule counts instead of testing); ``says``: the figures in words;
    ``beside``: further figures shown with it, by name.
    """

    estimate: Estimate
    side: int
    p_value: float
    says: str
    beside: tuple[tuple[str, Estimate], ...] = ()


NOTHING = Estimate(nan, -inf, inf, 1.0)


@dataclass(frozen=True, slots=True)
class Question:
    """A claim asked of samples, with what varies between variants of its rule.

    ``any_mention``: mentions are not attributed to roles; ``flags`` of an event inside the population come
    from `asked`.
    """

    claim: Claim
    any_mention: bool = False

    @property
    def rule(self) -> Mapping[str, Any]:
        """The rule's parameters."""
        return self.claim.rule

    def sql(self, filters: Mapping[str, Any]) -> str:
        """An event as SQL, mentions attributed to the population's roles."""
        return event(filters, self.claim.population, any_mention=self.any_mention)

    def asked(self, filters: Mapping[str, Any], sample: Sample) -> Flags:
        """An event as flags over a sample."""
        return sample.where(self.sql(filters))

    def groups(self, sample: Sample) -> tuple[Flags, Flags]:
        """The rule's ``group`` and what it stands ``against`` (everybody else where not said)."""
        inside = self.asked(self.rule["group"], sample)
        if "against" in self.rule:
            return inside, self.asked(self.rule["against"], sample) & ~inside
        return inside, ~inside

    def adjusts_length(self) -> bool:
        """Are topics asked about?  Then ad length is adjusted for."""
        return needs_text(*self.events())

    def events(self) -> list[Mapping[str, Any]]:
        """Every event the rule names."""
        return [*self.rule.get("events", ()), *([self.rule["event"]] if "event" in self.rule else [])]

    def nuisance(self, sample: Sample, *, years: bool) -> list[Floats]:
        """Source effects, year effects where asked, and ad length where topics are asked about."""
        parts = [sample.source_effects]
        if years:
            parts.append(sample.year_effects)
        if self.adjusts_length():
            parts.append(sample.length_effects)
        return parts


Measure = Callable[[Question, Sample], Finding]
Count = Callable[[Question, Sample], Tally]


def tally(
    sample: Sample, deciding: Flags, *, group_ads: int = 0, priced: int = 0, paired: bool = False
) -> Tally:
    """Count a sample of which ``deciding`` ads decide."""
    sizes = np.bincount(sample.employer[deciding]) if deciding.any() else np.zeros(1)
    total = int(deciding.sum())
    return Tally(
        ads=int(sample.index.size),
        employers=sample.employers,
        deciding=total,
        deciding_employers=int((sizes > 0).sum()),
        largest=float(sizes.max() / total) if total else 0.0,
        group_ads=group_ads,
        priced=priced,
        paired=paired,
    )


def employers(codes: Codes, of: Flags) -> int:
    """How many employers stand behind the flagged ads."""
    return count_distinct(codes[of])


def side(low: float, high: float, threshold: float, expect: str) -> int:
    """FOR where the interval is clear of the threshold on the expected side (``above`` or ``below``)."""
    if low > threshold:
        return FOR if expect == "above" else AGAINST
    if high < threshold:
        return FOR if expect == "below" else AGAINST
    return UNDECIDED


def against(estimate: Estimate, threshold: float, expect: str, says: str, **more: Any) -> Finding:
    """A finding by one threshold, with the estimate's own p-value."""
    return Finding(
        estimate, side(estimate.low, estimate.high, threshold, expect), estimate.p_value, says, **more
    )


def inside(
    estimate: Estimate, low: float, high: float, p: tuple[float, float], says: str, **more: Any
) -> Finding:
    """A finding by a range: for where the interval lies inside, against where it lies outside.

    ``p``: (inside, outside); the one of the side that the point takes.
    """
    taken = UNDECIDED
    if low <= estimate.low and estimate.high <= high:
        taken = FOR
    elif estimate.high < low or estimate.low > high:
        taken = AGAINST
    p_value = p[0] if low <= estimate.value <= high else p[1]
    return Finding(estimate, taken, p_value, says, **more)


def percent(value: float) -> str:
    """A share for a sentence: 4.2 %, 37 %; what is not all is never 100 %, what is not nothing never 0 %."""
    if not np.isfinite(value):
        return "unknown"
    points = round(100 * value, 6)  # all but the noise of a double is said
    digits = 1 if abs(value) < 0.1 else 0
    while points not in (0, 100) and float(f"{points:.{digits}f}") in (0, 100):
        digits += 1
    return f"{points:.{digits}f} %"


def span(estimate: Estimate, form: Callable[[float], str]) -> str:
    """ "x (95 % interval a to b)"."""
    return f"{form(estimate.value)} (95 % interval {form(estimate.low)} to {form(estimate.high)})"


def times(value: float) -> str:
    """A ratio for a sentence."""
    if not np.isfinite(value):
        return "unbounded"
    return f"{value:.2g}" if value < 10 else f"{value:.0f}"
