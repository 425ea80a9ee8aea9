"""The explorer: any choice, by mouse, keyboard or address, shows what a query on the warehouse gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import duckdb
import pytest
from made_up_warehouse import make_warehouse
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from conftest import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    path = make_warehouse(tmp_path_factory.mktemp("asked") / "made-up.duckdb")
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def options(page: Page, name: str) -> list[str]:
    found: list[str] = page.locator(f"form.explore select[name={name}] option").evaluate_all(
        "options => options.map(option => option.value)"
    )
    return found


def state_of(page: Page) -> dict[str, str]:
    return {
        name: page.locator(f"form.explore select[name={name}]").input_value()
        for name in ("source", "from", "to", "region", "role", "with")
    }


def shown(page: Page) -> dict[str, tuple[int, int]]:
    rows = page.locator(".explored-table tbody tr").evaluate_all("rows => rows.map(row => ({...row.dataset}))")
    return {row["framework"]: (int(row["named"]), int(row["of"])) for row in rows}


def asked(connection: duckdb.DuckDBPyConnection, state: dict[str, str]) -> dict[str, tuple[int, int]]:
    first, last = sorted((int(state["from"]), int(state["to"])))
    values: dict[str, Any] = {"first": first, "last": last}
    where = "year BETWEEN $first AND $last"
    for name, condition in (
        ("source", "source = $source"), ("region", "list_contains(regions, $region)"),
        ("role", "list_contains(roles, $role)"), ("with", "list_contains(frameworks, $with)"),
    ):  # fmt: skip
        if state[name]:
            where += f" AND {condition}"
            values[name] = state[name]
    rows = connection.execute(
        f"""WITH chosen AS (SELECT * FROM explorer_cube WHERE {where}),
                 terms AS (SELECT DISTINCT unnest(frameworks) AS term FROM explorer_cube)
            SELECT term, sum(openings) FILTER (list_contains(frameworks, term))::INT AS named, sum(openings)::INT AS seen
            FROM chosen JOIN terms ON vocabulary IS NULL OR list_contains(vocabulary, term)
            GROUP BY term HAVING named > 0""",
        values,
    ).fetchall()
    return {term: (named, seen) for term, named, seen in rows}


def test_fifty_choices_survive_the_address_and_agree_with_the_warehouse(
    visit: Visitor, warehouse: duckdb.DuckDBPyConnection
) -> None:
    opened = visit("explore.html")
    page = opened.page
    start = state_of(page)
    offered = {name: options(page, name) for name in start}
    chance = random.Random(7)
    url = page.url.split("?")[0]
    for _ in range(50):
        wish = {
            name: chance.choice(offered[name]) if chance.random() < 0.5 else start[name] for name in start
        }
        said = {name: value for name, value in wish.items() if value != start[name]}
        page.goto(f"{url}?{urlencode(said)}" if said else url)
        assert state_of(page) == wish
        # The address holds only what was chosen.
        assert {name: value[0] for name, value in parse_qs(urlsplit(page.url).query).items()} == said
        found, wanted = shown(page), asked(warehouse, wish)
        assert len(found) == min(14, len(wanted))
        assert all(wanted[term] == counts for term, counts in found.items()), wish
    assert opened.complaints == []


def test_choosing_by_hand_and_by_key_changes_figure_sentence_and_table(visit: Visitor) -> None:
    page = visit("explore.html").page
    before = page.locator(".explored .found").inner_text()
    page.locator("select[name=source]").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".explored .found")).not_to_have_text(before)
    assert "source=" in page.url
    assert page.locator(".explored-plot circle").count() == page.locator(".explored-table tbody tr").count()
    assert page.locator(".explored-plot").get_attribute("aria-label") == page.locator(".explored .found").inner_text()
    page.get_by_role("button", name="Start over").click()
    expect(page.locator(".explored .found")).to_have_text(before)
    assert "?" not in page.url


def test_a_link_to_what_is_gone_falls_back(visit: Visitor) -> None:
    opened = visit("explore.html?source=nowhere&region=atlantis")
    assert state_of(opened.page)["source"] == ""
    assert opened.complaints == []


def test_the_download_holds_the_numbers_shown(visit: Visitor, tmp_path: Path) -> None:
    page = visit("explore.html").page
    with page.expect_download() as waiting:
        page.locator(".explored-csv").click()
    waiting.value.save_as(tmp_path / "explored.csv")
    found = duckdb.sql(f"SELECT framework, openings, \"of\" FROM read_csv('{tmp_path / 'explored.csv'}')").fetchall()
    assert {term: (named, of) for term, named, of in found} == shown(page)


def test_thin_evidence_looks_thin(visit: Visitor) -> None:
    page = visit("explore.html").page
    for year in options(page, "from"):
        page.locator("select[name=from]").select_option(year)
        page.locator("select[name=to]").select_option(year)
        counts = shown(page)
        thin = page.locator(".explored-plot g.thin").count()
        assert thin == sum(of < 30 for _, of in counts.values())


def test_without_scripts_the_page_says_how_to_ask(visit: Visitor) -> None:
    page = visit("explore.html", scripts=False).page
    expect(page.locator(".noscript-note")).to_be_visible()
    expect(page.locator("form.explore")).to_be_hidden()
