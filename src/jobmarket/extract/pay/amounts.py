"""Reads one amount of money, as written, in five languages.

Never says what an amount is for: that is :mod:`jobmarket.extract.pay.bands`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from jobmarket.extract.pay.currency import CJK, LETTERS, Currency, currencies, signs
from jobmarket.extract.pay.figures import SCALES, number_of
from jobmarket.extract.pay.periods import MONTHS_AFTER, PERIOD_AFTER, period_said
from jobmarket.records import Period


@dataclass(frozen=True, slots=True)
class Amount:
    """One number at ``start:end`` with what stands on it; ``low`` and ``high`` are the two ends of a range.

    ``scale`` multiplies both; it is 1 where no ``k``, ``万`` or the like is written.  ``period`` and
    ``months`` (salaries a year: 14薪) are those that touch the amount.
    """

    start: int
    end: int
    low: float
    high: float
    scale: float
    currency: Currency | None
    period: Period | None = None
    months: bool = False
    grouped: bool = False
    is_range: bool = False
    plus: bool = False
    lakhs: bool = False
    chinese: bool = False
    litres: bool = False
    """An ``L`` behind a number without a sign: lakhs, where words say so, else as often litres."""


def _either(words: tuple[str, ...] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_LAKHS = frozenset({"lakhs", "lakh", "lacs", "lac", "lpa", "l", "crores", "crore", "cr"})
_DONG = frozenset({"triệu", "triêu", "tr", "củ"})
_CHINESE = frozenset({"w", "万", "萬", "千"})

_NEXT_LINE = r"(?-i:[A-Z][a-z]{3})"
"""Where a text lost its line breaks, the next line touches the amount: "$170KBuild models"."""
_SCALE = re.compile(
    rf"[\s\xa0]?(?P<scale>{_either(list(SCALES))})(?:(?![{LETTERS}]|(?<=[kKmM])/?\d)|(?<=\dk)(?<!\d\dk)(?=\d(?![\d.,%A-Za-z]))|(?<=k)(?={_NEXT_LINE}|p\.?a(?![{LETTERS}])))", re.I
)
_SCALE_AND_CODE = re.compile(
    r"[ \xa0]?(?P<scale>[kKmM])(?=(?:[eE]uros?|EUR|USD|GBP|CHF|CAD|AUD|SGD|PLN|SEK|NOK|DKK|INR|RMB|CNY|VND)(?![A-Za-z]))"
)


_NEXT = re.compile(_NEXT_LINE)
_TO = re.compile(r"to\s?[$€£\d]")
"""Boards that lose spaces: "$6,000to$9,500"."""


@cache
def _before() -> re.Pattern[str]:
    words = [sign for sign in signs() if sign[0].isalpha()]
    marks = [sign for sign in signs() if not sign[0].isalpha()]
    return re.compile(
        rf"(?:(?<![{LETTERS}])(?P<word>{_either(words)})[\s\xa0:]{{0,2}}(?P<also>[$€£]\s?)?|(?P<mark>{_either(marks)})[\s\xa0]{{0,2}}[~≈]?)$",
        re.I,
    )


@cache
def _after() -> re.Pattern[str]:
    words = [sign for sign in signs() if sign[-1].isalpha()]
    marks = [sign for sign in signs() if not sign[-1].isalpha() and sign not in ("rs.", "sfr.", "fr.")]
    said = rf"(?:{_either(words)})(?![{LETTERS}])|(?-i:S?Fr\.)(?=\s*(?:$|[,;|)\n/]|brutto|bei\b|pro\b|im\b))|(?:{_either(marks)})"
    # "USD 5", but "VND 13th month salary" and "60.000 € 2 openings"
    another = r"(?![\s\xa0]?\d(?!\dth|\d?[\s\xa0](?!per |an |a |mio|lakh|lac)[a-jln-z]{3}))"
    return re.compile(
        rf"(?:[*_`]{{1,2}})?[\s\xa0]{{0,2}}(?:(?P<bare>{said}){another}|[(（](?P<bracketed>{said})[)）])",
        re.I,
    )


@cache
def _last_characters() -> frozenset[str]:
    return frozenset(sign[-1] for sign in signs()) | frozenset(sign[-1].upper() for sign in signs())


_TORN = re.compile(r"\s[,.]\s?\d{3}(?!\d)|[,.]\s\d{3}(?!\d)")
"""Thousands torn off their number: "$119 ,000", "£90, 000"."""
_FOREIGN = re.compile(r"(?:(?<![A-Za-z])[A-Z]{1,3}|\d)\Z")
"""What makes a dollar another that the shelf does not know (J$, BZ$), or a slip (1$70,000); a word may touch it."""
_RAND = re.compile(rf"(?:^|[^{LETTERS}\d&])R$")
"""The rand's sign is a letter: only where it touches thousands (R45 000, R600k)."""
_HALF = re.compile(r"[\dkK]\s?(?:[-–—]|to)\s?$")
"""What the second half of a range follows."""
_PER_ANNUM = re.compile(r"\s?p\.?a\.?(?![A-Za-z])", re.I)
"""What may repeat the year of an LPA."""
_LAKHS_A_YEAR = re.compile(r" L\s?(?=(?:per annum|p\.?a(?![a-z])|/\s?(?:year|annum|yr)(?![a-z])|(?i:ctc)(?![a-z])))")
"""An L that stands for lakhs though a space parts it from its number: "8 - 12 L per annum"."""
_PLUS_AND_SCALE = re.compile(r"\+(?:k|\s?(?P<lakhs>lpa(?![a-z])))", re.I)
"""£40+k, 20+ LPA"""
_LATE_K = re.compile(r"[kK](?![A-Za-z])")
"""50€k"""
_EUROS_AND_CENTS = re.compile(r"(?:€|EUR)(\d{2})(?!\d)")
"""12€02, as written in French."""
_THOUSAND_EUROS = re.compile(rf"[\s\xa0]?(?:T€|TEUR|TEuro|KE|(?-i:mil) euros?|Tsd\.?[\s\xa0]?(?:€|EUR|Euro))(?![{LETTERS}])")
_AND_A_DIGIT = re.compile(r"\d(?![\d.,])")
"""1w5, 1万5: fifteen thousand; 15tr5: fifteen and a half million."""
_PERIOD_MAY_FOLLOW = re.compile(r"/|p(?:[dhm]|cm)(?![A-Za-z])| per (?:hour|day)(?![A-Za-z])")
"""Behind a small number without a sign: 350-400pd, 25 per hour."""
_NO_CENTS = re.compile(r"(?:[.,][-–—]{1,2}|/-)(?=[\s\xa0).;,€£/]|$)")
"""No cents, as written in German ("70.000,-") and in India ("50,000/-")."""
_GLUED = re.compile(rf"(?<![{LETTERS}])(?:base|salary|pay|upto|rate|ctc|rémunération|salaire|gehalt|lương|tới|từ|lươngtới)$", re.I)


