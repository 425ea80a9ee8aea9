"""What was decided when is never lost, and a flip is told."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from jobmarket import history
from jobmarket.errors import StateError
from jobmarket.home import PROJECT, Home


@pytest.fixture
def here(tmp_path: Path) -> Home:
    return Home(project=PROJECT, root=tmp_path)


def decided(
    verdict: str, day: str, estimate: float | None = 1.0, run_id: str = "r1", **shaped_by: str
) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "claim_id": "ships-float",
                "decided_at": pd.Timestamp(day),
                "verdict": verdict,
                "estimate": estimate,
                "run_id": run_id,
                **dict.fromkeys(("rule", "evidence", "extractor", "method"), "as ever"),
                **shaped_by,
            }
        ]
    )


def run(run_id: str) -> dict[str, str]:
    return {
        "run_id": run_id,
        "started_at": "2026-01-01T00:00:00Z",
        "finished_at": "2026-01-01T00:01:00Z",
        "kind": "test",
        "versions": "{}",
        "counts": "{}",
    }


def remember(here: Home, decided: pd.DataFrame, run: dict[str, str]) -> list[dict[str, object]]:
    """As a published run does it; what it says has changed."""
    changed = history.changes(here, decided)
    flips = history.flips(here, changed)
    history.remember(here, changed, run)
    return flips


def test_the_same_decision_is_written_once(here: Home) -> None:
    assert remember(here, decided("supported", "2026-01-01"), run("r1")) == []
    assert remember(here, decided("supported", "2026-01-01", run_id="r2"), run("r2")) == []
    assert len((here.history / "verdicts.jsonl").read_text().splitlines()) == 1


def test_a_flip_is_told_and_both_decisions_stay(here: Home) -> None:
    remember(here, decided("supported", "2026-01-01"), run("r1"))
    later = decided("contradicted", "2026-02-01", run_id="r2")
    shown = history.verdict_history(here, later)
    assert list(shown["verdict"]) == ["supported", "contradicted"]
    assert remember(here, later, run("r2")) == [
        {
            "claim_id": "ships-float",
            "was": "supported",
            "now": "contradicted",
            "why": "was supported; nothing that is kept differs",
        }
    ]


@pytest.mark.parametrize(
    ("shaped_by", "said"),
    [
        ({"evidence": "more"}, "was supported; the evidence changed"),
        ({"rule": "stricter"}, "was supported; its rule was changed"),
        ({"extractor": "v2"}, "was supported; the ads were read by another extractor"),
        (
            {"method": "v2", "evidence": "more"},
            "was supported; the judging code was changed, and the evidence changed",
        ),
    ],
)
def test_a_flip_says_what_differs(here: Home, shaped_by: dict[str, str], said: str) -> None:
    remember(here, decided("supported", "2026-01-01"), run("r1"))
    later = decided("contradicted", "2026-02-01", run_id="r2", **shaped_by)
    assert list(history.verdict_history(here, later)["why"]) == [None, said]
    assert remember(here, later, run("r2"))[0]["why"] == said
    # A rebuild reads it from the file.
    again = history.verdict_history(here, later)
    assert list(again["why"]) == [None, said]


def test_decisions_of_before_reasons_were_kept_are_still_read(here: Home) -> None:
    here.history.mkdir(parents=True)
    old = '{"claim_id": "ships-float", "decided_at": "2025-01-01", "verdict": "supported", "estimate": 1.0, "run_id": "r0"}\n'
    (here.history / "verdicts.jsonl").write_text(old, encoding="utf-8")
    shown = history.verdict_history(here, decided("contradicted", "2026-01-01"))
    assert list(shown["verdict"]) == ["supported", "contradicted"]
    assert list(shown["why"]) == [None, "was supported; decided before reasons were kept"]


def test_for_one_day_of_evidence_the_latest_run_counts(here: Home) -> None:
    remember(here, decided("inconclusive", "2026-01-01", None), run("r1"))
    shown = history.verdict_history(here, decided("supported", "2026-01-01", run_id="r2"))
    assert list(shown["verdict"]) == ["supported"]
    assert shown["decided_at"].dtype.kind == "M"


def test_runs_are_kept_and_dated(here: Home) -> None:
    remember(here, decided("supported", "2026-01-01"), run("r1"))
    shown = history.runs(here, run("r2"))
    assert list(shown["run_id"]) == ["r1", "r2"]
    assert str(shown["started_at"].dtype).endswith("UTC]")


def test_a_damaged_line_is_named(here: Home) -> None:
    here.history.mkdir(parents=True)
    (here.history / "verdicts.jsonl").write_text("{}\n{oops\n")
    with pytest.raises(StateError, match="line 2"):
        history.verdict_history(here, decided("supported", "2026-01-01"))


def test_what_is_remembered_again_after_a_crash_is_written_once(here: Home) -> None:
    remember(here, decided("supported", "2026-01-01"), run("r1"))
    changed = history.changes(here, decided("contradicted", "2026-02-01", run_id="r2"))
    history.remember(here, changed, run("r2"))
    files = {file.name: file.read_text() for file in here.history.iterdir()}
    history.remember(here, changed, run("r2"))
    assert {file.name: file.read_text() for file in here.history.iterdir()} == files
    # The crash came between the two files, or in the middle of a line.
    (here.history / "runs.jsonl").write_text(files["runs.jsonl"][:-9])
    assert list(history.runs(here, run("r2"))["run_id"]) == ["r1", "r2"]
    history.remember(here, changed, run("r2"))
    assert {file.name: file.read_text() for file in here.history.iterdir()} == files
