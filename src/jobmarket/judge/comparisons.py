"""Rules that set two frameworks against each other over the ads that name only one.  Never looks at other ads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy import stats

from jobmarket.catalog import shelf
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
    inside,
    percent,
    side,
    span,
    tally,
    times,
)
from jobmarket.judge.populations import literal, words
from jobmarket.statistics.estimates import Codes, Estimate, Flags, Floats, count_distinct, from_odds, ratio
from jobmarket.statistics.paired import Paired, paired
from jobmarket.statistics.trends import adjusted_odds_ratio, homogeneity


def listed(value: str | Sequence[str]) -> list[str]:
    """One framework or several, as a list."""
    return [value] if isinstance(value, str) else list(value)


def title(value: str | Sequence[str]) -> str:
    """Frameworks as people write them."""
    names: Mapping[str, Mapping[str, str]] = shelf("frameworks")
    return " or ".join(str(names.get(term, {}).get("label", term)) for term in listed(value))


def discordant(question: Question, sample: Sample) -> tuple[Flags, Flags]:
    """Ads that name A and not B, and ads that name B and not A."""
    a = question.asked({"frameworks": listed(question.rule["a"])}, sample)
    b = question.asked({"frameworks": listed(question.rule["b"])}, sample)
    return a & ~b, b & ~a


def strata(question: Question, sample: Sample) -> Codes:
    """Source (and year) effects; by country where the rule says so."""
    if question.rule.get("strata") != "country":
        return sample.strata
    return country(question, sample)[0]


def country(question: Question, sample: Sample) -> tuple[Codes, list[str]]:
    """The country of each ad: the alphabetically first one it can be done in of the population's regions."""
    regions = set(question.claim.population.get("regions", ()))
    table: Sequence[Mapping[str, Any]] = shelf("regions")["region"]
    members = sorted({code for item in table if item["name"] in regions for code in item["countries"]})
    codes, labels = sample.evidence.labels(f"list_min(list_intersect(countries, {words(members)}))")
    return codes[sample.index], [str(label) for label in labels]


def count_paired(question: Question, sample: Sample) -> Tally:
    """Discordant ads and their employers."""
    only_a, only_b = discordant(question, sample)
    if "group" not in question.rule or question.rule["kind"] == "paired":
        return tally(sample, only_a | only_b, paired=True)
    first, second = question.groups(sample)
    parts = [tally(sample, (only_a | only_b) & group, paired=True) for group in (first, second)]
    smaller = min(parts, key=lambda part: part.deciding_employers)
    both = tally(sample, (only_a | only_b) & (first | second), paired=True)
    return Tally(
        both.ads, both.employers, both.deciding, smaller.deciding_employers, both.largest, paired=True
    )


def as_share(result: Paired, threshold: float = 1.0) -> Estimate:
    """The comparison as A's share of the discordant ads, with the sign-flip p (against one half)."""
    low, high = result.share.interval()
    p = result.odds.p_value if threshold == 1.0 else result.share.against(from_odds(threshold)).p_value
    return Estimate(
        result.share.value, low, high, p, df=result.share.df, ads=result.discordant, clusters=result.employers
    )


def words_of(question: Question, result: Paired) -> str:
    """ "63 ads name only PyTorch, 6 only TensorFlow: …"."""
    a, b = title(question.rule["a"]), title(question.rule["b"])
    return (
        f"{result.only_a} ads name only {a} and {result.only_b} only {b} ({result.employers} employers): "
        f"{span(as_share(result), percent)} for {a}"
    )


def measure_paired(question: Question, sample: Sample) -> Finding:
    """A ahead of B: A's share of the discordant ads above one half (B's, where the rule expects b)."""
    only_a, only_b = discordant(question, sample)
    result = paired(only_a, only_b, sample.employer, strata(question, sample))
    beside: list[tuple[str, Estimate]] = []
    if question.rule.get("strata") == "country":
        codes, labels = country(question, sample)
        for code in np.unique(codes[only_a | only_b]):
            here = codes == code
            part = paired(only_a & here, only_b & here, sample.employer, sample.strata)
            beside.append((f"country {labels[code] or 'not said'}", as_share(part)))
    expect = "above" if question.rule["expect"] == "a" else "below"
    return against(as_share(result), 0.5, expect, words_of(question, result), beside=tuple(beside))


def measure_balanced(question: Question, sample: Sample) -> Finding:
    """A and B level: the odds inside the rule's range, by two one-sided tests."""
    only_a, only_b = discordant(question, sample)
    result = paired(only_a, only_b, sample.employer, strata(question, sample))
    low, high = question.rule["range"]
    p = result.within(low, high)
    return inside(as_share(result), from_odds(low), from_odds(high), p, words_of(question, result))


def measure_interaction(question: Question, sample: Sample) -> Finding:
    """A's odds against B in one group over those outside it, source and year effects taken out."""
    only_a, only_b = discordant(question, sample)
    first, second = question.groups(sample)
    use = (only_a | only_b) & (first | second)
    estimate = adjusted_odds_ratio(
        only_a[use], first[use], sample.employer[use], [sample.source_effects[use], sample.year_effects[use]]
    )
    expect = "above" if question.rule["expect"] == "a" else "below"
    a, b = title(question.rule["a"]), title(question.rule["b"])
    says = f"the {a} to {b} ratio of the group is {span(estimate, times)} times that of the others"
    return against(estimate, 1.0, expect, says)


