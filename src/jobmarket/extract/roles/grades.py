"""Hears seniority in a job's name and in an ad's words, by the shelf of seniority.

Never reads years of experience or an employer's own grades (P7, L5).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from jobmarket.catalog import shelf
from jobmarket.extract import sparing
from jobmarket.extract.roles.runs import runs

_LATIN = r"[A-Za-z0-9\u00c0-\u024f\u1e00-\u1eff]"
_EDGE = rf"(?:(?<!{_LATIN})|(?!{_LATIN}))(?:{{}})(?:(?!{_LATIN})|(?<!{_LATIN}))"
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ONE_GRADE = re.compile(
    r"(?:senior|sn?r\.?)\s{1,3}(?=(?:(?:engineering|accounting|operations|sales|finance|recruiting|hr|qa|it) )?(?:lead|staff|principal|manager|director|vp|vice|executive))",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:\breport(?:s|ing)?\s+to\b|\bteam of\b|\balongside\b|\bled\b|\bsupervis\w+|\b(?:experience|years) as\b|\bspent\b|\bworked as\b|\bnot?\b|n't|n’t|\bnever\b|\bmentor(?:ing|s)?\b|\bcoach(?:ing)?\b|\bguide\b|\bno longer\b|\bformer\b|\bex-|\bother\b|\bcomes? from an?\b|\bmix of\b|\bmade up of\b|\bthe most\b|\bcompris(?:ing|ed)\b|\bemployers? for\b|\b(?:operat|engag|present|liais|interact)(?:e|es|ed|ing)?\b|不(?![限错同仅断管论])|指导|带领|培养)[^.!?。；\n]{0,20}$"
    r"|(?:\bour|非|exp[ée]riences?|erfahrung(?:en)?|\byears?(?: in an?)?|\bans|background|\bworked|\bcompris|\bacquise|stages? ou|\bavec (?:une?|des|les|le)|auprès d['’]une?|\bpar (?:une?|des)|\baux?|\bles|\bdes)[^\S\n]?\Z",
    re.IGNORECASE,
)


def _items() -> dict[str, Any]:
    return dict(shelf("seniority")["seniority"])


def _join(patterns: list[str]) -> re.Pattern[str]:
    joined = "|".join(pattern.replace("(?: |-)", "[ -]") for pattern in patterns)
    return re.compile(_EDGE.format(f"(?:{joined})"), re.IGNORECASE)


@cache
def _titles(*, latin_only: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for name, item in _items().items():
        patterns = [pattern for pattern in item["title"] if not (latin_only and _CJK.search(pattern))]
        if patterns:
            found.append((name, _join(patterns)))
    return tuple(found)


@cache
def _words(*, latin_only: bool) -> tuple[tuple[str, sparing.Pattern, re.Pattern[str]], ...]:
    found = []
    for name, item in _items().items():
        needs, words = (
            [one for one in item[key] if not (latin_only and _CJK.search(one))] for key in ("needs", "words")
        )
        found.append((name, sparing.compile("|".join(map(re.escape, needs)), re.IGNORECASE), _join(words)))
    return tuple(found)


@lru_cache(maxsize=20_000)
def grades_in(words: str) -> tuple[tuple[str, int, int], ...]:
    """(level, start, end) of each seniority word of a job's name, in order.

    "Senior Staff" and "Senior Manager" are one grade: the second word.
    """
    blanked = _ONE_GRADE.sub(lambda match: " " * len(match.group()), words)
    found = [
        (name, match.start(), match.end())
        for name, pattern in _titles(latin_only=not _CJK.search(words))
        for match in pattern.finditer(blanked)
    ]
    return tuple(sorted(found, key=lambda grade: (grade[1], -grade[2])))


@cache
def _numbers() -> Mapping[str, str]:
    """What a number behind a job's name means."""
    return {number: name for name, item in _items().items() for number in item.get("numbers", ())}


_NUMBERED = re.compile(
    r"(?:(?i:engineer|developer|scientist|analyst|architect|designer|programmer|administrator|technician|sde|swe)),? {1,2}(?:(?i:level) )?(I{1,3}|IV|[1-4])(?![\w.%+°]|[/-]\d| ?x | (?:and|or|&|to|-) \d)"
)


def grade_of_number(words: str) -> str | None:
    """The level that a number behind a job's name means, where its words name no grade ("Data Engineer II")."""
    numbered = _NUMBERED.search(words)
    return _numbers()[numbered[1]] if numbered and not grades_in(words) else None


def ungraded(words: str) -> str:
    """The words with those that tell a grade blanked out."""
    for _, first, last in grades_in(words):
        words = words[:first] + " " * (last - first) + words[last:]
    return words


