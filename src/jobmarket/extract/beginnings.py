"""What patterns begin with, kept from one process to the next as Python keeps compiled code.  Reads none itself.

Reading it off all patterns takes seconds, which whoever asks about one ad would wait for.  It follows from the
patterns and from the code that reads them, so it is kept beside that code's own compiled form, under a digest of both;
what is missing, torn or of another Python is read off anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import NamedTuple

from jobmarket.extract import prefixes as reader

_MOST = 5_000
"""Patterns of which something is kept."""


class Said(NamedTuple):
    """What a pattern says of its matches.

    ``prefixes``: what they begin with, and how far before that; None for anything.
    ``fragments``: what each holds, where nothing is said of how it begins.
    """

    prefixes: Mapping[bytes, int] | None
    fragments: frozenset[bytes] | None


@cache
def read_off(pattern: re.Pattern[str]) -> Said:
    """What one pattern says, worked out now."""
    begun = reader.prefixes(pattern)
    return Said(begun, reader.fragments(pattern) if begun is None else None)


def beginnings(patterns: Sequence[re.Pattern[str]], name: str) -> list[Said]:
    """What each pattern says; ``name`` is that of the patterns together, under which it is kept."""
    path = _folder() / f"{_stem(name)}.{_code()}.json"
    kept = _kept(path)
    found = [kept.get(_key(pattern)) or read_off(pattern) for pattern in patterns]
    told = {_key(pattern): said for pattern, said in zip(patterns, found, strict=True)}
    if not told.keys() <= kept.keys() and not sys.dont_write_bytecode:
        # Other processes ask fewer or other patterns; those that nobody has any more are left out some day.
        _keep(path, f"{_stem(name)}.*", told | kept if len(kept) < _MOST else told)
    return found


def _stem(name: str) -> str:
    """What the files of ``name`` are called first: those of each Python by themselves, as compiled code is."""
    return f"beginnings-{name}.{sys.implementation.cache_tag}"


def _folder() -> Path:
    return Path(cache_from_source(__file__)).parent


@cache
def _code() -> str:
    """A digest of what reads patterns: our own code and Python's."""
    code = b"".join(Path(file).read_bytes() for file in (__file__, reader.__file__))
    return hashlib.blake2b(sys.version.encode() + code, digest_size=8).hexdigest()


def _key(pattern: re.Pattern[str]) -> str:
    said = f"{pattern.flags} {pattern.pattern}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=16).hexdigest()


def _kept(path: Path) -> dict[str, Said]:
    """What is kept; nothing where it is not just as it was written."""
    try:
        digest, _, text = path.read_bytes().partition(b"\n")
    except OSError:
        return {}
    if digest != _digest(text):
        return {}
    return {
        key: Said(
            None if begun is None else {prefix.encode("latin-1"): lead for prefix, lead in begun.items()},
            None if held is None else frozenset(each.encode("latin-1") for each in held),
        )
        for key, (begun, held) in json.loads(text).items()
    }


def _keep(path: Path, others: str, told: Mapping[str, Said]) -> None:
    """Write it whole in the place of ``others``: what other code kept, and what a process that was killed had begun.

    A folder that may not be written to keeps nothing.
    """
    text = json.dumps(
        {
            key: (
                None if said.prefixes is None else {prefix.decode("latin-1"): lead for prefix, lead in said.prefixes.items()},
                None if said.fragments is None else sorted(each.decode("latin-1") for each in said.fragments),
            )
            for key, said in told.items()
        }
    ).encode()
    making = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        making.write_bytes(_digest(text) + b"\n" + text)
        making.replace(path)
        for other in path.parent.glob(others):
            if other != path:
                other.unlink(missing_ok=True)


def _digest(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=16).hexdigest().encode()
