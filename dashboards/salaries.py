"""Pay: what ads state, by framework, role and country, beside what a document promises."""

from __future__ import annotations

from jobmarket.charts import Column, lines, ranges, words
from jobmarket.site import Answer, Ask, Block, Figure, Page, Section, Switch, Verdicts
from jobmarket.site.columns import COUNTS, PAY, SHARE
from jobmarket.site.ledger import ledger

TITLE = "Pay"
SLUG = "salaries"
ORDER = 30

PERIODS = ("24 months", "36 months", "all years")
CLAIMED = {"keras": "keras-salary-80-120k", "pytorch-lightning": "lightning-salary-70-110k"}


def compose(ask: Ask) -> Page:
    """The pay page."""
    return Page(
        address=SLUG,
        nav=TITLE,
        order=ORDER,
        title="What do the ads pay?",
        lede=(
            "Only pay that an ad states, or that its source carries in a field, in US dollars a year at the ad's date. "
            "Estimates and averages by third parties are left out."
        ),
        sections=(_frameworks(ask), _roles(ask), _countries(ask), _disclosure(ask), _claims(ask)),
    )


def _frameworks(ask: Ask) -> Section:
    claimed = {}
    for entry in ledger(ask):
        for framework, claim_id in CLAIMED.items():
            if entry.claim_id == claim_id and len(entry.thresholds) == 2:
                low, high = entry.thresholds
                claimed[framework] = (low, high, f"claimed: {words.usd(low)} to {words.usd(high)}")
    choices: dict[str, list[Block]] = {}
    answer = None
    for number, period in enumerate(PERIODS):
        frame = ask(
            "SELECT * FROM salary_by_framework WHERE period = $period AND role = 'any' AND country = 'US' "
            "AND framework IN ('any', 'pytorch', 'tensorflow', 'keras', 'jax', 'pytorch-lightning') "
            "AND openings >= 3 ORDER BY median_usd DESC, framework",
            period=period,
        )
        if frame.empty:
            continue
        keras = [row for row in frame.to_dict("records") if row["framework"] == "keras"]
        if answer is None and keras:
            row = keras[0]
            doubt = words.interval(row["median_low_usd"], row["median_high_usd"], "usd")
            answer = Answer(
                big=words.usd(row["median_usd"]),
                words=f"is the median of US ads that name Keras ({period if period == 'all years' else 'last ' + period}; "
                + (f"95% interval {doubt}, " if doubt else "too few for an interval: ")
                + f"{row['openings']:,} priced openings).",
                key="keras",
            )
        choices[period.capitalize() if period == "all years" else f"Last {period}"] = [
            Figure(
                ranges(
                    frame,
                    name=f"us-{number}",
                    title=f"Stated yearly pay in US ads that name each framework, {period if period == 'all years' else 'last ' + period}",
                    row="framework",
                    columns=(Column("framework", "Framework", "name"), *PAY),
                    claimed=claimed,
                    note="Mark: median. Thick: the middle half of the ads. Thin: from the 10th to the 90th percentile. "
                    "Dotted field: the range document A promises. Open marks: fewer than 30 priced openings.",
                ),
                relation="salary_by_framework",
            )
        ]
    return Section(
        name="frameworks",
        question="Does the framework set the pay?",
        answer=answer,
        doubt="An ad that names several frameworks counts for each. Roles differ between frameworks, and pay follows the role.",
        blocks=(Switch.of("us-period", "How far back", choices),) if choices else (),
    )


def _roles(ask: Ask) -> Section:
    frame = ask(
        "SELECT * FROM salary_by_framework WHERE period = '36 months' AND framework = 'any' AND country = 'US' "
        "AND role <> 'any' AND openings >= 5 ORDER BY median_usd DESC, role"
    )
    return Section(
        name="roles",
        question="Or does the role?",
        blocks=(
            Figure(
                ranges(
                    frame,
                    name="us-roles",
                    title="Stated yearly pay in US deep-learning ads by role, last 36 months",
                    row="role",
                    look="any",
                    columns=(Column("role", "Role", "name"), *PAY),
                    note="Ads that advertise a single role. Open marks: fewer than 30 priced openings.",
                ),
                relation="salary_by_framework",
            ),
        )
        if not frame.empty
        else (),
        doubt="" if not frame.empty else "No role has five priced openings yet.",
    )


def _countries(ask: Ask) -> Section:
    frame = ask(
        "SELECT * FROM salary_by_framework WHERE period = '36 months' AND framework = 'any' AND role = 'any' "
        "AND country <> 'any' AND openings >= 5 ORDER BY median_usd DESC, country"
    )
    frame = frame.assign(country=[words.country(str(code)) for code in frame["country"]])
    return Section(
        name="countries",
        question="How much does the country matter?",
        doubt="Exchange rates are those of the ad's date; what money buys is not accounted for. A job open in two countries counts in both.",
        blocks=(
            Figure(
                ranges(
                    frame,
                    name="countries-pay",
                    title="Stated yearly pay in deep-learning ads by country, US dollars, last 36 months",
                    row="country",
                    look="any",
                    columns=(Column("country", "Country"), *PAY),
                ),
                relation="salary_by_framework",
            ),
        )
        if not frame.empty
        else (),
    )


def _disclosure(ask: Ask) -> Section:
    frame = ask(
        "SELECT * FROM pay_disclosure WHERE population = 'unselected' AND openings >= 8 ORDER BY scope, year"
    )
    answer = None
    recent = [row for row in frame.to_dict("records") if row["scope"] == "deep-learning"]
    if recent:
        row = recent[-1]
        answer = Answer(
            big=words.percent(row["share"]),
            words=f"of deep-learning ads state their pay in {row['year']} (95% interval "
            f"{words.interval(row['share_low'], row['share_high'], 'share')}, {row['openings']:,} openings).",
            key="deep-learning",
        )
    return Section(
        name="disclosure",
        question="How many ads say what they pay?",
        answer=answer,
        doubt="Employers that state pay are not like the others: laws of some US states require it. All figures above speak for ads that do.",
        blocks=(
            Figure(
                lines(
                    frame,
                    name="disclosed",
                    title="Share of ads that state their pay, in sources that carry every ad",
                    series="scope",
                    when="year",
                    sample="openings",
                    subject="share of ads that state their pay",
                    columns=(
                        Column("year", "Year"),
                        Column("scope", "Ads", "name"),
                        *SHARE,
                        *COUNTS,
                        Column("priced_openings", "Priced", "count"),
                    ),
                ),
                relation="pay_disclosure",
            ),
        )
        if not frame.empty
        else (),
    )


def _claims(ask: Ask) -> Section:
    return Section(
        name="claims", question="What was claimed about pay?", blocks=Verdicts.about(ledger(ask), "Pay")
    )
