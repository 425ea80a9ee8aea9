"""Reads the bands of pay that an ad states, each with the words that prove it.

Never guesses a currency or a period, and never takes other money for pay: where the words leave it open, the
amount is left out.
"""

from __future__ import annotations

import re
from dataclasses import replace

from jobmarket.extract.pay.amounts import Amount
from jobmarket.extract.pay.context import Context
from jobmarket.extract.pay.currency import CJK, Currency, currencies, least_year, money_of
from jobmarket.extract.pay.figures import narrowed
from jobmarket.extract.pay.periods import A_YEAR, period_before
from jobmarket.extract.pay.ranges import amounts
from jobmarket.extract.pay.reach import Reach, reach_of
from jobmarket.extract.pay.several import beside, is_total, without_repeats, without_retold
from jobmarket.extract.pay.units import with_unit_before
from jobmarket.extract.pay.unsigned import is_unsigned_pay
from jobmarket.extract.pay.words import (
    BUDGET_BEFORE,
    COMES_WITH_PAY,
    CUES,
    DAILY_PAY,
    DAY_OF_WORK,
    FOR_A_GRADE,
    HEADINGS,
    KANA,
    NAME_AFTER,
    NEW_LINE,
    NOT_PAY,
    NOT_PAY_AFTER,
    PAY_AFTER,
    PAY_CJK,
    TITLE_BEFORE,
    VIETNAMESE,
)
from jobmarket.records import Basis, Pay, Period

MOST_AMOUNTS = 300
"""How many amounts of a text are looked at closely: the longest real ad has fewer than 100, and a text made of
nothing but amounts must not hold up the others."""

WIDEST = 8.0
"""A band whose high end is more than this many times its low end is no band of pay, unless it names its period."""
WIDEST_SAID = 12.0
"""How wide a band may be that names its period: "$20,000 to $200,000 /year"."""

_LAKH_COMMA = re.compile(r"\d,\d{2},\d{3}")
_NUMBERS_OF_OTHER_THINGS = frozenset({1099.0, *map(float, range(1900, 2051))})
"""A year and an American tax form, which stand alone and without a sign."""


def _currency_of(amount: Amount, country: str | None, text: str) -> Currency:
    """What the sign means here: a shared sign by the ad's country, and by Chinese words for ``¥`` and none."""
    shelf = currencies()
    sign = amount.currency
    if sign is None:
        near = text[max(0, amount.start - 20) : amount.end + 12]
        about = text[max(0, amount.start - 150) : amount.end + 40]
        chinese = amount.chinese or amount.months or (CJK.search(about) and not KANA.search(about))
        if (
            chinese
            and country in (None, "CN")
            and (amount.scale > 1 or amount.period or DAILY_PAY.search(near) or PAY_CJK.search(near))
        ):
            return shelf["CNY"]
        millions = amount.scale == 1e6 or (amount.grouped and amount.low >= 1_000_000)
        if millions and (country == "VN" or VIETNAMESE.search(near)):
            return shelf["VND"]
        return shelf[""]
    if sign.code is None:
        by_country = dict(sign.of)
        if country in by_country:
            return shelf[by_country[country]]
        if sign.sign == "¥" and country is None:
            around = text[max(0, amount.start - 150) : amount.start] + text[amount.end : amount.end + 150]
            if CJK.search(around) and not KANA.search(around):
                return shelf["CNY"]
        if amount.lakhs or (sign.sign == "Rs" and _LAKH_COMMA.search(text, amount.start, amount.end)):
            return shelf["INR"]
    return sign


def _could_be(low: float, high: float, currency: Currency, period: Period | None) -> bool:
    """Whether the amounts can be pay in that currency for that period (any, where none is said)."""
    least, most = currency.yearly
    if low <= 0 or high < low or high > (WIDEST_SAID if period else WIDEST) * low:
        return False
    if period is not None:
        return least <= low * A_YEAR[period] and high * A_YEAR[period] <= most
    return least <= low * 2080 and high <= most


