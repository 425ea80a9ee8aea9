"""The warehouse: published as a whole or not at all, read by anybody, written by nobody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import jobmarket
from jobmarket import warehouse
from jobmarket.errors import StateError, UsageError
from jobmarket.home import PROJECT, Home


@pytest.fixture
def here(tmp_path: Path) -> Home:
    return Home(project=PROJECT, root=tmp_path)


def publish(here: Home, value: int, run_id: str = "run") -> Path:
    with warehouse.making(here) as (connection, path):
        connection.execute(f"CREATE TABLE numbers AS SELECT {value} AS value")
        return warehouse.publish(here, connection, path, run_id)


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


def test_a_build_that_fails_leaves_the_published_one_and_no_litter(here: Home) -> None:
    publish(here, 1)
    before = sorted(here.builds.iterdir())
    with pytest.raises(duckdb.Error, match="nothing"), warehouse.making(here) as (connection, _):
        connection.execute("CREATE TABLE numbers AS SELECT 2 AS value; SELECT error('nothing')").fetchall()
    assert published(here) == 1
    assert sorted(here.builds.iterdir()) == before


def test_versions_are_read_only_without_a_log_and_pruned(here: Home) -> None:
    for value in range(6):
        publish(here, value, f"run{value}")
    files = sorted(here.builds.iterdir())
    assert [file.suffix for file in files] == [".duckdb"] * warehouse.VERSIONS_KEPT
    assert all(file.stat().st_mode & 0o222 == 0 for file in files)
    assert published(here) == 5


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


def test_an_endless_query_is_stopped(here: Home) -> None:
    publish(here, 1)
    endless = "SELECT count(*) FROM range(100000000000) AS a, range(1000) AS b WHERE random() < 0"
    with warehouse.connect(here) as connection, pytest.raises(UsageError, match="stopped after"):
        warehouse.query(connection, endless, seconds=0.5)


def test_only_one_run_at_a_time(here: Home) -> None:
    with (
        warehouse.only_run(here),
        pytest.raises(StateError, match="another run"),
        warehouse.only_run(here),
    ):
        pytest.fail("two runs at once")
    with warehouse.only_run(here):
        pass


def test_raw_frames_are_not_published(here: Home) -> None:
    import pandas as pd

    with warehouse.making(here) as (connection, path):
        warehouse.give(connection, "raw_numbers", pd.DataFrame({"value": [7]}))
        connection.execute("CREATE TABLE numbers AS SELECT * FROM raw_numbers")
        warehouse.publish(here, connection, path, "run")
    with duckdb.connect(str(here.warehouse.resolve()), read_only=True) as connection:
        assert connection.execute("SHOW TABLES").fetchall() == [("numbers",)]


def test_python_users_connect_in_one_call(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(here, 3)
    monkeypatch.setenv("JOBMARKET_HOME", str(here.root))
    with jobmarket.connect() as connection:
        assert connection.execute("SELECT value FROM numbers").fetchall() == [(3,)]
        with pytest.raises(duckdb.Error, match="read-only"):
            connection.execute("DELETE FROM numbers")
