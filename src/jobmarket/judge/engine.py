"""Puts a rule to the evidence: windows, sources, minimum, variants.  Knows no rule by name but its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from jobmarket.catalog.claims import Claim
from jobmarket.catalog.rules import GROWTH_RULES, PAY_RULES
from jobmarket.judge import comparisons, growth, money, proportions, turns
from jobmarket.judge.answers import Answer, Row
from jobmarket.judge.evidence import STEADY_MONTHS, Evidence, Sample, Scope, months_before
from jobmarket.judge.findings import FOR, UNDECIDED, Count, Finding, Measure, Question, Tally, against
from jobmarket.judge.populations import all_of, condition, has_roles, literal, needs_text, readable_by, terms
from jobmarket.statistics.estimates import Estimate, from_odds, log_odds, ratio
from jobmarket.statistics.pooling import random_effects

RULES: Mapping[str, tuple[Count, Measure]] = {
    **comparisons.RULES,
    **proportions.RULES,
    **growth.RULES,
    **turns.RULES,
    **money.RULES,
}
RANDOM_EFFECTS_FROM = 5
SHARE_RULES = frozenset({"paired", "share"})


def conditions(claim: Claim) -> Iterator[str]:
    """The SQL conditions the claim will ask for, so that many claims' can be answered in few queries."""
    if claim.kind not in RULES:
        return
    rule = claim.rule
    yield condition(claim.population)
    yield eligible(claim)
    for name in claim.variants:
        yield _WIDER[name](claim)
    for role in rule.get("roles", ()):
        yield f"list_contains(roles, {literal(role)})"
    if claim.kind in PAY_RULES:
        yield from money.labels()
    for loose in (False, True):
        question = Question(claim, loose)
        filters = [*question.events(), *(rule[key] for key in ("group", "against") if key in rule)]
        filters += [{"frameworks": comparisons.listed(rule[key])} for key in ("a", "b") if key in rule]
        filters += [
            {"frameworks": [name]}
            for key in ("members", "others", "frameworks")
            for name in rule.get(key, ())
        ]
        yield from (question.sql(item) for item in filters)


def _counting_hugging_face(claim: Claim) -> str:
    """The population, with an ad that names Hugging Face counted as a DL ad."""
    rest = condition({key: value for key, value in claim.population.items() if key != "dl"})
    return all_of(["(is_dl OR list_contains(frameworks, 'hugging-face'))", rest])


# Declared variants of the population: each claim names those it must survive.
_WIDER: Mapping[str, Callable[[Claim], str]] = {
    "hugging-face": _counting_hugging_face,
    "all-ads": lambda claim: condition({k: v for k, v in claim.population.items() if k not in {"dl", "ml"}}),
}


def eligible(claim: Claim) -> str:
    """Which ads may speak on the claim: of sources that can see its terms, unselected ones where it asks for demand.

    Ads of a skill list have no text, so they never speak on topics.
    """
    rule = claim.rule
    filters = [
        claim.population,
        *rule.get("events", ()),
        *(rule[key] for key in ("event", "group", "against") if key in rule),
    ]
    seen = set(terms(*filters))
    for key in ("a", "b", "members", "others", "frameworks"):
        seen.update(comparisons.listed(rule.get(key, [])))
    return readable_by(frozenset(seen), unselected=claim.speakers == "unselected", text=needs_text(*filters))


@dataclass(frozen=True, slots=True)
class _Pool:
    """A scope's pool: its sample and tally, what it lacks, its sources, and every source's own tally."""

    sample: Sample
    tally: Tally
    shortfall: str | None
    pooled: frozenset[str]
    tallies: Mapping[str, Tally]


