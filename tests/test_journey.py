"""The whole way on made-up ads: from files to verdicts and pages, and back to the same bytes."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from made_up_home import HN, QUIET, fill, new_home
from made_up_posts import posts
from replay import Answer, replay

from jobmarket import explain, forgetting, journey, snapshots, versions, warehouse
from jobmarket.build import Promise
from jobmarket.catalog.sources import Source, source
from jobmarket.errors import PromiseBroken, StateError, UsageError
from jobmarket.home import Home
from jobmarket.live import Outcome, gathering


def ask(here: Home, sql: str) -> list[tuple[object, ...]]:
    with warehouse.connect(here) as connection:
        return connection.execute(sql).fetchall()


def test_a_source_named_twice_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def gather(_home: Home, each: Source, **_more: object) -> list[Outcome]:
        asked.append(each.name)
        return []

    monkeypatch.setattr(journey, "gather", gather)
    journey.gather_sources(new_home(tmp_path), ["greenhouse", "ashby", "greenhouse"], None, QUIET)
    assert sorted(asked) == ["ashby", "greenhouse"]


def test_every_ad_arrives_once(travelled: Home) -> None:
    assert ask(travelled, "SELECT count(*), count(DISTINCT posting_id) FROM postings") == [(300, 300)]
    assert ask(travelled, "SELECT DISTINCT source FROM postings") == [("hacker-news",)]


def test_what_the_ads_say_arrives(travelled: Home) -> None:
    (counts,) = ask(
        travelled,
        """SELECT count(*) FILTER (list_contains(frameworks, 'pytorch')) BETWEEN 60 AND 140,
                  count(*) FILTER (pay_usd BETWEEN 70000 AND 220000) > 40
                  -- A bare $ means a dollar only where the ad's own country has one.
                  AND bool_and(pay_usd IS NULL OR list_has_any(countries, ['US', 'CA', 'SG'])),
                  count(*) FILTER (list_contains(countries, 'DE')) BETWEEN 25 AND 80,
                  count(DISTINCT employer_key) FROM ads""",
    )
    assert counts == (True, True, True, 12)


def test_every_claim_has_a_verdict_and_a_page_says_so(travelled: Home) -> None:
    assert ask(travelled, "SELECT count(*) FROM claims") == ask(travelled, "SELECT count(*) FROM verdicts")
    assert (travelled.site / "index.html").is_file()


def test_every_verdict_leads_to_the_ads_it_counted(travelled: Home) -> None:
    told = ask(travelled, "SELECT claim_id, sql, postings FROM verdicts WHERE sql IS NOT NULL")
    assert len(told) > 80
    with warehouse.connect(travelled) as connection:
        for claim_id, sql, postings in told:
            # As printed, and as part of another query.
            assert len(warehouse.query(connection, str(sql))) == postings, claim_id
            counted = warehouse.query(connection, f"SELECT count(DISTINCT posting_id) AS n FROM ({sql})")
            assert counted["n"].to_pylist() == [postings], claim_id


def test_promises_hold_and_are_counted(travelled: Home) -> None:
    with warehouse.connect(travelled) as connection:
        _, broken = explain.promises(connection)
    # The source's own expectation (54,497 posts) cannot hold for 300 made-up ones: that is the one to break.
    assert [one["where"] for one in broken if not one["where"].startswith("sources/")] == []
    assert f"sources/{HN}.toml" in [one["where"] for one in broken]


def test_going_again_changes_nothing(travelled: Home) -> None:
    tables = ("postings", "mentions", "salaries", "locations", "verdicts", "verdict_evidence", "verdict_history")
    sql = " UNION ALL ".join(f"SELECT '{name}', md5(string_agg(t::VARCHAR, chr(10))) FROM {name} AS t" for name in tables)
    before, pages = ask(travelled, sql), _pages(travelled)
    journey.run(travelled, QUIET)
    assert ask(travelled, sql) == before
    assert _pages(travelled) == pages


def _pages(here: Home) -> dict[str, bytes]:
    return {str(f.relative_to(here.site)): f.read_bytes() for f in sorted(here.site.rglob("*")) if f.is_file()}


def test_a_build_that_breaks_a_promise_leaves_the_published_one(
    travelled: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from jobmarket import build

    before = travelled.warehouse.resolve()
    changed = tuple(
        replace(table, always=(*table.always, Promise("nobody is hired", "false")))
        if table.name == "postings"
        else table
        for table in build.tables()
    )
    monkeypatch.setattr(build, "tables", lambda: changed)
    with pytest.raises(PromiseBroken, match="nobody is hired"):
        versions.build_warehouse(travelled, QUIET)
    assert travelled.warehouse.resolve() == before


def test_evidence_is_the_same_bytes_wherever_it_is_made(travelled: Home, tmp_path: Path) -> None:
    other = new_home(tmp_path)
    fill(other, posts(300), tmp_path / "other-files")
    for here, target in ((travelled, tmp_path / "a"), (other, tmp_path / "b")):
        journey.ship_evidence(here, [HN], target, QUIET)
    files = sorted((tmp_path / "a" / HN).iterdir())
    assert [file.name for file in files] == ["postings.parquet", "source.json"]
    for file in files:
        assert file.read_bytes() == (tmp_path / "b" / HN / file.name).read_bytes()


def test_shipped_evidence_speaks_as_its_files_do(travelled: Home, tmp_path: Path) -> None:
    other = new_home(tmp_path)
    journey.ship_evidence(travelled, [HN], other.evidence, QUIET)
    versions.build_warehouse(other, QUIET)
    sql = "SELECT md5(string_agg(t::VARCHAR, chr(10))) FROM (SELECT * FROM ads) AS t"
    assert ask(other, sql) == ask(travelled, sql)


def test_new_ads_are_read_and_old_ones_are_not_lost(travelled: Home, tmp_path: Path) -> None:
    here = new_home(tmp_path)
    fill(here, posts(50), tmp_path / "files")
    journey.read(here, QUIET)
    fill(here, posts(20, first_id=9000, seed=3), tmp_path / "files")
    versions.build_warehouse(here, QUIET) if journey.read(here, QUIET) else pytest.fail("nothing was read")
    assert ask(here, "SELECT count(*) FROM postings") == [(70,)]


def test_files_of_something_else_are_refused(tmp_path: Path) -> None:
    here = new_home(tmp_path)
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    with pytest.raises(UsageError, match="none of 1 files is of") as caught:
        journey.import_files(here, source(HN), [tmp_path / "photo.png"], QUIET)
    assert "jsonl" in caught.value.todo


def test_without_any_facts_the_build_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="no facts to build from"):
        versions.build_warehouse(new_home(tmp_path), QUIET)


def test_a_live_run_brings_new_ads_into_the_warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = {
        "jobs": [
            {
                "id": 31,
                "title": "Machine Learning Engineer",
                "company_name": "Quayside",
                "absolute_url": "https://boards.example/quayside/31",
                "location": {"name": "Porto, Portugal"},
                "first_published": "2026-04-02T09:00:00-05:00",
                "content": "&lt;p&gt;You train models with PyTorch or JAX. Salary: €60,000 - €80,000 a year.&lt;/p&gt;",
            }
        ]
    }
    monkeypatch.setattr("jobmarket.live.plan.shelf", lambda _: {"greenhouse": ["quayside", "gone"]})
    here = new_home(tmp_path)
    fill(here, posts(120), tmp_path / "files")
    journey.read(here, QUIET)

    def script(path: str) -> Answer:
        return Answer(404) if "/gone/" in path else Answer(body=json.dumps(jobs).encode())

    with replay(script) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        journey.run(here, QUIET, live=True, names=["greenhouse"])
    assert ask(
        here,
        """SELECT title, employer, url, frameworks, round(pay_usd / 1000) BETWEEN 70 AND 90, countries
           FROM ads JOIN postings USING (posting_id, title, countries) WHERE postings.source = 'greenhouse'""",
    ) == [
        (
            "Machine Learning Engineer",
            "Quayside",
            "https://boards.example/quayside/31",
            ["jax", "pytorch"],
            True,
            ["PT"],
        )
    ]
    assert ask(here, "SELECT count(*) FROM postings") == [(121,)]
    with warehouse.connect(here) as connection:
        status = explain.status(connection, here).set_index("source")
    assert ask(here, "SELECT snapshot, severity, what FROM issues WHERE source = 'greenhouse'") == [
        ("gone.json", "warning", "not gathered: unknown-tenant (404)")
    ]
    assert status.loc["greenhouse", "last_gathering"] == "1 fetched, 1 unknown-tenant"


@pytest.mark.parametrize("live", [False, True])
def test_a_run_of_one_source_reads_no_other_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_board: None, live: bool
) -> None:
    here = new_home(tmp_path)
    with replay(lambda path: Answer(body=_board(ML))) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        journey.gather_sources(here, ["greenhouse"], None, QUIET)
        fill(here, posts(60), tmp_path / "files")
        monkeypatch.setattr(versions, "build_warehouse", lambda home, progress, *, kind: None)
        journey.run(here, QUIET, live=live, names=["greenhouse"])
    assert [folder.name for folder in here.facts.iterdir()] == ["greenhouse"]
    journey.run(here, QUIET)
    assert sorted(folder.name for folder in here.facts.iterdir()) == ["greenhouse", HN]


GREENHOUSE = "https://boards.example/quayside"


def _board(*ads: tuple[int, str, str]) -> bytes:
    """A board's answer: (id, title, text) of its ads."""
    jobs = [
        {
            "id": number,
            "title": title,
            "company_name": "Quayside",
            "absolute_url": f"{GREENHOUSE}/{number}",
            "first_published": "2026-04-02T09:00:00-05:00",
            "content": text,
        }
        for number, title, text in ads
    ]
    return json.dumps({"jobs": jobs}).encode()


