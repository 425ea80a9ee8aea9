"""Which of two frameworks a group leans to: cells by group and pair, tiles by country.  Counts nothing.

A cell has the colour of the framework it leans to, the fuller the clearer; a thin one is hatched, and every
one says its sample.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from jobmarket.catalog import shelf
from jobmarket.charts.chart import Chart, Column, Drawing, axis, faded
from jobmarket.charts.palette import INK, MUTED, RULE, key_of, label
from jobmarket.charts.words import interval, is_given, label_text, listing, percent

THIN_CELL = 12
"""Under this many openings that name only one of the two a cell is hatched: it may as well be chance."""

_NOTHING = "rgba(0,0,0,0)"


@dataclass(frozen=True, slots=True)
class _Cell:
    """One square: where, its colour, whether it is hatched, its words on a wide and a narrow page, and when pointed at."""

    x: int
    y: int
    colour: str
    is_thin: bool
    words: str
    short: str
    hover: str


def heat(
    frame: pd.DataFrame,
    *,
    name: str,
    title: str,
    row: str,
    columns: Sequence[Column],
    note: str = "",
) -> Chart:
    """Rows of groups, a column a pair of frameworks; in each cell the share of the first and its sample.

    ``frame`` has the columns of the mart ``rivals`` (``row`` may hold the groups under another name), in the
    order in which rows and columns shall stand.  Cells without any opening that names only one say so.
    """
    rows = list(dict.fromkeys(str(item) for item in frame[row]))
    pairs = list(dict.fromkeys((str(a), str(b)) for a, b in zip(frame["first"], frame["second"], strict=True)))
    drawing = Drawing(height=46 * max(1, len(rows)) + 72)
    cells = []
    for item in frame.to_dict("records"):
        first, second = str(item["first"]), str(item["second"])
        cells.append(
            _cell(
                {str(key): value for key, value in item.items()},
                place=(pairs.index((first, second)), rows.index(str(item[row]))),
                head=label(str(item[row])),
                first=first,
                second=second,
                words="{share}<br>n = {n}",
                short="{share}<br>{n}",
            )
        )
    drawing.traces = _squares(cells, size=12)
    heads = [f"{_brief(first)}<br>or {_brief(second)}" for first, second in pairs]
    names = [label_text(label(item)) for item in rows]
    drawing.layout = {
        "barmode": "overlay",
        "xaxis": axis(range=[-0.5, len(pairs) - 0.5], tickvals=list(range(len(pairs))), ticktext=heads, side="top",
                      showgrid=False, tickfont={"color": INK.light, "size": 12}, tickangle=0),
        "yaxis": axis(range=[len(rows) - 0.5, -0.5], tickvals=list(range(len(rows))), ticktext=names,
                      showgrid=False, tickfont={"color": INK.light}),
    }  # fmt: skip
    drawing.narrow = {
        "xaxis.ticktext": [f"{_briefest(first)}<br>or<br>{_briefest(second)}" for first, second in pairs],
        "xaxis.tickfont.size": 10,
        "yaxis.tickfont.size": 10,
        "yaxis.ticktext": [_broken(name) for name in names],
    } | _narrow(cells, 10)
    return Chart(
        name=name, title=title, says=_says(frame, row, "Heat map"), figure=drawing.finish(), table=frame,
        columns=tuple(columns), keys=_keys(pairs), note=note,
    )  # fmt: skip


def tiles(
    frame: pd.DataFrame,
    *,
    name: str,
    title: str,
    columns: Sequence[Column],
    note: str = "",
) -> Chart:
    """A square a country, all of one size and about where they lie; those without a place of their own below.

    ``frame`` has the columns of the mart ``leaning_by_country`` and a ``name``; every row of it is drawn.
    """
    grid = shelf("tiles")
    at: Mapping[str, list[int]] = grid["tiles"]
    width, last = int(grid["columns"]), int(grid["rows"])
    placed, spare = [], 0
    for item in frame.to_dict("records"):
        code = str(item["country"])
        if code in at:
            place = (at[code][0], at[code][1])
        else:
            place = (spare % width, last + spare // width)
            spare += 1
        code_words = label_text(code[:3])
        placed.append(
            _cell(
                {str(key): value for key, value in item.items()},
                place=place,
                head=str(item["name"]),
                first="pytorch",
                second="tensorflow",
                words=f"<b>{code_words}</b><br>{{share}}<br>n = {{n}}",
                short=f"<b>{code_words}</b>",
            )
        )
    height = last + -(-spare // width)
    drawing = Drawing(height=46 * height + 20)
    drawing.traces = _squares(placed, size=10)
    bare: dict[str, Any] = {"showgrid": False, "showticklabels": False, "linecolor": _NOTHING}
    drawing.layout = {
        "barmode": "overlay",
        "xaxis": axis(range=[-0.52, width - 0.48], **bare),
        "yaxis": axis(range=[height - 0.48, -0.52], **bare),
    }
    drawing.narrow = {"height": 24 * height + 20} | _narrow(placed, 9)
    return Chart(
        name=name, title=title, says=_says(frame, "name", f"Tile map of {len(frame)} countries"), figure=drawing.finish(),
        table=frame, columns=tuple(columns), keys=_keys([("pytorch", "tensorflow")]), note=note,
    )  # fmt: skip


def _cell(
    item: Mapping[str, Any], *, place: tuple[int, int], head: str, first: str, second: str, words: str, short: str
) -> _Cell:
    sample = int(item["discordant"])
    told = f"<b>{label_text(head)}</b><br>"
    if not is_given(item["share"]) or not sample:
        said = {"share": "–", "n": "0"}
        told += f"no opening names only one of {label(first)} and {label(second)}"
        colour = _NOTHING
    else:
        share = float(item["share"])
        said = {"share": percent(share), "n": f"{sample:,}"}
        told += (
            f"{percent(share)} name {label(first)}, of openings that name only one of {label(first)} and {label(second)}"
            f"<br>95% interval {interval(item['share_low'], item['share_high'], 'share')}<br>n = {sample:,} openings"
        )
        side = first if share >= 0.5 else second
        depth = 0.07 + 0.86 * abs(share - 0.5)
        colour = faded(key_of(side).light, round(depth * (0.6 if sample < THIN_CELL else 1), 3))
    if "both" in item:
        told += f"<br>{int(item['both']):,} more name both"
    return _Cell(*place, colour, sample < THIN_CELL, words.format(**said), short.format(**said), told)


def _squares(cells: Sequence[_Cell], *, size: int) -> list[Any]:
    """The squares, and the words in them."""
    if not cells:
        return []
    x, y = [cell.x for cell in cells], [cell.y for cell in cells]
    squares = go.Bar(
        x=x,
        y=[0.92] * len(cells),
        base=[place - 0.46 for place in y],
        width=0.94,
        marker={
            "color": [cell.colour for cell in cells],
            "line": {"color": RULE.light, "width": 1},
            "pattern": {"shape": ["/" if cell.is_thin else "" for cell in cells], "fgcolor": RULE.light,
                        "bgcolor": [cell.colour for cell in cells], "size": 8, "solidity": 0.25, "fillmode": "replace"},
        },
        hovertext=[cell.hover for cell in cells],
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
    # A trace of words each for full and thin cells: Plotly wants one colour a text trace.
    return [squares] + [
        go.Scatter(
            x=[cell.x for cell in part],
            y=[cell.y for cell in part],
            mode="text",
            text=[cell.words for cell in part],
            textfont={"size": size, "color": colour},
            hoverinfo="skip",
        )
        for part, colour in _written(cells)
    ]


def _written(cells: Sequence[_Cell]) -> list[tuple[list[_Cell], str]]:
    """Full cells with the colour of their words, then thin ones with theirs."""
    return [
        ([cell for cell in cells if cell.is_thin is is_thin], colour)
        for is_thin, colour in ((False, INK.light), (True, MUTED.light))
    ]


def _narrow(cells: Sequence[_Cell], size: int) -> dict[str, Any]:
    """What a phone shows in the cells instead."""
    changes: dict[str, Any] = {}
    for number, (part, _) in enumerate(_written(cells), start=1):
        changes |= {f"data.{number}.text": [cell.short for cell in part], f"data.{number}.textfont.size": size}
    return changes


def _keys(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    names = dict.fromkeys(name for pair in pairs for name in pair)
    return tuple((name, f"leans to {label(name)}") for name in names)


def _brief(name: str) -> str:
    return label_text(label(name)).replace("PyTorch Lightning", "Lightning")


def _briefest(name: str) -> str:
    """A framework's name on a phone."""
    return _brief(name).replace("TensorFlow", "Tensor-<br>Flow").replace("Lightning", "Light-<br>ning")


