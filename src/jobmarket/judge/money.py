"""Rules on pay: yearly US dollars stated in ads or given by a source.  Never an estimate or an average."""

from __future__ import annotations

from math import log

import numpy as np

from jobmarket.judge.comparisons import simultaneous, title
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
    Tally,
    against,
    employers,
    inside,
    percent,
    span,
    tally,
)
from jobmarket.judge.populations import literal
from jobmarket.statistics.estimates import Estimate, Flags, Floats, equivalence, ratio, wald
from jobmarket.statistics.pay import compare_drivers, difference_of_medians, median
from jobmarket.statistics.regression import columns, effects, linear

SENIORITY = ("intern", "entry", "mid", "senior", "lead", "manager")
PAID_ROLES = (
    *("ml-engineer", "data-scientist", "research-scientist", "computer-vision-engineer", "nlp-engineer"),
    *("mlops-engineer", "data-engineer", "data-analyst", "robotics-engineer", "ai-architect"),
    *("ai-product-manager", "product-manager", "software-engineer", "engineering-manager"),
)


def dollars(value: float) -> str:
    """Thousands of US dollars for a sentence."""
    if np.isnan(value):
        return "unknown"
    return f"{value / 1000:.0f}k USD" if np.isfinite(value) else "unbounded"


def effect(value: float) -> str:
    """A ratio of pay as a difference in per cent."""
    return f"{100 * (value - 1):+.1f} %" if np.isfinite(value) else "unbounded"


def priced(sample: Sample) -> Flags:
    """Ads with pay."""
    flags: Flags = np.isfinite(sample.pay)
    return flags


def count_priced(question: Question, sample: Sample) -> Tally:
    """Priced ads decide."""
    known = priced(sample)
    return tally(sample, known, priced=int(known.sum()))


def count_priced_groups(question: Question, sample: Sample) -> Tally:
    """Priced ads; the smaller group's ads and employers are held against the minimum too."""
    known = priced(sample)
    first, second = question.groups(sample)
    whole = tally(sample, known & (first | second))
    fewest = min(employers(sample.employer, known & g) for g in (first, second))
    smaller = min(int((known & g).sum()) for g in (first, second))
    return Tally(whole.ads, whole.employers, whole.deciding, fewest, whole.largest, smaller, whole.deciding)


def measure_median_within(question: Question, sample: Sample) -> Finding:
    """The median of yearly midpoints lies inside the claimed range, interval and all."""
    known = priced(sample)
    pay = sample.pay[known]
    result = median(pay, sample.employer[known])
    low, high = question.rule["range"]
    part = float(((pay >= low) & (pay <= high)).mean()) if pay.size else 0.0
    says = f"median {span(result.estimate, dollars)} of {pay.size} priced ads of {result.estimate.clusters} employers; {percent(part)} of them inside the range"
    return inside(result.estimate, low, high, result.within(low, high), says)


def measure_median_difference(question: Question, sample: Sample) -> Finding:
    """Median pay of the group minus that of the others."""
    first, second = question.groups(sample)
    use = priced(sample) & (first | second)
    estimate = difference_of_medians(sample.pay[use], first[use], sample.employer[use])
    pay, group = sample.pay[use], first[use]
    parts = [float(np.median(pay[g])) if g.any() else float("nan") for g in (group, ~group)]
    says = f"median {dollars(parts[0])} against {dollars(parts[1])}; difference {span(estimate, dollars)}"
    return against(estimate, 0.0, question.rule["expect"], says)


def _holds(column: str, value: str) -> str:
    return f"list_contains({column}, {literal(value)})"


def labels() -> list[str]:
    """The conditions by which pay is adjusted for roles and seniority."""
    return [_holds("roles", role) for role in PAID_ROLES] + [
        _holds("seniority", level) for level in SENIORITY
    ]


def _labelled(sample: Sample, column: str, values: tuple[str, ...]) -> Floats:
    """One 0/1 column a value of a list column."""
    return np.stack([sample.where(_holds(column, value)) for value in values], axis=1).astype(float)


def _circumstances(sample: Sample, use: Flags) -> list[Floats]:
    """Seniority, country, year and source: what pay is adjusted for besides the role."""
    codes, _ = sample.evidence.labels("countries[1]")
    here = codes[sample.index][use]
    common = np.flatnonzero(np.bincount(here) >= 10) if here.size else np.zeros(0, dtype=np.int64)
    country = effects(np.where(np.isin(here, common), here, -1))
    return [
        _labelled(sample, "seniority", SENIORITY)[use],
        country,
        effects(sample.year[use]),
        effects(sample.source[use]),
    ]


