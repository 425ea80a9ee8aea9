"""How large the invented evidence of a claim is: as the real one, and enough to be judged.  Invents nothing."""

from __future__ import annotations

from dataclasses import replace

from jobmarket.catalog.claims import Claim
from jobmarket.simulation.shapes import Shape, SourceShape, monthly

# Larger evidence is thinned: it would take longer and tell less of what can go wrong.
MOST_ADS = 3_000
ALL_MONTHS = 155
# A claim below its minimum is lifted this far above it, so that it is judged at all.
LIFT = 1.5
HEAVIEST_PART = 0.3
RARE_EVENTS = 50


def at_work(shape: Shape, claim: Claim) -> Shape:
    """The shape a scene is invented from: at least the minimum, a window further than decided, at most 3,000 ads."""
    shape = _widened(_lifted(shape, claim), claim)
    ads = sum(part.openings * part.repeat for part in shape.sources)
    factor = min(1.0, MOST_ADS / ads)
    event = shape.event
    if monthly(claim) and event < 0.5:
        # As many events as there were, and enough of them that some twelve employers stand behind them.
        event = min(0.5, max(event / factor, RARE_EVENTS / (ads * factor)))
    return replace(scaled(shape, factor), event=event)


def _lifted(shape: Shape, claim: Claim) -> Shape:
    if not shape.short:
        return shape
    if not shape.sources:
        shape = replace(shape, sources=(SourceShape("alone", 40, 30, (3,), 1.0, shape.months - 1, 0),))
    least = claim.minimum
    ads = sum(part.openings * part.repeat for part in shape.sources)
    employers = sum(part.employers for part in shape.sources)
    part = min(shape.group, 1 - shape.group) if "group" in claim.rule else 1.0
    if 0.0 < part < 0.1 or shape.group in (0.0, 1.0):
        part = 0.3 if "group" in claim.rule else 1.0
        shape = replace(shape, group=part)
    need = [
        least.ads / ads,
        least.priced / ads,
        least.group_ads / (ads * part),
        least.employers / (employers * part),
    ]
    shape = scaled(shape, max(1.0, LIFT * max(need)))
    total = sum(item.openings for item in shape.sources)
    most = max(1, int(HEAVIEST_PART * total))
    return replace(
        shape,
        sources=tuple(
            replace(item, heavy=tuple(min(size, most) for size in item.heavy)) for item in shape.sources
        ),
    )


def _widened(shape: Shape, claim: Claim) -> Shape:
    """Ads of the next wider window too, at the same rate, so that widening can happen as in earnest."""
    further = sorted(months or ALL_MONTHS for months in claim.window.widen)
    wider = next((months for months in further if months > shape.months + 1), None)
    if wider is None or shape.months == 0:
        return shape
    parts = []
    for part in shape.sources:
        if part.first >= shape.months - 3:
            factor = (wider - part.last) / (part.first - part.last + 1)
            part = replace(
                part,
                openings=round(part.openings * factor),
                employers=round(part.employers * factor),
                first=wider - 1,
            )
        parts.append(part)
    return replace(shape, sources=tuple(parts))


def scaled(shape: Shape, factor: float) -> Shape:
    """The same shape with ``factor`` times the openings and employers."""
    if factor == 1.0:
        return shape

    def times(number: int, least: int = 1) -> int:
        return max(least, round(number * factor))

    return replace(
        shape,
        sources=tuple(
            replace(
                part,
                openings=times(part.openings),
                employers=min(times(part.employers), times(part.openings)),
                heavy=tuple(times(size) for size in part.heavy),
            )
            for part in shape.sources
        ),
    )
