"""Bytes of every format become postings or observations, and nothing bad passes in silence."""

from __future__ import annotations

import gzip
import io
import json
import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import at_most

from jobmarket.catalog.sources import Source, parse_source, source, sources
from jobmarket.errors import DeclarationError, ReadError
from jobmarket.readers import FORMATS, merge, newer, read_snapshot, read_snapshots
from jobmarket.readers.fields import as_date, as_moment, as_number, as_text, stem
from jobmarket.readers.hn import thread_month, within_month
from jobmarket.readers.promises import broken_promises
from jobmarket.records import Issue, Pay, Posting, Reading, Snapshot
from jobmarket.snapshots import decode

SEEN = datetime(2026, 5, 1, tzinfo=UTC)


def declare(format_name: str, **entry: Any) -> Source:
    """A source with one input that takes every file."""
    plain = dict.fromkeys(("title", "publisher", "licence", "terms", "how_obtained", "cadence"), "x")
    taken = {"match": "*", "format": format_name, **entry}
    return parse_source(
        {"name": "acme", "homepage": "https://acme.example", "selection": "none", **plain, "input": [taken]}
    )


def snap(name: str = "f", seen_at: datetime = SEEN) -> Snapshot:
    return Snapshot("acme", name, "", "", seen_at)


def read(declared: Source, data: bytes, name: str = "f") -> Reading:
    return read_snapshot(declared, snap(name), data)


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(issue.severity, issue.what) for issue in reading.issues]


TABLE_FIELDS = {"native_id": "id", "title": "job", "text": "ad", "date_posted": "day"}
TABLE_ROWS = [["1", "ML Engineer", "PyTorch, daily", "2026-04-03"], ["2", "Analyst", "SQL\nand more", ""]]


