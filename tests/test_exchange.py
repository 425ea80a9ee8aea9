"""Rates of past days: as published, bounded, never invented."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd
import pytest

from jobmarket import build
from jobmarket.exchange import dollar_rates
from jobmarket.raw.postings import load_rates


def rate(currency: str, day: date) -> pd.DataFrame:
    return dollar_rates(pd.DataFrame({"currency": [currency], "date": [day]}))


def test_a_dollar_is_a_dollar() -> None:
    assert rate("USD", date(2020, 1, 1))["usd"].tolist() == [1.0]


def test_the_euro_on_a_known_day() -> None:
    # ECB euro reference rate of 2 January 2020: 1 EUR = 1.1193 USD
    assert rate("EUR", date(2020, 1, 2))["usd"].tolist() == pytest.approx([1.1193])


def test_a_sunday_takes_the_friday_before() -> None:
    sunday, friday = rate("GBP", date(2024, 3, 10)), rate("GBP", date(2024, 3, 8))
    assert sunday["usd"].tolist() == friday["usd"].tolist()


@pytest.mark.parametrize("currency", ["VND", "TWD", "AED", "XXX"])
def test_a_currency_without_reference_rate_is_left_out(currency: str) -> None:
    assert rate(currency, date(2024, 1, 2)).empty


def test_a_currency_that_lost_its_rate_is_not_converted_years_later() -> None:
    # The ECB suspended the rouble's reference rate on 2 March 2022.
    assert rate("RUB", date(2024, 1, 2)).empty
    assert not rate("RUB", date(2022, 1, 3)).empty


def test_nothing_asked_nothing_answered() -> None:
    assert list(dollar_rates(pd.DataFrame({"currency": [], "date": []})).columns) == [
        "currency",
        "date",
        "usd",
        "fx_date",
    ]


def test_a_month_that_can_only_be_a_year_counts_as_one() -> None:
    """A board's box ticked wrongly: the period stays as written, the yearly dollars are those of a year."""
    connection = duckdb.connect(":memory:")
    connection.execute(
        """CREATE TABLE raw_facts AS SELECT posting_id, DATE '2026-05-04' AS date_posted, [{
             'low': low, 'high': high, 'currency': currency, 'period': period, 'basis': 'field', 'surface': NULL::VARCHAR
           }] AS salaries
           FROM (VALUES ('wrong', 40000.0, 45000.0, 'EUR', 'month'), ('right', 4000.0, 4500.0, 'EUR', 'month'),
                        ('up to', NULL, 60000.0, 'USD', 'hour'), ('yuan', 40000.0, 60000.0, 'CNY', 'month'),
                        ('no rate', 30000000.0, 30000000.0, 'VND', 'month'))
             AS t(posting_id, low, high, currency, period)"""
    )
    load_rates(connection)
    (salaries,) = (table for table in build.tables() if table.name == "salaries")
    connection.execute(f"CREATE TABLE salaries AS {salaries.sql}")
    dollars = {
        name: (period, low and low / usd, high and high / usd)
        for name, period, low, high, usd in connection.execute(
            """SELECT posting_id, period, yearly_low_usd, yearly_high_usd, usd
               FROM salaries LEFT JOIN raw_rates USING (currency)"""
        ).fetchall()
    }
    assert dollars.pop("no rate") == ("month", None, None)
    assert dollars.pop("up to") == ("hour", None, 60000)
    for name, low, high in (("wrong", 40000, 45000), ("right", 48000, 54000), ("yuan", 480000, 720000)):
        assert dollars[name] == ("month", pytest.approx(low, rel=1e-4), pytest.approx(high, rel=1e-4))
