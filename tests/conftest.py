"""What several tests share: where the real ads are, and homes that vanish."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import settings
from made_up_home import QUIET, fill, new_home
from made_up_posts import posts
from made_up_warehouse import make_warehouse

from jobmarket import journey
from jobmarket.home import PROJECT, Home
from jobmarket.site import render

# A slow or busy machine is no failure; the same examples everywhere make a red run repeatable.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


def _minutes(item: pytest.Item) -> float:
    """How long a test takes, roughly: nothing, unless it is marked."""
    marker = item.get_closest_marker("slow")
    return marker.kwargs.get("minutes", 0.5) if marker else 0.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, dealt out among the processes: at the end none waits for another's last test.

    Processes begin with equal shares of the list, in its order, and take from each other's ends (``worksteal``).
    """
    items.sort(key=lambda item: -_minutes(item))
    long = [item for item in items if _minutes(item)]
    quick = iter(items[len(long) :])
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    dealt: list[pytest.Item] = []
    for number in range(processes):
        share = long[number::processes]
        size = (len(items) - len(dealt)) // (processes - number)
        dealt += share + list(islice(quick, max(0, size - len(share))))
    items[:] = dealt


REACHED_OUT: list[str] = []
"""Every attempt of this process to reach another host, which was refused."""


def _is_here(host: object) -> bool:
    """Whether a name or address is this machine's own loopback (or nothing, as for a listening socket)."""
    named = host.decode() if isinstance(host, bytes) else host
    if named in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(named).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _guarded(original: Any, host_of: Any) -> Any:
    def guarded(*args: Any, **kwargs: Any) -> Any:
        host = host_of(*args, **kwargs)
        if not _is_here(host):
            REACHED_OUT.append(str(host))
            raise OSError(f"tests may not reach {host}")
        return original(*args, **kwargs)

    return guarded


def _host_of_address(sock: socket.socket, *args: Any) -> object:
    address = args[-1]
    return address[0] if sock.family in (socket.AF_INET, socket.AF_INET6) else None


@pytest.fixture(scope="session", autouse=True)
def _only_this_machine() -> Iterator[None]:
    """Nothing in the tests reaches another host: connections and look-ups of names are refused."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name), _host_of_address))
        for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
            patch.setattr(socket, name, _guarded(getattr(socket, name), lambda host, *_, **__: host))
        yield


@pytest.fixture(autouse=True)
def reached_out() -> Iterator[list[str]]:
    """What a test tried to reach elsewhere; a test that leaves anything in it has failed."""
    REACHED_OUT.clear()
    yield REACHED_OUT
    tried, REACHED_OUT[:] = list(REACHED_OUT), []
    assert not tried, f"tests reach no other host, but this one tried {', '.join(tried)}"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real inputs beside the checkout."""
    folder = PROJECT.parent / "shared"
    if not (folder / "corpora").is_dir():
        pytest.skip("the real ads are not beside this checkout (../shared)")
    return folder


@pytest.fixture(scope="session")
def corpora(shared: Path) -> Path:
    """Real ads, as published by their collectors."""
    return shared / "corpora"


@pytest.fixture(scope="session")
def travelled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that went the whole way once, on 300 made-up ads."""
    folder = tmp_path_factory.mktemp("journey")
    here = new_home(folder)
    fill(here, posts(300), folder / "files")
    journey.run(here, QUIET)
    return here


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The made-up warehouse, open for reading."""
    path = make_warehouse(tmp_path_factory.mktemp("warehouse") / "made-up.duckdb")
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def site(warehouse: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the made-up warehouse."""
    target = tmp_path_factory.mktemp("out") / "site"
    render(warehouse, pages_folder=PROJECT / "dashboards", target=target)
    return target
