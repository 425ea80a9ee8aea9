"""Sections on which of two frameworks a group of ads leans to.  Judges nothing.

Two pages ask it: of places, and of roles, employers and industries.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from jobmarket.charts import Column, Reference, dots, heat, label, words
from jobmarket.charts.leaning import THIN_CELL
from jobmarket.site.ask import Ask
from jobmarket.site.columns import PAIR
from jobmarket.site.page import Answer, Block, Figure, Section, Switch

DRAW = Reference(0.5, "as many of each")
PAIRS = {
    "pytorch:tensorflow": "PyTorch against TensorFlow",
    "pytorch:keras": "PyTorch against Keras",
    "keras:pytorch-lightning": "Keras against PyTorch Lightning",
}
"""The pairs that can be compared group by group."""
HEAT_PAIRS = ("pytorch:tensorflow", "pytorch:keras", "tensorflow:keras", "jax:tensorflow", "keras:pytorch-lightning")
"""The pairs of a heat map, those with most evidence first."""


def naming(dimension: str) -> Callable[[str], str]:
    """How a value of ``dimension`` is called."""
    return words.country if dimension == "country" else label


def leaning(
    ask: Ask,
    dimension: str,
    *,
    name: str,
    question: str,
    hidden: tuple[str, ...] = (),
    most: int = 20,
    with_heat: bool = False,
    first_blocks: Sequence[Block] = (),
    doubt: str = "",
) -> Section:
    """Ranked shares of the first of two frameworks in the groups of ``dimension`` (as in the mart ``rivals``).

    ``hidden`` values are left out; ``most`` groups with most evidence are drawn; ``with_heat`` puts a heat
    map of all pairs before them.
    """
    group = dimension.replace("_", " ")
    choices: dict[str, list[Block]] = {}
    answer = None
    for number, (pair, pair_words) in enumerate(PAIRS.items()):
        frame = _of(ask, dimension, (pair,), hidden)
        frame = frame[frame["discordant"] > 0].head(most).sort_values(["share", "value"], ascending=[False, True])
        if frame.empty:
            continue
        first, second = pair.split(":")
        answer = answer or _answer(frame)
        choices[pair_words] = [
            Figure(
                dots(
                    frame,
                    name=f"{name}-{number}",
                    title=f"By {group}: share naming {label(first)}, of ads that name only one of {label(first)} and {label(second)}, last 24 months",
                    row="value",
                    sample="discordant",
                    thin=THIN_CELL,
                    key=first,
                    subject=f"share naming only {label(first)} among ads naming one of {label(first)} and {label(second)}",
                    columns=(Column("value", group.capitalize(), "name"), *PAIR),
                    reference=DRAW,
                    note=f"Right of the line ads lean to {label(first)}, left of it to {label(second)}. Open marks: fewer than {THIN_CELL} such openings.",
                ),
                relation="rivals",
            )
        ]
    heated = _heat(ask, dimension, name, hidden) if with_heat else ()
    ranked = (Switch.of(f"{name}-pair", "Ranked, with intervals", choices),) if choices else ()
    nothing = "" if choices or first_blocks else "No ad of the last 24 months names only one of two frameworks here."
    return Section(
        name=name,
        question=question,
        answer=answer,
        doubt=" ".join(part for part in (doubt, nothing) if part),
        blocks=(*first_blocks, *heated, *ranked),
    )


def _of(ask: Ask, dimension: str, pairs: Sequence[str], hidden: tuple[str, ...]) -> pd.DataFrame:
    """Groups of the last 24 months, those with most evidence first; ``value`` as a reader calls it."""
    frame = ask(
        "SELECT * FROM rivals WHERE period = '24 months' AND population = 'every source' AND dimension = $dimension "
        "AND list_contains($pairs, pair) ORDER BY discordant DESC, value",
        dimension=dimension,
        pairs=list(pairs),
    )
    frame = frame[~frame["value"].isin(hidden)]
    return frame.assign(value=[naming(dimension)(str(value)) for value in frame["value"]])


def _heat(ask: Ask, dimension: str, name: str, hidden: tuple[str, ...]) -> tuple[Figure, ...]:
    frame = _of(ask, dimension, HEAT_PAIRS, hidden)
    frame = frame[frame["discordant"] + frame["both"] > 0]
    if frame.empty:
        return ()
    # Rows by how much evidence they hold, columns in the order of the pairs.
    weight = frame.groupby("value")["discordant"].sum()
    frame = frame.assign(
        weight=-frame["value"].map(weight), column=[HEAT_PAIRS.index(str(pair)) for pair in frame["pair"]]
    ).sort_values(["column", "weight", "value"])
    rows = frame.sort_values(["weight", "value", "column"])
    group = dimension.replace("_", " ")
    return (
        Figure(
            heat(
                rows.drop(columns=["weight", "column"]),
                name=f"{name}-heat",
                title=f"By {group}: which of two frameworks is named without the other more often (share of the first), last 24 months",
                row="value",
                columns=(
                    Column("value", group.capitalize(), "name"),
                    Column("first", "First", "name"),
                    Column("second", "or", "name"),
                    Column("discordant", "Openings that name only one", "count"),
                    *PAIR,
                ),
                note="A cell has the colour of the framework it leans to, the fuller the clearer. n counts openings that name only "
                f"one of the two; hatched: fewer than {THIN_CELL}, which may as well be chance.",
            ),
            relation="rivals",
        ),
    )


def _answer(frame: pd.DataFrame) -> Answer | None:
    enough = frame[frame["discordant"] >= THIN_CELL]
    if len(enough) < 2:
        return None
    low, high = enough.iloc[-1], enough.iloc[0]

    def told(row: pd.Series[Any]) -> str:
        ends = words.interval(row["share_low"], row["share_high"], "share")
        return f"{words.percent(row['share'])} ({row['value']}, {ends}, {int(row['discordant']):,} openings)"

    return Answer(
        words=f"Where at least {THIN_CELL} openings name only one of PyTorch and TensorFlow, the share of PyTorch runs from "
        f"{told(low)} to {told(high)}."
    )
