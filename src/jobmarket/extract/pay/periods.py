"""How often pay is paid, by the words before and behind an amount.  Never infers a period from its size."""

from __future__ import annotations

import re

from jobmarket.extract.pay.currency import LETTERS
from jobmarket.records import Period

A_YEAR: dict[Period, float] = {"hour": 2080, "day": 230, "week": 52, "month": 12, "year": 1}
"""How often a period is paid in a full year of work; only for judging whether an amount can be pay."""

_UNITS: dict[Period, str] = {
    "hour": r"hours?|hrs?|h|hora|heures?|stunden?|std\.?|giờ|uur|ora|godz\.?|小时|小時|时|時",
    "day": r"days?|d|jours?|j|tag|ngày|dag|día|dia|天|日",
    "week": r"weeks?|wk|w|semaines?|woche|tuần|周|週",
    "month": r"months?|mos?|mths?|mnth|m|mois|monat|tháng|mån(?:ad(?:en)?)?|måned|maand|mnd|mies(?:iąc)?\.?|mc|měsíc|mês|mes|mese|hó|kk|bulan|月",
    "year": r"years?|yrs?|y|annum|ans?|année|jahr|năm|år|jaar|rok|ano|año|anno|a|年",
}
_ADVERBS: dict[Period, str] = {
    "hour": r"hourly|p\.h\.?|ph|p/h|de l['’]heure",
    "day": r"daily|day[- ]rate|p\.d\.?|pd|p/d|journaliers?",
    "week": r"weekly|pw|p/w|p\.w\.?",
    "month": r"monthly|pcm|pm|p/m|p\.m\.|mensuels?|mensual(?:es)?|mensais|mensal|mensil[ei]|mtl\.?|monatlich|monatsbrutto|hàng tháng|miesięcznie|měsíčně|aylık|havonta",
    "year": r"yearly|annually|annual|annuali[sz]ed|p\.\s?a\.?|pa|p/a|p/annum|annuels?|anual(?:es)?|jährlich|(?:brutto)?jahres(?:brutto)?gehalt|jahresbrutto|rocznie|ročně|årlig|yıllık|/?ctc p\.?a\.?",
}
_JOIN = r"\s?[/／]\s?|\s?\bper[\s-](?:calendar\s)?|\s?\bp/|\s?\bpr\.?\s|\s?\ban?\s|\s?\beach\s|\s?\bevery\s|\s?\bpar\s|\s?\bpro\s|\s?\bim\s|\s?\bi\s(?=m[åa]n)|\s?\bje\s|\s?\bpor\s|\s?\bal\s|\s?\b(?:all|[ld])['’](?=ann)|\s?\bdie\s|\s?mỗi\s|\s?một\s|\s?(?<![,，])(?<![,，]\s)每\s?|\s?(?<=[\d€$£kK万元])一?个?(?=[月年天])|\s一个(?=[月年天])"
_PERIODS = "|".join(
    f"(?P<{period}>(?:{_JOIN})(?:{_UNITS[period]})(?![{LETTERS}])|(?:\\s[-–])?\\s?(?:/\\s?)?(?:{_ADVERBS[period]})(?![{LETTERS}]))"
    for period in _UNITS
)
_FILLER = (
    r"(?:[\s,\xa0]{0,2}\(?(?:gross|brutto|brut|bruts|netto|nets?|before tax(?:es)?|pre-?tax|base|basic|fixed|fixe|"
    r"salary|dollars|cash|plus super(?:annuation)?|inc(?:l(?:uding)?|\.)? super|\+ ?super|税前|税后|gộp|bruto|lordi?|ctc|"
    r"total comp(?:ensation)?|compensation|pay|range|depending on experience|doe|b2b|ht|-{1,2}|all[- ]in|in[- ]hand|tax[- ]free|fixgehalt|grundgehalt|\+ ?vat|remote|vergütung|gehalt|lohn)\)?(?![A-Za-z])){1,3}"
)
PERIOD_AFTER = re.compile(rf"(?:{_FILLER})?[\s\xa0]?[,(\[（]?\s?(?:{_PERIODS})", re.I)
"""A period that touches what stands before it: "/yr", " per hour", ", annually", " gross per month"."""

MONTHS_AFTER = re.compile(
    r"\s{0,3}[(（]?\s?(?:[*×xX·•・,，+/-]|\s)\s?(?:1[2-9]|2[0-4])(?:[.,]\d)?(?:\s?[-~–—～]\s?(?:1[2-9]|2[0-4]))?\+?\s?"
    r"(?P<word>薪|个月|個月|月|months?|tháng(?: lương)?|lương)?(?![\d%$€£A-Za-z]|[.,]\d)"
)
"""Salaries a year: "*14", "·15薪", " x 14 months"."""

_PAID_BY = (
    r"(?:pay|salary|rate|paid|wage|compensation|gehalt|brutto|salaire|brut|net|lương)(?:\s(?:is\s)?(?:per|by the|pro|par)\s|\s?/\s?)"
)
_PERIOD_WORDS: tuple[tuple[Period, str, str], ...] = (
    (
        "year",
        r"annual(?:ly|i[sz]ed)?|yearly|per annum|p\.a\.|ral|annuel(?:le|s)?|jährlich\w{0,3}|jahres\w{0,20}|anual|annu[ao]|jaarsalaris|årslön|årslønn|"
        rf"\w{{0,8}}jahresgehalt|{_PAID_BY}(?:year|jahr|an)",
        "年薪|年包|年(?:综合)?收入|年収|年俸|연봉|lương năm|每年(?=.{0,5}$)",
    ),
    ("hour", rf"hourly|horaire|stundenlohn|stundensatz|{_PAID_BY}hour", "时薪|時薪|時給|시급"),
    (
        "day",
        rf"day[- ]rate|daily rate|tjm|tagessatz|journalier|{_PAID_BY}day",
        "日薪|日給|(?:每天|一天|每日)(?=.{0,5}$)",
    ),
    ("week", rf"weekly|{_PAID_BY}week", "周薪"),
    (
        "month",
        r"monthly|mensuel(?:le|s)?|(?:brutto|netto|grund|fix)?monats\w{0,12}|monatlich\w{0,3}|hàng tháng|lương tháng|mensual|mensile|mensal|maandsalaris|månadslön|"
        rf"{_PAID_BY}(?:month|mois|monat|tháng)",
        "月薪|月(?:综合)?收入|月給|月収|월급|(?:每月|每个月)(?=.{0,5}$)",
    ),
)
_PERIOD_BEFORE: tuple[tuple[Period, re.Pattern[str]], ...] = tuple(
    (period, re.compile(rf"(?<![{LETTERS}])(?:{words})(?![{LETTERS}])|{touching}", re.I))
    for period, words, touching in _PERIOD_WORDS
)
"""Periods named before an amount: "annual salary of …", 月薪."""


def period_said(match: re.Match[str]) -> Period:
    """Which period a :data:`PERIOD_AFTER` match names."""
    return next(period for period in _UNITS if match[period])


def period_before(clause: str) -> Period | None:
    """The period that the words before an amount name last, if nothing that is no pay stands between."""
    best: tuple[int, Period] | None = None
    for period, words in _PERIOD_BEFORE:
        for found in words.finditer(clause):
            if best is None or found.start() >= best[0]:
                best = (found.end(), period)
    if best is None or re.match(
        r"\W{0,2}(?:performance |cash |target )?(?:bonus|revenue|leave|budget|stipend)",
        clause[best[0] :],
        re.I,
    ):
        return None
    return best[1]
