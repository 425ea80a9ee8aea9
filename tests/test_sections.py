"""Which job of an ad a mention belongs to, on made-up ads."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmarket.extract.roles import role_mentions
from jobmarket.extract.roles.sections import attribute, lines
from jobmarket.records import Mention


def found(text: str) -> dict[str, tuple[str, ...]]:
    """The roles of each framework named in a text."""
    mentions = tuple(
        Mention(match.group().lower(), "framework", match.group(), match.start(), match.end())
        for match in re.finditer(r"PyTorch|Keras|TensorFlow", text)
    )
    return {item.term: item.roles for item in attribute(text, role_mentions(text), mentions)}


def test_lines_know_their_kind_and_where_words_begin() -> None:
    text = "Acme | Oslo\n\n## Roles\n- **1. Data Engineer**\nplain words\n> * quoted item"
    rows = lines(text)
    assert [row.kind for row in rows] == ["header", "heading", "item", "plain", "item"]
    assert [text[row.body : row.end] for row in rows] == [
        "Acme | Oslo", "Roles", "Data Engineer**", "plain words", "quoted item",
    ]  # fmt: skip


WRAPPED = """Acme

You work closely with everybody who makes a kite, with
product managers, those who sew and those who fly it, and AI
Engineers help you where the wind is too strong for you and
your kite to stay.
- Sails
- Lines and knots of every kind that there is on the
  seven seas
Tools
oven: bread and whatever else comes out of it, warm and
butter: salt"""


def test_a_wrapped_line_goes_on_with_the_one_before_it() -> None:
    assert [WRAPPED[row.start : row.end].split("\n")[0][:12] for row in lines(WRAPPED)] == [
        "Acme", "You work clo", "- Sails", "- Lines and ", "Tools", "oven: bread ", "butter: salt",
    ]  # fmt: skip
    assert [row.kind for row in lines(WRAPPED)][:4] == ["header", "plain", "item", "item"]


def test_the_only_role_has_every_mention() -> None:
    assert found("Acme | ML Engineer | Oslo\nStack: PyTorch") == {"pytorch": ("ml-engineer",)}


def test_the_same_line_comes_first() -> None:
    text = (
        "Acme | Multiple roles\nOpen roles:\n"
        "- ML Engineer: PyTorch every day\n- Data Engineer: TensorFlow pipelines\n\nOur stack: Keras"
    )
    assert found(text) == {"pytorch": ("ml-engineer",), "tensorflow": ("data-engineer",), "keras": ()}


def test_a_heading_opens_a_section() -> None:
    text = (
        "Acme | ML Engineer, Product Manager | Oslo\n\n"
        "ML Engineer:\nYou train models.\nRequirements\n- PyTorch\n\n"
        "Product Manager:\nYou plan kites with Keras in mind.\n\nAbout us\nWe like TensorFlow."
    )
    assert found(text) == {
        "pytorch": ("ml-engineer",),
        "keras": ("product-manager",),
        "tensorflow": ("ml-engineer", "product-manager"),
    }


def test_the_header_has_what_no_section_has() -> None:
    text = "Acme | ML Engineer (PyTorch), Backend Engineer | Oslo\nWe write Keras."
    assert found(text) == {"pytorch": ("ml-engineer",), "keras": ("ml-engineer", "software-engineer")}


def test_chinese_sections() -> None:
    text = "# 风筝科技招聘\n\n## 算法工程师\n要求：\n- 熟悉PyTorch\n\n## 前端工程师\n要求：\n- 熟悉React和Keras\n\n联系方式：TensorFlow群"
    assert found(text) == {"pytorch": ("ml-engineer",), "keras": ("software-engineer",), "tensorflow": ()}


def test_titles_and_skills_belong_to_the_titled_role() -> None:
    skill = Mention("keras", "framework", "Keras", 0, 5, "skills")
    (attributed,) = attribute("", role_mentions("", title="ML Engineer"), (skill,))
    assert attributed.roles == ("ml-engineer",)


def test_without_roles_nothing_changes() -> None:
    mention = Mention("keras", "framework", "Keras", 0, 5)
    assert attribute("Keras", (), (mention,)) == (mention,)


PIECES = [
    "Acme | ML Engineer | Oslo",
    "- Data Engineer: SQL",
    "PyTorch",
    "## 前端工程师",
    "Our stack",
    "",
    "Keras and more",
    "Hiring a designer",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("\n".join))
def test_attribution_keeps_mentions_and_uses_only_advertised_roles(text: str) -> None:
    mentions = tuple(
        Mention("x", "framework", match.group(), match.start(), match.end())
        for match in re.finditer("PyTorch|Keras", text)
    )
    openings = role_mentions(text)
    attributed = attribute(text, openings, mentions)
    assert [(item.start, item.end) for item in attributed] == [(item.start, item.end) for item in mentions]
    assert {role for item in attributed for role in item.roles} <= {opening.role for opening in openings}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_lines_cover_every_word(text: str) -> None:
    rows = lines(text)
    assert all(row.start <= row.body <= row.end for row in rows)
    assert [raw for row in rows for raw in text[row.start : row.end].split("\n")] == [raw for raw in text.split("\n") if raw.strip()]


@pytest.mark.parametrize("unit", ["- ", "**", "1. ", "\n", "#", "【"])
def test_marks_alone_are_quick(unit: str) -> None:
    assert len(lines(unit * 100_000)) <= 1
