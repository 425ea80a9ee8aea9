"""Answers questions about what was published: one claim, the sources' state, the promises.  Changes nothing."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import duckdb
import pandas as pd

from jobmarket import build
from jobmarket.catalog.sources import sources
from jobmarket.errors import UnknownName
from jobmarket.home import Home
from jobmarket.live import last_outcomes
from jobmarket.raw import SOURCE_FILE
from jobmarket.snapshots import integrity
from jobmarket.snapshots.integrity import Checked, Damage
from jobmarket.terminal import figure, frame_table, records

SHOWN = 10
"""So many of the ads counted are listed with a claim; the query gives all."""


def claim(connection: duckdb.DuckDBPyConnection, claim_id: str) -> dict[str, Any]:
    """One claim as published: what is claimed, by whom, the rule, the verdict, figures per source, the SQL, and
    ``SHOWN`` of the ads counted.

    Raises:
        UnknownName: no claim has this id; the message lists those that look alike.
    """
    found = connection.execute(
        "SELECT c.*, v.* EXCLUDE (claim_id) FROM claims AS c JOIN verdicts AS v USING (claim_id) WHERE claim_id = ?",
        [claim_id],
    ).df()
    if found.empty:
        near = connection.execute(
            "SELECT claim_id FROM claims ORDER BY jaro_winkler_similarity(claim_id, ?) DESC LIMIT 3",
            [claim_id],
        ).fetchall()
        raise UnknownName(
            f"no claim is called {claim_id!r}",
            where="claims",
            todo=f"did you mean {', '.join(row[0] for row in near)}?",
        )
    told: dict[str, Any] = records(found)[0]
    told["evidence"] = records(
        connection.execute(
            """SELECT source, variant, estimate, low, high, postings, employers FROM verdict_evidence
               WHERE claim_id = ? ORDER BY variant <> 'main', variant, source <> 'all', source""",
            [claim_id],
        ).df()
    )
    told["history"] = records(
        connection.execute(
            """SELECT decided_at, verdict, estimate, run_id, why FROM verdict_history
               WHERE claim_id = ? ORDER BY decided_at""",
            [claim_id],
        ).df()
    )
    told["figures"] = records(
        connection.execute(
            "SELECT series, region, date, agrees, says FROM verdict_figures WHERE claim_id = ? ORDER BY series, region",
            [claim_id],
        ).df()
    )
    told["ads"] = records(counted(connection, told["sql"], SHOWN)) if told["sql"] else []
    return told


def counted(connection: duckdb.DuckDBPyConnection, sql: str, limit: int) -> pd.DataFrame:
    """``limit`` of the ads that a verdict's query counts, the newest with an address first: posting_id, source, posted, title, url."""
    return connection.execute(
        f"""SELECT p.posting_id, p.source, p.date_posted::VARCHAR AS posted, p.title, p.url
            FROM ({sql}) AS counted JOIN postings AS p USING (posting_id)
            ORDER BY p.url IS NULL, p.date_posted DESC, p.posting_id LIMIT {int(limit)}"""
    ).df()


def _chance(p: float) -> str:
    return "below 0.0001" if p < 0.0001 else figure(p)


def as_text(told: dict[str, Any]) -> str:
    """A claim for a terminal."""
    lines = [
        f"{told['claim_id']}: {told['verdict']}",
        "",
        f"claimed     {told['statement']} (document {told['document']})",
        *([f"against it  {told['contradicts']}"] if told["contradicts"] else []),
        f"rule        {told['rule']}",
        f"found       {told['reason']}",
    ]
    if told["estimate"] is not None:
        lines.append(
            f"estimate    {figure(told['estimate'])} [{figure(told['low'])}, {figure(told['high'])}] {told['unit']}"
            f"; claimed: {told['claimed'] or '–'}"
        )
    if told["window_from"]:
        lines.append(f"window      {told['window_from'][:10]} to {told['window_to'][:10]}")
    if told["p_value"] is not None:
        lines.append(f"p           {_chance(told['p_value'])}, adjusted {_chance(told['p_adjusted'])}")
    lines.append(
        f"evidence    {figure(told['postings'])} ads, {figure(told['employers'])} employers; robust: {told['robust'] or '–'}"
    )
    if told["hearing"]:
        lines.append(f"heard       {told['hearing']}")
    lines += [f"beside it   {figure['says']}" for figure in told["figures"]]
    lines += [
        f"history     {row['decided_at'][:10]}: {row['verdict']} ({row['why']})"
        for row in told["history"]
        if row["why"]
    ]
    if told["evidence"]:
        lines += ["", frame_table(pd.DataFrame(told["evidence"]))]
    if told["sql"]:
        lines += ["", "the ads counted, as a query for jobmarket sql:", told["sql"]]
    if told["ads"]:
        lines += ["", f"{len(told['ads'])} of them, those with an address first:", frame_table(pd.DataFrame(told["ads"]))]
    return "\n".join(lines)


