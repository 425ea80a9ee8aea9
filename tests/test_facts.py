"""Facts: one row a posting, the proving words kept, identity off where the source is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jobmarket import facts
from jobmarket.facts import SCHEMA, extractor_version, facts_table
from jobmarket.parts import POSTINGS_FILE, write_part
from jobmarket.records import Issue, Observation, Pay, Posting

TEXT = (
    "Heron Analytics builds forecasts for ports. We are looking for a machine learning engineer. "
    "You know PyTorch or TensorFlow. Pay: $120,000 - $150,000 a year. Write to jobs@heron.example today."
)


def posting(identity: str = "named", **changes: object) -> Posting:
    values: dict[str, object] = {
        "source": "harbour",
        "native_id": "7",
        "text": TEXT,
        "title": "Machine Learning Engineer, mail jobs@heron.example",
        "employer": "Heron Analytics Inc.",
        "url": "https://harbour.example/7",
        "date_posted": date(2025, 3, 4),
        "first_seen_at": datetime(2025, 3, 4, tzinfo=UTC),
        "last_seen_at": datetime(2025, 3, 5, tzinfo=UTC),
        "location": "Boston, MA",
        "identity": identity,
    }
    return Posting(**(values | changes))  # type: ignore[arg-type]


def row(**changes: object) -> dict[str, object]:
    (found,) = facts_table([posting(**changes)], collection="harbour-2025").to_pylist()  # type: ignore[arg-type]
    return dict(found)


def test_a_named_posting_keeps_who_and_where_but_no_address_of_anybody() -> None:
    found = row()
    assert found["posting_id"] == "harbour:7"
    assert found["employer"] == "Heron Analytics Inc."
    assert found["title"] == "Machine Learning Engineer, mail"
    assert found["url"] == "https://harbour.example/7"
    assert "@" not in str({k: v for k, v in found.items() if k != "fingerprint"})


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Data Science Intern 2025-2026", "Data Science Intern 2025-2026"),
        ("Data Science Intern (2025 - 2027)", "Data Science Intern (2025 - 2027)"),
        ("Data Scientist, call 2034-1987", "Data Scientist, call"),
        ("Data Scientist, call +00 2025 2026", "Data Scientist, call"),
        ("Data Scientist 2025-2026 00 555 0100", "Data Scientist"),
    ],
)
def test_a_title_keeps_a_span_of_years_but_no_telephone(title: str, kept: str) -> None:
    assert row(title=title)["title"] == kept


def test_a_closed_source_keeps_no_title_link_name_or_id_but_the_same_employer_key() -> None:
    found = row(identity="hashed")
    assert (found["title"], found["url"], found["employer"]) == (None, None, None)
    assert found["employer_key"] == row()["employer_key"] is not None
    assert str(found["posting_id"]).startswith("harbour:")
    assert found["posting_id"] != "harbour:7"
    assert "Heron" not in str(found)


def test_mentions_are_one_a_term_with_their_words() -> None:
    found = row(text=TEXT + " PyTorch again, and PYTORCH.")
    terms = {mention["term"]: mention for mention in found["mentions"]}  # type: ignore[attr-defined]
    assert terms["pytorch"]["surface"] == "PyTorch"
    assert terms["pytorch"]["is_alternative"] is True
    assert [mention["term"] for mention in found["mentions"]] == sorted(terms)  # type: ignore[attr-defined]


def test_pay_and_place_are_told_with_their_words() -> None:
    found = row()
    (band,) = found["salaries"]  # type: ignore[misc]
    assert (band["low"], band["high"], band["currency"], band["period"]) == (120000, 150000, "USD", "year")
    assert band["surface"] in TEXT
    assert [(place["country"], place["city"]) for place in found["locations"]] == [("US", "Boston")]  # type: ignore[attr-defined]


def test_no_text_and_no_skills_is_nothing_to_read() -> None:
    assert (row(text="")["readable"], row(text="")["is_ad"]) == ("none", False)
    skilled = row(text="", skills=("pytorch", "sql"))
    assert (skilled["readable"], skilled["is_ad"]) == ("skills", True)
    assert [mention["term"] for mention in skilled["mentions"]] == ["pytorch"]  # type: ignore[attr-defined]


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    rows = [posting(native_id=str(number)) for number in range(5)]
    figure = Observation("s", "t", date(2025, 1, 1), "world", 1.0, "u", "harbour")
    issue = Issue("harbour", "file", "7", "note", "something")
    for name, order in (("a", rows), ("b", rows[::-1])):
        write_part(tmp_path / name, facts_table(order, collection="h"), [figure], [issue])
    for file in sorted((tmp_path / "a").iterdir()):
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()
    assert pq.read_schema(tmp_path / "a" / POSTINGS_FILE).names == SCHEMA.names


def test_the_extractor_has_a_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It changes with whatever may change a fact, and with nothing else."""
    files = ["extract/pay/bands.py", "readers/hn.py", "shelves/roles.toml", "records.py", "facts.py"]
    files += ["shelves/boards.toml", "judge/engine.py"]
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("as it was")
    monkeypatch.setattr(facts, "PACKAGE", tmp_path)
    was = extractor_version()
    assert len(was) == 12
    changed = []
    for name in files:
        (tmp_path / name).write_text("changed")
        if extractor_version() != was:
            changed.append(name)
        (tmp_path / name).write_text("as it was")
    assert changed == files[:5]


