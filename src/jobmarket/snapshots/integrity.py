"""Proves, byte for byte, that what is kept is what was written: objects by their lists, folders by their seals.

A seal is ``SHA256SUMS`` in a folder, as ``sha256sum -c`` reads it, with a line on the lines themselves at its end.
Never mends anything.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jobmarket import snapshots
from jobmarket.errors import ReadError
from jobmarket.records import Snapshot

SEAL = "SHA256SUMS"
_PIECE = 1_000_000
_ITSELF = "# sha256 of the lines above: "


@dataclass(frozen=True, slots=True)
class Damage:
    """A file that is not what was written: where (below what was checked), and what is wrong with it."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How many files were proven, and those that are not what was written."""

    files: int
    damages: tuple[Damage, ...]


def sha256_of(path: Path) -> str:
    """Of a file's bytes, a piece at a time."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def seal(folder: Path) -> None:
    """Write down the sha256 of every file in a folder; the last thing done before it gets its name."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != SEAL)
    lines = "".join(f"{sha256_of(file)}  {file.name}\n" for file in files)
    own = hashlib.sha256(lines.encode()).hexdigest()
    (folder / SEAL).write_text(f"{lines}{_ITSELF}{own}\n", encoding="utf-8")


def sealed(folder: Path) -> Checked:
    """Whether a sealed folder holds what it did when it was sealed."""
    where = f"{folder.parent.name}/{folder.name}"
    try:
        told = (folder / SEAL).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        told = ""
    except FileNotFoundError:
        return Checked(0, (Damage(where, f"no {SEAL}: made by an earlier version, or its seal is gone"),))
    lines, _, own = told.rpartition(_ITSELF)
    if own != hashlib.sha256(lines.encode()).hexdigest() + "\n":
        return Checked(1, (Damage(f"{where}/{SEAL}", "the seal itself is damaged, so nothing beside it can be proven"),))
    damages = tuple(_mismatches(folder, where, lines))
    return Checked(len(lines.splitlines()) + 1, damages)


def _mismatches(folder: Path, where: str, lines: str) -> Iterator[Damage]:
    listed = {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines.splitlines())}
    for name, wanted in sorted(listed.items()):
        file = folder / name
        if not file.is_file():
            yield Damage(f"{where}/{name}", "the file is gone")
        elif sha256_of(file) != wanted:
            yield Damage(f"{where}/{name}", "not the bytes that were written (sha256 differs)")
    for file in sorted(folder.iterdir()):
        if file.name not in listed and file.name != SEAL:
            yield Damage(f"{where}/{file.name}", "a file that was not there when the folder was sealed")


def _packed(content: bytes) -> bytes:
    packer = zlib.compressobj(snapshots.PACKING_LEVEL, zlib.DEFLATED, 31)
    return packer.compress(content) + packer.flush()


def _object(root: Path, snapshot: Snapshot) -> tuple[str | None, bool]:
    """What is wrong with an object, and whether its content alone is whole."""
    try:
        content = snapshots.arrived(root, snapshot)
    except ReadError as error:
        return error.what, False
    stored = (root / snapshot.path).read_bytes()
    if stored in (content, _packed(content)):
        return None, True
    return "the file is not as it was written, though its content is whole", True


def objects(root: Path, sources: Iterable[str]) -> Checked:
    """Whether every snapshot of these sources is what arrived, and nothing is kept that no list names.

    Where no object at all is packed as this machine's zlib packs, another zlib did it, and only what they hold is
    compared.
    """
    damages: list[Damage] = []
    repacked: list[Damage] = []
    files = packed_here = 0
    for source in sources:
        listed: dict[str, Snapshot] = {one.path: one for one in snapshots.snapshots(root, source)}
        for path, snapshot in sorted(listed.items()):
            files += 1
            what, is_whole = _object(root, snapshot)
            if what is None:
                packed_here += not path.endswith(snapshots.AS_IT_CAME)
            else:
                (repacked if is_whole else damages).append(Damage(path, f"{what}: {snapshot.name}"))
        damages += [
            Damage(str(file.relative_to(root)), "no list names this file")
            for file in sorted((root / source).glob("??/*"))
            if str(file.relative_to(root)) not in listed
        ]
    if packed_here or len(repacked) == 1:
        damages += repacked
    return Checked(files, tuple(sorted(damages, key=lambda one: one.where)))


def folders(root: Path) -> list[Path]:
    """The finished folders below ``root``, two levels down: those with anything in them, but none in the making."""
    return sorted(path for path in root.glob("[!.]*/[!.]*") if path.is_dir())
