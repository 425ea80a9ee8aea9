"""One claim on invented ads whose truth lies exactly at the claim's threshold.  Decides nothing itself.

Each kind of rule has a planter: it answers the conditions the rule's measure will ask for, with source, year,
length and group effects as disturbing as real ones, and returns the true value of the verdict's estimate (None
where the estimate is picked among several).  Where a rule has two thresholds, either is planted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log

import numpy as np

from jobmarket.catalog.claims import Claim
from jobmarket.judge import money
from jobmarket.judge.answers import Answer
from jobmarket.judge.comparisons import listed
from jobmarket.judge.engine import Inquiry, eligible
from jobmarket.judge.populations import condition, words
from jobmarket.judge.proportions import DL_FRAMEWORKS
from jobmarket.simulation.market import AS_OF, Planted, invent
from jobmarket.simulation.shapes import Shape
from jobmarket.simulation.stage import Stage
from jobmarket.statistics.estimates import Flags, Floats, from_odds, log_odds

# How far the two groups of a trend lie apart, in log odds.
GROUPS_APART = 0.5
# Log odds of a topic for each e-fold of an ad's length.
LONGER_ADS_NAME_MORE = 0.5


Planter = Callable[[Stage], float | None]


def _either(stage: Stage, ends: Sequence[float]) -> float:
    """One of two thresholds, by chance; only those strictly between none and all."""
    return float(stage.rng.choice([end for end in ends if 0 < end < np.inf]))


def _share(stage: Stage) -> float:
    rule = stage.claim.rule
    level = float(rule["threshold"]) if "threshold" in rule else _either(stage, rule["range"])
    for item in rule.get("also", ()):
        whole = np.ones(stage.market.size, dtype=bool)
        stage.evidence.plant({condition(item["population"]): whole})
        stage.evidence.plant({condition(item["event"]): stage.flags(0.0)})
    stage.exact(lambda hit: stage.evidence.plant({stage.sql(**rule["event"]): hit}), level)
    return level


def _plant_pair(stage: Stage, only_a: Flags) -> None:
    rule = stage.claim.rule
    stage.evidence.plant(
        {
            stage.sql(frameworks=listed(rule["a"])): only_a,
            stage.sql(frameworks=listed(rule["b"])): ~only_a,
        }
    )


def _paired(stage: Stage) -> float:
    rule = stage.claim.rule
    level = from_odds(_either(stage, rule["range"])) if "range" in rule else 0.5
    stage.exact(lambda only_a: _plant_pair(stage, only_a), level)
    return level


def _interaction(stage: Stage) -> float:
    stage.group()
    _plant_pair(stage, stage.flags(0.7 + stage.tilt() + stage.years()))
    return 1.0


def _top(stage: Stage) -> None:
    """The first member well ahead of all, the second level with the first of the others."""
    rule = stage.claim.rule
    names = [*rule["members"], *rule["others"]]
    parts = [0.45, 0.18, 0.18, *np.full(len(names) - 3, 0.12 / (len(names) - 3)), 0.07]
    kind = stage.kinds(parts, stage.shape.rho)
    members = len(rule["members"])
    stage.evidence.plant({stage.sql(frameworks=[name]): kind == i for i, name in enumerate(names)})
    stage.evidence.plant(
        {
            stage.sql(frameworks=list(rule["members"])): kind < members,
            stage.sql(frameworks=list(rule["others"])): (kind >= members) & (kind < len(names)),
        }
    )


def _changes_side(stage: Stage) -> None:
    """B far ahead at first, level from the middle of the years on."""
    time = stage.market.time
    _plant_pair(stage, stage.flags(np.where(time < time.min() / 2, -1.7, 0.0)))


def _differs_by_role(stage: Stage) -> None:
    roles = stage.claim.rule["roles"]
    kind = stage.kinds([1 / len(roles)] * len(roles))
    stage.evidence.plant({f"list_contains(roles, '{role}')": kind == i for i, role in enumerate(roles)})
    _plant_pair(stage, stage.flags(0.7 + stage.tilt() + stage.years()))


def _towards_balance(stage: Stage) -> None:
    """No movement, at the edge of balance."""
    _plant_pair(stage, stage.flags(log(stage.claim.rule["range"][1])))


def _lengths(stage: Stage) -> Floats:
    """Longer ads name more, where the rule asks about topics."""
    if not stage.inquiry.question.adjusts_length():
        return np.zeros(stage.market.size)
    longer = np.log(stage.market.chars)
    tilt: Floats = (longer - longer.mean()) * LONGER_ADS_NAME_MORE
    return tilt


def _base(stage: Stage) -> Floats:
    """The event's log odds without what the claim asks about."""
    return log_odds(min(0.97, max(0.001, stage.shape.event))) + stage.tilt() + _lengths(stage)


