"""Ads in any number: real ones resampled where they are at hand, made-up ones otherwise.  Keeps nothing.

A resampled ad takes the blocks of one real ad and swaps two in five for blocks of others, so that no two are alike
unless they are meant to be; three in ten are reposts of their employer's earlier ad, a month or more later.
"""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from made_up_posts import posts

from jobmarket import snapshots
from jobmarket.catalog.sources import source
from jobmarket.home import PROJECT, Home
from jobmarket.readers import read_snapshots
from jobmarket.records import Snapshot

CORPORA = PROJECT.parent / "shared" / "corpora"
# Half from applicant-tracking systems (7 KB of HTML each), half short posts (1.3 KB): about 4 KB an ad.
_HALVES = (("stapply-ats-2025", "eu-labs-ats-2026-05"), ("hn-whoishiring-2018-2026",))
_POOL = 4000
BOARD = 100  # ads an employer
SOURCE = "greenhouse"
_SEEN = datetime(2026, 6, 1, tzinfo=UTC)
_BLOCK = re.compile(r"(?=<(?:p|li|h[1-6]|ul|div)\b)")
_PLACES = ("Berlin, Germany", "New York, NY", "Singapore", "Toronto, Canada", "Paris, France", "Remote, US", "Bengaluru, India", "São Paulo, Brazil")  # fmt: skip
_REPOSTED, _SWAPPED = 0.3, 0.4
_FIRST_DAY = date(2023, 6, 1)


@dataclass(frozen=True, slots=True)
class Ad:
    """An ad to resample: its title (None for a post) and its HTML."""

    title: str | None
    text: str


def _real(name: str) -> list[Ad]:
    declared, folder = source(name), CORPORA / name
    files = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*")) if file.is_file()}
    kept = [
        Snapshot(name, each, "", "", declared.seen_at_of(each) or _SEEN) for each in files if not declared.ignores(each)
    ]
    read = read_snapshots(declared, kept, lambda one: snapshots.decode(files[one.name].read_bytes()))
    return [Ad(ad.title, ad.text) for reading in read for ad in reading.postings if "<p" in ad.text or "<li" in ad.text]


def pool() -> tuple[list[Ad], str]:
    """Ads to resample, and what they are."""
    chance = random.Random(1)
    if not CORPORA.is_dir():
        made = [json.loads(line)["text_html"] for line in posts(_POOL // 4).splitlines()]
        return [Ad(None, text) for text in made], "made-up ads"
    found = []
    for half in _HALVES:
        found += chance.sample([ad for name in half for ad in _real(name)], _POOL // 2)
    chance.shuffle(found)
    return found, "real ads resampled"


def resampled(ads: list[Ad], count: int, *, seed: int = 2) -> Iterator[Ad]:
    """``count`` ads made of the blocks of these."""
    chance = random.Random(seed)
    cut = [[block for block in _BLOCK.split(ad.text) if block] for ad in ads]
    for _ in range(count):
        place = chance.randrange(len(ads))
        blocks = [
            chance.choice(cut[chance.randrange(len(cut))]) if chance.random() < _SWAPPED else block
            for block in cut[place]
        ]
        yield Ad(ads[place].title, "".join(blocks))


def boards(ads: list[Ad], count: int, *, first: int = 0, seed: int = 2) -> Iterator[tuple[str, bytes]]:
    """``count`` ads as answers of a public board interface: name and bytes, :data:`BOARD` ads each."""
    chance = random.Random(seed)
    made = resampled(ads, count, seed=seed)
    for number in range(first, first + (count + BOARD - 1) // BOARD):
        jobs: list[dict[str, object]] = []
        for place in range(min(BOARD, count - (number - first) * BOARD)):
            day = _FIRST_DAY + timedelta(days=chance.randrange(1000))
            job: dict[str, object] = {}
            if jobs and chance.random() < _REPOSTED:
                job = dict(chance.choice(jobs))
                next(made)
            else:
                ad = next(made)
                job = {"content": html.escape(ad.text), "location": {"name": chance.choice(_PLACES)}}
                job |= {"title": ad.title} if ad.title else {}
            known = number * BOARD + place
            job |= {"id": known, "absolute_url": f"https://boards.example/{known}"}
            job |= {"company_name": f"Employer {number}", "first_published": f"{day}T09:00:00Z"}
            jobs.append(job)
        yield f"employer-{number}.json", json.dumps({"jobs": jobs}).encode()


def fill(here: Home, ads: list[Ad], count: int, *, first: int = 0, seed: int = 2, seen_at: datetime = _SEEN) -> int:
    """Keep so many resampled ads as snapshots; bytes of HTML they hold."""
    size, kept = 0, []
    for name, data in boards(ads, count, first=first, seed=seed):
        with snapshots.Arrival(here.snapshots, SOURCE) as arrival:
            arrival.write(data)
            kept.append(arrival.keep(name, seen_at=seen_at, url=None, status=200, settled=False))
        size += len(data)
    snapshots.settle(here.snapshots, kept)
    return size


def texts(here: Home, most: int) -> list[str]:
    """The HTML of the first ads kept, for the yardstick."""
    declared, found = source(SOURCE), []
    for one in snapshots.snapshots(here.snapshots, SOURCE):
        jobs = json.loads(snapshots.read(here.snapshots, one))["jobs"]
        found += [html.unescape(job["content"]) for job in jobs]
        if len(found) >= most:
            break
    assert declared.live
    return found[:most]
