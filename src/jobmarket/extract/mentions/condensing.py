"""Takes out of a text what parts words only to the eye.  Knows no word."""

from __future__ import annotations

import re

from jobmarket.extract.moves import Moves, without

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Group 1 is what goes where it is not the whole: of several blanks the first stays.
_PADDING = re.compile(
    r"[ \n\t\r\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff]"
    r"(?:(?<=[^\W\d_]-\n)[ \t\u00a0]*(?=[^\W\d_])|(?<=[ \n\t\r\u00a0])([ \t\u00a0]+)"
    r"|(?<=[\u00ad\u200b\u200c\u200d\u2060\ufeff])[\u00ad\u200b\u200c\u200d\u2060\ufeff]*)"
)
_BLANKS = re.compile(r"[ \n\t\r\u00a0]([ \t\u00a0]+)")  # the same where there is nothing else to take out


def condensed(text: str) -> tuple[str, Moves | None]:
    """``text`` without what parts words only to the eye (soft hyphens, indents, a line's end after a word's hyphen),
    and where its characters stood; the text itself and None where there is none of that."""
    # One by one: most texts have none, and asking takes less time than looking at each blank.
    if "-\n" in text or (not text.isascii() and any(sign in text for sign in _INVISIBLE)):
        padding_of = _PADDING
    elif "  " in text or "\n " in text or "\u00a0" in text or "\t" in text:
        padding_of = _BLANKS
    else:
        return text, None
    return without(padding_of, text)
