"""Dashboards as files: pages composed elsewhere become HTML that opens from disk.  Judges nothing.

page     what a page is made of
ask      read-only questions to the warehouse
ledger   claims with their verdicts, in the order a reader wants them
write    pages → files (escaped, strict policy, no other host)
states   what was published before stays, with links to older and newer
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from jobmarket.publishing import place
from jobmarket.site.ask import Ask
from jobmarket.site.describe import origin
from jobmarket.site.page import (
    Answer,
    Block,
    Code,
    Explorer,
    Facts,
    Figure,
    Page,
    Prose,
    Section,
    Switch,
    Table,
    Verdicts,
)
from jobmarket.site.pages import compose_all
from jobmarket.site.write import files_of

__all__ = [
    "Answer",
    "Ask",
    "Block",
    "Code",
    "Explorer",
    "Facts",
    "Figure",
    "Page",
    "Prose",
    "Section",
    "Switch",
    "Table",
    "Verdicts",
    "render",
]


def render(
    connection: duckdb.DuckDBPyConnection, *, pages_folder: Path, target: Path, like: Path | None = None
) -> list[Path]:
    """Compose every page of ``pages_folder`` from the warehouse and write the site into the folder ``target``.

    What the folder ``like`` (an earlier site) holds already is shared with it.  The same warehouse gives the
    same bytes.

    Returns:
        The pages in ``target``, sorted.

    Raises:
        DeclarationError: a page module lacks TITLE, SLUG, ORDER or compose, or two share an address.
    """
    ask = Ask(connection)
    files = files_of(compose_all(ask, pages_folder), origin(ask), ask)
    place(files, target, like)
    return [target / name for name in sorted(files) if name.endswith(".html")]
