"""Limits of time that hold on a busy or slow machine as on a quiet one."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

AT_REST = 0.0175
"""Seconds of processor that :func:`_work` takes where the limits were set: two quiet cores, Python 3.11, 2026-11."""
WORDS = " ".join(f"harbour{number} tide{number % 97}" for number in range(20_000))
WORD = re.compile(r"(?i)\b([a-z]+)(\d+)\b")


def _work(clock: Callable[[], float]) -> float:
    """Seconds for a fixed piece of the kind of work that reading an ad is: patterns, texts, counting."""
    began = clock()
    Counter(found[1] for found in WORD.finditer(WORDS)).most_common(3)
    return clock() - began


def slowness(clock: Callable[[], float] = time.process_time) -> float:
    """How many times slower this machine is at this moment than the quiet one, by that clock; never less than 1."""
    return max(1.0, sorted(_work(clock) for _ in range(5))[2] / AT_REST)


@contextmanager
def at_most(seconds: float, clock: Callable[[], float] = time.process_time, what: str = "") -> Iterator[None]:
    """The block costs at most so many seconds of a quiet machine's processor, or of another clock; ``what`` names it in the failure.

    How slow this machine is is asked only where the limit is passed, so that a quick block costs nothing more.
    """
    began = clock()
    yield
    spent = clock() - began
    assert spent <= seconds or spent <= seconds * (slow := slowness(clock)), f"{what} {spent:.2f} s, where {seconds * slow:.2f} s are allowed"
