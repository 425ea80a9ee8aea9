"""The small picture beside a claim in a list: where its numbers stand on a line.  Draws nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass

from jobmarket.charts import words


@dataclass(frozen=True, slots=True)
class Mini:
    """Geometry of a row's small picture, in units of a 0–100 wide box; None where there is nothing to draw."""

    low: float
    high: float
    estimate: float
    claimed: tuple[float, ...]


def mini(
    estimate: float | None,
    low: float | None,
    high: float | None,
    claimed: tuple[float, ...],
    unit: str | None,
) -> Mini | None:
    """Where estimate, ends and what is claimed stand in the picture; None where a number is missing."""
    if estimate is None or low is None or high is None or math.isnan(estimate):
        return None
    kind = words.unit_kind(unit)

    def straight(value: float) -> float:
        """Ratios lie on a log scale: twice as much is as far as half as much."""
        return math.log(value) if kind == "ratio" else value

    if kind == "share":

        def place(value: float) -> float:
            return value
    else:
        marks = claimed or ((1.0,) if kind == "ratio" else (0.0,))
        middle = sum(straight(value) for value in marks) / len(marks)
        seen = [
            straight(v)
            for v in (estimate, low, high, *marks)
            if math.isfinite(v) and (v > 0 or kind != "ratio")
        ]
        reach = 1.15 * max(
            [abs(value - middle) for value in seen] + ([math.log(1.5)] if kind == "ratio" else [])
        )

        def place(value: float) -> float:
            if math.isinf(value) or (kind == "ratio" and value <= 0):
                return 1.0 if value > 0 else 0.0
            return 0.5 if not reach else (straight(value) - middle) / (2 * reach) + 0.5

    def at(value: float) -> float:
        return round(3 + 94 * min(1.0, max(0.0, place(value))), 2)

    return Mini(at(low), at(high), at(estimate), tuple(at(value) for value in claimed))
