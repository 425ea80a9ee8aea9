"""Admits evidence before anything is judged: a part that is unlike all that its source gave before is held back.

A source that breaks quietly (an answer cut after the first page's fields, a page's text lost, an extractor deaf in one
format) would move verdicts without an error anywhere.  Never removes a part: what is held back stands on the disk, is
told as an issue, and is admitted once its source declares a wider band.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from jobmarket.catalog.sources import Expect, Source, sources
from jobmarket.parts import POSTINGS_FILE
from jobmarket.raw import SOURCE_FILE
from jobmarket.reading import PART_FILE
from jobmarket.records import Issue

LEAST = 200
"""Ads a part needs before its shares say anything: with 200, chance moves a share of a half by 10 points at most."""
MOST_TIMES = 20.0
"""A part may hold so many times the postings of all before it."""
_FIELDS = ("title", "employer_key", "date_posted", "language", "locations", "mentions", "text")


@dataclass(frozen=True, slots=True)
class Shape:
    """How many postings there are, the share that fills each field, and the share of ads that name a framework."""

    postings: int
    filled: Mapping[str, float]
    mention_rate: float


@dataclass(frozen=True, slots=True)
class Admitted:
    """The parts that count, in the order given, and what is told of those that do not."""

    folders: tuple[Path, ...]
    alerts: tuple[Issue, ...]


def shape_of(folders: Sequence[Path]) -> Shape:
    """The shape of some parts together, each posting once."""
    files = [str(folder / POSTINGS_FILE) for folder in folders if (folder / POSTINGS_FILE).exists()]
    if not files:
        return Shape(0, dict.fromkeys(_FIELDS, 0.0), 0.0)
    with duckdb.connect() as connection:
        row = connection.execute(
            """SELECT count(*), avg((title IS NOT NULL)::INT), avg((employer_key IS NOT NULL)::INT),
                      avg((date_posted IS NOT NULL)::INT), avg((language IS NOT NULL)::INT), avg((len(locations) > 0)::INT),
                      avg((len(mentions) > 0)::INT), avg((text_chars > 0)::INT),
                      avg((list_contains(list_transform(mentions, lambda one: one.kind), 'framework'))::INT) FILTER (is_ad)
               FROM (FROM read_parquet($files, union_by_name = true)
                     QUALIFY row_number() OVER (PARTITION BY posting_id ORDER BY last_seen_at DESC NULLS LAST) = 1)""",
            {"files": files},
        ).fetchall()[0]
    return Shape(row[0], dict(zip(_FIELDS, (share or 0.0 for share in row[1:8]), strict=True)), row[8] or 0.0)


def unlike(now: Shape, before: Shape, declared: Source | None) -> list[str]:
    """Where a part leaves the bands of its source: a sentence each; empty where it does not."""
    said = []
    expect = declared.expect if declared else Expect()
    if expect.postings is not None and now.postings > expect.postings[1]:
        said.append(f"{now.postings:,} postings, declared at most {expect.postings[1]:,}")
    if now.postings > MOST_TIMES * max(before.postings, LEAST):
        said.append(f"{now.postings:,} postings after {before.postings:,}")
    if min(now.postings, before.postings) < LEAST:
        return said
    for name, share in now.filled.items():
        if name != "mentions" and abs(share - before.filled[name]) > expect.field_band:
            said.append(f"{name} filled in {share:.0%}, before in {before.filled[name]:.0%}")
    least, times = expect.mention_band
    rate, known = now.mention_rate, before.mention_rate
    if known * before.postings >= 50 and not least * known <= rate <= max(times * known, 0.02):
        said.append(f"{rate:.1%} of ads name a framework, before {known:.1%}")
    return said


def _of(folder: Path) -> str:
    file = folder / (PART_FILE if (folder / PART_FILE).exists() else SOURCE_FILE)
    return str(json.loads(file.read_text(encoding="utf-8"))["source"])


def admit(folders: Sequence[Path]) -> Admitted:
    """Of these parts, in the order they came, those that are like what their source gave before.

    The first part of a source has nothing to be compared with and counts.
    """
    accepted: dict[str, list[Path]] = {}
    alerts = []
    for folder in folders:
        name = _of(folder)
        before = accepted.setdefault(name, [])
        if before and (said := unlike(shape_of([folder]), shape_of(before), sources().get(name))):
            what = f"held back, so that no verdict moves: {'; '.join(said)} (sources/{name}.toml declares what is expected)"
            alerts.append(Issue(name, folder.name, None, "error", what))
        else:
            before.append(folder)
    admitted = {folder for found in accepted.values() for folder in found}
    return Admitted(tuple(folder for folder in folders if folder in admitted), tuple(alerts))
