"""Wordings: the same job told in other words is one, another job is another; no word is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import at_most

from jobmarket.catalog import shelf
from jobmarket.extract.roles.opening_names import wording

SHELF: dict[str, Any] = dict(shelf("opening_names"))


@pytest.mark.parametrize("pair", SHELF["same"], ids=lambda pair: pair["one"])
def test_shelf_hears_the_same_job(pair: dict[str, str]) -> None:
    assert wording(pair["one"]) == wording(pair["other"]) != ""


@pytest.mark.parametrize("pair", SHELF["different"], ids=lambda pair: pair["one"])
def test_shelf_hears_another_job(pair: dict[str, str]) -> None:
    assert wording(pair["one"]) != wording(pair["other"])


def test_rank_is_told_in_words_and_the_job_in_hashes() -> None:
    words, _, ranks = wording("Senior Data Scientist II").partition("|")
    assert ranks == "2 senior"
    assert re.fullmatch(r"[0-9a-f]{6} [0-9a-f]{6}", words)


def test_the_place_is_no_part_of_the_job() -> None:
    assert wording("Data Analyst, Hamburg", places=["Hamburg"]) == wording("Data Analyst")
    assert wording("Data Analyst, Hamburg") != wording("Data Analyst")


def test_a_title_of_nothing_but_its_place_keeps_it() -> None:
    assert wording("Mobile", places=["Mobile, AL"]) == wording("Mobile") != ""


def test_requisition_numbers_and_order_make_no_difference() -> None:
    assert wording("Analyst, Data (R4988)") == wording("Data Analyst")


def test_a_bare_engineer_is_a_job_and_silence_is_none() -> None:
    assert wording("Engineers") == wording("Developer") != ""
    assert wording("(m/w/d) – Remote") == wording("(w/m/divers)") == wording("(all genders)") == wording("") == ""


def test_japanese_sounds_keep_their_marks() -> None:
    assert wording("AIエンジニア") == wording("AI Engineer")
    assert wording("ガス") != wording("カス")


@given(st.text())
def test_any_name_has_a_wording_and_always_the_same(name: str) -> None:
    assert wording(name) == wording(name)


def test_a_very_long_name_is_no_trouble() -> None:
    with at_most(1):
        for name in ("a" * 200_000, "前端" * 100_000, "c++ " * 50_000, "a1" * 100_000):
            wording(name, places=[name])
