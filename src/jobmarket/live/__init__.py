"""Asks live sources and keeps what they answer: the only room with a socket.  Never parses an ad.

A source says in its ``[live]`` table what there is to ask (:mod:`jobmarket.catalog.live`); all manners
are here, the same for all.  Each request ends in exactly one outcome, and bytes are kept for ``fetched``
and ``empty`` only: a failure never looks like an empty board.
"""

from jobmarket.live.outcomes import (
    ANSWERED,
    MISSED,
    OUTCOMES_FILE,
    Outcome,
    Record,
    What,
    last_answered,
    last_outcomes,
)
from jobmarket.live.session import gather, succeeded

__all__ = [
    "ANSWERED", "MISSED", "OUTCOMES_FILE", "Outcome", "Record", "What", "gather", "last_answered", "last_outcomes",
    "succeeded",
]  # fmt: skip
