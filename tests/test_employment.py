"""How a job is employed, on made-up ads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import at_most

from jobmarket.extract.employment import employment_type

TYPES = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme | ML Engineer | Full-time | Oslo", "FULL_TIME"),
        ("Acme | ML Engineer | Contract | Oslo", "CONTRACTOR"),
        ("Acme | ML Engineer | Full-time or Contract", "FULL_TIME"),
        ("Acme | ML Engineer | Contract or Full-time", "CONTRACTOR"),
        ("Acme | Part time | Designer", "PART_TIME"),
        ("Acme | Oslo\nThis is a 6-month contract.", "CONTRACTOR"),
        ("Acme | Oslo\nWe seek a freelance designer.", "CONTRACTOR"),
        ("Acme runs a freelance marketplace | Engineer | Oslo", None),
        ("风筝科技 招聘\n工作方式：全职", "FULL_TIME"),
        ("Poste en CDI à Lyon", "FULL_TIME"),
        ("Contrat: CDD de 12 mois", "TEMPORARY"),
        ("Vollzeit, unbefristet", "FULL_TIME"),
        ("We review contracts of customers.", None),
        ("", None),
    ],
)
def test_words(text: str, expected: str | None) -> None:
    assert employment_type(text) == expected


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        ("FullTime", "FULL_TIME"), ("PartTime", "PART_TIME"), ("Contract", "CONTRACTOR"), ("Intern", "INTERN"),
        ("Temporary", "TEMPORARY"), ("CDI", "FULL_TIME"), ("CDD", "TEMPORARY"), ("FT", "FULL_TIME"),
        ("FULL_TIME", "FULL_TIME"), ("Feste Anstellung", "FULL_TIME"), ("odd", None),
    ],
)  # fmt: skip
def test_fields(hint: str, expected: str | None) -> None:
    assert employment_type("", hint=hint) == expected


def test_the_title_outranks_the_field_for_interns_and_contracts_only() -> None:
    assert employment_type("", hint="FullTime", title="Machine Learning Intern") == "INTERN"
    assert employment_type("", hint="FullTime", title="Office Coordinator (Contract)") == "CONTRACTOR"
    assert employment_type("", hint="Contract", title="Engineer, full-time") == "CONTRACTOR"


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=300),
    st.one_of(st.none(), st.text(max_size=30)),
    st.one_of(st.none(), st.text(max_size=40)),
)
def test_any_input_gives_a_known_type_or_none(text: str, hint: str | None, title: str | None) -> None:
    assert employment_type(text, hint=hint, title=title) in TYPES | {None}


@pytest.mark.parametrize("unit", ["a", "full ", "contract ", "-", " "])
def test_no_text_takes_long(unit: str) -> None:
    with at_most(1):
        employment_type(unit * (200_000 // len(unit)))
