"""The whole way as plain functions: import, gather, read, build, judge, render.  Dressed by flows and the
command line, which add nothing to it.

snapshots → facts → tables → verdicts → pages.  Each step can be repeated; none loses what came before.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from jobmarket import __version__, build, forgetting, history, raw, snapshots, warehouse
from jobmarket.catalog.claims import claims
from jobmarket.catalog.sources import Source, source, sources
from jobmarket.errors import JobmarketError, UsageError
from jobmarket.evidence import write_evidence
from jobmarket.home import PACKAGE, Home
from jobmarket.judge import judge
from jobmarket.live import Outcome, gather, last_answered, last_outcomes
from jobmarket.progress import Progress
from jobmarket.reading import LAST_SEEN, PART_FILE, last_seen, read_new, workers
from jobmarket.site import render
from jobmarket.warehouse import give

_METHOD = ("judge", "statistics", "duplicates", "tables/core")
_SHAPING = ("duckdb", "numpy", "pandas", "plotly", "pyarrow", "scipy", "selectolax")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build published: its file, its run, the verdicts, and which of them changed."""

    version: Path
    run_id: str
    verdicts: pd.DataFrame
    flips: tuple[dict[str, Any], ...]


def import_files(home: Home, wanted: Source, paths: Sequence[Path], progress: Progress) -> int:
    """Keep files, or every file of folders, as snapshots of a source; how many of them are data of it.

    A file is known by its path inside the folder given.  Nothing is parsed.

    Raises:
        UsageError: a path does not exist, or none of the files is declared by the source.
    """
    named: list[tuple[str, Path]] = []
    for path in paths:
        if path.is_dir():
            named += [
                (file.relative_to(path).as_posix(), file)
                for file in sorted(path.rglob("*"))
                if file.is_file()
            ]
        elif path.is_file():
            named.append((path.name, path))
        else:
            raise UsageError("no such file or folder", where=str(path), todo="check the path")
    data = [(name, file) for name, file in named if not wanted.ignores(name)]
    fitting = [name for name, _ in data if wanted.input_for(name)]
    if not fitting:
        raise UsageError(
            f"none of {len(named)} files is of {wanted.name}",
            where=", ".join(str(path) for path in paths),
            todo=f"it takes {', '.join(sorted({each.match for each in wanted.inputs}))}",
        )
    for name, file in progress.track(data, f"importing {wanted.name}", total=len(data)):
        seen_at = wanted.seen_at_of(name) or datetime.fromtimestamp(file.stat().st_mtime, UTC)
        snapshots.keep(home.snapshots, wanted.name, name, file.read_bytes(), seen_at=seen_at)
    return len(fitting)


def gather_sources(
    home: Home, names: Sequence[str], since: date | None, progress: Progress, *, again: bool = False
) -> list[Outcome]:
    """Fetch from live sources side by side into snapshots; one outcome a request, by source.

    With ``again`` even what was answered within a source's cadence is asked for.  A source that cannot be
    gathered at all stops no other; what keeps it from being gathered is its outcome.

    Raises:
        UsageError: a name is no live source.
    """
    wanted = [source(name) for name in names] or [
        each for each in sources().values() if each.live and each.live.default
    ]
    for each in wanted:
        if not each.live:
            raise UsageError(
                f"{each.name} is no live source",
                where="gather",
                todo=f"import it: jobmarket import {each.name} FOLDER",
            )

    def one(each: Source) -> list[Outcome]:
        try:
            return gather(home, each, since=since, progress=progress, again=again)
        except JobmarketError as error:
            return [Outcome(each.name, "", "", "failed", str(error), _now())]

    # Each source waits for hosts of its own: that costs no processor, only a thread.
    with (
        forgetting.kept_out(home, [each.name for each in wanted], progress),
        ThreadPoolExecutor(min(len(wanted), 32) or 1) as side_by_side,
    ):
        return [outcome for asked in side_by_side.map(one, wanted) for outcome in asked]


