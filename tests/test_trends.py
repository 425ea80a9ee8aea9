"""Shipped trend figures: they agree with their descriptors and come out of the collected files again."""

from __future__ import annotations

import contextlib
import csv
import gzip
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmarket.catalog import shelf
from jobmarket.errors import DeclarationError, PromiseBroken, ReadError
from jobmarket.home import PROJECT
from jobmarket.trend_tables import family_observations, period_start
from jobmarket.trends import FIELDS, KEY, load_trends, write_trends

SHIPPED = PROJECT / "data" / "trends"
COLUMNS = [name for name, _, _ in FIELDS]
FAMILIES = [family["name"] for family in shelf("trends")["family"]]
FRAMEWORKS = {
    "pytorch", "tensorflow", "keras", "pytorch-lightning", "jax", "scikit-learn", "hugging-face", "mxnet", "caffe", "theano",
    "cntk", "torch", "paddlepaddle", "mindspore", "chainer", "fastai", "flax", "xgboost", "lightgbm",
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> pd.DataFrame:
    return load_trends(SHIPPED)


@pytest.mark.parametrize("name", FAMILIES)
def test_descriptor_agrees_with_its_table(name: str) -> None:
    content = (SHIPPED / f"{name}.csv").read_bytes()
    described: dict[str, Any] = json.loads((SHIPPED / f"{name}.json").read_text(encoding="utf-8"))
    assert described["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert described["bytes"] == len(content)
    assert [field["name"] for field in described["schema"]["fields"]] == COLUMNS
    assert all(field["description"] for field in described["schema"]["fields"])
    rows = list(csv.DictReader(content.decode().splitlines()))
    assert list(rows[0]) == COLUMNS
    keys = [tuple(row[part] for part in KEY) for row in rows]
    assert len(set(keys)) == len(keys)
    for series in described["series"]:
        own = [row for row in rows if row["series"] == series["name"]]
        assert len(own) == series["rows"]
        assert sorted({row["term"] for row in own}) == series["terms"]
        assert min(row["date"] for row in own) == series["first_date"]
    assert sum(series["rows"] for series in described["series"]) == len(rows)
    for word in ("publisher", "homepage", "repository", "commit", "how_obtained", "caveats", "inputs"):
        assert described[word], word
    assert described["licenses"][0]["title"]
    assert described["share_alike"] is any(
        word in described["licenses"][0]["title"] for word in ("BY-SA", "ODbL")
    )


def test_levels_follow_the_declared_breaks(shipped: pd.DataFrame) -> None:
    total = shipped[shipped["series"] == "pypi-downloads-total"].set_index("date")["level"]
    levels = {str(day.date()): level for day, level in total.items()}
    assert [
        levels[day] for day in ("2018-07-01", "2018-08-01", "2021-01-01", "2021-02-01", "2021-04-01")
    ] == [0, 1, 1, 2, 2]
    assert [
        levels[day] for day in ("2021-05-01", "2024-11-01", "2024-12-01", "2025-06-01", "2025-07-01")
    ] == [3, 3, 4, 4, 5]
    papers = shipped[shipped["series"].str.startswith("conference-papers-")]
    assert set(papers.loc[papers["level"] == 1, "series"]) == {
        "conference-papers-iclr",
        "conference-papers-total-iclr",
    }


@pytest.mark.parametrize(
    ("series", "term", "day", "region", "value"),
    [
        ("github-topic-developers", "tensorflow", "2025-07-01", "IN", 544),
        ("github-topic-developers", "pytorch", "2025-07-01", "IN", 438),
        ("github-topic-developers", "tensorflow", "2025-07-01", "US", 457),
        ("github-topic-developers", "pytorch", "2025-07-01", "US", 1277),
        ("kaggle-usage", "keras", "2022-01-01", "world", 40.5),
        ("kaggle-usage", "tensorflow", "2022-01-01", "IN", 51.3),
        ("kaggle-pay-median", "pytorch-lightning", "2022-01-01", "US", 174999.5),
        ("so-survey-used-professional", "pytorch", "2024-01-01", "world", 9.1),
        ("conference-papers-neurips", "pytorch", "2020-12-01", "world", 312),
        ("pypi-downloads", "keras", "2018-02-01", "world", 367552),
        ("conda-downloads-a-day", "pytorch", "2022-01-01", "world", 19941),
        ("so-questions-sample", "pytorch", "2025-03-01", "world", 67),
    ],
)
def test_known_values(
    shipped: pd.DataFrame, series: str, term: str, day: str, region: str, value: float
) -> None:
    row = shipped[
        (shipped["series"] == series)
        & (shipped["term"] == term)
        & (shipped["date"] == day)
        & (shipped["region"] == region)
    ]
    assert row["value"].tolist() == [value]


def test_terms_and_regions_are_ours(shipped: pd.DataFrame) -> None:
    codes = {country.alpha_2 for country in pycountry.countries}
    assert set(shipped["region"]) - {"world"} <= codes
    apart = shipped["series"].str.contains("total|answers|others|fields|conference")
    assert set(shipped.loc[~apart, "term"]) <= FRAMEWORKS
    assert {"pytorch", "tensorflow", "keras", "pytorch-lightning"} <= set(shipped["term"])
    totals = shipped["series"].str.contains("total|usage-answers")
    assert set(shipped.loc[totals, "term"]) == {"all"}
    assert "all" not in set(shipped.loc[~totals, "term"])  # a total among the parts would spoil shares


def test_renamed_repositories_are_one_series(shipped: pd.DataFrame) -> None:
    stars = shipped[(shipped["series"] == "github-stars-listed") & (shipped["term"] == "pytorch-lightning")]
    years = set(stars["date"].dt.year)
    assert years == {2020, 2021, 2022, 2023, 2024, 2025}
    assert stars.set_index("date")["value"].is_monotonic_increasing


def test_everything_is_small_and_licensed() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 2_000_000
    table = (SHIPPED / "README.md").read_text(encoding="utf-8")
    assert all(f"| [{name}]({name}.csv) |" in table for name in FAMILIES)
    assert "CC BY-SA 4.0" in table
    assert "ODbL 1.0" in table
    assert sorted(path.stem for path in SHIPPED.glob("*.csv")) == sorted(FAMILIES)


@pytest.mark.corpora
def test_the_collected_files_give_the_same_bytes(shared: Path, tmp_path: Path) -> None:
    written = write_trends(shared / "trends", tmp_path)
    assert sorted(path.name for path in written) == sorted(path.name for path in SHIPPED.iterdir())
    for path in written:
        assert path.read_bytes() == (SHIPPED / path.name).read_bytes(), path.name


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2020", date(2020, 1, 1)),
        ("2020-Q3", date(2020, 7, 1)),
        ("2019-H2", date(2019, 7, 1)),
        ("2018-02", date(2018, 2, 1)),
        ("2018-02-10", date(2018, 2, 10)),
        ("2018-02-10 09:21:55", date(2018, 2, 10)),
        ("09/18", date(2018, 9, 1)),
        ("09-Jan", date(2009, 1, 1)),
    ],
)
def test_periods(text: str, start: date) -> None:
    assert period_start(text) == start


