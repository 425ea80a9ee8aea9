"""The backfill on a real Dask cluster: a worker is killed in the middle, and the facts are the same, byte for byte."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from made_up_crawl import crawl_files
from made_up_home import QUIET, fill, new_home
from made_up_posts import posts

from jobmarket import far, warehouse
from jobmarket.catalog.sources import source
from jobmarket.engines import engine
from jobmarket.errors import StateError
from jobmarket.home import PROJECT

pytest.importorskip("distributed", reason="the optional extra dask is not installed")

FILES, PAGES = 24, 60
PATIENCE = 240.0  # seconds; a slow machine is no failure
# The flow script as a user starts it, on a home of made-up ads.
_START = """
import runpy, sys
from pathlib import Path
import jobmarket.home as place
found = place.Home(project=Path(sys.argv[1]), root=Path(sys.argv[2]))
place.home = lambda: found
project = sys.argv[3]
sys.path.insert(0, project)
sys.argv = ["backfill.py", *sys.argv[4:]]
runpy.run_path(project + "/flows/backfill.py", run_name="__main__")
"""


@contextmanager
def running(*command: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of its own, ended by its id."""
    with log.open("wb") as told:
        process = subprocess.Popen([sys.executable, *command], stdout=told, stderr=told, cwd=log.parent)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(happened: Callable[[], Any], what: str) -> Any:
    """What happened, once it has."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := happened():
            return found
        time.sleep(0.02)
    pytest.fail(f"{what} did not happen within {PATIENCE:.0f} s")


def worker(address: str, name: str, folder: Path) -> Any:
    """One worker in one process, working on one part at a time, that nobody starts again."""
    named = ("--name", name, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
    return running("-m", "dask", "worker", address, "--host", "127.0.0.1", *named, log=folder.parent / f"{name}.log")


def objects(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_changes_no_byte(tmp_path: Path) -> None:
    from distributed import Client

    declared, archives = source("web-crawl"), tmp_path / "crawl"
    names = crawl_files(archives, FILES, pages=PAGES, share=0.8)
    (tmp_path / "warc.paths").write_text("\n".join(names))
    here = new_home(tmp_path / "home")
    fill(here, posts(100), tmp_path / "files")

    listed = tmp_path / "scheduler.json"
    scheduler = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(listed))
    far_away = tmp_path / "facts"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    with running("-m", "dask", "scheduler", *scheduler, log=tmp_path / "scheduler.log"):
        wait_for(lambda: listed.exists() and listed.read_bytes().strip().endswith(b"}"), "a scheduler")
        address = json.loads(listed.read_text())["address"]
        with (
            worker(address, "first", tmp_path / "first") as first,
            worker(address, "second", tmp_path / "second"),
            Client(address, set_as_default=False) as watching,
        ):
            watching.wait_for_workers(2, timeout=PATIENCE)
            ran = subprocess.Popen(
                [
                    sys.executable, "-c", _START, str(here.project), str(here.root), str(PROJECT),
                    "web-crawl", "--parts", str(tmp_path / "warc.paths"), "--under", archives.as_uri(),
                    "--facts", far_away.as_uri(), "--on", address,
                ],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
            )  # fmt: skip
            try:
                on_first = next(each for each, about in watching.scheduler_info()["workers"].items() if about["name"] == "first")
                wait_for(
                    lambda: len(list(far_away.rglob("part.json"))) >= 3 and watching.processing().get(on_first),
                    "work on the first worker",
                )
                done_before = len(list(far_away.rglob("part.json")))
                first.send_signal(signal.SIGKILL)
                out, err = ran.communicate(timeout=PATIENCE)
            finally:
                if ran.poll() is None:
                    ran.kill()
                    ran.wait()
            assert first.wait(20) == -signal.SIGKILL
            assert [about["name"] for about in watching.scheduler_info()["workers"].values()] == ["second"]
    assert ran.returncode == 0, err[:3000]
    assert "claims:" in out
    assert done_before < FILES, "the kill came too late to be in the middle"

    plain = tmp_path / "plain"
    wanted = far.far_parts(declared, [str(tmp_path / "warc.paths")], under=archives.as_uri())
    assert far.read_parts(wanted, plain.as_uri(), "threads:1", QUIET) == far.FarReading(FILES, FILES)
    assert objects(far_away) == objects(plain)
    with warehouse.connect(here) as connection:
        held = connection.execute("SELECT count(*) FROM postings WHERE source = 'web-crawl'").fetchall()[0][0]
    assert held == sum(json.loads(each.read_text())["postings"] for each in plain.rglob("part.json")) > FILES


def test_no_scheduler_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmarket.engines._SECONDS_TO_CONNECT", 1)
    with pytest.raises(StateError, match="no Dask scheduler answers"), engine("tcp://127.0.0.1:9"):
        pass
