"""Tells a first line that is running text from a header, and where in it a name is the job's place."""

from __future__ import annotations

import re

from jobmarket.extract.places.toponyms import Name

#: What parts the pieces of a header; a sentence has none.
_PARTED = re.compile(r"[|｜•·\t]|https?:|\s[-–—/]+\s")
#: Words of running text: two tell, and so does one where a stop ends the words.
_TELLS = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|us|[Yy]ou|[Yy]our|[Tt]hey|[Tt]heir|it|is|are|was|were|has|have|will|can|must|who|that|which|[Tt]he|[Aa]n?)\b"
)
#: In running text only these lead to where a job is; "from" and "to" need words of work before them.
_LEAD = re.compile(
    r"(?:(?:\b(?:in|at|near|within|around|across|outside of|bei|in der|à|en|depuis la|tại|ở)"
    r"|\b(?:relocat\w+(?: \w+){0,6}?|mov(?:e|ing)|commut\w+|remote(?:ly)?|work(?:ing|s)?|based|hir(?:e|es|ing)|recruit\w*|candidates|applicants|applications|people|talent|engineers|developers|anywhere|team|offices?) (?:from|to|out of)|\bremote)\s+|\(\s?)"
    r"(?:(?:the|downtown|central|beautiful|sunny|greater|our|both)\s+){0,2}$",
    re.I,
)
_BESIDE_WORK = re.compile(r"[\s-](?:(?:or|and)\s)?(?:remote|based|hybrid|on-?site|in-office|offices?|locations?|area|hq|headquarters|only)\b", re.I)

#: Before a place that opens a sentence, at most the employer: "Acme Maps, Oslo, but we also hire elsewhere."
_OPENING = re.compile(r"\s*(?:[A-Z][\w&'’.-]{1,20}(?: [A-Z][\w&'’.-]{1,20}){0,3}, )?")
_GOES_ON = re.compile(r",|\s(?:and|or)\s[A-Z]")


def is_told(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a sentence and no header's pieces."""
    if _PARTED.search(text, start, end):
        return False
    telling = len(_TELLS.findall(text, start, end))
    stops = text[start:end].rstrip()[-1:] in (".", "!", "?") or text[end : end + 1] in (".", "!", "?")
    return telling > 1 or (telling > 0 and stops)


def is_led(text: str, start: int, name: Name) -> bool:
    """Whether words before the name, from ``start`` on, lead from the job to its place."""
    return _LEAD.search(text, max(start, name.start - 40), name.start) is not None


def is_beside_work(text: str, start: int, end: int, name: Name) -> bool:
    """Whether right behind the name stands how work is done there ("Oslo office"), or the name opens the words."""
    if _BESIDE_WORK.match(text, name.end, end):
        return True
    opens = _OPENING.fullmatch(text, start, name.start) is not None and _GOES_ON.match(text, name.end) is not None
    return opens and any(m.level == "city" for m in name.meanings)
