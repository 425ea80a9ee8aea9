"""How well the extractor hears what a claim rests on, and how far its errors could carry an estimate.

Shares of ads are stretched as if every ad read wrong stood on one side: of ``n`` ads that decide, the share
``e`` may be wrong, so their own share lies within ``e`` of the interval (Manski's bounds for misclassified data,
Horowitz & Manski 1995, "Identification and robustness with contaminated and corrupted data").  ``e`` adds up,
over the fields a rule looks at, what of each field's finds is wrong (1 less its precision) on ads the extractor was
never tuned on.  Ads that should have been among the ``n`` and were missed (1 less recall) are not in it, for which
ads they are is not known: recall is told beside the verdict, and widens nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from jobmarket.catalog.claims import Claim
from jobmarket.catalog.rules import PAY_RULES, SERIES_RULES
from jobmarket.statistics.estimates import Estimate

_FIELD_OF: Mapping[str, str] = {
    **dict.fromkeys(
        ("dl", "frameworks", "frameworks_all", "frameworks_none", "only", "several"), "frameworks"
    ),
    **dict.fromkeys(("ml", "roles", "single_role"), "roles"),
    **dict.fromkeys(("employer_kind", "employer_kind_not"), "employer_kind"),
    **dict.fromkeys(("industry", "industry_not"), "industry"),
    **dict.fromkeys(("countries", "without_country"), "countries"),
    "regions": "regions",
    "topics": "topics",
    "seniority": "seniority",
    "work_modes": "work_modes",
}
"""The labelled field behind each filter; employment type and tools are not labelled."""

_SHARES = frozenset({"paired", "share", "top"})
"""Rules whose estimate is a share of the ads that decide: a share of them misheard moves it by as much at most."""

VARIANT = "beside: every ad read wrong on one side; ads missed are not in it"


@dataclass(frozen=True, slots=True)
class Heard:
    """One field on the ads never tuned on: how much of what was found is right, and of what was there found.

    Where a field has one value an ad, ``precision`` is the share of ads that get it right, ``recall`` None.
    """

    precision: float
    recall: float | None

    def __str__(self) -> str:
        if self.recall is None:
            return f"{_percent(self.precision)} right"
        return f"{_percent(self.precision)} of what is found is right, {_percent(self.recall)} of what is there is found"


def _percent(share: float) -> str:
    """A share in whole per cent, but never all where a few are missing."""
    if 0.995 <= share < 1:
        return f"{100 * share:.1f} %" if share < 0.9995 else "over 99.9 %"
    return f"{100 * share:.0f} %"


def read_hearing(connection: duckdb.DuckDBPyConnection) -> dict[str, Heard]:
    """The published scores of the half never tuned on, by field; empty where no score card was written."""
    rows = connection.execute(
        """SELECT field, coalesce(precision, score), recall FROM extractor_scores
           WHERE grouping = 'half' AND part = 'never-tune'"""
    ).fetchall()
    return {field: Heard(precision, recall) for field, precision, recall in rows}


def fields(claim: Claim) -> tuple[str, ...]:
    """The labelled fields a claim rests on, in the order of their names; none where it rests on no ads."""
    if not claim.testable or claim.kind in SERIES_RULES:
        return ()
    found: set[str] = set()
    rule = claim.rule
    if {"a", "members", "frameworks", "terms"} & set(rule):
        found.add("frameworks")
    if "roles" in rule:
        found.add("roles")
    if claim.kind in PAY_RULES:
        found.add("salaries")
    filters = [
        claim.population,
        *rule.get("events", ()),
        *(rule[k] for k in ("event", "group", "against") if k in rule),
    ]
    for one in filters:
        found |= _of(one)
    return tuple(sorted(found))


def _of(filters: Mapping[str, Any]) -> set[str]:
    found = {_FIELD_OF[key] for key in filters if key in _FIELD_OF}
    for branch in (*filters.get("any_of", ()), *([filters["not"]] if "not" in filters else [])):
        found |= _of(branch)
    return found


def told(claim: Claim, heard: Mapping[str, Heard]) -> str | None:
    """One plain sentence: the fields the claim rests on and how well each is heard; None where none is labelled."""
    named = [f"{field.replace('_', ' ')}: {heard[field]}" for field in fields(claim) if field in heard]
    return f"Read by machine, on ads it was never tuned on: {'; '.join(named)}." if named else None


def stretched(claim: Claim, estimate: Estimate, heard: Mapping[str, Heard]) -> Estimate | None:
    """The estimate with its interval stretched by the share of ads that may be read wrong; None where it is no share."""
    known = [heard[field] for field in fields(claim) if field in heard]
    if claim.kind not in _SHARES or not known or pd.isna(estimate.value):
        return None
    wrong = min(1.0, sum(1.0 - one.precision for one in known))
    return Estimate(
        estimate.value, max(0.0, estimate.low - wrong), min(1.0, estimate.high + wrong), estimate.p_value
    )
