"""Words and tables for a terminal.  Formats; decides nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

ORDER = (
    "supported",
    "contradicted",
    "inconclusive",
    "too-little-evidence",
    "not-testable",
    "not-judged-yet",
)


def figure(value: Any) -> str:
    """A number with the digits that mean something; a dash for nothing."""
    if value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NaT or value is pd.NA:
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def table(headings: Sequence[str], rows: Sequence[Sequence[Any]], *, widest: int = 60) -> str:
    """Rows under headings, columns aligned: numbers to the right; long words cut with an ellipsis."""
    cells = [[_cut(figure(value), widest) for value in row] for row in rows]
    right = [
        all(isinstance(row[i], int | float) or row[i] is None for row in rows) and bool(rows)
        for i in range(len(headings))
    ]
    widths = [max([len(head), *(len(row[i]) for row in cells)]) for i, head in enumerate(headings)]

    def line(row: Sequence[str]) -> str:
        aligned = (
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        )
        return "  ".join(aligned).rstrip()

    return "\n".join([line(headings), line(["─" * width for width in widths]), *(line(row) for row in cells)])


def _cut(words: str, widest: int) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= widest else flat[: widest - 1] + "…"


def frame_table(frame: pd.DataFrame) -> str:
    """A query's result as an aligned table."""
    rows = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    return table([str(name) for name in frame.columns], rows)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame as rows that JSON can hold: dates as ISO 8601, nothing as null."""
    text = frame.to_json(orient="records", date_format="iso", force_ascii=False)
    return list(json.loads(text))


def verdict_table(verdicts: pd.DataFrame) -> str:
    """All verdicts, decided ones first, with a count of each below."""
    rank = {name: place for place, name in enumerate(ORDER)}
    ordered = verdicts.assign(rank=verdicts["verdict"].map(rank)).sort_values(["rank", "claim_id"])
    rows = [
        (
            row["verdict"],
            row["claim_id"],
            _interval(row),
            _whole(row["postings"]),
            _whole(row["employers"]),
            row["robust"],
        )
        for row in ordered.astype(object).where(ordered.notna(), None).to_dict("records")
    ]
    counts = verdicts["verdict"].value_counts()
    summary = ", ".join(f"{counts[name]} {name}" for name in ORDER if name in counts)
    headings = ("verdict", "claim", "estimate [95 % interval]", "ads", "employers", "robust")
    return f"{table(headings, rows)}\n\n{len(verdicts)} claims: {summary}"


def _interval(row: Mapping[Any, Any]) -> str:
    if row["estimate"] is None:
        return "–"
    ends = f" [{figure(row['low'])}, {figure(row['high'])}]" if row["low"] is not None else ""
    return f"{figure(row['estimate'])}{ends} {row['unit'] or ''}".strip()


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)
