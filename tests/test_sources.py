"""Every source says what it must, and its made-up samples become what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from pace import at_most

from jobmarket.catalog.sources import Input, Source, parse_source, read_source, source, sources
from jobmarket.errors import DeclarationError, UnknownName
from jobmarket.home import PACKAGE
from jobmarket.readers import FORMATS, LOOKUP, read_snapshots
from jobmarket.records import Reading, Snapshot

SEEN = datetime(2026, 1, 1, tzinfo=UTC)
OPEN_LICENCES = ("Apache-2.0", "CC0-1.0", "Unlicense", "MIT")
MINIMAL: dict[str, Any] = {
    "name": "acme",
    "title": "Ads of Acme",
    "publisher": "Acme",
    "homepage": "https://acme.example",
    "licence": "none stated",
    "terms": "facts only",
    "how_obtained": "by hand",
    "cadence": "once",
    "selection": "none",
}


def samples() -> list[Any]:
    """Every sample of every source, named after its source."""
    return [
        pytest.param(declared, sample, id=f"{name}-{number}")
        for name, declared in sources().items()
        for number, sample in enumerate(declared.samples)
    ]


def read_files(declared: Source, files: Mapping[str, str]) -> list[Reading]:
    """Made-up files, read as if they had been imported."""
    content = {name: text.removeprefix("\n").encode() for name, text in files.items()}
    taken = [Snapshot(declared.name, name, "", "", declared.seen_at_of(name) or SEEN) for name in content]
    return list(read_snapshots(declared, taken, lambda snapshot: content[snapshot.name]))


def agrees(found: Any, wanted: Any) -> bool:
    """Whether a field is what a sample says; tables compare the fields they name."""
    if isinstance(wanted, Mapping):
        return all(agrees(getattr(found, name), value) for name, value in wanted.items())
    if isinstance(wanted, list):
        return len(found or ()) == len(wanted) and all(map(agrees, found or (), wanted))
    return bool(found == wanted)


@pytest.mark.parametrize(("declared", "sample"), samples())
def test_sample_becomes_what_it_says(declared: Source, sample: Any) -> None:
    readings = read_files(declared, sample.files)
    postings = [p for r in readings for p in r.postings]
    observations = [o for r in readings for o in r.observations]
    for wanted in sample.postings:
        assert any(agrees(p, wanted) for p in postings), (wanted, postings)
    for wanted in sample.observations:
        assert any(agrees(o, wanted) for o in observations), (wanted, observations)
    assert len(postings) == len(sample.postings), postings
    issues = [i for r in readings for i in r.issues]
    assert len(issues) == sample.issues, issues
    assert sample.postings or sample.observations


@pytest.mark.parametrize("name", sorted(sources()))
def test_source_says_what_it_must(name: str) -> None:
    declared = source(name)
    assert declared.samples, "a source carries a made-up sample"
    assert declared.homepage.startswith("https://")
    assert {entry.format for entry in declared.inputs} <= {*FORMATS, LOOKUP}
    if declared.repository:
        assert re.fullmatch(r"[0-9a-f]{7,40}", declared.commit or "")
        assert declared.seen_at is not None
        assert declared.expect.postings or declared.expect.observations
    if declared.part_of:
        assert declared.part_of in sources()


def test_only_public_or_open_sources_name_employers() -> None:
    public = {
        "hn-comments",
        "hn-mapped",
        "hn-run",
        "hn-thread",
        "hn-firebase",
        "ashby",
        "greenhouse",
        "lever",
        "github-issues",
    }
    for declared in sources().values():
        for entry in declared.inputs:
            if entry.identity == "named":
                assert (
                    entry.format in public
                    or declared.licence.startswith(OPEN_LICENCES)
                    or "attribution" in declared.licence
                ), declared.name


def test_no_contact_columns_are_read() -> None:
    private = re.compile(r"mail|phone|contact|author|user|\bby\b|recruiter", re.IGNORECASE)
    for declared in sources().values():
        for entry in declared.inputs:
            for rule in entry.fields.values():
                assert not any(private.search(path) for path in rule.paths), declared.name


@pytest.mark.parametrize(
    "text", ["1" * 200_000, "$1" * 100_000, "a " * 100_000, "「" * 200_000, "\n" * 200_000]
)
def test_no_declared_pattern_runs_away(text: str) -> None:
    rules = [
        rule
        for declared in sources().values()
        for entry in declared.inputs
        for table in (entry.fields, entry.observation, *entry.pay)
        for rule in table.values()
    ]
    patterns = {pattern for rule in rules for pattern in (rule.take, rule.unless) if pattern}
    assert len(patterns) > 20
    for pattern in patterns:
        with at_most(1):
            pattern.search(text)


def test_three_collections_are_one_source() -> None:
    assert {n for n, s in sources().items() if s.posting_source == "hacker-news"} == {
        "hacker-news",
        "hn-hiring-mapped-2013-2018",
        "hn-jobs-data-2026",
        "hn-whoishiring-2018-2026",
    }


def test_unknown_name_lists_near_ones() -> None:
    with pytest.raises(UnknownName, match="no source") as told:
        source("hackernews")
    assert "hacker-news" in told.value.todo
    with pytest.raises(UnknownName) as told:
        source("zzzzzz")
    assert "one of" in told.value.todo


def test_every_file_is_a_source() -> None:
    assert set(sources()) == {path.stem for path in (PACKAGE / "sources").glob("*.toml")}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"licence": ""}, "licence"),
        ({"selection": "some"}, "selection"),
        ({"salary_basis": "guess"}, "salary_basis"),
        ({"date": datetime(2020, 1, 1).date()}, "date_reason"),
        ({"colour": "red"}, "colour"),
        ({"input": [{"match": "*"}]}, "format"),
        ({"input": [{"match": "*", "format": "table", "identity": "shown"}]}, "identity"),
        ({"input": [{"match": "*", "format": "table", "fields": {"wage": "x"}}]}, "wage"),
        ({"input": [{"match": "*", "format": "table", "fields": {"title": {"take": "x"}}}]}, "either"),
        (
            {"input": [{"match": "*", "format": "table", "fields": {"title": {"from": "x", "tak": "("}}}]},
            "tak",
        ),
        (
            {"input": [{"match": "*", "format": "table", "fields": {"title": {"from": "x", "take": "("}}}]},
            "pattern",
        ),
        ({"input": [{"match": "*", "format": "table", "fields": {"title": 3}}]}, "column"),
        ({"input": [{"match": "*", "format": "table", "pay": [{"lowest": "x"}]}]}, "lowest"),
        ({"correction": [{"date": 1, "reason": "x", "when": {}, "action": "set"}]}, "hold-back"),
        ({"correction": [{"date": 1, "when": {}, "action": "hold-back"}]}, "reason"),
        ({"expect": {"shares": {"wage": 1.0}}}, "wage"),
    ],
)
def test_a_bad_declaration_is_refused(change: dict[str, Any], told: str) -> None:
    with pytest.raises(DeclarationError, match=told):
        parse_source({**MINIMAL, **change})


def test_a_file_must_carry_its_name(tmp_path: Any) -> None:
    path = tmp_path / "other.toml"
    path.write_text("\n".join(f'{key} = "{value}"' for key, value in MINIMAL.items()))
    with pytest.raises(DeclarationError, match=r"other\.toml"):
        read_source(path)


def test_files_find_their_input_and_time() -> None:
    declared = parse_source(
        {
            **MINIMAL,
            "seen_at": datetime(2026, 3, 1).date(),
            "ignore": ["copy/*"],
            "seen": {"*special.csv": datetime(2026, 1, 5, 6, tzinfo=UTC)},
            "input": [
                {"match": "*.csv", "format": "table", "seen_at_pattern": r"(\d{4}-\d{2}-\d{2})"},
                {"match": "*.json", "format": "json", "seen_at": datetime(2026, 2, 1).date()},
            ],
        }
    )

    def format_of(entry: Input | None) -> str | None:
        return entry.format if entry else None

    assert format_of(declared.input_for("a/b.csv.gz")) == "table"
    assert format_of(declared.input_for("b.txt")) is None
    assert declared.seen_at_of("x_2025-12-31.csv.gz") == datetime(2025, 12, 31, tzinfo=UTC)
    assert declared.seen_at_of("special.csv.gz") == datetime(2026, 1, 5, 6, tzinfo=UTC)
    assert declared.seen_at_of("x.json") == datetime(2026, 2, 1, tzinfo=UTC)
    assert declared.seen_at_of("other.txt") == datetime(2026, 3, 1, tzinfo=UTC)
    assert declared.ignores("copy/a.csv")
    assert declared.ignores("deep/SOURCE.md")
    assert not declared.ignores("a.csv")