def _is_pay(
    amount: Amount, currency: Currency, period: Period | None, context: Context, reach: Reach, chained: bool
) -> bool:
    """Whether the words around the amount make it pay for the job."""
    high, scaled = amount.high * amount.scale, amount.scale > 1
    yearly = high >= currency.year_from
    yearly_range = amount.is_range and high * A_YEAR[amount.period or "year"] >= currency.year_from
    behind = NOT_PAY_AFTER.match(context.after)
    if behind and (context.heads(behind.end()) or (yearly_range and COMES_WITH_PAY.match(context.after))):
        behind = None
    if amount.scale >= 1e9 or behind:
        return False
    cue = context.last_cue()
    pay_follows = PAY_AFTER.match(context.after) is not None
    linked = amount.is_range or ((context.isolated or pay_follows) and reach != "most")
    other = context.last_other(linked=linked, yearly_range=yearly_range)
    if other >= max(cue, 0):
        budget = BUDGET_BEFORE.search(context.before)
        by_time = amount.period in ("hour", "day") and budget is not None and budget["first"] is not None
        if budget is None or not (amount.lakhs or (pay_follows and yearly) or by_time):
            return False
    stated_yearly = amount.is_range and amount.period == "year"
    if cue < 0 and not (pay_follows or context.isolated or stated_yearly) and context.speaks_of_business(
        touching=yearly_range
    ):
        return False
    of_a_job = yearly and (
        FOR_A_GRADE.match(context.after) is not None
        or ((context.ends or NAME_AFTER.match(context.after) is not None) and TITLE_BEFORE.search(context.before) is not None)
    )
    announced = cue >= 0 or pay_follows or chained or of_a_job
    headed = bool(HEADINGS.search(context.heading)) and not NOT_PAY.search(context.heading)
    if not amount.is_range and amount.period is not None:
        headed = headed and amount.high * amount.scale * A_YEAR[amount.period] >= currency.year_from / 2
    if not amount.is_range and period is None and high < currency.year_from / 20:
        # less than most months' pay, and nothing says for how long: "you'll pay $5", "Sunday: 25 € gross"
        follows = pay_follows and high >= currency.year_from / 100
        if not (follows or headed or chained or context.named_as_pay()):
            return False
    if amount.scale == 1e6 and currency.yearly[1] < 1e7 and amount.high >= 1:
        return cue >= 0 and amount.is_range and amount.currency is not None
    if currency.code == "VND" and amount.scale == 1e6 and context.isolated and reach != "both":
        return True  # "Trên 20 triệu" in a line of its own
    if amount.months or (
        amount.lakhs
        and (announced or headed or amount.period is not None or (context.isolated and not amount.litres))
    ):
        return True
    if amount.currency is None and not (currency.code == "CNY" and amount.chinese):
        if pay_follows and scaled and currency.year_from <= high <= 1_000_000:
            return True  # | 150K + equity |
        return is_unsigned_pay(amount, currency, period, context, reach, announced=announced, headed=headed)
    if currency.code == "CNY" and period == "day" and context.ends and DAY_OF_WORK.search(context.before):
        return 80 <= high <= 2_000  # 实习 200元/天
    if announced or (headed and (amount.is_range or yearly or context.isolated or amount.period is not None)):
        return True
    if amount.period is not None:
        # "$10 a month" is a price; what would be half of a year's pay may be pay
        enough = least_year(currency) / 2
        if context.isolated:
            enough = min(enough, 6 * currency.yearly[0])
        return amount.is_range or high * A_YEAR[amount.period] >= enough
    if amount.is_range and (said := period_before(context.before[-14:])):
        return high * A_YEAR[said] >= currency.year_from / 4  # 每月 15000-20000 元, mensuel de 2800 à 3200 €
    if amount.is_range:
        return (yearly or context.isolated) and (scaled or amount.grouped or high >= 1_000)
    return yearly and context.isolated and not amount.litres and high <= 1_000_000 * (currency.year_from / 30_000)


def _band(text: str, amount: Amount, country: str | None, *, whole: bool, chained: bool) -> Pay | None:
    said_at = amount.start
    amount, reach = reach_of(text, amount)
    chained = chained or CUES.search(text[amount.start : said_at]) is not None  # Minimum salary: £40k
    context = Context(text, amount)
    currency = _currency_of(amount, country, text)
    period = amount.period or period_before(context.before) or period_before(text[amount.start : said_at])
    if period is None and len(context.before) < 40 and CUES.search(context.heading):
        period = period_before(context.heading)
    low, high = round(amount.low * amount.scale, 2), round(amount.high * amount.scale, 2)
    if low == 0 and amount.is_range and amount.period and (whole or context.last_cue() >= 0):
        reach, low = "most", high  # 0 - 7500 EUR / month
    if currency.sign == "" and reach == "both" and not amount.is_range and low in _NUMBERS_OF_OTHER_THINGS:
        return None
    by_slip = whole and period == "month" and _could_be(low, high, currency, "year")  # a field's box, ticked wrongly
    if not _could_be(low, high, currency, period) and not by_slip:
        return None
    if whole and NOT_PAY_AFTER.match(context.after):
        return None  # "$200K – $350K • $120K – $300K Commission"
    if not whole and not _is_pay(amount, currency, period, context, reach, chained):
        return None
    if period is None and low >= _ruler(amount, currency, country).year_from:
        period = "year"
    return Pay(
        None if reach == "most" else low,
        None if reach == "least" else high,
        currency.code, period, "stated", text[amount.start : amount.end], amount.start, amount.end,
    )  # fmt: skip


