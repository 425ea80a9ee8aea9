"""The extractor never breaks, and its time is bounded, whatever the text: no pattern in it can run away."""

from __future__ import annotations

import json
import re
import time
from collections import deque
from collections.abc import Callable
from datetime import date

import pytest
from fuzz_targets import ADS, TARGETS, assert_facts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_attacks import GENERIC, SIZE, attacks, filled, patterns, pieces
from pace import at_most

from jobmarket.answers import answer
from jobmarket.catalog import shelf
from jobmarket.extract.compose import extract
from jobmarket.extract.text import plain
from jobmarket.facts import facts_table
from jobmarket.records import Posting

SECONDS = 4.0
"""Of a quiet machine's processor, for the 200,000 characters of the longest ad: real ads have 4,000.  The costliest
text here takes half of it; a pattern that runs away takes minutes."""
QUARTER = SIZE // 4
"""For the long lists of attacks: what runs away does so at a quarter of the length as well."""
TRICKS = ("\u202e", "\u200b", "\u200d", "\ufeff", "\u2066", "\u0301", "\x00", "\ud800", "\udfff", "\u0130", "\ufb01", "\u2028", "\x85", "１", "٣", "²", "½", "Ⅷ", "𝐏", "🚀")
FEW = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], database=None)


def posting(text: str, **fields: str) -> Posting:
    return Posting("acme", "1", text=text, date_posted=date(2026, 5, 1), **fields)


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Shelves are read once: that is no time of an ad."""
    for ad in ADS:
        extract(posting(ad, title="ML Engineer", location="Berlin"))


def reads(text: str, **fields: str) -> None:
    """An ad of this text is read in time, and its facts stand where they say."""
    with at_most(SECONDS if fields else SECONDS * max(len(text), QUARTER) / SIZE):
        facts = extract(posting(text, **fields))
    assert_facts(text, facts)


words = st.sampled_from([word for ad in ADS for word in ad.split()] + list(TRICKS) + list(GENERIC[:120]))
texts = st.lists(words | st.text(max_size=6), max_size=40).map(" ".join) | st.lists(words, max_size=40).map("".join)


@FEW
@given(texts, st.none() | texts, st.none() | texts, st.none() | texts)
def test_any_text_gives_facts_that_stand_where_they_say(text: str, title: str | None, place: str | None, pay: str | None) -> None:
    found = Posting("acme", "1", text=text, title=title, location=place, employer=pay, salary=pay, employment_type=title, work_mode=place)
    assert_facts(text, extract(found))
    facts_table([found], collection="acme")  # and can be stored


@FEW
@given(st.sampled_from(ADS), st.integers(0, 200), st.sampled_from(TRICKS))
def test_a_trick_inside_a_real_looking_ad(ad: str, at: int, trick: str) -> None:
    text = ad[:at] + trick + ad[at:]
    assert_facts(text, extract(posting(text)))
    json.dumps(answer(json.dumps({"id": 1, "text": text}))).encode()


def test_zero_width_and_reversed_signs_add_no_framework() -> None:
    for text in ("We are hiring. P\u202ey\u202cT\u202eo\u202crch", "hiring hcroTyP\u202e", "We hire. Ke\u0301ras, J\u0301AX"):
        assert [one.surface for one in extract(posting(text)).mentions if one.surface not in text] == []


@pytest.mark.parametrize("year", ["20221", "0", "99999999999999999999"])
def test_pay_and_years_out_of_this_world(year: str) -> None:
    for text in (f"We are hiring since {year}-01-01. Salary: $1{'0' * 30} a year", f"€{'9' * 400}k", f"${year} - $1{'0' * 40}", "$1e400 per hour"):
        facts = extract(posting(text))
        assert_facts(text, facts)
        assert all(end is None or end < 1e10 for band in facts.salaries for end in (band.low, band.high))


BOMBS: dict[str, Callable[[], str]] = {
    "divs": lambda: "<div>" * 40_000,
    "marks that never close": lambda: "<p><b><i><u><a>" * 13_000,
    "lists in lists": lambda: "<ul><li>" * 25_000 + "PyTorch",
    "tables in tables": lambda: "<table><tr><td>" * 13_000,
    "closing only": lambda: "</p></div></b>" * 14_000,
    "half tags": lambda: "<p <p <p " * 22_000,
    "comments that never close": lambda: "<p>" + "<!--" * 50_000,
    "attributes": lambda: "<p " + "a=1 " * 50_000 + ">",
    "one attribute": lambda: '<a href="' + "x" * 199_000 + '">',
    "entities": lambda: "&amp;" * 40_000,
    "entities of entities": lambda: "&" + "amp;" * 50_000 + "lt;p&gt;",
    "numbered signs": lambda: "&#128640;" * 22_000 + "&#xFFFFFFFF;&#0;&#xD800;",
    "scripts": lambda: "<script>" * 25_000,
    "breaks": lambda: "<br>" * 50_000,
    "form feeds": lambda: "<p>" + "\f" * 199_000,
    "select and options": lambda: "<select><option>" * 12_000,
    "svg": lambda: "<p><svg><path d='M0'/>" * 9_000,
    "nested paragraphs in marks": lambda: "<p><b>" * 33_000,
    "headings": lambda: "<h1><h2><h3>" * 16_000,
    "forms": lambda: "<form><fieldset><details>" * 8_000,
}


@pytest.mark.parametrize("made", BOMBS.values(), ids=BOMBS.keys())
def test_an_html_bomb_costs_little(made: Callable[[], str]) -> None:
    text = made()[:SIZE]
    with at_most(SECONDS / 4):
        plain(text)
    reads(text)


SOME = GENERIC[::12]


@pytest.mark.parametrize("piece", SOME, ids=[repr(piece) for piece in SOME])
def test_repeated_signs_cost_little(piece: str) -> None:
    reads(filled(piece))


@pytest.mark.slow
@pytest.mark.parametrize("piece", GENERIC, ids=[repr(piece) for piece in GENERIC])
def test_every_repeated_sign_costs_little(piece: str) -> None:
    reads(filled(piece, QUARTER))
    # A field of an ad is at most 10,000 characters long: readers leave longer ones empty.
    field = filled(piece, 10_000)
    fields = ("title", "employer", "location", "country", "salary", "work_mode", "employment_type", "seniority", "industry", "employer_size")
    reads("We are hiring an ML engineer (PyTorch) in Berlin.", **dict.fromkeys(fields, field))


def worst_pieces() -> dict[str, str]:
    """Of what each pattern of the extractor is made of, the piece that costs it most, repeated; piece → pattern."""
    found: dict[str, str] = {}
    for name, pattern in patterns().items():
        if name.startswith("extract.") and isinstance(pattern.pattern, str):
            most, worst = -1.0, ""
            for piece in pieces(pattern):
                text = filled(piece, 300)
                began = time.process_time()
                deque(pattern.finditer(text), 0)
                spent = time.process_time() - began
                if spent > most:
                    most, worst = spent, piece
            if worst:
                found.setdefault(worst, name)
    return found


@pytest.mark.slow
def test_no_pattern_runs_away_on_what_it_is_made_of() -> None:
    """Every pattern's costliest piece, repeated to 50,000 characters, read as an ad."""
    for piece in worst_pieces():
        reads(filled(piece, QUARTER))


