"""Snapshots → facts: reads what was not read yet, in as many processes as there are cores.

A part is named by what it was read from and by whom: the snapshots' sha256, the source's declaration and
the extractor.  What has not changed is never read again.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from jobmarket import snapshots
from jobmarket.catalog.sources import Source
from jobmarket.facts import SCHEMA, extractor_version, facts_table
from jobmarket.home import PACKAGE, Home
from jobmarket.parts import write_part
from jobmarket.progress import Progress
from jobmarket.readers import read_snapshots
from jobmarket.records import Issue, Observation, Posting, Snapshot

CHUNK = 400
PART_FILE = "part.json"


def inputs_sha256(found: Sequence[Snapshot]) -> str:
    """One digest for a set of files: sha256 over their sorted sha256."""
    return hashlib.sha256("\n".join(sorted({one.sha256 for one in found})).encode()).hexdigest()


def _declaration(source: Source) -> bytes:
    return (PACKAGE / "sources" / f"{source.name}.toml").read_bytes()


def part_name(source: Source, found: Sequence[Snapshot]) -> str:
    """Sixteen hex digits that change with the input, the declaration or the extractor."""
    digest = hashlib.sha256(_declaration(source))
    digest.update(f"{extractor_version()} {inputs_sha256(found)}".encode())
    return digest.hexdigest()[:16]


def _chunks(postings: Iterable[Posting]) -> Iterator[tuple[Posting, ...]]:
    flow = iter(postings)
    while chunk := tuple(islice(flow, CHUNK)):
        yield chunk


def _read_chunk(chunk: tuple[Posting, ...], collection: str) -> pa.Table:
    return facts_table(chunk, collection=collection)


@contextmanager
def workers(count: int | None = None) -> Iterator[ProcessPoolExecutor | None]:
    """Processes to read in; None on a single core, where they would only cost."""
    count = count or os.cpu_count() or 1
    if count == 1:
        yield None
        return
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


def _tables(
    chunks: Iterable[tuple[Posting, ...]], collection: str, pool: ProcessPoolExecutor | None
) -> Iterator[pa.Table]:
    """Facts of each chunk, in order; never more than a few chunks in memory."""
    if pool is None:
        yield from (_read_chunk(chunk, collection) for chunk in chunks)
        return
    waiting: deque[Future[pa.Table]] = deque()
    for chunk in chunks:
        waiting.append(pool.submit(_read_chunk, chunk, collection))
        if len(waiting) > 8:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def read_part(
    home: Home,
    source: Source,
    found: Sequence[Snapshot],
    folder: Path,
    progress: Progress,
    pool: ProcessPoolExecutor | None,
) -> dict[str, Any]:
    """Read these snapshots of a source into ``folder``; what ``part.json`` says of it."""
    observations: list[Observation] = []
    issues: list[Issue] = []

    def postings() -> Iterator[Posting]:
        for reading in read_snapshots(source, found, lambda one: snapshots.read(home.snapshots, one)):
            observations.extend(reading.observations)
            issues.extend(reading.issues)
            yield from reading.postings

    tables = list(
        progress.track(_tables(_chunks(postings()), source.name, pool), f"reading {source.name}, × {CHUNK} ads")
    )
    table = pa.concat_tables(tables) if tables else SCHEMA.empty_table()
    write_part(folder, table, observations, issues)
    told = {
        "source": source.name,
        "inputs_sha256": inputs_sha256(found),
        "obtained_at": max(one.seen_at for one in found).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "extractor": extractor_version(),
        "postings": table.num_rows,
        "observations": len(observations),
        "issues": len(issues),
    }
    # Written last: a part without it was cut off, and is read again.
    (folder / PART_FILE).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return told


def read_new(
    home: Home, source: Source, progress: Progress, pool: ProcessPoolExecutor | None
) -> Path | None:
    """The part of everything kept of a source, read now if it was not; None where nothing was kept."""
    found = snapshots.snapshots(home.snapshots, source.name)
    if not found:
        return None
    folder = home.facts / source.name / part_name(source, found)
    if not (folder / PART_FILE).exists():
        told = read_part(home, source, found, folder, progress, pool)
        progress.say(
            f"{source.name}: {told['postings']:,} postings, {told['observations']:,} figures,"
            f" {told['issues']:,} issues"
        )
    for old in (home.facts / source.name).iterdir():
        if old != folder:
            _remove(old)
    return folder


def _remove(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
