"""Strings that make patterns run away, made from the patterns themselves and from what the shelves listen for."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import jobmarket.extract
import jobmarket.live
import jobmarket.readers
from jobmarket.extract.sparing import Pattern

SIZE = 200_000
"""Characters of an ad that no ad has."""
GENERIC = (
    "a", "1", "9", " ", "\t", "\n", "\r\n", ",", ", ", ".", "-", "a-", "a-a-", "--", "–", "/", "a/b/", "|", " | ", "(", ")", "()", "((a", "[", "{", "<", "</", "<a ",
    "<p>", "</p>", "<div>", "<li>", "<b><i>", "<!--", "<a href=\"", "&", "&amp;", "&#", "&lt;p", "&#x1F600;", "\x00", "\ud800", "\u200b", "a\u200b", "\u202e", "\ufeff", "\u0301", "e\u0301",
    "中", "招聘", "，", "。", "𝐏𝐲", "🚀", "$", "$1", "€1", "1,", "1.", "1k", "100k-", "100k - ", "$100,000 - ", "€ 50.000 – ", "USD ", "1 000 ", "2020-", "10:00-", "@", "a@", "a@b.", "http://", "https://a.b/", "www.",
    "C++", "c#", ".NET ", "We are hiring ", "is hiring ", "remote ", "remote, ", "Remote (EU) ", "in ", "in Berlin, ", "Berlin | ", "New York, NY; ", "or ", "PyTorch or ", "PyTorch, ", "PyTorch/", "PyTorch\n", "no PyTorch ", "PyTorch, TensorFlow, Keras or JAX. ",
    "Senior ", "Senior Engineer ", "Engineer, ", "engineer / ", "engineer and ", "- Engineer\n", "* ", "## ", "**", "> ", "_", "a b ", "A. ", "A ", "Acme Inc. ", "GmbH & Co. KG ", "15k-25k·", "万", "薪", "triệu ", "İ", "ß", "ﬁ", "Ⅷ", "１２", "٣",
    "salary: ", "per year ", "up to ", "€", "₫", "between 1 and ", "full-time ", "contract, ", "?", "!", "'", "’", "\"", "`", "=", "+", "\\", "^", "~", ";", ":", "：", "、", "・", "…", "“a” ",
)  # fmt: skip


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every pattern that modules of the extractor, readers and gathering hold, by module, name and place."""
    found: dict[str, re.Pattern[Any]] = {}

    def take(name: str, value: Any, depth: int) -> None:
        if isinstance(value, Pattern):
            value = value.exact
        if isinstance(value, re.Pattern):
            found.setdefault(name, value)
        elif depth and isinstance(value, dict):
            for key, one in value.items():
                take(f"{name}[{key}]", one, depth - 1)
        elif depth and isinstance(value, list | tuple | set | frozenset):
            for place, one in enumerate(value):
                take(f"{name}[{place}]", one, depth - 1)

    for package in (jobmarket.extract, jobmarket.readers, jobmarket.live):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                take(f"{module.name.removeprefix('jobmarket.')}.{name}", value, 4)
    return {name: one for name, one in found.items() if one.pattern not in ("",)}


def _sign(items: Any) -> str:
    """A character that a class holds."""
    for kind, value in items:
        if kind is sre.LITERAL:
            return chr(value)
        if kind is sre.RANGE:
            return chr(value[0])
        if kind is sre.CATEGORY:
            return {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "a"}.get(value, "-")
        if kind is sre.NEGATE:
            return "a" if not _holds(items, "a") else "-"
    return "a"


def _holds(items: Any, sign: str) -> bool:
    kinds = {sre.CATEGORY_DIGIT: "0123456789", sre.CATEGORY_SPACE: " \n\t", sre.CATEGORY_WORD: "abc019_"}
    return any(
        (kind is sre.LITERAL and value == ord(sign))
        or (kind is sre.RANGE and value[0] <= ord(sign) <= value[1])
        or (kind is sre.CATEGORY and sign in kinds.get(value, "-"))
        for kind, value in items
    )


def _written(parsed: Any, pieces: set[str], depth: int = 0) -> str:
    """A text that the pattern matches, as far as that is easy; alternatives and repeated parts go to ``pieces``."""
    made = ""
    for kind, value in parsed:
        if kind is sre.LITERAL:
            made += chr(value)
        elif kind is sre.NOT_LITERAL:
            made += "b" if value == ord("a") else "a"
        elif kind is sre.ANY:
            made += "a"
        elif kind is sre.IN:
            made += _sign(value)
        elif kind is sre.BRANCH:
            branches = [_written(branch, pieces, depth + 1) for branch in value[1]]
            pieces.update(branches)
            made += max(branches, key=len)
        elif kind is sre.SUBPATTERN:
            made += _written(value[3], pieces, depth + 1)
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, inner = value
            part = _written(inner, pieces, depth + 1)
            pieces.add(part)
            made += part * min(max(least, 1), 60, int(most))
        elif kind is sre.ATOMIC_GROUP:
            made += _written(value, pieces, depth + 1)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            pieces.add(_written(value[1], pieces, depth + 1))
    return made


def pieces(pattern: re.Pattern[Any]) -> list[str]:
    """What, repeated, hurts this pattern most: its matches, all but their ends, its alternatives, what it repeats."""
    found: set[str] = set()
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    whole = _written(parser.parse(source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags), found)
    found |= {whole, whole[:-1], whole[: len(whole) // 2]}
    return sorted(piece for piece in found if piece)


def filled(piece: str, size: int = SIZE) -> str:
    """So many characters of it."""
    return (piece * (size // len(piece) + 1))[:size]


def attacks(pattern: re.Pattern[Any], size: int = SIZE) -> Iterator[str]:
    """Long texts made of a pattern's own pieces, also with an end that fits nothing."""
    for piece in pieces(pattern):
        yield filled(piece, size)
    for piece in pieces(pattern)[:3]:
        yield filled(piece + " ", size - 1) + "\x01"
