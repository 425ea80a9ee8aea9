"""How fast web-crawl archives are read: made-up files, shaped like those of public crawls."""

from __future__ import annotations

import gzip
import json
import random
import time
import zlib
from datetime import UTC, datetime

from made_up_crawl import job, record

from jobmarket.catalog.sources import source
from jobmarket.facts import facts_table
from jobmarket.readers import read_snapshot
from jobmarket.records import Snapshot

from .ads import Ad
from .table import Row, best

_PAGES = 2500
_PAGE = 120_000  # bytes of a page, about what public crawls hold on average
_SHARE = 0.01
_PIECE = 1 << 16


def _pages(ads: list[Ad]) -> list[bytes]:
    """Pages made of words of ads and of marks that repeat, so that they pack about as well as real ones."""
    chance = random.Random(11)
    words = [word for ad in ads[:400] for word in ad.text.split()]
    rows = [f'<div class="row-{chance.randrange(10**9)}"><a href="/{chance.randrange(10**12)}">' for _ in range(4000)]
    made = []
    for number in range(_PAGES):
        parts: list[str] = []
        size = 0
        while size < _PAGE:
            parts.append(chance.choice(rows) + " ".join(chance.choices(words, k=40)) + "</a></div>")
            size += len(parts[-1])
        block = ""
        if chance.random() < _SHARE:
            block = f'<script type="application/ld+json">{json.dumps(job(number, description=ads[number % len(ads)].text))}</script>'
        made.append(record(f"https://made-up.example/{number}", f"<html>{block}{''.join(parts)}</html>".encode()))
    return made


def _unpack(packed: bytes) -> int:
    """Bytes of all members, unpacked piece by piece: what a member leaves over is copied each time."""
    size, member = 0, zlib.decompressobj(wbits=31)
    for start in range(0, len(packed), _PIECE):
        piece = packed[start : start + _PIECE]
        while piece:
            size += len(member.decompress(piece))
            piece = member.unused_data
            if member.eof:
                member = zlib.decompressobj(wbits=31)
    return size


def measure(ads: list[Ad]) -> list[Row]:
    """Records a second of one core, and what share of that is unpacking."""
    records = _pages(ads)
    packed = b"".join(gzip.compress(one, 6) for one in records)
    size = sum(map(len, records))
    snapshot = Snapshot("web-crawl", "CRAWL-20260912010203-1.warc.gz", "", "", datetime(2026, 9, 12, tzinfo=UTC))
    declared = source("web-crawl")
    took = best(3, lambda: read_snapshot(declared, snapshot, packed), time.process_time)
    unpacked = best(3, lambda: _unpack(packed), time.process_time)
    found = read_snapshot(declared, snapshot, packed).postings
    facts_table(found, collection="bench")
    facts = best(3, lambda: facts_table(found, collection="bench"), time.process_time)
    return [
        Row(
            "f", f"crawl archive, {len(records):,} pages of {size / len(records) / 1000:.0f} KB packed {size / len(packed):.1f} to 1, {len(found)} ads, one core",
            f"{len(records) / took:.0f} records/s, {len(packed) / took / 1e6:.0f} MB/s packed",
            f"unpacking alone (zlib): {len(packed) / unpacked / 1e6:.0f} MB/s", took / unpacked, "×",
        ),
        Row("f", "facts of those ads", f"{facts / len(found) * 1000:.2f} ms an ad", "reading the archive", facts / took * 100, "% more"),
    ]  # fmt: skip
