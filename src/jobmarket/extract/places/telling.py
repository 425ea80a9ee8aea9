"""Tells running text from a header, where it begins, and where in it a name is the job's place."""

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
    r"(?:(?:\b(?:(?:heart|side|outskirts|cent(?:er|re)|part|north|south|east|west|suburbs?) of|hiring for|in|at|near|within|around|across|outside of|bei|in der|à|en|depuis la|tại|ở)"
    r"|\b(?:relocat\w+(?: \w+){0,6}?|mov(?:e|ing)|commut\w+|remote(?:ly)?|work(?:ing|s)?|based|hir(?:e|es|ing)|recruit\w*|candidates|applicants|applications|people|talent|engineers|developers|anywhere|team|offices?) (?:from|to|out of)|\bremote,?)\s+|\(\s?)"
    r"(?:(?:the|downtown|central|beautiful|sunny|greater|our|both|all|most|any)\s+){0,2}$",
    re.I,
)
_BESIDE_WORK = re.compile(r"[\s-](?:(?:or|and)\s)?(?:remote|based|hybrid|on-?site|in-office|offices?|locations?|area|hq|headquarters|only)\b", re.I)

#: Before a place that opens a sentence, at most the employer: "Acme Maps, Oslo, but we also hire elsewhere."
_OPENING = re.compile(r"\s*(?:\w[\w&'’.-]{1,20}(?: [A-Z][\w&'’.-]{1,20}){0,3}, )?")
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


_SENTENCE_END = re.compile(
    r"(?<=[a-z]{3})[.?](?=\s+[A-Z])|(?<=[a-z]\))\.(?=\s+[A-Z])|\s(?=(?:We|Our|I|At)\s(?:are|have|is|build|help|make|work|use|need|love|provide)\b|As\san?\s|(?:Are|Do)\syou\s|Join\sus\s|Help\sus\s)"
)


#: A word or three between stops are no sentence: "Painter. Oslo, Norway. Full time."
_FRAGMENT = re.compile(r"\s+(?!Our\b|We\b)[A-Z][\w'’/-]{1,40}(?:,? [A-Z][\w'’-]{1,20}){0,3}(?:\.|\s*[|\n]|\s*$)")
#: What answers a question is part of it: "Remote? No."
_ANSWER = re.compile(r"\s+(?:No|Nope|Yes|Sure|Sorry|Nein|Ja|Non|Oui)\b")
#: What stands before the first stop of an ad that opens with its employer: "Society for Open Maps. Oslo, Norway."
_EMPLOYER = re.compile(r"\S{1,30}(?: \S{1,30})?|[A-Z][\w&'’.-]{0,20}(?: (?:of |for |the )?[A-Z][\w&'’.-]{0,20}){1,4}")


def prose_end(text: str, start: int, end: int, *, opening: bool = False) -> int:
    """Where a piece stops being a header: at its first sentence, or 160 characters on, 240 in a list.

    ``opening``: the piece opens the ad, where a word or two and a stop are the employer's name.
    """
    limit = min(end, start + (240 if text.count(",", start, start + 160) > 4 else 160))
    for stop in _SENTENCE_END.finditer(text, start, limit):
        if text[stop.start()] == "." and _FRAGMENT.match(text, stop.end()):
            continue
        if text[stop.start()] == "?" and _ANSWER.match(text, stop.end()):
            continue
        if not (opening and text[stop.start()] == "." and _EMPLOYER.fullmatch(text, start, stop.start())):
            return stop.start()
    return limit


def is_header(line: str) -> bool:
    """Whether a line is a header and no paragraph."""
    return len(line) <= 200 or line.count("|") >= 2 or (len(line) <= 300 and "|" in line)
