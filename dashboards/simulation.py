"""Simulation: how often the method errs where the truth is known, because it was planted."""

from __future__ import annotations

import pandas as pd

from jobmarket.charts import Column, dots, words
from jobmarket.charts.rows import Reference
from jobmarket.site import Answer, Ask, Figure, Page, Prose, Section, Switch, Table

TITLE = "Simulation"
SLUG = "simulation"
ORDER = 58

COLUMNS = (
    Column("scenario", "What was planted"),
    Column("statistic", "Statistic"),
    Column("value", "Share", "share"),
    Column("low", "Low", "share"),
    Column("high", "High", "share"),
    Column("target", "Demanded"),
    Column("reached", "Met"),
    Column("replications", "Simulations", "count"),
)


def compose(ask: Ask) -> Page:
    """The simulation page."""
    report = ask("SELECT * FROM simulation_report ORDER BY statistic, scenario, figure")
    report = report.assign(reached=report["met"].map({True: "yes", False: "no"}).fillna(""))
    return Page(
        address=SLUG,
        nav=TITLE,
        order=ORDER,
        title="Does the method itself hold?",
        lede=(
            "A rule that sounds strict can still err. So markets were made up in the shape of the real one (few ads, heavy "
            "employers, several sources, reposts), with the truth planted, and judged by the same code as the real ads."
        ),
        sections=_sections(report) if not report.empty else (_nothing(),),
    )


def _nothing() -> Section:
    return Section(
        name="none",
        question="Does it hold?",
        blocks=(Prose.of("No simulation was written: run jobmarket simulate, then build and render again."),),
    )


def _sections(report: pd.DataFrame) -> tuple[Section, ...]:
    is_family = report["statistic"].str.startswith("all ")
    family = report[is_family & (report["figure"] == "false verdicts")]
    demanded = report[(report["target"] != "") & ~is_family]
    false = demanded[demanded["figure"] == "false verdicts"]
    covered = demanded[demanded["figure"] == "coverage"]
    power = report[report["figure"] == "power over all claims"]
    judged = report[report["target"] != ""]
    missed = judged[judged["reached"] == "no"]
    return (
        Section(
            name="false",
            question="How often is a claim decided although nothing is there?",
            answer=_family(family),
            blocks=(
                _figure(
                    _one_each(false, worst="highest"),
                    "false",
                    "False verdicts of each statistic by itself, in its worst scenario, before the correction for many claims",
                    Reference(0.05, "5%"),
                ),
                Prose.of(
                    "A single test made for 5% is above it in half of all simulations by chance: it misses only where its "
                    "whole interval lies above 5%. The correction for many claims then makes the family strict."
                ),
            ),
        ),
        Section(
            name="coverage",
            question="Do the intervals hold the truth?",
            answer=Answer(
                big=f"{int((covered['reached'] == 'yes').sum())} of {len(covered)}",
                words="scenarios have intervals that hold the planted truth as often as demanded: in 93% of cases or more, "
                "and in no more than 97% where 60 employers or more speak.",
            ),
            blocks=(
                Switch.of(
                    "which",
                    "Which scenario of each statistic",
                    {
                        f"The one with the {worst} coverage": (
                            _figure(
                                _one_each(covered, worst=worst),
                                f"coverage-{worst}",
                                f"Share of intervals that hold the planted truth, {worst} scenario of each statistic",
                                Reference(0.93, "93% to 97%", high=0.97),
                            ),
                        )
                        for worst in ("lowest", "highest")
                    },
                ),
            ),
        ),
        Section(
            name="power",
            question="How large must an effect be to be found?",
            blocks=(
                Switch.of(
                    "statistic",
                    "Statistic",
                    {
                        str(statistic).capitalize(): (
                            _figure(
                                rows.assign(row=rows["scenario"]),
                                f"power-{number}",
                                f"{str(statistic).capitalize()}: share of made-up markets in which the planted effect is decided, after correction for all claims",
                                None,
                            ),
                        )
                        for number, (statistic, rows) in enumerate(power.groupby("statistic", sort=True))
                    },
                ),
                Prose.of(
                    "Where this share is low, an undecided claim says little: the effect may well be there, and the ads too few."
                ),
            ),
        ),
        Section(
            name="missed",
            question="Where does the method miss what is demanded of it?",
            answer=Answer(big=f"{len(missed)} of {len(judged)}", words="figures with a demand miss it."),
            blocks=(
                Table(
                    name="missing",
                    caption="Every figure that misses its demand; all figures are in the warehouse, as simulation_report",
                    frame=missed,
                    columns=(Column("figure", "Figure"), *COLUMNS),
                ),
            )
            if not missed.empty
            else (),
        ),
    )


def _family(family: pd.DataFrame) -> Answer | None:
    if family.empty:
        return None
    worst = family.sort_values("value").iloc[-1]
    return Answer(
        big=words.percent(worst["value"]),
        words=(
            f"of {words.count(worst['replications'])} made-up markets in which no claim is true or false got even one wrong "
            f"verdict (95% interval {words.interval(worst['low'], worst['high'], 'share')}). At most 5% is demanded of "
            f"{worst['statistic']} together."
        ),
    )


def _one_each(rows: pd.DataFrame, *, worst: str) -> pd.DataFrame:
    """Of each statistic the scenario with the ``highest`` or ``lowest`` share, its words in ``row``."""
    ordered = rows.sort_values(["value", "scenario"], ascending=worst == "lowest")
    found = ordered.drop_duplicates("statistic").sort_values("statistic")
    return found.assign(row=found["statistic"])


def _figure(rows: pd.DataFrame, name: str, title: str, reference: Reference | None) -> Figure:
    return Figure(
        dots(
            rows,
            name=f"simulation-{name}",
            title=title,
            row="row",
            sample="replications",
            value="value",
            low="low",
            high="high",
            sample_word="simulations",
            thin=500,
            is_one_a_row=True,
            columns=COLUMNS,
            reference=reference,
        ),
        relation="simulation_report",
        source="made-up markets with a planted truth, judged by the code that judges the real ads",
    )
