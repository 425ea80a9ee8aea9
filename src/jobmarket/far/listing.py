"""Which files of a source lie where: names, addresses, times.  Reads lists of paths, never a file of the source."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import fsspec

from jobmarket.catalog.sources import Source
from jobmarket.errors import UsageError
from jobmarket.facts import extractor_version
from jobmarket.home import PACKAGE

_LISTS = (".paths", ".paths.gz", ".paths.txt")
_WHERE = "backfill"


@cache
def reader_of(source: str) -> str:
    """Twelve hex digits for who reads: the source's declaration and the extractor."""
    declaration = (PACKAGE / "sources" / f"{source}.toml").read_bytes()
    return hashlib.sha256(declaration + extractor_version().encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class FarPart:
    """One file of a source where it lies.

    ``name`` is its path below what was asked for, or its line in a list; ``seen_at`` (UTC) is when its content was
    true upstream; ``size`` its bytes, None where a list does not say.  A file is known by its name and size.
    """

    source: str
    name: str
    url: str
    seen_at: datetime
    size: int | None = None

    @property
    def key(self) -> str:
        """Sixteen hex digits that change with the file, the source's declaration or the extractor."""
        about = f"{reader_of(self.source)} {self.name} {self.size} {self.seen_at:%Y%m%d%H%M%S}"
        return hashlib.sha256(about.encode()).hexdigest()[:16]


def address(folder: str, name: str) -> str:
    """A name below an address."""
    return f"{folder.rstrip('/')}/{name}" if folder else name


def _lines(place: str) -> Iterator[str]:
    """The lines of a list of paths, packed or not."""
    with fsspec.open(place, "rb") as file:
        data = file.read()
    text = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    yield from (line for each in text.decode().splitlines() if (line := each.strip()))


def _found(place: str, under: str) -> Iterator[tuple[str, str, int | None]]:
    """Name, address and size of every file at a place: a list of paths, a pattern, a folder, or one file."""
    if place.endswith(_LISTS):
        yield from ((line, address(under, line), None) for line in _lines(place))
        return
    files, path = fsspec.core.url_to_fs(place)
    if any(sign in path for sign in "*?["):
        folder = path[: min(path.index(sign) for sign in "*?[" if sign in path)].rpartition("/")[0]
        hits = files.glob(path, detail=True)
    else:
        folder = path.rstrip("/") if files.isdir(path) else path.rpartition("/")[0]
        hits = files.find(path, detail=True)
    for each, about in sorted(hits.items()):
        if about["type"] == "file":
            name = each.removeprefix(folder).lstrip("/")
            yield name, files.unstrip_protocol(each), about.get("size")


def _seen_at(declared: Source, name: str, url: str) -> datetime:
    """When a file was true upstream: as declared, else when its object was written.

    Raises:
        UsageError: neither is known.
    """
    if found := declared.seen_at_of(name):
        return found
    files, path = fsspec.core.url_to_fs(url)
    try:
        when: datetime = files.modified(path)
    except (NotImplementedError, OSError, KeyError) as error:
        raise UsageError(
            f"{declared.name} does not say when {name} was true, nor does its store",
            where=_WHERE,
            todo="declare seen_at, seen_at_pattern or [seen] in its file",
        ) from error
    return (when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)).replace(microsecond=0)


def far_parts(declared: Source, places: Sequence[str], *, under: str = "") -> list[FarPart]:
    """Every file of a source at these places, by name, each once.

    A place is an address of a file, a folder, a pattern (``*``), or a list of paths (``….paths``, also ``.gz``, as
    public crawls publish it), whose lines stand ``under`` an address.  What the source does not declare is left out.

    Raises:
        UsageError: nothing there is of the source.
    """
    found: dict[str, FarPart] = {}
    seen = 0
    for place in places:
        try:
            for name, url, size in _found(place, under):
                seen += 1
                if declared.input_for(name) and not declared.ignores(name):
                    found[name] = FarPart(declared.name, name, url, _seen_at(declared, name, url), size)
        except (OSError, ImportError, ValueError) as error:
            raise UsageError(f"cannot be listed ({error})", where=place, todo="check the address") from error
    if not found:
        raise UsageError(
            f"none of {seen} files is of {declared.name}",
            where=", ".join(places),
            todo=f"it takes {', '.join(sorted({each.match for each in declared.inputs}))}",
        )
    return [found[name] for name in sorted(found)]