def read(home: Home, progress: Progress, names: Sequence[str] = ()) -> list[Path]:
    """Read what was kept and not yet read; the parts of all sources that have snapshots."""
    wanted = [source(name) for name in names] or list(sources().values())
    kept = [each for each in wanted if snapshots.snapshots(home.snapshots, each.name)]
    if not kept:
        return []
    with workers() as pool:
        found = [read_new(home, each, progress, pool) for each in kept]
    return [part for part in found if part]


def ship_evidence(home: Home, names: Sequence[str], target: Path, progress: Progress) -> list[dict[str, Any]]:
    """Write the shipped evidence of these sources (all that have snapshots, if none is named)."""
    wanted = [source(name) for name in names] or [
        each for each in sources().values() if each.inputs and snapshots.snapshots(home.snapshots, each.name)
    ]
    with workers() as pool:
        return [write_evidence(home, each, target, progress, pool) for each in wanted]


def _parts(home: Home) -> list[Path]:
    """Shipped evidence first, then what this home read itself: of two equal versions the later counts."""
    shipped = sorted(folder.parent for folder in home.evidence.glob(f"*/{raw.SOURCE_FILE}"))
    local = sorted(folder.parent for folder in home.facts.glob(f"*/*/{PART_FILE}"))
    return [*shipped, *local]


