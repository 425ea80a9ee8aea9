"""Holds surveys and counters against what the ads say, claim by claim.  Never pools the two.

A claim's file names the figures (``figures_beside``): a series, one or two terms and the regions.  Two terms
are compared with each other, first the one the estimate speaks for; one term with the estimate's interval.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from jobmarket.catalog.claims import Claim
from jobmarket.judge.answers import Answer
from jobmarket.judge.comparisons import title
from jobmarket.judge.series import Figures
from jobmarket.statistics.estimates import Estimate

FIGURE_COLUMNS = (
    *("claim_id", "series", "region", "date", "first_term", "first_value", "second_term", "second_value"),
    *("unit", "source", "agrees", "says"),
)
# The estimate that says "both alike", for the kinds of rule whose estimate sets the two terms against each other.
_LEVEL: Mapping[str, float] = {"paired": 0.5, "median-difference": 0.0}


def figures_beside(claim: Claim, answer: Answer | None, figures: Figures) -> Iterator[dict[str, Any]]:
    """One row a series and region that has the claim's terms: :data:`FIGURE_COLUMNS`, the newest date each.

    ``agrees`` is None where the ads decide nothing to hold the figure against.
    """
    finding = answer.finding if answer is not None and answer.shortfall is None else None
    estimate = finding.estimate if finding is not None else None
    for item in claim.figures_beside:
        terms = [str(term) for term in item["terms"]]
        for region in item["regions"]:
            found = figures.newest(item["series"], terms, region)
            if found is None:
                continue
            values = [float(found[term]) for term in terms]
            agrees = _agrees(claim.kind, estimate, values)
            second = (terms[1], values[1]) if len(terms) > 1 else (None, None)
            yield {
                "claim_id": claim.id,
                "series": item["series"],
                "region": region,
                "date": found["date"],
                "first_term": terms[0],
                "first_value": values[0],
                "second_term": second[0],
                "second_value": second[1],
                "unit": found["unit"],
                "source": found["source"],
                "agrees": agrees,
                "says": _said(terms, values, found, agrees),
            }


def _agrees(kind: str, estimate: Estimate | None, values: list[float]) -> bool | None:
    """Does the figure lean the way the ads do (two terms), or lie in their interval (one)?"""
    if estimate is None or pd.isna(estimate.value):
        return None
    if len(values) == 1:
        return estimate.low <= values[0] <= estimate.high
    if kind not in _LEVEL or values[0] == values[1] or estimate.value == _LEVEL[kind]:
        return None
    return (values[0] > values[1]) == (estimate.value > _LEVEL[kind])


def _said(terms: list[str], values: list[float], found: Mapping[str, Any], agrees: bool | None) -> str:
    told = " against ".join(f"{title(term)} {value:,.6g}" for term, value in zip(terms, values, strict=True))
    place = "worldwide" if found["region"] == "world" else f"in {found['region']}"
    verdict = {True: "agrees with the ads", False: "disagrees with the ads", None: "stands by itself"}[agrees]
    return f"{found['series']} {place}, {found['date'].year}: {told} ({found['unit']}); {verdict}"