def _in_link(before: str) -> bool:
    """Whether the characters up to the last space or bracket are the beginning of an address."""
    word = before.replace("(", " ").replace(")", " ").rpartition(" ")[2].rpartition("\n")[2]
    return "://" in word or word.startswith("www.") or (word.count("/") > 1 and "." in word)


def _names_a_language(text: str, word: str | None, place: int) -> bool:
    """Whether PHP beside a number is the programming language: in Chinese ads, which do not pay in pesos."""
    return (
        word is not None
        and word.lower() == "php"
        and CJK.search(text, max(0, place - 20), place + 40) is not None
    )


def _sign_before(text: str, match: re.Match[str]) -> tuple[Currency | None, int] | None:
    """The sign that stands before a number and where it starts; None where the number is part of a word."""
    start = match.start()
    before = text[start - 1] if start else ""
    if before == "R" and (match["grouped"] or text[match.end() : match.end() + 1] in ("k", "K", "m", "M")) and _RAND.search(text[max(0, start - 2) : start]):
        return currencies()["ZAR"], start - 1
    touching = text[max(0, start - 3) : start].rstrip()[-1:] if before.isspace() else before
    if touching and (touching in _last_characters() or touching in ":~≈"):
        floor = max(0, start - 18)
        sign = _before().search(text[floor:start])
        if sign is not None:
            begin = floor + sign.start()
            if sign["mark"] == "$" and _FOREIGN.search(text[max(0, begin - 4) : begin]):
                return None
            if not _names_a_language(text, sign["word"], begin):
                return signs()[(sign["word"] or sign["mark"]).lower()], begin
    part_of_word = before.isascii() and (before.isalnum() or before in ("#", "@") or (before == "_" and text[start - 2 : start - 1].isalnum()))
    if part_of_word and not _GLUED.search(text[max(0, start - 14) : start]):
        return None
    return None, start


def _sign_behind(text: str, end: int, currency: Currency | None) -> tuple[Currency | None, int]:
    """What the sign behind an amount adds to the one before it ("$120k CAD"), and where it ends."""
    behind = _after().match(text, end)
    if behind is None or _names_a_language(text, behind["bare"], end):
        return currency, end
    said = signs()[(behind["bare"] or behind["bracketed"]).lower()]
    if currency is None or (currency.code is None and said.code is not None):
        currency = said
    return (currency, behind.end()) if said is currency or currency.code is not None else (currency, end)


