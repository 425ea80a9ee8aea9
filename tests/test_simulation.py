"""The simulation of the judging method: small, but the same code as the published one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from jobmarket.catalog.claims import claims
from jobmarket.catalog.sources import sources
from jobmarket.errors import StateError
from jobmarket.judge.engine import RULES
from jobmarket.judge.verdicts import p_counted
from jobmarket.simulation import Report, report_file, report_table, simulate
from jobmarket.simulation import report as reports
from jobmarket.simulation.market import AS_OF, NotPlanted, Planted, invent, sizes
from jobmarket.simulation.report import COLUMNS, TARGETS, Tallies
from jobmarket.simulation.scenes import PLANTERS, enact
from jobmarket.simulation.shapes import SourceShape, read_shapes, shapes, write_shapes
from jobmarket.simulation.sizing import at_work
from jobmarket.simulation.trials import Crowd, trials

PART = SourceShape("board-a", 400, 150, (40, 20), 1.7, 35, 0)


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOBMARKET_HOME", str(tmp_path))


# --- invented ads -------------------------------------------------------------------------------------------


def test_employers_are_heavy_tailed_and_add_up() -> None:
    rng = np.random.default_rng(1)
    drawn = [sizes(rng, 400, 150, (40, 20)) for _ in range(200)]
    assert np.mean([each.sum() for each in drawn]) == pytest.approx(400, rel=0.05)
    assert all(each[0] == 40 and each.size == 150 for each in drawn)
    assert np.mean([np.median(each) for each in drawn]) <= 2


def test_a_market_is_in_order_and_inside_its_months() -> None:
    market = invent(np.random.default_rng(2), [PART, replace(PART, name="board-b", first=11)])
    assert (np.diff(market.day) >= 0).all()
    assert market.time.min() >= -35 / 12
    assert market.time.max() <= 0
    assert market.time[market.source == 1].min() >= -11 / 12
    assert market.size / np.unique(market.opening).size == pytest.approx(1.7, rel=0.1)
    owner = np.full(market.opening.max() + 1, -1)
    owner[market.opening] = market.employer
    assert (owner[market.opening] == market.employer).all()


def test_flags_have_their_level_and_likeness() -> None:
    rng = np.random.default_rng(3)
    part = SourceShape("pairs", 8000, 4000, (), 1.0, 0, 0)
    market = invent(rng, [part])
    employer = market.employer
    hit = (market.uniforms(rng, 0.5) < 0.3).astype(float)
    assert hit.mean() == pytest.approx(0.3, abs=0.03)
    total = np.bincount(employer, weights=hit - 0.3)
    own = np.bincount(employer, weights=(hit - 0.3) ** 2)
    size = np.bincount(employer)
    likeness = ((total**2 - own).sum() / (size * (size - 1)).sum()) / 0.21
    assert likeness == pytest.approx(0.5, abs=0.06)


def test_nothing_is_answered_that_was_not_planted() -> None:
    evidence = Planted(invent(np.random.default_rng(4), [PART]), ["true"])
    assert evidence.flags("true").all()
    with pytest.raises(NotPlanted, match="is_dl"):
        evidence.flags("is_dl")


# --- shapes and scenes --------------------------------------------------------------------------------------


def test_every_claim_that_ads_decide_has_a_shape_and_a_planter() -> None:
    asked = {c.id for c in claims().values() if c.testable and c.kind in RULES and c.kind != "exists"}
    assert set(shapes()) == asked
    assert {claims()[name].kind for name in asked} <= set(PLANTERS)


def test_shapes_are_read_from_a_warehouse_and_kept(tmp_path: Path) -> None:
    from made_up_ads import warehouse

    rows = [
        {"employers": 60, "frameworks": ["pytorch"], "months_ago": 3},
        {"employers": 30, "frameworks": ["keras"], "months_ago": 2, "duplicates": 1},
        {"ads": 9, "frameworks": ["keras"], "months_ago": 1},
    ]
    some = [claims()["pytorch-beats-keras-overall"], claims()["keras-demand-is-high"]]
    found = read_shapes(warehouse(rows), some)
    shape = found["pytorch-beats-keras-overall"]
    assert sum(part.openings for part in shape.sources) == 99
    assert sum(part.employers for part in shape.sources) == 91
    assert shape.sources[0].heavy[0] == 9
    assert shape.sources[0].repeat > 1
    assert shape.event == pytest.approx(60 / 99, abs=1e-3)
    write_shapes(found, tmp_path / "shapes.toml")
    assert shapes(tmp_path / "shapes.toml") == found


def test_shapes_name_sources_and_nobody_else() -> None:
    named = {part.name for shape in shapes().values() for part in shape.sources}
    assert named <= set(sources())


def test_claims_below_their_minimum_are_lifted_above_it() -> None:
    short = [name for name, shape in shapes().items() if shape.short]
    assert short
    judged = 0
    for number, name in enumerate(short):
        shape = at_work(shapes()[name], claims()[name])
        answers = [enact(claims()[name], shape, np.random.default_rng([5, number, r]))[0] for r in range(4)]
        judged += sum(answer.shortfall is None for answer in answers) >= 2
    assert judged >= len(short) - 1


@pytest.mark.parametrize("kind", sorted(PLANTERS))
def test_each_kind_of_rule_is_judged_and_no_verdict_is_certain(kind: str) -> None:
    claim = next(claims()[name] for name in shapes() if claims()[name].kind == kind)
    shape = at_work(shapes()[claim.id], claim)
    answers = [enact(claim, shape, np.random.default_rng([6, r]))[0] for r in range(6)]
    assert all(answer.finding is not None for answer in answers)
    assert max(p_counted(answer) for answer in answers) > 0.05
    assert all(answer.sample is not None and answer.sample.scope.last <= AS_OF for answer in answers)


def test_a_planted_effect_is_found() -> None:
    rng = np.random.default_rng(7)
    strong = [
        trial
        for trial in trials()
        if trial.statistic == "paired" and trial.effect == "4 to 1" and trial.crowd == Crowd(200)
    ]
    assert len(strong) == 1
    outcomes = [strong[0].run(rng) for _ in range(20)]
    assert sum(outcome.found for outcome in outcomes) >= 18


def test_trials_are_named_apart() -> None:
    names = [(trial.scenario, trial.statistic) for trial in trials()]
    assert len(set(names)) == len(names)
    assert {"paired", "share", "group difference", "trend", "equivalence", "median", "adjusted pay"} <= {
        statistic for _, statistic in names
    }


# --- the report ---------------------------------------------------------------------------------------------


def test_figures_have_intervals_and_meet_targets_or_not() -> None:
    tallies = Tallies()
    for happened in (True, *[False] * 19):
        tallies.add("none", "share", "false verdicts", "at most 5 %", happened)
        tallies.add("some", "share", "power", "", happened)
        tallies.add("some", "share", "coverage", "93 to 97 %", not happened)
    false, power, coverage = tallies.rows()
    assert (false.value, false.replications, false.met) == (0.05, 20, True)
    assert false.low < 0.05 < false.high
    assert power.met is None
    assert (coverage.value, coverage.met) == (0.95, True)
    by_chance = Tallies()
    for number in range(100):
        by_chance.add("none", "one in twelve", "false verdicts", "5 % but for chance", number < 8)
        by_chance.add("none", "one in five", "false verdicts", "5 % but for chance", number < 20)
    assert [row.met for row in by_chance.rows()] == [True, False]


def test_a_stopped_simulation_goes_on_and_gives_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("jobmarket.simulation.CHUNK", 2)
    few = list(trials())[:3]
    monkeypatch.setattr("jobmarket.simulation.trials", lambda: iter(few))
    whole = simulate(5, 9, scenario="trials")
    finished: list[str] = []
    write = Tallies.write

    def stop_at_the_third(self: Tallies, path: Path) -> None:
        if len(finished) == 2:
            raise KeyboardInterrupt
        finished.append(path.name)
        write(self, path)

    monkeypatch.setattr(Tallies, "write", stop_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        simulate(5, 9, scenario="trials")
    monkeypatch.setattr(
        Tallies, "write", lambda self, path: (finished.append(path.name), write(self, path))[1]
    )
    assert simulate(5, 9, scenario="trials") == whole
    assert len(finished) == 3
    assert not list((tmp_path / "data" / "simulations").iterdir())


@pytest.mark.slow
def test_a_small_simulation_of_the_family(tmp_path: Path) -> None:
    report = simulate(4, 2, scenario="family")
    assert report.replications == 4
    assert report.claims == len(shapes())
    alone = [row for row in report.rows if row.figure == "false verdicts" and "by itself" in row.scenario]
    assert {"paired", "share", "trend", "group difference", "adjusted pay", "median"} <= {
        row.statistic for row in alone
    }
    judged = sum(row.replications for row in alone)
    assert judged > 3.6 * len(shapes())
    assert sum(row.value * row.replications for row in alone) / judged <= 0.09
    covered = [row for row in report.rows if row.figure == "coverage"]
    assert (
        sum(row.value * row.replications for row in covered) / sum(row.replications for row in covered) > 0.91
    )
    report.write(tmp_path / "report.json")
    assert Report.read(tmp_path / "report.json") == report
    again = tmp_path / "again.json"
    simulate(4, 2, scenario="family").write(again)
    assert again.read_bytes() == (tmp_path / "report.json").read_bytes()


def test_without_a_report_the_table_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StateError) as caught:
        report_table(tmp_path / "none.json")
    assert "jobmarket simulate" in caught.value.todo


def test_the_published_report_keeps_what_the_method_promises() -> None:
    told = json.loads(report_file().read_text(encoding="utf-8"))
    assert told["replications"] >= 1_000
    assert set(told) == {"replications", "seed", "claims", "code", "versions", "rows"}
    table = report_table()
    assert tuple(table.columns) == COLUMNS == tuple(reports.Row.__dataclass_fields__)
    assert set(table.target) <= set(TARGETS)
    assert ((table.low <= table.value) & (table.value <= table.high)).all()
    family = table[table.statistic.str.startswith("all ")]
    assert len(family) == 2
    assert (family.value <= 0.05).all()
    coverage = table[table.figure == "coverage"]
    assert (coverage.value >= 0.90).all()
    assert ((coverage.value >= 0.93).sum() / len(coverage)) > 0.9