@pytest.mark.slow
def test_no_alternative_of_a_pattern_is_exponential() -> None:
    """Each on 80 characters of each of its pieces (several see no more): far from seconds, so none is exponential."""
    for name, pattern in patterns().items():
        for text in attacks(pattern, 80):
            given = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")
            with at_most(0.25, what=name):
                deque(pattern.finditer(given), 0)


def test_pieces_are_what_patterns_are_made_of() -> None:
    """The maker of attacks itself: its pieces match, and it knows a pattern that runs away when it meets one."""
    assert {"ab", "a", "b"} <= set(pieces(re.compile("(?:a|b|ab)+")))
    matched = [any(pattern.search(piece) for piece in pieces(pattern)) for name, pattern in patterns().items() if isinstance(pattern.pattern, str)]
    assert sum(matched) > 0.9 * len(matched)
    bad = re.compile(r"(?:a+)+$")
    began = time.process_time()
    deque((bad.match(text[:22] + "\x01") for text in attacks(bad, 100)), 0)
    assert time.process_time() - began > 0.05


def terms() -> list[str]:
    """What the shelves listen for, as it is written in ads."""
    found: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, str):
            if 1 < len(value) < 60:
                found.add(value)
        elif isinstance(value, dict):
            for key, one in value.items():
                walk(key) if isinstance(key, str) else None
                walk(one)
        elif isinstance(value, list | tuple):
            for one in value:
                walk(one)

    for name in ("frameworks", "topics", "roles", "seniority", "places", "regions", "industries", "employer_kinds", "employer_names"):
        walk(shelf(name))
    return sorted(found)


def test_terms_of_the_shelves_repeated_cost_little() -> None:
    listed = terms()
    assert len(listed) > 1_000
    for term in (
        *listed[:: len(listed) // 5],
        "PyTorch, TensorFlow, JAX, or Transformers",  # a rule asked of the whole ad, each time
        "remote " + "worka" * 11,  # a pattern with many ways through, at each "remote"
    ):
        reads(filled(term + ", "))
    reads(" ".join(listed)[:SIZE])
    reads(", ".join(reversed(listed))[:SIZE])


@pytest.mark.slow
def test_many_terms_of_the_shelves_repeated_cost_little() -> None:
    listed = terms()
    for term in listed[:: len(listed) // 120]:
        reads(filled(term + ", ", QUARTER))


def test_seeds_of_the_extractor_are_sound() -> None:
    for ad in ADS:
        TARGETS["extract"](ad.encode())
