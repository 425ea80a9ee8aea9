"""One page a claim: what is claimed, by whom, the rule, the verdict, the evidence, and what would change it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from jobmarket.charts import Column, forest, label, words
from jobmarket.site import Answer, Ask, Block, Code, Facts, Figure, Page, Prose, Section, Table
from jobmarket.site.columns import EVIDENCE
from jobmarket.site.forest_rows import reference, row_of
from jobmarket.site.ledger import Entry, day, document_title, ledger

TITLE = "Claims"
SLUG = "claims"
ORDER = 100

BESIDE = "beside: "
_OF_ADS = (
    "Diamond: the figure the verdict rests on. Squares: single sources. Circles: variants of the rule. "
    "Open marks: fewer than 12 employers, or an interval that says next to nothing. n counts employers."
)
_OF_FIGURES = "Diamond: the figure the verdict rests on. Squares: the figures it is taken from, or that stand beside it."
_OF_BOTH = (
    "Diamond: the figure the verdict rests on. Squares: the trend figures it is taken from. Circles: what is counted in ads. "
    "n counts employers, which trend figures have none of."
)
SHOWN = 12
"""So many of the ads counted are listed; the query gives all."""


def compose(ask: Ask) -> list[Page]:
    """The pages of all claims."""
    evidence = ask("SELECT * FROM verdict_evidence ORDER BY claim_id, variant, source")
    history = ask("SELECT * FROM verdict_history ORDER BY claim_id, decided_at")
    figures = ask("SELECT * FROM verdict_figures ORDER BY claim_id, agrees NULLS LAST, series, region")
    return [
        _page(
            entry,
            evidence[evidence["claim_id"] == entry.claim_id],
            history[history["claim_id"] == entry.claim_id],
            figures[figures["claim_id"] == entry.claim_id],
            ask(
                f"SELECT p.* FROM ({entry.sql}) AS counted JOIN postings AS p USING (posting_id)"
                f" ORDER BY p.url IS NULL, p.date_posted DESC, p.posting_id LIMIT {SHOWN}"
            )
            if entry.sql
            else pd.DataFrame(),
        )
        for entry in ledger(ask)
    ]


def _page(
    entry: Entry, evidence: pd.DataFrame, history: pd.DataFrame, figures: pd.DataFrame, ads: pd.DataFrame
) -> Page:
    return Page(
        address=f"claims/{entry.claim_id}",
        order=ORDER,
        within="index",
        kicker=f"{entry.document_words} · {entry.topic}",
        title=entry.statement,
        lede=entry.reason,
        described=f"{entry.verdict_words}: {entry.reason}",
        json_ld=entry.json_ld,
        sections=tuple(
            section
            for section in (
                _verdict(entry),
                _evidence(entry, evidence),
                _figures(figures),
                _rule(entry),
                _ads(entry, ads),
                _change(entry, history),
            )
            if section
        ),
    )


def _verdict(entry: Entry) -> Section:
    facts = [
        ("Counted" if entry.is_counted else "Estimate", f"{entry.big}, {entry.doubt}" if entry.doubt else entry.big),
        ("Claimed", entry.claimed or ""),
        ("Period", entry.window),
        ("Ads", words.count(entry.postings) if entry.postings is not None else ""),
        ("Employers", words.count(entry.employers) if entry.employers is not None else ""),
        ("Ads naming only one of the two", _of(entry.discordant, entry.discordant_employers)),
        ("Largest employer", f"{words.percent(entry.largest_employer_share)} of the ads that decide" if entry.largest_employer_share is not None else ""),
        ("p after correction", _p(entry.p_adjusted)),
        ("Robust", {"yes": "yes: survives every source and variant", "no": "no: a source or a variant changes it",
                    "single-source": "rests on a single source"}.get(entry.robust or "", "")),
        ("How well it is heard", entry.hearing),
        ("Decided on evidence up to", entry.decided_on),
    ]  # fmt: skip
    return Section(
        name="verdict",
        question="What does the evidence say?",
        answer=Answer(words=entry.meaning, big=entry.big, verdict=entry.verdict, key=entry.verdict),
        blocks=(Facts(tuple((name, value) for name, value in facts if value)),),
    )


def _p(value: float | None) -> str:
    if value is None:
        return ""
    return "under 0.0001" if value < 0.0001 else words.plain(value)


def _of(number: int | None, employers: int | None) -> str:
    if number is None:
        return ""
    return words.count(number) + (f" of {words.count(employers)} employers" if employers is not None else "")


def _evidence(entry: Entry, evidence: pd.DataFrame) -> Section | None:
    is_beside = evidence["variant"].str.startswith(BESIDE)
    drawn, beside = evidence[~is_beside], evidence[is_beside]
    if drawn.empty or drawn["estimate"].isna().all():
        return None
    rows = sorted((row_of(dict(row), entry.rests_on) for row in drawn.to_dict("records")), key=lambda row: row["place"])
    frame = pd.DataFrame(rows).drop(columns="place")
    kind = words.unit_kind(entry.unit)
    columns = (
        EVIDENCE[0],
        Column("estimate", "Estimate", kind),
        Column("low", "from", kind),
        Column("high", "to", kind),
        *EVIDENCE[1:],
    )
    chart = forest(
        frame,
        name="forest",
        title=f"By source and by variant of the rule: {entry.unit or 'estimate'}",
        unit=kind,
        claimed=reference(entry),
        verdict=entry.verdict,
        columns=columns,
        note={"ads": _OF_ADS, "trend figures": _OF_FIGURES}.get(entry.rests_on, _OF_BOTH),
        ends="smallest to largest" if entry.is_counted else "95% interval",
    )
    blocks: list[Block] = [
        Figure(
            chart,
            relation="verdict_evidence",
            source=_source(entry),
        )
    ]
    if not beside.empty and beside["estimate"].notna().any():
        blocks.append(_beside(beside, kind))
    return Section(
        name="evidence",
        question="Do sources and variants agree?" if entry.rests_on == "ads" else f"Do the {entry.rests_on} agree?",
        doubt={
            "ads": "Each source speaks for the employers it covers. Variants change one part of the rule at a time.",
            "trend figures": "Each figure counts something of its own (users, downloads, repositories, questions), and none counts jobs.",
        }.get(entry.rests_on, "Each trend figure counts something of its own (users, downloads, repositories); only the ads count jobs."),
        blocks=tuple(blocks),
    )


def _source(entry: Entry) -> str:
    if not entry.window:
        return ""
    if entry.rests_on == "ads":
        return f"job ads of the sources named, posted {entry.window}"
    also = " and job ads of sources that carry every ad" if entry.rests_on == "ads and trend figures" else ""
    return f"trend figures of the publishers in the table{also}, {entry.window}"


def _figures(figures: pd.DataFrame) -> Section | None:
    if figures.empty:
        return None
    held = figures.dropna(subset=["agrees"])
    against = int((~held["agrees"].astype(bool)).sum())
    told = figures.assign(
        year=pd.to_datetime(figures["date"]).dt.year.astype(str),
        place=[
            "Worldwide" if region == "world" else words.country(region) for region in figures["region"]
        ],
        series=[label(series) for series in figures["series"]],
        said=[_said(agrees) for agrees in figures["agrees"]],
        first=_of_term(figures["first_term"], figures["first_value"]),
        second=_of_term(figures["second_term"], figures["second_value"]),
    )
    return Section(
        name="figures",
        question="Do surveys and counters agree?",
        doubt="They count users, downloads or repositories, not jobs, so they stand beside the verdict and never move it.",
        answer=Answer(big=f"{against} of {len(held)}", words="figures beside it disagree with the ads.")
        if len(held)
        else None,
        blocks=(
            Table(
                name="figures-beside",
                caption="Newest figures of other kinds, where they speak on this claim",
                frame=told,
                columns=(
                    Column("said", "Beside the ads"),
                    Column("place", "Where"),
                    Column("year", "Year"),
                    Column("first", "Figure"),
                    Column("second", "Against"),
                    Column("unit", "Unit"),
                    Column("series", "Series"),
                    Column("source", "Published by"),
                ),
            ),
        ),
    )


def _said(agrees: bool | None) -> str:
    if agrees is None or pd.isna(agrees):
        return "stands by itself"
    return "agrees with the ads" if agrees else "disagrees with the ads"


def _of_term(terms: pd.Series, values: pd.Series) -> list[str]:
    """A term's label with its figure; empty where there is no such term."""
    pairs = zip(terms, values, strict=True)
    return ["" if pd.isna(term) else f"{label(str(term))} {words.plain(float(value))}" for term, value in pairs]