def single(text: str, match: re.Match[str]) -> Amount | None:
    """The amount around one number; None where the number is part of a word or a percentage."""
    sign = _sign_before(text, match)
    if sign is None:
        return None
    (currency, start), end, value, scale, word = sign, match.end(), number_of(match), 1.0, ""
    unit = _SCALE.match(text, end) or _SCALE_AND_CODE.match(text, end)
    if unit is not None and not (
        unit["scale"].lower() in ("w", "l", "b") and unit.start("scale") != end and not _LAKHS_A_YEAR.match(text, end)
    ):
        word, end = unit["scale"].lower(), unit.end()
        scale = SCALES[word]
        if (word in _CHINESE or word == "tr" or (word == "k" and value < 10)) and (rest := _AND_A_DIGIT.match(text, end)):
            value, end = value + int(rest[0]) / 10, rest.end()
        thousands = match["sep"] == "." and not match["cents"] and match[0].count(".") == 1
        if scale in (1e3, 1e6) and thousands and word not in _DONG:
            value /= 1000  # 128.125k: decimals, as thousands of thousands are no pay
    grouped = match["grouped"] is not None or match["indian"] is not None
    cents = _EUROS_AND_CENTS.match(text, end) if unit is None and currency is None and value < 1000 else None
    if cents is not None:
        currency, value, end = currencies()["EUR"], value + int(cents[1]) / 100, cents.end()
    if unit is None and (currency is None or currency.code == "EUR") and (euros := _THOUSAND_EUROS.match(text, end)):
        currency, scale, end = currencies()["EUR"], 1e3, euros.end()
    elif unit is None and (dash := _NO_CENTS.match(text, end)):
        end = dash.end()
    if scale == 1.0 and not grouped and _TORN.match(text, end):
        return None
    if scale == 1.0 and text[end : end + 1] == "+" and (more := _PLUS_AND_SCALE.match(text, end)):
        if more["lakhs"]:
            return Amount(start, more.end(), value, value, 1e5, currencies()["INR"], period="year", plus=True, lakhs=True)
        return Amount(start, more.end(), value, value, 1e3, currency, plus=True)
    plus = _PLUS.match(text, end) is not None
    currency, end = _sign_behind(text, end + plus, currency)
    if scale == 1.0 and not plus and (late := _LATE_K.match(text, end)):
        scale, end = 1e3, late.end()
    if (
        currency is None
        and scale == 1e3
        and value == 401
        and not _HALF.search(text[max(0, start - 5) : start])
    ):
        return None  # the American retirement plan
    if text[end : end + 2].lstrip().startswith("%"):
        return None
    if not plus and _PLUS.match(text, end):
        plus, end = True, end + 1
    litres = word == "l" and currency is None
    if word in _LAKHS and (currency is None or currency.code is None):
        currency = currencies()["INR"]
    if word in _DONG and currency is None:
        currency = currencies()["VND"]
    amount = Amount(
        start, end, value, value, scale, currency, period="year" if word == "lpa" else None, plus=plus,
        lakhs=word in _LAKHS, chinese=word in _CHINESE,
        grouped=grouped, litres=litres,
    )  # fmt: skip
    small = scale == 1.0 and value < 1000
    if currency is not None or not small or _PERIOD_MAY_FOLLOW.match(text, end):
        amount = with_period(text, amount)
        if amount.period and (currency is None or currency.code is None):
            said, behind = _sign_behind(text, amount.end, currency)
            if said is not None and said.code is not None:
                amount = replace(amount, currency=said, end=behind)  # $40k/year USD, 1,20,000 per month INR, 40/h EUR
    follows, before = text[amount.end : amount.end + 1], text[start - 1 : start]
    glued = currency is not None and (grouped or scale == 1e3) and (_NEXT.match(text, amount.end) or _TO.match(text, amount.end))
    if follows.isascii() and follows.isalpha() and not glued:
        return None  # $71mil, 90kg
    if (
        currency is None
        and not small
        and before in ("-", "/", ".")
        and _in_link(text[max(0, start - 80) : start])
    ):
        return None
    return amount


_ASIDE = re.compile(r"\s?\((?:(?:grade|step|level|band|tier|scale|point|depending|based)\b[^()$€£\n]{0,40}|doe)\)", re.I)
"""What a bracket may say of an amount before its period: "$38.17 - $61.90 (Step 1 to Step 25) hourly"."""


def with_period(text: str, amount: Amount) -> Amount:
    """The amount with the period, or the number of salaries a year, that stands right behind it."""
    sized = amount.scale == 1e3 or amount.chinese or (amount.grouped and amount.currency is not None)
    if (months := MONTHS_AFTER.match(text, amount.end)) is not None and (
        months["word"] or (sized and re.match(r"\s?[*×xX·]", months[0]))
    ):
        return replace(
            amount, end=months.end(), months=True, period="month", chinese=CJK.search(months["word"] or "月") is not None
        )
    said = PERIOD_AFTER.match(text, amount.end) if amount.period is None else None
    if amount.period is None and said is None and amount.currency is not None and (aside := _ASIDE.match(text, amount.end)):
        said = PERIOD_AFTER.match(text, aside.end())
    if said is not None:
        period = period_said(said)
        end = said.end()
        return replace(amount, end=end, period=period)
    if amount.period == "year" and (said := _PER_ANNUM.match(text, amount.end)) is not None:
        return replace(amount, end=said.end())
    return amount


_PLUS = re.compile(
    r"\+(?![\dA-Za-z$€£\u3400-\u9fff]|\s?\+|\s?(?:(?:annual|yearly|quarterly|monthly|performance|significant|generous|meaningful|"
    r"competitive|great|early|\d[\d.%–-]{0,8})\s?){0,2}"
    r"(?:equity|bonus|benefits|stock|options|super|commission|rsu|profit|perks|incentive|variable))",
    re.I,
)
"""A plus that says "or more", not "and": "$150k+" but not "$150k+ equity"."""
