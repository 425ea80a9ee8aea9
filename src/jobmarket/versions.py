"""Facts → a version: the tables, verdicts and pages of one run, published together or not at all.

Order: what arrived and what was read is on the disk; then the version; then the pointer; then what is said of
it elsewhere (history, list of states), which :func:`settle` repeats wherever a crash came between.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from jobmarket import __version__, build, forgetting, history, parts, publishing, raw, warehouse
from jobmarket.catalog.claims import claims
from jobmarket.catalog.sources import source, sources
from jobmarket.errors import StateError
from jobmarket.home import PACKAGE, Home
from jobmarket.judge import judge
from jobmarket.judge.admission import admit
from jobmarket.live import last_answered, last_outcomes
from jobmarket.progress import Progress
from jobmarket.reading import LAST_SEEN, PART_FILE, inputs_sha256, last_seen
from jobmarket.site import render, states
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


def _parts(home: Home) -> list[Path]:
    """Shipped evidence first, then what this home read itself: of two equal versions the later counts."""
    shipped = sorted(folder.parent for folder in home.evidence.glob(f"*/{raw.SOURCE_FILE}"))
    for folder in shipped:
        if lost := parts.missing(folder, raw.shipped(folder)["rows"]):
            raise StateError(
                "shipped evidence has lost rows",
                where=str(folder / lost),
                todo="check it out again, or write it: jobmarket evidence",
            )
    local = sorted(folder.parent for folder in home.facts.glob(f"*/*/{PART_FILE}"))
    return [*shipped, *local]


def _local(home: Home, folders: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """What is known of each source from this home's own snapshots; a live source's time is its last answer's.

    Of several parts the newest speaks, but for the digest of what they were read from: that is of all.
    """
    read: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for folder in folders:
        if (folder / PART_FILE).exists():
            part = json.loads((folder / PART_FILE).read_text())
            read[part["source"]].append(part)
    found: dict[str, dict[str, Any]] = {}
    for name, same in read.items():
        newest = max(reversed(same), key=lambda part: str(part["obtained_at"]))
        found[name] = newest | {"changed_at": newest["obtained_at"]}
        if len(same) > 1:
            found[name]["inputs_sha256"] = inputs_sha256(part["inputs_sha256"] for part in same)
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


def _tables_and_verdicts(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    folders: Sequence[Path],
    run: dict[str, str],
    progress: Progress,
) -> pd.DataFrame:
    """Facts → every table, with all promises held; what was decided."""
    admitted = admit(folders)
    for alert in admitted.alerts:
        progress.say(f"{alert.source}: {alert.what}")
    folders = admitted.folders
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
        alerts=admitted.alerts,
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
    return decided


def _pages(home: Home, draft: Path, progress: Progress) -> dict[str, Any]:
    """The pages of the draft's warehouse, beside it and kept as a state; what the list of states says of it."""
    published = publishing.current(home)
    like = published / home.site.name if published else None
    with warehouse.reading(draft / home.warehouse.name) as connection:
        pages = render(connection, pages_folder=home.pages, target=draft / home.site.name, like=like)
        day = as_of(connection)
        tally = connection.execute("SELECT verdict, count(*) FROM verdicts GROUP BY ALL ORDER BY ALL").fetchall()
    progress.say(f"made {len(pages)} pages")
    name = states.name_of(draft / home.site.name, day)
    states.keep(home, draft / home.site.name, name)
    return {"name": name, "as_of": day.isoformat(), "verdicts": dict(tally)}


def _publish(home: Home, draft: Path, told: dict[str, Any], progress: Progress) -> Path:
    (draft / publishing.RUN_FILE).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    version = publishing.publish(home, draft, told["run"]["run_id"])
    settle(home)
    progress.say(f"published {home.warehouse} and {home.site / 'index.html'}")
    return version


def settle(home: Home) -> None:
    """Write down what the published version decided, wherever a crash kept its run from doing so."""
    version = publishing.current(home)
    if version is None:
        return
    told = json.loads((version / publishing.RUN_FILE).read_text(encoding="utf-8"))
    history.remember(home, told["changed"], told["run"])
    states.settle(home, told["state"])
    publishing.tidy(home)


def _room_for(folders: Sequence[Path]) -> int:
    """Bytes that a build may need, with what it spills: measured at under three times its facts."""
    return 4 * publishing.bytes_of(file for folder in folders for file in folder.iterdir()) + 100_000_000


def build_warehouse(home: Home, progress: Progress, *, kind: str = "build") -> Built:
    """Evidence and facts → tables → verdicts → pages; published in one step, or not at all.

    Raises:
        StateError: there are no facts, or no room for a build.
        DeclarationError: a table, claim or page is declared wrongly.
        PromiseBroken: a promise fails; what was published stays as it was.
    """
    claims()  # a malformed one is refused before any work
    settle(home)
    folders = _parts(home)
    run = {"run_id": run_id(home, folders), "started_at": _now(), "kind": kind}
    run["versions"] = json.dumps(
        {"jobmarket": __version__} | {name: importlib.metadata.version(name) for name in _SHAPING}
    )
    with publishing.drafting(home, needs=_room_for(folders)) as draft:
        with warehouse.making(draft / home.warehouse.name) as connection:
            decided = _tables_and_verdicts(connection, home, folders, run, progress)
        changed = history.changes(home, decided)
        flips = history.flips(home, changed)
        told = {"run": run, "changed": changed, "state": _pages(home, draft, progress)}
        version = _publish(home, draft, told, progress)
    return Built(version, run["run_id"], decided, tuple(flips))


def render_site(home: Home, progress: Progress) -> Path:
    """The published warehouse → pages, published with it in one step; the index page.

    Raises:
        StateError: nothing was published yet.
    """
    warehouse.connect(home).close()
    settle(home)
    published = publishing.current(home)
    if published is None:
        raise StateError(
            "what is published was made by an earlier version", where=str(home.warehouse), todo="jobmarket build"
        )
    told = json.loads((published / publishing.RUN_FILE).read_text(encoding="utf-8"))
    with publishing.drafting(home) as draft:
        (draft / home.warehouse.name).hardlink_to(published / home.warehouse.name)
        _publish(home, draft, told | {"state": _pages(home, draft, progress)}, progress)
    return home.site / "index.html"
