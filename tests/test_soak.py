"""A year of daily runs: reposts, vanishing ads, failing days; memory and disk stay flat, time nearly, history right.

Every day is gathered and read; what was gathered is published on every day of the first and the last two months,
and on each fifth day between them.
"""

from __future__ import annotations

import contextlib
import gc
import json
import resource
import shutil
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest
from made_up_home import QUIET, few_tables, fill, new_home
from made_up_posts import posts
from replay import Answer, replay

from jobmarket import build, journey, versions, warehouse
from jobmarket.catalog.claims import claims
from jobmarket.home import PROJECT, Home
from jobmarket.live import gathering
from jobmarket.lock import only_run

DAYS = 365
FIRST = date(2026, 1, 1)
DAILY = 60  # days at either end of the year on which a run is published each day
TURNS = 15
STANDS, PAUSE = 20, 30  # days an opening is advertised, and days after which it is advertised again
FIRMS = ("Heron", "Otter", "Plover", "Marten", "Lynx", "Ibis", "Tern")
SAYS = (
    "We forecast tides for harbours and look for somebody who trains models with {a}, reads papers and "
    "measures twice. Our team of nine ships every week. {b} is a plus. Opening number {n}."
)


def day_of(number: int) -> datetime:
    return datetime(FIRST.year, FIRST.month, FIRST.day, 7, tzinfo=UTC) + timedelta(days=number)


def openings(day: int) -> list[tuple[int, int]]:
    """Openings advertised on a day: (id of the ad, number of the opening).  Every day one begins; each is posted
    again under another id after a pause."""
    standing = [(1000 + start, start) for start in range(max(0, day - STANDS + 1), day + 1)]
    again = day - PAUSE
    return standing + [(5000 + start, start) for start in range(max(0, again - STANDS + 1), again + 1)]


def board(day: int) -> bytes:
    jobs = [
        {
            "id": native,
            "title": f"Machine Learning Engineer {number}",
            "absolute_url": f"https://boards.greenhouse.io/quayside/jobs/{native}",
            "location": {"name": "Berlin, Germany"},
            "updated_at": day_of(number).isoformat(),
            "first_published": day_of(number if native < 5000 else number + PAUSE).isoformat(),
            "company_name": FIRMS[number % len(FIRMS)],
            "content": SAYS.format(a=("PyTorch", "TensorFlow")[number % 2], b="Keras", n=number),
        }
        for native, number in openings(day)
    ]
    return json.dumps({"jobs": jobs}).encode()


def publishes(day: int) -> bool:
    return day < DAILY or day >= DAYS - DAILY or day % 5 == 0


def fails(day: int) -> bool:
    return day % 11 == 7