class TestTables:
    def csv(self, delimiter: str = ",") -> bytes:
        text = f"id{delimiter}job{delimiter}ad{delimiter}day\n"
        for row in TABLE_ROWS:
            text += delimiter.join(f'"{cell}"' for cell in row) + "\n"
        return text.encode()

    def expected(self, reading: Reading) -> None:
        assert [(p.native_id, p.title, p.text, p.date_posted) for p in reading.postings] == [
            ("1", "ML Engineer", "PyTorch, daily", date(2026, 4, 3)),
            ("2", "Analyst", "SQL\nand more", None),
        ]
        assert reading.issues == ()

    def test_csv(self) -> None:
        self.expected(read(declare("table", fields=TABLE_FIELDS), b"\xef\xbb\xbf" + self.csv()))

    @pytest.mark.parametrize("delimiter", [";", "\t", "|"])
    def test_delimiters(self, delimiter: str) -> None:
        declared = declare("table", fields=TABLE_FIELDS, options={"delimiter": delimiter})
        self.expected(read(declared, self.csv(delimiter)))

    def test_xlsx_with_typed_cells(self) -> None:
        book = openpyxl.Workbook()
        for row in (
            ["id", "job", "ad", "day"],
            [1, "ML Engineer", "PyTorch, daily", datetime(2026, 4, 3)],
            [None] * 4,
            [2, "Analyst", "SQL\nand more", None],
        ):
            book.active.append(row)
        packed = io.BytesIO()
        book.save(packed)
        self.expected(read(declare("table", fields=TABLE_FIELDS), packed.getvalue()))

    def test_parquet(self) -> None:
        columns = list(zip(*TABLE_ROWS, strict=True))
        packed = io.BytesIO()
        pq.write_table(pa.table(dict(zip(("id", "job", "ad", "day"), columns, strict=True))), packed)
        self.expected(read(declare("table", fields=TABLE_FIELDS), packed.getvalue()))

    @pytest.mark.parametrize("kind", ["xlsx", "parquet"])
    def test_a_damaged_binary_table_never_raises(self, kind: str) -> None:
        packed = io.BytesIO()
        if kind == "xlsx":
            book = openpyxl.Workbook()
            book.active.append(["id", "job", "ad", "day"])
            book.active.append([1, "ML Engineer", "PyTorch", None])
            book.save(packed)
        else:
            pq.write_table(pa.table({"id": ["1"], "job": ["x"], "ad": ["y"], "day": [None]}), packed)
        whole, declared = packed.getvalue(), declare("table", fields=TABLE_FIELDS)
        for at in range(4, len(whole), len(whole) // 60):
            for damaged in (
                whole[:at],
                whole[:at] + bytes(b ^ 0x5A for b in whole[at : at + 9]) + whole[at + 9 :],
            ):
                reading = read(declared, damaged)
                assert reading.postings or reading.issues

    @pytest.mark.parametrize("start", [b"PK\x03\x04", b"PAR1"])
    def test_a_corrupt_binary_table_is_one_error(self, start: bytes) -> None:
        (issue,) = read(declare("table", fields=TABLE_FIELDS), start + b"\x00" * 80).issues
        assert issue.severity == "error"

    def test_odd_rows_are_named_and_the_rest_goes_on(self) -> None:
        reading = read(
            declare("table", fields=TABLE_FIELDS),
            b'id,job,ad,day\n1,a,b\n2,a,b,c,d\n\n3,"a,b,2026-04-03\n',
        )
        assert reading.postings == ()
        assert [what.partition(" (")[0] for _, what in told(reading)] == [
            "3 cells where the header has 4",
            "5 cells where the header has 4",
            "2 cells where the header has 4",
        ]

    def test_bytes_that_are_no_text_are_told(self) -> None:
        reading = read(declare("table", fields=TABLE_FIELDS), b"id,job,ad,day\n1,caf\xe9,x,\n")
        assert reading.postings[0].title == "caf\ufffd"
        assert told(reading) == [("warning", "bytes that are not utf-8-sig: shown as U+FFFD")]
        latin = declare("table", fields=TABLE_FIELDS, options={"encoding": "latin-1"})
        assert read(latin, b"id,job,ad,day\n1,caf\xe9,x,\n").postings[0].title == "café"

    def test_nul_and_long_cells(self) -> None:
        ad = "x" * 300_000
        (posting,) = read(
            declare("table", fields=TABLE_FIELDS), f"id,job,ad,day\n1,a\0b,{ad},\n".encode()
        ).postings
        assert (posting.title, posting.text) == ("a\0b", ad)

    def test_an_empty_file_says_nothing(self) -> None:
        assert read(declare("table", fields=TABLE_FIELDS), b"") == Reading()


class TestRules:
    def one(self, rule: Any, row: dict[str, Any], field: str = "title") -> Any:
        declared = declare(
            "jsonlines", fields={"native_id": {"value": "1"}, "text": {"value": "t"}, field: rule}
        )
        (posting,) = read(declared, json.dumps(row).encode(), "files/acme%20labs.jsonl.gz").postings
        return getattr(posting, field)

    @pytest.mark.parametrize(
        ("rule", "row", "wanted"),
        [
            ("a", {"a": " x "}, "x"),
            ("a.b", {"a": {"b": "deep"}}, "deep"),
            ("a.b", {"a.b": "exact", "a": {"b": "deep"}}, "exact"),
            ("a.b", {"a": [{"b": "x"}, {"c": 1}, {"b": "y"}]}, "x; y"),
            ("a.b", {"a": "flat"}, None),
            ("a", {"a": ["x", "", None, "y"]}, "x; y"),
            ("a", {"a": 7}, "7"),
            ("a", {"a": float("nan")}, None),
            ("a", {"a": {"b": 1}}, None),
            ({"from": ["a", "b"]}, {"a": " ", "b": "second"}, "second"),
            ({"from": ["a", "b"], "join": ", "}, {"a": "x", "b": "y"}, "x, y"),
            ({"from": "a", "absent": ["None"]}, {"a": "None"}, None),
            ({"from": "a", "map": {"True": "yes"}}, {"a": True}, "yes"),
            ({"from": "a", "map": {"x": "y"}}, {"a": "z"}, "z"),
            ({"from": "a", "map": {"x": "y"}, "only": True}, {"a": "z"}, None),
            ({"from": "a", "take": r"id=(\d+)|no (\d+)"}, {"a": "no 12"}, "12"),
            ({"from": "a", "take": r"\d+"}, {"a": "no 12"}, "12"),
            ({"from": "a", "take": r"(\d+)"}, {"a": "none"}, None),
            ({"from": "a", "unless": "^Avg"}, {"a": "Avg 3"}, None),
            ({"from": "a", "prefix": "b-"}, {"a": " 3 "}, "b-3"),
            ({"value": "const"}, {}, "const"),
            ("@stem", {}, "acme labs"),
            ("@name", {}, "files/acme%20labs.jsonl.gz"),
        ],
    )
    def test_text(self, rule: Any, row: dict[str, Any], wanted: str | None) -> None:
        assert self.one(rule, row) == wanted

    def test_lists(self) -> None:
        assert self.one({"from": "a", "parse": "python-list"}, {"a": "['x', 'y']"}, "skills") == ("x", "y")
        assert self.one({"from": "a", "parse": "comma-list"}, {"a": "x, y,,"}, "skills") == ("x", "y")
        assert self.one("a", {"a": ["x", "y"]}, "skills") == ("x", "y")
        assert self.one({"from": "a", "parse": "python-list"}, {"a": ""}, "skills") is None
        assert self.one({"from": "a", "parse": "python-list"}, {"a": "[]"}, "skills") is None
        assert (
            self.one({"from": "a", "parse": "lines"}, {"a": "['About', \"we're\"]"}, "text") == "About\nwe're"
        )
        assert self.one({"from": "a", "parse": "lines"}, {"a": "plain, text"}, "text") == "plain, text"

    def test_seen_date(self) -> None:
        assert self.one("@seen_date", {}, "date_posted") == date(2026, 5, 1)

    def test_text_is_untouched(self) -> None:
        ad = "  <p>A &amp; B</p>\r\n\t"
        assert self.one("a", {"a": ad}, "text") == ad

    def test_a_bad_field_is_left_empty_and_told(self) -> None:
        declared = declare(
            "jsonlines",
            fields={
                "native_id": "id",
                "text": "t",
                "date_posted": "d",
                "skills": {"from": "s", "parse": "python-list"},
            },
            pay=[{"low": "low", "high": "high", "currency": "cur"}],
        )
        rows = [
            {"id": 1, "t": "x", "d": "soon", "s": "['a'", "low": "much"},
            {"id": 2, "t": "x", "d": "1970-01-01", "s": "{'a': 1}", "low": 9, "high": 3},
            {"id": 3, "t": "x", "d": True, "s": "[" * 5000, "low": 9, "cur": "dollars"},
            {"id": 4, "t": "x", "low": 0, "high": 0},
        ]
        reading = read(declared, "\n".join(map(json.dumps, rows)).encode())
        assert [(p.date_posted, p.skills, p.pay) for p in reading.postings] == [(None, None, ())] * 4
        assert {what.partition(" (")[0] for _, what in told(reading)} == {
            "date_posted left empty: 'soon' is no date",
            "date_posted left empty: '1970-01-01' lies outside 2000–2100",
            "skills left empty: not a Python list, as declared",
            "pay left out: 'much' is no number",
            "pay left out: pay whose lower end is above its upper end",
            "pay left out: 'dollars' is no currency",
        }

    def test_pay(self) -> None:
        declared = declare(
            "jsonlines",
            fields={"native_id": "id", "text": {"value": "t"}},
            pay=[
                {
                    "low": {"from": "low", "scale": 1000},
                    "high": "high",
                    "currency": {"value": "USD"},
                    "period": {"from": "per", "map": {"yearly": "year"}},
                    "basis": {"value": "estimate"},
                }
            ],
        )
        rows = [
            {"id": 1, "low": "95.5", "high": "120,000", "per": "yearly"},
            {"id": 2, "high": 7.0, "per": "fortnight"},
        ]
        first, second = read(declared, "\n".join(map(json.dumps, rows)).encode()).postings
        assert first.pay == (Pay(95500.0, 120000.0, "USD", "year", "estimate"),)
        assert second.pay == (Pay(None, 7.0, "USD", None, "estimate"),)

    @pytest.mark.parametrize(
        "name",
        [
            "Confidential",
            "Company Confidential",
            "confidential client",
            "N/A",
            "-1",
            "某大型公司",
            "深圳某中型企业",
        ],
    )
    def test_no_name_is_no_employer(self, name: str) -> None:
        assert self.one("a", {"a": name}, "employer") is None

    @pytest.mark.parametrize(
        "name", ["Anonymous Content Ltd", "Unknown Worlds", "Confidential Computing GmbH"]
    )
    def test_a_name_with_such_words_is_one(self, name: str) -> None:
        assert self.one("a", {"a": name}, "employer") == name

    def test_half_a_sign_becomes_a_replacement(self) -> None:
        declared = declare("jsonlines", fields={"native_id": "id", "text": "t"})
        (posting,) = read(declared, b'{"id": 1, "t": "a\\ud83db \\ud83d\\ude80"}').postings
        assert posting.text == "a\ufffdb \U0001f680"
        posting.text.encode()


class TestRecords:
    def declared(self) -> Source:
        return declare("jsonlines", fields={"title": "t", "employer": "e", "location": "l", "text": "ad"})

    def test_without_an_id_equal_records_are_one(self) -> None:
        row = {"t": "ML Engineer", "e": "Acme", "l": "Ulm", "ad": "JAX"}
        rows = [row, {**row, "extra": 1}, {**row, "l": "Jena"}]
        reading = read(self.declared(), "\n".join(map(json.dumps, rows)).encode())
        assert [p.location for p in reading.postings] == ["Ulm", "Jena"]
        assert told(reading) == [("note", "1 records repeat another one of this file")]
        again = read(self.declared(), json.dumps(row).encode(), "elsewhere")
        assert again.postings[0].native_id == reading.postings[0].native_id

    def test_a_record_without_its_id_or_any_words_is_left_out(self) -> None:
        declared = declare("jsonlines", fields={"native_id": "id", "text": "ad"})
        reading = read(declared, b'{"ad": "x"}\n{"id": 2, "ad": "  "}\n{"id": 3, "ad": "y"}')
        assert [p.native_id for p in reading.postings] == ["3"]
        assert told(reading) == [
            ("warning", "left out: no id"),
            ("warning", "left out: neither text, title nor skills"),
        ]

    def test_bad_lines_are_named_and_the_rest_goes_on(self) -> None:
        declared = declare("jsonlines", fields={"native_id": "id", "text": "ad"})
        lines = [
            b'{"id": 1, "ad": "x"}',
            b'{"id": 2, "ad',
            b"[1]",
            b"\xff\xfe",
            b"[" * 9000,
            b"",
            b'{"id": 3, "ad": "y"}',
        ]
        reading = read(declared, b"\n".join(lines))
        assert [p.native_id for p in reading.postings] == ["1", "3"]
        assert [issue.record for issue in reading.issues if issue.record] == [
            "line 2",
            "line 3",
            "line 4",
            "line 5",
        ]

    def test_many_alike_are_one_issue(self) -> None:
        reading = read(declare("jsonlines", fields={"native_id": "id", "text": "ad"}), b'{"ad": "x"}\n' * 500)
        (issue,) = reading.issues
        assert "500 records: line 1, line 2, line 3 …" in issue.what

    def test_corrections_are_dated_and_counted(self) -> None:
        entry = {
            "match": "*",
            "format": "jsonlines",
            "fields": {"native_id": "id", "text": "ad", "country": "land"},
        }
        base = sources()["uk-ds-jobs-2021"]
        plain = {key: getattr(base, key) for key in ("title", "publisher", "homepage", "licence", "terms")}
        declared = parse_source(
            {
                "name": "acme", "how_obtained": "x", "cadence": "x", "selection": "none", **plain,
                "input": [entry],
                "correction": [
                    {"date": date(2026, 1, 2), "reason": "a test", "when": {"ad": "test"}, "action": "hold-back"},
                    {"date": date(2026, 1, 3), "reason": "wrong land", "when": {"land": "SD"}, "set": {"land": "US"}},
                ],
            }
        )  # fmt: skip
        rows = [{"id": n, "ad": "test"} for n in range(4)] + [{"id": 9, "ad": "x", "land": "SD"}]
        reading = read(declared, "\n".join(map(json.dumps, rows)).encode())
        assert [(p.native_id, p.country) for p in reading.postings] == [("9", "US")]
        assert told(reading) == [
            ("correction", "held back: a test (declared 2026-01-02) (4 records: line 1, line 2, line 3 …)"),
            ("correction", "set right: wrong land (declared 2026-01-03)"),
        ]


class TestSnapshots:
    def test_an_unmatched_file_is_an_error_and_a_note_is_not(self) -> None:
        declared = declare("jsonlines", match="*.jsonl")
        assert told(read(declared, b"{}", "new.csv")) == [
            ("error", "no input of the source's declaration fits this file")
        ]
        assert read(declared, b"text", "deep/SOURCE.md") == Reading()

    @pytest.mark.parametrize(
        ("format_name", "data"),
        [("github-issues", b'{"issueNumber": 1, "comments": []}'), ("pay-records", b"a\n1\n")],
    )
    def test_a_missing_option_is_a_declaration_error(self, format_name: str, data: bytes) -> None:
        with pytest.raises(DeclarationError, match="needs the option"):
            read(declare(format_name), data)

    def test_an_unknown_format_is_a_declaration_error(self) -> None:
        with pytest.raises(DeclarationError, match="morse"):
            read(declare("morse"), b"")

    def test_the_newest_version_counts_and_spans_all(self) -> None:
        declared = declare("jsonlines", fields={"native_id": "id", "text": "ad", "date_posted": "d"})
        files = {
            snap(
                "b", datetime(2026, 1, 1, tzinfo=UTC)
            ): b'{"id": 1, "ad": "old", "d": "2025-12-30"}\n{"id": 2, "ad": "x"}',
            snap("a", datetime(2026, 2, 1, tzinfo=UTC)): b'{"id": 1, "ad": "new", "d": "2026-01-30"}',
        }
        first, second = read_snapshots(declared, list(files)[::-1], lambda s: files[s])
        assert [p.native_id for p in first.postings] == ["2"]
        (posting,) = second.postings
        assert (posting.text, posting.date_posted) == ("new", date(2025, 12, 30))
        assert posting.first_seen_at == datetime(2026, 1, 1, tzinfo=UTC)
        assert posting.last_seen_at == datetime(2026, 2, 1, tzinfo=UTC)

    def test_a_version_without_text_does_not_replace_one(self) -> None:
        old = Posting("acme", "1", text="ad", title="t", last_seen_at=SEEN)
        merged = newer(old, Posting("acme", "1", title="t2"))
        assert (merged.text, merged.title, merged.last_seen_at) == ("ad", "t", SEEN)
        assert list(merge([old, Posting("acme", "2")])) == ["1", "2"]

    def test_an_unreadable_file_is_an_error_and_the_rest_goes_on(self) -> None:
        declared = declare("jsonlines", fields={"native_id": "id", "text": "ad"})
        cut = gzip.compress(b'{"id": 1, "ad": "x"}')[:-9]
        content = {"a.gz": cut, "b": b'{"id": 2, "ad": "y"}'}
        readings = list(
            read_snapshots(declared, [snap("a.gz"), snap("b")], lambda s: decode(content[s.name]))
        )
        assert [told(r) for r in readings] == [[("error", "gzip cut short")], []]
        assert [p.native_id for r in readings for p in r.postings] == ["2"]

    def test_side_tables_fill_what_the_ad_leaves_open(self) -> None:
        declared = parse_source(
            {
                **dict.fromkeys(("title", "publisher", "licence", "terms", "how_obtained", "cadence"), "x"),
                "name": "acme", "homepage": "https://x.example", "selection": "none",
                "input": [
                    {"match": "*.csv", "format": "lookup", "lookup": {"table": "list", "key": "id"}},
                    {"match": "*.jsonl", "format": "jsonlines", "lookup": {"table": "list", "key": "no"},
                     "fields": {"native_id": "no", "text": "ad", "location": {"from": ["place", "@list.place"]}}},
                ],
            }
        )  # fmt: skip
        content = {
            "z.csv": b"id,place\n7,\n7,Graz\n7,Linz\n8,Wels\n",
            "a.jsonl": b'{"no": 7, "ad": "x"}\n{"no": 8, "ad": "y", "place": "Enns"}\n{"no": 9, "ad": "z"}',
        }
        (reading,) = read_snapshots(declared, [snap("a.jsonl"), snap("z.csv")], lambda s: content[s.name])
        assert [p.location for p in reading.postings] == ["Graz", "Enns", None]
        lone = read_snapshot(declared, snap("a.jsonl"), content["a.jsonl"])
        assert [p.location for p in lone.postings] == [None, "Enns", None]


WRONG = [None, 7, "x", [], {}, [[]], {"a": 1}, True, float("inf"), 10**400]


class TestBoards:
    """Public answers of applicant-tracking systems."""

    def jobs(self, format_name: str, job: dict[str, Any]) -> Reading:
        answer: Any = [job] if format_name == "lever" else {"jobs": [job]}
        return read(declare(format_name), json.dumps(answer).encode())

    @pytest.mark.parametrize(
        ("job", "mode"),
        [
            ({"workplaceType": "Hybrid", "isRemote": True}, "hybrid"),
            ({"workplaceType": "OnSite", "isRemote": False}, "onsite"),
            ({"isRemote": True}, "remote"),
            ({"isRemote": False}, None),
            ({}, None),
        ],
    )
    def test_ashby_work_mode(self, job: dict[str, Any], mode: str | None) -> None:
        (posting,) = self.jobs("ashby", {"id": "1", "title": "t", **job}).postings
        assert posting.work_mode == mode

    def test_ashby_countries_that_differ_are_none(self) -> None:
        def place(country: str) -> dict[str, Any]:
            return {"location": country, "address": {"postalAddress": {"addressCountry": country}}}

        job = {"id": "1", "title": "t", **place("France")}
        assert (
            self.jobs("ashby", {**job, "secondaryLocations": [place("France")]}).postings[0].country
            == "France"
        )
        (posting,) = self.jobs("ashby", {**job, "secondaryLocations": [place("Spain")]}).postings
        assert (posting.country, posting.location) == (None, "France; Spain")

    def test_ashby_paid_once_is_no_salary(self) -> None:
        part = {
            "compensationType": "Salary",
            "interval": "1 TIME",
            "currencyCode": "USD",
            "minValue": 9,
            "maxValue": 9,
        }
        tiers = {"compensationTiers": [{"components": [part, {**part, "interval": "1 HOUR"}] * 2}]}
        (posting,) = self.jobs("ashby", {"id": "1", "title": "t", "compensation": tiers}).postings
        assert posting.pay == (Pay(9.0, 9.0, "USD", "hour", "field"),)

    def test_greenhouse_updates_are_no_posting_date(self) -> None:
        (posting,) = self.jobs("greenhouse", {"id": 1, "title": "t", "updated_at": "2026-01-01"}).postings
        assert posting.date_posted is None

    def test_lever_country_of_several_places_is_none(self) -> None:
        job = {"id": "1", "text": "t", "country": "FR", "categories": {"allLocations": ["Paris", "Oslo"]}}
        assert self.jobs("lever", job).postings[0].country is None
        job["categories"] = {"location": "Paris"}
        assert self.jobs("lever", job).postings[0].country == "FR"

    @pytest.mark.parametrize("format_name", ["ashby", "greenhouse", "lever"])
    @pytest.mark.parametrize(
        "data", [b"", b"{", b"[]", b"{}", b"null", b'{"jobs": 3}', b"\xff\xfe\x00", b"[" * 9000]
    )
    def test_another_shape_is_one_error(self, format_name: str, data: bytes) -> None:
        reading = read(declare(format_name), data)
        if format_name == "lever" and data == b"[]":
            assert reading == Reading()
        else:
            assert [issue.severity for issue in reading.issues] == ["error"]

    @pytest.mark.parametrize("wrong", WRONG, ids=str)
    @pytest.mark.parametrize("format_name", ["ashby", "greenhouse", "lever"])
    def test_wrong_types_are_told_and_the_rest_goes_on(self, format_name: str, wrong: Any) -> None:
        good = {"id": "good", "title": "t", "text": "t"}
        keys = (
            "secondaryLocations", "address", "compensation", "location", "publishedAt", "title", "isListed",
            "descriptionHtml", "pay_input_ranges", "content", "first_published", "categories", "lists",
            "salaryRange", "createdAt", "text", "workplaceType", "interval", "employmentType",
        )  # fmt: skip
        jobs: list[Any] = [{**good, "id": key, key: wrong} for key in keys] + [wrong, good]
        answer: Any = jobs if format_name == "lever" else {"jobs": jobs}
        reading = read(declare(format_name), json.dumps(answer).encode())
        assert "good" in {p.native_id for p in reading.postings}
        left_out = len(jobs) - len(reading.postings)
        assert left_out == 0 or reading.issues


class TestHackerNews:
    @pytest.mark.parametrize(
        ("title", "month"),
        [
            ("Ask HN: Who is hiring? (March 2018)", date(2018, 3, 1)),
            ("Ask HN: Who Is Hiring? (December 2025)", date(2025, 12, 1)),
            ("Ask HN: Who wants to be hired? (March 2018)", None),
            ("Ask HN: Who is hiring? (Brumaire 2018)", None),
            (None, None),
        ],
    )
    def test_thread_month(self, title: str | None, month: date | None) -> None:
        assert thread_month(title) == month

    @pytest.mark.parametrize(
        ("day", "moved"),
        [
            (date(2020, 2, 10), date(2020, 2, 10)),
            (date(2020, 1, 31), date(2020, 2, 1)),
            (date(2020, 5, 3), date(2020, 2, 29)),
            (None, date(2020, 2, 1)),
        ],
    )
    def test_within_month(self, day: date | None, moved: date) -> None:
        assert within_month(day, date(2020, 2, 1)) == moved
        assert within_month(day, None) == day

    def test_a_handle_never_leaves_its_column(self) -> None:
        handle = "zz_secret_handle"
        runs = {
            "hn-comments": {
                "id": 5,
                "indent": 0,
                "by": handle,
                "time": "2024-01-02",
                "time_precision": "exact",
                "text_html": "x",
            },
            "hn-run": {
                "jobs": [{"id": 5, "source": "direct", "by": handle, "time": 1767377545, "text": "x"}]
            },
            "hn-mapped": [
                {"url": "https://news.ycombinator.com/item?id=5", "user": handle, "full_html": "x"}
            ],
            "hn-thread": {
                "title": "Who is hiring? (May 2026)",
                "children": [{"id": 5, "author": handle, "text": "x"}],
            },
            "github-issues": {"issueNumber": 1, "comments": [{"id": 5, "author": handle, "body": "x"}]},
        }
        for format_name, content in runs.items():
            declared = declare(format_name, options={"thread_url": "https://x.example"})
            reading = read(declared, json.dumps(content).encode(), "2014-01.json")
            assert [p.native_id for p in reading.postings] == ["5"], format_name
            assert handle not in repr(reading)

    def test_threads_of_another_kind_are_refused(self) -> None:
        data = json.dumps({"title": "Ask HN: Who wants to be hired? (May 2026)", "children": []}).encode()
        assert told(read(declare("hn-thread"), data))[0][0] == "error"

    def test_a_month_is_needed(self) -> None:
        data = b'[{"url": "https://news.ycombinator.com/item?id=5", "full_html": "x"}]'
        assert told(read(declare("hn-mapped"), data, "latest.json"))[0][0] == "warning"

    @pytest.mark.parametrize("native_id", [None, True, "12x", "", -3, 1.5])
    def test_an_item_needs_a_number(self, native_id: Any) -> None:
        row = {
            "id": native_id,
            "indent": 0,
            "text_html": "x",
            "time": "2024-01-02",
            "time_precision": "exact",
        }
        reading = read(declare("hn-comments"), json.dumps(row).encode())
        assert (reading.postings, told(reading)) == ((), [("warning", "left out: no item id")])


class TestAdFiles:
    def test_yaml_scalars_stay_text(self) -> None:
        declared = declare(
            "yaml-ad", fields={"native_id": "job_id", "title": "title", "text": "ad", "date_posted": "day"}
        )
        reading = read(declared, b"job_id: 0123\ntitle: yes\nday: 2026-01-22\nad: |\n  PyTorch: no\n")
        (posting,) = reading.postings
        assert (posting.native_id, posting.title, posting.text) == ("0123", "yes", "PyTorch: no\n")
        assert posting.date_posted == date(2026, 1, 22)

    @pytest.mark.parametrize(
        "data",
        [
            b"a: [",
            b"- 1",
            b"",
            b"\x00",
            b"a: &a [*a]\nb: *c",
            b"!!python/object:x {}",
            b"[" * 99_999,
            b"{a: " * 50_000,
            b"- " * 99_999,
        ],
    )
    def test_bad_yaml_is_told(self, data: bytes) -> None:
        reading = read(declare("yaml-ad", fields={"native_id": "job_id", "text": "ad"}), data)
        assert reading.postings == ()
        assert len(reading.issues) == 1

    def test_yaml_bombs_are_harmless(self) -> None:
        bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
            f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
        )
        with at_most(2):
            declared = declare("yaml-ad", fields={"native_id": "job_id", "text": "ad"})
            (posting,) = read(declared, (bomb + "job_id: 1\nad: x\n").encode()).postings
            assert posting.text == "x"

    def test_markdown_without_header_is_all_ad(self) -> None:
        declared = declare("markdown-ad", fields={"native_id": "@stem", "text": "content"})
        (posting,) = read(declared, b"Only words.\nTitle: not a header\n", "x/abc.md").postings
        assert (posting.native_id, posting.text) == ("abc", "Only words.\nTitle: not a header\n")

    def test_long_pages_are_quick(self) -> None:
        declared = source("boss-zhipin-nlp-cn-2025")
        for page in (
            "a" * 200_000,
            "\n" * 200_000,
            " " * 200_000,
            "Title: " * 30_000,
            "1-" * 100_000,
            "-\n" * 100_000,
        ):
            with at_most(1):
                read_snapshot(declared, snap("x.md"), page.encode())


