"""Reads hiring threads kept as GitHub issues: a posting a comment.  Never keeps who wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jobmarket.catalog.sources import Input, Source
from jobmarket.errors import ReadError
from jobmarket.readers.fields import Context, Record, as_text
from jobmarket.readers.jsontext import objects, parse
from jobmarket.readers.postings import LeftOut, read_records
from jobmarket.records import Reading


def read(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Postings of one issue: its comments.

    Options: ``thread_url`` (address of the repository's issues) and ``digest``, a pattern that tells
    comments which only repeat other ads.

    Raises:
        ReadError: no JSON, or no issue with comments.
    """
    issue = parse(data)
    number = issue.get("issueNumber") if isinstance(issue, dict) else None
    if number is None:
        raise ReadError("no issue with comments")
    thread = f"{entry.option('thread_url')}/{number}"
    digest = re.compile(entry.options["digest"]) if "digest" in entry.options else None

    def shape(record: Record, context: Context) -> Mapping[str, Any]:
        comment = record.values
        body = as_text(comment.get("body"))
        if body is None:
            raise LeftOut("a comment without words")
        if comment.get("isMinimized") is True:
            raise LeftOut("a comment that the moderators hid")
        if digest and digest.match(body):
            raise LeftOut("a digest that repeats other ads")
        return {
            "native_id": comment.get("id"),
            "text": body,
            "url": f"{thread}#issuecomment-{comment.get('id')}",
            "date_posted": comment.get("createdAt"),
        }

    return read_records(source, entry, context, objects(issue, "comments"), shape)
