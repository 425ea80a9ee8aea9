"""Reads the shelves: what there is, as declared.  Knows nothing of how it is used."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jobmarket.errors import DeclarationError
from jobmarket.home import PACKAGE


def read_declaration(path: Path) -> dict[str, Any]:
    """One TOML file.

    Raises:
        DeclarationError: the file is missing or is no TOML; the message names the line.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DeclarationError("no such declaration", where=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationError(
            f"not TOML ({error})", where=str(path), todo="mend the line named"
        ) from error


@cache
def shelf(name: str) -> Mapping[str, Any]:
    """The shelf ``shelves/<name>.toml`` (``frameworks``, ``topics``, ``roles``, ``regions`` …).

    Raises:
        DeclarationError: there is no such shelf, or it is no TOML.
    """
    return read_declaration(PACKAGE / "shelves" / f"{name}.toml")
