"""What the system does to a run, nobody sees: 520 disturbed file-system calls, 200 kills at random times."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

WORLD = Path(__file__).with_name("faults") / "world.py"
FAULTS, KILLS, PARTS = 520, 200, 2


@pytest.mark.slow(minutes=28)
def test_whatever_happens_readers_see_a_whole_state_and_the_next_run_heals() -> None:
    if sys.platform != "linux" or shutil.which("cc") is None:
        pytest.skip("needs Linux and a C compiler: system calls are made to fail by a small library")
    asked = [sys.executable, str(WORLD), "--faults", str(FAULTS), "--kills", str(KILLS)]
    running = [
        subprocess.Popen([*asked, "--part", f"{part}/{PARTS}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for part in range(PARTS)
    ]
    told = []
    for one in running:
        out, complaint = one.communicate()
        assert one.returncode == 0, complaint[-2000:]
        told.append(json.loads(out))
    wrong = [line for part in told for line in part["wrong"]]
    assert not wrong, "\n".join(wrong[:5])
    done = {kind: sum(part["done"].get(kind, 0) for part in told) for part in told for kind in part["done"]}
    killed = done.pop("killed at random")
    assert killed == KILLS
    assert sum(done.values()) >= 500
    # Calls of every kind were disturbed, and most disturbances were felt.
    assert min(done["killed"], done["killed in a write"], done["disk full"]) >= 120
    assert done["I/O error"] >= 80
