"""Compares what a reader and the extractor found in the same ads, and counts.  Never reads a file.

A label is one line of ``data/labels/ads.jsonl``: where the ad is (``source``, ``id`` as in the shipped
evidence), its ``half``, and what a reader found in it before seeing any extractor's answer; no text.  Where a
second reader labelled the ad (``data/labels/second.jsonl``), ``settled`` names the fields in which the two differed
and a third, who knew neither them nor the extractor, chose; ``reread`` names those that readers of the definitions alone
changed later.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from jobmarket.extract.employers import employer_key
from jobmarket.records import Facts
from jobmarket.statistics.shares import share

Label = Mapping[str, Any]
Items = tuple[frozenset[Any], frozenset[Any]]
"""What the reader found and what the extractor found, as things that are equal or not."""

ACCURACY = ("is_ad", "language", "employer_kind", "industry")
"""Fields with exactly one value an ad: scored by the share of ads that get it right."""
FIELDS = (
    "frameworks", "salaries", "countries", "cities", "regions", "work_modes", "roles", "role_spans",
    "seniority", "employer", "topics", *ACCURACY,
)  # fmt: skip
TOPICS = frozenset(
    {
        "deployment", "cloud", "kubernetes-docker", "research-publications", "phd", "certification",
        "portfolio", "generative-ai", "edge-mobile", "version-control",
    }
)  # fmt: skip
"""The topics that were labelled; others that the extractor hears are not scored."""


def half(source: str, native_id: str) -> str:
    """``tune`` or ``never-tune``: the parity of the first byte of SHA-256 over "source id".

    Errors of the first half may be looked at when the extractor is improved, those of the second never.
    """
    digest = hashlib.sha256(f"{source} {native_id}".encode()).digest()
    return "tune" if digest[0] % 2 == 0 else "never-tune"


def _spans(label: Label, facts: Facts) -> Items:
    """Openings by position: a found one equals the first labelled one of its role that it overlaps."""
    free = dict(enumerate(label["roles"]))
    found: set[Any] = set()
    for number, one in enumerate(facts.role_mentions):
        hit = next(
            (
                key
                for key, gold in free.items()
                if (gold["role"], gold["where"]) == (one.role, one.where)
                and gold["start"] < one.end
                and one.start < gold["end"]
            ),
            None,
        )
        if hit is not None:
            del free[hit]
        found.add(("extra", number) if hit is None else hit)
    return frozenset(range(len(label["roles"]))), frozenset(found)


def _letters(name: str) -> str:
    """A city's name without accents, case and spaces: Hai Phong is Haiphong, Zürich is Zurich."""
    parted = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in parted if sign.isalnum())


def _salaries(label: Label, facts: Facts) -> Items:
    """Bands as (low, high, currency, period); a third party's estimate counts where the label took that field."""
    estimates = label.get("salary_from") == "field"
    return frozenset(map(tuple, label["salaries"])), frozenset(
        (one.low, one.high, one.currency, one.period)
        for one in facts.salaries
        if estimates or one.basis != "estimate"
    )


def _employer(label: Label, facts: Facts) -> Items | None:
    if label["employer_known"] and label["employer"] is None:
        return None  # not labelled for this source
    keys = (employer_key(label["employer"]), employer_key(facts.employer))
    gold, found = (frozenset(key for key in (one,) if key) for one in keys)
    return gold, found


_HEARD: Mapping[str, Callable[[Facts], Iterable[Any]]] = {
    "frameworks": lambda facts: (one.term for one in facts.mentions if one.kind == "framework"),
    "countries": lambda facts: (one.country for one in facts.places if one.country),
    "cities": lambda facts: (one.city for one in facts.places if one.city),
    "regions": lambda facts: facts.regions,
    "work_modes": lambda facts: facts.work_modes,
    "seniority": lambda facts: facts.seniority,
    "topics": lambda facts: (one.term for one in facts.mentions if one.term in TOPICS),
}


def compare(label: Label, facts: Facts) -> dict[str, Items]:
    """What reader and extractor found, by field; a field that the reader left open (null) is missing."""
    compared: dict[str, Items] = {}
    for field, heard in _HEARD.items():
        if label[field] is not None:
            compared[field] = frozenset(label[field]), frozenset(heard(facts))
    for field in ACCURACY:
        if label[field] is not None:
            compared[field] = frozenset([label[field]]), frozenset([getattr(facts, field)])
    if "cities" in compared:
        gold, heard_cities = compared["cities"]
        compared["cities"] = frozenset(map(_letters, gold)), frozenset(map(_letters, heard_cities))
    if label["roles"] is not None:
        found = frozenset(one.role for one in facts.role_mentions)
        compared["roles"] = frozenset(one["role"] for one in label["roles"]), found
        compared["role_spans"] = _spans(label, facts)
    if label["salaries"] is not None:
        compared["salaries"] = _salaries(label, facts)
    if (employer := _employer(label, facts)) is not None:
        compared["employer"] = employer
    return compared


@dataclass(frozen=True, slots=True)
class Score:
    """A field over a group of ads.

    ``labelled``, ``found`` and ``right`` count things (bands, cities …), each once an ad; ``precision``,
    ``recall``, ``f1`` and ``accuracy`` are (value, low, high), None where there was nothing to count.
    """

    field: str
    ads: int
    labelled: int
    found: int
    right: int
    precision: tuple[float, float, float] | None = None
    recall: tuple[float, float, float] | None = None
    f1: tuple[float, float, float] | None = None
    accuracy: tuple[float, float, float] | None = None