class TestSeries:
    def test_few_records_are_not_published(self) -> None:
        options = dict(source("foorilla-ai-salaries").inputs[0].options)
        head = b"work_year,experience_level,employment_type,job_title,salary_in_usd,company_location\n"
        row = b"2024,SE,FT,Data Scientist,100000,US\n"
        assert read(declare("pay-records", options=options), head + row * 4).observations == ()
        found = read(declare("pay-records", options=options), head + row * 5).observations
        assert {o.term for o in found} == {
            "data-scientist/senior",
            "data-scientist/all",
            "all/senior",
            "all/all",
        }
        assert {o.value for o in found} == {100000.0, 5.0}

    def test_bad_pay_records_are_told(self) -> None:
        options = dict(source("foorilla-ai-salaries").inputs[0].options)
        data = (
            b"work_year,experience_level,employment_type,job_title,salary_in_usd,company_location\n"
            b"2024,SE,FT,X,much,US\n,SE,FT,X,5,US\n2024,SE,FT,X,0,US\n2024\n"
        )
        reading = read(declare("pay-records", options=options), data)
        assert reading.observations == ()
        assert len(reading.issues) == 3

    def test_quartiles_are_of_the_group(self) -> None:
        options = dict(source("foorilla-ai-salaries").inputs[0].options)
        data = (
            "work_year,experience_level,employment_type,job_title,salary_in_usd,company_location\n"
            + "".join(f"2023,MI,FT,Data Engineer,{pay},CA\n" for pay in (10, 20, 30, 40, 50))
        )
        found = read(declare("pay-records", options=options), data.encode()).observations
        values = {o.series: o.value for o in found if o.term == "data-engineer/mid"}
        assert values == {
            "aijobs-pay-median-usd": 30.0,
            "aijobs-pay-q1-usd": 20.0,
            "aijobs-pay-q3-usd": 40.0,
            "aijobs-pay-records": 5.0,
        }


