"""Pairs of ads that are one → groups of ads that are one.  Never joins what most comparisons keep apart.

Reposts drift: each is like the one before, and after years nothing is left of the first.  So groups grow
from the surest pair on, and two groups become one only where the pairs between them are enough alike on
average (average linkage; Sokal & Michener 1958), of at most ``MEMBERS`` members each.  An employer that speaks
with one voice writes its ad anew: its groups need less in common, but openings of other jobs count against it.
Of whomever they are, groups stay apart where much of what is most of a year apart is of other jobs.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from jobmarket.duplicates.candidates import candidate_pairs
from jobmarket.duplicates.columns import Ads, Shares, Truths, Whole, ad_columns
from jobmarket.duplicates.rule import CONTRARY, MOST_OF_A_YEAR, OTHER_JOB, forget, one_voice, surplus

MEMBERS = 6
"""A group is compared by so many of its ads, spread evenly over its time."""

DOUBT = 0.1
"""So far above its limit a pair is surely one ad and counts 1, so far below it counts 0; at the limit a half."""

AGREEING = 0.2
"""What the pairs between two groups have to count on average."""

ONE_VOICE_AGREEING = 0.15
"""The same where the employer speaks with one voice."""

AGAINST = -0.2
"""What a pair of other jobs counts there: little, as the opening in common may be one that was not heard."""

AGAINST_ONE = -0.6
"""The same where each ad has one opening: there is none to have missed."""

DRIFTED = 0.4
"""Where so many of the pairs between two groups that are most of a year apart are of other jobs, the employer has gone on.

