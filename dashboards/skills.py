"""Skills: which frameworks are named together, and how many ads a person with a given set satisfies."""

from __future__ import annotations

from jobmarket.charts import Column, dots, label, matrix, words
from jobmarket.site import Answer, Ask, Figure, Page, Section, Verdicts
from jobmarket.site.columns import COUNTS, FRAMEWORK, OF_DL, SHARE
from jobmarket.site.ledger import ledger

TITLE = "Skills"
SLUG = "skills"
ORDER = 15

SHOWN = "('pytorch', 'tensorflow', 'keras', 'jax', 'pytorch-lightning')"


def compose(ask: Ask) -> Page:
    """The skills page."""
    return Page(
        address=SLUG,
        nav=TITLE,
        order=ORDER,
        title="What does it take to satisfy an ad?",
        lede=(
            "Many ads name more than one framework. What counts for a person is how many ads a set of skills satisfies, "
            "and what employers ask for beside the frameworks."
        ),
        sections=(_sets(ask), _together(ask), _claims(ask)),
    )


def _together(ask: Ask) -> Section:
    frame = ask(
        f"SELECT * FROM co_mentions WHERE period = '24 months' AND framework IN {SHOWN} AND other IN {SHOWN} "
        "ORDER BY framework, other"
    )
    answer = None
    rows = frame[(frame["framework"] == "keras") & (frame["other"] == "tensorflow")].to_dict("records")
    if rows:
        row = rows[0]
        answer = Answer(
            big=words.percent(row["share"]),
            words=f"of ads that name Keras name TensorFlow as well (95% interval "
            f"{words.interval(row['share_low'], row['share_high'], 'share')}, {row['framework_openings']:,} openings).",
            key="keras",
        )
    return Section(
        name="together",
        question="Which frameworks are named together?",
        answer=answer,
        blocks=(
            Figure(
                matrix(
                    frame,
                    name="pairs",
                    title="Of the ads that name the framework on the left, how many also name the one above",
                    row="framework",
                    column="other",
                    order=("pytorch", "tensorflow", "keras", "jax", "pytorch-lightning"),
                    columns=(FRAMEWORK, Column("other", "also names", "name"), *SHARE, *COUNTS,
                             Column("framework_openings", "of openings", "count")),
                    note="Read a row from left to right. Empty squares: fewer than 20 openings name the framework on the left.",
                ),
                relation="co_mentions",
            ),
        ) if not frame.empty else (),
    )  # fmt: skip


def _sets(ask: Ask) -> Section:
    frame = ask("SELECT * FROM eligibility WHERE population = 'every source' ORDER BY share DESC, skill_set")
    frame = frame.assign(
        knows=[" + ".join(label(str(item)) for item in known) for known in frame["frameworks"]]
    )
    return Section(
        name="sets",
        question="How many ads does a person satisfy who knows …?",
        doubt=(
            "An ad counts as satisfied if every deep-learning framework it names is known, or if it accepts alternatives "
            "and one of them is known. Ads list wishes; employers may be more lenient than their ads."
        ),
        blocks=(
            Figure(
                dots(
                    frame,
                    name="eligibility",
                    title="Share of deep-learning ads of the last 24 months satisfied by each set of frameworks",
                    row="knows",
                    key="machine-learning",
                    subject="share of deep-learning ads satisfied",
                    columns=(Column("knows", "Knows"), *SHARE, *COUNTS, OF_DL),
                ),
                relation="eligibility",
            ),
        ),
    )


def _claims(ask: Ask) -> Section:
    return Section(
        name="claims",
        question="What was claimed about skills?",
        blocks=Verdicts.about(ledger(ask), "Skills"),
    )