class TestValues:
    @pytest.mark.parametrize(
        ("value", "day"),
        [
            ("2026-01-08T01:03:27.065Z", date(2026, 1, 8)),
            ("2026-02-24T23:46:10-05:00", date(2026, 2, 24)),
            ("2025-09-22T20:36:55.554+00:00", date(2025, 9, 22)),
            ("2023-04-24 09:51:15", date(2023, 4, 24)),
            ("2021-03-09T23:55:00.0000000", date(2021, 3, 9)),
            ("2014-11", date(2014, 11, 1)),
            (1773224977965, date(2026, 3, 11)),
            (1767377545, date(2026, 1, 2)),
            ("1767377545", date(2026, 1, 2)),
            (datetime(2026, 1, 2, 3), date(2026, 1, 2)),
            (date(2026, 1, 2), date(2026, 1, 2)),
            (None, None),
            ("", None),
        ],
    )
    def test_dates(self, value: Any, day: date | None) -> None:
        assert as_date(value) == day

    @pytest.mark.parametrize(
        "value",
        [
            "3 weeks ago",
            "2026-02-30",
            "2026-13-01",
            "01/02/2026",
            10**30,
            float("nan"),
            -5,
            "0000-00-00",
            [1],
        ],
    )
    def test_no_dates(self, value: Any) -> None:
        with pytest.raises(ReadError):
            as_date(value)

    def test_moments_are_utc(self) -> None:
        assert as_moment("2026-02-24T23:46:10-05:00") == datetime(2026, 2, 25, 4, 46, 10, tzinfo=UTC)

    @given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.binary()))
    def test_any_value_converts_or_is_refused(self, value: Any) -> None:
        text = as_text(value)
        assert text is None or text.strip()
        for convert in (as_number, as_date, as_moment):
            try:
                found: Any = convert(value)
            except ReadError:
                continue
            assert found is None or not isinstance(found, float) or math.isfinite(found)

    @pytest.mark.parametrize(
        ("name", "wanted"),
        [
            ("ashby/acme.json.gz", "acme"),
            ("https://api.example/board/acme?x=1", "acme"),
            ("ashby/monad.foundation.json", "monad.foundation"),
            ("a%20b.md", "a b"),
        ],
    )
    def test_stem(self, name: str, wanted: str) -> None:
        assert stem(name) == wanted


