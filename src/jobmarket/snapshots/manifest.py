"""The list of what is kept of a source, in the order it came; only ever added to.  Never opens the bytes.

A line is a snapshot's provenance, or a tombstone: what was forgotten on request, so that it is neither
read again nor taken back.  ``seen.jsonl`` beside it says when content that is kept was seen again.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from jobmarket import lines
from jobmarket.errors import UsageError
from jobmarket.records import Snapshot

MANIFEST = "manifest.jsonl"
SEEN = "seen.jsonl"
_SOURCE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,80}")
_FIELDS = tuple(Snapshot.__dataclass_fields__)
LOCK = threading.RLock()
"""Held while a list is read or added to: several threads keep what arrives for one source."""


def folder_of(root: Path, source: str) -> Path:
    """The folder of a source, whose name may not lead elsewhere.

    Raises:
        UsageError: the name could.
    """
    if not _SOURCE_NAME.fullmatch(source) or ".." in source:
        raise UsageError(f"{source!r} cannot name a source", todo="use a-z, 0-9 and hyphens")
    return root / source


@dataclass(slots=True)
class Kept:
    """What a manifest lists: snapshots by name and content, each name's own, and what was forgotten.

    A name in ``forgotten_names`` is never to be asked for or kept again; of ``forgotten`` just that content.
    """

    read_to: int = 0
    by_key: dict[tuple[str, str], Snapshot] = field(default_factory=dict)
    by_name: dict[str, list[Snapshot]] = field(default_factory=dict)
    forgotten: set[tuple[str, str]] = field(default_factory=set)
    forgotten_names: set[str] = field(default_factory=set)

    def _take(self, row: dict[str, Any]) -> None:
        if (name := row.get("forgotten")) is not None:
            if row["sha256"] is None:
                self.forgotten_names.add(name)
            else:
                self.forgotten.add((name, row["sha256"]))
                if (gone := self.by_key.pop((name, row["sha256"]), None)) is not None:
                    self.by_name[name].remove(gone)
            return
        self.hold(Snapshot(**{**row, "seen_at": datetime.fromisoformat(row["seen_at"])}))

    def hold(self, found: Snapshot) -> None:
        """Take in a snapshot."""
        if (found.name, found.sha256) not in self.by_key:
            self.by_key[found.name, found.sha256] = found
            self.by_name.setdefault(found.name, []).append(found)

    def add(self, lines: bytes) -> None:
        """Take in whole lines; one cut short by a crash is passed over: its bytes were never promised."""
        for line in lines.splitlines():
            try:
                self._take(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError):
                continue


# What has been read of each manifest.  Manifests only grow, so keeping thousands of files need not read
# theirs from the start each time.
_READ: dict[str, Kept] = {}


def manifest(folder: Path) -> Kept:
    """What is kept in a source's folder."""
    path = f"{folder}/{MANIFEST}"
    with LOCK:
        try:
            size = os.stat(path).st_size
        except FileNotFoundError:
            _READ.pop(path, None)
            return Kept()
        kept = _READ.get(path)
        if kept is None or size < kept.read_to:
            kept = _READ[path] = Kept()
        if size > kept.read_to:
            with open(path, "rb") as file:
                file.seek(kept.read_to)
                new = file.read(size - kept.read_to)
            whole = new[: new.rfind(b"\n") + 1]
            kept.add(whole)
            kept.read_to += len(whole)
        return kept


def _append(path: str | Path, text: str, *, settled: bool = True, whole_to: int = -1) -> None:
    """Add whole lines; ``settled``, see them on the disk.  The file is known to be whole if it ends there."""
    data = text.encode()
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        end = os.fstat(file).st_size
        if end not in (0, whole_to):
            os.lseek(file, end - 1, os.SEEK_SET)
            if os.read(file, 1) != b"\n":  # a crash cut the last line: its bytes were never promised
                with open(path, "rb") as written:
                    os.ftruncate(file, written.read().rfind(b"\n") + 1)
        while data:
            data = data[os.write(file, data) :]
        if settled:
            os.fsync(file)
    finally:
        os.close(file)


def settle_lists(folder: Path) -> None:
    """See on the disk what was added to a folder's lists without waiting for it."""
    for name in (MANIFEST, SEEN):
        if (path := folder / name).exists():
            with path.open("ab") as file:
                os.fsync(file.fileno())


def list_snapshot(folder: Path, snapshot: Snapshot, *, settled: bool = True) -> None:
    """Add a provenance line."""
    row = {name: getattr(snapshot, name) for name in _FIELDS}
    line = json.dumps({**row, "seen_at": snapshot.seen_at.isoformat()}, ensure_ascii=False) + "\n"
    path = f"{folder}/{MANIFEST}"
    with LOCK:
        kept = _READ.get(path)
        before = kept.read_to if kept else -1
        _append(path, line, settled=False, whole_to=before)
        # What was just written need not be read, if nobody else has written.
        if kept is not None and os.stat(path).st_size == before + len(line.encode()):
            kept.read_to += len(line.encode())
            kept.hold(snapshot)
    if settled:
        settle_lists(folder)


def list_forgotten(folder: Path, name: str, sha256: str | None, when: datetime) -> None:
    """Add a tombstone: for one content of a name, or (None) for whatever that name will ever hold."""
    row = {"forgotten": name, "sha256": sha256, "at": when.isoformat()}
    folder.mkdir(parents=True, exist_ok=True)
    with LOCK:
        _append(folder / MANIFEST, json.dumps(row, ensure_ascii=False) + "\n")


def list_seen(folder: Path, found: Iterable[Snapshot], when: datetime) -> None:
    """Write down that kept content was seen again; a loss of power may lose that, and the next run mends it."""
    rows = ({"name": one.name, "sha256": one.sha256, "at": when.isoformat()} for one in found)
    if text := "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows):
        with LOCK:
            _append(folder / SEEN, text, settled=False)


def seen_again(folder: Path) -> dict[tuple[str, str], datetime]:
    """When content that is kept was last seen again, by name and sha256; only what ever was."""
    path = folder / SEEN
    if not path.exists():
        return {}
    found: dict[tuple[str, str], datetime] = {}
    with LOCK:
        told = path.read_bytes().splitlines()
    for line in told:
        try:
            row = json.loads(line)
            key, when = (row["name"], row["sha256"]), datetime.fromisoformat(row["at"])
        except (ValueError, KeyError, TypeError):
            continue
        if key not in found or when > found[key]:
            found[key] = when
    if len(told) > 1000 and len(told) > 4 * len(found):
        _shorten(path, found)
    return found


def _shorten(path: Path, found: dict[tuple[str, str], datetime]) -> None:
    """Keep the last time only: the others say nothing more, and there would be one a day for each ad."""
    rows = ({"name": name, "sha256": sha256, "at": at.isoformat()} for (name, sha256), at in found.items())
    with LOCK:
        lines.replace(path, rows)
