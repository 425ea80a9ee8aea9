"""Which ads are the same ad: reposted, mirrored, or copied.  Looks at facts only, never at texts.

Two ads are one when they advertise at least one opening in common and are alike enough: a little, where
the employer is known to be the same; very much, where it is not.  Candidates come from locality-sensitive
hashing of the fingerprints (bands of equal bytes; Leskovec, Rajaraman & Ullman, "Mining of Massive
Datasets", chapter 3) and from equal (employer, opening), so the cost grows with the number of ads.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from jobmarket.extract.fingerprint import SIZE

BAND_BYTES = 4
NEIGHBOURS = 4
SAME_EMPLOYER_RESEMBLANCE = 0.35
OTHER_EMPLOYER_RESEMBLANCE = 0.85

_Pairs = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


def _neighbour_pairs(keys: pd.DataFrame) -> _Pairs:
    """Pairs of rows with equal keys, each row with its next few: linear in the rows.

    ``keys`` has the columns ``row`` and ``key`` and is in the order in which neighbours are alike.
    """
    ordered = keys.sort_values("key", kind="stable")
    rows, key = ordered["row"].to_numpy(), ordered["key"].to_numpy()
    found = []
    for step in range(1, NEIGHBOURS + 1):
        same = key[step:] == key[:-step]
        found.append(np.column_stack([rows[:-step][same], rows[step:][same]]))
    return np.concatenate(found).astype(np.int64)


def _candidates(ads: pd.DataFrame, prints: np.ndarray, printed: np.ndarray) -> _Pairs:
    # Alike ads stand side by side: by employer, then by date, so that chains of reposts are short steps.
    order = np.lexsort((ads["date"].to_numpy(), ads["employer_code"].to_numpy()))
    found = []
    in_order = order[printed[order]]
    for first in range(0, SIZE, BAND_BYTES):
        band = np.ascontiguousarray(prints[in_order, first : first + BAND_BYTES]).view(np.uint32).ravel()
        found.append(_neighbour_pairs(pd.DataFrame({"row": in_order, "key": band})))
    known = ads.iloc[order]
    known = known.loc[known["employer_key"].notna(), ["employer_key", "openings"]]
    worded = known.explode("openings").dropna()
    worded = pd.DataFrame(
        {"row": worded.index.to_numpy(), "key": (worded["employer_key"] + worded["openings"]).to_numpy()}
    )
    found.append(_neighbour_pairs(worded))
    pairs = np.unique(np.sort(np.concatenate(found), axis=1), axis=0)
    distinct: _Pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    return distinct


def _share_opening(openings: list[frozenset[str]], pairs: _Pairs) -> np.ndarray:
    """Whether both advertise an opening in common (or neither says which)."""
    return np.fromiter(
        (
            not openings[one].isdisjoint(openings[other]) or not (openings[one] or openings[other])
            for one, other in pairs.tolist()
        ),
        dtype=bool,
        count=len(pairs),
    )


def duplicate_groups(ads: pd.DataFrame) -> pd.DataFrame:
    """Which ads are one.

    Args:
        ads: ``posting_id``, ``employer_key`` (or None), ``date_posted``, ``openings`` (list of keyed
            hashes) and ``fingerprint`` (bytes, empty where there was no text); one row an ad.

    Returns:
        ``posting_id``, ``duplicate_group`` (the posting_id of the group's first appearance: its earliest
        date, then its smallest id), in the order of ``ads``.
    """
    ads = ads.reset_index(drop=True)
    count = len(ads)
    if not count:
        return pd.DataFrame({"posting_id": [], "duplicate_group": []}, dtype="object")
    ads = ads.assign(
        date=pd.to_datetime(ads["date_posted"]).fillna(pd.Timestamp.min),
        employer_code=pd.factorize(ads["employer_key"], use_na_sentinel=True)[0],
    )
    printed = ads["fingerprint"].map(len).to_numpy() == SIZE
    prints = np.zeros((count, SIZE), dtype=np.uint8)
    prints[printed] = np.frombuffer(b"".join(ads["fingerprint"][printed]), np.uint8).reshape(-1, SIZE)

    pairs = _candidates(ads, prints, printed)
    one, other = pairs[:, 0], pairs[:, 1]
    alike = np.empty(len(pairs))
    for part in np.array_split(np.arange(len(pairs)), max(1, len(pairs) // 500_000)):
        alike[part] = (prints[one[part]] == prints[other[part]]).mean(axis=1)
    alike[~(printed[one] & printed[other])] = 0.0
    code = ads["employer_code"].to_numpy()
    same_employer = (code[one] == code[other]) & (code[one] >= 0)
    keep = np.where(same_employer, alike >= SAME_EMPLOYER_RESEMBLANCE, alike >= OTHER_EMPLOYER_RESEMBLANCE)
    pairs = pairs[keep]
    openings = [frozenset(found) for found in ads["openings"]]
    pairs = pairs[_share_opening(openings, pairs)]

    graph = coo_matrix((np.ones(len(pairs), dtype=bool), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    _, group = connected_components(graph, directed=False)
    firsts = (
        ads.assign(group=group)
        .sort_values(["group", "date", "posting_id"])
        .drop_duplicates("group")
        .set_index("group")["posting_id"]
    )
    return pd.DataFrame({"posting_id": ads["posting_id"], "duplicate_group": firsts.loc[group].to_numpy()})
