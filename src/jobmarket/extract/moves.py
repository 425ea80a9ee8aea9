"""Takes out of a text what parts words only to a machine, and remembers where its characters stood.  Knows no word."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moves:
    """Where the characters of a shortened text stood: from each of ``at`` on, so many more before them."""

    at: list[int]
    by: list[int]

    def original(self, place: int) -> int:
        """Where the character at ``place`` of the shortened text stood."""
        return place + self.by[bisect_right(self.at, place)]


def without(padding: re.Pattern[str], text: str) -> tuple[str, Moves]:
    """``text`` without what ``padding`` finds (its last group that matched, else all of it), and what moved."""
    kept: list[str] = []
    moves = Moves([], [0])
    end = left = gone = 0
    for found in padding.finditer(text):
        start, after = found.span(found.lastindex or 0)
        kept.append(text[end:start])
        left += start - end
        gone += after - start
        moves.at.append(left)
        moves.by.append(gone)
        end = after
    kept.append(text[end:])
    return "".join(kept), moves


_PADDING = re.compile(r"\\(?=[-&+.,*_#$()\[\]!|~<>`'\"])|\r(?=\n)")


def unescaped(text: str) -> tuple[str, Moves | None]:
    """``text`` without Markdown's escapes ("full\\\\-time"), which boards leave in what they turn into plain text, and with
    lines that end in one character; the text itself and None where it is so (CommonMark 0.31, "Backslash escapes")."""
    if ("\\" not in text and "\r" not in text) or not _PADDING.search(text):
        return text, None
    return without(_PADDING, text)
