"""The journey as a Prefect flow: read what is here, build and judge, render.  No logic of its own.

Run it: ``python flows/refresh.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flows import settings  # noqa: F401  (first: Prefect reads its settings when it is imported)

from prefect import flow, task  # isort: skip
from prefect.cache_policies import NO_CACHE  # isort: skip

from flows import told  # isort: skip
from jobmarket import journey, versions  # isort: skip
from jobmarket.errors import JobmarketError, UsageError  # isort: skip
from jobmarket.home import home  # isort: skip
from jobmarket.progress import Progress  # isort: skip
from jobmarket.terminal import verdict_table  # isort: skip
from jobmarket.lock import only_run  # isort: skip

TAG = "jobmarket"


@task(name="read", task_run_name="read new snapshots", tags=[TAG], cache_policy=NO_CACHE)
def read() -> int:
    """Snapshots that were not read yet → facts; how many sources have any."""
    return len(journey.read(home(), Progress()))


@task(name="build", task_run_name="build, judge and render", tags=[TAG], cache_policy=NO_CACHE)
def build(kind: str) -> versions.Built:
    """Facts → tables → verdicts → pages, published in one step or not at all; what changed is told."""
    before = told.postings_held(home())
    built = versions.build_warehouse(home(), Progress(), kind=kind)
    told.tell_verdicts(built)
    told.tell_changes(built, told.new_postings(before, told.postings_held(home())))
    told.tell_dashboards(str(home().site / "index.html"))
    return built


def all_that_follows(kind: str) -> versions.Built:
    """The tasks after gathering, in order; for flows that hold the lock."""
    read()
    return build(kind)


@flow(name="refresh", flow_run_name="refresh from what is here", log_prints=False)
def refresh() -> versions.Built:
    """Everything that follows from the evidence and the snapshots at hand; asks no other host."""
    with only_run(home()):
        return all_that_follows("flow refresh")


def start(flow: Callable[[], Any]) -> None:
    """Run a flow as a script: verdicts and the dashboards' path on the terminal, or what went wrong."""
    try:
        built: versions.Built = flow()
    except JobmarketError as error:
        print("\n".join(error.lines()), file=sys.stderr)
        sys.exit(error.exit_code)
    print(verdict_table(built.verdicts))
    print(f"\ndashboards: {home().site / 'index.html'}")


def script(flow: Callable[[], Any], about: str | None) -> None:
    """Run a flow as a script that takes no words; ``--help`` says ``about``, and nothing is started for it."""
    if words := sys.argv[1:]:
        if {"-h", "--help"} & set(words):
            print((about or "").strip())
            sys.exit(0)
        error = UsageError(f"it takes no {' '.join(words)}", where=sys.argv[0], todo="jobmarket gather NAME asks one source")
        print("\n".join(error.lines()), file=sys.stderr)
        sys.exit(error.exit_code)
    start(flow)


if __name__ == "__main__":
    script(refresh, __doc__)
