"""Every page is valid HTML, and the check would say if it were not."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from made_up_warehouse import make_warehouse
from site_valid import checked, checker, complaints

from jobmarket.home import PROJECT
from jobmarket.site import render
from jobmarket.site.states import environment


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("valid")
    with duckdb.connect(str(make_warehouse(folder / "made-up.duckdb")), read_only=True) as connection:
        render(connection, pages_folder=PROJECT / "dashboards", target=folder / "site")
    state = {"name": "2026-05-31-9c1f03a2b7d4", "as_of": "2026-05-31", "verdicts": {"supported": 2}}
    for template, more in (("states.html", {"states": [state]}), ("around.html", {"state": state, "older": state, "newer": None, "up": "../"})):
        page = environment().get_template(template).render(policy="default-src 'none'", assets="assets/", **more)
        (folder / "site" / template).write_text(page, encoding="utf-8")
    return folder / "site"


def test_every_page_is_valid(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 15
    assert [said for page in pages for said in complaints(page)] == []


def test_the_checker_of_the_w3c_agrees(site: Path) -> None:
    command = checker()
    if command is None:
        pytest.skip("JOBMARKET_VNU names no vnu.jar, or there is no Java")
    assert checked(command, site) == []


@pytest.mark.parametrize(
    "body",
    ["<p>one</div>", "<p id=a><p id=a>", "<div aria-labelledby=gone></div>", "<b><p>nested</b></p>", "<blink>x</blink>",
     "<p a=1 a=2>", "<table><p>stray</table>", "<a href='x'>a<a href='y'>b</a></a>", "<img src=x>", "&bogus;", "<p id='a b'>"],
)  # fmt: skip
def test_what_is_wrong_is_told(body: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><html lang=en><head><title>t</title></head><body>{body}</body></html>", encoding="utf-8")
    assert list(complaints(page))
