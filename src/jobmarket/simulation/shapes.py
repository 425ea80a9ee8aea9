"""The shape of the evidence each claim is judged on: how many ads of how many employers.  Holds no ad and no verdict.

Shapes are read off a warehouse once and kept beside this module (``shapes.toml``), so that a simulation gives
the same figures wherever it runs.  They say how evidence is spread, never which way it points: of an outcome only
its frequency and how alike an employer's ads are (both needed for realistic noise).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from jobmarket.catalog import read_declaration
from jobmarket.catalog.claims import Claim
from jobmarket.catalog.rules import GROWTH_RULES, PAY_RULES
from jobmarket.judge import comparisons
from jobmarket.judge.engine import RULES, Inquiry, conditions
from jobmarket.judge.evidence import Evidence, Sample
from jobmarket.judge.findings import Question
from jobmarket.statistics.estimates import Codes, Flags, Floats, compact
from jobmarket.statistics.shares import correlation, merge_small_strata

SHAPES = Path(__file__).with_name("shapes.toml")
HEAVIEST = 5
PAIRED_RULES = frozenset(
    {"paired", "balanced", "interaction", "changes-side", "differs-by-role", "towards-balance"}
)
# Fewer ads or employers than these say too little of how alike an employer's ads are.
ENOUGH_ADS, ENOUGH_EMPLOYERS = 100, 50
# The median over the claims that have enough ads.
USUAL_LIKENESS = 0.5
USUAL_SPREAD = 0.4


@dataclass(frozen=True, slots=True)
class SourceShape:
    """One source's part: ``openings`` of ``employers``; ``heavy``: openings of the largest employers.

    ``repeat``: appearances of an opening; ``first``, ``last``: months before the evidence's end between
    which its ads lie.
    """

    name: str
    openings: int
    employers: int
    heavy: tuple[int, ...]
    repeat: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What one claim is judged on.

    ``months``: the window that decided; ``event``: share of ads that show what is asked about (paired rules:
    that name only A); ``group``: share of ads in the rule's group; ``rho``: correlation of the outcome within
    employers; ``spread``: standard deviation of log pay; ``short``: below its minimum in the evidence.
    """

    months: int
    event: float
    group: float
    rho: float
    spread: float
    short: bool
    sources: tuple[SourceShape, ...]


def read_shapes(connection: duckdb.DuckDBPyConnection, claims: Sequence[Claim]) -> dict[str, Shape]:
    """The shape of every claim that ads decide by a test, by claim id; the warehouse is only read."""
    asked = [claim for claim in claims if claim.testable and claim.kind in RULES and claim.kind != "exists"]
    evidence = Evidence(connection)
    evidence.prepare(text for claim in asked for text in conditions(claim))
    row = connection.execute("SELECT max(date_posted) FROM ads").fetchone()
    assert row is not None
    return {claim.id: _shape(Inquiry(evidence, claim, row[0])) for claim in asked}


def _shape(inquiry: Inquiry) -> Shape:
    answer = inquiry.decide()
    sample, question = answer.sample, inquiry.question
    assert sample is not None
    use, hit = _deciding(question, sample)
    months = (sample.scope.last - sample.scope.first).days * 12 / 365.25
    group = 0.0
    if "group" in question.rule:
        first, second = question.groups(sample)
        group = float(first.sum() / max(1, (first | second).sum()))
    rho, spread = USUAL_LIKENESS, USUAL_SPREAD
    if question.claim.kind in PAY_RULES and use.sum() > 1:
        spread = float(np.log(sample.pay[use]).std())
    told = hit is None or 0 < hit[use].sum() < use.sum()
    if told and use.sum() >= ENOUGH_ADS and np.unique(sample.employer[use]).size >= ENOUGH_EMPLOYERS:
        outcome = np.log(sample.pay) if hit is None else hit.astype(float)
        rho = _likeness(outcome[use], sample.employer[use], sample.strata[use])
    return Shape(
        months=round(months),
        event=round(float(hit[use].mean()), 4) if hit is not None and use.any() else 0.5,
        group=round(group, 3),
        rho=round(min(0.9, max(0.05, rho)), 2),
        spread=round(spread, 2),
        short=answer.shortfall is not None,
        sources=tuple(_sources(sample, use)),
    )


