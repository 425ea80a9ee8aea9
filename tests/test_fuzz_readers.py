"""Readers never break, whatever the bytes: a bad record is an issue that says so, and everything else goes through."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fuzz_targets import TARGETS, assert_sound, parquet, read_file, seeds, workbook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pace import at_most
from test_readers import SEEN, declare, told

from jobmarket.catalog.sources import source
from jobmarket.facts import facts_table
from jobmarket.parts import write_part
from jobmarket.readers import read_snapshots
from jobmarket.records import Snapshot
from jobmarket.snapshots import decode, keep, read

CORPUS = Path(__file__).parent / "fuzz" / "corpus"
FIELDS = {"native_id": "id", "title": "t", "text": "ad", "date_posted": "d", "employer": "e"}
PAID = [{"low": "low", "high": "high", "currency": "cur", "period": {"value": "year"}}]
FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], database=None)
READERS = sorted(name for name in TARGETS if name.startswith("read-"))


def json_value(depth: int = 3) -> st.SearchStrategy[Any]:
    odd = st.sampled_from(["", " ", "\x00", "\ud800", "\u202e", "\u200b", "20221-01-01", "1e30", "-1", "nan", "٣", "²", "x" * 5000, "<b>", "'", '"', "=1+1"])
    plain = st.one_of(st.none(), st.booleans(), st.integers(-(10**40), 10**40), st.floats(), odd, st.text(max_size=8))
    return st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(odd | st.text(max_size=5), inner, max_size=3), max_leaves=6)


def test_whatever_broke_once_breaks_no_more() -> None:
    """The kept corpus of the fuzzers: seeds, and every input that ever broke a target."""
    for target, run in TARGETS.items():
        kept = sorted((CORPUS / target).glob("*"))
        for data in (*seeds(target), *(file.read_bytes() for file in kept)):
            run(data)
    assert {folder.name for folder in CORPUS.iterdir() if folder.is_dir()} <= set(TARGETS)


@pytest.mark.parametrize("target", READERS)
def test_a_file_changed_anywhere_is_read_or_told(target: str) -> None:
    known = list(seeds(target))[:6]

    @FEW
    @given(st.data())
    def changed(data: st.DataObject) -> None:
        seed = data.draw(st.sampled_from(known))
        at = data.draw(st.integers(0, len(seed)))
        junk = data.draw(st.binary(max_size=6) | st.sampled_from([b"\x00", b'"', b"{", b"]", b"<", b"&", b"\n", b"\xff\xfe", b"\xed\xa0\x80", b"1e999", b"9" * 400]))
        gone = data.draw(st.integers(0, 12))
        TARGETS[target](seed[:at] + junk + seed[at + gone :])

    changed()


@pytest.mark.parametrize("target", [name for name in READERS if name in ("read-ashby", "read-greenhouse", "read-lever", "read-json", "read-hn-thread", "read-figures-json", "read-github-issues", "read-hn-firebase")])
def test_a_value_of_any_type_anywhere(target: str) -> None:
    """One value of a good answer is replaced by another type; the answer's other records still count."""
    known = [(seed[:1], json.loads(seed[1:])) for seed in seeds(target) if seed[1:2] in (b"{", b"[")]
    run = TARGETS[target]

    @FEW
    @given(st.data())
    def replaced(data: st.DataObject) -> None:
        first, answer = data.draw(st.sampled_from(known))
        made = [json.loads(json.dumps(answer))]
        holder: Any = made
        place: Any = 0
        while isinstance(holder[place], dict | list) and holder[place] and data.draw(st.booleans() | st.just(True)):
            holder = holder[place]
            place = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        holder[place] = data.draw(json_value())
        run(first + json.dumps(made[0]).encode("utf-8", "surrogatepass"))

    replaced()


def lines(*rows: Any) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode("utf-8", "surrogatepass")


