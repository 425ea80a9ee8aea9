"""Reads schema.org JobPosting out of web-crawl archives (WARC), a page a record.  Never fetches, and never lets
one bad record cost the others.

Format: ISO 28500 (https://iipc.github.io/warc-specifications/), read by FastWARC.  A page is true upstream when
it was crawled, so each posting carries the time of its own record, not that of the file.  Only pages whose
bytes hold ``JobPosting`` are parsed at all: on an ordinary crawl that is fewer than one in a hundred.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC
from typing import IO, Any
from urllib.parse import urlsplit

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, WarcReader
from fastwarc.warc import ArchiveIterator, WarcRecord, any_type, response

from jobmarket.catalog.sources import Input, Source
from jobmarket.readers.fields import Context, Record, Unreadable
from jobmarket.readers.jobposting import job_postings, shape
from jobmarket.readers.postings import Ledger, read_records
from jobmarket.records import Posting, Reading

LARGEST_PAGE = 10_000_000
"""Bytes of a page, decoded.  Public crawls cut pages at one to five million; more is no ad."""
_SIGN = b"JobPosting"
_DECODERS: Mapping[str, Callable[[IO[bytes]], WarcReader]] = {
    "chunked": ChunkedReader,
    "gzip": GzipReader,
    "x-gzip": GzipReader,
    "br": BrotliReader,
}
_GZIP = b"\x1f\x8b\x08"
_PIECE = 1 << 20


def _inflated(body: bytes) -> bytes:
    """A ``deflate`` body: zlib's format as the standard says, or bare as some servers send it.

    Raises:
        OSError: it is neither.
    """
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(body, LARGEST_PAGE + 1)
        except zlib.error:
            continue
    raise OSError("no deflate")


def _decoded(record: WarcRecord, raw: bytes) -> bytes | None:
    """A body without its transfer and content encodings; None where it is not encoded as it says.

    Some crawlers store bodies decoded and leave the header: such a body is taken as it is.
    """
    headers = record.http_headers
    named = f"{headers.get('Transfer-Encoding') or ''},{headers.get('Content-Encoding') or ''}".lower()
    body = raw
    for name in (each.strip() for each in named.split(",")):
        try:
            if name == "deflate":
                body = _inflated(body)
            elif (decoder := _DECODERS.get(name)) is not None:
                body = decoder(io.BytesIO(body)).read(LARGEST_PAGE + 1)
        except (OSError, ValueError):
            return raw if _SIGN in raw else None
    return body


def _page(record: WarcRecord, where: str) -> bytes | Unreadable | None:
    """The bytes of a page worth parsing; None where the record is none."""
    record.parse_http(auto_decode="none")
    headers = record.http_headers
    if headers is None or headers.status_code is None:
        return Unreadable(where, "no HTTP answer in a response record")
    if headers.status_code != 200 or "html" not in (record.http_content_type or "html"):
        return None
    # The block is read to its end, so that what it holds cannot disturb the record behind it.
    raw = record.reader.read(LARGEST_PAGE + 1)
    if len(raw) < min(record.content_length, LARGEST_PAGE + 1):
        return Unreadable(where, "a page that the archive breaks off")
    if (body := _decoded(record, raw)) is None:
        return Unreadable(where, "a page that is not encoded as it says")
    if len(body) > LARGEST_PAGE:
        return Unreadable(where, f"a page of more than {LARGEST_PAGE:,} bytes") if _SIGN in body else None
    return body


def _breaks_off(packed: bytes) -> bool:
    """Whether gzip bytes end inside a member.  The format gives every record one of its own."""
    while packed[:3] == _GZIP:
        member = zlib.decompressobj(wbits=31)
        try:
            while packed and not member.eof:
                member.decompress(packed, _PIECE)
                packed = member.unconsumed_tail
        except zlib.error:
            return True
        if not member.eof:
            return True
        packed = member.unused_data
    return False


def _pages(data: bytes, ledger: Ledger) -> Iterator[tuple[WarcRecord, str, bytes]]:
    """Every page of an archive, with its address; what is no page is told to the ledger.

    An archive that breaks off, or turns into something else, gives what stood before.
    """
    number, last, where = 0, 0, "the start"
    try:
        for record in ArchiveIterator(io.BytesIO(data), record_types=any_type, parse_http=False):
            number, last = number + bool(record.headers.get("WARC-Type")), record.stream_pos
            if record.record_type != response:
                continue
            address = record.headers.get("WARC-Target-URI") or ""
            where = address or f"record {number}"
            try:
                page = _page(record, where)
            except (OSError, ValueError) as error:
                page = Unreadable(where, f"a record that cannot be read ({error})")
            if isinstance(page, Unreadable):
                ledger.note("warning", page.what, page.where)
            elif page is not None:
                yield record, address, page
    except (OSError, ValueError) as error:
        ledger.note("error", f"the archive cannot be read on ({error})", f"after {where}")
        return
    # FastWARC takes a file that ends inside a member for one that ends (2.0.1).
    if _breaks_off(data[last:]):
        ledger.note("error", "the archive breaks off", f"after {where}")
    elif data and not number:
        ledger.note("error", "an archive without a record", "the archive")


def _of_crawl(record: Record, context: Context) -> Mapping[str, Any]:
    """The fields of one JobPosting; an id that names no employer is one of the page's host only."""
    given = dict(shape(record, context))
    if not given["employer"]:
        host = urlsplit(context.snapshot.url or "").hostname or ""
        given["native_id"] = f"{host} {given['native_id']}".strip()
    return given


def read(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """The postings of an archive, packed or not.

    Issues count what could not be read by its reason, and name the first pages; one note says how many pages
    there were.
    """
    ledger, pages, named = Ledger(source, context), 0, 0
    postings: list[Posting] = []
    for record, address, page in _pages(data, ledger):
        pages += 1
        if _SIGN not in page:
            continue
        named += 1
        when = record.record_date
        crawled = when.astimezone(UTC).replace(microsecond=0) if when else context.snapshot.seen_at
        here = replace(context, snapshot=replace(context.snapshot, url=address or None, seen_at=crawled))
        found = (replace(one, where=f"{address} {one.where}") for one in job_postings(page))
        postings += read_records(source, entry, here, found, _of_crawl, ledger=ledger).postings
    if pages:
        ledger.note("note", f"{pages:,} pages, {named:,} of which name a JobPosting", "the archive")
    return Reading(postings=tuple(postings), issues=ledger.issues())
