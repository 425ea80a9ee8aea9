"""The journey as a Prefect flow: read what is here, build and judge, render.  No logic of its own.

    python flows/refresh.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flows import settings  # noqa: F401  (first: Prefect reads its settings when it is imported)

from prefect import flow, task  # isort: skip
from prefect.artifacts import create_markdown_artifact, create_table_artifact  # isort: skip

from jobmarket import journey  # isort: skip
from jobmarket.home import home  # isort: skip
from jobmarket.progress import Progress  # isort: skip
from jobmarket.terminal import records, verdict_table  # isort: skip
from jobmarket.warehouse import only_run  # isort: skip


@task(name="read", task_run_name="read new snapshots", tags=["jobmarket"])
def read() -> int:
    """Snapshots that were not read yet → facts; how many sources have any."""
    return len(journey.read(home(), Progress()))


@task(name="build", task_run_name="build and judge", tags=["jobmarket"])
def build() -> journey.Built:
    """Facts → tables → verdicts, published in one step or not at all."""
    built = journey.build_warehouse(home(), Progress(), kind="flow refresh")
    create_table_artifact(
        key="verdicts",
        table=records(built.verdicts[["claim_id", "verdict", "estimate", "low", "high", "unit", "reason"]]),
        description=f"Verdicts of run {built.run_id}",
    )
    return built


@task(name="render", task_run_name="render dashboards", tags=["jobmarket"])
def render() -> str:
    """Warehouse → dashboards; the index page."""
    index = journey.render_site(home(), Progress())
    create_markdown_artifact(key="dashboards", markdown=f"Dashboards: `{index}`")
    return str(index)


@flow(name="refresh", flow_run_name="refresh from what is here", log_prints=False)
def refresh() -> journey.Built:
    """Everything that follows from the evidence and the snapshots at hand; asks no other host."""
    with only_run(home()):
        read()
        built = build()
        render()
    return built


if __name__ == "__main__":
    finished = refresh()
    print(verdict_table(finished.verdicts))
    print(f"\ndashboards: {home().site / 'index.html'}")
