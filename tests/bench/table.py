"""Measured figures as rows, and rows as Markdown and JSON.  Knows no measurement."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing.

    ``measured`` is the figure in words with its unit; ``value`` is what is held against ``limit``: a ratio, or
    seconds or bytes where the target is absolute.  ``most`` says that the limit is an upper one.  Without a limit
    there is no target.
    """

    part: str
    what: str
    measured: str
    yardstick: str = ""
    value: float | None = None
    unit: str = "×"
    limit: float | None = None
    most: bool = True

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none, or nothing was measured."""
        if self.limit is None or self.value is None:
            return None
        return self.value <= self.limit if self.most else self.value >= self.limit


def best(times: int, work: Callable[[], Any], clock: Callable[[], float]) -> float:
    """Seconds by ``clock`` that some work takes: the least of so many runs."""
    least = float("inf")
    for _ in range(times):
        started = clock()
        work()
        least = min(least, clock() - started)
    return least


def machine(load: Sequence[float]) -> dict[str, Any]:
    """What it ran on: cores, memory, versions, and how busy the machine was with other things."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(pages / 2**30),
        "python": platform.python_version(),
        **{name: version(name) for name in ("selectolax", "duckdb", "pyarrow", "pandas")},
        "load_before": round(load[0], 1),
    }


def _cell(row: Row) -> str:
    return "" if row.value is None else f"{row.value:.3g} {row.unit}"


def _target(row: Row) -> str:
    if row.limit is None:
        return ""
    return f"{'at most' if row.most else 'at least'} {row.limit:g} {row.unit}"


def markdown(rows: Iterable[Row], about: Mapping[str, Any]) -> str:
    """The table, and above it what it ran on."""
    said = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in about.items())
    marks = {True: "met", False: "**missed**", None: ""}
    lines = [
        f"Measured in one run of `make bench`: {said}.",
        "",
        "| | what | measured | yardstick | figure | target | |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {row.part} | {row.what} | {row.measured} | {row.yardstick} | {_cell(row)} | {_target(row)} | {marks[row.met]} |"
            for row in rows
        ),
    ]
    return "\n".join(lines) + "\n"


def write(path: Path, rows: Sequence[Row], about: Mapping[str, Any]) -> None:
    """``path`` with ``.md`` and ``.json`` behind it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".md").write_text(markdown(rows, about), encoding="utf-8")
    told = {"about": dict(about), "rows": [asdict(row) | {"met": row.met} for row in rows]}
    path.with_suffix(".json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
