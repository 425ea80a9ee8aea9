"""What planters of outcomes work with: flags of given levels on invented ads.  Knows no rule by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from jobmarket.catalog.claims import Claim
from jobmarket.judge.engine import Inquiry
from jobmarket.simulation.market import Market, Planted
from jobmarket.simulation.shapes import Shape
from jobmarket.statistics.estimates import Codes, Flags, Floats, log_odds

# How far sources and years lie apart, in log odds; between the sources of the evidence it is about this.
SOURCES_APART, YEARS_APART = 0.5, 0.3


@dataclass(frozen=True)
class Stage:
    """What a planter works with: a claim's shape, invented ads, and the inquiry that will be put to them."""

    claim: Claim
    shape: Shape
    market: Market
    evidence: Planted
    inquiry: Inquiry
    rng: np.random.Generator

    def sql(self, **filters: object) -> str:
        """The condition the measure will ask for."""
        return self.inquiry.question.sql(filters)

    def tilt(self) -> Floats:
        """How far each ad's source lies off, in log odds."""
        return self.rng.normal(0.0, SOURCES_APART, len(self.market.names))[self.market.source]

    def years(self) -> Floats:
        """How far each ad's year lies off, in log odds."""
        year = self.evidence.year - int(self.evidence.year.min())
        return self.rng.normal(0.0, YEARS_APART, int(year.max()) + 1)[year]

    def flags(self, logit: Floats | float, rho: float | None = None) -> Flags:
        """Flags at the given log odds an ad, correlated within employers."""
        level = expit(np.broadcast_to(logit, self.market.size))
        drawn: Flags = self.market.uniforms(self.rng, self.shape.rho if rho is None else rho) < level
        return drawn

    def kinds(self, parts: Sequence[float], rho: float = 0.3) -> Codes:
        """One of several kinds an ad, with these frequencies."""
        codes = np.searchsorted(np.cumsum(parts)[:-1], self.market.uniforms(self.rng, rho))
        return codes.astype(np.int64)

    def group(self) -> Flags:
        """The rule's group and what it stands against, of unlike sources; planted and returned."""
        inside = self.flags(log_odds(min(0.95, max(0.05, self.shape.group))) + self.tilt(), 0.5)
        rule = self.claim.rule
        planted = {self.sql(**rule["group"]): inside}
        if "against" in rule:
            planted[self.sql(**rule["against"])] = ~inside
        self.evidence.plant(planted)
        return inside

    def exact(self, plant: Callable[[Flags], None], level: float) -> None:
        """Plant flags whose mean level over the ads that will be judged is ``level``, sources lying apart.

        Which ads are judged depends on their number alone, so it can be seen before their outcome is drawn.
        """
        plant(np.ones(self.market.size, dtype=bool))
        sample = self.inquiry.decide().sample
        assert sample is not None
        tilt = self.tilt()
        here, middle = tilt[sample.index], log_odds(level)
        for _ in range(20):
            levels = expit(middle + here)
            middle -= float((levels.mean() - level) / (levels * (1 - levels)).mean())
        plant(self.flags(middle + tilt))
