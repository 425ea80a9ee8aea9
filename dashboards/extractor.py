"""The extractor's model card: how well it hears, against ads that readers labelled without seeing its answers."""

from __future__ import annotations

import pandas as pd

from jobmarket.charts import Column, dots, words
from jobmarket.site import Answer, Ask, Figure, Page, Prose, Section, Switch, Table

TITLE = "Extractor"
SLUG = "extractor"
ORDER = 55

NAMES = {
    "frameworks": "Frameworks named", "salaries": "Pay (exact band)", "countries": "Countries",
    "cities": "Cities", "regions": "Regions", "work_modes": "Work modes", "roles": "Roles",
    "role_spans": "Roles, each opening with its words", "seniority": "Seniority", "employer": "Employer's name",
    "topics": "Topics", "duplicates": "The same ad again (pairs)", "is_ad": "Ad or chatter", "language": "Language", "employer_kind": "Kind of employer",
    "industry": "Industry",
}  # fmt: skip
COLUMNS = (
    Column("name", "Field"),
    Column("score", "F1 or accuracy", "share"),
    Column("score_low", "Low", "share"),
    Column("score_high", "High", "share"),
    Column("precision", "Precision", "share"),
    Column("recall", "Recall", "share"),
    Column("target", "Target"),
    Column("labelled", "Things labelled", "count"),
    Column("ads", "Ads", "count"),
)


def compose(ask: Ask) -> Page:
    """The extractor page."""
    scores = ask("SELECT * FROM extractor_scores ORDER BY score DESC, field")
    scores = scores.assign(name=scores["field"].map(NAMES).fillna(scores["field"]))
    return Page(
        address=SLUG,
        nav=TITLE,
        order=ORDER,
        title="How well are the ads read?",
        lede=(
            "Everything here rests on reading ads by machine. Readers labelled ads of every source in full, without "
            "seeing what the machine had found; this page holds the two against each other."
        ),
        sections=_sections(scores, [str(one) for one in ask("SELECT failure FROM extractor_failures ORDER BY place")["failure"]]) if not scores.empty else (_nothing(),),
    )


def _nothing() -> Section:
    return Section(
        name="none",
        question="How well?",
        blocks=(Prose.of("No score card was written: run jobmarket score, then build and render again."),),
    )


def _sections(scores: pd.DataFrame, failures: list[str]) -> tuple[Section, ...]:
    held = scores[(scores["grouping"] == "half") & (scores["part"] == "never-tune")]
    tuned = scores[(scores["grouping"] == "half") & (scores["part"] == "tune")]
    with_target = held.dropna(subset=["target"])
    reached = int(with_target["is_reached"].astype(bool).sum())
    return (
        Section(
            name="fields",
            question="How well is each field heard?",
            answer=Answer(
                big=f"{reached} of {len(with_target)}",
                words=(
                    "fields with a target reach it on ads whose errors nobody ever looked at. "
                    f"{words.count(held.loc[held['field'] != 'duplicates', 'ads'].max())} ads are in that half."
                ),
            ),
            blocks=(
                Switch.of(
                    "half",
                    "Which ads",
                    {
                        "Ads never tuned on": (_figure(held, "never-tune", "ads whose errors nobody ever looked at"),),
                        "Ads tuned on": (_figure(tuned, "tune", "ads whose errors were used to improve the extractor"),),
                    },
                ),
                Prose.of(
                    "Only the ads never tuned on say how good the extractor is. Intervals take each ad as a cluster.",
                    *_overlap(held, scores[scores["grouping"] == "overlap"]),
                ),
            ),
        ),
        *_readers(scores[scores["grouping"] == "whole"]),
        Section(
            name="groups",
            question="Is it as good in every language and source?",
            blocks=(
                Prose.of("Scores of one language or source rest on few ads, and on both halves: read them as hints."),
                _table(scores[scores["grouping"] == "language"], "languages", "Scores by language"),
                _table(scores[scores["grouping"] == "source"], "sources", "Scores by source"),
            ),
        ),
        Section(
            name="failures",
            question="What is known to fail?",
            blocks=(
                Prose.of(*failures),
            ),
        ),
    )


def _overlap(held: pd.DataFrame, overlap: pd.DataFrame) -> tuple[str, ...]:
    """How hard the labelled pairs are: what the text that two ads have in common would tell alone."""
    ours = held[held["field"] == "duplicates"]
    if overlap.empty or ours.empty:
        return ()
    return (
        f"The pairs that may be one ad are hard ones: told by the share of text in common alone, the best such limit has an F1 "
        f"of {overlap.iloc[0]['score']:.2f} on them; told by openings, employer, place and time as well, it is {ours.iloc[0]['score']:.2f}.",
    )


def _readers(whole: pd.DataFrame) -> tuple[Section, ...]:
    """How far two readers agree, beside the extractor; nothing where no ad was read twice."""
    if whole.empty:
        return ()
    read = whole[whole["part"] == "two-readers"]
    least = read.sort_values("score").iloc[0]
    return (
        Section(
            name="readers",
            question="Would two readers say the same?",
            answer=Answer(
                big=words.percent(float(least["score"])),
                words=f"of the ads got one answer from two readers where they differed most: {least['name'].lower()}.",
            ),
            blocks=(
                Figure(
                    dots(
                        whole,
                        name="two-readers",
                        title="Share of ads in which the whole field is the same",
                        row="name",
                        series="part",
                        value="score",
                        low="score_low",
                        high="score_high",
                        sample="ads",
                        sample_word="ads",
                        thin=50,
                        columns=(COLUMNS[0], Column("part", "Who"), Column("score", "The same", "share"), *COLUMNS[2:4], COLUMNS[-1]),
                    ),
                    relation="extractor_scores",
                    source="ads labelled by two readers who knew neither each other's labels nor the machine's answers",
                ),
                Prose.of(
                    "Two readers labelled each ad never tuned on; where they differed, a third chose between their answers without "
                    "knowing whose they were. The machine is compared with what was settled. Where readers differ, no "
                    "machine can be right for both: the readers' own line is as far as a score can mean anything. They were "
                    "taught the same conventions; readers given nothing but the definitions read all ads afterwards, and where "
                    "these differed from what had been settled, a further reader chose."
                ),
            ),
        ),
    )


def _figure(scores: pd.DataFrame, name: str, of: str) -> Figure:
    return Figure(
        dots(
            scores,
            name=f"scores-{name}",
            title=f"F1, or share right where there is one answer, on {of}",
            row="name",
            value="score",
            low="score_low",
            high="score_high",
            sample="labelled",
            sample_word="things labelled",
            thin=50,
            is_one_a_row=True,
            columns=COLUMNS,
        ),
        relation="extractor_scores",
        source="ads of every source, labelled by readers who did not see the machine's answers",
    )


def _table(scores: pd.DataFrame, name: str, caption: str) -> Table:
    wide = scores.pivot_table(index="part", columns="field", values="score", observed=True)
    wide = wide.reindex(columns=[field for field in NAMES if field in wide.columns])
    ads = scores.groupby("part")["ads"].max().rename("n_ads")
    frame = wide.join(ads).sort_values("n_ads", ascending=False).reset_index()
    fields = tuple(Column(str(field), NAMES[str(field)], "share") for field in wide.columns)
    return Table(
        name=name,
        caption=caption,
        frame=frame,
        columns=(Column("part", "Group"), Column("n_ads", "Ads", "count"), *fields),
    )
