"""Reads Ashby's public job-board answers (``posting-api/job-board/{name}``).  Never reads unlisted jobs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jobmarket.catalog.sources import Input, Source
from jobmarket.readers.fields import Context, Record, as_number, as_text
from jobmarket.readers.jsontext import objects, parse
from jobmarket.readers.postings import LeftOut, read_records
from jobmarket.records import Pay, Period, Reading

# "1 TIME" is paid once and "NONE" is no period: neither is pay for a job's time.
_PERIODS: Mapping[str, Period] = {
    "1 HOUR": "hour", "1 DAY": "day", "1 WEEK": "week", "1 MONTH": "month", "1 YEAR": "year",
}  # fmt: skip
_WORK_MODES = {"Remote": "remote", "Hybrid": "hybrid", "OnSite": "onsite"}


def _places(job: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The job's place and its secondary places, each with ``location`` and ``address``."""
    return [job, *(place for place in job.get("secondaryLocations") or () if isinstance(place, Mapping))]


def _country(job: Mapping[str, Any]) -> str | None:
    """The country of all the job's addresses; None where they differ or one is not given."""
    found = set()
    for place in _places(job):
        address = (place.get("address") or {}).get("postalAddress") or {}
        found.add(as_text(address.get("addressCountry")))
    return found.pop() if len(found) == 1 else None


def _bands(job: Mapping[str, Any]) -> Iterator[Pay]:
    """The salary bands of all compensation tiers, each once; equity, bonus and commission are not pay."""
    compensation = job.get("compensation") or {}
    for tier in compensation.get("compensationTiers") or ():
        for part in tier.get("components") or ():
            period = _PERIODS.get(part.get("interval") or "")
            low, high = as_number(part.get("minValue")), as_number(part.get("maxValue"))
            if part.get("compensationType") == "Salary" and period and (low or high):
                yield Pay(low or None, high or None, part.get("currencyCode"), period, basis="field")


def shape(record: Record, context: Context) -> Mapping[str, Any]:
    """The fields of one job.

    ``workplaceType`` beats ``isRemote`` (which is true for hybrid jobs too); older answers have only the
    latter.  The answer does not name the employer: the source's rules take it from the board's name.
    """
    job = record.values
    if job.get("isListed") is False:
        raise LeftOut("a job that is not listed")
    mode = _WORK_MODES.get(job.get("workplaceType") or "")
    if mode is None and not job.get("workplaceType") and job.get("isRemote") is True:
        mode = "remote"
    places = dict.fromkeys(p for place in _places(job) if (p := as_text(place.get("location"))))
    return {
        "native_id": job.get("id"),
        "title": job.get("title"),
        "text": as_text(job.get("descriptionHtml")) or job.get("descriptionPlain"),
        "url": job.get("jobUrl"),
        "date_posted": job.get("publishedAt"),
        "location": "; ".join(places),
        "country": _country(job),
        "work_mode": mode,
        "employment_type": job.get("employmentType"),
        "pay": tuple(dict.fromkeys(_bands(job))),
    }


def read(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Postings of one board.

    Raises:
        ReadError: no JSON, or no list ``jobs``.
    """
    return read_records(source, entry, context, objects(parse(data), "jobs"), shape)
