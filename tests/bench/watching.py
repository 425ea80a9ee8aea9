"""What a process and its children take: seconds and memory, seen from outside.  Linux, where memory is wanted."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SECONDS_BETWEEN, _LOOKS = 0.25, 400


@dataclass(frozen=True, slots=True)
class Watched:
    """How a run went: wall seconds, most memory (bytes, None where it cannot be seen), what it printed."""

    seconds: float
    memory: int | None
    output: str


def _family(root: int) -> set[int]:
    """A process and all its descendants."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        children.setdefault(parent, []).append(int(folder.name))
    found, waiting = set(), [root]
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting += children.get(one, [])
    return found


def _memory(process: int) -> int:
    """Bytes of a process, what it shares with others counted in proportion (PSS)."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in told.splitlines() if line.startswith("Pss:")), 0)


def watched(command: Sequence[str], environment: Mapping[str, str]) -> Watched:
    """Run a Python process to its end.

    Raises:
        RuntimeError: it failed; with the end of what it said.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command], env=dict(environment), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    most, can_see = 0, Path("/proc/self/smaps_rollup").exists()
    while True:
        # Looking takes time from what is looked at: a long run is looked at less often.
        wait = max(_SECONDS_BETWEEN, (time.perf_counter() - started) / _LOOKS)
        try:
            out, err = process.communicate(timeout=wait if can_see else None)
            break
        except subprocess.TimeoutExpired:
            most = max(most, sum(map(_memory, _family(process.pid))))
    seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)[:200]} ended with {process.returncode}: {err[-1500:]}")
    return Watched(seconds, most if can_see else None, out)
