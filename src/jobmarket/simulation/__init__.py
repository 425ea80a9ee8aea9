"""Tests the judging method on invented ads whose truth is known.  Never sees an ad or a verdict of the evidence.

Two things are asked.  Where nothing is planted (the truth lies exactly at every claim's threshold), how often does
the whole family of claims that ads decide give any verdict?  And where an effect is planted, does the interval
hold it, and is it found?  Ads are invented in the shape of the evidence (`shapes`): few deep-learning ads,
a few heavy employers, sources that lie apart, reposts, months.  Only the main rule is judged, without
variants, and claims are invented independently of one another, the hardest case for a correction over all of them.
"""

from __future__ import annotations

import ast
import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import scipy

from jobmarket.catalog.claims import Claim, claims
from jobmarket.home import PACKAGE, home
from jobmarket.judge.findings import UNDECIDED
from jobmarket.judge.verdicts import LEVEL, p_counted, side_taken
from jobmarket.progress import Progress
from jobmarket.simulation.report import (
    COVERAGE,
    FALSE,
    POWER,
    POWER_OF_FAMILY,
    Report,
    Tallies,
    report_file,
    report_table,
)
from jobmarket.simulation.scenes import enact
from jobmarket.simulation.shapes import Shape, shapes
from jobmarket.simulation.sizing import at_work
from jobmarket.simulation.trials import Trial, trials
from jobmarket.statistics.multiplicity import holm

__all__ = ["Report", "report_file", "report_table", "simulate"]

CHUNK = 20
MANY_EMPLOYERS = 60
FIRST_TRIAL = 1_000
STATISTICS = {
    "balanced": "equivalence",
    "compare": "group difference",
    "median-within": "median",
    "median-difference": "difference of medians",
    "pay-effect": "adjusted pay",
}


def simulate(
    replications: int = 1_000, seed: int = 1, *, scenario: str | None = None, progress: Progress | None = None
) -> Report:
    """Run the simulation, or go on where one of the same code and seed was stopped.

    Args:
        replications: how often everything is invented anew; each has its own seed, so more replications
            repeat the fewer and add to them.
        seed: of the whole simulation.
        scenario: ``family`` (nothing planted, all claims) or ``trials`` (planted effects); None is both.
        progress: where to tell how far it is.
    """
    code = code_digest()
    kept = home().data / "simulations" / f"{code}-{seed}-{scenario or 'all'}-{replications}"
    kept.mkdir(parents=True, exist_ok=True)
    family = family_at_work() if scenario != "trials" else {}
    planted = list(trials()) if scenario != "family" else []
    starts = range(0, replications, CHUNK)
    whole = Tallies()
    for start in (progress or Progress(quiet=True)).track(starts, "chunks of replications", len(starts)):
        path = kept / f"{start:06d}.json"
        if not path.is_file():
            tallies = Tallies()
            for replication in range(start, min(start + CHUNK, replications)):
                _nothing_planted(family, seed, replication, tallies)
                _effects_planted(planted, seed, replication, tallies)
            unfinished = path.with_suffix(".part")
            tallies.write(unfinished)
            unfinished.replace(path)
        whole.join(Tallies.read(path))
    shutil.rmtree(kept)
    versions = {"numpy": np.__version__, "scipy": scipy.__version__}
    return Report(replications, seed, len(shapes()), code, versions, tuple(whole.rows()))


def family_at_work() -> Mapping[str, tuple[Claim, Shape]]:
    """The claims that ads decide by a test, with the shape each is invented in."""
    known = claims()
    return {
        claim_id: (known[claim_id], at_work(shape, known[claim_id]))
        for claim_id, shape in shapes().items()
        if claim_id in known
    }


def _nothing_planted(
    family: Mapping[str, tuple[Claim, Shape]], seed: int, replication: int, tallies: Tallies
) -> None:
    """Every claim once with its truth at the threshold, then Holm over all: any verdict is false."""
    if not family:
        return
    found, today = [], []
    for number, (claim_id, (claim, shape)) in enumerate(family.items()):
        answer, truth = enact(claim, shape, np.random.default_rng([seed, replication, number]))
        p, finding = p_counted(answer), answer.finding
        judged = finding is not None and answer.shortfall is None
        found.append((p, finding if judged else None))
        today.append(1.0 if shapes()[claim_id].short else p)
        if finding is None or not judged:
            continue
        statistic = STATISTICS.get(claim.kind, claim.kind.replace("-", " "))
        alone = finding.side != UNDECIDED and p <= LEVEL
        tallies.add("nothing planted, each claim by itself", statistic, FALSE, "5 % but for chance", alone)
        if truth is not None:
            many = finding.estimate.clusters >= MANY_EMPLOYERS
            where = (
                f"nothing planted, {MANY_EMPLOYERS} employers or more" if many else "nothing planted, fewer"
            )
            covered = bool(finding.estimate.low <= truth <= finding.estimate.high)
            tallies.add(where, statistic, COVERAGE, "93 to 97 %" if many else "at least 93 %", covered)
    for name, p_values in (
        ("nothing planted, every claim has its minimum", [p for p, _ in found]),
        ("nothing planted, claims below their minimum today stay so", today),
    ):
        adjusted = holm(p_values)
        false = any(
            finding is not None and side_taken(finding, p) != UNDECIDED
            for (_, finding), p in zip(found, adjusted, strict=True)
        )
        tallies.add(name, f"all {len(found)} claims", FALSE, "at most 5 %", false)


def _effects_planted(planted: list[Trial], seed: int, replication: int, tallies: Tallies) -> None:
    """Every trial once."""
    of_family = LEVEL / len(shapes())
    for number, trial in enumerate(planted, start=FIRST_TRIAL):
        outcome = trial.run(np.random.default_rng([seed, replication, number]))
        narrow = trial.crowd.employers >= MANY_EMPLOYERS and not trial.crowd.largest
        target = "93 to 97 %" if narrow else "at least 93 %"
        tallies.add(trial.scenario, trial.statistic, COVERAGE, target, outcome.covered)
        decided = outcome.found and outcome.p_value <= LEVEL
        if trial.null:
            tallies.add(trial.scenario, trial.statistic, FALSE, "5 % but for chance", decided)
        else:
            tallies.add(trial.scenario, trial.statistic, POWER, "", decided)
            first = outcome.found and outcome.p_value <= of_family
            tallies.add(trial.scenario, trial.statistic, POWER_OF_FAMILY, "", first)


def code_digest() -> str:
    """Twelve digits of the judging code, the claims and the shapes; docstrings and comments do not count."""
    digest = hashlib.sha256()
    folders = ("statistics", "judge", "simulation")
    code = [path for folder in folders for path in sorted((PACKAGE / folder).glob("*.py"))]
    for path in [*code, PACKAGE / "catalog" / "rules.py", PACKAGE / "catalog" / "claims.py"]:
        digest.update(_bare(path).encode())
    for path in [*sorted((PACKAGE / "claims").glob("*.toml")), PACKAGE / "simulation" / "shapes.toml"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _bare(path: Path) -> str:
    """A module's syntax without docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and ast.get_docstring(node) is not None
        ):
            node.body = node.body[1:]
    return ast.dump(tree)
