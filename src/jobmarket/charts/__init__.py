"""Frames in, Plotly figures out, each with its words and its table.  Never queries, never estimates.

palette   one colour and one mark a framework, everywhere, light and dark
words     numbers as words
chart     what a chart is: figure, sentence for those who cannot see it, table
lines     shares over time with their intervals
rows      rows of estimates with intervals: what the next two share
dots      ranked estimates with their intervals
forest    the evidence of one claim, by source and variant of the rule
ranges    distributions of pay, with the range somebody claimed drawn in
leaning   which of two frameworks groups lean to: a heat map, a tile map
fields    two-way pictures: how much of one in another, and which source spoke when
"""

from __future__ import annotations

from jobmarket.charts import words
from jobmarket.charts.chart import Chart, Column
from jobmarket.charts.dots import dots
from jobmarket.charts.fields import calendar, matrix
from jobmarket.charts.forest import forest
from jobmarket.charts.leaning import heat, tiles
from jobmarket.charts.lines import lines
from jobmarket.charts.palette import FRAMEWORKS, VERDICTS, label
from jobmarket.charts.ranges import ranges
from jobmarket.charts.rows import Reference

__all__ = [
    "FRAMEWORKS",
    "VERDICTS",
    "Chart",
    "Column",
    "Reference",
    "calendar",
    "dots",
    "forest",
    "heat",
    "label",
    "lines",
    "matrix",
    "ranges",
    "tiles",
    "words",
]
