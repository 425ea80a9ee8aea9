"""The rule that asks whether the lead between two frameworks turns from year to year.  Never compares sources."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmarket.judge.comparisons import as_share, count_paired, discordant, title
from jobmarket.judge.evidence import Sample
from jobmarket.judge.findings import (
    AGAINST,
    FOR,
    NOTHING,
    UNDECIDED,
    Count,
    Finding,
    Measure,
    Question,
    percent,
    side,
)
from jobmarket.statistics.multiplicity import holm
from jobmarket.statistics.paired import Paired, paired


@dataclass(frozen=True, slots=True)
class _Course:
    """One source's years: each year's comparison, the side its changes take, and the p of that."""

    source: str
    years: tuple[tuple[int, Paired], ...]
    side: int
    p_value: float
    ahead: int
    behind: int


def _course(question: Question, sample: Sample, source: int) -> _Course | None:
    """The years of one source that meet the minimum, Holm over them; None where there are fewer than two."""
    only_a, only_b = discordant(question, sample)
    years: list[tuple[int, Paired]] = []
    for year in np.unique(sample.year[sample.source == source]):
        here = (sample.year == year) & (sample.source == source)
        result = paired(only_a & here, only_b & here, sample.employer)
        if result.employers >= question.claim.minimum.employers:
            years.append((int(year), result))
    if len(years) < 2:
        return None
    adjusted = holm([result.odds.p_value for _, result in years])
    sides = [side(*result.share.interval(), 0.5, "above") for _, result in years]
    ahead = [p for p, taken in zip(adjusted, sides, strict=True) if taken == FOR]
    behind = [p for p, taken in zip(adjusted, sides, strict=True) if taken == AGAINST]
    name = str(sample.evidence.sources[source])
    if ahead and behind:
        return _Course(name, tuple(years), FOR, max(min(ahead), min(behind)), len(ahead), len(behind))
    same = max(len(ahead), len(behind)) == len(years)
    return _Course(name, tuple(years), AGAINST if same else UNDECIDED, max(adjusted), len(ahead), len(behind))


def measure_changes_side(question: Question, sample: Sample) -> Finding:
    """Within one source A is ahead in one year and B in another, both decided (Holm over the source's years).

    Years of different sources are never compared: their populations differ.  Against: in every source with
    two years, every year is decided for the same side.  The estimate is A's share in the year furthest
    from the newest one of the deciding source; p is Bonferroni's over sources.
    """
    courses = [
        course for code in np.unique(sample.source) if (course := _course(question, sample, int(code)))
    ]
    if not courses:
        return Finding(NOTHING, UNDECIDED, 1.0, "no source has two years that meet the minimum")
    best = min(courses, key=lambda course: (course.side != FOR, course.p_value, course.source))
    taken, p = best.side, min(1.0, best.p_value * len(courses))
    if taken == AGAINST:
        taken = AGAINST if all(course.side == AGAINST for course in courses) else UNDECIDED
        p = max(course.p_value for course in courses)
    newest = best.years[-1][1].share.value
    year, furthest = max(best.years, key=lambda item: abs(item[1].share.value - newest))
    a, b = title(question.rule["a"]), title(question.rule["b"])
    says = (
        f"in {best.source}, of {len(best.years)} years with enough ads {best.ahead} are decided for {a} and "
        f"{best.behind} for {b}; in {year} {a} had {percent(furthest.share.value)} of the ads naming only one, "
        f"in {best.years[-1][0]} {percent(newest)}"
    )
    beside = tuple((f"{c.source} {y}", as_share(result)) for c in courses for y, result in c.years)
    return Finding(as_share(furthest), taken, p, says, beside)


RULES: dict[str, tuple[Count, Measure]] = {"changes-side": (count_paired, measure_changes_side)}
