"""Do the intervals cover and do the tests keep their level, on data shaped like job ads?

Employers are heavy-tailed (most have one ad, some dozens), an employer's ads agree with one another
(intra-employer correlation 0.4), sources differ in level and size.  Bounds allow for the simulation's own noise:
three binomial standard errors.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from jobmarket.statistics.paired import paired
from jobmarket.statistics.pay import difference_of_medians, median
from jobmarket.statistics.regression import effects
from jobmarket.statistics.shares import share
from jobmarket.statistics.trends import adjusted_odds_ratio, trend

pytestmark = pytest.mark.slow
RUNS = 400
RHO = 0.4


def noise(level: float) -> float:
    return 3 * sqrt(level * (1 - level) / RUNS)


def employers(rng: np.random.Generator, number: int, largest: float = 0.0) -> np.ndarray:
    sizes = rng.geometric(0.6, number)
    heavy = max(1, number // 20)
    sizes[:heavy] = rng.integers(8, 25, heavy)
    if largest:
        sizes[0] = round(largest / (1 - largest) * sizes[1:].sum())
    return np.repeat(np.arange(number), sizes)


def voices(rng: np.random.Generator, level: np.ndarray, cluster: np.ndarray) -> np.ndarray:
    """Flags with the given level an ad and correlation RHO within an employer (a beta-binomial)."""
    uniform = rng.random(int(cluster.max()) + 1)[cluster]
    copy = rng.random(cluster.size) < sqrt(RHO)
    return np.where(copy, uniform, rng.random(cluster.size)) < level


@pytest.mark.parametrize("number", [15, 30, 60, 200])
@pytest.mark.parametrize("level", [0.5, 0.85])
def test_share_intervals_cover(number: int, level: float) -> None:
    rng = np.random.default_rng([1, number, int(100 * level)])
    covered = 0
    for _ in range(RUNS):
        cluster = employers(rng, number)
        low, high = share(voices(rng, np.full(cluster.size, level), cluster), cluster).interval()
        covered += low <= level <= high
    assert covered / RUNS >= 0.93 - noise(0.93)
    if number >= 60:
        assert covered / RUNS <= 0.97 + noise(0.97)


@pytest.mark.parametrize("number", [15, 60, 200])
@pytest.mark.parametrize("largest", [0.2, 0.38])
def test_share_intervals_cover_with_one_dominant_employer(number: int, largest: float) -> None:
    rng = np.random.default_rng([6, number, int(100 * largest)])
    covered, width = 0, 0.0
    for _ in range(RUNS):
        cluster = employers(rng, number, largest)
        low, high = share(voices(rng, np.full(cluster.size, 0.7), cluster), cluster).interval()
        covered += low <= 0.7 <= high
        width += (high - low) / RUNS
    assert covered / RUNS >= 0.93 - noise(0.93)
    assert width < 0.65


@pytest.mark.parametrize("number", [12, 30, 100])
def test_sign_flips_keep_their_level(number: int) -> None:
    rng = np.random.default_rng([2, number])
    false = 0
    for _ in range(RUNS):
        cluster = employers(rng, number)
        a = voices(rng, np.full(cluster.size, 0.5), cluster)
        false += paired(a, ~a, cluster, cluster % 3).odds.p_value <= 0.05
    assert false / RUNS <= 0.05 + noise(0.05)


def test_sign_flips_find_a_planted_ratio() -> None:
    rng = np.random.default_rng(3)
    found = 0
    for _ in range(RUNS):
        cluster = employers(rng, 60)
        a = voices(rng, np.full(cluster.size, 0.75), cluster)
        found += paired(a, ~a, cluster).odds.p_value <= 0.05
    assert found / RUNS >= 0.8


@pytest.mark.parametrize("number", [40, 120, 600])
def test_trends_keep_their_level_and_cover(number: int) -> None:
    rng = np.random.default_rng([4, number])
    false = covered = 0
    slope = 0.4
    for _ in range(RUNS):
        cluster = employers(rng, number)
        source = cluster % 3
        years = rng.uniform(-3, 0, cluster.size)
        base = np.array([-1.0, -0.3, 0.2])[source]
        flat = voices(rng, 1 / (1 + np.exp(-base)), cluster)
        false += trend(flat, years, cluster, [effects(source)]).p_value <= 0.05
        rising = voices(rng, 1 / (1 + np.exp(-(base + slope * years))), cluster)
        found = trend(rising, years, cluster, [effects(source)])
        covered += found.low <= np.exp(slope) <= found.high
    assert false / RUNS <= 0.05 + noise(0.05)
    # The odds ratio of a single ad is diluted a little by pooling over employers: allow for that too.
    assert covered / RUNS >= 0.93 - noise(0.93)


def test_group_differences_keep_their_level() -> None:
    rng = np.random.default_rng(5)
    false = 0
    for _ in range(RUNS):
        cluster = employers(rng, 80)
        group = (cluster % 2).astype(bool)
        hit = voices(rng, np.where(cluster % 3 == 0, 0.2, 0.4), cluster)
        false += adjusted_odds_ratio(hit, group, cluster, [effects(cluster % 3)]).p_value <= 0.05
    assert false / RUNS <= 0.05 + noise(0.05)


@pytest.mark.parametrize(("number", "part", "level"), [(300, 0.06, 0.05), (900, 0.03, 0.1), (200, 0.3, 0.04)])
def test_small_groups_with_rare_events_give_no_extreme_p(number: int, part: float, level: float) -> None:
    # Before variances had a floor, the first of these gave p <= 0.001 in 13 of 400 runs.
    rng = np.random.default_rng([7, number])
    p_values = []
    for _ in range(RUNS):
        cluster = employers(rng, number)
        group = voices(rng, np.full(cluster.size, part), cluster)
        hit = voices(rng, np.where(cluster % 3 == 0, level, 2 * level), cluster)
        p_values.append(adjusted_odds_ratio(hit, group, cluster, [effects(cluster % 3)]).p_value)
    assert np.mean(np.asarray(p_values) <= 0.05) <= 0.05 + noise(0.05)
    assert np.sum(np.asarray(p_values) <= 0.001) <= 2


@pytest.mark.parametrize("number", [25, 80])
def test_medians_of_pay_cover(number: int) -> None:
    rng = np.random.default_rng([8, number])
    covered = both = 0
    for _ in range(RUNS):
        cluster = employers(rng, number)
        own, common = rng.standard_normal(cluster.size), rng.standard_normal(number)[cluster]
        pay = 150_000 * np.exp(0.4 * (sqrt(RHO) * common + sqrt(1 - RHO) * own))
        found = median(pay, cluster).estimate
        covered += found.low <= 150_000 <= found.high
        group = rng.random(number)[cluster] < 0.4
        apart = difference_of_medians(pay, group, cluster)
        both += apart.low <= 0 <= apart.high
    assert covered / RUNS >= 0.93 - noise(0.93)
    assert both / RUNS >= 0.93 - noise(0.93)
