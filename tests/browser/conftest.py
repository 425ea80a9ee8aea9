"""A real browser on the made-up site, without a network; skipped where there is no Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest
from made_up_warehouse import make_warehouse
from playwright.sync_api import Browser, Page, sync_playwright

from jobmarket.home import PROJECT
from jobmarket.site import render

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def chromium() -> str | None:
    """The program of an installed Chromium: ``JOBMARKET_CHROMIUM``, else the first found by its usual names."""
    named = os.environ.get("JOBMARKET_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@dataclass
class Visit:
    """A page and what it complained about or asked for while it was open."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dashboards of the made-up warehouse."""
    folder = tmp_path_factory.mktemp("browser")
    with duckdb.connect(str(make_warehouse(folder / "made-up.duckdb")), read_only=True) as connection:
        render(connection, pages_folder=PROJECT / "dashboards", target=folder / "site")
    return folder / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, headless."""
    program = chromium()
    if program is None:
        pytest.skip("no Chromium found (install one, or name it in JOBMARKET_CHROMIUM)")
    with sync_playwright() as playwright:
        # Containers give Chromium no user namespace for its sandbox; the pages are our own files.
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield running
        running.close()


def settle(page: Page) -> None:
    """Wait until every figure that is to be seen is drawn (a predicate as a string would offend the pages' policy)."""
    page.evaluate(
        """() => new Promise(done => {
            const look = () => document.documentElement.dataset.figures === 'waiting' ? setTimeout(look, 10) : done();
            look();
        })"""
    )


class Visitor:
    """Opens pages of the site from disk, offline."""

    def __init__(self, browser: Browser, site: Path) -> None:
        self.browser, self.site = browser, site
        self._open: list[Page] = []

    def __call__(self, address: str, *, width: int = 1280, dark: bool = False, scripts: bool = True) -> Visit:
        """``address`` is a path in the site, with query and hash."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            offline=True,
            reduced_motion="reduce",
        )
        page = context.new_page()
        self._open.append(page)
        visit = Visit(page)
        page.on(
            "console",
            lambda said: visit.complaints.append(said.text) if said.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        page.on("request", lambda request: visit.requests.append(request.url))
        page.goto(f"file://{self.site}/{address}")
        if scripts:
            settle(page)
        return visit

    def close(self) -> None:
        """Close every page opened."""
        for page in self._open:
            page.context.close()


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Visitor]:
    """Open pages; they are closed again after the test."""
    visitor = Visitor(browser, site)
    yield visitor
    visitor.close()
