"""A source's past: months (or files) one after the other, newest first, then all that follows.

    python flows/backfill.py SOURCE --since 2020-01-01
    python flows/backfill.py SOURCE --file downloads/2019.csv --file downloads/2020.csv
    python flows/backfill.py web-crawl --parts warc.paths.gz --under s3://crawl --facts s3://mine/facts \\
        --on tcp://10.0.0.5:8786

Each part is a task; what a part brought is kept when a later one fails, and is not asked for again.  Files named
by ``--parts`` are read where they lie, on the engine that ``--on`` or ``JOBMARKET_ENGINE`` names: processes or
threads here, or a Dask cluster by its address (``pip install 'jobmarket[dask]'``).  All of them are one task: the
cluster's workers need no Prefect, and a crawl has 90,000 files.
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
from jobmarket import far, journey  # isort: skip
from jobmarket.catalog.sources import Source  # isort: skip
from jobmarket.catalog.sources import source as declared_source  # isort: skip
from jobmarket.engines import engine_named  # isort: skip
from jobmarket.commands.dress import example  # isort: skip
from jobmarket.errors import SourceError, UsageError  # isort: skip
from jobmarket.home import home  # isort: skip
from jobmarket.progress import Progress  # isort: skip
from jobmarket.lock import only_run  # isort: skip

BACKFILL = "backfill"


@task(name="import", cache_policy=NO_CACHE)
def import_file(name: str, file: Path) -> int:
    """One file or folder → snapshots of a source; how many files were kept."""
    return journey.import_files(home(), declared_source(name), [file], Progress())


@task(name="read parts", cache_policy=NO_CACHE)
def read_parts(name: str, places: list[str], under: str, facts: str, on: str) -> far.FarReading:
    """Files where they lie → their facts at ``facts`` → a part of this home; how that went."""
    declared, progress = declared_source(name), Progress()
    wanted = far.far_parts(declared, places, under=under)
    done = far.read_parts(wanted, facts, on, progress)
    far.bring_home(home(), declared, facts)
    progress.say(f"{name}: {done.parts:,} files, {done.read:,} read now, {len(done.failed):,} failed")
    return done


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


def _checked(
    source: str, since: date | None, files: Sequence[Path], *, far_away: bool = False, facts: str = ""
) -> Source:
    """The source, if there is something to fill it with."""
    declared = declared_source(source)
    if [since is not None, bool(files), far_away].count(True) != 1:
        todo = "since=2020-01-01, or files=[…], or parts=[…] with facts=ADDRESS"
        raise UsageError("give either a day, files or parts", where=BACKFILL, todo=todo)
    if far_away and not facts:
        raise UsageError("facts of parts need a place", where=BACKFILL, todo="give facts, a folder or s3://…")
    if since and since > today():
        raise UsageError(f"{since} is in the future", where=BACKFILL, todo="give a day of the past")
    if since and not declared.live:
        raise UsageError(f"{source} is no live source", where=BACKFILL, todo="give files=[…]")
    return declared


def _concluded(source: str, done: far.FarReading | None, built: Any) -> Any:
    """The state a run ends in: failed, if a part did; all that could be read is in what was built.

    Raises:
        SourceError: a part could not be read.
    """
    if done and done.failed:
        name, what = done.failed[0]
        raise SourceError(
            f"{len(done.failed):,} of {done.parts:,} files could not be read, the first: {what}",
            where=name,
            todo="start it again: what was read is kept, and is not read again",
        )
    return Completed(message=f"{source} filled", data=built)


@flow(name=BACKFILL, flow_run_name="backfill {source}")
def backfill(
    source: str,
    since: date | None = None,
    files: list[Path] | None = None,
    parts_at: list[str] | None = None,
    under: str = "",
    facts: str = "",
    on: str = "",
) -> Any:
    """Fill in the past of one source, part by part, then read, build, render.

    Args:
        source: its name.
        since: ask the live source for everything back to this day.
        files: or take these files or folders as its snapshots.
        parts_at: or read files where they lie: addresses of files, folders, patterns, or lists of paths.
        under: what the lines of such a list stand under.
        facts: where the facts of such files are kept, an address that every worker reaches.
        on: the engine that reads them; empty: what ``JOBMARKET_ENGINE`` says, else processes here.
    """
    declared = _checked(source, since, files or (), far_away=bool(parts_at), facts=facts)
    done = None
    with only_run(home()):
        for first in parts(declared, since, today()) if since else ():
            # A part whose retries ran out ends the run: its host need not be asked a hundred times more.
            gather_task(source, f"since {first}")(source, first)
        for file in files or ():
            named = import_file.with_options(
                task_run_name=f"import {source} {file.name}", tags=[TAG, BACKFILL, source]
            )
            named(source, file)
        if parts_at:
            read = read_parts.with_options(task_run_name=f"read {source}", tags=[TAG, BACKFILL, source])
            done = read(source, parts_at, under, facts, on or engine_named())
        built = all_that_follows("flow backfill")
    return _concluded(source, done, built)


@click.command(
    epilog=example(
        "python flows/backfill.py hacker-news --since 2024-01-01",
        "python flows/backfill.py glassdoor-ds-us-2020 --file downloads/glassdoor_jobs.csv",
    )
)
@click.argument("source")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Ask the live source for everything back to this day.")
@click.option("--file", "files", multiple=True, type=click.Path(path_type=Path), help="A file or folder of it (may be repeated).")
@click.option("--parts", "parts_at", multiple=True, help="Files where they lie: address, pattern, list of paths.")
@click.option("--under", default="", help="The address that lines of a list of paths stand under.")
@click.option("--facts", default="", help="The address under which facts of --parts are kept.")
@click.option("--on", default="", help="processes, threads:4, tcp://HOST:PORT …; default: JOBMARKET_ENGINE.")
def main(
    source: str, since: Any, files: tuple[Path, ...], parts_at: tuple[str, ...], under: str, facts: str, on: str
) -> None:
    """Fill in the past of SOURCE."""
    day = since.date() if since else None
    far_away = {"parts_at": list(parts_at), "under": under, "facts": facts, "on": on}
    start(partial(backfill, source, since=day, files=list(files), **far_away))


if __name__ == "__main__":
    main()
