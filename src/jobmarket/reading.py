"""Snapshots → facts: reads what was not read yet.

A part is named by what it was read from and by whom: the snapshots' sha256, the source's declaration and
the extractor.  What has not changed is never read again, and of what has, an ad that an earlier part knows is not
extracted again (:mod:`jobmarket.known`).
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jobmarket import known, snapshots
from jobmarket.catalog.sources import Source
from jobmarket.errors import ReadError, StateError
from jobmarket.facts import SCHEMA, extractor_version, facts_table, posting_id, version_but_words
from jobmarket.held import Held, Stretch
from jobmarket.home import PACKAGE, Home
from jobmarket.parts import AFAR, ROWS, missing, write_part, write_postings
from jobmarket.progress import Progress
from jobmarket.publishing import sync_tree
from jobmarket.readers import UNPACKS_ITSELF, read_together
from jobmarket.records import Issue, Observation, Snapshot
from jobmarket.side_by_side import CHUNK, side_by_side
from jobmarket.snapshots.integrity import seal, sealed

PART_FILE = "part.json"
HELD_BY_FILE = "held_by.parquet"
_HELD_FILE = "postings.held"
LAST_SEEN = pa.schema([("posting_id", pa.string()), ("last_seen_at", pa.timestamp("s", tz="UTC"))])


def inputs_sha256(digests: Iterable[str]) -> str:
    """One digest for a set of files: sha256 over their sorted sha256."""
    return hashlib.sha256("\n".join(sorted(set(digests))).encode()).hexdigest()


def _declaration(source: Source) -> bytes:
    return (PACKAGE / "sources" / f"{source.name}.toml").read_bytes()


def reader_version(source: Source) -> str:
    """Sixteen hex digits that change with the source's declaration or the extractor."""
    return hashlib.sha256(_declaration(source) + extractor_version().encode()).hexdigest()[:16]


def _reader_but_words(source: Source) -> str:
    """The same, but for the words of the shelves of terms."""
    return hashlib.sha256(_declaration(source) + version_but_words().encode()).hexdigest()[:16]


def part_name(source: Source, found: Sequence[Snapshot]) -> str:
    """Sixteen hex digits that change with the input, the declaration or the extractor."""
    digest = hashlib.sha256(_declaration(source))
    digest.update(f"{extractor_version()} {inputs_sha256(one.sha256 for one in found)}".encode())
    if _gives_figures(source):
        # The same answer seen on a later day may tell more: that a period is over.
        digest.update("".join(sorted(f"{one.sha256}{one.seen_at:%Y%m%d}" for one in found)).encode())
    return digest.hexdigest()[:16]


def _gives_figures(source: Source) -> bool:
    return source.live is not None and any(entry.observation for entry in source.inputs)


def _as_seen(home: Home, source: Source, found: Sequence[Snapshot]) -> Sequence[Snapshot]:
    """The snapshots; those of gathered figures once more as of the day they were last seen upstream."""
    if not _gives_figures(source):
        return found
    last = snapshots.last_seen(home.snapshots, source.name)
    again = (replace(one, seen_at=last.get((one.name, one.sha256), one.seen_at)) for one in found)
    pairs = zip(found, again, strict=True)
    return [*found, *(late for first, late in pairs if late.seen_at.date() != first.seen_at.date())]


def _groups(
    source: Source,
    held: Held,
    earlier: Sequence[Path],
    knows: list[pa.Table],
    progress: Progress,
    pool: ProcessPoolExecutor | None,
) -> Iterator[pa.Table]:
    """Facts of what is held, of so many ads at once as are packed together; what is known then is put to ``knows``."""
    places = held.places()
    flow, many = iter(places.items()), f" of {len(places):,}" if len(places) > ROWS else ""
    for first in range(0, len(places), ROWS):
        ads = dict(islice(flow, ROWS))
        which = f"{first + 1:,} to {first + len(ads):,}{many}, " if many else ""
        what = f"reading {source.name}, {which}× {CHUNK} ads"
        facts, knows_of = _facts(source, held, ads, earlier, what, progress, pool)
        knows.append(knows_of)
        yield facts


def _facts(
    source: Source,
    held: Held,
    ads: Mapping[str, Stretch],
    earlier: Sequence[Path],
    what: str,
    progress: Progress,
    pool: ProcessPoolExecutor | None,
) -> tuple[pa.Table, pa.Table]:
    """Facts of these ads (by posting_id), those that earlier parts know and the others extracted; what is known then."""
    told = chain.from_iterable(side_by_side(known.gists, held, ads.values(), pool))
    unknown = gists = dict(zip(ads, told, strict=True))
    tables = [SCHEMA.empty_table()]
    for part in earlier:
        same = known.unchanged(part, unknown)
        if words := known.changed_words(part):
            said = side_by_side(partial(known.says, words=words), held, (ads[each] for each in same), pool)
            same = [each for each, is_said in zip(same, chain.from_iterable(said), strict=True) if not is_said]
        if same:
            tables.append(known.rows(part, {each: gists[each] for each in same}))
            unknown = {each: unknown[each] for each in unknown.keys() - set(same)}
    left = (ads[each] for each in ads if each in unknown)
    extracted = side_by_side(partial(facts_table, collection=source.name), held, left, pool)
    return pa.concat_tables([*tables, *progress.track(extracted, what)]), known.known_rows(gists)


