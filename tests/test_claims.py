"""The claims shelf: complete, well formed, in our own words; a malformed claim says what to mend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jobmarket.catalog import shelf
from jobmarket.catalog.claims import (
    claims,
    documents,
    read_claim,
    read_claims,
)
from jobmarket.catalog.rules import FIGURE_RULES, RULES
from jobmarket.errors import DeclarationError
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
        ('expect = "a"', 'expect = "above"', "'expect' is a or b, not 'above'"),
        ('a = "pytorch"', 'a = "pytroch"', "knows no 'pytroch'"),
        ('expect = "a"', 'expect = "a"\ninteraction = "topics"', "'interaction' is a filter of the population"),
        ("testable = true", 'testable = true\nvariants = ["allads"]', "'variants' knows no 'allads'"),
        ("testable = true", 'testable = true\nspeakers = "some"', "'speakers' knows no 'some'"),
        ("[[example]]", "[population]\nroles = ['ml-enginer']\n[[example]]", "'roles' knows no 'ml-enginer'"),
        ("[[example]]", "[population]\nroles = 'ml-engineer'\n[[example]]", "'roles' is a list of words"),
        ("[[example]]", "[population]\nregions = ['Europe']\n[[example]]", "'regions' knows no 'Europe'"),
        ("[[example]]", "[population]\nml = 'yes'\n[[example]]", "'ml' is true or false, not 'yes'"),
        ("[[example]]", "[population]\nsingle_role = false\n[[example]]", "'single_role' is true, not False"),
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


PAIR = 'kind = "paired"\na = "pytorch"\nb = "keras"\nexpect = "a"'
SHARE = 'kind = "share"\nevent = { frameworks = ["keras"] }\n'


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ("threshold = 0.1", "'expect' is above or below, not None"),
        ('threshold = 0.1\nexpect = "obove"', "'expect' is above or below, not 'obove'"),
        ('threshold = 10\nexpect = "above"', "a share lies between 0 and 1"),
        ('threshold = "10 %"\nexpect = "above"', "'threshold' is a number"),
        ("range = [0.3, 0.1]", "'range' is two numbers"),
    ],
)
def test_a_share_that_would_ask_something_else_is_refused(tmp_path: Path, rule: str, what: str) -> None:
    with pytest.raises(DeclarationError) as raised:
        read_claim(written(tmp_path, GOOD.replace(PAIR, SHARE + rule)))
    assert what in raised.value.what
    assert raised.value.todo


def test_a_rule_that_expects_less_says_so(tmp_path: Path) -> None:
    claim = read_claim(written(tmp_path, GOOD.replace(PAIR, SHARE + 'threshold = 0.1\nexpect = "below"')))
    assert claim.rule_text.startswith("The share of ads naming Keras must be at most 10 %.")


def test_an_untestable_claim_needs_a_reason(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index("[rule]")].replace("testable = true", "testable = false")
    with pytest.raises(DeclarationError, match="no reason given"):
        read_claim(written(tmp_path, text))


class TestOwnClaims:
    def home_with(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str) -> None:
        monkeypatch.setenv("JOBMARKET_HOME", str(tmp_path))
        (tmp_path / "claims").mkdir()
        written(tmp_path / "claims", GOOD.replace(before, after))

    def test_a_users_claim_stands_beside_the_projects(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = set(claims())
        self.home_with(tmp_path, monkeypatch, '["A"]', '["A talk I heard"]')
        assert set(claims()) - before == {"made-up"}
        assert claims()["made-up"].own
        assert not any(claim.own for claim_id, claim in claims().items() if claim_id in before)

    def test_it_may_not_take_another_claims_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("JOBMARKET_HOME", str(tmp_path))
        (tmp_path / "claims").mkdir()
        taken = "pytorch-beats-keras-overall"
        (tmp_path / "claims" / f"{taken}.toml").write_text(GOOD.replace("made-up", taken), encoding="utf-8")
        with pytest.raises(DeclarationError, match=f"claims/{taken}.toml: there is a claim '{taken}'"):
            claims()

    def test_a_malformed_one_says_what_where_and_what_to_do(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.home_with(tmp_path, monkeypatch, '"paired"', '"guessed"')
        with pytest.raises(DeclarationError) as raised:
            claims()
        what, where, todo = raised.value.lines()
        assert what == "error: no rule kind 'guessed'"
        assert where == "where: claims/made-up.toml"
        assert todo.startswith("to do: use one of: balanced, ")


def test_a_rules_digest_changes_with_the_rule_and_not_with_its_words(tmp_path: Path) -> None:
    def digest(text: str) -> str:
        return read_claim(written(tmp_path, text)).rule_digest

    assert digest(GOOD) == digest(GOOD.replace('topic = "Demand"', 'topic = "Pay"'))
    assert digest(GOOD) != digest(GOOD.replace('b = "keras"', 'b = "jax"'))
