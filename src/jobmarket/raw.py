"""Puts what the tables are made from beside them, as temporary tables named ``raw_…``.  Decides nothing
but which version of a posting counts: the one seen last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from jobmarket import parts
from jobmarket.catalog import shelf
from jobmarket.catalog.freshness import is_stale
from jobmarket.catalog.sources import Source, sources
from jobmarket.duplicates import DUPLICATES_ASK, duplicate_groups
from jobmarket.errors import StateError
from jobmarket.exchange import dollar_rates
from jobmarket.extract.mentions import terms
from jobmarket.facts import keyed
from jobmarket.forgetting import Forgotten
from jobmarket.live import Outcome
from jobmarket.records import Issue
from jobmarket.trends import load_trends
from jobmarket.warehouse import give

SOURCE_FILE = "source.json"
SCORES_FILE = "scores.json"
SIMULATION_FILE = "report.json"


def shipped(folder: Path) -> dict[str, Any]:
    """What ``source.json`` says of one folder of shipped evidence; empty where there is none."""
    path = folder / SOURCE_FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _facts(
    connection: duckdb.DuckDBPyConnection, folders: Sequence[Path], seen: pa.Table, forgotten: Forgotten
) -> None:
    files = parts.files(folders, parts.POSTINGS_FILE)
    if not files:
        raise StateError(
            "there are no facts to build from",
            where="data/evidence and data/facts",
            todo="check out the shipped evidence, or import a source first: jobmarket import --help",
        )
    connection.execute(
        f"CREATE TEMP TABLE raw_facts AS {parts.ONE_VERSION}",
        {"files": files},
    )
    # A source may have several parts, and a posting may stand in more than one of them.
    connection.execute(
        """CREATE TEMP TABLE raw_read AS
           SELECT collection AS source, count(DISTINCT posting_id) AS postings
           FROM read_parquet($files, union_by_name = true) GROUP BY ALL""",
        {"files": files},
    )
    give(connection, "seen_again", seen)
    connection.execute(
        """UPDATE raw_facts SET last_seen_at = s.last_seen_at
           FROM (SELECT posting_id, max(last_seen_at) AS last_seen_at FROM seen_again GROUP BY ALL) AS s
           WHERE raw_facts.posting_id = s.posting_id
           AND (raw_facts.last_seen_at IS NULL OR raw_facts.last_seen_at < s.last_seen_at)"""
    )
    if forgotten:
        told = connection.execute("SELECT posting_id, url FROM raw_facts WHERE url IS NOT NULL").fetchall()
        by_url = {name for name, url in told if keyed(url) in forgotten.urls}
        connection.execute(
            "DELETE FROM raw_facts WHERE posting_id IN (SELECT unnest($ids))"
            " OR employer_key IN (SELECT unnest($employers))",
            {"ids": sorted(forgotten.postings | by_url), "employers": sorted(forgotten.employers)},
        )
    asked = f"SELECT {DUPLICATES_ASK} FROM raw_facts WHERE is_ad ORDER BY posting_id"
    # No name for the frame: who takes it lets go of it, before memory is wanted for the pairs.
    give(connection, "found_duplicates", duplicate_groups(connection.execute(asked).df()))
    connection.execute(
        """CREATE TEMP TABLE raw_duplicates AS
           SELECT f.posting_id, coalesce(d.duplicate_group, f.posting_id) AS duplicate_group
           FROM raw_facts AS f LEFT JOIN found_duplicates AS d USING (posting_id)"""
    )


def _rates(connection: duckdb.DuckDBPyConnection) -> None:
    asked = connection.execute(
        """SELECT DISTINCT b.currency, date_posted AS date
           FROM raw_facts, unnest(salaries) AS t(b) WHERE b.currency IS NOT NULL ORDER BY ALL"""
    ).df()
    asked["date"] = pd.to_datetime(asked["date"]).dt.date
    give(connection, "raw_rates", dollar_rates(asked))
    # An empty frame has no types of its own.
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE raw_rates AS
           SELECT currency::VARCHAR AS currency, date::DATE AS date, usd::DOUBLE AS usd,
                  fx_date::DATE AS fx_date FROM raw_rates"""
    )


