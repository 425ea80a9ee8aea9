"""Tells a person how far long work has come: a bar on a terminal, plain lines otherwise."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
SECONDS_BETWEEN_LINES = 5.0


class Progress:
    """Where messages about long work go: ``stderr``, so that results on ``stdout`` stay clean."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet

    def say(self, words: str) -> None:
        """One line."""
        if not self._quiet:
            print(words, file=sys.stderr, flush=True)

    def track(self, items: Iterable[Item], what: str, total: int | None = None) -> Iterator[Item]:
        """Pass the items on, telling how many went by."""
        if self._quiet:
            yield from items
        elif sys.stderr.isatty():
            yield from self._bar(items, what, total)
        else:
            yield from self._lines(items, what, total)

    @staticmethod
    def _bar(items: Iterable[Item], what: str, total: int | None) -> Iterator[Item]:
        from rich.console import Console
        from rich.progress import track

        yield from track(
            items, description=what, total=total, console=Console(stderr=True), transient=True
        )

    def _lines(self, items: Iterable[Item], what: str, total: int | None) -> Iterator[Item]:
        last, of = time.monotonic(), f" of {total:,}" if total else ""
        for number, item in enumerate(items, start=1):
            yield item
            if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
                self.say(f"{what}: {number:,}{of}")
                last = time.monotonic()
