"""Finds page modules on their shelf and has them compose.  Knows no page by name."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from jobmarket.errors import DeclarationError
from jobmarket.site.ask import Ask
from jobmarket.site.page import Page

_ADDRESS = re.compile(r"[a-z0-9-]{1,80}(?:/[a-z0-9-]{1,80})?")
_WANTED = ("TITLE", "SLUG", "ORDER", "compose")


def compose_all(ask: Ask, folder: Path) -> list[Page]:
    """Every page of every module in ``folder`` (names starting with ``_`` are no pages), by order and address.

    A module has TITLE (its name in the navigation), SLUG, ORDER and ``compose(ask)``, which returns one
    page or several.

    Raises:
        DeclarationError: there is no page, a module lacks one of the four, or an address is taken twice
            or is none.
    """
    pages: list[Page] = []
    for path in sorted(folder.glob("*.py")):
        if path.name.startswith("_"):
            continue
        made = _load(path).compose(ask)
        pages += [made] if isinstance(made, Page) else list(made)
    if not pages:
        raise DeclarationError("no pages", where=str(folder), todo="add a module with compose(ask)")
    _check_addresses(page.address for page in pages)
    return sorted(pages, key=lambda page: (page.order, page.address))


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"jobmarket_pages.{path.stem}", path)
    if spec is None or spec.loader is None:
        raise DeclarationError("not a module", where=str(path))
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up by name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    missing = [name for name in _WANTED if not hasattr(module, name)]
    if missing:
        raise DeclarationError(
            f"the page has no {', '.join(missing)}",
            where=str(path),
            todo="a page declares " + ", ".join(_WANTED),
        )
    return module


def _check_addresses(addresses: Iterable[str]) -> None:
    seen: set[str] = set()
    for address in addresses:
        if not _ADDRESS.fullmatch(address):
            raise DeclarationError(
                f"{address!r} is no address", todo="small letters, digits and hyphens, at most one folder"
            )
        if address in seen:
            raise DeclarationError(f"two pages want the address {address}")
        seen.add(address)