def _alike(last: Pay, amount: Amount) -> bool:
    """Whether an amount can continue a list of pay that another began: not "€55,000 p.a., a ticket worth €600"."""
    one, two = last.high or last.low or 0, amount.high * amount.scale
    if last.period and amount.period:
        one, two = one * A_YEAR[last.period], two * A_YEAR[amount.period]
    return bool(amount.period and not last.period) or 6 * two >= one


def _is_titled(text: str, amount: Amount) -> bool:
    """Whether an amount in a title can only be the pay: "Python developer (up to $2500)", not "$5,000 sign-on"."""
    sized = amount.currency is not None and amount.high * amount.scale >= amount.currency.year_from / 20
    return (sized or amount.scale == 1e6) and not amount.litres and (amount.is_range or reach_of(text, amount)[1] == "most")


def _ruler(amount: Amount, currency: Currency, country: str | None) -> Currency:
    """By which currency's sizes the period is told: an unsigned amount is measured by the country's own money."""
    if currency.sign == "" and country is not None:
        return currencies().get(money_of(country) or "", currency)
    return currency


def _bands(
    text: str, country: str | None, *, whole: bool, one_job: bool = False, titled: bool = False
) -> list[Pay]:
    found: list[tuple[Pay, bool]] = []
    last: Pay | None = None
    looked_at = 0
    for amount in amounts(text):
        amount = with_unit_before(text, amount)
        if looked_at >= MOST_AMOUNTS:
            break
        small = amount.currency is None and amount.period is None and amount.scale == 1 and amount.high < 1000
        if small and not DAILY_PAY.search(text[max(0, amount.start - 4) : amount.start]):
            continue
        looked_at += 1
        chained = (
            last is not None
            and last.end is not None
            and 0 <= amount.start - last.end <= 40
            and (amount.currency is None or amount.currency.code in (None, last.currency))
            and NEW_LINE.search(text, last.end, amount.start) is None
            and not NOT_PAY.search(text[last.end : amount.start])
            and _alike(last, amount)
        )
        if chained and last and last.currency and amount.currency is None and amount.is_range:
            amount = replace(
                amount, currency=currencies()[last.currency]
            )  # "USD 150,000 - 180,000 in NY, 120,000 - 150,000 in TX"
        chained = (chained and amount.currency is not None) or (titled and _is_titled(text, amount))
        band = _band(text, amount, country, whole=whole, chained=chained)
        if band is not None:
            last = band
            found.append((band, is_total(text, amount)))
    # On-target earnings contain commission: they are the pay only where no base is stated for the same job.
    bases = [band for band, total in found if not total]
    kept = [
        band for band, total in found if not total or not any(one_job or beside(text, band, base) for base in bases)
    ]
    return without_retold(text, kept)


def pay(text: str, *, country: str | None = None, title: str | None = None) -> tuple[Pay, ...]:
    """Every band stated as pay for the job, in the order of the text.

    ``country`` (ISO alpha-2) is the ad's own single country: it tells what ``$``, ``kr`` and the like mean.
    ``title`` is read as well; what only it says has a ``surface`` but no ``start`` and ``end``, which count
    characters of ``text``.
    """
    narrow = narrowed(text)
    bands = _bands(narrow, country, whole=False, one_job=title is not None)
    if narrow is not text:
        bands = [replace(band, surface=text[band.start : band.end]) for band in bands]
    if title:
        bands += [replace(band, start=None, end=None) for band in _bands(narrowed(title), country, whole=False, titled=True)]
    return without_repeats(bands)


def field_pay(value: str, *, country: str | None, basis: Basis) -> tuple[Pay, ...]:
    """The bands in a source's own field for pay, where all of ``value`` is about pay.

    ``start`` and ``end`` are None, as the field is no part of the ad's text.
    """
    bands = _bands(narrowed(value), country, whole=True)
    return without_repeats([replace(band, basis=basis, start=None, end=None) for band in bands])
