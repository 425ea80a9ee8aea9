"""The facts of postings, which of them are one ad, and what a dollar cost.  Decides nothing but which version of a
posting counts: the one seen last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from jobmarket import parts
from jobmarket.duplicates import DUPLICATES_ASK, duplicate_groups
from jobmarket.errors import StateError
from jobmarket.exchange import dollar_rates
from jobmarket.extract.pay.currency import currencies
from jobmarket.facts import keyed
from jobmarket.forgetting import Forgotten
from jobmarket.warehouse import give


def load_facts(
    connection: duckdb.DuckDBPyConnection, folders: Sequence[Path], seen: pa.Table, forgotten: Forgotten
) -> None:
    """``raw_facts``: a row a posting, without what is forgotten; ``raw_read``: how many each source gave;
    ``raw_duplicates``: posting_id → duplicate_group.

    Raises:
        StateError: the folders hold no facts.
    """
    files = parts.files(folders, parts.POSTINGS_FILE)
    if not files:
        raise StateError(
            "there are no facts to build from",
            where="data/evidence and data/facts",
            todo="check out the shipped evidence, or import a source first: jobmarket import --help",
        )
    connection.execute(
        f"CREATE TEMP TABLE raw_facts AS {parts.ONE_VERSION}",
        {"files": files},
    )
    # A source may have several parts, and a posting may stand in more than one of them.
    connection.execute(
        """CREATE TEMP TABLE raw_read AS
           SELECT collection AS source, count(DISTINCT posting_id) AS postings
           FROM read_parquet($files, union_by_name = true) GROUP BY ALL""",
        {"files": files},
    )
    give(connection, "seen_again", seen)
    connection.execute(
        """UPDATE raw_facts SET last_seen_at = s.last_seen_at
           FROM (SELECT posting_id, max(last_seen_at) AS last_seen_at FROM seen_again GROUP BY ALL) AS s
           WHERE raw_facts.posting_id = s.posting_id
           AND (raw_facts.last_seen_at IS NULL OR raw_facts.last_seen_at < s.last_seen_at)"""
    )
    if forgotten:
        told = connection.execute("SELECT posting_id, url FROM raw_facts WHERE url IS NOT NULL").fetchall()
        by_url = {name for name, url in told if keyed(url) in forgotten.urls}
        connection.execute(
            "DELETE FROM raw_facts WHERE posting_id IN (SELECT unnest($ids))"
            " OR employer_key IN (SELECT unnest($employers))",
            {"ids": sorted(forgotten.postings | by_url), "employers": sorted(forgotten.employers)},
        )
    asked = f"SELECT {DUPLICATES_ASK} FROM raw_facts WHERE is_ad ORDER BY posting_id"
    # No name for the frame: who takes it lets go of it, before memory is wanted for the pairs.
    give(connection, "found_duplicates", duplicate_groups(connection.execute(asked).df()))
    connection.execute(
        """CREATE TEMP TABLE raw_duplicates AS
           SELECT f.posting_id, coalesce(d.duplicate_group, f.posting_id) AS duplicate_group
           FROM raw_facts AS f LEFT JOIN found_duplicates AS d USING (posting_id)"""
    )


def load_rates(connection: duckdb.DuckDBPyConnection) -> None:
    """``raw_rates``: US dollars for one unit of each currency paid in, on each day an ad was posted, and the least amount
    that can only be a year's pay."""
    asked = connection.execute(
        """SELECT DISTINCT b.currency, date_posted AS date
           FROM raw_facts, unnest(salaries) AS t(b) WHERE b.currency IS NOT NULL ORDER BY ALL"""
    ).df()
    asked["date"] = pd.to_datetime(asked["date"]).dt.date
    rates = dollar_rates(asked)
    rates["year_from"] = rates["currency"].map({code: money.year_from for code, money in currencies().items()})
    give(connection, "raw_rates", rates)
    # An empty frame has no types of its own.
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE raw_rates AS
           SELECT currency::VARCHAR AS currency, date::DATE AS date, usd::DOUBLE AS usd,
                  year_from::DOUBLE AS year_from, fx_date::DATE AS fx_date FROM raw_rates"""
    )
