"""What a run tells Prefect: artifacts a person reads, events other automations hear.  Sums up; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows import settings  # noqa: F401  (first: Prefect reads its settings when it is imported)

import pandas as pd  # isort: skip
from prefect.artifacts import create_markdown_artifact, create_table_artifact  # isort: skip
from prefect.events import emit_event  # isort: skip

from jobmarket.home import Home  # isort: skip
from jobmarket.versions import Built  # isort: skip
from jobmarket.live import ANSWERED, Outcome  # isort: skip
from jobmarket.terminal import records  # isort: skip
from jobmarket.warehouse import connect  # isort: skip

FLIPPED = "jobmarket.verdict.flipped"
# Outcomes that another hour may turn into an answer.
PASSING = frozenset({"throttled", "unreachable", "failed"})
# A tenant that is gone is the host's honest answer: no failure, but no posting either.
_GONE = frozenset({"unknown-tenant", "empty-or-unknown"})


@dataclass(frozen=True, slots=True)
class Status:
    """How gathering from one source went.

    ``status`` is ``fine``, ``partly`` (some requests were not answered), ``failed`` (none was), ``no key``
    (it wants one and has none) or ``nothing to ask``; ``detail`` is the first reason for anything but fine;
    ``passes``: asking again later may help.
    """

    source: str
    status: str
    counts: dict[str, int]
    detail: str = ""
    passes: bool = False


def status_of(source: str, outcomes: Sequence[Outcome]) -> Status:
    """The outcomes of a source's requests, summed up."""
    counts: dict[str, int] = {}
    for outcome in outcomes:
        counts[outcome.what] = counts.get(outcome.what, 0) + 1
    missed = [outcome for outcome in outcomes if outcome.what not in ANSWERED | _GONE]
    silent = not set(counts) & ANSWERED
    first = next(iter(missed), None) or (outcomes[0] if silent and outcomes else None)
    detail = f"{first.name}: {first.what} {first.detail}".strip() if first else ""
    if not counts:
        word = "nothing to ask"
    elif set(counts) == {"no-key"}:
        word = "no key"
    elif silent:
        word = "failed"
    else:
        word = "partly" if missed else "fine"
    return Status(source, word, counts, detail, any(outcome.what in PASSING for outcome in missed))


def tell_status(asked: Sequence[Status], *, key: str) -> None:
    """Artifact ``key``: a row a source with its status, its requests by outcome, and the first reason."""
    kinds = sorted({kind for one in asked for kind in one.counts})
    create_table_artifact(
        key=key,
        table=[
            {"source": one.source, "status": one.status}
            | {kind: one.counts.get(kind, 0) for kind in kinds}
            | {"detail": one.detail}
            for one in asked
        ],
        description="How each source answered; counts are requests by outcome",
    )


def tell_verdicts(built: Built) -> None:
    """Artifact ``verdicts``: a row a claim."""
    create_table_artifact(
        key="verdicts",
        table=records(built.verdicts[["claim_id", "verdict", "estimate", "low", "high", "unit", "reason"]]),
        description=f"Verdicts of run {built.run_id}",
    )


def postings_held(home: Home) -> pd.DataFrame:
    """posting_id and source of every posting in the published warehouse; no rows where there is none."""
    if not home.warehouse.exists():
        return pd.DataFrame({"posting_id": pd.Series(dtype="str"), "source": pd.Series(dtype="str")})
    with connect(home) as connection:
        return connection.execute("SELECT posting_id, source FROM postings").df()


def new_postings(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, int]:
    """Postings that are held now and were not before, counted by source."""
    new = after.loc[~after["posting_id"].isin(before["posting_id"]), "source"]
    return {str(source): int(count) for source, count in new.value_counts().sort_index().items()}


def _list(lines: Iterable[str], otherwise: str) -> str:
    return "\n".join(f"- {line}" for line in lines) or otherwise


def tell_changes(built: Built, new: dict[str, int]) -> None:
    """Artifact ``changes``: new postings by source and verdicts that flipped since the warehouse before.

    For every flip also the event ``jobmarket.verdict.flipped`` about the resource ``jobmarket.claim.ID``.
    """
    flips = [
        f"`{flip['claim_id']}`: was {flip['was']}, is **{flip['now']}** ({flip['why']})"
        for flip in built.flips
    ]
    fresh = [f"{source}: {count:,}" for source, count in new.items()]
    create_markdown_artifact(
        key="changes",
        markdown=f"# Since the run before\n\n## New postings: {sum(new.values()):,}\n\n{_list(fresh, 'none')}\n\n"
        f"## Verdicts that flipped: {len(flips)}\n\n{_list(flips, 'none')}\n",
        description=f"What run {built.run_id} changed",
    )
    for flip in built.flips:
        emit_event(
            event=FLIPPED,
            resource={
                "prefect.resource.id": f"jobmarket.claim.{flip['claim_id']}",
                "prefect.resource.name": str(flip["claim_id"]),
                "jobmarket.verdict": str(flip["now"]),
            },
            payload={name: flip[name] for name in ("was", "now", "why")} | {"run_id": built.run_id},
        )


def tell_dashboards(index: str) -> None:
    """Artifact ``dashboards``: where the pages are."""
    create_markdown_artifact(key="dashboards", markdown=f"Dashboards: `{index}`")
