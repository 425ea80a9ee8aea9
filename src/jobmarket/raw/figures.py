"""Trend figures, and what went wrong while ads and figures were brought in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from jobmarket import parts
from jobmarket.live import Outcome
from jobmarket.records import Issue
from jobmarket.trends import load_trends
from jobmarket.warehouse import give


def load_figures(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path], trends: Path) -> None:
    """``raw_observations``: shipped trend figures and those that sources gave, the last part's where several tell one."""
    give(connection, "trend_figures", load_trends(trends))
    connection.execute(
        "CREATE TEMP TABLE raw_observations AS SELECT series, term, date::DATE AS date, region, value,"
        " unit, source, level::INTEGER AS level, NULL::TIMESTAMPTZ AS obtained_at FROM trend_figures"
    )
    files = parts.files(folders, parts.OBSERVATIONS_FILE)
    if files:
        connection.execute(
            """INSERT INTO raw_observations BY NAME
               SELECT f.* EXCLUDE (filename), s.last_success_at AS obtained_at
               FROM read_parquet($files, filename = true) AS f LEFT JOIN raw_sources AS s USING (source)
               QUALIFY row_number() OVER (
                   PARTITION BY source, series, term, date, region
                   ORDER BY list_position($files, filename) DESC
               ) = 1""",
            {"files": files},
        )


def load_issues(
    connection: duckdb.DuckDBPyConnection, folders: Sequence[Path], outcomes: Sequence[Outcome], alerts: Sequence[Issue]
) -> None:
    """``raw_issues``: what readers could not read, how requests ended that brought no answer, and alerts."""
    connection.execute(
        """CREATE TEMP TABLE raw_issues (source VARCHAR, snapshot VARCHAR, record VARCHAR,
           severity VARCHAR, what VARCHAR, seen_at TIMESTAMPTZ)"""
    )
    files = parts.files(folders, parts.ISSUES_FILE)
    if files:
        connection.execute(
            "INSERT INTO raw_issues BY NAME SELECT DISTINCT * FROM read_parquet($files)", {"files": files}
        )
    # A board that could not be asked is no board without jobs: it says so beside the results.
    told: list[tuple[object, ...]] = [
        (one.source, one.name or None, *said, one.seen_at) for one in outcomes if (said := _said(one)) is not None
    ]
    told += [(one.source, one.snapshot, one.severity, one.what, one.seen_at) for one in alerts]
    if told:
        connection.executemany("INSERT INTO raw_issues VALUES (?, ?, NULL, ?, ?, ?::TIMESTAMPTZ)", told)


def _said(outcome: Outcome) -> tuple[str, str] | None:
    """What a request that did not simply bring an answer says to a reader: severity and words."""
    words = f"{outcome.what} ({outcome.detail})" if outcome.detail else outcome.what
    match outcome.what:
        case "fetched" | "unchanged" | "fresh":
            return None
        case "empty":
            return "note", words
        case "repeated" | "capped":
            return "warning", f"gathered in part: {words}"
    return "warning", f"not gathered: {words}"
