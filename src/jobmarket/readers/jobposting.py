"""Reads schema.org JobPosting out of web pages (JSON-LD).  Never lets one bad block cost the others.

Terms: https://schema.org/JobPosting.  Pages write it loosely: raw line breaks in strings, comments or CDATA
around a block, ``@graph``, lists, a country as text, object or list, pay of zero, "YEN".
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from jobmarket.catalog.sources import Input, Source
from jobmarket.errors import ReadError
from jobmarket.readers.fields import Context, Record, Unreadable, as_number, as_text
from jobmarket.readers.postings import LeftOut, hash_id, read_records
from jobmarket.records import Basis, Pay, Period, Reading

_DEEPEST = 12
_DEEPEST_PAGE = 1_000  # open elements: a parser's time grows with the square of the depth
_OPENING = re.compile(rb"<(/?)[a-zA-Z]")
_BLOCK = re.compile(
    rb"""<script\s[^<>]{0,400}type\s{0,9}=\s{0,9}["']?application/ld\+json[^<>]{0,400}>""", re.IGNORECASE
)
_WRAPPING = re.compile(r"\A\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/|<!\[CDATA\[)|(?:-->|//\]\]>|/\*\]\]>\*/|\]\]>)\s*\Z")
_TRAILING_COMMA = re.compile(r",(\s{0,20}[}\]])")
_PERIODS: Mapping[str, Period] = {"HOUR": "hour", "DAY": "day", "WEEK": "week", "MONTH": "month", "YEAR": "year"}
_CURRENCIES = {"YEN": "JPY", "RMB": "CNY", "EURO": "EUR", "€": "EUR", "£": "GBP", "STG": "GBP"}
_PARTS = (
    ("description", ""), ("responsibilities", "Responsibilities"), ("qualifications", "Qualifications"),
    ("skills", "Skills"), ("experienceRequirements", "Experience"), ("educationRequirements", "Education"),
)  # fmt: skip


