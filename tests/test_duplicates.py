"""Which ads are one: reposts and mirrors are, siblings for other roles are not."""

from __future__ import annotations

import time
from typing import Any

import pandas as pd

from jobmarket.duplicates import duplicate_groups
from jobmarket.extract.fingerprint import fingerprint

STORY = (
    "We build tools that help hospitals plan their wards. Our team of twelve works in small groups, ships every "
    "week and talks to nurses every month. You bring curiosity, care for tests and a liking for plain words. "
    "We offer a short week, a garden and lunch together. Write to us with a few lines about what you like. "
)
OTHER = (
    "Ships need weather, and weather needs numbers. From the harbour office we forecast waves for half of the "
    "northern fleet; our models run on borrowed computers at night. Sailors trust us, and so should you. "
)


def ads(*rows: tuple[str, str | None, str, list[str], str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "posting_id": posting_id,
                "employer_key": employer,
                "date_posted": pd.Timestamp(day),
                "openings": openings,
                "fingerprint": fingerprint(text),
            }
            for posting_id, employer, day, openings, text in rows
        ]
    )


def groups(frame: pd.DataFrame) -> dict[Any, Any]:
    found = duplicate_groups(frame)
    return dict(zip(found["posting_id"], found["duplicate_group"], strict=True))


def test_a_repost_belongs_to_its_first_appearance() -> None:
    found = groups(
        ads(
            ("b", "acme", "2024-02-01", ["ml"], STORY + "Now with a new office."),
            ("a", "acme", "2024-01-01", ["ml"], STORY),
        )
    )
    assert found == {"a": "a", "b": "a"}


def test_a_sibling_with_another_role_is_another_ad() -> None:
    found = groups(
        ads(
            ("a", "acme", "2024-01-01", ["backend"], "Backend engineer. " + STORY),
            ("b", "acme", "2024-01-01", ["frontend"], "Frontend engineer. " + STORY),
        )
    )
    assert found == {"a": "a", "b": "b"}


def test_a_role_added_to_the_list_is_the_same_ad() -> None:
    found = groups(
        ads(
            ("a", "acme", "2024-01-01", ["backend", "ml"], STORY),
            ("b", "acme", "2024-02-01", ["backend", "ml", "sales"], STORY + "Sales too."),
        )
    )
    assert found["b"] == "a"


def test_a_copy_by_a_recruiter_is_the_same_ad_only_if_nearly_word_for_word() -> None:
    found = groups(
        ads(
            ("a", "acme", "2024-01-01", ["ml"], STORY),
            ("b", "recruiter", "2024-01-09", ["ml"], STORY),
            ("c", "recruiter", "2024-01-09", ["ml"], STORY[:150] + OTHER),
        )
    )
    assert found == {"a": "a", "b": "a", "c": "c"}


def test_other_texts_of_the_same_employer_and_role_stay_apart() -> None:
    found = groups(
        ads(
            ("a", "acme", "2024-01-01", ["ml"], STORY),
            ("b", "acme", "2024-06-01", ["ml"], OTHER),
        )
    )
    assert found == {"a": "a", "b": "b"}


def test_ads_without_text_stay_alone() -> None:
    assert groups(ads(("a", "acme", "2024-01-01", ["ml"], ""), ("b", "acme", "2024-01-01", ["ml"], ""))) == {
        "a": "a",
        "b": "b",
    }


def test_no_ads_no_groups() -> None:
    assert duplicate_groups(ads(("a", None, "2024-01-01", [], STORY)).iloc[:0]).empty


def test_the_order_of_ads_makes_no_difference() -> None:
    frame = ads(
        ("a", "acme", "2024-01-01", ["ml"], STORY),
        ("b", "acme", "2024-02-01", ["ml"], STORY + OTHER[:60]),
        ("c", "birch", "2024-02-01", ["ml"], OTHER),
        ("d", None, "2024-03-01", ["ml"], OTHER),
    )
    assert groups(frame) == groups(frame.iloc[::-1])


def test_one_template_in_very_many_copies_costs_no_square() -> None:
    frame = pd.DataFrame(
        {
            "posting_id": [f"{n:05}" for n in range(20_000)],
            "employer_key": "acme",
            "date_posted": pd.Timestamp("2024-01-01"),
            "openings": [["ml"]] * 20_000,
            "fingerprint": [fingerprint(STORY)] * 20_000,
        }
    )
    started = time.perf_counter()
    found = duplicate_groups(frame)
    assert set(found["duplicate_group"]) == {"00000"}
    assert time.perf_counter() - started < 20
