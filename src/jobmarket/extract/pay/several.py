"""Which of several bands say the same, and which is the pay where a base and a total are told."""

from __future__ import annotations

import re
from dataclasses import replace

from jobmarket.extract.pay.amounts import Amount
from jobmarket.extract.pay.words import (
    BASE_AFTER,
    BASE_BEFORE,
    GROSS,
    NET,
    TOTAL_AFTER,
    TOTAL_BEFORE,
    WHOLE_AFTER,
    WHOLE_BEFORE,
)
from jobmarket.records import Pay


def without_repeats(bands: list[Pay]) -> tuple[Pay, ...]:
    """Each band once: the same ends said again, perhaps with the currency or period left out, are one band."""
    kept: list[Pay] = []
    for band in bands:
        if any(_abridges(band, other) for other in bands):
            continue
        for place, old in enumerate(kept):
            same = (old.low, old.high) == (band.low, band.high)
            if same and _agree(old.currency, band.currency) and _agree(old.period, band.period):
                kept[place] = replace(
                    old, currency=old.currency or band.currency, period=old.period or band.period
                )
                break
        else:
            kept.append(band)
    return tuple(kept)


def _abridges(band: Pay, whole: Pay) -> bool:
    """Whether a band is the short form of one with both ends: "up to £60k" beside "£50k-£60k".

    A title's single figure too: there is no room for more.
    """
    if whole.low == whole.high:
        return False
    if band.start is None and whole.start is not None and band.low == band.high:
        short = band.high in (whole.low, whole.high)
    else:
        short = band.low is None and band.high == whole.high and whole.low is not None
    return short and _agree(band.currency, whole.currency) and _agree(band.period, whole.period)


def _agree(one: str | None, two: str | None) -> bool:
    return one is None or two is None or one == two


def is_total(text: str, amount: Amount) -> bool:
    """Whether the amount is said to be on-target earnings."""
    before = text[max(0, amount.start - 50) : amount.start]
    return bool(TOTAL_BEFORE.search(before) or TOTAL_AFTER.match(text, amount.end))


def without_retold(text: str, bands: list[Pay]) -> list[Pay]:
    """The bands without those that say another one in other words.

    One contains the base beside it and what comes on top ("$200k TC ($150k base …)"), one is what taxes leave of the
    gross pay beside it ("80k gross (52k net)").
    """
    bases = [band for band in bands if _is_base(text, band)]
    gross = [band for band in bands if _is_said(GROSS, text, band)]
    return [
        band
        for band in bands
        if (band in bases or not any(_contains(text, band, base) and beside(text, band, base) for base in bases))
        and not (_is_said(NET, text, band) and any(beside(text, band, one) and _most(band) < _most(one) for one in gross))
    ]


def _most(band: Pay) -> float:
    return band.high or band.low or 0


def _is_said(words: re.Pattern[str], text: str, band: Pay) -> bool:
    """Whether the words stand in the band's own or right behind them."""
    start, end = band.start or 0, band.end or 0
    return bool(words.search(text, start, end) or words.match(text, end))


def _is_base(text: str, band: Pay) -> bool:
    start, end = band.start or 0, band.end or 0
    return bool(BASE_BEFORE.search(text[max(0, start - 40) : start]) or BASE_AFTER.match(text, end))


def _contains(text: str, band: Pay, base: Pay) -> bool:
    """Whether a band is said to be the whole, or the base is told in brackets behind it."""
    start, end = band.start or 0, band.end or 0
    if WHOLE_BEFORE.search(text[max(0, start - 50) : start]) or WHOLE_AFTER.match(text, end):
        return True
    return text[end : base.start].strip() == "(" and (band.high or 0) > (base.high or 0)


_NEXT_ROLE = re.compile(r"\n\s{0,3}[-*•–+][^\n]{0,200}\|")
"""A list of roles, each with its own pay: "- Account Executive | $120-350k OTE"."""


def beside(text: str, one: Pay, two: Pay) -> bool:
    """Whether two bands speak of the same job: in one line, or nearly."""
    start, end = sorted((one.start or 0, two.start or 0))
    between = text[start:end]
    if "\n" not in between:
        return end - start <= 600
    return end - start <= 160 and _NEXT_ROLE.search(between) is None