GOOD = {"id": "good", "t": "ML Engineer", "ad": "PyTorch", "d": "2026-04-03"}
BAD_RECORDS: dict[str, tuple[Any, str]] = {
    "truncated": ('{"id": "bad", "ad": "x', "no JSON"),
    "deep": ('{"id": "bad", "ad": ' + "[" * 100_000, "no JSON"),
    "deep and whole": ('{"id": "bad", "ad": "x", "t": ' + "[" * 5_000 + "]" * 5_000 + "}", "no JSON"),
    "a number of 5,000 digits": ('{"id": "bad", "ad": ' + "9" * 5_000 + "}", "no JSON"),
    "year 20221": ({"id": "bad", "ad": "x", "d": "20221-01-01"}, "'20221-01-01' is no date"),
    "year 1": ({"id": "bad", "ad": "x", "d": "0001-01-01"}, "lies outside"),
    "a day that never was": ({"id": "bad", "ad": "x", "d": "2026-02-30"}, "is no date"),
    "seconds for ever": ({"id": "bad", "ad": "x", "d": 1e300}, "is no date"),
    "a date in a list": ({"id": "bad", "ad": "x", "d": ["2026-01-01", {}]}, "is no date"),
    "half a sign for a date": ({"id": "bad", "ad": "x", "d": "\ud800"}, "is no date"),
    "pay of 10^30": ({"id": "bad", "ad": "x", "low": 1e30, "cur": "USD"}, "pay left out: pay above 1,000,000,000,000"),
    "pay in words": ({"id": "bad", "ad": "x", "low": "a lot"}, "pay left out: 'a lot' is no number"),
    "pay upside down": ({"id": "bad", "ad": "x", "low": 9, "high": 3}, "pay left out: pay whose lower end"),
    "pay in dollars": ({"id": "bad", "ad": "x", "low": 9, "cur": "\ud800$"}, "is no currency"),
    "a list for pay": ({"id": "bad", "ad": "x", "low": [1, 2]}, "is no number"),
    "no id": ({"ad": "x"}, "no id"),
    "an object for an id": ({"id": {"a": 1}, "ad": "x"}, "no id"),
    "no words": ({"id": "bad", "ad": {"a": "b"}}, "neither text, title nor skills"),
    "a list": ([1, 2], "no JSON object"),
    "a title of a million signs": ({"id": "bad", "ad": "x", "t": "x" * 1_000_000}, "title left empty: 1,000,000 characters"),
}


@pytest.mark.parametrize(("bad", "why"), BAD_RECORDS.values(), ids=BAD_RECORDS.keys())
def test_a_bad_record_is_named_and_the_good_ones_go_through(bad: Any, why: str) -> None:
    declared = declare("jsonlines", fields=FIELDS, pay=PAID)
    reading = read_file(declared, "f", lines(GOOD, bad, {**GOOD, "id": "too"}))
    assert {"good", "too"} <= {one.native_id for one in reading.postings}
    (issue,) = reading.issues
    assert issue.severity == "warning"
    assert why in issue.what
    assert issue.record == "line 2"


def test_tricks_with_letters_pass_as_they_are() -> None:
    tricks = "Py\u200bTorch \u202eretfarcehT\u202c a\x00b \ufeff \u2066x\u2069 e\u0301"
    (posting,) = read_file(declare("jsonlines", fields=FIELDS), "f", lines({**GOOD, "ad": tricks})).postings
    assert posting.text == tricks


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("id,t,ad\n1,caf\u00e9,x\n".encode() + "2,na\u00efve,y\n".encode("latin-1"), "not utf-8-sig"),
        ("id,t,ad\n1,a,b\n".encode("utf-16"), "not utf-8-sig"),
        (b'id,t,ad\n1,"a,b\n2,c,d\n3,e,f\n', "cells where the header has"),
        (b'id,t,ad\n1,a"b"c,"d" "e"\n2,"x""y",z\n3,q\n', "2 cells where the header has 3"),
        (b"id,t,ad\n1,a,b\x00\n2,c\n", "2 cells"),
        (b"id,t,ad\n" + b"1" * 200 + b"\n", "1 cells"),
    ],
    ids=["two encodings", "UTF-16", "an open quote", "stray quotes", "NUL", "no commas"],
)
def test_odd_csv(data: bytes, said: str) -> None:
    reading = read_file(declare("table", fields=FIELDS), "f", data)
    assert any(said in what for _, what in told(reading)), told(reading)


