"""Web-crawl archives give their JobPostings, and one bad record never costs the others."""

from __future__ import annotations

import gzip
import json
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_crawl import crawl, job, page, record
from made_up_home import QUIET, new_home
from pace import at_most

from jobmarket import journey, snapshots
from jobmarket.catalog.sources import source
from jobmarket.facts import facts_table
from jobmarket.readers import read_snapshot, read_snapshots, warc
from jobmarket.records import Reading, Snapshot

NAME = "CRAWL-20260912010203-20260912040203-00001.warc.gz"
SEEN = datetime(2026, 9, 12, tzinfo=UTC)
FIRST, LAST = record("https://a.example/1", page(job(1))), record("https://z.example/9", page(job(9)))


def read(data: bytes) -> Reading:
    return read_snapshot(source("web-crawl"), Snapshot("web-crawl", NAME, "", "", SEEN), data)


def ids(reading: Reading) -> list[str]:
    return [posting.native_id for posting in reading.postings]


def said(reading: Reading) -> list[str]:
    return [issue.what for issue in reading.issues if issue.severity != "note"]


@pytest.mark.parametrize("packed", [True, False])
def test_each_page_gives_its_jobs_with_the_time_it_was_crawled(packed: bool) -> None:
    records = [
        record("https://a.example/1", page(job(1)), date="2026-09-13T04:05:06Z"),
        record("https://a.example/about", page(None)),
        record("https://b.example/2", page(job(2, baseSalary={"currency": "EUR", "value": {"value": 70000, "unitText": "YEAR"}}))),
    ]
    reading = read(b"".join(gzip.compress(one) if packed else one for one in records))
    assert ids(reading) == ["Quill 1 Ltd 1", "Quill 2 Ltd 2"]
    first, second = reading.postings
    assert first.first_seen_at == first.last_seen_at == datetime(2026, 9, 13, 4, 5, 6, tzinfo=UTC)
    assert (first.title, first.location, first.url) == (
        "Machine Learning Engineer 1",
        "Porto, PT",
        "https://a.example/1",
    )
    assert second.pay[0].low == 70000
    assert [issue.what for issue in reading.issues] == ["3 pages, 2 of which name a JobPosting"]


def test_facts_of_a_crawl_carry_neither_title_nor_link_nor_name() -> None:
    text = json.dumps(facts_table(read(FIRST).postings, collection="web-crawl").to_pylist(), default=str)
    assert "pytorch" not in text
    assert "tensorflow" in text  # job 1 names it
    for private in ("a.example", "Quill", "Engineer 1"):
        assert private not in text


def test_an_id_without_an_employer_is_one_of_its_host_only() -> None:
    nameless = job(5, hiringOrganization=None)
    reading = read(record("https://a.example/5", page(nameless)) + record("https://b.example/5", page(nameless)))
    assert ids(reading) == ["a.example 5", "b.example 5"]


BROKEN: dict[str, tuple[bytes, str]] = {
    "no http": (record("https://b.example/x", b"", block=b"nonsense"), "no HTTP answer"),
    "nothing": (record("https://b.example/x", b"", block=b""), "no HTTP answer"),
    "no gzip": (record("https://b.example/x", b"\x1f\x8bbad", headers="Content-Encoding: gzip\r\n"), "not encoded as it says"),
    "no brotli": (record("https://b.example/x", b"plain", headers="Content-Encoding: br\r\n"), "not encoded as it says"),
    "no chunks": (record("https://b.example/x", b"plain", headers="Transfer-Encoding: chunked\r\n"), "not encoded as it says"),
    "bad block": (record("https://b.example/x", page(job(3)).replace(b'"title"', b"title")), "no JSON"),
    "empty job": (record("https://b.example/x", page({"@type": "JobPosting"})), "without title and description"),
    "too large": (record("https://b.example/x", page(job(3)) + b" " * warc.LARGEST_PAGE), "a page of more than"),
    "a bomb": (
        record("https://b.example/x", gzip.compress(page(job(3)) + b" " * 60_000_000), headers="Content-Encoding: gzip\r\n"),
        "a page of more than",
    ),
}  # fmt: skip


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_bad_record_is_told_and_the_rest_goes_on(name: str, packed: bool) -> None:
    broken, wanted = BROKEN[name]
    reading = read(b"".join(gzip.compress(one, 1) if packed else one for one in (FIRST, broken, LAST)))
    assert ids(reading) == ["Quill 1 Ltd 1", "Quill 2 Ltd 9"]
    assert [wanted in issue.what for issue in reading.issues if issue.record != "the archive"] == [True]
    (issue,) = [issue for issue in reading.issues if issue.record != "the archive"]
    assert (issue.record or "").startswith("https://b.example/x")


