"""Reads JSON files and JSON lines as records, an object each.  Never looks into an object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from jobmarket.catalog.sources import Input, Source
from jobmarket.errors import ReadError
from jobmarket.readers.fields import Context, Record, Unreadable
from jobmarket.readers.postings import read_records
from jobmarket.records import Reading


def parse(data: bytes) -> Any:
    """A JSON file.

    Raises:
        ReadError: it is none, or nested too deeply; the message names the place.
    """
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"no JSON ({error})") from error


def lines(data: bytes) -> Iterator[Record | Unreadable]:
    """The objects of JSON lines; a bad line is unreadable, and the rest goes on."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            found = parse(line)
        except ReadError as error:
            yield Unreadable(f"line {number}", error.what)
            continue
        if isinstance(found, dict):
            yield Record(f"line {number}", found)
        else:
            yield Unreadable(f"line {number}", "no JSON object")


def objects(found: Any, path: str = "") -> Iterator[Record | Unreadable]:
    """The objects of the list at a dotted path inside parsed JSON ("" for the top).

    Raises:
        ReadError: there is no list.
    """
    for key in filter(None, path.split(".")):
        found = found.get(key) if isinstance(found, Mapping) else None
    if not isinstance(found, list):
        raise ReadError(f"no list at {path or 'the top'}", todo="see whether the format has changed")
    for number, item in enumerate(found, start=1):
        where = f"item {number}"
        yield Record(where, item) if isinstance(item, dict) else Unreadable(where, "no JSON object")


def read_lines(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Postings of JSON lines, all fields by the source's rules."""
    return read_records(source, entry, context, lines(data))


def read(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Postings of a JSON file; option ``records`` is the path to its list, or ``@``: the file is one record.

    Raises:
        ReadError: no JSON, or no list there.
    """
    path, found = entry.options.get("records", ""), parse(data)
    if path == "@":
        if not isinstance(found, dict):
            raise ReadError("no JSON object", todo="see whether the format has changed")
        return read_records(source, entry, context, [Record("the file", found)])
    return read_records(source, entry, context, objects(found, path))
