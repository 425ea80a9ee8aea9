"""Invents ads in the shape of real ones: employers, sources, months, reposts.  Plants no outcome.

Most employers have one opening and a few have dozens: the largest are given, the others follow Fisher's log-series
(1943) with the mean that is left.  An employer's openings lie within about a year of one another, and an opening
is advertised again in the months that follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import log1p, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from jobmarket.judge.evidence import Evidence
from jobmarket.simulation.shapes import SourceShape
from jobmarket.statistics.estimates import Codes, Flags, Floats, compact

AS_OF = date(2026, 6, 30)
MONTHS_OF_AN_EMPLOYER = 12.0
COUNTRIES = ("A", "B", "C", "D")


class NotPlanted(LookupError):
    """A measure asked for a condition that the simulation did not plant."""


@dataclass(frozen=True)
class Market:
    """Invented ads in order of date: one code or number an ad.

    ``source`` indexes ``names``; ``month`` counts from 1970 as ``day`` does; ``time`` is in years before
    ``AS_OF`` by calendar month.
    """

    names: tuple[str, ...]
    source: Codes
    employer: Codes
    opening: Codes
    month: Codes
    day: Codes
    chars: Floats

    @property
    def size(self) -> int:
        """Ads."""
        return int(self.source.size)

    @property
    def time(self) -> Floats:
        """Years before the last month, one an ad."""
        last = (AS_OF.year - 1970) * 12 + AS_OF.month - 1
        time: Floats = (self.month - last) / 12
        return time

    def uniforms(self, rng: np.random.Generator, rho: float) -> Floats:
        """One uniform number an ad, the same for all appearances of an opening.

        With probability √rho an opening speaks with its employer's voice (its number), else with its own, so
        flags ``uniforms < level`` have exactly the level and the correlation rho within an employer.
        """
        voice = rng.random(int(self.employer.max(initial=0)) + 1)
        openings = int(self.opening.max(initial=0)) + 1
        own, copies = rng.random(openings), rng.random(openings) < sqrt(rho)
        return np.where(copies[self.opening], voice[self.employer], own[self.opening])

    def noise(self, rng: np.random.Generator, rho: float) -> Floats:
        """One normal number an ad: variance 1, correlation rho within an employer."""
        voice = rng.standard_normal(int(self.employer.max(initial=0)) + 1)
        own = rng.standard_normal(int(self.opening.max(initial=0)) + 1)
        return sqrt(rho) * voice[self.employer] + sqrt(1 - rho) * own[self.opening]


@cache
def _log_series(mean: float) -> float:
    """The parameter of the log-series with that mean."""
    if mean <= 1.0005:
        return 1e-3
    return float(brentq(lambda p: -p / ((1 - p) * log1p(-p)) - mean, 1e-6, 1 - 1e-9))


def sizes(rng: np.random.Generator, openings: int, employers: int, heavy: Sequence[int]) -> Codes:
    """Openings of each employer, the ``heavy`` ones first; the others sum to about what is left."""
    top = np.asarray(heavy[:employers], dtype=np.int64)
    others = employers - top.size
    if others <= 0:
        return top
    mean = max(1.0, (openings - int(top.sum())) / others)
    rest = rng.logseries(_log_series(round(mean, 3)), others)
    return np.concatenate([top, np.minimum(rest, int(top.min(initial=1 << 30)))]).astype(np.int64)


def invent(rng: np.random.Generator, parts: Sequence[SourceShape]) -> Market:
    """A market of the given sources; each employer stands in one source."""
    last = (AS_OF.year - 1970) * 12 + AS_OF.month - 1
    found: list[tuple[Codes, Codes, Codes, Codes]] = []
    employers = openings = 0
    for code, part in enumerate(parts):
        each = sizes(rng, part.openings, part.employers, part.heavy)
        employer = np.repeat(np.arange(each.size), each)
        span = part.first - part.last + 1
        start = rng.integers(0, span, each.size)
        later = rng.exponential(min(MONTHS_OF_AN_EMPLOYER, span / 2), employer.size).astype(np.int64)
        begins = (start[employer] + later) % span
        appearances = 1 + rng.poisson(max(0.0, part.repeat - 1), employer.size)
        opening = np.repeat(np.arange(employer.size), appearances)
        again = np.arange(opening.size) - np.repeat(np.cumsum(appearances) - appearances, appearances)
        month = last - part.first + begins[opening] + again
        found.append(
            (
                np.full(opening.size, code),
                employer[opening] + employers,
                opening + openings,
                np.minimum(month, last - part.last),
            )
        )
        employers += each.size
        openings += employer.size
    source, employer, opening, month = (np.concatenate(columns) for columns in zip(*found, strict=True))
    first_days = (month.astype("datetime64[M]")).astype("datetime64[D]").astype(np.int64)
    day = first_days + rng.integers(0, 28, month.size)
    order = np.argsort(day, kind="stable")
    chars = np.exp(rng.normal(8.0, 0.6, openings))[opening]
    return Market(
        tuple(part.name for part in parts),
        source[order],
        employer[order],
        opening[order],
        month[order],
        day[order],
        chars[order],
    )


class Planted(Evidence):
    """Evidence whose conditions are answered by what was planted, never by a table.

    ``always``: conditions every ad meets (the population, who may speak).
    """

    def __init__(self, market: Market, always: Sequence[str], pay: Floats | None = None) -> None:
        self.market = market
        self.sources = np.asarray(market.names)
        self.source, self.employer, self.opening = market.source, market.employer, compact(market.opening)
        self.day, self.month = market.day, market.month
        self.year = market.month // 12 + 1970
        self.chars = market.chars
        self.pay = np.full(market.size, np.nan) if pay is None else pay
        self._flags = {text: np.packbits(np.ones(market.size, dtype=bool)) for text in always}
        self._counted = {}

    def plant(self, flags: Mapping[str, Flags]) -> None:
        """Answers to further conditions; a condition planted before is answered anew."""
        self._flags.update({text: np.packbits(said) for text, said in flags.items()})

    def prepare(self, conditions: Iterable[str]) -> None:
        """Nothing can be asked of a table here.

        Raises:
            NotPlanted: a condition was not planted.
        """
        missing = sorted(set(conditions) - set(self._flags))
        if missing:
            raise NotPlanted(f"not planted: {'; '.join(missing)}")

    def labels(self, expression: str) -> tuple[Codes, NDArray[np.str_]]:
        """Whatever is asked for (countries), an employer has one of four labels."""
        return self.employer % len(COUNTRIES), np.asarray(COUNTRIES)
