"""Every live source of ads, asked as declared: what a server in its shape answers becomes its sample's postings."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from replay import Answer, replay

from jobmarket import snapshots
from jobmarket.catalog import shelf
from jobmarket.catalog.sources import Source, sources
from jobmarket.home import PROJECT, Home
from jobmarket.live import gather
from jobmarket.progress import Progress
from jobmarket.readers import read_snapshots

QUIET = Progress(quiet=True)
ADS = {name: one for name, one in sources().items() if one.live and not any(i.observation for i in one.inputs)}
LISTS: dict[str, Any] = {
    "hacker-news": {"nbHits": 1, "hits": [{"objectID": "500", "title": "Ask HN: Who is hiring?", "num_comments": 2},
                                          {"objectID": "400", "title": "Ask HN: Who wants to be hired?"}]},
    "smartrecruiters": {"totalFound": 1, "content": [{"id": "744", "releasedDate": "2026-09-25T18:18:52.891Z"}]},
    "usajobs": {"paging": {"metadata": {"continuationToken": None}}, "data": [{"usajobsControlNumber": 123}]},
    "arbeitsagentur": {"maxErgebnisse": 1, "stellenangebote": [{"hashId": "abc"}]},
    "nav-no": {"next_url": None, "items": [{"id": "u1", "_feed_entry": {"status": "ACTIVE"}, "date_modified": "x"},
                                           {"id": "u2", "_feed_entry": {"status": "INACTIVE"}, "date_modified": "x"}]},
    "schema-org-jobposting": "<urlset><url><loc>https://turnstone.example/jobs/4</loc></url></urlset>",
}  # fmt: skip
"""What the lists of two-step sources say; the second step is answered with the sample."""


def is_second(path: str) -> bool:
    """Whether a path asks for one item of a list."""
    return bool(re.search(r"/items/\d|/postings/\w|announcementtext|jobdetails/|feedentry/|/jobs/4$", path))


def content_of(declared: Source) -> tuple[bytes, bytes]:
    """(what a list is answered with, what an item is): made from the source's own sample."""
    sample = declared.samples[-1]
    data = next(iter(sample.files.values())).removeprefix("\n").encode()
    listed = LISTS.get(declared.name)
    if listed is None:
        return data, data
    return (listed if isinstance(listed, str) else json.dumps(listed)).encode(), data


@pytest.mark.parametrize("name", sorted(ADS))
def test_a_source_is_gathered_and_read(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    declared = ADS[name]
    here = Home(project=PROJECT, root=tmp_path)
    listed, item = content_of(declared)
    seen: set[str] = set()

    def script(path: str) -> Answer:
        if path.endswith("/robots.txt"):
            return Answer(404)
        first = path.split("?")[0] not in seen
        seen.add(path.split("?")[0])
        kind = "text/html" if name == "schema-org-jobposting" else "text/csv" if name == "taiwan-mol" else "application/json"
        if is_second(path):
            return Answer(body=item, headers={"Content-Type": kind})
        # Pages after the first are empty: the list's own emptiness ends it.
        body = listed if first or not declared.live or not declared.live.next else _emptied(listed)
        return Answer(body=body, headers={"Content-Type": kind})

    few = {
        **{key: value[:1] for key, value in shelf("boards").items()},
        "teamtailor": ["redstart"],
        "pinpoint": ["sandpiper"],
        "schema-org-sitemaps": ["https://turnstone.example/sitemap.xml"],
    }
    monkeypatch.setattr("jobmarket.live.plan.shelf", lambda which: few if which == "boards" else shelf(which))
    monkeypatch.setenv("JOBMARKET_NAV_TOKEN", "made-up")
    with replay(script) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        outcomes = gather(here, declared, since=None, progress=QUIET)
        again = gather(here, declared, since=None, progress=QUIET, again=True)
    assert {one.what for one in outcomes} <= {"fetched", "empty", "repeated", "unchanged"}, outcomes
    assert "fetched" in {one.what for one in outcomes}
    assert "failed" not in {one.what for one in again}
    kept = snapshots.snapshots(here.snapshots, name)
    readings = list(read_snapshots(declared, kept, lambda one: snapshots.read(here.snapshots, one)))
    found = {posting.native_id for reading in readings for posting in reading.postings}
    wanted = {str(one["native_id"]) for one in declared.samples[-1].postings}
    assert found == wanted, [reading.issues for reading in readings]


def _emptied(body: bytes) -> bytes:
    """The same answer with empty lists, as the page after the last one is."""
    try:
        whole = json.loads(body)
    except ValueError:
        return body
    if isinstance(whole, list):
        return b"[]"
    return json.dumps({key: [] if isinstance(value, list) else value for key, value in whole.items()}).encode()


def test_default_sources_ask_politely_and_name_who_is_behind_them() -> None:
    for name, declared in ADS.items():
        assert declared.live is not None
        assert declared.live.seconds_between >= 0.1, name
        assert declared.live.every_hours >= 1, name
        assert declared.expect.postings, name
        assert declared.terms, name
        assert declared.cadence, name


def test_sources_whose_terms_forbid_storing_are_asked_only_by_name() -> None:
    assert not any(
        declared.live and declared.live.default for declared in ADS.values() if "forbid" in declared.licence
    )
