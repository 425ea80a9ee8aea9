"""Dashboards as files: pages composed elsewhere become HTML that opens from disk.  Judges nothing.

page     what a page is made of
ask      read-only questions to the warehouse
ledger   claims with their verdicts, in the order a reader wants them
write    pages → files (escaped, strict policy, no other host)
publish  a folder of files → the published version, switched in at once
"""

from __future__ import annotations

from pathlib import Path

import duckdb

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
from jobmarket.site.publish import publish
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


def render(connection: duckdb.DuckDBPyConnection, *, pages_folder: Path, target: Path) -> list[Path]:
    """Compose every page of ``pages_folder`` from the warehouse and publish them at ``target``.

    ``target`` becomes a link to a version folder beside it (``builds/<digest of the files>``), switched
    in one step; the version before is kept.  The same warehouse gives the same bytes.

    Returns:
        The pages as reached through ``target``, in the order of their addresses.

    Raises:
        DeclarationError: a page module lacks TITLE, SLUG, ORDER or compose, or two share an address.
        StateError: ``target`` is a real file or folder, which is never replaced.
    """
    ask = Ask(connection)
    return publish(files_of(compose_all(ask, pages_folder), origin(ask)), target)
