"""Patterns that look only where they can match find what they find anywhere: on made-up patterns and on those in use."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_attacks import pieces

from jobmarket.extract.employers.industries import _industries
from jobmarket.extract.employers.kinds import _kinds
from jobmarket.extract.prefixes import fold, prefixes
from jobmarket.extract.roles.job_names import _tiers
from jobmarket.extract.sparing import ADS, Choir, Pattern, compile

SIGNS = "abkKsSiıſKİéÉσςΣ \n\xa0-,.09٣中招𐐀𐐨\ud800"
ATOMS = st.sampled_from([*(re.escape(sign) for sign in SIGNS), r"\s", r"\d", r"\w", r"[^\W\d]", "[a-k]", "[sS-]", "[^b]", ".", "ab", "k s", r"\b", "^", "(?<!a)", "(?=b)", "(?!)"])  # fmt: skip
REPEATS = st.sampled_from(["?", "*", "+", "{2}", "{0,3}", "{1,2}?", "??"])
SOURCES = st.recursive(
    ATOMS,
    lambda inner: st.lists(inner, min_size=1, max_size=4).map("".join)
    | st.lists(inner, min_size=1, max_size=3).map(lambda some: f"(?:{'|'.join(some)})")
    | st.tuples(inner, REPEATS).map(lambda pair: f"(?:{pair[0]}){pair[1]}")
    | inner.map(lambda one: f"({one})"),
    max_leaves=12,
)
FLAGS = st.sampled_from([0, re.IGNORECASE, re.MULTILINE, re.IGNORECASE | re.ASCII])
TEXTS = st.text(alphabet=SIGNS, max_size=60)


def spans(found: object) -> list[tuple[int, int]]:
    return [match.span() for match in found]  # type: ignore[attr-defined]


@settings(max_examples=1500, deadline=None)
@given(SOURCES, FLAGS, TEXTS, st.integers(0, 20), st.integers(0, 60))
def test_any_pattern_finds_what_re_finds(source: str, flags: int, text: str, start: int, stop: int) -> None:
    exact = re.compile(source, flags)
    sparing = Pattern(exact, Choir(shortest=0))
    assert spans(sparing.finditer(text)) == spans(exact.finditer(text))
    assert spans(sparing.finditer(text, start, stop)) == spans(exact.finditer(text, start, stop))
    one, other = sparing.search(text, start), exact.search(text, start)
    assert (one and one.span()) == (other and other.span())


@settings(max_examples=500, deadline=None)
@given(SOURCES, SOURCES, TEXTS)
def test_look_alikes_are_blanked(source: str, other: str, text: str) -> None:
    choir = Choir(shortest=0)
    exact, blanked = re.compile(source), re.compile(other)
    left = blanked.sub(lambda match: " " * len(match.group()), text)
    assert spans(Pattern(exact, choir).finditer_beside(Pattern(blanked, choir), text)) == spans(exact.finditer(left))


def in_use() -> list[Pattern]:
    shelves = [[one.cues, one.never] for one in _industries().values()]
    shelves += [[one.strong, one.says, one.never] for one in _kinds().values()]
    names = [pattern for tier in _tiers() for pattern in (tier.latin, tier.cjk) if pattern]
    return [*ADS.patterns, *(pattern for some in shelves for pattern in some), *names]


def test_every_pattern_in_use_finds_what_re_finds() -> None:
    joined = [pattern for pattern in dict.fromkeys(in_use()) if pattern.exact.pattern != "(?!)"]
    texts = [" ".join(pieces(pattern.exact)[:30]) for pattern in joined]
    assert sum(pattern.said.prefixes is not None for pattern in joined) > len(joined) * 0.8
    for pattern in joined:
        alone = Pattern(pattern.exact, Choir(shortest=0))
        for text in texts:
            for said in (text[:3000], text[:3000].upper()):
                assert spans(alone.finditer(said)) == spans(pattern.exact.finditer(said)), pattern.exact.pattern


def test_what_a_pattern_takes_for_the_same_sign_is_the_same_byte() -> None:
    cased = "".join(sign for sign in map(chr, range(0x20000)) if sign.lower() != sign or sign.upper() != sign)
    for sign in cased:
        for alike in set(re.findall(re.escape(sign), cased, re.IGNORECASE)):
            assert fold(alike) == fold(sign), (sign, alike)
    for sign in map(chr, range(0x10000)):
        assert not re.match(r"\s", sign) or fold(sign) == b" "
        assert not re.match(r"\d", sign) or fold(sign) == b"0"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("(?:full|half)[ -]?time", {b"fulltime": 0, b"full time": 0, b"full-time": 0, b"halftime": 0, b"half time": 0, b"half-time": 0}),
        (r"\bon[\s-]?site", {b"onsite": 0, b"on site": 0, b"on-site": 0}),
        (r"^\W{0,3}where", {b"where": 3}),
        (r"\d+ people", {b"0 people": 0, b"00 people": 0, b"000": 0}),
        (r"\w+ people", None),
        ("a?", None),
        ("(?!)", {}),
    ],
)
def test_beginnings(source: str, said: dict[bytes, int] | None) -> None:
    assert prefixes(re.compile(source)) == said


def test_patterns_that_come_later_are_heard() -> None:
    text = "We like kites. " * 20
    assert compile("zebra|we like").search(text) is None
    assert spans(compile("kites", re.IGNORECASE).finditer(text[:200]))[0] == (8, 13)
