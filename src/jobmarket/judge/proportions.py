"""Rules on shares of ads and on differences between groups of ads.  Never compares two frameworks pairwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from jobmarket.judge.comparisons import title
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
    side,
    span,
    tally,
    times,
)
from jobmarket.judge.populations import condition, literal, words
from jobmarket.statistics.estimates import Estimate, Flags
from jobmarket.statistics.shares import share
from jobmarket.statistics.trends import adjusted_odds_ratio


def count_all(question: Question, sample: Sample) -> Tally:
    """Every ad decides."""
    return tally(sample, np.ones(sample.index.size, dtype=bool))


def measure_share(question: Question, sample: Sample) -> Finding:
    """The share of the population's ads that show the event, against a threshold or a range."""
    hit = question.asked(question.rule["event"], sample)
    part = share(hit, sample.employer, sample.strata)
    rule = question.rule
    beside = tuple(_also(sample, item) for item in rule.get("also", ()))
    if "range" in rule:
        low, high = rule["range"]
        estimate = part.against(low)
        says = _share_words(part.hits, estimate)
        return inside(estimate, low, high, part.within(low, high), says, beside=beside)
    estimate = part.against(rule["threshold"])
    return against(
        estimate, rule["threshold"], rule["expect"], _share_words(part.hits, estimate), beside=beside
    )


def _also(sample: Sample, item: Mapping[str, Any]) -> tuple[str, Estimate]:
    """Another share shown beside the verdict, of its own population in the same scope."""
    other = Sample(sample.evidence, sample.scope, condition(item["population"]))
    part = share(other.where(condition(item["event"])), other.employer, other.strata)
    return str(item["name"]), part.against(0.5)


def _share_words(hits: int, estimate: Estimate) -> str:
    return f"{hits} of {estimate.ads} ads of {estimate.clusters} employers: {span(estimate, percent)}"


def count_groups(question: Question, sample: Sample) -> Tally:
    """Ads in the smaller group; the employers of the smaller group decide."""
    first, second = question.groups(sample)
    smaller = first if first.sum() <= second.sum() else second
    whole = tally(sample, first | second)
    fewest = min(employers(sample.employer, first), employers(sample.employer, second))
    return Tally(
        whole.ads, whole.employers, whole.deciding, fewest, whole.largest, group_ads=int(smaller.sum())
    )


def compared(question: Question, sample: Sample, hit: Flags, first: Flags, second: Flags) -> Estimate:
    """The odds of ``hit`` in the first group over the second: source, year and (topics) ad length adjusted."""
    use = first | second
    nuisance = [part[use] for part in question.nuisance(sample, years=True)]
    return adjusted_odds_ratio(hit[use], first[use], sample.employer[use], nuisance)


def measure_compare(question: Question, sample: Sample) -> Finding:
    """An event is commoner in one group than in another: adjusted odds ratio above (below) one."""
    hit = question.asked(question.rule["event"], sample)
    first, second = question.groups(sample)
    estimate = compared(question, sample, hit, first, second)
    parts = [share(hit[group], sample.employer[group], sample.strata[group]) for group in (first, second)]
    says = (
        f"{percent(parts[0].value)} of {parts[0].ads} ads against {percent(parts[1].value)} of {parts[1].ads}; "
        f"adjusted odds ratio {span(estimate, times)}"
    )
    beside = tuple(
        (name, part.against(0.5))
        for name, part in zip(("share in group", "share outside"), parts, strict=True)
        if part.ads
    )
    return against(estimate, 1.0, question.rule["expect"], says, beside=beside)


def measure_majority(question: Question, sample: Sample) -> Finding:
    """More than half of several events are commoner in the group (each decided, Bonferroni over them).

    The estimate is the odds ratio that decides: the one at the majority's edge, in order of size.
    """
    first, second = question.groups(sample)
    found = []
    for item in question.rule["events"]:
        hit = question.asked(item, sample)
        found.append((compared(question, sample, hit, first, second), " or ".join(item.get("topics", ["?"]))))
    found = [pair for pair in found if np.isfinite(pair[0].value)]
    if not found:
        return Finding(NOTHING, UNDECIDED, 1.0, "none of them is named in both groups")
    need = len(question.rule["events"]) // 2 + 1
    above = sorted((e.p_value for e, _ in found if e.low > 1.0))
    below = sorted((e.p_value for e, _ in found if e.high < 1.0))
    ordered = sorted((e for e, _ in found), key=lambda e: -e.value)
    edge = ordered[min(need, len(ordered)) - 1]
    says = f"{len(above)} of {len(question.rule['events'])} are commoner in the group and {len(below)} rarer"
    beside = tuple((name, e) for e, name in found)
    tests = len(question.rule["events"])
    if len(above) >= need and edge.low > 1:
        return Finding(edge, FOR, min(1.0, tests * above[need - 1]), says, beside)
    if len(below) >= need and edge.high < 1:
        return Finding(edge, AGAINST, min(1.0, tests * below[need - 1]), says, beside)
    return Finding(edge, UNDECIDED, max(edge.p_value, 0.05), says, beside)


