"""Reads Hacker News "Who is hiring?" posts in the shapes collectors keep them.  Never keeps a handle.

A post has no title and names its employer in its words only, so both stay empty here.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from jobmarket.catalog.sources import Input, Source
from jobmarket.errors import ReadError
from jobmarket.readers.fields import Context, Record, Unreadable, as_date, as_text
from jobmarket.readers.jsontext import lines, objects, parse
from jobmarket.readers.postings import LeftOut, read_records
from jobmarket.records import Reading

_ITEM = re.compile(r"item\?id=(\d{1,12})")
_THREAD = re.compile(r"who is hiring\b.{0,20}\((\w{3,9}) (\d{4})\)", re.IGNORECASE)
_MONTHS = {  # spelt out: the calendar module's names follow the machine's language
    name: number
    for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
         "november", "december"), start=1)
}  # fmt: skip


def _post(native_id: Any, text: Any, posted: date | None) -> dict[str, Any]:
    """The fields every shape gives.

    Raises:
        LeftOut: the post has no words (deleted).
        ReadError: it has no id.
    """
    if isinstance(native_id, bool) or not str(native_id or "").isdigit():
        raise ReadError("no item id")
    if as_text(text) is None:
        raise LeftOut("a post without words (deleted)")
    return {
        "native_id": str(native_id),
        "url": f"https://news.ycombinator.com/item?id={native_id}",
        "text": text,
        "date_posted": posted,
    }


def thread_month(title: str | None) -> date | None:
    """The first day of the month a thread's title names; None where it is no hiring thread."""
    found = _THREAD.search(title or "")
    month = _MONTHS.get(found[1].lower()) if found else None
    return date(int(found[2]), month, 1) if found and month and int(found[2]) else None


def within_month(day: date | None, month: date | None) -> date | None:
    """An approximate day, moved into the month that is known for sure."""
    if day is None or month is None:
        return day or month
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    return min(max(day, month), last)


def _comment(record: Record, context: Context) -> Mapping[str, Any]:
    """A comment scraped from a thread's page: only top-level comments advertise.

    Its time is exact, or derived from "3 days ago" and the time of the scrape, which may lag by weeks;
    then the thread's month is right and the day only near.
    """
    row = record.values
    if row.get("indent") != 0:
        raise LeftOut("a reply to a post")
    day = as_date(row.get("time"))
    if row.get("time_precision") != "exact":
        day = within_month(day, thread_month(as_text(row.get("thread_title"))))
    return _post(row.get("id"), row.get("text_html"), day)


def _mapped(record: Record, context: Context) -> Mapping[str, Any]:
    """A post put on a map by its collector: its file says the month, and no more is known of its time.

    The collector's places come from a geocoder that errs; they are not the post's and are not read.
    """
    row = record.values
    found = _ITEM.search(as_text(row.get("url")) or "")
    return _post(found[1] if found else None, row.get("full_html"), as_date(_month_of(context.snapshot.name)))


def _month_of(name: str) -> str:
    """The month in a file's name.

    Raises:
        ReadError: it names none.
    """
    if not (found := re.search(r"(?<!\d)(\d{4}-\d{2})(?!\d)", name)):
        raise ReadError("the file's name says no month")
    return found[1]


def _run(record: Record, context: Context) -> Mapping[str, Any]:
    """A post fetched with its exact time; "direct" ones are job stories, whose headline is in their text."""
    row = record.values
    if row.get("source") not in ("who_is_hiring", "direct"):
        raise LeftOut(f"a post of another kind ({as_text(row.get('source'))})")
    return _post(row.get("id"), row.get("text"), as_date(row.get("time")))


def _child(record: Record, context: Context) -> Mapping[str, Any]:
    """A comment of a thread as the search API answers it."""
    row = record.values
    return _post(row.get("id"), row.get("text"), as_date(row.get("created_at") or row.get("created_at_i")))


def read_comments(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Postings of scraped threads: JSON lines, a comment each."""
    return read_records(source, entry, context, lines(data), _comment)


def read_mapped(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Postings of a month's file of mapped posts."""
    return read_records(source, entry, context, objects(parse(data)), _mapped)


def read_run(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Postings of one run of a collector: the list ``jobs``."""
    return read_records(source, entry, context, objects(parse(data), "jobs"), _run)


def read_thread(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Postings of a whole thread (hn.algolia.com ``/items/{id}``): its direct children.

    Raises:
        ReadError: the item is no "Who is hiring?" thread.
    """
    thread = parse(data)
    if not isinstance(thread, dict) or thread_month(as_text(thread.get("title"))) is None:
        raise ReadError('no "Who is hiring?" thread')
    return read_records(source, entry, context, _children(thread), _child)


_OF_THREAD = re.compile(r"(\d{1,12})/\d{1,12}(?:\.json)?$")


def _item(record: Record, context: Context) -> Mapping[str, Any]:
    """A comment kept by itself; its snapshot's name says of which thread.

    Raises:
        LeftOut: it is deleted, hidden, or a reply to another comment.
    """
    row = record.values
    if row.get("deleted") or row.get("dead"):
        raise LeftOut("a post without words (deleted)")
    thread = _OF_THREAD.search(context.snapshot.name)
    if thread is None or str(row.get("parent")) != thread[1]:
        raise LeftOut("a reply to a post")
    return _post(row.get("id"), row.get("text"), as_date(row.get("time")))


def read_firebase(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """The posting of one item (hacker-news.firebaseio.com ``/v0/item/{id}``); a thread itself holds none.

    Raises:
        ReadError: it is no item.
    """
    item = parse(data)
    if not isinstance(item, dict):
        raise ReadError("no item")
    if item.get("type") != "comment":
        return Reading()
    return read_records(source, entry, context, [Record(f"item {item.get('id')}", item)], _item)


def _children(thread: Mapping[str, Any]) -> Iterator[Record | Unreadable]:
    for item in objects(thread, "children"):
        if isinstance(item, Record) and item.values.get("type", "comment") != "comment":
            yield Unreadable(item.where, "no comment")
        else:
            yield item
