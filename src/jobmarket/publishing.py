"""Publishes what one run made, its warehouse and its pages, in one step.  Knows nothing of what is in them.

::

    data/builds/000012-4f0c…/   a version: jobmarket.duckdb, site/ and run.json, all read-only
    data/current                → the published version; the one pointer, replaced atomically
    data/jobmarket.duckdb       → current/jobmarket.duckdb   (never changes)
    dashboards/site             → current/site               (never changes)

Bytes first: every file and folder of a version is on the disk before its folder gets its name, and the name
before the pointer moves.  So a reader sees one run, whole, whatever happens to the run that publishes the next.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from jobmarket.errors import StateError
from jobmarket.home import Home

VERSIONS_KEPT = 3
RUN_FILE = "run.json"
_DRAFT = ".making"
_NUMBERED = re.compile(r"(\d{6,})-.+")


def current(home: Home) -> Path | None:
    """The published version's folder; None where nothing was published."""
    return home.current.resolve() if home.current.exists() else None


@contextmanager
def drafting(home: Home, *, needs: int = 0) -> Iterator[Path]:
    """An empty folder to make a version in; it is gone afterwards unless it was published.

    ``needs``: bytes that will be written, about.  Whoever drafts holds the run's lock, so what other drafts
    left is of runs that died, and goes.

    Raises:
        StateError: the disk has not that much room.
    """
    home.builds.mkdir(parents=True, exist_ok=True)
    _clear(home)
    free = shutil.disk_usage(home.builds).free
    if free < needs:
        raise StateError(
            f"the disk has {free:,} bytes free, {needs:,} are needed",
            where=str(home.builds),
            todo="make room, or move what is generated: JOBMARKET_HOME",
        )
    draft = home.builds / _DRAFT
    draft.mkdir()
    try:
        yield draft
    finally:
        _clear(home)


def place(files: Mapping[str, bytes], folder: Path, like: Path | None = None) -> None:
    """Write files (path in ``folder`` → content), read-only.  What ``like`` holds already is shared, not copied."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if like is None or not _share(like / name, content, path):
            path.write_bytes(content)
            path.chmod(0o444)


def _share(there: Path, content: bytes, path: Path) -> bool:
    """Make ``path`` another name of the file ``there`` if that has just this content."""
    try:
        if there.stat().st_size != len(content) or there.read_bytes() != content:
            return False
        path.hardlink_to(there)
    except OSError:  # there is none, or the file system has no second names
        return False
    return True


def publish(home: Home, draft: Path, run_id: str) -> Path:
    """Make the draft the published version; the version's folder.

    Raises:
        StateError: where a link is to stand, there is something that was not made here.
    """
    for link in (home.warehouse, home.site):
        if link.exists() and not link.is_symlink():
            raise StateError(
                "the place of a link to what is published is taken by a real file or folder",
                where=str(link),
                todo="move it away",
            )
    sync_tree(draft)
    version = home.builds / f"{_next(home):06d}-{run_id}"
    draft.rename(version)
    _sync(home.builds)
    _point(home.current, version)
    tidy(home)
    return version


def tidy(home: Home) -> None:
    """The links that lead to the pointer, and no more versions than are kept: safe to repeat at any time."""
    published = current(home)
    if published is None:
        return
    for link, name in ((home.warehouse, home.warehouse.name), (home.site, home.site.name)):
        if not link.is_symlink() or Path(os.path.normpath(link.parent / link.readlink())) != home.current / name:
            _point(link, home.current / name)
    numbered = sorted((path for path in home.builds.iterdir() if _NUMBERED.fullmatch(path.name)), reverse=True)
    kept = {published, *numbered[:VERSIONS_KEPT]}
    for old in home.builds.iterdir():
        if old not in kept and old.name != _DRAFT:
            _remove(old)


def _next(home: Home) -> int:
    """Versions are numbered, not dated: clocks jump."""
    numbers = (_NUMBERED.fullmatch(path.name) for path in home.builds.iterdir())
    return 1 + max((int(found[1]) for found in numbers if found), default=0)


def _point(link: Path, target: Path) -> None:
    """Make ``link`` lead to ``target``, in one step and for good."""
    link.parent.mkdir(parents=True, exist_ok=True)
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(os.path.relpath(target, link.parent))
    new.replace(link)
    _sync(link.parent)


def _clear(home: Home) -> None:
    """Remove what runs that died have left."""
    for left in home.builds.glob(".*"):
        _remove(left)
    for link in (home.current, home.warehouse, home.site):
        link.with_name(f".{link.name}.new").unlink(missing_ok=True)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def sync_tree(folder: Path) -> None:
    """See a folder on the disk, with all that is in it."""
    for path, _, names in os.walk(folder, topdown=False):
        for name in names:
            file = Path(path, name)
            if not file.is_symlink():
                _sync(file)
        _sync(Path(path))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def bytes_of(files: Iterable[Path]) -> int:
    """How many bytes these files hold, as far as they are there."""
    total = 0
    for file in files:
        with suppress(FileNotFoundError):
            total += file.stat().st_size
    return total