def _is_job(value: Any) -> bool:
    kinds = value.get("@type") if isinstance(value, Mapping) else None
    return any(str(kind).rsplit("/", 1)[-1] == "JobPosting" for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _jobs(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every JobPosting in parsed JSON-LD, wherever it stands."""
    if depth > _DEEPEST:
        return
    if _is_job(value):
        yield value
    elif isinstance(value, Mapping):
        for child in value.values():
            yield from _jobs(child, depth + 1)
    elif isinstance(value, list):
        for child in value:
            yield from _jobs(child, depth + 1)


def _parsed(block: str) -> Any:
    """One block as JSON, as leniently as it can be read without guessing.

    Raises:
        ReadError: it cannot.
    """
    bare = _WRAPPING.sub("", _WRAPPING.sub("", block)).strip().rstrip(";")
    for attempt in (bare, _TRAILING_COMMA.sub(r"\1", bare), html.unescape(bare)):
        try:
            return json.loads(attempt, strict=False)  # raw line breaks inside strings are let through
        except (ValueError, RecursionError):
            continue
    raise ReadError("a JSON-LD block that is no JSON")


def _is_too_deep(page: bytes) -> bool:
    """Whether more elements may be open at once than on any page."""
    if page.count(b"<") <= _DEEPEST_PAGE:
        return False
    depth = 0
    for tag in _OPENING.finditer(page):
        depth += -1 if tag[1] else 1
        if depth > _DEEPEST_PAGE:
            return True
    return False


def _blocks(page: bytes) -> list[str]:
    """The JSON-LD blocks of a page, also of one that no parser can be asked to read."""
    if not _is_too_deep(page):
        found = LexborHTMLParser(page).css('script[type^="application/ld+json"]')
        return [block.text(deep=True) or "" for block in found]
    blocks, lowered, end = [], page.lower(), 0
    while (start := _BLOCK.search(page, end)) and (end := lowered.find(b"</script", start.end())) >= 0:
        blocks.append(page[start.end() : end].decode("utf-8", "replace"))
    return blocks


def job_postings(page: bytes) -> Iterator[Record | Unreadable]:
    """Every JobPosting of a page, block by block; a block that cannot be read is unreadable.

    Bytes that are not UTF-8 are read as the parser finds them declared.
    """
    for number, block in enumerate(_blocks(page), start=1):
        where = f"block {number}"
        try:
            found = list(_jobs(_parsed(block)))
        except ReadError as error:
            yield Unreadable(where, error.what)
            continue
        for place, job in enumerate(found, start=1):
            yield Record(where if len(found) == 1 else f"{where}, job {place}", job)


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(value: Any) -> str | None:
    """The name of a thing that is text, an object with a name, or a list of such."""
    for one in _several(value):
        found = as_text(one.get("name") if isinstance(one, Mapping) else one)
        if found:
            return found.strip()
    return None


def _place(place: Any) -> str | None:
    """One place in words: town, region, country."""
    if not isinstance(place, Mapping):
        return as_text(place)
    address = place.get("address", place)
    if not isinstance(address, Mapping):
        return as_text(address) or as_text(place.get("name"))
    parts = [_name(address.get(key)) for key in ("addressLocality", "addressRegion", "addressCountry")]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or as_text(place.get("name"))


def _countries(job: Mapping[str, Any]) -> set[str]:
    found = set()
    for place in _several(job.get("jobLocation")):
        address = place.get("address") if isinstance(place, Mapping) else None
        for one in _several(address):
            if isinstance(one, Mapping) and (country := _name(one.get("addressCountry"))):
                found.add(country)
    return found


def _bands(job: Mapping[str, Any]) -> Iterator[Pay]:
    """Pay as the employer states it, and estimates marked as such; zero is no pay, an unknown currency none.

    Raises:
        ReadError: an amount is no number.
    """
    for key, basis in (("baseSalary", "field"), ("estimatedSalary", "estimate")):
        for amount in _several(job.get(key)):
            if not isinstance(amount, Mapping):
                continue
            inner = amount.get("value", amount)
            value = inner if isinstance(inner, Mapping) else {"value": inner}
            single = as_number(value.get("value"))
            low = as_number(value.get("minValue", amount.get("minValue"))) or single
            high = as_number(value.get("maxValue", amount.get("maxValue"))) or single
            if not (low or high) or (low and high and low > high):
                continue
            currency = (as_text(amount.get("currency")) or as_text(value.get("currency")) or "").strip().upper()
            currency = _CURRENCIES.get(currency, currency)
            unit = (as_text(value.get("unitText")) or as_text(amount.get("unitText")) or "").strip().upper()
            yield Pay(
                low or None,
                high or None,
                currency if re.fullmatch(r"[A-Z]{3}", currency) else None,
                _PERIODS.get(unit.removesuffix("LY")),
                basis=_basis(basis),
            )


def _basis(word: str) -> Basis:
    return "estimate" if word == "estimate" else "field"


def _text(job: Mapping[str, Any]) -> str:
    """The whole ad as HTML: some pages keep the requirements outside the description."""
    told = as_text(job.get("description")) or ""
    parts = [told]
    for key, heading in _PARTS[1:]:
        for one in _several(job.get(key)):
            said = as_text(one.get("description") or one.get("name") if isinstance(one, Mapping) else one)
            if said and said[:80] not in told:
                parts.append(f"<h3>{heading}</h3><p>{said}</p>")
    return "\n".join(part for part in parts if part)


def shape(record: Record, context: Context) -> Mapping[str, Any]:
    """The fields of one JobPosting.

    Raises:
        LeftOut: it names neither a title nor a description.
        ReadError: an amount is no number.
    """
    job = record.values
    title, text = as_text(job.get("title")) or _name(job.get("name")), _text(job)
    if not title and not text:
        raise LeftOut("a JobPosting without title and description")
    identifier = job.get("identifier")
    native = as_text(identifier.get("value") if isinstance(identifier, Mapping) else identifier)
    url = as_text(job.get("url")) or context.snapshot.url
    employer = _name(job.get("hiringOrganization"))
    allowed = [_place(place) for place in _several(job.get("applicantLocationRequirements"))]
    is_remote = "TELECOMMUTE" in (as_text(job.get("jobLocationType")) or "").upper()
    places = [_place(place) for place in _several(job.get("jobLocation"))] or (allowed if is_remote else [])
    countries = _countries(job)
    return {
        "native_id": f"{employer or ''} {native}".strip() if native else hash_id((employer, title, url, text[:200])),
        "title": title,
        "text": text,
        "url": url if url and url.startswith(("https://", "http://")) else None,
        "employer": employer,
        "industry": _name(job.get("industry")),
        "date_posted": job.get("datePosted"),
        "location": "; ".join(dict.fromkeys(place for place in places if place)),
        "country": countries.pop() if len(countries) == 1 else None,
        "work_mode": "remote" if is_remote else None,
        "employment_type": as_text(job.get("employmentType")),
        "pay": tuple(_bands(job)),
    }


def read(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """The postings of one page, whatever else stands on it."""
    return read_records(source, entry, context, job_postings(data), shape)
