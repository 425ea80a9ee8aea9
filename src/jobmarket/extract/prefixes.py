"""Tells with which signs a match of a regular expression can begin, or which it must hold; runs none.

Signs are compared folded to one byte each (:func:`fold`): whatever a pattern takes for the same sign, also without
regard to case, is the same byte, so that a text's bytes hold a prefix wherever the text holds a match.  Other signs
may share a byte too; a prefix that is found is a place to look at, never a match.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Python's own reader of expressions: another one would have to follow every turn of its language.
from re import _constants as op, _parser as reader  # type: ignore[attr-defined]  # isort: skip

LONGEST = 10
"""Signs of a prefix: more find no fewer places."""
_MOST = 500  # prefixes of one pattern
_FEW = 20  # beginnings that go on where there are too many
_SHORTEST = 6  # signs that still tell much
_WIDEST = 12  # signs that one place of a prefix may be; wider classes end it
_FARTHEST = 24  # signs of wider classes that may stand before a prefix
_BASIC = 0x10000
_SPACE, _DIGIT, _BEYOND = ord(" "), ord("0"), 0xFF
_EVERYWHERE = b"abcdefghijklmnopqrstuvwxyz .,-"


def _byte_of(sign: str) -> int:
    """The byte for a sign of the basic plane; white space is one, and so are decimal digits."""
    if sign.isspace():
        return _SPACE
    if sign.isdecimal():
        return _DIGIT
    # Upper case joins what lower case keeps apart: "ı" and "i", "ſ" and "s", the two small sigmas.
    alike = "I" if sign == "\u0130" else sign.lower().upper()
    if len(alike) == 1 and alike.isascii():
        return ord(alike.lower())
    return 0x80 + zlib.crc32(alike.encode("utf-8", "surrogatepass")) % (_BEYOND - 0x80)


@cache
def _bytes_of_signs() -> NDArray[np.uint8]:
    """The byte of every sign: made once, in about a twentieth of a second."""
    made = np.full(0x110000, _BEYOND, dtype=np.uint8)
    made[:_BASIC] = [_byte_of(chr(code)) for code in range(_BASIC)]
    return made


_ASCII = bytes(_byte_of(chr(code)) for code in range(0x80)).ljust(0x100, b"\xff")


def fold(text: str) -> bytes:
    """``text`` with one byte for each of its signs."""
    if text.isascii():
        return text.encode("ascii").translate(_ASCII)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _bytes_of_signs()[codes].tobytes()


@cache
def _sign(code: int) -> bytes:
    return fold(chr(code))


def prefixes(pattern: re.Pattern[str]) -> Mapping[bytes, int] | None:
    """Folded beginnings such that every match begins with one of them, or at most so many signs before it.

    None where nothing useful can be said: where a match may be empty, or begin with any sign or a single letter.
    """
    said = _begun(list(reader.parse(pattern.pattern, pattern.flags)))
    if not all(_tells(begin) for _, begin in said):
        return None
    found: dict[bytes, int] = {}
    for lead, begin in sorted(_few(said), key=lambda one: len(one[1])):
        shorter = next((begin[:size] for size in range(1, len(begin)) if begin[:size] in found), begin)
        found[shorter] = max(lead, found.get(shorter, 0))
    return found


def fragments(pattern: re.Pattern[str]) -> frozenset[bytes] | None:
    """Folded strings of which every match holds one, wherever; None where nothing useful can be said."""
    return _held(list(reader.parse(pattern.pattern, pattern.flags)))


def _held(nodes: list[tuple[Any, Any]]) -> frozenset[bytes] | None:
    """:func:`fragments` of nodes that follow each other: of what any of them must hold, the longest."""
    known: list[Iterable[bytes]] = []
    for place, (code, value) in enumerate(nodes):
        known.append(begin for _, begin in _begun(nodes[place:]))
        if code is op.SUBPATTERN:
            known.append(_held(list(value[-1])) or ())
        if code is op.BRANCH:
            known.append(held for branch in value[1] for held in _held(list(branch)) or {b""})
    telling = (held for held in map(frozenset, known) if held and all(map(_tells, held)))
    few = (frozenset(held for _, held in _few({(0, held) for held in one})) for one in telling)
    return max(few, key=lambda one: min(map(len, one)), default=None)


def _few(said: _Begun) -> _Begun:
    """The same with less said where there are too many: of those that begin alike, the largest groups first."""
    left = set(said)
    for length in range(_SHORTEST, 1, -1):
        if len(left) <= _MOST:
            break
        alike: dict[bytes, _Begun] = {}
        for one in left:
            alike.setdefault(one[1][:length], set()).add(one)
        for begin, group in sorted(alike.items(), key=lambda one: (-len(one[1]), one[0])):
            if len(left) <= _MOST:
                break
            left -= group
            left.add((max(lead for lead, _ in group), begin))
    return left


def _tells(prefix: bytes) -> bool:
    """Whether a prefix stands in few places of a text."""
    return len(prefix) > 1 or (len(prefix) == 1 and prefix not in _EVERYWHERE)


_Begun = set[tuple[int, bytes]]
"""How many signs of wide classes come first, and the prefix behind them."""


def _begun(nodes: list[tuple[Any, Any]]) -> _Begun:
    """What the nodes' matches begin with."""
    open_, closed = _extended(nodes, {(0, b"")})
    return open_ | closed