def _local(home: Home, folders: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """What is known of each source from this home's own snapshots; a live source's time is its last answer's."""
    found: dict[str, dict[str, Any]] = {}
    for folder in folders:
        if (folder / PART_FILE).exists():
            part = json.loads((folder / PART_FILE).read_text())
            found[part["source"]] = part
    for each in sources().values():
        if each.live and (when := last_answered(home, each)):
            found.setdefault(each.name, {})["obtained_at"] = f"{when:%Y-%m-%dT%H:%M:%SZ}"
    return found


def _seen(home: Home, folders: Iterable[Path]) -> pa.Table:
    """When the postings of live sources were last seen, whether or not their answers were read again."""
    read = (folder for folder in folders if (folder / PART_FILE).exists())
    return pa.concat_tables(
        [LAST_SEEN.empty_table(), *(last_seen(home, source(folder.parent.name), folder) for folder in read)]
    )


def _digest_of(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def run_id(home: Home, folders: Sequence[Path]) -> str:
    """Twelve hex digits for everything that shapes the result: facts, figures, shelves and code."""
    inputs = [file for folder in folders for file in sorted(folder.iterdir())]
    code = [file for file in sorted(PACKAGE.rglob("*")) if file.suffix in {".py", ".toml", ".sql"}]
    return _digest_of(
        [
            *inputs,
            *sorted(home.trends.glob("*.csv")),
            *sorted(home.labels.glob("*.json")),
            *sorted(home.simulation.glob("*.json")),
            # When ads were seen again and how requests ended shapes tables, too.
            *sorted(home.snapshots.glob("*/seen.jsonl")),
            *sorted(home.snapshots.glob("*/outcomes.jsonl")),
            *sorted(home.data.glob("forgotten.jsonl")),
            *code,
        ]
    )[:12]


def as_of(connection: duckdb.DuckDBPyConnection) -> date:
    """The evidence's last day: what 'recent' is counted from, so that old evidence is never called new."""
    day: date = connection.execute("SELECT max(date_posted) FROM ads").fetchall()[0][0]
    return day


def _shaped_by(home: Home, folders: Sequence[Path]) -> dict[str, str]:
    """What can change a verdict, as digests by name: the evidence, the extractor that read it, and the method."""
    parts = [json.loads(file.read_bytes()) for folder in folders for file in _told_in(folder)]
    method = [
        file for room in _METHOD for file in sorted((PACKAGE / room).rglob("*.*")) if file.suffix != ".pyc"
    ]

    def digest(values: Iterable[str]) -> str:
        return hashlib.sha256("\n".join(sorted(values)).encode()).hexdigest()[:12]

    return {
        "evidence": digest(
            [
                *(f"{part['source']} {part['inputs_sha256']}" for part in parts),
                _digest_of(sorted(home.trends.glob("*.csv"))),
            ]
        ),
        "extractor": digest({part["extractor"] for part in parts}),
        "method": _digest_of(method)[:12],
    }


def _told_in(folder: Path) -> list[Path]:
    return [file for name in (raw.SOURCE_FILE, PART_FILE) if (file := folder / name).exists()]


def _judge(
    connection: duckdb.DuckDBPyConnection, home: Home, run: dict[str, str], folders: Sequence[Path]
) -> pd.DataFrame:
    declared = claims()
    judgement = judge(connection, list(declared.values()), as_of(connection))
    give(connection, "raw_claims", judgement.claims)
    give(connection, "raw_verdicts", judgement.verdicts)
    give(connection, "raw_verdict_evidence", judgement.evidence)
    give(connection, "raw_verdict_figures", judgement.figures)
    decided = judgement.verdicts.assign(run_id=run["run_id"], **_shaped_by(home, folders))
    decided["rule"] = [declared[claim_id].rule_digest for claim_id in decided["claim_id"]]
    give(connection, "raw_verdict_history", history.verdict_history(home, decided))
    return decided


def _counts(connection: duckdb.DuckDBPyConnection) -> str:
    names = [table.name for table in build.tables() if table.stage == "core"]
    asked = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names)
    return json.dumps(dict(connection.execute(asked).fetchall()))


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def build_warehouse(home: Home, progress: Progress, *, kind: str = "build") -> Built:
    """Evidence and facts → tables → verdicts; published in one step, or not at all.

    Raises:
        StateError: there are no facts.
        DeclarationError: a table or claim is declared wrongly.
        PromiseBroken: a promise fails; the published warehouse stays as it was.
    """
    claims()  # a malformed one is refused before any work
    folders = _parts(home)
    run = {"run_id": run_id(home, folders), "started_at": _now(), "kind": kind}
    run["versions"] = json.dumps(
        {"jobmarket": __version__} | {name: importlib.metadata.version(name) for name in _SHAPING}
    )
    with warehouse.making(home) as (connection, path):
        progress.say(f"loading facts of {len(folders)} parts")
        raw.load(
            connection,
            folders,
            evidence=home.evidence,
            trends=home.trends,
            labels=home.labels,
            simulation=home.simulation,
            local=_local(home, folders),
            seen=_seen(home, folders),
            forgotten=forgetting.forgotten(home),
            outcomes=[outcome for each in sources().values() for outcome in last_outcomes(home, each)],
        )
        made = build.make(connection, "core")
        progress.say(f"made {', '.join(made)}")
        decided = _judge(connection, home, run, folders)
        progress.say(f"judged {len(decided)} claims")
        run |= {"counts": _counts(connection), "finished_at": _now()}
        give(connection, "raw_runs", history.runs(home, run))
        made = build.make(connection, "judged") + build.make(connection, "mart")
        progress.say(f"made {', '.join(made)}")
        build.require(build.check(connection))
        version = warehouse.publish(home, connection, path, run["run_id"])
    flips = history.remember(home, decided, run)
    progress.say(f"published {home.warehouse}")
    return Built(version, run["run_id"], decided, tuple(flips))


def render_site(home: Home, progress: Progress) -> Path:
    """The published warehouse → dashboards, switched in as a whole; the index page."""
    with warehouse.connect(home) as connection:
        pages = render(connection, pages_folder=home.pages, target=home.site)
    progress.say(f"published {len(pages)} pages at {home.site / 'index.html'}")
    return home.site / "index.html"


def run(home: Home, progress: Progress, *, live: bool = False, names: Sequence[str] = ()) -> Built:
    """The whole journey: (gather if ``live``) → read → build → judge → render."""
    with warehouse.only_run(home):
        if live:
            gather_sources(home, names, None, progress)
        read(home, progress, () if live else names)
        built = build_warehouse(home, progress, kind="run")
        render_site(home, progress)
    return built
