"""Answers about trend figures become figures of whole periods, on their level, and of nothing else."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from made_up_warehouse import make_warehouse
from pace import at_most
from replay import Answer, replay

from jobmarket import build, snapshots
from jobmarket.catalog import shelf
from jobmarket.catalog.sources import Source, source, sources
from jobmarket.errors import DeclarationError, ReadError
from jobmarket.facts import SCHEMA
from jobmarket.home import PROJECT, Home
from jobmarket.live import gather
from jobmarket.live.plan import first_asks
from jobmarket.parts import write_part
from jobmarket.progress import Progress
from jobmarket.raw.figures import load_figures
from jobmarket.readers import read_snapshot, read_snapshots
from jobmarket.readers.answers import asked
from jobmarket.readers.dating import level_at, period_end, period_of
from jobmarket.readers.fields import Context, Record, resolve
from jobmarket.reading import read_new
from jobmarket.records import Observation, Reading, Snapshot
from jobmarket.site import Ask, Section
from jobmarket.site.pages import compose_all
from jobmarket.trends import load_trends

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "trends"
SEEN = datetime(2026, 11, 21, 4, tzinfo=UTC)
LIVE = (
    "arxiv-mentions", "github-innovation-graph", "github-repositories", "huggingface-models", "openalex-works",
    "pypi-clickhouse", "pypistats", "stackexchange", "wikipedia-pageviews",
)  # fmt: skip
CONTINUED = ("pypi-downloads", "pypi-downloads-others", "github-stars", "github-forks", "so-questions",
             "github-topic-developers", "github-topic-developers-fields")  # fmt: skip


def read(name: str, file: str, content: Any, seen: datetime = SEEN) -> Reading:
    """One answer of a declared source."""
    data = content if isinstance(content, bytes) else (
        content if isinstance(content, str) else json.dumps(content)
    ).encode()  # fmt: skip
    return read_snapshot(source(name), Snapshot(name, file, "", "", seen), data)


def values(reading: Reading) -> dict[tuple[str, str, str], float]:
    """(series, term, ISO date) → value."""
    return {(o.series, o.term, o.date.isoformat()): o.value for o in reading.observations}


def told(reading: Reading) -> str:
    return "; ".join(f"{issue.severity}: {issue.what}" for issue in reading.issues)


# periods and levels -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "end"),
    [("day", "2025-11-02"), ("week", "2025-11-08"), ("month", "2025-12-01"), ("quarter", "2026-02-01"),
     ("year", "2026-11-01")],
)  # fmt: skip
def test_a_period_ends_on_the_day_after_it(period: str, end: str) -> None:
    assert period_end(date(2025, 11, 1), period).isoformat() == end


def test_odd_periods_are_refused() -> None:
    with pytest.raises(DeclarationError, match="fortnight"):
        period_end(date(2025, 11, 1), "fortnight")
    with pytest.raises(ReadError, match="no date"):
        period_of("2025110x00", "%Y%m%d%H")
    assert period_of("2025110100", "%Y%m%d%H") == date(2025, 11, 1)


def test_levels_of_live_figures_are_those_of_the_shipped_ones() -> None:
    shipped = load_trends(SHIPPED)
    rows = shipped[shipped["series"].isin(CONTINUED)]
    assert set(rows["series"]) == set(CONTINUED)
    for row in rows.itertuples():
        assert level_at(str(row.series), row.date.date()) == row.level, row
    # A break that names its series concerns no other; a series made by a form is found by it.
    assert level_at("conference-papers-iclr", date(2021, 5, 1)) == 1
    assert level_at("conference-papers-icml", date(2021, 5, 1)) == 0
    assert level_at("never-heard-of", date(2026, 1, 1), [{"date": date(2020, 1, 1)}]) == 1


def test_units_are_those_of_the_shipped_figures() -> None:
    shipped = load_trends(SHIPPED).groupby("series")["unit"].first()
    found: dict[str, set[str]] = {}
    for name in LIVE:
        for sample in source(name).samples:
            snapshots = [
                Snapshot(name, file, "", "", source(name).seen_at_of(file) or SEEN) for file in sample.files
            ]
            content = {file: text.lstrip("\n").encode() for file, text in sample.files.items()}
            for reading in read_snapshots(source(name), snapshots, lambda one, c=content: c[one.name]):  # type: ignore[misc]
                for one in reading.observations:
                    found.setdefault(one.series, set()).add(one.unit)
    continued = {name: units for name, units in found.items() if name in shipped.index}
    assert set(continued) == set(CONTINUED) - {"pypi-downloads-others"}
    for series, units in continued.items():
        assert units == {shipped[series]}, series


# the shelf ----------------------------------------------------------------------------------------------


def test_the_shelf_calls_things_as_the_shipped_figures_do() -> None:
    maps, live = shelf("trends")["maps"], shelf("series")
    shipped = {"packages": {**maps["packages"], **maps["other-packages"]}, "few-packages": maps["packages"],
               "repositories": maps["repositories"], "tags": maps["names"], "topics": maps["names"]}  # fmt: skip
    met = 0
    for table, names in shipped.items():
        for called, item in live[table].items():
            if called in names:
                met += 1
                assert (item["term"] if isinstance(item, Mapping) else item) == names[called], called
    assert met > 40
    for called, item in live["packages"].items():
        is_framework = called in maps["packages"]
        assert item["series"] == ("pypi-downloads" if is_framework else "pypi-downloads-others"), called


def test_every_list_on_the_shelf_is_asked_for() -> None:
    paths = {path for one in sources().values() if one.live for path in one.live.over.values()}
    used = {
        entry.options["terms"]
        for one in sources().values()
        for entry in one.inputs
        if "terms" in entry.options
    }
    assert {f"series.{name}" for name in shelf("series")} == used
    assert {path for path in paths if path.startswith("series.")} <= used


@pytest.mark.parametrize("name", LIVE)
def test_every_request_s_name_leads_back_to_its_term(name: str) -> None:
    declared = source(name)
    assert declared.live is not None
    assert declared.live.default
    requests = list(first_asks(declared, declared.live, None, date(2026, 11, 21)))
    assert requests
    for request in requests:
        assert request.url.startswith("https://")
        assert "{" not in request.url
        assert " " not in request.url
        entry = declared.input_for(request.name)
        assert entry is not None, request.name
        rule = entry.observation["term"]
        if any(path.startswith("@") for path in rule.paths):
            snapshot = Snapshot(name, request.name, "", "", SEEN)
            assert resolve(rule, Record("", {}), Context(snapshot)) in (asked(entry) or {}), request.name


@pytest.mark.parametrize(
    ("name", "most"), [("stackexchange", 300), ("openalex-works", 10), ("github-repositories", 60)]
)
def test_a_first_run_stays_within_the_free_allowance(name: str, most: int) -> None:
    live = source(name).live
    assert live is not None
    assert 0 < len(list(first_asks(source(name), live, None, date(2026, 11, 21)))) <= most


def test_addresses_are_those_of_the_documentation() -> None:
    def first(name: str) -> str:
        live = source(name).live
        assert live is not None
        return next(iter(first_asks(source(name), live, None, date(2026, 11, 21)))).url

    assert first("wikipedia-pageviews").endswith("/user/PyTorch/monthly/2015070100/2026112200")
    assert first("github-repositories") == "https://api.github.com/repos/pytorch/pytorch"
    assert first("stackexchange").endswith("tagged=pytorch&fromdate=1793491200&todate=1796083200")
    assert "abs:%22PyTorch%22" in first("arxiv-mentions")
    assert "%5B202601010000+TO+202612312359%5D" in first("arxiv-mentions")
    assert "project=%27torch%27" in first("pypi-clickhouse")


# whole periods ------------------------------------------------------------------------------------------


def test_a_month_counts_from_its_end_on() -> None:
    answer = {"data": [{"month": "2026-10-01", "downloads": "7"}, {"month": "2026-11-01", "downloads": "3"}]}
    found = read("pypi-clickhouse", "torch.json", answer)
    assert values(found) == {("pypi-downloads", "pytorch", "2026-11-01"): 7.0}
    assert found.observations[0].level == 5
    assert "not over" in told(found)
    # The database counts the last days of a month up to three days later.
    eve = datetime(2026, 12, 3, 23, 59, tzinfo=UTC)
    assert len(read("pypi-clickhouse", "torch.json", answer, eve).observations) == 1
    assert len(read("pypi-clickhouse", "torch.json", answer, eve + timedelta(minutes=1)).observations) == 2
    eve = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
    assert read("stackexchange", "keras/2026-11.json", {"total": 3}, eve).observations == ()
    over = read("stackexchange", "keras/2026-11.json", {"total": 3}, eve + timedelta(minutes=1))
    assert len(over.observations) == 1


def test_months_counted_in_another_way_are_left_as_shipped() -> None:
    answer = {"data": [{"month": "2025-05-01", "downloads": "7"}]}
    assert read("pypi-clickhouse", "torch.json", answer).observations == ()
    assert read("stackexchange", "keras/2019-12.json", {"total": 5}).observations == ()
    assert values(read("stackexchange", "keras/2020-01.json", {"total": 0})) == {
        ("so-questions", "keras", "2020-01-01"): 0.0
    }


def test_a_reading_counts_as_its_month_s_end_from_the_20th() -> None:
    answer = {"stargazers_count": 10, "forks_count": 4}
    early = read("github-repositories", "jax-ml/jax.json", answer, datetime(2026, 11, 19, 23, tzinfo=UTC))
    assert early.observations == ()
    assert "20th" in told(early)
    late = read("github-repositories", "jax-ml/jax.json", answer, datetime(2026, 11, 20, tzinfo=UTC))
    assert values(late) == {
        ("github-stars", "jax", "2026-11-01"): 10.0,
        ("github-forks", "jax", "2026-11-01"): 4.0,
    }


def test_days_make_a_month_only_if_none_is_missing() -> None:
    days = [
        {"category": "without_mirrors", "date": f"2026-09-{day:02}", "downloads": day} for day in range(1, 31)
    ]
    whole = read("pypistats", "keras.json", {"data": days})
    assert values(whole) == {("pypi-downloads-without-mirrors", "keras", "2026-09-01"): 465.0}
    for gone in (0, 14, 29):
        assert read("pypistats", "keras.json", {"data": days[:gone] + days[gone + 1 :]}).observations == ()
    twice = read("pypistats", "keras.json", {"data": [*days, days[0]]})
    assert values(twice) == values(whole)
    bad = [{**days[0], "downloads": None}, *days[1:]]
    assert "a day without a figure" in told(read("pypistats", "keras.json", {"data": bad}))


def test_a_year_counts_from_its_end_on() -> None:
    answer = {"group_by": [{"key": "2025", "count": 5}, {"key": "2026", "count": 4}]}
    assert values(read("openalex-works", "Keras.json", answer)) == {
        ("openalex-works", "keras", "2025-01-01"): 5.0
    }


def test_a_quarter_counts_from_its_end_on_and_a_hidden_cell_is_not_zero() -> None:
    rows = (
        "num_pushers,topic,iso2_code,year,quarter\n150,keras,IN,2026,3\n150,keras,IN,2026,4\n"
        "<100,keras,DE,2026,3\n900,keras,EU,2026,3\n120,huggingface,NA,2026,2\n"
    )
    found = read("github-innovation-graph", "topics.csv", rows)
    assert {(o.term, o.region, o.date.isoformat(), o.value) for o in found.observations} == {
        ("keras", "IN", "2026-07-01", 150.0),
        ("hugging-face", "NA", "2026-04-01", 120.0),
    }
    assert "not zero" in told(found)
    assert "not over" in told(found)


# what an answer may be instead ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "file", "content", "says"),
    [
        ("stackexchange", "keras/2026-01.json", {"error_message": "slow down"}, "slow down"),
        ("stackexchange", "keras/2026-01.json", {"items": []}, "without value"),
        ("stackexchange", "keras/2026-01.json", [1], "no JSON object"),
        ("stackexchange", "keras/2026-01.json", {"total": True}, "without value"),
        ("pypi-clickhouse", "torch.json", "Code: 159. DB::Exception: Timeout", "no JSON"),
        ("pypi-clickhouse", "torch.json", {"data": [], "exception": "Memory limit"}, "Memory limit"),
        ("pypi-clickhouse", "torch.json", {"rows": 0}, "no list"),
        ("wikipedia-pageviews", "Keras.json", {"items": [{"timestamp": "soon", "views": 1}]}, "no date"),
        ("pypi-clickhouse", "torch.json", {"data": [{"month": "9999-12-01", "downloads": 1}]}, "lies outside"),
        ("wikipedia-pageviews", "Keras.json", {"items": [{"views": 1}]}, "without a date"),
        ("wikipedia-pageviews", "Keras.json", {"items": [3]}, "no JSON object"),
        ("huggingface-models", "most-downloaded.json", [{"tags": ["tf"]}], "1,000 were asked for"),
        ("arxiv-mentions", "Keras/2024.xml", "<feed>", "no Atom"),
        ("arxiv-mentions", "Keras/2024.xml", "<?xml version='1.0' encoding='x-odd'?><a/>", "no Atom"),
        ("arxiv-mentions", "Keras/2024.xml", "<html/>", "no total"),
        ("github-innovation-graph", "topics.csv", b"\xff\xfe\x00", "not utf-8"),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_said(name: str, file: str, content: Any, says: str) -> None:
    found = read(name, file, content)
    assert found.observations == ()
    assert says in told(found)


def test_a_thousand_models_are_counted_by_tag() -> None:
    models = [
        {"id": "a", "tags": ["tf", "tf", "keras", 3]},
        {"id": "b", "tags": "tf"},
        *({} for _ in range(998)),
    ]
    found = read("huggingface-models", "most-downloaded.json", models)
    assert {o.term: o.value for o in found.observations} == {
        "pytorch": 0, "tensorflow": 1, "keras": 1, "jax": 0, "hugging-face": 0,
    }  # fmt: skip


def test_what_was_not_asked_for_is_left_out_in_silence() -> None:
    found = read("stackexchange", "cobol/2026-01.json", {"total": 5})
    assert found == Reading()


def test_an_export_is_read_by_weeks_and_days_and_countries() -> None:
    head = "Category: All categories\n\nWeek,keras: (United States),pytorch: (United States),tensorflow: (United States)\n"
    weekly = read("google-trends", "x.csv", head + "2026-11-08,1,2,3\n2026-11-15,4,5,6\n")
    assert values(weekly) == {("search-interest", t, "2026-11-08"): v for t, v in
                              (("keras", 1.0), ("pytorch", 2.0), ("tensorflow", 3.0))}  # fmt: skip
    assert {one.region for one in weekly.observations} == {"US"}
    daily = read("google-trends", "x.csv", head + "2026-11-19,1,2,3\n2026-11-20,4,5,6\n2026-11-21,4,5,6\n")
    assert len(daily.observations) == 6
    torn = read("google-trends", "x.csv", head + "2026-10-01,1,2\n")
    assert len(torn.observations) == 2
    assert "without a figure" in told(torn)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "no export"),
        ("Month,keras: (Worldwide),pytorch: (Worldwide)\n2020-01,1,2\n", "does not compare tensorflow"),
        ("Month,keras: (Weltweit)\n2020-01,1\n", "not known"),
        ("Month,one,two\n2020-01,1,2\n", "does not compare keras, pytorch, tensorflow"),
        ("Month,keras: (Worldwide),pytorch: (Worldwide),tensorflow: (Worldwide)\nJan,1,2,3\n", "no date"),
    ],
    ids=["empty", "two", "german", "other", "undated"],
)
def test_an_export_that_cannot_be_compared_is_refused(content: str, says: str) -> None:
    found = read("google-trends", "x.csv", content)
    assert found.observations == ()
    assert says in told(found)


def test_a_cell_without_end_is_refused() -> None:
    limit = csv.field_size_limit(1000)
    try:
        assert "no CSV" in told(read("google-trends", "x.csv", 'a,"' + "x" * 2000))
    finally:
        csv.field_size_limit(limit)


@pytest.mark.parametrize("name", [*LIVE, "google-trends"])
@pytest.mark.parametrize(
    "data",
    [b"", b"\x00" * 1000, b"[" * 200_000, b"<a>" * 100_000, b"{}", b"[]", b"null", b'{"data": null}',
     b"a:(" * 70_000, b",\n" * 50_000, b'{"total": "1e999"}', b'{"data": [{"month": "9999-12-01", "downloads": 1}]}'],
    ids=range(12),
)  # fmt: skip
def test_no_bytes_stop_a_reader(name: str, data: bytes) -> None:
    declared = source(name)
    file = _a_name(declared)
    with at_most(2):
        assert read(name, file, data).observations == ()


def _a_name(declared: Source) -> str:
    if declared.live is None:
        return "multiTimeline.csv"
    return next(iter(first_asks(declared, declared.live, None, date(2026, 11, 21)))).name


# gathered from a server on this machine -------------------------------------------------------------------


def _bodies(path: str) -> Answer:
    """What each interface would say, by its host; Wikipedia knows no such article, one month is throttled."""
    host, _, asked_for = path.strip("/").partition("/")
    days = [
        {"category": "without_mirrors", "date": f"2026-09-{day:02}", "downloads": 1} for day in range(1, 31)
    ]
    bodies: dict[str, Any] = {
        "api.stackexchange.com": {"total": 6, "backoff": 10},
        "api.github.com": {"stargazers_count": 5, "forks_count": 2},
        "api.openalex.org": {"group_by": [{"key": "2025", "count": 3}]},
        "pypistats.org": {"data": days},
        "sql-clickhouse.clickhouse.com": {"data": [{"month": "2025-07-01", "downloads": "4"}]},
        "huggingface.co": [{"tags": ["tf"]}] * 1000,
        "wikimedia.org": {"items": [{"timestamp": "2025100100", "views": 8}]},
    }
    if "Hugging_Face" in asked_for or "tagged=jax" in asked_for:
        return Answer(404 if host == "wikimedia.org" else 400, b'{"error_message": "no"}')
    if host == "export.arxiv.org":
        space = 'xmlns:o="http://a9.com/-/spec/opensearch/1.1/" xmlns="http://www.w3.org/2005/Atom"'
        feed = f"<feed {space}><o:totalResults>7</o:totalResults></feed>"
        return Answer(body=feed.encode(), headers={"Content-Type": "application/atom+xml; charset=utf-8"})
    if host == "raw.githubusercontent.com":
        return Answer(body=b"num_pushers,topic,iso2_code,year,quarter\n101,jax,US,2025,4\n",
                      headers={"Content-Type": "text/plain; charset=utf-8"})  # fmt: skip
    return Answer(body=json.dumps(bodies[host]).encode(), headers={"Content-Type": "application/json"})


@pytest.mark.parametrize(
    ("name", "series", "value"),
    [("arxiv-mentions", "arxiv-abstracts", 7.0), ("github-innovation-graph", "github-topic-developers", 101.0),
     ("github-repositories", "github-forks", 2.0), ("huggingface-models", "huggingface-top-models", 1000.0),
     ("openalex-works", "openalex-works", 3.0), ("pypi-clickhouse", "pypi-downloads", 4.0),
     ("pypistats", "pypi-downloads-without-mirrors", 30.0), ("stackexchange", "so-questions", 6.0),
     ("wikipedia-pageviews", "wikipedia-pageviews", 8.0)],
)  # fmt: skip
def test_a_source_is_gathered_and_read(
    name: str, series: str, value: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, declared = Home(project=PROJECT, root=tmp_path), source(name)
    monkeypatch.delenv("JOBMARKET_GITHUB_TOKEN", raising=False)
    with replay(_bodies) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        ended = gather(here, declared, since=date(2025, 10, 1), progress=Progress(quiet=True))
        again = gather(here, declared, since=date(2025, 10, 1), progress=Progress(quiet=True))
    odd = {"stackexchange": "refused", "wikipedia-pageviews": "unknown-tenant"}.get(name)
    assert {one.what for one in ended} == ({"fetched", odd} if odd else {"fetched"}), ended[0]
    assert "fetched" not in {one.what for one in again}
    kept = [
        # Readings of a day count from the 20th on, whatever day this test runs on.
        replace(one, seen_at=one.seen_at.replace(day=28))
        for one in snapshots.snapshots(here.snapshots, name)
    ]
    readings = list(read_snapshots(declared, kept, lambda one: snapshots.read(here.snapshots, one)))
    figures = [one for reading in readings for one in reading.observations if one.series == series]
    assert value in {one.value for one in figures}
    assert {issue.severity for reading in readings for issue in reading.issues} <= {"note"}


# shipped and live figures meet ---------------------------------------------------------------------------


def test_of_two_answers_the_later_counts() -> None:
    declared = source("stackexchange")
    first = Snapshot(declared.name, "keras/2026-09.json", "1", "", SEEN - timedelta(days=7))
    second = Snapshot(declared.name, "keras/2026-09.json", "2", "", SEEN)
    bodies = {"1": b'{"total": 9}', "2": b'{"total": 8}'}
    readings = list(read_snapshots(declared, [second, first], lambda one: bodies[one.sha256]))
    assert [o.value for reading in readings for o in reading.observations] == [8.0]


def test_the_same_answer_after_the_end_of_a_month_is_its_figure(tmp_path: Path) -> None:
    here, declared = Home(project=PROJECT, root=tmp_path), source("stackexchange")
    before, after = datetime(2026, 10, 30, tzinfo=UTC), datetime(2026, 11, 6, tzinfo=UTC)
    kept = snapshots.keep(
        here.snapshots, declared.name, "keras/2026-10.json", b'{"total": 7}', seen_at=before
    )

    def figures() -> list[float]:
        folder = read_new(here, declared, Progress(quiet=True), None)
        assert folder is not None
        files = list(folder.glob("observations.parquet"))
        return pq.read_table(files[0])["value"].to_pylist() if files else []  # type: ignore[no-any-return]

    assert figures() == []
    snapshots.saw_again(here.snapshots, declared.name, [kept], after)
    assert figures() == [7.0]


@pytest.fixture
def met(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """All shipped figures, and live ones that continue and correct them, as the table ``observations``."""

    def make(*live: Observation, obtained: Mapping[str, str]) -> duckdb.DuckDBPyConnection:
        folders = []
        for name in sorted({one.source for one in live}):
            folder = tmp_path / name
            write_part(folder, SCHEMA.empty_table(), [one for one in live if one.source == name], [])
            folders.append(folder)
        connection = duckdb.connect(":memory:")
        connection.execute("CREATE TEMP TABLE raw_sources (source VARCHAR, last_success_at TIMESTAMPTZ)")
        for name, at in obtained.items():
            connection.execute("INSERT INTO raw_sources VALUES (?, ?::TIMESTAMPTZ)", [name, at])
        load_figures(connection, folders, SHIPPED)
        only = tuple(table for table in build.tables() if table.name == "observations")
        monkeypatch.setattr(build, "tables", lambda: only)
        build.make(connection, "core")
        return connection

    return make


def _stars(
    value: float, name: str, month: str, *, level: int = 0, unit: str = "stars at the month's end"
) -> Observation:
    day = date.fromisoformat(month)
    return Observation("github-stars", "pytorch", day, "world", value, unit, name, level)


def _found(connection: duckdb.DuckDBPyConnection, month: str) -> list[tuple[Any, ...]]:
    return connection.execute(
        "SELECT value, source FROM observations WHERE series = 'github-stars' AND term = 'pytorch' AND date = ?",
        [month],
    ).fetchall()


def test_live_figures_continue_and_correct_the_shipped_ones(met: Any) -> None:
    connection = met(
        _stars(111.0, "github-repositories", "2026-01-01"), _stars(222.0, "github-repositories", "2026-10-01"),
        obtained={"github-repositories": "2026-11-21T00:00:00Z"},
    )  # fmt: skip
    assert _found(connection, "2026-01-01") == [(111.0, "github-repositories")]
    assert _found(connection, "2026-10-01") == [(222.0, "github-repositories")]
    assert _found(connection, "2025-12-01")[0][1] == "EvanLi/Github-Ranking"
    assert build.check(connection) == []


def test_of_two_sources_the_later_obtained_counts(met: Any) -> None:
    both = _stars(1.0, "a-source", "2026-10-01"), _stars(2.0, "b-source", "2026-10-01")
    earlier, later = "2026-10-21T00:00:00Z", "2026-11-21T00:00:00Z"
    assert _found(met(*both, obtained={"a-source": later, "b-source": earlier}), "2026-10-01") == [
        (1.0, "a-source")
    ]
    assert _found(met(*both, obtained={"a-source": earlier, "b-source": later}), "2026-10-01") == [
        (2.0, "b-source")
    ]


@pytest.mark.parametrize(
    ("odd", "promise"),
    [({"unit": "stars"}, "one unit"), ({"level": 1, "month": "2019-01-01"}, "same level")],
)
def test_a_live_figure_that_does_not_fit_its_series_breaks_a_promise(
    met: Any, odd: Any, promise: str
) -> None:
    figure = _stars(1.0, "a-source", **{"month": "2026-10-01", **odd})
    connection = met(figure, obtained={"a-source": "2026-11-21T00:00:00Z"})
    assert any(promise in breach.that for breach in build.check(connection))


def test_the_trends_page_shows_gathered_figures_with_their_publisher(tmp_path: Path) -> None:
    def sections(connection: duckdb.DuckDBPyConnection) -> dict[str, Section]:
        pages = compose_all(Ask(connection), PROJECT / "dashboards")
        return {one.name: one for page in pages if page.address == "trends" for one in page.sections}

    with duckdb.connect(str(make_warehouse(tmp_path / "made-up.duckdb"))) as connection:
        assert "wikipedia-pageviews" not in sections(connection)
        connection.execute(
            "INSERT INTO sources BY NAME SELECT 'wikipedia-pageviews' AS source, 'Pool of Made-up' AS publisher"
        )
        connection.execute(
            """INSERT INTO trend_ratios BY NAME
               SELECT 'wikipedia-pageviews' AS series, term, date, 'world' AS region, 5 AS value,
                      'views' AS unit, CASE month WHEN 1 THEN 'a list' ELSE 'wikipedia-pageviews' END AS source,
                      0 AS level, 15 AS three_value, 1 / 3 AS ratio
               FROM unnest(['pytorch', 'tensorflow', 'keras']) AS t(term), unnest([1, 2]) AS m(month),
                    LATERAL (SELECT make_date(2026, month, 1) AS date)"""
        )
        doubt = sections(connection)["wikipedia-pageviews"].doubt
    assert "a list, later by Pool of Made-up; last figure of 2026-02" in doubt
