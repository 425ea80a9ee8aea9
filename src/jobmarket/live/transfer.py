"""One answer, by all the manners: turns, retries, redirects within the declared hosts, bounded decoding.

Says how it ended; never reads what came beyond telling JSON from HTML and a whole body from a torn one.
"""

from __future__ import annotations

import fnmatch
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from jobmarket.catalog.live import Live, pace_key
from jobmarket.live.bodies import (
    BEGINNING,
    PIECE,
    RESERVED,
    TooLarge,
    Torn,
    decoded,
    kind_of,
    retry_after,
    wanted_kind,
)
from jobmarket.live.manners import (
    LONGEST_PAUSE,
    LONGEST_REST,
    Clock,
    Host,
    Patience,
    host,
    user_agent,
)
from jobmarket.live.outcomes import MISSED
from jobmarket.live.plan import Ask
from jobmarket.live.retries import RETRIES, Answer, Retries
from jobmarket.live.robots import Robots
from jobmarket.live.wire import (
    BROKEN,
    REDIRECT,
    REDIRECTS,
    ForbiddenAddress,
    Overdue,
    Response,
    Unreachable,
    Wire,
)
from jobmarket.snapshots import Arrival

_PASSING = frozenset({408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524})


def _pace_key(ask: Ask) -> str:
    return pace_key(ask.template, ask.url)


