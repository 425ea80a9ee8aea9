"""Shares over time, each with its interval as a band and its thin points open.  Smooths nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from jobmarket.charts.chart import THIN, Chart, Column, Drawing, axis, faded
from jobmarket.charts.palette import key_of, label
from jobmarket.charts.words import Kind, figure, interval, label_text, listing


def lines(
    frame: pd.DataFrame,
    *,
    name: str,
    title: str,
    series: str,
    when: str,
    value: str = "share",
    low: str | None = "share_low",
    high: str | None = "share_high",
    sample: str | None = "dl_openings",
    unit: Kind = "share",
    subject: str = "",
    sample_word: str = "openings",
    columns: Sequence[Column],
    note: str = "",
    stretch: str | None = None,
) -> Chart:
    """One line a series over ``when``, a band from ``low`` to ``high``, open marks where the sample is thin.

    ``frame`` has one row a series and date, sorted in any way; rows without a value leave a gap.
    ``stretch`` names a column: where its value changes the line is broken, for levels either side do not compare.
    ``subject`` continues the sentence for those who cannot see it ("of deep-learning ads").
    """
    frame = frame.dropna(subset=[value]).sort_values([series, when])
    drawing = Drawing(height=380)
    names = _by_last(frame, series, when, value)
    for item in names:
        rows = frame[frame[series] == item]
        key = key_of(item)
        if low and high:
            ends = rows.dropna(subset=[low, high])
            there = [_time(moment) for moment in ends[when]]
            drawing.traces.append(
                go.Scatter(
                    x=there + there[::-1],
                    y=[float(v) for v in ends[high]] + [float(v) for v in ends[low]][::-1],
                    fill="toself",
                    fillcolor=faded(key.light, 0.13),
                    line={"width": 0},
                    mode="lines",
                    hoverinfo="skip",
                )
            )
        points: list[dict[str, Any]] = []
        for record in rows.to_dict("records"):
            point = {str(column): entry for column, entry in record.items()}
            if stretch and points and points[-1][stretch] != point[stretch]:
                points.append({**point, when: None, value: None})
            points.append(point)
        drawing.traces.append(
            go.Scatter(
                x=[_time(point[when]) for point in points],
                y=[None if point[value] is None else float(point[value]) for point in points],
                mode="lines+markers",
                connectgaps=False,
                line={"color": key.light, "width": 2.5, "dash": key.dash},
                marker={
                    "color": key.light,
                    # Many points make a line of beads: then the line itself is enough.
                    "size": 8 if len(points) <= 40 else 4,
                    "symbol": [_symbol(key.symbol, point, sample) for point in points],
                    "line": {"color": key.light, "width": 1.5 if len(points) <= 40 else 0.8},
                },
                text=[
                    _hover(item, point, when, value, low, high, sample, unit, sample_word) for point in points
                ],
                hovertemplate="%{text}<extra></extra>",
                name=label_text(label(item)),
                cliponaxis=False,
            )
        )
    drawing.layout = {
        "xaxis": axis(showgrid=False, **_ticks(frame[when])),
        "yaxis": axis(**_height(frame, unit, value, high)),
    }
    drawing.narrow = {"height": 320}
    if pd.api.types.is_integer_dtype(frame[when]):
        # Few enough years to stand upright on a phone.
        years = sorted({int(year) for year in frame[when]})
        drawing.narrow["xaxis.tickvals"] = years[::-1][:: max(1, len(years) // 4)]
    return Chart(
        name=name,
        title=title,
        says=_says(frame, names, series, when, value, low, high, sample, unit, subject, sample_word),
        figure=drawing.finish(),
        table=frame,
        columns=tuple(columns),
        keys=tuple((item, label(item)) for item in names),
        note=note,
    )


def _by_last(frame: pd.DataFrame, series: str, when: str, value: str) -> list[str]:
    """Series in the order their lines end, highest first: the legend reads as the lines lie."""
    last = (
        frame.sort_values(when).groupby(series).tail(1).sort_values([value, series], ascending=[False, True])
    )
    return [str(item) for item in last[series]]


def _height(frame: pd.DataFrame, unit: Kind, value: str, high: str | None) -> dict[str, Any]:
    """From nothing to the highest bound; a share that comes near all of it gets the whole of it."""
    if unit != "share":
        return {"rangemode": "tozero"}
    ends = frame[high].fillna(frame[value]) if high else frame[value]
    most = max(ends, default=1.0)
    return {"tickformat": ".0%", "range": [0, 1.0 if most > 0.75 else most * 1.08]}


def _symbol(symbol: str, point: dict[str, Any], sample: str | None) -> str:
    is_thin = sample is not None and float(point[sample]) < THIN
    return f"{symbol}-open" if is_thin else symbol


def _time(moment: Any) -> Any:
    if moment is None:
        return None
    return int(moment) if not hasattr(moment, "isoformat") else moment.isoformat()[:10]


def _ticks(moments: pd.Series[Any]) -> dict[str, Any]:
    if not pd.api.types.is_integer_dtype(moments):
        span = 0 if moments.empty else (moments.max() - moments.min()).days / 365.25
        # A tick a year or two: Plotly's own choice repeats half-years and tilts them on a phone.
        return {"tickformat": "%Y", "dtick": "M24" if span > 6 else "M12"} if span > 3 else {}
    years = sorted({int(year) for year in moments})
    step = max(1, len(years) // 8)
    return {"tickvals": years[::-1][::step], "tickformat": "d"}


def _hover(
    item: str, row: dict[str, Any], when: str, value: str, low: str | None, high: str | None,
    sample: str | None, unit: str, sample_word: str,
) -> str:  # fmt: skip
    if row[when] is None:
        return ""
    parts = [f"<b>{label_text(label(item))}</b>, {_time(row[when])}", figure(float(row[value]), unit)]
    if low and high and (ends := interval(row[low], row[high], unit)):
        parts.append(f"95% interval {ends}")
    if sample:
        parts.append(f"n = {int(row[sample]):,} {sample_word}")
    return "<br>".join(parts)


def _says(
    frame: pd.DataFrame, names: list[str], series: str, when: str, value: str, low: str | None,
    high: str | None, sample: str | None, unit: str, subject: str, sample_word: str,
) -> str:  # fmt: skip
    if frame.empty:
        return "No figures yet."
    sentences = []
    for item in names[:4]:
        row = frame[frame[series] == item].iloc[-1]
        doubt = []
        if low and high and (ends := interval(row[low], row[high], unit)):
            doubt.append(f"95% interval {ends}")
        if sample:
            doubt.append(f"{int(row[sample]):,} {sample_word}")
        more = f" ({', '.join(doubt)})" if doubt else ""
        sentences.append(f"{label(item)} {figure(float(row[value]), unit)}{more} in {_time(row[when])}")
    first, last = _time(frame[when].min()), _time(frame[when].max())
    return f"Line chart, {first} to {last}{', ' + subject if subject else ''}: {listing(sentences)}."