class Inquiry:
    """One claim put to one body of evidence."""

    def __init__(self, evidence: Evidence, claim: Claim, as_of: date) -> None:
        self.evidence, self.claim, self.as_of = evidence, claim, as_of
        self.count, self.measure = RULES[claim.kind]
        self.question = Question(claim)
        self.population = condition(claim.population)
        self.eligible = eligible(claim)
        self.monthly = claim.kind in GROWTH_RULES

    def decide(self) -> Answer:
        """The finding of the first window that meets the minimum (else of the last), without rows beside it."""
        chosen = None
        for scope in self._windows():
            chosen = self._assemble(scope, self.question)
            if chosen.shortfall is None:
                break
        assert chosen is not None
        finding = self.measure(self.question, chosen.sample) if chosen.tally.deciding else None
        return Answer(self.claim, chosen.sample, chosen.tally, finding, chosen.shortfall, chosen.pooled)

    def answer(self) -> Answer:
        """What `decide` finds, with all rows of evidence beside it."""
        answer = self.decide()
        return replace(answer, rows=tuple(self._rows(answer)))

    def _windows(self) -> Iterator[Scope]:
        window = self.claim.window
        if window.sliding:
            yield from self._sliding(window.months)
            return
        for months in (window.months, *window.widen):
            yield self._scope(months)

    def _scope(self, months: int, last: date | None = None) -> Scope:
        end = last or self.as_of
        start = months_before(end, months) if months else min(self.evidence.first_day, end)
        return Scope(self.eligible, start, end, monthly=self.monthly)

    def _sliding(self, months: int) -> Iterator[Scope]:
        """Windows ever further back, those first that could meet the minimum; the newest where none can."""
        flags = (
            self.evidence.flags(self.population)
            & self.evidence.flags(self.eligible)
            & np.isfinite(self.evidence.pay)
        )
        days = self.evidence.day[flags]
        newest = self._scope(months)
        need = max(self.claim.minimum.priced, 1)
        end = self.as_of
        while end >= self.evidence.first_day:
            scope = self._scope(months, end)
            low, high = ((day - date(1970, 1, 1)).days for day in (scope.first, scope.last))
            if int(((days >= low) & (days <= high)).sum()) >= need:
                yield scope
            end = months_before(end, 3) if end.day > 28 else _earlier(end)
        yield newest

    def _sample(self, scope: Scope, population: str | None = None) -> Sample:
        return Sample(self.evidence, scope, population or self.population)

    def _assemble(
        self, scope: Scope, question: Question, *, small_too: bool = False, population: str | None = None
    ) -> _Pool:
        """The pool of a scope: sources that meet the minimum, or all together where none does alone."""
        if self.claim.kind in GROWTH_RULES:
            scope = replace(scope, sources=self.evidence.steady(scope))
        whole = self._sample(scope, population)
        present = np.unique(whole.source)
        names = [str(self.evidence.sources[code]) for code in present]
        tallies = {}
        for name in names:
            alone = self._sample(replace(scope, sources=frozenset({name})), population)
            tallies[name] = self.count(question, alone)
        meeting = [name for name in names if tallies[name].meets_counts(self.claim.minimum)]
        speaking = [name for name in names if tallies[name].deciding]
        pooled = frozenset(meeting if meeting and not small_too else speaking)
        sample = self._sample(replace(scope, sources=pooled), population) if pooled else whole
        counted = self.count(question, sample)
        short = counted.shortfall(self.claim.minimum)
        if scope.sources is not None and not scope.sources:
            short = f"no source that may speak on it was gathered over {STEADY_MONTHS} months"
        return _Pool(sample, counted, short, pooled, tallies)

    def _rows(self, answer: Answer) -> Iterator[Row]:
        assert answer.sample is not None
        yield Row("all", "main", answer.finding, answer.tally, bool(answer.pooled), answer.shortfall)
        if answer.finding is not None:
            for name, estimate in answer.finding.beside:
                beside = Finding(estimate, UNDECIDED, estimate.p_value, name)
                yield Row("all", f"beside: {name}", beside, answer.tally, True)
        if "interaction" in self.claim.rule and answer.finding is not None:
            yield self._interaction(answer.sample)
        scope = replace(answer.sample.scope, sources=None)
        assembled = self._assemble(scope, self.question)
        alone: list[Finding] = []
        for name, counted in sorted(assembled.tallies.items()):
            if not counted.ads:
                continue
            finding = self._measured(self._sample(replace(scope, sources=frozenset({name}))), counted)
            short = counted.shortfall(self.claim.minimum)
            if finding is not None and name in answer.pooled:
                alone.append(finding)
            yield Row(name, "main", finding, counted, name in answer.pooled, short)
        if answer.shortfall is None:
            yield from self._variants(answer, assembled, scope, alone)

    def _interaction(self, sample: Sample) -> Row:
        """A's odds against B in this population over those outside it: the filter named is let go."""
        key = self.claim.rule["interaction"]
        rest = {name: value for name, value in self.claim.population.items() if name != key}
        rule = {**self.claim.rule, "kind": "interaction", "group": {key: self.claim.population[key]}}
        claim = replace(self.claim, rule=rule, population=rest)
        wider = Sample(self.evidence, sample.scope, condition(rest))
        question = Question(claim)
        counted = comparisons.count_paired(question, wider)
        finding = comparisons.measure_interaction(question, wider)
        return Row("all", "beside: ratio to all others", replace(finding, side=UNDECIDED), counted, True)

    def _measured(self, sample: Sample, counted: Tally) -> Finding | None:
        return self.measure(self.question, sample) if counted.deciding else None

    def _variants(
        self, answer: Answer, assembled: _Pool, scope: Scope, alone: list[Finding]
    ) -> Iterator[Row]:
        if len(answer.pooled) > 1:
            for name in sorted(answer.pooled):
                left = self._sample(replace(scope, sources=answer.pooled - {name}))
                counted = self.count(self.question, left)
                yield self._row(f"without {name}", left, counted, self.question)
        speaking = {name for name, counted in assembled.tallies.items() if counted.deciding}
        if speaking > answer.pooled:
            pool = self._assemble(scope, self.question, small_too=True)
            yield self._row("small sources too", pool.sample, pool.tally, self.question)
        for months in self.claim.window.variants:
            wider = self._scope(months)
            if (wider.first, wider.last) != (scope.first, scope.last):
                pool = self._assemble(wider, self.question)
                yield self._row(
                    f"{months} months" if months else "all years", pool.sample, pool.tally, self.question
                )
        if has_roles(self.claim.population):
            loose = Question(self.claim, any_mention=True)
            pool = self._assemble(scope, loose)
            yield self._row("any mention", pool.sample, pool.tally, loose)
        for name in self.claim.variants:
            pool = self._assemble(scope, self.question, population=_WIDER[name](self.claim))
            yield self._row(name, pool.sample, pool.tally, self.question)
        if self.claim.kind in SHARE_RULES and len(alone) >= RANDOM_EFFECTS_FROM:
            yield self._random_effects(answer, alone)

    def _row(self, variant: str, sample: Sample, counted: Tally, question: Question) -> Row:
        finding = self.measure(question, sample) if counted.deciding else None
        return Row("all", variant, finding, counted, True, counted.shortfall(self.claim.minimum))

    def _random_effects(self, answer: Answer, alone: list[Finding]) -> Row:
        """The sources' shares pooled as random effects on the log-odds scale; half an ad keeps 0 and 1 finite."""
        assert answer.finding is not None
        values, errors = [], []
        for finding in alone:
            estimate = finding.estimate
            share = (estimate.value * estimate.ads + 0.5) / (estimate.ads + 1)
            low, high = max(estimate.low, 1e-6), min(estimate.high, 1 - 1e-6)
            values.append(log_odds(share))
            errors.append((log_odds(high) - log_odds(low)) / (2 * 1.96))
        null = log_odds(float(self.claim.rule.get("threshold", 0.5)))
        pooled = random_effects(np.asarray(values), np.asarray(errors), null=null).estimate
        shares = pooled.mapped(lambda value: from_odds(ratio(value)))
        return Row("all", "random effects", self._restate(shares), answer.tally, True, None)

    def _restate(self, estimate: Estimate) -> Finding:
        """The side an estimate in the verdict's unit takes under the claim's threshold."""
        rule = self.claim.rule
        if "range" in rule:
            low, high = rule["range"]
            taken = FOR if low <= estimate.low and estimate.high <= high else UNDECIDED
            return Finding(
                estimate, -1 if estimate.high < low or estimate.low > high else taken, 0.0, "random effects"
            )
        expect = {"a": "above", "b": "below"}.get(rule["expect"], rule["expect"])
        return against(estimate, float(rule.get("threshold", 0.5)), expect, "random effects")


def _earlier(day: date) -> date:
    month = day.year * 12 + day.month - 1 - 3
    return date(month // 12, month % 12 + 1, day.day)
