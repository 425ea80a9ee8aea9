"""Roles, employers and industries: which framework each group leans to, and on how much evidence."""

from __future__ import annotations

from jobmarket.charts import words
from jobmarket.site import Ask, Page, Section, Verdicts
from jobmarket.site.leaning import leaning
from jobmarket.site.ledger import ledger

TITLE = "Who hires"
SLUG = "groups"
ORDER = 22


def compose(ask: Ask) -> Page:
    """The page of groups."""
    return Page(
        address=SLUG,
        nav=TITLE,
        order=ORDER,
        title="Does it depend on the job and who offers it?",
        lede=_lede(ask),
        sections=(
            leaning(
                ask, "role", name="roles", question="Which role leans which way?", with_heat=True,
                doubt="Only ads that advertise a single role. A role is read from the title, not from the duties.",
            ),
            leaning(
                ask, "employer_kind", name="employers", question="Startup, enterprise or research?", hidden=("unknown",),
                with_heat=True,
                doubt="Known for employers on our list or that say so; the others are left out, and are no random rest.",
            ),
            leaning(
                ask, "industry", name="industries", question="Does the industry matter?", hidden=("unknown",), with_heat=True,
                doubt="An employer has one industry. Most deep-learning ads come from technology companies, so the others are thin.",
            ),
            Section(
                name="claims",
                question="What was claimed about employers and industries?",
                blocks=Verdicts.about(ledger(ask), "Who hires", "Industry"),
            ),
        ),
    )  # fmt: skip


def _lede(ask: Ask) -> str:
    rows = ask.rows(
        "SELECT * FROM rivals WHERE period = '24 months' AND population = 'every source' AND dimension = 'all' "
        "AND pair = 'pytorch:tensorflow'"
    )
    counts = "".join(
        f"Of the last 24 months, {words.count(row['both'])} openings name PyTorch and TensorFlow together and say nothing about a "
        f"leaning; {words.count(row['discordant'])} name only one of the two. "
        for row in rows
    )
    return f"{counts}Split into groups these become few: each cell says how many, and hatched ones may be chance."
