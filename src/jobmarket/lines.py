"""Lists on the disk, a JSON object a line: read whole, added to for good, or replaced at once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jobmarket.errors import StateError


def read(path: Path) -> list[dict[str, Any]]:
    """Every whole line; one that a crash cut short was never promised, and is none.  Empty where there is no file.

    Raises:
        StateError: a whole line is no JSON object.
    """
    if not path.exists():
        return []
    rows = []
    whole, _, _ = path.read_text(encoding="utf-8", errors="replace").rpartition("\n")
    for number, line in enumerate(whole.split("\n") if whole else [], start=1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise StateError(
                f"line {number} is no JSON: {error}", where=str(path), todo="mend or remove that line"
            ) from error
        if not isinstance(row, dict):
            raise StateError(f"line {number} is no object", where=str(path), todo="mend or remove that line")
        rows.append(row)
    return rows


def append(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add lines behind the last whole one; they are on the disk when this returns."""
    data = _lines(rows)
    if not data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        end = file.seek(0, os.SEEK_END)
        if end and not _ends_whole(path):
            file.seek(0)
            file.truncate(file.read().rfind(b"\n") + 1)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Make these the lines of the file, in one step."""
    replace_file(path, _lines(rows))


def replace_file(path: Path, content: bytes) -> None:
    """Make this the content of a file, in one step: a reader finds the old or the new, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f".{path.name}.new")
    try:
        with making.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        making.replace(path)
    except BaseException:
        making.unlink(missing_ok=True)
        raise


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8", "replace")
