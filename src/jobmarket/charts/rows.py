"""Rows of estimates with their intervals: what dot charts and forests share.  Pools nothing.

One row a name, marks on it at their value, intervals as bars, an optional value to compare with.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from jobmarket.charts.chart import Drawing, axis
from jobmarket.charts.palette import INK, SHADE, label
from jobmarket.charts.words import MINUS, figure, interval, is_given, label_text, listing

RATIO_EDGE = 64.0
"""Ratios are drawn between 1/64 and 64: beyond, an interval says "very large" and the axis little else."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A value to compare with: a line at ``low``, or a band from ``low`` to ``high``; with its words."""

    low: float
    words: str
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark in a row: where, how it looks, and what it says when pointed at."""

    row: int
    shift: float
    value: float
    low: float | None
    high: float | None
    sample: float | None
    colour: str
    symbol: str
    size: int
    words: str


def draw(
    marks: list[Dot],
    labels: list[str],
    unit: str | None,
    height: int,
    reference: Reference | None,
    *,
    bold: set[int],
) -> Drawing:
    """Rows from top to bottom with their marks, on one axis in ``unit``; ``bold`` rows have bold names."""
    drawing = Drawing(height=height)
    is_log = unit == "ratio"
    least, most = _reach(marks, unit, reference)

    def held(value: float) -> float:
        return max(least, min(most, value))

    # Few traces with many marks each: a browser draws them many times faster than a trace a mark.
    spans = bars(
        (mark.colour, 2 if mark.symbol.endswith("-open") else 3, held(mark.low), held(mark.high), mark.row + mark.shift)
        for mark in marks
        if mark.low is not None and mark.high is not None
    )
    drawing.traces += [go.Scatter(**span, opacity=0.55) for span in spans]
    if marks:
        drawing.traces.append(
            go.Scatter(
                x=[held(mark.value) for mark in marks],
                y=[mark.row + mark.shift for mark in marks],
                mode="markers",
                marker={
                    "color": [mark.colour for mark in marks],
                    "size": [mark.size for mark in marks],
                    "symbol": [mark.symbol for mark in marks],
                    "line": {"color": [mark.colour for mark in marks],
                             "width": [2 if mark.symbol.endswith("-open") else 0 for mark in marks]},
                },
                text=[mark.words for mark in marks],
                cliponaxis=False,
                hovertemplate="%{text}<extra></extra>",
            )
        )  # fmt: skip
    texts = [f"<b>{text}</b>" if number in bold else text for number, text in enumerate(labels)]
    shapes, notes = _reference(reference, least, most, is_log)
    drawing.layout = {
        "xaxis": axis(
            range=[math.log10(least), math.log10(most)] if is_log else [least, most],
            type="log" if is_log else "linear",
            side="bottom",
            **_scale(unit),
        ),
        "yaxis": axis(
            range=[len(labels) - 0.4, -0.6],
            tickvals=list(range(len(labels))),
            ticktext=texts,
            tickfont={"color": INK.light},
            showgrid=False,
            # Room between the names and marks that sit on the axis.
            ticks="outside",
            ticklen=8,
            tickcolor="rgba(0,0,0,0)",
        ),
        "shapes": shapes,
        "annotations": notes,
    }
    narrow_notes, lines = _wrapped(notes, least, most, is_log)
    if reference:
        drawing.layout["margin"] = {"l": 8, "r": 16, "t": 30, "b": 8}
        drawing.narrow["margin.t"] = 14 + 16 * lines
    # On a phone the names stand above their lines: beside them they would leave no room for the dots.
    drawing.narrow |= {
        "height": height + 14 * len(labels) + 16 * max(0, lines - 1),
        "yaxis.showticklabels": False,
        "yaxis.range": [len(labels) - 0.4, -0.9],
        "annotations": [
            *narrow_notes,
            *(
                {"xref": "paper", "x": 0, "y": number - 0.36, "text": text, "showarrow": False,
                 "xanchor": "left", "yanchor": "bottom", "font": {"size": 12, "color": INK.light}}
                for number, text in enumerate(texts)
            ),
        ],
    }  # fmt: skip
    return drawing


def bars(spans: Iterable[tuple[str, int, float, float, float]]) -> list[dict[str, Any]]:
    """Level bars, given as colour, width, left end, right end and height: one line with gaps a colour and width."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for colour, width, low, high, place in spans:
        line = found.setdefault(
            (colour, width),
            {"x": [], "y": [], "mode": "lines", "line": {"color": colour, "width": width}, "hoverinfo": "skip"},
        )
        line["x"] += [low, high, None]
        line["y"] += [place, place, None]
    return list(found.values())


def _reach(marks: list[Dot], unit: str | None, reference: Reference | None) -> tuple[float, float]:
    """The ends of the axis: all estimates, and intervals as far as they stay readable."""
    values = [mark.value for mark in marks if math.isfinite(mark.value)]
    ends = [end for mark in marks for end in (mark.low, mark.high) if end is not None and math.isfinite(end)]
    if reference:
        values += [reference.low, *([reference.high] if reference.high is not None else [])]
    if unit == "ratio":
        seen = [min(max(v, 1 / RATIO_EDGE), RATIO_EDGE) for v in [*values, *ends] if v > 0]
        least, most = min([*seen, 0.8]), max([*seen, 1.25])
        return least / 1.3, most * 1.3
    if unit == "share":
        most = max([*values, *ends, 0.1])
        return 0.0, 1.015 if most > 0.75 else most * 1.06
    if unit == "count":
        return 0.0, max([*values, *ends, 1.0]) * 1.06
    seen = [*values, *ends] or [0.0, 1.0]
    room = (max(seen) - min(seen)) * 0.06 or 1.0
    return min(seen) - room, max(seen) + room


