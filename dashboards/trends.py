"""Trends: downloads, stars, questions and surveys beside the share of ads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from jobmarket.charts import Chart, Column, lines
from jobmarket.site import Ask, Block, Figure, Page, Section, Switch

TITLE = "Trends"
SLUG = "trends"
ORDER = 40

THREE = "('pytorch', 'tensorflow', 'keras')"
ALL_THREE = "2017-01-01"
"""From here on all three were there all year; shares of earlier handfuls say nothing."""
FIVE = "('pytorch', 'tensorflow', 'keras', 'jax', 'pytorch-lightning')"


@dataclass(frozen=True, slots=True)
class Story:
    """One series of figures: the question it answers and what to beware of."""

    series: str
    question: str
    doubt: str


STORIES = (
    Story("pypi-downloads", "What is installed?",
          "Most downloads are made by machines, the counting changed several times, and Keras has come along with TensorFlow "
          "since autumn 2021."),
    Story("github-stars", "What is starred on GitHub?",
          "Stars are never taken back in practice: the sum tells the past, its slope the present. A project is missing while it "
          "was in no top list."),
    Story("github-contributors", "Who has how many contributors?", "Counts come from an automated list, which failed in some months of 2022: spikes are its errors."),
    Story("so-questions", "What is asked about on Stack Overflow?",
          "Shipped months end in 2019; later ones are there once they were gathered. Fewer questions may mean less use, better "
          "answers, or questions put to a language model."),
    Story("pypi-downloads-without-mirrors", "What is installed, mirrors left out?", "The publisher forgets after half a year: the curve begins with the first gathering."),
    Story("wikipedia-pageviews", "What is looked up in the English Wikipedia?", "Interest, not use; programs were told apart from people better since May 2020."),
    Story("search-interest", "What is searched for?", "Relative to the highest value of the export; everyday meanings of a word count as well."),
    Story("arxiv-abstracts", "What do papers on arXiv name?", "Title and abstract only: most papers name their tools in the text, or not at all."),
    Story("openalex-works", "What do scholarly works name?", "Title and abstract only; the latest year still fills for months."),
    Story("huggingface-top-models", "What are the most downloaded models made for?",
          "Tags of the 1,000 most downloaded models; a model may carry several, and new ones often only that of a file format."),
    Story("so-survey-used-all", "What do developers say they use?",
          "The question's list of answers changed almost every year: compare frameworks within a year, not years."),
    Story("kaggle-usage", "What do Kaggle users use?", "Respondents are Kaggle's users, not the job market; the question changed after 2018."),
    Story("conda-downloads-a-day", "What is installed from conda?", "Channels differ by framework; PyTorch left its own channel around 2025."),
    Story("conference-papers-neurips", "What do papers at NeurIPS name?",
          "Papers that name only one of the two camps; TensorFlow and Keras are counted together."),
)  # fmt: skip


def compose(ask: Ask) -> Page:
    """The trends page."""
    return Page(
        address=SLUG,
        nav=TITLE,
        order=ORDER,
        title="Do downloads, stars and surveys tell the same story?",
        lede=(
            "Counts of different things cannot share an axis, and their levels break whenever a counter changes. Shares among "
            "PyTorch, TensorFlow and Keras at one date can be compared, beside the same shares among job ads."
        ),
        sections=(_ads(ask), *_stories(ask)),
    )


def _ads(ask: Ask) -> Section:
    frame = ask(
        f"SELECT * FROM demand_yearly WHERE population = 'unselected' AND framework IN {THREE} AND dl_openings >= 8 "
        "ORDER BY framework, year"
    )
    chart = lines(
        frame,
        name="ads-share",
        title="Share of deep-learning ads that name each framework",
        series="framework",
        when="year",
        subject="share of deep-learning ads",
        columns=(
            Column("year", "Year"),
            Column("framework", "Framework", "name"),
            Column("share", "Share", "share"),
            Column("share_low", "from", "share"),
            Column("share_high", "to", "share"),
            Column("dl_openings", "of openings", "count"),
        ),
    )
    return Section(
        name="ads",
        question="What do the ads say?",
        doubt="A share of ads and a share of downloads are different things: compare directions, not heights.",
        blocks=(Figure(chart, relation="demand_yearly"),) if not frame.empty else (),
    )


def _stories(ask: Ask) -> list[Section]:
    gathered = {
        str(row["source"]): str(row["publisher"]) for row in ask.rows("SELECT source, publisher FROM sources")
    }
    return [section for story in STORIES if (section := _told(ask, story, gathered))]


def _told(ask: Ask, story: Story, gathered: Mapping[str, str]) -> Section | None:
    """One story; ``gathered`` names the publishers of figures that were asked for, not shipped."""
    frame = ask(
        f"SELECT * FROM trend_ratios WHERE series = $series AND region = 'world' AND term IN {FIVE} ORDER BY term, date",
        series=story.series,
    )
    if frame["date"].nunique() < 2:
        return None
    unit = str(frame["unit"].iloc[0])
    by_age = frame.sort_values("date")["source"].unique()
    publishers = ", later by ".join(dict.fromkeys(gathered.get(str(name), str(name)) for name in by_age))
    source = f"{publishers}, figures of {frame['date'].min():%Y-%m} to {frame['date'].max():%Y-%m}"
    choices: dict[str, list[Block]] = {}
    three = frame["term"].isin(["pytorch", "tensorflow", "keras"])
    shared = frame[three & (frame["date"] >= ALL_THREE)].dropna(subset=["ratio"])
    if shared["date"].nunique() > 1:
        choices["Share among the three"] = [Figure(_chart(shared, story, unit, is_share=True), relation="trend_ratios", source=source)]
    choices["As published"] = [Figure(_chart(frame, story, unit, is_share=False), relation="trend_ratios", source=source)]
    return Section(
        name=story.series,
        question=story.question,
        doubt=f"{story.doubt} Published by {publishers}; last figure of {frame['date'].max():%Y-%m}; full counts or published figures have no interval of their own.",
        blocks=(Switch.of(f"{story.series}-view", "Show", choices),),
    )


def _chart(frame: pd.DataFrame, story: Story, unit: str, *, is_share: bool) -> Chart:
    return lines(
        frame,
        name=f"{story.series}-{'share' if is_share else 'value'}",
        title=f"Share of each among PyTorch, TensorFlow and Keras: {unit}"
        if is_share
        else f"As published: {unit}",
        series="term",
        when="date",
        value="ratio" if is_share else "value",
        low=None,
        high=None,
        sample=None,
        unit="share" if is_share else "number",
        subject=unit,
        columns=(
            Column("date", "Date", "date"),
            Column("term", "Framework", "name"),
            Column("ratio", "Share of the three", "share"),
            Column("value", unit.capitalize(), "number"),
            Column("level", "Stretch", "count"),
        ),
        note=""
        if is_share
        else "The line is broken where the counting changed: levels either side do not compare.",
        stretch=None if is_share else "level",
    )
