"""Numbers as a reader says them.  Rounds for reading only; tables and CSV files keep the figures.

Units are those of ``verdicts.unit`` and of the marts: ``share`` (0 to 1), ``ratio``, ``usd`` (a year),
``count`` and plain numbers.
"""

from __future__ import annotations

import html
import math
from typing import Literal

import pycountry

Kind = Literal["text", "name", "share", "ratio", "usd", "count", "number", "points", "date"]
"""How a value reads; columns of tables and axes of charts have one.  ``name``: a shelf's name, shown as its label."""

MINUS = "−"
"""The typographic minus sign."""


def is_given(value: object) -> bool:
    """Whether there is a finite or infinite number at all (None, NaN and NaT are none)."""
    return isinstance(value, (int, float)) and not (isinstance(value, float) and math.isnan(value))


def count(value: float) -> str:
    """12345 → 12,345."""
    return f"{value:,.0f}".replace("-", MINUS)


def percent(value: float) -> str:
    """0.714 → 71%; near nothing and near all with a decimal, so that 0.4 % is not 0 and 99.7 % not all."""
    points = round(value * 100, 6)  # all but the noise of a double is said
    edge = min(abs(points), abs(100 - points))
    if points in (0, 100):
        digits = 0
    elif abs(points) < 9.95:
        digits = 1 if abs(points) >= 0.095 else 2
    else:
        digits = 1 if edge < 0.5 else 0
    return f"{points:.{digits}f}%".replace("-", MINUS)


def ratio(value: float) -> str:
    """14.21 → 14×, 0.45 → 0.45×: three sizes of rounding, as precise as it is useful."""
    if math.isinf(value):
        return "no bound" if value > 0 else f"{MINUS}no bound"
    digits = 0 if abs(value) >= 10 else (1 if abs(value) >= 2 else 2)
    return f"{value:.{digits}f}×".replace("-", MINUS)


def usd(value: float) -> str:
    """164500 → $164,500; whole hundreds, for no ad says more."""
    rounded = round(value / 100) * 100
    return (MINUS if rounded < 0 else "") + f"${abs(rounded):,.0f}"


def points(value: float) -> str:
    """A difference of shares: 0.2107 → +21 points."""
    rounded = round(value * 100)
    return f"{MINUS if rounded < 0 else '+' if rounded > 0 else ''}{abs(rounded)} points"


def plain(value: float) -> str:
    """Three significant digits, no exponent."""
    if math.isinf(value):
        return "no bound" if value > 0 else f"{MINUS}no bound"
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{min(digits, 6)}f}".replace("-", MINUS)


def figure(value: object, unit: str | None) -> str:
    """A number in its unit; a dash where there is none."""
    if not is_given(value):
        return "–"
    number = float(value)  # type: ignore[arg-type]  # is_given says it is one
    match unit_kind(unit):
        case "share":
            return percent(number)
        case "ratio":
            return ratio(number)
        case "usd":
            return usd(number)
        case "points":
            return points(number)
        case "count":
            return count(number)
    return plain(number)


def interval(low: object, high: object, unit: str | None) -> str:
    """A range in its unit: "66% to 76%"; empty where either end is missing."""
    if not (is_given(low) and is_given(high)):
        return ""
    return f"{figure(low, unit)} to {figure(high, unit)}"


def unit_kind(unit: str | None) -> Kind:
    """How a figure in this unit reads: ``share``, ``ratio``, ``usd``, ``count``, ``points`` or ``number``.

    Units are words ("share of DL ads", "odds ratio a year of …"): the first that fits decides.
    """
    said = (unit or "").lower()
    if said == "points":
        return "points"
    if "usd" in said or "dollar" in said:
        return "usd"
    if said.startswith("share"):
        return "share"
    if any(word in said for word in ("ratio", "factor", "over that of")):
        return "ratio"
    return "count" if said.split(" ")[0] in {"count", "employers", "ads"} else "number"


_TURNING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Signs that turn the direction of writing for all that follows (Unicode standard annex 9, explicit formatting)."""
LONGEST_LABEL = 64
"""A figure's labels are cut at so many signs: a longer one would leave no room for the figure.  Tables have all."""


def upright(words: str) -> str:
    """Data without signs that would turn the words and numbers after it around."""
    return words.translate(_TURNING)


def short(words: str) -> str:
    """Data as a label: upright, and cut where it is longer than :data:`LONGEST_LABEL`."""
    kept = upright(words)
    return kept if len(kept) <= LONGEST_LABEL else kept[: LONGEST_LABEL - 1].rstrip() + "…"


def label_text(words: str) -> str:
    """Data as a figure's label: short, and as Plotly reads a little HTML in labels, markup is made text."""
    return html.escape(short(words), quote=False)


def country(code: str) -> str:
    """A country's usual English name from its ISO 3166-1 alpha-2 code; the code itself where it is none."""
    found = pycountry.countries.get(alpha_2=code)
    return code if found is None else str(getattr(found, "common_name", found.name))


def listing(items: list[str]) -> str:
    """a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""
