"""Removes ads on request: from what is kept, from what is asked for, from what is built.  Adds nothing.

What was asked to be forgotten stands in ``forgotten.jsonl`` as keys only (hashes and ids, no names), so that
shipped evidence of it is not shown either and a later answer that still holds the ad is cut again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pyarrow.parquet as pq

from jobmarket import lines, snapshots
from jobmarket.catalog.sources import Source, sources
from jobmarket.errors import ReadError, StateError, UnknownName, UsageError
from jobmarket.extract.compose import extract
from jobmarket.extract.employers import employer_key
from jobmarket.facts import keyed, posting_id
from jobmarket.home import Home
from jobmarket.parts import POSTINGS_FILE
from jobmarket.progress import Progress
from jobmarket.readers import read_snapshot
from jobmarket.records import Posting, Snapshot

FORGOTTEN_FILE = "forgotten.jsonl"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What must not be shown, as keys: ids of postings, keys of employers, hashes of addresses."""

    postings: frozenset[str] = frozenset()
    employers: frozenset[str] = frozenset()
    urls: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.postings or self.employers or self.urls)


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed of one snapshot: ``postings`` asked for, and ``others`` that could not be kept apart."""

    source: str
    snapshot: str
    postings: int
    others: int
    ids: tuple[str, ...]


def forgotten(home: Home) -> Forgotten:
    """What was asked to be forgotten so far.

    Raises:
        StateError: the list of it is damaged.
    """
    path = home.data / FORGOTTEN_FILE
    found: dict[str, set[str]] = {"posting": set(), "employer": set(), "url": set()}
    for number, row in enumerate(lines.read(path), start=1):
        try:
            found[row["kind"]].add(row["key"])
        except (KeyError, TypeError) as error:
            raise StateError(f"line {number} is damaged", where=str(path), todo="remove that line") from error
    return Forgotten(*(frozenset(found[kind]) for kind in ("posting", "employer", "url")))


def is_told_of(home: Home, *, employer: str | None, url: str | None, posting: str | None) -> bool:
    """Whether shipped evidence or the facts read here hold any of what is to be forgotten."""
    for path in (*home.evidence.glob(f"*/{POSTINGS_FILE}"), *home.facts.glob(f"*/*/{POSTINGS_FILE}")):
        rows = pq.read_table(path, columns=["posting_id", "employer_key", "url"])
        sought = (posting, employer_key(employer) if employer else None, url)
        if any(one and one in column.to_pylist() for one, column in zip(sought, rows.columns, strict=True)):
            return True
    return False


def _remember(home: Home, rows: Iterable[tuple[str, str]]) -> None:
    lines.append(home.data / FORGOTTEN_FILE, ({"kind": kind, "key": key} for kind, key in rows))


def _is_meant(posting: Posting, collection: str, wanted: Forgotten, hint: str | None) -> bool:
    if posting_id(posting, collection=collection) in wanted.postings:
        return True
    if posting.url and keyed(posting.url) in wanted.urls:
        return True
    if not wanted.employers:
        return False
    named = posting.employer
    if named is None and (hint is None or hint.casefold() in posting.text.casefold()):
        named = extract(posting).employer  # the source names no employer, but the ad's own words may
    return named is not None and employer_key(named) in wanted.employers


def _without(value: Any, needles: frozenset[str]) -> Any:
    """JSON without the members of lists that carry one of these words as a value of their own."""
    if isinstance(value, Mapping):
        return {key: _without(inner, needles) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, needles) for inner in value if not _carries(inner, needles)]
    return value


def _carries(member: Any, needles: frozenset[str]) -> bool:
    if not isinstance(member, Mapping):
        return False
    return any(
        str(inner) in needles
        for inner in member.values()
        if isinstance(inner, str | int) and inner is not True
    )


def _as_json(data: bytes, needles: frozenset[str]) -> bytes:
    return json.dumps(_without(json.loads(data), needles), ensure_ascii=False).encode()


def _as_lines(data: bytes, needles: frozenset[str]) -> bytes:
    return b"".join(
        line for line in data.splitlines(keepends=True)
        if not line.strip() or not _carries(json.loads(line), needles)
    )  # fmt: skip


def _as_rows(data: bytes, needles: frozenset[str], options: Mapping[str, Any]) -> bytes:
    encoding, delimiter = options.get("encoding", "utf-8"), options.get("delimiter", ",")
    rows = csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter)
    kept = io.StringIO(newline="")
    csv.writer(kept, delimiter=delimiter).writerows(row for row in rows if not needles.intersection(row))
    return kept.getvalue().encode(encoding)


def _cuts(data: bytes, meant: Sequence[Posting], options: Mapping[str, Any]) -> Iterator[bytes]:
    """The content without the ads meant, in every way it may be cut; which of them is right is for a reader."""
    ids = frozenset(one.native_id for one in meant)
    urls = frozenset(one.url for one in meant if one.url)
    employers = frozenset(one.employer for one in meant if one.employer)
    for needles in (ids, ids | urls, ids | urls | employers):
        for shape in (_as_json, _as_lines, partial(_as_rows, options=options)):
            try:
                yield shape(data, needles)
            except (ValueError, RecursionError, csv.Error):
                continue


def _cut(
    source: Source, snapshot: Snapshot, data: bytes, meant: Sequence[Posting], rest: set[str]
) -> bytes | None:
    """The content with just the others left, proven by reading it; None where it cannot be had."""
    entry = source.input_for(snapshot.name)
    for cut in _cuts(data, meant, entry.options if entry else {}):
        if {one.native_id for one in read_snapshot(source, snapshot, cut).postings} == rest:
            return cut
    return None


def _forget_in(
    home: Home, source: Source, snapshot: Snapshot, wanted: Forgotten, hint: str | None
) -> Removed | None:
    """Remove what is meant from one snapshot; None where it holds nothing of it."""
    try:
        data = snapshots.read(home.snapshots, snapshot)
    except ReadError:
        return None
    postings = read_snapshot(source, snapshot, data).postings
    meant = [one for one in postings if _is_meant(one, source.name, wanted, hint)]
    if not meant:
        return None
    rest = {one.native_id for one in postings} - {one.native_id for one in meant}
    cut = _cut(source, snapshot, data, meant, rest) if rest else None
    snapshots.forget(
        home.snapshots,
        snapshot,
        when=datetime.now(UTC).replace(microsecond=0),
        instead=cut,
        # An answer that held nothing else is not asked for again.
        whole_name=not rest and snapshot.url is not None,
    )
    ids = tuple(posting_id(one, collection=source.name) for one in meant)
    return Removed(source.name, snapshot.name, len(meant), len(rest) if rest and cut is None else 0, ids)


def _everywhere(
    home: Home,
    found: Iterable[Source],
    wanted: Forgotten,
    progress: Progress,
    *,
    hint: str | None = None,
    but: Collection[Snapshot] = (),
) -> list[Removed]:
    """Remove what is meant from all that is kept of these sources ``but`` what was looked through before."""
    removed = []
    for source in found:
        kept = [
            one
            for one in snapshots.snapshots(home.snapshots, source.name)
            if not source.ignores(one.name) and one not in but
        ]
        for snapshot in progress.track(kept, f"looking through {source.name}", total=len(kept)):
            if (gone := _forget_in(home, source, snapshot, wanted, hint)) is not None:
                removed.append(gone)
    return removed


def forget(
    home: Home,
    progress: Progress,
    *,
    employer: str | None = None,
    url: str | None = None,
    posting: str | None = None,
) -> list[Removed]:
    """Remove an employer's ads, the ads of an address, or one posting; what was removed, by snapshot.

    An ad is cut out of an answer that holds others; where that cannot be done, the whole answer goes, and
    how many other ads went with it is told.  The next build shows none of it, shipped evidence included.

    What is not known yet is remembered all the same: it may be about to arrive, or be known elsewhere.

    Raises:
        UsageError: nothing, or more than one thing, is to be forgotten; or an employer without a name.
        UnknownName: no posting can ever have this id.
    """
    given = [one for one in (employer, url, posting) if one]
    if len(given) != 1:
        raise UsageError(
            "say one thing to forget", where="forget", todo="--employer NAME, --url URL or --posting ID"
        )
    key = employer_key(employer) if employer else None
    if employer and key is None:
        raise UsageError(
            f"{employer!r} names no employer", where="--employer", todo="give the name as ads write it"
        )
    if posting and posting.partition(":")[0] not in {each.posting_source for each in sources().values()}:
        raise UnknownName(
            f"no posting can be called {posting!r}: an id begins with its source and a colon",
            where="--posting",
            todo='see the ids: jobmarket sql "SELECT posting_id, title FROM postings"',
        )
    wanted = Forgotten(
        postings=frozenset([posting] if posting else []),
        employers=frozenset([key] if key else []),
        urls=frozenset([keyed(url)] if url else []),
    )
    rows = [("posting", posting)] if posting else [("url", keyed(url))] if url else [("employer", key or "")]
    # Remembered first: if this is cut off, the next build shows nothing of it all the same.
    _remember(home, rows)
    removed = _everywhere(home, sources().values(), wanted, progress, hint=employer)
    known = forgotten(home).postings
    _remember(home, (("posting", one) for gone in removed for one in gone.ids if one not in known))
    return removed


@contextmanager
def kept_out(home: Home, names: Collection[str], progress: Progress) -> Iterator[None]:
    """While these sources bring what is new, keep out of it what was forgotten: it is cut out at the end."""
    wanted = forgotten(home)
    before = {one for name in names for one in snapshots.snapshots(home.snapshots, name)} if wanted else set()
    try:
        yield
    finally:
        if wanted:
            _everywhere(home, [sources()[name] for name in names], wanted, progress, but=before)
