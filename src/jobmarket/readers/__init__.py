"""Turns kept bytes into postings and observations, a module a format.  Never fetches, never extracts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from jobmarket.catalog.sources import Input, Source
from jobmarket.errors import DeclarationError, ReadError
from jobmarket.readers import (
    adfiles,
    answers,
    ashby,
    feeds,
    github_issues,
    greenhouse,
    hn,
    jobposting,
    jsontext,
    lever,
    search_interest,
    series,
    table,
    warc,
)
from jobmarket.readers.fields import Context, Tables
from jobmarket.records import Issue, Observation, Posting, Reading, Snapshot

Reader = Callable[[Source, Input, Context, bytes], Reading]

FORMATS: Mapping[str, Reader] = {
    "table": table.read,
    "jsonlines": jsontext.read_lines,
    "json": jsontext.read,
    "ashby": ashby.read,
    "greenhouse": greenhouse.read,
    "lever": lever.read,
    "hn-comments": hn.read_comments,
    "hn-mapped": hn.read_mapped,
    "hn-run": hn.read_run,
    "hn-thread": hn.read_thread,
    "hn-firebase": hn.read_firebase,
    "xml": feeds.read,
    "job-posting": jobposting.read,
    "warc": warc.read,
    "github-issues": github_issues.read,
    "markdown-ad": adfiles.read_markdown,
    "yaml-ad": adfiles.read_yaml,
    "figures": series.read_figures,
    "pay-records": series.read_pay_records,
    "figures-json": answers.read,
    "figures-table": answers.read_table,
    "figures-days": answers.read_days,
    "figures-counts": answers.read_counts,
    "figures-total": answers.read_total,
    "search-interest": search_interest.read,
}
UNPACKS_ITSELF = frozenset({"warc"})
"""Formats whose readers take a file packed as it came: unpacked whole it would not fit into memory."""
LOOKUP = "lookup"
"""The format of side tables: read before everything else, and no postings by itself."""


class Versions(Protocol):
    """Where the one version of each posting is kept while files are read, by native id: a dict, or the disk."""

    def get(self, native_id: str, /) -> Posting | None:
        """The version kept so far."""

    def __setitem__(self, native_id: str, posting: Posting, /) -> None:
        """Keep this version in its place."""


def _issue(source: Source, snapshot: Snapshot, severity: Any, what: str) -> Reading:
    """A reading that has only this to say."""
    return Reading(issues=(Issue(source.name, snapshot.name, None, severity, what, snapshot.seen_at),))


def newer(old: Posting, new: Posting) -> Posting:
    """One posting of two versions of it, ``new`` seen at the same time or later.

    The newer version counts, but one that lost its text does not replace one that has it.  The posting
    date is the earliest that any version gives, and the seen dates span all versions.
    """
    kept = old if old.text and not new.text else new
    posted = [p.date_posted for p in (old, new) if p.date_posted]
    firsts = [p.first_seen_at for p in (old, new) if p.first_seen_at]
    lasts = [p.last_seen_at for p in (old, new) if p.last_seen_at]
    return replace(
        kept,
        date_posted=min(posted, default=None),
        first_seen_at=min(firsts, default=None),
        last_seen_at=max(lasts, default=None),
    )


def merge(postings: Iterable[Posting]) -> dict[str, Posting]:
    """One posting for each native id, from versions given in the order they were seen."""
    found: dict[str, Posting] = {}
    for posting in postings:
        known = found.get(posting.native_id)
        found[posting.native_id] = posting if known is None else newer(known, posting)
    return found


def read_snapshot(source: Source, snapshot: Snapshot, data: bytes, tables: Tables | None = None) -> Reading:
    """What one file says: each native id once.  Never raises for what the file holds.

    ``tables`` are the side tables of the source (name → key → row).  A file that no input of the
    source fits, or that its reader cannot read, is an issue.

    Raises:
        DeclarationError: the source names a format that does not exist.
    """
    if source.ignores(snapshot.name):
        return Reading()
    entry = source.input_for(snapshot.name)
    if entry is None:
        return _issue(source, snapshot, "error", "no input of the source's declaration fits this file")
    if entry.format == LOOKUP:
        return Reading()
    if (reader := FORMATS.get(entry.format)) is None:
        raise DeclarationError(f"no format is called {entry.format!r}", where=source.name)
    try:
        reading = reader(source, entry, Context(snapshot, tables or {}), data)
    except ReadError as error:
        return _issue(source, snapshot, "error", error.what)
    merged = merge(reading.postings)
    if repeats := len(reading.postings) - len(merged):
        told = _issue(source, snapshot, "note", f"{repeats:,} records repeat another one of this file")
        return replace(reading, postings=tuple(merged.values()), issues=reading.issues + told.issues)
    return reading


def _tables(
    source: Source, ordered: Sequence[Snapshot], fetch: Callable[[Snapshot], bytes]
) -> tuple[dict[str, dict[str, Any]], list[Reading]]:
    """The side tables of a source, and what could not be read of them."""
    tables: dict[str, dict[str, Any]] = {}
    failed = []
    for snapshot in ordered:
        entry = source.input_for(snapshot.name)
        if entry is None or entry.format != LOOKUP or entry.lookup is None or source.ignores(snapshot.name):
            continue
        try:
            found = series.read_table(entry, Context(snapshot), fetch(snapshot))
        except ReadError as error:
            failed.append(_issue(source, snapshot, "error", error.what))
            continue
        known = tables.setdefault(entry.lookup.table, {})
        for key, row in found.items():
            known[key] = {**row, **known.get(key, {})}
    return tables, failed


def read_snapshots(
    source: Source, snapshots: Sequence[Snapshot], fetch: Callable[[Snapshot], bytes]
) -> Iterator[Reading]:
    """What a source's files say together: the readings of :func:`read_together`, with all postings in memory."""
    merged: dict[str, Posting] = {}
    for _, reading, native_ids in read_together(source, snapshots, fetch, merged):
        yield replace(reading, postings=tuple(merged[each] for each in native_ids))


