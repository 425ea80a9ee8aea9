"""Gathering: bytes are kept, outcomes are told apart, what follows is asked, nothing is asked twice."""

from __future__ import annotations

import dataclasses
import gzip
import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from replay import Answer, Replay, replay

from jobmarket import snapshots
from jobmarket.catalog.live import parse_live
from jobmarket.catalog.sources import Source, read_source
from jobmarket.errors import DeclarationError, StateError
from jobmarket.home import PACKAGE, PROJECT, Home
from jobmarket.live import OUTCOMES_FILE, Outcome, gather, gathering, last_outcomes
from jobmarket.live.manners import user_agent
from jobmarket.live.retries import ATTEMPTS
from jobmarket.progress import Progress

QUIET = Progress(quiet=True)


def source(name: str) -> Source:
    return read_source(PACKAGE / "sources" / f"{name}.toml")


BOARDS = {"greenhouse": ["quayside", "gone", "busy", "broken", "moved", "cut", "shy"]}
JOBS = json.dumps({"jobs": [{"id": 31, "title": "ML Engineer", "content": "&lt;p&gt;PyTorch&lt;/p&gt;"}]}).encode()
PAGED = {
    "endpoint": "https://api.example/jobs?page={page}",
    "next": {"by": "page", "items": "jobs"},
}


@pytest.fixture
def here(tmp_path: Path) -> Home:
    return Home(project=PROJECT, root=tmp_path)


@pytest.fixture(autouse=True)
def few_boards(monkeypatch: pytest.MonkeyPatch) -> None:
    shelves = {"boards": BOARDS, "fruit": {"red": {"apple": {"word": "an apple"}, "cherry": {"word": "cherries"}}}}
    monkeypatch.setattr("jobmarket.live.plan.shelf", lambda name: shelves[name])


def live(table: dict[str, Any], name: str = "acme") -> Source:
    """A source that is asked as ``table`` says, with hosts that are in no hurry to be spared."""
    return dataclasses.replace(source("greenhouse"), name=name, live=parse_live(table))


def ask(here: Home, asked: Source, server: Replay, monkeypatch: pytest.MonkeyPatch, **more: Any) -> list[Outcome]:
    monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
    return gather(here, asked, **{"since": None, "progress": QUIET, **more})


def whats(outcomes: list[Outcome]) -> dict[str, str]:
    return {outcome.name: outcome.what for outcome in outcomes}


def page(*ids: int, **more: Any) -> Answer:
    return Answer(body=json.dumps({"jobs": [{"id": one} for one in ids], **more}).encode())


def kept(here: Home, name: str = "acme") -> list[str]:
    return [one.name for one in snapshots.snapshots(here.snapshots, name)]


