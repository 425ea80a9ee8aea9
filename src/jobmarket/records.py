"""The nouns, as small frozen types: what is passed from one verb to the next.  No behaviour, no I/O.

Names follow schema.org JobPosting and ClaimReview where those have a word for the thing.
A posting travels  bytes → :class:`Snapshot` → :class:`Posting` → :class:`Facts` → tables → verdicts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Period = Literal["hour", "day", "week", "month", "year"]
Basis = Literal["stated", "field", "estimate"]
Selection = Literal["none", "keyword", "role", "pay"]
Kind = Literal["framework", "tool", "topic"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Bytes that arrived, and how.  ``path`` holds them compressed, never edited.

    ``name`` is the file's path inside what was imported, or the URL that was fetched;
    ``sha256`` is of the bytes as they arrived; ``seen_at`` (UTC) is when the content was true
    upstream: the fetch time, or the date the source declares for a bulk file.
    """

    source: str
    name: str
    sha256: str
    path: str
    seen_at: datetime
    url: str | None = None
    status: int | None = None
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Pay:
    """One band of pay, in full currency units a ``period``; None where nothing is said.

    ``surface`` and the half-open character range ``start:end`` prove it (None for a source's field).
    """

    low: float | None
    high: float | None
    currency: str | None
    period: Period | None
    basis: Basis = "stated"
    surface: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """One advertised job (or one post advertising several), as its source gives it.

    ``text`` is what a person would read: plain or HTML, untouched; ``salary`` is a free-text pay field and
    ``salary_basis`` says whether that field is the employer's word or somebody's estimate.  Everything else is the source's
    own field and may be missing: nothing here is read out of the text.
    """

    source: str
    native_id: str
    text: str = ""
    url: str | None = None
    title: str | None = None
    employer: str | None = None
    employer_size: str | None = None
    industry: str | None = None
    date_posted: date | None = None
    first_seen_at: datetime | None = None
    last_seen_at: datetime | None = None
    location: str | None = None
    country: str | None = None
    work_mode: str | None = None
    employment_type: str | None = None
    seniority: str | None = None
    salary: str | None = None
    salary_basis: Basis = "field"
    pay: tuple[Pay, ...] = ()
    skills: tuple[str, ...] | None = None
    identity: Literal["named", "hashed"] = "hashed"


@dataclass(frozen=True, slots=True)
class Mention:
    """A technology or topic named in an ad.

    ``term`` is the shelf's name, ``surface`` the words as written at ``start:end`` of ``where``
    (``text``, ``title`` or ``skills``).  ``roles`` are the advertised roles the mention belongs to,
    where the ad's sections tell; ``is_alternative`` says that the ad accepts another framework instead.
    """

    term: str
    kind: Kind
    surface: str
    start: int
    end: int
    where: Literal["text", "title", "skills"] = "text"
    roles: tuple[str, ...] = ()
    is_alternative: bool = False


@dataclass(frozen=True, slots=True)
class RoleMention:
    """A job advertised: its role, its seniority if the words say one, and the words that name it."""

    role: str
    surface: str
    start: int
    end: int
    where: Literal["text", "title"] = "text"
    seniority: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the job can be done.  ``country`` is ISO 3166-1 alpha-2, ``subdivision`` ISO 3166-2.

    ``surface`` is the place as written; ``start:end`` is None where a source's field says it.
    ``region`` is the shelf's region (``europe``); a region may stand alone ("Remote (EU)").
    """

    surface: str
    country: str | None = None
    subdivision: str | None = None
    city: str | None = None
    region: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything an ad says, as far as the shelves can hear it.  No text beyond the proving words."""

    is_ad: bool
    language: str | None
    text_chars: int
    fingerprint: bytes
    title: str | None = None
    employer: str | None = None
    employer_kind: str = "unknown"
    industry: str = "unknown"
    employment_type: str | None = None
    mentions: tuple[Mention, ...] = ()
    salaries: tuple[Pay, ...] = ()
    role_mentions: tuple[RoleMention, ...] = ()
    places: tuple[Place, ...] = ()
    regions: tuple[str, ...] = ()
    work_modes: tuple[str, ...] = ()
    seniority: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """One trend figure: ``series`` (what is counted, by whom), ``term``, ``date``, ``region``, ``value``.

    ``level`` numbers the stretches between declared level breaks: values of different levels must not
    be compared as levels, only as ratios of terms within one date.
    """

    series: str
    term: str
    date: date
    region: str
    value: float
    unit: str
    source: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Issue:
    """Something about the input that a reader of the results should know.

    ``severity``: ``note`` (known and handled), ``correction`` (a declared, dated correction was
    applied), ``warning`` (a record was left out), ``error`` (a whole snapshot was left out).
    """

    source: str
    snapshot: str | None
    record: str | None
    severity: Literal["note", "correction", "warning", "error"]
    what: str
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one snapshot: postings or observations, and what it has to say."""

    postings: tuple[Posting, ...] = ()
    observations: tuple[Observation, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
