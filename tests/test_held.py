"""Postings held on the disk between being read and being made facts: nothing changes but what memory it takes."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest
from made_up_home import HN, QUIET, fill, new_home
from made_up_posts import posts

from jobmarket import journey, known, parts, reading
from jobmarket.facts import SCHEMA, facts_table, posting_id
from jobmarket.held import Held
from jobmarket.readers import newer
from jobmarket.records import Posting

DAY = datetime(2026, 3, 1, tzinfo=UTC)


def ad(name: str, text: str = "We plane boards. \U0001f6f6 \udc80", day: int = 0) -> Posting:
    seen = DAY + timedelta(days=day)
    return Posting("boards", name, text=text, date_posted=date(2026, 3, 1), first_seen_at=seen, last_seen_at=seen)


@pytest.fixture
def held(tmp_path: Path) -> Held:
    return Held(tmp_path / "held", partial(posting_id, collection="boards"))


def test_what_is_held_is_had_again_by_either_name(held: Held) -> None:
    with held:
        ads = {name: ad(name) for name in ("b", "a", "c")}
        for name, each in ads.items():
            held[name] = each
        assert [held.get(name) for name in ads] == list(ads.values())
        assert held.get("d") is None
        assert list(held.places()) == sorted(held.called(name) for name in ads)
        assert set(held.lot(tuple(held.places().values()))) == set(ads.values())


def test_the_last_version_set_is_the_one_held(held: Held) -> None:
    with held:
        held["a"] = ad("a", "first")
        held["b"] = ad("b")
        both = newer(held.get("a") or ad("-"), ad("a", "second", day=9))
        held["a"] = both
        assert len(held) == len(held.places()) == 2
        assert held.get("a") == both
        assert (both.text, both.first_seen_at, both.last_seen_at) == ("second", DAY, DAY + timedelta(days=9))


def test_a_lot_can_be_given_to_another_process(held: Held) -> None:
    with held:
        held["a"] = ad("a")
        lot = held.lot(tuple(held.places().values()))
        assert len(lot) == 1
        assert list(pickle.loads(pickle.dumps(lot))) == [ad("a")]


def test_nothing_stays_of_what_was_held(tmp_path: Path) -> None:
    def fails(held: Held) -> None:
        with held:
            held["a"] = ad("a")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails(Held(tmp_path / "held", lambda _: ""))
    assert not list(tmp_path.iterdir())


def test_postings_written_in_groups_are_the_bytes_of_all_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "ROWS", 4)
    rows = facts_table([ad(f"{number:02}", f"We want {number} tilers.") for number in range(10)], collection="boards")
    rows = rows.sort_by("posting_id")
    parts.write_part(tmp_path / "whole", rows, (), ())
    assert parts.write_postings(tmp_path / "groups", (rows.slice(first, 4) for first in range(0, 10, 4))) == 10
    whole, groups = (tmp_path / name / parts.POSTINGS_FILE for name in ("whole", "groups"))
    assert whole.read_bytes() == groups.read_bytes()
    assert parts.write_postings(tmp_path / "none", [SCHEMA.empty_table()]) == 0
    assert not list((tmp_path / "none").iterdir())


def test_a_reading_in_groups_has_the_rows_of_a_reading_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmarket.side_by_side.os.cpu_count", lambda: 1)
    tables: list[tuple[pa.Table, ...]] = []
    for rows in (50_000, 7):
        monkeypatch.setattr(reading, "ROWS", rows)
        here = new_home(tmp_path / str(rows))
        fill(here, posts(30), tmp_path / "files")
        (part,) = journey.read(here, QUIET)
        tables.append(tuple(pa.parquet.read_table(part / name) for name in (parts.POSTINGS_FILE, known.KNOWN_FILE)))
        assert part.parent.name == HN
        assert not list(part.parent.glob(".*"))
        assert not list(part.glob("*.held"))
    assert tables[0] == tables[1]
    assert tables[0][0].num_rows > 7
