"""Gathering: bytes are kept, outcomes are told apart, one bad board never stops the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from replay import Answer, replay

from jobmarket import snapshots
from jobmarket.catalog.sources import source
from jobmarket.gather import ATTEMPTS, OUTCOMES_FILE, USER_AGENT, gather
from jobmarket.home import PROJECT, Home
from jobmarket.progress import Progress

BOARDS = {"greenhouse": ["quayside", "gone", "busy", "broken", "moved", "cut", "shy"]}
JOBS = json.dumps({"jobs": [{"id": 31, "title": "ML Engineer", "content": "&lt;p&gt;PyTorch&lt;/p&gt;"}]}).encode()


@pytest.fixture
def here(tmp_path: Path) -> Home:
    return Home(project=PROJECT, root=tmp_path)


@pytest.fixture(autouse=True)
def few_boards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmarket.gather.shelf", lambda name: BOARDS if name == "boards" else {})


def test_each_outcome_is_told_apart(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = {"shy": 0}

    def script(path: str) -> Answer:
        if "/gone/" in path:
            return Answer(404)
        if "/busy/" in path:
            return Answer(429, headers={"Retry-After": "7"})
        if "/broken/" in path:
            return Answer(503)
        if "/moved/" in path:
            return Answer(302, headers={"Location": "https://elsewhere.example/"})
        if "/cut/" in path:
            return Answer(body=JOBS, cut=10)
        if "/shy/" in path:
            tries["shy"] += 1
            return Answer(500) if tries["shy"] == 1 else Answer(body=JOBS)
        return Answer(body=JOBS)

    with replay(script) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        outcomes = gather(here, source("greenhouse"), since=None, progress=Progress(quiet=True))
    assert {outcome.name.removesuffix(".json"): outcome.what for outcome in outcomes} == {
        "quayside": "fetched",
        "gone": "unknown-tenant",
        "busy": "throttled",
        "broken": "failed",
        "moved": "refused",
        "cut": "failed",
        "shy": "fetched",
    }
    kept = snapshots.snapshots(here.snapshots, "greenhouse")
    assert [one.name for one in kept] == ["quayside.json", "shy.json"]
    assert snapshots.read(here.snapshots, kept[0]) == JOBS
    assert sum("/busy/" in path for path in server.paths) == ATTEMPTS
    assert all(path.startswith("/boards-api.greenhouse.io/v1/boards/") for path in server.paths)
    assert {headers["user-agent"] for _, headers in server.asked} == {USER_AGENT}
    lines = (here.snapshots / "greenhouse" / OUTCOMES_FILE).read_text().splitlines()
    assert len(lines) == len(outcomes)


def test_what_did_not_change_is_kept_once(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BOARDS, "greenhouse", ["quayside"])
    with replay(lambda path: Answer(body=JOBS)) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        for _ in range(2):
            gather(here, source("greenhouse"), since=None, progress=Progress(quiet=True))
    assert len(snapshots.snapshots(here.snapshots, "greenhouse")) == 1


def test_an_endless_body_is_cut_off(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BOARDS, "greenhouse", ["quayside"])
    monkeypatch.setattr("jobmarket.gather.LARGEST_ANSWER", 1000)
    with replay(lambda path: Answer(body=b" " * 100_000)) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        outcomes = gather(here, source("greenhouse"), since=None, progress=Progress(quiet=True))
    assert [outcome.what for outcome in outcomes] == ["failed"]
    assert "more than 1,000 bytes" in outcomes[0].detail
    assert snapshots.snapshots(here.snapshots, "greenhouse") == []
