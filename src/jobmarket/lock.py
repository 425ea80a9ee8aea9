"""One run at a time in a home, whoever starts it: flow and command line respect the same lock."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jobmarket.errors import StateError
from jobmarket.home import Home


@contextmanager
def only_run(home: Home) -> Iterator[None]:
    """Hold the one lock of this home.

    The operating system drops the lock with the process that holds it, however that ends: a dead run never
    stops the next.  The file names the holder (process, its start, the boot of the machine) for the message.

    Raises:
        StateError: another run holds it.
    """
    home.data.mkdir(parents=True, exist_ok=True)
    path = home.data / ".lock"
    with path.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise StateError(
                f"another run is at work ({_said_of(lock.read())})",
                where=str(path),
                todo="wait until it ends, then start again",
            ) from error
        lock.truncate(0)
        lock.write(json.dumps(_identity(os.getpid())))
        lock.flush()
        yield


def _identity(process: int) -> dict[str, Any]:
    """What tells a process from a later one with the same number: its start (clock ticks) and the boot."""
    try:
        # Behind the name, which may hold anything, in brackets: the 22nd field is the start (proc(5)).
        started = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19])
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except (OSError, ValueError, IndexError):
        started, boot = 0, ""
    return {"process": process, "started": started, "boot": boot}


def _said_of(written: str) -> str:
    try:
        holder = json.loads(written)
        process = int(holder["process"])
    except (ValueError, KeyError, TypeError):
        return "process unknown"
    if holder == _identity(process):
        return f"process {process}"
    return f"process {process} has ended, but one that it started still holds the lock"
