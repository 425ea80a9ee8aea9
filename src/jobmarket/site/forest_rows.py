"""Evidence of a claim as the rows of its forest, and what is claimed as the line through it.  Draws nothing."""

from __future__ import annotations

from typing import Any

from jobmarket.charts import Reference, label
from jobmarket.site.ledger import Entry

_SERIES = "series "


def row_of(row: dict[Any, Any], rests_on: str) -> dict[str, Any]:
    """A row of ``verdict_evidence`` as a forest draws it, with its ``place`` in the order; ``rests_on`` says what the
    claim is decided on (:class:`jobmarket.site.ledger.Entry`)."""
    source, variant = str(row["source"]), str(row["variant"])
    pooled, main = source == "all", variant == "main"
    is_series = variant.startswith(_SERIES)
    name = "All sources" if pooled and main else label(source) if main else variant[:1].upper() + variant[1:]
    if is_series:
        name = f"{variant.removeprefix(_SERIES)} ({source})"
    elif not main and not pooled:
        name = f"{label(source)}: {variant}"
    told = {str(column): row[column] for column in ("estimate", "low", "high", "postings", "employers")}
    if not row["postings"]:
        # A figure is no count of ads: it has no employers.
        told |= {"postings": None, "employers": None}
        name = f"All {rests_on}" if pooled and main else name
    if row["low"] == row["high"]:
        told |= {"low": None, "high": None}
    return {
        "label": name,
        "kind": "main" if pooled and main else "source" if main or is_series else "variant",
        "place": (0 if pooled and main else 1 if main else 2, source if main else variant, source),
        **told,
    }


def reference(entry: Entry) -> Reference | None:
    """What is claimed, as a line or a band; None where there is nothing to draw."""
    said = (
        f"claimed: {entry.claimed}" if entry.claimed and len(entry.claimed) < 48 else "threshold of the claim"
    )
    if len(entry.thresholds) == 2:
        return Reference(min(entry.thresholds), said, max(entry.thresholds))
    return Reference(entry.thresholds[0], said) if entry.thresholds else None
