"""Facts as Parquet: one row a posting, no text beyond the proving words.  Knows no business rule.

The same rows serve as shipped evidence and as what is read from local snapshots.  This is where identity
is taken off: postings of sources without an open licence or a public API keep neither title nor link nor
employer's name, only keyed hashes, so that an employer's ads still stand together.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from jobmarket.extract.compose import extract
from jobmarket.extract.employers import employer_key
from jobmarket.extract.mentions import SHELVES
from jobmarket.extract.roles.opening_names import wording
from jobmarket.home import PACKAGE
from jobmarket.records import Facts, Mention, Posting

_STAMP = pa.timestamp("s", tz="UTC")
_WORDS = pa.list_(pa.string())
MENTION = pa.struct(
    [
        ("term", pa.string()),
        ("kind", pa.string()),
        ("surface", pa.string()),
        ("roles", _WORDS),
        ("is_alternative", pa.bool_()),
    ]
)
BAND = pa.struct(
    [
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("currency", pa.string()),
        ("period", pa.string()),
        ("basis", pa.string()),
        ("surface", pa.string()),
    ]
)
PLACE = pa.struct(
    [
        ("place", pa.string()),
        ("country", pa.string()),
        ("subdivision", pa.string()),
        ("city", pa.string()),
        ("region", pa.string()),
    ]
)
SCHEMA = pa.schema(
    [
        ("posting_id", pa.string()),
        ("source", pa.string()),
        ("collection", pa.string()),
        ("native_id", pa.string()),
        ("url", pa.string()),
        ("title", pa.string()),
        ("openings", _WORDS),
        ("employer", pa.string()),
        ("employer_key", pa.string()),
        ("employer_kind", pa.string()),
        ("industry", pa.string()),
        ("date_posted", pa.date32()),
        ("first_seen_at", _STAMP),
        ("last_seen_at", _STAMP),
        ("language", pa.string()),
        ("text_chars", pa.int32()),
        ("readable", pa.string()),
        ("is_ad", pa.bool_()),
        ("employment_type", pa.string()),
        ("roles", _WORDS),
        ("seniority", _WORDS),
        ("work_modes", _WORDS),
        ("regions", _WORDS),
        ("mentions", pa.list_(MENTION)),
        ("salaries", pa.list_(BAND)),
        ("locations", pa.list_(PLACE)),
        ("fingerprint", pa.binary()),
    ]
)
"""Columns of a facts file.

