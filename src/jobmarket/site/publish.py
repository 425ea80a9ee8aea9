"""A set of files becomes the published site, in one step.  Knows nothing of what is in them."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from jobmarket.errors import StateError


def publish(files: Mapping[str, bytes], target: Path) -> list[Path]:
    """Write ``files`` (path in the site → content) as a version and point ``target`` at it.

    The version's name is a digest of its files, so the same content is the same version.  A reader sees
    the old site or the new one, never a mixture.  The version published before is kept, older ones go.

    Returns:
        The HTML files as reached through ``target``, sorted.

    Raises:
        StateError: ``target`` is a real file or folder.
    """
    if target.exists() and not target.is_symlink():
        raise StateError(
            "the site's place is taken by a real folder or file",
            where=str(target),
            todo="move it away; it is replaced by a link to a version",
        )
    builds = target.parent / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    version = builds / _digest(files)
    before = target.resolve() if target.is_symlink() else None
    if not _is_whole(version, files):
        _write(files, builds, version)
    link = Path(tempfile.mkdtemp(prefix=".link-", dir=builds))
    try:
        (link / "site").symlink_to(os.path.relpath(version, target.parent))
        os.replace(link / "site", target)
    finally:
        shutil.rmtree(link, ignore_errors=True)
    _prune(builds, keep={version, before if before != version else None})
    return [target / name for name in sorted(files) if name.endswith(".html")]


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()[:16]


def _is_whole(version: Path, files: Mapping[str, bytes]) -> bool:
    """Whether the version is there already as it should be (somebody may have edited it)."""
    return version.is_dir() and all(
        (version / name).is_file() and (version / name).read_bytes() == content
        for name, content in files.items()
    )


def _write(files: Mapping[str, bytes], builds: Path, version: Path) -> None:
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=builds))
    try:
        for name, content in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        new.chmod(0o755)
        if version.exists():
            os.replace(version, new.with_name(new.name.replace(".new-", ".old-")))
        try:
            os.replace(new, version)
        except OSError:
            # Another process published the same content first: its files are these files.
            if not _is_whole(version, files):
                raise
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _prune(builds: Path, keep: set[Path | None]) -> None:
    """Remove versions other than those to keep; the newest of the others stays where none was published before."""
    kept = {path.resolve() for path in keep if path is not None}
    others = sorted(
        (
            path
            for path in builds.iterdir()
            if path.is_dir() and not path.name.startswith(".") and path.resolve() not in kept
        ),
        key=lambda path: (path.stat().st_mtime_ns, path.name),
    )
    spare = others[:-1] if len(kept) < 2 else others
    for path in [*spare, *builds.glob(".old-*")]:
        shutil.rmtree(path, ignore_errors=True)