def read_together(
    source: Source, snapshots: Sequence[Snapshot], fetch: Callable[[Snapshot], bytes], merged: Versions
) -> Iterator[tuple[Snapshot | None, Reading, list[str]]]:
    """What a source's files say together, each with its reading, in the order they were seen.

    Side tables come first.  A native id found in several files stays in the newest one only, as
    :func:`newer` merges its versions; so nothing is handed over before the last file is read, and the postings, which
    are most of it, are put into ``merged``: readings come without them, each with the native ids of its own.
    So does a figure of one series, term, date and region: the later obtained counts.  ``fetch`` hands over a snapshot's content; where it raises ReadError, that file is an
    issue and the rest goes on.  Side tables that could not be read stand without a file of their own.
    """
    ordered = sorted(snapshots, key=lambda s: (s.seen_at, s.name, s.sha256))
    tables, failed = _tables(source, ordered, fetch)
    yield from ((None, reading, []) for reading in failed)
    read: list[Snapshot] = []
    readings: list[Reading] = []
    home: dict[str, int] = {}
    newest: dict[tuple[Any, ...], int] = {}
    for snapshot in ordered:
        entry = source.input_for(snapshot.name)
        if entry is not None and entry.format == LOOKUP:
            continue
        try:
            reading = read_snapshot(source, snapshot, fetch(snapshot), tables)
        except ReadError as error:
            reading = _issue(source, snapshot, "error", error.what)
        for posting in reading.postings:
            known = merged.get(posting.native_id)
            merged[posting.native_id] = posting if known is None else newer(known, posting)
            home[posting.native_id] = len(readings)
        for figure in reading.observations:
            newest[_key(figure)] = len(readings)
        read.append(snapshot)
        readings.append(replace(reading, postings=()))
    kept: list[list[str]] = [[] for _ in readings]
    for native_id, number in home.items():
        kept[number].append(native_id)
    for number, (snapshot, reading, native_ids) in enumerate(zip(read, readings, kept, strict=True)):
        figures = tuple({_key(f): f for f in reading.observations if newest[_key(f)] == number}.values())
        yield snapshot, replace(reading, observations=figures), native_ids


def _key(figure: Observation) -> tuple[Any, ...]:
    """What a figure is of."""
    return figure.series, figure.term, figure.date, figure.region
