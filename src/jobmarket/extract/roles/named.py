"""Hears the jobs that a stretch of an ad names, but for those that mean another thing where they stand.

What is left need not be on offer: :mod:`jobmarket.extract.roles.openings` tells that.
"""

from __future__ import annotations

import re

from jobmarket.extract.roles import cues
from jobmarket.extract.roles.job_names import Heard, hear

#: A field of work beside which stand others of its kind, where more are named.
FIELD = re.compile(r"(?:devops|sre|qa|ux|ui|u[xi]/u[xi])$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s?(?:[,/&;]|and\b|or\b)")


def hear_at(text: str, start: int, stop: int) -> list[Heard]:
    """The jobs named in ``text[start:stop]``, at their places in the text; addresses name none."""
    found = []
    for item in hear(text[start:stop]):
        begin, end = start + item.start, start + item.end
        word = text[max(start, text.rfind(" ", start, begin) + 1) : begin]
        if ("/" in word and cues.ADDRESS.search(word)) or cues.MAILED.match(text, end) or cues.FIRM.match(text, end, end + 24):
            continue
        if cues.UNIT.match(text, end) and not cues.PERSON.search(text, begin, end) and "招" not in text[max(start, begin - 4) : begin]:
            continue
        if "我是" in text[max(start, begin - 30) : begin] or cues.MYSELF.search(text, max(0, begin - 44), begin):
            continue  # who writes the ad
        if cues.OFFICER.fullmatch(text, begin, end) and (
            cues.FOUNDER.match(text, end) or cues.COFOUNDER.search(text, max(0, begin - 16), begin)
        ):
            continue
        if _is_nobody(text, begin, end):
            continue
        found.append(Heard(item.role, begin, end, item.is_specific))
    return found


def _is_nobody(text: str, start: int, end: int) -> bool:
    """Whether what stands around a job's name makes it another thing: "11:59 pm", "your recruiter", "a global leader in"."""
    before = text[max(0, start - 40) : start]
    return any(
        name.match(text, start, end) and earlier.search(before) and behind.match(text, end)
        for name, earlier, behind in cues.NOBODY
    )


def explains(text: str, one: Heard, other: Heard, stop: int) -> bool:
    """Whether a name only says more of the one before it: "大数据开发（偏数仓）", "Developer (Ruby, DevOps experience)"."""
    if one.role == other.role and cues.KNOWN.match(text, other.end, stop):
        return True
    return (
        not text[one.start : one.end].isascii()
        and not text[other.start : other.end].isascii()
        and bool(cues.AIDE.fullmatch(text, one.end, other.start))
        and text[other.end : other.end + 1] in {")", "）"}
    )


def is_team(text: str, one: Heard, other: Heard, stop: int) -> bool:
    """Whether a line's second and last name tells the team of the first: "Software Engineer, DevOps (Oslo)"."""
    return (
        one.role == other.role
        and FIELD.fullmatch(text, other.start, other.end) is not None
        and not FIELD.fullmatch(text, one.start, one.end)
        and not cues.PLURAL.search(text, one.start, one.end)
        and text[one.end : other.start].strip() == ","
        and not _GOES_ON.match(text, other.end, stop)
    )
