"""Where things are kept.  Knows paths, makes no files.

What ships with the project (shelves, evidence, trend figures, dashboard pages) is found beside the
code; what is generated goes under ``JOBMARKET_HOME``, or the project itself where that is not set.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
PROJECT = PACKAGE.parents[1]


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one installation.

    ``project`` holds what is shipped and is only ever read; ``root`` holds what is generated.
    """

    project: Path
    root: Path

    @property
    def evidence(self) -> Path:
        """Shipped facts of real postings, a folder a source."""
        return self.project / "data" / "evidence"

    @property
    def trends(self) -> Path:
        """Shipped trend figures with their metadata."""
        return self.project / "data" / "trends"

    @property
    def labels(self) -> Path:
        """Ads labelled by reading (ids and labels, no text), and how well the extractor does on them."""
        return self.project / "data" / "labels"

    @property
    def simulation(self) -> Path:
        """How the method fares where the truth is planted: the published report."""
        return self.project / "data" / "simulation"

    @property
    def claims(self) -> Path:
        """A user's own claims, one file each; the project's are part of the package."""
        return self.root / "claims"

    @property
    def pages(self) -> Path:
        """The shelf of dashboard pages: one module a page."""
        return self.project / "dashboards"

    @property
    def data(self) -> Path:
        """Everything generated except the site."""
        return self.root / "data"

    @property
    def snapshots(self) -> Path:
        """What arrived, byte for byte."""
        return self.data / "snapshots"

    @property
    def facts(self) -> Path:
        """Facts read from snapshots, one Parquet part a batch: can be deleted, will be rebuilt."""
        return self.data / "facts"

    @property
    def builds(self) -> Path:
        """Versions of warehouse and pages, a folder a run; one of them is published."""
        return self.data / "builds"

    @property
    def current(self) -> Path:
        """The one pointer to what is published: a link to one of ``builds``."""
        return self.data / "current"

    @property
    def states(self) -> Path:
        """The pages of every state that was published, by date and digest."""
        return self.data / "states"

    @property
    def history(self) -> Path:
        """Verdicts of earlier builds, which no rebuild may lose."""
        return self.data / "history"

    @property
    def warehouse(self) -> Path:
        """The published warehouse: a link through ``current``."""
        return self.data / "jobmarket.duckdb"

    @property
    def site(self) -> Path:
        """The published dashboards: a link through ``current``."""
        return self.root / "dashboards" / "site"


def home() -> Home:
    """The folders in force: ``JOBMARKET_HOME`` decides where generated things go."""
    root = os.environ.get("JOBMARKET_HOME")
    return Home(project=PROJECT, root=Path(root).expanduser().resolve() if root else PROJECT)
