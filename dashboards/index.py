"""The front page: what this answers, the short answers, and every verdict."""

from __future__ import annotations

from jobmarket.charts import label, words
from jobmarket.site import Ask, Page, Prose, Section, Verdicts
from jobmarket.site.ledger import Entry, ledger, tally
from jobmarket.site.page import Card

TITLE = "Answers"
SLUG = "index"
ORDER = 0

NOT_DECIDED = {
    "inconclusive": "are inconclusive",
    "too-little-evidence": "have too little evidence",
    "not-testable": "cannot be tested",
    "not-judged-yet": "are not judged yet",
}


def compose(ask: Ask) -> Page:
    """The front page."""
    entries = ledger(ask)
    as_of = str(ask("SELECT max(date_posted) AS day FROM ads")["day"][0])[:10]
    cards = (_most_named(ask), _head_to_head(ask, "pytorch:tensorflow", "regions.html", "By region and country"), _second_framework(ask), _pay(ask),
             _head_to_head(ask, "keras:pytorch-lightning", "groups.html", "By role, employer and industry"), _claims(entries))  # fmt: skip
    return Page(
        address=SLUG,
        nav=TITLE,
        order=ORDER,
        kicker=f"Job ads up to {as_of}",
        title="Which deep-learning framework do employers really ask for?",
        lede=(
            f"Advice for learners is full of confident sentences about PyTorch, TensorFlow and Keras. Here "
            f"{len(entries)} of them, taken from three published comparisons, are held against what job ads say."
        ),
        cards=tuple(card for card in cards if card),
        sections=(
            Section(
                name="claims",
                question="What holds up?",
                doubt=(
                    "A verdict is given only where the rule, written down before looking, has its minimum of ads "
                    "and employers and the interval is clear of the threshold after correction for testing many claims."
                ),
                blocks=(
                    Prose.of(
                        "The strongest evidence stands first. In each small picture the bar is the interval (where a rule "
                        "counts or votes: the smallest to the largest seen), the block the estimate, and the dashed line or the shaded field what was claimed."
                    ),
                    Verdicts(entries, tally(entries)),
                ),
            ),
        ),
    )


def _most_named(ask: Ask) -> Card | None:
    rows = ask.rows(
        "SELECT * FROM demand_overall WHERE period = '24 months' AND population = 'unselected' "
        "AND framework IN ('pytorch', 'tensorflow', 'keras', 'jax') ORDER BY share DESC, framework"
    )
    if not rows:
        return None
    first, *rest = rows
    beside = words.listing([f"{label(row['framework'])} {words.percent(row['share'])}" for row in rest])
    return Card(
        question="Which framework do employers name most?",
        big=words.percent(first["share"]),
        words=f"of deep-learning ads of the last 24 months name {label(first['framework'])}"
        + (f"; {beside}." if beside else "."),
        doubt=f"95% interval {words.interval(first['share_low'], first['share_high'], 'share')}; "
        f"{first['dl_openings']:,} openings of {first['dl_employers']:,} employers.",
        link="demand.html",
        link_words="Demand over time",
        key=first["framework"],
    )


def _head_to_head(ask: Ask, pair: str, link: str, link_words: str) -> Card | None:
    rows = ask.rows(
        "SELECT * FROM rivals WHERE period = '24 months' AND population = 'every source' AND pair = $pair "
        "AND dimension = 'all' AND discordant > 0",
        pair=pair,
    )
    if not rows:
        return None
    row = rows[0]
    first, second = label(row["first"]), label(row["second"])
    return Card(
        question=f"{first} or {second}, where an ad names only one?",
        big=words.percent(row["share"]),
        words=f"name {first}: {row['first_only']:,} openings against {row['second_only']:,} that name only {second}.",
        doubt=f"95% interval {words.interval(row['share_low'], row['share_high'], 'share')}; "
        f"{row['both']:,} more name both. All sources of the last 24 months.",
        link=link,
        link_words=link_words,
        key=row["first"] if row["share"] >= 0.5 else row["second"],
    )


def _second_framework(ask: Ask) -> Card | None:
    rows = ask.rows(
        "SELECT * FROM eligibility WHERE population = 'every source' "
        "AND skill_set IN ('pytorch', 'pytorch+tensorflow') ORDER BY size"
    )
    if len(rows) < 2:
        return None
    one, two = rows
    return Card(
        question="Does a second framework open more doors?",
        big=f"+{(two['share'] - one['share']) * 100:.0f} points",
        words=f"PyTorch alone satisfies {words.percent(one['share'])} of deep-learning ads, PyTorch with "
        f"TensorFlow {words.percent(two['share'])}.",
        doubt=f"95% intervals {words.interval(one['share_low'], one['share_high'], 'share')} and "
        f"{words.interval(two['share_low'], two['share_high'], 'share')}; {one['dl_openings']:,} openings.",
        link="skills.html#sets",
        link_words="Every combination",
        key="machine-learning",
    )


def _pay(ask: Ask) -> Card | None:
    rows = ask.rows(
        "SELECT * FROM salary_by_framework WHERE period = '24 months' AND role = 'any' AND country = 'US' "
        "AND framework IN ('pytorch', 'tensorflow') ORDER BY framework"
    )
    if len(rows) < 2:
        return None
    one, two = rows
    return Card(
        question="What do the ads pay?",
        big=words.usd(one["median_usd"]),
        words=f"a year is the median of US ads that name PyTorch; TensorFlow {words.usd(two['median_usd'])}.",
        doubt=f"95% intervals {words.interval(one['median_low_usd'], one['median_high_usd'], 'usd')} and "
        f"{words.interval(two['median_low_usd'], two['median_high_usd'], 'usd')}; "
        f"{one['openings']:,} and {two['openings']:,} priced openings.",
        link="salaries.html",
        link_words="Pay by framework, role and country",
        key="pytorch",
    )


def _claims(entries: tuple[Entry, ...]) -> Card:
    counts = dict(tally(entries))
    decided = counts.pop("supported", 0), counts.pop("contradicted", 0)
    return Card(
        question="How much of the advice holds up?",
        big=f"{decided[0]} of {sum(decided)}" if any(decided) else "none yet",
        words="claims that the evidence decides are supported; the others are contradicted.",
        doubt=f"Of all {len(entries)} claims, "
        + words.listing([f"{number} {NOT_DECIDED[verdict]}" for verdict, number in counts.items()])
        + ".",
        link="index.html#claims",
        link_words="All verdicts",
        key="supported",
    )