def test_a_field_completes_what_is_stated_of_just_its_amounts() -> None:
    field = Pay(low=45000, high=55000, currency="GBP", period="year", basis="field")
    text = "Heron Analytics is hiring a data scientist. Salary: 45,000 - 55,000 plus benefits. "
    (band,) = row(text=text, pay=(field,), country="GB")["salaries"]  # type: ignore[misc]
    assert (band["low"], band["currency"], band["period"], band["basis"]) == (45000, "GBP", "year", "stated")
    other = replace(field, low=50000)
    (band,) = row(text=text, pay=(other,), country="GB")["salaries"]  # type: ignore[misc]
    assert (band["low"], band["currency"]) == (45000, None)
    (band,) = row(text=text.replace("plus", "a year plus"), pay=(replace(field, period="month"),), country="GB")["salaries"]  # type: ignore[misc]
    assert (band["currency"], band["period"]) == ("GBP", "year")


def test_the_field_tells_the_other_end_of_a_stated_band() -> None:
    field = Pay(45_000.0, 55_000.0, "GBP", "year", "field")

    def ends(text: str, *pay: Pay) -> list[tuple[float | None, float | None]]:
        return [(band["low"], band["high"]) for band in row(text=text, pay=pay, country="GB")["salaries"]]  # type: ignore[attr-defined]

    assert ends("Kettle mender in York. Up to £55k a year.", field) == [(45_000, 55_000)]
    assert ends("Kettle mender in York. Up to £55k a year.", replace(field, basis="estimate"))[0] == (None, 55_000)
    assert ends("Kettle mender in York. Up to £60k a year.", field)[0] == (None, 60_000)
    assert ends("Kettle mender in York. £50-55k a year.", field) == [(50_000, 55_000)]
    assert ends("Kettle mender in York. £55k a year.", field) == [(45_000, 55_000)]
    assert ends("Kettle mender in York. £55k a year. Kettle maker: £70k a year.", field)[0] == (55_000, 55_000)


def test_a_dollar_is_that_of_the_country_named_beside_it_where_the_ad_names_no_other() -> None:
    text = (
        "Heron Analytics is hiring a data scientist.\n\n" + "You build models of tides and write them down. " * 20
        + "\n\nWhat we offer: a full time role with a salary by office, McLean, VA $120,000 - $140,000 for all."
    )
    found = row(text=text, location=None, country=None)
    (band,) = found["salaries"]  # type: ignore[misc]
    assert (found["locations"], band["low"], band["currency"]) == ([], 120000, "USD")
    unnamed = row(text=text.replace("McLean, VA", "Everywhere"), location=None, country=None)
    (band,) = unnamed["salaries"]  # type: ignore[misc]
    assert (band["low"], band["currency"]) == (120000, None)
