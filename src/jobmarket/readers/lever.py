"""Reads Lever's public postings answers (``v0/postings/{site}?mode=json``).  Never drops half of the text."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any

from jobmarket.catalog.sources import Input, Source
from jobmarket.readers.fields import Context, Record, as_items, as_number, as_text
from jobmarket.readers.jsontext import objects, parse
from jobmarket.readers.postings import read_records
from jobmarket.records import Pay, Period, Reading

_PERIODS: Mapping[str, Period] = {
    "per-year-salary": "year", "per-month-salary": "month", "per-week-salary": "week",
    "per-day-wage": "day", "per-hour-wage": "hour",
}  # fmt: skip
_WORK_MODES = {"remote": "remote", "hybrid": "hybrid", "onsite": "onsite", "on-site": "onsite"}


def _text(job: Mapping[str, Any]) -> str:
    """The whole ad as HTML: Lever keeps requirements in ``lists`` and the rest in ``additional``."""
    parts = [as_text(job.get("description")) or as_text(job.get("descriptionPlain"))]
    for block in job.get("lists") or ():
        heading, items = as_text(block.get("text")), as_text(block.get("content"))
        parts.append(f"<h3>{html.escape(heading)}</h3>" if heading else None)
        parts.append(f"<ul>{items}</ul>" if items else None)
    parts.append(as_text(job.get("additional")))
    return "\n".join(part for part in parts if part)


def _bands(job: Mapping[str, Any]) -> Iterator[Pay]:
    """The salary range, where the job has one."""
    band = job.get("salaryRange") or {}
    low, high = as_number(band.get("min")), as_number(band.get("max"))
    if low or high:
        period = _PERIODS.get(band.get("interval") or "")
        yield Pay(low or None, high or None, as_text(band.get("currency")), period, basis="field")


def shape(record: Record, context: Context) -> Mapping[str, Any]:
    """The fields of one job.  ``country`` is that of the first place, so it counts only where it is alone."""
    job = record.values
    kinds = job.get("categories") or {}
    places = as_items(kinds.get("allLocations")) or as_items(kinds.get("location")) or ()
    return {
        "native_id": job.get("id"),
        "title": job.get("text"),
        "text": _text(job),
        "url": job.get("hostedUrl"),
        "date_posted": job.get("createdAt"),
        "location": "; ".join(places),
        "country": job.get("country") if len(places) <= 1 else None,
        "work_mode": _WORK_MODES.get(job.get("workplaceType") or ""),
        "employment_type": kinds.get("commitment"),
        "pay": tuple(_bands(job)),
    }


def read(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Postings of one site.

    Raises:
        ReadError: no JSON, or no list at the top.
    """
    return read_records(source, entry, context, objects(parse(data)), shape)
