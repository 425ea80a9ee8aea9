"""What bad input is thrown at, and what must hold whatever it is: shared by the fuzzers and the tests.

A target takes bytes and raises AssertionError (or anything else) only where jobmarket fails.  Seeds are the
made-up samples that every source declares, so a new source or format is fuzzed without a word here.
"""

from __future__ import annotations

import dataclasses
import io
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from jobmarket.answers import answer
from jobmarket.catalog.sources import Source, source, sources
from jobmarket.errors import ReadError
from jobmarket.extract.compose import extract
from jobmarket.extract.text import plain
from jobmarket.live.bodies import PIECE, Torn, decoded
from jobmarket.live.listing import listing, parsed
from jobmarket.readers import LOOKUP, read_snapshots
from jobmarket.readers.table import csv_rows
from jobmarket.records import Facts, Issue, Observation, Pay, Posting, Reading, Snapshot
from jobmarket.snapshots import decode

SEEN = datetime(2026, 5, 25, tzinfo=UTC)
LARGEST = 1_000_000  # bytes a fuzzed gzip may unpack to
MOST_PAY = 1e12  # no pay of any currency and period is above; readers say where one is


def inputs() -> dict[str, list[tuple[str, str, bytes]]]:
    """Format → (source, file's name, its content) of every sample of every source."""
    found: dict[str, list[tuple[str, str, bytes]]] = defaultdict(list)
    for each in sources().values():
        for sample in each.samples:
            for name, content in sample.files.items():
                entry = each.input_for(name)
                if entry is not None and entry.format != LOOKUP:
                    found[entry.format].append((each.name, name, content.encode()))
    return dict(found)


INPUTS = inputs()


def assert_sound(reading: Reading) -> None:
    """Everything in a reading is of its declared type, and can be stored."""
    for posting in reading.postings:
        assert_posting(posting)
    for figure in reading.observations:
        assert math.isfinite(figure.value), figure
        assert isinstance(figure.value, float), figure
        assert type(figure.date) is date, figure
        for words in (figure.series, figure.term, figure.region, figure.unit):
            assert_words(words, figure)
    for issue in reading.issues:
        assert issue.what.strip(), issue
        for said in (issue.what, issue.record):
            assert said is None or assert_words(said, issue)


def assert_words(said: Any, where: Any) -> bool:
    assert isinstance(said, str), where
    said.encode()
    return True


def assert_posting(posting: Posting) -> None:
    for field in dataclasses.fields(posting):
        said = getattr(posting, field.name)
        if field.name in ("date_posted", "first_seen_at", "last_seen_at"):
            assert said is None or 1999 <= said.year <= 2100, posting
        elif field.name == "skills":
            assert said is None or all(assert_words(one, posting) for one in said)
        elif field.name == "pay":
            for band in said:
                assert_pay(band)
        else:
            assert said is None or assert_words(said, posting)
    assert posting.native_id, posting


def assert_pay(band: Pay) -> None:
    ends = [end for end in (band.low, band.high) if end is not None]
    assert ends, band
    for end in ends:
        assert isinstance(end, float | int), band
        assert 0 <= end <= MOST_PAY, band
    assert len(ends) < 2 or ends[0] <= ends[1], band
    assert band.currency is None or (assert_words(band.currency, band) and len(band.currency) == 3), band


def assert_facts(text: str, facts: Facts) -> None:
    """Every fact of a text stands where it says."""
    read = plain(text)
    for one in (*facts.mentions, *facts.role_mentions):
        if one.where == "text":
            assert read[one.start : one.end] == one.surface, one
    for band in facts.salaries:
        assert_pay(band)
        if band.start is not None:
            assert read[band.start : band.end] == band.surface, band
    for place in facts.places:
        if place.start is not None:
            assert read[place.start : place.end] == place.surface, place


def read_file(declared: Source, name: str, data: bytes) -> Reading:
    """What comes of one file of a source, all the way from its bytes."""
    snapshot = Snapshot(declared.name, name, "", "", SEEN, url="https://fuzz.example/1")
    reading = Reading()
    for each in read_snapshots(declared, [snapshot], lambda _: decode(data, largest=LARGEST)):
        assert_sound(each)
        reading = Reading(
            reading.postings + each.postings,
            reading.observations + each.observations,
            reading.issues + each.issues,
        )
    return reading


def reader(format_name: str) -> Callable[[bytes], None]:
    """A target for one format; the first byte chooses among the sources that declare it."""
    chosen = [(source(name), file) for name, file in dict.fromkeys((s, f) for s, f, _ in INPUTS[format_name])]

    def target(data: bytes) -> None:
        declared, file = chosen[data[0] % len(chosen)] if data else chosen[0]
        read_file(declared, file, data[1:])

    return target


