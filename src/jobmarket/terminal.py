"""Words and tables for a terminal.  Formats; decides nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa

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


def table(
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    widest: int = 60,
    said: Callable[[Any], str] = figure,
) -> str:
    """Rows under headings, each value as ``said``, columns aligned: numbers to the right; long words cut with an ellipsis."""
    cells = [[_cut(said(value), widest) for value in row] for row in rows]
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


def as_asked(value: Any) -> str:
    """A value of somebody's query for a terminal: as :func:`figure`, but a whole number may be a year or an id."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else figure(value)


def columns_and_rows(found: pa.Table) -> tuple[list[str], list[list[Any]]]:
    """A query's result: its columns' names, a second of one name as ``name_1``, and its rows as JSON has values."""
    names: list[str] = []
    for name in found.column_names:
        told, again = name, 0
        while told in names:
            again += 1
            told = f"{name}_{again}"
        names.append(told)
    columns = [[plain(value) for value in column.to_pylist()] for column in found.columns]
    return names, [list(row) for row in zip(*columns, strict=True)]


def plain(value: Any) -> Any:
    """A database's value as JSON has it: days and times as ISO 8601 (UTC), a sum as the number it is."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None if math.isnan(value) else str(value)
    if isinstance(value, Decimal):
        return int(value) if value.as_tuple().exponent == 0 else float(value)
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list) or type(value) is tuple:
        return [plain(inner) for inner in value]
    if isinstance(value, bytes):
        return value.hex()
    return value if value is None or isinstance(value, str | int) else str(value)


def frame_table(frame: pd.DataFrame) -> str:
    """A query's result as an aligned table."""
    rows = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
    return table([str(name) for name in frame.columns], rows)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame as rows that JSON can hold: dates as ISO 8601, nothing as null."""
    text = frame.to_json(orient="records", date_format="iso", force_ascii=False, double_precision=15)
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
    low, high = figure(row["low"]), figure(row["high"])
    ends = f" [{low}, {high}]" if row["low"] is not None else ""
    if row["p_value"] is None and row["verdict"] != "too-little-evidence":
        # Counted, not tested: the smallest and the largest seen are no interval.
        ends = f" (seen {low} to {high})" if low != high else ""
    return f"{figure(row['estimate'])}{ends} {row['unit'] or ''}".strip()


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)
