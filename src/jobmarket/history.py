"""Verdicts and runs of the past, which no rebuild may lose.  Appends; never rewrites a line.

Two JSON-lines files under ``data/history``: ``verdicts.jsonl`` (a line whenever a run decides something
that the last line of the claim does not say) and ``runs.jsonl`` (a line a published run).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from jobmarket import lines
from jobmarket.home import Home

_VERDICT = ["claim_id", "decided_at", "verdict", "estimate", "run_id"]
_SHAPED_BY = {
    "rule": "its rule was changed",
    "extractor": "the ads were read by another extractor",
    "method": "the judging code was changed",
    "evidence": "the evidence changed",
}
"""What can change a verdict: the column of ``decided`` that holds its digest, and what is said where it differs."""
_RUN = ["run_id", "started_at", "finished_at", "kind", "versions", "counts"]


def _last(home: Home) -> dict[str, dict[str, Any]]:
    """What was last decided on each claim."""
    return {row["claim_id"]: row for row in lines.read(home.history / "verdicts.jsonl")}


def _why(row: dict[Any, Any], before: dict[str, Any]) -> str | None:
    """Why a verdict is not what it was, as far as what shapes it was kept; None where it is."""
    if not before or before["verdict"] == row["verdict"]:
        return None
    if not all(name in before for name in _SHAPED_BY):
        return f"was {before['verdict']}; decided before reasons were kept"
    reasons = [said for name, said in _SHAPED_BY.items() if before[name] != row[name]]
    return f"was {before['verdict']}; {', and '.join(reasons) or 'nothing that is kept differs'}"


def changes(home: Home, decided: pd.DataFrame) -> list[dict[Any, Any]]:
    """What this run decides that the last line of a claim does not say: the lines to remember.

    ``decided`` as in :func:`verdict_history`.
    """
    last = _last(home)
    rows = []
    for row in decided[[*_VERDICT, *_SHAPED_BY]].to_dict("records"):
        row["decided_at"] = str(row["decided_at"])[:10]
        row["estimate"] = None if pd.isna(row["estimate"]) else float(row["estimate"])
        before = last.get(row["claim_id"], {})
        if any(row[name] != before.get(name) for name in ("decided_at", "verdict", "estimate")):
            rows.append({**row, "why": _why(row, before)})
    return rows


def verdict_history(home: Home, decided: pd.DataFrame) -> pd.DataFrame:
    """All decisions so far with those of this run: one row a claim and day of evidence, the last counts.

    ``decided`` has the columns claim_id, decided_at, verdict, estimate, run_id and the digests rule, extractor,
    method, evidence; the result the first five and ``why``: what a changed verdict was before, and what differs.
    """
    rows = lines.read(home.history / "verdicts.jsonl") + changes(home, decided)
    frame = pd.DataFrame(rows, columns=[*_VERDICT, "why"]).drop_duplicates(
        ["claim_id", "decided_at"], keep="last"
    )
    return frame.assign(
        decided_at=pd.to_datetime(frame["decided_at"]),
        estimate=frame["estimate"].astype("float64"),
        why=frame["why"].astype("object").where(frame["why"].notna(), None),
    )


def runs(home: Home, this: dict[str, str]) -> pd.DataFrame:
    """All published runs and this one, one row a run_id (the last counts); times are UTC."""
    rows = [*lines.read(home.history / "runs.jsonl"), this]
    frame = pd.DataFrame(rows, columns=_RUN).drop_duplicates("run_id", keep="last")
    return frame.assign(
        started_at=pd.to_datetime(frame["started_at"], utc=True),
        finished_at=pd.to_datetime(frame["finished_at"], utc=True),
    )


def flips(home: Home, changed: list[dict[Any, Any]]) -> list[dict[str, Any]]:
    """A row ``{claim_id, was, now, why}`` for every claim whose verdict is not what it last was."""
    last = {claim_id: row["verdict"] for claim_id, row in _last(home).items()}
    return [
        {"claim_id": row["claim_id"], "was": last[row["claim_id"]], "now": row["verdict"], "why": row["why"]}
        for row in changed
        if row["claim_id"] in last and last[row["claim_id"]] != row["verdict"]
    ]


def remember(home: Home, changed: list[dict[Any, Any]], run: dict[str, str]) -> None:
    """Write what a published run decided, once: it may be said again after a crash.

    The run's own line comes last and says that all of it stands.
    """
    told = lines.read(home.history / "runs.jsonl")
    if any((one["run_id"], one["finished_at"]) == (run["run_id"], run["finished_at"]) for one in told):
        return
    last = _last(home)
    new = [row for row in changed if row != last.get(row["claim_id"])]
    lines.append(home.history / "verdicts.jsonl", new)
    lines.append(home.history / "runs.jsonl", [run])
