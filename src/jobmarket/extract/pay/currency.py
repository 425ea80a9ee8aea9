"""Currencies and the signs that mean them, as declared on the shelf.  Converts nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from jobmarket.catalog import shelf

LETTERS = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
"""Letters of words with spaces between them: a CJK character beside a Latin one is another word."""
CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency, or a sign that several share (``code`` is None), as declared on the shelf.

    ``year_from`` and ``yearly`` (least, most) are in full units; the shelf gives their reasons.
    """

    code: str | None
    sign: str
    year_from: float
    yearly: tuple[float, float]
    of: tuple[tuple[str, str], ...] = ()


@cache
def currencies() -> dict[str, Currency]:
    """The shelf by code, shared signs by sign, and ``""`` for amounts without any sign."""
    declared = shelf("currencies")
    found = {code: _currency(code, code, item) for code, item in declared["currencies"].items()}
    found |= {sign: _currency(None, sign, item) for sign, item in declared["shared"].items()}
    found[""] = _currency(None, "", declared["unsigned"])
    return found


def _currency(code: str | None, sign: str, item: Mapping[str, Any]) -> Currency:
    least, most = item["yearly"]
    return Currency(code, sign, item["year_from"], (least, most), tuple(item.get("of", {}).items()))


@cache
def signs() -> dict[str, Currency]:
    """Each written sign in lower case → what it means."""
    declared = shelf("currencies")
    rows = [*declared["currencies"].items(), *declared["shared"].items()]
    return {sign.lower(): currencies()[name] for name, item in rows for sign in item["signs"]}


def money_of(country: str) -> str | None:
    """The currency that a country (ISO alpha-2) pays in, where the shelf says so."""
    found: Mapping[str, str] = shelf("currencies")["countries"]
    return found.get(country)


def least_year(currency: Currency) -> float:
    """The least ``year_from`` of the currencies that a sign may mean: by it a price is told from pay."""
    return min([currency.year_from, *(currencies()[code].year_from for _, code in currency.of)])


def period_by_size(low: float | None, code: str | None) -> Literal["year"] | None:
    """A year, where an amount of that currency leaves no other sensible reading; else nothing."""
    money = currencies().get(code or "")
    return "year" if money and low is not None and low >= money.year_from else None