def _broken(name: str) -> str:
    """A long name in two lines, broken at the blank nearest to its middle."""
    blanks = [at for at, sign in enumerate(name) if sign == " "]
    if len(name) < 12 or not blanks:
        return name
    cut = min(blanks, key=lambda at: abs(at - len(name) / 2))
    return f"{name[:cut]}<br>{name[cut + 1 :]}"


def _says(frame: pd.DataFrame, row: str, kind: str) -> str:
    """The fullest six cells in words; the rest is in the table."""
    told = [item for item in frame.to_dict("records") if is_given(item["share"]) and item["discordant"]]
    if not told:
        return f"{kind}. 0 openings name only one of two frameworks."
    told.sort(key=lambda item: -int(item["discordant"]))
    sentences = []
    for item in told[:6]:
        first, second = label(str(item.get("first", "pytorch"))), label(str(item.get("second", "tensorflow")))
        sentences.append(
            f"{label(str(item[row]))}: {percent(item['share'])} {first} of those that name only one of {first} and {second} "
            f"(95% interval {interval(item['share_low'], item['share_high'], 'share')}, {int(item['discordant']):,} openings)"
        )
    rest = len(frame) - len(sentences)
    more = f" {rest} further cells are in the table." if rest > 0 else ""
    return f"{kind}. {listing(sentences)}.{more}"
