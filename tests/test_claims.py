"""The claims shelf: complete, well formed, in our own words; a malformed claim says what to mend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jobmarket.catalog import shelf
from jobmarket.catalog.claims import (
    claim_named,
    claims,
    documents,
    read_claim,
    read_claims,
)
from jobmarket.catalog.rules import FIGURE_RULES, RULES
from jobmarket.errors import DeclarationError, UnknownName
from jobmarket.judge.engine import RULES as MEASURES
from jobmarket.judge.populations import terms

GOOD = """
id = "made-up"
documents = ["A"]
topic = "Demand"
statement = "PyTorch is ahead."
testable = true
[rule]
kind = "paired"
a = "pytorch"
b = "keras"
expect = "a"
[[example]]
verdict = "supported"
ads = [{ employers = 20, frameworks = ["pytorch"] }]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "made-up.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_claim_of_the_ledger_has_its_file() -> None:
    assert len(claims()) == 113
    assert sum(not claim.testable for claim in claims().values()) == 12


def test_the_ledgers_ids(shared: Path) -> None:
    ids = (shared / "checks" / "claims.txt").read_text(encoding="utf-8").split()
    assert set(claims()) >= set(ids)


def test_every_rule_kind_has_its_measure() -> None:
    assert set(RULES) - {"not-built"} == set(MEASURES) | FIGURE_RULES


@pytest.mark.parametrize("claim", list(claims().values()), ids=lambda claim: claim.id)
def test_a_claim_says_what_it_must(claim) -> None:  # type: ignore[no-untyped-def]
    assert claim.statement.endswith(".")
    assert len(claim.rule_text) > 20
    if claim.testable:
        assert claim.claimed
        assert claim.unit
        assert {example.verdict for example in claim.examples} >= {"supported"}
        assert len({example.verdict for example in claim.examples}) >= 2
    else:
        assert claim.reason
        assert not claim.rule


def test_claims_name_only_terms_and_roles_of_the_shelves() -> None:
    known = set(shelf("frameworks")) | set(shelf("topics"))
    roles = set(shelf("roles")["roles"])
    for claim in claims().values():
        rule = claim.rule
        filters = [claim.population, *rule.get("events", ())]
        filters += [rule[key] for key in ("event", "group", "against") if key in rule]
        assert terms(*filters) <= known, claim.id
        asked = {role for item in filters for role in item.get("roles", ())} | set(rule.get("roles", ()))
        assert asked <= roles, claim.id


def test_no_sentence_of_the_documents_is_quoted(shared: Path) -> None:
    def shingles(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[a-z0-9]+", text.lower())
        return {tuple(words[i : i + 6]) for i in range(len(words) - 5)}

    theirs = set().union(
        *(shingles(path.read_text(encoding="utf-8")) for path in (shared / "documents").glob("*.txt"))
    )
    for claim in claims().values():
        for ours in (claim.statement, claim.claimed, claim.sharpened, claim.contradicts, claim.reason):
            assert not shingles(ours) & theirs, claim.id


def test_documents_are_declared() -> None:
    assert set(documents()) == {"A", "B", "C"}
    assert documents()["B"].publisher == "GUVI"
    assert all(item.url is None for item in documents().values())


def test_a_good_claim_is_read(tmp_path: Path) -> None:
    claim = read_claim(written(tmp_path, GOOD))
    assert (claim.kind, claim.window.months, claim.minimum.employers, claim.speakers) == (
        "paired",
        24,
        12,
        "all",
    )
    assert read_claims(tmp_path) == (claim,)
    assert claim_named("made-up", tmp_path) == claim


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ('topic = "Demand"\n', "", "'topic' is missing"),
        ('id = "made-up"', 'id = "other"', "not the file's name"),
        ('documents = ["A"]', 'documents = ["Z"]', "no document 'Z'"),
        ('kind = "paired"', 'kind = "guessed"', "no rule kind 'guessed'"),
        ('b = "keras"\n', "", "needs 'b'"),
        ('b = "keras"', 'b = "keras"\nthreshold = 3', "knows no 'threshold'"),
        ("[[example]]", "[population]\ncolour = 'red'\n[[example]]", "no such filter 'colour'"),
        ("[[example]]", "[population]\nany_of = [{ mood = 'x' }]\n[[example]]", "no such filter 'mood'"),
        ('verdict = "supported"', 'verdict = "maybe"', "an example expects 'maybe'"),
        (GOOD[GOOD.index("[[example]]") :], "", "no worked example"),
        ("[[example]]", "[minimum]\nluck = 3\n[[example]]", "luck"),
        ("testable = true", 'testable = true\nmood = "x"', "unknown key 'mood'"),
        ("[rule]", "[rule", "not TOML"),
    ],
)
def test_a_malformed_claim_says_what_where_and_what_to_do(
    tmp_path: Path, before: str, after: str, what: str
) -> None:
    assert before in GOOD
    with pytest.raises(DeclarationError) as raised:
        read_claim(written(tmp_path, GOOD.replace(before, after, 1)))
    assert what in raised.value.what
    assert "made-up.toml" in raised.value.where
    assert raised.value.todo


def test_an_untestable_claim_needs_a_reason(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index("[rule]")].replace("testable = true", "testable = false")
    with pytest.raises(DeclarationError, match="no reason given"):
        read_claim(written(tmp_path, text))


def test_an_unknown_claim_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="no claim 'nothing'"):
        claim_named("nothing", tmp_path)
