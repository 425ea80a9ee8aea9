"""Made-up web-crawl archives: pages with and without a JobPosting, and everything that can be wrong with a record."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

_FILLER = "<p>Our kiln fires at dawn, and the glaze is mixed by whoever slept well.</p>"
_TOOLS = ("PyTorch", "TensorFlow", "Keras", "JAX", "Go and Postgres", "Django")
_PLACES = (("Lyon", "FR"), ("Porto", "PT"), ("Osaka", "JP"), ("Leeds", "GB"))


def record(
    address: str,
    body: bytes,
    *,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    headers: str = "",
    date: str = "2026-09-12T01:02:03Z",
    block: bytes | None = None,
) -> bytes:
    """One response record of a WARC file, unpacked."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body
    held = answer if block is None else block
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: {date}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(held)}\r\n\r\n"
    )
    return head.encode() + held + b"\r\n\r\n"


def job(number: int, **said: Any) -> dict[str, Any]:
    """A made-up JobPosting as JSON-LD."""
    town, country = _PLACES[number % len(_PLACES)]
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": f"Machine Learning Engineer {number}",
        "description": f"<p>You will teach kiln number {number} to fire itself, with {_TOOLS[number % 6]}.</p>"
        "<p>We are hiring: apply with your resume. Responsibilities: models. Full-time, salary 70.000 € a year.</p>",
        "datePosted": f"2026-08-{1 + number % 28:02}",
        "identifier": str(number),
        "hiringOrganization": {"@type": "Organization", "name": f"Quill {number % 7} Ltd"},
        "jobLocation": {"address": {"addressLocality": town, "addressCountry": country}},
        **said,
    }


def page(job: dict[str, Any] | None, *, filler: int = 20) -> bytes:
    """A page, with a JobPosting or without."""
    block = f'<script type="application/ld+json">{json.dumps(job)}</script>' if job else ""
    return f"<html><head>{block}</head><body>{_FILLER * filler}</body></html>".encode()


def crawl(pages: int, *, share: float, seed: int = 3, filler: int = 250, packed: bool = True) -> bytes:
    """A file of ``pages`` records, packed one by one as crawls do; this ``share`` of them has a JobPosting."""
    chance = random.Random(seed)
    made = []
    for number in range(pages):
        has = chance.random() < share
        noise = "".join(chance.choices("abcdefghij <>/p", k=4000)) if filler else ""
        body = page(job(seed * 1000 + number) if has else None, filler=filler) + f"<!--{noise}-->".encode()
        one = record(f"https://quill{number % 7}.example/{seed}/{number}", body)
        made.append(gzip.compress(one, 6) if packed else one)
    return b"".join(made)


def crawl_files(folder: Path, files: int, *, pages: int, share: float, filler: int = 20) -> list[str]:
    """So many archives in a folder, named as crawls name them; their names, sorted."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for number in range(files):
        name = f"CRAWL-20260912{number:02}0203-2026091204{number:02}03-{number:05}.warc.gz"
        (folder / name).write_bytes(crawl(pages, share=share, seed=number + 1, filler=filler))
        names.append(name)
    return names
