"""A small made-up warehouse in the shape of the real one: nothing in it was ever advertised."""

from __future__ import annotations

import random
import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from jobmarket.build import make
from jobmarket.home import PACKAGE

HOSTILE = "</script><img src=x onerror=\"document.title='pwned'\">{{ 7*7 }}'\"&\u2028=cmd|' /C calc'!A0"
LABELS = {
    "pytorch": "PyTorch",
    "tensorflow": "TensorFlow",
    "keras": "Keras",
    "jax": "JAX",
    "pytorch-lightning": "PyTorch Lightning",
    "scikit-learn": "scikit-learn",
    "hugging-face": "Hugging Face",
}
MARTS = PACKAGE / "tables" / "mart"

TABLES = """
create table ads (
  posting_id varchar, source varchar, collection varchar, employer_key varchar, date_posted date, month date, year integer,
  duplicate_group varchar, selection varchar, readable varchar, text_chars integer, frameworks varchar[],
  tools varchar[], topics varchar[], is_dl boolean, is_ml boolean, accepts_alternatives boolean,
  roles varchar[], seniority varchar[], work_modes varchar[], countries varchar[], regions varchar[],
  employer_kind varchar, industry varchar, employment_type varchar, pay_usd double, pay_basis varchar,
  vocabulary varchar[], title varchar, language varchar);
create table mentions (posting_id varchar, term varchar, kind varchar, surface varchar, roles varchar[],
  is_alternative boolean);
create table frameworks (term varchar, label varchar, kind varchar, deep_learning boolean);
create table regions_dim (region varchar, label varchar, country varchar);
create table observations (series varchar, term varchar, date date, region varchar, value double,
  unit varchar, source varchar, level integer);
create table sources (source varchar, part_of varchar, title varchar, publisher varchar, homepage varchar,
  licence varchar, terms varchar, how_obtained varchar, cadence varchar, selection varchar,
  vocabulary varchar[], postings bigint, ads bigint, first_date date, last_date date,
  last_success_at timestamp, inputs_sha256 varchar);
create table verdict_history (claim_id varchar, decided_at date, verdict varchar, estimate double,
  run_id varchar, why varchar);
create table claims (claim_id varchar, document varchar, statement varchar, topic varchar, rule varchar,
  testable boolean, contradicts varchar, sharpened varchar);
create table verdicts (claim_id varchar, verdict varchar, estimate double, low double, high double,
  unit varchar, claimed varchar, window_from date, window_to date, postings bigint, employers bigint,
  discordant bigint, discordant_employers bigint, largest_employer_share double, p_value double,
  p_adjusted double, robust varchar, reason varchar, hearing varchar, decided_at timestamp, sql varchar);
create table verdict_evidence (claim_id varchar, source varchar, variant varchar, estimate double,
  low double, high double, postings bigint, employers bigint);
create view postings as select posting_id, source, title, 'javascript:alert(1)' as url, date_posted from ads;
create table verdict_figures (claim_id varchar, series varchar, region varchar, date date, first_term varchar,
  first_value double, second_term varchar, second_value double, unit varchar, source varchar, agrees boolean,
  says varchar);
create table extractor_failures (place integer, failure varchar);
create table simulation_report (scenario varchar, statistic varchar, figure varchar, replications integer,
  value double, low double, high double, target varchar, met boolean);
create table extractor_scores (grouping varchar, part varchar, field varchar, ads integer, labelled integer,
  found integer, right_count integer, precision double, precision_low double, precision_high double,
  recall double, recall_low double, recall_high double, score double, score_low double, score_high double,
  target varchar, is_reached boolean);
create table issues (issue_id varchar, source varchar, snapshot varchar, record varchar,
  severity varchar, what varchar, seen_at timestamp);
"""

