"""Reads XML files and feeds (RSS, applicant-tracking feeds) as records, an element each.  Never follows a link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from jobmarket.catalog.sources import Input, Source
from jobmarket.errors import ReadError
from jobmarket.readers.fields import Context, Record
from jobmarket.readers.postings import read_records
from jobmarket.records import Reading

_DEEPEST = 30  # levels of elements; a feed has five


def _local(tag: str) -> str:
    """A name without its namespace: feeds write the same element with and without."""
    return tag.rsplit("}", 1)[-1]


def _value(element: ElementTree.Element, depth: int = 0) -> Any:
    """An element as JSON would write it: its text, or its children by name, a list where a name repeats.

    Attributes stand beside the children as ``@name``; an element that has both text and children keeps the
    children only.
    """
    if depth > _DEEPEST:
        return None
    found: dict[str, Any] = {f"@{_local(name)}": value for name, value in element.attrib.items()}
    for child in element:
        name, value = _local(child.tag), _value(child, depth + 1)
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found or (element.text or "").strip() or None


def elements(data: bytes, path: str) -> Iterator[Record]:
    """The elements at a path below the root ("channel/item"), an object each; "" for the root's children.

    Raises:
        ReadError: it is no XML.
    """
    try:
        root = ElementTree.fromstring(data)  # expat bounds what entities may grow to
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ReadError(f"no XML ({error})") from error
    found: list[ElementTree.Element] = [root]
    for step in path.split("/") if path else ["*"]:
        found = [child for one in found for child in one if step in ("*", _local(child.tag))]
    for number, element in enumerate(found, start=1):
        value = _value(element)
        yield Record(f"item {number}", value if isinstance(value, dict) else {})


def read(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Postings of an XML file; option ``records`` is the path to its elements.

    Raises:
        ReadError: no XML.
    """
    return read_records(source, entry, context, elements(data, entry.options.get("records", "")))
