"""Opens, fills and publishes the warehouse file.  Holds no business SQL.

A build is made beside the published one and switched in by replacing a link, so no reader ever meets a
half-made file or a lock.  Versions are read-only files: whoever opens one for writing is refused before
a write-ahead log can be left beside it.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd

from jobmarket.errors import StateError, UsageError
from jobmarket.home import Home

VERSIONS_KEPT = 3
# So that DuckDB command lines older than the library used here can open the file too.
STORAGE_VERSION = "v1.4.0"


@contextmanager
def only_run(home: Home) -> Iterator[None]:
    """Hold the one lock of this home; flow and command line respect the same one.

    The operating system drops the lock with the process that holds it, however that ends.

    Raises:
        StateError: another run holds it.
    """
    home.data.mkdir(parents=True, exist_ok=True)
    path = home.data / ".lock"
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise StateError(
                f"another run is at work (process {lock.read().strip() or 'unknown'})",
                where=str(path),
                todo="wait until it ends, then start again",
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextmanager
def making(home: Home) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A connection to a new, unpublished warehouse file, and its path; removed again unless published.

    Raw frames belong in its temporary schema: they are gone when it is published.
    """
    home.builds.mkdir(parents=True, exist_ok=True)
    for left in home.builds.glob(".making-*"):
        left.unlink()
    path = home.builds / f".making-{os.getpid()}.duckdb"
    connection = duckdb.connect(":memory:")
    try:
        connection.execute("SET preserve_insertion_order = true")
        connection.execute("SET memory_limit = '1500MB'")
        connection.execute("SET autoinstall_known_extensions = false")
        connection.execute(f"ATTACH '{_escaped(path)}' AS building (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE building")
        yield connection, path
    finally:
        connection.close()
        for left in home.builds.glob(f".making-{os.getpid()}*"):
            left.unlink()


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")


def give(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    """Put a frame beside the tables as the temporary table ``name``."""
    connection.register("given_frame", frame)
    connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT * FROM given_frame')
    connection.unregister("given_frame")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def publish(home: Home, connection: duckdb.DuckDBPyConnection, path: Path, run_id: str) -> Path:
    """Make the build at ``path`` the published warehouse; the version's path.

    Bytes first: checkpoint, detach, see that no log is left, sync file and folder, then switch the link.

    Raises:
        StateError: a write-ahead log was left, so the file may be incomplete.
    """
    connection.execute("CHECKPOINT building")
    connection.execute("USE memory")
    connection.execute("DETACH building")
    if path.with_name(path.name + ".wal").exists():
        raise StateError("a write-ahead log was left beside the build", where=str(path), todo="build again")
    taken = {version.name for version in home.builds.glob("*.duckdb")}
    number = next(n for n in range(1, 10_000) if f"{run_id}-{n}.duckdb" not in taken)
    version = home.builds / f"{run_id}-{number}.duckdb"
    path.chmod(0o444)
    _sync(path)
    path.rename(version)
    _sync(home.builds)
    link = home.data / f".jobmarket-{os.getpid()}.link"
    link.unlink(missing_ok=True)
    link.symlink_to(os.path.relpath(version, home.data))
    link.replace(home.warehouse)
    _sync(home.data)
    _prune(home, version)
    return version


def _prune(home: Home, published: Path) -> None:
    versions = sorted(home.builds.glob("*.duckdb"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for old in versions[VERSIONS_KEPT:]:
        if old != published:
            old.unlink()


def connect(home: Home, *, memory_limit: str = "2GB") -> duckdb.DuckDBPyConnection:
    """A read-only connection to the published warehouse, closed to files, extensions and settings.

    Raises:
        StateError: nothing was published yet.
    """
    if not home.warehouse.exists():
        raise StateError(
            "there is no warehouse yet", where=str(home.warehouse), todo="run `make run` or `jobmarket run`"
        )
    return duckdb.connect(
        str(home.warehouse.resolve()),
        read_only=True,
        config={
            "enable_external_access": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": memory_limit,
            "lock_configuration": "true",
        },
    )


def query(connection: duckdb.DuckDBPyConnection, sql: str, *, seconds: float = 60.0) -> pd.DataFrame:
    """The result of a user's query, stopped after ``seconds``.

    Raises:
        UsageError: the query is off, forbidden, or took too long; DuckDB's own words are kept.
    """
    timer = threading.Timer(seconds, connection.interrupt)
    timer.start()
    try:
        return connection.execute(sql).df()
    except duckdb.InterruptException as error:
        raise UsageError(f"stopped after {seconds:.0f} seconds", where="query", todo="ask for less") from error
    except duckdb.Error as error:
        raise UsageError(
            str(error), where="query", todo="see the tables: jobmarket sql \"SHOW TABLES\""
        ) from error
    finally:
        timer.cancel()
