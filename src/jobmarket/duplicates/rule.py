"""Whether two ads are one ad: the rule and its limits.  Compares pairs; knows nothing of groups.

Two ads are one when they advertise an opening in common and are alike enough.  How alike they have to be
depends on who advertises (the same employer or address, or nobody known), on how surely the opening is the
same, and on the time between.  The limits were set on pairs of real ads, judged by reading: the half
``tune`` of ``data/labels/pairs.jsonl``.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from jobmarket.duplicates.columns import Ads, Shares, Truths, Whole
from jobmarket.extract.fingerprint import ADDRESSES

COMMON = 0.65
"""Share of words from which two wordings name an opening in common."""

NEXT_MONTH = 45.0
FEW_MONTHS = 250.0
NEVER = 2.0
LEAST = 0.05
"""Likeness under which two texts have nothing in common."""


@lru_cache(maxsize=262_144)
def _parsed(opening: str) -> tuple[frozenset[str], frozenset[str]]:
    words, _, ranks = opening.removeprefix("=").partition("|")
    return frozenset(words.split()), frozenset(ranks.split())


@lru_cache(maxsize=1_048_576)
def _agreement(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[float, bool, bool, bool, bool]:
    """How two lists of openings agree.

    The best share of words that two of their openings have in common (-1 where a list is empty); whether
    those two are of one rank; whether one of the two has all words of the other; whether both lists are an
    ad's own title; whether each has exactly one opening.
    """
    if not one or not other:
        return -1.0, False, False, False, False
    best = (-1.0, False, False)
    for words, ranks in map(_parsed, one):
        for other_words, other_ranks in map(_parsed, other):
            union = len(words | other_words)
            share = len(words & other_words) / union if union else 1.0
            is_part = share > 0 and (words <= other_words or other_words <= words)
            best = max(best, (share, ranks == other_ranks, is_part))
    titled = one[0].startswith("=") and other[0].startswith("=")
    return *best, titled, len(one) == len(other) == 1


def likeness(ads: Ads, one: Whole, other: Whole) -> Shares:
    """The estimated share of runs that the texts of each pair have in common; 0 without text."""
    equal = np.empty(len(one))
    for part in np.array_split(np.arange(len(one)), max(1, len(one) // 500_000)):
        equal[part] = (ads.hashes[one[part]] == ads.hashes[other[part]]).mean(axis=1)
    alike = np.clip((equal - 1 / 256) / (1 - 1 / 256), 0.0, 1.0)
    alike[~(ads.has_text[one] & ads.has_text[other])] = 0.0
    return alike


def _contained(ads: Ads, one: Whole, other: Whole, alike: Shares) -> Shares:
    """The share of the shorter text's runs that the longer has too: boards cut ads short."""
    shorter = np.maximum(1.0, np.minimum(ads.runs[one], ads.runs[other]))
    common = alike * (ads.runs[one] + ads.runs[other]) / (1 + alike)
    share: Shares = np.minimum(1.0, common / shorter)
    return share


def _related(ads: Ads, one: Whole, other: Whole) -> Truths:
    """Whether each pair has one employer, or sends its readers to one address."""
    related: Truths = (ads.employer[one] == ads.employer[other]) & (ads.employer[one] >= 0)
    for slot in range(ADDRESSES):
        address = ads.addresses[one, slot][:, None]
        related |= ((address == ads.addresses[other]) & (address != 0)).any(axis=1)
    return related


def _agreements(ads: Ads, one: Whole, other: Whole) -> Shares:
    """:func:`_agreement` of each pair (n × 5); equal pairs of lists are compared once."""
    low = np.minimum(ads.openings[one], ads.openings[other])
    high = np.maximum(ads.openings[one], ads.openings[other])
    distinct, back = np.unique(low << 32 | high, return_inverse=True)
    lists = ads.wordings
    found = [_agreement(lists[both >> 32], lists[both & 0xFFFFFFFF]) for both in distinct.tolist()]
    return np.array(found, dtype=np.float64).reshape(-1, 5)[back]


def is_one(ads: Ads, one: Whole, other: Whole) -> tuple[Truths, Shares]:
    """Whether each pair of rows is one ad, and how alike its texts are."""
    alike, related = likeness(ads, one, other), _related(ads, one, other)
    verdict = np.zeros(len(one), dtype=np.bool_)
    near = np.flatnonzero(np.where(related, alike >= LEAST, alike >= 0.5))
    verdict[near] = _judged(ads, one[near], other[near], alike[near], related[near])
    return verdict, alike


def _judged(ads: Ads, one: Whole, other: Whole, alike: Shares, related: Truths) -> Truths:
    agreement = _agreements(ads, one, other)
    words = agreement[:, 0]
    ranks, is_part, titled, single = (agreement[:, column] > 0 for column in range(1, 5))
    silent, common, equal = words < 0, words >= COMMON, words >= 0.99
    days = np.nan_to_num(np.abs(ads.day[one] - ads.day[other]), nan=np.inf)

    # A title of its own says which job it is: another title, or another rank, is another ad, however much
    # the rest repeats.  Only a title with something added counts for less than a text that is the same.
    contained = _contained(ads, one, other, alike)
    by_title = np.select(
        [equal & ranks, (words >= 0.7) & ranks, common & ranks],
        [contained >= 0.7, contained >= 0.85, contained >= 0.985],
        False,
    )
    by_title |= is_part & ranks & (alike >= 0.93)
    by_title &= related | (equal & (alike >= 0.8))

    # Openings read out of a text are less sure, and a text written by hand says more.
    limit = np.select(
        [
            equal & ranks & (days <= NEXT_MONTH),
            common & (days <= NEXT_MONTH),
            common & (days <= FEW_MONTHS),
            common,
            silent,
            single & (words <= 0),
            single,
        ],
        [LEAST, 0.2, 0.25, 0.3, 0.53, NEVER, 0.75],
        0.58,
    )
    limit = np.where(related, limit, np.select([common, silent], [0.5, 0.55], 0.85))
    verdict: Truths = np.where(titled, by_title, alike >= limit)
    return verdict