def test_rows_behind_stray_quotes_still_count() -> None:
    reading = read_file(declare("table", fields=FIELDS), "f", b'id,t,ad\n1,a"b"c,d\n2,q\n3,"x""y",z\n')
    assert [(one.native_id, one.title) for one in reading.postings] == [("1", 'a"b"c'), ("3", 'x"y')]


WRONG_TYPES = {
    "id": [1, 2], "t": [b"\xff\xfe", None], "ad": [["x"], ["y", None]], "d": [20221, -5], "e": [{"a": 1.5}, None],
}  # fmt: skip


def test_parquet_of_wrong_types() -> None:
    reading = read_file(declare("table", fields=FIELDS, pay=PAID), "f", parquet(WRONG_TYPES))
    assert [one.native_id for one in reading.postings] == ["1", "2"]
    assert any("lies outside" in what or "is no date" in what for _, what in told(reading))


@pytest.mark.parametrize(
    "column",
    [
        pa.array([10**15, -1], pa.timestamp("s")), pa.array([2**62, 1], pa.timestamp("ns")), pa.array([10**8, -(10**8)], pa.date32()),
        pa.array([10**17, 1], pa.date64()), pa.array([2**62, 1], pa.duration("s")), pa.array([10, 20], pa.time64("us")),
        pa.array([b"\xff", b"\x00"]), pa.array([[[1]], None]), pa.array([{"a": {"b": 1}}, None]),
        pa.array(["a", "b"]).dictionary_encode(), pa.array([None, None]), pa.array([1.5, float("nan")]),
        pa.array([10**30, 1], pa.decimal128(38)), pa.array([True, None]),
    ],
    ids=lambda column: str(column.type),
)  # fmt: skip
@pytest.mark.parametrize("field", ["id", "t", "ad", "d", "low"])
def test_a_parquet_column_of_any_type(field: str, column: pa.Array) -> None:
    columns = {"id": ["1", "2"], "t": ["a", "b"], "ad": ["x", "y"], "d": ["2026-01-01", None], "low": [1.0, 2.0], field: column}
    packed = io.BytesIO()
    pq.write_table(pa.table(columns), packed)
    reading = read_file(declare("table", fields=FIELDS, pay=PAID), "f", packed.getvalue())
    assert len(reading.postings) == 2 or reading.issues


def test_xlsx_of_wrong_types() -> None:
    data = workbook([["id", "t", "ad", "d"], [1, True, 2.5, 20221], ["=1+1", "#REF!", "x", "20221-01-01"], [None, None, "z", 1e300]])
    reading = read_file(declare("table", fields=FIELDS), "f", data)
    assert reading.postings
    assert sum(severity == "warning" for severity, _ in told(reading)) >= 2


def test_an_xlsx_that_unpacks_to_far_too_much_is_refused() -> None:
    import zipfile

    packed = io.BytesIO(workbook([["id"], [1]]))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as book, book.open("xl/bomb.xml", "w", force_zip64=True) as part:
        for _ in range(1_100):
            part.write(b"\0" * 1_000_000)
    ((severity, what),) = told(read_file(declare("table", fields=FIELDS), "f", packed.getvalue()))
    assert severity == "error"
    assert "more than" in what


