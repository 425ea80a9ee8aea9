"""Fuzz readers and extractor, guided by coverage: needs atheris (not among the locked requirements).

    python tests/fuzz/run.py                     every target in turn, for ever
    python tests/fuzz/run.py read-json --runs 100000
    python tests/fuzz/run.py --told              how many executions were reached so far

What is found grows in ``--work`` (default: a folder beside the system's temporary files); an input that breaks
a target is left there as ``crash-…`` and should become a file of ``tests/fuzz/corpus/<target>/``, which the
tests run each time, without atheris.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
sys.path.insert(0, str(HERE.parent))
_DONE = re.compile(rb"Done (\d+) runs|#(\d+)\s")


def fuzz_here(target: str, arguments: list[str]) -> None:
    """Run one target in this process; ends the process."""
    import atheris

    with atheris.instrument_imports(include=["jobmarket"]):
        import fuzz_targets

    for seed in fuzz_targets.seeds(target):
        fuzz_targets.TARGETS[target](seed)  # shelves are read once: that is no slow input
    atheris.Setup([sys.argv[0], *arguments], fuzz_targets.TARGETS[target])
    atheris.Fuzz()


def fuzz(target: str, runs: int, seconds: int, work: Path) -> int:
    """Run one target in a process of its own; how many executions it reached."""
    from fuzz_targets import seeds

    grown = work / target
    grown.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (grown / f"seed-{number}").write_bytes(seed)
    kept = CORPUS / target
    wanted = [
        "-timeout=10", "-rss_limit_mb=2048", "-max_len=4096", "-verbosity=1", "-print_final_stats=0",
        f"-runs={runs}", f"-max_total_time={seconds}", f"-artifact_prefix={work}/crash-{target}-",
        str(grown), *([str(kept)] if kept.is_dir() else []),
    ]  # fmt: skip
    done = subprocess.run(
        [sys.executable, __file__, "--here", target, *wanted], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, check=False
    )
    numbers = [int(first or second) for first, second in _DONE.findall(done.stderr)]
    reached = max(numbers, default=0)
    with (work / "executions.jsonl").open("a") as told:
        told.write(json.dumps({"target": target, "executions": reached, "ended": done.returncode}) + "\n")
    if done.returncode:
        (work / f"crash-{target}.txt").write_bytes(done.stderr[-8000:])
    return reached


def told(work: Path) -> dict[str, int]:
    """Executions by target, over all runs so far."""
    found: dict[str, int] = {}
    for line in (work / "executions.jsonl").read_text().splitlines():
        row = json.loads(line)
        found[row["target"]] = found.get(row["target"], 0) + row["executions"]
    return found


def main() -> None:
    if sys.argv[1:2] == ["--here"]:
        fuzz_here(sys.argv[2], sys.argv[3:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--runs", type=int, default=-1, help="executions a turn; default: until the time is over")
    parser.add_argument("--seconds", type=int, default=60, help="a turn of one target")
    parser.add_argument("--rounds", type=int, default=1_000_000)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "jobmarket-fuzz")
    parser.add_argument("--told", action="store_true")
    given = parser.parse_args()
    if given.told:
        found = told(given.work)
        print(json.dumps({**found, "all": sum(found.values())}, indent=1))
        return
    from fuzz_targets import TARGETS

    for _ in range(given.rounds):
        for target in given.targets or TARGETS:
            print(target, fuzz(target, given.runs, given.seconds, given.work), flush=True)


if __name__ == "__main__":
    main()
