"""Fetches from live sources into snapshots: the only module that opens a socket.  Never parses an ad.

All manners stand here: an honest User-Agent, one request at a time a host with the declared pause between,
bounded retries that obey ``Retry-After``, redirects only within the host, a cap on bytes.  Each request
ends in exactly one outcome, and no outcome but ``fetched`` leaves a snapshot: a failure never looks like
an empty board.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Literal
from urllib.parse import urlsplit

import httpx

from jobmarket import __version__, snapshots
from jobmarket.catalog import shelf
from jobmarket.catalog.sources import Source
from jobmarket.errors import StateError
from jobmarket.home import Home
from jobmarket.progress import Progress

USER_AGENT = f"jobmarket/{__version__} (open job-market statistics; contact: see the project's README)"
LARGEST_ANSWER = 64 * 1024 * 1024
ATTEMPTS = 4
LONGEST_PAUSE = 60.0
OUTCOMES_FILE = "outcomes.jsonl"

What = Literal["fetched", "unknown-tenant", "throttled", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one request ended: ``fetched``, ``unknown-tenant`` (404, 410), ``throttled`` (429 until the
    retries ran out), ``refused`` (other 4xx, or a redirect elsewhere) or ``failed`` (5xx, network, size)."""

    source: str
    name: str
    url: str
    what: What
    detail: str
    seen_at: str


def _sent_to(url: str) -> str:
    """Where a request really goes: a rehearsal server, if ``JOBMARKET_REPLAY`` names one."""
    replay = os.environ.get("JOBMARKET_REPLAY")
    if not replay:
        return url
    parts = urlsplit(url)
    return f"{replay.rstrip('/')}/{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def _requests(source: Source, since: date | None) -> Iterator[tuple[str, str]]:
    """(name, URL) of everything to ask: the endpoint for every board of the source on the shelf."""
    endpoint = str(source.live["endpoint"])
    from_day = since.isoformat() if since else ""
    for board in shelf("boards").get(source.name, []):
        yield f"{board}.json", endpoint.format(board=board, since=from_day)


def _body(answer: httpx.Response) -> bytes:
    """The body, read no further than the cap.

    Only identity encoding is asked for, so the cap holds on what is decoded, too.
    """
    read = bytearray()
    for chunk in answer.iter_raw(65536):
        read += chunk
        if len(read) > LARGEST_ANSWER:
            raise httpx.DecodingError(f"more than {LARGEST_ANSWER:,} bytes", request=answer.request)
    return bytes(read)


def _pause(attempt: int, answer: httpx.Response | None) -> float:
    told = answer.headers.get("retry-after", "") if answer is not None else ""
    return min(float(told) if told.isdigit() else 2.0**attempt, LONGEST_PAUSE)


def _ask(client: httpx.Client, url: str) -> tuple[What, str, bytes]:
    """One request with its retries: (what happened, detail, body)."""
    ended: tuple[What, str] = ("failed", "no attempt made")
    for attempt in range(ATTEMPTS):
        answer: httpx.Response | None = None
        try:
            with client.stream("GET", _sent_to(url)) as answer:
                status = answer.status_code
                if status == 200:
                    return "fetched", "200", _body(answer)
                if status in (404, 410):
                    return "unknown-tenant", str(status), b""
                if status == 429:
                    ended = ("throttled", "429")
                elif status >= 500:
                    ended = ("failed", str(status))
                else:
                    return "refused", f"{status} {answer.headers.get('location', '')}".strip(), b""
        except httpx.HTTPError as error:
            ended = ("failed", f"{type(error).__name__}: {error}")
        if attempt + 1 < ATTEMPTS:
            # A rehearsal need not wait; a real host is given the time it asks for.
            time.sleep(0 if os.environ.get("JOBMARKET_REPLAY") else _pause(attempt, answer))
    return (*ended, b"")


def last_outcomes(home: Home, source: Source) -> list[Outcome]:
    """How the latest request for each name of a source ended, by name; empty where nothing was ever asked.

    Raises:
        StateError: a line of the record is damaged.
    """
    path = home.snapshots / source.name / OUTCOMES_FILE
    if not path.exists():
        return []
    last: dict[str, Outcome] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            outcome = Outcome(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise StateError(
                f"line {number} is no outcome", where=str(path), todo="remove that line"
            ) from error
        last[outcome.name] = outcome
    return [last[name] for name in sorted(last)]


def gather(home: Home, source: Source, *, since: date | None, progress: Progress) -> list[Outcome]:
    """Ask a live source for everything it has; what arrived is kept as snapshots.

    ``since`` narrows sources whose endpoint takes a date (``{since}``); boards have no such thing and are
    always asked whole.

    Returns:
        One outcome a request, also appended to ``outcomes.jsonl`` beside the snapshots.
    """
    asked = list(_requests(source, since))
    if since and "{since}" not in str(source.live["endpoint"]):
        progress.say(f"{source.name} cannot be asked by date: it is asked whole")
    pause = 0.0 if os.environ.get("JOBMARKET_REPLAY") else float(source.live.get("seconds_between", 1.0))
    outcomes: list[Outcome] = []
    headers = {"User-Agent": USER_AGENT, "Accept": "application/json", "Accept-Encoding": "identity"}
    with httpx.Client(headers=headers, timeout=30.0, follow_redirects=False, trust_env=False) as client:
        for name, url in progress.track(asked, f"gathering {source.name}", total=len(asked)):
            what, detail, body = _ask(client, url)
            now = datetime.now(UTC).replace(microsecond=0)
            if what == "fetched":
                snapshots.keep(home.snapshots, source.name, name, body, seen_at=now, url=url, status=200)
            outcomes.append(Outcome(source.name, name, url, what, detail, now.isoformat()))
            time.sleep(pause)
    folder = home.snapshots / source.name
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / OUTCOMES_FILE).open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(outcome)) + "\n" for outcome in outcomes)
    return outcomes