def _deciding(question: Question, sample: Sample) -> tuple[Flags, Flags | None]:
    """The ads that decide and the outcome asked about: None where it is pay, all of them where it is no one event."""
    rule = question.rule
    if rule["kind"] in PAIRED_RULES:
        only_a, only_b = comparisons.discordant(question, sample)
        return only_a | only_b, only_a
    if rule["kind"] in PAY_RULES:
        priced = np.isfinite(sample.pay)
        return (priced & np.any(question.groups(sample), axis=0) if "group" in rule else priced), None
    events = question.events()
    hit = question.asked(events[0], sample) if events else sample.where("true")
    return np.ones(sample.index.size, dtype=bool), hit


def _likeness(outcome: Floats, employer: Codes, stratum: Codes) -> float:
    employer, strata = compact(employer), merge_small_strata(compact(employer), stratum)
    mean = np.bincount(strata, weights=outcome) / np.bincount(strata)
    sizes: Floats = np.bincount(employer).astype(float)
    return correlation(outcome - mean[strata], employer, sizes, int(strata.max()) + 1)


def _sources(sample: Sample, use: Flags) -> Iterator[SourceShape]:
    evidence, last = sample.evidence, (sample.scope.last.year - 1970) * 12 + sample.scope.last.month - 1
    monthly = sample.scope.monthly
    for code in np.unique(sample.source[use]):
        here = use & (sample.source == code)
        index = sample.index[here]
        opening, first = np.unique(evidence.opening[index], return_index=True)
        sizes = np.sort(np.bincount(compact(evidence.employer[index][first])))[::-1]
        back = last - evidence.month[index]
        name = str(evidence.sources[code])
        repeat = index.size / opening.size if monthly else _repeats(evidence, index)
        yield SourceShape(
            name,
            int(opening.size),
            int(sizes.size),
            tuple(int(s) for s in sizes[:HEAVIEST]),
            round(float(repeat), 2),
            int(back.max()),
            int(back.min()),
        )


def _repeats(evidence: Evidence, index: Codes) -> float:
    """Appearances of the openings at ``index`` within a year of the counted one, themselves included."""
    same = np.flatnonzero(np.isin(evidence.opening, evidence.opening[index]))
    day = np.zeros(int(evidence.opening.max()) + 1, dtype=np.int64)
    day[evidence.opening[index]] = evidence.day[index]
    after = evidence.day[same] - day[evidence.opening[same]]
    return float(((after >= 0) & (after < 365)).sum() / index.size)


def write_shapes(shapes: Mapping[str, Shape], path: Path = SHAPES) -> None:
    """Keep shapes as TOML, one table a claim."""
    lines = ["# Read off the evidence by jobmarket.simulation.shapes.read_shapes; see that module."]
    for claim_id, shape in sorted(shapes.items()):
        lines += ["", f"[{claim_id}]", f"months = {shape.months}"]
        lines += [f"{name} = {getattr(shape, name)}" for name in ("event", "group", "rho", "spread")]
        lines += [f"short = {str(shape.short).lower()}", "sources = ["]
        for part in shape.sources:
            lines.append(
                f'    {{ name = "{part.name}", openings = {part.openings}, employers = {part.employers},'
                f" heavy = {list(part.heavy)}, repeat = {part.repeat}, first = {part.first}, last = {part.last} }},"
            )
        lines.append("]")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@cache
def shapes(path: Path = SHAPES) -> Mapping[str, Shape]:
    """The kept shapes by claim id.

    Raises:
        DeclarationError: the file is missing or is no TOML.
    """
    return {claim_id: _read(item) for claim_id, item in read_declaration(path).items()}


def _read(item: Mapping[str, Any]) -> Shape:
    parts = tuple(SourceShape(**{**part, "heavy": tuple(part["heavy"])}) for part in item["sources"])
    return Shape(**{**item, "sources": parts})


def monthly(claim: Claim) -> bool:
    """Does the claim count an opening once a month (rules of growth) rather than once a window?"""
    return claim.kind in GROWTH_RULES
