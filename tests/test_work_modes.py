"""Which work modes an ad offers."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmarket.extract.work_modes import work_modes

LONG = "We build fine tools for fine people and like our work. " * 12 + "\n"

TEXTS: list[tuple[str, str]] = [
    ("Acme | Berlin | ONSITE", "onsite"),
    ("Acme | Berlin | On-site", "onsite"),
    ("Acme | Berlin | Full-time", ""),
    ("Acme | REMOTE (US)", "remote"),
    ("Acme | Remote or Berlin", "remote"),
    ("Acme | ONSITE or REMOTE", "onsite remote"),
    ("Acme | Hybrid | London", "hybrid"),
    ("Acme | London | NO REMOTE", ""),
    ("Acme | London | onsite, no remote", "onsite"),
    ("Acme | London | non-remote", ""),
    ("Acme | ONSITE NO-VISA", "onsite"),
    ("Acme | Remote - no visa", "remote"),
    ("Remote: No", ""),
    ("Remote: Yes", "remote"),
    ("Remote possible? No", ""),
    ("Remote ok after 3 months", "remote"),
    ("remote-friendly", "remote"),
    ("work from home", "remote"),
    ("Telecommuting ok", "remote"),
    ("In-office 3 days a week", "hybrid"),
    ("on-site 3 days a week", "hybrid"),
    ("5 days on-site", "onsite"),
    ("2 days remote per week", "hybrid"),
    ("Partially remote", "hybrid"),
    ("Some remote possible", "hybrid"),
    ("Fully remote or hybrid", "hybrid remote"),
    ("Remote work is not available", ""),
    ("We do not offer remote work", ""),
    ("This role is not remote.", ""),
    ("Remote sensing scientist", ""),
    ("You lead remote teams", ""),
    ("Support for remote customers and remote offices", ""),
    ("Remote monitoring of machines", ""),
    ("Hybrid cloud architect", ""),
    ("Hybrid apps with web technology", ""),
    ("Hybrid search and retrieval", ""),
    ("On-site interviews after the call", ""),
    ("远程", "remote"),
    ("可远程办公", "remote"),
    ("居家办公", "remote"),
    ("不接受远程", ""),
    ("远程控制系统开发", ""),
    ("坐班", "onsite"),
    ("混合办公", "hybrid"),
    ("Homeoffice möglich", "remote"),
    ("Mobiles Arbeiten", "remote"),
    ("2 Tage Homeoffice pro Woche", "hybrid"),
    ("bis zu 3 Tage Homeoffice", "hybrid"),
    ("kein Homeoffice", ""),
    ("Télétravail", "remote"),
    ("Télétravail partiel", "hybrid"),
    ("Télétravail possible : 2 jours par semaine", "hybrid"),
    ("Jusqu'à 3 jours de télétravail", "hybrid"),
    ("Pas de télétravail", ""),
    ("Télétravail : non", ""),
    ("làm việc từ xa", "remote"),
    ("Ăn trưa tại nhà hàng", ""),
    (LONG + "We are a remote-first company.", "remote"),
    (LONG + "This role is hybrid, with 3 days in the office. Remote workspace stipend.", "hybrid"),
    (LONG + "You may work fully remote or hybrid.", "hybrid remote"),
    (LONG + "This position is on-site in Boston.", "onsite"),
    (LONG + "An on-site chef, in-office lunches and a remote workspace stipend.", ""),
    (LONG + "Experience with remote, cross-cultural teams and hybrid environments.", ""),
    (LONG + "The job is 5 days on-site in our Boston office.", "onsite"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "modes"), TEXTS, ids=[row[0][-60:] for row in TEXTS])
def test_texts(text: str, modes: str) -> None:
    assert " ".join(work_modes(text)) == modes


@pytest.mark.parametrize(
    ("hint", "modes"),
    [
        ("Remote", "remote"), ("Hybrid", "hybrid"), ("OnSite", "onsite"), ("On-Site", "onsite"), ("In-Office", "onsite"),
        ("In-Office or Remote", "onsite remote"), ("TELECOMMUTE", "remote"), ("True", "remote"), ("False", ""),
        ("not remote", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_sources_own_field(hint: str, modes: str) -> None:
    assert " ".join(work_modes("", hint=hint)) == modes


def test_fields_decide_before_the_text() -> None:
    text = LONG + "We are a remote-first company."
    assert work_modes(text, location="Hybrid - Pune") == ("hybrid",)
    assert work_modes(text, title="Engineer (onsite)") == ("onsite",)
    assert work_modes(text, title="Engineer", location="Pune") == ("remote",)


def test_a_place_alone_says_nothing() -> None:
    assert work_modes("Acme | Berlin, Germany", location="Berlin") == ()


def test_the_header_decides_before_the_sentences() -> None:
    assert work_modes("Acme | Berlin | ONSITE\n\n" + LONG + "We are a remote-first company.") == ("onsite",)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_no_string_raises(text: str) -> None:
    found = work_modes(text, title=text, location=text, hint=text)
    assert list(found) == sorted(set(found) & {"hybrid", "onsite", "remote"})


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "remote ",
        "no ",
        "3 days ",
        "hybrid ",
        "on-site ",
        "(",
        " ",
        "\n",
        "远程",
        "télétravail ",
        "not any ",
    ],
)
def test_long_repetitions_are_read_in_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = time.perf_counter()
    work_modes(text, location=text)
    assert time.perf_counter() - began < 5
