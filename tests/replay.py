"""A server on 127.0.0.1 that speaks like the live interfaces, and misbehaves on request."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Answer:
    """What to answer: sent as it is.

    ``cut`` closes the connection after that many bytes; ``wait`` passes before anything is sent;
    ``pieces`` are sent one by one instead of ``body``, without saying how many, ``drip`` seconds apart.
    A ``tag`` is sent as ETag, and whoever shows it again is answered 304.
    """

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    wait: float = 0.0
    pieces: Iterable[bytes] | None = None
    drip: float = 0.0
    tag: str | None = None


Script = Callable[[str], Answer]


@dataclass
class Replay:
    """A running server: its address, and what was asked, in order: paths, headers, and when (start, end)."""

    url: str
    asked: list[tuple[str, dict[str, str]]]
    times: list[tuple[float, float]]
    sent: list[int]

    @property
    def paths(self) -> list[str]:
        """Paths asked, in order."""
        return [path for path, _ in self.asked]

    @property
    def most_at_once(self) -> int:
        """How many requests were being answered at once, at most."""
        events = sorted([(start, 1) for start, _ in self.times] + [(end, -1) for _, end in self.times])
        busy = most = 0
        for _, change in events:
            busy += change
            most = max(most, busy)
        return most


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together: two small packets would wait for each other
    disable_nagle_algorithm = True
    script: Script
    replay: Replay

    def do_GET(self) -> None:
        start = time.monotonic()
        asked = {name.lower(): value for name, value in self.headers.items()}
        self.replay.asked.append((self.path, asked))
        answer = self.script(self.path)
        time.sleep(answer.wait)
        with suppress(BrokenPipeError, ConnectionResetError):
            if answer.tag and asked.get("if-none-match") == answer.tag:
                answer = Answer(304, b"", {"ETag": answer.tag})
            elif answer.tag:
                answer.headers = {**answer.headers, "ETag": answer.tag}
            self._send(answer)
        self.replay.times.append((start, time.monotonic()))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.pieces is not None:
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.flush()
            for piece in answer.pieces:
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(answer.drip)
            return
        if answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        body = answer.body if answer.cut is None else answer.body[: answer.cut]
        self.wfile.write(b"" if answer.status in (204, 304) else body)
        self.wfile.flush()
        self.replay.sent.append(len(body))
        if answer.cut is not None:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Tests read answers, not logs."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: Any) -> None:
        """A client that leaves early is what some tests are about."""


@contextmanager
def replay(script: Script) -> Iterator[Replay]:
    """Serve what ``script`` says for each path (the original host is its first segment)."""
    running = Replay("", [], [], [])
    handler = type("Handler", (_Handler,), {"script": staticmethod(script), "replay": running})
    server = _Server(("127.0.0.1", 0), handler)
    running.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
