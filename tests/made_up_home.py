"""Homes filled with made-up ads, so that the whole way can be gone in seconds."""

from __future__ import annotations

from pathlib import Path

from jobmarket import build, journey
from jobmarket.catalog.sources import source
from jobmarket.home import PROJECT, Home
from jobmarket.progress import Progress

QUIET = Progress(quiet=True)
HN = "hn-whoishiring-2018-2026"


def new_home(folder: Path) -> Home:
    """A home whose project ships no evidence but the real trend figures and pages."""
    project = folder / "project"
    (project / "data" / "evidence").mkdir(parents=True)
    (project / "data" / "trends").symlink_to(PROJECT / "data" / "trends")
    (project / "dashboards").symlink_to(PROJECT / "dashboards")
    return Home(project=project, root=folder / "generated")


def fill(here: Home, data: bytes, folder: Path) -> None:
    """Import posts of a hiring thread, written into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hn_whoishiring_comments.jsonl").write_bytes(data)
    journey.import_files(here, source(HN), [folder], QUIET)


def few_tables() -> tuple[build.Table, ...]:
    """Every table but the marts that no one asks for where the only page is that of the sources: runs done hundreds of
    times are short without them, and as many kinds of steps."""
    return tuple(table for table in build.tables() if table.stage != "mart" or table.name == "coverage")