def count_majority(question: Question, sample: Sample) -> Tally:
    """As for two groups."""
    return count_groups(question, sample)


def _periods(question: Question, sample: Sample) -> tuple[Flags, Flags]:
    early, late = question.rule["early"], question.rule["late"]
    return (
        (sample.year >= late[0]) & (sample.year <= late[1]),
        (sample.year >= early[0]) & (sample.year <= early[1]),
    )


def count_periods(question: Question, sample: Sample) -> Tally:
    """Ads in the smaller of two periods."""
    late, early = _periods(question, sample)
    whole = tally(sample, late | early)
    fewest = min(employers(sample.employer, late), employers(sample.employer, early))
    return Tally(
        whole.ads,
        whole.employers,
        whole.deciding,
        fewest,
        whole.largest,
        group_ads=int(min(late.sum(), early.sum())),
    )


def measure_periods(question: Question, sample: Sample) -> Finding:
    """Each of the events is commoner in the late years than in the early ones, within sources.

    The event that rose least decides: all must have risen.
    """
    late, early = _periods(question, sample)
    use = late | early
    found = []
    for item in question.rule["events"]:
        hit = question.asked(item, sample)
        estimate = adjusted_odds_ratio(
            hit[use], late[use], sample.employer[use], [sample.source_effects[use]]
        )
        told = [percent(float(hit[part].mean())) if part.any() else "no ads" for part in (early, late)]
        found.append((estimate, told[0], told[1]))
    estimate, before, now = min(
        found, key=lambda item: item[0].value if np.isfinite(item[0].value) else -np.inf
    )
    says = f"from {before} to {now} of ads; odds ratio within sources {span(estimate, times)}"
    taken = side(estimate.low, estimate.high, 1.0, question.rule["expect"])
    p = max(e.p_value for e, _, _ in found) if taken == FOR else min(1.0, len(found) * estimate.p_value)
    beside = tuple((f"event {i + 1}", e) for i, (e, _, _) in enumerate(found))
    return Finding(estimate, taken, p, says, beside)


def measure_exists(question: Question, sample: Sample) -> Finding:
    """At least so many employers show the event: a count, no test.  Absence is never shown by it."""
    hit = question.asked(question.rule["event"], sample)
    found, need = employers(sample.employer, hit), int(question.rule["employers"])
    estimate = Estimate(
        float(found), float(found), float(found), ads=int(sample.index.size), clusters=sample.employers
    )
    says = f"{found} employer{'' if found == 1 else 's'} in {int(hit.sum())} ads; {need} are asked for"
    return Finding(estimate, FOR if found >= need else UNDECIDED, float("nan"), says)


def measure_second_framework(question: Question, sample: Sample) -> Finding:
    """How many more DL ads are satisfied by two frameworks than by one: the best one, and the best beside it.

    An ad is satisfied by a set that holds all frameworks it names, or any of them where it accepts
    alternatives.  The gain is the share of ads that two satisfy and one does not.
    """
    names = list(question.rule["frameworks"])
    named = np.stack([sample.where(f"list_contains(frameworks, {literal(name)})") for name in names], axis=1)
    either = sample.where("accepts_alternatives")
    other = sample.where(_names_another(names))

    def satisfied(chosen: tuple[int, ...]) -> Flags:
        held = named[:, list(chosen)].any(axis=1)
        missing = np.delete(named, list(chosen), axis=1).any(axis=1) | other
        flags: Flags = held & (~missing | either)
        return flags

    best = max(range(len(names)), key=lambda i: int(satisfied((i,)).sum()))
    rest = [i for i in range(len(names)) if i != best]
    second = max(rest, key=lambda i: int(satisfied((best, i)).sum()))
    one, two = satisfied((best,)), satisfied((best, second))
    threshold = float(question.rule["threshold"])
    estimate = share(two & ~one, sample.employer, sample.strata).against(threshold)
    says = (
        f"{title(names[best])} alone satisfies {percent(float(one.mean()))} of {one.size} ads, "
        f"with {title(names[second])} {percent(float(two.mean()))}: a gain of {span(estimate, percent)}"
    )
    return against(estimate, threshold, question.rule["expect"], says)


def _names_another(names: list[str]) -> str:
    """SQL: the ad names a deep-learning framework besides ``names``."""
    return f"list_has_any(frameworks, {words([name for name in DL_FRAMEWORKS if name not in names])})"


# claims.md, "Words and defaults": what makes an ad a DL ad.
DL_FRAMEWORKS = (
    *("pytorch", "tensorflow", "keras", "pytorch-lightning", "jax", "flax", "mxnet", "caffe", "theano"),
    *("cntk", "torch", "paddlepaddle", "mindspore", "chainer", "fastai"),
)

RULES: dict[str, tuple[Count, Measure]] = {
    "share": (count_all, measure_share),
    "compare": (count_groups, measure_compare),
    "majority": (count_majority, measure_majority),
    "periods": (count_periods, measure_periods),
    "exists": (count_all, measure_exists),
    "second-framework": (count_all, measure_second_framework),
}
