"""Tells a job from an employer's trade in a header: "Acme | Security, Machine Learning | Oslo" may name either."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jobmarket.records import RoleMention

_TRADE = re.compile(
    r"ai|ml|(?:ai|ml) ?/ ?(?:ml|ai)|machine learning|deep learning|computer vision|nlp|robotics|security|data|data science|analytics|marketing|finance",
    re.IGNORECASE,
)
_BAR = re.compile(r"[|｜•]|\s[-–—]{1,2}\s")


def trades(text: str, end: int, mentions: Iterable[RoleMention]) -> set[RoleMention]:
    """The mentions in the header ``text[:end]`` that name a trade rather than a job.

    These are words that may be either, in an item of the header that names no job for certain, of an ad that
    names its openings further on.
    """
    named = list(mentions)
    unsure = {item for item in named if item.end <= end and _TRADE.fullmatch(item.surface)}
    if not unsure or all(item.start < end for item in named):
        return set()
    found: set[RoleMention] = set()
    start = 0
    for stop, following in [*(match.span() for match in _BAR.finditer(text, 0, end)), (end, end)]:
        own = {item for item in named if start <= item.start < stop}
        if own <= unsure:
            found |= own
        start = following
    return found
