"""Pairs of ads worth comparing, in a number that grows with the ads.  Judges none of them.

Locality-sensitive hashing of the fingerprints (bands of equal bytes; Leskovec, Rajaraman & Ullman, "Mining
of Massive Datasets", chapter 3), and equal employer, opening or address, each ad with its next few.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobmarket.duplicates.columns import Ads, Whole
from jobmarket.extract.fingerprint import ADDRESSES, HASHES

BAND_BYTES = 3
AT_ONCE = 4
"""Lists of pairs that are brought together in one go: the more, the fewer times all are sorted, and the more memory."""
NEIGHBOURS = 4
"""Each ad is compared with the next so many of its employer, opening, address or band."""


def _neighbours(rows: Whole, key: Whole) -> Whole:
    """Pairs of rows with equal keys, each row with its next few in the order given.

    A pair of rows ``a < b`` is one number, ``a << 32 | b``.
    """
    order = np.argsort(key, kind="stable")
    rows, key = rows[order], key[order]
    found = []
    for step in range(1, NEIGHBOURS + 1):
        same = key[step:] == key[:-step]
        one, other = rows[:-step][same], rows[step:][same]
        found.append(np.minimum(one, other) << 32 | np.maximum(one, other))
    return _distinct(found)


def _distinct(found: list[Whole]) -> Whole:
    """Each number once, in order: by sorting, as numpy hashes so many many times slower."""
    ordered = np.concatenate(found)
    ordered.sort()  # in its own place: of a million ads a copy is 300 MB
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    distinct: Whole = ordered[first]
    return distinct


def candidate_pairs(ads: Ads) -> Whole:
    """Rows of the ads worth comparing (n × 2), the smaller row first, each pair once."""
    day = np.nan_to_num(ads.day, nan=-1e9)

    # By employer and date, chains of reposts are short steps; with the opening, siblings stand apart.
    by_date = np.lexsort((day, ads.employer))
    known = by_date[ads.employer[by_date] >= 0]
    found = [_neighbours(known, ads.employer[known])]
    counts = np.array([len(openings) for openings in ads.wordings], dtype=np.int64)[ads.openings[known]]
    worded = np.repeat(known, counts)
    wordings = [wording for code in ads.openings[known].tolist() for wording in ads.wordings[code]]
    code = pd.factorize(pd.Series(wordings, dtype="object"))[0].astype(np.int64)
    found.append(_neighbours(worded, ads.employer[worded] << 32 | code))

    in_time = np.argsort(day, kind="stable")
    for slot in range(ADDRESSES):
        own = in_time[ads.addresses[in_time, slot] != 0]
        found.append(_neighbours(own, ads.addresses[own, slot]))
    found = [_distinct(found)]

    by_opening = np.lexsort((day, ads.openings, ads.employer))
    rows = by_opening[ads.has_text[by_opening]]
    for first in range(0, HASHES, BAND_BYTES):
        band = np.zeros((len(rows), 4), dtype=np.uint8)
        band[:, :BAND_BYTES] = ads.hashes[rows, first : first + BAND_BYTES]
        found.append(_neighbours(rows, band.view(np.uint32).ravel().astype(np.int64)))
        if len(found) > AT_ONCE:
            found = [_distinct(found)]
    pairs_found = _distinct(found)
    pairs_found = pairs_found[pairs_found >> 32 != pairs_found & 0xFFFFFFFF]
    pairs: Whole = np.empty((len(pairs_found), 2), dtype=np.int64)
    np.right_shift(pairs_found, 32, out=pairs[:, 0])
    np.bitwise_and(pairs_found, 0xFFFFFFFF, out=pairs[:, 1])
    return pairs
