"""A real Prefect server runs the deployments on their schedule, and new postings reach the warehouse."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from made_up_home import fill
from made_up_posts import posts
from replay import Answer, replay

from jobmarket import warehouse
from jobmarket.home import PROJECT, Home

FLIPPED = "ai-governance-emerges"
PATIENCE = 240.0  # seconds; a slow machine with two busy cores is no failure
JOBS = [
    {
        "id": number,
        "title": "Machine Learning Engineer",
        "company_name": "Quayside",
        "absolute_url": f"https://x.example/{number}",
        "location": {"name": "Porto, Portugal"},
        "first_published": "2026-03-02T09:00:00-05:00",
        "content": f"&lt;p&gt;You will teach boat number {number} to moor itself, with PyTorch.&lt;/p&gt;",
    }
    for number in (31, 32, 33)
]


def answers(path: str) -> Answer:
    """One board that has ads, one that is gone, and a host that is down."""
    if path.startswith("/boards-api.greenhouse.io/v1/boards/quayside/"):
        return Answer(body=json.dumps({"jobs": JOBS}).encode(), headers={"Content-Type": "application/json"})
    return Answer(503 if "lever" in path else 404)


@pytest.fixture
def here(tmp_path: Path) -> Home:
    """An installation of its own: the code, two live sources, made-up ads, and a verdict that will flip."""
    project = tmp_path / "project"
    for name in ("src/jobmarket", "flows", "dashboards"):
        generated = {"dashboards": ("site",)}.get(name, ())
        unwanted = shutil.ignore_patterns("__pycache__", *generated)
        shutil.copytree(PROJECT / name, project / name, ignore=unwanted)
    shutil.copy(PROJECT / "prefect.yaml", project)
    shutil.copytree(PROJECT / "data" / "trends", project / "data" / "trends")
    (project / "data" / "evidence").mkdir()
    boards = 'greenhouse = ["quayside", "gone"]\nlever = ["wharf"]\n'
    (project / "src/jobmarket/shelves/boards.toml").write_text(boards, encoding="utf-8")
    for file in (project / "src/jobmarket/sources").glob("*.toml"):
        if file.stem not in ("greenhouse", "lever"):
            told = file.read_text(encoding="utf-8").replace("\ndefault = true", "\ndefault = false")
            file.write_text(told, encoding="utf-8")
    found = Home(project=project, root=tmp_path / "generated")
    fill(found, posts(200), tmp_path / "files")
    before = {
        "claim_id": FLIPPED,
        "decided_at": "2020-01-01",
        "verdict": "supported",
        "estimate": 2.0,
        "run_id": "r",
    }
    found.history.mkdir(parents=True)
    (found.history / "verdicts.jsonl").write_text(json.dumps(before) + "\n", encoding="utf-8")
    return found


def processes(folder: Path) -> list[int]:
    """Ids of the living processes that were told to keep their things in ``folder``."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"JOBMARKET_HOME={folder}".encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(here: Home, replayed: str, log: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The script as a user starts it, with a short interval; the address of its server."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")} | {
        "PYTHONPATH": os.pathsep.join([str(here.project / "src"), os.environ.get("PYTHONPATH", "")]),
        "JOBMARKET_HOME": str(here.root),
        "JOBMARKET_REPLAY": replayed,
        "PREFECT_SERVER_API_PORT": str(port),
    }
    command = [sys.executable, str(here.project / "flows" / "serve.py"), "--every", "5"]
    with log.open("wb") as told:
        served = subprocess.Popen(
            command, env=environment, stdout=told, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield served, f"http://127.0.0.1:{port}/api"
    finally:
        if served.poll() is None:
            served.kill()
            served.wait()
        for left in processes(here.root):
            os.kill(left, signal.SIGKILL)


def until(found: Callable[[], Any], served: subprocess.Popen[bytes], log: Path) -> Any:
    """What ``found`` finds, once it does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and served.poll() is None:
        try:
            if answer := found():
                return answer
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    raise AssertionError(f"nothing came; the script said:\n{log.read_text(encoding='utf-8')[-3000:]}")


def deploy(here: Home, url: str, client: httpx.Client) -> None:
    """What README says for a server and workers of one's own: a pool, then all of prefect.yaml."""
    client.post(f"{url}/work_pools/", json={"name": "jobmarket", "type": "process"}).raise_for_status()
    deployed = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"],
        cwd=here.project,
        env=os.environ
        | {"PREFECT_API_URL": url, "PREFECT_HOME": str(here.root / "prefect"), "DO_NOT_TRACK": "1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert deployed.returncode == 0, deployed.stdout + deployed.stderr
    known = client.post(f"{url}/deployments/filter", json={}).json()
    crons = {
        one["name"]: [each["schedule"].get("cron") for each in one["schedules"]]
        for one in known
        if one["work_pool_name"] == "jobmarket"
    }
    assert crons == {
        "postings-daily": ["17 4 * * *"],
        "trends-weekly": ["43 9 * * sun"],
        "refresh": [],
        "backfill": [],
    }


@pytest.mark.slow
def test_served_on_schedule_new_postings_reach_the_warehouse(here: Home, tmp_path: Path) -> None:
    log = tmp_path / "serve.log"
    with (
        replay(answers) as replayed,
        serving(here, replayed.url, log) as (served, url),
        httpx.Client(trust_env=False, timeout=30) as client,
    ):

        def ask(what: str, **of: Any) -> Any:
            answer = client.post(f"{url}/{what}/filter", json=of)
            answer.raise_for_status()
            return answer.json()

        def ended() -> list[dict[str, Any]]:
            runs = ask("flow_runs", flows={"name": {"any_": ["gather"]}})
            return [run for run in runs if run["state_type"] in ("COMPLETED", "FAILED", "CRASHED")]

        run = until(ended, served, log)[-1]
        assert run["state_type"] == "COMPLETED", run["state"]
        assert "auto-scheduled" in run["tags"]
        assert "failed: lever" in run["state"]["message"]

        of_run = {"flow_runs": {"id": {"any_": [run["id"]]}}}
        tasks = {task["name"].rsplit(" ", 1)[0]: task for task in ask("task_runs", **of_run)}
        assert tasks["gather greenhouse"]["state_type"] == "COMPLETED"
        assert tasks["gather lever"]["state_type"] == "FAILED"
        assert tasks["gather lever"]["run_count"] == 3
        assert set(tasks["gather lever"]["tags"]) >= {"live", "lever"}

        artifacts = {one["key"]: one for one in ask("artifacts", **of_run)}
        status = {row["source"]: row for row in json.loads(artifacts["postings-sources"]["data"])}
        assert status["greenhouse"]["status"] == "fine"
        assert status["greenhouse"]["unknown-tenant"] == 1
        assert status["lever"]["status"] == "failed"
        assert "- greenhouse: 3" in artifacts["changes"]["data"]
        assert FLIPPED in artifacts["changes"]["data"]
        assert FLIPPED in {row["claim_id"] for row in json.loads(artifacts["verdicts"]["data"])}

        def flips() -> list[dict[str, Any]]:
            named = {"event": {"name": ["jobmarket.verdict.flipped"]}}
            return list(ask("events", filter=named)["events"])

        event = until(flips, served, log)[0]
        assert event["resource"]["prefect.resource.id"] == f"jobmarket.claim.{FLIPPED}"
        assert event["payload"]["was"] == "supported"
        assert event["payload"]["now"] != "supported"

        deploy(here, url, client)
        served.send_signal(signal.SIGINT)
        assert served.wait(PATIENCE) == 0
        assert processes(here.root) == []
    said = log.read_text(encoding="utf-8")
    assert said.rstrip().endswith("ended")
    assert "Warning" not in said
    with warehouse.connect(here) as connection:
        found = connection.execute(
            "SELECT native_id FROM postings WHERE source = 'greenhouse' ORDER BY 1"
        ).fetchall()
    assert found == [("31",), ("32",), ("33",)]
    assert (here.site / "index.html").is_file()
