"""The only socket: one GET to a checked address, bytes as they come.  Never decodes, never follows.

httpx over a network of our own: addresses are resolved, checked and connected to here (a name may not lead
into a private network), and every single wait obeys the deadline of the whole request (a slow drip of
headers would otherwise never end).  Raw bytes are read, so nothing is decompressed behind our back.
"""

from __future__ import annotations

import ipaddress
import os
import select
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

import certifi
import httpcore
import httpx

from jobmarket.errors import UsageError

REHEARSAL = "JOBMARKET_REPLAY"
_CONNECT_SECONDS = 10.0
_READ_SECONDS = 30.0
_PIECE = 65_536
_KEPT_OPEN = 20
"""Idle connections kept open: tenants of one domain each have a host of their own."""
BROKEN = (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL)
"""What httpx and its engine raise where a connection breaks, or speaks no HTTP."""
REDIRECT = frozenset({301, 302, 303, 307, 308})
REDIRECTS = 5
"""So many redirects are followed, by those who ask: each leads to an address to be allowed first."""
_URL_SIGNS = "%/:?&=#+,;@!$'()*~[]-._"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Unreachable(Exception):
    """No address or no connection."""


class ForbiddenAddress(Exception):
    """The name leads to an address that is not on the public internet."""


class Overdue(Exception):
    """The request's time is over."""


def rehearsal() -> str | None:
    """The address of a rehearsal server on this machine, if ``JOBMARKET_REPLAY`` names one.

    Raises:
        UsageError: it is not on this machine.
    """
    named = os.environ.get(REHEARSAL)
    if not named:
        return None
    parts = urlsplit(named)
    if parts.scheme != "http" or parts.hostname not in ("127.0.0.1", "::1", "localhost") or parts.username:
        raise UsageError("a rehearsal is on this machine", where=REHEARSAL, todo="http://127.0.0.1:PORT")
    return named.rstrip("/")


def sent_to(url: str, replay: str | None) -> str:
    """Where a request really goes: to the rehearsal server, the host as the first part of the path."""
    if replay is None:
        return url
    parts = urlsplit(url)
    return f"{replay}/{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def is_public(address: str) -> bool:
    """Whether an IP address is on the public internet, also where one is wrapped in another."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def addresses(host: str, port: int) -> list[str]:
    """The addresses of a host, all of them public.

    Raises:
        Unreachable: it has none.
        ForbiddenAddress: one of them is private, loopback, link-local or the like.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"no address of {host} ({error})") from error
    listed = list(dict.fromkeys(str(one[4][0]) for one in found))
    for address in listed:
        if not is_public(address):
            raise ForbiddenAddress(f"{host} leads to {address}, which is no public address")
    return listed


_DEADLINE = threading.local()


def _left(most: float) -> float:
    """Seconds a single wait may take, so that the whole request keeps its deadline.

    Raises:
        Overdue: none is left.
    """
    left = float(getattr(_DEADLINE, "at", float("inf"))) - time.monotonic()
    if left <= 0:
        raise Overdue
    return min(most, left)


class _Stream(httpcore.NetworkStream):
    """A connected socket, every wait bounded by what is left of its request's time."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._connection.settimeout(_left(_READ_SECONDS))
        return self._connection.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._connection.settimeout(_left(_READ_SECONDS))
        self._connection.sendall(buffer)

    def close(self) -> None:
        self._connection.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self._connection.settimeout(_left(_CONNECT_SECONDS))
        return _Stream(ssl_context.wrap_socket(self._connection, server_hostname=server_hostname))

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":  # a connection kept open that has something to say was closed by the host
            return bool(select.select([self._connection], [], [], 0)[0])
        return self._connection if info == "ssl_object" and isinstance(self._connection, ssl.SSLSocket) else None


def _connected(host: str, port: int, listed: list[str]) -> socket.socket:
    """A connection to the first of these addresses that takes one.

    Raises:
        Unreachable: none does.
    """
    reason: Exception | None = None
    for address in listed:
        try:
            # The address itself, not the name: what was checked is what is connected to.
            found = socket.create_connection((address, port), _left(_CONNECT_SECONDS))
        except OSError as error:
            reason = error
        else:
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return found
    raise Unreachable(f"no connection to {host} ({reason or 'no address'})") from reason


@cache
def _tls() -> ssl.SSLContext:
    """Certificates are read once; each connection would read them anew."""
    return ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE") or certifi.where())


class _Network(httpcore.NetworkBackend):
    """Connects to checked addresses only; in a rehearsal to the rehearsal server and nothing else."""

    def __init__(self, replay: str | None) -> None:
        self._replay = replay

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        listed = addresses(host, port) if self._replay is None else [host]
        return _Stream(_connected(host, port, listed))


class _Body(httpx.SyncByteStream):
    """The raw body of an answer, as it comes."""

    def __init__(self, pieces: Any) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces

    def close(self) -> None:
        self._pieces.close()


class _Transport(httpx.BaseTransport):
    """httpx's own engine over our network: its stock transport offers no place for one."""

    def __init__(self, replay: str | None) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_tls(),
            max_connections=None,
            max_keepalive_connections=_KEPT_OPEN,
            network_backend=_Network(replay),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(httpcore.Request(request.method, url, headers=request.headers.raw))
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream))

    def close(self) -> None:
        self._pool.close()


@dataclass(frozen=True, slots=True)
class Response:
    """An answer's status and headers (names in lower case), and its body in pieces as it comes."""

    status: int
    headers: Mapping[str, str]
    pieces: Iterator[bytes]


class Wire:
    """Connections of one gathering, shared by its threads.  Close it after use."""

    def __init__(self) -> None:
        self.replay = rehearsal()
        # Deadlines are ours, a request as a whole has one; proxies and redirects are nobody's.
        self._client = httpx.Client(
            transport=_Transport(self.replay), timeout=None, follow_redirects=False, trust_env=False
        )

    @contextmanager
    def get(self, url: str, headers: Mapping[str, str], seconds: float) -> Iterator[Response]:
        """One GET; the answer's raw bytes are read within the ``with``, all within ``seconds``.

        Raises:
            Unreachable: no address or no connection.
            ForbiddenAddress: the name leads elsewhere than to the public internet.
            Overdue, TimeoutError: the time was over; also raised while the body is read.
            OSError and those of ``BROKEN``: the connection broke, or spoke no HTTP.
        """
        _DEADLINE.at = time.monotonic() + seconds
        address = quote(sent_to(url, self.replay), safe=_URL_SIGNS)
        with self._client.stream("GET", address, headers=dict(headers)) as answer:
            told = {name.lower(): value for name, value in answer.headers.items()}
            yield Response(answer.status_code, told, answer.iter_raw(_PIECE))

    def close(self) -> None:
        """Close all connections."""
        self._client.close()