ML = (31, "Machine Learning Engineer", "You train models with PyTorch.")
DATA = (32, "Data Scientist", "You work with TensorFlow.")


@pytest.fixture
def one_board(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmarket.live.plan.shelf", lambda _: {"greenhouse": ["quayside"]})


def _gather(here: Home, day: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gather on a later day; how it ended."""
    moment = datetime(2026, 5, 1, 9, tzinfo=UTC) + timedelta(days=day)
    monkeypatch.setattr(gathering, "now", lambda: moment)
    return [outcome.what for outcome in journey.gather_sources(here, ["greenhouse"], None, QUIET)]


def _seen(here: Home) -> list[tuple[object, ...]]:
    sql = """SELECT native_id, strftime(first_seen_at, '%d'), strftime(last_seen_at, '%d')
             FROM postings WHERE source = 'greenhouse' ORDER BY 1"""
    return ask(here, sql)


def test_an_unchanged_answer_moves_last_seen_without_being_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_board: None
) -> None:
    here = new_home(tmp_path)
    fill(here, posts(60), tmp_path / "files")
    answers = {0: _board(ML, DATA), 1: _board(ML, DATA), 2: _board(ML)}
    with replay(lambda path: Answer(body=answers[today], tag=str(len(answers[today])))) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        today = 0
        assert _gather(here, today, monkeypatch) == ["fetched"]
        parts = journey.read(here, QUIET)
        versions.build_warehouse(here, QUIET)
        assert _seen(here) == [("31", "01", "01"), ("32", "01", "01")]
        today = 1
        assert _gather(here, today, monkeypatch) == ["unchanged"]
        read = {part: part.stat().st_mtime_ns for part in parts}
        assert {part: part.stat().st_mtime_ns for part in journey.read(here, QUIET)} == read
        versions.build_warehouse(here, QUIET)
        assert _seen(here) == [("31", "01", "02"), ("32", "01", "02")]
        today = 2
        assert _gather(here, today, monkeypatch) == ["fetched"]
    journey.read(here, QUIET)
    versions.build_warehouse(here, QUIET)
    # The ad that vanished is closed, not deleted: it was last seen in the last answer that held it.
    assert _seen(here) == [("31", "01", "03"), ("32", "01", "02")]
    with warehouse.connect(here) as connection:
        status = explain.status(connection, here).set_index("source")
    assert status.loc["greenhouse", "last_success"] == "2026-05-03"


def test_what_was_read_is_told_of_all_parts_of_a_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmarket.live.plan.shelf", lambda _: {"greenhouse": list("abcd")})
    here = new_home(tmp_path)
    fill(here, posts(60), tmp_path / "files")
    day = 0

    def answer(path: str) -> Answer:
        board = 100 * "abcd".index(path.split("/")[4])
        later = (board + 3, *ML[1:]) if day and board == 0 else (board + 2, *DATA[1:])
        return Answer(body=(held := _board((board + 1, *ML[1:]), later)), tag=str(len(held) + hash(held)))

    with replay(answer) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        for day in (0, 1):
            _gather(here, day, monkeypatch)
            parts = [part for part in journey.read(here, QUIET) if part.parent.name == "greenhouse"]
            versions.build_warehouse(here, QUIET)
    assert len(parts) == 2  # the one board that changed is too little to be merged with four
    digests = {json.loads((part / "part.json").read_text())["inputs_sha256"] for part in parts}
    (told,) = ask(here, "SELECT postings, postings_read, inputs_sha256 FROM sources WHERE source = 'greenhouse'")
    assert told[:2] == (9, 9)
    assert told[2] not in digests


def test_clocks_may_jump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_board: None) -> None:
    here = new_home(tmp_path)
    fill(here, posts(60), tmp_path / "files")
    held = _board(ML)
    runs = []
    with replay(lambda path: Answer(body=held)) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        for day, ads in ((9000, (ML,)), (0, (ML, DATA)), (400, (DATA,))):  # far ahead, set right, ahead again
            held = _board(*ads)
            monkeypatch.setattr(versions, "_now", partial("{}-05-01T09:00:00Z".format, 2026 + day // 365))
            assert _gather(here, day, monkeypatch) == ["fetched"]
            journey.read(here, QUIET)
            runs.append(versions.build_warehouse(here, QUIET))
            assert here.current.resolve() == runs[-1].version
    assert ask(here, "SELECT run_id FROM runs ORDER BY run_id") == sorted((run.run_id,) for run in runs)
    assert [native for native, *_ in _seen(here)] == ["31", "32"]
    assert [path.name[:6] for path in sorted(here.builds.iterdir())] == ["000001", "000002", "000003"]


def test_what_is_forgotten_is_gone_and_does_not_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_board: None
) -> None:
    here = new_home(tmp_path)
    fill(here, posts(60), tmp_path / "files")
    held = _board(ML, DATA)
    with replay(lambda path: Answer(body=held, tag=str(hash(held)))) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        _gather(here, 0, monkeypatch)
        (removed,) = forgetting.forget(here, QUIET, url=f"{GREENHOUSE}/32")
        assert (removed.source, removed.snapshot, removed.postings, removed.others) == ("greenhouse", "quayside.json", 1, 0)
        assert _gather(here, 1, monkeypatch) == ["unchanged"]
        journey.read(here, QUIET)
        versions.build_warehouse(here, QUIET)
        assert _seen(here) == [("31", "01", "02")]
        held = _board(ML, DATA, (33, "Researcher", "You know JAX."))
        assert _gather(here, 2, monkeypatch) == ["fetched"]
    journey.read(here, QUIET)
    versions.build_warehouse(here, QUIET)
    assert [native for native, *_ in _seen(here)] == ["31", "33"]
    stored = b"".join(
        snapshots.read(here.snapshots, one) for one in snapshots.snapshots(here.snapshots, "greenhouse")
    )
    assert b"TensorFlow" not in stored
    assert b"JAX" in stored
    files = [gzip.decompress(path.read_bytes()) for path in (here.snapshots / "greenhouse").rglob("*.gz")]
    assert not any(b"TensorFlow" in file for file in files)


def test_a_whole_board_is_forgotten_and_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_board: None
) -> None:
    here = new_home(tmp_path)
    fill(here, posts(60), tmp_path / "files")
    with replay(lambda path: Answer(body=_board(ML, DATA))) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        _gather(here, 0, monkeypatch)
        journey.read(here, QUIET)
        (removed,) = forgetting.forget(here, QUIET, employer="Quayside GmbH")
        assert (removed.postings, removed.others) == (2, 0)
        assert _gather(here, 3, monkeypatch) == []
        assert len(server.paths) == 1
    journey.read(here, QUIET)
    versions.build_warehouse(here, QUIET)
    assert _seen(here) == []


def test_one_post_is_cut_out_of_an_imported_file(tmp_path: Path) -> None:
    here = new_home(tmp_path)
    fill(here, posts(60), tmp_path / "files")
    journey.read(here, QUIET)
    versions.build_warehouse(here, QUIET)
    ((posting_id,), *_) = ask(here, "SELECT posting_id FROM postings ORDER BY 1")
    (removed,) = forgetting.forget(here, QUIET, posting=str(posting_id))
    assert (removed.postings, removed.others) == (1, 0)
    journey.read(here, QUIET)
    versions.build_warehouse(here, QUIET)
    assert ask(here, "SELECT count(*) FROM postings") == [(59,)]
    fill(here, posts(60), tmp_path / "files")
    journey.read(here, QUIET)
    versions.build_warehouse(here, QUIET)
    assert ask(here, "SELECT count(*) FROM postings") == [(59,)]


def test_shipped_evidence_of_what_is_forgotten_is_not_shown(travelled: Home, tmp_path: Path) -> None:
    other = new_home(tmp_path)
    journey.ship_evidence(travelled, [HN], other.evidence, QUIET)
    ((employer,), *_) = ask(
        travelled, "SELECT employer FROM postings WHERE employer IS NOT NULL GROUP BY 1 ORDER BY count(*), 1"
    )
    assert forgetting.forget(other, QUIET, employer=str(employer)) == []
    forgetting.forget(other, QUIET, url=str(ask(travelled, "SELECT max(url) FROM postings")[0][0]))
    versions.build_warehouse(other, QUIET)
    count = f"SELECT count(*) FROM postings WHERE employer = '{employer}'"
    assert ask(travelled, count) > ask(other, count) == [(0,)]
    assert (other.data / forgetting.FORGOTTEN_FILE).read_text().count(str(employer)) == 0


@pytest.mark.parametrize("said", [{}, {"url": "https://x.example", "posting": "a:1"}, {"employer": "…"}])
def test_forgetting_wants_to_know_what(tmp_path: Path, said: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        forgetting.forget(new_home(tmp_path), QUIET, **said)


def test_rows_that_got_lost_never_look_like_no_demand(travelled: Home, tmp_path: Path) -> None:
    here = new_home(tmp_path)
    fill(here, posts(40), tmp_path / "files")
    (part,) = journey.read(here, QUIET)
    whole = (part / "postings.parquet").read_bytes()
    for damage in (b"", whole[: len(whole) // 2]):
        (part / "postings.parquet").write_bytes(damage)
        assert journey.read(here, QUIET) == [part]
        assert (part / "postings.parquet").read_bytes() == whole
    (part / "postings.parquet").unlink()
    assert journey.read(here, QUIET) == [part]
    assert (part / "postings.parquet").read_bytes() == whole
    # Shipped evidence cannot be read again here: nothing is built without it.
    shipped = here.evidence / HN
    journey.ship_evidence(here, [HN], here.evidence, QUIET)
    versions.build_warehouse(here, QUIET)
    (shipped / "postings.parquet").unlink()
    with pytest.raises(StateError, match="lost rows") as caught:
        versions.build_warehouse(here, QUIET)
    assert "postings.parquet" in caught.value.where


_DENIED = """
import os
import jobmarket.journey, jobmarket.terminal  # while this user may still read the code
from jobmarket.__main__ import main
os.setgid(65534); os.setuid(65534)
main(["build"])
"""


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give rights away")
def test_without_the_right_to_write_the_error_says_so_and_the_old_state_stands(tmp_path: Path) -> None:
    here = new_home(tmp_path)
    fill(here, posts(40), tmp_path / "files")
    journey.read(here, QUIET)
    versions.build_warehouse(here, QUIET)
    for path in (tmp_path, *tmp_path.parents[:3]):
        path.chmod(path.stat().st_mode | 0o055)
    before = here.current.readlink()
    told = subprocess.run(
        [sys.executable, "-c", _DENIED],
        env={**os.environ, "JOBMARKET_HOME": str(here.root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    what, where, todo = told.stderr.splitlines()
    assert what == "error: the system said: Permission denied"
    assert str(here.data) in where
    assert "JOBMARKET_HOME" in todo
    assert here.current.readlink() == before


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_kept_file_that_the_disk_lost_stops_the_run_and_the_old_state_stands(tmp_path: Path, damage: str) -> None:
    here = new_home(tmp_path)
    fill(here, posts(60), tmp_path / "files")
    journey.read(here, QUIET)
    built = versions.build_warehouse(here, QUIET)
    fill(here, posts(70), tmp_path / "more")
    for kept in (here.snapshots / HN).rglob("*.gz"):
        kept.unlink() if damage == "gone" else kept.write_bytes(gzip.compress(b"something else"))
    with pytest.raises(StateError, match="a kept file of") as caught:
        journey.read(here, QUIET)
    assert "check --deep" in caught.value.todo
    assert here.current.resolve() == built.version
    assert ask(here, "SELECT count(*) FROM postings WHERE source = 'hacker-news'") == [(60,)]
    fill(here, posts(60), tmp_path / "files")
    fill(here, posts(70), tmp_path / "more")
    assert journey.read(here, QUIET)
