"""The whole way on made-up ads: from files to verdicts and pages, and back to the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_up_home import HN, QUIET, fill, new_home
from made_up_posts import posts
from replay import Answer, replay

from jobmarket import explain, journey, warehouse
from jobmarket.build import Promise
from jobmarket.catalog.sources import source
from jobmarket.errors import PromiseBroken, StateError, UsageError
from jobmarket.home import Home


def ask(here: Home, sql: str) -> list[tuple[object, ...]]:
    with warehouse.connect(here) as connection:
        return connection.execute(sql).fetchall()


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
            assert counted["n"].tolist() == [postings], claim_id


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
        journey.build_warehouse(travelled, QUIET)
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
    journey.build_warehouse(other, QUIET)
    sql = "SELECT md5(string_agg(t::VARCHAR, chr(10))) FROM (SELECT * FROM ads) AS t"
    assert ask(other, sql) == ask(travelled, sql)


def test_new_ads_are_read_and_old_ones_are_not_lost(travelled: Home, tmp_path: Path) -> None:
    here = new_home(tmp_path)
    fill(here, posts(50), tmp_path / "files")
    journey.read(here, QUIET)
    fill(here, posts(20, first_id=9000, seed=3), tmp_path / "files")
    journey.build_warehouse(here, QUIET) if journey.read(here, QUIET) else pytest.fail("nothing was read")
    assert ask(here, "SELECT count(*) FROM postings") == [(70,)]


def test_files_of_something_else_are_refused(tmp_path: Path) -> None:
    here = new_home(tmp_path)
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    with pytest.raises(UsageError, match="none of 1 files is of") as caught:
        journey.import_files(here, source(HN), [tmp_path / "photo.png"], QUIET)
    assert "jsonl" in caught.value.todo


def test_without_any_facts_the_build_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="no facts to build from"):
        journey.build_warehouse(new_home(tmp_path), QUIET)


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
    monkeypatch.setattr("jobmarket.gather.shelf", lambda _: {"greenhouse": ["quayside", "gone"]})
    here = new_home(tmp_path)
    fill(here, posts(120), tmp_path / "files")

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
