"""What an earlier version wrote is read by this one, or refused with the command that mends it.

``kept/home-before-states.tar.gz`` is a home as version 0.1 left it in November 2026, made from made-up posts: a
warehouse file straight in ``builds``, a site with builds of its own, no pointer, no states.
"""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from made_up_home import QUIET, new_home

from jobmarket import journey, snapshots, versions, warehouse
from jobmarket.__main__ import main
from jobmarket.home import Home

KEPT = Path(__file__).with_name("kept") / "home-before-states.tar.gz"
OLD_RUN = "063b8960cca6"


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    here = new_home(tmp_path)
    here.root.mkdir()
    with tarfile.open(KEPT) as kept:
        kept.extractall(here.root, filter="data")
    monkeypatch.setenv("JOBMARKET_HOME", str(here.root))
    return here


def call(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, words)
    return result.exit_code, result.output


def test_an_old_warehouse_answers(old: Home) -> None:
    assert not old.current.exists()
    with warehouse.connect(old) as connection:
        assert connection.execute("SELECT count(*) FROM postings").fetchall() == [(40,)]
    assert call("sql", "SELECT count(*) AS n FROM postings", "--format", "csv") == (0, "n\n40\n")


def test_what_an_old_warehouse_cannot_tell_is_refused_with_the_command_that_mends_it(old: Home) -> None:
    code, said = call("status")
    assert code == 1
    assert "has not the tables of this version" in said
    assert "to do: jobmarket build" in said


def test_pages_of_an_old_warehouse_are_refused_with_the_command_that_mends_it(old: Home) -> None:
    code, said = call("render")
    assert code == 1
    assert "made by an earlier version" in said
    assert "to do: jobmarket build" in said


def test_an_old_home_goes_on(old: Home) -> None:
    before = (old.history / "verdicts.jsonl").read_text()
    listed = snapshots.snapshots(old.snapshots, "hn-whoishiring-2018-2026")
    journey.read(old, QUIET)
    built = versions.build_warehouse(old, QUIET)
    with warehouse.connect(old) as connection:
        assert connection.execute("SELECT count(*) FROM postings").fetchall() == [(40,)]
        runs = {row[0] for row in connection.execute("SELECT run_id FROM runs").fetchall()}
    assert runs == {OLD_RUN, built.run_id}
    assert (old.history / "verdicts.jsonl").read_text().startswith(before)
    assert [json.loads(line)["run_id"] for line in before.splitlines()] == [OLD_RUN] * 3
    assert snapshots.snapshots(old.snapshots, "hn-whoishiring-2018-2026") == listed
    assert [path.name for path in old.builds.iterdir()] == [f"000001-{built.run_id}"]
    assert (old.site / "index.html").is_file()
    assert call("render")[0] == 0


def test_a_warehouse_without_this_versions_tables_is_refused_in_three_lines(old: Home) -> None:
    stripped = old.builds / "stripped.duckdb"
    with duckdb.connect(str(stripped)) as connection:
        connection.execute("CREATE TABLE postings AS SELECT 1 AS posting_id")
    old.warehouse.unlink()
    old.warehouse.symlink_to("builds/stripped.duckdb")
    for words in (("claims",), ("status",), ("check",), ("export", str(old.root / "out"))):
        code, said = call(*words)
        assert code == 1, words
        what, where, todo = said.splitlines()
        assert "has not the tables of this version" in what
        assert where.startswith("where: ")
        assert todo.startswith("to do: jobmarket build")
