"""Reads folders that keep one ad a file, as YAML or as a page turned into Markdown.  Never edits the ad."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from jobmarket.catalog.sources import Input, Source
from jobmarket.errors import ReadError
from jobmarket.readers.fields import Context, Record, stem
from jobmarket.readers.postings import read_records
from jobmarket.readers.table import decoded
from jobmarket.records import Reading

_HEADER = re.compile(r"(?:Title|URL Source|Published Time|Markdown Content): ?")
_DEEPEST = 30  # levels of YAML: libyaml's loader overruns the stack on thousands (seen 2026-11-21)
_HEAD_WITHIN = 300  # characters from the start in which a page's own heading is sought


def parse_yaml(text: str) -> Any:
    """A YAML document; all its scalars stay text.

    Raises:
        ReadError: none, or nested too deeply.
    """
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _DEEPEST:
                    raise ReadError("YAML nested too deeply for an ad")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
        return yaml.load(text, Loader=loader)
    except (yaml.YAMLError, ValueError) as error:
        told = " ".join(str(error).split())[:160]
        raise ReadError(f"no YAML ({told})") from error


def read_yaml(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """The posting of a YAML file.

    Raises:
        ReadError: no YAML, or no mapping at the top.
    """
    text, troubles = decoded(data, entry.options)
    found = parse_yaml(text)
    if not isinstance(found, dict):
        raise ReadError("no YAML mapping")
    return read_records(source, entry, context, [*troubles, Record(stem(context.snapshot.name), found)])


def _page(text: str, head: re.Pattern[str] | None) -> Mapping[str, Any]:
    """The parts of a page saved as Markdown: header lines, ``head`` (to the end of a pattern), ``content``."""
    values: dict[str, Any] = {}
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        line = text[start:end]
        if not (found := _HEADER.match(line)):
            if line.strip():
                break
        else:
            values[found[0].rstrip(": ")] = line[found.end() :].strip()
        start = end
    content = text[start:]
    if head and (hit := head.search(content, 0, _HEAD_WITHIN)):
        values["head"], content = content[: hit.end()], content[hit.end() :]
    return {**values, "content": content}


def read_markdown(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """The posting of a page saved as Markdown under header lines (``Title:``, ``URL Source:``).

    Option ``head``: a pattern whose end, near the top, parts the page's heading from the ad.
    """
    text, troubles = decoded(data, entry.options)
    head = re.compile(entry.options["head"]) if "head" in entry.options else None
    record = Record(stem(context.snapshot.name), _page(text, head))
    return read_records(source, entry, context, [*troubles, record])
