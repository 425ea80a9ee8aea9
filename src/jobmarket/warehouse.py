"""Makes, fills and opens the warehouse file.  Holds no business SQL."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from jobmarket.errors import StateError, UsageError
from jobmarket.home import Home

# So that DuckDB command lines older than the library used here can open the file too.
STORAGE_VERSION = "v1.4.0"
BLOCK_SIZE = 65_536
"""Bytes.  Each table ends in blocks that are partly empty, and most are small: DuckDB's own 262,144 make the file of
100,000 ads 20.5 MB instead of 14.5 (2026-11-21).  In blocks of 32,768 strings pack so badly that it takes 24.3 MB."""
_OF_THE_DISK = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.TransactionException)
"""What DuckDB raises where the disk is full or broken: in a statement, at a commit, and in whatever follows."""


@contextmanager
def making(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the new warehouse file at ``path``; closed, the file is whole, read-only and without a log.

    Raw frames belong in its temporary schema: they are gone when it is closed.

    Raises:
        StateError: a write-ahead log was left, so the file may be incomplete.
    """
    connection = duckdb.connect(":memory:")
    try:
        connection.execute("SET preserve_insertion_order = true")
        connection.execute("SET memory_limit = '1500MB'")
        connection.execute(f"SET temp_directory = '{_escaped(path.parent.with_name('.spilled'))}'")
        connection.execute("SET autoinstall_known_extensions = false")
        connection.execute(f"ATTACH '{_escaped(path)}' AS building (STORAGE_VERSION '{STORAGE_VERSION}', BLOCK_SIZE {BLOCK_SIZE})")
        connection.execute("USE building")
        yield connection
        connection.execute("CHECKPOINT building")
        connection.execute("USE memory")
        connection.execute("DETACH building")
    except _OF_THE_DISK as error:
        raise StateError(
            f"the warehouse could not be written: {error}", where=str(path), todo="see to the disk, then build again"
        ) from error
    finally:
        connection.close()
    if path.with_name(path.name + ".wal").exists():
        raise StateError("a write-ahead log was left beside the build", where=str(path), todo="build again")
    path.chmod(0o444)


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")


def give(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame | pa.Table) -> None:
    """Put a frame beside the tables as the temporary table ``name``."""
    connection.register("given_frame", frame)
    connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT * FROM given_frame')
    connection.unregister("given_frame")


def connect(home: Home, *, memory_limit: str = "2GB") -> duckdb.DuckDBPyConnection:
    """A read-only connection to the published warehouse, closed to files, extensions and settings.

    Raises:
        StateError: nothing was published yet.
    """
    if not home.warehouse.exists():
        raise StateError(
            "there is no warehouse yet", where=str(home.warehouse), todo="run `make run` or `jobmarket run`"
        )
    return reading(home.warehouse.resolve(), memory_limit=memory_limit)


def reading(path: Path, *, memory_limit: str = "2GB") -> duckdb.DuckDBPyConnection:
    """A read-only connection to a warehouse file, closed to files, extensions and settings.

    Versions are read-only files, but root may open one for writing all the same, and DuckDB then lets nobody
    else in: the reader gets a copy.
    """
    try:
        return _opened(path, memory_limit)
    except duckdb.IOException as error:
        if "lock" not in str(error):
            raise StateError(
                f"the warehouse cannot be opened: {error}", where=str(path), todo="see to the disk, or: jobmarket build"
            ) from error
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        return _opened(copy, memory_limit)  # an open file outlives its name


def _opened(path: Path, memory_limit: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        str(path),
        read_only=True,
        config={
            "enable_external_access": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": memory_limit,
            "lock_configuration": "true",
        },
    )


def query(connection: duckdb.DuckDBPyConnection, sql: str, *, seconds: float = 60.0) -> pa.Table:
    """The result of a user's query, every value of its own type, stopped after ``seconds``.

    Raises:
        UsageError: the query is off, forbidden, or took too long; DuckDB's own words are kept.
    """
    timer = threading.Timer(seconds, connection.interrupt)
    timer.start()
    try:
        answer: duckdb.DuckDBPyRelation | None = connection.sql(sql)
        if answer is None:
            raise UsageError("there is no query in it", where="query", todo='for instance: "SHOW TABLES"')
        return answer.to_arrow_table()
    except duckdb.InterruptException as error:
        raise UsageError(f"stopped after {seconds:.0f} seconds", where="query", todo="ask for less") from error
    except duckdb.Error as error:
        raise UsageError(
            str(error), where="query", todo="see the tables: jobmarket sql \"SHOW TABLES\""
        ) from error
    finally:
        timer.cancel()