def small_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Few claims, one page with its mart, one process: a year fits into minutes."""
    here = new_home(folder)
    (here.pages).unlink()
    here.pages.mkdir()
    for page in ("sources.py", *(path.name for path in (PROJECT / "dashboards").glob("_*.py"))):
        (here.pages / page).symlink_to(PROJECT / "dashboards" / page)
    few = dict(list(claims().items())[:3])
    monkeypatch.setattr(versions, "claims", lambda: few)
    tables = few_tables()
    monkeypatch.setattr(build, "tables", lambda: tables)
    monkeypatch.setattr(journey, "workers", lambda: contextlib.nullcontext(None))
    monkeypatch.setattr("jobmarket.live.plan.shelf", lambda _: {"greenhouse": ["quayside"]})
    fill(here, posts(60), folder / "files")
    return here


def disk(folder: Path) -> int:
    """Bytes on the disk; a file with several names counts once."""
    return sum({path.stat().st_ino: path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file()}.values())


@pytest.mark.slow(minutes=13)
def test_a_year_of_daily_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = small_home(tmp_path, monkeypatch)
    today = 0

    def answer(path: str) -> Answer:
        return Answer(status=500) if fails(today) else Answer(body=board(today))

    def lives_through(home: Home, publish: bool) -> float:
        """What a day costs a home: seconds of processor."""
        started = time.process_time()
        with only_run(home):
            ended = {one.what for one in journey.gather_sources(home, ["greenhouse"], None, QUIET)}
            assert ended == ({"failed"} if fails(today) else {"fetched"}), (today, ended)
            journey.read(home, QUIET)
            if publish:
                versions.build_warehouse(home, QUIET)
        return time.process_time() - started

    young = Home(project=here.project, root=tmp_path / "young")
    holds, memory, parts = [], [], []
    with replay(answer) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        monkeypatch.setattr(gathering, "now", lambda: day_of(today))
        for today in range(DAYS):
            if today == DAILY:
                shutil.copytree(here.root, young.root, symlinks=True)
            lives_through(here, publishes(today))
            if today % 5 == 0:
                gc.collect()
                holds.append(disk(here.root))
                memory.append(int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize())
                parts.append(len(list((here.facts / "greenhouse").iterdir())))

    assert max(parts) <= 10
    half = len(memory) // 2
    assert max(memory[half:]) - max(memory[half - 10 : half]) < 60_000_000, memory
    # Disk: a day adds what is new of it (an answer, a state's pages), in the second half as much as in the first; of
    # the days between those months that are published daily.
    first, last_one = DAILY // 5 + 1, (DAYS - DAILY) // 5
    middle = (first + last_one) // 2
    spring, autumn = holds[middle] - holds[first], holds[2 * middle - first] - holds[middle]
    assert autumn < 1.25 * spring + 1_000_000, (spring, autumn)

    # The history is right: every ad that ever stood, with the days on which it was seen.
    last = DAYS - 1
    ever: dict[int, list[int]] = {}
    for day in range(DAYS):
        for native, _ in [] if fails(day) else openings(day):
            ever.setdefault(native, []).append(day)
    with warehouse.connect(here) as connection:
        seen = connection.execute(
            """SELECT native_id::INTEGER, first_seen_at::DATE, last_seen_at::DATE, date_posted
               FROM postings WHERE source = 'greenhouse'"""
        ).fetchall()
        groups = connection.execute(
            """SELECT native_id::INTEGER % 1000 AS opening, count(DISTINCT duplicate_group)
               FROM postings WHERE source = 'greenhouse' GROUP BY ALL HAVING count(*) = 2"""
        ).fetchall()
        runs = connection.execute("SELECT count(*) FROM runs").fetchall()[0][0]
        decided = connection.execute("SELECT count(*), count(DISTINCT (claim_id, decided_at)) FROM verdict_history").fetchall()[0]
    assert {row[0] for row in seen} == set(ever)
    for native, first, latest, posted in seen:
        days = ever[native]
        assert (first, latest) == (day_of(days[0]).date(), day_of(days[-1]).date()), native
        assert posted == day_of(native - 1000 if native < 5000 else native - 5000 + PAUSE).date()
    # A repost is one ad with the first posting, wherever both were seen.
    assert groups
    assert {count for _, count in groups} == {1}
    assert runs == sum(map(publishes, range(DAYS)))
    assert decided[0] == decided[1]
    states = [json.loads(line)["name"] for line in (here.states / "states.jsonl").read_text().splitlines()]
    assert len(states) == len(set(states))
    assert {path.name for path in here.states.iterdir() if path.is_dir()} == set(states)
    assert last in ever[1000 + last]

    # Nearly flat: where the past is six times as long a run costs a third to a half more (1.32 to 1.52 measured, the most
    # beside other work); under 1.8, far from the 6 of a cost that grows
    # with the past.  As many ads stand in the home that is two months old, and the two take turns, so that what else the
    # machine does falls on both.
    early, late = [], []
    with replay(answer) as server:
        monkeypatch.setenv("JOBMARKET_REPLAY", server.url)
        for after in range(TURNS):
            for home, days, took in ((young, DAILY, early), (here, DAYS, late)):
                today = days + after
                took.append(lives_through(home, publish=True))
    assert median(late) < 1.8 * median(early), (early, late)