def _last_outcomes(home: Home) -> dict[str, str]:
    """Per live source: how its last gathering went, in a few words."""
    said = {}
    for name, source in sources().items():
        counts = Counter(outcome.what for outcome in last_outcomes(home, source))
        if counts:
            said[name] = ", ".join(f"{number} {what}" for what, number in sorted(counts.items()))
    return said


def status(connection: duckdb.DuckDBPyConnection, home: Home) -> pd.DataFrame:
    """A row a source: postings, dates, days since the data were obtained, whether it is stale, issues, last gathering."""
    frame = connection.execute(
        """SELECT s.source, s.postings, s.ads, s.first_date, s.last_date,
                  s.last_success_at::DATE AS last_success, coalesce(s.is_stale, false) AS stale,
                  date_diff('day', s.last_success_at::DATE, $today::DATE) AS days_old,
                  count(i.issue_id) AS issues
           FROM sources AS s LEFT JOIN issues AS i USING (source) GROUP BY ALL ORDER BY s.source""",
        {"today": datetime.now(UTC).date()},
    ).df()
    for column in ("first_date", "last_date", "last_success"):
        frame[column] = pd.to_datetime(frame[column]).dt.strftime("%Y-%m-%d")
    return frame.assign(last_gathering=frame["source"].map(_last_outcomes(home)))


def warehouse_age(home: Home) -> str:
    """The published version and how old it is."""
    version = home.warehouse.resolve()
    made = datetime.fromtimestamp(version.stat().st_mtime, UTC)
    hours = (datetime.now(UTC) - made).total_seconds() / 3600
    return f"warehouse {version.parent.name}, published {made:%Y-%m-%d %H:%M} UTC, {hours:.1f} hours ago"


def files_checked(home: Home) -> Checked:
    """Every kept file against the sha256 that was written down with it: snapshots, facts, shipped evidence."""
    kept = [path.name for path in sorted(home.snapshots.glob("[!.]*")) if path.is_dir()]
    checked = [integrity.objects(home.snapshots, kept), *map(integrity.sealed, integrity.folders(home.facts))]
    for folder in sorted(path.parent for path in home.evidence.glob(f"*/{SOURCE_FILE}")):
        told = json.loads((folder / SOURCE_FILE).read_text(encoding="utf-8"))["sha256"]
        wrong = [
            Damage(f"evidence/{folder.name}/{name}", "not the bytes that were shipped (sha256 differs)")
            for name, sha256 in told.items()
            if not (folder / name).is_file() or integrity.sha256_of(folder / name) != sha256
        ]
        checked.append(Checked(len(told), tuple(wrong)))
    return Checked(sum(one.files for one in checked), tuple(damage for one in checked for damage in one.damages))


def _source_breaches(connection: duckdb.DuckDBPyConnection) -> tuple[int, list[dict[str, Any]]]:
    """What declared sources expect of themselves: postings read within the declared range."""
    held = dict(
        connection.execute(
            "SELECT source, postings_read FROM sources WHERE postings_read IS NOT NULL"
        ).fetchall()
    )
    asked, broken = 0, []
    for name, source in sources().items():
        if source.expect.postings is None or name not in held:
            continue
        asked += 1
        fewest, most = source.expect.postings
        if not fewest <= held[name] <= most:
            broken.append(
                {
                    "where": f"sources/{name}.toml",
                    "that": f"between {fewest:,} and {most:,} postings",
                    "rows": held[name],
                    "example": f"{held[name]:,} postings",
                }
            )
    return asked, broken


def promises(connection: duckdb.DuckDBPyConnection) -> tuple[int, list[dict[str, Any]]]:
    """How many promises of tables and sources hold, and those that do not, with an example each."""
    asked, broken = _source_breaches(connection)
    declared = sum(len(table.always) + 2 + (not table.may_be_empty) for table in build.tables())
    broken += [
        {"where": breach.table, "that": breach.that, "rows": breach.rows, "example": breach.examples[0]}
        for breach in build.check(connection)
    ]
    return declared + asked - len(broken), broken
