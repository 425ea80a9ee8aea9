"""The extractor's scores: made-up labels and facts whose scores are known by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from made_up_home import HN, QUIET, fill, new_home
from made_up_posts import posts

from jobmarket import scorecard, snapshots
from jobmarket.catalog.sources import source
from jobmarket.errors import StateError
from jobmarket.extract.fingerprint import fingerprint
from jobmarket.extract.roles.opening_names import wording
from jobmarket.home import PROJECT, home
from jobmarket.readers import read_snapshots
from jobmarket.records import Facts, Mention, Pay, Place, Posting, RoleMention
from jobmarket.scoring import (
    ACCURACY,
    FIELDS,
    TOPICS,
    compare,
    half,
    score_field,
    score_labels,
    score_overlap,
    score_pairs,
    score_whole,
)

NOTHING = Facts(is_ad=True, language="en", text_chars=10, fingerprint=b"")
CARD = PROJECT / "data" / "labels" / "card.toml"


def _label(**said: Any) -> dict[str, Any]:
    """A label of an ad that says nothing but ``said``."""
    fields = "frameworks salaries countries cities regions work_modes roles seniority topics"
    lists: dict[str, Any] = {field: [] for field in fields.split()}
    one = {"source": "a", "id": "1", "half": "tune", "is_ad": True, "language": "en"}
    kinds = {"employer_known": False, "employer": None, "employer_kind": "unknown", "industry": "unknown"}
    return {**one, **lists, **kinds, **said}


def _opening(role: str, start: int, end: int, where: Any = "text") -> RoleMention:
    return RoleMention(role, "x" * (end - start), start, end, where)


def test_a_field_left_open_by_the_reader_is_not_scored() -> None:
    open_ = compare(_label(countries=None, roles=None, salaries=None, industry=None, seniority=None), NOTHING)
    assert set(FIELDS) - set(open_) == {"countries", "roles", "role_spans", "salaries", "industry", "seniority"}


def test_only_frameworks_and_labelled_topics_are_compared() -> None:
    heard = tuple(
        Mention(term, kind, term, 0, 1)  # type: ignore[arg-type]
        for term, kind in (("keras", "framework"), ("docker", "tool"), ("cloud", "topic"), ("low-code", "topic"))
    )
    compared = compare(_label(frameworks=["keras", "jax"], topics=["phd"]), replace(NOTHING, mentions=heard))
    assert compared["frameworks"] == ({"keras", "jax"}, {"keras"})
    assert compared["topics"] == ({"phd"}, {"cloud"})


def test_two_readers_and_the_extractor_are_held_to_whole_answers() -> None:
    heard = replace(NOTHING, employer_kind="public")
    pairs = [
        (_label(settled=[], employer_kind="public"), heard),
        (_label(settled=["employer_kind"], employer_kind="public", work_modes=["remote"]), heard),
        (_label(settled=["employer_kind", "roles"], employer_kind=None), heard),  # a third reader left it open
        (_label(employer_kind="agency"), heard),  # read once
    ]
    scores = {(of, one.field): (one.right, one.ads) for by, of, one in score_whole(pairs) if by == "whole"}
    assert scores["two-readers", "employer_kind"] == (1, 3)
    assert scores["extractor", "employer_kind"] == (2, 2)
    assert scores["extractor", "work_modes"] == (2, 3)
    assert scores["two-readers", "role_spans"] == (2, 3)
    assert {field for _, field in scores} == set(FIELDS) - {"roles"}


def test_every_label_never_tuned_on_was_read_twice() -> None:
    first, second = (
        [json.loads(line) for line in (CARD.parent / name).read_text(encoding="utf-8").splitlines()]
        for name in ("ads.jsonl", "second.jsonl")
    )
    held = {(one["source"], one["id"]): one for one in first if one["half"] == "never-tune"}
    again = {(one["source"], one["id"]): one for one in second}
    assert held.keys() == again.keys()
    for key, one in held.items():
        same = set(one) & set(again[key]) - {"roles", "salaries", "cities", "employer", "employer_known", "source", "id", "labelled_by", "salary_from"}
        assert {field for field in same if one[field] != again[key][field]} <= {*one["settled"], *one.get("reread", ())}, key


@pytest.mark.parametrize(("origin", "found"), [(None, 1), ("field", 2)])
def test_an_estimate_counts_only_where_the_label_took_the_field(origin: str | None, found: int) -> None:
    bands = (Pay(1.0, 2.0, "USD", "year"), Pay(3.0, 4.0, "USD", "year", basis="estimate"))
    label = _label(salaries=[[1, 2, "USD", "year"]], salary_from=origin)
    gold, heard = compare(label, replace(NOTHING, salaries=bands))["salaries"]
    assert len(heard) == found
    assert gold <= heard


def test_a_band_must_be_right_in_all_four_parts() -> None:
    label = _label(salaries=[[100000, None, "USD", "year"], [1, 2, None, None]])
    bands = (Pay(100000.0, None, "USD", "month"), Pay(1.0, 2.0, None, None))
    gold, heard = compare(label, replace(NOTHING, salaries=bands))["salaries"]
    assert gold & heard == {(1, 2, None, None)}


def test_openings_meet_by_role_field_and_overlap_each_once() -> None:
    gold = [
        {"role": "ml-engineer", "start": 10, "end": 20, "where": "text"},
        {"role": "ml-engineer", "start": 40, "end": 50, "where": "text"},
        {"role": "designer", "start": 0, "end": 5, "where": "title"},
    ]
    heard = (
        _opening("ml-engineer", 15, 18),  # inside the first
        _opening("ml-engineer", 18, 25),  # the first again: nothing left to meet
        _opening("data-engineer", 40, 50),  # another role
        _opening("designer", 0, 5),  # in the text, not in the title
    )
    labelled, found = compare(_label(roles=gold), replace(NOTHING, role_mentions=heard))["role_spans"]
    assert (len(labelled), len(found), len(labelled & found)) == (3, 4, 1)


def test_employers_meet_by_key_and_unlabelled_ones_are_not_scored() -> None:
    acme = replace(NOTHING, employer="ACME, Inc.")
    gold, heard = compare(_label(employer_known=True, employer="Acme"), acme)["employer"]
    assert gold == heard
    assert "employer" not in compare(_label(employer_known=True), acme)
    gold, heard = compare(_label(), acme)["employer"]
    assert (len(gold), len(heard)) == (0, 1)


def test_scores_are_micro_averages_over_things() -> None:
    compared = [
        (frozenset({"US", "DE"}), frozenset({"US"})),
        (frozenset({"FR"}), frozenset({"FR", "GB"})),
        (frozenset[str](), frozenset[str]()),
    ]
    one = score_field("countries", compared)
    assert (one.ads, one.labelled, one.found, one.right) == (3, 3, 3, 2)
    assert one.precision is not None
    assert one.recall is not None
    assert one.f1 is not None
    assert one.precision[0] == one.recall[0] == one.f1[0] == pytest.approx(2 / 3, abs=1e-4)
    assert one.accuracy is None
    for value, low, high in (one.precision, one.recall, one.f1):
        assert 0 <= low < value < high <= 1


def test_nothing_to_count_gives_no_score() -> None:
    one = score_field("salaries", [(frozenset(), frozenset())])
    assert one.precision is one.recall is one.f1 is None


def test_a_perfect_score_on_few_ads_keeps_its_doubt() -> None:
    few, many = (
        score_field("cities", [(frozenset({"Paris"}), frozenset({"Paris"}))] * count) for count in (5, 500)
    )
    assert few.f1 is not None
    assert many.f1 is not None
    assert few.f1[0] == many.f1[0] == 1
    assert few.f1[1] < 0.9 < 0.99 < many.f1[1]


def test_fields_of_one_value_have_an_accuracy() -> None:
    right, wrong = (frozenset({"startup"}), frozenset({"startup"})), (frozenset({"public"}), frozenset({"unknown"}))
    one = score_field("employer_kind", [right, right, right, wrong])
    assert one.accuracy is not None
    assert one.accuracy[0] == 0.75
    assert one.f1 is None


def test_answers_on_pairs_are_counted_by_half() -> None:
    pairs = [
        {"half": "tune", "same": True},
        {"half": "tune", "same": False},
        {"half": "tune", "same": True},
        {"half": "never-tune", "same": True},
        {"half": "never-tune", "same": False},
    ]
    scores = {of: score for _, of, score in score_pairs(pairs, [True, True, False, True, False])}
    counts = {of: (one.ads, one.labelled, one.found, one.right) for of, one in scores.items()}
    assert counts == {"all": (5, 3, 3, 2), "never-tune": (2, 1, 1, 1), "tune": (3, 2, 2, 1)}


def test_overlap_alone_is_scored_from_the_limit_that_suits_the_other_half() -> None:
    told = [("tune", 0.2, False), ("tune", 0.5, True), ("tune", 0.7, True)]
    asked = [("never-tune", 0.3, True), ("never-tune", 0.6, True), ("never-tune", 0.9, False)]
    pairs = [{"half": half, "same": same} for half, _, same in told + asked]
    ((by, of, score),) = score_overlap(pairs, [share for _, share, _ in told + asked])
    assert (by, of) == ("overlap", "never-tune")
    assert (score.ads, score.labelled, score.found, score.right) == (3, 2, 3, 2)  # from 0.22 on, where `tune` parts


def test_groups_cover_halves_languages_and_sources() -> None:
    labels = [_label(), _label(half="never-tune", source="b", language="zh"), _label(language=None, id="3")]
    rows = score_labels([(label, NOTHING) for label in labels])
    assert [(by, of) for by, of, one in rows if one.field == "is_ad"] == [
        ("all", "all"),
        ("half", "never-tune"),
        ("half", "tune"),
        ("language", "en"),
        ("language", "zh"),
        ("source", "a"),
        ("source", "b"),
    ]


def test_about_half_the_ads_are_never_tuned_on() -> None:
    halves = [half("some-source", str(number)) for number in range(2000)]
    assert 900 < halves.count("tune") < 1100
    assert halves == [half("some-source", str(number)) for number in range(2000)]




def _two_ads() -> pd.DataFrame:
    """One call, advertised twice."""
    call = {
        "employer_key": "acme",
        "date_posted": pd.Timestamp("2024-01-01"),
        "openings": [wording("ML engineer")],
        "cities": [],
        "countries": [],
        "fingerprint": fingerprint("We teach machines to plan the wards of hospitals, and look for one more who likes to."),
    }
    return pd.DataFrame([{"posting_id": f"{HN}:{number}", **call} for number in (7, 8)])


def test_a_card_finds_the_ads_and_counts_the_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = new_home(tmp_path)
    folder = here.project / "data" / "labels"
    folder.mkdir(parents=True)
    labels = [
        _label(source=HN, id="7", countries=["DE"], frameworks=["pytorch"]),
        _label(source=HN, id="8", half="never-tune"),
    ]
    (folder / "ads.jsonl").write_text("".join(json.dumps(label) + "\n" for label in labels), encoding="utf-8")
    (folder / "card.toml").write_bytes(CARD.read_bytes())
    pair = {"source_a": HN, "id_a": "7", "source_b": HN, "id_b": "8", "half": "tune", "same": True}
    (folder / "pairs.jsonl").write_text(json.dumps(pair) + "\n", encoding="utf-8")
    posting = Posting(HN, "7", text="Acme | ML Engineer | Berlin\nPyTorch", identity="named")
    with pytest.raises(StateError, match="none of the labelled ads"):
        scorecard.score(here, QUIET)
    monkeypatch.setattr(scorecard, "find_postings", lambda *_: {(HN, "7"): posting})
    monkeypatch.setattr(scorecard, "shipped_ads", lambda _: _two_ads())
    card = scorecard.score(here, QUIET)
    assert (card.labels, card.scored, card.missing) == (2, 1, {HN: 1})
    said = json.loads(scorecard.write_scores(here, card).read_text(encoding="utf-8"))
    assert said["groups"]["half"] == {"never-tune": 1, "tune": 1}
    assert {"targets", "known_failures", "conventions", "scores"} <= set(said)
    frameworks = next(row for row in said["scores"] if (row["by"], row["field"]) == ("all", "frameworks"))
    assert frameworks["right"] == frameworks["labelled"] == frameworks["found"] == 1
    duplicates = next(row for row in said["scores"] if (row["by"], row["field"]) == ("all", "duplicates"))
    assert duplicates["right"] == duplicates["labelled"] == 1
    assert len(card.table(of="tune")[0]) == len(scorecard.HEADER)
    assert card.as_json() == scorecard.score(here, QUIET).as_json()


def test_labelled_ads_are_found_among_snapshots(tmp_path: Path) -> None:
    here = new_home(tmp_path)
    fill(here, posts(20), tmp_path / "files")
    kept = snapshots.snapshots(here.snapshots, HN)
    readings = read_snapshots(source(HN), kept, lambda one: snapshots.read(here.snapshots, one))
    native = [posting.native_id for reading in readings for posting in reading.postings][3]
    found = scorecard.find_postings(here, [_label(source=HN, id=native), _label(source=HN, id="no such")], QUIET)
    assert list(found) == [(HN, native)]


def test_shipped_labels_say_what_a_label_must() -> None:
    labels = scorecard.read_labels(home())
    assert len({(one["source"], one["id"]) for one in labels}) == len(labels) > 300
    assert [(one["source"], one["id"]) for one in labels] == sorted((one["source"], one["id"]) for one in labels)
    for one in labels:
        assert one["half"] == half(one["source"], one["id"])
        assert {"text", "title", "doubts"}.isdisjoint(one)
        assert set(one["topics"] or ()) <= TOPICS
        assert all(span["start"] < span["end"] for span in one["roles"] or ())
        assert all(one[field] is None or isinstance(one[field], str | bool) for field in ACCURACY)


def test_hashed_sources_keep_their_ids_hashed() -> None:
    hashed, named = Posting("s", "42"), Posting("s", "42", identity="named")
    assert scorecard.label_id("s", named) == "42"
    assert scorecard.label_id("s", hashed) != "42"
    assert scorecard.label_id("s", hashed) != scorecard.label_id("other", hashed)


def test_places_count_by_what_they_are() -> None:
    places = (Place("Berlin", country="DE", city="Berlin", region="europe"), Place("EU", region="europe"))
    compared = compare(_label(), replace(NOTHING, places=places, regions=("europe",)))
    assert compared["countries"][1] == {"DE"}
    assert compared["cities"][1] == {"berlin"}
    assert compared["regions"][1] == {"europe"}


def test_a_citys_name_may_be_spelt_apart_or_without_accents() -> None:
    heard = (Place("Haiphong", country="VN", city="Haiphong"), Place("Zürich", country="CH", city="Zürich"))
    gold, found = compare(_label(cities=["Hai Phong", "Zurich"]), replace(NOTHING, places=heard))["cities"]
    assert gold == found
