"""How various a set of labels is.  Never ranks the labels."""

from __future__ import annotations

import numpy as np

from jobmarket.statistics.estimates import Floats


def effective_number(counts: Floats) -> Floats:
    """The effective number of kinds, exp of Shannon's entropy (Hill 1973), along the last axis.

    ``counts``: ads a kind, any leading axes (bootstrap draws, years).  Small samples see too few kinds, so
    Miller and Madow's correction, (kinds seen − 1) / (2 × ads), is added to the entropy.
    """
    total = counts.sum(axis=-1, keepdims=True)
    share = np.divide(counts, total, out=np.zeros_like(counts, dtype=float), where=total > 0)
    entropy = -(share * np.log(np.where(share > 0, share, 1.0))).sum(axis=-1)
    seen = (counts > 0).sum(axis=-1)
    ads = np.maximum(total[..., 0], 1.0)
    corrected: Floats = np.exp(entropy + np.maximum(seen - 1, 0) / (2 * ads))
    return corrected