def _content(home: Home, source: Source, snapshot: Snapshot) -> bytes:
    """What a reader takes: a file's content, or the file as it came where the reader unpacks it.

    Raises:
        ReadError: the file came damaged: it is told as an issue, and the others are read.
        StateError: it came whole and the disk lost or changed it: to read on without it would look like no demand.
    """
    try:
        came = snapshots.arrived(home.snapshots, snapshot)
    except ReadError as error:
        raise StateError(
            f"a kept file of {source.name} {error.what}",
            where=str(home.snapshots / snapshot.path),
            todo="import or gather it again (jobmarket check --deep names all that is damaged)",
        ) from error
    entry = source.input_for(snapshot.name)
    comes_packed = entry is not None and entry.format in UNPACKS_ITSELF
    return came if comes_packed or not snapshot.path.endswith(snapshots.AS_IT_CAME) else snapshots.decode(came)


def _write_held_by(folder: Path, held_by: Mapping[str, str]) -> None:
    """Which content held each posting last: when that is seen again, so was the posting, and nothing is read."""
    held = pa.table({"posting_id": list(held_by), "sha256": list(held_by.values())})
    pq.write_table(held.sort_by("posting_id"), folder / HELD_BY_FILE, compression="zstd")


def last_seen(home: Home, source: Source, folder: Path) -> pa.Table:
    """When the postings of a part were last seen upstream: ``posting_id``, ``last_seen_at`` (UTC).

    No rows for a part whose source is not live: its files were true once.
    """
    path = folder / HELD_BY_FILE
    if not path.exists():
        return LAST_SEEN.empty_table()
    when: dict[str, datetime] = {}
    for (_, sha256), at in snapshots.last_seen(home.snapshots, source.name).items():
        when[sha256] = max(at, when.get(sha256, at))
    held = pq.read_table(path)
    times = [when.get(sha256) for sha256 in held["sha256"].to_pylist()]
    return pa.table(
        [held["posting_id"], pa.array(times, LAST_SEEN.field("last_seen_at").type)], schema=LAST_SEEN
    )


def read_part(
    home: Home,
    source: Source,
    found: Sequence[Snapshot],
    folder: Path,
    progress: Progress,
    pool: ProcessPoolExecutor | None,
    *,
    earlier: Sequence[Path] = (),
    extra: Mapping[str, pa.Table] | None = None,
) -> dict[str, Any]:
    """Read these snapshots of a source into ``folder``, whole or not at all; what ``part.json`` says of it.

    Parts in ``earlier`` for which :func:`can_be_asked` spare the extraction of what they know; the facts are the same
    without them.  ``extra`` tables are written beside.  For a live source ``held_by.parquet`` says which content held
    each posting last.
    """
    observations: list[Observation] = []
    issues: list[Issue] = []
    held_by: dict[str, str] = {}
    knows: list[pa.Table] = []
    making = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    with Held(making / _HELD_FILE, partial(posting_id, collection=source.name)) as held:
        for snapshot, reading, native_ids in read_together(source, found, partial(_content, home, source), held):
            observations.extend(reading.observations)
            issues.extend(reading.issues)
            if source.live:
                held_by |= dict.fromkeys(map(held.called, native_ids), snapshot.sha256 if snapshot else "")
        asked = [part for part in earlier if can_be_asked(source, part)]
        postings = write_postings(making, _groups(source, held, asked, knows, progress, pool))
    write_part(making, None, observations, issues)
    if held_by:
        _write_held_by(making, held_by)
    known.write_known(making, knows)
    for name, beside in (extra or {}).items():
        pq.write_table(beside, making / name, compression="zstd")
    told = {
        "source": source.name,
        "inputs_sha256": inputs_sha256(one.sha256 for one in found),
        "obtained_at": max(one.seen_at for one in found).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "extractor": extractor_version(),
        "reader": _reader_but_words(source),
        "postings": postings,
        "observations": len(observations),
        "issues": len(issues),
    }
    (making / PART_FILE).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    seal(making)
    sync_tree(making)
    making.rename(folder)
    return told


def read_new(home: Home, source: Source, progress: Progress, pool: ProcessPoolExecutor | None) -> Path | None:
    """The part of everything kept of a source, read now if it was not; None where nothing was kept."""
    found = snapshots.snapshots(home.snapshots, source.name)
    if not found:
        return None
    found = list(_as_seen(home, source, found))
    folder = home.facts / source.name / part_name(source, found)
    place = home.facts / source.name
    older = [old for old in place.iterdir() if is_own(old)] if place.is_dir() else []
    if not is_whole(folder):
        remove(folder)
        told = read_part(home, source, found, folder, progress, pool, earlier=older)
        progress.say(
            f"{source.name}: {told['postings']:,} postings, {told['observations']:,} figures,"
            f" {told['issues']:,} issues"
        )
    # What was read before, and what a run left that died while reading.
    for old in place.iterdir():
        if old != folder and is_own(old):
            remove(old)
    return folder


def is_own(folder: Path) -> bool:
    """Whether what stands there is, or was to be, a part read here."""
    return not folder.name.removeprefix(".").startswith(AFAR)


def is_whole(folder: Path) -> bool:
    """Whether a part is there with all its rows: what was lost is read again."""
    try:
        told = json.loads((folder / PART_FILE).read_text(encoding="utf-8"))
        return missing(folder, told) is None
    except (OSError, ValueError, KeyError):
        return False


def can_be_asked(source: Source, folder: Path) -> bool:
    """Whether a part was read as a source is read now, perhaps with other words on the shelves of terms.

    To the byte, for a row taken over is sealed anew: damage would never be seen again.
    """
    if sealed(folder).damages:
        return False
    told = json.loads((folder / PART_FILE).read_text(encoding="utf-8"))
    return bool(told.get("reader") == _reader_but_words(source))


def remove(folder: Path) -> None:
    """Remove a part; first what makes it one, so that half of it is never taken for it."""
    (folder / PART_FILE).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
