"""What flows decide before and tell after gathering: status of sources, changes, parts of a backfill."""

from __future__ import annotations

import importlib
import inspect
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pandas as pd
import pytest
import yaml
from flow_modules import CronSchedule, Failed, backfill, gather, refresh, serve, told, trends

from jobmarket.catalog.sources import source, sources
from jobmarket.errors import SourceError, StateError, UnknownName, UsageError
from jobmarket.home import PROJECT, Home
from jobmarket.lock import only_run


def outcome(what: str, name: str = "quayside.json", detail: str = "") -> Any:
    return SimpleNamespace(source="greenhouse", name=name, url="https://x.example", what=what, detail=detail)


@pytest.mark.parametrize(
    ("kinds", "status", "passes"),
    [
        (["fetched", "unchanged", "fresh", "empty"], "fine", False),
        (["fetched", "unknown-tenant"], "fine", False),
        (["fetched", "throttled"], "partly", True),
        (["fetched", "wrong-type"], "partly", False),
        (["unreachable", "unreachable"], "failed", True),
        (["unknown-tenant"], "failed", False),
        (["refused"], "failed", False),
        (["no-key"], "no key", False),
        ([], "nothing to ask", False),
    ],
)
def test_outcomes_are_summed_up(kinds: list[str], status: str, passes: bool) -> None:
    summed = told.status_of("greenhouse", [outcome(kind, detail="why") for kind in kinds])
    assert (summed.status, summed.passes) == (status, passes)
    assert sum(summed.counts.values()) == len(kinds)
    assert bool(summed.detail) == (status in ("partly", "failed", "no key"))


def apart(asked: Callable[[], Any]) -> Any:
    """The answer, asked for in a thread of its own: the browser tests leave an event loop in this one, and there
    Prefect takes any question for one from asynchronous code."""
    with ThreadPoolExecutor(1) as hands:
        return hands.submit(asked).result()


def test_only_what_may_pass_is_tried_again() -> None:
    def ended(error: Exception) -> bool:
        return bool(apart(lambda: gather._may_pass(None, None, Failed(data=error))))  # type: ignore[arg-type]

    assert ended(gather.NothingCame(told.status_of("greenhouse", [outcome("unreachable")])))
    assert not ended(gather.NothingCame(told.status_of("greenhouse", [outcome("refused")])))
    assert not ended(UsageError("off"))


def test_new_postings_are_counted_by_source() -> None:
    before = pd.DataFrame({"posting_id": ["a:1", "b:1"], "source": ["a", "b"]})
    after = pd.DataFrame({"posting_id": ["a:1", "a:2", "c:1", "c:2"], "source": ["a", "a", "c", "c"]})
    assert told.new_postings(before, after) == {"a": 1, "c": 2}
    assert told.new_postings(after, before) == {"b": 1}
    assert told.new_postings(after, after) == {}


def test_one_source_that_fails_is_reported_and_only_all_of_them_fail_the_run() -> None:
    fine = told.Status("greenhouse", "fine", {"fetched": 1})
    failed = told.Status("lever", "failed", {"unreachable": 1})
    keyless = told.Status("portal", "no key", {"no-key": 1})
    built: Any = SimpleNamespace(run_id="r")
    state = gather.concluded([fine, failed, keyless], built)
    assert state.is_completed()
    assert apart(state.result) is built
    assert "failed: lever" in (state.message or "")
    with pytest.raises(SourceError, match="no source answered"):
        gather.concluded([failed, keyless], built)
    assert gather.concluded([keyless], built).is_completed()
    assert gather.concluded([], built).is_completed()


def test_what_kept_a_task_from_its_word_is_its_status() -> None:
    gone = told.Status("lever", "failed", {"unreachable": 1}, "why")
    assert gather._status("lever", gather.NothingCame(gone)) == gone
    assert gather._status("lever", ValueError("a\nbroken line")).detail == "a broken line"


def test_default_sources_of_postings_and_of_figures_are_told_apart() -> None:
    postings = gather.named_or_default(None, figures=False)
    figures = gather.named_or_default(None, figures=True)
    assert "greenhouse" in postings
    assert not set(postings) & set(figures)
    assert set(postings) | set(figures) == {
        name for name, one in sources().items() if one.live and one.live.default
    }
    assert gather.named_or_default(["lever"], figures=False) == ["lever"]
    with pytest.raises(UnknownName):
        gather.named_or_default(["levver"], figures=False)


