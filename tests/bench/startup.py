"""How long a user waits for nothing: the command line's start, and what the flow costs over the plain journey."""

from __future__ import annotations

import os
from pathlib import Path

from made_up_home import fill, new_home
from made_up_posts import posts

from jobmarket.home import PROJECT

from .scale import run
from .table import Row
from .watching import watched

_ADS = 2000
# The flow script as a user starts it, on a home of made-up ads.
_FLOW = """
import runpy, sys
from pathlib import Path
import jobmarket.home as place
found = place.Home(project=Path(sys.argv[1]), root=Path(sys.argv[2]))
place.home = lambda: found
sys.path.insert(0, sys.argv[3])
runpy.run_path(sys.argv[3] + "/flows/refresh.py", run_name="__main__")
"""


def _least(command: list[str], environment: dict[str, str], times: int = 5) -> float:
    return min(watched(command, environment).seconds for _ in range(times))


def measure(folder: Path) -> list[Row]:
    """``--help``, ``sql``, and the flow against the journey, twice: a first start makes Prefect's database."""
    plain, flow = new_home(folder / "plain"), new_home(folder / "flow")
    for here in (plain, flow):
        fill(here, posts(_ADS), here.root.parent / "files")
    journey = run(plain, "read", "build")[0].seconds
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    command = ["-c", _FLOW, str(flow.project), str(flow.root), str(PROJECT)]
    first = watched(command, environment).seconds
    again, plainly = watched(command, environment).seconds, run(plain, "read", "build")[0].seconds
    at_home = dict(os.environ, JOBMARKET_HOME=str(plain.root))
    helped = _least(["-m", "jobmarket", "--help"], at_home)
    asked = _least(["-m", "jobmarket", "sql", "SELECT 1"], at_home)
    return [
        Row("e", "`jobmarket --help`, best of 5", f"{helped:.2f} s", "", helped, "s", 0.4),
        Row("e", '`jobmarket sql "SELECT 1"`, best of 5', f"{asked:.2f} s", "", asked, "s", 1),
        Row("e", f"the flow, {_ADS:,} ads, first start", f"{first:.0f} s", f"the plain journey: {journey:.0f} s", first - journey, "s more"),
        Row("e", "the flow, started again, nothing new", f"{again:.0f} s", f"the plain journey: {plainly:.0f} s", again - plainly, "s more"),
    ]  # fmt: skip
