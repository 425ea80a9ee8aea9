"""Processes of a pool: what becomes of them when the one that started them is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jobmarket.engines import processes

PATIENCE = 60.0  # seconds; a slow machine is no failure
PARENT = """
import os, time
from jobmarket.engines import processes
if __name__ == "__main__":
    with processes(2) as pool:
        print(*{pool.submit(os.getpid).result() for _ in range(2)}, flush=True)
        time.sleep(600)
"""


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
        return " Z " not in Path(f"/proc/{process}/stat").read_text()  # one that ended and was not asked after
    except (ProcessLookupError, FileNotFoundError):
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_processes_leave_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        children = [int(one) for one in parent.stdout.readline().split()]
        assert children
        assert all(map(_runs, children))
        parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while any(map(_runs, children)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(_runs, children))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_processes_that_are_let_go_end_without_a_word() -> None:
    with processes(2) as pool:
        found = {pool.submit(os.getpid).result() for _ in range(4)}
    assert os.getpid() not in found
    assert not any(map(_runs, found))
