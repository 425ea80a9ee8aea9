"""The Prefect flow is a coat over the journey: the same tables, the same pages, and nothing left running."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_up_home import HN, QUIET, fill, new_home
from made_up_posts import posts

from jobmarket import journey, warehouse
from jobmarket.home import PROJECT, Home

# The flow script as a user starts it, on a home of made-up ads instead of the shipped evidence.
_START = """
import runpy, sys
from pathlib import Path
import jobmarket.home as place
found = place.Home(project=Path(sys.argv[1]), root=Path(sys.argv[2]))
place.home = lambda: found
project = sys.argv[3]
sys.argv = ["refresh.py"]
sys.path.insert(0, project)
runpy.run_path(project + "/flows/refresh.py", run_name="__main__")
"""
_TABLES = (
    "postings",
    "mentions",
    "salaries",
    "locations",
    "ads",
    "verdicts",
    "verdict_evidence",
    "demand_monthly",
)


def contents(here: Home) -> list[tuple[object, ...]]:
    sql = " UNION ALL ".join(
        f"SELECT '{name}', count(*), md5(string_agg(t::VARCHAR, chr(10))) FROM {name} AS t"
        for name in _TABLES
    )
    with warehouse.connect(here) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.slow
@pytest.mark.parametrize(("words", "code"), [(("refresh.py", "--help"), 0), (("gather.py", "greenhouse"), 2)])
def test_a_flow_that_takes_no_words_is_not_started_by_any(tmp_path: Path, words: tuple[str, str], code: int) -> None:
    script, word = words
    ran = subprocess.run(
        [sys.executable, str(PROJECT / "flows" / script), word],
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"JOBMARKET_HOME": str(tmp_path)},
        check=False,
    )
    assert ran.returncode == code, ran.stderr[-2000:]
    assert f"flows/{script}" in (ran.stderr if code else ran.stdout)
    assert not list(tmp_path.glob("data/builds"))


@pytest.mark.slow
def test_the_flow_gives_what_the_journey_gives(tmp_path: Path) -> None:
    flow, plain = new_home(tmp_path / "flow"), new_home(tmp_path / "plain")
    for here in (flow, plain):
        fill(here, posts(200), here.root.parent / "files")
    journey.run(plain, QUIET)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    ran = subprocess.run(
        [sys.executable, "-c", _START, str(flow.project), str(flow.root), str(PROJECT)],
        capture_output=True,
        text=True,
        timeout=240,
        env=environment,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "claims:" in ran.stdout
    assert "Traceback" not in ran.stderr
    assert "Warning" not in ran.stderr
    assert contents(flow) == contents(plain)
    pages = sorted(file.name for file in flow.site.glob("*.html"))
    assert pages == sorted(file.name for file in plain.site.glob("*.html"))
    with warehouse.connect(flow) as connection:
        assert connection.execute(f"SELECT postings FROM sources WHERE source = '{HN}'").fetchall() == [
            (200,)
        ]
    # The server that Prefect started for the flow ended with it.
    left = subprocess.run(["pgrep", "-f", str(flow.root)], capture_output=True, text=True, check=False)
    assert left.stdout == ""
