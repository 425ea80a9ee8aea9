"""Takes out of a text what parts words only to the eye, and remembers where its characters stood; knows no word."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Group 1 is what goes where it is not the whole: of several blanks the first stays.
_PADDING = re.compile(
    r"[ \n\t\r\u00a0\\\u00ad\u200b\u200c\u200d\u2060\ufeff]"
    r"(?:(?<=[^\W\d_]-\n)[ \t\u00a0]*(?=[^\W\d_])|(?<=[ \n\t\r\u00a0])([ \t\u00a0]+)|(?<=\\)(?=[-&+._*#])"
    r"|(?<=[\u00ad\u200b\u200c\u200d\u2060\ufeff])[\u00ad\u200b\u200c\u200d\u2060\ufeff]*)"
)
_BLANKS = re.compile(r"[ \n\t\r\u00a0]([ \t\u00a0]+)")  # the same where there is nothing else to take out


@dataclass(frozen=True, slots=True)
class Moves:
    """Where the characters of a condensed text stood: from each of ``at`` on, so many more before them."""

    at: list[int]
    by: list[int]

    def original(self, place: int) -> int:
        """Where the character at ``place`` of the condensed text stood."""
        return place + self.by[bisect_right(self.at, place)]


def condensed(text: str) -> tuple[str, Moves | None]:
    """``text`` without what parts words only to the eye (soft hyphens, indents, a line's end after a word's hyphen,
    Markdown's escapes), and where its characters stood; the text itself and None where there is none of that."""
    # One by one: most texts have none, and asking takes less time than looking at each blank.
    if "\\" in text or "-\n" in text or (not text.isascii() and any(sign in text for sign in _INVISIBLE)):
        padding_of = _PADDING
    elif "  " in text or "\n " in text or "\u00a0" in text or "\t" in text:
        padding_of = _BLANKS
    else:
        return text, None
    kept: list[str] = []
    moves = Moves([], [0])
    end = left = gone = 0
    for padding in padding_of.finditer(text):
        start, after = padding.span(padding.lastindex or 0)
        kept.append(text[end:start])
        left += start - end
        gone += after - start
        moves.at.append(left)
        moves.by.append(gone)
        end = after
    kept.append(text[end:])
    return "".join(kept), moves