CLAIMS: list[dict[str, Any]] = [
    {
        "claim_id": "pytorch-beats-keras-overall",
        "document": "B",
        "topic": "Demand",
        "verdict": "supported",
        "estimate": 0.86,
        "low": 0.8,
        "high": 0.91,
        "unit": "share of PyTorch among ads naming only one of the two",
        "claimed": "PyTorch ahead of Keras",
        "robust": "yes",
        "statement": "PyTorch is the better pick of PyTorch and Keras.",
    },
    {
        "claim_id": "keras-demand-is-high",
        "document": "A",
        "topic": "Demand",
        "verdict": "contradicted",
        "estimate": 0.12,
        "low": 0.08,
        "high": 0.17,
        "unit": "share",
        "claimed": ">= 0.25",
        "robust": "yes",
        "statement": "Demand for Keras is high.",
    },
    {
        "claim_id": "keras-pays-more-than-lightning",
        "document": "A",
        "topic": "Pay",
        "verdict": "too-little-evidence",
        "estimate": -4100.0,
        "low": -30000.0,
        "high": 22000.0,
        "unit": "usd",
        "claimed": "> 0",
        "robust": "no",
        "statement": "Keras pays more than PyTorch Lightning.",
    },
    {
        "claim_id": "north-america-balanced",
        "document": "C",
        "topic": "Region",
        "verdict": "inconclusive",
        "estimate": 0.58,
        "low": 0.41,
        "high": 0.74,
        "unit": "share of PyTorch among ads naming only one of the two",
        "claimed": "level: ratio between 0.8 and 1.25",
        "robust": "single-source",
        "statement": "North America is balanced between PyTorch and TensorFlow.",
    },
    {
        "claim_id": "keras-learning-curve",
        "document": "A",
        "topic": "Outside the evidence",
        "verdict": "not-testable",
        "statement": "Keras is the steeper of the two to learn.",
    },
    {
        "claim_id": "hostile-claim",
        "document": "C",
        "topic": "Skills",
        "verdict": "inconclusive",
        "estimate": 0.4,
        "low": 0.1,
        "high": 0.8,
        "unit": "share",
        "claimed": ">= 0.5",
        "robust": "no",
        "statement": HOSTILE,
    },
]


def mart_header(path: Path) -> dict[str, Any]:
    """The declaration in a mart file's leading comment."""
    found = re.match(r"\s*/\*(.*?)\*/", path.read_text(encoding="utf-8"), re.S)
    assert found, f"{path.name} has no header"
    return tomllib.loads(found.group(1))


def make_warehouse(path: Path) -> Path:
    """Write the made-up warehouse to ``path``: core tables filled, every mart of the shelf created."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(TABLES)
        _fill_ads(connection)
        _fill_figures(connection)
        _fill_claims(connection)
        make(connection, "mart")
    return path


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Rows into a table by way of a frame: a thousand times faster than one by one."""
    columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
    connection.register("frame", pd.DataFrame(rows, columns=columns).astype(object))
    connection.execute(f"insert into {table} select * from frame")
    connection.unregister("frame")


