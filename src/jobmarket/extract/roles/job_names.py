"""Hears names of jobs in a short stretch of text, by the shelf of roles.

Never decides whether the job is on offer: that depends on where the stretch stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from ahocorasick_rs import AhoCorasick

from jobmarket.catalog import shelf
from jobmarket.extract.roles.grades import grades_in
from jobmarket.extract.sparing import Choir, Pattern
from jobmarket.extract.text import encodable
from jobmarket.records import RoleMention

OTHER = "other"
LEADER = "engineering-manager"
GENERIC = "software-engineer"  # the role that a bare "engineer" means

_SPACE = r"[ \u00a0-]"
_LATIN = r"[A-Za-z0-9\u00c0-\u024f\u1e00-\u1eff]"
# Whole words in Latin script; nothing parts Chinese from what it touches ("NLP高级算法"), and boards glue
# the next field to a title ("EngineerVancouver").
EDGE = (
    rf"(?:(?<!{_LATIN})|(?!{_LATIN}))(?:{{}})"
    rf"(?:(?!{_LATIN})|(?<!{_LATIN})|(?-i:(?<=[a-z][a-z][a-z][a-z][a-z])(?=[A-Z])))"
)
_LOOSE = {" ": _SPACE, "é": "[ée]", "è": "[èe]", "ê": "[êe]"}  # titles in capitals often drop accents
# In a Chinese line, English names of jobs are looked for only where one of these stands.
_LATIN_JOB = re.compile(
    r"engin|develop|manag|scien|analy|design|architect|lead|research|program|sre|devops|qa|sde|cto|officer|intern|staff|head of|director|owner|specialist|expert|consultant|recruit|market|sales|writer"
)
_NAMES = Choir(shortest=8, name="job-names")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Heard:
    """A job named at ``start:end`` of a stretch; ``is_specific`` is False for catch-all names of "other"."""

    role: str
    start: int
    end: int
    is_specific: bool


@dataclass(frozen=True, slots=True)
class _Tier:
    """One role's patterns: those that hold Chinese or Japanese words, and the others."""

    role: str
    needs: tuple[str, ...]
    latin: Pattern | None
    cjk: Pattern | None
    is_specific: bool


def expand(pattern: str, words: dict[str, str]) -> str:
    """A shelf pattern as a regular expression: {word} replaced, a space (outside classes) also a hyphen."""
    for _ in range(2):
        for name, value in words.items():
            pattern = pattern.replace("{" + name + "}", value)
    parts: list[str] = []
    inside = False
    previous = ""
    for sign in pattern:
        if sign == "[" and previous != "\\":
            inside = True
        elif sign == "]" and previous != "\\":
            inside = False
        parts.append(sign if inside else _LOOSE.get(sign, sign))
        previous = sign
    return "".join(parts)


def _join(patterns: Sequence[str], words: dict[str, str]) -> Pattern:
    joined = "|".join(expand(pattern, words) for pattern in patterns)
    return Pattern(re.compile(EDGE.format(f"(?:{joined})"), re.IGNORECASE), _NAMES)


@cache
def _tiers() -> tuple[_Tier, ...]:
    """In order of preference: what wins everywhere, then each role in the order of the shelf."""
    items = shelf("roles")
    words = dict(items["words"])
    found: list[_Tier] = []
    for key in ("first", "patterns"):
        for name, item in items["roles"].items():
            if not (patterns := item.get(key)):
                continue
            latin = [pattern for pattern in patterns if not CJK.search(pattern)]
            cjk = [pattern for pattern in patterns if CJK.search(pattern)]
            found.append(
                _Tier(
                    name,
                    tuple(item.get("needs", ())),
                    _join(latin, words) if latin else None,
                    _join(cjk, words) if cjk else None,
                    key == "first" or name != OTHER,
                )
            )
    return tuple(found)


@cache
def _needs() -> tuple[AhoCorasick, list[list[int]]]:
    """Every word that a tier needs, and by its place the tiers that need it."""
    wanting: dict[str, list[int]] = {}
    for number, tier in enumerate(_tiers()):
        for word in tier.needs:
            wanting.setdefault(word, []).append(number)
    return AhoCorasick(list(wanting)), list(wanting.values())


