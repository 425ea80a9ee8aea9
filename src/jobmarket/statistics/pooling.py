"""One estimate out of several sources' estimates.  Never pools ads: that is the one-stage way of `shares` and
`regression`, which stands first; this is the variant from five sources on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmarket.statistics.estimates import Estimate, Floats, wald


@dataclass(frozen=True, slots=True)
class Pooled:
    """A random-effects pool: ``estimate``, between-source variance ``tau2`` and ``i2`` (0 … 1)."""

    estimate: Estimate
    tau2: float
    i2: float


def random_effects(values: Floats, errors: Floats, *, null: float = 0.0) -> Pooled:
    """DerSimonian and Laird's (1986) pool with the interval of Hartung, Knapp, Sidik and Jonkman.

    Args:
        values: one estimate a source, on a scale where it is about normal (log odds).
        errors: their standard errors.
        null: what the p-value is against.

    The HKSJ factor is never taken below one (Jackson et al. 2017): two agreeing sources prove no precision.
    """
    k = values.size
    weight = 1 / errors**2
    fixed = float((weight * values).sum() / weight.sum())
    q = float((weight * (values - fixed) ** 2).sum())
    scale = float(weight.sum() - (weight**2).sum() / weight.sum())
    tau2 = max(0.0, (q - (k - 1)) / scale) if scale > 0 else 0.0
    weight = 1 / (errors**2 + tau2)
    mean = float((weight * values).sum() / weight.sum())
    factor = max(1.0, float((weight * (values - mean) ** 2).sum()) / (k - 1)) if k > 1 else 1.0
    error = float(np.sqrt(factor / weight.sum()))
    i2 = max(0.0, (q - (k - 1)) / q) if q > 0 else 0.0
    return Pooled(wald(mean, error, k - 1, null=null), tau2, i2)
