"""Distributions of pay as ranges, with the range somebody claimed drawn in.  Computes no quantile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from jobmarket.charts.chart import Chart, Column, Drawing, axis
from jobmarket.charts.palette import INK, SHADE, key_of, label
from jobmarket.charts.rows import bars
from jobmarket.charts.words import interval, label_text, listing, usd

ENOUGH = 30
"""Priced openings under which a row is drawn open: the declared minimum for pay."""


def ranges(
    frame: pd.DataFrame,
    *,
    name: str,
    title: str,
    row: str,
    look: str | None = None,
    columns: Sequence[Column],
    claimed: Mapping[str, tuple[float, float, str]] | None = None,
    note: str = "",
) -> Chart:
    """A line a row: thin from the 10th to the 90th percentile, thick between quartiles, a mark at the median.

    ``frame`` has the columns of the mart ``salary_by_framework``; ``look`` names one look for all rows
    (default: that of the row's own name).  ``claimed`` gives, for a row, a low and high end and words.
    """
    claimed = claimed or {}
    frame = frame.reset_index(drop=True)
    drawing = Drawing(height=44 * max(1, len(frame)) + 56)
    labels, shapes, notes = [], [], []
    outer: list[tuple[str, int, float, float, float]] = []
    inner: list[tuple[str, int, float, float, float]] = []
    medians: list[tuple[float, str, str, bool, str]] = []
    for number, item in enumerate(frame.to_dict("records")):
        key = key_of(look or str(item[row]))
        is_thin = int(item["openings"]) < ENOUGH
        thinner = 2 if is_thin else 1
        outer.append((key.light, max(1, 2 // thinner), float(item["p10_usd"]), float(item["p90_usd"]), float(number)))
        inner.append((key.light, 10 // thinner, float(item["p25_usd"]), float(item["p75_usd"]), float(number)))
        words = [
            f"<b>{label_text(label(str(item[row])))}</b>",
            f"median {usd(item['median_usd'])}",
            f"half of the ads between {interval(item['p25_usd'], item['p75_usd'], 'usd')}",
            f"n = {int(item['openings']):,} priced openings, {int(item['employers']):,} employers",
        ]
        if doubt := interval(item["median_low_usd"], item["median_high_usd"], "usd"):
            words.insert(2, f"95% interval of the median {doubt}")
        medians.append((float(item["median_usd"]), key.light, key.symbol + ("-open" if is_thin else ""), is_thin, "<br>".join(words)))
        labels.append(
            f"{label_text(label(str(item[row])))} <span style='font-size:11px'>n = {int(item['openings']):,}</span>"
        )
        if str(item[row]) in claimed:
            low, high, said = claimed[str(item[row])]
            shapes.append({"type": "rect", "x0": low, "x1": high, "y0": number - 0.4, "y1": number + 0.4, "layer": "below",
                           "line": {"width": 1, "dash": "dot", "color": INK.light}, "fillcolor": SHADE.light, "opacity": 0.3})  # fmt: skip
            notes.append({"x": low, "y": number - 0.4, "text": label_text(said), "showarrow": False, "xanchor": "left",
                          "yanchor": "bottom", "font": {"size": 11, "color": INK.light}})  # fmt: skip
    drawing.traces += [go.Scatter(**span, opacity=0.8) for span in bars(outer)]
    drawing.traces += [go.Scatter(**span, opacity=0.45) for span in bars(inner)]
    if medians:
        middle, colours, symbols, thin, said_of = zip(*medians, strict=True)
        drawing.traces.append(
            go.Scatter(
                x=list(middle),
                y=list(range(len(middle))),
                mode="markers",
                marker={"color": list(colours), "size": 13, "symbol": list(symbols),
                        "line": {"color": [colour if is_open else "#ffffff" for colour, is_open in zip(colours, thin, strict=True)], "width": 2}},
                text=list(said_of),
                hovertemplate="%{text}<extra></extra>",
            )
        )  # fmt: skip
    drawing.layout = {
        "xaxis": axis(tickprefix="$", tickformat="~s", nticks=7, range=[0, 1.05 * max(frame["p90_usd"], default=1.0)]),
        "yaxis": axis(range=[len(labels) - 0.3, -0.6], tickvals=list(range(len(labels))), ticktext=labels,
                      tickfont={"color": INK.light}, showgrid=False),
        "shapes": shapes,
        "annotations": notes,
    }  # fmt: skip
    spoken = [
        f"{text}, {label_text(claimed[str(name)][2])}" if str(name) in claimed else text
        for text, name in zip(labels, frame[row], strict=True)
    ]
    drawing.narrow = {
        "height": 58 * max(1, len(frame)) + 60,
        "yaxis.showticklabels": False,
        "annotations": [
            {"xref": "paper", "x": 0, "y": number - 0.22, "text": text, "showarrow": False, "xanchor": "left",
             "yanchor": "bottom", "font": {"size": 12, "color": INK.light}} for number, text in enumerate(spoken)
        ],
    }  # fmt: skip
    return Chart(
        name=name, title=title, says=_says(frame, row), figure=drawing.finish(), table=frame,
        columns=tuple(columns), note=note,
    )  # fmt: skip


def _says(frame: pd.DataFrame, row: str) -> str:
    if frame.empty:
        return "No priced ads yet."
    sentences = []
    for item in frame.head(6).to_dict("records"):
        doubt = interval(item["median_low_usd"], item["median_high_usd"], "usd")
        more = f"95% interval {doubt}, " if doubt else "too few for an interval, "
        sentences.append(
            f"{label(str(item[row]))}: median {usd(item['median_usd'])} ({more}{int(item['openings']):,} openings)"
        )
    return f"Ranges of stated yearly pay in US dollars. {listing(sentences)}."
