"""Facts that were read elsewhere → one part of this home, each object proven.  Reads no file of a source."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from jobmarket import parts
from jobmarket.catalog.sources import Source
from jobmarket.errors import StateError
from jobmarket.facts import SCHEMA, extractor_version
from jobmarket.far.listing import address, reader_of
from jobmarket.far.work import SIDE_BY_SIDE, TOLD, told_of
from jobmarket.home import Home
from jobmarket.publishing import sync_tree
from jobmarket.snapshots.integrity import seal

_FILES = {
    parts.POSTINGS_FILE: SCHEMA,
    parts.OBSERVATIONS_FILE: parts.OBSERVATIONS,
    parts.ISSUES_FILE: parts.ISSUES,
}


def _object(folder: str, name: str, sha256: str) -> bytes:
    """One object of a part's facts, proven to be what was written.

    Raises:
        StateError: it is not.
    """
    files, path = fsspec.core.url_to_fs(folder)
    content: bytes = files.cat_file(f"{path}/{name}")
    if hashlib.sha256(content).hexdigest() != sha256:
        todo = "delete the part's folder, and start the backfill again"
        raise StateError("facts that are not what was written", where=f"{folder}/{name}", todo=todo)
    return content


def _there(declared: Source, facts: str) -> dict[str, dict[str, Any]]:
    """What is said of every whole part of a source that this very jobmarket read, by its folder's address."""
    files, path = fsspec.core.url_to_fs(address(facts, declared.name))
    found = [each.rpartition("/")[0] for each in sorted(files.glob(f"{path}/*/{TOLD}"))]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as asking:
        told = zip(found, asking.map(lambda folder: told_of(files, folder), found), strict=True)
        ours = [(folder, one) for folder, one in told if one and one["reader"] == reader_of(declared.name)]
    return {
        files.unstrip_protocol(folder): one
        for folder, one in sorted(ours, key=lambda pair: (pair[1]["name"], pair[0]))
    }


def bring_home(home: Home, declared: Source, facts: str) -> Path | None:
    """All facts of a source that are there as one part of this home, file after file; None where there are none.

    Raises:
        StateError: an object is not what was written.
    """
    there = _there(declared, facts)
    if not there:
        return None
    whole = hashlib.sha256("\n".join(sorted(folder.rpartition("/")[2] for folder in there)).encode())
    folder = home.facts / declared.name / f"{parts.AFAR}{whole.hexdigest()[:16]}"
    if not (folder / TOLD).exists():
        making = folder.with_name(f".{folder.name}.making")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        for name, schema in _FILES.items():
            having = {each: told["sha256"][name] for each, told in there.items() if name in told["sha256"]}
            if having:
                _write_together(making / name, schema, having)
        read = sorted(one["inputs_sha256"] for one in there.values())
        told = {
            "source": declared.name,
            "inputs_sha256": hashlib.sha256("\n".join(read).encode()).hexdigest(),
            "obtained_at": max(one["obtained_at"] for one in there.values()),
            "extractor": extractor_version(),
            **{name: sum(one[name] for one in there.values()) for name in ("postings", "observations", "issues")},
        }
        (making / TOLD).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        seal(making)
        sync_tree(making)
        making.rename(folder)
    for old in folder.parent.iterdir():
        if old != folder and old.name.removeprefix(".").startswith(parts.AFAR):
            (old / TOLD).unlink(missing_ok=True)
            shutil.rmtree(old)
    return folder


def _write_together(path: Path, schema: pa.Schema, having: Mapping[str, str]) -> None:
    """One Parquet file of the files of its name in these folders: never more than a few of them in memory."""
    with (
        pq.ParquetWriter(path, schema, compression="zstd") as writer,
        ThreadPoolExecutor(SIDE_BY_SIDE) as asking,
    ):
        waiting = iter(having.items())
        while some := list(islice(waiting, SIDE_BY_SIDE)):
            for content in asking.map(lambda one: _object(one[0], path.name, one[1]), some):
                writer.write_table(pq.read_table(pa.BufferReader(content), schema=schema))
