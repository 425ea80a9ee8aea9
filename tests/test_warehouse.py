"""The warehouse: made whole, read by anybody, written by nobody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import jobmarket
from jobmarket import publishing, warehouse
from jobmarket.errors import StateError, UsageError
from jobmarket.home import PROJECT, Home


@pytest.fixture
def here(tmp_path: Path) -> Home:
    return Home(project=PROJECT, root=tmp_path)


def publish(here: Home, value: int, run_id: str = "run") -> Path:
    with publishing.drafting(here) as draft:
        with warehouse.making(draft / here.warehouse.name) as connection:
            connection.execute(f"CREATE TABLE numbers AS SELECT {value} AS value")
        publishing.place({"index.html": str(value).encode()}, draft / here.site.name)
        return publishing.publish(here, draft, run_id)


def published(here: Home) -> int:
    with warehouse.connect(here) as connection:
        return int(connection.execute("SELECT value FROM numbers").fetchall()[0][0])


def test_without_a_warehouse_the_error_says_what_to_do(here: Home) -> None:
    with pytest.raises(StateError, match="no warehouse yet") as caught:
        warehouse.connect(here)
    assert "make run" in caught.value.todo


def test_a_new_version_is_switched_in_and_old_readers_keep_theirs(here: Home) -> None:
    publish(here, 1)
    with warehouse.connect(here) as reader:
        publish(here, 2)
        assert reader.execute("SELECT value FROM numbers").fetchall() == [(1,)]
    asked = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True);"
        "print(c.execute('SELECT value FROM numbers').fetchall()[0][0])"
    )
    out = subprocess.run(
        [sys.executable, "-c", asked, str(here.warehouse)], capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == "2"


@pytest.mark.parametrize(
    "attack",
    [
        "CREATE TABLE x AS SELECT 1",
        "COPY numbers TO 'stolen.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "ATTACH 'other.duckdb'",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "DELETE FROM numbers",
    ],
)
def test_a_query_can_only_read_the_warehouse(here: Home, attack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(here, 1)
    monkeypatch.chdir(here.root)
    with warehouse.connect(here) as connection, pytest.raises(UsageError):
        warehouse.query(connection, attack)
    assert not (here.root / "stolen.csv").exists()
    assert published(here) == 1


@pytest.mark.parametrize("nothing", ["", " ", "-- only a remark"])
def test_an_empty_query_is_told(here: Home, nothing: str) -> None:
    publish(here, 1)
    with warehouse.connect(here) as connection, pytest.raises(UsageError, match="no query"):
        warehouse.query(connection, nothing)


def test_an_endless_query_is_stopped(here: Home) -> None:
    publish(here, 1)
    endless = "SELECT count(*) FROM range(100000000000) AS a, range(1000) AS b WHERE random() < 0"
    with warehouse.connect(here) as connection, pytest.raises(UsageError, match="stopped after"):
        warehouse.query(connection, endless, seconds=0.5)


def test_raw_frames_are_not_published(tmp_path: Path) -> None:
    import pandas as pd

    file = tmp_path / "numbers.duckdb"
    with warehouse.making(file) as connection:
        warehouse.give(connection, "raw_numbers", pd.DataFrame({"value": [7]}))
        connection.execute("CREATE TABLE numbers AS SELECT * FROM raw_numbers")
    with warehouse.reading(file) as connection:
        assert connection.execute("SHOW TABLES").fetchall() == [("numbers",)]


def test_python_users_connect_in_one_call(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(here, 3)
    monkeypatch.setenv("JOBMARKET_HOME", str(here.root))
    with jobmarket.connect() as connection:
        assert connection.execute("SELECT value FROM numbers").fetchall() == [(3,)]
        with pytest.raises(duckdb.Error, match="read-only"):
            connection.execute("DELETE FROM numbers")
