"""A few threads that share work which makes more work.  Knows nothing of what the work is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

Work = TypeVar("Work")


class Crew(Generic[Work]):
    """Does work from a stream; what follows from a piece of work is done before new work is begun.

    So what waits stays short, however long the stream is.  An exception ends the whole crew and is raised.
    """

    def __init__(self, first: Iterator[Work], do: Callable[[Work], Iterable[Work]], hands: int) -> None:
        self._first, self._do, self._hands = first, do, hands
        self._waiting: list[Work] = []
        self._busy = 0
        self._done = False
        self._error: BaseException | None = None
        self._changed = threading.Condition()

    def _take(self) -> Work | None:
        """The next piece; None when all is done."""
        with self._changed:
            while not self._error:
                if self._waiting:
                    self._busy += 1
                    return self._waiting.pop()
                if not self._done:
                    try:
                        found = next(self._first)
                    except StopIteration:
                        self._done = True
                        continue
                    self._busy += 1
                    return found
                if not self._busy:
                    break
                self._changed.wait()
            self._changed.notify_all()
            return None

    def _work(self) -> None:
        try:
            while (piece := self._take()) is not None:
                more = list(self._do(piece))
                with self._changed:
                    self._waiting.extend(reversed(more))
                    self._busy -= 1
                    self._changed.notify_all()
        except BaseException as error:
            with self._changed:
                self._error = self._error or error
                self._changed.notify_all()

    def run(self) -> None:
        """Do it all; this thread is one of the hands.

        Raises:
            Exception: whatever a piece of work raised, after the others have ended theirs.
        """
        others = [threading.Thread(target=self._work, daemon=True) for _ in range(self._hands - 1)]
        for each in others:
            each.start()
        self._work()
        for each in others:
            each.join()
        if self._error:
            raise self._error
