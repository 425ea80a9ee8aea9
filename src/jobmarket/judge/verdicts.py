"""Answers → verdicts, as the frames the warehouse keeps.  Measures nothing itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from jobmarket.catalog.claims import Claim
from jobmarket.judge import hearing
from jobmarket.judge.answers import Answer, Row, robustness
from jobmarket.judge.beside import FIGURE_COLUMNS
from jobmarket.judge.findings import AGAINST, FOR, UNDECIDED, Finding
from jobmarket.judge.hearing import Heard
from jobmarket.statistics.multiplicity import holm

LEVEL = 0.05
VERDICT_COLUMNS = (
    *("claim_id", "verdict", "estimate", "low", "high", "unit", "claimed", "window_from", "window_to"),
    *("postings", "employers", "discordant", "discordant_employers", "largest_employer_share"),
    *("p_value", "p_adjusted", "robust", "reason", "hearing", "decided_at", "sql"),
)
EVIDENCE_COLUMNS = (
    *("claim_id", "source", "variant", "estimate", "low", "high", "postings", "employers"),
    *("verdict", "unit", "claimed", "p_value", "pooled", "shortfall"),
)
_FIGURES = ("estimate", "low", "high", "largest_employer_share", "p_value", "p_adjusted")
_COUNTS = ("postings", "employers", "discordant", "discordant_employers")


@dataclass(frozen=True)
class Judgement:
    """Four frames: ``claims`` and ``verdicts``, a row a claim; ``evidence``, a row a claim, source and variant;
    ``figures``, a row a claim, series and region of surveys and counters beside it."""

    claims: pd.DataFrame
    verdicts: pd.DataFrame
    evidence: pd.DataFrame
    figures: pd.DataFrame


def pronounce(
    claims: Sequence[Claim],
    answers: Mapping[str, Answer],
    as_of: date,
    figures: Sequence[Mapping[str, Any]],
    heard: Mapping[str, Heard],
) -> Judgement:
    """Verdicts under Holm's correction over all testable claims; a user's own claims are a family of their own.

    A testable claim below its minimum counts as a test with p = 1; one decided by counting is no test.
    """
    adjusted: dict[str, float] = {}
    for own in (False, True):
        tested = [claim for claim in claims if claim.own is own and claim.testable and claim.id in answers]
        family = holm([p_counted(answers[claim.id]) for claim in tested])
        adjusted |= dict(zip([claim.id for claim in tested], family, strict=True))
    verdicts = [
        _verdict(claim, answers.get(claim.id), adjusted.get(claim.id, np.nan), as_of)
        | {"hearing": hearing.told(claim, heard)}
        for claim in claims
    ]
    rows = [
        _evidence(claim, row)
        for claim in claims
        if claim.id in answers
        for row in (*answers[claim.id].rows, *_stretched(claim, answers[claim.id], heard))
    ]
    told = [
        {
            "claim_id": claim.id,
            "document": " ".join(claim.documents),
            "statement": claim.statement,
            "topic": claim.topic,
            "rule": claim.rule_text,
            "testable": claim.testable,
            "contradicts": claim.contradicts or None,
            "sharpened": claim.sharpened or None,
        }
        for claim in claims
    ]
    frame = pd.DataFrame(verdicts, columns=list(VERDICT_COLUMNS))
    evidence = pd.DataFrame(rows, columns=list(EVIDENCE_COLUMNS))
    for column in _COUNTS:
        frame[column] = frame[column].astype("Int64")
    for column in _FIGURES:
        frame[column] = frame[column].astype(float)
    for column in ("estimate", "low", "high", "p_value"):
        evidence[column] = evidence[column].astype(float)
    for column in ("postings", "employers"):
        evidence[column] = evidence[column].astype("Int64")
    beside = pd.DataFrame(list(figures), columns=list(FIGURE_COLUMNS))
    return Judgement(pd.DataFrame(told), frame, evidence, beside)


def _stretched(claim: Claim, answer: Answer, heard: Mapping[str, Heard]) -> Iterator[Row]:
    """The main estimate as it would be with every ad read wrong on one side; none where the rule measures no share."""
    if answer.finding is None or not answer.tally.deciding:
        return
    wider = hearing.stretched(claim, answer.finding.estimate, heard)
    if wider is not None:
        found = Finding(wider, UNDECIDED, wider.p_value, hearing.VARIANT)
        yield Row("all", hearing.VARIANT, found, answer.tally, True)


def side_taken(finding: Finding, adjusted: float) -> int:
    """The side a finding takes over all claims: its own where the adjusted p allows, else UNDECIDED.

    A rule that counts instead of testing (p is NaN) needs no p.
    """
    return finding.side if np.isnan(finding.p_value) or adjusted <= LEVEL else UNDECIDED


def p_counted(answer: Answer) -> float:
    """The p-value an answer brings to Holm's correction: 1 below the minimum, NaN where nothing is tested."""
    if answer.shortfall is not None or answer.finding is None:
        return 1.0
    return answer.finding.p_value


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _verdict(claim: Claim, answer: Answer | None, adjusted: float, as_of: date) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(VERDICT_COLUMNS)
    row |= {
        "claim_id": claim.id,
        "unit": claim.unit or None,
        "claimed": claim.claimed or None,
        "decided_at": as_of,
    }
    if not claim.testable:
        return row | {"verdict": "not-testable", "reason": claim.reason}
    if claim.kind == "series-search" and (answer is None or answer.finding is None):
        reason = f"No search interest has been imported (series '{claim.rule['series']}'); there is no public source of it."
        return row | {"verdict": "not-testable", "reason": reason}
    if answer is None:
        return row | {
            "verdict": "not-judged-yet",
            "reason": str(claim.rule.get("reason", "its rule is not built yet")),
        }
    tally = answer.tally
    row |= {
        "postings": tally.ads,
        "employers": tally.employers,
        "largest_employer_share": tally.largest if tally.deciding else None,
    }
    if tally.paired:
        row |= {"discordant": tally.deciding, "discordant_employers": tally.deciding_employers}
    if answer.sample is not None:
        scope = answer.sample.scope
        row |= {"window_from": scope.first, "window_to": scope.last, "sql": answer.sample.query()}
    row |= dict(answer.extra)
    finding = answer.finding
    if finding is not None:
        row |= {"estimate": _finite(finding.estimate.value)}
        if row["estimate"] is not None:
            row |= {"low": _finite(finding.estimate.low), "high": _finite(finding.estimate.high)}
    if answer.shortfall is not None or finding is None:
        short = answer.shortfall or "no ad speaks on it"
        seen = f" What there is: {finding.says}." if finding is not None and tally.deciding else ""
        return row | {"verdict": "too-little-evidence", "reason": f"Below the minimum: {short}.{seen}"}
    row |= {
        "p_value": _finite(finding.p_value),
        "p_adjusted": _finite(adjusted),
        "robust": robustness(answer),
    }
    verdict = {FOR: "supported", AGAINST: "contradicted", UNDECIDED: "inconclusive"}[
        side_taken(finding, adjusted)
    ]
    return row | {
        "verdict": verdict,
        "reason": _reason(finding.says, finding.side, finding.p_value, adjusted),
    }


