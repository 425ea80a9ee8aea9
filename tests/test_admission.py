"""Evidence unlike what its source gave before is held back and told; a source that stops changing is called stale."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from made_up_home import QUIET, new_home

from jobmarket import explain, lines, versions, warehouse
from jobmarket.catalog.freshness import allowed_days, is_stale
from jobmarket.catalog.sources import Expect, source, sources
from jobmarket.facts import SCHEMA, facts_table
from jobmarket.judge.admission import admit, shape_of
from jobmarket.parts import write_part
from jobmarket.reading import PART_FILE
from jobmarket.records import Posting

NAME = "greenhouse"


def part(folder: Path, number: int, ads: int = 300, **changes: Any) -> Path:
    """A part of made-up ads; ``changes`` are fields of all postings, or what a number gives for them."""
    def one(place: int) -> Posting:
        given: dict[str, Any] = {
            "text": f"We are hiring a machine learning engineer ({'PyTorch' if place % 3 else 'SQL'}). Salary: $120,000 - $150,000 a year. Apply with your resume, number {place}.",
            "title": "ML Engineer", "employer": f"Acme {place % 40}", "location": "Berlin, Germany", "date_posted": date(2026, 4, 1),
        }  # fmt: skip
        given |= {name: value(place) if callable(value) else value for name, value in changes.items()}
        return Posting(NAME, f"{number}-{place}", identity="named", first_seen_at=SEEN, last_seen_at=SEEN, **given)

    made = folder / NAME / f"{number:06d}"
    table = facts_table(map(one, range(ads)), collection=NAME) if ads else SCHEMA.empty_table()
    write_part(made, table, (), ())
    told = {
        "source": NAME, "obtained_at": "2026-05-01T00:00:00Z", "postings": ads, "observations": 0, "issues": 0,
        "inputs_sha256": f"{number:064d}", "extractor": "0",
    }  # fmt: skip
    (made / PART_FILE).write_text(json.dumps(told))
    return made


SEEN = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def before(tmp_path: Path) -> Path:
    return part(tmp_path, 1)


def test_more_of_the_same_is_admitted(tmp_path: Path, before: Path) -> None:
    folders = [before, part(tmp_path, 2), part(tmp_path, 3, ads=0), part(tmp_path, 4, ads=3, title=None, text="short")]
    assert admit(folders) == admit(admit(folders).folders)
    assert admit(folders).folders == tuple(folders)
    assert admit(folders).alerts == ()


def lost(share: float, value: Any, otherwise: Any) -> Callable[[int], Any]:
    return lambda place: value if place % 100 < share * 100 else otherwise


SPOILT: dict[str, tuple[dict[str, Any], str]] = {
    "no framework is heard": ({"text": "We are hiring a machine learning engineer. Apply with your resume."}, "of ads name a framework"),
    "employers are gone": ({"employer": None, "text": "we hire; PyTorch"}, "employer_key filled in"),
    "half of the places are gone": ({"location": lost(0.5, None, "Berlin, Germany")}, "locations filled in"),
    "no text": ({"text": ""}, "text filled in 0%"),
    "no dates": ({"date_posted": None}, "date_posted filled in 0%"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "why"), SPOILT.values(), ids=SPOILT.keys())
def test_a_part_out_of_its_band_is_held_back_and_told(tmp_path: Path, before: Path, changes: dict[str, Any], why: str) -> None:
    spoilt, after = part(tmp_path, 2, **changes), part(tmp_path, 3)
    found = admit([before, spoilt, after])
    assert found.folders == (before, after)
    (alert,) = found.alerts
    assert (alert.source, alert.severity, alert.snapshot) == (NAME, "error", spoilt.name)
    assert why in alert.what
    assert "held back" in alert.what


@pytest.mark.slow
def test_no_verdict_moves_by_what_is_held_back_and_a_stale_source_is_called_so(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    part(home.facts, 1)
    first = versions.build_warehouse(home, QUIET)
    part(home.facts, 2, text="We are hiring a machine learning engineer. Apply with your resume.", employer=None)
    # It answered again two months later, with nothing new.
    asked = {"source": NAME, "name": "a.json", "url": "", "what": "unchanged", "detail": "304", "seen_at": "2026-07-01T00:00:00+00:00"}
    lines.append(home.snapshots / NAME / "outcomes.jsonl", [asked])
    second = versions.build_warehouse(home, QUIET)
    same = ["claim_id", "verdict", "estimate", "low", "high", "postings"]
    assert first.verdicts[same].equals(second.verdicts[same])
    with warehouse.connect(home) as connection:
        told = connection.execute("SELECT severity, snapshot FROM issues WHERE what LIKE 'held back%'").fetchall()
        held = connection.execute("SELECT count(*) FROM postings").fetchall()
        stale = connection.execute("SELECT source FROM sources WHERE is_stale").fetchall()
        status = explain.status(connection, home).set_index("source")["stale"]
    assert told == [("error", "000002")]
    assert held == [(300,)]
    assert stale == [(NAME,)]
    assert list(status[status].index) == [NAME]


def test_a_declared_band_decides(tmp_path: Path, before: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dataclasses

    loud = part(tmp_path, 2, text="TensorFlow PyTorch Keras: we are hiring an engineer. Apply with your resume.")
    for expect, held in ((Expect(mention_band=(0.8, 1.2)), True), (Expect(mention_band=(0.1, 10)), False), (Expect(postings=(0, 299)), True)):
        declared = dataclasses.replace(source(NAME), expect=expect)
        monkeypatch.setattr("jobmarket.judge.admission.sources", lambda declared=declared: {NAME: declared})
        assert bool(admit([before, loud]).alerts) is held, expect


def test_a_flood_is_held_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmarket.judge.admission.LEAST", 10)
    monkeypatch.setattr("jobmarket.judge.admission.MOST_TIMES", 5)
    found = admit([part(tmp_path, 1, ads=20), part(tmp_path, 2, ads=101)])
    assert "101 postings after 20" in found.alerts[0].what


def test_the_first_part_of_a_source_counts(tmp_path: Path) -> None:
    spoilt = part(tmp_path, 1, text="", employer=None)
    assert admit([spoilt]).folders == (spoilt,)
    assert shape_of([]).postings == 0


@pytest.mark.parametrize(
    ("name", "days", "stale"),
    [("greenhouse", 13, False), ("greenhouse", 15, True), ("hn-jobs-data-2026", 4000, None), ("stapply-ats-2025", 4000, None)],
)
def test_a_source_unchanged_for_too_long_is_stale(name: str, days: int, stale: bool | None) -> None:
    assert is_stale(source(name), SEEN, SEEN + timedelta(days=days)) is stale


def test_what_never_answered_is_not_called_stale() -> None:
    assert is_stale(source(NAME), None, SEEN) is None
    assert is_stale(source(NAME), SEEN, None) is None


def test_every_live_source_has_a_cadence_that_can_be_kept() -> None:
    assert [each.name for each in sources().values() if each.live and each.live.default and allowed_days(each) is None] == []
