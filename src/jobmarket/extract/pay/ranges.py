"""Joins amounts to ranges, as written: all that could be money in a text, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from jobmarket.extract.pay.amounts import Amount, single, with_period
from jobmarket.extract.pay.currency import Currency
from jobmarket.extract.pay.figures import NUMBER

MOST_NUMBERS = 20_000
"""How many numbers of a text are looked at: no ad has as many, and a page of nothing but numbers must not hold up the rest."""

_BETWEEN = re.compile(
    r"[\s\xa0*_\\]{0,4}(?:-{1,2}|[–—]{1,2}|[‒−‑~〜～→/]|\.\.|to|and|und|et|en|y|e|à|a|bis|tot|đến|tới|->|至|到|(?:[-–~]\s?)?up to|to\s?[-–—]|jusqu['’]?[àa]|bis zu|or|"
    r"[-–—]\s?to)[\s\xa0*_]{0,4}[~≈]?",
    re.I,
)
_REMARK = re.compile(r"\s?[\[(](?!.{0,60}(?:\bote\b|\bbase\b|total|bonus|equity|commission))[^\[\]()\d]{2,120}[\])]\s?(?:to|and|[-–—])\s?", re.I)
"""What may be said of the lower end before the higher: "$110,000 (entry) - $140,000 (senior)"."""
_NAMED_END = r"(?: (?:annual |base |hiring )?(?:salary|pay|rate))?(?: for [^.\d\n]{3,60})?[\s:]{1,3}(?:of |is )?"
_LEAST_AND_MOST = re.compile(rf"[\s,;.–-]{{1,3}}(?:and )?(?:the )?(?:(?:(?:pay |salary )?range )?max(?:imum|\.)?|(?:pay |salary )?range end|(?:no|not) more than){_NAMED_END}", re.I)
_LEAST = re.compile(rf"(?<![a-z])(?:min(?:imum|\.)?|range start|(?:no|not) less than|at least){_NAMED_END}$", re.I)
"""Both ends named: "Minimum salary: £40k, maximum salary: £50k"."""
_RISES = re.compile(r",? (?:rising|increasing|progressing) to (?:a max(?:imum)? of )?(?!.{0,16}\bote\b)", re.I)
"""The end of a scale: "£28,000 rising to £32,000"."""
_LOWEST_TO_HIGHEST = re.compile(r"\s?in (?:our|the) lowest(?:[- ]\w{1,16}){0,4} (?:up )?to (?:a max(?:imum)? of )?", re.I)
"""How one range is told in many American ads: "$130,000/year in our lowest geographic market up to $220,000/year"."""
_TIGHT = re.compile(r"[-–~]\d")
_WITH_EQUITY = re.compile(r"\s?(?:\+|plus|and|&|with)\s?(?:\w{3,12} )?equity", re.I)
_WORDY = frozenset({"and", "und", "et", "en", "y", "e", "a", "or"})
_OPENERS = re.compile(r"(?:between|from|zwischen|entre|tussen(?: de)?|tra|von|range of|ranges? from|từ)[\s\xa0:]{1,2}$", re.I)


def _slashed_range(one: Amount, two: Amount) -> bool:
    """Whether "40/50k€" or "$120k / $150k" is a range: the same kind of amount, the second less than twice the first.

    Twice it at most, where the first borrows the second's unit: two amounts are each written in full.
    """
    alike = one.currency is two.currency and one.scale == two.scale
    bare = one.currency is None and one.scale in (1.0, two.scale) and (two.scale > 1.0 or one.low >= 100)
    if one.currency is not None and two.currency is None and one.scale == two.scale > 1.0:
        alike, two = True, replace(two, currency=one.currency)  # €50k/60k
    elif one.currency is not None and two.currency is None and one.scale == 1.0 < two.scale:
        bare, two = one.low >= 20, replace(two, currency=one.currency)  # $120/150k
    most = 2 * one.high if bare else 2 * one.high - 1
    near = bare and one.scale == 1.0 and one.low >= 20 and two.scale == 1e3 and two.high <= 1.5 * one.high  # Salaire : 40/45K
    told = two.currency is not None or (bare and two.period == "year") or near  # 60/90k/yr
    return (alike or bare) and told and one.high < two.low <= most


def _told_apart(text: str, one: Amount, two: Amount, gap: str) -> bool:
    """Whether the words between two amounts of one kind make them the ends of a range."""
    if _LOWEST_TO_HIGHEST.fullmatch(gap) is not None:
        return True
    if len(gap) > 130 or one.currency is None or one.currency is not two.currency or one.high >= two.low:
        return False
    rises = _RISES.match(text, one.end)
    if _REMARK.fullmatch(gap) or (rises is not None and rises.end() == two.start):
        return True
    return _LEAST_AND_MOST.fullmatch(gap) is not None and _LEAST.search(text[max(0, one.start - 100) : one.start]) is not None


def _joined(text: str, one: Amount, two: Amount) -> Amount | None:
    """The range that two neighbouring amounts make, or None."""
    gap = text[one.end : two.start]
    if one.period and gap.startswith("."):
        gap = gap[1:]  # $120,000/yr. - $150,000/yr.
    lost_dash = gap == "?" and text[one.end - 1].isdigit() and text[two.start].isdigit()  # 60?70 K€
    if (len(gap) > 12 or _BETWEEN.fullmatch(gap) is None) and not (
        lost_dash or _told_apart(text, one, two, gap)
    ):
        return None
    if one.currency is None and one.scale == 1.0 and gap != gap.strip() and _TIGHT.match(text, two.end):
        return None  # Level 3 - 20-40k
    word = gap.strip().lower()
    late_sign = gap == "-" and 10 <= one.low < two.low < 1000 and two.scale == 1e3  # 130-$150k
    if one.currency is None and one.scale == 1 and not text[two.start].isdigit() and not late_sign:
        return None  # "2024 - $100k"
    if word == "a" and one.currency is not None and (one.currency is two.currency or (one.currency.code is None and two.currency)):
        pass  # R$ 12.000 a R$ 15.000, $38,000 a $46,000 MXN
    elif word in _WORDY and not (
        _OPENERS.search(text[max(0, one.start - 14) : one.start])
        or (word == "et" and one.currency is not None and text[max(0, one.start - 3) : one.start].rstrip().endswith(":"))
    ):
        return None
    if one.currency and two.currency and one.currency is not two.currency:
        in_yuan = two.currency.code == "CNY" and "元" in text[two.start : two.end]
        if one.currency.code and two.currency.code and not in_yuan:  # 新台幣 55,000～85,000 元: that of the sign before
            return None
        currency: Currency | None = one.currency if one.currency.code else two.currency
    else:
        currency = one.currency or two.currency
    if word == "/" and not _slashed_range(one, two):
        return None
    if one.period and two.period and one.period != two.period:
        return None
    low, high, scale = one.low, two.high, two.scale
    if currency is not None and one.scale == two.scale == 1.0 and two.grouped and 10_000 <= two.high <= 2000 * low < 2 * two.high:
        low *= 1000  # £60-70,000, £60-£70,000
    if low > high and one.currency is two.currency is not None and one.scale == two.scale and low < 2 * high:
        low, high = high, low  # told from the top down
    if one.scale != two.scale:
        if one.scale == 1.0 and one.low < 1000 and not one.grouped and not (one.plus and one.currency):
            pass  # 120-150k
        elif two.scale == 1.0 and two.high < 1000 and not two.grouped and two.high > one.low:
            scale = one.scale  # 120k-150
        else:  # 8000-1.2万, 8千-1.2万, 500k-1M
            low, high, scale = one.low * one.scale, two.high * two.scale, 1.0
            if low >= high:
                return None
            if one.chinese or two.chinese:
                low, high, scale = low / 1e4, high / 1e4, 1e4
    if low > high:
        return None
    both = Amount(
        one.start, two.end, low, high, scale, currency, period=two.period or one.period,
        months=two.months or one.months, grouped=one.grouped or two.grouped or scale != two.scale,
        is_range=True, plus=two.plus, lakhs=one.lakhs or two.lakhs, chinese=one.chinese or two.chinese,
    )  # fmt: skip
    both = both if both.period else with_period(text, both)
    if both.period is None and currency is not None and scale == 1.0 and 50 <= low < high <= 500 and _WITH_EQUITY.match(text, both.end):
        return replace(both, scale=1e3)  # thousands left out: no hour's pay comes with shares
    return both


def amounts(text: str) -> Iterator[Amount]:
    """Every number that could be money, ranges as one, in the order of the text."""
    held: Amount | None = None
    broken = -1
    for match in islice(NUMBER.finditer(text), MOST_NUMBERS):
        if held is not None and match.start() < held.end:
            continue
        found = single(text, match)
        if found is None:
            broken = match.end()
            bare = held is not None and held.currency is None and held.scale == 1
            if bare and held is not None and _BETWEEN.fullmatch(text, held.end, match.start()):
                held = None  # the first half of a range whose second is something else: "3000-5000U"
            continue
        if held is not None and found.start < held.end:
            continue
        if broken >= 0 and found.start - broken <= 3 and _BETWEEN.fullmatch(text, broken, found.start):
            continue  # the second half of a range whose first half is something else
        if held is not None:
            both = None if held.is_range else _joined(text, held, found)
            if both is not None:
                held = both
                continue
            yield held
        held = found
    if held is not None:
        yield held