IGNORED: dict[str, bytes] = {
    "gone": record("https://b.example/x", page(job(3)), status="404 Not Found"),
    "moved": record("https://b.example/x", page(job(3)), status="301 Moved"),
    "picture": record("https://b.example/x", page(job(3)), kind="image/png"),
    "only a word": record("https://b.example/x", b"<p>The JobPosting vocabulary is a fine thing."),
    "a request": record("https://b.example/x", page(job(3))).replace(b"WARC-Type: response", b"WARC-Type: request "),
}


@pytest.mark.parametrize("name", sorted(IGNORED))
def test_what_is_no_page_with_a_job_says_nothing(name: str) -> None:
    reading = read(FIRST + IGNORED[name] + LAST)
    assert ids(reading) == ["Quill 1 Ltd 1", "Quill 2 Ltd 9"]
    assert said(reading) == []


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "bare deflate", "chunked", "stored decoded"])
def test_encoded_bodies(encoding: str) -> None:
    plain = page(job(3))
    body, headers = {
        "gzip": (gzip.compress(plain), "Content-Encoding: gzip\r\n"),
        "deflate": (zlib.compress(plain), "Content-Encoding: deflate\r\n"),
        "bare deflate": (zlib.compress(plain, wbits=-15), "Content-Encoding: deflate\r\n"),
        "chunked": (b"%x\r\n%s\r\n0\r\n\r\n" % (len(plain), plain), "Transfer-Encoding: chunked\r\n"),
        "stored decoded": (plain, "Content-Encoding: gzip\r\n"),
    }[encoding]
    reading = read(FIRST + record("https://b.example/3", body, headers=headers) + LAST)
    assert ids(reading) == ["Quill 1 Ltd 1", "Quill 3 Ltd 3", "Quill 2 Ltd 9"]
    assert said(reading) == []


def test_an_archive_that_breaks_off_keeps_what_stood_before() -> None:
    first, last = gzip.compress(FIRST), gzip.compress(LAST)
    for cut in (first + last[:12], first + last[:40], first + last[:-60], first + last[:-4], FIRST + LAST[:-400]):
        reading = read(cut)
        assert ids(reading)[:1] == ["Quill 1 Ltd 1"]
        assert said(reading) != [], len(cut)
    (error, note) = read(first + b"no archive any more").issues
    assert (error.severity, note.severity) == ("error", "note")
    for nothing in (b"this is no archive at all\r\n\r\n", b"WARC/1.0\r\n", first[:30]):
        assert said(read(nothing)) != []
    assert read(b"") == Reading()


@given(st.binary(max_size=300), st.integers(0, len(FIRST)))
def test_no_bytes_make_it_raise(junk: bytes, at: int) -> None:
    read(junk)
    reading = read(LAST + FIRST[:at] + junk + FIRST[at:])
    assert "Quill 2 Ltd 9" in ids(reading)


def test_repeated_characters_are_no_burden() -> None:
    for junk in (b"WARC/1.0\r\n" * 20_000, b"<script " * 30_000, b'{"@type":' * 30_000):
        with at_most(1):
            read(junk)
            read(record("https://a.example/1", b'JobPosting<script type="application/ld+json">' + junk))


def test_imported_archives_are_snapshots_like_any_other(tmp_path: Path) -> None:
    here = new_home(tmp_path)
    (tmp_path / "warc").mkdir()
    data = crawl(40, share=0.5)
    (tmp_path / "warc" / NAME).write_bytes(data)
    assert journey.import_files(here, source("web-crawl"), [tmp_path / "warc"], QUIET) == 1
    (kept,) = snapshots.snapshots(here.snapshots, "web-crawl")
    assert kept.seen_at == SEEN
    again: list[Any] = list(
        read_snapshots(source("web-crawl"), [kept], lambda one: snapshots.read(here.snapshots, one))
    )
    assert ids(again[0]) == ids(read(data))
    assert len(ids(again[0])) > 10
