"""Where parts are worked on, by one word of a setting: here, or on a cluster that runs already.  Knows no work.

An engine is a :class:`concurrent.futures.Executor`, so that what is done never depends on where.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from threading import Thread
from typing import Any

from jobmarket.errors import StateError, UsageError

SETTING = "JOBMARKET_ENGINE"
DEFAULT = "processes"
_CLUSTER = ("tcp://", "tls://", "ucx://")
_SECONDS_TO_CONNECT = 20
_WHERE = "engine"


def engine_named() -> str:
    """The engine in force: ``JOBMARKET_ENGINE``, or processes on this machine."""
    return os.environ.get(SETTING) or DEFAULT


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise UsageError(
            "a Dask cluster needs the optional extra dask",
            where=address,
            todo="pip install 'jobmarket[dask]', here and on every worker",
        ) from error
    try:
        client = distributed.Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise StateError(
            f"no Dask scheduler answers ({error})", where=address, todo="is it running? dask scheduler"
        ) from error
    with client:
        # A part whose worker dies is given to another one by the scheduler; parts are pure, so that is safe.
        executor: Executor = client.get_executor(pure=False)
        yield executor


def _leave_with_parent() -> None:
    """In a process of a pool: end as soon as the one that started it is gone.

    A killed parent tells its processes nothing: they would wait for work, and hold their memory, for ever.
    """
    parent = multiprocessing.parent_process()
    assert parent is not None, "only processes of a pool begin here"

    def wait() -> None:
        parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()


def processes(count: int) -> ProcessPoolExecutor:
    """So many processes on this machine, which leave with the one that started them, however that ends."""
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=spawn, initializer=_leave_with_parent)


@contextmanager
def engine(named: str) -> Iterator[Executor]:
    """An engine by name: ``processes``, ``threads`` (``:4`` behind it says how many), or the address of a Dask
    scheduler (``tcp://10.0.0.5:8786``), whose workers have the same jobmarket installed.

    Raises:
        UsageError: there is no such engine, or the extra it needs is not installed.
        StateError: no scheduler answers.
    """
    if named.startswith(_CLUSTER):
        with _cluster(named) as executor:
            yield executor
        return
    kind, _, said = named.partition(":")
    if kind not in ("processes", "threads") or (said and not (said.isdecimal() and 0 < int(said) < 1000)):
        todo = "processes, threads, processes:4, or tcp://HOST:PORT of a Dask scheduler"
        raise UsageError(f"no engine is called {named!r}", where=_WHERE, todo=todo)
    count = int(said) if said else os.cpu_count() or 1
    if kind == "threads":
        with ThreadPoolExecutor(count) as threads:
            yield threads
        return
    with processes(count) as pool:
        yield pool
