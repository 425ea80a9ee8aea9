"""The judge on made-up ads: every claim's own examples, and the rules that hold for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from made_up_ads import AS_OF, day, warehouse

from jobmarket.catalog.claims import Claim, claims
from jobmarket.catalog.rules import Window
from jobmarket.judge import Judgement, judge
from jobmarket.judge.evidence import months_before
from jobmarket.judge.findings import percent
from jobmarket.judge.populations import condition, event, terms
from jobmarket.judge.verdicts import EVIDENCE_COLUMNS, VERDICT_COLUMNS

PAIRED = claims()["pytorch-beats-keras-overall"]


def judged(claim: Claim, *rows: dict[str, Any]) -> Judgement:
    return judge(warehouse(rows), [claim], AS_OF)


def verdict(claim: Claim, *rows: dict[str, Any]) -> pd.Series:
    return judged(claim, *rows).verdicts.iloc[0]


def one_of_each_kind() -> Iterator[Claim]:
    seen = set()
    for claim in claims().values():
        if claim.kind not in seen:
            seen.add(claim.kind)
            yield claim


def check_examples(claim: Claim) -> None:
    for example in claim.examples:
        found = judge(warehouse(example.ads, example.figures), [claim], AS_OF).verdicts.iloc[0]
        assert found.verdict == example.verdict, (example.about, found.reason)


@pytest.mark.parametrize("claim", list(one_of_each_kind()), ids=lambda claim: claim.kind or "not-testable")
def test_a_claim_of_each_kind_gives_its_examples_verdicts(claim: Claim) -> None:
    for example in claim.examples[:2]:
        found = judge(warehouse(example.ads, example.figures), [claim], AS_OF).verdicts.iloc[0]
        assert found.verdict == example.verdict, found.reason


@pytest.mark.slow
@pytest.mark.parametrize("claim", list(claims().values()), ids=lambda claim: claim.id)
def test_every_claim_gives_its_examples_verdicts(claim: Claim) -> None:
    check_examples(claim)


def test_every_claim_has_one_verdict_even_without_evidence() -> None:
    found = judge(warehouse(), list(claims().values()), AS_OF)
    assert tuple(found.verdicts.columns) == VERDICT_COLUMNS
    assert tuple(found.evidence.columns) == EVIDENCE_COLUMNS
    assert list(found.verdicts.claim_id) == list(claims())
    assert set(found.verdicts.verdict) == {"too-little-evidence", "not-testable"}
    assert found.verdicts.reason.str.len().min() > 10
    assert set(found.claims.columns) == {
        *("claim_id", "document", "statement", "topic", "rule", "testable", "contradicts", "sharpened")
    }


def test_the_same_evidence_gives_the_same_judgement() -> None:
    rows = [
        {"employers": 20, "frameworks": ["pytorch"], "pay": 100000, "pay_step": 900, "countries": ["US"]},
        {"employers": 20, "frameworks": ["keras"], "pay": 90000, "pay_step": 800, "countries": ["US"]},
        {"employers": 30, "frameworks": [], "roles": ["designer"], "months_ago": 20},
    ]
    some = list(claims().values())[::4]
    first, second = (judge(warehouse(rows), some, AS_OF) for _ in range(2))
    pd.testing.assert_frame_equal(first.verdicts, second.verdicts)
    pd.testing.assert_frame_equal(first.evidence, second.evidence)


def test_evidence_has_one_row_a_claim_source_and_variant() -> None:
    rows = [
        {"employers": 20, "frameworks": ["pytorch"], "source": source, "roles": ["ml-engineer", "other"]}
        for source in ("one", "two", "three")
    ]
    found = judge(warehouse(rows), list(claims().values()), AS_OF).evidence
    assert not found.duplicated(["claim_id", "source", "variant"]).any()
    whole = found.dropna(subset=["low", "high"])
    assert (whole.low <= whole.estimate + 1e-9).all()
    assert (whole.estimate <= whole.high + 1e-9).all()


# --- an ad counts once --------------------------------------------------------------------------------------


def test_a_repeated_ad_counts_once_a_window() -> None:
    found = verdict(PAIRED, {"employers": 20, "frameworks": ["pytorch"], "duplicates": 2})
    assert (found.postings, found.discordant, found.discordant_employers) == (20, 20, 20)


def test_a_repeated_ad_counts_once_a_month_in_a_trend() -> None:
    row = {"employers": 30, "frameworks": ["keras"], "duplicates": 2, "months_ago": 30, "spread": 27}
    assert verdict(claims()["keras-demand-grows"], row).postings == 90


def test_ads_still_open_on_one_day_are_no_history() -> None:
    claim = claims()["ai-hiring-grows"]
    designers = {"frameworks": [], "roles": ["designer"]}
    engineers = {"frameworks": [], "roles": ["ml-engineer"]}
    steady = [
        {"employers": 90, "months_ago": 34, "spread": 34, **designers},
        {"employers": 60, "months_ago": 34, "spread": 34, **engineers},
    ]
    board = [
        {"employers": 9, "months_ago": 34, "spread": 30, "source": "board-x", **engineers},
        {"employers": 900, "months_ago": 2, "spread": 2, "source": "board-x", **designers},
    ]
    assert verdict(claim, *steady, *board).postings == 150
    only = verdict(claim, *board)
    assert (only.verdict, only.postings) == ("too-little-evidence", 0)
    assert "gathered over 18 months" in only.reason


def test_years_of_different_sources_are_never_compared() -> None:
    claim = claims()["frameworks-rise-and-fall"]
    then = {"employers": 40, "frameworks": ["tensorflow"], "months_ago": 70}
    now = {"employers": 40, "frameworks": ["pytorch"], "months_ago": 3}
    assert verdict(claim, then, now).verdict == "supported"
    assert verdict(claim, {**then, "source": "one"}, {**now, "source": "two"}).verdict == "inconclusive"


def test_the_first_appearance_in_the_window_counts() -> None:
    connection = warehouse([{"employers": 20, "frameworks": ["pytorch"], "duplicates": 1, "months_ago": 4}])
    connection.execute("UPDATE ads SET frameworks = ['keras'] WHERE posting_id LIKE '%-0'")
    found = judge(connection, [PAIRED], AS_OF).verdicts.iloc[0]
    assert "20 only Keras" in found.reason


def test_the_query_shown_returns_the_ads_counted() -> None:
    some = [
        PAIRED,
        claims()["keras-demand-grows"],
        claims()["pytorch-leads-nlp"],
        claims()["deployment-is-essential"],
    ]
    rows = [
        {"employers": 30, "frameworks": ["pytorch"], "topics": ["nlp"], "duplicates": 1},
        {"employers": 30, "frameworks": ["keras"], "topics": ["deployment"], "roles": ["nlp-engineer"]},
        {"employers": 30, "frameworks": ["keras"], "months_ago": 60, "source": "board-b"},
        {"employers": 30, "frameworks": ["keras"], "selection": "role", "source": "board-c"},
    ]
    connection = warehouse(rows)
    for found in judge(connection, some, AS_OF).verdicts.itertuples():
        assert len(connection.execute(found.sql).fetchall()) == found.postings


# --- who may speak ------------------------------------------------------------------------------------------


def test_a_source_that_cannot_see_a_term_is_left_out() -> None:
    blind = {
        "employers": 30,
        "frameworks": ["keras"],
        "source": "skills",
        "vocabulary": ["keras", "tensorflow"],
    }
    found = verdict(PAIRED, {"employers": 20, "frameworks": ["pytorch"]}, blind)
    assert (found.verdict, found.postings) == ("supported", 20)
    seeing = {**blind, "vocabulary": ["keras", "pytorch"]}
    assert verdict(PAIRED, {"employers": 20, "frameworks": ["pytorch"]}, seeing).postings == 50


def test_a_skill_list_never_speaks_on_topics() -> None:
    row = {"employers": 60, "frameworks": ["pytorch"], "topics": ["deployment"]}
    assert verdict(claims()["deployment-is-essential"], row).verdict == "supported"
    assert (
        verdict(claims()["deployment-is-essential"], {**row, "readable": "skills"}).verdict
        == "too-little-evidence"
    )


@pytest.mark.parametrize("selection", ["keyword", "role", "pay"])
def test_a_selected_source_speaks_on_ratios_only(selection: str) -> None:
    rows = {"employers": 100, "frameworks": ["pytorch"], "selection": selection}
    assert verdict(PAIRED, rows).verdict == "supported"
    assert verdict(claims()["three-frameworks-dominate"], rows).verdict == "too-little-evidence"
    assert verdict(claims()["ai-hiring-grows"], rows).verdict == "too-little-evidence"


def test_a_source_below_the_minimum_is_shown_not_pooled() -> None:
    found = judged(
        PAIRED,
        {"employers": 20, "frameworks": ["pytorch"], "source": "large"},
        {"employers": 5, "frameworks": ["keras"], "source": "small"},
    )
    rows = found.evidence.set_index(["source", "variant"])
    assert found.verdicts.iloc[0].postings == 20
    assert not rows.loc[("small", "main")].pooled
    assert rows.loc[("small", "main")].shortfall == "5 of 12 employers"
    assert rows.loc[("all", "small sources too")].postings == 25
    assert found.verdicts.iloc[0].robust == "single-source"


def test_sources_too_small_alone_are_judged_together() -> None:
    rows = [{"employers": 8, "frameworks": ["pytorch"], "source": name} for name in ("one", "two", "three")]
    found = verdict(PAIRED, *rows)
    assert (found.verdict, found.discordant_employers) == ("supported", 24)


# --- minimum, multiplicity, robustness ----------------------------------------------------------------------


def test_too_little_evidence_says_how_far() -> None:
    found = verdict(PAIRED, {"employers": 7, "frameworks": ["pytorch"]})
    assert found.verdict == "too-little-evidence"
    assert "7 of 12 employers" in found.reason
    assert np.isnan(found.p_adjusted)
    assert found.robust is None


def test_no_employer_may_have_more_than_two_fifths() -> None:
    rows = [{"employers": 15, "frameworks": ["pytorch"]}, {"ads": 20, "frameworks": ["pytorch"]}]
    found = verdict(PAIRED, *rows)
    assert found.verdict == "too-little-evidence"
    assert found.largest_employer_share == pytest.approx(20 / 35)
    assert "57%" in found.reason


def test_holm_runs_over_all_claims_judged() -> None:
    rows = [
        {"employers": 9, "frameworks": ["pytorch"]},
        {"employers": 1, "frameworks": ["keras"]},
        {"employers": 3, "frameworks": ["pytorch", "keras"]},
    ]
    claim = replace(PAIRED, minimum=replace(PAIRED.minimum, employers=5))
    alone = verdict(claim, *rows)
    assert (alone.verdict, alone.p_value) == ("supported", pytest.approx(22 / 1024))
    many = [replace(claim, id=f"copy-{i}") for i in range(3)]
    among = judge(warehouse(rows), many, AS_OF).verdicts
    assert set(among.verdict) == {"inconclusive"}
    assert list(among.p_adjusted) == pytest.approx([66 / 1024] * 3)


def test_robust_survives_every_source_left_out() -> None:
    rows = [{"employers": 20, "frameworks": ["pytorch"], "source": name} for name in ("one", "two", "three")]
    found = judged(PAIRED, *rows)
    assert found.verdicts.iloc[0].robust == "yes"
    assert {"without one", "without two", "without three"} <= set(found.evidence.variant)


def test_a_verdict_that_hangs_on_one_source_is_not_robust() -> None:
    rows = [{"employers": 60, "frameworks": ["pytorch"], "source": "one"}]
    for name in ("two", "three"):
        rows += [
            {"employers": 12, "frameworks": ["pytorch"], "source": name},
            {"employers": 12, "frameworks": ["keras"], "source": name},
        ]
    found = verdict(PAIRED, *rows)
    assert (found.verdict, found.robust) == ("supported", "no")


def test_other_years_are_a_variant() -> None:
    rows = [
        {"employers": 30, "frameworks": ["pytorch"], "source": "one"},
        {"employers": 30, "frameworks": ["pytorch"], "source": "two"},
        {"employers": 90, "frameworks": ["keras"], "months_ago": 80, "source": "one"},
    ]
    found = judged(PAIRED, *rows)
    assert (found.verdicts.iloc[0].verdict, found.verdicts.iloc[0].robust) == ("supported", "no")
    variants = found.evidence.set_index("variant")
    assert variants.loc["all years"].estimate == pytest.approx(60 / 150)


def test_random_effects_from_five_sources_on() -> None:
    rows = [
        {"employers": n, "frameworks": [name], "source": source}
        for source in ("one", "two", "three", "four", "five")
        for name, n in (("pytorch", 20), ("keras", 5))
    ]
    found = judged(PAIRED, *rows).evidence.set_index("variant")
    assert found.loc["random effects"].estimate == pytest.approx(0.8, abs=0.03)
    assert found.loc["random effects"].verdict == "supported"


def test_the_window_widens_as_declared() -> None:
    claim = replace(PAIRED, window=Window(months=24, widen=(36, 0), variants=()))
    found = verdict(claim, {"employers": 20, "frameworks": ["pytorch"], "months_ago": 30})
    assert found.verdict == "supported"
    assert found.window_from == months_before(AS_OF, 36)
    assert (
        verdict(PAIRED, {"employers": 20, "frameworks": ["pytorch"], "months_ago": 30}).verdict
        == "too-little-evidence"
    )


def test_pay_looks_back_to_the_newest_window_with_prices() -> None:
    claim = claims()["keras-salary-80-120k"]
    row = {
        "employers": 40,
        "frameworks": ["keras"],
        "countries": ["US"],
        "pay": 95000,
        "pay_step": 200,
        "months_ago": 70,
    }
    found = verdict(claim, row)
    assert found.verdict == "supported"
    assert found.window_from <= day(70) <= found.window_to < AS_OF


# --- populations --------------------------------------------------------------------------------------------


def test_a_mention_counts_for_the_role_it_belongs_to() -> None:
    claim = claims()["pytorch-leads-research-scientist"]
    both = {"employers": 20, "frameworks": ["pytorch"], "roles": ["research-scientist", "data-engineer"]}
    assert verdict(claim, {**both, "mention_roles": ["research-scientist"]}).verdict == "supported"
    assert verdict(claim, {**both, "mention_roles": ["data-engineer"]}).discordant == 0
    assert verdict(claim, both).discordant == 0
    alone = {**both, "roles": ["research-scientist"]}
    assert verdict(claim, alone).verdict == "supported"


def test_any_mention_is_a_variant() -> None:
    claim = claims()["pytorch-leads-research-scientist"]
    rows = [
        {"employers": 20, "frameworks": ["pytorch"], "roles": ["research-scientist"]},
        {
            "employers": 30,
            "frameworks": ["tensorflow"],
            "roles": ["research-scientist", "other"],
            "mention_roles": ["other"],
        },
    ]
    found = judged(claim, *rows).evidence.set_index("variant")
    assert found.loc["any mention"].estimate == pytest.approx(0.4)


def test_branches_attribute_only_where_they_name_roles() -> None:
    population = {"any_of": [{"roles": ["nlp-engineer"]}, {"topics": ["nlp"]}]}
    asked = event({"frameworks": ["pytorch"]}, population)
    connection = warehouse(
        [
            {"frameworks": ["pytorch"], "topics": ["nlp"], "roles": ["other"]},
            {"frameworks": ["pytorch"], "roles": ["nlp-engineer"]},
            {"frameworks": ["pytorch"], "roles": ["nlp-engineer", "other"]},
            {"frameworks": ["pytorch"], "roles": ["other"]},
        ]
    )
    rows = connection.execute(f"SELECT posting_id FROM ads WHERE {asked} ORDER BY 1").fetchall()
    assert [row[0][:2] for row in rows] == ["p0", "p1"]


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"industry_not": ["technology"]}, ["p1"]),
        ({"employer_kind": ["startup"]}, ["p0"]),
        ({"not": {"topics": ["cloud"]}}, ["p1", "p2"]),
        ({"only": ["pytorch", "keras"]}, ["p0"]),
        ({"several": ["pytorch", "keras"]}, ["p1"]),
        ({"frameworks_none": ["pytorch"]}, ["p2"]),
        ({"without_country": True, "dl": True}, ["p0"]),
        ({"dl": False}, ["p2"]),
        ({"single_role": True, "ml": True}, ["p1"]),
    ],
)
def test_filters(filters: dict[str, Any], kept: list[str]) -> None:
    connection = warehouse(
        [
            {
                "frameworks": ["pytorch"],
                "industry": "technology",
                "employer_kind": "startup",
                "topics": ["cloud"],
                "roles": ["other", "ml-engineer"],
            },
            {"frameworks": ["pytorch", "keras"], "industry": "retail", "countries": ["US"]},
            {"frameworks": [], "roles": ["other"]},
        ]
    )
    rows = connection.execute(f"SELECT posting_id FROM ads WHERE {condition(filters)} ORDER BY 1").fetchall()
    assert [row[0][:2] for row in rows] == kept


def test_terms_are_found_at_any_depth() -> None:
    filters = {"any_of": [{"topics": ["nlp"]}, {"not": {"frameworks": ["keras"]}}], "tools": ["tfx"]}
    assert terms(filters) == {"nlp", "keras", "tfx"}


def test_values_cannot_leave_their_quotes() -> None:
    connection = warehouse([{"frameworks": ["pytorch"]}])
    text = condition({"industry": ["x') OR true OR ('"]})
    assert connection.execute(f"SELECT * FROM ads WHERE {text}").fetchall() == []


def test_windows_end_on_the_last_day() -> None:
    assert months_before(AS_OF, 24).isoformat() == "2024-06-16"
    assert months_before(AS_OF.replace(day=30), 4).isoformat() == "2026-03-01"
    assert months_before(AS_OF.replace(month=12, day=31), 1).isoformat() == "2026-12-01"


def test_the_judge_only_reads() -> None:
    connection = warehouse([{"employers": 30, "frameworks": ["pytorch"]}])
    before = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
    judge(connection, list(claims().values())[:20], AS_OF)
    assert connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall() == before
    with pytest.raises(duckdb.Error):
        connection.execute("SELECT * FROM rows_given")


@pytest.mark.parametrize(
    ("share", "said"),
    [(816 / 818, "99.8 %"), (0.9996, "99.96 %"), (0.0004, "0.04 %"), (-0.0004, "-0.04 %"),
     (1.0, "100 %"), (1 - 1e-15, "100 %"), (0.0, "0.0 %"), (0.994, "99 %"), (0.37, "37 %"), (0.042, "4.2 %")],
)
def test_all_and_nothing_are_said_only_of_all_and_nothing(share: float, said: str) -> None:
    assert percent(share) == said
