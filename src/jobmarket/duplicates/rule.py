"""By how much two ads are more alike than they have to be to be one ad.  Compares pairs; knows nothing of groups.

Two ads are one when they advertise an opening in common and are alike enough.  How alike they have to be
depends on who advertises (the same employer or address, or nobody known; an employer that speaks with one
voice, or many teams), on how surely the opening is the same, and on the time between.  The limits were set
on pairs of real ads, judged by reading: the half ``tune`` of ``data/labels/pairs.jsonl``.  ``docs/method.md``
says how well they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from jobmarket.duplicates.columns import Ads, Shares, Truths, Whole, ad_columns
from jobmarket.extract.roles.opening_names import wording

NEXT_MONTH = 45.0
HALF_A_YEAR = 180.0
MOST_OF_A_YEAR = 300.0
TWO_YEARS = 730.0
LEAST = 0.05
"""Likeness under which two texts have nothing in common."""

ONE_VOICE_LEAST = 0.03
"""The same where the employer speaks with one voice: what it asks for again is its opening, in whatever words."""

WRITTEN_ANEW = -0.03
"""The limit of such an employer's particular opening within half a year: rather one ad than not, without a word in common."""

OTHER_TOWN = 0.9
"""The limit of one title in two towns: copied word for word it is one call for several offices, else each has its own."""

UNRELATED_LEAST = 0.2
"""The same where nothing says that two ads are of one employer."""

SOME_LENGTH, GREAT_LENGTH = 50, 200
"""Runs of words from which on it is no chance that all of a text is found in another, under any title."""

NEVER = 2.0
APART = -1.0
CONTRARY = -1.5
"""What is found for two lists of openings without a word in common: other jobs, unless one was not heard."""

OTHER_JOB = -1.75
"""The same where each ad has one opening, and the two differ."""

_ANY_JOB = frozenset({wording("engineer"), wording("software engineer")})
"""Openings so general that a more particular one may be the same job in other words."""

_SOFTWARE = frozenset({wording("software engineer").partition("|")[0]})
"""What says nothing beside a word for a part of that trade: a frontend software engineer is a frontend engineer."""

_INTERN = "intern"
"""The one rank that no editing turns into another: who looks for an intern fills no engineer's place."""


@lru_cache(maxsize=262_144)
def _parsed(opening: str) -> tuple[frozenset[str], frozenset[str]]:
    words, _, ranks = opening.removeprefix("=").partition("|")
    return frozenset(words.split()), frozenset(ranks.split())


def _common(words: frozenset[str], other: frozenset[str]) -> float:
    union = len(words | other)
    return len(words & other) / union if union else 1.0


@lru_cache(maxsize=262_144)
def _is_particular(opening: str) -> bool:
    """Whether an opening's words name a job, and not just an engineer of any kind."""
    return not any(_parsed(opening)[0] <= _parsed(general)[0] for general in _ANY_JOB)


