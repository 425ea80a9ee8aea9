"""Regions and other groups: which framework stands alone where, and which frameworks ads name there."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from jobmarket.charts import Column, Reference, dots, label, words
from jobmarket.site import Answer, Ask, Block, Figure, Page, Section, Switch, Verdicts
from jobmarket.site.columns import COUNTS, FRAMEWORK, OF_DL, PAIR, SHARE
from jobmarket.site.ledger import ledger

TITLE = "Regions and groups"
SLUG = "regions"
ORDER = 20

DRAW = Reference(0.5, "as many of each")
PAIRS = {
    "pytorch:tensorflow": "PyTorch against TensorFlow",
    "pytorch:keras": "PyTorch against Keras",
    "keras:pytorch-lightning": "Keras against PyTorch Lightning",
}
COUNTRIES_SHOWN = 16


def compose(ask: Ask) -> Page:
    """The regions page."""
    return Page(
        address=SLUG,
        nav=TITLE,
        order=ORDER,
        title="Does it depend on where you apply?",
        lede=_lede(ask),
        sections=(
            _group(ask, "region", "regions", "Which region leans which way?", ("unstated",)),
            _group(ask, "country", "countries", "And which country?", ("unstated",), COUNTRIES_SHOWN),
            _named(ask),
            _developers(ask),
            _group(ask, "employer_kind", "employers", "Startup, enterprise or research?", ("unknown",)),
            _group(ask, "industry", "industries", "Does the industry matter?", ("unknown",)),
            _group(ask, "role", "roles", "And the role?", ()),
            _claims(ask),
        ),
    )


def _lede(ask: Ask) -> str:
    rows = ask.rows(
        "SELECT * FROM rivals WHERE period = '24 months' AND population = 'every source' AND dimension = 'all' "
        "AND pair = 'pytorch:tensorflow'"
    )
    counts = "".join(
        f"In the last 24 months {words.count(row['both'])} openings name PyTorch and TensorFlow together, "
        f"{words.count(row['discordant'])} only one of the two. "
        for row in rows
    )
    return f"{counts}Those that name only one show which way a region, a country or a kind of employer leans."


def _group(
    ask: Ask, dimension: str, name: str, question: str, hidden: tuple[str, ...], most: int = 20
) -> Section:
    choices: dict[str, list[Block]] = {}
    answer = None
    for number, (pair, pair_words) in enumerate(PAIRS.items()):
        frame = ask(
            "SELECT * FROM rivals WHERE period = '24 months' AND population = 'every source' AND dimension = $dimension "
            "AND pair = $pair AND discordant > 0 ORDER BY discordant DESC, value",
            dimension=dimension,
            pair=pair,
        )
        frame = (
            frame[~frame["value"].isin(hidden)]
            .head(most)
            .sort_values(["share", "value"], ascending=[False, True])
        )
        if frame.empty:
            continue
        first, second = pair.split(":")
        if answer is None:
            answer = _answer(frame.assign(name=[naming(dimension)(str(value)) for value in frame["value"]]))
        frame = frame.assign(value=[naming(dimension)(str(value)) for value in frame["value"]])
        choices[pair_words] = [
            Figure(
                dots(
                    frame,
                    name=f"{name}-{number}",
                    title=f"Of the ads that name only one of the two: share naming {label(first)}, last 24 months",
                    row="value",
                    sample="discordant",
                    thin=12,
                    key=first,
                    subject=f"share naming only {label(first)} among ads naming one of {label(first)} and {label(second)}",
                    columns=(Column("value", dimension.replace("_", " ").capitalize(), "name"), *PAIR),
                    reference=DRAW,
                    note=f"Right of the line ads lean to {label(first)}, left of it to {label(second)}. Open marks: fewer than 12 such openings.",
                )
            )
        ]
    return Section(
        name=name,
        question=question,
        answer=answer,
        doubt="" if choices else "No ad of the last 24 months names only one of two frameworks here.",
        blocks=(Switch.of(f"{name}-pair", "Compare", choices),) if choices else (),
    )


def _answer(frame: pd.DataFrame) -> Answer | None:
    enough = frame[frame["discordant"] >= 12]
    if enough.empty:
        return None
    low, high = enough.iloc[-1], enough.iloc[0]
    return Answer(
        words=f"Where at least 12 openings name only one of PyTorch and TensorFlow, the share of PyTorch runs from "
        f"{words.percent(low['share'])} ({low['name']}, {words.interval(low['share_low'], low['share_high'], 'share')}) to "
        f"{words.percent(high['share'])} ({high['name']}, {words.interval(high['share_low'], high['share_high'], 'share')})."
    )


def naming(dimension: str) -> Callable[[str], str]:
    """How a value of ``dimension`` is called."""
    return words.country if dimension == "country" else label


def _named(ask: Ask) -> Section:
    frame = ask(
        "SELECT * FROM demand_by_region WHERE period = '24 months' AND population = 'every source' "
        "AND framework IN ('pytorch', 'tensorflow', 'keras', 'jax') AND region <> 'unstated' AND dl_openings >= 8 "
        "ORDER BY dl_openings DESC, region, list_position(['pytorch', 'tensorflow', 'keras', 'jax'], framework)"
    )
    return Section(
        name="named",
        question="What do ads in each region name?",
        doubt="Sources differ between regions, and some were collected by keyword: read this as what these ads say, not as the market.",
        blocks=(
            Figure(
                dots(
                    frame,
                    name="region-shares",
                    title="Share of deep-learning ads that name each framework, by region, last 24 months",
                    row="region",
                    series="framework",
                    subject="share of deep-learning ads by region",
                    columns=(Column("region", "Region", "name"), FRAMEWORK, *SHARE, *COUNTS, OF_DL),
                )
            ),
        )
        if not frame.empty
        else (),
    )


def _developers(ask: Ask) -> Section:
    frame = ask(
        "SELECT trend_ratios.*, max(value) OVER (PARTITION BY region, date) AS most FROM trend_ratios WHERE series = 'github-topic-developers' "
        "AND region <> 'world' AND term IN ('pytorch', 'tensorflow') "
        "QUALIFY date = max(date) OVER () ORDER BY most DESC, region, term"
    )
    frame = frame.assign(region=[words.country(str(code)) for code in frame["region"]])
    quarter = str(frame["date"].iloc[0])[:10] if not frame.empty else ""
    return Section(
        name="developers",
        question="Do developers there agree?",
        doubt="Only repositories that carry the framework as a topic are counted, and cells under 100 developers are not published: "
        "a missing mark means few, not none.",
        blocks=(
            Figure(
                dots(
                    frame.assign(low=None, high=None),
                    name="developers-by-country",
                    title=f"Developers pushing to repositories with the topic, quarter from {quarter}",
                    row="region",
                    series="term",
                    value="value",
                    low="low",
                    high="high",
                    sample="value",
                    thin=0,
                    unit="count",
                    sample_word="developers",
                    subject="developers by country",
                    columns=(
                        Column("region", "Country"),
                        Column("term", "Framework", "name"),
                        Column("value", "Developers", "count"),
                        Column("date", "Quarter from", "date"),
                        Column("source", "Source"),
                    ),
                )
            ),
        )
        if not frame.empty
        else (),
    )


def _claims(ask: Ask) -> Section:
    return Section(
        name="claims",
        question="What was claimed about regions, employers and industries?",
        blocks=Verdicts.about(ledger(ask), "Region", "Who hires", "Industry"),
    )
