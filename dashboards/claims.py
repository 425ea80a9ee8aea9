"""One page a claim: what is claimed, by whom, the rule, the verdict, the evidence, and what would change it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from jobmarket.charts import Column, Reference, forest, label, words
from jobmarket.site import Answer, Ask, Block, Code, Facts, Figure, Page, Prose, Section
from jobmarket.site.columns import EVIDENCE
from jobmarket.site.ledger import MEANINGS, Entry, day, document_title, ledger

TITLE = "Claims"
SLUG = "claims"
ORDER = 100

BESIDE = "beside: "


def compose(ask: Ask) -> list[Page]:
    """The pages of all claims."""
    evidence = ask("SELECT * FROM verdict_evidence ORDER BY claim_id, variant, source")
    history = ask("SELECT * FROM verdict_history ORDER BY claim_id, decided_at")
    return [
        _page(
            entry,
            evidence[evidence["claim_id"] == entry.claim_id],
            history[history["claim_id"] == entry.claim_id],
        )
        for entry in ledger(ask)
    ]


def _page(entry: Entry, evidence: pd.DataFrame, history: pd.DataFrame) -> Page:
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
                _rule(entry),
                _change(entry, history),
            )
            if section
        ),
    )


def _verdict(entry: Entry) -> Section:
    facts = [
        ("Estimate", f"{entry.big}, 95% interval {entry.interval}" if entry.interval else entry.big),
        ("Claimed", entry.claimed or ""),
        ("Period", entry.window),
        ("Ads", words.count(entry.postings) if entry.postings is not None else ""),
        ("Employers", words.count(entry.employers) if entry.employers is not None else ""),
        ("Ads naming only one of the two", _of(entry.discordant, entry.discordant_employers)),
        ("Largest employer", f"{words.percent(entry.largest_employer_share)} of the ads that decide" if entry.largest_employer_share is not None else ""),
        ("p after correction", _p(entry.p_adjusted)),
        ("Robust", {"yes": "yes: survives every source and variant", "no": "no: a source or a variant changes it",
                    "single-source": "rests on a single source"}.get(entry.robust or "", "")),
        ("Decided on evidence up to", entry.decided_on),
    ]  # fmt: skip
    return Section(
        name="verdict",
        question="What does the evidence say?",
        answer=Answer(words=MEANINGS[entry.verdict], big=entry.big, verdict=entry.verdict, key=entry.verdict),
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
    rows = sorted((_row(dict(row)) for row in drawn.to_dict("records")), key=lambda row: row["place"])
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
        claimed=_claimed(entry),
        verdict=entry.verdict,
        columns=columns,
        note="Diamond: the figure the verdict rests on. Squares: single sources. Circles: variants of the rule. "
        "Open marks: fewer than 12 employers, or an interval that says next to nothing. n counts employers.",
    )
    blocks: list[Block] = [Figure(chart)]
    if not beside.empty and beside["estimate"].notna().any():
        blocks.append(_beside(beside, kind))
    return Section(
        name="evidence",
        question="Do sources and variants agree?",
        doubt="Each source speaks for the employers it covers. Variants change one part of the rule at a time.",
        blocks=tuple(blocks),
    )


def _beside(beside: pd.DataFrame, kind: words.Kind) -> Facts:
    rows = []
    for row in beside.dropna(subset=["estimate"]).to_dict("records"):
        name = str(row["variant"]).removeprefix(BESIDE)
        unit = "ratio" if "ratio" in name else kind
        ends = words.interval(row["low"], row["high"], unit)
        rows.append((name, words.figure(row["estimate"], unit) + (f" ({ends})" if ends else "")))
    return Facts(tuple((f"Beside it: {label(name)}", said) for name, said in rows))


def _row(row: dict[Any, Any]) -> dict[str, Any]:
    source, variant = str(row["source"]), str(row["variant"])
    pooled, main = source == "all", variant == "main"
    name = "All sources" if pooled and main else label(source) if main else variant[:1].upper() + variant[1:]
    if not main and not pooled:
        name = f"{label(source)}: {variant}"
    return {
        "label": name,
        "kind": "main" if pooled and main else "source" if main else "variant",
        "place": (0 if pooled and main else 1 if main else 2, source if main else variant, source),
        **{str(column): row[column] for column in ("estimate", "low", "high", "postings", "employers")},
    }


def _claimed(entry: Entry) -> Reference | None:
    said = (
        f"claimed: {entry.claimed}" if entry.claimed and len(entry.claimed) < 48 else "threshold of the claim"
    )
    if len(entry.thresholds) == 2:
        return Reference(min(entry.thresholds), said, max(entry.thresholds))
    return Reference(entry.thresholds[0], said) if entry.thresholds else None


def _rule(entry: Entry) -> Section:
    rows = [(_part_name(part), part) for part in entry.rule.split(" | ")]
    if entry.sharpened:
        rows.append(("Made exact before looking", entry.sharpened))
    rows += [(f"Document {letter}", document_title(letter)) for letter in entry.documents]
    if entry.contradicts:
        rows.append(("Against it", entry.contradicts))
    code = (Code("The ads counted, as a query", entry.sql),) if entry.sql else ()
    return Section(
        name="rule", question="By which rule, and who says so?", blocks=(Facts(tuple(rows)), *code)
    )


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
        blocks=(Prose.of(*_changes(entry)), *((Facts(earlier),) if len(earlier) > 1 else ())),
    )


def _was(row: dict[Any, Any], entry: Entry) -> str:
    said = words.figure(row["estimate"], entry.unit)
    return label(str(row["verdict"])) + (f", {said}" if said != "–" else "")


def _changes(entry: Entry) -> tuple[str, ...]:
    match entry.verdict:
        case "not-testable":
            return (
                "Another kind of evidence: experiments, course records or hiring records. Ads and trend figures do not hold it.",
            )
        case "too-little-evidence":
            have = f"There are {entry.evidence}. " if entry.evidence else ""
            return (
                f"{have}More ads from more employers: once the minimum of the rule is met, the claim is judged.",
            )
        case "inconclusive":
            return (
                f"More evidence in the same direction. Now the interval {entry.interval or 'of the estimate'} does not clear "
                f"what is claimed ({entry.claimed or 'the threshold of the rule'}) after correction.",
            )
        case "supported" | "contradicted":
            weak = {"no": " It already changes with a source or a variant, as the chart shows.",
                    "single-source": " It rests on one source: a second one could confirm or overturn it."}  # fmt: skip
            return (
                f"New ads that move the interval {entry.interval} across what is claimed ({entry.claimed or 'the threshold'})."
                + weak.get(entry.robust or "", ""),
            )
    return ("Its rule has to be applied first.",)
