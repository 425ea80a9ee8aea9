"""Keeps one query of a user within its time and memory, where the database itself might not.  Knows no SQL.

DuckDB stops where it looks up from its work; a single function over a huge value never does, and is not counted
against its memory either.  So the process of a command that answers a stranger's query has limits of its own.
"""

from __future__ import annotations

import os
import resource
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from jobmarket.errors import UsageError

GRACE_SECONDS = 2.0
"""So long after its time a query that does not listen may go on."""
BESIDE_MB = 1_500
"""Address space beside the database's own memory: libraries, threads, the result on its way out."""
_READING = frozenset({duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN, duckdb.StatementType.MULTI})


def require_one(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """See that a text is one statement that reads.

    Raises:
        UsageError: it is none, several, one that is no query, or no SQL.
    """
    try:
        found = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise UsageError(str(error), where="query", todo='see the tables: jobmarket sql "SHOW TABLES"') from error
    if len(found) != 1:
        told = f"{len(found)} statements" if found else "nothing is asked"
        raise UsageError(told, where="query", todo="ask one thing: a SELECT, SHOW, DESCRIBE or EXPLAIN")
    if found[0].type not in _READING:
        raise UsageError(
            f"{found[0].type.name} is no query", where="query", todo="only SELECT, SHOW, DESCRIBE and EXPLAIN are answered"
        )


def _address_space() -> int:
    """Bytes of address space this process has taken; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _end(seconds: float) -> None:
    lines = UsageError(f"stopped after {seconds:.0f} seconds", where="query", todo="ask for less").lines()
    os.write(sys.stderr.fileno(), ("\n".join(lines) + "\n").encode())
    os._exit(UsageError.exit_code)


@contextmanager
def leashed(seconds: float, megabytes: int) -> Iterator[None]:
    """End this process, with a message, if what is done within takes much longer than ``seconds``; let it have
    ``megabytes`` beyond what it has and :data:`BESIDE_MB`.

    For the process of a command only: the time ends it whole.

    Raises:
        UsageError: the memory was not enough.
    """
    before = resource.getrlimit(resource.RLIMIT_AS)
    taken = _address_space()
    if taken and sys.platform == "linux":
        most = taken + (megabytes + BESIDE_MB) * 1_000_000
        soft = most if before[0] == resource.RLIM_INFINITY else min(most, before[0])
        resource.setrlimit(resource.RLIMIT_AS, (soft, before[1]))
    watch = threading.Timer(seconds + GRACE_SECONDS, _end, [seconds])
    watch.daemon = True
    watch.start()
    try:
        yield
    except MemoryError as error:
        raise UsageError("the result does not fit into memory", where="query", todo="ask for less") from error
    finally:
        watch.cancel()
        resource.setrlimit(resource.RLIMIT_AS, before)
