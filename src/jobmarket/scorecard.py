"""The extractor's score card: finds the labelled ads among the snapshots, extracts and scores them.

Never changes a label or an ad.  Ads whose snapshots are not kept on this machine cannot be scored; the card
says how many those are.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from jobmarket import parts, snapshots
from jobmarket.catalog.sources import source as declared
from jobmarket.duplicates import DUPLICATES_ASK, duplicate_groups, overlap
from jobmarket.errors import StateError
from jobmarket.extract.compose import extract
from jobmarket.facts import extractor_version, keyed
from jobmarket.home import Home
from jobmarket.progress import Progress
from jobmarket.readers import read_snapshots
from jobmarket.records import Posting
from jobmarket.scoring import Label, Score, score_labels, score_overlap, score_pairs, score_whole

HEADER = ("field", "ads", "labelled", "precision", "recall", "F1 or accuracy", "target")
"""The columns of :meth:`ScoreCard.table`."""


def _folder(home: Home) -> Path:
    return home.project / "data" / "labels"


def label_id(collection: str, posting: Posting) -> str:
    """The id a label has for this posting: as in shipped evidence, a keyed hash where identity is taken off."""
    return posting.native_id if posting.identity == "named" else keyed(f"{collection} {posting.native_id}")


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """All scores with what they rest on.  ``rows``: (by, of, score), as (``half``, ``tune``, …)."""

    extractor: str
    labels: int
    scored: int
    missing: dict[str, int]
    groups: dict[str, dict[str, int]]
    rows: tuple[tuple[str, str, Score], ...]
    card: Mapping[str, Any]

    def as_json(self) -> str:
        """The card as it is published, a score a line; the same labels, snapshots and extractor give the same bytes."""
        said = {
            "extractor": self.extractor,
            "labels": self.labels,
            "scored": self.scored,
            "missing": self.missing,
            "groups": self.groups,
            **self.card,
        }
        rows = (
            {"by": by, "of": of}
            | {name: value for name in Score.__dataclass_fields__ if (value := getattr(one, name)) is not None}
            for by, of, one in self.rows
            if one.ads
        )
        lines = ",\n".join(f"  {json.dumps(row)}" for row in rows)
        head = json.dumps(said, indent=1, ensure_ascii=False)
        return head.removesuffix("\n}") + f',\n "scores": [\n{lines}\n ]\n}}\n'

    def table(self, by: str = "half", of: str = "never-tune") -> list[tuple[str, ...]]:
        """A line a field for a terminal: field, ads, things, precision, recall, F1 or accuracy, target."""

        def shown(one: tuple[float, float, float] | None) -> str:
            return "" if one is None else f"{one[0]:.3f} ({one[1]:.3f}–{one[2]:.3f})"

        targets = self.card.get("targets", {})
        return [
            (
                one.field,
                str(one.ads),
                str(one.labelled),
                shown(one.precision),
                shown(one.recall),
                shown(one.f1 or one.accuracy),
                ", ".join(f"{name} {least}" for name, least in targets.get(one.field, {}).items()),
            )
            for row_by, row_of, one in self.rows
            if (row_by, row_of) == (by, of)
        ]


def read_labels(home: Home, name: str = "ads.jsonl") -> list[dict[str, Any]]:
    """The shipped labels (of ads, or of pairs that may be one ad), in the order of the file.

    Raises:
        StateError: the file is missing or a line of it is no label.
    """
    path = _folder(home) / name
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except OSError as error:
        raise StateError("there are no labels", where=str(path), todo="get them with the project") from error
    except ValueError as error:
        raise StateError(f"a line is no JSON ({error})", where=str(path)) from error


def find_postings(home: Home, labels: Sequence[Label], progress: Progress) -> dict[tuple[str, str], Posting]:
    """The labelled postings by (source, id), as far as their snapshots are kept here."""
    wanted = {(label["source"], label["id"]) for label in labels}
    found: dict[tuple[str, str], Posting] = {}
    for name in progress.track(sorted({name for name, _ in wanted}), "finding labelled ads"):
        kept = snapshots.snapshots(home.snapshots, name)
        for reading in read_snapshots(declared(name), kept, lambda one: snapshots.read(home.snapshots, one)):
            for posting in reading.postings:
                if (key := (name, label_id(name, posting))) in wanted:
                    found[key] = posting
    return found


def shipped_ads(home: Home) -> pd.DataFrame:
    """The ads of the shipped evidence with what tells repeats, as a build asks for them."""
    files = parts.files(sorted(home.evidence.iterdir()), parts.POSTINGS_FILE)
    return duckdb.execute(
        f"""SELECT {DUPLICATES_ASK}
           FROM read_parquet($files, union_by_name = true) WHERE is_ad
           QUALIFY row_number() OVER (PARTITION BY posting_id ORDER BY last_seen_at DESC NULLS LAST) = 1
           ORDER BY posting_id""",
        {"files": files},
    ).df()


def _pair_scores(pairs: Sequence[Label], ads: pd.DataFrame) -> tuple[tuple[str, str, Score], ...]:
    """How well a build tells repeats among ``ads``, and how well the share of text in common would alone."""
    found = duplicate_groups(ads)
    group = dict(zip(found["posting_id"], found["duplicate_group"], strict=True))
    asked = [(f"{pair['source_a']}:{pair['id_a']}", f"{pair['source_b']}:{pair['id_b']}") for pair in pairs]
    same = [group.get(one, one) == group.get(other, other) for one, other in asked]
    return (*score_pairs(pairs, same), *score_overlap(pairs, overlap(ads, asked)))


def score(home: Home, progress: Progress) -> ScoreCard:
    """Extract every labelled ad whose snapshot is kept, from its source's own fields, and score what was heard.

    Raises:
        StateError: no labels, or none of the labelled ads is kept here.
    """
    labels = read_labels(home)
    postings = find_postings(home, labels, progress)
    pairs, missing = [], Counter[str]()
    for label in labels:
        posting = postings.get((label["source"], label["id"]))
        if posting is None:
            missing[label["source"]] += 1
        else:
            pairs.append((label, extract(posting)))
    if not pairs:
        raise StateError(
            "none of the labelled ads is kept on this machine",
            where=str(home.snapshots),
            todo="jobmarket import SOURCE FOLDER, for one of: " + ", ".join(sorted(missing)),
        )
    groups = {
        by: dict(sorted(Counter(one[by] for one in labels if one[by] is not None).items()))
        for by in ("half", "language", "source")
    }
    return ScoreCard(
        extractor=extractor_version(),
        labels=len(labels),
        scored=len(pairs),
        missing=dict(sorted(missing.items())),
        groups=groups,
        rows=(*score_labels(pairs), *score_whole(pairs), *_pair_scores(read_labels(home, "pairs.jsonl"), shipped_ads(home))),
        card=_card(_folder(home) / "card.toml"),
    )


def _card(path: Path) -> dict[str, Any]:
    """What is said beside the scores: how the labels were made, the targets, what is known to fail."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise StateError(f"cannot be read ({error})", where=str(path), todo="get it with the project") from error


def write_scores(home: Home, card: ScoreCard) -> Path:
    """Write the card as ``data/labels/scores.json`` of the project; where it was written."""
    path = _folder(home) / "scores.json"
    path.write_text(card.as_json(), encoding="utf-8")
    return path
