"""Postings of a source between being read and being made facts: on the disk, so that memory holds only where they lie.

A million ads are 4 GB of text, in memory up to four times that where one sign of an ad is an emoji.  What is held is
dropped with the folder it lies in; it is no snapshot, and nothing is ever read from it by a later run.
"""

from __future__ import annotations

import os
import pickle
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from jobmarket.records import Posting

_BUFFER = 1 << 20
Stretch = tuple[int, int]
"""Where a posting lies: the first of its bytes, and how many they are."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Some held postings by where they lie: small, so that it can be given to another process, which reads them."""

    path: str
    places: tuple[Stretch, ...]

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Posting]:
        file = os.open(self.path, os.O_RDONLY)
        try:
            for start, size in self.places:
                yield _loaded(file, start, size)
        finally:
            os.close(file)


def _loaded(file: int, start: int, size: int) -> Posting:
    posting: Posting = pickle.loads(os.pread(file, size, start))  # our own bytes, written by this run
    return posting


class Held:
    """Postings by native id, the last one set of each, in a file of their own that goes when this is closed.

    ``called`` says what a posting is called in the facts: by that they are asked for in the end.
    """

    def __init__(self, path: Path, called: Callable[[Posting], str]) -> None:
        self._path = path
        self._file = path.open("wb+", buffering=_BUFFER)
        self._end = self._on_disk = 0
        self._called_by = called
        self._rows: dict[str, int] = {}
        self._starts, self._sizes = array("q"), array("q")
        self._called: list[str] = []

    def __enter__(self) -> Held:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def __len__(self) -> int:
        return len(self._rows)

    def __setitem__(self, native_id: str, posting: Posting) -> None:
        data = pickle.dumps(posting, pickle.HIGHEST_PROTOCOL)
        row = self._rows.setdefault(native_id, len(self._rows))
        if row == len(self._starts):
            self._starts.append(0)
            self._sizes.append(0)
            self._called.append("")
        self._starts[row], self._sizes[row], self._called[row] = self._end, len(data), self._called_by(posting)
        self._file.write(data)
        self._end += len(data)

    def get(self, native_id: str) -> Posting | None:
        """The posting last set by this id; None where there is none."""
        row = self._rows.get(native_id)
        if row is None:
            return None
        self._flush()
        return _loaded(self._file.fileno(), self._starts[row], self._sizes[row])

    def called(self, native_id: str) -> str:
        """What a posting is called in the facts."""
        return self._called[self._rows[native_id]]

    def places(self) -> dict[str, Stretch]:
        """Where each posting lies, by what it is called, in the order of those names."""
        rows = {name: row for row, name in enumerate(self._called)}
        return {name: (self._starts[rows[name]], self._sizes[rows[name]]) for name in sorted(rows)}

    def lot(self, places: Sequence[Stretch]) -> Lot:
        """The postings that lie there."""
        self._flush()
        return Lot(str(self._path), tuple(places))

    def _flush(self) -> None:
        if self._on_disk < self._end:
            self._file.flush()
            self._on_disk = self._end
