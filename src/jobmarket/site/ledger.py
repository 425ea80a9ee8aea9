"""Claims with their verdicts, in words and in the order a reader wants them.  Decides nothing."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pandas as pd

from jobmarket.catalog.claims import claims, documents
from jobmarket.catalog.rules import COUNTED_RULES, FIGURE_RULES, SERIES_RULES
from jobmarket.charts import words
from jobmarket.charts.palette import VERDICTS
from jobmarket.site.ask import Ask
from jobmarket.site.mini import Mini, mini
from jobmarket.site.thresholds import thresholds

MEANINGS = {
    "supported": "The evidence agrees with the claim, clearly and after correction for the number of claims tested.",
    "contradicted": "The evidence disagrees with the claim, clearly and after correction for the number of claims tested.",
    "inconclusive": "There is enough evidence to look, and it does not decide either way.",
    "too-little-evidence": "There are fewer ads, employers or figures than the rule asks for, so no judgement is made.",
    "not-testable": "Job ads and trend figures cannot speak on this.",
    "not-judged-yet": "The rule is declared and has not been applied yet.",
}
"""What each verdict means, in one sentence."""
_COUNTED = {
    "supported": "What is counted agrees with the claim. It is a count, so nothing is tested.",
    "contradicted": "What is counted disagrees with the claim. It is a count, so nothing is tested.",
    "inconclusive": "There is enough to count, and it does not decide either way.",
}
"""The same where the rule counts or votes."""

_PERCENT = re.compile(r"(?<=\d) %")  # "25 %" as the shelves write it, "25%" as these pages do
_RATING = {"supported": 5, "contradicted": 1}


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim and what was found, ready to be shown."""

    claim_id: str
    documents: tuple[str, ...]
    statement: str
    topic: str
    rule: str
    verdict: str
    estimate: float | None
    low: float | None
    high: float | None
    unit: str | None
    claimed: str | None
    window: str
    postings: int | None
    employers: int | None
    discordant: int | None
    discordant_employers: int | None
    largest_employer_share: float | None
    p_adjusted: float | None
    robust: str | None
    reason: str
    decided_on: str
    sql: str | None
    thresholds: tuple[float, ...]
    hearing: str
    contradicts: str
    sharpened: str
    mini: Mini | None
    is_counted: bool
    rests_on: Literal["ads", "trend figures", "ads and trend figures"]

    @property
    def verdict_words(self) -> str:
        """The verdict as a reader says it."""
        return VERDICTS[self.verdict].name

    @property
    def document_words(self) -> str:
        """Which documents make the claim: "Document A", "Documents B and C"; a user's own as it is named."""
        if any(len(name) > 1 for name in self.documents):
            return words.listing(list(self.documents))
        return ("Document " if len(self.documents) == 1 else "Documents ") + words.listing(
            list(self.documents)
        )

    @property
    def big(self) -> str:
        """The estimate in its unit; empty where there is none."""
        return words.figure(self.estimate, self.unit) if self.estimate is not None else ""

    @property
    def interval(self) -> str:
        """The interval in its unit, or the smallest and largest counted; empty where there is none."""
        return "" if self.is_counted and self.low == self.high else words.interval(self.low, self.high, self.unit)

    @property
    def doubt(self) -> str:
        """The interval with what it is: "95% interval 66% to 76%"; empty where there is none."""
        return f"{'smallest to largest' if self.is_counted else '95% interval'} {self.interval}" if self.interval else ""

    @property
    def meaning(self) -> str:
        """What the verdict means, in one sentence."""
        return (self.is_counted and _COUNTED.get(self.verdict)) or MEANINGS[self.verdict]

    @property
    def evidence(self) -> str:
        """What evidence there is: "312 ads of 140 employers", "trend figures"; empty where nothing was looked at."""
        if not self.postings:
            return self.rests_on if self.rests_on != "ads" and self.estimate is not None else ""
        of = f" of {self.employers:,} employers" if self.employers else ""
        return f"{self.postings:,} ads{of}"

    @property
    def what_would_change(self) -> str:
        """Which evidence would make the verdict another."""
        if self.is_counted and self.verdict in _COUNTED:
            other = "no longer holds" if self.verdict == "supported" else "holds"
            return f"New {self.rests_on}, when counted with them, what is claimed {other} ({self.claimed or 'the threshold of the rule'})."
        match self.verdict:
            case "not-testable":
                return "Another kind of evidence: experiments, course records or hiring records. Ads and trend figures do not hold it."
            case "too-little-evidence":
                have = f"There are {self.evidence}. " if self.postings else ""
                more = "ads from more employers" if self.rests_on == "ads" else self.rests_on
                return f"{have}More {more}: once the minimum of the rule is met, the claim is judged."
            case "inconclusive":
                return (
                    f"More evidence in the same direction. Now the interval {self.interval or 'of the estimate'} does not clear "
                    f"what is claimed ({self.claimed or 'the threshold of the rule'}) after correction."
                )
            case "supported" | "contradicted":
                weak = {"no": " It already changes with a source or a variant, as the chart shows.",
                        "single-source": " It rests on one source: a second one could confirm or overturn it."}  # fmt: skip
                moved = f"New {self.rests_on} that move the interval {self.interval} across what is claimed ({self.claimed or 'the threshold'})."
                return moved + weak.get(self.robust or "", "")
        return "Its rule has to be applied first."

    @property
    def json_ld(self) -> dict[str, Any]:
        """The verdict as a schema.org ClaimReview."""
        rating: dict[str, Any] = {"@type": "Rating", "alternateName": self.verdict_words}
        if self.verdict in _RATING:
            rating |= {"ratingValue": _RATING[self.verdict], "bestRating": 5, "worstRating": 1}
        return {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "claimReviewed": self.statement,
            "datePublished": self.decided_on,
            "author": {"@type": "Organization", "name": "jobmarket"},
            "reviewBody": self.reason,
            "reviewRating": rating,
            "itemReviewed": {
                "@type": "Claim",
                "appearance": [
                    {"@type": "CreativeWork", "name": document_title(name)} for name in self.documents
                ],
            },
        }


