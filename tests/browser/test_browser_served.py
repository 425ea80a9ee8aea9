"""From a web server under the strict policy that the README names: the same pages, no complaint, nothing blocked."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Visit, settle
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'"
)


class Strict(http.server.SimpleHTTPRequestHandler):
    """Serves files with the policy as a header; says nothing."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        del format, args


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Strict, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_every_page_works_under_the_strict_policy(served: str, site: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visit = Visit(context.new_page())
    page = visit.page
    page.on("console", lambda said: visit.complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("request", lambda request: visit.requests.append(request.url))
    drawn = 0
    for path in sorted(site.rglob("*.html")):
        page.goto(f"{served}/{path.relative_to(site)}")
        settle(page)
        empty, full = page.evaluate(
            """() => { const seen = [...document.querySelectorAll('.plot')].filter(plot => plot.offsetParent);
                return [seen.filter(plot => !plot.querySelector('.main-svg')).length, seen.length]; }"""
        )
        assert empty == 0, path.name
        drawn += full
        # The chart library offers nothing that would send or take anything.
        assert page.locator(".modebar, [data-title*='loud'], input[type=file]").count() == 0
        assert page.get_by_text("Share", exact=True).filter(has=page.locator("xpath=self::button|self::a")).count() == 0
    context.close()
    assert drawn > 15
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith((served, "data:", "blob:"))] == []