def _vocabulary(source: Source, told: dict[str, Any]) -> list[str] | None:
    """What a source can see: its own declaration; else the shelf as it was when its facts were read.

    A term put on the shelf after shipped facts were read is unobservable there, not absent.
    """
    if source.vocabulary is not None:
        return sorted(source.vocabulary)
    knew = told.get("terms_known")
    return None if knew is None or set(terms()) <= set(knew) else sorted(knew)


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _sources(connection: duckdb.DuckDBPyConnection, evidence: Path, local: dict[str, dict[str, Any]]) -> None:
    rows = []
    read = dict(connection.execute("SELECT source, postings FROM raw_read").fetchall())
    for source in sources().values():
        told, here = shipped(evidence / source.name), local.get(source.name, {})
        rows.append(
            {
                "source": source.name,
                "part_of": source.part_of,
                "title": source.title,
                "publisher": source.publisher,
                "homepage": source.homepage,
                "licence": source.licence,
                "terms": source.terms,
                "how_obtained": source.how_obtained,
                "cadence": source.cadence,
                "selection": source.selection,
                "vocabulary": _vocabulary(source, told),
                "postings_read": read.get(source.name, 0) if told or "postings" in here else None,
                "last_success_at": (asked := here.get("obtained_at", told.get("obtained_at"))),
                "changed_at": (changed := here.get("changed_at", told.get("obtained_at"))),
                "is_stale": is_stale(source, _moment(changed), _moment(asked)),
                "inputs_sha256": here.get("inputs_sha256", told.get("inputs_sha256")),
            }
        )
    give(connection, "raw_sources", pd.DataFrame(rows))
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE raw_sources AS
           SELECT * REPLACE (last_success_at::TIMESTAMPTZ AS last_success_at, changed_at::TIMESTAMPTZ AS changed_at, is_stale::BOOLEAN AS is_stale,
                             vocabulary::VARCHAR[] AS vocabulary, part_of::VARCHAR AS part_of, postings_read::INTEGER AS postings_read,
                             inputs_sha256::VARCHAR AS inputs_sha256)
           FROM raw_sources"""
    )


def _shelves(connection: duckdb.DuckDBPyConnection) -> None:
    heard = terms()
    give(
        connection,
        "raw_terms",
        pd.DataFrame(
            [
                {
                    "term": name,
                    "label": term.label,
                    "kind": term.kind,
                    "deep_learning": term.deep_learning,
                }
                for name, term in sorted(heard.items())
            ]
        ),
    )
    roles = shelf("roles")["roles"].items()
    give(
        connection,
        "raw_roles",
        pd.DataFrame([{"role": name, "machine_learning": role["machine_learning"]} for name, role in roles]),
    )
    regions = [
        {key: item[key] for key in ("name", "label", "countries")} for item in shelf("regions")["region"]
    ]
    give(connection, "raw_regions", pd.DataFrame(regions).rename(columns={"name": "region"}))


def _figures(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path], trends: Path) -> None:
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


def _issues(
    connection: duckdb.DuckDBPyConnection, folders: Sequence[Path], outcomes: Sequence[Outcome], alerts: Sequence[Issue]
) -> None:
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


def _scores(connection: duckdb.DuckDBPyConnection, labels: Path) -> None:
    """The extractor's published scores, flat; none where no score card was written."""
    path = labels / SCORES_FILE
    card = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"scores": [], "targets": {}}
    rows = []
    for one in card["scores"]:
        measure = "accuracy" if "accuracy" in one else "f1"
        nothing = (None, None, None)
        ends = [*one.get("precision", nothing), *one.get("recall", nothing), *one.get(measure, nothing)]
        aims = card["targets"].get(one["field"], {})
        target = ", ".join(f"{name} {least}" for name, least in aims.items()) or None
        is_reached = (
            all(one[name][0] >= least for name, least in aims.items() if one.get(name)) if aims else None
        )
        counts = [one[name] for name in ("by", "of", "field", "ads", "labelled", "found", "right")]
        if one.get(measure):
            rows.append([*counts, *ends, target, is_reached])
    connection.execute(
        """CREATE TEMP TABLE raw_scores (grouping VARCHAR, part VARCHAR, field VARCHAR, ads INTEGER,
           labelled INTEGER, found INTEGER, right_count INTEGER, precision DOUBLE, precision_low DOUBLE,
           precision_high DOUBLE, recall DOUBLE, recall_low DOUBLE, recall_high DOUBLE, score DOUBLE,
           score_low DOUBLE, score_high DOUBLE, target VARCHAR, is_reached BOOLEAN)"""
    )
    if rows:
        connection.executemany(f"INSERT INTO raw_scores VALUES ({', '.join('?' * 18)})", rows)


def _failures(connection: duckdb.DuckDBPyConnection, labels: Path) -> None:
    """What is known to fail, as the score card says; none where no card was written."""
    path = labels / SCORES_FILE
    known = json.loads(path.read_text(encoding="utf-8")).get("known_failures", []) if path.exists() else []
    connection.execute("CREATE TEMP TABLE raw_failures (place INTEGER, failure VARCHAR)")
    if known:
        connection.executemany("INSERT INTO raw_failures VALUES (?, ?)", list(enumerate(known, start=1)))


def _simulation(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The published simulation's figures; none where there is no report."""
    path = folder / SIMULATION_FILE
    rows = json.loads(path.read_text(encoding="utf-8"))["rows"] if path.exists() else []
    connection.execute(
        """CREATE TEMP TABLE raw_simulation (scenario VARCHAR, statistic VARCHAR, replications INTEGER,
           figure VARCHAR, value DOUBLE, low DOUBLE, high DOUBLE, target VARCHAR, met BOOLEAN)"""
    )
    if rows:
        columns = ["scenario", "statistic", "replications", "figure", "value", "low", "high", "target", "met"]
        connection.executemany(
            f"INSERT INTO raw_simulation VALUES ({', '.join('?' * len(columns))})",
            [[row[name] for name in columns] for row in rows],
        )


def load(
    connection: duckdb.DuckDBPyConnection,
    folders: Sequence[Path],
    *,
    evidence: Path,
    trends: Path,
    labels: Path,
    simulation: Path,
    local: dict[str, dict[str, Any]],
    seen: pa.Table,
    forgotten: Forgotten,
    outcomes: Sequence[Outcome] = (),
    alerts: Sequence[Issue] = (),
) -> None:
    """Load the parts in ``folders``, trend figures, shelves, the extractor's scores beside ``labels`` and the
    report in ``simulation``.

    ``outcomes`` are how the latest requests to live sources ended, ``alerts`` what was held back; ``seen`` (:data:`jobmarket.reading.LAST_SEEN`)
    is when postings were last seen upstream, ``forgotten`` what must not be shown; ``local`` is what ``part.json`` says of each source read from this home's own snapshots.

    Raises:
        StateError: the folders hold no facts.
    """
    _facts(connection, folders, seen, forgotten)
    _rates(connection)
    _sources(connection, evidence, local)
    _shelves(connection)
    _figures(connection, folders, trends)
    _issues(connection, folders, outcomes, alerts)
    _scores(connection, labels)
    _failures(connection, labels)
    _simulation(connection, simulation)