def test_a_backfill_goes_back_month_by_month() -> None:
    def asked_by(window: str | None) -> Any:
        return SimpleNamespace(live=SimpleNamespace(window=window))

    since, until = date(2025, 11, 15), date(2026, 2, 3)
    months = [date(2026, 2, 1), date(2026, 1, 1), date(2025, 12, 1), since]
    assert backfill.parts(asked_by("month"), since, until) == months
    assert backfill.parts(asked_by("day"), since, until) == months
    assert backfill.parts(asked_by("year"), since, until) == [date(2026, 1, 1), since]
    assert backfill.parts(asked_by(None), since, until) == [since]
    assert backfill.parts(SimpleNamespace(live=None), since, until) == [since]  # type: ignore[arg-type]
    assert backfill.parts(asked_by("month"), date(2026, 1, 31), until)[-1] == date(2026, 1, 31)


def test_a_backfill_wants_a_day_or_files() -> None:
    with pytest.raises(UsageError, match="either"):
        backfill._checked("greenhouse", None, [])
    with pytest.raises(UsageError, match="future"):
        backfill._checked("greenhouse", date(2999, 1, 1), [])
    bulk = next(one.name for one in sources().values() if not one.live)
    with pytest.raises(UsageError, match="no live source"):
        backfill._checked(bulk, date(2025, 1, 1), [])
    assert backfill._checked("greenhouse", date(2025, 1, 1), []) == source("greenhouse")


def test_of_missed_runs_only_the_newest_is_made_up_for() -> None:
    missed = [
        {"id": f"{day}-{of}", "deployment_id": of} for day in (9, 8, 7, 6) for of in ("daily", "weekly")
    ]
    cut_off = [{"id": "cut", "deployment_id": "daily"}]
    settled: list[tuple[str, str]] = []
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.method)
        if len(asked) == 3:
            return httpx.Response(503)  # as Prefect's server answers while its database is busy
        if request.method == "DELETE":
            missed.remove(next(run for run in missed if request.url.path.endswith(run["id"])))
            return httpx.Response(204)
        told = json.loads(request.content)
        if request.url.path.endswith("/set_state"):
            settled.append((request.url.path, told["state"]["type"]))
            return httpx.Response(201, json={})
        running = "RUNNING" in told["flow_runs"]["state"]["type"]["any_"]
        return httpx.Response(200, json=cut_off if running else missed[:5])

    with httpx.Client(base_url="http://server.example/api", transport=httpx.MockTransport(answer)) as client:
        serve.tidy(client)
    assert [run["id"] for run in missed] == ["9-daily", "9-weekly"]
    assert settled == [("/api/flow_runs/cut/set_state", "CRASHED")]


def declared() -> list[dict[str, Any]]:
    deployments = yaml.safe_load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    return list(deployments)


@pytest.mark.parametrize("deployment", declared(), ids=lambda one: str(one["name"]))
def test_deployments_name_flows_that_exist_and_times_in_utc(deployment: dict[str, Any]) -> None:
    path, name = deployment["entrypoint"].split(":")
    assert (PROJECT / path).is_file()
    flow = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)
    parameters = inspect.signature(flow.fn).parameters.values()
    needed = {one.name for one in parameters if one.default is one.empty} - set(
        deployment.get("parameters", ())
    )
    assert not needed or not deployment["schedules"], "a scheduled run knows all it needs"
    assert not {"key", "token", "secret", "password"} & {one.name for one in parameters}
    assert flow.description
    for schedule in deployment["schedules"]:
        assert schedule["timezone"] == "UTC"
        CronSchedule(**schedule)


def test_no_schedule_is_denser_than_a_source_allows() -> None:
    hours = {"postings-daily": 24, "trends-weekly": 168}
    scheduled = {one["name"] for one in declared() if one["schedules"]}
    assert scheduled == set(hours)
    for name, figures in (("postings-daily", False), ("trends-weekly", True)):
        for each in gather.named_or_default(None, figures=figures):
            live = source(each).live
            assert live is not None
            # Less than the time between two runs, or every other run would pass it over.
            assert live.every_hours < hours[name], each


def test_flows_respect_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Home(project=PROJECT, root=tmp_path)
    for module in (gather, trends, refresh, backfill):
        monkeypatch.setattr(module, "home", lambda: here)
    with only_run(here):
        for flow, given in (
            (gather.gather, {}),
            (trends.trends, {}),
            (refresh.refresh, {}),
            (backfill.backfill, {"source": "greenhouse", "since": date(2026, 1, 1)}),
        ):
            with pytest.raises(StateError, match="another run"):
                flow.fn(**given)
