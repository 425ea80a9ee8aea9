"""Writes shipped evidence: the facts of a declared set of files, repeatable to the byte by anyone who has
the files.  Ships no text, and of closed sources no titles, links or employers' names."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from jobmarket import __version__, snapshots
from jobmarket.catalog.sources import Source
from jobmarket.errors import StateError
from jobmarket.extract.mentions import terms
from jobmarket.home import Home
from jobmarket.parts import ISSUES_FILE, OBSERVATIONS_FILE, POSTINGS_FILE
from jobmarket.progress import Progress
from jobmarket.raw import SOURCE_FILE
from jobmarket.reading import PART_FILE, read_new
from jobmarket.records import Snapshot

FILES_LISTED = 100


def _inputs(found: Sequence[Snapshot]) -> dict[str, Any]:
    listed = [{"name": one.name, "bytes": one.bytes, "sha256": one.sha256} for one in found]
    return {"files": len(listed)} | ({"inputs": listed} if len(listed) <= FILES_LISTED else {})


def write_evidence(
    home: Home, source: Source, target: Path, progress: Progress, pool: ProcessPoolExecutor | None
) -> dict[str, Any]:
    """Write ``target/<source>/*.parquet`` and ``source.json`` from the snapshots kept; what the latter says.

    Raises:
        StateError: nothing of this source was imported.
    """
    part = read_new(home, source, progress, pool)
    if part is None:
        raise StateError(
            f"nothing of {source.name} was imported",
            where=str(home.snapshots / source.name),
            todo=f"jobmarket import {source.name} FOLDER",
        )
    told = json.loads((part / PART_FILE).read_text(encoding="utf-8"))
    folder = target / source.name
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for name in (POSTINGS_FILE, OBSERVATIONS_FILE, ISSUES_FILE):
        if (part / name).exists():
            shutil.copyfile(part / name, folder / name)
            written[name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        else:
            (folder / name).unlink(missing_ok=True)
    about = {
        "source": source.name,
        "title": source.title,
        "publisher": source.publisher,
        "homepage": source.homepage,
        "repository": source.repository,
        "commit": source.commit,
        "licence": source.licence,
        "terms": source.terms,
        "how_obtained": source.how_obtained,
        "obtained_at": told["obtained_at"],
        "rows": {name: told[name] for name in ("postings", "observations", "issues")},
        "inputs_sha256": told["inputs_sha256"],
        **_inputs(snapshots.snapshots(home.snapshots, source.name)),
        "sha256": written,
        "extractor": f"{__version__}+{told['extractor']}",
        "terms_known": sorted(terms()),
    }
    text = json.dumps(about, indent=1, ensure_ascii=False) + "\n"
    (folder / SOURCE_FILE).write_text(text, encoding="utf-8")
    return about
