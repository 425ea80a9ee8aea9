"""What a claim's inquiry hands back: the deciding finding, every row beside it, and whether it is robust."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from jobmarket.catalog.claims import Claim
from jobmarket.judge.evidence import Sample
from jobmarket.judge.findings import UNDECIDED, Finding, Tally


@dataclass(frozen=True, slots=True)
class Row:
    """One row of evidence: a source, or all pooled, under one variant of the rule."""

    source: str
    variant: str
    finding: Finding | None
    tally: Tally
    pooled: bool
    shortfall: str | None = None

    def same_side(self, side: int) -> bool:
        """Does this row's finding, taken by itself, give the verdict of that side?"""
        if self.finding is None or self.shortfall is not None:
            return False
        return self.side == side

    @property
    def side(self) -> int:
        """The side taken by interval and p-value together (one question asked once more: p as it is)."""
        if self.finding is None or self.finding.p_value > 0.05:
            return UNDECIDED
        return self.finding.side


@dataclass(frozen=True)
class Answer:
    """A claim put to the evidence: the deciding finding, what it rests on, and every row beside it."""

    claim: Claim
    sample: Sample | None
    tally: Tally
    finding: Finding | None
    shortfall: str | None
    pooled: frozenset[str] = frozenset()
    rows: tuple[Row, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


def robustness(answer: Answer) -> str | None:
    """``single-source``, ``yes`` or ``no``; None where nothing was judged.

    ``single-source``: only one source meets the minimum, or all others together fall below it without one.
    ``yes``: the verdict's side survives leaving out any one source and every declared variant.
    """
    if answer.shortfall is not None or answer.finding is None:
        return None
    if len(answer.pooled) == 1:
        return "single-source"
    main = next(row for row in answer.rows if row.source == "all" and row.variant == "main")
    variants = [
        row
        for row in answer.rows
        if row.source == "all" and row.variant != "main" and not row.variant.startswith("beside: ")
    ]
    if any(row.variant.startswith("without ") and row.shortfall for row in variants):
        return "single-source"
    side = main.finding.side if main.finding is not None and np.isnan(main.finding.p_value) else main.side
    if any(row.finding is not None and np.isnan(row.finding.p_value) for row in variants):
        return (
            "yes" if all(row.finding is not None and row.finding.side == side for row in variants) else "no"
        )
    return "yes" if all(row.same_side(side) for row in variants) else "no"
