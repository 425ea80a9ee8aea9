"""A tiny warehouse of made-up ads and figures, for judging: the shape of the real one, none of its content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

AS_OF = date(2026, 6, 15)
DL = {
    "pytorch",
    "tensorflow",
    "keras",
    "pytorch-lightning",
    "jax",
    "flax",
    "mxnet",
    "caffe",
    "theano",
    "cntk",
    "torch",
    "paddlepaddle",
    "mindspore",
    "chainer",
    "fastai",
}
ML_ROLES = {
    "ml-engineer",
    "data-scientist",
    "research-scientist",
    "computer-vision-engineer",
    "nlp-engineer",
    "mlops-engineer",
    "robotics-engineer",
    "ai-architect",
    "ai-product-manager",
}
LISTS = ("frameworks", "tools", "topics", "roles", "seniority", "work_modes", "countries", "regions")
SCHEMA = """
CREATE TABLE ads (
  posting_id VARCHAR, source VARCHAR, employer_key VARCHAR, date_posted DATE, month DATE, year INTEGER,
  duplicate_group VARCHAR, selection VARCHAR, readable VARCHAR, text_chars INTEGER,
  frameworks VARCHAR[], tools VARCHAR[], topics VARCHAR[], is_dl BOOLEAN, is_ml BOOLEAN,
  accepts_alternatives BOOLEAN, roles VARCHAR[], seniority VARCHAR[], work_modes VARCHAR[],
  countries VARCHAR[], regions VARCHAR[], employer_kind VARCHAR, industry VARCHAR, employment_type VARCHAR,
  pay_usd DOUBLE, pay_basis VARCHAR, vocabulary VARCHAR[], title VARCHAR, language VARCHAR);
CREATE TABLE mentions (posting_id VARCHAR, term VARCHAR, kind VARCHAR, surface VARCHAR, roles VARCHAR[],
  is_alternative BOOLEAN);
CREATE TABLE observations (series VARCHAR, term VARCHAR, date DATE, region VARCHAR, value DOUBLE, unit VARCHAR,
  source VARCHAR, level INTEGER);
CREATE TABLE extractor_scores (grouping VARCHAR, part VARCHAR, field VARCHAR, precision DOUBLE, recall DOUBLE, score DOUBLE);
INSERT INTO extractor_scores VALUES ('half', 'never-tune', 'frameworks', 0.99, 0.98, 0.985),
  ('half', 'never-tune', 'employer_kind', NULL, NULL, 0.8), ('half', 'tune', 'frameworks', 0.5, 0.5, 0.5);
CREATE TABLE sources (source VARCHAR, selection VARCHAR, vocabulary VARCHAR[]);
CREATE TABLE salaries (posting_id VARCHAR, band INTEGER, yearly_low_usd DOUBLE, yearly_high_usd DOUBLE, basis VARCHAR);
"""
DEFAULTS: dict[str, Any] = {
    "source": "board-a",
    "selection": "none",
    "readable": "text",
    "text_chars": 3000,
    "accepts_alternatives": False,
    "employer_kind": "unknown",
    "industry": "unknown",
    "employment_type": None,
    "pay_usd": None,
    "vocabulary": None,
    "language": "en",
    "title": "made up",
    "roles": ["ml-engineer"],
}


def day(months_ago: int) -> date:
    """The 10th of the month so many months before AS_OF's."""
    month = AS_OF.year * 12 + AS_OF.month - 1 - months_ago
    return date(month // 12, month % 12 + 1, 10)


def ads(rows: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Ads and mentions: a row stands for ``employers`` ads of as many employers, or ``ads`` ads of one.

    ``months_ago`` (over ``spread`` months from then on), ``pay`` with ``pay_step`` and ``mention_roles`` are read; ``duplicates`` repeats each ad a
    month later in the same group; every other key is a column.
    """
    posted: list[dict[str, Any]] = []
    mentions: list[dict[str, Any]] = []
    for number, given in enumerate(rows):
        row = dict(given)
        one, many = row.pop("ads", None), row.pop("employers", 1)
        ago, pay, step = row.pop("months_ago", 3), row.pop("pay", None), row.pop("pay_step", 0)
        spread = row.pop("spread", 1)
        copies, owned = row.pop("duplicates", 0), row.pop("mention_roles", [])
        employer = row.pop("employer", None)
        for item in range(one or many):
            who = employer or (f"e{number}" if one else f"e{number}-{item}")
            for copy in range(copies + 1):
                ad = {**DEFAULTS, **{name: [] for name in LISTS if name != "roles"}, **row}
                when = day(ago - item % spread - copy)
                ad |= {
                    "posting_id": f"p{number}-{item}-{copy}",
                    "employer_key": who,
                    "duplicate_group": f"g{number}-{item}",
                    "date_posted": when,
                    "month": when.replace(day=1),
                    "year": when.year,
                    "pay_basis": None if pay is None else "stated",
                }
                if pay is not None:
                    ad["pay_usd"] = float(pay + step * item)
                ad["is_dl"] = bool(DL & set(ad["frameworks"]))
                ad["is_ml"] = ad["is_dl"] or bool(ML_ROLES & set(ad["roles"]))
                posted.append(ad)
                mentions += [
                    {
                        "posting_id": ad["posting_id"],
                        "term": term,
                        "kind": "framework",
                        "surface": term,
                        "roles": owned,
                        "is_alternative": False,
                    }
                    for term in ad["frameworks"]
                ]
    return posted, mentions


def figures(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Observations: ``values`` month by month up to AS_OF, or ``yearly`` up to 2025."""
    found = []
    for row in rows:
        values = list(row.get("values", row.get("yearly", ())))
        for place, value in enumerate(values):
            back = len(values) - 1 - place
            when = day(back).replace(day=1) if "values" in row else date(2025 - back, 12, 1)
            found.append(
                {
                    "series": row["series"],
                    "term": row["term"],
                    "date": when,
                    "region": row.get("region", "world"),
                    "value": float(value),
                    "unit": "count",
                    "source": "made up",
                    "level": 0,
                }
            )
    return found


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    given = pa.Table.from_pylist(rows, schema=_ARROW[table])
    connection.register("rows_given", given)
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM rows_given")
    connection.unregister("rows_given")


def _arrow_schemas(connection: duckdb.DuckDBPyConnection) -> dict[str, pa.Schema]:
    kinds = {
        "VARCHAR": pa.string(),
        "VARCHAR[]": pa.list_(pa.string()),
        "DATE": pa.date32(),
        "INTEGER": pa.int32(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
    }
    return {
        table: pa.schema(
            [(name, kinds[kind]) for name, kind, *_ in connection.execute(f"DESCRIBE {table}").fetchall()]
        )
        for table in ("ads", "mentions", "observations")
    }


# One database for all: opening one for each of several hundred examples would take most of the tests' time.
_SHARED = duckdb.connect()
_SHARED.execute(SCHEMA)
_ARROW = _arrow_schemas(_SHARED)


def warehouse(
    rows: Iterable[Mapping[str, Any]] = (), observed: Iterable[Mapping[str, Any]] = ()
) -> duckdb.DuckDBPyConnection:
    """A warehouse in memory with the relations the judge reads; the next call empties it."""
    for table in ("ads", "mentions", "observations", "sources"):
        _SHARED.execute(f"DELETE FROM {table}")
    posted, mentions = ads(rows)
    _insert(_SHARED, "ads", posted)
    _insert(_SHARED, "mentions", mentions)
    _insert(_SHARED, "observations", figures(observed))
    _SHARED.execute("INSERT INTO sources SELECT DISTINCT source, selection, vocabulary FROM ads")
    return _SHARED