def _interval(right: Sequence[int], all_: Sequence[int]) -> tuple[float, float, float] | None:
    """A share of things with its 95 % interval; each ad is a cluster, things of one ad are not independent."""
    if not sum(all_):
        return None
    cluster = np.repeat(np.arange(len(all_)), all_).astype(np.int64)
    hit = np.concatenate([np.arange(of) < hits for hits, of in zip(right, all_, strict=True)])
    one = share(hit, cluster)
    low, high = one.interval()
    return round(one.value, 4), round(low, 4), round(high, 4)


def score_field(field: str, compared: Sequence[Items]) -> Score:
    """One field over some ads, micro-averaged over things.

    Intervals are Wilson's on the effective number of things, clustered by ad.  F1 is 2J ÷ (1 + J) of the
    Jaccard index J = right ÷ (labelled or found), a plain share: its interval is that of J, so mapped.
    """
    right = [len(gold & found) for gold, found in compared]
    labelled = [len(gold) for gold, _ in compared]
    found = [len(heard) for _, heard in compared]
    counts = (field, len(compared), sum(labelled), sum(found), sum(right))
    if field in ACCURACY:
        return Score(*counts, accuracy=_interval(right, labelled))
    either = [len(gold | heard) for gold, heard in compared]
    jaccard = _interval(right, either)
    f1 = None
    if jaccard is not None:
        value, low, high = (round(2 * one / (1 + one), 4) for one in jaccard)
        f1 = value, low, high
    return Score(*counts, precision=_interval(right, found), recall=_interval(right, labelled), f1=f1)


def score_pairs(pairs: Sequence[Label], same: Sequence[bool]) -> tuple[tuple[str, str, Score], ...]:
    """How well repeats are told from siblings, over all and by half: field ``duplicates``, a pair each.

    Args:
        pairs: their ``half``, and whether a reader says that the two ads are the ``same``.
        same: the answers that are scored, in the order of ``pairs``.
    """
    parts = (("all", "all"), ("half", "never-tune"), ("half", "tune"))
    return tuple((by, of, _told(pairs, same, {of} if by == "half" else {"never-tune", "tune"})) for by, of in parts)


def score_overlap(pairs: Sequence[Label], shares: Sequence[float]) -> tuple[tuple[str, str, Score], ...]:
    """What the ``shares`` of text that two ads have in common would tell alone, for comparison: row ``overlap``.

    Two ads are one from a limit on, the best for the half ``tune``; the score is that of the other half.
    """

    def told(limit: float, half: str) -> Score:
        return _told(pairs, [share >= limit for share in shares], {half})

    def worth(limit: float) -> float:
        best = told(limit, "tune").f1
        return best[0] if best else 0.0

    limit = max((step / 50 for step in range(1, 50)), key=worth)
    return (("overlap", "never-tune", told(limit, "never-tune")),)


def _told(pairs: Sequence[Label], same: Sequence[bool], halves: Container[str]) -> Score:
    chosen = [(pair, one) for pair, one in zip(pairs, same, strict=True) if pair["half"] in halves]
    items = [
        (frozenset([number] if pair["same"] else ()), frozenset([number] if one else ()))
        for number, (pair, one) in enumerate(chosen)
    ]
    return score_field("duplicates", items)


def score_whole(pairs: Sequence[tuple[Label, Facts]]) -> tuple[tuple[str, str, Score], ...]:
    """In how many ads a whole field is the same: for two readers, and for the extractor against what was settled.

    Over the ads that two readers labelled; two who read by the same rules are as much as a machine can be asked to match.
    """
    twice = [(label, compare(label, facts)) for label, facts in pairs if "settled" in label]
    scores = []
    for field in FIELDS:
        if field == "roles":
            continue  # two readers were compared in the openings they marked: that is role_spans
        named = "roles" if field == "role_spans" else field
        both = [named not in label["settled"] for label, compared in twice if field in compared or named in label["settled"]]
        ours = [compared[field][0] == compared[field][1] for _, compared in twice if field in compared]
        for of, same in (("two-readers", both), ("extractor", ours)):
            right, ads = [int(one) for one in same], len(same)
            accuracy = _interval(right, [1] * ads)
            scores.append(("whole", of, Score(field, ads, ads, ads, sum(right), accuracy=accuracy)))
    return tuple(scores)


def score_labels(pairs: Sequence[tuple[Label, Facts]]) -> tuple[tuple[str, str, Score], ...]:
    """Scores of all ads, and by half, language and source; fields in the order of :data:`FIELDS`."""
    compared = [(label, compare(label, facts)) for label, facts in pairs]
    groups: list[tuple[str, str, list[dict[str, Items]]]] = [("all", "all", [one for _, one in compared])]
    for by in ("half", "language", "source"):
        for of in sorted({label[by] for label, _ in compared if label[by] is not None}):
            groups.append((by, of, [one for label, one in compared if label[by] == of]))
    return tuple(
        (by, of, score_field(field, [one[field] for one in members if field in one]))
        for by, of, members in groups
        for field in FIELDS
    )