def test_each_outcome_is_told_apart(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: Counter[str] = Counter()

    def script(path: str) -> Answer:
        board = path.split("/")[4]
        tries[board] += 1
        return {
            "gone": Answer(404),
            "busy": Answer(429, headers={"Retry-After": "7"}),
            "broken": Answer(503),
            "moved": Answer(302, headers={"Location": "https://elsewhere.example/"}),
            "cut": Answer(body=JOBS, cut=10),
            "shy": Answer(500) if tries["shy"] == 1 else Answer(body=JOBS),
        }.get(board, Answer(body=JOBS))

    with replay(script) as server:
        outcomes = ask(here, source("greenhouse"), server, monkeypatch)
    assert {name.removesuffix(".json"): what for name, what in whats(outcomes).items()} == {
        "quayside": "fetched",
        "gone": "unknown-tenant",
        "busy": "throttled",
        "broken": "failed",
        "moved": "refused",
        "cut": "failed",
        "shy": "fetched",
    }
    found = snapshots.snapshots(here.snapshots, "greenhouse")
    assert [one.name for one in found] == ["quayside.json", "shy.json"]
    assert snapshots.read(here.snapshots, found[0]) == JOBS
    assert tries["busy"] == ATTEMPTS
    assert all(path.startswith("/boards-api.greenhouse.io/v1/boards/") for path in server.paths)
    assert {headers["user-agent"] for _, headers in server.asked} == {user_agent()}
    lines = (here.snapshots / "greenhouse" / OUTCOMES_FILE).read_text().splitlines()
    assert len(lines) == len(outcomes)


ONE = {"endpoint": "https://api.example/all"}


@pytest.mark.parametrize(
    ("answer", "more", "what", "detail"),
    [
        (Answer(204), {}, "empty", "204"),
        (Answer(body=b""), {}, "empty", "200 without a body"),
        (Answer(410), {}, "unknown-tenant", "410"),
        (Answer(410), {"unknown": {"status": [404]}}, "refused", "410"),
        (Answer(401), {}, "refused", "401"),
        (Answer(403, headers={"X-RateLimit-Remaining": "0"}), {}, "throttled", "403"),
        (Answer(body=b"<!DOCTYPE html><p>Log in", headers={"Content-Type": "text/html"}), {}, "wrong-type", "HTML where JSON was due"),
        (Answer(body=b"  <html>", headers={"Content-Type": "application/json"}), {}, "wrong-type", "HTML where JSON was due"),
        (Answer(body=b"oops", headers={"Content-Type": "text/plain"}), {}, "wrong-type", "no JSON (text/plain)"),
        (Answer(body=JOBS[:40]), {}, "failed", "JSON cut short"),
        (Answer(body=JOBS[:40] + b"\xff\xfe]"), {}, "fetched", "200"),
        (Answer(body=gzip.compress(JOBS)[:-12], headers={"Content-Encoding": "gzip"}), {}, "failed", "gzip cut short"),
        (Answer(body=JOBS, headers={"Content-Encoding": "gzip"}), {}, "failed", "corrupt gzip"),
        (Answer(body=JOBS, headers={"Content-Encoding": "br"}), {}, "failed", "encoded as br"),
        (Answer(body=b"[" + b" " * 2_000_000 + b"]"), {"largest_mb": 1}, "too-large", "more than 1,000,000 bytes"),
        (Answer(body=b'{"jobs": []}'), {"unknown": {"empty": "jobs"}}, "empty-or-unknown", "jobs is empty"),
        (Answer(body=b"[]"), {"unknown": {"empty": ""}}, "empty-or-unknown", "the list is empty"),
        (Answer(301, headers={"Location": "http://api.example/all"}), {}, "refused", "301 to not plain https"),
        (Answer(301, headers={"Location": "https://127.0.0.1/all"}), {}, "refused", "301 to another host"),
        (Answer(301, headers={"Location": "/all"}), {}, "refused", "more than 5 redirects"),
    ],
)  # fmt: skip
def test_how_one_request_ends(
    here: Home, monkeypatch: pytest.MonkeyPatch, answer: Answer, more: dict[str, Any], what: str, detail: str
) -> None:
    with replay(lambda path: answer) as server:
        (outcome,) = ask(here, live({**ONE, **more}), server, monkeypatch)
    assert outcome.what == what
    assert detail in outcome.detail
    assert kept(here) == (["answer.json"] if what == "fetched" else [])


def test_a_redirect_to_a_declared_host_is_followed(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def script(path: str) -> Answer:
        if path.startswith("/api.example/"):
            return Answer(307, headers={"Location": "https://eu.api.example/all"})
        return Answer(body=JOBS)

    with replay(script) as server:
        outcomes = ask(here, live({**ONE, "also_hosts": ["*.api.example"]}), server, monkeypatch)
    assert whats(outcomes) == {"answer.json": "fetched"}
    assert server.paths == ["/api.example/all", "/eu.api.example/all"]


def test_pages_are_turned_until_one_is_empty(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {"1": page(1, 2), "2": page(3), "3": page()}
    with replay(lambda path: pages[path.partition("page=")[2]]) as server:
        outcomes = ask(here, live(PAGED), server, monkeypatch)
    assert whats(outcomes) == {"answer-1.json": "fetched", "answer-2.json": "fetched", "answer-3.json": "empty"}
    assert kept(here) == ["answer-1.json", "answer-2.json", "answer-3.json"]


def test_an_ignored_page_number_is_noticed(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with replay(lambda path: page(1, 2, 3, at=path)) as server:
        outcomes = ask(here, live(PAGED), server, monkeypatch)
    assert whats(outcomes) == {"answer-1.json": "fetched", "answer-2.json": "repeated"}
    assert kept(here) == ["answer-1.json"]


def test_a_cap_is_noticed(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    table = {**PAGED, "next": {**PAGED["next"], "last": 2}}
    with replay(lambda path: page(int(path[-1]))) as server:
        outcomes = ask(here, live(table), server, monkeypatch)
    assert [outcome.what for outcome in outcomes] == ["fetched", "fetched", "capped"]
    assert "2 items read" in outcomes[-1].detail


def test_a_total_ends_the_pages(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    table = {
        "endpoint": "https://api.example/jobs?limit=2&offset={offset}",
        "next": {"by": "offset", "step": 2, "items": "jobs", "total": "meta.total"},
    }
    with replay(lambda path: page(int(path[-1]), int(path[-1]) + 1, meta={"total": 4})) as server:
        outcomes = ask(here, live(table), server, monkeypatch)
    assert [path.partition("offset=")[2] for path in server.paths] == ["0", "2"]
    assert [outcome.name for outcome in outcomes] == ["answer-1.json", "answer-2.json"]


@pytest.mark.parametrize(("by", "endpoint"), [("cursor", "?cursor={cursor}"), ("link", "")])
def test_an_answer_says_where_to_go_on(here: Home, monkeypatch: pytest.MonkeyPatch, by: str, endpoint: str) -> None:
    table = {"endpoint": f"https://api.example/jobs{endpoint}", "next": {"by": by, "next": "go.on", "items": "jobs"}}
    more = {"": "b", "b": "c"}

    def script(path: str) -> Answer:
        at = path.partition("cursor=")[2]
        onward = f"https://api.example/jobs?cursor={more.get(at)}" if by == "link" else more.get(at)
        return page(*{"": (1, 2), "b": (3, 4), "c": (5, 6)}[at], go={"on": onward if at in more else None})

    with replay(script) as server:
        outcomes = ask(here, live(table), server, monkeypatch)
    assert [path.partition("cursor=")[2] for path in server.paths] == ["", "b", "c"]
    assert {outcome.what for outcome in outcomes} == {"fetched"}


def test_a_link_leads_nowhere_else(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"endpoint": "https://api.example/jobs", "next": {"by": "link", "next": "on", "items": "jobs"}}
    with replay(lambda path: page(1, on="https://elsewhere.example/2")) as server:
        outcomes = ask(here, live(table), server, monkeypatch)
    assert [(outcome.what, outcome.detail) for outcome in outcomes[1:]] == [("refused", "another host: elsewhere.example")]
    assert len(server.paths) == 1


EACH = {
    "endpoint": "https://api.example/list",
    "each": {
        "items": "jobs",
        "id": "id",
        "changed": "moved",
        "endpoint": "https://api.example/job/{id}",
        "names": "job/{id}.json",
    },
}


def test_only_new_and_changed_ads_are_asked_for(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [{"id": 1, "moved": "a"}, {"id": 2, "moved": "a"}, {"id": 9, "moved": "a"}]

    def script(path: str) -> Answer:
        if path.endswith("/list"):
            return Answer(body=json.dumps({"jobs": listed}).encode())
        return Answer(404) if path.endswith("/9") else Answer(body=json.dumps({"is": path, "as": listed}).encode())

    with replay(script) as server:
        first = ask(here, live(EACH), server, monkeypatch)
        listed[1:] = [{"id": 2, "moved": "b"}, {"id": 3, "moved": "a"}]
        again = ask(here, live(EACH), server, monkeypatch, again=True)
    assert whats(first) == {
        "list/answer.json": "fetched", "job/1.json": "fetched", "job/2.json": "fetched", "job/9.json": "empty",
    }  # fmt: skip
    assert whats(again) == {"list/answer.json": "fetched", "job/2.json": "fetched", "job/3.json": "fetched"}
    assert "the ad is gone" in next(one.detail for one in first if one.name == "job/9.json")


def test_an_ad_that_is_still_listed_was_seen_again(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [{"id": 1}, {"id": 2}]
    start = gathering.now()
    with replay(lambda path: Answer(body=json.dumps({"jobs": listed, "of": path}).encode())) as server:
        ask(here, live(EACH), server, monkeypatch)
        listed.pop()
        monkeypatch.setattr(gathering, "now", lambda: start + timedelta(days=3))
        ask(here, live(EACH), server, monkeypatch)
    assert sum("/job/" in path for path in server.paths) == 2
    seen = {name: (at - start).days for (name, _), at in snapshots.last_seen(here.snapshots, "acme").items()}
    assert (seen["job/1.json"], seen["job/2.json"]) == (3, 0)


def test_a_further_level_and_what_is_wanted_of_it(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmarket.live.plan.shelf", lambda name: {})
    topics = {"11": "Who is hiring? (May 2026)", "12": "Who wants to be hired?", "13": "Who is hiring? (April 2026)"}

    def script(path: str) -> Answer:
        if "algolia" in path:
            return Answer(503)
        if "/user/" in path:
            return Answer(body=json.dumps({"submitted": [11, 12, 13, 14, 15, 16, 17, 18]}).encode())
        item = path.rpartition("/")[2].removesuffix(".json")
        kids = [int(item) * 10 + 1, int(item) * 10 + 2] if len(item) == 2 else []
        return Answer(body=json.dumps({"id": int(item), "title": topics.get(item), "kids": kids}).encode())

    with replay(script) as server:
        outcomes = ask(here, source("hacker-news"), server, monkeypatch, since=date(2026, 5, 1))
    assert "numericFilters=created_at_i%3E%3D1777593600" in server.paths[0]
    by_name = whats(outcomes)
    assert by_name["list/threads-0.json"] == "failed"
    assert {name for name in by_name if name.count("/") == 3} == {
        "firebase/item/11/111.json", "firebase/item/11/112.json",
        "firebase/item/13/131.json", "firebase/item/13/132.json",
    }  # fmt: skip
    assert sum("/v0/item/" in path for path in server.paths) == 6 + 4


def test_threads_are_found_by_search_and_taken_anew_when_they_grow(
    here: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    hits = [
        {"objectID": "900", "title": "Ask HN: Who is hiring? (May 2026)", "num_comments": 3},
        {"objectID": "901", "title": "Ask HN: Who wants to be hired? (May 2026)", "num_comments": 3},
    ]

    def script(path: str) -> Answer:
        if "search_by_date" in path:
            return Answer(body=json.dumps({"hits": hits, "nbHits": 2}).encode())
        return Answer(body=json.dumps({"id": 900, "title": hits[0]["title"], "n": hits[0]["num_comments"]}).encode())

    with replay(script) as server:
        first = ask(here, source("hacker-news"), server, monkeypatch)
        still = ask(here, source("hacker-news"), server, monkeypatch, again=True)
        hits[0]["num_comments"] = 4
        grown = ask(here, source("hacker-news"), server, monkeypatch, again=True)
    assert whats(first) == {"list/threads-0.json": "fetched", "item/900.json": "fetched"}
    assert whats(still) == {"list/threads-0.json": "unchanged"}
    assert whats(grown) == {"list/threads-0.json": "fetched", "item/900.json": "fetched"}


def test_a_board_of_the_other_lever_host_is_found_there(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BOARDS, "lever", ["birchwood", "fjord"])

    def script(path: str) -> Answer:
        return Answer(404) if path.startswith("/api.lever.co/v0/postings/fjord") else Answer(body=b'[{"id": "d-1"}]')

    with replay(script) as server:
        outcomes = ask(here, source("lever"), server, monkeypatch)
    assert [(one.name, one.what) for one in outcomes] == [
        ("birchwood.json", "fetched"), ("fjord.json", "unknown-tenant"), ("fjord.json", "fetched"),
    ]  # fmt: skip
    assert [(one.name, one.what) for one in last_outcomes(here, source("lever"))] == [
        ("birchwood.json", "fetched"), ("fjord.json", "fetched"),
    ]  # fmt: skip


def test_sitemaps_lead_to_pages_of_their_own_host(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    table = {
        "endpoint": "https://jobs.example/sitemap.xml",
        "accept": "text/html, application/xml",
        "each": {"items": "sitemap:", "id": "", "endpoint": "{id}", "names": "{id}"},
    }
    index = "<sitemapindex xmlns='http://x.example/s'><sitemap><loc>https://jobs.example/a.xml</loc></sitemap></sitemapindex>"
    leaf = "".join(f"<url><loc>https://{host}</loc></url>" for host in ("jobs.example/job/1", "other.example/job/2"))

    def script(path: str) -> Answer:
        body = index if path.endswith("sitemap.xml") else f"<urlset>{leaf}</urlset>" if path.endswith(".xml") else "<p>"
        return Answer(body=body.encode(), headers={"Content-Type": "text/xml"})

    with replay(script) as server:
        outcomes = ask(here, live(table), server, monkeypatch)
    assert sorted(server.paths) == ["/jobs.example/a.xml", "/jobs.example/job/1", "/jobs.example/sitemap.xml"]
    assert whats(outcomes)["https://jobs.example/job/1"] == "fetched"
    assert whats(outcomes)["https://other.example/job/2"] == "refused"


def test_xml_items(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    table = {
        "endpoint": "https://jobs.example/feed",
        "accept": "application/xml",
        "each": {"items": "xml:jobs/job", "id": "@nr", "where": {"kind": "ml"},
                 "endpoint": "https://jobs.example/job/{id}", "names": "job/{id}.xml"},
    }  # fmt: skip
    feed = b"<feed><jobs><job nr='7'><kind>ml</kind></job><job nr='8'><kind>ops</kind></job></jobs></feed>"
    with replay(lambda path: Answer(body=feed)) as server:
        ask(here, live(table), server, monkeypatch)
    assert server.paths == ["/jobs.example/feed", "/jobs.example/job/7"]


def test_over_items_and_months(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "now", lambda: NOW)
    table = {
        "endpoint": "https://api.example/q?{fruit}={fruit:word}&a={from:compact}&b={to:epoch}&c={last}&d={from:%Y/%m}",
        "over": {"fruit": "fruit.red"},
        "window": "month",
        "from": date(2026, 1, 1),
    }
    NOW = gathering.datetime(2026, 3, 10, tzinfo=gathering.UTC)
    with replay(lambda path: Answer()) as server:
        outcomes = ask(here, live(table), server, monkeypatch, since=date(2026, 2, 14))
        assert server.paths == [
            f"/api.example/q?{name}={word}&a=20260301&b=1775001600&c=2026-03-31&d=2026%2F03"
            for name, word in (("apple", "an%20apple"), ("cherry", "cherries"))
        ] + [
            f"/api.example/q?{name}={word}&a=20260201&b=1772323200&c=2026-02-28&d=2026%2F02"
            for name, word in (("apple", "an%20apple"), ("cherry", "cherries"))
        ]
        assert outcomes[0].name == "apple-2026-03-01.json"
        # A year later only the months that were not over when they were asked for are asked again.
        later = NOW + timedelta(days=30)
        monkeypatch.setattr(gathering, "now", lambda: later)
        again = ask(here, live(table), server, monkeypatch, since=date(2026, 2, 1))
    assert Counter(one.name for one in again) == Counter(
        f"{fruit}-2026-{month}-01.json" for fruit in ("apple", "cherry") for month in ("03", "04")
    )


def test_what_is_fresh_is_not_asked_again(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    start = gathering.now()
    with replay(lambda path: Answer(body=JOBS)) as server:
        ask(here, live({**ONE, "every_hours": 6}), server, monkeypatch)
        monkeypatch.setattr(gathering, "now", lambda: start + timedelta(hours=5, minutes=59))
        fresh = ask(here, live({**ONE, "every_hours": 6}), server, monkeypatch)
        monkeypatch.setattr(gathering, "now", lambda: start + timedelta(hours=6, minutes=1))
        stale = ask(here, live({**ONE, "every_hours": 6}), server, monkeypatch)
    assert [one.what for one in (*fresh, *stale)] == ["fresh", "unchanged"]
    assert len(server.paths) == 2
    assert [one.what for one in last_outcomes(here, live(ONE))] == ["unchanged"]


def test_a_second_run_with_nothing_new_brings_next_to_no_bytes(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BOARDS, "greenhouse", [f"board-{number}" for number in range(20)])
    body = json.dumps({"jobs": [{"id": n, "content": f"an ad {n} " * 40} for n in range(50)]}).encode()
    start = gathering.now()
    with replay(lambda path: Answer(body=body, tag='"v1"')) as server:
        first = ask(here, source("greenhouse"), server, monkeypatch)
        held = sum(server.sent)
        monkeypatch.setattr(gathering, "now", lambda: start + timedelta(days=1))
        second = ask(here, source("greenhouse"), server, monkeypatch)
    assert {one.what for one in first} == {"fetched"}
    assert {one.what for one in second} == {"unchanged"}
    assert held == 20 * len(body)
    assert sum(server.sent) - held < 0.05 * held
    assert sum(one.received for one in second) == 0
    times = snapshots.last_seen(here.snapshots, "greenhouse").values()
    assert {(at - start).days for at in times} == {1}


def test_same_bytes_without_a_validator_are_kept_once_and_seen_again(
    here: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with replay(lambda path: Answer(body=JOBS)) as server:
        for _ in range(2):
            outcomes = ask(here, live(ONE), server, monkeypatch, again=True)
    assert [(one.what, one.detail) for one in outcomes] == [("unchanged", "the same bytes")]
    assert kept(here) == ["answer.json"]


def test_a_validator_is_not_shown_once_the_file_is_gone(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with replay(lambda path: Answer(body=JOBS, tag='"v1"')) as server:
        ask(here, live(ONE), server, monkeypatch)
        (held,) = snapshots.snapshots(here.snapshots, "acme")
        (here.snapshots / held.path).unlink()
        outcomes = ask(here, live(ONE), server, monkeypatch, again=True)
    assert whats(outcomes) == {"answer.json": "fetched"}
    assert snapshots.read(here.snapshots, held) == JOBS


def test_a_run_that_was_cut_off_goes_on_where_it_ended(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    asked: list[str] = []

    def script(path: str) -> Answer:
        asked.append(path)
        if "/job/" in path:
            return Answer(body=json.dumps({"is": path}).encode())
        number = int(path[-1])
        return page(*(() if number > 3 else range(number * 10, number * 10 + 5)))

    table = {
        "endpoint": "https://api.example/list?page={page}",
        "next": {"by": "page", "items": "jobs"},
        "each": {key: value for key, value in EACH["each"].items() if key not in ("items", "changed")},
    }
    whole = gathering.Gathering._taken

    def killing(self: Any, *args: Any) -> Any:
        if len(asked) == 9:
            raise Killed
        return whole(self, *args)

    with replay(script) as server:
        monkeypatch.setattr(gathering.Gathering, "_taken", killing)
        with pytest.raises(Killed):
            ask(here, live(table), server, monkeypatch)
        monkeypatch.undo()
        few = asked[:-1]  # the last answer arrived, but was never written down
        ask(here, live(table), server, monkeypatch)
    assert len(few) == 8
    assert Counter(asked)[asked[8]] == 2
    assert all(Counter(asked)[path] == 1 for path in few)
    assert sum("/job/" in path for path in set(asked)) == 15


def test_a_source_without_its_key_says_so(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JOBMARKET_ACME_KEY", raising=False)
    table = {**ONE, "key": "JOBMARKET_ACME_KEY", "also_hosts": ["other.example"]}
    with replay(lambda path: Answer(302, headers={"Location": "https://other.example/"}) if "api." in path else Answer()) as server:
        (outcome,) = ask(here, live(table), server, monkeypatch)
        assert (outcome.what, outcome.detail, server.paths) == ("no-key", "set JOBMARKET_ACME_KEY", [])
        monkeypatch.setenv("JOBMARKET_ACME_KEY", "hush")
        ask(here, live(table), server, monkeypatch)
    assert [headers.get("authorization") for _, headers in server.asked] == ["Bearer hush", None]
    assert "hush" not in (here.snapshots / "acme" / OUTCOMES_FILE).read_text()


def test_ads_kept_too_long_are_let_go(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    start = gathering.now()
    table = {**ONE, "retention_days": 30}
    answers = iter([JOBS, b'{"jobs": []}'])
    with replay(lambda path: Answer(body=next(answers))) as server:
        ask(here, live(table), server, monkeypatch)
        (old,) = snapshots.snapshots(here.snapshots, "acme")
        monkeypatch.setattr(gathering, "now", lambda: start + timedelta(days=31))
        ask(here, live(table), server, monkeypatch)
    assert [one.bytes for one in snapshots.snapshots(here.snapshots, "acme")] == [12]
    assert not (here.snapshots / old.path).exists()


def test_a_name_that_was_forgotten_is_not_asked_for(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with replay(lambda path: Answer(body=JOBS)) as server:
        ask(here, live(ONE), server, monkeypatch)
        (held,) = snapshots.snapshots(here.snapshots, "acme")
        snapshots.forget(here.snapshots, held, when=gathering.now(), whole_name=True)
        assert ask(here, live(ONE), server, monkeypatch, again=True) == []
    assert len(server.paths) == 1
    assert kept(here) == []


def test_a_damaged_record_says_where(here: Home) -> None:
    path = here.snapshots / "acme" / OUTCOMES_FILE
    path.parent.mkdir(parents=True)
    path.write_text('{"nothing": 1}\n{"source"')
    with pytest.raises(StateError, match="line 1 is no outcome"):
        last_outcomes(here, live(ONE))


def test_a_record_cut_short_by_a_crash_goes_on(here: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    path = here.snapshots / "acme" / OUTCOMES_FILE
    with replay(lambda path: Answer(body=JOBS)) as server:
        ask(here, live(ONE), server, monkeypatch)
        with path.open("a") as file:
            file.write('{"source": "acme", "na')
        ask(here, live(ONE), server, monkeypatch, again=True)
    assert [one.what for one in last_outcomes(here, live(ONE))] == ["unchanged"]
    assert all(json.loads(line) for line in path.read_text().splitlines())


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({}, "starts with https"),
        ({"endpoint": "http://api.example"}, "starts with https"),
        ({"endpoint": "https://me@api.example/"}, "names a user"),
        ({**ONE, "evry_hours": 3}, "has no evry_hours"),
        ({"endpoint": "https://api.example/{bord}"}, "knows no bord"),
        ({"endpoint": "https://api.example/{page}"}, "counts"),
        ({"endpoint": "https://api.example/{from}"}, "says 'from' when"),
        ({**ONE, "window": "month", "from": date(2020, 1, 1)}, "does not ask for"),
        ({**ONE, "over": {"fruit": "fruit.red"}}, "does not ask for fruit"),
        ({**ONE, "next": {"by": "turn"}}, "goes on by one of"),
        ({**PAGED, "next": {"by": "page"}}, "names the path 'items'"),
        ({**ONE, "next": {"by": "cursor"}}, "names the path 'next'"),
        ({**ONE, "each": {"id": "id"}}, "'items' where"),
        ({**ONE, "each": {**EACH["each"], "endpoint": "ftp://x"}}, "starts with https"),
        ({**ONE, "otherwise": {"endpoint": "gopher://x"}}, "live.otherwise starts with https"),
        ({**ONE, "seconds_between": "1"}, "is a number"),
        ({**ONE, "concurrency": 0}, "is a whole number"),
        ({**ONE, "also_hosts": ["https://x.example/"]}, "are host names"),
        ({**ONE, "unknown": {"statuses": [404]}}, "has no statuses"),
        ({**ONE, "default": "no"}, "is true or false"),
    ],
)
def test_a_misspelt_declaration_is_refused(table: dict[str, Any], told: str) -> None:
    with pytest.raises(DeclarationError, match=told):
        parse_live(table)