@given(st.text(max_size=20))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    with contextlib.suppress(ReadError):
        assert isinstance(period_start(text), date)


def table(**changes: Any) -> dict[str, Any]:
    return {
        "file": "stars.csv",
        "series": {"is": "Our Stars"},
        "term": {"column": "repo", "map": {"old/kettle": "kettle", "new/kettle": "kettle"}},
        "date": {"column": "day"},
        "region": {"is": "world"},
        "value": {"column": "stars"},
        "unit": {"is": "stars"},
        "source": {"is": "made up"},
    } | changes


def observations(folder: Path, lines: str, *, breaks: Any = (), **changes: Any) -> list[tuple[Any, ...]]:
    (folder / "stars.csv").write_text(lines, encoding="utf-8")
    family = {"name": "ours", "breaks": breaks, "table": [table(**changes)]}
    return [
        (item.series, item.term, str(item.date), item.region, item.value, item.level)
        for item in family_observations(family, folder, {})
    ]


def test_months_keep_their_last_reading_and_renames_join(tmp_path: Path) -> None:
    lines = (
        "day,repo,stars\n2020-01-05,old/kettle,1\n2020-01-21,old/kettle,2\n2020-01-30,new/kettle,3\n"
        "2020-02-10,new/kettle,4\n2020-03-31,new/kettle,0\n2020-04-30,other/pot,9\n2020-05-31,new/kettle,7\n"
    )
    assert observations(tmp_path, lines, monthly=True, positive=True) == [
        ("our-stars", "kettle", "2020-01-01", "world", 3.0, 0),
        ("our-stars", "kettle", "2020-05-01", "world", 7.0, 0),
    ]


