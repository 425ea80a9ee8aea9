"""Ranked estimates as dots with their intervals.  Pools nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from jobmarket.charts.chart import THIN, Chart, Column
from jobmarket.charts.palette import key_of, label
from jobmarket.charts.rows import Dot, Reference, draw, end, hover, sentence
from jobmarket.charts.words import Kind, label_text


def dots(
    frame: pd.DataFrame,
    *,
    name: str,
    title: str,
    row: str,
    series: str | None = None,
    value: str = "share",
    low: str = "share_low",
    high: str = "share_high",
    sample: str = "dl_openings",
    thin: int = THIN,
    unit: Kind = "share",
    subject: str = "",
    sample_word: str = "openings",
    key: str | None = None,
    is_one_a_row: bool = False,
    columns: Sequence[Column],
    note: str = "",
    reference: Reference | None = None,
) -> Chart:
    """One line a ``row`` in the frame's order, a dot a ``series`` in it; open where ``sample`` < ``thin``.

    ``key`` names the look of all dots where there is no ``series``; ``is_one_a_row`` says that each row
    has a single series, which then needs neither a place beside others nor a legend.
    """
    frame = frame.dropna(subset=[value])
    rows = list(dict.fromkeys(str(item) for item in frame[row]))
    kinds = list(dict.fromkeys(str(item) for item in frame[series])) if series else [key or "unselected"]
    marks = []
    for _, item in frame.iterrows():
        kind = str(item[series]) if series else kinds[0]
        look = key_of(kind)
        marks.append(
            Dot(
                row=rows.index(str(item[row])),
                shift=0 if is_one_a_row else (kinds.index(kind) - (len(kinds) - 1) / 2) * 0.62 / len(kinds),
                value=float(item[value]),
                low=end(item[low]),
                high=end(item[high]),
                sample=end(item[sample]),
                colour=look.light,
                symbol=look.symbol + ("-open" if float(item[sample]) < thin else ""),
                size=10,
                words=hover(
                    item,
                    row,
                    kind if series and not is_one_a_row else None,
                    value,
                    low,
                    high,
                    sample,
                    unit,
                    sample_word,
                ),
            )
        )
    samples = frame.assign(_row=frame[row].astype(str)).groupby("_row")[sample].max()
    labels = [
        f"{label_text(label(item))} <span style='font-size:11px'>n = {int(samples[item]):,}</span>"
        for item in rows
    ]
    height = (26 + 15 * (1 if is_one_a_row else len(kinds))) * len(rows) + 60
    drawing = draw(marks, labels, unit, height, reference, bold=set())
    return Chart(
        name=name,
        title=title,
        says=sentence(
            frame, row, None if is_one_a_row else series, value, low, high, sample, unit, subject, sample_word
        ),
        figure=drawing.finish(),
        table=frame,
        columns=tuple(columns),
        keys=tuple((kind, label(kind)) for kind in kinds) if series and not is_one_a_row else (),
        note=note,
    )
