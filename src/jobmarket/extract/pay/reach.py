"""Which ends of pay an amount states, by the words around it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from jobmarket.extract.pay.amounts import Amount, with_period
from jobmarket.extract.pay.words import FROM, OR_LESS, OR_MORE, UP_TO

Reach = Literal["both", "most", "least"]
"""Which ends an amount states: "up to" only the most, "from" only the least."""


def reach_of(text: str, amount: Amount) -> tuple[Amount, Reach]:
    """The amount with the words around it that leave an end open ("up to", "from", "+"), and which is said."""
    if amount.is_range:
        return amount, "both"
    before, after = text[max(0, amount.start - 64) : amount.start], text[amount.end : amount.end + 14]
    if up := UP_TO.search(before):
        return replace(amount, start=amount.start - len(before) + up.start()), "most"
    if amount.plus:
        return amount, "least"
    if more := OR_MORE.match(after):
        return with_period(text, replace(amount, end=amount.end + more.end())), "least"
    if least := FROM.search(before):
        return replace(amount, start=amount.start - len(before) + least.start()), "least"
    if most := OR_LESS.match(after):
        return with_period(text, replace(amount, end=amount.end + most.end())), "most"
    return amount, "both"
