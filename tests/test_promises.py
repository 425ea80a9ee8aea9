"""Promises of the tables: at least three each, and each is broken by a change of the data that it should see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import duckdb
import pytest

from jobmarket import build
from jobmarket.build import Table
from jobmarket.home import Home

TABLES = build.tables()
VALUES: dict[str, list[str]] = {
    "VARCHAR": ["''", "'no such word'", "'a b <x@y.example>'", "'a \x07'", "'world'", "NULL"],
    "number": ["-1", "0", "0.5", "2", "1e9", "'nan'::DOUBLE", "NULL"],
    "DATE": ["DATE '1900-01-15'", "DATE '2026-05-17'", "DATE '2200-12-31'", "NULL"],
    "BOOLEAN": ["true", "false", "NULL"],
    "VARCHAR[]": ["[]", "['no such word']", "['x', 'x']", "NULL"],
}


def values(kind: str) -> list[str]:
    if kind in VALUES:
        return VALUES[kind]
    if kind.startswith("TIMESTAMP"):
        return [f"{value}::{kind}" for value in VALUES["DATE"]]
    if kind.endswith("[]"):
        return ["[]", "NULL"]
    return [f"TRY_CAST({value} AS {kind})" for value in VALUES["number"]]


@pytest.fixture(scope="module")
def filled(travelled: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of a built warehouse that may be spoilt; a table that this evidence leaves empty has a row of nothing."""
    connection = duckdb.connect()
    connection.execute(f"ATTACH {build.literal(str(travelled.warehouse.resolve()))} AS built (READ_ONLY)")
    for table in TABLES:
        name = build.quote(table.name)
        connection.execute(f"CREATE TABLE {name} AS FROM built.{name}")
    connection.execute("DETACH built")
    yield connection
    connection.close()


def breaches(connection: duckdb.DuckDBPyConnection, table: Table) -> set[str]:
    return {breach.that for breach in build._breaches(connection, table)}


def spoilt(connection: duckdb.DuckDBPyConnection, table: Table, change: str) -> set[str]:
    """What breaks once ``change`` was made; it is unmade."""
    connection.execute("BEGIN")
    try:
        connection.execute(change)
        return breaches(connection, table)
    except duckdb.ConversionException:
        return set()
    finally:
        connection.execute("ROLLBACK")


def changes(connection: duckdb.DuckDBPyConnection, table: Table, sql: str) -> Iterator[str]:
    """Changes of one or two of the columns that a promise speaks of."""
    name = build.quote(table.name)
    kinds = {row[0]: row[1] for row in connection.execute(f"DESCRIBE {name}").fetchall()}
    if connection.execute(f"SELECT count(*) FROM {name}").fetchall() == [(0,)]:
        connection.execute(f"INSERT INTO {name} BY NAME SELECT NULL::{kinds[table.key[0]]} AS {build.quote(table.key[0])}")
    spoken = [column for column in kinds if column in sql]
    words = [f"'{word}'" for word in re.findall(r"'([a-z-]*)'", sql)]
    single = [
        f"{build.quote(column)} = {value}"
        for column in spoken
        for value in [*values(kinds[column]), *(words if kinds[column] == "VARCHAR" else [])]
    ]
    for many in (1, 2, 3):
        for chosen in combinations(single, many):
            if len({one.partition(" = ")[0] for one in chosen}) == many:
                yield f"UPDATE {name} SET {', '.join(chosen)}"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_built_table_keeps_its_promises(filled: duckdb.DuckDBPyConnection, table: Table) -> None:
    assert breaches(filled, table) == set()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_makes_at_least_three_promises(table: Table) -> None:
    # Its key is unique and never missing; the others are its own, and that it holds something.
    assert len(table.always) + (not table.may_be_empty) + 2 >= 3
    assert table.always
    assert len({promise.that for promise in table.always}) == len(table.always)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_repeated_missing_or_no_rows_are_seen(filled: duckdb.DuckDBPyConnection, table: Table) -> None:
    name, key = build.quote(table.name), ", ".join(table.key)
    assert ("it is not empty" in spoilt(filled, table, f"DELETE FROM {name}")) is not table.may_be_empty
    if filled.execute(f"SELECT count(*) FROM {name}").fetchall() == [(0,)]:
        next(changes(filled, table, ""), None)
        assert f"{key} is never missing" in breaches(filled, table) or len(table.key) == 1
        filled.execute(f"DELETE FROM {name}")
        nothing = ", ".join(f"NULL AS {build.quote(column)}" for column in table.key)
        assert f"{key} is never missing" in spoilt(filled, table, f"INSERT INTO {name} BY NAME SELECT {nothing}")
        assert f"{key} is unique" in spoilt(filled, table, f"INSERT INTO {name} BY NAME SELECT {nothing} FROM range(2)")
        return
    again = f"INSERT INTO {name} SELECT * FROM {name} LIMIT 1"
    assert f"{key} is unique" in spoilt(filled, table, again)
    for column in table.key:
        assert f"{key} is never missing" in spoilt(filled, table, f"UPDATE {name} SET {build.quote(column)} = NULL"), column


@pytest.mark.parametrize(
    ("table", "that", "sql"),
    [(table, promise.that, promise.sql) for table in TABLES for promise in table.always],
    ids=[f"{table.name}: {promise.that}" for table in TABLES for promise in table.always],
)
def test_each_promise_is_broken_by_a_change_that_it_should_see(
    filled: duckdb.DuckDBPyConnection, table: Table, that: str, sql: str
) -> None:
    filled.execute("BEGIN")
    try:
        if f"FROM {table.name}" in sql:  # it looks at other rows of its own table: these must really change
            found = any(that in spoilt_row(filled, table, change) for change in changes(filled, table, sql))
        else:
            found = any(_breaks(filled, table, change, sql) for change in changes(filled, table, sql))
    finally:
        filled.execute("ROLLBACK")
    assert found, f"no change of any column breaks: {that}"


def spoilt_row(connection: duckdb.DuckDBPyConnection, table: Table, change: str) -> set[str]:
    """What breaks once one row of a copy of the table was changed; the copy is as before then."""
    name = build.quote(table.name)
    connection.execute(f"CREATE TEMP TABLE kept AS FROM {name}")
    try:
        connection.execute(f"{change} WHERE rowid = (SELECT max(rowid) FROM {name})")
        return breaches(connection, table)
    except (duckdb.ConversionException, duckdb.BinderException):
        return set()
    finally:
        connection.execute(f"DELETE FROM {name}")
        connection.execute(f"INSERT INTO {name} FROM kept")
        connection.execute("DROP TABLE kept")


def _breaks(connection: duckdb.DuckDBPyConnection, table: Table, change: str, sql: str) -> bool:
    """Whether rows break the promise after a change of a copy of the table."""
    name = build.quote(table.name)
    columns, _, given = change.partition(" SET ")
    del columns
    replaced: dict[str, str] = {}
    for one in given.split(", \""):
        column, _, value = one.strip().partition(" = ")
        replaced[column.strip('"')] = value
    selected = ", ".join(f"{value} AS {build.quote(column)}" for column, value in replaced.items())
    asked = f"SELECT count(*) FROM (SELECT * REPLACE ({selected}) FROM (SELECT * FROM {name} LIMIT 50)) AS {name} WHERE NOT ({sql})"
    try:
        return bool(_count(connection, asked))
    except (duckdb.ConversionException, duckdb.BinderException, duckdb.OutOfRangeException, duckdb.InvalidInputException):
        return False


def _count(connection: duckdb.DuckDBPyConnection, asked: str) -> Any:
    return connection.execute(asked).fetchall()[0][0]