def test_what_is_not_published_is_no_row(tmp_path: Path) -> None:
    lines = "day,repo,stars\n2020,old/kettle,<100\n2021,old/kettle,\n2022,old/kettle,0\n"
    assert observations(tmp_path, lines) == [("our-stars", "kettle", "2022-01-01", "world", 0.0, 0)]


def test_melts_conditions_and_breaks(tmp_path: Path) -> None:
    lines = "day,repo,a,b\n2020,x,1,2\n2021,x,3,4\n2021,EU,5,6\n2022,y,7,8\n"
    found = observations(
        tmp_path,
        lines,
        breaks=[
            {"date": date(2021, 1, 1), "reason": "r"},
            {"date": date(2020, 1, 1), "series": "elsewhere", "reason": "r"},
        ],
        melt=["a", "b"],
        only={"repo": ["x", "EU"]},
        never={"repo": ["EU"]},
        series={"form": "S {measured}"},
        term={"column": "repo"},
        value={"column": "measure"},
    )
    assert found == [
        ("s-a", "x", "2020-01-01", "world", 1.0, 0),
        ("s-a", "x", "2021-01-01", "world", 3.0, 1),
        ("s-b", "x", "2020-01-01", "world", 2.0, 0),
        ("s-b", "x", "2021-01-01", "world", 4.0, 1),
    ]


@pytest.mark.parametrize(
    ("lines", "changes", "error"),
    [
        ("day,repo,stars\n2020,old/kettle,1\n2020,new/kettle,2\n", {}, PromiseBroken),
        ("day,repo,stars\n2020,other/pot,1\n", {}, PromiseBroken),
        ("day,repo,stars\n2020,old/kettle,many\n", {}, ReadError),
        ("day,repo,stars\nsoon,old/kettle,1\n", {}, ReadError),
        ("day,repo\n2020,old/kettle\n", {}, DeclarationError),
        (
            "day,repo,stars\n2020,old/kettle,1\n",
            {"term": {"column": "repo", "map": "nowhere"}},
            DeclarationError,
        ),
        ("day,repo,stars\n2020,old/kettle,1\n", {"only": {"country": ["x"]}}, DeclarationError),
        ("day,repo,stars\n2020,old/kettle,1\n", {"series": {"form": "{nothing}"}}, DeclarationError),
        ("day,repo,stars\n2020,old/kettle,1\n", {"file": "absent.csv"}, ReadError),
    ],
)
def test_surprises_are_loud(
    tmp_path: Path, lines: str, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        observations(tmp_path, lines, **changes)


def test_a_damaged_archive_is_a_read_error(tmp_path: Path) -> None:
    (tmp_path / "stars.csv.gz").write_bytes(gzip.compress(b"day,repo,stars\n")[:-4])
    with pytest.raises(ReadError):
        family_observations({"name": "ours", "table": [table(file="stars.csv.gz")]}, tmp_path, {})


def test_loading_nothing_gives_typed_columns(tmp_path: Path, shipped: pd.DataFrame) -> None:
    empty = load_trends(tmp_path)
    assert empty.empty
    assert empty.dtypes.to_dict() == shipped.dtypes.to_dict()
    assert shipped["value"].notna().all()


def test_loading_checks_columns_and_keys(tmp_path: Path) -> None:
    header = ",".join(COLUMNS)
    (tmp_path / "ours.json").write_text("{}", encoding="utf-8")
    path = tmp_path / "ours.csv"
    path.write_text(f"{header}\ns,t,2020-01-01,NA,1,u,x,0\n", encoding="utf-8")
    assert load_trends(tmp_path)["region"].tolist() == ["NA"]
    path.write_text(f"{header}\ns,t,2020-01-01,NA,1,u,x,0\ns,t,2020-01-01,NA,2,u,x,0\n", encoding="utf-8")
    with pytest.raises(PromiseBroken, match="two trend figures"):
        load_trends(tmp_path)
    path.write_text("series,term\ns,t\n", encoding="utf-8")
    with pytest.raises(PromiseBroken, match="columns"):
        load_trends(tmp_path)
