"""Readers of live answers: the loose ways in which feeds and pages write them, and every recorded answer."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from jobmarket.catalog.sources import source
from jobmarket.home import PROJECT
from jobmarket.readers import read_snapshot
from jobmarket.readers.fields import as_date
from jobmarket.records import Posting, Reading, Snapshot

SEEN = datetime(2026, 10, 1, tzinfo=UTC)
RECORDED = PROJECT.parent / "shared" / "payloads"


def read(name: str, file: str, data: bytes | str) -> Reading:
    snapshot = Snapshot(name, file, "0" * 64, "x", SEEN, url=None)
    return read_snapshot(source(name), snapshot, data.encode() if isinstance(data, str) else data)


def page(*blocks: str) -> Reading:
    scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
    return read("schema-org-jobposting", "page/x.html", f"<html><head>{scripts}</head></html>")


def job(**more: Any) -> str:

    return json.dumps({"@type": "JobPosting", "title": "Clerk", "description": "<p>Letters</p>", **more})


class TestJobPosting:
    def test_one_bad_block_does_not_cost_the_others(self) -> None:
        reading = page("{", job(), '{"@type": "JobPosting", "title": "Baker",}')
        assert [one.title for one in reading.postings] == ["Clerk", "Baker"]
        assert len(reading.issues) == 1

    @pytest.mark.parametrize("wrapped", ["<!-- {} -->", "//<![CDATA[\n{}\n//]]>", "<![CDATA[{}]]>", "{};"])
    def test_wrappings_are_taken_off(self, wrapped: str) -> None:
        assert page(wrapped.replace("{}", job())).postings[0].title == "Clerk"

    def test_raw_line_breaks_and_nesting(self) -> None:
        reading = page('{"@graph": [{"@type": "WebPage", "mainEntity": {"@type": "JobPosting", "title": "A\nB"}}]}')
        assert reading.postings[0].title == "A\nB"

    @pytest.mark.parametrize(
        ("country", "place"),
        [
            ("PT", "Porto, PT"),
            ({"@type": "Country", "name": "Portugal"}, "Porto, Portugal"),
            (["PT", "ES"], "Porto, PT"),
            (None, "Porto"),
        ],
    )
    def test_countries_of_every_shape(self, country: Any, place: str) -> None:
        where = {"@type": "Place", "address": {"addressLocality": "Porto", "addressCountry": country}}
        assert page(job(jobLocation=where)).postings[0].location == place

    def test_remote_work_names_where_it_may_be_done(self) -> None:
        one = page(job(jobLocationType="TELECOMMUTE", applicantLocationRequirements=[{"name": "Chile"}])).postings[0]
        assert (one.work_mode, one.location) == ("remote", "Chile")

    @pytest.mark.parametrize(
        ("salary", "bands"),
        [
            ({"currency": "USD", "value": {"value": 40, "unitText": "HOUR"}}, [(40.0, 40.0, "USD", "hour")]),
            ({"currency": "YEN", "value": {"minValue": 5, "maxValue": 7}}, [(5.0, 7.0, "JPY", None)]),
            ({"currency": "dollars", "value": 9}, [(9.0, 9.0, None, None)]),
            ({"currency": "USD", "value": {"minValue": 0, "maxValue": 0, "unitText": "YEAR"}}, []),
            ({"currency": "USD", "minValue": "1,000", "maxValue": "2,000", "unitText": "Monthly"}, [(1000.0, 2000.0, "USD", "month")]),
            ("negotiable", []),
        ],
    )  # fmt: skip
    def test_pay_of_every_shape(self, salary: Any, bands: list[tuple[Any, ...]]) -> None:
        found = page(job(baseSalary=salary)).postings[0].pay
        assert [(band.low, band.high, band.currency, band.period) for band in found] == bands

    def test_an_estimate_is_called_one(self) -> None:
        found = page(job(estimatedSalary={"currency": "EUR", "value": {"value": 9}})).postings[0].pay
        assert [band.basis for band in found] == ["estimate"]

    def test_requirements_outside_the_description_belong_to_the_ad(self) -> None:
        text = page(job(qualifications="Keras", skills=["JAX"])).postings[0].text
        assert "Keras" in text
        assert "JAX" in text

    def test_a_page_without_jobs_is_empty_and_deep_nesting_ends(self) -> None:
        assert page("[" * 5000).postings == ()
        assert page('{"a":' * 500 + "1" + "}" * 500).postings == ()


class TestFeeds:
    def test_broken_xml_is_an_issue(self) -> None:
        reading = read("personio", "x.xml", "<workzag-jobs><position><id>1")
        assert reading.postings == ()
        assert reading.issues[0].severity == "error"

    def test_entities_do_not_explode(self) -> None:
        bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
        reading = read("personio", "x.xml", f"<!DOCTYPE a [{bomb}]><a><position><id>1</id><name>&e11;</name></position></a>")
        assert reading.postings == ()

    def test_namespaces_make_no_difference(self) -> None:
        feed = '<rss xmlns:x="y"><channel><x:item><title>Ruff: Cook</title><guid>g</guid></x:item></channel></rss>'
        assert read("weworkremotely", "jobs.xml", feed).postings[0].employer == "Ruff"

    @pytest.mark.parametrize(("written", "day"), [("Thu, 10 Sep 2026 21:30:33 +0000", 10), ("20260911", 11)])
    def test_days_as_feeds_write_them(self, written: str, day: int) -> None:
        assert as_date(written) == date(2026, 9, day)


def test_a_comment_is_a_posting_only_below_its_thread() -> None:
    def item(**more: Any) -> Reading:

        row = {"id": 2, "type": "comment", "parent": 1, "time": 1790870711, "text": "Acme | Cook"}
        return read("hacker-news", "firebase/item/1/2.json", json.dumps({**row, **more}))

    assert [one.native_id for one in item().postings] == ["2"]
    for more in ({"parent": 9}, {"deleted": True}, {"dead": True}, {"text": None}):
        assert item(**more).postings == (), more
    assert item(type="story").issues == ()


RECORDINGS = [
    ("remotive", "remotive/remote_jobs.json", "jobs.json", 2),
    ("jobicy", "jobicy/remote_jobs_v2.json", "jobs.json", 2),
    ("remoteok", "remoteok/api.json", "jobs.json", None),
    ("arbeitnow", "arbeitnow/job_board_api.json", "page-1.json", 2),
    ("himalayas", "himalayas/jobs_api.json", "page-1.json", 2),
    ("the-muse", "themuse/public_jobs_page0.json", "page-0.json", 2),
    ("recruitee", "recruitee/channable_offers_trimmed.json", "channable.json", 1),
    ("workable", "workable/widget_account.json", "climateworks.json", 1),
    ("personio", "personio/xml_ANONYMISED.xml", "x.xml", 2),
    ("weworkremotely", "weworkremotely/remote-programming-jobs_1item.rss", "jobs.xml", 1),
    ("taiwan-mol", "taiwanjobs_tw/A17000000J-030144-MKw_sample.csv", "jobs.csv", 2),
    ("schema-org-jobposting", "jsonld/jsonld_meta_software_engineer.html", "page/a.html", 1),
    ("schema-org-jobposting", "jsonld/jsonld_neura_robotics_manager.html", "page/b.html", 1),
    ("schema-org-jobposting", "jsonld/munichre_radancy_job_trimmed.html", "page/c.html", 1),
    ("hacker-news", "hn_algolia/items_49522897_sep2026_trimmed.json", "item/49522897.json", None),
    ("greenhouse", "greenhouse/vercel_jobs_content_true.json", "vercel.json", None),
    ("ashby", "ashby/linear_job_board.json", "linear.json", None),
    ("ashby", "ashby/ramp_with_compensation_trimmed.json", "ramp.json", None),
    ("lever", "lever/spotify_postings.json", "spotify.json", None),
]


@pytest.mark.skipif(not RECORDED.is_dir(), reason="no recorded answers beside this checkout")
@pytest.mark.parametrize(("name", "file", "kept_as", "postings"), RECORDINGS, ids=[row[1] for row in RECORDINGS])
def test_recorded_answers_are_read(name: str, file: str, kept_as: str, postings: int | None) -> None:
    reading = read(name, kept_as, Path(RECORDED, file).read_bytes())
    assert len(reading.postings) == postings if postings else reading.postings, reading.issues
    assert not [issue for issue in reading.issues if issue.severity == "error"]
    for one in reading.postings:
        assert one.native_id
        assert one.title or name == "hacker-news"
        assert one.date_posted, (one.title, reading.issues)
        if name not in {"workable", "hacker-news"}:
            assert one.employer
        assert not _names_a_person(one)


def _names_a_person(one: Posting) -> bool:
    return "REDACTED" in repr((one.title, one.employer, one.location, one.url))


@pytest.mark.corpora
def test_all_real_boards_are_read_whole(corpora: Path) -> None:
    boards = sorted((corpora / "stapply-ats-2025" / "ashby").iterdir())
    assert len(boards) >= 440
    jobs = postings = 0
    for board in boards:
        raw = gzip.decompress(board.read_bytes()) if board.suffix == ".gz" else board.read_bytes()
        listed = [one for one in json.loads(raw).get("jobs", []) if one.get("isListed") is not False]
        reading = read("ashby", board.name, raw)
        assert not [issue for issue in reading.issues if issue.severity == "error"], board.name
        assert len(reading.postings) == len({one["id"] for one in listed}), board.name
        jobs, postings = jobs + len(listed), postings + len(reading.postings)
        assert all(one.title and one.text for one in reading.postings), board.name
    assert postings == jobs > 9_000
