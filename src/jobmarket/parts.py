"""A part: what was read from one batch of snapshots, as a folder of Parquet files.  Opinions only, no bytes.

``postings.parquet`` (:data:`jobmarket.facts.SCHEMA`), ``observations.parquet`` and ``issues.parquet``; a
file without rows is not written.  Shipped evidence is a part with a ``source.json`` beside it.  The same
input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jobmarket.facts import SCHEMA
from jobmarket.records import Issue, Observation

OBSERVATIONS = pa.schema(
    [
        ("series", pa.string()),
        ("term", pa.string()),
        ("date", pa.date32()),
        ("region", pa.string()),
        ("value", pa.float64()),
        ("unit", pa.string()),
        ("source", pa.string()),
        ("level", pa.int32()),
    ]
)
ISSUES = pa.schema(
    [
        ("source", pa.string()),
        ("snapshot", pa.string()),
        ("record", pa.string()),
        ("severity", pa.string()),
        ("what", pa.string()),
        ("seen_at", pa.timestamp("s", tz="UTC")),
    ]
)
POSTINGS_FILE, OBSERVATIONS_FILE, ISSUES_FILE = "postings.parquet", "observations.parquet", "issues.parquet"
AFAR = "far-"
"""How the folder of a part begins that was read elsewhere (:mod:`jobmarket.far`), not from snapshots of this home."""


ONE_VERSION = """
    SELECT * EXCLUDE (filename) REPLACE (
        min(date_posted) OVER same AS date_posted,
        min(first_seen_at) OVER same AS first_seen_at,
        max(last_seen_at) OVER same AS last_seen_at
    )
    FROM read_parquet($files, union_by_name = true, filename = true)
    WINDOW same AS (PARTITION BY posting_id)
    QUALIFY row_number() OVER (
        PARTITION BY posting_id
        ORDER BY text_chars > 0 DESC, last_seen_at DESC NULLS LAST, list_position($files, filename) DESC
    ) = 1
"""
"""Of each posting in the Parquet files ``$files`` (the later counts where all else is equal) the newest version,
but none that lost its text; posted and first seen as early, last seen as late as any version says."""


ROWS = 50_000
"""Rows of a file that are packed together."""


@contextmanager
def _writer(path: Path, schema: pa.Schema) -> Iterator[pq.ParquetWriter]:
    with pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        # 101,000 ads take 1.5 s of the one process that writes, and 11.7 MB; at 19 they take 17.8 s and 11.2 MB.
        compression_level=12,
        # A fingerprint never repeats: a dictionary of it would only be ballast.
        use_dictionary=[name for name in schema.names if name != "fingerprint"],
    ) as writer:
        yield writer


def _write(table: pa.Table, path: Path, order: list[tuple[str, str]]) -> None:
    if not table.num_rows:
        path.unlink(missing_ok=True)
        return
    with _writer(path, table.schema) as writer:
        writer.write_table(table.sort_by(order), row_group_size=ROWS)


def write_postings(folder: Path, groups: Iterable[pa.Table]) -> int:
    """Write ``postings.parquet`` of groups of :data:`ROWS` rows (the last may have fewer) that follow each other in the
    order of posting_id; how many rows.  Memory holds one group, and the bytes are those of all written at once."""
    folder.mkdir(parents=True, exist_ok=True)
    path, rows = folder / POSTINGS_FILE, 0
    with _writer(path, SCHEMA) as writer:
        for group in groups:
            writer.write_table(group.cast(SCHEMA).sort_by("posting_id"), row_group_size=ROWS)
            rows += group.num_rows
    if not rows:
        path.unlink()
    return rows


def write_part(
    folder: Path,
    postings: pa.Table | None,
    observations: Iterable[Observation],
    issues: Iterable[Issue],
) -> None:
    """Write a part, rows in the order of their keys; without ``postings`` those written before stay."""
    seen = [{name: getattr(one, name) for name in OBSERVATIONS.names} for one in observations]
    told = [{name: getattr(one, name) for name in ISSUES.names} for one in issues]
    write_tables(
        folder, postings, pa.Table.from_pylist(seen, schema=OBSERVATIONS), pa.Table.from_pylist(told, schema=ISSUES)
    )


def write_tables(
    folder: Path, postings: pa.Table | None, observations: pa.Table, issues: pa.Table
) -> None:
    """Write a part from tables of :data:`jobmarket.facts.SCHEMA`, :data:`OBSERVATIONS` and :data:`ISSUES`."""
    folder.mkdir(parents=True, exist_ok=True)
    if postings is not None:
        _write(postings.cast(SCHEMA), folder / POSTINGS_FILE, [("posting_id", "ascending")])
    for name, table, keys in (
        (OBSERVATIONS_FILE, observations, ("series", "term", "date", "region")),
        (ISSUES_FILE, issues, ("source", "snapshot", "record", "what")),
    ):
        _write(table, folder / name, [(key, "ascending") for key in keys])


def missing(folder: Path, told: Mapping[str, Any]) -> str | None:
    """The file of a part that has not the rows it was said to have; None where all have.

    ``told`` counts ``postings``, ``observations`` and ``issues``.  Rows that got lost must never look like no demand.
    """
    for name in (POSTINGS_FILE, OBSERVATIONS_FILE, ISSUES_FILE):
        try:
            rows = pq.read_metadata(folder / name).num_rows if (folder / name).exists() else 0
        except (OSError, pa.ArrowException):
            return name
        if rows != told[name.removesuffix(".parquet")]:
            return name
    return None


def files(folders: Iterable[Path], name: str) -> list[str]:
    """The files of one name in these parts, where a part has one."""
    return [str(folder / name) for folder in folders if (folder / name).exists()]
