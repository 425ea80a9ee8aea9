"""Method: how ads are counted and claims are judged, in words that fit on a page."""

from __future__ import annotations

from jobmarket.catalog.claims import documents
from jobmarket.charts import label
from jobmarket.site import Ask, Facts, Page, Prose, Section
from jobmarket.site.ledger import MEANINGS, ledger, tally

TITLE = "Method"
SLUG = "method"
ORDER = 60

# Told in full in docs/method.md; a later choice of this kind belongs in both places.
LATE = (
    ("Intervals of shares", "the larger of two cluster variances, after five formulas had been compared by simulation"),
    ("Growth", "only sources gathered over 18 months or more speak: a board read on one day shows survivors"),
    ("Changing leaders", "years are compared within one source: two sources differ in population, not in time"),
    ("Stars gained in a year", "from December to the last December seen, because some are missing"),
    ("Number of roles", "the slope's error comes from leaving out one employer after the other: the bootstrap's was too small"),
    ("Errors of models", "correct for the leverage of heavy employers; degrees of freedom count those with the rarer outcome"),
    ("Joint tests", "are Hotelling's, because the usual ones decided too often with few employers"),
    ("Intervals of medians", "are what Woodruff's test leaves standing: a bootstrap's held the truth in 91 of 100 cases"),
    ("Shares with a heavy employer", "degrees of freedom never exceed the effective number of employers"),
)


def compose(ask: Ask) -> Page:
    """The method page."""
    present = {verdict for verdict, _ in tally(ledger(ask))}
    return Page(
        address=SLUG,
        nav=TITLE,
        order=ORDER,
        title="How is a claim judged?",
        lede=(
            "The rule of each claim was written down before its result was seen. A claim is decided only by enough ads of "
            "enough employers, and only after correction for testing more than a hundred claims at once."
        ),
        sections=(
            Section(
                name="documents",
                question="Whose claims are these?",
                blocks=(
                    Prose.of(
                        "Three published comparisons make the claims. Each is restated here in our own words."
                    ),
                    Facts(
                        tuple(
                            (f"Document {letter}", document.title)
                            for letter, document in sorted(documents().items())
                        )
                    ),
                ),
            ),
            Section(
                name="verdicts",
                question="What do the verdicts mean?",
                blocks=(
                    Facts(
                        tuple(
                            (label(verdict), meaning)
                            for verdict, meaning in MEANINGS.items()
                            if verdict in present
                        )
                    ),
                    Prose.of(
                        "A verdict is robust if it survives leaving out any one source and every declared variant of its "
                        "rule. A claim that stays undecided is not refuted: its page says how far the evidence is from its minimum."
                    ),
                ),
            ),
            Section(
                name="words",
                question="What is counted?",
                blocks=(
                    Facts(
                        (
                            (
                                "Deep-learning ad",
                                "names at least one deep-learning framework anywhere in the ad",
                            ),
                            (
                                "Machine-learning ad",
                                "a deep-learning ad, or an ad for one of the roles of machine learning",
                            ),
                            (
                                "Opening",
                                "an ad with all its repeats, mirrors and edits: counted once in a period",
                            ),
                            (
                                "Unselected source",
                                "a source that carries every ad of its employers; only these speak on demand",
                            ),
                            (
                                "Paired comparison",
                                "ads that name only the one framework against ads that name only the other",
                            ),
                            (
                                "Recent",
                                "the last 24 months before the newest ad; longer windows are variants",
                            ),
                        )
                    ),
                    Prose.of(
                        "A framework counts wherever the ad names it as a technology: required, wished for, or used by the team. "
                        "A source that cannot see a word is left out for that word: what cannot be observed is not absent."
                    ),
                ),
            ),
            Section(
                name="minimum",
                question="How much evidence is enough?",
                blocks=(
                    Facts(
                        (
                            ("Paired comparisons", "12 employers that name only one of the two"),
                            ("Shares", "50 ads of 25 employers"),
                            ("Trends", "20 events of 12 employers, else a longer window"),
                            ("Differences between groups", "20 ads in each group"),
                            ("Pay", "30 priced ads"),
                            ("Any one employer", "at most 40% of the ads that decide"),
                        )
                    ),
                ),
            ),
            Section(
                name="doubt",
                question="Where does the doubt come from?",
                blocks=(
                    Prose.of(
                        "Ads of one employer are not independent. Tests flip the sign employer by employer and intervals are "
                        "clustered by employer. Holm's procedure then corrects all testable claims together.",
                        "The charts on these pages show simpler intervals (Wilson, 95%), which take openings as independent. "
                        "They show how much evidence there is; the verdicts do not rest on them.",
                        "Balance is a claim too: it needs both bounds inside a margin. Failing to find a difference is not balance.",
                        "Growth is tested on the share over all months, never by two end points, with the counts beside it.",
                        "Ads say what employers write, not whom they hire, and these sources do not cover every market equally.",
                    ),
                ),
            ),
            Section(
                name="late",
                question="What was decided after results had been seen?",
                blocks=(
                    Prose.of(
                        "Rules came before results, but some choices about the method came later: the first four after a first run "
                        "on a part of the evidence, the others after a simulation had shown that a statistic erred. None was "
                        "chosen for a verdict; each can move one."
                    ),
                    Facts(LATE),
                ),
            ),
        ),
    )
