"""Where the claimed value lies on the axis of a claim's estimate.  Judges nothing: draws the line judged by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jobmarket.catalog.claims import Claim
from jobmarket.charts import words

# The value that says "no difference" for each kind of rule without a threshold of its own, in the unit of
# its estimate: one half of a paired share, an odds ratio or factor of one, a difference of nothing.
_LEVEL: Mapping[str, float] = {
    "paired": 0.5,
    "top": 0.5,
    "changes-side": 0.5,
    "interaction": 1.0,
    "differs-by-role": 1.0,
    "towards-balance": 1.0,
    "compare": 1.0,
    "majority": 1.0,
    "periods": 1.0,
    "trend": 1.0,
    "quickens": 1.0,
    "series-trend": 1.0,
    "yearly-lead": 1.0,
    "rise-votes": 1.0,
    "series-search": 1.0,
    "diversifies": 0.0,
    "median-difference": 0.0,
    "pay-drivers": 0.0,
}
_NUMBER = re.compile(r"(?<![\w.])[-−]?\d[\d,]{0,12}(?:\.\d{1,6})?\s?(?:%|k\b)?")


def thresholds(claim: Claim | None, claimed: str | None, unit: str | None) -> tuple[float, ...]:
    """One value or both ends of a range, in the unit of the estimate; none where there is nothing to draw.

    The rule of ``claim`` decides; for a claim that is not on the shelf the words ``claimed`` are read.
    """
    return _of_rule(claim.rule) if claim is not None and claim.rule else read_values(claimed, unit)


def _of_rule(rule: Mapping[str, Any]) -> tuple[float, ...]:
    kind = str(rule["kind"])
    if kind == "balanced":
        # The range is a ratio of the two sides, the estimate the share of one of them: r to r / (1 + r).
        low, high = (float(ratio) / (1 + float(ratio)) for ratio in rule["range"])
        return (low, high)
    if "margin" in rule:
        margin = float(rule["margin"])
        return (1 + margin,) if "expect" in rule else (1 - margin, 1 + margin)
    if kind != "towards-balance" and "range" in rule:
        low, high = (float(end) for end in rule["range"])
        return (low, high)
    for name in ("threshold", "employers"):
        if name in rule:
            return (float(rule[name]),)
    return (_LEVEL[kind],) if kind in _LEVEL else ()


def read_values(claimed: str | None, unit: str | None) -> tuple[float, ...]:
    """Numbers in the words of a claimed value: "≥ 25 %" → (0.25,), "80k to 120k" → (80000, 120000).

    More than two numbers say something that no single mark can show: then none is returned.
    """
    found = []
    for match in _NUMBER.finditer(claimed or ""):
        text = match.group().replace(",", "").replace("−", "-").strip()
        is_share = text.endswith("%") and words.unit_kind(unit) == "share"
        scale = 0.01 if is_share else 1000 if text.endswith("k") else 1
        found.append(float(text.rstrip("%k ")) * scale)
    return tuple(found) if len(found) <= 2 else ()
