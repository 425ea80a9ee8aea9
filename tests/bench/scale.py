"""The whole way at a size: snapshots to published pages, what new ads cost, and what questions cost then."""

from __future__ import annotations

import json
import math
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from made_up_home import new_home

from jobmarket import warehouse
from jobmarket.export import export_tables
from jobmarket.home import Home

from .ads import BOARD, Ad, fill, texts
from .table import Row, best
from .watching import Watched, watched
from .yardsticks import selectolax_seconds

_SAMPLE = 2000  # ads the yardstick is measured on
_MOST_NEW = 1000  # what a scheduled run brings, however much there is
_LATER = datetime(2026, 6, 2, tzinfo=UTC)
QUERIES = {
    "demand by month": """SELECT date_trunc('month', date_posted) AS month, framework, count(*) AS ads
        FROM ads, unnest(frameworks) AS t(framework) GROUP BY ALL ORDER BY ALL""",
    "region ratio": """SELECT region, count(*) FILTER (list_contains(frameworks, 'pytorch'))
          / nullif(count(*) FILTER (list_contains(frameworks, 'tensorflow')), 0) AS ratio
        FROM ads, unnest(regions) AS t(region) GROUP BY ALL ORDER BY ALL""",
    "pay by role": """SELECT role, count(*) AS ads, median((s.yearly_low_usd + s.yearly_high_usd) / 2) AS pay
        FROM salaries AS s JOIN postings USING (posting_id), unnest(roles) AS t(role) GROUP BY ALL ORDER BY ALL""",
}
"""Common questions, asked of the tables a user would ask."""


def run(here: Home, *steps: str) -> tuple[Watched, dict[str, float]]:
    """Steps of the journey in a process of their own."""
    seen = watched(["-m", "bench.child", str(here.project), str(here.root), *steps], os.environ)
    took: dict[str, float] = json.loads(seen.output)
    return seen, took


def _whole(here: Home, ads: list[Ad], count: int) -> tuple[Watched, dict[str, float], float]:
    """A home filled and built; how that went, and the yardstick's seconds on two cores."""
    fill(here, ads, count)
    sample = texts(here, _SAMPLE)
    html = selectolax_seconds(sample) / len(sample) * count / 2
    seen, took = run(here, "read", "build")
    return seen, took, html


def _growth(small: float, large: float, ratio: float) -> float:
    """The power of the size with which the time grows: 1 is linear."""
    return math.log(large / small) / math.log(ratio)


def _asked(here: Home) -> list[Row]:
    rows = []
    with warehouse.connect(here) as connection:
        held = connection.execute("SELECT count(*) FROM ads").fetchall()[0][0]
        for name, sql in QUERIES.items():
            took = best(5, lambda sql=sql: connection.execute(sql).fetchall(), time.perf_counter)  # type: ignore[misc]
            rows.append(Row("d", f"question: {name}, {held:,} ads, best of 5", f"{took * 1000:.0f} ms", "", took * 1000, "ms", 100))
        with tempfile.TemporaryDirectory() as folder:
            export_tables(connection, Path(folder))
            exported = sum(file.stat().st_size for file in Path(folder).glob("*.parquet"))
    size = here.warehouse.stat().st_size
    rows.append(
        Row("d", "warehouse file", f"{size / 1e6:.1f} MB", f"its Parquet export: {exported / 1e6:.1f} MB", size / exported, "×", 2)
    )  # fmt: skip
    return rows


def measure(folder: Path, ads: list[Ad], count: int) -> list[Row]:
    """``count`` ads, a tenth of them for the growth, and one in a hundred more, at most a thousand."""
    small, large = new_home(folder / "small"), new_home(folder / "large")
    less, less_took, _ = _whole(small, ads, count // 10)
    seen, took, html = _whole(large, ads, count)
    stages = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in took.items())
    power = _growth(sum(less_took.values()), sum(took.values()), 10)
    memory = Row("b", "peak memory, all processes together", "cannot be seen on this system")
    if seen.memory is not None:
        memory = Row("b", "peak memory, all processes together", f"{seen.memory / 2**30:.2f} GB", "", seen.memory / 2**30, "GB", 4)
    rows = [
        Row(
            "b", f"{count:,} ads, snapshots to published pages", f"{seen.seconds:.0f} s ({stages})",
            f"selectolax on two cores: {html:.1f} s", seen.seconds / html, "×", 8,
        ),
        memory,
        Row(
            "b", f"growth from {count // 10:,} to {count:,}", f"{less.seconds:.0f} s to {seen.seconds:.0f} s",
            "linear: the size to the power 1", power, "power", 1,
        ),
    ]  # fmt: skip
    new = min(max(count // 100 // BOARD, 1) * BOARD, _MOST_NEW)
    fill(large, ads, new, first=(count + BOARD - 1) // BOARD, seed=3, seen_at=_LATER)
    later, later_took = run(large, "read", "build")
    stages = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in later_took.items())
    rows.append(
        Row("c", f"{new:,} new ads to {count:,}", f"{later.seconds:.0f} s ({stages})", "the full rebuild", later.seconds / seen.seconds * 100, "%", 15)
    )  # fmt: skip
    return rows + _asked(large)
