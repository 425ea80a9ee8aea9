"""Reads Greenhouse's public board answers (``v1/boards/{token}/jobs?content=true``).  Never guesses a period."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any

from jobmarket.catalog.sources import Input, Source
from jobmarket.readers.fields import Context, Record, as_number, as_text
from jobmarket.readers.jsontext import objects, parse
from jobmarket.readers.postings import read_records
from jobmarket.records import Pay, Reading

_CENTS = 100


def _bands(job: Mapping[str, Any]) -> Iterator[Pay]:
    """The pay ranges: in cents, with a currency and without a period."""
    for band in job.get("pay_input_ranges") or ():
        low, high = as_number(band.get("min_cents")), as_number(band.get("max_cents"))
        if low or high:
            ends = (low / _CENTS if low else None, high / _CENTS if high else None)
            yield Pay(*ends, as_text(band.get("currency_type")), None, basis="field")


def shape(record: Record, context: Context) -> Mapping[str, Any]:
    """The fields of one job.

    ``content`` is HTML escaped once more than HTML is.  ``updated_at`` moves in bulk and is no posting
    date: only ``first_published`` is.
    """
    job = record.values
    return {
        "native_id": job.get("id"),
        "title": job.get("title"),
        "text": html.unescape(as_text(job.get("content")) or ""),
        "url": job.get("absolute_url"),
        "employer": job.get("company_name"),
        "date_posted": job.get("first_published"),
        "location": (job.get("location") or {}).get("name"),
        "pay": tuple(_bands(job)),
    }


def read(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Postings of one board.

    Raises:
        ReadError: no JSON, or no list ``jobs``.
    """
    return read_records(source, entry, context, objects(parse(data), "jobs"), shape)