def extractor(data: bytes) -> None:
    text = data.decode("utf-8", "surrogatepass" if data[:1] == b"\xed" else "replace")
    title, _, rest = text.partition("\0")
    posting = Posting("fuzz", "1", text=rest or title, title=title if rest else None, date_posted=date(2026, 5, 1))
    assert_facts(posting.text, extract(posting))


def pasted(data: bytes) -> None:
    """``jobmarket extract`` answers every line with JSON."""
    json.dumps(answer(data.decode("utf-8", "replace"))).encode()


def packed(data: bytes) -> None:
    """Kept gzip, and gzip on the wire: whole or refused, and never more than the budget."""
    with suppress(ReadError):
        assert len(decode(data, largest=LARGEST)) <= LARGEST + len(data)
    at = 0
    try:
        for piece in decoded((data[n : n + 7] for n in range(0, len(data), 7)), "gzip"):
            assert len(piece) <= PIECE
            at += len(piece)
            if at > LARGEST:
                break
    except Torn:
        pass


def listed(data: bytes) -> None:
    """What gathering reads of an answer."""
    for path in ("", "jobs", "sitemap:", "xml:jobs/job"):
        for read in (parsed, listing):
            with suppress(ReadError):
                read(data, path)


def sheet(data: bytes) -> None:
    """CSV with its quotes: every row is a record or says why not."""
    for item in csv_rows(data, {"delimiter": ",;\t|"[data[0] % 4] if data else ","}):
        assert item.where


TARGETS: dict[str, Callable[[bytes], None]] = {
    **{f"read-{name}": reader(name) for name in sorted(INPUTS)},
    "extract": extractor,
    "pasted": pasted,
    "gzip": packed,
    "listing": listed,
    "csv": sheet,
}


def workbook(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def parquet(columns: dict[str, Any]) -> bytes:
    made = io.BytesIO()
    pq.write_table(pa.table(columns), made)
    return made.getvalue()


ADS = (
    "Machine Learning Engineer (PyTorch or TensorFlow) | Acme | Berlin, Germany | Full-time | €70,000–90,000 a year",
    "<p>We are hiring a <b>Data Scientist</b>. Remote (EU). You know JAX, Keras &amp; scikit-learn.</p><ul><li>$120k - $150k",
    "招聘 算法工程师 15k-25k·14薪 北京 远程 熟悉 PyTorch 或 TensorFlow",
    "Tuyển kỹ sư AI, lương 20 - 30 triệu, Hà Nội, biết PyTorch",
    "Werkstudent (m/w/d) Deep Learning in München, 15 € pro Stunde, unbefristet",
    "Acme is hiring: Senior NLP Researcher\x00We work remotely. No TensorFlow, please. Salary: 100.000 EUR p.a.",
)


def seeds(target: str) -> Iterator[bytes]:
    """Made-up inputs a target starts from."""
    if target.startswith("read-"):
        chosen = list(dict.fromkeys((s, f) for s, f, _ in INPUTS[target.removeprefix("read-")]))
        for name, file, content in INPUTS[target.removeprefix("read-")]:
            yield bytes([chosen.index((name, file))]) + content
            if target == "read-table":
                rows = [list(one.values.values()) for one in csv_rows(content, {}) if hasattr(one, "values")]
                yield bytes([chosen.index((name, file))]) + workbook([["id", "job"], *rows])
                yield bytes([chosen.index((name, file))]) + parquet({"id": ["1", "2"], "job": [1.5, None]})
    elif target == "extract":
        yield from (ad.encode() for ad in ADS)
    elif target == "pasted":
        yield from (json.dumps({"id": n, "text": ad, "date": "2026-05-01"}).encode() for n, ad in enumerate(ADS))
    elif target == "gzip":
        import gzip

        yield gzip.compress(b"a" * 1000, mtime=0) + gzip.compress(b"", mtime=0)
    elif target == "listing":
        yield b'{"jobs": [{"id": 1, "url": "https://a.example"}], "next": 2}'
        yield b'<?xml version="1.0" encoding="utf-8"?><jobs><job id="1"><loc>https://a.example</loc></job></jobs>'
    else:
        yield b'id,job\n1,"a ""b"" c"\n2,x;y\n'


__all__ = ["ADS", "TARGETS", "Issue", "Observation", "assert_facts", "assert_sound", "read_file", "seeds"]