@pytest.mark.parametrize("format_name", sorted(FORMATS))
@given(data=st.binary(max_size=300))
def test_no_bytes_make_a_reader_raise(format_name: str, data: bytes) -> None:
    options = dict(source("foorilla-ai-salaries").inputs[0].options) | {"thread_url": "https://x.example"}
    declared = declare(format_name, fields={"text": "a"}, options=options)
    reading = read(declared, data, "2014-01.json")
    assert all(isinstance(issue, Issue) for issue in reading.issues)


def test_promises() -> None:
    declared = parse_source(
        {
            **dict.fromkeys(("title", "publisher", "licence", "terms", "how_obtained", "cadence"), "x"),
            "name": "acme",
            "homepage": "https://x.example",
            "selection": "none",
            "expect": {"postings": [2, 3], "observations": [0, 0], "shares": {"text": 0.5, "url": 0.1}},
        }
    )
    two = Reading(postings=(Posting("acme", "1", text="x", url="u"), Posting("acme", "2")))
    assert broken_promises(declared, [two]) == []
    assert broken_promises(declared, [Reading(postings=two.postings[1:])]) == [
        "1 postings, promised 2 to 3",
        "0.0% of postings have text, promised 50.0%",
        "0.0% of postings have url, promised 10.0%",
    ]