def _chance(p_value: float) -> str:
    """A p-value in words: no more digits than it bears."""
    return "p < 0.0001" if p_value < 1e-4 else f"p = {p_value:.2g}"


def _reason(says: str, side: int, p_value: float, adjusted: float) -> str:
    sentence = says[0].upper() + says[1:]
    if np.isnan(p_value):
        return f"{sentence}."
    told = f"adjusted {_chance(adjusted)}"
    if side == UNDECIDED:
        return f"{sentence}; the interval is not clear of the threshold ({told})."
    if adjusted > LEVEL:
        return f"{sentence}; alone it would decide, over all claims it does not ({told})."
    return f"{sentence}; {told}."


def _evidence(claim: Claim, row: Row) -> dict[str, Any]:
    finding = row.finding
    estimate = finding.estimate if finding is not None else None
    value = _finite(estimate.value) if estimate is not None else None
    shown = estimate is not None and value is not None
    if row.shortfall is not None:
        verdict = "too-little-evidence"
    else:
        verdict = {1: "supported", -1: "contradicted"}.get(row.side, "inconclusive")
    return {
        "claim_id": claim.id,
        "source": row.source,
        "variant": row.variant,
        "estimate": value,
        "low": _finite(estimate.low) if shown and estimate is not None else None,
        "high": _finite(estimate.high) if shown and estimate is not None else None,
        "postings": row.tally.ads,
        "employers": row.tally.employers,
        "verdict": None if row.variant.startswith("beside: ") else verdict,
        "unit": claim.unit or None,
        "claimed": claim.claimed or None,
        "p_value": _finite(finding.p_value) if finding is not None else None,
        "pooled": row.pooled,
        "shortfall": row.shortfall,
    }