def _extended(nodes: Iterable[tuple[Any, Any]], begun: _Begun) -> tuple[_Begun, _Begun]:
    """``begun`` with what the nodes may add: those that go on after the nodes, and those that end within.

    A prefix may end too early, never go on wrongly: what tells less is still true.
    """
    open_, closed = set(begun), _Begun()
    for code, value in nodes:
        if not open_:
            break
        ended = {one for one in open_ if len(one[1]) >= LONGEST}
        if len(open_) > _MOST:  # the shortest tell least: those go on
            ended |= set(sorted(open_, key=lambda one: (len(one[1]), one))[_FEW:])
        closed |= ended
        open_, ends = _after(code, value, open_ - ended)
        closed |= ends
    return open_, closed


def _after(code: Any, value: Any, begun: _Begun) -> tuple[_Begun, _Begun]:
    """:func:`_extended` for one node."""
    if code is op.FAILURE or (code is op.ASSERT_NOT and not value[1]):
        return set(), set()  # (?!) matches nowhere
    if code in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return begun, set()  # takes no sign; without its condition more places are looked at
    if code is op.SUBPATTERN:
        return _extended(value[-1], begun)
    if code is op.ATOMIC_GROUP:
        return _extended(value, begun)
    if code is op.BRANCH:
        branches = [_extended(branch, begun) for branch in value[1]]
        return set().union(*(goes_on for goes_on, _ in branches)), set().union(*(ends for _, ends in branches))
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, most, repeated = value
        return _repeated(least, most, repeated, begun)
    if code is op.LITERAL:
        sign = _sign(value)
        return {(lead, begin + sign) for lead, begin in begun}, set()
    if code is op.IN and (signs := _of_class(value)) is not None:
        return {(lead, begin + sign) for lead, begin in begun for sign in signs}, set()
    if code in (op.IN, op.ANY, op.NOT_LITERAL):
        led: _Begun = {(lead + 1, begin) for lead, begin in begun if not begin and lead < _FARTHEST}
        return led, {(lead, begin) for lead, begin in begun if begin or lead >= _FARTHEST}
    return set(), begun


def _repeated(least: int, most: int, nodes: Any, begun: _Begun) -> tuple[_Begun, _Begun]:
    """:func:`_extended` for a repetition: a few times, and then it ends."""
    last, closed = begun, _Begun()
    for _ in range(min(least, LONGEST)):
        last, ends = _extended(nodes, last)
        closed |= ends
    goes_on = set(last)
    more = min(most - least, _FARTHEST) if all(not begin for _, begin in last) else min(most - least, max(1, 3 - least))
    for _ in range(more):
        last, ends = _extended(nodes, last)
        closed |= ends
        goes_on |= last
    # Those that were repeated so often may be repeated again.
    return (goes_on - last, closed | last) if most - least > more else (goes_on, closed)


def _of_class(items: Iterable[tuple[Any, Any]]) -> set[bytes] | None:
    """The bytes of a class of signs; None for too many."""
    found: set[bytes] = set()
    for code, value in items:
        if code is op.LITERAL:
            found.add(_sign(value))
        elif code is op.RANGE and value[1] - value[0] < 100:
            found.update(map(_sign, range(value[0], value[1] + 1)))
        elif code is op.CATEGORY and value in (op.CATEGORY_SPACE, op.CATEGORY_DIGIT):
            found.add(b" " if value is op.CATEGORY_SPACE else b"0")
        else:
            return None
    return found if len(found) <= _WIDEST else None
