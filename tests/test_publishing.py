"""Publishing: warehouse and pages of one run, switched in one step, whatever readers and writers do meanwhile."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from jobmarket import publishing, warehouse
from jobmarket.errors import StateError
from jobmarket.home import PROJECT, Home
from jobmarket.lock import only_run


@pytest.fixture
def here(tmp_path: Path) -> Home:
    return Home(project=PROJECT, root=tmp_path)


def publish(here: Home, value: int, run_id: str = "run") -> Path:
    with publishing.drafting(here) as draft:
        with warehouse.making(draft / here.warehouse.name) as connection:
            connection.execute(f"CREATE TABLE numbers AS SELECT {value} AS value")
        like = publishing.current(here)
        files = {"index.html": str(value).encode(), "assets/library.js": b"always the same"}
        publishing.place(files, draft / here.site.name, like / here.site.name if like else None)
        return publishing.publish(here, draft, run_id)


def published(here: Home) -> tuple[int, int]:
    with warehouse.connect(here) as connection:
        in_tables = int(connection.execute("SELECT value FROM numbers").fetchall()[0][0])
    return in_tables, int((here.site / "index.html").read_text())


def litter(here: Home) -> list[str]:
    return sorted(path.name for path in [*here.data.rglob(".*"), *here.site.parent.glob(".*")] if path.name != ".lock")


def test_warehouse_and_pages_are_of_one_run(here: Home) -> None:
    for value in (1, 2, 3):
        publish(here, value)
        assert published(here) == (value, value)
    assert here.warehouse.is_symlink()
    assert here.warehouse.resolve().is_relative_to(here.builds)
    assert here.warehouse.resolve().parent == here.site.resolve().parent
    assert not any(link.readlink().is_absolute() for link in (here.current, here.warehouse, here.site))
    assert not litter(here)


def test_one_replaced_link_is_the_whole_switch(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(here, 1)
    seen = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        before = published(here)
        done = replace(self, target)
        seen.append((before, published(here)))
        return done

    monkeypatch.setattr(Path, "replace", watched)
    publish(here, 2)
    assert seen == [((1, 1), (2, 2))]


def test_a_run_that_fails_leaves_what_is_published_and_no_litter(here: Home) -> None:
    publish(here, 1)
    before = sorted(here.builds.iterdir())
    with (
        pytest.raises(duckdb.Error, match="nothing"),
        publishing.drafting(here) as draft,
        warehouse.making(draft / here.warehouse.name) as connection,
    ):
        connection.execute("CREATE TABLE n AS SELECT 2 AS value; SELECT error('nothing')").fetchall()
    assert published(here) == (1, 1)
    assert sorted(here.builds.iterdir()) == before
    assert not litter(here)


def test_versions_are_read_only_without_a_log_and_few(here: Home) -> None:
    for value in range(6):
        publish(here, value, f"run{value}")
    versions = sorted(path.name for path in here.builds.iterdir())
    assert versions == ["000004-run3", "000005-run4", "000006-run5"]
    files = [path for path in here.builds.rglob("*") if path.is_file()]
    assert {path.name for path in files} == {"jobmarket.duckdb", "index.html", "library.js"}
    assert all(path.stat().st_mode & 0o222 == 0 for path in files)
    assert published(here) == (5, 5)
    # What did not change is kept once.
    assert len({path.stat().st_ino for path in files if path.name == "library.js"}) == 1


def test_old_readers_keep_what_they_opened(here: Home) -> None:
    publish(here, 1)
    with warehouse.connect(here) as reader:
        for value in range(2, 7):
            publish(here, value)
        assert reader.execute("SELECT value FROM numbers").fetchall() == [(1,)]


_RUDE = """
import duckdb, sys, time
rude = duckdb.connect(sys.argv[1])
rude.execute("INSERT INTO numbers VALUES (99)")
print("holding", flush=True)
for line in sys.stdin:
    rude.execute("INSERT INTO numbers VALUES (100)")
    print("wrote", flush=True)
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can open a read-only file for writing")
def test_a_rude_user_who_writes_into_the_published_file_disturbs_nobody(here: Home) -> None:
    publish(here, 1)
    rude = subprocess.Popen(
        [sys.executable, "-c", _RUDE, str(here.warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert rude.stdin
    assert rude.stdout
    try:
        assert rude.stdout.readline() == "holding\n"
        assert published(here) == (1, 1)
        for value in (2, 3, 4):
            publish(here, value)
            rude.stdin.write("write\n")
            rude.stdin.flush()
            assert rude.stdout.readline() == "wrote\n"
            assert published(here) == (value, value)
            with duckdb.connect(str(here.warehouse), read_only=True) as other:
                assert other.execute("SELECT value FROM numbers").fetchall() == [(value,)]
    finally:
        rude.send_signal(signal.SIGKILL)
        rude.wait()
        rude.stdin.close()
        rude.stdout.close()
    publish(here, 5)
    assert published(here) == (5, 5)
    assert not [path for path in here.data.rglob("*.wal") if path.parent == here.warehouse.resolve().parent]


def test_what_a_dead_run_left_is_cleared_by_the_next(here: Home) -> None:
    publish(here, 1)
    (here.builds / ".making" / "site").mkdir(parents=True)
    (here.builds / ".spilled").mkdir()
    (here.data / ".current.new").symlink_to("builds/nowhere")
    (here.site.parent / ".site.new").symlink_to("nowhere")
    here.site.unlink()
    publish(here, 2)
    assert published(here) == (2, 2)
    assert not litter(here)


def test_links_of_an_earlier_layout_are_taken_over(here: Home) -> None:
    here.builds.mkdir(parents=True)
    with duckdb.connect(str(here.builds / "old-1.duckdb")) as old:
        old.execute("CREATE TABLE numbers AS SELECT 0 AS value")
    here.warehouse.symlink_to("builds/old-1.duckdb")
    with warehouse.connect(here) as connection:
        assert connection.execute("SELECT value FROM numbers").fetchall() == [(0,)]
    publish(here, 1)
    assert published(here) == (1, 1)
    assert not (here.builds / "old-1.duckdb").exists()


@pytest.mark.parametrize("taken", ["warehouse", "site"])
def test_what_was_not_made_here_is_never_replaced(here: Home, taken: str) -> None:
    path: Path = getattr(here, taken)
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    with pytest.raises(StateError, match="taken"):
        publish(here, 1)
    assert path.read_text() == "mine"
    assert not here.current.exists()


def test_room_on_the_disk_is_looked_for_first(here: Home) -> None:
    too_much = pytest.raises(StateError, match=r"1,000,000,000,000,000,000 are needed")
    with too_much as caught, publishing.drafting(here, needs=10**18):
        pytest.fail("there is no such disk")
    assert "make room" in caught.value.todo


def test_only_one_run_at_a_time(here: Home) -> None:
    with (
        only_run(here),
        pytest.raises(StateError, match=rf"another run is at work \(process {os.getpid()}\)"),
        only_run(here),
    ):
        pytest.fail("two runs at once")
    with only_run(here):
        pass


def test_a_dead_runs_lock_is_recognised_at_once(here: Home) -> None:
    hold = (
        "import sys, time; from pathlib import Path; from jobmarket.home import Home; from jobmarket.lock import only_run\n"
        "with only_run(Home(Path('.'), Path(sys.argv[1]))): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold, str(here.root)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(StateError, match=rf"process {holder.pid}\)"), only_run(here):
        pytest.fail("two runs at once")
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with only_run(here):
        pass


def test_a_process_that_took_a_dead_ones_number_is_not_taken_for_it(here: Home) -> None:
    with only_run(here):
        identity = json.loads((here.data / ".lock").read_text())
        assert identity["process"] == os.getpid()
        assert identity["started"] > 0
        (here.data / ".lock").write_text(json.dumps(identity | {"started": identity["started"] - 1}))
        with pytest.raises(StateError, match="has ended, but one that it started still holds"), only_run(here):
            pytest.fail("two runs at once")