def _compare(stage: Stage) -> float:
    stage.group()
    hit = stage.flags(_base(stage) + stage.years())
    stage.evidence.plant({stage.sql(**stage.claim.rule["event"]): hit})
    return 1.0


def _majority(stage: Stage) -> None:
    stage.group()
    for item in stage.claim.rule["events"]:
        stage.evidence.plant({stage.sql(**item): stage.flags(_base(stage) + stage.years())})


def _periods(stage: Stage) -> None:
    remote = stage.flags(_base(stage))
    first, second = stage.claim.rule["events"]
    stage.evidence.plant({stage.sql(**first): remote, stage.sql(**second): remote & stage.flags(0.0)})


def _trend(stage: Stage) -> float:
    rule, time = stage.claim.rule, stage.market.time
    logit, truth = _base(stage), 1.0
    if "group" in rule:
        logit = logit + GROUPS_APART * stage.group() + 0.15 * time
    if "threshold" in rule:
        truth = float(rule["threshold"])
        logit = logit + log(truth) / max(1.0, stage.shape.months / 12) * time
    stage.evidence.plant({stage.sql(**rule["event"]): stage.flags(logit)})
    return truth


def _quickens(stage: Stage) -> float:
    hit = stage.flags(_base(stage) + 0.15 * stage.market.time)
    stage.evidence.plant({stage.sql(**stage.claim.rule["event"]): hit})
    return 1.0


def _diversifies(stage: Stage) -> float:
    roles = stage.claim.rule["roles"]
    parts = 1 / np.arange(1, len(roles) + 1)
    kind = stage.kinds(list(parts / parts.sum()), stage.shape.rho)
    stage.evidence.plant({f"list_contains(roles, '{role}')": kind == i for i, role in enumerate(roles)})
    return 0.0


def _second_framework(stage: Stage) -> float:
    """The best framework, and one beside it that gains exactly the threshold; the third gains a third of that."""
    names, gain = stage.claim.rule["frameworks"], float(stage.claim.rule["threshold"])
    kind = stage.kinds([0.5, 0.6 * gain, 0.4 * gain, gain / 3, 0.5 - 4 * gain / 3], stage.shape.rho)
    held = {0: (kind == 0) | (kind == 2), 1: (kind == 1) | (kind == 2), 2: kind == 3}
    stage.evidence.plant({f"list_contains(frameworks, '{name}')": held[i] for i, name in enumerate(names)})
    others = words([name for name in DL_FRAMEWORKS if name not in names])
    none = np.zeros(stage.market.size, dtype=bool)
    stage.evidence.plant(
        {f"list_has_any(frameworks, {others})": kind == 4, "accepts_alternatives": none},
    )
    return gain


def _pay_noise(stage: Stage) -> Floats:
    return stage.shape.spread * stage.market.noise(stage.rng, stage.shape.rho)


def _median_within(stage: Stage) -> float:
    middle = _either(stage, stage.claim.rule["range"])
    stage.evidence.pay = middle * np.exp(_pay_noise(stage))
    return middle


def _median_difference(stage: Stage) -> float:
    stage.group()
    stage.evidence.pay = 150_000 * np.exp(_pay_noise(stage))
    return 0.0


