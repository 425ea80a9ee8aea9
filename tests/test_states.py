"""Published states: each stays as it was under its date and digest, and leads to older and newer ones."""

from __future__ import annotations

import html.parser
import re
from datetime import date
from pathlib import Path

import pytest

from jobmarket import publishing
from jobmarket.home import PROJECT, Home
from jobmarket.site import states

ASSETS = dict.fromkeys(("assets/palette.css", "assets/style.css", "assets/early.js", "assets/page.js"), b"")


@pytest.fixture
def here(tmp_path: Path) -> Home:
    return Home(project=PROJECT, root=tmp_path)


def draft_of(words: str, draft: Path, here: Home) -> str:
    site = draft / here.site.name
    publishing.place({"index.html": words.encode(), "claims/one.html": b"the same"} | ASSETS, site)
    name = states.name_of(site, date(2026, 5, 31))
    states.keep(here, site, name)
    return name


def publish(here: Home, words: str) -> str:
    with publishing.drafting(here) as draft:
        name = draft_of(words, draft, here)
        publishing.publish(here, draft, "run")
    states.settle(here, {"name": name, "as_of": "2026-05-31", "run_id": "run", "verdicts": {"supported": len(words)}})
    return name


class Links(html.parser.HTMLParser):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.found = path, dict[str, str]()
        self.feed(path.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if (link := told.get("href") or told.get("src")) and not link.startswith("data:"):
            # As a browser reads it: by the words of the address, not by where links of the disk lead.
            self.found[told.get("rel") or link] = link


def leads_to(start: Path, link: str) -> Path:
    folder = start.parent
    for part in link.split("/"):
        folder = folder.parent if part == ".." else folder / part
    return folder


def test_every_state_stays_under_its_date_and_digest(here: Home) -> None:
    names = [publish(here, words) for words in ("one", "two", "three", "four", "five")]
    assert all(re.fullmatch(r"2026-05-31-[0-9a-f]{12}", name) for name in names)
    assert len(set(names)) == 5
    for words, name in zip(("one", "two", "three", "four", "five"), names, strict=True):
        assert (here.states / name / "index.html").read_text() == words
        assert (here.site / "states" / name / "index.html").read_text() == words
    assert (here.site / "index.html").read_text() == "five"


def test_states_lead_to_older_and_newer_ones(here: Home) -> None:
    names = [publish(here, words) for words in ("one", "two", "three")]
    for place, name in enumerate(names):
        around = here.site / "states" / name / "states" / "index.html"
        links = Links(around)
        for link in links.found.values():
            assert leads_to(around, link).is_file(), link
        older = leads_to(around, links.found["prev"]).parent.name if "prev" in links.found else None
        newer = leads_to(around, links.found["next"]).parent.name if "next" in links.found else None
        assert older == (names[place - 1] if place else None)
        assert newer == (names[place + 1] if place < 2 else None)
    everything = here.site / "states" / "index.html"
    listed = Links(everything)
    assert all(leads_to(everything, link).is_file() for link in listed.found.values())
    assert [link.partition("/")[0] for link in listed.found if link.endswith("/index.html") and link[0] != "."] == names[::-1]


def test_the_same_pages_are_the_same_state(here: Home) -> None:
    first = publish(here, "one")
    publish(here, "two")
    before = {path: path.read_bytes() for path in here.states.rglob("*") if path.is_file()}
    assert publish(here, "one") == first
    assert {path: path.read_bytes() for path in here.states.rglob("*") if path.is_file()} == before
    assert (here.site / "index.html").read_text() == "one"


def test_a_state_that_was_tampered_with_is_made_again(here: Home) -> None:
    name = publish(here, "one")
    file = here.states / name / "index.html"
    file.unlink()
    file.write_text("not what was published")
    publish(here, "one")
    assert file.read_text() == "one"


def test_pages_that_were_never_published_are_no_state(here: Home) -> None:
    name = publish(here, "one")
    with publishing.drafting(here) as draft:
        died = draft_of("two", draft, here)
    assert (here.states / died).is_dir()
    states.settle(here, None)
    assert sorted(path.name for path in here.states.iterdir()) == sorted([name, "index.html", "states.jsonl"])


def test_a_state_that_names_what_is_forgotten_is_withdrawn(here: Home) -> None:
    named = publish(here, "an ad: hacker-news:501")
    other = publish(here, "nobody")
    newest = publish(here, "again: hacker-news:501")
    assert states.withdraw(here, ["hacker-news:501"]) == [named, newest]
    assert states.withdraw(here, ["hacker-news:501"]) == []
    assert states.withdraw(here, []) == []
    # The published one stays until another takes its place; links lead past what went.
    last = publish(here, "clean")
    assert {path.name for path in here.states.iterdir() if path.is_dir()} == {other, last}
    everything = here.site / "states" / "index.html"
    assert [link.partition("/")[0] for link in Links(everything).found if link.endswith("/index.html") and link[0] != "."] == [last, other]
    around = here.site / "states" / last / "states" / "index.html"
    assert leads_to(around, Links(around).found["prev"]).parent.name == other