def _scale(unit: str | None) -> dict[str, Any]:
    match unit:
        case "share":
            return {"tickformat": ".0%", "nticks": 6}
        case "ratio":
            steps = [1 / 64, 1 / 16, 1 / 4, 1 / 2, 1, 2, 4, 16, 64]
            return {
                "tickvals": steps,
                "ticktext": ["1/64", "1/16", "1/4", "1/2", "1", "2×", "4×", "16×", "64×"],
            }
        case "usd":
            return {"tickprefix": "$", "tickformat": "~s", "nticks": 6}
        case "points":
            steps = [number / 4 for number in range(-4, 5)]
            return {"tickvals": steps, "ticktext": [f"{100 * step:+.0f}".replace("-", MINUS) if step else "0" for step in steps]}
    return {"nticks": 6}


def _reference(
    reference: Reference | None, least: float, most: float, is_log: bool
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if reference is None:
        return [], []
    low = max(least, min(most, reference.low))
    shape: dict[str, Any] = {"yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    if reference.high is None:
        shape |= {
            "type": "line",
            "x0": low,
            "x1": low,
            "line": {"color": INK.light, "width": 1.5, "dash": "dash"},
        }
        middle = low
    else:
        high = max(least, min(most, reference.high))
        shape |= {
            "type": "rect",
            "x0": low,
            "x1": high,
            "line": {"width": 0},
            "fillcolor": SHADE.light,
            "opacity": 0.25,
        }
        middle = math.sqrt(low * high) if is_log else (low + high) / 2
    span = (
        (math.log(middle / least) / math.log(most / least)) if is_log else (middle - least) / (most - least)
    )
    anchor = "left" if span < 0.25 else ("right" if span > 0.75 else "center")
    words = {
        "x": math.log10(middle) if is_log else middle,
        "yref": "paper", "y": 1, "yanchor": "bottom", "xanchor": anchor, "showarrow": False,
        "text": label_text(reference.words), "font": {"size": 12, "color": INK.light},
    }  # fmt: skip
    return [shape], [words]


def _wrapped(
    notes: list[dict[str, Any]], least: float, most: float, is_log: bool
) -> tuple[list[dict[str, Any]], int]:
    """The words of a reference for a phone: in short lines, on the side where there is room; and how many lines."""
    made, lines = [], 0
    for note in notes:
        text = "<br>".join(textwrap.wrap(str(note["text"]), 24))
        lines = max(lines, text.count("<br>") + 1)
        span = (note["x"] - math.log10(least)) / math.log10(most / least) if is_log else (note["x"] - least) / (most - least)
        anchor = "left" if span < 0.5 else "right"
        made.append({**note, "text": text, "xanchor": anchor, "align": anchor})
    return made, lines


def end(value: Any) -> float | None:
    """A bound as a float; None where there is none."""
    return float(value) if is_given(value) else None


def hover(
    item: pd.Series[Any], row: str, kind: str | None, value: str, low: str, high: str, sample: str,
    unit: str | None, sample_word: str, between: str = "95% interval",
) -> str:  # fmt: skip
    """What a mark says when pointed at: name, value, interval (``between`` says what its ends are), sample."""
    head = label_text(label(str(item[row])))
    parts = [
        f"<b>{head}</b>" + (f", {label_text(label(kind))}" if kind else ""),
        figure(float(item[value]), unit),
    ]
    if ends := interval(item[low], item[high], unit):
        parts.append(f"{between} {ends}")
    if is_given(item[sample]):
        parts.append(f"n = {int(item[sample]):,} {sample_word}")
    return "<br>".join(parts)


def sentence(
    frame: pd.DataFrame, row: str, series: str | None, value: str, low: str, high: str, sample: str,
    unit: str | None, subject: str, sample_word: str, between: str = "95% interval",
) -> str:  # fmt: skip
    """The chart in one sentence a row for those who do not see it; the first six rows, the rest in the table."""
    if frame.empty:
        return "No figures yet."
    sentences = []
    for _, item in frame.head(6).iterrows():
        ends = interval(item[low], item[high], unit)
        doubt = ", ".join(filter(None, [f"{between} {ends}" if ends else "",
                                        f"{int(item[sample]):,} {sample_word}" if is_given(item[sample]) else ""]))  # fmt: skip
        head = label(str(item[row])) + (f", {label(str(item[series]))}" if series else "")
        sentences.append(f"{head}: {figure(float(item[value]), unit)}{f' ({doubt})' if doubt else ''}")
    rest = len(frame) - len(sentences)
    more = f" {rest} further rows are in the table." if rest > 0 else ""
    return f"Dot chart{', ' + subject if subject else ''}. {listing(sentences)}.{more}"
