"""Demand: which frameworks are named how often, in which sources, and how that changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from jobmarket.charts import Column, dots, label, lines, words
from jobmarket.site import Answer, Ask, Block, Figure, Page, Section, Switch, Verdicts
from jobmarket.site.columns import COUNTS, FRAMEWORK, OF_ALL, OF_DL, SHARE
from jobmarket.site.ledger import ledger

TITLE = "Demand"
SLUG = "demand"
ORDER = 10

FOUR = "('pytorch', 'tensorflow', 'keras', 'jax')"
SHOWN = "('pytorch', 'tensorflow', 'keras', 'jax', 'pytorch-lightning')"


def compose(ask: Ask) -> Page:
    """The demand page."""
    return Page(
        address=SLUG,
        nav=TITLE,
        order=ORDER,
        title="Who is asked for, and since when?",
        lede=(
            "An ad counts once however often it is repeated, and a source speaks on a framework only if it can see "
            "the word. Sources collected by keyword, role or pay never speak on demand by themselves."
        ),
        sections=(
            _now(ask),
            _over_time(ask),
            _counts(ask),
            _of_all(ask),
            _hiring(ask),
            _claims(ask),
        ),
    )


def _naming(ask: Ask) -> Callable[[str], str]:
    """What a population is called: a source by its title, without a last remark in brackets."""
    rows = ask.rows("SELECT source, title FROM sources WHERE part_of IS NULL")
    titles = {row["source"]: re.sub(r" \([^()]*\)$", "", str(row["title"])) for row in rows}
    seen = Counter(titles.values())
    told = {source: title if seen[title] == 1 else f"{title} [{source}]" for source, title in titles.items()}
    return lambda population: told.get(population) or label(population)


def _populations(ask: Ask, table: str, least: int) -> list[str]:
    """All sources that carry every ad, then each source with enough deep-learning ads, largest first."""
    found = ask(
        f"SELECT population, max(dl_openings) AS n FROM {table} GROUP BY population HAVING max(dl_openings) >= {least} "
        "ORDER BY n DESC, population"
    )["population"]
    names = [str(name) for name in found]
    return [name for name in ("unselected", "every source") if name in names] + [
        name for name in names if name not in ("unselected", "every source")
    ]


def _now(ask: Ask) -> Section:
    called = _naming(ask)
    choices: dict[str, list[Block]] = {}
    top: dict[str, Any] | None = None
    for number, population in enumerate(_populations(ask, "demand_overall", 20)):
        frame = ask(
            "SELECT * FROM demand_overall WHERE period = '24 months' AND population = $population "
            "AND (share >= 0.02 OR framework IN ('pytorch', 'tensorflow', 'keras', 'jax', 'pytorch-lightning')) "
            "ORDER BY share DESC, framework",
            population=population,
        )
        if frame.empty:
            continue
        top = top or {str(name): value for name, value in frame.iloc[0].items()}
        choices[called(population)] = [
            Figure(
                dots(
                    frame,
                    name=f"now-{number}",
                    title=f"Share of deep-learning ads that name each framework, last 24 months: {called(population)}",
                    row="framework",
                    series="framework",
                    is_one_a_row=True,
                    subject="share of deep-learning ads of the last 24 months",
                    columns=(FRAMEWORK, *SHARE, *COUNTS, OF_DL),
                ),
                relation="demand_overall",
            )
        ]
    answer = None
    if top:
        answer = Answer(
            big=words.percent(top["share"]),
            words=f"of deep-learning ads in the last 24 months name {label(top['framework'])} "
            f"(95% interval {words.interval(top['share_low'], top['share_high'], 'share')}, {top['dl_openings']:,} openings).",
            key=top["framework"],
        )
    return Section(
        name="now",
        question="Which frameworks do deep-learning ads name?",
        answer=answer,
        doubt=(
            "Many ads name several frameworks, so the shares add to more than one. Intervals treat openings as independent; "
            "the verdicts do not and allow for employers with many ads."
        ),
        blocks=(Switch.of("now-source", "Which sources", choices),) if choices else (),
    )


def _over_time(ask: Ask) -> Section:
    called = _naming(ask)
    choices: dict[str, list[Block]] = {}
    for number, population in enumerate(_populations(ask, "demand_yearly", 30)):
        frame = ask(
            f"SELECT * FROM demand_yearly WHERE population = $population AND framework IN {SHOWN} AND dl_openings >= 8 "
            "ORDER BY framework, year",
            population=population,
        )
        if frame["year"].nunique() < 2:
            continue
        choices[called(population)] = [
            Figure(
                lines(
                    frame,
                    name=f"years-{number}",
                    title=f"Share of deep-learning ads, year by year: {called(population)}",
                    series="framework",
                    when="year",
                    subject="share of deep-learning ads",
                    columns=(Column("year", "Year"), FRAMEWORK, *SHARE, *COUNTS, OF_DL),
                    note="Bands are 95% intervals. Years with fewer than 8 deep-learning openings are left out, "
                    "those with fewer than 20 are drawn open. The last year is not complete.",
                ),
                relation="demand_yearly",
            )
        ]
    months = ask(
        "SELECT * FROM demand_monthly WHERE population = 'unselected' AND framework IN ('pytorch', 'tensorflow', 'keras') "
        "AND dl_openings >= 5 ORDER BY framework, month"
    )
    if months["month"].nunique() > 2:
        choices["Month by month"] = [
            Figure(
                lines(
                    months,
                    name="months",
                    title="Share of deep-learning ads, month by month: sources that carry every ad",
                    series="framework",
                    when="month",
                    subject="share of deep-learning ads",
                    columns=(Column("month", "Month", "date"), FRAMEWORK, *SHARE, *COUNTS, OF_DL),
                    note="Months with fewer than 5 deep-learning openings are left out; most months are thin, and look it.",
                ),
                relation="demand_monthly",
            )
        ]
    return Section(
        name="years",
        question="How has that changed?",
        doubt="Sources differ in whom they hire for: compare years within one source before comparing sources.",
        blocks=(Switch.of("years-source", "Which sources", choices),) if choices else (),
    )


def _counts(ask: Ask) -> Section:
    """Counts, and the same as an index of a stated base, for each population that has a base."""
    called = _naming(ask)
    choices: dict[str, list[Block]] = {}
    for population in _populations(ask, "demand_yearly", 30):
        frame = ask(
            f"SELECT * FROM demand_index WHERE population = $population AND framework IN {SHOWN} AND base_openings IS NOT NULL "
            "ORDER BY framework, year",
            population=population,
        )
        if frame.empty or int(frame["base_year"].iloc[0]) >= int(frame["year"].max()):
            continue
        name, slug, base = called(population), population.replace(" ", "-"), int(frame["base_year"].iloc[0])
        columns = (
            Column("year", "Year"), FRAMEWORK, Column("openings", "Openings", "count"), Column("base_openings", f"in {base}", "count"),
            Column("index_value", f"Index, {base} = 100", "number"), Column("index_low", "from", "number"), Column("index_high", "to", "number"),
        )  # fmt: skip
        choices[f"Counts: {name}"] = [
            Figure(
                lines(
                    frame,
                    name=f"counts-{slug}",
                    title=f"Openings that name each framework, year by year: {name}",
                    series="framework", when="year", value="openings", low=None, high=None, sample=None, unit="count",
                    subject="openings that name it",
                    columns=columns[:3],
                    note="Bare counts grow with the source: they say how much is known, not how demand moved. The last year is not complete.",
                ),
                relation="demand_index",
            )
        ]  # fmt: skip
        choices[f"Index: {name}"] = [
            Figure(
                lines(
                    frame,
                    name=f"index-{slug}",
                    title=f"Openings that name each framework, {base} = 100: {name}",
                    series="framework", when="year", value="index_value", low="index_low", high="index_high", sample="openings",
                    unit="number", subject=f"openings as an index, {base} = 100",
                    columns=columns,
                    note=f"The base is {base}, the first year in which ten openings or more name each of PyTorch, TensorFlow and Keras; "
                    "a framework with fewer in that year has no line. Bands are 95% intervals, and the base's own chance is in them. "
                    "The last year is not complete.",
                ),
                relation="demand_index",
            )
        ]  # fmt: skip
    ordered = {name: choices[name] for name in sorted(choices, key=lambda name: name.startswith("Index"))}
    return Section(
        name="counts",
        question="And in numbers of openings?",
        doubt="A source that grows lifts every count: compare the lines with each other, not with 100.",
        blocks=(Switch.of("counts-source", "What is counted, and where", ordered),) if ordered else (),
    )


def _of_all(ask: Ask) -> Section:
    frame = ask(
        f"SELECT * FROM demand_yearly WHERE population = 'unselected' AND framework IN {FOUR} AND share_of_all IS NOT NULL "
        "AND all_openings >= 50 ORDER BY framework, year"
    )
    blocks: tuple[Block, ...] = ()
    if not frame.empty:
        blocks = (
            Figure(
                lines(
                    frame,
                    name="of-all",
                    title="Share of all ads, of any profession, that name each framework",
                    series="framework", when="year", value="share_of_all", low="share_of_all_low", high="share_of_all_high",
                    sample="all_openings", subject="share of all ads in sources that carry every ad",
                    columns=(Column("year", "Year"), FRAMEWORK, *OF_ALL),
                ),
                relation="demand_yearly",
            ),
        )
    return Section(
        name="all-ads",
        question="And as a share of all hiring?",
        doubt="New sources join over the years and bring other kinds of employers: a step may be a change of sources.",
        blocks=blocks,
    )


def _hiring(ask: Ask) -> Section:
    called = _naming(ask)
    choices: dict[str, list[Block]] = {}
    populations = ask(
        "SELECT population FROM hiring_yearly WHERE all_openings >= 50 GROUP BY population HAVING count(DISTINCT year) > 2 "
        "ORDER BY population = 'unselected' DESC, max(all_openings) DESC, population"
    )["population"]
    for number, population in enumerate(map(str, populations)):
        frame = ask(
            "SELECT * FROM hiring_yearly WHERE population = $population AND all_openings >= 50 ORDER BY scope, year",
            population=population,
        )
        choices[called(population)] = [
            Figure(
                lines(
                    frame,
                    name=f"hiring-{number}",
                    title=f"Machine-learning ads as a share of all ads: {called(population)}",
                    series="scope",
                    when="year",
                    sample="all_openings",
                    subject="share of all ads",
                    columns=(Column("year", "Year"), Column("scope", "Ads", "name"), *SHARE, *COUNTS, OF_ALL[-1]),
                ),
                relation="hiring_yearly",
            )
        ]
    return Section(
        name="hiring",
        question="Is machine-learning hiring growing?",
        doubt="A share can fall while the number of ads rises, and the other way round: both are in the table.",
        blocks=(Switch.of("hiring-source", "Which sources", choices),) if choices else (),
    )


def _claims(ask: Ask) -> Section:
    return Section(
        name="claims",
        question="What was claimed about demand?",
        blocks=Verdicts.about(ledger(ask), "Demand"),
    )