def _circumstances(stage: Stage) -> Floats:
    """Roles, grades and countries, planted, and what they add to log pay together with source and year."""
    conditions = money.labels()
    roles = len(money.PAID_ROLES)
    role = stage.kinds([1 / roles] * roles)
    grade = stage.kinds([0.05, 0.1, 0.15, 0.3, 0.1, 0.05, 0.25])
    planted = {text: role == i for i, text in enumerate(conditions[:roles])}
    planted |= {text: grade == i for i, text in enumerate(conditions[roles:])}
    stage.evidence.plant(planted)
    steps = stage.rng.normal(0.0, 0.15, roles)[role] + np.array([-0.5, -0.25, 0, 0.2, 0.3, 0.3, 0.1])[grade]
    country, _ = stage.evidence.labels("countries[1]")
    added: Floats = steps + 0.3 * country + 0.2 * stage.tilt() + 0.2 * stage.years()
    return added


def _pay_effect(stage: Stage) -> float:
    margin = float(stage.claim.rule["margin"])
    group = stage.group()
    stage.evidence.pay = 60_000 * np.exp(_circumstances(stage) + log(1 + margin) * group + _pay_noise(stage))
    return 1 + margin


def _framework_flags(stage: Stage) -> list[Flags]:
    names = stage.claim.rule["frameworks"]
    held = [stage.flags(log_odds(part), 0.3) for part in (0.5, 0.4, 0.15, 0.15)[: len(names)]]
    stage.evidence.plant({stage.sql(frameworks=[name]): flag for name, flag in zip(names, held, strict=True)})
    return held


def _pay_joint(stage: Stage) -> None:
    """The first framework shifts pay by exactly the margin, the others by nothing."""
    first = _framework_flags(stage)[0]
    added = log(1 + float(stage.claim.rule["margin"])) * first
    stage.evidence.pay = 60_000 * np.exp(_circumstances(stage) + added + _pay_noise(stage))


def _pay_drivers(stage: Stage) -> float:
    """One role and one framework, each of three ads in ten, shift pay alike."""
    _circumstances(stage)
    roles = list(stage.claim.rule["roles"])
    role = stage.kinds([0.3, *[0.7 / (len(roles) - 1)] * (len(roles) - 1)])
    stage.evidence.plant({f"list_contains(roles, '{name}')": role == i for i, name in enumerate(roles)})
    _framework_flags(stage)
    shifting = stage.flags(log_odds(0.3), 0.3)
    stage.evidence.plant({stage.sql(frameworks=[stage.claim.rule["frameworks"][1]]): shifting})
    stage.evidence.pay = 100_000 * np.exp(0.3 * (role == 0) + 0.3 * shifting + _pay_noise(stage))
    return 0.0


PLANTERS: Mapping[str, Planter] = {
    "share": _share,
    "paired": _paired,
    "balanced": _paired,
    "interaction": _interaction,
    "top": _top,
    "changes-side": _changes_side,
    "differs-by-role": _differs_by_role,
    "towards-balance": _towards_balance,
    "compare": _compare,
    "majority": _majority,
    "periods": _periods,
    "trend": _trend,
    "quickens": _quickens,
    "diversifies": _diversifies,
    "second-framework": _second_framework,
    "median-within": _median_within,
    "median-difference": _median_difference,
    "pay-effect": _pay_effect,
    "pay-joint": _pay_joint,
    "pay-drivers": _pay_drivers,
}


def enact(claim: Claim, shape: Shape, rng: np.random.Generator) -> tuple[Answer, float | None]:
    """The claim's answer on freshly invented ads, truth at the threshold, and that truth."""
    market = invent(rng, shape.sources)
    evidence = Planted(market, [condition(claim.population), eligible(claim)])
    inquiry = Inquiry(evidence, claim, AS_OF)
    truth = PLANTERS[claim.kind](Stage(claim, shape, market, evidence, inquiry, rng))
    return inquiry.decide(), truth
