"""What a chart is: a figure, the sentence that says it, the table that proves it.  Holds no drawing."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from jobmarket.charts.palette import INK, MUTED, RULE
from jobmarket.charts.words import Kind

THIN = 20
"""Under this many openings a mark is drawn open: the evidence is thin, and should look it."""

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a chart's table: the frame's column, its heading, and how its values read."""

    name: str
    heading: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready for a page.

    ``name`` is its anchor and file name, ``says`` the sentence for readers who do not see it (with
    value, interval and sample), ``figure`` plain JSON: ``data``, ``layout``, and ``narrow`` (what the
    layout becomes on a phone).  ``keys`` names the looks its legend explains.
    """

    name: str
    title: str
    says: str
    figure: dict[str, Any]
    table: pd.DataFrame
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(slots=True)
class Drawing:
    """Traces, shapes and layout of one figure while it is being drawn."""

    height: int
    traces: list[Any] = field(default_factory=list)
    layout: dict[str, Any] = field(default_factory=dict)
    narrow: dict[str, Any] = field(default_factory=dict)

    def finish(self) -> dict[str, Any]:
        """The figure as plain JSON, checked by Plotly: unknown attributes raise ``ValueError``."""
        checked = go.Figure(
            data=self.traces, layout=_ground(self.height) | self.layout, layout_template="none"
        )
        plain: dict[str, Any] = json.loads(checked.to_json())
        # The template repeats Plotly's defaults in every figure and says nothing.
        plain["layout"].pop("template", None)
        figure = {"data": plain["data"], "layout": plain["layout"], "narrow": self.narrow}
        return {name: _without_formulas(part) for name, part in figure.items()}


def _without_formulas(value: Any) -> Any:
    """Text with two dollar signs would be taken for a TeX formula: there the signs are written as entities."""
    if isinstance(value, str):
        return value.replace("$", "&#36;") if value.count("$") > 1 else value
    if isinstance(value, list):
        return [_without_formulas(item) for item in value]
    return (
        {name: _without_formulas(item) for name, item in value.items()} if isinstance(value, dict) else value
    )


def axis(**more: Any) -> dict[str, Any]:
    """An axis as all charts have it: quiet grid, no frame, labels that make their own room."""
    return {
        "gridcolor": RULE.light,
        "linecolor": RULE.light,
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"color": MUTED.light},
        "title": {"font": {"color": MUTED.light, "size": 13}},
    } | more


def _ground(height: int) -> dict[str, Any]:
    return {
        "height": height,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 13, "color": INK.light},
        "margin": {"l": 8, "r": 16, "t": 12, "b": 8},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {"align": "left", "font": {"family": FONT}},
    }


def faded(colour: str, opacity: float) -> str:
    """A hex colour as rgba, for bands behind lines; the page's script knows this form too."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"
