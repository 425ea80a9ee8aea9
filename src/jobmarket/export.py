"""All public tables as Parquet with a Frictionless data package.  Exports nothing that is not public."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jobmarket import __version__
from jobmarket.build import quote

# Data Package and Table Schema words (specs.frictionlessdata.io), by the start of DuckDB's type.
_TYPES = {
    "VARCHAR[]": "array",
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "DOUBLE": "number",
    "FLOAT": "number",
    "DECIMAL": "number",
    "HUGEINT": "integer",
    "UBIGINT": "integer",
    "BIGINT": "integer",
    "INTEGER": "integer",
}


def _field(name: str, kind: str, comment: str | None) -> dict[str, Any]:
    word = next((word for start, word in _TYPES.items() if kind.startswith(start)), "any")
    return {"name": name, "type": word, "description": comment or ""}


def export_tables(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[str]:
    """Write every table of the warehouse into ``folder`` and describe them; the tables' names.

    Rows keep the order they were published in, so the same warehouse gives the same files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = connection.execute(
        "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal ORDER BY table_name"
    ).fetchall()
    resources = []
    for name, comment in found:
        columns = connection.execute(
            "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
            [name],
        ).fetchall()
        reader: pa.RecordBatchReader = connection.sql(f"SELECT * FROM {quote(name)}").to_arrow_reader(
            50_000
        )
        path = folder / f"{name}.parquet"
        with pq.ParquetWriter(path, reader.schema, compression="zstd") as writer:
            rows = 0
            for batch in reader:
                writer.write_batch(batch)
                rows += batch.num_rows
            if not rows:
                writer.write_table(pa.Table.from_batches([], reader.schema))
        resources.append(
            {
                "name": name.replace("_", "-"),
                "path": path.name,
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "bytes": path.stat().st_size,
                "hash": f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}",
                "description": comment or "",
                "schema": {"fields": [_field(*column) for column in columns]},
            }
        )
    package = {
        "name": "jobmarket",
        "title": "Deep-learning frameworks in job ads: facts, trend figures, claims and verdicts",
        "version": __version__,
        "profile": "data-package",
        "licenses": _licences(connection),
        "sources": _sources(connection),
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(
        json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return [name for name, _ in found]


def _licences(connection: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    """The licences the data came under: each source's own stays in force for its facts."""
    rows = connection.execute(
        "SELECT licence, string_agg(source, ', ' ORDER BY source) FROM sources GROUP BY licence ORDER BY licence"
    ).fetchall()
    return [{"name": licence[:80], "title": f"{licence} (facts of: {names})"} for licence, names in rows]


def _sources(connection: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    rows = connection.execute("SELECT title, homepage FROM sources ORDER BY source").fetchall()
    return [{"title": title, "path": homepage or ""} for title, homepage in rows]
