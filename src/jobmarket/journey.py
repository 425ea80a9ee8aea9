"""The whole way as plain functions: import, gather, read, build, judge, render.  Dressed by flows and the
command line, which add nothing to it.

snapshots → facts → tables → verdicts → pages.  Each step can be repeated; none loses what came before.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from jobmarket import forgetting, snapshots, versions
from jobmarket.catalog.sources import Source, source, sources
from jobmarket.errors import JobmarketError, UsageError
from jobmarket.evidence import write_evidence
from jobmarket.growing import read_arrived
from jobmarket.home import Home
from jobmarket.live import Outcome, gather
from jobmarket.lock import only_run
from jobmarket.progress import Progress
from jobmarket.side_by_side import workers


def import_files(home: Home, wanted: Source, paths: Sequence[Path], progress: Progress) -> int:
    """Keep files, or every file of folders, as snapshots of a source; how many of them are data of it.

    A file is known by its path inside the folder given.  Nothing is parsed.

    Raises:
        UsageError: a path does not exist, or none of the files is declared by the source.
    """
    named: list[tuple[str, Path]] = []
    for path in paths:
        if path.is_dir():
            named += [
                (file.relative_to(path).as_posix(), file)
                for file in sorted(path.rglob("*"))
                if file.is_file()
            ]
        elif path.is_file():
            named.append((path.name, path))
        else:
            raise UsageError("no such file or folder", where=str(path), todo="check the path")
    snapshots.clear_unfinished(home.snapshots)
    data = [(name, file) for name, file in named if not wanted.ignores(name)]
    fitting = [name for name, _ in data if wanted.input_for(name)]
    if not fitting:
        raise UsageError(
            f"none of {len(named)} files is of {wanted.name}",
            where=", ".join(str(path) for path in paths),
            todo=f"it takes {', '.join(sorted({each.match for each in wanted.inputs}))}",
        )
    for name, file in progress.track(data, f"importing {wanted.name}", total=len(data)):
        seen_at = wanted.seen_at_of(name) or datetime.fromtimestamp(file.stat().st_mtime, UTC)
        snapshots.keep(home.snapshots, wanted.name, name, file.read_bytes(), seen_at=seen_at)
    return len(fitting)


def gather_sources(
    home: Home, names: Sequence[str], since: date | None, progress: Progress, *, again: bool = False
) -> list[Outcome]:
    """Fetch from live sources side by side into snapshots, each once however often it is named; one outcome a
    request, by source.

    With ``again`` even what was answered within a source's cadence is asked for.  A source that cannot be
    gathered at all stops no other; what keeps it from being gathered is its outcome.

    Raises:
        UsageError: a name is no live source.
    """
    wanted = [source(name) for name in dict.fromkeys(names)] or [
        each for each in sources().values() if each.live and each.live.default
    ]
    for each in wanted:
        if not each.live:
            raise UsageError(
                f"{each.name} is no live source",
                where="gather",
                todo=f"import it: jobmarket import {each.name} FOLDER",
            )

    def one(each: Source) -> list[Outcome]:
        try:
            return gather(home, each, since=since, progress=progress, again=again)
        except JobmarketError as error:
            return [Outcome(each.name, "", "", "failed", str(error), f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")]

    snapshots.clear_unfinished(home.snapshots)
    # Each source waits for hosts of its own: that costs no processor, only a thread.
    with (
        forgetting.kept_out(home, [each.name for each in wanted], progress),
        ThreadPoolExecutor(min(len(wanted), 32) or 1) as side_by_side,
    ):
        return [outcome for asked in side_by_side.map(one, wanted) for outcome in asked]


def read(home: Home, progress: Progress, names: Sequence[str] = ()) -> list[Path]:
    """Read what was kept and not yet read; the parts of all sources that have snapshots."""
    wanted = [source(name) for name in names] or list(sources().values())
    kept = [each for each in wanted if snapshots.snapshots(home.snapshots, each.name)]
    if not kept:
        return []
    with workers() as pool:
        return [part for each in kept for part in read_arrived(home, each, progress, pool)]


def ship_evidence(home: Home, names: Sequence[str], target: Path, progress: Progress) -> list[dict[str, Any]]:
    """Write the shipped evidence of these sources (all that have snapshots, if none is named)."""
    wanted = [source(name) for name in names] or [
        each for each in sources().values() if each.inputs and snapshots.snapshots(home.snapshots, each.name)
    ]
    with workers() as pool:
        return [write_evidence(home, each, target, progress, pool) for each in wanted]


def run(home: Home, progress: Progress, *, live: bool = False, names: Sequence[str] = ()) -> versions.Built:
    """The whole journey: (gather if ``live``) → read → build → judge → render.

    With ``names`` only these sources are gathered and read; tables stand on all that was ever read, as always.
    """
    with only_run(home):
        if live:
            gather_sources(home, names, None, progress)
        read(home, progress, names)
        return versions.build_warehouse(home, progress, kind="run")
