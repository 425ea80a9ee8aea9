"""Live ads → facts: reads only what arrived since the last run, however long the history.

A source's parts are numbered, and each lists the contents it was read from.  A run reads what no part lists
into a part of its own; two neighbours become one as soon as the newer is half as large as the older (the
logarithmic method: Bentley & Saxe 1980, "Decomposable searching problems I", J. Algorithms 1, 301-358).  So
there are few parts, each fact is copied a few times in a year, and no answer is ever parsed twice by the same
extractor.  An ad that a new answer only repeats, and one that a changed shelf does not concern, is not extracted
again: its facts are known (:mod:`jobmarket.known`).
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jobmarket import known, snapshots
from jobmarket.catalog.sources import Source
from jobmarket.facts import SCHEMA
from jobmarket.home import Home
from jobmarket.parts import (
    ISSUES,
    ISSUES_FILE,
    OBSERVATIONS,
    ONE_VERSION,
    POSTINGS_FILE,
    ROWS,
    write_postings,
    write_tables,
)
from jobmarket.progress import Progress
from jobmarket.publishing import sync_tree
from jobmarket.readers import LOOKUP
from jobmarket.reading import (
    HELD_BY_FILE,
    PART_FILE,
    can_be_asked,
    inputs_sha256,
    is_own,
    is_whole,
    read_new,
    read_part,
    reader_version,
    remove,
)
from jobmarket.records import Snapshot
from jobmarket.snapshots.integrity import seal

INPUTS_FILE = "inputs.parquet"
_NUMBERED = re.compile(r"(\d{6})-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part, the contents (name, sha256) it was read from, and by which :func:`reader_version`."""

    folder: Path
    read_by: str
    told: dict[str, Any]
    inputs: frozenset[tuple[str, str]]

    @property
    def number(self) -> int:
        return int(self.folder.name.partition("-")[0])


def grows(source: Source) -> bool:
    """Whether a source's answers can be read apart from each other: ads, without side tables and figures."""
    return source.live is not None and not any(
        entry.observation or entry.format == LOOKUP for entry in source.inputs
    )


def read_arrived(home: Home, source: Source, progress: Progress, pool: ProcessPoolExecutor | None) -> list[Path]:
    """The parts of everything kept of a source; what was not read yet is read now.  Oldest first."""
    if not grows(source):
        whole = read_new(home, source, progress, pool)
        return [whole] if whole else []
    kept = {(one.name, one.sha256): one for one in snapshots.snapshots(home.snapshots, source.name)}
    place = home.facts / source.name
    version = reader_version(source)
    found, outdated = _standing(place, source, frozenset(kept))
    read = frozenset[tuple[str, str]]().union(*(part.inputs for part in found))
    if arrived := [one for key, one in kept.items() if key not in read]:
        number = 1 + max((part.number for part in [*found, *outdated]), default=0)
        folder = place / f"{number:06d}-{inputs_sha256(one.sha256 for one in arrived)[:16]}"
        earlier = [part.folder for part in reversed([*outdated, *found])]
        beside = _inputs(arrived, version)
        told = read_part(home, source, arrived, folder, progress, pool, earlier=earlier, extra=beside)
        found.append(_Part(folder, version, told, frozenset((one.name, one.sha256) for one in arrived)))
        progress.say(
            f"{source.name}: {told['postings']:,} postings in {len(arrived):,} new answers, {told['issues']:,} issues"
        )
    for old in outdated:
        remove(old.folder)
    while len(found) > 1 and len(found[-2].inputs) <= 2 * len(found[-1].inputs):
        found[-2:] = [_merged(found[-2], found[-1])]
    return [part.folder for part in found]


def _inputs(arrived: Sequence[Snapshot], version: str) -> dict[str, pa.Table]:
    table = pa.table(
        {
            "name": [one.name for one in arrived],
            "sha256": [one.sha256 for one in arrived],
            "read_by": [version] * len(arrived),
        }
    )
    return {INPUTS_FILE: table}


