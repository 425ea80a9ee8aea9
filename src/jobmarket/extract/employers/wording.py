"""Turns a shelf's words into patterns and blanks out what only looks like them; knows no shelf itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NOTHING = re.compile(r"(?!)")


def compile_words(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all, to be used on lower-cased text; no Latin letter or digit may touch what it finds.

    Chinese signs may.  Lower-casing the text once and comparing plainly is five times as fast as a pattern
    that ignores case, because branches are then passed over by their first letter.
    """
    joined = "|".join(patterns)
    if not joined:
        return _NOTHING
    return re.compile(rf"(?<![a-z0-9À-ɏḀ-ỿ])(?:{joined})(?![a-z0-9À-ɏḀ-ỿ])")


def mask(pattern: re.Pattern[str], text: str) -> str:
    """The text with every match blanked, at unchanged length."""
    return pattern.sub(lambda match: " " * len(match.group()), text)
