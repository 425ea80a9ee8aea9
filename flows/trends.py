"""Ask live sources of trend figures, each as a task of its own, then all that follows.  No logic of its own.

Run it: ``python flows/trends.py``.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flows import settings  # noqa: F401  (first: Prefect reads its settings when it is imported)

from prefect import flow  # isort: skip

from flows.gather import SIDE_BY_SIDE, ask, concluded, named_or_default, run_name  # isort: skip
from flows.refresh import all_that_follows, script  # isort: skip
from jobmarket.home import home  # isort: skip
from jobmarket.lock import only_run  # isort: skip


@flow(name="trends", flow_run_name=run_name, task_runner=SIDE_BY_SIDE)
def trends(sources: list[str] | None = None, since: date | None = None) -> Any:
    """Ask sources of trend figures (all default ones, or those named); then read, build, render.

    Args:
        sources: names of live sources; none: every default one that gives figures.
        since: only periods since this day, where a source can be asked by period.
    """
    wanted = named_or_default(sources, figures=True)
    with only_run(home()):
        asked = ask(wanted, since, key="trends-sources")
        built = all_that_follows("flow trends")
    return concluded(asked, built)


if __name__ == "__main__":
    script(trends, __doc__)
