"""What stands beside a verdict: surveys and counters, how well ads are heard, and a user's own claims."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pandas as pd
import pytest
from made_up_ads import AS_OF, day, warehouse

from jobmarket.catalog.claims import claims
from jobmarket.judge import Judgement, judge
from jobmarket.judge.hearing import VARIANT, Heard, fields, stretched, told
from jobmarket.statistics.estimates import Estimate

PAIRED = claims()["pytorch-beats-keras-overall"]
FIGURES = replace(
    PAIRED,
    figures_beside=({"series": "survey", "terms": ["pytorch", "keras"], "regions": ["world", "IN", "JP"]},),
)
AHEAD = ({"employers": 24, "frameworks": ["pytorch"]}, {"employers": 4, "frameworks": ["keras"]})
FEW = ({"employers": 2, "frameworks": ["pytorch"]},)


def observed(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    connection.executemany(
        "INSERT INTO observations VALUES ('survey', ?, ?, ?, ?, 'percent', 'made up', 0)",
        [
            ("pytorch", day(30), "world", 40.0),
            ("keras", day(30), "world", 30.0),
            ("pytorch", day(30), "IN", 20.0),
            ("keras", day(30), "IN", 50.0),
            ("pytorch", day(3), "IN", 90.0),  # newer, but without the other term
            ("pytorch", day(30), "JP", 10.0),
        ],
    )
    return connection


def beside(*ads: dict[str, object]) -> Judgement:
    return judge(observed(warehouse(ads)), [FIGURES], AS_OF)


def test_figures_say_where_they_disagree_with_the_ads_and_never_move_the_verdict() -> None:
    with_figures, without = beside(*AHEAD), judge(warehouse(AHEAD), [PAIRED], AS_OF)
    rows = with_figures.figures.set_index("region")
    assert dict(rows["agrees"]) == {"world": True, "IN": False}
    assert rows.loc["IN", "says"].endswith("PyTorch 20 against Keras 50 (percent); disagrees with the ads")
    kept = ["verdict", "estimate", "low", "high", "p_value", "reason"]
    assert with_figures.verdicts[kept].equals(without.verdicts[kept])


def test_where_the_ads_decide_nothing_a_figure_stands_by_itself() -> None:
    assert list(beside(*FEW).figures["agrees"]) == [None, None]


def test_one_figure_is_held_against_the_ads_interval() -> None:
    claim = claims()["keras-salary-80-120k"]
    ads = [{"employers": 40, "frameworks": ["keras"], "countries": ["US"], "pay": 100_000, "pay_step": 100}]
    agrees = {}
    for pay in (102_000.0, 40_000.0):
        connection = warehouse(ads)
        connection.execute(
            "INSERT INTO observations VALUES ('kaggle-pay-median', 'keras', ?, 'US', ?, 'USD', 'made up', 0)",
            [day(30), pay],
        )
        agrees[pay] = judge(connection, [claim], AS_OF).figures["agrees"].tolist()
    assert agrees == {102_000.0: [True], 40_000.0: [False]}


def test_a_claim_names_the_fields_it_rests_on() -> None:
    assert fields(PAIRED) == ("frameworks",)
    assert fields(claims()["startups-favour-pytorch"]) == ("employer_kind", "frameworks")
    assert "salaries" in fields(claims()["keras-salary-80-120k"])
    assert fields(claims()["talent-shortage"]) == ()


def test_a_claim_on_figures_alone_rests_on_no_ads_that_could_be_misheard() -> None:
    assert fields(claims()["keras-community-larger-than-lightning"]) == ()
    assert fields(claims()["keras-outlook-stronger-than-lightning"]) == ()
    assert fields(claims()["keras-and-pytorch-grow-since-2018"]) == ("frameworks",)  # the share of DL ads votes, too


def test_the_rule_of_figures_and_ads_says_both() -> None:
    said = claims()["keras-and-pytorch-grow-since-2018"].rule_text
    assert "pypi-downloads, github-stars, kaggle-usage and in the share of deep-learning ads" in said


def test_nearly_all_is_not_told_as_all() -> None:
    assert str(Heard(0.9976, 1.0)) == "99.8 % of what is found is right, 100 % of what is there is found"
    assert str(Heard(0.99996, None)) == "over 99.9 % right"


def test_only_scores_of_ads_never_tuned_on_are_told() -> None:
    sentence = judge(warehouse(AHEAD), [PAIRED], AS_OF).verdicts.iloc[0]["hearing"]
    assert sentence == (
        "Read by machine, on ads it was never tuned on: frameworks: 99 % of what is found is right, "
        "98 % of what is there is found."
    )
    assert told(PAIRED, {}) is None


def test_misheard_ads_stretch_a_share_by_as_much_and_no_further_than_all() -> None:
    estimate = Estimate(0.8, 0.7, 0.95)
    heard = {"frameworks": Heard(0.9, 0.9)}
    wider = stretched(PAIRED, estimate, heard)
    assert wider is not None
    assert (wider.value, wider.low, wider.high) == pytest.approx((0.8, 0.6, 1.0))
    assert stretched(PAIRED, estimate, {"frameworks": Heard(0.9, 0.2)}) == wider  # so its name says what it leaves out
    assert "ads missed are not in it" in VARIANT
    assert stretched(claims()["keras-salary-80-120k"], estimate, {"salaries": Heard(0.9, 0.9)}) is None


def test_the_stretched_interval_stands_in_the_evidence_without_a_verdict() -> None:
    evidence = judge(warehouse(AHEAD), [PAIRED], AS_OF).evidence.set_index("variant")
    main, wider = evidence.loc["main"], evidence.loc[VARIANT]
    main = main[main["source"] == "all"].iloc[0] if main.ndim == 2 else main
    assert wider["low"] == pytest.approx(main["low"] - 0.01)
    assert pd.isna(wider["verdict"])


def test_a_users_own_claims_move_no_verdict_of_the_projects() -> None:
    nearly = replace(PAIRED, id="nearly", own=True)
    alone = judge(warehouse(AHEAD), [PAIRED], AS_OF).verdicts.iloc[0]
    others = [replace(nearly, id=f"mine-{number}") for number in range(60)]
    among = judge(warehouse(AHEAD), [PAIRED, *others], AS_OF).verdicts.set_index("claim_id")
    assert among.loc[PAIRED.id, "p_adjusted"] == alone["p_adjusted"]
    assert among.loc["mine-0", "p_adjusted"] > alone["p_adjusted"]
