"""What a source's declaration says, as frozen types.  Reads no files."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from jobmarket.catalog.live import Live
from jobmarket.errors import DeclarationError
from jobmarket.records import Basis, Selection

Identity = Literal["named", "hashed"]
IGNORED_FILES = ("SOURCE.md", "LICENSE", "LICENSE.*", "README.md", "manifest.jsonl")


@dataclass(frozen=True, slots=True)
class Rule:
    """How one field is had from a record.

    ``value`` is a constant.  Otherwise ``paths`` name columns (or dotted paths into objects): the first
    that says something counts, or all of them joined by ``join``.  ``@name`` is the file's name or
    address, ``@stem`` its last part without endings, ``@table.column`` a looked-up row.  Then, in this
    order: ``unless`` (a pattern that makes the value count as missing), ``take`` (a pattern whose first
    group is kept, nothing where it does not match), ``absent`` (values meaning "not said"), ``map``
    (exact translations; with ``only`` everything else counts as missing), ``prefix`` (put before text),
    ``scale`` (a factor for numbers).  ``@seen_date`` is the day the file was true upstream.  ``parse = "python-list"`` reads a Python list written as text, ``"comma-list"`` a list
    with commas, ``"lines"`` joins a Python list's items by line ends.
    """

    paths: tuple[str, ...] = ()
    value: str | float | None = None
    join: str | None = None
    unless: re.Pattern[str] | None = None
    take: re.Pattern[str] | None = None
    absent: frozenset[str] = frozenset()
    map: Mapping[str, str] = field(default_factory=dict)
    only: bool = False
    prefix: str = ""
    scale: float = 1.0
    parse: Literal["python-list", "comma-list", "lines"] | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """A side table: the rows of a ``lookup`` input by ``key``; or, in other inputs, how to find a row."""

    table: str
    key: Rule


@dataclass(frozen=True, slots=True)
class Input:
    """Files of one shape: which they are (``match``, a glob without ``.gz``), who reads them, and how.

    ``options`` are the format's own (``delimiter``, ``encoding``, ``records`` …).  ``id_from`` names the
    posting fields (or ``*`` for all columns) whose hash is the native id where the source gives none.
    """

    match: str
    format: str
    identity: Identity = "hashed"
    seen_at: datetime | None = None
    seen_at_pattern: re.Pattern[str] | None = None
    date: date | None = None
    fields: Mapping[str, Rule] = field(default_factory=dict)
    pay: tuple[Mapping[str, Rule], ...] = ()
    observation: Mapping[str, Rule] = field(default_factory=dict)
    lookup: Lookup | None = None
    id_from: tuple[str, ...] = ("employer", "title", "location", "text")
    options: Mapping[str, Any] = field(default_factory=dict)

    def option(self, name: str) -> Any:
        """An option the format cannot do without.

        Raises:
            DeclarationError: the source does not declare it.
        """
        if name not in self.options:
            raise DeclarationError(f"format {self.format!r} needs the option {name!r}", where=self.match)
        return self.options[name]


@dataclass(frozen=True, slots=True)
class Correction:
    """A known error upstream: records whose columns equal ``when`` are held back or set right."""

    date: date
    reason: str
    when: Mapping[str, str]
    action: Literal["hold-back", "set"]
    set: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expect:
    """What a whole reading of the source must satisfy: counts (from, to) and least shares of fields; and how far a
    new part may be from all before: ``field_band`` in shares of filled fields (of 1), ``mention_band`` in times the
    share of ads that name a framework.
    """

    postings: tuple[int, int] | None = None
    observations: tuple[int, int] | None = None
    shares: Mapping[str, float] = field(default_factory=dict)
    field_band: float = 0.25
    mention_band: tuple[float, float] = (0.4, 2.5)


@dataclass(frozen=True, slots=True)
class Sample:
    """Small made-up files and what must become of them."""

    files: Mapping[str, str]
    postings: tuple[Mapping[str, Any], ...] = ()
    observations: tuple[Mapping[str, Any], ...] = ()
    issues: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """One place ads or figures come from.

    ``seen`` (glob of a file's path → time) and then ``seen_at`` say when files were true upstream;
    ``part_of`` is the source that its postings carry where several collections hold the same ads;
    ``vocabulary`` the shelf terms it can see (None: its ads have text, so all); ``date`` stands in for
    a posting date the collection does not have, for ``date_reason``; ``salary_basis`` is the basis of
    pay read from ``Posting.salary``; ``live`` says how to fetch (None for a collection).
    """

    name: str
    title: str
    publisher: str
    homepage: str
    licence: str
    terms: str
    how_obtained: str
    cadence: str
    selection: Selection
    seen_at: datetime | None = None
    seen: Mapping[str, datetime] = field(default_factory=dict)
    repository: str | None = None
    commit: str | None = None
    part_of: str | None = None
    vocabulary: tuple[str, ...] | None = None
    date: date | None = None
    date_reason: str | None = None
    salary_basis: Basis = "field"
    ignore: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()
    corrections: tuple[Correction, ...] = ()
    expect: Expect = field(default_factory=Expect)
    samples: tuple[Sample, ...] = ()
    live: Live | None = None

    @property
    def posting_source(self) -> str:
        """The source name that postings of this collection carry."""
        return self.part_of or self.name

    def input_for(self, name: str) -> Input | None:
        """The first input whose pattern fits a file's relative path or address (``.gz`` left off)."""
        bare = name.removesuffix(".gz")
        return next((i for i in self.inputs if fnmatch.fnmatchcase(bare, i.match)), None)

    def ignores(self, name: str) -> bool:
        """Whether a file is no data by declaration (a licence, a note, a second copy)."""
        bare = name.removesuffix(".gz")
        last = bare.rsplit("/", 1)[-1]
        patterns = IGNORED_FILES + self.ignore
        return any(fnmatch.fnmatchcase(bare, p) or fnmatch.fnmatchcase(last, p) for p in patterns)

    def seen_at_of(self, name: str) -> datetime | None:
        """When the content of an imported file was true upstream (UTC); None where not declared."""
        found = self.input_for(name)
        if found and found.seen_at_pattern and (hit := found.seen_at_pattern.search(name)):
            return datetime.combine(date.fromisoformat(hit[1]), time(), UTC)
        bare = name.removesuffix(".gz")
        named = next((at for match, at in self.seen.items() if fnmatch.fnmatchcase(bare, match)), None)
        return named or (found.seen_at if found else None) or self.seen_at
