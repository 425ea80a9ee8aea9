"""Works on held postings in as many processes as there are cores, a chunk at a time; what is made of them comes in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from jobmarket.engines import processes
from jobmarket.held import Held, Lot, Stretch

_Made = TypeVar("_Made")
CHUNK = 100
"""Ads a process is given at once: few enough that those of a daily run keep every core busy."""
_UNDER_WAY = 4 * (os.cpu_count() or 1)
"""Chunks given out and not yet taken back: enough that no process waits for the one that gives them out."""


@contextmanager
def workers(count: int | None = None) -> Iterator[ProcessPoolExecutor | None]:
    """Processes to work in; None on a single core, where they would only cost."""
    count = count or os.cpu_count() or 1
    if count == 1:
        yield None
        return
    with processes(count) as pool:
        yield pool


def side_by_side(
    work: Callable[[Lot], _Made], held: Held, ads: Iterable[Stretch], pool: ProcessPoolExecutor | None
) -> Iterator[_Made]:
    """What is made of each chunk of ads, in order; never more than a few chunks under way."""
    if pool is None:
        yield from map(work, _lots(held, ads))
        return
    waiting: deque[Future[_Made]] = deque()
    for chunk in _lots(held, ads):
        waiting.append(pool.submit(work, chunk))
        if len(waiting) > _UNDER_WAY:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _lots(held: Held, ads: Iterable[Stretch]) -> Iterator[Lot]:
    flow = iter(ads)
    while chunk := tuple(islice(flow, CHUNK)):
        yield held.lot(chunk)