A list that gains and loses a job each month is one ad for a while; what it asked for a year ago is another.
"""

PAIRS = 500_000
"""Pairs that are worked on at once: of all at once every number about them would be held in memory."""


DUPLICATES_ASK = """posting_id, employer_key, date_posted, openings, fingerprint,
    coalesce(list_sort(list_distinct([p.city FOR p IN locations IF p.city IS NOT NULL])), []) AS cities,
    coalesce(list_sort(list_distinct([p.country FOR p IN locations IF p.country IS NOT NULL])), []) AS countries"""
"""What :func:`duplicate_groups` asks of the facts, as SQL over their columns."""


Question = tuple[list[int], list[int], bool]
"""Whether two groups, by members that stand for them, are one; and whether their employer speaks with one voice."""

Growing = Generator[Question, bool, None]


def _spread(members: list[int], day: Shares) -> list[int]:
    """At most ``MEMBERS`` of the members, from the earliest to the latest."""
    if len(members) <= MEMBERS:
        return members
    ordered = sorted(members, key=lambda row: (day[row], row))
    last = len(ordered) - 1
    return [ordered[step * last // (MEMBERS - 1)] for step in range(MEMBERS)]


def _agree(ads: Ads, questions: list[Question]) -> list[bool]:
    """Whether the two groups of each question are one; of all questions at once, as each by itself costs as much as hundreds."""
    one = np.concatenate([np.repeat(some, len(others)) for some, others, _ in questions])
    other = np.concatenate([np.tile(others, len(some)) for some, others, _ in questions])
    sizes = np.array([len(some) * len(others) for some, others, _ in questions])
    voice = np.array([of_one_voice for _, _, of_one_voice in questions])
    over = surplus(ads, one, other)
    counted = np.clip(0.5 + over / (2 * DOUBT), 0.0, 1.0)
    of_one_voice = np.repeat(voice, sizes)
    counted[of_one_voice & (over <= CONTRARY)] = AGAINST
    counted[of_one_voice & (over <= OTHER_JOB)] = AGAINST_ONE
    starts = np.cumsum(sizes) - sizes
    average = np.add.reduceat(counted, starts) / sizes
    late = np.abs(ads.day[one] - ads.day[other]) > MOST_OF_A_YEAR
    of_other_jobs = np.add.reduceat((late & (over <= CONTRARY)).astype(np.int64), starts)
    drifted = (of_other_jobs > 0) & (of_other_jobs >= DRIFTED * np.add.reduceat(late.astype(np.int64), starts))
    agreed: list[bool] = (~drifted & (average >= np.where(voice, ONE_VOICE_AGREEING, AGREEING))).tolist()
    return agreed


def _pieces(pairs: Whole) -> Iterator[Whole]:
    yield from (pairs[first : first + PAIRS] for first in range(0, len(pairs), PAIRS))


def _over(ads: Ads, pairs: Whole) -> Shares:
    """:func:`surplus` of each pair."""
    return np.concatenate([np.empty(0), *(surplus(ads, some[:, 0], some[:, 1]) for some in _pieces(pairs))])


def _root(parent: list[int], row: int) -> int:
    while parent[row] != row:
        parent[row] = row = parent[parent[row]]
    return row


def _grow(pairs: Whole, voices: Truths, parent: list[int], day: Shares) -> Growing:
    """Join the ads of ``pairs``, the surest first, in ``parent``; asks, before two groups are joined, whether they agree."""
    members: dict[int, list[int]] = {}
    for (one, other), of_one_voice in zip(pairs.tolist(), voices.tolist(), strict=True):
        first, second = _root(parent, one), _root(parent, other)
        if first == second:
            continue
        some, others = members.get(first, [first]), members.get(second, [second])
        if len(some) + len(others) > 2 and not (yield some, others, of_one_voice):
            continue
        parent[second] = first
        members[first] = _spread(some + others, day)
        members.pop(second, None)


def _grow_together(ads: Ads, growing: list[Growing]) -> None:
    """Let all of them grow, answering what they ask."""

    def asked(one: Growing, agreed: bool | None) -> Question | None:
        try:
            return next(one) if agreed is None else one.send(agreed)
        except StopIteration:
            return None

    waiting = [(one, question) for one in growing if (question := asked(one, None)) is not None]
    while waiting:
        answers = _agree(ads, [question for _, question in waiting])
        told = [(one, asked(one, agreed)) for (one, _), agreed in zip(waiting, answers, strict=True)]
        waiting = [(one, question) for one, question in told if question is not None]


def _groups(ads: Ads, pairs: Whole, over: Shares) -> list[int]:
    """A number for each ad, equal within a group."""
    count = len(ads.day)
    parent = list(range(count))
    day = np.nan_to_num(ads.day, nan=-np.inf)
    # Ads that no chain of pairs connects never meet: these parts grow side by side.
    linked = csr_array((np.ones(len(pairs), dtype=np.bool_), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    part = connected_components(linked, directed=False)[1][pairs[:, 0]]
    surest_first = np.lexsort((pairs[:, 1], pairs[:, 0], -over, part))
    pairs, starts = pairs[surest_first], np.flatnonzero(np.diff(part[surest_first], prepend=-1))
    batches = starts[np.flatnonzero(np.diff(starts // PAIRS, prepend=-1))].tolist()
    for first, last in pairwise([*batches, len(pairs)]):
        some, inner = pairs[first:last], starts[(starts > first) & (starts < last)] - first
        parts = zip(np.split(some, inner), np.split(one_voice(ads, *some.T), inner), strict=True)
        _grow_together(ads, [_grow(mine, voices, parent, day) for mine, voices in parts])
    return [_root(parent, row) for row in range(count)]


def duplicate_groups(ads: pd.DataFrame) -> pd.DataFrame:
    """Which ads are one.

    Args:
        ads: ``posting_id``, ``employer_key`` (or None), ``date_posted``, ``openings`` (list of wordings as
            :func:`jobmarket.extract.roles.opening_names.wording` gives them, ``=`` before one that is a title),
            ``cities`` and ``countries`` (lists of names) and ``fingerprint`` (bytes, empty where there was no text); one row an ad.

    Returns:
        ``posting_id``, ``duplicate_group`` (the posting_id of the group's first appearance: its earliest
        date, then its smallest id), in the order of ``ads``.
    """
    if ads.empty:
        return pd.DataFrame({"posting_id": [], "duplicate_group": []}, dtype="object")
    # In the order of their names, so that the order in which they came makes no difference.
    named = ads.sort_values("posting_id", kind="stable").reset_index(drop=True)
    columns = ad_columns(named)
    posting_id, named = ads["posting_id"].to_numpy(), named[["posting_id", "date_posted"]]
    del ads  # with the fingerprints, most of it: they stand in the columns now
    pairs = candidate_pairs(columns)
    over = _over(columns, pairs)
    same = over >= 0
    pairs, over = pairs[same], over[same]
    group = _groups(columns, pairs, over)
    forget()
    date = pd.to_datetime(named["date_posted"]).fillna(pd.Timestamp.min)
    first = (
        named.assign(group=group, date=date)
        .sort_values(["group", "date", "posting_id"])
        .drop_duplicates("group")
        .set_index("group")["posting_id"]
    )
    found = pd.Series(first.loc[group].to_numpy(), index=named["posting_id"])
    return pd.DataFrame(
        {
            "posting_id": posting_id,
            "duplicate_group": found.loc[posting_id].to_numpy(),
        }
    )
