"""Takes out of a text what parts words only to the eye.  Knows no word."""

from __future__ import annotations

import re

import ahocorasick_rs

from jobmarket.extract.moves import Moves, without

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Group 1 is what goes where it is not the whole: of several blanks the first stays.
_PADDING = re.compile(
    r"[ \n\t\r\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff]"
    r"(?:(?<=[^\W\d_]-\n)[ \t\u00a0]*(?=[^\W\d_])|(?<=[ \n\t\r\u00a0])([ \t\u00a0]+)"
    r"|(?<=[\u00ad\u200b\u200c\u200d\u2060\ufeff])[\u00ad\u200b\u200c\u200d\u2060\ufeff]*)"
)
_BLANKS = re.compile(r"[ \n\t\r\u00a0]([ \t\u00a0]+)")  # the same where there is nothing else to take out
# Most texts have none.  Signs so few, of two bytes at least and the first one found, are looked for many bytes at a time.
_SIGNS = ahocorasick_rs.BytesAhoCorasick(
    [sign.encode() for sign in ("-\n", "  ", "\n ", "\u00a0", *_INVISIBLE)],
    matchkind=ahocorasick_rs.MatchKind.LeftmostFirst,
)


def condensed(text: str) -> tuple[str, Moves | None]:
    """``text`` without what parts words only to the eye (soft hyphens, indents, a line's end after a word's hyphen),
    and where its characters stood; the text itself and None where there is none of that."""
    if "\t" not in text and not _SIGNS.find_matches_as_indexes(text.encode()):
        return text, None
    has_more = "-\n" in text or (not text.isascii() and any(sign in text for sign in _INVISIBLE))
    return without(_PADDING if has_more else _BLANKS, text)
