"""Bodies of answers: decoded in small pieces, and told apart by how they begin.  Reads nothing they say."""

from __future__ import annotations

import email.utils
import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

PIECE = 65_536
BEGINNING = 2_048
"""Bytes that tell what kind of body it is."""
RESERVED = re.compile(
    rb"""<meta\s[^>]{0,200}name\s*=\s*["']?tdm-reservation["']?[^>]{0,200}content\s*=\s*["']?1""",
    re.IGNORECASE,
)


class Torn(Exception):
    """A body that is not what its headers say."""


class TooLarge(Exception):
    """A body beyond the budget."""


def decoded(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The pieces of a body as they were before gzip, none longer than :data:`PIECE`.

    However small what comes and however large what it stands for, no more than one piece is in memory.

    Raises:
        Torn: an encoding that was not asked for, or gzip that is damaged or cut short.
    """
    if encoding in ("", "identity"):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip"):
        raise Torn(f"encoded as {encoding[:20]}, which was not asked for")
    member: Any = zlib.decompressobj(wbits=31)
    begun = False
    for piece in pieces:
        data = piece
        while data:
            if member.eof:
                if data[:2] != b"\x1f\x8b":
                    break  # padding behind the last member
                member = zlib.decompressobj(wbits=31)
            begun = True
            try:
                out = member.decompress(data, PIECE)
                yield out
                while len(out) == PIECE and not member.unconsumed_tail and not member.eof:
                    out = member.decompress(b"", PIECE)
                    yield out
            except zlib.error as error:
                raise Torn(f"corrupt gzip ({error})") from error
            data = member.unused_data if member.eof else member.unconsumed_tail
    if not begun or not member.eof:
        raise Torn("gzip cut short")


def retry_after(said: str | None, now: datetime) -> float | None:
    """Seconds that ``Retry-After`` asks for: a number, or an HTTP date; None where it says nothing."""
    if not said:
        return None
    if said.strip().isascii() and said.strip().isdigit():
        return float(said.strip()[:9])
    try:
        when = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


def kind_of(body_start: bytes, content_type: str) -> str:
    """``json``, ``html``, ``xml`` or ``other``: by how a body begins, which is harder to get wrong than a header."""
    begins = body_start.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if begins.startswith((b"<!doctype html", b"<html")) or ("html" in content_type and begins[:1] == b"<"):
        return "html"
    if begins[:1] in (b"{", b"["):
        return "json"
    return "xml" if begins[:1] == b"<" else "other"


@cache
def wanted_kind(accept: str) -> str | None:
    """The kind of body an ``Accept`` header insists on; None where it takes several."""
    kinds = {kind for kind in ("json", "html", "xml", "csv") if kind in accept}
    return kinds.pop() if len(kinds) == 1 else None