def _fill_ads(connection: duckdb.DuckDBPyConnection) -> None:
    rng = random.Random(20260601)
    sources = {
        "hacker-news": "none",
        "stapply-ats-2025": "none",
        "builtin-ai-2026": "role",
        "eu-labs-ats-2026-05": "none",
        "vietnam-ai-data-2026": "role",
        "skills-2023": "pay",
    }
    regions = {
        "US": "north-america",
        "CA": "north-america",
        "DE": "europe",
        "FR": "europe",
        "IN": "asia",
        "CN": "asia",
        "SG": "asia",
        "HK": "asia",
        "MK": "europe",
        "KY": "latin-america",
        "BR": "latin-america",
        "AU": "oceania",
    }
    odds = {
        "pytorch": 0.72,
        "tensorflow": 0.45,
        "keras": 0.14,
        "jax": 0.16,
        "pytorch-lightning": 0.05,
        "scikit-learn": 0.3,
        "hugging-face": 0.2,
    }
    deep = {"pytorch", "tensorflow", "keras", "jax", "pytorch-lightning"}
    ads: list[tuple[Any, ...]] = []
    mentions: list[tuple[Any, ...]] = []
    for number in range(3000):
        source = rng.choice(list(sources))
        posted = date(2016, 1, 5) + timedelta(days=rng.randrange(3800))
        vocabulary = None
        is_ml = rng.random() < 0.5
        drift = (posted.year - 2016) / 10
        names = (
            {
                name
                for name, chance in odds.items()
                if rng.random() < chance * (drift + 0.2 if name == "pytorch" else 1.2 - drift)
            }
            if is_ml
            else set()
        )
        if source == "skills-2023":
            vocabulary = ["pytorch", "tensorflow", "keras", "scikit-learn"]
            names &= set(vocabulary)
        countries = sorted({rng.choice(list(regions)) for _ in range(rng.choice([0, 1, 1, 1, 2]))})
        role = rng.choice(["ml-engineer", "data-scientist", "research-scientist", "software-engineer"])
        key = f"ad{number:05d}"
        ads.append(
            (
                key,
                source,
                source,
                f"employer{rng.randrange(400)}" if rng.random() < 0.9 else None,
                posted,
                posted.replace(day=1),
                posted.year,
                f"group{rng.randrange(1900)}",
                sources[source],
                "skills" if vocabulary else "text",
                1800,
                sorted(names),
                [],
                ["deployment"] if is_ml else [],
                bool(names & deep),
                is_ml or bool(names & deep),
                rng.random() < 0.2,
                [role],
                ["senior"],
                ["remote"],
                countries,
                sorted({regions[c] for c in countries}),
                rng.choice(["startup", "enterprise", "research", "unknown"]),
                rng.choice(["healthcare", "finance", "technology", "unknown"]),
                "full-time",
                rng.gauss(165_000, 40_000) if rng.random() < 0.35 else None,
                "stated",
                vocabulary,
                HOSTILE if number % 50 == 0 else "ML Engineer",
                "en",
            )
        )
        mentions += [
            (key, name, "framework", name, [role] if rng.random() < 0.5 else [], False)
            for name in sorted(names)
        ]
    _insert(connection, "regions_dim", [(region, region.title(), code) for code, region in regions.items()])
    _insert(connection, "ads", ads)
    _insert(connection, "mentions", mentions)
    _insert(connection, "frameworks", [(name, LABELS[name], "framework", name in deep) for name in odds])
    connection.execute("update ads set pay_basis = null where pay_usd is null")
    for source, selection in {**sources, HOSTILE: "keyword", "pypi-downloads": "none"}.items():
        connection.execute(
            "insert into sources select $name, null, 'A made-up set', 'Made-up publisher', "
            "'https://example.org/made-up', 'CC0-1.0', 'none', 'made up', 'monthly', $selection, null, "
            "count(*), count(*), min(date_posted), max(date_posted), timestamp '2026-06-02 03:04:05', 'x' "
            "from ads where source = $name",
            {"name": source, "selection": selection},
        )
    connection.execute(
        "insert into issues values "
        "('i1', 'hacker-news', 's', 'r', 'note', $hostile, timestamp '2026-06-01 00:00:00'), "
        "('i2', 'skills-2023', 's', 'r', 'correction', 'rows called Sudan left out', null)",
        {"hostile": HOSTILE},
    )


