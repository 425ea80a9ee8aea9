"""Sources: who published the ads, on what terms, how they were selected, when they speak, what went wrong."""

from __future__ import annotations

from jobmarket.charts import Column, calendar, words
from jobmarket.site import Ask, Figure, Page, Prose, Section, Table

TITLE = "Sources"
SLUG = "sources"
ORDER = 50


def compose(ask: Ask) -> Page:
    """The sources page."""
    sources = ask(
        "SELECT *, date_diff('day', last_date, (SELECT max(last_date) FROM sources)) AS days_behind "
        "FROM sources ORDER BY postings DESC, source"
    )
    calendar_rows = ask("SELECT * FROM coverage ORDER BY source, month")
    totals = calendar_rows.groupby("source")["openings"].sum() if not calendar_rows.empty else None
    if totals is not None:
        calendar_rows = calendar_rows.assign(total=calendar_rows["source"].map(totals)).sort_values(
            ["total", "source", "month"], ascending=[False, True, True]
        )
    # Many notes differ only in the records they list: those are shown once, with how often.
    issues = ask(
        "SELECT source, severity, regexp_replace(what, ' \\(.*\\)$', '') AS what, count(*) AS times FROM issues "
        "GROUP BY ALL ORDER BY source, severity, what"
    )
    # A set that is part of another source is counted there.
    with_ads = sources[(sources["postings"] > 0) & sources["part_of"].isna()]
    return Page(
        address=SLUG,
        nav=TITLE,
        order=ORDER,
        title="Where does this come from?",
        lede=(
            f"{len(with_ads)} sources hold {words.count(with_ads['postings'].sum())} postings. How a source was selected "
            "decides what it may speak about: one collected by keyword cannot say how common the keyword is."
        ),
        sections=(
            Section(
                name="coverage",
                question="Which source speaks for which time?",
                blocks=(
                    Figure(
                        calendar(
                            calendar_rows,
                            name="calendar",
                            title="Readable ads by source and month: the square of a bar's height is the number of openings",
                            row="source",
                            when="month",
                            size="openings",
                            key="selection",
                            columns=(
                                Column("source", "Source"),
                                Column("month", "Month", "date"),
                                Column("openings", "Openings", "count"),
                                Column("dl_openings", "Deep learning", "count"),
                                Column("ml_openings", "Machine learning", "count"),
                                Column("employers", "Employers", "count"),
                                Column("ads", "Ads", "count"),
                            ),
                        ),
                        relation="coverage",
                    ),
                )
                if not calendar_rows.empty
                else (),
            ),
            Section(
                name="list",
                question="What does each hold, and how fresh is it?",
                blocks=(
                    Table(
                        name="source-table",
                        caption="Every source with its selection, its counts and the dates of its postings",
                        frame=sources,
                        columns=(
                            Column("source", "Source"),
                            Column("part_of", "Part of"),
                            Column("selection", "Selection", "name"),
                            Column("postings", "Postings", "count"),
                            Column("ads", "Ads", "count"),
                            Column("first_date", "First", "date"),
                            Column("last_date", "Last", "date"),
                            Column("days_behind", "Days behind the newest", "count"),
                            Column("last_success_at", "Obtained", "date"),
                        ),
                        links={"source": "homepage"},
                    ),
                ),
            ),
            Section(
                name="terms",
                question="Who publishes it, how was it obtained, and on what terms?",
                blocks=(
                    Table(
                        name="terms-table",
                        caption="What each source is, its publisher and licence, and its terms in our words",
                        frame=sources,
                        columns=(
                            Column("source", "Source"),
                            Column("title", "What it is"),
                            Column("publisher", "Publisher"),
                            Column("licence", "Licence"),
                            Column("terms", "Terms"),
                            Column("how_obtained", "How obtained"),
                        ),
                    ),
                ),
            ),
            Section(
                name="issues",
                question="What is known to be wrong with it?",
                blocks=(
                    Table(
                        name="issue-table",
                        caption=f"Issues seen while reading ({len(issues)} kinds)",
                        frame=issues,
                        columns=(
                            Column("source", "Source"),
                            Column("severity", "Severity"),
                            Column("what", "What was seen, and what was done"),
                            Column("times", "Times", "count"),
                        ),
                    ),
                )
                if not issues.empty
                else (Prose.of("No issue was recorded."),),
            ),
        ),
    )
