"""Whether an amount without any sign of a currency is pay."""

from __future__ import annotations

import re

from jobmarket.extract.pay.amounts import Amount
from jobmarket.extract.pay.context import Context
from jobmarket.extract.pay.currency import Currency
from jobmarket.extract.pay.reach import Reach
from jobmarket.extract.pay.words import SALARY_IS
from jobmarket.records import Period

_CHINESE_TITLE = re.compile(r"(?:工程师|开发|专家|经理|设计师|架构师|研究员)\s?$")
"""Behind it even words may follow an amount: 画图工程师60-90K 深度学习."""
_OFFERED = re.compile(r"(?<![a-z])offer\s?:?\s?$", re.I)


def is_unsigned_pay(
    amount: Amount,
    currency: Currency,
    period: Period | None,
    context: Context,
    reach: Reach,
    *,
    announced: bool,
    headed: bool,
) -> bool:
    """Only where the words leave no doubt."""
    high, scaled, cue = amount.high * amount.scale, amount.scale > 1, context.last_cue()
    if currency.code == "CNY" and amount.is_range:
        # 前端工程师 12~25K at the end of a line, 200-400/天: no other amounts are written so
        if (amount.period and not scaled) or (scaled and high <= 150_000 and (context.ends or _CHINESE_TITLE.search(context.before))):
            return True
        if not scaled and period in ("day", "hour"):
            return cue >= 0
    if currency.code == "CNY" and not scaled and amount.period == "day" and (context.isolated or (announced and context.ends)):
        return 80 <= high <= 2_000  # 实习：250/天
    if currency.code == "CNY" and (reach == "least" or amount.period) and scaled and context.isolated and 3_000 <= high <= 150_000:
        return True  # 招 H5 开发工程师，急招，20k+
    if high > 2_050 and (amount.is_range or high >= 10_000 or currency.code == "CNY") and SALARY_IS.search(context.before):
        return True  # no year, no number of people
    if currency.code == "VND" and amount.scale == 1e6 and (announced or _OFFERED.search(context.before)):
        return True  # Offer upto 40M, in Vietnamese
    by_time = period in ("hour", "day") and not amount.grouped and not scaled
    if by_time and currency.code in (None, "CNY") and cue >= 0 and len(context.before) - cue <= 20:
        return high < 1000  # Pay: 20-25/hr
    if (
        not scaled
        and not (amount.grouped and (announced or period))
        and not (cue >= 0 and high >= 1000 and period)
    ):
        return False
    if cue >= 0 and len(context.before) - cue <= 30:
        return scaled or amount.is_range or period is not None
    if scaled and period == "year" and context.isolated and currency.year_from <= high <= 1_000_000:
        return True  # | Contract | 100k/yr
    if reach != "both" and amount.scale == 1e3 and context.isolated and currency.code is None and currency.year_from <= high <= 1_000_000:
        return True  # | Oslo | up to 120k |
    stands_alone = scaled and (context.isolated or period is not None)
    return amount.is_range and (announced or headed or stands_alone)
