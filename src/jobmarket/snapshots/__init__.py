"""Keeps what arrived, byte for byte, with its provenance, and hands it back.  Never parses."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from jobmarket.errors import ReadError
from jobmarket.records import Snapshot
from jobmarket.snapshots.arrival import (
    AS_IT_CAME,
    GZIP,
    LARGEST,
    PACKING_LEVEL,
    Arrival,
    clear_unfinished,
    is_there,
    settle,
)
from jobmarket.snapshots.manifest import (
    MANIFEST,
    SEEN,
    folder_of,
    list_forgotten,
    list_seen,
    manifest,
    seen_again,
)

__all__ = [
    "AS_IT_CAME", "MANIFEST", "PACKING_LEVEL", "SEEN", "Arrival", "arrived", "clear_unfinished", "content", "decode", "forget", "forgotten_names", "keep", "last_seen", "latest", "read",
    "saw_again", "settle", "snapshots",
]  # fmt: skip
_PIECE = 65_536  # bytes unpacked at a time


def keep(
    root: Path,
    source: str,
    name: str,
    data: bytes,
    *,
    seen_at: datetime,
    url: str | None = None,
    status: int | None = None,
) -> Snapshot:
    """Keep bytes that arrived; the same name with the same bytes is kept once.

    ``seen_at`` is when the content was true upstream (a time without zone is taken as UTC).  What came
    as gzip is stored as it came; anything else is stored as gzip without a time, so that the same
    bytes always make the same file.  What was forgotten on request is described, but not kept again.  A file
    that the disk has damaged since is written anew.

    Raises:
        UsageError: ``source`` cannot be a folder's name.
    """
    with Arrival(root, source) as arrival:
        arrival.write(data)
        known = content(root, source, name, arrival.sha256)
        if known is not None:
            try:
                arrived(root, known)
            except ReadError:
                (root / known.path).unlink()
        return arrival.keep(name, seen_at=seen_at, url=url, status=status)


def snapshots(root: Path, source: str) -> list[Snapshot]:
    """What is kept of a source, by name, then by time seen.

    Raises:
        UsageError: ``source`` cannot be a folder's name.
    """
    listed = manifest(folder_of(root, source)).by_key.values()
    return sorted(listed, key=lambda s: (s.name, s.seen_at, s.sha256))


def saw_again(root: Path, source: str, found: Iterable[Snapshot], when: datetime) -> None:
    """Write down that content which is kept was seen again: no bytes are kept twice, and its time moves on."""
    folder = folder_of(root, source)
    list_seen(folder, found, when)


def last_seen(root: Path, source: str) -> dict[tuple[str, str], datetime]:
    """When each kept content (name, sha256) was last seen upstream (UTC)."""
    folder = folder_of(root, source)
    kept = manifest(folder).by_key
    again = seen_again(folder)
    return {key: max(one.seen_at, again.get(key, one.seen_at)) for key, one in kept.items()}


def content(root: Path, source: str, name: str, sha256: str) -> Snapshot | None:
    """The snapshot of just these bytes under a name, if its file is there; None where it is not."""
    found = manifest(folder_of(root, source)).by_key.get((name, sha256))
    return found if found is not None and is_there(root, found) else None


def latest(root: Path, source: str, name: str) -> Snapshot | None:
    """The newest content kept under a name, if its file is there; None where nothing is kept."""
    found = manifest(folder_of(root, source)).by_name.get(name)
    if not found:
        return None
    newest = max(found, key=lambda one: one.seen_at)
    return newest if is_there(root, newest) else None


def forgotten_names(root: Path, source: str) -> frozenset[str]:
    """Names of which nothing is ever to be kept again."""
    return frozenset(manifest(folder_of(root, source)).forgotten_names)


def forget(
    root: Path, snapshot: Snapshot, *, when: datetime, instead: bytes | None = None, whole_name: bool = False
) -> None:
    """Remove a snapshot's bytes for good; a tombstone keeps them from being read or taken back.

    ``instead`` is kept in its place under the same name and time (the same content without what is
    forgotten); with ``whole_name`` nothing is ever kept under this name again.
    """
    folder = folder_of(root, snapshot.source)
    list_forgotten(folder, snapshot.name, snapshot.sha256, when)
    if not any(one.path == snapshot.path for one in manifest(folder).by_key.values()):
        (root / snapshot.path).unlink(missing_ok=True)
    if whole_name:
        list_forgotten(folder, snapshot.name, None, when)
    elif instead is not None:
        keep(
            root,
            snapshot.source,
            snapshot.name,
            instead,
            seen_at=snapshot.seen_at,
            url=snapshot.url,
            status=snapshot.status,
        )


def decode(data: bytes, *, largest: int = LARGEST) -> bytes:
    """The content of gzip bytes (all members); other bytes as they are.

    Raises:
        ReadError: cut short, corrupt, or more than ``largest`` bytes once decoded.
    """
    if data[:3] != GZIP:
        return data
    parts: list[bytes] = []
    size = place = 0
    while data[place : place + 3] == GZIP:
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            # A piece at a time: what stands behind a member is never copied as a whole.
            piece = data[place : place + _PIECE]
            if not piece:
                raise ReadError("gzip cut short", todo="fetch or import it again")
            try:
                parts.append(member.decompress(piece, largest + 1 - size))
            except zlib.error as error:
                raise ReadError(f"corrupt gzip ({error})", todo="fetch or import it again") from error
            size += len(parts[-1])
            if size > largest:
                raise ReadError(f"more than {largest:,} bytes once decoded", todo="split the file")
            place += len(piece) - len(member.unused_data)
    return b"".join(parts)


def arrived(root: Path, snapshot: Snapshot) -> bytes:
    """The bytes of a snapshot as they arrived, proven by their sha256.

    Raises:
        ReadError: the file is missing, corrupt, too large, or not what its sha256 says.
    """
    path = (root / snapshot.path).resolve()
    where = snapshot.name
    if not path.is_relative_to(root.resolve()):
        raise ReadError(f"{snapshot.path} leads out of the snapshots", where=where)
    try:
        stored = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror})", where=where, todo="import it again") from error
    try:
        came = stored if snapshot.path.endswith(AS_IT_CAME) else decode(stored)
        if hashlib.sha256(came).hexdigest() != snapshot.sha256:
            raise ReadError("not the bytes that arrived (sha256 differs)", todo="import it again")
    except ReadError as error:
        raise ReadError(error.what, where=where, todo=error.todo) from error
    return came


def read(root: Path, snapshot: Snapshot) -> bytes:
    """The content of a snapshot, decoded if it came as gzip, and proven to be what arrived.

    Raises:
        ReadError: the file is missing, corrupt, too large, or not what its sha256 says.
    """
    came = arrived(root, snapshot)
    try:
        return decode(came) if snapshot.path.endswith(AS_IT_CAME) else came
    except ReadError as error:
        raise ReadError(error.what, where=snapshot.name, todo=error.todo) from error
