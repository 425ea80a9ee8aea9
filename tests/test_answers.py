"""What ``jobmarket extract`` says of pasted ads, good and bad."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmarket.answers import answer

AD = "Acme (New York) | Senior ML Engineer | $150k-$180k | REMOTE. PyTorch or tf.keras."


def said(**fields: object) -> dict[str, object]:
    return answer(json.dumps(fields))


def test_a_pasted_ad() -> None:
    found = said(id="x", text=AD)
    assert found["id"] == "x"
    assert found["is_ad"] is True
    assert found["frameworks"] == ["keras", "pytorch", "tensorflow"]
    assert found["salaries"] == [[150000, 180000, "USD", "year"]]
    assert (found["countries"], found["cities"], found["regions"]) == (["US"], ["New York"], ["north-america"])
    assert found["work_modes"] == ["remote"]
    assert found["roles"] == ["ml-engineer"]
    assert found["seniority"] == ["senior"]
    assert found["employer"] == "Acme"
    assert found["language"] == "en"


def test_every_mention_points_at_its_words() -> None:
    for mention in said(text=AD)["mentions"]:  # type: ignore[attr-defined]
        assert AD[mention["start"] : mention["end"]] == mention["surface"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "no JSON"),
        ("[1]", "expected a JSON object"),
        ('{"id": 1}', "text is missing"),
        ('{"text": 5}', "text is missing or no string"),
        ('{"text": "x", "title": 5}', "title is no string"),
        ('{"text": "x", "date": "soon"}', "date is no day"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_a_bad_line_is_answered_with_a_reason(line: str, reason: str) -> None:
    found = answer(line)
    assert set(found) == {"id", "error"}
    assert reason in found["error"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_answered_the_same_way_twice(text: str, title: str, location: str) -> None:
    line = json.dumps({"text": text, "title": title, "location": location})
    found = answer(line)
    assert "error" not in found
    assert found == answer(line)
    json.dumps(found)