def _standing(
    place: Path, source: Source, kept: frozenset[tuple[str, str]]
) -> tuple[list[_Part], list[_Part]]:
    """The parts that still hold, and those that hold but for other words on the shelves of terms, oldest first.

    Others are removed: a part falls when the extractor or the declaration has changed, when rows of it got lost, when
    something it was read from was forgotten on request, and when a newer part was made of it.
    """
    version = reader_version(source)
    standing: list[_Part] = []
    outdated: list[_Part] = []
    covered: set[tuple[str, str]] = set()
    for folder in sorted(filter(is_own, place.iterdir()), reverse=True) if place.is_dir() else ():
        part = _opened(folder)
        if part is None or not part.inputs <= kept or part.inputs & covered:
            remove(folder)
        elif part.read_by == version:
            covered |= part.inputs
            standing.append(part)
        elif can_be_asked(source, folder):
            outdated.append(part)
        else:
            remove(folder)
    return standing[::-1], outdated[::-1]


def _opened(folder: Path) -> _Part | None:
    if not _NUMBERED.fullmatch(folder.name) or not is_whole(folder):
        return None
    try:
        inputs = pq.read_table(folder / INPUTS_FILE)
        told = json.loads((folder / PART_FILE).read_text(encoding="utf-8"))
    except (OSError, pa.ArrowException, ValueError):
        return None
    names, digests, read_by = inputs.select(["name", "sha256", "read_by"]).to_pydict().values()
    if len(set(read_by)) != 1:
        return None
    return _Part(folder, read_by[0], told, frozenset(zip(names, digests, strict=True)))


def _merged(older: _Part, newer: _Part) -> _Part:
    """Two neighbours as one: of each posting the version that counts, nothing read again."""
    both = [older.folder, newer.folder]
    inputs = pa.concat_tables([pq.read_table(folder / INPUTS_FILE) for folder in both])
    digest = inputs_sha256(inputs["sha256"].to_pylist())
    folder = newer.folder.with_name(f"{newer.number + 1:06d}-{digest[:16]}")
    making = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    postings = write_postings(making, _one_version_of_each(both, making.with_suffix(".spilled")))
    issues = _rows(both, ISSUES_FILE) or ISSUES.empty_table()
    write_tables(making, None, OBSERVATIONS.empty_table(), issues)
    if held := _rows(both, HELD_BY_FILE):
        last = held.to_pandas().drop_duplicates("posting_id", keep="last")
        pq.write_table(
            pa.Table.from_pandas(last, schema=held.schema, preserve_index=False).sort_by("posting_id"),
            making / HELD_BY_FILE,
            compression="zstd",
        )
    known.merge_known(older.folder, newer.folder, making)
    pq.write_table(inputs, making / INPUTS_FILE, compression="zstd")
    told = newer.told | {
        "inputs_sha256": digest,
        "obtained_at": max(older.told["obtained_at"], newer.told["obtained_at"]),
        "postings": postings,
        "issues": issues.num_rows,
    }
    (making / PART_FILE).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    seal(making)
    sync_tree(making)
    making.rename(folder)
    for part in both:
        remove(part)
    return _Part(folder, newer.read_by, told, older.inputs | newer.inputs)


def _rows(folders: Sequence[Path], name: str) -> pa.Table | None:
    tables = [pq.read_table(folder / name) for folder in folders if (folder / name).exists()]
    return pa.concat_tables(tables) if tables else None


def _one_version_of_each(folders: Sequence[Path], spilled: Path) -> Iterator[pa.Table]:
    """Of each posting the version that counts, in groups as they are packed; what does not fit into memory spills."""
    files = [str(folder / POSTINGS_FILE) for folder in folders if (folder / POSTINGS_FILE).exists()]
    if not files:
        return
    limits: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1, "memory_limit": "1GB", "temp_directory": str(spilled),
    }  # fmt: skip
    with duckdb.connect(":memory:", config=limits) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        found = connection.sql(f"{ONE_VERSION} ORDER BY posting_id", params={"files": files})
        yield from _in_groups(found.to_arrow_reader(ROWS))


def _in_groups(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The same rows, :data:`ROWS` at a time."""
    waiting = SCHEMA.empty_table()
    for batch in batches:
        waiting = pa.concat_tables([waiting, pa.Table.from_batches([batch]).cast(SCHEMA)])
        while waiting.num_rows >= ROWS:
            yield waiting.slice(0, ROWS)
            waiting = waiting.slice(ROWS)
    if waiting.num_rows:
        yield waiting
