"""What a host's robots.txt says to us (RFC 9309): asked for once a gathering, then obeyed."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from protego import Protego

from jobmarket.live.manners import ROBOT
from jobmarket.live.retries import Answer, Retries
from jobmarket.live.wire import (
    BROKEN,
    REDIRECT,
    REDIRECTS,
    ForbiddenAddress,
    Overdue,
    Unreachable,
    Wire,
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt says to us; ``refusal`` where the host did not say, ``down`` where it was
    not even reached."""

    robots: Protego | None = None
    refusal: str | None = None
    down: bool = False

    def refuses(self, url: str) -> str | None:
        """Why we may not ask for an address; None if we may."""
        if self.refusal:
            return self.refusal
        if self.robots is not None and not self.robots.can_fetch(url, ROBOT):
            return "robots.txt"
        return None

    @property
    def crawl_delay(self) -> float:
        """Seconds it wants between requests."""
        found = self.robots.crawl_delay(ROBOT) if self.robots else None
        return float(found or 0.0)


def read_robots(status: int, body: bytes) -> Rules:
    """The rules an answer to ``/robots.txt`` sets (RFC 9309: none at all if there is no such file,
    everything forbidden while the host is in trouble)."""
    if 200 <= status < 300:
        return Rules(Protego.parse(body.decode("utf-8", "replace")))
    if 400 <= status < 500 and status != 429:
        return Rules()
    return Rules(refusal=f"robots.txt could not be read ({status})")


class Robots:
    """The robots.txt of every host asked, each read once a gathering."""

    def __init__(self, wire: Wire, agent: str, retries: Retries) -> None:
        self._wire, self._agent, self._retries = wire, agent, retries
        self._lock = threading.Lock()
        self._known: dict[str, Rules] = {}

    def rules(self, url: str) -> Rules:
        """What the host of an address says."""
        origin = f"https://{urlsplit(url).netloc}"
        with self._lock:
            if origin not in self._known:
                self._known[origin] = self._ask(f"{origin}/robots.txt")
            return self._known[origin]

    def _ask(self, url: str) -> Rules:
        """A host's robots.txt, asked for once, with as much patience as anything else.

        Its redirects may lead to any public host (RFC 9309): only rules come from there.
        """
        found: list[Rules] = []
        at = [url]

        def once() -> Answer:
            body = bytearray()
            try:
                with self._wire.get(at[-1], {"User-Agent": self._agent}, 30.0) as response:
                    onward = urljoin(at[-1], response.headers.get("location", ""))
                    if (
                        response.status in REDIRECT
                        and onward.startswith("https://")
                        and len(at) <= REDIRECTS
                    ):
                        at.append(onward)
                        return once()
                    for piece in response.pieces:
                        body += piece
                        if len(body) > 512_000:
                            break
                    found.append(read_robots(response.status, bytes(body)))
                    again = response.status >= 500 or response.status == 429
                    return Answer("failed", str(response.status), response.status, again=again)
            except (Unreachable, Overdue, ForbiddenAddress, OSError, *BROKEN) as error:
                said = f"robots.txt could not be read ({error or type(error).__name__})"
                found.append(Rules(refusal=said, down=isinstance(error, Unreachable)))
                return Answer("unreachable", str(error)[:200], again=not isinstance(error, ForbiddenAddress))

        self._retries.ask(once)
        return found[-1]
