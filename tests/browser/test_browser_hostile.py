"""Hostile words in every column that a page shows: nothing runs, nothing complains, nothing sticks out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import Visitor, settle
from made_up_warehouse import make_warehouse
from playwright.sync_api import Browser

from jobmarket.build import make, tables
from jobmarket.home import PROJECT
from jobmarket.site import render

pytestmark = pytest.mark.browser

HOSTILE = (
    "<img src=x onerror=window.pwned=1>",
    "</script><script>window.pwned=1</script>",
    "javascript:window.pwned=1//",
    "\u202edrawkcab\u2066 {{ 7*7 }} <b onclick=window.pwned=1>",
    "W" * 10_000,
)
# What the project itself writes and pages depend on: keys, and words of closed lists.
OWN = {
    "posting_id", "duplicate_group", "collection", "selection", "readable", "pay_basis", "claim_id", "verdict", "robust", "run_id",
    "severity", "issue_id", "snapshot", "kind", "series", "grouping", "part", "figure", "target", "sql", "inputs_sha256", "seen_at",
}  # fmt: skip
# Names that several tables share: one hostile name stands for one honest one wherever it occurs.
SHARED = {
    "source": ("hacker-news", "stapply-ats-2025", "builtin-ai-2026", "eu-labs-ats-2026-05", "skills-2023"),
    "regions": ("asia", "europe", "latin-america", "oceania"),
    "countries": ("FR", "CN", "IN", "BR", "AU"),
    "roles": ("ml-engineer", "data-scientist", "research-scientist"),
    "frameworks": ("hugging-face", "scikit-learn"),
}
ALIKE = {"region": "regions", "country": "countries", "term": "frameworks", "vocabulary": "frameworks"}
PAGES = ("index", "demand", "skills", "regions", "groups", "salaries", "trends", "sources", "extractor", "method", "simulation", "explore",
         "claims/keras-demand-is-high", "claims/hostile-claim", "claims/keras-learning-curve")  # fmt: skip


def quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def poison(path: Path) -> int:
    """Put hostile words into every text column of the core tables, then make the marts anew; how many columns."""
    poisoned = 0
    with duckdb.connect(str(path)) as connection:
        for mart in [table.name for table in tables() if table.stage == "mart"]:
            connection.execute(f"drop table {mart}")
        columns = connection.execute(
            "select table_name, column_name, data_type from duckdb_columns() join duckdb_tables() using (table_name) "
            "where not duckdb_columns.internal and data_type in ('VARCHAR', 'VARCHAR[]')"
        ).fetchall()
        for table, column, kind in columns:
            if column in OWN:
                continue
            shared = SHARED.get(ALIKE.get(column, column))
            cell = "x" if kind.endswith("[]") else f'"{column}"'
            if shared:
                cases = " ".join(f"when {quoted(name)} then {quoted(HOSTILE[at % 5])}" for at, name in enumerate(shared))
                changed = f"case {cell} {cases} else {cell} end"
            else:
                cases = " ".join(f"when {at} then {quoted(word)}" for at, word in enumerate(HOSTILE))
                changed = f"case rowid % 5 {cases} end"
            value = f'list_transform("{column}", lambda x: {changed})' if kind.endswith("[]") else changed
            connection.execute(f'update {table} set "{column}" = {value} where "{column}" is not null')
            poisoned += 1
        make(connection, "mart")
    return poisoned


@pytest.fixture(scope="module")
def poisoned_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    path = make_warehouse(folder / "made-up.duckdb")
    assert poison(path) > 50
    with duckdb.connect(str(path), read_only=True) as connection:
        render(connection, pages_folder=PROJECT / "dashboards", target=folder / "site")
    return folder / "site"


@pytest.fixture
def visit_poisoned(browser: Browser, poisoned_site: Path) -> Iterator[Visitor]:
    visitor = Visitor(browser, poisoned_site)
    yield visitor
    visitor.close()


@pytest.mark.parametrize("address", PAGES)
def test_hostile_words_do_nothing_and_break_no_layout(visit_poisoned: Visitor, address: str) -> None:
    opened = visit_poisoned(f"{address}.html", width=1600)
    page = opened.page
    for width in (1600, 380):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(200)  # the page waits a moment before it draws for another width
        settle(page)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        reach, view = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert reach <= view, width
        wide = page.locator(".plot:visible").evaluate_all(
            "plots => plots.filter(plot => plot.scrollWidth > plot.clientWidth + 1).map(plot => plot.id)"
        )
        assert wide == []
        # A label of ten thousand letters leaves the figure its room.
        squeezed = page.locator(".plot:visible .cartesianlayer .bglayer rect").evaluate_all(
            "all => all.filter(one => one.getBoundingClientRect().width < 60).length"
        )
        assert squeezed == 0
    state = page.evaluate(
        """() => [typeof window.pwned, document.querySelectorAll('main img, main script, main [onclick], main [onerror]').length,
                  [...document.querySelectorAll('a')].filter(link => link.protocol === 'javascript:').length,
                  [...document.querySelectorAll('.plot')].filter(plot => plot.offsetParent && !plot.querySelector('.main-svg')).length]"""
    )
    assert state == ["undefined", 0, 0, 0]
    # Nothing is left that would turn the words and numbers after it around.
    assert not page.evaluate("/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.documentElement.outerHTML)")
    if address == "index":
        told = page.locator("body").inner_text()
        assert all(word in told for word in (HOSTILE[0], HOSTILE[1], "drawkcab", "W" * 10_000))
    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith(("file://", "data:", "blob:"))] == []
