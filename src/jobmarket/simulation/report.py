"""Counts of what happened in a simulation, as a report that a page can show.  Runs no simulation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from math import sqrt
from pathlib import Path

import pandas as pd

from jobmarket.errors import StateError
from jobmarket.home import home

COLUMNS = ("scenario", "statistic", "replications", "figure", "value", "low", "high", "target", "met")
FALSE, COVERAGE, POWER, POWER_OF_FAMILY = (
    "false verdicts",
    "coverage",
    "power",
    "power over all claims",
)
TARGETS: Mapping[str, tuple[float, float]] = {
    "at most 5 %": (0.0, 0.05),
    # A test made for 5 % is above it in half of all simulations: it misses only where chance cannot explain it.
    "5 % but for chance": (0.0, 0.05),
    "at least 93 %": (0.93, 1.0),
    "93 to 97 %": (0.93, 0.97),
    "": (0.0, 1.0),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: a share of ``replications`` with its 95 % interval (Wilson), and whether it meets its target.

    ``target`` is empty and ``met`` None where a figure is told, not demanded (power).  The value itself is held
    against the target, the interval's lower end where chance is allowed for (single tests, made for 5 %).
    """

    scenario: str
    statistic: str
    replications: int
    figure: str
    value: float
    low: float
    high: float
    target: str
    met: bool | None


@dataclass
class Tallies:
    """How often something happened, of how many times it could; keys are (scenario, statistic, figure, target)."""

    counts: dict[tuple[str, str, str, str], list[int]] = field(default_factory=dict)

    def add(self, scenario: str, statistic: str, figure: str, target: str, happened: bool) -> None:
        """One more time."""
        count = self.counts.setdefault((scenario, statistic, figure, target), [0, 0])
        count[0] += happened
        count[1] += 1

    def join(self, other: Tallies) -> None:
        """Add another's counts to these."""
        for key, (happened, times) in other.counts.items():
            count = self.counts.setdefault(key, [0, 0])
            count[0] += happened
            count[1] += times

    def rows(self) -> Iterator[Row]:
        """The figures, in the order in which they were first counted."""
        for (scenario, statistic, figure, target), (happened, times) in self.counts.items():
            low, high = _interval(happened, times)
            least, most = TARGETS[target]
            value = happened / times
            judged = low if "chance" in target else value
            met = least <= judged <= most if target else None
            yield Row(
                scenario,
                statistic,
                times,
                figure,
                round(value, 4),
                round(low, 4),
                round(high, 4),
                target,
                met,
            )

    def write(self, path: Path) -> None:
        """Keep the counts."""
        told = [[*key, *count] for key, count in self.counts.items()]
        path.write_text(json.dumps(told), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Tallies:
        """Counts kept before."""
        told = json.loads(path.read_text(encoding="utf-8"))
        return cls({(a, b, c, d): [happened, times] for a, b, c, d, happened, times in told})


def _interval(happened: int, times: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    z, p = 1.959964, happened / times
    middle = (p + z * z / (2 * times)) / (1 + z * z / times)
    half = z / (1 + z * z / times) * sqrt(p * (1 - p) / times + z * z / (4 * times * times))
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Report:
    """A finished simulation: how it was run and its figures.

    ``code`` is a digest of the judging code, the claims and the shapes (docstrings and comments do not count);
    ``versions`` are those of the libraries that draw and compute.
    """

    replications: int
    seed: int
    claims: int
    code: str
    versions: Mapping[str, str]
    rows: tuple[Row, ...]

    def write(self, path: Path) -> None:
        """Keep the report as JSON, one figure a line; the same simulation gives the same bytes."""
        head = {key: value for key, value in asdict(self).items() if key != "rows"}
        lines = ",\n".join("  " + json.dumps(asdict(row)) for row in self.rows)
        told = json.dumps(head, indent=1)[:-2]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'{told},\n "rows": [\n{lines}\n ]\n}}\n', encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Report:
        """A report kept before.

        Raises:
            StateError: there is none.
        """
        if not path.is_file():
            raise StateError("no simulation report", where=str(path), todo="run: jobmarket simulate")
        told = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{**told, "rows": tuple(Row(**row) for row in told["rows"])})


def report_file() -> Path:
    """Where the published report is kept; it ships with the project."""
    return home().simulation / "report.json"


def report_table(path: Path | None = None) -> pd.DataFrame:
    """The report's figures, one a row: the columns of `COLUMNS`; shares are 0 … 1, ``met`` is None without target.

    Raises:
        StateError: there is no report.
    """
    rows = Report.read(path or report_file()).rows
    table = pd.DataFrame([asdict(row) for row in rows], columns=list(COLUMNS))
    return table.astype({"met": object})
