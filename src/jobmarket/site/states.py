"""Keeps the pages of every published state under its date and digest, with links to older and newer ones.

::

    data/states/2026-05-31-9c1f03a2b7d4/   the pages as they were published; never changed
    data/states/…/states/index.html        which states are older and newer: the one file written again later
    data/states/index.html                 all states, newest first
    data/states/states.jsonl               a line a state, in the order they were published; a line where one is withdrawn

The published site shows them under ``states/``.  Files that two states share are kept once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jobmarket import lines
from jobmarket.home import Home
from jobmarket.publishing import sync_tree
from jobmarket.site.write import POLICY, environment

LIST_FILE = "states.jsonl"
FOLDER = "states"
_MAKING = ".making"


def name_of(site: Path, day: date) -> str:
    """A state's name: the last day of its evidence, and twelve hex digits for its files."""
    digest = hashlib.sha256()
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(site).as_posix()}\0{len(content)}\0".encode() + content)
    return f"{day.isoformat()}-{digest.hexdigest()[:12]}"


def keep(home: Home, site: Path, name: str) -> None:
    """Keep the pages in ``site`` as the state ``name``, and let ``site`` lead to all states.

    A state that is there already as it should be stays; one that was tampered with is made again.
    """
    kept = home.states / name
    if not (kept.is_dir() and _same(site, kept)):
        making = home.states / _MAKING
        shutil.rmtree(making, ignore_errors=True)
        home.states.mkdir(parents=True, exist_ok=True)
        shutil.copytree(site, making, copy_function=_other_name)
        sync_tree(making)
        shutil.rmtree(kept, ignore_errors=True)
        making.rename(kept)
    (site / FOLDER).symlink_to(os.path.relpath(home.states, home.builds / "version" / site.name))


def settle(home: Home, state: Mapping[str, Any] | None) -> None:
    """List a published state, once, and write the pages that lead from one state to another.

    ``state`` has ``name``, ``as_of``, ``run_id`` and ``verdicts`` (how many of each).  Safe to repeat.
    """
    listed = lines.read(home.states / LIST_FILE)
    current = state["name"] if state else None
    withdrawn = {one["name"] for one in listed if "withdrawn" in one} - {current}
    listed = [one for one in listed if "withdrawn" not in one and one["name"] not in withdrawn]
    if state is not None and state["name"] not in {one["name"] for one in listed}:
        listed.append(dict(state))
        lines.append(home.states / LIST_FILE, [state])
    if not listed:
        return
    _clear(home, {one["name"] for one in listed})
    # Only the two newest can have pages that do not say yet what is newer.
    for place in range(max(0, len(listed) - 2), len(listed)):
        older = listed[place - 1] if place else None
        newer = listed[place + 1] if place + 1 < len(listed) else None
        _write(
            home.states / listed[place]["name"] / FOLDER / "index.html",
            _page("around.html", state=listed[place], older=older, newer=newer, up="../../", assets="../assets/"),
        )
    newest = listed[-1]["name"]
    _write(home.states / "index.html", _page("states.html", states=listed[::-1], assets=f"{newest}/assets/"))


def withdraw(home: Home, words: Collection[str]) -> list[str]:
    """Withdraw the states whose pages hold one of these words; their names.

    They go with the next :func:`settle`, the published one as soon as another takes its place.
    """
    wanted = [word.encode() for word in words if word]
    listed = lines.read(home.states / LIST_FILE)
    gone = {one["name"] for one in listed if "withdrawn" in one}
    found = [
        one["name"]
        for one in listed
        if one["name"] not in gone and wanted and _holds(home.states / one["name"], wanted)
    ]
    lines.append(home.states / LIST_FILE, [{"name": name, "withdrawn": "on request"} for name in found])
    return found


def _holds(folder: Path, words: Collection[bytes]) -> bool:
    pages = (path for path in folder.rglob("*") if path.suffix in {".html", ".csv", ".js"})
    return any(any(word in content for word in words) for content in map(Path.read_bytes, pages))


def _clear(home: Home, names: set[str]) -> None:
    """Remove what a run left that died before it published: such pages were never a state."""
    for path in home.states.iterdir():
        if path.is_dir() and path.name not in names:
            shutil.rmtree(path, ignore_errors=True)


def _page(template: str, **values: Any) -> str:
    return environment().get_template(template).render(policy=POLICY, **values)


def _write(path: Path, text: str) -> None:
    """Replace a file as a whole, unless it says just this already."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    lines.replace_file(path, text.encode())


def _same(site: Path, kept: Path) -> bool:
    for file in site.rglob("*"):
        if file.is_file():
            twin = kept / file.relative_to(site)
            if not twin.is_file() or not (os.path.samefile(file, twin) or file.read_bytes() == twin.read_bytes()):
                return False
    return True


def _other_name(source: str, target: str) -> str:
    """Give a file a second name; where the file system has none, a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target
