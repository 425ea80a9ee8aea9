"""What is declared: sources with the state of their evidence, terms, roles and regions."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from jobmarket.catalog import shelf
from jobmarket.catalog.freshness import is_stale
from jobmarket.catalog.sources import Source, sources
from jobmarket.extract.mentions import terms
from jobmarket.warehouse import give

SOURCE_FILE = "source.json"


def shipped(folder: Path) -> dict[str, Any]:
    """What ``source.json`` says of one folder of shipped evidence; empty where there is none."""
    path = folder / SOURCE_FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


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


def load_sources(connection: duckdb.DuckDBPyConnection, evidence: Path, local: dict[str, dict[str, Any]]) -> None:
    """``raw_sources``: a row a declared source, with what ``source.json`` and this home's ``part.json`` say of it."""
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


def load_shelves(connection: duckdb.DuckDBPyConnection) -> None:
    """``raw_terms``, ``raw_roles``, ``raw_regions``: what the shelves declare."""
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
