"""Read-only questions to the warehouse.  Writes nothing, keeps nothing."""

from __future__ import annotations

from typing import Any

import duckdb
import pandas as pd

from jobmarket.errors import UsageError


class Ask:
    """What a page is given: call it with one SELECT, get a frame."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def __call__(self, sql: str, **values: Any) -> pd.DataFrame:
        """The rows of one SELECT; ``$name`` in it takes ``values``.

        Raises:
            UsageError: it is not exactly one SELECT.
        """
        statements = self._connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise UsageError("a page may only read: one SELECT", where=sql[:80])
        return self._connection.execute(sql, values).df() if values else self._connection.execute(sql).df()

    def rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        """The same rows as dictionaries, column → value."""
        return [
            {str(name): value for name, value in row.items()}
            for row in self(sql, **values).to_dict("records")
        ]

    def has(self, relation: str, column: str | None = None) -> bool:
        """Whether the warehouse has a relation (and a column in it)."""
        found = self._connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = ? AND NOT internal", [relation]
        ).fetchall()
        return bool(found) if column is None else (column,) in found

    def columns(self, relation: str) -> list[tuple[str, str, str]]:
        """The columns of a relation in their order: name, type, meaning (empty where none is told)."""
        found = self._connection.execute(
            "SELECT column_name, data_type, coalesce(comment, '') FROM duckdb_columns() "
            "WHERE table_name = ? AND NOT internal ORDER BY column_index",
            [relation],
        ).fetchall()
        return [(str(name), str(kind), str(meaning)) for name, kind, meaning in found]