def read_corpus(name: str, corpora: Path) -> tuple[Source, list[Reading]]:
    """A real collection, read as an import would."""
    declared, folder = source(name), corpora / name
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    taken = [Snapshot(name, p, "", "", declared.seen_at_of(p) or SEEN) for p in paths]
    return declared, list(read_snapshots(declared, taken, lambda s: decode(paths[s.name].read_bytes())))


KNOWN_ERRORS = {"builtin-ai-2026": 1}  # one of its files is no YAML


@pytest.mark.corpora
@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(n for n, s in sources().items() if s.repository))
def test_a_real_collection_keeps_its_promises(name: str, corpora: Path) -> None:
    declared, readings = read_corpus(name, corpora)
    assert broken_promises(declared, readings) == []
    issues = [issue for reading in readings for issue in reading.issues]
    errors = [issue for issue in issues if issue.severity in ("error", "warning")]
    assert len(errors) == KNOWN_ERRORS.get(name, 0), errors[:5]
    ids = [posting.native_id for reading in readings for posting in reading.postings]
    assert len(ids) == len(set(ids))


@pytest.mark.corpora
def test_every_real_collection_is_declared(corpora: Path) -> None:
    assert {path.name for path in corpora.iterdir() if path.is_dir()} <= set(sources())


@pytest.mark.corpora
@pytest.mark.slow
def test_the_sudan_rows_are_one_correction(corpora: Path) -> None:
    _, readings = read_corpus("lukebarousse-data-jobs-salary-2023", corpora)
    corrections = [i for r in readings for i in r.issues if i.severity == "correction"]
    assert len(corrections) == 1
    assert "2,680 records" in corrections[0].what


@pytest.mark.corpora
@pytest.mark.slow
def test_hacker_news_collections_overlap_as_they_say(corpora: Path) -> None:
    names = ("hn-hiring-mapped-2013-2018", "hn-whoishiring-2018-2026", "hn-jobs-data-2026")
    mapped, threads, runs = (
        {p.native_id: p for r in read_corpus(name, corpora)[1] for p in r.postings} for name in names
    )
    assert len(mapped.keys() & threads.keys()) == 1015
    assert len(threads.keys() & runs.keys()) == 258
    assert len(mapped.keys() | threads.keys() | runs.keys()) == 83182
    month: Callable[[Posting], str] = lambda posting: str(posting.date_posted)[:7]  # noqa: E731
    for older, newer_set in ((mapped, threads), (threads, runs)):
        for native_id in older.keys() & newer_set.keys():
            assert month(older[native_id]) == month(newer_set[native_id])
