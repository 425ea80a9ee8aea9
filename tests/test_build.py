"""Tables: every header says what its SELECT gives, and a broken promise is seen and named."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from jobmarket import build
from jobmarket.build import Promise, Table
from jobmarket.errors import DeclarationError, PromiseBroken


def table(sql: str, **changes: object) -> Table:
    values: dict[str, object] = {
        "name": "ships",
        "stage": "core",
        "sql": sql,
        "about": "Ships",
        "key": ("name",),
        "columns": {"name": "its name", "masts": "how many"},
        "always": (Promise("a ship has a mast", "masts > 0"),),
        "may_be_empty": False,
        "path": Path("ships.sql"),
    }
    return Table(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:")


def only(monkeypatch: pytest.MonkeyPatch, *declared: Table) -> None:
    monkeypatch.setattr(build, "tables", lambda: declared)


def test_every_declared_table_has_three_promises_or_a_reason_and_known_columns() -> None:
    for declared in build.tables():
        assert declared.about.endswith("."), declared.name
        assert set(declared.key) <= set(declared.columns), declared.name
        assert declared.always, declared.name


def test_comments_reach_the_database(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, table("SELECT 'Ann''s' AS name, 2 AS masts", about="Ships, Ann's too."))
    assert build.make(connection, "core") == ["ships"]
    asked = "SELECT comment FROM duckdb_columns() WHERE table_name = 'ships' ORDER BY column_index"
    assert connection.execute(asked).fetchall() == [("its name",), ("how many",)]
    asked = "SELECT comment FROM duckdb_tables() WHERE table_name = 'ships'"
    assert connection.execute(asked).fetchall() == [("Ships, Ann's too.",)]
    assert build.check(connection) == []


def test_columns_that_the_header_does_not_declare_are_refused(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, table("SELECT 'Ann' AS name"))
    with pytest.raises(DeclarationError, match="the SELECT gives name; the header declares name, masts"):
        build.make(connection, "core")


@pytest.mark.parametrize(
    ("sql", "that"),
    [
        ("SELECT 'Ann' AS name, 0 AS masts", "a ship has a mast"),
        ("SELECT * FROM (VALUES ('Ann', 1), ('Ann', 2)) AS t(name, masts)", "name is unique"),
        ("SELECT NULL::VARCHAR AS name, 1 AS masts", "name is never missing"),
        ("SELECT 'Ann' AS name, 1 AS masts WHERE false", "it is not empty"),
    ],
)
def test_each_kind_of_promise_can_break(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, sql: str, that: str
) -> None:
    only(monkeypatch, table(sql))
    build.make(connection, "core")
    broken = build.check(connection)
    assert [breach.that for breach in broken] == [that]
    with pytest.raises(PromiseBroken, match="ships"):
        build.require(broken)


def test_a_file_without_a_header_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ships.sql"
    file.write_text("SELECT 1")
    with pytest.raises(DeclarationError, match="no header"):
        build.read_table(file)


def test_a_header_without_a_key_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ships.sql"
    file.write_text('/* about = "Ships." */ SELECT 1')
    with pytest.raises(DeclarationError, match="'key'"):
        build.read_table(file)


def test_hostile_names_stay_names(connection: duckdb.DuckDBPyConnection) -> None:
    name = 'x"; DROP TABLE ships; --'
    connection.execute(f"CREATE TABLE {build.quote(name)} (a INT)")
    connection.execute(f"COMMENT ON TABLE {build.quote(name)} IS {build.literal(chr(39) + '; --')}")
    asked = "SELECT table_name, comment FROM duckdb_tables()"
    assert connection.execute(asked).fetchall() == [(name, "'; --")]
