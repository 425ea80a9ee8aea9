"""Two-way pictures: how much of one thing in another, and which source spoke when.  Counts nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from jobmarket.charts.chart import THIN, Chart, Column, Drawing, axis, faded
from jobmarket.charts.palette import INK, key_of, label
from jobmarket.charts.words import interval, label_text, listing, percent


def matrix(
    frame: pd.DataFrame,
    *,
    name: str,
    title: str,
    row: str,
    column: str,
    order: Sequence[str],
    value: str = "share",
    low: str = "share_low",
    high: str = "share_high",
    sample: str = "framework_openings",
    columns: Sequence[Column],
    note: str = "",
) -> Chart:
    """Squares of ``row`` by ``column``, each with its share: the fuller, the deeper; open where the sample is thin."""
    present = [item for item in order if item in set(frame[row]) | set(frame[column])]
    drawing = Drawing(height=56 * len(present) + 60)
    kept = frame[frame[row].isin(present) & frame[column].isin(present)]
    for item in kept.to_dict("records"):
        look = key_of(str(item[row]))
        is_thin = int(item[sample]) < THIN
        words = "<br>".join(
            (
                f"<b>{label_text(label(str(item[row])))} ads that also name {label_text(label(str(item[column])))}</b>",
                percent(item[value]),
                f"95% interval {interval(item[low], item[high], 'share')}",
                f"n = {int(item[sample]):,} openings",
            )
        )
        drawing.traces.append(
            go.Scatter(
                x=[present.index(str(item[column]))],
                y=[present.index(str(item[row]))],
                mode="markers+text",
                marker={
                    "symbol": "square",
                    "size": 44,
                    "color": "rgba(0,0,0,0)"
                    if is_thin
                    else faded(look.light, round(0.06 + 0.5 * float(item[value]), 3)),
                    "line": {"color": faded(look.light, 0.55 if is_thin else 0.9), "width": 1},
                },
                text=[percent(item[value])],
                textfont={"size": 12, "color": INK.light},
                hovertext=[words],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    names = [label_text(label(item)).replace("PyTorch Lightning", "Lightning") for item in present]
    places = list(range(len(present)))
    drawing.layout = {
        "xaxis": axis(
            range=[-0.6, len(present) - 0.4],
            tickvals=places,
            ticktext=[f"also {name}" for name in names],
            side="top",
            showgrid=False,
        ),
        "yaxis": axis(
            range=[len(present) - 0.4, -0.6],
            tickvals=places,
            ticktext=names,
            tickfont={"color": INK.light},
            showgrid=False,
        ),
    }
    drawing.narrow = {"xaxis.ticktext": names, "xaxis.tickangle": -50, "font.size": 11}
    best = kept.sort_values([value, row, column], ascending=[False, True, True]).head(5).to_dict("records")
    said = [f"{percent(item[value])} of {label(str(item[row]))} ads also name {label(str(item[column]))} "
            f"(95% interval {interval(item[low], item[high], 'share')}, {int(item[sample]):,} openings)" for item in best]  # fmt: skip
    return Chart(
        name=name, title=title, says=f"Matrix of frameworks named together. {listing(said)}." if said else "No figures yet.",
        figure=drawing.finish(), table=kept, columns=tuple(columns), note=note,
    )  # fmt: skip


def calendar(
    frame: pd.DataFrame,
    *,
    name: str,
    title: str,
    row: str,
    when: str,
    size: str,
    key: str,
    columns: Sequence[Column],
    note: str = "",
) -> Chart:
    """A row a source, a bar a month, as high as the root of how many ads; the colour says how they were selected."""
    rows = list(dict.fromkeys(str(item) for item in frame[row]))
    most = max([float(v) for v in frame[size]], default=1.0)
    drawing = Drawing(height=44 * max(1, len(rows)) + 56)
    kinds = list(dict.fromkeys(str(item) for item in frame[key]))
    for kind in kinds:
        part = frame[frame[key] == kind]
        drawing.traces.append(
            go.Bar(
                x=[moment.isoformat()[:10] for moment in part[when]],
                y=[-0.78 * math.sqrt(float(v) / most) - 0.02 for v in part[size]],
                base=[rows.index(str(item)) + 0.4 for item in part[row]],
                width=26 * 86_400_000,  # days in milliseconds: a month less a gap
                marker={"color": key_of(kind).light, "line": {"width": 0}},
                text=[
                    f"<b>{label_text(str(item[row]))}</b>, {item[when].isoformat()[:7]}<br>{int(item[size]):,} openings"
                    for item in part.to_dict("records")
                ],
                textposition="none",
                hovertemplate="%{text}<extra></extra>",
            )
        )
    labels = [label_text(item if len(item) < 34 else item[:33] + "…") for item in rows]
    drawing.layout = {
        "barmode": "overlay",
        "xaxis": axis(side="top"),
        "yaxis": axis(
            range=[len(rows) - 0.4, -0.6],
            showgrid=False,
            tickvals=list(range(len(rows))),
            ticktext=labels,
            tickfont={"color": INK.light},
        ),
    }
    drawing.narrow = {
        "yaxis.showticklabels": False,
        "height": 46 * max(1, len(rows)) + 56,
        "annotations": [
            {"xref": "paper", "x": 0, "y": number - 0.2, "text": text, "showarrow": False, "xanchor": "left",
             "yanchor": "bottom", "font": {"size": 11, "color": INK.light}} for number, text in enumerate(labels)
        ],
    }  # fmt: skip
    totals = frame.groupby(row)[size].sum().sort_values(ascending=False)
    said = [f"{item} {int(total):,} openings" for item, total in totals.head(5).items()]
    return Chart(
        name=name, title=title, says=f"Calendar of {len(rows)} sources. Largest: {listing(said)}." if said else "No figures yet.",
        figure=drawing.finish(), table=frame, columns=tuple(columns), keys=tuple((kind, label(kind)) for kind in kinds), note=note,
    )  # fmt: skip