def _ads(entry: Entry, ads: pd.DataFrame) -> Section | None:
    if ads.empty:
        return None
    named = ads["title"].fillna("").replace("", "untitled")
    told = ads.assign(day=ads["date_posted"].map(day), title=named, source_name=ads["source"].map(label))
    return Section(
        name="ads",
        question="Which ads were counted?",
        answer=Answer(
            words=f"{entry.evidence}. {len(ads)} of them are listed here, those with an address first; the query above gives them all."
        ),
        blocks=(
            Table(
                name="ads-counted",
                caption="Ads counted, the newest with an address first; sources without an open licence are shown by number only",
                frame=told,
                columns=(
                    Column("posting_id", "Ad"),
                    Column("day", "Posted"),
                    Column("title", "Title"),
                    Column("source_name", "Source"),
                ),
                links={"posting_id": "url"},
            ),
        ),
    )


def _beside(beside: pd.DataFrame, kind: words.Kind) -> Facts:
    rows = []
    for row in beside.dropna(subset=["estimate"]).to_dict("records"):
        name = str(row["variant"]).removeprefix(BESIDE)
        unit = "ratio" if "ratio" in name else kind
        ends = words.interval(row["low"], row["high"], unit)
        rows.append((name, words.figure(row["estimate"], unit) + (f" ({ends})" if ends else "")))
    return Facts(tuple((f"Beside it: {label(name)}", said) for name, said in rows))


