"""What earlier parts know of an ad already: rows that extracting it now would give again.  Extracts nothing.

An ad's facts are made of what its source says of it, by the source's declaration, the readers, the extractor and
the shelves.  So a row of an earlier part is taken over where

* the part was read by the same declaration, readers, extractor and shelves but those of terms (``reader``),
* the posting is the very same, but for when it was seen, which is no matter of extraction, and
* no word stands in it, even inside another, whose meaning has changed, come or gone since the part was read.

The last holds because mentions alone hang on terms (:mod:`jobmarket.extract.compose`), and what is mentioned is
chosen among the places where words of the shelves stand, each judged by rules of its own word: rule, context patterns,
kind, what is implied.  Where the words at all places mean what they meant, the choice among them (overlaps,
alternatives, the employer's own name) has the same to choose from.  Anything else that changed reads everything anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jobmarket.extract.mentions import says_any, word_meanings
from jobmarket.extract.text import plain
from jobmarket.facts import SCHEMA
from jobmarket.parts import POSTINGS_FILE
from jobmarket.records import Posting

KNOWN_FILE, WORDS_FILE = "known.parquet", "words.parquet"
_KNOWN = pa.schema([("posting_id", pa.string()), ("digest", pa.string())])
_WORDS = pa.schema([("word", pa.string()), ("meaning", pa.string())])


@dataclass(frozen=True, slots=True)
class Gist:
    """Of an ad what tells whether it was read already, and when it was seen: all but its words."""

    digest: str
    first_seen_at: datetime | None
    last_seen_at: datetime | None


def digest_of(posting: Posting) -> str:
    """Sixteen hex digits of all a source says of an ad, but for when it was seen."""
    said = repr(replace(posting, first_seen_at=None, last_seen_at=None))
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


def gists(ads: Iterable[Posting]) -> list[Gist]:
    """The gist of each ad."""
    return [Gist(digest_of(ad), ad.first_seen_at, ad.last_seen_at) for ad in ads]


def known_rows(ads: Mapping[str, Gist]) -> pa.Table:
    """What is written of these ads (by posting_id)."""
    return pa.table([list(ads), [gist.digest for gist in ads.values()]], schema=_KNOWN)


def write_known(folder: Path, tables: Iterable[pa.Table]) -> None:
    """Write beside the rows of ads what will tell whether they still hold: all :func:`known_rows` of them."""
    meanings = word_meanings()
    known = pa.concat_tables([_KNOWN.empty_table(), *tables])
    _write(folder, known, pa.table([list(meanings), list(meanings.values())], schema=_WORDS))


def merge_known(older: Path, newer: Path, folder: Path) -> None:
    """The same for rows of two parts by the same extractor, in ``folder``.

    Of an ad that differs between them nothing is known: its row may have been put together of both.
    """
    known = pa.concat_tables([pq.read_table(part / KNOWN_FILE) for part in (older, newer)])
    each = known.group_by("posting_id").aggregate([("digest", "min"), ("digest", "max")])
    same = each.filter(pc.equal(each["digest_min"], each["digest_max"]))
    _write(
        folder,
        same.select(["posting_id", "digest_min"]).rename_columns(_KNOWN.names),
        pq.read_table(newer / WORDS_FILE),
    )


def _write(folder: Path, known: pa.Table, words: pa.Table) -> None:
    for name, table, key in ((KNOWN_FILE, known, "posting_id"), (WORDS_FILE, words, "word")):
        pq.write_table(table.sort_by(key), folder / name, compression="zstd", use_dictionary=["meaning"])


def _of(ads: Mapping[str, Gist], file: Path) -> pa.Table:
    if not ads:
        return pq.read_table(file).slice(0, 0)
    name = pc.field("posting_id")
    # Rows lie in the order of their names: those of other stretches are passed over unread.
    near = (name >= min(ads)) & (name <= max(ads))
    return pq.read_table(file, filters=near & name.isin(pa.array(list(ads), pa.string())))


def unchanged(folder: Path, ads: Mapping[str, Gist]) -> list[str]:
    """The posting_ids of the ads that a part has read just as they are."""
    known = _of(ads, folder / KNOWN_FILE)
    pairs = zip(known["posting_id"].to_pylist(), known["digest"].to_pylist(), strict=True)
    return [each for each, digest in pairs if digest == ads[each].digest]


def changed_words(folder: Path) -> tuple[str, ...]:
    """The words that meant something else when a part was read, nothing yet, or something then and nothing now."""
    then = dict(zip(*pq.read_table(folder / WORDS_FILE).to_pydict().values(), strict=True))
    now = word_meanings()
    return tuple(sorted(word for word in then.keys() | now.keys() if then.get(word) != now.get(word)))


def says(ads: Iterable[Posting], words: tuple[str, ...]) -> list[bool]:
    """Of each ad, whether any of these words stands anywhere in it that is searched for terms."""
    return [
        any(says_any(words, text) for text in (plain(ad.text), ad.title or "", "; ".join(ad.skills or ())))
        for ad in ads
    ]


def rows(folder: Path, ads: Mapping[str, Gist]) -> pa.Table:
    """A part's rows of these ads (all are there), seen when they say."""
    found = _of(ads, folder / POSTINGS_FILE).cast(SCHEMA)
    same = [ads[each] for each in found["posting_id"].to_pylist()]
    for name in ("first_seen_at", "last_seen_at"):
        seen = pa.array([getattr(ad, name) for ad in same], SCHEMA.field(name).type)
        found = found.set_column(SCHEMA.get_field_index(name), SCHEMA.field(name), seen)
    return found
