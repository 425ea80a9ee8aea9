"""Numbers as people write them, and the words that multiply them.  Knows nothing of money."""

from __future__ import annotations

import re

NUMBER = re.compile(
    r"\d(?<!\d\d)(?<!\d,\d)(?<!\d['’]\d)(?<![^sS]\.\d)(?<!^\.\d)(?:"
    r"(?P<grouped>\d{0,2}(?P<sep>[.,'’\u00a0\u202f\u2009 ])\d{3}(?:(?P=sep)\d{3}){0,3})"
    r"(?:(?P<cents>\\?[.,]\d{1,2})(?!\d))?(?![.,'’]?\d)"
    r"|(?P<indian>\d?(?:,\d{2}){1,3},\d{3}(?:\.\d{1,2})?)(?![.,]?\d)"
    r"|\d{0,11}(?:\\?[.,]\d{1,4})?(?![.,]?\d)"
    r")"
)
"""A number as written, also behind a "Rs.": 120,000.00  120.000,00  120'000  1 500  1,20,000  52.5 (a digit first: searched fastest).

Markdown escapes the point: "110,000\\.00"."""

_WIDE = "０１２３４５６７８９\u200b"
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_NARROW = str.maketrans({wide: wide - 0xFEE0 for wide in map(ord, "０１２３４５６７８９＋－．／ｋＫｗＷ")} | {0x200B: " "})


def narrowed(text: str) -> str:
    """The text with figures of a Chinese or Japanese keyboard ("２０ｋ－３０ｋ") as others write them, as long as before.

    Spaces that have no width are written as spaces.
    """
    if text.isascii() or not any(wide in text for wide in _WIDE):
        return text
    return _WIDE_COMMA.sub(",", text).translate(_NARROW)


SCALES: dict[str, float] = {
    "k": 1e3, "千": 1e3, "thousand": 1e3, "tsd": 1e3, "tsd.": 1e3, "nghìn": 1e3,
    "w": 1e4, "万": 1e4, "萬": 1e4, "만": 1e4, "천만": 1e7,
    "lakhs": 1e5, "lakh": 1e5, "lacs": 1e5, "lac": 1e5, "lpa": 1e5, "l": 1e5,
    "m": 1e6, "mn": 1e6, "mln": 1e6, "mm": 1e6, "mio": 1e6, "mio.": 1e6, "million": 1e6, "millions": 1e6,
    "jt": 1e6, "juta": 1e6, "triệu": 1e6, "triêu": 1e6, "tr": 1e6, "củ": 1e6,
    "crores": 1e7, "crore": 1e7, "cr": 1e7,
    "b": 1e9, "bn": 1e9, "bln": 1e9, "billion": 1e9, "billions": 1e9, "tn": 1e12, "trillion": 1e12, "tỷ": 1e9, "亿": 1e8,
}  # fmt: skip
"""What stands behind a number and multiplies it."""


def number_of(match: re.Match[str]) -> float:
    """The value of a :data:`NUMBER` match."""
    written = match[0]
    if match["grouped"] is not None:
        cents = match["cents"] or ""
        whole = written[: len(written) - len(cents)].replace(match["sep"], "")
        return float(whole + cents.lstrip("\\").replace(",", "."))
    if match["indian"] is not None:
        return float(written.replace(",", ""))
    return float(written.replace("\\", "").replace(",", "."))
