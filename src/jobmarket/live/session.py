"""One gathering of one source, from its declaration to what is kept and told.  Sends nothing itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from jobmarket import snapshots
from jobmarket.catalog.live import Live
from jobmarket.catalog.sources import Source
from jobmarket.errors import UsageError
from jobmarket.home import Home
from jobmarket.live import gathering
from jobmarket.live.gathering import Gathering
from jobmarket.live.manners import Clock, NoWaiting
from jobmarket.live.outcomes import ANSWERED, Outcome
from jobmarket.live.wire import rehearsal
from jobmarket.progress import Progress


def gather(
    home: Home,
    source: Source,
    *,
    since: date | None,
    progress: Progress,
    again: bool = False,
    clock: Clock | None = None,
) -> list[Outcome]:
    """Ask a live source for everything it has; what arrived is kept as snapshots.

    ``since`` narrows sources that can be asked by date.  ``again`` asks even for what is younger than the
    source's cadence.  ``clock`` tells the time that hosts are spared; without one, a rehearsal
    (``JOBMARKET_REPLAY``) does not wait and everything else does.

    Returns:
        One outcome a request, and one ``fresh`` for each that was not made because it was answered just
        before; requests for ads that are kept, and for periods that are over, are passed over in silence.

    Raises:
        UsageError: the source is no live source, or the rehearsal is not on this machine.
        StateError: the record of earlier outcomes is damaged.
    """
    live = source.live
    if live is None:
        raise UsageError(f"{source.name} is no live source", where="gather")
    if since and live.from_ is None:
        progress.say(f"{source.name} cannot be asked by date: it is asked whole")
    clock = clock or (NoWaiting() if rehearsal() else Clock())
    asked = Gathering(home, source, live, since, again=again, clock=clock, progress=progress)
    asked.run()
    _expire(home, source, live)
    counts = Counter(outcome.what for outcome in asked.outcomes)
    said = ", ".join(f"{number:,} {what}" for what, number in sorted(counts.items()))
    progress.say(f"{source.name}: {said or 'nothing to ask'}")
    return asked.outcomes


def _expire(home: Home, source: Source, live: Live) -> None:
    """Remove what was last seen longer ago than the source's retention; nothing where it declares none."""
    if live.retention_days is None:
        return
    today = gathering.now()
    for (name, sha256), seen in snapshots.last_seen(home.snapshots, source.name).items():
        if today - seen > timedelta(days=live.retention_days):
            old = snapshots.content(home.snapshots, source.name, name, sha256)
            if old is not None:
                snapshots.forget(home.snapshots, old, when=today)


def succeeded(outcomes: Iterable[Outcome]) -> bool:
    """Whether a source said anything that counts; true where nothing was to be asked."""
    ended = {outcome.what for outcome in outcomes}
    return not ended or bool(ended & (ANSWERED | {"unknown-tenant", "empty-or-unknown", "no-key"}))
