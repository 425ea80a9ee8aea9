"""How an ask ended, and whether it is worth asking again.  Sends nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tenacity import RetryCallState, Retrying, retry_if_result, wait_exponential_jitter

from jobmarket.live.manners import LONGEST_PAUSE, Clock, Patience
from jobmarket.live.outcomes import What

ATTEMPTS = 4
UNREACHABLE_ATTEMPTS = 2
RETRIES = 40
"""Retries of one source in one gathering: a source in trouble is not asked four times as often."""
_BACKOFF = wait_exponential_jitter(initial=1, max=LONGEST_PAUSE, jitter=1)


@dataclass(frozen=True, slots=True)
class Answer:
    """How an ask ended: ``after`` are seconds the host asked to be left alone, ``rest_until`` when these end if
    they are too many to wait for; ``again``: worth a retry."""

    what: What
    detail: str
    status: int = 0
    etag: str | None = None
    modified: str | None = None
    received: int = 0
    after: float | None = None
    rest_until: datetime | None = None
    again: bool = False


def _last(state: RetryCallState) -> Answer:
    """How the attempt before ended."""
    assert state.outcome is not None
    found: Answer = state.outcome.result()
    return found


class Retries:
    """The attempts at each ask of one gathering of one source."""

    def __init__(self, clock: Clock, patience: Patience) -> None:
        self._clock, self._patience = clock, patience

    def ask(self, once: Callable[[], Answer]) -> Answer:
        """Try, and again with growing pauses where that may help and the budget allows it."""
        first = once()
        if not self._is_worth_it(first):
            return first
        said = iter([first])
        retrying = Retrying(
            stop=self._stops,
            wait=self._pause,
            sleep=self._clock.sleep,
            retry=retry_if_result(self._is_worth_it),
            retry_error_callback=_last,
        )
        found: Answer = retrying(lambda: next(said, None) or once())
        return found

    def _is_worth_it(self, answer: Answer) -> bool:
        long = answer.after is not None and answer.after > LONGEST_PAUSE and type(self._clock) is Clock
        return answer.again and not long

    def _stops(self, state: RetryCallState) -> bool:
        most = UNREACHABLE_ATTEMPTS if _last(state).what == "unreachable" else ATTEMPTS
        return state.attempt_number >= most or not self._patience.may_retry()

    @staticmethod
    def _pause(state: RetryCallState) -> float:
        return max(_BACKOFF(state), _last(state).after or 0.0)