def grades_said(text: str) -> set[str]:
    """Levels that an ad's words ask for ("junior to mid-level roles"), unless denied there."""
    unwrapped = _HARD_WRAP.sub(" ", text)
    found: set[str] = set()
    for name, needs, pattern in _words(latin_only=not _CJK.search(text)):
        for start, end in _around(text, needs):
            for at in pattern.finditer(unwrapped, start, end):
                if not _is_denied(unwrapped, at):
                    found.add(name)
                    found.update(_beside(unwrapped, at))
    return found


def _beside(text: str, said: re.Match[str]) -> set[str]:
    """The grades that stand in one breath with one that is asked for."""
    return {
        level
        for run in runs(text, max(0, said.start() - 30), said.end() + 40)
        if run.start() < said.end() and said.start() < run.end()
        for level, _, _ in grades_in(run.group())
    }


def grades_together(text: str) -> set[str]:
    """Levels that an ad names in one breath ("Midlevel, Senior and Staff"), unless denied there."""
    return {
        level for run in runs(text) if not _is_denied(text, run) for level, _, _ in grades_in(run.group())
    }


def _is_denied(text: str, at: re.Match[str]) -> bool:
    return bool(
        _DENIED.search(text, max(0, at.start() - 40), at.start())
        or _LATER.match(text, at.end())
        or (
            not _SOUGHT.match(text, at.start())
            and _COLLEAGUES.search(text, max(0, at.start() - 110), at.start())
        )
    )


#: Those one deals with: "communicate with managers, designers and junior developers".
_COLLEAGUES = re.compile(
    r"(?<!looking to )\b(?:communicat|work|collaborat|interact|partner)\w{0,6}(?: \w{1,12}){0,2} with\b(?:(?!hir|look|seek|recruit)[^.!?\n]){0,80}$"
    r"|\bPosted by:?\s(?:[\w.'’-]{1,20}\s){1,8}$",  # a recruiter
    re.IGNORECASE,
)
#: What opens another time: "junior positions will be opened later".
_LATER = re.compile(r"(?: (?:positions?|roles?|jobs?))? will (?:be )?open(?:ed)?\b", re.IGNORECASE)
#: A phrase that itself says who is sought: "… with a bakery that is hiring for a senior baker".
_SOUGHT = re.compile(r"hir|look|seek|recruit|search", re.IGNORECASE)
_HARD_WRAP = re.compile(r"(?<=[a-z,])\n(?=[a-z])")  # within a sentence: its phrases go on in the next line


def _around(text: str, needs: sparing.Pattern) -> list[tuple[int, int]]:
    """The stretches of a text that hold one of these words, wide enough for any phrase with it."""
    found: list[tuple[int, int]] = []
    for mark in islice(needs.finditer(text), _MOST_MARKS):
        start, end = max(0, mark.start() - 60), mark.start() + 130
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


_MOST_MARKS = 120  # in one ad


_BOARD_TAG = sparing.compile(r"(?:^|\n)\s{0,3}Seniority level\s{0,3}[:\n]\s{0,3}([A-Za-z -]{4,30}?)\s{0,3}(?:\n|$)")
_BOARD_RANK = sparing.compile(r"Cấp bậc:\s{0,3}([^.:\n]{4,28}?)\s{0,3}(?:Hình thức|\n|$)")


def grades_tagged(text: str) -> set[str]:
    """The level in a board's own footer, where it was copied with the ad ("Seniority level / Entry level")."""
    tag = _BOARD_TAG.search(text) or _BOARD_RANK.search(text)
    return grade_of_field(tag[1]) if tag else set()


def only_grades(words: str) -> set[str]:
    """The levels named by words that say nothing else ("Senior, Junior"); none where they say more."""
    levels = grades_in(words)
    rest = words
    for _, first, last in levels:
        rest = rest[:first] + " " * (last - first) + rest[last:]
    return set() if _MORE.search(_BESIDE.sub("", rest)) else {name for name, _, _ in levels}


_BESIDE = re.compile(r"\b(?:and|or|to|level|roles?|positions?|multiple|engineers?|s[dw]e|all|both|full|part|time|on-?site|remote|too|hires?|welcome|experienced|only|preferred|paid)\b", re.IGNORECASE)
_MORE = re.compile(r"[A-Za-z\u4e00-\u9fff]{3,}")


def grade_of_field(field: str) -> set[str]:
    """The level that a source's own field names, if the shelf knows its word."""
    wanted = {" ".join(part.split()) for part in re.split("[,;]", field.lower())}
    return {name for name, item in _items().items() if not wanted.isdisjoint(item["hints"])}