def adjusted_effect(question: Question, sample: Sample, group: Flags, use: Flags) -> Estimate:
    """The group's log pay over that of the others, role and circumstances adjusted; clustered."""
    nuisance = [_labelled(sample, "roles", PAID_ROLES)[use], *_circumstances(sample, use)]
    return linear(np.log(sample.pay[use]), columns(group[use]), nuisance, sample.employer[use]).estimate()


def measure_pay_effect(question: Question, sample: Sample) -> Finding:
    """The group's adjusted pay is more than the margin above that of the others.

    Against: the interval ends below the margin, be the effect small, none or negative.
    """
    first, second = question.groups(sample)
    use = priced(sample) & (first | second)
    margin = log(1 + question.rule["margin"])
    found = adjusted_effect(question, sample, first, use)
    tested = wald(
        found.value, found.standard_error, found.df, null=margin, ads=found.ads, clusters=found.clusters
    )
    says = (
        f"adjusted pay differs by {span(tested.mapped(ratio), effect)} between {int(first[use].sum())} ads "
        f"and {int(second[use].sum())} others"
    )
    return against(tested.mapped(ratio), ratio(margin), question.rule["expect"], says)


def measure_pay_joint(question: Question, sample: Sample) -> Finding:
    """Frameworks shift pay: their effects are jointly not zero, and one lies wholly beyond the margin.

    Against: every effect lies inside the margin.  Intervals hold for all frameworks at once (Bonferroni); the
    estimate is the effect furthest from zero.
    """
    use = priced(sample)
    names = list(question.rule["frameworks"])
    flags = np.stack([question.asked({"frameworks": [name]}, sample) for name in names], axis=1)[use].astype(
        float
    )
    common = [i for i in range(len(names)) if 10 <= flags[:, i].sum() <= use.sum() - 10]
    if not common:
        return Finding(NOTHING, UNDECIDED, 1.0, "no framework is named in ten priced ads")
    nuisance = [_labelled(sample, "roles", PAID_ROLES)[use], *_circumstances(sample, use)]
    fit = linear(np.log(sample.pay[use]), flags[:, common], nuisance, sample.employer[use])
    joint = fit.joint_p()
    found = [(names[i], simultaneous(fit.estimate(k), len(common))) for k, i in enumerate(common)]
    name, largest = max(found, key=lambda item: abs(item[1].value) if np.isfinite(item[1].value) else -1.0)
    low, high = log(1 - question.rule["margin"]), log(1 + question.rule["margin"])
    beside = tuple((f"{n} named", e.mapped(ratio)) for n, e in found)
    says = f"largest adjusted effect: {title(name)} {span(largest.mapped(ratio), effect)}; all effects zero: p = {joint:.2g}"
    beyond = [min(1.0, len(found) * equivalence(fit.estimate(k), low, high)[1]) for k in range(len(common))]
    within = [equivalence(fit.estimate(k), low, high)[0] for k in range(len(common))]
    out = [e for _, e in found if e.low > high or e.high < low]
    shown = largest.mapped(ratio)
    if out and joint <= 0.05:
        best = min(out, key=lambda e: e.p_value)
        return Finding(best.mapped(ratio), FOR, max(joint, min(beyond)), says, beside)
    if all(e.low >= low and e.high <= high for _, e in found):
        return Finding(shown, AGAINST, max(within), says, beside)
    return Finding(shown, UNDECIDED, min(1.0, max(joint, min(beyond))), says, beside)


def measure_pay_drivers(question: Question, sample: Sample) -> Finding:
    """Roles explain more of log pay than frameworks do: adjusted R² lost without each."""
    use = priced(sample)
    if use.sum() < 30:
        return Finding(NOTHING, UNDECIDED, 1.0, "fewer than 30 priced ads")
    roles = _labelled(sample, "roles", tuple(question.rule["roles"]))[use]
    flags = np.stack(
        [question.asked({"frameworks": [n]}, sample) for n in question.rule["frameworks"]], axis=1
    )
    drivers = compare_drivers(
        np.log(sample.pay[use]),
        roles,
        flags[use].astype(float),
        _circumstances(sample, use),
        sample.employer[use],
    )
    says = (
        f"without roles adjusted R² falls by {drivers.first:.3f}, without frameworks by {drivers.second:.3f}: "
        f"gap {span(drivers.gap, lambda v: f'{v:.3f}')}"
    )
    return against(drivers.gap, 0.0, "above", says)


RULES: dict[str, tuple[Count, Measure]] = {
    "median-within": (count_priced, measure_median_within),
    "median-difference": (count_priced_groups, measure_median_difference),
    "pay-effect": (count_priced_groups, measure_pay_effect),
    "pay-joint": (count_priced, measure_pay_joint),
    "pay-drivers": (count_priced, measure_pay_drivers),
}
