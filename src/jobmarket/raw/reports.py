"""Published reports: how well the extractor hears, and how well the rules judge what was planted."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

SCORES_FILE = "scores.json"
SIMULATION_FILE = "report.json"


def load_scores(connection: duckdb.DuckDBPyConnection, labels: Path) -> None:
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


def load_failures(connection: duckdb.DuckDBPyConnection, labels: Path) -> None:
    """What is known to fail, as the score card says; none where no card was written."""
    path = labels / SCORES_FILE
    known = json.loads(path.read_text(encoding="utf-8")).get("known_failures", []) if path.exists() else []
    connection.execute("CREATE TEMP TABLE raw_failures (place INTEGER, failure VARCHAR)")
    if known:
        connection.executemany("INSERT INTO raw_failures VALUES (?, ?)", list(enumerate(known, start=1)))


def load_simulation(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
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
