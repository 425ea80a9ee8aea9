"""Rates of past days: as published, bounded, never invented."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from jobmarket.exchange import dollar_rates


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
