"""How a host is treated: its pace and our patience.  Sends nothing itself.

Pace is kept for the whole process, so two sources of one host do not double it; what a host refuses for now
(unreachable, throttled) is remembered for one gathering, and how long it wants to be left alone for as long.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jobmarket import __version__
from jobmarket.live.outcomes import What

ROBOT = "jobmarket"
LONGEST_PAUSE = 60.0
"""Seconds worth waiting for one request; a host that asks for more is left alone."""
LONGEST_REST = timedelta(days=1)
"""So long what a host asked for is remembered: one that says "years" by mistake is asked again tomorrow."""


def user_agent() -> str:
    """Who asks, and how to reach them: the person who gathers says so in ``JOBMARKET_CONTACT``."""
    contact = os.environ.get("JOBMARKET_CONTACT", "").strip() or "see the project's README"
    plain = "".join(sign for sign in contact if " " <= sign <= "~" and sign not in "()")
    return f"{ROBOT}/{__version__} (open job-market statistics; contact: {plain[:200]})"


class Clock:
    """Time as it is; tests bring their own."""

    def now(self) -> float:
        """Seconds on a clock that never goes back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class NoWaiting(Clock):
    """A rehearsal on this machine: waits that spare a real host are left out."""

    def sleep(self, seconds: float) -> None:
        """Do not wait."""


@dataclass(slots=True)
class Host:
    """One host's turns: ``hands`` requests in flight, ``pause`` seconds between their starts."""

    pause: float
    hands: int
    free_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)
    places: threading.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self.places = threading.Semaphore(self.hands)

    def slow_down(self, pause: float) -> None:
        """Leave at least so many seconds between requests from now on."""
        with self.lock:
            self.pause = max(self.pause, pause)

    def rest(self, until: float) -> None:
        """Leave the host alone until then (on the clock of :class:`Clock`)."""
        with self.lock:
            self.free_at = max(self.free_at, until)

    @contextmanager
    def turn(self, clock: Clock) -> Iterator[None]:
        """Wait for a place and for the pause to pass, then hold the place."""
        with self.places:
            with self.lock:
                start = max(clock.now(), self.free_at)
                self.free_at = start + self.pause
            if (wait := start - clock.now()) > 0:
                clock.sleep(wait)
            yield


_HOSTS: dict[str, Host] = {}
_HOSTS_LOCK = threading.Lock()


def host(name: str, pause: float, hands: int, clock: Clock) -> Host:
    """The host of that name, as slow as the slowest source that asks it says."""
    if type(clock) is not Clock:
        return Host(pause, hands)
    with _HOSTS_LOCK:
        found = _HOSTS.setdefault(name, Host(pause, hands))
    found.slow_down(pause)
    return found


_ENOUGH: dict[What, int] = {"unreachable": 3, "throttled": 2}
"""So many requests in a row that end so, and the host is left alone for the rest of the gathering."""


@dataclass(frozen=True, slots=True)
class Closed:
    """Why a host is not asked any more; ``until`` where it said how long it wants to be left alone."""

    what: What
    detail: str
    until: datetime | None = None


class Patience:
    """What a gathering may still ask of its hosts: retries left, hosts that are down or want rest.

    ``resting``: hosts that asked an earlier gathering to be left alone, and until when.
    """

    def __init__(self, retries: int, resting: Mapping[str, datetime]) -> None:
        self._retries = retries
        self._resting = dict(resting)
        self._lock = threading.Lock()
        self._in_a_row: dict[tuple[str, What], set[str]] = {}
        self._closed: dict[str, Closed] = {}

    def may_retry(self) -> bool:
        """Take one from the budget of retries."""
        with self._lock:
            self._retries -= 1
            return self._retries >= 0

    def ended(
        self, key: str, hostname: str, what: What, detail: str, *, rests: bool = False, until: datetime | None = None
    ) -> None:
        """Take notice of how a request to a host ended.

        A host with which no connection was made is not tried again; a domain with a host for each tenant
        once that was so for three of them.  A host that throttles two requests in a row through all
        retries is left alone, and so is one that asks for a long rest (``rests``, ``until`` then).
        """
        with self._lock:
            if rests:
                self._close(key, what, detail, until)
            if what not in _ENOUGH:
                self._in_a_row = {at: hosts for at, hosts in self._in_a_row.items() if at[0] != key}
                return
            row = self._in_a_row.setdefault((key, what), set())
            row.add(hostname if what == "unreachable" else f"{hostname} {len(row)}")
            enough = 1 if what == "unreachable" and key == hostname else _ENOUGH[what]
            if len(row) >= enough:
                self._close(key, what, detail)

    def _close(self, key: str, what: What, detail: str, until: datetime | None = None) -> None:
        said = f"not asked: the host was {what} before ({detail})"
        self._closed.setdefault(key, Closed(what, said, until))

    def closed(self, key: str) -> Closed | None:
        """Why a host, or the domain of many, is not asked any more; None while it is."""
        for hostname, until in self._resting.items():
            if f".{hostname}".endswith(f".{key}"):
                said = f"not asked: the host wants to be left alone until {until:%Y-%m-%d %H:%M} UTC"
                return Closed("throttled", said, until)
        with self._lock:
            return self._closed.get(key)
