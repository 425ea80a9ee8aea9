"""How each request to a live source ended, written down as it ends.  Never asks anything.

One line a request in ``outcomes.jsonl`` beside the source's snapshots, with what the next run needs: when
it was answered, with which bytes, and the host's own validators of them.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from jobmarket import lines
from jobmarket.catalog.sources import Source
from jobmarket.errors import StateError
from jobmarket.home import Home

OUTCOMES_FILE = "outcomes.jsonl"
KEPT_DAYS = 90
"""A name that was not asked for so long no longer speaks of its source: its failures are dropped."""

What = Literal[
    "fetched", "unchanged", "empty", "unknown-tenant", "empty-or-unknown", "throttled", "refused",
    "unreachable", "failed", "too-large", "wrong-type", "repeated", "capped", "no-key", "fresh",
]  # fmt: skip
ANSWERED: frozenset[str] = frozenset({"fetched", "unchanged", "empty", "fresh"})
"""The source said what there is to say."""
MISSED: frozenset[str] = frozenset(
    {"throttled", "refused", "unreachable", "failed", "too-large", "wrong-type", "no-key"}
)
"""The source said nothing that counts: no request so ended tells whether an ad is still there."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one request ended.

    ``fetched`` (new bytes kept), ``unchanged`` (304, or the bytes that are kept), ``empty``,
    ``unknown-tenant``, ``empty-or-unknown`` (this host does not tell them apart), ``throttled`` (429 until
    the retries ran out), ``refused`` (robots.txt, reserved rights, other 4xx, a redirect elsewhere, a
    private address), ``unreachable`` (no address, no connection), ``failed`` (5xx, time, cut short),
    ``too-large``, ``wrong-type``, ``repeated`` (a page seen before), ``capped`` (more than the source
    gives), ``no-key``, ``fresh`` (not asked: younger than the source's cadence).

    ``seen_at`` is ISO 8601 (UTC).  ``sha256`` is of the bytes the answer stands for; ``etag`` and
    ``modified`` are the host's validators; ``mark`` is what the listing said of it; ``received`` counts
    bytes as they came over the wire; ``rest_until`` (ISO 8601, UTC) is how long the host wants to be left alone.
    """

    source: str
    name: str
    url: str
    what: What
    detail: str
    seen_at: str
    sha256: str | None = None
    etag: str | None = None
    modified: str | None = None
    mark: str | None = None
    received: int = 0
    rest_until: str | None = None

    @property
    def at(self) -> datetime:
        """When it ended."""
        return datetime.fromisoformat(self.seen_at)


_FIELDS = tuple(one.name for one in fields(Outcome))
_ALWAYS = frozenset({"source", "name", "url", "what", "detail", "seen_at"})


def _line(outcome: Outcome) -> str:
    row = {key: value for key in _FIELDS if (value := getattr(outcome, key)) or key in _ALWAYS}
    return json.dumps(row, ensure_ascii=False) + "\n"


def _read(path: Path) -> list[Outcome]:
    """All outcomes of a record; a last line cut short by a crash was never promised.

    Raises:
        StateError: another line is damaged.
    """
    if not path.exists():
        return []
    found: list[Outcome] = []
    told = path.read_text(encoding="utf-8", errors="replace").split("\n")
    for number, line in enumerate(told, start=1):
        if not line:
            continue
        try:
            row = json.loads(line)
            found.append(Outcome(**{key: row[key] for key in _FIELDS if key in row}))
        except (ValueError, TypeError) as error:
            if number == len(told):
                break
            raise StateError(
                f"line {number} is no outcome", where=str(path), todo="remove that line"
            ) from error
    return found


def _resting(known: list[Outcome], now: datetime) -> dict[str, datetime]:
    """The hosts that want to be left alone for longer than this, and until when."""
    asked: dict[str, datetime] = {}
    for one in known:
        if one.rest_until and (until := datetime.fromisoformat(one.rest_until)) > now:
            asked[urlsplit(one.url).hostname or ""] = until
    return asked


def _path(home: Home, source: Source) -> Path:
    return home.snapshots / source.name / OUTCOMES_FILE


def last_outcomes(home: Home, source: Source) -> list[Outcome]:
    """How the latest request for each name of a source ended, by name; empty where nothing was ever asked.

    Raises:
        StateError: a line of the record is damaged.
    """
    last = {outcome.name: outcome for outcome in _read(_path(home, source))}
    return [last[name] for name in sorted(last)]


def last_answered(home: Home, source: Source) -> datetime | None:
    """When a source last said what there is to say (UTC); None if it never did.

    Raises:
        StateError: a line of the record is damaged.
    """
    return max((one.at for one in _read(_path(home, source)) if one.what in ANSWERED), default=None)


class Record:
    """The outcomes of one source: what was answered before, and what is written down now.

    Lines are appended as requests end, so a run that is killed loses none; several threads may write.
    """

    def __init__(self, home: Home, source: Source, now: datetime) -> None:
        self._path = _path(home, source)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        known = _read(self._path)
        self.answered = {one.name: one for one in known if one.what in ANSWERED}
        self.resting = _resting(known, now)
        self._shorten(known, now)
        self._lock = threading.Lock()
        # Each line leaves at once, so a run that is killed has written down all it did.
        self._file = self._path.open("a", encoding="utf-8", buffering=1)

    def close(self) -> None:
        """Write no more."""
        self._file.close()

    def _shorten(self, known: list[Outcome], now: datetime) -> None:
        """Keep of each name how it ended last and what it answered last, if the file has grown by more."""
        last = {one.name: one for one in known}
        old = now - timedelta(days=KEPT_DAYS)
        kept = [
            one
            for one in known
            if one is self.answered.get(one.name) or (one is last[one.name] and one.at > old)
        ]
        ragged = self._path.exists() and not self._path.read_bytes().endswith(b"\n")
        if len(known) > 2 * len(kept) or ragged:
            lines.replace_file(self._path, "".join(map(_line, kept)).encode())

    def write(self, outcome: Outcome) -> None:
        """Write one down."""
        with self._lock:
            self._file.write(_line(outcome))
        if outcome.what in ANSWERED:
            self.answered[outcome.name] = outcome
