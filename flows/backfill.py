"""A source's past: months (or files) one after the other, newest first, then all that follows.

    python flows/backfill.py SOURCE --since 2020-01-01
    python flows/backfill.py SOURCE --file downloads/2019.csv --file downloads/2020.csv

Each part is a task; what a part brought is kept when a later one fails, and is not asked for again.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flows import settings  # noqa: F401  (first: Prefect reads its settings when it is imported)

import click  # isort: skip
from prefect import flow, task  # isort: skip
from prefect.cache_policies import NO_CACHE  # isort: skip
from prefect.states import Completed  # isort: skip

from flows.gather import gather_task, today  # isort: skip
from flows.refresh import TAG, all_that_follows, start  # isort: skip
from jobmarket import journey  # isort: skip
from jobmarket.catalog.sources import Source  # isort: skip
from jobmarket.catalog.sources import source as declared_source  # isort: skip
from jobmarket.errors import UsageError  # isort: skip
from jobmarket.home import home  # isort: skip
from jobmarket.progress import Progress  # isort: skip
from jobmarket.lock import only_run  # isort: skip

BACKFILL = "backfill"


@task(name="import", cache_policy=NO_CACHE)
def import_file(name: str, file: Path) -> int:
    """One file or folder → snapshots of a source; how many files were kept."""
    return journey.import_files(home(), declared_source(name), [file], Progress())


def parts(declared: Source, since: date, until: date) -> list[date]:
    """The first days from which to ask, newest first, the last being ``since``.

    Collectors never ask again for a past window that was answered, so each part adds its own month (year,
    where the source is asked by years).  A source that cannot be asked by period is one part.
    """
    window = declared.live.window if declared.live else None
    if window is None:
        return [since]
    starts, start = [], since
    while start <= until:
        starts.append(start)
        start = (
            date(start.year + 1, 1, 1)
            if window == "year"
            else (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        )
    return starts[::-1]


def _checked(source: str, since: date | None, files: Sequence[Path]) -> Source:
    """The source, if there is something to fill it with."""
    declared = declared_source(source)
    if (since is None) == (not files):
        raise UsageError("give either a day or files", where=BACKFILL, todo="since=2020-01-01, or files=[…]")
    if since and since > today():
        raise UsageError(f"{since} is in the future", where=BACKFILL, todo="give a day of the past")
    if since and not declared.live:
        raise UsageError(f"{source} is no live source", where=BACKFILL, todo="give files=[…]")
    return declared


@flow(name=BACKFILL, flow_run_name="backfill {source}")
def backfill(source: str, since: date | None = None, files: list[Path] | None = None) -> Any:
    """Fill in the past of one source, part by part, then read, build, render.

    Args:
        source: its name.
        since: ask the live source for everything back to this day.
        files: or take these files or folders as its snapshots.
    """
    declared = _checked(source, since, files or ())
    with only_run(home()):
        for first in parts(declared, since, today()) if since else ():
            # A part whose retries ran out ends the run: its host need not be asked a hundred times more.
            gather_task(source, f"since {first}")(source, first)
        for file in files or ():
            named = import_file.with_options(
                task_run_name=f"import {source} {file.name}", tags=[TAG, BACKFILL, source]
            )
            named(source, file)
        built = all_that_follows("flow backfill")
    return Completed(message=f"{source} filled", data=built)


@click.command()
@click.argument("source")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--file", "files", multiple=True, type=click.Path(path_type=Path))
def main(source: str, since: Any, files: tuple[Path, ...]) -> None:
    """Fill in the past of SOURCE."""
    start(partial(backfill, source, since=since.date() if since else None, files=list(files)))


if __name__ == "__main__":
    main()
