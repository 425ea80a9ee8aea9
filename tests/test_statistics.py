"""Statistics against published figures, brute force and scipy/statsmodels."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from jobmarket.statistics.diversity import effective_number
from jobmarket.statistics.estimates import Estimate, compact, distinct, equivalence, from_odds, odds, wald
from jobmarket.statistics.multiplicity import holm
from jobmarket.statistics.paired import paired, sign_flips
from jobmarket.statistics.pay import compare_drivers, difference_of_medians, median
from jobmarket.statistics.pooling import random_effects
from jobmarket.statistics.regression import columns, effects, linear, logistic
from jobmarket.statistics.shares import difference, merge_small_strata, share
from jobmarket.statistics.trends import (
    adjusted_odds_ratio,
    change_of_slope,
    relative_trend,
    series_trend,
    trend,
)


def flags(yes: int, no: int) -> np.ndarray:
    return np.r_[np.ones(yes, dtype=bool), np.zeros(no, dtype=bool)]


# --- paired -------------------------------------------------------------------------------------------------


def test_sign_flips_give_the_published_exact_mcnemar_figure() -> None:
    # Altman's paired table [[14, 5], [0, 22]]: five discordant pairs, all one way.
    assert sign_flips(np.ones(5, dtype=np.int64)) == pytest.approx(0.0625)
    assert mcnemar([[14, 5], [0, 22]], exact=True).pvalue == pytest.approx(0.0625)


@pytest.mark.parametrize(("a", "b"), [(5, 0), (9, 3), (28, 2), (74, 80), (1, 1), (200, 150)])
def test_sign_flips_are_the_binomial_test_where_each_employer_has_one_ad(a: int, b: int) -> None:
    net = np.r_[np.ones(a, dtype=np.int64), -np.ones(b, dtype=np.int64)]
    assert sign_flips(net) == pytest.approx(stats.binomtest(a, a + b).pvalue)


@pytest.mark.parametrize("net", [[3, 1, -1, 2], [5, -2, -2, 1, 1, 1], [7], [4, 4, -4, 1, -1, 2, 3], [2, -2]])
def test_sign_flips_equal_the_enumeration_of_all_flips(net: list[int]) -> None:
    sums = [
        abs(sum(s * n for s, n in zip(signs, net, strict=True)))
        for signs in product((1, -1), repeat=len(net))
    ]
    expected = float(np.mean([total >= abs(sum(net)) for total in sums]))
    assert sign_flips(np.asarray(net)) == pytest.approx(expected)


def test_one_heavy_employer_proves_nothing() -> None:
    result = paired(np.ones(40, dtype=bool), np.zeros(40, dtype=bool), np.zeros(40, dtype=np.int64))
    assert result.odds.p_value == 1.0
    assert result.largest == 1.0
    assert result.share.interval()[0] < 0.5


def test_ads_naming_both_or_neither_do_not_count() -> None:
    a, b = np.array([True, False, True, False]), np.array([False, True, True, False])
    result = paired(a & ~b, b & ~a, np.arange(4))
    assert (result.only_a, result.only_b, result.discordant, result.employers) == (1, 1, 2, 2)


def test_paired_without_discordant_ads_says_nothing() -> None:
    result = paired(flags(0, 3), flags(0, 3), np.arange(3))
    assert np.isnan(result.odds.value)
    assert result.odds.p_value == 1.0


def test_balance_needs_many_employers() -> None:
    few = paired(flags(10, 10), ~flags(10, 10), np.arange(20))
    many = paired(flags(900, 900), ~flags(900, 900), np.arange(1800))
    assert few.within(0.8, 1.25)[0] > 0.5
    assert many.within(0.8, 1.25)[0] < 0.001


# --- shares -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hits", "ads"), [(37, 400), (200, 400), (390, 400)])
def test_share_of_single_ads_is_wilson(hits: int, ads: int) -> None:
    low, high = share(flags(hits, ads - hits), np.arange(ads)).interval()
    expected = proportion_confint(hits, ads, method="wilson")
    assert (low, high) == pytest.approx(expected, rel=0.02)


def test_repeating_every_ad_adds_no_certainty() -> None:
    hit = flags(30, 70)
    once = share(hit, np.arange(100))
    five_times = share(np.repeat(hit, 5), np.repeat(np.arange(100), 5))
    assert five_times.effective == pytest.approx(once.effective, rel=0.02)
    assert five_times.interval() == pytest.approx(once.interval(), abs=0.01)


def test_share_without_misses_takes_each_employer_for_one_voice() -> None:
    part = share(np.ones(60, dtype=bool), np.repeat(np.arange(12), 5))
    assert part.effective == pytest.approx(12)
    assert part.interval()[1] == 1.0
    assert 0.6 < part.interval()[0] < 0.85


def test_strata_take_out_differences_between_sources() -> None:
    hit = np.r_[flags(90, 10), flags(10, 90)]
    stratum = np.repeat([0, 1], 100)
    assert share(hit, np.arange(200), stratum).value == 0.5
    # The design effect is floored at one, so strata never narrow beyond independent ads.
    assert share(hit, np.arange(200), stratum).effective == 200


def test_a_share_knows_its_spread_no_better_than_its_effective_employers() -> None:
    even = np.repeat(np.arange(20), 5)
    heavy = np.concatenate([np.zeros(60, dtype=np.int64), np.arange(1, 41)])
    hit = np.arange(100) % 3 == 0
    assert share(hit, even).df == 19
    assert share(hit, heavy).df == pytest.approx(100**2 / (60**2 + 40))


def test_small_strata_are_joined() -> None:
    stratum = np.r_[np.zeros(20), np.ones(2), np.full(3, 2)].astype(np.int64)
    joined = merge_small_strata(np.arange(25), stratum)
    assert len(set(joined)) == 2
    assert len(set(joined[20:])) == 1
    assert set(merge_small_strata(np.arange(3), np.arange(3))) == {0}


def test_share_test_agrees_with_its_interval() -> None:
    part = share(flags(60, 140), np.repeat(np.arange(50), 4))
    low, high = part.interval()
    assert part.against(low).p_value == pytest.approx(0.05, abs=1e-6)
    assert part.against(high).p_value == pytest.approx(0.05, abs=1e-6)
    assert part.within(low, 1.0)[0] == pytest.approx(0.05, abs=1e-6)


@pytest.mark.parametrize("cluster", [[], [4, 4, 4]], ids=["no ad", "one employer"])
def test_a_share_of_nobody_or_of_one_voice_is_no_proof(cluster: list[int]) -> None:
    nothing = share(np.ones(len(cluster), dtype=bool), np.asarray(cluster, dtype=np.int64))
    assert nothing.against(0.5).p_value == 1.0
    assert nothing.within(0.4, 0.6) == (1.0, 1.0)
    assert median(np.full(len(cluster), 90.0), np.asarray(cluster, dtype=np.int64)).within(10, 20) == (1.0, 1.0)


def test_a_threshold_at_an_end_has_no_spread() -> None:
    some = share(np.arange(60) % 3 > 0, np.arange(60))
    assert some.against(0.0).p_value == some.against(1.0).p_value == 0.0
    none = share(np.zeros(60, dtype=bool), np.arange(60))
    assert none.against(0.0).p_value == 1.0
    assert none.within(0.0, 0.2)[0] < 0.001


def test_difference_of_shares_is_close_to_newcombe() -> None:
    # Newcombe 1998, table II, method 10: 56/70 against 48/80 gives 0.0524 to 0.3339.
    found = difference(share(flags(56, 14), np.arange(70)), share(flags(48, 32), np.arange(80)))
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=0.004)


# --- regression ---------------------------------------------------------------------------------------------


def test_firth_on_a_two_by_two_table_adds_half_to_each_cell() -> None:
    a, b, c, d = 7, 3, 2, 11
    hit = np.r_[flags(a, b), flags(c, d)]
    group = np.repeat([1.0, 0.0], [a + b, c + d])
    fit = logistic(hit, columns(group), [], np.arange(hit.size))
    expected = np.log((a + 0.5) * (d + 0.5) / ((b + 0.5) * (c + 0.5)))
    assert fit.coefficients[0] == pytest.approx(expected, abs=1e-6)


def test_logistic_is_statsmodels_where_ads_are_many() -> None:
    rng = np.random.default_rng(1)
    x, group = rng.normal(size=6000), rng.integers(0, 4, 6000)
    hit = rng.random(6000) < 1 / (1 + np.exp(-(0.4 * x - 0.3 * group)))
    cluster = np.repeat(np.arange(1500), 4)
    ours = logistic(hit, columns(x), [effects(group)], cluster)
    theirs = sm.Logit(hit.astype(float), columns(np.ones(6000), effects(group), x)).fit(
        disp=0, cov_type="cluster", cov_kwds={"groups": cluster}
    )
    assert ours.coefficients[0] == pytest.approx(theirs.params[-1], abs=2e-3)
    assert np.sqrt(ours.covariance[0, 0]) == pytest.approx(theirs.bse[-1], rel=5e-3)


def test_many_employers_give_statsmodels_cluster_error() -> None:
    rng = np.random.default_rng(2)
    cluster = np.repeat(np.arange(500), 3)
    x = rng.normal(size=1500)
    y = x + rng.normal(size=500)[cluster] + rng.normal(size=1500)
    ours = linear(y, columns(x), [], cluster)
    theirs = sm.OLS(y, columns(np.ones(1500), x)).fit(
        cov_type="cluster", cov_kwds={"groups": cluster, "use_correction": False}
    )
    assert ours.coefficients[0] == pytest.approx(theirs.params[1])
    # The jackknife is a little larger than the plain sandwich and meets it as employers grow many.
    assert theirs.cov_params()[1, 1] < ours.covariance[0, 0] < theirs.cov_params()[1, 1] * 1.01


def test_light_employers_are_left_out_as_exactly_as_heavy_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(12)
    cluster = np.r_[np.repeat(np.arange(600), 2), np.full(150, 600)]
    x, z = rng.normal(size=cluster.size), rng.integers(0, 5, cluster.size)
    hit = rng.random(cluster.size) < 0.3
    quick = logistic(hit, columns(x), [effects(z)], cluster).estimate()
    monkeypatch.setattr("jobmarket.statistics.regression.EXACT_UP_TO", 10_000)
    exact = logistic(hit, columns(x), [effects(z)], cluster).estimate()
    assert quick.standard_error == pytest.approx(exact.standard_error, rel=1e-3)


def test_a_group_without_events_proves_nothing() -> None:
    # No event among twenty employers where one in twenty has it elsewhere: every robust variance collapses.
    hit = np.r_[flags(0, 20), flags(50, 950)]
    group = np.repeat([1.0, 0.0], [20, 1000])
    found = logistic(hit, columns(group), [], np.arange(hit.size)).estimate()
    assert found.p_value > 0.3
    assert found.df < 20


def test_the_joint_test_pays_for_every_target() -> None:
    rng = np.random.default_rng(13)
    false = 0
    for _ in range(200):
        role, cluster = rng.integers(0, 8, 120), np.repeat(np.arange(40), 3)
        hit = rng.random(120) < 0.5
        false += logistic(hit, effects(role), [], cluster).joint_p() <= 0.05
    assert false / 200 <= 0.09


def test_cr3_is_the_jackknife_over_employers() -> None:
    rng = np.random.default_rng(3)
    cluster = rng.integers(0, 25, 200)
    x = rng.normal(size=200)
    y = 0.5 * x + rng.normal(size=25)[cluster]
    ours = linear(y, columns(x), [], cluster)
    design = columns(np.ones(200), x)
    full = np.linalg.lstsq(design, y, rcond=None)[0]
    left = [np.linalg.lstsq(design[cluster != g], y[cluster != g], rcond=None)[0] for g in range(25)]
    expected = 24 / 25 * sum((b[1] - full[1]) ** 2 for b in left)
    assert ours.covariance[0, 0] == pytest.approx(expected)


def test_a_source_without_events_does_not_break_the_fit() -> None:
    hit = np.r_[flags(20, 80), flags(0, 50)]
    source = np.repeat([0, 1], [100, 50])
    years = np.tile(np.linspace(-3, 0, 50), 3)
    found = trend(hit, years, np.arange(150), [effects(source)])
    assert np.isfinite([found.value, found.low, found.high]).all()


def test_what_the_nuisance_explains_is_not_estimated() -> None:
    group = np.repeat([1.0, 0.0], 30)
    found = adjusted_odds_ratio(np.tile(flags(10, 5), 4), group > 0, np.arange(60), [columns(group)])
    assert np.isnan(found.value)
    assert found.p_value == 1.0


def test_joint_test_sees_one_group_out_of_three() -> None:
    rng = np.random.default_rng(4)
    group = rng.integers(0, 3, 900)
    hit = rng.random(900) < np.array([0.3, 0.3, 0.6])[group]
    assert logistic(hit, effects(group), [], np.arange(900)).joint_p() < 1e-6
    assert logistic(rng.random(900) < 0.4, effects(group), [], np.arange(900)).joint_p() > 0.01


# --- change over time ---------------------------------------------------------------------------------------


def test_trends_find_what_was_planted() -> None:
    rng = np.random.default_rng(5)
    years, group = rng.uniform(-6, 0, 20000), rng.random(20000) < 0.5
    slope = np.where(group, 0.5, 0.2) * years
    hit = rng.random(20000) < 1 / (1 + np.exp(-(slope - 0.5)))
    found = relative_trend(hit, years, group, np.arange(20000))
    assert found.low < np.exp(0.3) < found.high
    assert found.p_value < 1e-6
    bent = rng.random(20000) < 1 / (1 + np.exp(-(0.1 * years + 0.6 * np.maximum(years + 3, 0) - 1)))
    quicker = change_of_slope(bent, years, -3.0, np.arange(20000))
    assert quicker.low < np.exp(0.6) < quicker.high
    assert quicker.low > 1


def test_series_trend_is_newey_west() -> None:
    rng = np.random.default_rng(6)
    years = np.arange(36) / 12
    values = 0.3 * years + np.cumsum(rng.normal(size=36)) * 0.02
    ours = series_trend(years, values)
    theirs = sm.OLS(values, sm.add_constant(years)).fit(
        cov_type="HAC", cov_kwds={"maxlags": 9, "use_correction": True}
    )
    assert ours.value == pytest.approx(theirs.params[1])
    assert ours.standard_error == pytest.approx(theirs.bse[1])
    assert np.isnan(series_trend(years[:3], values[:3]).value)


# --- pay ----------------------------------------------------------------------------------------------------


def test_median_and_its_range() -> None:
    rng = np.random.default_rng(7)
    pay = rng.normal(100, 8, 300)
    found = median(pay, np.arange(300))
    assert found.estimate.value == pytest.approx(np.median(pay))
    resampled = [np.median(rng.choice(pay, 300)) for _ in range(2000)]
    ends = np.quantile(resampled, [0.025, 0.975])
    assert (found.estimate.low, found.estimate.high) == pytest.approx(tuple(ends), abs=0.3)
    assert found.within(found.estimate.low + 1e-9, 1e9)[0] > 0.05
    assert found.within(90, 110)[0] < 1e-6
    assert found.within(110, 130)[1] < 1e-6
    assert found.within(100, 130)[0] > 0.2


def test_median_of_one_employer_has_no_interval() -> None:
    found = median(np.array([1.0, 2.0, 3.0]), np.zeros(3, dtype=np.int64))
    assert (found.estimate.value, found.estimate.low, found.estimate.high) == (2.0, -np.inf, np.inf)


def test_median_of_a_handful_has_no_ends() -> None:
    found = median(np.array([1.0, 2.0, 3.0, 4.0]), np.arange(4))
    assert (found.estimate.low, found.estimate.high) == (-np.inf, np.inf)


def test_difference_of_medians() -> None:
    rng = np.random.default_rng(8)
    pay = np.r_[rng.normal(120, 10, 200), rng.normal(100, 10, 200)]
    found = difference_of_medians(pay, flags(200, 200), np.arange(400))
    assert found.low < 20 < found.high
    assert found.p_value < 1e-6
    assert np.isnan(difference_of_medians(pay, flags(400, 0), np.arange(400)).value)


def test_drivers_are_the_loss_of_adjusted_r2() -> None:
    rng = np.random.default_rng(9)
    role, framework = rng.integers(0, 3, 600), rng.integers(0, 2, 600)
    y = 0.4 * role + 0.05 * framework + rng.normal(0, 0.3, 600)
    found = compare_drivers(y, effects(role), effects(framework), [], np.arange(600))

    def adjusted(*parts: np.ndarray) -> float:
        return float(sm.OLS(y, columns(np.ones(600), *parts)).fit().rsquared_adj)

    full = adjusted(effects(role), effects(framework))
    assert found.first == pytest.approx(full - adjusted(effects(framework)), abs=1e-4)
    assert found.second == pytest.approx(full - adjusted(effects(role)), abs=1e-4)
    assert found.gap.low > 0


# --- the rest -----------------------------------------------------------------------------------------------


def test_holm_is_statsmodels_and_skips_what_is_no_test() -> None:
    p = [0.01, 0.04, 0.03, 0.005, 0.6]
    assert holm(p) == pytest.approx(list(multipletests(p, method="holm")[1]))
    assert holm([0.01, float("nan"), 0.04])[0] == pytest.approx(0.02)
    assert np.isnan(holm([float("nan")])[0])


def test_random_effects_are_dersimonian_laird_with_hksj() -> None:
    values, errors = np.array([0.1, 0.9, 0.4, -0.6, 1.3]), np.array([0.2, 0.25, 0.3, 0.2, 0.4])
    theirs = combine_effects(values, errors**2, method_re="dl", use_t=True)
    ours = random_effects(values, errors)
    assert ours.tau2 == pytest.approx(theirs.tau2)
    assert ours.estimate.value == pytest.approx(theirs.mean_effect_re)
    assert ours.estimate.standard_error == pytest.approx(theirs.sd_eff_w_re_hksj)
    assert ours.i2 == pytest.approx(theirs.i2)


def test_agreeing_sources_prove_no_precision() -> None:
    ours = random_effects(np.full(5, 0.5), np.full(5, 0.2))
    assert ours.estimate.standard_error == pytest.approx(0.2 / np.sqrt(5))


def test_effective_number() -> None:
    assert effective_number(np.full(6, 1e6)) == pytest.approx(6, rel=1e-4)
    assert effective_number(np.array([100.0, 0, 0])) == pytest.approx(1)
    assert effective_number(np.zeros(3)) == pytest.approx(1)
    assert effective_number(np.array([[10.0, 10], [20.0, 0]])).shape == (2,)


def test_equivalence_agrees_with_the_interval() -> None:
    found = wald(0.1, 0.05, 60)
    inside, outside = equivalence(found, found.low, found.high)
    assert inside == pytest.approx(0.05)
    assert outside == 1.0
    assert equivalence(found, 0.5, 0.9)[1] < 1e-6
    assert equivalence(Estimate(1.0, 0.0, 2.0), 0.0, 2.0) == (1.0, 1.0)


def test_no_spread_is_no_certainty() -> None:
    assert (wald(1.0, 0.0, 10).low, wald(1.0, 0.0, 10).p_value) == (-np.inf, 1.0)


def test_odds_and_back() -> None:
    assert from_odds(odds(0.3)) == pytest.approx(0.3)
    assert odds(1.0) == np.inf
    assert from_odds(np.inf) == 1.0


def test_codes_by_table_and_by_sorting_agree() -> None:
    values = np.array([9, 3, 3, 700, 9], dtype=np.int64)
    assert list(compact(values)) == list(np.unique(values, return_inverse=True)[1])
    assert list(distinct(values * 10_000_000)[1]) == list(compact(values))
    assert list(compact(np.array(["b", "a", "b"]))) == [1, 0, 1]
