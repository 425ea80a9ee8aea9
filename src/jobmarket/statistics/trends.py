"""Change over time: of a share, of a slope, of a ratio of two series.  Never compares two end points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from jobmarket.statistics.estimates import Codes, Estimate, Flags, Floats, ratio, wald
from jobmarket.statistics.regression import Fit, columns, logistic


def trend(hit: Flags, years: Floats, cluster: Codes, nuisance: Sequence[Floats] = ()) -> Estimate:
    """How the odds of ``hit`` change a year: an odds ratio, with the p against 1.

    ``years``: time in years, one an ad; ``nuisance``: source effects and whatever else is adjusted for.
    """
    return logistic(hit, columns(years), nuisance, cluster).estimate().mapped(ratio)


def change_of_slope(
    hit: Flags, years: Floats, bend: float, cluster: Codes, nuisance: Sequence[Floats] = ()
) -> Estimate:
    """The odds ratio a year after ``bend`` over that before it; above 1 the growth quickens."""
    after = np.maximum(years - bend, 0.0)
    return logistic(hit, columns(after), [columns(years), *nuisance], cluster).estimate().mapped(ratio)


def relative_trend(
    hit: Flags, years: Floats, group: Flags, cluster: Codes, nuisance: Sequence[Floats] = ()
) -> Estimate:
    """The odds ratio a year in ``group`` over that outside it: the interaction of time and group."""
    crossed = years * group
    adjusted = [columns(years), columns(group), *nuisance]
    return logistic(hit, columns(crossed), adjusted, cluster).estimate().mapped(ratio)


def adjusted_odds_ratio(
    hit: Flags, group: Flags, cluster: Codes, nuisance: Sequence[Floats] = ()
) -> Estimate:
    """The odds of ``hit`` in ``group`` over those outside it, adjusted; p against 1.

    Over discordant ads with ``hit`` = "names only A" this is the interaction: the ratio of the two A-to-B ratios.
    """
    return logistic(hit, columns(group), nuisance, cluster).estimate().mapped(ratio)


def homogeneity(hit: Flags, groups: Floats, cluster: Codes, nuisance: Sequence[Floats] = ()) -> Fit:
    """Do the odds of ``hit`` differ between groups (0/1 columns, one reference left out)?  See ``Fit.joint_p``."""
    return logistic(hit, groups, nuisance, cluster)


def series_trend(years: Floats, values: Floats) -> Estimate:
    """The slope a year of a regularly observed figure (a log ratio), with the p against 0.

    Least squares with Newey and West's errors (1987), Bartlett weights over the first quarter of the lags,
    and the t distribution of the fewer observations that autocorrelation leaves: n ÷ (lags + 1) − 1.
    """
    n = int(values.size)
    if n < 4:
        return wald(float("nan"), float("nan"), 0.0, ads=n)
    lags = max(1, n // 4)
    x = years - years.mean()
    slope = float(x @ (values - values.mean()) / (x @ x))
    residual = values - values.mean() - slope * x
    score = x * residual
    variance = float(score @ score)
    for lag in range(1, lags + 1):
        variance += 2 * (1 - lag / (lags + 1)) * float(score[lag:] @ score[:-lag])
    error = float(np.sqrt(max(variance, 0.0) * n / (n - 2))) / float(x @ x)
    return wald(slope, error, max(2.0, n / (lags + 1) - 1) if n > 6 else 2.0, ads=n)
