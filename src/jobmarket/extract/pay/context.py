"""The words around an amount, cut where what they say ends.  Judges nothing."""

from __future__ import annotations

import re

from jobmarket.extract.pay.amounts import Amount
from jobmarket.extract.pay.words import (
    CLAUSE_END,
    CUES,
    DELIMITER,
    ISOLATED_AFTER,
    ISOLATED_BEFORE,
    NOT_PAY,
    ROLE_LIKE,
    WEAKLY_NOT_PAY,
)

_LINKS = re.compile(
    r"[\s:=~]{0,3}(?:(?:of|up to|from|for|between|worth|about|around|over|is|are|as|range|size)[\s:~]{1,2}){0,3}", re.I
)
"""What ties an amount to the word before it: "equity of", "loans from"."""
_LINE_END = re.compile(r"\n(?![ \t]{0,6}[a-zß-ÿ])")
"""The end of a line that was not broken for its width: what a broken one goes on with is in small letters."""
_JOINT = re.compile(r"(?<![a-z])(?:salary|pay|compensation|comp|base|cash|lương(?: cứng| cơ bản)?|thu nhập)\s?(?:\+|and|và|&|/)\s?(?:[\w-]{3,14}\s){0,2}$", re.I)
"""What announces pay together with what comes on top: "Salary + equity: $140k"."""
_VERB = re.compile(r"(?<![a-z])(?:pays?|paid|paying|earn)$", re.I)
_OF_A_NOUN = re.compile(r"\s?(?:[:=–-]|(?:is|of|rate|range)(?![a-z]))", re.I)
"""What shows that the word before it is a noun: "pay is …", "Pay: …"."""
_STOCK = re.compile(r"equity|options?|rsus?", re.I)
_OPENS = re.compile(r"\s?\(\s?")
"""What opens on the word before it: "Series A ($5M)"."""


class Context:
    """The words around an amount, cut where what they say ends."""

    def __init__(self, text: str, amount: Amount) -> None:
        floor = max(0, amount.start - 160)
        window = text[floor : amount.start]
        start = 0
        for stop in CLAUSE_END.finditer(window):
            start = stop.end()
        self.before = window[start:]
        self.heading = ""
        if start:
            lines = [line.strip() for line in window[:start].split("\n")]
            said = [line for line in lines if line.strip("=-_*#~ ")]
            if said and len(said[-1]) <= 70 and "\n" in window[max(0, start - 4) : start]:
                self.heading = said[-1]
            elif said and len(self.before) < 40:
                self.heading = said[-1][-70:]
        self.after = text[amount.end : amount.end + 60]
        if line := _LINE_END.search(self.after):
            self.after = self.after[: line.start()]
        self.ends = bool(ISOLATED_AFTER.match(text[amount.end : amount.end + 18]))
        self.isolated = self.ends and bool(
            ISOLATED_BEFORE.search(text[max(0, amount.start - 12) : amount.start])
        )

    def heads(self, end: int) -> bool:
        """Whether the word behind the amount that ends there announces what follows it: "$120k Equity: 1%"."""
        return self.after[end:].lstrip().startswith(":")

    def last_cue(self) -> int:
        """Where the last word announcing pay ends, before the amount; -1 for none."""
        return max((found.end() for found in CUES.finditer(self.before)), default=-1)

    def named_as_pay(self) -> bool:
        """Whether a noun for pay stands close before the amount: "salary of …", "Pay: …", not "we pay for …"."""
        cue = self.last_cue()
        if cue < 0 or len(self.before) - cue > 40:
            return False
        return not _VERB.search(self.before, 0, cue) or _OF_A_NOUN.match(self.before, cue) is not None

    def last_other(self, *, linked: bool, yearly_range: bool) -> int:
        """Where the last word announcing other money ends, before the amount; -1 for none.

        With ``linked`` only if no comma or the like parts it from the amount; for a ``yearly_range`` words that
        also name fields of work count only where they touch the amount ("equity $50k-$100k").
        """
        found = -1
        for one in NOT_PAY.finditer(self.before):
            touching = _LINKS.fullmatch(self.before, one.end()) is not None or (
                _STOCK.fullmatch(one[0]) is not None and _OPENS.fullmatch(self.before, one.end()) is not None
            )
            if touching and _JOINT.search(self.before, max(0, one.start() - 48), one.start()):
                continue
            if touching or not (yearly_range and ROLE_LIKE.fullmatch(one[0])):
                found = one.end()
        gap = self.before[found:]
        if found >= 0 and (len(gap) > 45 or (linked and DELIMITER.search(gap) and not _OPENS.fullmatch(gap))):
            return -1
        return found

    def speaks_of_business(self, *, touching: bool) -> bool:
        """Whether the nearest words before the amount are about the company rather than the job.

        With ``touching`` only the very last: a band of a year's size stands behind titles and fields of work
        ("Product Designer $120k-$150k").
        """
        near = self.before[-40:]
        return any(
            not touching or _LINKS.fullmatch(near, found.end()) for found in WEAKLY_NOT_PAY.finditer(near)
        )
