"""Bytes on their way in: taken piece by piece, then kept as one file that is whole or absent.  Never reads them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import threading
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from jobmarket.records import Snapshot
from jobmarket.snapshots.manifest import folder_of, list_snapshot, manifest, settle_lists

LARGEST = 1_000_000_000  # bytes one snapshot may hold once decoded: a bound against bombs
IN_MEMORY = 1_000_000  # bytes of an answer that wait in memory; more wait on the disk
GZIP = b"\x1f\x8b\x08"  # how gzip begins
AS_IT_CAME = ".orig.gz"  # arrived compressed: kept as those bytes
_PACKED = ".gz"  # arrived plain: compressed here
_ARRIVING = ".arriving"  # where a file is written before it gets its place
PACKING_LEVEL = 4  # of gzip: on ads twice as fast as its default, and the files are a twentieth larger
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class Arrival:
    """Bytes on their way in, a piece at a time: kept at the end under a name, or dropped.

    Only the first million of them wait in memory.  Use it in a ``with``: what was not kept is gone after it.

    Raises:
        UsageError: ``source`` cannot be a folder's name.
    """

    def __init__(self, root: Path, source: str) -> None:
        self._root, self._source = root, source
        self._folder = folder_of(root, source)
        self._file: IO[bytes] | None = None
        self.restart()

    def __enter__(self) -> Arrival:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.restart()

    def restart(self) -> None:
        """Drop the pieces so far: they were of an attempt that failed."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._head = bytearray()
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes) -> None:
        """Take the next piece."""
        self._digest.update(piece)
        self.size += len(piece)
        if self._file is None and self.size > IN_MEMORY:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed in restart, which leaving calls)
            self._file.write(self._head)
            self._head = bytearray()
        if self._file is None:
            self._head += piece
        else:
            self._file.write(piece)

    @property
    def sha256(self) -> str:
        """Of all bytes so far."""
        return self._digest.hexdigest()

    def content(self, most: int = LARGEST) -> bytes:
        """The bytes so far, at most so many of them; writing goes on behind them."""
        return self._between(0, most)

    def ending(self, most: int = 64) -> bytes:
        """The last bytes so far, without white space behind them."""
        return self._between(max(0, self.size - most), most).rstrip()

    def _between(self, start: int, most: int) -> bytes:
        if self._file is None:
            return bytes(memoryview(self._head)[start : start + most])
        self._file.seek(start)
        found = self._file.read(most)
        self._file.seek(0, os.SEEK_END)
        return found

    def keep(
        self, name: str, *, seen_at: datetime, url: str | None, status: int | None, settled: bool = True
    ) -> Snapshot:
        """Keep the bytes, as :func:`keep` does.

        Not ``settled``, they are safe from this process ending at any time, and from a loss of power only
        after :func:`settle`: a caller who keeps hundreds need not wait for the disk hundreds of times.
        """
        sha256 = self.sha256
        kept = manifest(self._folder)
        known = kept.by_key.get((name, sha256))
        if known is not None and is_there(self._root, known):
            return known
        packed = self.content(3) == GZIP
        snapshot = Snapshot(
            source=self._source,
            name=name,
            sha256=sha256,
            path=f"{self._source}/{sha256[:2]}/{sha256}{AS_IT_CAME if packed else _PACKED}",
            seen_at=seen_at.astimezone(UTC) if seen_at.tzinfo else seen_at.replace(tzinfo=UTC),
            url=url,
            status=status,
            bytes=self.size,
        )
        if (name, sha256) in kept.forgotten or name in kept.forgotten_names:
            return snapshot
        if not is_there(self._root, snapshot):
            self._store(f"{self._root}/{snapshot.path}", packed, settled)
        if known is None:
            list_snapshot(self._folder, snapshot, settled=settled)
        return known or snapshot

    def _stored(self, packed: bool) -> Iterator[bytes]:
        """The bytes as they are stored: as they came, or as gzip with neither time nor name inside, so that
        the same bytes always make the same file."""
        packer = zlib.compressobj(PACKING_LEVEL, zlib.DEFLATED, 31)
        for start in range(0, self.size, IN_MEMORY):
            piece = self._between(start, IN_MEMORY)
            yield piece if packed else packer.compress(piece)
        if not packed:
            yield packer.flush()

    def _store(self, path: str, packed: bool, settled: bool) -> None:
        """Write the file: it is either whole or absent."""
        folder, _, name = path.rpartition("/")
        making = f"{self._root}/{_ARRIVING}/{threading.get_ident()}-{name}"
        try:
            file = os.open(making, _NEW_FILE, 0o644)
        except FileNotFoundError:
            os.makedirs(f"{self._root}/{_ARRIVING}", exist_ok=True)
            file = os.open(making, _NEW_FILE, 0o644)
        try:
            try:
                for piece in self._stored(packed):
                    _write(file, piece)
                if settled:
                    os.fsync(file)
            finally:
                os.close(file)
            try:
                os.replace(making, path)
            except FileNotFoundError:
                os.makedirs(folder, exist_ok=True)
                os.replace(making, path)
            if settled:
                _sync(folder)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(making)
            raise


def _sync(path: str | Path) -> None:
    """See a file, or a folder's names, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clear_unfinished(root: Path) -> None:
    """Remove what a run was writing when it died: it was never kept.  For whoever holds the run's lock."""
    shutil.rmtree(root / _ARRIVING, ignore_errors=True)


def _write(file: int, piece: bytes) -> None:
    """Write all of it: the system may take less at a time."""
    left = memoryview(piece)
    while left:
        left = left[os.write(file, left) :]


def is_there(root: Path, snapshot: Snapshot) -> bool:
    """Whether a snapshot's file is there with anything in it: a loss of power can leave it empty."""
    try:
        return os.stat(f"{root}/{snapshot.path}").st_size > 0
    except FileNotFoundError:
        return False


def settle(root: Path, kept: Iterable[Snapshot]) -> None:
    """See on the disk what was kept without waiting for it."""
    folders, named_in = set(), set()
    for one in kept:
        folders.add(folder_of(root, one.source))
        named_in.add((root / one.path).parent)
        with contextlib.suppress(FileNotFoundError):
            _sync(root / one.path)
    for folder in named_in:
        with contextlib.suppress(FileNotFoundError):
            _sync(folder)
    for folder in folders:
        settle_lists(folder)
