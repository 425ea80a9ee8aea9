"""One file where it lies → its facts as objects, on any engine.  What is there is not read again."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fsspec

from jobmarket import parts
from jobmarket.catalog.sources import source as declared_source
from jobmarket.engines import engine
from jobmarket.errors import JobmarketError, ReadError, StateError
from jobmarket.facts import facts_table
from jobmarket.far.listing import FarPart, address, reader_of
from jobmarket.progress import Progress
from jobmarket.readers import UNPACKS_ITSELF, read_snapshot
from jobmarket.records import Issue, Reading, Snapshot
from jobmarket.snapshots import decode

TOLD = "part.json"
"""What is said of a part; written last, so that a part without it is none."""
SIDE_BY_SIDE = 16
"""Small objects asked for at once: their store is far."""


@dataclass(frozen=True, slots=True)
class FarReading:
    """What a backfill did: parts there are, read now, and those that could not be, each with its reason."""

    parts: int
    read: int
    failed: tuple[tuple[str, str], ...] = ()


def facts_of(part: FarPart, data: bytes) -> dict[str, bytes]:
    """The facts of one file as objects by name: Parquet, and ``part.json`` with their digests.  Pure.

    Never raises for what the file holds: that is an issue among the facts.
    """
    declared = declared_source(part.source)
    sha256 = hashlib.sha256(data).hexdigest()
    snapshot = Snapshot(part.source, part.name, sha256, "", part.seen_at, url=None, bytes=len(data))
    entry = declared.input_for(part.name)
    packed = entry is not None and entry.format in UNPACKS_ITSELF
    try:
        reading = read_snapshot(declared, snapshot, data if packed else decode(data))
    except ReadError as error:
        said = Issue(part.source, part.name, None, "error", error.what, part.seen_at)
        reading = Reading(issues=(said,))
    table = facts_table(reading.postings, collection=part.source)
    with tempfile.TemporaryDirectory() as making:
        parts.write_part(Path(making), table, reading.observations, reading.issues)
        made = {file.name: file.read_bytes() for file in sorted(Path(making).iterdir())}
    told = {
        "source": part.source,
        "name": part.name,
        "inputs_sha256": sha256,
        "obtained_at": f"{part.seen_at:%Y-%m-%dT%H:%M:%SZ}",
        "reader": reader_of(part.source),
        "postings": table.num_rows,
        "observations": len(reading.observations),
        "issues": len(reading.issues),
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in made.items()},
    }
    return made | {TOLD: (json.dumps(told, indent=1) + "\n").encode()}


def _folder(facts: str, part: FarPart) -> tuple[Any, str]:
    """The file system and the path of a part's facts."""
    files, path = fsspec.core.url_to_fs(address(facts, f"{part.source}/{part.key}"))
    return files, path


def told_of(files: Any, folder: str) -> dict[str, Any] | None:
    """What is said of a part whose facts are there; None where they are not, or not whole."""
    try:
        found: dict[str, Any] = json.loads(files.cat_file(f"{folder}/{TOLD}"))
    except (OSError, ValueError):
        return None
    return found


def read_far(part: FarPart, facts: str, reader: str) -> int:
    """Read one part and put its facts where they belong; how many postings it held.  Runs on any machine.

    Raises:
        StateError: this machine's jobmarket is not the one that asked.
        OSError: the file cannot be had, or its facts cannot be written.
    """
    if reader != reader_of(part.source):
        raise StateError(
            "a worker's jobmarket is not the one that asked",
            where=part.name,
            todo="install the same jobmarket on every worker",
        )
    with fsspec.open(part.url, "rb", compression=None) as file:
        made = facts_of(part, file.read())
    files, folder = _folder(facts, part)
    files.makedirs(folder, exist_ok=True)
    for name, content in made.items():  # what makes it a part comes last
        files.pipe_file(f"{folder}/{name}", content)
    postings: int = json.loads(made[TOLD])["postings"]
    return postings


def read_parts(wanted: Sequence[FarPart], facts: str, on: str, progress: Progress) -> FarReading:
    """Read every part whose facts are not there, side by side on an engine (:mod:`jobmarket.engines`).

    A part that fails stops no other.  What was read is kept, and the next backfill goes on behind it.

    Raises:
        UsageError, StateError: there is no such engine.
    """
    with ThreadPoolExecutor(SIDE_BY_SIDE) as asking:
        known = list(asking.map(lambda part: told_of(*_folder(facts, part)), wanted))
    missing = [part for part, told in zip(wanted, known, strict=True) if told is None]
    failed: list[tuple[str, str]] = []
    if missing:
        with engine(on) as executor:
            asked: dict[Future[int], FarPart] = {
                executor.submit(read_far, part, facts, reader_of(part.source)): part for part in missing
            }
            done = progress.track(as_completed(asked), f"reading {wanted[0].source}, files", len(asked))
            for future in done:
                # Whatever ended it (a store, a worker killed three times), it is this part's alone.
                if error := future.exception():
                    what = error.what if isinstance(error, JobmarketError) else f"{type(error).__name__}: {error}"
                    failed.append((asked[future].name, " ".join(what.split())[:300]))
    return FarReading(len(wanted), len(missing) - len(failed), tuple(sorted(failed)))