@cache
def _shorts(*, faint: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(role, pattern of a whole item); with ``faint`` also the words that hint at a job only in a list."""
    items = shelf("roles")
    words = dict(items["words"])
    found = []
    for name, item in items["roles"].items():
        patterns = [*item.get("short", ()), *(item.get("faint", ()) if faint else ())]
        if patterns:
            joined = "|".join(expand(pattern, words) for pattern in patterns)
            found.append(
                (name, re.compile(rf"(?:{joined})(?:[ /&+-]{{1,3}}(?:{joined})){{0,2}}", re.IGNORECASE))
            )
    return tuple(found)


def _take(taken: list[Heard], tier: _Tier, pattern: Pattern, segment: str) -> None:
    """Adds what a pattern finds beside what is taken already."""
    position = 0
    while match := pattern.search(segment, position):
        clash = next((item for item in taken if match.start() < item.end and item.start < match.end()), None)
        position = max(match.start() + 1, clash.end if clash else match.end())
        if clash and match.start() < clash.start:
            # "Research Engineer / Research Scientist" is a name that reaches into a taken one, and holds another.
            match = pattern.exact.match(segment, match.start(), clash.start)
            clash = None
        if match and clash is None:
            taken.append(Heard(tier.role, match.start(), match.end(), tier.is_specific))


@lru_cache(maxsize=20_000)
def hear(segment: str) -> tuple[Heard, ...]:
    """Every job named in a short stretch, in order; where two overlap, the preferred one.

    The catch-all names of "other" are heard only where nothing else is.
    """
    lowered = segment.lower()
    has_cjk = bool(CJK.search(segment))
    has_latin = not has_cjk or bool(_LATIN_JOB.search(lowered))
    taken: list[Heard] = []
    words, wanting = _needs()
    found = {word for word, _, _ in words.find_matches_as_indexes(encodable(lowered), overlapping=True)}
    present = {number for word in found for number in wanting[word]}
    for number, tier in enumerate(_tiers()):
        if tier.needs and number not in present:
            continue
        if not tier.is_specific and taken:
            continue
        for pattern in (tier.cjk if has_cjk else None, tier.latin if has_latin else None):
            if pattern is not None:
                _take(taken, tier, pattern, segment)
    return tuple(sorted(taken, key=lambda item: item.start))


def hear_whole(words: str) -> bool:
    """Whether words, an item of a list, end in a catch-all name of "other": "Bioinformatics Scientist"."""
    return any(item.role == OTHER and item.end == len(words) for item in hear(words))


# "AI/ML" and "UI/UX" are one field.
LIST_MARKS = re.compile(r"\s*(?:[,，、;；|&+]|(?:(?<!\bai)(?<!\bml)|(?!/(?:ai|ml)\b))(?:(?<!\bui)(?<!\bux)|(?!/u[ix]\b))/|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b|和|或|及)\s*", re.IGNORECASE)
TITLE_MARKS = re.compile(r"\s*(?:[,，、/;；|&+:：()（）]|\s[-–—]\s|\band\b|\bor\b|\bund\b|\boder\b)\s*", re.IGNORECASE)


_POSTS = re.compile(r"(?<=\w) {1,2}(?:roles?|positions?|jobs?|openings?)$|(?<=[\w)）]) ?JD$", re.IGNORECASE)
_UNIT = re.compile(r"\dk?\s?/\s?$", re.IGNORECASE)  # "$70/hr" is an hour's pay


def short_items(
    text: str, start: int, end: int, marks: re.Pattern[str] = LIST_MARKS, *, faint: bool
) -> Iterator[tuple[str, int, int, int]]:
    """Jobs named without a job word, where whole items of a list are such names ("Frontend, Backend, ML").

    Args:
        marks: what parts the items.
        faint: also languages ("Golang, Rust"), which name a job only in a list of openings.

    Yields:
        role, start of the item, start and end of the name.
    """
    position = start
    pieces = [match.span() for match in marks.finditer(text, start, end)]
    for stop, following in [*pieces, (end, end)]:
        begin, finish = position, stop
        position = following
        while begin < finish and (text[begin].isspace() or text[begin] in "-*•·#>【（([.:：~"):
            begin += 1
        while finish > begin and (text[finish - 1].isspace() or text[finish - 1] in "*)）】].。!！:：等岗位"):
            finish -= 1
        words = text[begin:finish]
        if not 1 < len(re.split(r"[(（]", words, maxsplit=1)[0]) <= 40 or len(words) > 90 or _UNIT.search(text, max(0, begin - 6), begin):
            continue
        bare = words
        for _, first, last in grades_in(words):
            bare = bare[:first] + " " * (last - first) + bare[last:]
        bare = re.split(r"[(（]", bare, maxsplit=1)[0] if bare.lstrip()[:1] not in "(（" else bare
        offset = len(bare) - len(bare.lstrip(" .()/-"))
        core = _POSTS.sub("", bare.strip(" .()/-"))
        for role, pattern in _shorts(faint=faint):
            if core and pattern.fullmatch(core):
                yield role, begin, begin + offset, begin + offset + len(core)
                break


_TOKEN_BEFORE = re.compile(r"(?<![A-Za-z0-9])(?!(?<=[\u4e00-\u9fff])/)([A-Za-z.#+&/][A-Za-z.#+]{0,14})[ \u00a0/-]{1,2}$")


@cache
def _modifiers() -> frozenset[str]:
    return frozenset(shelf("roles")["modifiers"]["words"])


def tells_kind(name: str) -> bool:
    """Whether a name says what its engineers build or with what: "web developers", not "talented developers"."""
    return not _modifiers().isdisjoint(re.split(r"[\s/]", name.lower()))


_DOTTED = re.compile(r"(?<![A-Za-z0-9.])[A-Za-z]{2,12}\.$")  # "React.", of which a pattern heard "js Developer"


def widen(text: str, start: int, floor: int) -> int:
    """Where a name begins with the words that belong to it ("Full Stack | Engineer"), not before ``floor``."""
    reached = dotted.start() if (dotted := _DOTTED.search(text, max(floor, start - 20), start)) else start
    for _ in range(6):
        match = _TOKEN_BEFORE.search(text, max(floor, reached - 20), reached)
        if not match or match.group(1).lower() not in _modifiers():
            break
        reached = match.start()
    if text[reached : reached + 3].lower() == "on ":
        reached += 3  # "hands-on engineers", but "keen on engineers"
    while reached < start and not text[reached].isalnum() and text[reached] != ".":
        reached += 1
    return reached


_PARTED = re.compile(r"[,|;:\[—–。，】]|、(?! ?(?:[初中高]|资深|实习|应届|专家))|\band\b(?! ?\w{0,4}-?level)| - |[^)]\(")
_CLOSED = re.compile(r"\s*(?:$|[)\]）】,，|/;:\n+&–—]|\.(?!\w)|- |[-－](?=[\u4e00-\u9fff])|level\b|and\b|or\b)", re.IGNORECASE)
_FIELD = re.compile(r"(?<![\u4e00-\u9fff])(?![\u4e00-\u9fff]*[招聘名位的需])[\u4e00-\u9fff]{2,6}$")  # "验证工程师"
_JOINED = re.compile(r"[\s,(/\-–—（【\[]{1,3}")


#: What a bracket that is opened or closed elsewhere leaves before a name: "[Roles: [Kite Engineer, …]", "Back (& Senior) Engineer".
_UNOPENED = re.compile(r"[\[(](?=[^\])]{1,60}$)|[^\[(\])]{1,30}[\])]\s?(?=\w)")


def name_job(
    text: str, start: int, end: int, role: str, floor: int, ceiling: int, where: Literal["text", "title"]
) -> RoleMention:
    """A mention widened to the words that belong to it, within ``floor:ceiling``."""
    new_start = widen(text, start, floor)
    if text[start:end] == "工程师" and (field := _FIELD.search(text, floor, start)):
        new_start = field.start()
    if text[max(floor, new_start - 2) : new_start + 1] in ("R&D", "r&d"):
        new_start -= 2
    begin = max(floor, new_start - 60)
    graded = [
        (name, begin + first, begin + last)
        for name, first, last in grades_in(text[begin : min(ceiling, end + 40)])
    ]
    before = [
        grade for grade in graded if grade[2] <= new_start and not _PARTED.search(text[grade[2] : new_start])
    ]
    within = [grade for grade in graded if grade[1] < end and grade[2] > new_start]
    after = [
        grade
        for grade in graded
        if grade[1] >= end and _JOINED.fullmatch(text[end : grade[1]]) and _CLOSED.match(text, grade[2])
    ]
    if before:
        new_start = min(grade[1] for grade in before)
        while new_start > floor and text[new_start - 1] in "([（":
            new_start -= 1
    named = [*before, *within, *after]
    end = new_start + len(text[new_start:end].rstrip())
    if text.count("]", new_start, end) > text.count("[", new_start, end) and (opened := text.rfind("[", max(0, new_start - 30), new_start)) >= 0:
        new_start = opened  # "[Junior - Senior] Kite Engineer"
    new_start += len(cut[0]) if (cut := _UNOPENED.match(text, new_start, end)) else 0
    if text[end : end + 1] in {")", "）"} and text.count(text[end], new_start, end) < sum(map(text[new_start:end].count, "(（")):
        end += 1  # what a bracket opened in the name belongs to it whole
    return RoleMention(role, text[new_start:end], new_start, end, where, named[0][0] if named else None)
