"""The bench measures what it says: its ads are repeatable, its questions are answered, a missed target says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench import ads, scale, watching
from bench.table import Row, best, markdown, write
from made_up_home import QUIET, new_home

from jobmarket import journey, warehouse
from jobmarket.home import Home

POOL = [ads.Ad("ML Engineer", "<p>We use Keras.<p>We ship.<ul><li>Own models</ul>"), ads.Ad(None, "<p>Acme | Data Engineer")]


def test_ads_of_any_number_are_repeatable_and_partly_reposts() -> None:
    made = list(ads.boards(POOL, 250))
    assert made == list(ads.boards(POOL, 250))
    jobs = [job for _, data in made for job in json.loads(data)["jobs"]]
    assert [len(json.loads(data)["jobs"]) for _, data in made] == [100, 100, 50]
    assert [job["id"] for job in jobs] == list(range(250))
    assert all("&lt;" in job["content"] for job in jobs)
    later = next(ads.boards(POOL, 100, first=7, seed=3))
    assert later[0] == "employer-7.json"


def test_ads_kept_are_read_as_ads(tmp_path: Path) -> None:
    here = new_home(tmp_path)
    ads.fill(here, POOL, 130)
    (part,) = journey.read(here, QUIET)
    assert json.loads((part / "part.json").read_text())["postings"] == 130
    assert len(ads.texts(here, 120)) == 120
    assert all("<" in text for text in ads.texts(here, 120))


@pytest.mark.parametrize("name", sorted(scale.QUERIES))
def test_common_questions_have_answers(name: str, travelled: Home) -> None:
    with warehouse.connect(travelled) as connection:
        rows = connection.execute(scale.QUERIES[name]).fetchall()
    assert rows
    assert any(row[-1] for row in rows)


def test_a_missed_target_says_so(tmp_path: Path) -> None:
    rows = [
        Row("a", "slow", "9 s", "1 s", 9.0, "×", 5),
        Row("a", "fast", "2 s", "1 s", 2.0, "×", 5),
        Row("a", "twice", "1 s", "2 s", 2.0, "× faster", 1.8, False),
        Row("a", "unmeasured", "skipped", limit=5),
    ]
    assert [row.met for row in rows] == [False, True, True, None]
    table = markdown(rows, {"cores": 2})
    assert table.count("**missed**") == 1
    assert "at least 1.8 × faster" in table
    write(tmp_path / "x", rows, {"cores": 2})
    assert [row["met"] for row in json.loads((tmp_path / "x.json").read_text())["rows"]] == [False, True, True, None]


def test_watching_sees_a_process_and_its_children() -> None:
    hold = "import subprocess, sys, time; x = b'1' * 60_000_000"
    code = f"{hold}; subprocess.run([sys.executable, '-c', '''{hold}; time.sleep(0.8)''']); print('done')"
    seen = watching.watched(["-c", code], {})
    assert seen.output == "done\n"
    assert seen.memory is None or seen.memory > 100_000_000
    assert seen.seconds > 0.8
    with pytest.raises(RuntimeError, match="ended with 3"):
        watching.watched(["-c", "raise SystemExit(3)"], {})


def test_best_is_the_least() -> None:
    read = iter((0.0, 3.0, 5.0, 6.0, 10.0, 14.0))  # three runs, of 3, 1 and 4 seconds
    assert best(3, lambda: None, lambda: next(read)) == 1.0
