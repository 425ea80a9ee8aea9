"""The evidence of one claim as a forest: the pooled figure, every source, every variant.  Pools nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from jobmarket.charts.chart import Chart, Column
from jobmarket.charts.palette import INK, MUTED, key_of
from jobmarket.charts.rows import Dot, Reference, draw, end, hover, sentence
from jobmarket.charts.words import is_given, label_text


def forest(
    frame: pd.DataFrame,
    *,
    name: str,
    title: str,
    unit: str | None,
    claimed: Reference | None,
    columns: Sequence[Column],
    verdict: str,
    minimum: int = 12,
    note: str = "",
    ends: str = "95% interval",
) -> Chart:
    """The evidence of one claim: the pooled figure, every source, every variant of the rule.

    ``frame`` has columns label, kind (``main``, ``source`` or ``variant``), estimate, low, high,
    postings, employers; it is drawn in its order.  Rows of fewer than ``minimum``
    employers, or with an interval that says next to nothing, are open; a figure that counts no ads has no
    employers.  ``ends`` says what low and high are.
    """
    frame = frame.dropna(subset=["estimate"]).reset_index(drop=True)
    looks = {"main": ("diamond", key_of(verdict).light, 15), "source": ("square", INK.light, 9),
             "variant": ("circle", MUTED.light, 8)}  # fmt: skip
    marks, labels = [], []
    for number, item in frame.iterrows():
        symbol, colour, size = looks[str(item["kind"])]
        employers = float(item["employers"]) if is_given(item["employers"]) else None
        is_thin = employers is not None and employers < minimum
        marks.append(
            Dot(
                row=int(str(number)),
                shift=0,
                value=float(item["estimate"]),
                low=end(item["low"]),
                high=end(item["high"]),
                sample=employers,
                colour=colour,
                symbol=symbol
                + ("-open" if is_thin or _is_wide(item["low"], item["high"], unit) else ""),
                size=size,
                words=hover(item, "label", None, "estimate", "low", "high", "employers", unit, "employers", ends),
            )
        )
        counted = "" if employers is None else f" <span style='font-size:11px'>n = {int(employers):,}</span>"
        labels.append(label_text(_short(str(item["label"]))) + counted)
    bold = {int(str(number)) for number, item in frame.iterrows() if item["kind"] == "main"}
    drawing = draw(marks, labels, unit, 34 * max(1, len(labels)) + 74, claimed, bold=bold)
    return Chart(
        name=name,
        title=title,
        says=sentence(frame, "label", None, "estimate", "low", "high", "employers", unit, "", "employers", ends),
        figure=drawing.finish(),
        table=frame,
        columns=tuple(columns),
        note=note,
    )


def _is_wide(low: object, high: object, unit: str | None) -> bool:
    """Whether an interval says next to nothing: half of all shares, or a factor of sixteen."""
    if not (is_given(low) and is_given(high)):
        return False
    least, most = float(low), float(high)  # type: ignore[arg-type]  # is_given says they are numbers
    return most - least > 0.5 if unit == "share" else unit == "ratio" and (least <= 0 or most / least > 16)


def _short(words: str, most: int = 34) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