def test_archives_are_never_unpacked_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names inside an archive lead nowhere: nothing in it is ever written."""
    import zipfile

    monkeypatch.chdir(tmp_path)
    packed = io.BytesIO(workbook([["id", "ad"], [1, "x"]]))
    with zipfile.ZipFile(packed, "a") as book:
        for name in ("../../outside.txt", "/tmp/jobmarket-outside.txt", "xl/../../../outside.txt", "C:\\outside.txt"):
            book.writestr(name, "got out")
    reading = read_file(declare("table", fields=FIELDS), "f", packed.getvalue())
    assert reading.postings or reading.issues
    assert list(tmp_path.iterdir()) == []
    assert not Path("/tmp/jobmarket-outside.txt").exists()


def test_no_code_unpacks_an_archive() -> None:
    from jobmarket.home import PACKAGE

    for file in PACKAGE.rglob("*.py"):
        code = file.read_text(encoding="utf-8")
        for call in (".extractall(", ".extract(", "shutil.unpack_archive", "import tarfile"):
            assert call not in code, f"{file.name}: {call}"


DEEP: dict[str, tuple[str, Callable[[], bytes]]] = {
    "JSON": ("json", lambda: b"[" * 1_000_000),
    "JSON objects": ("json", lambda: b'{"a":' * 200_000),
    "YAML in flow": ("yaml-ad", lambda: b"[" * 200_000),
    "YAML in blocks": ("yaml-ad", lambda: b"- " * 50_000),
    "YAML's own bomb": ("yaml-ad", lambda: b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(12))),
    "YAML that holds itself": ("yaml-ad", lambda: b"t: &a\n  - *a\n"),
    "XML": ("xml", lambda: b"<jobs><job>" + b"<a>" * 300_000 + b"</a>" * 300_000 + b"</job></jobs>"),
    "XML's entities": ("xml", lambda: b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)) + b"]><l>&m;</l>"),
    "XML's outside": ("xml", lambda: b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><jobs><job><ad>&a;</ad></job></jobs>'),
    "HTML": ("job-posting", lambda: b"<div><p><b>" * 100_000 + b'<script type="application/ld+json">{"@type": "JobPosting", "title": "x"}</script>'),
    "HTML's tables": ("job-posting", lambda: b"<table><tr><td>" * 60_000),
    "HTML's marks": ("job-posting", lambda: b"<a><b><i><u>" * 50_000 + b"</p>" * 50_000),
    "JSON-LD": ("job-posting", lambda: b'<script type="application/ld+json">' + b"[" * 500_000 + b"</script>"),
}  # fmt: skip


@pytest.mark.parametrize(("format_name", "made"), DEEP.values(), ids=DEEP.keys())
def test_nesting_costs_little(format_name: str, made: Callable[[], bytes]) -> None:
    options = {"records": "job"} if format_name == "xml" else {}
    with at_most(2):
        reading = read_file(declare(format_name, fields={} if format_name == "job-posting" else FIELDS, options=options), "f.x", made())
    assert not any("root:" in (one.text or "") for one in reading.postings)
    assert reading.postings or reading.issues or format_name == "job-posting"


def test_a_page_too_deep_to_parse_still_gives_its_job() -> None:
    page = b"<div>" * 5_000 + b'<SCRIPT data-x type = "application/ld+json" >{"@type": "JobPosting", "title": "ML Engineer"}</Script>'
    (posting,) = read_file(declare("job-posting", fields={}), "f", page).postings
    assert posting.title == "ML Engineer"


def damaged(whole: bytes) -> dict[str, bytes]:
    bomb = zlib.compressobj(9, wbits=31)
    big = b"".join(bomb.compress(b"\0" * 1_000_000) for _ in range(30)) + bomb.flush()
    return {
        "cut short": whole[:-9], "cut in the head": whole[:5], "a bit flipped": whole[:30] + bytes([whole[30] ^ 4]) + whole[31:],
        "a wrong checksum": whole[:-8] + b"\0\0\0\0" + whole[-4:], "a bomb": big, "junk inside": whole[:20] + b"\xff" * 40 + whole[60:],
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["cut short", "cut in the head", "a bit flipped", "a wrong checksum", "a bomb", "junk inside"])
def test_damaged_gzip_is_an_error_and_other_files_go_through(tmp_path: Path, kind: str) -> None:
    good = lines(GOOD)
    bad = damaged(gzip.compress(lines(*({**GOOD, "id": str(n), "ad": f"{n * 7919}"} for n in range(50))), mtime=0))[kind]
    declared = declare("jsonlines", fields=FIELDS)
    kept = [keep(tmp_path, "acme", name, data, seen_at=SEEN) for name, data in (("bad.gz", bad), ("good.gz", gzip.compress(good)))]
    found = list(read_snapshots(declared, kept, lambda one: _within(tmp_path, one)))
    assert [one.native_id for reading in found for one in reading.postings] == ["good"]
    ((issue),) = [one for reading in found for one in reading.issues]
    assert (issue.severity, issue.snapshot) == ("error", "bad.gz")
    assert "gzip" in issue.what or "once decoded" in issue.what


def _within(root: Path, snapshot: Snapshot) -> bytes:
    """As kept snapshots are read, with a smaller budget for the test's bomb."""
    arrived = (root / snapshot.path).read_bytes()
    assert read(root, snapshot) is not None if snapshot.name == "good.gz" else True
    return decode(arrived, largest=1_000_000)