def _fill_figures(connection: duckdb.DuckDBPyConnection) -> None:
    rows = []
    for year in range(2018, 2027):
        for term, start, slope in (
            ("pytorch", 4.0, 3.0),
            ("tensorflow", 14.0, -0.4),
            ("keras", 5.0, 0.1),
            ("pytorch-lightning", 0.3, 0.2),
        ):
            for series, unit, source in (
                ("pypi-downloads", "downloads per month", "pypi-downloads"),
                ("so-survey-used-all", "percent of respondents", "so-survey"),
            ):
                rows.append(
                    (
                        series,
                        term,
                        date(year, 1, 1),
                        "world",
                        start + slope * (year - 2018),
                        unit,
                        source,
                        int(year > 2020),
                    )
                )
    rows += [
        ("github-topic-developers", term, date(2025, 7, 1), country, value, "developers", "made-up", 0)
        for country, term, value in (
            ("US", "pytorch", 1277.0),
            ("US", "tensorflow", 457.0),
            ("IN", "tensorflow", 544.0),
        )
    ]
    _insert(connection, "observations", rows)
    scores = [
        (grouping, part, field, 90 if field == "duplicates" else 40, 60, 58, 55, 0.95, 0.9, 0.98, 0.92, 0.86, 0.96, score, score - 0.05,
         min(1.0, score + 0.03), target, None if target is None else score > 0.9)
        for grouping, part in (("half", "tune"), ("half", "never-tune"), ("language", "en"), ("source", "harbour"),
                               ("whole", "two-readers"), ("whole", "extractor"), ("overlap", "never-tune"))
        for field, score, target in (("frameworks", 0.97, "f1 0.9"), ("industry", 0.7, "accuracy 0.85"), ("cities", 0.8, None),
                                     ("duplicates", 0.9, "f1 0.97"))
    ]  # fmt: skip
    _insert(connection, "extractor_scores", scores)
    _insert(connection, "extractor_failures", [(1, f"Ads of {HOSTILE} are misheard.")])
    simulated = [
        (scenario, statistic, figure, 1000, value, value - 0.01, min(1.0, value + 0.01), target, met)
        for scenario, statistic, figure, value, target, met in (
            ("nothing planted", "all 91 claims", "false verdicts", 0.02, "at most 5 %", True),
            ("level; 15 employers", "paired", "false verdicts", 0.04, "5 % but for chance", True),
            ("level; 15 employers", "paired", "coverage", 0.95, "at least 93 %", True),
            (HOSTILE, "share", "coverage", 0.91, "at least 93 %", False),
            ("4 to 1; 15 employers", "paired", "power over all claims", 0.4, "", None),
        )
    ]
    _insert(connection, "simulation_report", simulated)
    beside = [
        ("pytorch-beats-keras-overall", "github-contributors", region, date(2025, 6, 1), "pytorch", 570.0, "keras", 140.0,
         "contributors", HOSTILE, agrees, "in words")
        for region, agrees in (("world", True), ("US", False), ("IN", None))
    ]  # fmt: skip
    _insert(connection, "verdict_figures", beside)


def _fill_claims(connection: duckdb.DuckDBPyConnection) -> None:
    for claim in CLAIMS:
        connection.execute(
            "insert into claims values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                claim["claim_id"],
                claim["document"],
                claim["statement"],
                claim["topic"],
                "paired, last 24 months",
                claim["verdict"] != "not-testable",
                HOSTILE,
                None,
            ],
        )
        tested = claim.get("estimate") is not None
        connection.execute(
            f"insert into verdicts values ({', '.join('?' * 21)})",
            [
                claim["claim_id"],
                claim["verdict"],
                claim.get("estimate"),
                claim.get("low"),
                claim.get("high"),
                claim.get("unit"),
                claim.get("claimed"),
                date(2024, 6, 1) if tested else None,
                date(2026, 6, 1) if tested else None,
                312 if tested else None,
                140 if tested else None,
                88 if tested else None,
                51 if tested else None,
                0.08 if tested else None,
                0.004 if tested else None,
                0.03 if tested else None,
                claim.get("robust"),
                "a reason in words",
                "Read by machine, on ads it was never tuned on: frameworks: 97 % right" if tested else None,
                "2026-06-01 00:00:00",
                "SELECT * FROM ads WHERE is_dl" if tested else None,
            ],
        )
        for day, verdict in (("2026-05-01", "inconclusive"), ("2026-06-01", claim["verdict"])):
            connection.execute(
                "insert into verdict_history values (?, ?, ?, ?, 'run', ?)",
                [claim["claim_id"], day, verdict, claim.get("estimate"), "was inconclusive; the evidence changed"],
            )
        if not tested:
            continue
        for source, variant, shift, postings in (
            ("all", "main", 1.0, 312),
            ("hacker-news", "main", 0.9, 140),
            ("stapply-ats-2025", "main", 1.2, 160),
            (HOSTILE, "main", 1.1, 12),
            ("all", "beside: ads naming TensorFlow", 0.7, 90),
            ("all", "36 months", 1.05, 520),
            ("all", "all years", 0.8, 2400),
        ):
            connection.execute(
                "insert into verdict_evidence values (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    claim["claim_id"],
                    source,
                    variant,
                    claim["estimate"] * shift,
                    claim["low"] * shift,
                    claim["high"] * shift,
                    postings,
                    postings // 2,
                ],
            )