@lru_cache(maxsize=1_048_576)
def _agreement(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[float, bool, bool, bool, bool, bool]:
    """How two lists of openings agree.

    The best share of words that two of their openings have in common (-1 where a list is empty); whether
    those two are of one rank; whether one of the two has all words of the other (the openings of a list that
    has none but general ones are part of any); whether both lists are an ad's own title; whether each has
    exactly one opening; whether one that is in both names a particular job.  An intern's opening is compared
    with interns' only.
    """
    titled = bool(one and other) and one[0].startswith("=") and other[0].startswith("=")
    best = (0.0 if one and other else -1.0, False, False)
    comparable = False
    for words, ranks in map(_parsed, one):
        for other_words, other_ranks in map(_parsed, other):
            if (_INTERN in ranks) != (_INTERN in other_ranks):
                continue
            comparable = True
            share = _common(words, other_words)
            if not titled:
                share = max(share, _common(words - _SOFTWARE or words, other_words - _SOFTWARE or other_words))
            is_part = share > 0 and (words <= other_words or other_words <= words)
            best = max(best, (share, ranks == other_ranks, is_part))
    if best[0] == 0 and comparable and not titled and (_ANY_JOB.issuperset(one) or _ANY_JOB.issuperset(other)):
        best = (0.5, True, True)
    return *best, titled, len(one) == len(other) == 1, any(map(_is_particular, {*one} & {*other}))


def forget() -> None:
    """Let go of what was kept of wordings compared: hundreds of megabytes where ads are many."""
    _parsed.cache_clear()
    _is_particular.cache_clear()
    _agreement.cache_clear()


def likeness(ads: Ads, one: Whole, other: Whole) -> Shares:
    """The estimated share of runs that the texts of each pair have in common; 0 without text."""
    equal = np.empty(len(one))
    for part in np.array_split(np.arange(len(one)), max(1, len(one) // 500_000)):
        equal[part] = (ads.hashes[one[part]] == ads.hashes[other[part]]).mean(axis=1)
    alike = np.clip((equal - 1 / 256) / (1 - 1 / 256), 0.0, 1.0)
    alike[~(ads.has_text[one] & ads.has_text[other])] = 0.0
    return alike


def overlap(ads: pd.DataFrame, pairs: Sequence[tuple[str, str]]) -> list[float]:
    """The share of runs of words that the texts of each pair of posting ids have in common: what a rule without openings has.

    Args:
        ads: columns as :func:`jobmarket.duplicates.duplicate_groups` wants them.
        pairs: two posting ids each; an ad that is missing has nothing in common with any.
    """
    some = ads[ads["posting_id"].isin({one for pair in pairs for one in pair})].reset_index(drop=True)
    row = {one: number for number, one in enumerate(some["posting_id"])}
    known = [number for number, (one, other) in enumerate(pairs) if one in row and other in row]
    first, second = (np.array([row[pairs[number][side]] for number in known], dtype=np.int64) for side in (0, 1))
    shares = dict(zip(known, likeness(ad_columns(some), first, second).tolist(), strict=True))
    return [shares.get(number, 0.0) for number in range(len(pairs))]


def _contained(ads: Ads, one: Whole, other: Whole, alike: Shares) -> Shares:
    """The share of the shorter text's runs that the longer has too: boards cut ads short."""
    shorter = np.maximum(1.0, np.minimum(ads.runs[one], ads.runs[other]))
    common = alike * (ads.runs[one] + ads.runs[other]) / (1 + alike)
    share: Shares = np.minimum(1.0, common / shorter)
    return share


def _shared(codes: Whole, one: Whole, other: Whole) -> Truths:
    """Whether each pair has one of a few codes (0: none) in common."""
    shared = np.zeros(len(one), dtype=np.bool_)
    for slot in range(codes.shape[1]):
        code = codes[one, slot][:, None]
        shared |= ((code == codes[other]) & (code != 0)).any(axis=1)
    return shared


def _parted(codes: Whole, one: Whole, other: Whole) -> Truths:
    """Whether both of each pair have such codes, and none in common."""
    found: Truths = (codes[one] != 0).any(axis=1) & (codes[other] != 0).any(axis=1) & ~_shared(codes, one, other)
    return found


def _related(ads: Ads, one: Whole, other: Whole) -> Truths:
    """Whether each pair has one employer, or sends its readers to one address."""
    employed: Truths = (ads.employer[one] == ads.employer[other]) & (ads.employer[one] >= 0)
    return employed | _shared(ads.addresses, one, other)


def one_voice(ads: Ads, one: Whole, other: Whole) -> Truths:
    """Whether each pair is of one employer that advertises by text, seldom two at a time."""
    found: Truths = ads.one_voice[one] & ads.one_voice[other]
    few = np.flatnonzero(found)
    found[few] = _related(ads, one[few], other[few])
    return found


def _agreements(ads: Ads, one: Whole, other: Whole) -> Shares:
    """:func:`_agreement` of each pair (n × 6); equal pairs of lists are compared once."""
    low = np.minimum(ads.openings[one], ads.openings[other])
    high = np.maximum(ads.openings[one], ads.openings[other])
    distinct, back = np.unique(low << 32 | high, return_inverse=True)
    lists = ads.wordings
    found = [_agreement(lists[both >> 32], lists[both & 0xFFFFFFFF]) for both in distinct.tolist()]
    return np.array(found, dtype=np.float64).reshape(-1, 6)[back]


def surplus(ads: Ads, one: Whole, other: Whole) -> Shares:
    """How far the likeness of each pair of rows lies above its limit: 0 or more where the two are one ad.

    In shares of runs of words, -2 to 1.
    """
    alike, related = likeness(ads, one, other), _related(ads, one, other)
    found = np.full(len(one), APART)
    voice = related & ads.one_voice[one] & ads.one_voice[other]
    least = np.where(voice, ONE_VOICE_LEAST, np.where(related, LEAST, UNRELATED_LEAST))
    lately = voice & (np.abs(ads.day[one] - ads.day[other]) <= HALF_A_YEAR)
    near = np.flatnonzero(lately | (alike >= least))
    found[near] = _surplus(ads, one[near], other[near], alike[near], related[near], voice[near])
    return found


def _surplus(ads: Ads, one: Whole, other: Whole, alike: Shares, related: Truths, voice: Truths) -> Shares:
    agreement = _agreements(ads, one, other)
    words = agreement[:, 0]
    ranks, is_part, titled, single, particular = (agreement[:, column] > 0 for column in range(1, 6))
    silent, equal = words < 0, words >= 0.99
    same = equal & ranks
    days = np.nan_to_num(np.abs(ads.day[one] - ads.day[other]), nan=np.inf)

    # A title of its own says which job it is: another title, or another rank, is another ad, however much
    # the rest repeats.  Only a title with something added counts for less than a text that is the same.
    contained = _contained(ads, one, other, alike)
    # In another town it is one call where it is copied word for word, in another country it is another opening,
    # unless the employer asks for the same in many countries at once.
    local = ~(ads.everywhere[one] & ads.everywhere[other])
    limit = np.select([same, (words >= 0.7) & ranks, (words >= 0.65) & ranks], [0.7, 0.85, 0.985], NEVER)
    limit[same & local & _parted(ads.cities, one, other)] = OTHER_TOWN
    by_title = np.maximum(contained - limit, alike - np.where(is_part & ranks, 0.93, NEVER))
    if (foreign := np.flatnonzero(titled & ~related)).size:
        by_title[foreign] = _copied(
            ads, one[foreign], other[foreign], contained[foreign], alike[foreign], np.where(ranks, words, -1)[foreign]
        )

    by_title[local & _parted(ads.countries, one, other)] = APART

    # Openings read out of a text are less sure, and a text written by hand says more: an employer that
    # advertises the same opening again often writes most of the ad anew.
    # Not so where both stand beside other ads of the same employer: there every team writes its own, and the
    # engineers of one are not those of another.  Who speaks with one voice has one such team, and within half a year
    # its particular opening needs no word in common: the whole ad is often written anew.  The longer ago, the more
    # has to be kept: after a year it is another opening of that name, unless the text is the old one.
    crowded = same & ads.beside[one] & ads.beside[other]
    limit = np.select(
        [
            crowded,
            *(same & (days <= most) for most in (NEXT_MONTH, HALF_A_YEAR, MOST_OF_A_YEAR, TWO_YEARS)),
            *(same, equal, is_part, silent, single),
        ],
        [0.25, LEAST, 0.12, 0.22, 0.3, 0.45, 0.5, 0.35, 0.53, NEVER],
        0.65,
    )
    lately = voice & (days <= HALF_A_YEAR)
    limit[lately & (equal | is_part)] = 0.2
    limit[lately & same] = ONE_VOICE_LEAST
    limit[lately & particular] = WRITTEN_ANEW
    limit = np.where(related, limit, np.select([same, equal, silent], [0.42, 0.6, 0.55], 0.85))
    by_text = alike - limit
    contrary = (by_text < 0) & ((words == 0) | (limit == NEVER))
    by_text[contrary] = np.where(single[contrary], OTHER_JOB, CONTRARY)
    found: Shares = np.where(titled, by_title, by_text)
    return found


def _copied(ads: Ads, one: Whole, other: Whole, contained: Shares, alike: Shares, words: Shares) -> Shares:
    """:func:`surplus` of titled pairs that nobody is known to advertise both of.

    ``words`` is the share of words that their titles have in common, -1 where their ranks differ.

    The one text has to be nearly a part of the other, the more so where two employers are known: recruiters copy
    an ad, but employers also share a template.  A copy is for the same town: there it may be edited further and
    titled otherwise.  All of a text of some length found in another was cut out of it.
    """
    same, near = words >= 0.99, _shared(ads.cities, one, other)
    limit = np.where((ads.employer[one] >= 0) & (ads.employer[other] >= 0), 0.86, 0.78)
    edited = np.minimum(contained - np.where(near, 0.7, limit), alike - np.where(near, 0.35, 0.45))
    shorter = np.minimum(ads.runs[one], ads.runs[other])
    limit = np.select(
        [same & (shorter >= SOME_LENGTH), near & (words >= 0.6) & (shorter >= SOME_LENGTH)], [0.9, 0.88], NEVER
    )
    limit = np.where(near & (shorter >= GREAT_LENGTH), np.minimum(limit, 0.97), limit)
    found: Shares = np.maximum(np.where(same, edited, APART), contained - limit)
    return found