def test_what_was_read_can_always_be_stored(tmp_path: Path) -> None:
    """Postings and issues of hostile records become Parquet, whatever signs they hold."""
    rows = [{**GOOD, "id": f"{n}\ud800", "t": "\udfff\x00", "e": "\u202e", "d": "\ud800", "low": "\ud800"} for n in range(3)]
    reading = read_file(declare("jsonlines", fields=FIELDS, pay=PAID), "f\ud800"[:1], lines(*rows, "\ud800{", "{\ud800"))
    assert_sound(reading)
    write_part(tmp_path / "part", facts_table(reading.postings, collection="acme"), reading.observations, reading.issues)
    stored = pq.read_table(tmp_path / "part" / "issues.parquet").num_rows
    assert stored == len(reading.issues)
    assert len(reading.postings) == 3


def test_figures_out_of_this_world_are_told() -> None:
    declared = source("github-repositories")
    for value in (1e400, "1e400", "-", True, [], {}, "\ud800", "nan"):
        name, content = next((n, c) for sample in declared.samples for n, c in sample.files.items())
        made = json.loads(content)
        made["stargazers_count"] = value
        assert_sound(read_file(declared, name, json.dumps(made).encode()))


@pytest.mark.slow
@pytest.mark.parametrize("format_name", ["jsonlines", "table", "xml", "job-posting"])
def test_one_line_of_a_hundred_megabytes(format_name: str) -> None:
    """Memory stays within a few times the file, and the time within seconds."""
    size = 100_000_000
    body = b"PyTorch and more. " * (size // 18)
    data = {
        "jsonlines": b'{"id": "1", "ad": "' + body + b'"}',
        "table": b"id,t,ad,d\n1,x," + body + b",\n",
        "xml": b"<jobs><job><id>1</id><ad>" + body + b"</ad></job></jobs>",
        "job-posting": b'<script type="application/ld+json">{"@type": "JobPosting", "title": "x", "description": "' + body + b'"}</script>',
    }[format_name]
    options = {"records": "job"} if format_name == "xml" else {}
    declared = declare(format_name, fields={} if format_name == "job-posting" else FIELDS, options=options)
    tracemalloc.start()
    with at_most(20):
        (reading,) = read_snapshots(declared, [Snapshot("acme", "f", "", "", SEEN)], lambda _: data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (posting,) = reading.postings
    assert len(posting.text) >= size - 18
    # A CSV's cell is taken together by Python's own reader, four bytes a character, and copied.
    assert peak < (13 if format_name == "table" else 6) * size


def test_every_format_is_fuzzed() -> None:
    """A source's samples are its seeds, so only formats without any sample could be forgotten."""
    from jobmarket.readers import FORMATS

    assert {f"read-{name}" for name in FORMATS} - set(READERS) == set()
