"""What a board escaped for Markdown is read as if it had not, and proven by the characters that stand there."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from jobmarket.extract.compose import extract
from jobmarket.extract.moves import unescaped, without
from jobmarket.records import Posting

ESCAPED = (
    r"Machine Learning Engineer \(Mid\-level\) at Harbour Grid in Austin, TX. Full\-time, on\-site; PyTorch \& scikit\-learn\."
    r" Pay: \$120,000\.50 \- \$150,000\.75 a year\."
)


def read(text: str) -> list[object]:
    """All facts but the characters that prove them."""
    facts = extract(Posting("made-up", "1", text=text))
    bare = [replace(one, surface="", start=0, end=0) for one in (*facts.mentions, *facts.salaries, *facts.role_mentions, *facts.places)]
    return [*bare, facts.work_modes, facts.seniority, facts.employment_type, facts.fingerprint, facts.regions]


def test_escapes_change_no_fact() -> None:
    plain = re.sub(r"\\(.)", r"\1", ESCAPED)
    assert read(ESCAPED) == read(plain)
    (band,) = extract(Posting("made-up", "1", text=ESCAPED)).salaries
    assert (band.low, band.high, band.currency, band.period) == (120000.5, 150000.75, "USD", "year")


def test_how_a_line_ends_changes_no_fact() -> None:
    lines = ["# 【南京】烤箱开发工程师/技术专家", "**公司**", "[9Kettle](https://kettle.example)", "", "Oslo, PyTorch", "", "- 12-15k"]
    written = "\r\n".join(lines)
    assert read(written) == read("\n".join(lines))
    facts = extract(Posting("made-up", "1", text=written))
    assert (facts.employer, facts.seniority) == ("9Kettle", ("senior",))
    for one in (*facts.mentions, *facts.salaries, *facts.role_mentions, *facts.places):
        assert one.start is not None
        assert written[one.start : one.end] == one.surface


def test_what_proves_a_fact_is_the_text_as_it_stands() -> None:
    facts = extract(Posting("made-up", "1", text=ESCAPED))
    found = [*facts.mentions, *facts.salaries, *facts.role_mentions, *facts.places]
    assert {"PyTorch", r"scikit\-learn"} <= {one.surface for one in facts.mentions}
    assert len(found) > 4
    for one in found:
        assert one.start is not None
        assert ESCAPED[one.start : one.end] == one.surface


def test_a_title_is_not_moved_by_its_text() -> None:
    facts = extract(Posting("made-up", "1", title="Keras Engineer, Oslo, $90k/year", text=r"\- You write tests\."))
    assert [(one.surface, one.where, one.start) for one in facts.mentions] == [("Keras", "title", 0)]
    assert [one.surface for one in facts.salaries] == ["$90k/year"]


def test_a_backslash_before_a_letter_is_no_escape() -> None:
    assert unescaped(r"C:\new\table, \alpha") == (r"C:\new\table, \alpha", None)


@given(st.text(alphabet=r"\-$a .", max_size=40))
def test_every_place_leads_back_to_its_character(text: str) -> None:
    short, moves = unescaped(text)
    assert [text[moves.original(place)] if moves else text[place] for place in range(len(short))] == list(short)


@given(st.text(alphabet="ab- ", max_size=40))
def test_the_last_group_goes_or_all_of_it(text: str) -> None:
    short, moves = without(re.compile(r" ( +)|-"), text)
    assert short == re.sub(r" +", " ", text).replace("-", "")
    assert [text[moves.original(place)] for place in range(len(short))] == list(short)
