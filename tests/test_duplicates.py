"""Which ads are one: reposts and mirrors are, siblings for other roles are not."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd
import pytest
from pace import at_most

from jobmarket.duplicates import duplicate_groups
from jobmarket.extract.fingerprint import fingerprint
from jobmarket.extract.roles.opening_names import wording

STORY = (
    "We build tools that help hospitals plan their wards. Our team of twelve works in small groups, ships every "
    "week and talks to nurses every month. You bring curiosity, care for tests and a liking for plain words. "
    "We offer a short week, a garden and lunch together. Write to us with a few lines about what you like. "
)
OTHER = (
    "Ships need weather, and weather needs numbers. From the harbour office we forecast waves for half of the "
    "northern fleet; our models run on borrowed computers at night. Sailors trust us, and so should you. "
)
THIRD = (
    "Bread is older than writing. In our mill the flour is weighed by a machine that we would like to teach a "
    "little more patience; the bakers will tell you what they miss, and you will try it out the same morning. "
)

WORDS = [f"word{number}" for number in range(3000)]


def title(name: str) -> list[str]:
    return ["=" + wording(name)]


def said(*names: str) -> list[str]:
    return sorted(wording(name) for name in names)


def ads(*rows: tuple[str, str | None, str, list[str], str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "posting_id": posting_id,
                "employer_key": employer,
                "date_posted": pd.Timestamp(day),
                "openings": openings,
                "cities": [],
                "countries": [],
                "fingerprint": fingerprint(text),
            }
            for posting_id, employer, day, openings, text in rows
        ]
    )


def groups(*rows: tuple[str, str | None, str, list[str], str]) -> dict[Any, Any]:
    found = duplicate_groups(ads(*rows))
    return dict(zip(found["posting_id"], found["duplicate_group"], strict=True))


def test_a_repost_belongs_to_its_first_appearance() -> None:
    assert groups(
        ("b", "acme", "2024-02-01", said("ML engineer"), STORY + "Now with a new office."),
        ("a", "acme", "2024-01-01", said("Machine learning engineers"), STORY),
    ) == {"a": "a", "b": "a"}


def test_a_sibling_with_another_title_is_another_ad_however_alike_the_rest() -> None:
    assert groups(
        ("a", "acme", "2024-01-01", title("Android Engineer"), "Android engineer. " + STORY),
        ("b", "acme", "2024-01-01", title("iOS Engineer"), "iOS engineer. " + STORY),
        ("c", "acme", "2024-01-01", title("Senior iOS Engineer"), "Senior iOS engineer. " + STORY),
    ) == {"a": "a", "b": "b", "c": "c"}


def test_a_hand_written_sibling_in_which_only_the_role_changed_is_another_ad() -> None:
    found = groups(
        ("a", "acme", "2024-01-01", said("Backend engineer"), "Acme | Backend engineer | Remote. " + STORY),
        ("b", "acme", "2024-02-01", said("Product designer"), "Acme | Product designer | Remote. " + STORY),
    )
    assert found == {"a": "a", "b": "b"}


def test_a_role_added_to_the_list_is_the_same_ad() -> None:
    found = groups(
        ("a", "acme", "2024-01-01", said("Backend engineer", "Data scientist"), STORY),
        ("b", "acme", "2024-02-01", said("Backend engineer", "Sales lead"), STORY + "Sales too."),
    )
    assert found["b"] == "a"


def test_one_title_in_two_towns_is_one_ad() -> None:
    found = groups(
        ("a", "acme", "2024-01-01", title("Data Analyst"), "Hamburg. " + STORY + OTHER),
        ("b", "acme", "2024-01-09", title("Data Analyst (m/w/d)"), "Bremen. " + STORY + OTHER),
    )
    assert found["b"] == "a"


def test_a_board_that_cuts_the_text_short_shows_the_same_ad() -> None:
    found = groups(
        ("a", "acme", "2024-01-01", title("Data Analyst"), STORY + OTHER + THIRD),
        ("b", "acme", "2024-01-04", title("Data Analyst"), STORY),
        ("c", "acme", "2024-01-04", title("Data Scientist"), STORY),
    )
    assert found == {"a": "a", "b": "a", "c": "c"}


def test_a_copy_by_a_recruiter_is_the_same_ad_only_if_nearly_word_for_word() -> None:
    found = groups(
        ("a", "acme", "2024-01-01", title("ML engineer"), STORY),
        ("b", "recruiter", "2024-01-09", title("ML engineer"), STORY),
        ("c", "recruiter", "2024-01-09", title("ML engineer"), STORY[:150] + OTHER),
    )
    assert found == {"a": "a", "b": "a", "c": "c"}


def test_the_address_to_write_to_stands_for_an_employer_without_a_name() -> None:
    edited = STORY[: len(STORY) // 2] + THIRD
    rows = (
        ("a", None, "2024-01-01", said("Rails developer"), STORY + "jobs@wards.example"),
        ("b", None, "2024-02-01", said("Rails engineers"), edited + "https://wards.example/jobs"),
        ("c", None, "2024-02-01", said("Rails engineers"), edited.replace("Bread", "Cheese")),
    )
    assert groups(*rows[:2])["b"] == "a"
    assert groups(rows[0], rows[2])["c"] == "c"


def test_an_address_of_many_employers_is_nobodys() -> None:
    edited = STORY[: len(STORY) // 2] + THIRD
    many = [
        (
            f"n{n}",
            f"firm{n}",
            "2023-06-01",
            said("Chef"),
            f"Numbers {n} of {n * 7} and {n * 13}: https://wards.example",
        )
        for n in range(9)
    ]
    found = groups(
        ("a", None, "2024-01-01", said("Rails developer"), STORY + "jobs@wards.example"),
        ("b", None, "2024-02-01", said("Rails engineers"), edited + "https://wards.example/jobs"),
        *many,
    )
    assert found["b"] == "b"


def test_other_texts_of_the_same_employer_and_title_stay_apart() -> None:
    assert groups(
        ("a", "acme", "2024-01-01", title("ML engineer"), STORY),
        ("b", "acme", "2024-06-01", title("ML engineer"), OTHER),
    ) == {"a": "a", "b": "b"}


def test_an_employer_that_writes_its_ad_anew_for_the_same_opening_advertises_one_ad() -> None:
    anew = STORY[:90] + OTHER + THIRD
    found = groups(
        ("a", "acme", "2024-01-01", said("Haskell engineer"), STORY),
        ("b", "acme", "2024-05-01", said("Haskell engineers"), anew),
        ("c", "acme", "2024-05-01", said("Product designer"), anew),
    )
    assert found == {"a": "a", "b": "a", "c": "c"}


def test_teams_of_one_employer_that_each_write_their_own_ad_look_for_their_own_engineers() -> None:
    engineers = said("Backend engineer", "Frontend engineer")
    anew = STORY[:90] + OTHER
    month_later = ("b", "acme", "2024-02-01", engineers, anew)
    assert groups(("a", "acme", "2024-01-01", engineers, STORY), month_later)["b"] == "a"
    found = groups(
        ("a", "acme", "2024-01-01", engineers, STORY),
        ("a1", "acme", "2024-01-03", said("Product designer"), THIRD),
        month_later,
        ("b1", "acme", "2024-02-02", said("Account manager"), THIRD[:150] + OTHER[100:]),
    )
    assert found == {"a": "a", "a1": "a1", "b": "b", "b1": "b1"}


def test_an_ad_sent_twice_in_a_week_is_no_second_voice() -> None:
    found = groups(
        ("a", "acme", "2024-01-01", said("Haskell engineer"), STORY),
        ("a1", "acme", "2024-01-03", said("Haskell engineer"), STORY + "Apply soon."),
        ("b", "acme", "2024-02-01", said("Haskell engineer"), STORY[:90] + OTHER),
        ("b1", "acme", "2024-02-03", said("Haskell engineer"), STORY[:90] + OTHER + "Apply soon."),
    )
    assert set(found.values()) == {"a"}


TWO_VOICES = (
    ("v1", "acme", "2022-01-01", said("Product designer"), OTHER),
    ("v2", "acme", "2022-01-03", said("Account manager"), THIRD),
)
"""Ads by which an employer is one of several teams."""


@pytest.mark.parametrize(
    ("later", "kept", "expected"),
    [
        ("2021-04-01", 90, "a"),  # within half a year a little of the text is enough
        ("2022-06-01", 90, "b"),
        ("2022-06-01", len(STORY), "a"),
        ("2024-05-01", 90, "b"),
        ("2024-05-01", len(STORY) // 2, "b"),
        ("2024-05-01", len(STORY), "a"),
    ],
)
def test_the_longer_ago_the_more_of_the_text_has_to_be_left(later: str, kept: int, expected: str) -> None:
    """Whoever advertises: after a year an opening of the same name is another one, unless the text is the old one."""
    years = (
        ("a", "acme", "2021-01-01", said("Haskell engineer"), STORY),
        ("b", "acme", later, said("Haskell engineers"), STORY[:kept] + THIRD[: max(0, len(STORY) - kept)]),
    )
    assert groups(*years)["b"] == expected


def test_one_voice_that_asks_for_a_particular_opening_again_within_months_may_say_nothing_twice() -> None:
    first = ("a", "acme", "2024-01-01", said("Haskell engineer"), STORY)
    assert groups(first, ("b", "acme", "2024-05-01", said("Haskell engineer"), THIRD))["b"] == "a"
    assert groups(first, ("b", "acme", "2025-05-01", said("Haskell engineer"), THIRD))["b"] == "b"
    assert groups(first, *TWO_VOICES, ("b", "acme", "2024-05-01", said("Haskell engineer"), THIRD))["b"] == "b"
    anybody = ("a", "acme", "2024-01-01", said("Senior software engineers"), STORY)
    assert groups(anybody, ("b", "acme", "2024-05-01", said("Senior software engineer"), THIRD))["b"] == "b"


def test_an_intern_fills_no_engineers_place() -> None:
    edited = STORY[: len(STORY) * 2 // 3] + THIRD
    first = ("a", "acme", "2024-01-01", said("Rust engineer"), STORY)
    assert groups(first, ("b", "acme", "2024-03-01", said("Rust engineering intern"), edited))["b"] == "b"
    both = said("Rust engineering intern", "Rust engineer")
    assert groups(first, ("b", "acme", "2024-03-01", both, edited))["b"] == "a"
    anybody = ("a", "acme", "2024-01-01", said("Engineers"), STORY)
    assert groups(anybody, ("b", "acme", "2024-03-01", said("Sales intern"), edited))["b"] == "b"


def test_one_voice_may_ask_for_another_rank_or_a_more_particular_engineer() -> None:
    edited = STORY[: len(STORY) // 2] + THIRD
    for later in ("Senior Rust engineer", "Embedded Rust engineer"):
        years = (
            ("a", "acme", "2024-01-01", said("Rust engineer"), STORY),
            ("b", "acme", "2024-05-01", said(later), edited),
        )
        assert groups(*years)["b"] == "a"
        assert groups(*years, *TWO_VOICES)["b"] == "b"
        years_later = (years[0], ("b", "acme", "2026-05-01", said(later), edited))
        assert groups(*years_later)["b"] == "b"


def test_lists_that_drift_to_other_jobs_are_no_longer_one_ad() -> None:
    jobs = ["Cook", "Painter", "Lawyer", "Rust engineer", "Product designer", "Nurse", "Account manager", "Baker"]
    anew = [STORY + " ".join(WORDS[40 * at : 40 * at + 40]) for at in range(len(jobs) - 1)]
    found = groups(
        *(
            (f"{at}", "acme", f"20{14 + at}-01-01", said(*jobs[at : at + 2]), text)
            for at, text in enumerate(anew)
        )
    )
    assert found["1"] == "0"
    assert found["6"] != "0"


@pytest.mark.parametrize(("second", "third", "is_one"), [("04", "08", True), ("06", "12", False)])
def test_an_ad_joins_no_list_that_asked_for_other_jobs_a_year_ago(second: str, third: str, is_one: bool) -> None:
    """What is between them may name a job of either; within months that is a list that changes, later it is another ad."""
    found = groups(
        ("a", "acme", "2024-01-01", said("Cook", "Painter"), STORY),
        ("b", "acme", f"2024-{second}-01", said("Painter", "Lawyer"), STORY + THIRD[:90]),
        ("c", "acme", f"2024-{third}-01", said("Lawyer", "Nurse"), STORY[:200] + THIRD),
    )
    assert found["b"] in (found["a"], found["c"])
    assert (found["a"] == found["c"]) == is_one


@pytest.mark.parametrize(("kept", "is_one"), [(120, True), (45, False)])
def test_a_list_between_two_ads_of_other_jobs_joins_them_only_where_enough_of_the_text_is_kept(kept: int, is_one: bool) -> None:
    found = groups(
        ("a", "acme", "2024-01-01", said("Cook"), STORY),
        ("b", "acme", "2024-02-01", said("Cook", "Painter"), STORY + OTHER[:80]),
        ("c", "acme", "2024-03-01", said("Painter"), STORY[:kept] + THIRD),
    )
    assert found["b"] == "a"
    assert (found["c"] == "a") == is_one


def test_the_word_software_tells_no_frontend_engineer_from_another() -> None:
    anew = STORY[: len(STORY) // 3] + " ".join(WORDS[:40])
    found = groups(
        ("a", "acme", "2024-01-01", said("Frontend software engineer", "Cook"), STORY),
        ("b", "acme", "2024-02-01", said("Frontend engineer", "Nurse"), anew),
        *TWO_VOICES,
    )
    assert found["b"] == "a"


def test_software_engineers_are_not_the_frontend_engineers_of_another_ad() -> None:
    anew = STORY[: len(STORY) // 3] + " ".join(WORDS[:40])
    found = groups(
        ("a", "acme", "2024-01-01", said("Software engineer", "Cook"), STORY),
        ("b", "acme", "2024-02-01", said("Frontend engineer", "Nurse"), anew),
        *TWO_VOICES,
    )
    assert found["b"] == "b"


def test_engineers_of_any_kind_may_be_the_particular_ones_of_the_month_before() -> None:
    edited = STORY[: len(STORY) * 2 // 3] + THIRD
    assert groups(
        ("a", "acme", "2024-01-01", said("Site reliability engineer"), STORY),
        ("b", "acme", "2024-02-01", said("Engineers"), edited),
    ) == {"a": "a", "b": "a"}
    assert groups(
        ("a", "acme", "2024-01-01", said("Site reliability engineer"), STORY),
        ("b", "acme", "2024-02-01", said("Engineers", "Rails developer"), edited),
    ) == {"a": "a", "b": "b"}


def test_a_copy_of_nobodys_ad_may_have_something_added() -> None:
    found = groups(
        ("a", None, "2024-01-01", title("Data Architect"), STORY),
        ("b", "fair", "2024-01-02", title("Data Architect (H/F)"), OTHER[:90] + STORY),
        ("c", "fair", "2024-01-02", title("Data Analyst (H/F)"), OTHER[:90] + STORY),
        ("d", "fair", "2024-01-02", title("Data Architect (H/F)"), STORY[:120] + OTHER),
    )
    assert found == {"a": "a", "b": "a", "c": "c", "d": "d"}


def test_two_employers_with_one_template_advertise_two_jobs() -> None:
    rows = [
        (who, who, "2024-01-01", title("Data Analyst"), own + STORY + OTHER)
        for who, own in (("acme", THIRD[:110]), ("birch", THIRD[110:]))
    ]
    assert groups(*rows) == {"acme": "acme", "birch": "birch"}


def test_a_copy_for_the_same_town_may_be_edited_further() -> None:
    frame = ads(
        ("acme", "acme", "2024-01-01", title("Data Analyst"), THIRD[:110] + STORY + OTHER),
        ("birch", "birch", "2024-01-01", title("Data Analyst"), THIRD[110:] + STORY + OTHER),
    )

    def found(*towns: list[str]) -> set[str]:
        return set(duplicate_groups(frame.assign(cities=list(towns)))["duplicate_group"])

    assert found(["Leeds"], ["York", "Leeds"]) == {"acme"}
    assert found(["Leeds"], ["York"]) == {"acme", "birch"}
    assert found([], []) == {"acme", "birch"}


def test_one_title_in_two_towns_is_one_call_word_for_word_and_in_two_countries_two_openings() -> None:
    def found(text: str, towns: tuple[str, str], lands: tuple[str, str]) -> int:
        frame = ads(
            ("a", "acme", "2024-01-01", title("Data Analyst"), STORY + OTHER),
            ("b", "acme", "2024-01-01", title("Data Analyst"), text),
        )
        frame = frame.assign(cities=[[town] for town in towns], countries=[[land] for land in lands])
        return len(set(duplicate_groups(frame)["duplicate_group"]))

    edited = STORY[: len(STORY) * 3 // 4] + THIRD[: len(STORY) // 4] + OTHER
    assert found(STORY + OTHER, ("Leeds", "York"), ("GB", "GB")) == 1
    assert found(edited, ("Leeds", "Leeds"), ("GB", "GB")) == 1
    assert found(edited, ("Leeds", "York"), ("GB", "GB")) == 2
    assert found(STORY + OTHER, ("Leeds", "Oslo"), ("GB", "NO")) == 2


def test_one_title_in_many_countries_is_one_call() -> None:
    lands = ["GB", "NO", "FR", "PL", "SE"]
    for many in (5, 4):
        rows = [(land, "acme", "2024-01-01", title("Data Analyst"), STORY + OTHER) for land in lands[:many]]
        frame = ads(*rows).assign(countries=[[land] for land in lands[:many]])
        assert len(set(duplicate_groups(frame)["duplicate_group"])) == (1 if many == 5 else many)


def test_a_few_lines_found_whole_in_another_employers_ad_were_cut_out_of_it() -> None:
    rows = (
        ("a", None, "2024-01-01", title("Data Analyst"), STORY),
        ("b", "acme", "2024-01-20", title("Data analyst (m/f/d)"), STORY + THIRD + " ".join(WORDS[:60])),
    )
    assert groups(*rows) == {"a": "a", "b": "a"}
    few = "Full time, information technology, entry level. "
    assert groups(("a", None, "2024-01-01", title("Data Analyst"), few), rows[1])["b"] == "b"


def test_years_of_small_edits_do_not_join_what_has_nothing_left_in_common() -> None:
    chance = random.Random(5)
    blocks = [" ".join(chance.choice(WORDS) for _ in range(60)) for _ in range(8)]
    drifting = [
        (f"{at}", "acme", f"20{14 + at}-01-01", said("Cook"), " ".join(blocks[at : at + 3]))
        for at in range(6)
    ]
    found = groups(*drifting, *TWO_VOICES, ("v3", "acme", "2022-01-05", said("Nurse"), STORY))
    assert 3 < len(set(found.values())) < len(found)
    assert found["5"] != found["0"]


def test_ads_without_text_stay_alone() -> None:
    assert groups(
        ("a", "acme", "2024-01-01", title("ML engineer"), ""),
        ("b", "acme", "2024-01-01", title("ML engineer"), ""),
    ) == {"a": "a", "b": "b"}


def test_ads_without_a_date_or_an_opening_are_compared_all_the_same() -> None:
    frame = ads(("a", "acme", "2024-01-01", [], STORY), ("b", "acme", "2024-02-01", [], STORY))
    frame["date_posted"] = pd.NaT
    assert set(duplicate_groups(frame)["duplicate_group"]) == {"a"}


def test_no_ads_no_groups() -> None:
    assert duplicate_groups(ads(("a", None, "2024-01-01", [], STORY)).iloc[:0]).empty


def test_the_order_of_ads_makes_no_difference() -> None:
    frame = ads(
        ("a", "acme", "2024-01-01", said("ML engineer"), STORY),
        ("b", "acme", "2024-02-01", said("ML engineer"), STORY + OTHER[:60]),
        ("c", "birch", "2024-02-01", said("ML engineer"), OTHER),
        ("d", None, "2024-03-01", said("ML engineer"), OTHER),
    )
    there, back = duplicate_groups(frame), duplicate_groups(frame.iloc[::-1])
    assert dict(there.to_numpy()) == dict(back.to_numpy()) == {"a": "a", "b": "a", "c": "c", "d": "c"}


def test_one_template_in_very_many_copies_costs_no_square() -> None:
    frame = pd.DataFrame(
        {
            "posting_id": [f"{n:05}" for n in range(10_000)],
            "employer_key": "acme",
            "date_posted": pd.Timestamp("2024-01-01"),
            "openings": [title("ML engineer")] * 10_000,
            "cities": [[]] * 10_000,
            "countries": [[]] * 10_000,
            "fingerprint": [fingerprint(STORY)] * 10_000,
        }
    )
    with at_most(20):
        found = duplicate_groups(frame)
        assert set(found["duplicate_group"]) == {"00000"}
