"""Everything a live source has to say, asked in order and kept.  Decides what is asked, and what follows.

A run that is cut off is taken up where it ended: what was answered within the source's cadence is not asked
again but read from what is kept, as far as it leads on.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from jobmarket import snapshots
from jobmarket.catalog.live import Live
from jobmarket.catalog.sources import Source
from jobmarket.errors import ReadError
from jobmarket.home import Home
from jobmarket.live import plan
from jobmarket.live.crew import Crew
from jobmarket.live.listing import LARGEST_PAGE, Listing, at, listing, parsed
from jobmarket.live.manners import Clock
from jobmarket.live.outcomes import Outcome, Record, What
from jobmarket.live.plan import Ask
from jobmarket.live.retries import Answer
from jobmarket.live.transfer import Transfer
from jobmarket.progress import SECONDS_BETWEEN_LINES, Progress
from jobmarket.records import Snapshot
from jobmarket.snapshots import Arrival

_SMALL = 65_536
"""Bytes of an answer that could still be an empty list: a larger one is never looked into."""
TOGETHER = 64
"""So many snapshots are seen on the disk at a time; a loss of power costs no more than asking again."""


def now() -> datetime:
    """The time, to the second (UTC)."""
    return datetime.now(UTC).replace(microsecond=0)


class Gathering:
    """One gathering of one source; its threads share it."""

    def __init__(
        self,
        home: Home,
        source: Source,
        live: Live,
        since: date | None,
        *,
        again: bool,
        clock: Clock,
        progress: Progress,
    ) -> None:
        self._root, self._source, self._live = home.snapshots, source, live
        self._since, self._again = since, again
        self._record = Record(home, source, now())
        self._key = os.environ.get(live.key) if live.key else None
        self._transfer = Transfer(live, clock, self._key, self._record.resting)
        self._lock = threading.Lock()
        self._progress, self._said_at = progress, time.monotonic()
        self._forgotten = snapshots.forgotten_names(self._root, source.name)
        self._unsettled: list[Snapshot] = []
        self.outcomes: list[Outcome] = []

    def run(self) -> None:
        """Ask for everything, first what is newest."""
        first = plan.first_asks(self._source, self._live, self._since, now().date())
        try:
            if self._live.key and not self._key and not self._live.key_optional:
                self._tell("", "", "no-key", f"set {self._live.key}")
                return
            Crew(first, self._do, self._transfer.hands).run()
        finally:
            self._transfer.close()
            self._settle([], all_of_it=True)
            self._record.close()

    def _tell(
        self, name: str, url: str, what: What, detail: str, answer: Answer | None = None, **more: str | None
    ) -> None:
        """Write an outcome down; a ``fresh`` one is only told, for nothing was asked."""
        outcome = Outcome(
            self._source.name,
            name,
            url,
            what,
            detail,
            now().isoformat(),
            etag=answer.etag if answer else None,
            modified=answer.modified if answer else None,
            received=answer.received if answer else 0,
            rest_until=answer.rest_until.isoformat(timespec="seconds") if answer and answer.rest_until else None,
            **more,
        )
        if what != "fresh":
            self._record.write(outcome)
        with self._lock:
            self.outcomes.append(outcome)
            number, late = len(self.outcomes), time.monotonic() - self._said_at > SECONDS_BETWEEN_LINES
            if late:
                self._said_at = time.monotonic()
        if late:
            self._progress.say(f"{self._source.name}: {number:,} requests")

    def _do(self, ask: Ask) -> Iterable[Ask]:
        """One ask to its end; what is to be asked next."""
        if ask.name in self._forgotten:
            return ()
        before = self._record.answered.get(ask.name)
        held = self._held(before)
        if before is not None and self._is_settled(ask, before):
            if ask.until is None or before.at.date() < ask.until:
                self._tell(ask.name, ask.url, "fresh", f"answered {before.seen_at}")
            return self._onward_from(ask, held)
        with Arrival(self._root, self._source.name) as arrival:
            known = before if before is not None and held is not None and before.url == ask.url else None
            answer = self._transfer.ask(
                ask, arrival, known.etag if known else None, known.modified if known else None
            )
            return self._taken(ask, answer, arrival, held)

    def _held(self, before: Outcome | None) -> Snapshot | None:
        """What is kept of an earlier answer: its own bytes, or what stands in their place."""
        if before is None or before.sha256 is None:
            return None
        name = self._source.name
        return snapshots.content(self._root, name, before.name, before.sha256) or snapshots.latest(
            self._root, name, before.name
        )

    def _is_settled(self, ask: Ask, before: Outcome) -> bool:
        """Whether an earlier answer need not be asked for again: still fresh, or of a period that is over."""
        if ask.each is not None and ask.each.new_only:
            return before.mark == ask.mark
        if ask.until is not None and before.at.date() >= ask.until:
            return True
        # An answer of the future was told by a clock that has been set since: it keeps nobody from asking.
        age = now() - before.at
        return not self._again and timedelta() <= age < timedelta(hours=self._live.every_hours)

    def _taken(self, ask: Ask, answer: Answer, arrival: Arrival, held: Snapshot | None) -> Iterable[Ask]:
        """Keep an answer, say how it ended, and go on from it."""
        if answer.what == "unchanged" and held is not None:
            snapshots.saw_again(self._root, self._source.name, [held], now())
            before = self._record.answered[ask.name]
            answer = Answer("unchanged", answer.detail, answer.status, answer.etag or before.etag,
                            answer.modified or before.modified, answer.received)  # fmt: skip
            self._tell(
                ask.name, ask.url, "unchanged", answer.detail, answer, sha256=before.sha256, mark=ask.mark
            )
            return self._onward_from(ask, held)
        if answer.what == "empty" and not arrival.size:
            self._tell(ask.name, ask.url, "empty", answer.detail, answer, mark=ask.mark)
            return ()
        if answer.what != "fetched":
            self._tell(ask.name, ask.url, answer.what, answer.detail, answer)
            return self._otherwise(ask, answer.what)
        return self._fetched(ask, answer, arrival, held)

    def _fetched(self, ask: Ask, answer: Answer, arrival: Arrival, held: Snapshot | None) -> Iterable[Ask]:
        name, sha256 = self._source.name, arrival.sha256
        try:
            listed = self._listing(ask, arrival.content(LARGEST_PAGE + 1)) if self._leads_on(ask) else None
        except ReadError as error:
            self._tell(ask.name, ask.url, "wrong-type", error.what, answer)
            return self._otherwise(ask, "wrong-type")
        what, detail = self._found(ask, arrival, listed)
        if what == "empty-or-unknown":
            self._tell(ask.name, ask.url, what, detail, answer)
            return self._otherwise(ask, what)
        if listed is not None and ask.each is None and plan.repeats(ask.chain, listed):
            self._tell(ask.name, ask.url, "repeated", "this page lists what an earlier page did", answer)
            return ()
        if held is not None and sha256 == self._record.answered[ask.name].sha256:
            snapshots.saw_again(self._root, name, [held], now())
            what, detail = "unchanged", "the same bytes"
        else:
            kept = arrival.keep(ask.name, seen_at=now(), url=ask.url, status=answer.status, settled=False)
            self._settle([kept])
            if kept.seen_at < now():
                snapshots.saw_again(self._root, name, [kept], now())
        self._tell(ask.name, ask.url, what, detail, answer, sha256=sha256, mark=ask.mark)
        self._back_off(ask, arrival)
        return self._onward(ask, listed) if listed is not None else ()

    def _settle(self, kept: list[Snapshot], *, all_of_it: bool = False) -> None:
        """See what was kept on the disk, many at a time."""
        with self._lock:
            self._unsettled += kept
            ready = self._unsettled if all_of_it or len(self._unsettled) >= TOGETHER else []
            if ready:
                self._unsettled = []
        snapshots.settle(self._root, ready)

    def _found(self, ask: Ask, arrival: Arrival, listed: Listing | None) -> tuple[What, str]:
        """Whether an answer holds anything: ``fetched``, ``empty``, or not to be told from an unknown tenant."""
        first = ask.each is None and ask.chain.pages == 1
        if ask.live.unknown.empty is not None and first and arrival.size <= _SMALL:
            path = ask.live.unknown.empty
            try:
                found = at(parsed(arrival.content(), path), path)
            except ReadError as error:
                return "fetched", error.what
            if not found:
                return "empty-or-unknown", f"{path or 'the list'} is empty"
        if listed is not None and ask.each is None and not listed.items and not listed.pages:
            return "empty", "nothing listed"
        return "fetched", "200"

    def _leads_on(self, ask: Ask) -> bool:
        """Whether an answer is read for what it lists."""
        if ask.each is not None:
            return ask.each.each is not None
        return ask.live.next is not None or ask.live.each is not None

    def _listing(self, ask: Ask, data: bytes) -> Listing:
        """What an answer lists for the requests that follow.

        Raises:
            ReadError: it is not as declared.
        """
        further = ask.each.each if ask.each else ask.live.each
        path = further.items if further is not None else None
        if path is None and ask.each is None and ask.live.next is not None:
            path = ask.live.next.items
        data = snapshots.decode(data, largest=LARGEST_PAGE)
        if path is None:
            return Listing((), parsed(data, ""))
        return listing(data, path)

    def _onward_from(self, ask: Ask, held: Snapshot | None) -> Iterable[Ask]:
        """What follows from an answer that is kept."""
        if held is None or not self._leads_on(ask):
            return ()
        try:
            listed = self._listing(ask, snapshots.read(self._root, held))
        except ReadError:
            return ()  # the reader of ads says what is wrong with the file
        if ask.each is None and plan.repeats(ask.chain, listed):
            return ()
        return self._onward(ask, listed)

    def _onward(self, ask: Ask, listed: Listing) -> list[Ask]:
        """Every request that follows from what an answer lists: items that are not kept, and the next page."""
        further = ask.each.each if ask.each else ask.live.each
        asks = plan.sub_pages(ask, listed)
        if further is not None:
            asks += self._new(plan.item_asks(ask, further, listed))
        onward = plan.next_ask(ask, listed)
        if isinstance(onward, str):
            self._tell(f"{ask.name} (the rest)", ask.url, "capped", onward)
        elif onward is not None:
            asks.append(onward)
        return asks

    def _new(self, asks: Iterable[Ask]) -> Iterator[Ask]:
        """Those that must be asked; the ads of the others were seen again, for they are listed."""
        again = []
        for ask in asks:
            before = self._record.answered.get(ask.name)
            if before is None or not self._is_settled(ask, before):
                yield ask
            elif (held := self._held(before)) is not None:
                again.append(held)
                if self._leads_on(ask):
                    yield ask
        snapshots.saw_again(self._root, self._source.name, again, now())

    def _otherwise(self, ask: Ask, what: str) -> list[Ask]:
        """The other way to ask the same, where there is one and this is a case for it; once a chain."""
        other = ask.live.otherwise
        if other is None or what not in ask.live.when:
            return []
        with self._lock:
            if ask.chain.fell_back:
                return []
            ask.chain.fell_back = True
        return [plan.first_ask(other, ask.words)]

    def _back_off(self, ask: Ask, arrival: Arrival) -> None:
        """Leave the host alone for as long as its answer says."""
        if ask.live.backoff is None or arrival.size > _SMALL:
            return
        try:
            seconds = at(parsed(arrival.content(), ""), ask.live.backoff)
        except ReadError:
            return
        if isinstance(seconds, int | float) and seconds > 0:
            self._transfer.rest(ask, float(seconds))