def measure_top(question: Question, sample: Sample) -> Finding:
    """The rule's members each ahead of each of the others: the weakest of the comparisons decides.

    For: every comparison is won, so the largest p holds.  Against: one is lost, Bonferroni over all.
    """
    pairs: list[tuple[str, str, Paired]] = []
    for member in question.rule["members"]:
        for other in question.rule["others"]:
            m = question.asked({"frameworks": [member]}, sample)
            o = question.asked({"frameworks": [other]}, sample)
            pairs.append((member, other, paired(m & ~o, o & ~m, sample.employer, sample.strata)))
    pairs = [pair for pair in pairs if pair[2].discordant]
    if not pairs:
        return Finding(NOTHING, UNDECIDED, 1.0, "no ad names only one of them")
    member, other, weakest = min(pairs, key=lambda pair: pair[2].share.value)
    estimate = as_share(weakest)
    lost = side(estimate.low, estimate.high, 0.5, "above") == AGAINST
    wins = [side(*pair[2].share.interval(), 0.5, "above") == FOR for pair in pairs]
    p = min(1.0, len(pairs) * estimate.p_value) if lost else max(pair[2].odds.p_value for pair in pairs)
    says = (
        f"the closest of {len(pairs)} comparisons is {title(member)} against {title(other)}: "
        f"{weakest.only_a} ads name only the first and {weakest.only_b} only the second"
    )
    return Finding(estimate, AGAINST if lost else FOR if all(wins) else UNDECIDED, p, says)


def count_top(question: Question, sample: Sample) -> Tally:
    """Discordant ads of the members against the others together."""
    members = question.asked({"frameworks": list(question.rule["members"])}, sample)
    others = question.asked({"frameworks": list(question.rule["others"])}, sample)
    return tally(sample, members ^ others, paired=True)


def measure_differs_by_role(question: Question, sample: Sample) -> Finding:
    """Do roles differ in A's odds against B?  Wald's joint test over role effects, clustered.

    The estimate is the ratio of the odds of the two roles that differ most; its interval allows for having
    picked them among all pairs (Bonferroni).  Roles with fewer than five discordant employers are left out.
    """
    only_a, only_b = discordant(question, sample)
    use = only_a | only_b
    roles: list[tuple[str, Flags]] = []
    for role in question.rule["roles"]:
        flag = sample.where(f"list_contains(roles, {literal(role)})") & use
        if count_distinct(sample.employer[flag]) >= 5:
            roles.append((role, flag))
    if len(roles) < 2:
        return Finding(NOTHING, UNDECIDED, 1.0, f"{len(roles)} roles have five employers")
    some = np.any([flag for _, flag in roles], axis=0)
    columns: Floats = np.stack([flag[some] for _, flag in roles[1:]], axis=1).astype(float)
    fit = homogeneity(
        only_a[some], columns, sample.employer[some], [sample.source_effects[some], sample.year_effects[some]]
    )
    pairs: list[tuple[float, str, str, Estimate]] = []
    size = len(roles)
    for i in range(size):
        for j in range(size):
            if i == j:
                continue
            weights = np.zeros(size - 1)
            if i:
                weights[i - 1] += 1
            if j:
                weights[j - 1] -= 1
            pairs.append((float(weights @ fit.coefficients), roles[i][0], roles[j][0], fit.contrast(weights)))
    _, high, low, contrast = max(pairs, key=lambda pair: pair[0])
    widened = simultaneous(contrast, size * (size - 1) // 2)
    p = fit.joint_p()
    says = (
        f"over {size} roles the {title(question.rule['a'])} to {title(question.rule['b'])} ratio differs most between "
        f"{high} and {low}: {span(widened.mapped(ratio), times)} times; all roles alike: p = {p:.2g}"
    )
    return Finding(widened.mapped(ratio), FOR if p <= 0.05 and widened.low > 0 else UNDECIDED, p, says)


def simultaneous(estimate: Estimate, tests: int) -> Estimate:
    """A Wald estimate with an interval and p that hold for ``tests`` estimates at once (Bonferroni)."""
    if not np.isfinite(estimate.standard_error) or estimate.df <= 0:
        return estimate
    half = float(stats.t.ppf(1 - 0.025 / tests, estimate.df)) * estimate.standard_error
    return Estimate(
        estimate.value,
        estimate.value - half,
        estimate.value + half,
        min(1.0, tests * estimate.p_value),
        estimate.standard_error,
        estimate.df,
        estimate.ads,
        estimate.clusters,
    )


RULES: dict[str, tuple[Count, Measure]] = {
    "paired": (count_paired, measure_paired),
    "balanced": (count_paired, measure_balanced),
    "interaction": (count_paired, measure_interaction),
    "top": (count_top, measure_top),
    "differs-by-role": (count_paired, measure_differs_by_role),
}
