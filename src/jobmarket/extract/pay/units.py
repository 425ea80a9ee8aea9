"""The unit of an amount where a bracket before it tells it: "Salary (k€/year): 45-55", 月薪（元）：8000-12000."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from jobmarket.extract.pay.amounts import Amount
from jobmarket.extract.pay.currency import LETTERS, currencies, signs
from jobmarket.extract.pay.figures import SCALES
from jobmarket.extract.pay.periods import PERIOD_AFTER, period_said

_TOLD = re.compile(
    r"(?:[(（\[](?P<said>[^()（）\[\]\d]{1,32})[)）\]][\s\xa0:：=–-]{0,3}|(?<![A-Za-z])in (?P<or>[^()\[\]:\d]{1,20}):\s?)$"
)
_INDIAN = frozenset({"lakhs", "lakh", "lacs", "lac", "lpa"})
_SCALE = re.compile(
    rf"(?<![{LETTERS}])(?:(?:triệu|lakhs|lakh|lacs|lac|lpa|thousand|tsd\.)(?![{LETTERS}])|[kt](?=\s|€|£|\$|EUR|USD|GBP|CHF))|万|萬",
    re.I,
)

_OF_A_UNIT = re.compile(
    r"(?:[\W_]|(?:gross|net|brutto|netto|brut|base|before|pre|tax|in|per|total|cash|fixed|ctc|annual(?:ly)?|yearly|monthly|hourly|daily|"
    r"annum|year|month|week|day|hour|yr|mo|hr|pa|jährlich|monatlich|jahr|monat|annuel|mensuel|an|mois|jour|tháng|năm)(?![a-z])|[税前后年月天日时每])*",
    re.I,
)
"""What else a bracket may hold that tells a unit: not "(React, PHP)"."""


@cache
def _sign() -> re.Pattern[str]:
    ordered = sorted(signs(), key=len, reverse=True)
    words = "|".join(re.escape(sign) for sign in ordered if sign[0].isalpha())
    marks = "|".join(re.escape(sign) for sign in ordered if not sign[0].isalpha())
    return re.compile(rf"(?:(?<![{LETTERS}])|(?<=\bk)|(?<=\bt))(?:{words})(?![{LETTERS}])|{marks}", re.I)


def with_unit_before(text: str, amount: Amount) -> Amount:
    """The amount with the currency, the scale and the period that a bracket before it gives, where it has none itself."""
    if amount.currency is not None and amount.currency.code is not None:
        return amount
    before = text[max(0, amount.start - 4) : amount.start]
    if before.rstrip("\xa0 :：=–-")[-1:] not in (")", "）", "]") and ":" not in before[-2:]:
        return amount
    told = _TOLD.search(text, max(0, amount.start - 44), amount.start)
    if told is None:
        return amount
    said = told["said"] or told["or"]
    sign, scale = _sign().search(said), _SCALE.search(said)
    if _OF_A_UNIT.fullmatch(_SCALE.sub(" ", _sign().sub(" ", said))) is None:
        return amount
    word = scale[0].lower() if scale else ""
    if sign is not None:
        amount = replace(amount, currency=signs()[sign[0].lower()])
    elif amount.currency is not None:
        return amount
    elif word in _INDIAN:
        amount = replace(amount, currency=currencies()["INR"], lakhs=True)
    elif word == "triệu":
        amount = replace(amount, currency=currencies()["VND"])
    elif word not in ("万", "萬"):
        return amount
    if word and amount.scale == 1.0 and not amount.grouped:
        amount = replace(amount, scale=SCALES.get(word, 1e3), chinese=amount.chinese or word in ("万", "萬"))
    if amount.period is None and (often := PERIOD_AFTER.search(said)):
        amount = replace(amount, period=period_said(often))
    return replace(amount, period="year") if word == "lpa" else amount
