"""Judges published claims on the warehouse's ads and figures.  Never changes a rule, never writes a table.

``judge`` reads only the relations ads, mentions, salaries, observations, sources and extractor_scores; the same relations give
the same verdicts (dates come from the evidence, chance from fixed seeds).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import duckdb

from jobmarket.catalog.claims import Claim
from jobmarket.catalog.rules import FIGURE_RULES
from jobmarket.judge.answers import Answer
from jobmarket.judge.beside import figures_beside
from jobmarket.judge.engine import RULES, Inquiry, conditions
from jobmarket.judge.evidence import Evidence
from jobmarket.judge.figures import answer_from_figures
from jobmarket.judge.hearing import read_hearing
from jobmarket.judge.series import Figures
from jobmarket.judge.verdicts import Judgement, pronounce

__all__ = ["Judgement", "judge"]


def judge(connection: duckdb.DuckDBPyConnection, claims: Sequence[Claim], as_of: date) -> Judgement:
    """Every claim with its verdict and all evidence for it.

    Args:
        connection: a warehouse with ads, mentions, salaries, observations, sources and extractor_scores; only read.
        claims: what to judge; Holm's correction runs over the testable ones of the project and, apart from
            those, over a user's own: adding a claim moves nobody else's verdict.
        as_of: the evidence's last day: "recent" is counted from it, and it is each verdict's ``decided_at``.
    """
    evidence = Evidence(connection)
    evidence.prepare(text for claim in claims if claim.testable for text in conditions(claim))
    figures = Figures(connection, as_of)
    answers: dict[str, Answer] = {}
    for claim in claims:
        if not claim.testable:
            continue
        if claim.kind in RULES:
            answers[claim.id] = Inquiry(evidence, claim, as_of).answer()
        elif claim.kind in FIGURE_RULES:
            answers[claim.id] = answer_from_figures(figures, evidence, claim, as_of)
    beside = [row for claim in claims for row in figures_beside(claim, answers.get(claim.id), figures)]
    return pronounce(claims, answers, as_of, beside, read_hearing(connection))