``readable`` is ``text``, ``skills`` or ``none``: what there was to read.  ``openings`` are the wordings
(:func:`jobmarket.extract.roles.opening_names.wording`, hashes of words) of the jobs advertised, ``=`` before one that
is the source's own title: what tells a repost from a sibling ad.  ``fingerprint`` is
:func:`jobmarket.extract.fingerprint.fingerprint` of the text.
"""

# E-mail addresses, links with a user part and long digit runs: never part of a title or an employer.
_PERSONAL = re.compile(r"\S+@\S+|\+?\d[\d\s().-]{7,}\d")
# "2025-2026" tells when, "2034-1987" may be a telephone: years run on, and not for long.
_YEARS = re.compile(r"((?:19|20)\d\d)\s*-\s*((?:19|20)\d\d)")
_MOST_YEARS = 10
# Not a secret: keyed so that a shipped hash cannot be joined by accident with anybody's hash of the same
# words, yet anyone with the same files repeats the same bytes.  It promises no anonymity of employers.
_KEY = b"jobmarket posting identity 1"


_NOT_HEARD_WITH = frozenset({"boards.toml", "documents.toml"})
"""Shelves that say whom to ask or who claims what: another board is no reason to read every ad again."""


def _version(but: frozenset[str]) -> str:
    digest = hashlib.sha256()
    rooms = (path for room in ("extract", "readers", "shelves") for path in sorted((PACKAGE / room).rglob("*")))
    for path in (*rooms, PACKAGE / "records.py", PACKAGE / "facts.py"):
        if path.suffix in {".py", ".toml"} and path.name not in but:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def extractor_version() -> str:
    """Twelve hex digits that change whenever a reader, a shelf it hears with, the extractor, or what its records
    and facts are made of changes."""
    return _version(_NOT_HEARD_WITH)


def version_but_words() -> str:
    """:func:`extractor_version` without the shelves of terms: what their words mean is compared word by word
    (:mod:`jobmarket.known`)."""
    return _version(_NOT_HEARD_WITH | {f"{name}.toml" for name in SHELVES})


def keyed(words: str) -> str:
    """A keyed hash (16 hex digits) of some words: equal words, equal hash, on any machine."""
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8, key=_KEY).hexdigest()


def _native_id(posting: Posting, collection: str) -> str:
    return posting.native_id if posting.identity == "named" else keyed(f"{collection} {posting.native_id}")


def posting_id(posting: Posting, *, collection: str) -> str:
    """What a posting is called in the facts."""
    return f"{posting.source}:{_native_id(posting, collection)}"


def _opening_keys(title: str | None, facts: Facts) -> list[str]:
    """Wordings of the title, marked ``=``, where the source has one; else of every opening the text advertises."""
    if title:
        named = (name for place in facts.places for name in (place.surface, place.city, place.country))
        worded = wording(title, places=[name for name in named if name])
        if worded:
            return ["=" + worded]
    return sorted({wording(opening.surface) for opening in facts.role_mentions} - {""})


def _unless_years(found: re.Match[str]) -> str:
    years = _YEARS.fullmatch(found[0])
    return found[0] if years and 0 <= int(years[2]) - int(years[1]) <= _MOST_YEARS else " "


def _clean(words: str | None) -> str | None:
    if not words:
        return None
    kept = " ".join(_PERSONAL.sub(_unless_years, words).split())
    return kept[:200] or None


def _one_per_term(found: Sequence[Mention]) -> list[dict[str, Any]]:
    by_term: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        by_term[mention.term].append(mention)
    return [
        {
            "term": term,
            "kind": same[0].kind,
            "surface": same[0].surface,
            "roles": sorted({role for mention in same for role in mention.roles}),
            "is_alternative": any(mention.is_alternative for mention in same),
        }
        for term, same in sorted(by_term.items())
    ]


def row(posting: Posting, facts: Facts, *, collection: str) -> dict[str, Any]:
    """One row of :data:`SCHEMA`.  ``collection`` is the declaration the posting was read under."""
    named = posting.identity == "named"
    readable = "text" if facts.text_chars else ("none" if posting.skills is None else "skills")
    return {
        "posting_id": posting_id(posting, collection=collection),
        "source": posting.source,
        "collection": collection,
        "native_id": _native_id(posting, collection),
        "url": posting.url if named else None,
        "title": _clean(facts.title) if named else None,
        "openings": _opening_keys(posting.title, facts),
        "employer": _clean(facts.employer) if named else None,
        "employer_key": employer_key(facts.employer),
        "employer_kind": facts.employer_kind,
        "industry": facts.industry,
        "date_posted": posting.date_posted,
        "first_seen_at": posting.first_seen_at,
        "last_seen_at": posting.last_seen_at,
        "language": facts.language,
        "text_chars": facts.text_chars,
        "readable": readable,
        "is_ad": facts.is_ad,
        "employment_type": facts.employment_type,
        "roles": sorted({opening.role for opening in facts.role_mentions}),
        "seniority": list(facts.seniority),
        "work_modes": list(facts.work_modes),
        "regions": list(facts.regions),
        "mentions": _one_per_term(facts.mentions),
        "salaries": [
            {
                "low": band.low,
                "high": band.high,
                "currency": band.currency,
                "period": band.period,
                "basis": band.basis,
                "surface": band.surface[:80] if band.surface else None,
            }
            for band in dict.fromkeys(facts.salaries)
        ],
        "locations": [
            {
                "place": _clean(place.surface) or place.city or place.country or place.region,
                "country": place.country,
                "subdivision": place.subdivision,
                "city": place.city,
                "region": place.region,
            }
            for place in facts.places
        ],
        "fingerprint": facts.fingerprint,
    }


def facts_table(postings: Iterable[Posting], *, collection: str) -> pa.Table:
    """Read every posting; a table of :data:`SCHEMA`, in the order given."""
    rows = [row(posting, extract(posting), collection=collection) for posting in postings]
    return pa.Table.from_pylist(rows, schema=SCHEMA)