class Transfer:
    """Asks for one gathering of one source; its threads share it.  Close it after use.

    ``resting``: hosts that want to be left alone, and until when.
    """

    def __init__(self, live: Live, clock: Clock, key: str | None, resting: Mapping[str, datetime]) -> None:
        self.live, self.clock = live, clock
        self.hands = max(live.concurrency, live.otherwise.concurrency if live.otherwise else 1)
        self._wire = Wire()
        self._key = key
        self._agent = user_agent()
        self._patience = Patience(RETRIES, resting)
        self._retries = Retries(clock, self._patience)
        self._robots = Robots(self._wire, self._agent, self._retries)
        self._hosts: dict[str, Host] = {}

    def close(self) -> None:
        """Close all connections."""
        self._wire.close()

    def rest(self, ask: Ask, seconds: float) -> None:
        """Leave the host of an ask alone for so long."""
        self._host(ask).rest(self.clock.now() + seconds)

    def _host(self, ask: Ask) -> Host:
        key = _pace_key(ask)
        if (found := self._hosts.get(key)) is None:
            made = host(key, ask.live.seconds_between, ask.live.concurrency, self.clock)
            found = self._hosts.setdefault(key, made)
        return found

    def _headers(self, ask: Ask, etag: str | None, modified: str | None) -> dict[str, str]:
        headers = {
            "User-Agent": self._agent,
            "Accept": ask.live.accept,
            "Accept-Encoding": "gzip, identity;q=0.5",
            **ask.live.headers,
        }
        if self._key:
            name = self.live.key_header
            headers[name] = f"Bearer {self._key}" if name == "Authorization" else self._key
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        return headers

    def _may_go(self, ask: Ask, url: str) -> str | None:
        """Why a redirect may not be followed, or an address not be asked; None if it may."""
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.username or parts.port not in (None, 443):
            return "not plain https"
        if parts.hostname == ask.chain.host:
            return None
        declared = urlsplit(ask.template).netloc
        hosts = [*ask.live.also_hosts, *([] if "{" in declared else [declared])]
        if not any(fnmatch.fnmatchcase(parts.hostname or "", host) for host in hosts if host):
            return "another host"
        return None

    def ask(self, ask: Ask, arrival: Arrival, etag: str | None, modified: str | None) -> Answer:
        """Ask, and again where that may help; what came is in ``arrival``."""
        key = _pace_key(ask)
        if (reason := self._may_go(ask, ask.url)) is not None:
            return Answer("refused", f"{reason}: {urlsplit(ask.url).netloc}")
        if (shut := self._patience.closed(key)) is not None:
            return Answer(shut.what, shut.detail, rest_until=shut.until)
        if ask.live.robots:
            rules = self._robots.rules(ask.url)
            if (reason := rules.refuses(ask.url)) is not None:
                return Answer("unreachable" if rules.down else "refused", reason)
            self._host(ask).slow_down(rules.crawl_delay)
        headers = self._headers(ask, etag, modified)
        ended = self._retries.ask(lambda: self._follow(ask, headers, arrival))
        hostname = urlsplit(ask.url).hostname or ""
        rests = ended.what in MISSED and (ended.after or 0.0) > LONGEST_PAUSE
        if rests and type(self.clock) is Clock:
            rest = min(timedelta(seconds=ended.after or 0.0), LONGEST_REST)
            ended = replace(ended, rest_until=datetime.now(UTC) + rest)
        self._patience.ended(key, hostname, ended.what, ended.detail, rests=rests, until=ended.rest_until)
        return ended

    def _follow(self, ask: Ask, headers: Mapping[str, str], arrival: Arrival) -> Answer:
        """One attempt with its redirects: each is to an allowed host, whose addresses are checked again."""
        url, sent = ask.url, dict(headers)
        for _ in range(REDIRECTS + 1):
            arrival.restart()
            with self._host(ask).turn(self.clock):
                answer, location = self._once(ask, url, sent, arrival)
            if location is None:
                return answer
            onward = urljoin(url, location)
            if (reason := self._may_go(ask, onward)) is not None:
                return Answer("refused", f"{answer.status} to {reason}: {onward[:200]}", answer.status)
            if ask.live.robots and (reason := self._robots.rules(onward).refuses(onward)):
                return Answer("refused", reason, answer.status)
            if urlsplit(onward).hostname != urlsplit(url).hostname:
                sent.pop(self.live.key_header, None)  # a secret is for the host it was given for
            url = onward
        return Answer("refused", f"more than {REDIRECTS} redirects")

    def _once(
        self, ask: Ask, url: str, headers: Mapping[str, str], arrival: Arrival
    ) -> tuple[Answer, str | None]:
        try:
            with self._wire.get(url, headers, ask.live.seconds) as response:
                told = response.headers
                if response.status in REDIRECT and told.get("location"):
                    return Answer("refused", "", response.status), told["location"]
                return self._taken(ask, response, told, arrival), None
        except Unreachable as error:
            return Answer("unreachable", str(error)[:200], again=True), None
        except ForbiddenAddress as error:
            return Answer("refused", str(error)[:200]), None
        except (Overdue, TimeoutError):
            return Answer("failed", f"not answered within {ask.live.seconds:g} seconds", again=True), None
        except ssl.SSLCertVerificationError as error:
            return Answer("refused", str(error)[:200]), None
        except ssl.SSLError as error:
            return Answer("unreachable", str(error)[:200], again=True), None
        except (OSError, *BROKEN) as error:
            return Answer("failed", f"{type(error).__name__}: {error}"[:200], again=True), None

    def _taken(self, ask: Ask, response: Response, told: Mapping[str, str], arrival: Arrival) -> Answer:
        """What an answer that is no redirect comes to."""
        status = response.status
        rest = told.get("retry-after")
        after = retry_after(rest, datetime.now(UTC)) if rest else None
        plain = Answer(
            "fetched", str(status), status, told.get("etag"), told.get("last-modified"), after=after
        )
        if status == 304:
            return replace(plain, what="unchanged")
        if status == 204:
            return replace(plain, what="empty")
        if status in ask.live.unknown.status:
            if ask.each is not None:
                return replace(plain, what="empty", detail=f"{status}: the ad is gone")
            return replace(plain, what="unknown-tenant")
        spent = told.get("x-ratelimit-remaining") == "0" or told.get("ratelimit-remaining") == "0"
        if status == 429 or (status == 403 and (spent or after is not None)):
            return replace(plain, what="throttled", again=True)
        if status in _PASSING or status >= 500:
            return replace(plain, what="failed", again=True)
        if status != 200:
            return replace(plain, what="refused")
        if ask.live.robots and told.get("tdm-reservation", "").strip() == "1":
            return replace(plain, what="refused", detail="rights reserved (tdm-reservation)")
        return self._body(ask, response, told, arrival, plain)

    def _body(
        self,
        ask: Ask,
        response: Response,
        told: Mapping[str, str],
        arrival: Arrival,
        plain: Answer,
    ) -> Answer:
        largest = int(ask.live.largest_mb * 1_000_000)
        received = 0

        def raw() -> Iterator[bytes]:
            nonlocal received
            for piece in response.pieces:
                received += len(piece)
                if received > largest:
                    raise TooLarge
                yield piece

        try:
            for piece in decoded(raw(), told.get("content-encoding", "").strip().lower()):
                arrival.write(piece)
                if arrival.size > largest:
                    raise TooLarge
        except TooLarge:
            return replace(plain, what="too-large", detail=f"more than {largest:,} bytes", received=received)
        except Torn as error:
            return replace(plain, what="failed", detail=str(error), received=received, again=True)
        plain = replace(plain, received=received)
        return self._judged(ask, told.get("content-type", "").lower(), arrival, plain)

    def _judged(self, ask: Ask, content_type: str, arrival: Arrival, plain: Answer) -> Answer:
        """A whole body: whether it is of the kind that was asked for, and may be used."""
        start = arrival.content(BEGINNING)
        kind, wanted = kind_of(start, content_type), wanted_kind(ask.live.accept)
        if ask.live.robots and kind == "html" and RESERVED.search(arrival.content(PIECE)):
            return replace(plain, what="refused", detail="rights reserved (tdm-reservation)")
        if not arrival.ending():
            return replace(plain, what="empty", detail="200 without a body")
        if wanted in ("json", "xml", "csv") and kind == "html":
            return replace(plain, what="wrong-type", detail=f"HTML where {wanted.upper()} was due")
        if wanted == "json" and kind != "json":
            return replace(plain, what="wrong-type", detail=f"no JSON ({content_type[:40] or 'no type'})")
        if wanted == "json" and arrival.ending()[-1:] not in (b"}", b"]"):
            return replace(plain, what="failed", detail="JSON cut short", again=True)
        return plain
