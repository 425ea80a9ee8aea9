"""jobmarket: which deep-learning framework do employers really ask for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__version__ = "0.1.0"
__all__ = ["__version__", "connect"]


def connect() -> DuckDBPyConnection:
    """A read-only connection to the published warehouse; every table and column is described there.

    Raises:
        StateError: nothing was published yet; run ``make run`` or ``jobmarket run``.
    """
    # Imported here, so that the command line answers --help without loading DuckDB.
    from jobmarket.home import home
    from jobmarket.warehouse import connect as open_warehouse

    return open_warehouse(home())
