"""Puts what the tables are made from beside them, as temporary tables named ``raw_…``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from jobmarket.forgetting import Forgotten
from jobmarket.live import Outcome
from jobmarket.raw.declared import SOURCE_FILE, load_shelves, load_sources, shipped
from jobmarket.raw.figures import load_figures, load_issues
from jobmarket.raw.postings import load_facts, load_rates
from jobmarket.raw.reports import load_failures, load_scores, load_simulation
from jobmarket.records import Issue

__all__ = ["SOURCE_FILE", "load", "shipped"]


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
    load_facts(connection, folders, seen, forgotten)
    load_rates(connection)
    load_sources(connection, evidence, local)
    load_shelves(connection)
    load_figures(connection, folders, trends)
    load_issues(connection, folders, outcomes, alerts)
    load_scores(connection, labels)
    load_failures(connection, labels)
    load_simulation(connection, simulation)
