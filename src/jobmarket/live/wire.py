"""The only socket: one GET to a checked address, bytes as they come.  Never decodes, never follows.

Built on the standard library's http.client and not on httpx, because three things must be ours: addresses
are resolved, checked and connected to here (a name may not lead into a private network), every single read
obeys the request's deadline (a slow drip of headers would otherwise never end), and nothing is decompressed
behind our back.  It also takes a third of the processor's time for an answer (measured, 2026-11).
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

import certifi

from jobmarket.errors import UsageError

REHEARSAL = "JOBMARKET_REPLAY"
_CONNECT_SECONDS = 10.0
_READ_SECONDS = 30.0
_PIECE = 65_536
_KEPT_OPEN = 4
"""Connections a thread keeps open: tenants of one domain each have a host of their own."""
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


class _Reading(io.RawIOBase):
    """What comes over a connection, every wait bounded by what is left of its request's time."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._raw = connection.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._connection.settimeout(_left(_READ_SECONDS))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Socket:
    """A connected socket as far as http.client uses one, every wait bounded."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def sendall(self, data: bytes) -> None:
        self._connection.settimeout(_left(_READ_SECONDS))
        self._connection.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reading(self._connection), _PIECE)

    def close(self) -> None:
        self._connection.close()


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


class _Connection(http.client.HTTPConnection):
    """A connection to a checked address; in a rehearsal to the rehearsal server and nothing else."""

    def __init__(self, scheme: str, host: str, port: int, replay: str | None) -> None:
        super().__init__(host, port)
        if scheme == "https":
            self.default_port = 443  # not to be named in the Host header
        self._scheme, self._replay = scheme, replay
        self.used = False

    def connect(self) -> None:
        if self._replay is None:
            plain = _connected(self.host, self.port, addresses(self.host, self.port))
        else:
            plain = _connected(self.host, self.port, [self.host])
        if self._scheme == "https":
            plain.settimeout(_left(_CONNECT_SECONDS))
            plain = _tls().wrap_socket(plain, server_hostname=self.host)
        self.sock = _Socket(plain)


@dataclass(frozen=True, slots=True)
class Response:
    """An answer's status and headers (names in lower case), and its body in pieces as it comes."""

    status: int
    headers: Mapping[str, str]
    pieces: Iterator[bytes]


def _pieces(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """The body in pieces.

    Raises:
        http.client.IncompleteRead: less came than was promised.
    """
    promised = answer.length
    came = 0
    while piece := answer.read1(_PIECE) if answer.chunked else answer.read(_PIECE):
        came += len(piece)
        yield piece
    if promised is not None and came < promised:
        raise http.client.IncompleteRead(b"", promised - came)


class Wire:
    """Connections of one gathering, a few for each of its threads.  Close it after use."""

    def __init__(self) -> None:
        self.replay = rehearsal()
        self._mine = threading.local()
        self._all: list[_Connection] = []
        self._lock = threading.Lock()

    def _connection(self, url: SplitResult) -> _Connection:
        """This thread's connection to the host of an address: the one it has, or a new one."""
        port = url.port or (443 if url.scheme == "https" else 80)
        key = (url.scheme, url.hostname or "", port)
        if not hasattr(self._mine, "open"):
            self._mine.open = {}
        mine: dict[tuple[str, str, int], _Connection] = self._mine.open
        if (found := mine.pop(key, None)) is None:
            found = _Connection(*key, self.replay)
            with self._lock:
                self._all.append(found)
            while len(mine) >= _KEPT_OPEN:
                self._let_go(mine.pop(next(iter(mine))))
        mine[key] = found
        return found

    def _let_go(self, connection: _Connection) -> None:
        connection.close()
        with self._lock:
            self._all.remove(connection)

    @contextmanager
    def get(self, url: str, headers: Mapping[str, str], seconds: float) -> Iterator[Response]:
        """One GET; the answer's raw bytes are read within the ``with``, all within ``seconds``.

        Raises:
            Unreachable: no address or no connection.
            ForbiddenAddress: the name leads elsewhere than to the public internet.
            Overdue, TimeoutError: the time was over; also raised while the body is read.
            OSError, http.client.HTTPException: the connection broke, or spoke no HTTP.
        """
        _DEADLINE.at = time.monotonic() + seconds
        parts = urlsplit(quote(sent_to(url, self.replay), safe=_URL_SIGNS))
        connection = self._connection(parts)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        whole = False
        try:
            answer = self._asked(connection, target, headers)
            told = {name.lower(): value for name, value in answer.getheaders()}
            yield Response(answer.status, told, _pieces(answer))
            whole = answer.isclosed() or answer.length == 0
        finally:
            if not whole:
                connection.close()
                connection.used = False

    @staticmethod
    def _asked(connection: _Connection, target: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        """Send, and read the head; anew where the host had closed a connection that was kept open."""
        again = connection.used
        connection.used = True
        try:
            connection.request("GET", target, headers=dict(headers))
            return connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            connection.close()
            if not again:
                raise
        connection.request("GET", target, headers=dict(headers))
        return connection.getresponse()

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
