"""Ask live sources of postings, each as a task of its own, then all that follows.  No logic of its own.

    python flows/gather.py

One source that fails never stops the others: the run completes and says which failed.  Only a run in
which every source failed is a failed run; even that builds from what is here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flows import settings  # noqa: F401  (first: Prefect reads its settings when it is imported)

from prefect import flow, runtime, task  # isort: skip
from prefect.cache_policies import NO_CACHE  # isort: skip
from prefect.client.schemas.objects import State, TaskRun  # isort: skip
from prefect.futures import PrefectFuture  # isort: skip
from prefect.states import Completed  # isort: skip
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner  # isort: skip

from flows import told  # isort: skip
from flows.refresh import TAG, all_that_follows, script  # isort: skip
from jobmarket import journey, versions  # isort: skip
from jobmarket.catalog.sources import Source, source, sources  # isort: skip
from jobmarket.errors import SourceError  # isort: skip
from jobmarket.home import home  # isort: skip
from jobmarket.progress import Progress  # isort: skip
from jobmarket.lock import only_run  # isort: skip

LIVE = "live"
# Sources at once: each has hosts of its own, so this asks no host for more than its collector allows.
# (Cast, because Prefect declares its own runner as something its decorator does not take.)
SIDE_BY_SIDE = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=8))
# The collectors retry each request themselves; these are for a source that gave nothing at all, such as a
# host that is down or a machine that has only just woken up.  A rehearsal need not wait.
_SECONDS_BETWEEN: list[float] = [0.0, 0.0] if os.environ.get("JOBMARKET_REPLAY") else [30.0, 300.0]


class NothingCame(SourceError):
    """No request to a source was answered; carries its status."""

    def __init__(self, status: told.Status) -> None:
        self.status = status
        super().__init__(
            status.detail or "no request was answered",
            where=status.source,
            todo="see its homepage, or ask again later",
        )


def _may_pass(_task: Any, _run: TaskRun, state: State[Any]) -> bool:
    """Whether a failed task is worth repeating."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, NothingCame) and error.status.passes


@task(
    name="gather",
    retries=len(_SECONDS_BETWEEN),
    retry_delay_seconds=_SECONDS_BETWEEN,
    retry_jitter_factor=0.5,
    retry_condition_fn=_may_pass,
    cache_policy=NO_CACHE,
)
def gather_source(name: str, since: date | None) -> told.Status:
    """Ask one source for everything it has (new); how that went.

    Raises:
        NothingCame: no request was answered.
    """
    status = told.status_of(name, journey.gather_sources(home(), [name], since, Progress(quiet=True)))
    if status.status == "failed":
        raise NothingCame(status)
    return status


def today() -> date:
    """The day runs are named by, in UTC."""
    return datetime.now(UTC).date()


def gather_task(name: str, when: object) -> Any:
    """The task for one source, named and tagged so that it can be found: by source, and by day or part."""
    # Whoever started the run at a terminal is told at once what cannot be reached; a schedule can wait.
    retries = len(_SECONDS_BETWEEN) if runtime.deployment.id else 0
    named = f"gather {name} {when}"
    return gather_source.with_options(task_run_name=named, tags=[TAG, LIVE, name], retries=retries)


def _status(name: str, ended: object) -> told.Status:
    """How a task ended, for the table: its own word, or what kept it from one."""
    if isinstance(ended, told.Status):
        return ended
    if isinstance(ended, NothingCame):
        return ended.status
    return told.Status(name, "failed", {}, " ".join(str(ended).split())[:300])


def ask(names: Sequence[str], since: date | None, *, key: str) -> list[told.Status]:
    """Ask these sources side by side, tell their status as artifact ``key``, and hand it back."""
    futures = [(name, gather_task(name, today()).submit(name, since)) for name in names]
    asked = [_status(name, future.result(raise_on_failure=False)) for name, future in futures]
    told.tell_status(asked, key=key)
    for one in asked:
        if one.status != "fine":
            Progress().say(f"{one.source}: {one.status}; {one.detail}")
    return asked


def gives_figures(declared: Source) -> bool:
    """Whether a source gives trend figures rather than postings: its own samples show which."""
    return any(sample.observations for sample in declared.samples)


def named_or_default(names: Iterable[str] | None, *, figures: bool) -> list[str]:
    """The sources named, or all default live ones of the kind.

    Raises:
        UnknownName: a source is not declared.
    """
    return [source(name).name for name in names or ()] or [
        each.name
        for each in sources().values()
        if each.live and each.live.default and gives_figures(each) == figures
    ]


def run_name() -> str:
    """What a run of a gathering flow is called: flow, sources if named, day."""
    named = runtime.flow_run.parameters.get("sources") or []
    return " ".join([runtime.flow_run.flow_name or "gather", *named, str(today())])


def concluded(asked: Sequence[told.Status], built: versions.Built) -> State[versions.Built]:
    """The state a gathering run ends in: completed, saying which sources failed.

    Raises:
        SourceError: every source failed.
    """
    failed = [one.source for one in asked if one.status == "failed"]
    if failed and len(failed) == sum(one.status in ("fine", "partly", "failed") for one in asked):
        raise SourceError(
            f"no source answered ({', '.join(failed)}); what was here before still stands",
            where="gather",
            todo="see the artifact of their status; is this machine on the internet?",
        )
    answered = f"{len(asked) - len(failed)} of {len(asked)} sources did not fail"
    return Completed(message=f"{answered}; failed: {', '.join(failed) or 'none'}", data=built)


@flow(name="gather", flow_run_name=run_name, task_runner=SIDE_BY_SIDE)
def gather(sources: list[str] | None = None, since: date | None = None) -> Any:
    """Ask sources of postings (all default ones, or those named) for what is new; then read, build, render.

    Args:
        sources: names of live sources; none: every default one that gives postings.
        since: only what was posted since this day, where a source can be asked by date.
    """
    wanted = named_or_default(sources, figures=False)
    with only_run(home()):
        asked = ask(wanted, since, key="postings-sources")
        built = all_that_follows("flow gather")
    return concluded(asked, built)


if __name__ == "__main__":
    script(gather, __doc__)