def ledger(ask: Ask) -> tuple[Entry, ...]:
    """Every claim with its verdict: decided ones first, the strongest evidence on top."""
    made = {row["claim_id"]: row for row in ask.rows("SELECT * FROM claims ORDER BY claim_id")}
    verdicts = ask.rows("SELECT * FROM verdicts ORDER BY claim_id")
    entries = [_entry(made[row["claim_id"]], row) for row in verdicts if row["claim_id"] in made]
    return tuple(sorted(entries, key=_strength))


def document_title(letter: str) -> str:
    """The title of a document by its letter; the letter itself where it is not on the shelf."""
    return documents()[letter].title if letter in documents() else letter


def tally(entries: tuple[Entry, ...]) -> tuple[tuple[str, int], ...]:
    """How many claims have each verdict, in the order of :data:`VERDICTS`, those without any left out."""
    counts = {verdict: sum(entry.verdict == verdict for entry in entries) for verdict in VERDICTS}
    return tuple((verdict, number) for verdict, number in counts.items() if number)


def _strength(entry: Entry) -> tuple[Any, ...]:
    order = {"supported": 0, "contradicted": 0, "inconclusive": 1, "too-little-evidence": 2}
    robust = {"yes": 0, "single-source": 1, "no": 2}
    return (
        order.get(entry.verdict, 3),
        robust.get(entry.robust or "", 3),
        entry.p_adjusted if entry.p_adjusted is not None else 1.0,
        -(entry.employers or 0),
        entry.claim_id,
    )


def _entry(claim: dict[str, Any], row: dict[str, Any]) -> Entry:
    estimate, low, high = (_number(row[name]) for name in ("estimate", "low", "high"))
    unit, claimed = _text(row["unit"]), _text(row["claimed"])
    declared = claims().get(str(row["claim_id"]))
    marks = thresholds(declared, claimed, unit)
    return Entry(
        claim_id=str(row["claim_id"]),
        documents=_documents(str(claim["document"])),
        statement=str(claim["statement"]),
        topic=str(claim["topic"]),
        rule=str(claim["rule"]),
        verdict=str(row["verdict"]),
        estimate=estimate,
        low=low,
        high=high,
        unit=unit,
        claimed=claimed,
        window=_window(row["window_from"], row["window_to"]),
        postings=_whole(row["postings"]),
        employers=_whole(row["employers"]),
        discordant=_whole(row["discordant"]),
        discordant_employers=_whole(row["discordant_employers"]),
        largest_employer_share=_number(row["largest_employer_share"]),
        p_adjusted=_number(row["p_adjusted"]),
        robust=_text(row["robust"]),
        reason=_text(row["reason"]) or "",
        decided_on=day(row["decided_at"]),
        sql=_text(row.get("sql")),
        thresholds=marks,
        hearing=_text(row["hearing"]) or "",
        contradicts=_text(claim["contradicts"]) or "",
        sharpened=_text(claim["sharpened"]) or "",
        mini=mini(estimate, low, high, marks, unit),
        is_counted=declared is not None and declared.kind in COUNTED_RULES,
        rests_on="ads" if declared is None or declared.kind not in FIGURE_RULES
        else "trend figures" if declared.kind in SERIES_RULES else "ads and trend figures",
    )


def _documents(said: str) -> tuple[str, ...]:
    """The letters of documents on the shelf; a document of a user's own claim by its name."""
    letters = said.split()
    return tuple(letters) if all(letter in documents() for letter in letters) else (said,)


def day(value: Any) -> str:
    """A date or timestamp as YYYY-MM-DD; empty for none."""
    if value is None or pd.isna(value):
        return ""
    return str(value)[:10] if not isinstance(value, date) else value.isoformat()[:10]


def _window(start: Any, end: Any) -> str:
    first, last = day(start), day(end)
    return f"{first} to {last}" if first and last else first or last


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _whole(value: Any) -> int | None:
    return None if value is None or pd.isna(value) else int(value)


def _text(value: Any) -> str | None:
    if value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NA:
        return None
    return _PERCENT.sub("%", str(value)) or None
