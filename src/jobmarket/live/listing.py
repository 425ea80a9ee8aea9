"""What an answer lists and where it leads: items, totals, the next request.  Reads no ad.

JSON by dotted path, XML by element path (``xml:jobs/job``), sitemaps by their locations (``sitemap:``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from jobmarket.errors import ReadError

SITEMAP, XML = "sitemap:", "xml:"
LARGEST_PAGE = 16_000_000
"""Bytes of an answer that is read here: more would not stay within a small machine's memory."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What an answer lists: its ``items`` in order, the whole ``answer`` they stand in, further ``pages``."""

    items: tuple[Any, ...]
    answer: Any
    pages: tuple[str, ...] = ()


def at(value: Any, path: str) -> Any:
    """What stands at a dotted path ("" is the value itself), or at an XML element's child or ``@attribute``."""
    if path == "":
        return value
    if isinstance(value, ElementTree.Element):
        return value.get(path[1:]) if path.startswith("@") else value.findtext(path)
    for part in path.split("."):
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def word_at(value: Any, path: str) -> str | None:
    """What stands there as a word; None for nothing, for lists and for tables."""
    found = at(value, path)
    if found is None or isinstance(found, bool | list | Mapping | ElementTree.Element):
        return None
    return str(found).strip() or None


def fits(value: Any, patterns: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether the words at all these paths hold their patterns."""
    return all(pattern.search(word_at(value, path) or "") for path, pattern in patterns.items())


def parsed(data: bytes, items: str) -> Any:
    """An answer as JSON or XML, as ``items`` asks for.

    Raises:
        ReadError: it is neither, or too large to be read here.
    """
    if len(data) > LARGEST_PAGE:
        raise ReadError(f"a page of more than {LARGEST_PAGE:,} bytes")
    try:
        if items.startswith((SITEMAP, XML)):
            return ElementTree.fromstring(data.lstrip())
        return json.loads(data)
    except (ValueError, RecursionError, ElementTree.ParseError) as error:
        raise ReadError(f"no page as declared ({str(error)[:80]})") from error


def _locations(root: ElementTree.Element) -> list[str]:
    return [
        text for element in root.iter() if element.tag.rsplit("}", 1)[-1] == "loc"
        and (text := (element.text or "").strip())
    ]  # fmt: skip


def listing(data: bytes, items: str) -> Listing:
    """What an answer lists at ``items``.

    Raises:
        ReadError: the answer is no JSON or XML, or has no list there.
    """
    answer = parsed(data, items)
    if items.startswith(SITEMAP):
        found = tuple(_locations(answer))
        is_index = answer.tag.rsplit("}", 1)[-1] == "sitemapindex"
        return Listing((), answer, found) if is_index else Listing(found, answer)
    if items.startswith(XML):
        path = items.removeprefix(XML)
        first, _, rest = path.partition("/")
        return Listing(tuple(answer.findall(rest if first == answer.tag and rest else path)), answer)
    listed = at(answer, items)
    if listed is None and not isinstance(answer, Mapping):
        raise ReadError(f"no list {items!r}")
    if isinstance(listed, Mapping):
        listed = list(listed.values())
    if listed is not None and not isinstance(listed, list):
        raise ReadError(f"{items!r} is no list")
    if listed is None and not _may_lack(answer, items):
        raise ReadError(f"no list {items!r}")
    return Listing(tuple(listed or ()), answer)


def _may_lack(answer: Any, items: str) -> bool:
    """Whether the list is there as null, as some hosts say that it is empty."""
    parent, _, last = items.rpartition(".")
    holder = at(answer, parent)
    return isinstance(holder, Mapping) and last in holder
