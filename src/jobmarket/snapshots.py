"""Keeps what arrived, byte for byte, with its provenance, and hands it back.  Never parses."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import tempfile
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jobmarket.errors import ReadError, UsageError
from jobmarket.records import Snapshot

MANIFEST = "manifest.jsonl"
LARGEST = 1_000_000_000  # bytes one snapshot may hold once decoded: a bound against bombs
_GZIP = b"\x1f\x8b\x08"
_AS_IT_CAME = ".orig.gz"  # arrived compressed: kept as those bytes
_PACKED = ".gz"  # arrived plain: compressed here
_SOURCE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,80}")


def _folder(root: Path, source: str) -> Path:
    """The folder of a source, whose name may not lead elsewhere."""
    if not _SOURCE_NAME.fullmatch(source) or ".." in source:
        raise UsageError(f"{source!r} cannot name a source", todo="use a-z, 0-9 and hyphens")
    return root / source


def _snapshot_of(line: bytes) -> Snapshot | None:
    """A manifest line as a snapshot; None for a line cut short by a crash (its bytes were never promised)."""
    try:
        row: dict[str, Any] = json.loads(line)
        return Snapshot(**{**row, "seen_at": datetime.fromisoformat(row["seen_at"])})
    except (ValueError, KeyError, TypeError):
        return None


# What has been read of each manifest: (bytes read, snapshots by name and content).  Manifests only grow,
# so importing thousands of files need not read theirs from the start each time.
_READ: dict[Path, tuple[int, dict[tuple[str, str], Snapshot]]] = {}


def _manifest(folder: Path) -> dict[tuple[str, str], Snapshot]:
    """The snapshots a manifest lists, by name and sha256."""
    path = folder / MANIFEST
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        _READ.pop(path, None)
        return {}
    at, known = _READ.get(path, (0, {}))
    if size < at:
        at, known = 0, {}
    if size > at:
        with path.open("rb") as file:
            file.seek(at)
            new = file.read(size - at)
        whole = new[: new.rfind(b"\n") + 1]
        for line in whole.splitlines():
            if (found := _snapshot_of(line)) is not None:
                known.setdefault((found.name, found.sha256), found)
        _READ[path] = (at + len(whole), known)
    return known


def _append(folder: Path, snapshot: Snapshot) -> None:
    """Add a provenance line and see it on the disk."""
    row = {name: getattr(snapshot, name) for name in Snapshot.__dataclass_fields__}
    line = json.dumps({**row, "seen_at": snapshot.seen_at.isoformat()}, ensure_ascii=False) + "\n"
    with (folder / MANIFEST).open("a+b") as file:
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
            if file.read(1) != b"\n":  # a crash cut the last line: keep ours apart from it
                line = "\n" + line
        file.write(line.encode())
        file.flush()
        os.fsync(file.fileno())


def _write(path: Path, data: bytes) -> None:
    """Write a file that is either whole or absent."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


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
    bytes always make the same file.

    Raises:
        UsageError: ``source`` cannot be a folder's name.
    """
    folder = _folder(root, source)
    sha256 = hashlib.sha256(data).hexdigest()
    if (known := _manifest(folder).get((name, sha256))) is not None and (root / known.path).is_file():
        return known
    packed = data[:3] == _GZIP
    path = folder / sha256[:2] / f"{sha256}{_AS_IT_CAME if packed else _PACKED}"
    if not path.is_file():
        _write(path, data if packed else gzip.compress(data, compresslevel=6, mtime=0))
    snapshot = Snapshot(
        source=source,
        name=name,
        sha256=sha256,
        path=path.relative_to(root).as_posix(),
        seen_at=seen_at.astimezone(UTC) if seen_at.tzinfo else seen_at.replace(tzinfo=UTC),
        url=url,
        status=status,
        bytes=len(data),
    )
    if known is None:
        _append(folder, snapshot)
    return known or snapshot


def snapshots(root: Path, source: str) -> list[Snapshot]:
    """What is kept of a source, by name, then by time seen.

    Raises:
        UsageError: ``source`` cannot be a folder's name.
    """
    listed = _manifest(_folder(root, source)).values()
    return sorted(listed, key=lambda s: (s.name, s.seen_at, s.sha256))


def decode(data: bytes, *, largest: int = LARGEST) -> bytes:
    """The content of gzip bytes (all members); other bytes as they are.

    Raises:
        ReadError: cut short, corrupt, or more than ``largest`` bytes once decoded.
    """
    if data[:3] != _GZIP:
        return data
    parts: list[bytes] = []
    size = 0
    while data[:3] == _GZIP:
        member = zlib.decompressobj(wbits=31)
        try:
            parts.append(member.decompress(data, largest + 1 - size))
        except zlib.error as error:
            raise ReadError(f"corrupt gzip ({error})", todo="fetch or import it again") from error
        size += len(parts[-1])
        if size > largest:
            raise ReadError(f"more than {largest:,} bytes once decoded", todo="split the file")
        if not member.eof:
            raise ReadError("gzip cut short", todo="fetch or import it again")
        data = member.unused_data
    return b"".join(parts)


def read(root: Path, snapshot: Snapshot) -> bytes:
    """The content of a snapshot, decoded if it came as gzip, and proven to be what arrived.

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
    as_it_came = snapshot.path.endswith(_AS_IT_CAME)
    try:
        arrived = stored if as_it_came else decode(stored)
        if hashlib.sha256(arrived).hexdigest() != snapshot.sha256:
            raise ReadError("not the bytes that arrived (sha256 differs)", todo="import it again")
        return decode(arrived) if as_it_came else arrived
    except ReadError as error:
        raise ReadError(error.what, where=where, todo=error.todo) from error