def _rule(entry: Entry) -> Section:
    rows = [(_part_name(part), part) for part in entry.rule.split(" | ")]
    if entry.sharpened:
        rows.append(("Made exact before looking", entry.sharpened))
    rows += [(f"Document {letter}", document_title(letter)) for letter in entry.documents]
    if entry.contradicts:
        rows.append(("Against it", entry.contradicts))
    code = (Code("The ads counted, as a query", entry.sql),) if entry.sql else ()
    return Section(name="rule", question="By which rule, and who says so?", blocks=(Facts(tuple(rows)), *code))


def _part_name(part: str) -> str:
    """What a part of the rule's line is about."""
    for start, name in (("in ads", "Ads counted"), ("window", "Window"), ("minimum", "Minimum"),
                        ("unselected", "Sources"), ("every source", "Sources"), ("not testable", "Not testable")):  # fmt: skip
        if part.startswith(start):
            return name
    return "Rule, fixed before looking"


def _change(entry: Entry, history: pd.DataFrame) -> Section:
    earlier = tuple(
        (f"Evidence up to {day(row['decided_at'])}", _was(dict(row), entry))
        for row in history.to_dict("records")
    )
    return Section(
        name="change",
        question="What would change this verdict?",
        blocks=(Prose.of(entry.what_would_change), *((Facts(earlier),) if len(earlier) > 1 else ())),
    )


def _was(row: dict[Any, Any], entry: Entry) -> str:
    said = words.figure(row["estimate"], entry.unit)
    why = f" ({row['why']})" if isinstance(row["why"], str) else ""
    return label(str(row["verdict"])) + (f", {said}" if said != "–" else "") + why
