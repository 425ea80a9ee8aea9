"""The ads as columns of numbers, which can be compared by the million.  Decides nothing about ads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from jobmarket.extract.fingerprint import ADDRESS, ADDRESSES, COUNT, HASHES, SIZE

Whole = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Shares = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Truths = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
Bytes = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

ADDRESS_EMPLOYERS = 3
"""An address of more employers than this, none of which has half of its ads, is a service, not theirs."""

FORTNIGHT = 14.0
"""Two ads of one employer within so many days stand beside each other; reposts follow a month later."""

SELDOM = 0.2
"""An employer speaks with one voice where at most so many of its ads stand beside an unlike one."""

PLACES = 3
"""So many of an ad's cities are compared, and of its countries."""

LANDS = 5
"""In so many countries an employer asks by one title for people wherever they live, not for each country's office."""

UNLIKE = 0.3
"""Two texts with less in common are two ads, and not one that was sent twice."""


@dataclass(frozen=True, slots=True)
class Ads:
    """One row an ad, in the order given.

    ``hashes`` (n × HASHES bytes) and ``runs`` (how many runs of words) are the fingerprint's;
    ``addresses`` (n × ADDRESSES) are hashes of the employer's own addresses, ``cities`` and ``countries``
    (n × PLACES) codes of where the job is, 0 for none in all; ``everywhere`` says whose title its employer has in
    ``LANDS`` countries and more; ``employer`` and
    ``openings`` are codes (-1: no employer known), the latter into ``wordings``, the distinct lists of
    openings; ``day`` counts days, NaN where no date is known; ``beside`` says who has an unlike ad of
    the same employer beside it; ``one_voice`` says which texts without a title are of an employer that seldom
    has two; ``has_text`` says who has a fingerprint.
    """

    hashes: Bytes
    runs: Shares
    addresses: Whole
    cities: Whole
    countries: Whole
    everywhere: Truths
    employer: Whole
    openings: Whole
    wordings: list[tuple[str, ...]]
    day: Shares
    beside: Truths
    one_voice: Truths
    has_text: Truths


def ad_columns(ads: pd.DataFrame) -> Ads:
    """``ads`` (columns of :func:`jobmarket.duplicates.duplicate_groups`) as numbers."""
    has_text = ads["fingerprint"].map(len).to_numpy() == SIZE
    raw = np.zeros((len(ads), SIZE), dtype=np.uint8)
    raw[has_text] = np.frombuffer(b"".join(ads["fingerprint"][has_text]), np.uint8).reshape(-1, SIZE)
    runs = np.ascontiguousarray(raw[:, HASHES : HASHES + COUNT]).view(f"<u{COUNT}").ravel()
    addresses = np.ascontiguousarray(raw[:, HASHES + COUNT :]).view(f"<u{ADDRESS}").astype(np.int64)
    employer = pd.factorize(ads["employer_key"], use_na_sentinel=True)[0].astype(np.int64)
    lists = pd.Series([tuple(found) for found in ads["openings"]], index=ads.index, dtype="object")
    openings, wordings = pd.factorize(lists)
    dates = pd.to_datetime(ads["date_posted"])
    day = dates.to_numpy().astype("datetime64[D]").astype(np.float64)
    day[dates.isna().to_numpy()] = np.nan
    beside = _beside(day, employer, raw[:, :HASHES])
    countries = _places(ads["countries"])
    untitled = np.array([not (found and found[0].startswith("=")) for found in wordings], dtype=np.bool_)
    return Ads(
        hashes=np.ascontiguousarray(raw[:, :HASHES]),
        runs=runs.astype(np.float64),
        addresses=_own_addresses(addresses, employer),
        cities=_places(ads["cities"]),
        countries=countries,
        everywhere=_everywhere(employer, openings.astype(np.int64), countries[:, 0]),
        employer=employer,
        openings=openings.astype(np.int64),
        wordings=list(wordings),
        day=day,
        beside=beside,
        one_voice=_seldom(employer, beside) & untitled[openings],
        has_text=has_text,
    )


def _own_addresses(addresses: Whole, employer: Whole) -> Whole:
    """``addresses`` with 0 for those that are no employer's own (a board, a partner, a newspaper)."""
    flat = pd.DataFrame({"address": addresses.ravel(), "employer": np.repeat(employer, ADDRESSES)})
    known = flat[(flat["address"] != 0) & (flat["employer"] >= 0)]
    ads = known.groupby(["address", "employer"]).size().groupby("address").agg(["size", "max", "sum"])
    is_shared = (ads["size"] > ADDRESS_EMPLOYERS) & (ads["max"] * 2 < ads["sum"])
    own: Whole = np.where(np.isin(addresses, ads.index[is_shared].to_numpy()), 0, addresses)
    return own


def _places(lists: pd.Series[Any]) -> Whole:
    """Codes of the first ``PLACES`` names of each list; 0 where there are fewer."""
    codes = np.zeros((len(lists), PLACES), dtype=np.int64)
    known: dict[str, int] = {}
    for row, names in enumerate(lists):
        for slot, name in enumerate(names[:PLACES]):
            codes[row, slot] = known.setdefault(name, len(known) + 1)
    return codes


def _everywhere(employer: Whole, openings: Whole, country: Whole) -> Truths:
    """Whose employer has ads with the same openings in ``LANDS`` countries and more."""
    known = (employer >= 0) & (country != 0)
    pairs = pd.DataFrame({"employer": employer, "openings": openings, "country": country})
    lands = pairs[known].groupby(["employer", "openings"])["country"].transform("nunique")
    found = np.zeros(len(employer), dtype=np.bool_)
    found[lands.index[lands >= LANDS].to_numpy()] = True
    return found


def _beside(day: Shares, employer: Whole, hashes: Bytes) -> Truths:
    """Who has an unlike ad of the same employer within a fortnight; nobody without a date or a known employer."""
    order = np.lexsort((day, employer))
    one, other = order[:-1], order[1:]
    close = (day[other] - day[one] <= FORTNIGHT) & (employer[one] == employer[other]) & (employer[one] >= 0)
    one, other = one[close], other[close]
    unlike = (hashes[one] == hashes[other]).mean(axis=1) < UNLIKE
    beside = np.zeros(len(day), dtype=np.bool_)
    beside[one[unlike]] = True
    beside[other[unlike]] = True
    return beside


def _seldom(employer: Whole, beside: Truths) -> Truths:
    """Whose employer has few of its ads ``beside`` unlike ones; nobody without a known employer."""
    known = np.flatnonzero(employer >= 0)
    if not known.size:
        return np.zeros(len(employer), dtype=np.bool_)
    ads = np.bincount(employer[known])
    few = np.bincount(employer[known], weights=beside[known]) <= SELDOM * ads
    return (employer >= 0) & few[employer]
