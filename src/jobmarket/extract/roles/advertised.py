"""Says which jobs an ad advertises, how senior they are, and the words that prove it.

Never tells seniority from years of experience, and never reads a title out of a header line that may
hold names of people.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from jobmarket.extract import sparing
from jobmarket.extract.roles.cues import CHAIN, SEPARATOR
from jobmarket.extract.roles.grades import (
    grade_of_field,
    grades_in,
    grades_said,
    grades_tagged,
    only_grades,
    ungraded,
)
from jobmarket.extract.roles.job_names import (
    GENERIC,
    LEADER,
    OTHER,
    TITLE_MARKS,
    Heard,
    hear,
    name_job,
    short_items,
    title_field,
)
from jobmarket.extract.roles.openings import openings
from jobmarket.records import RoleMention

_LONGEST = 220  # characters of a title that are read
_LEADS = re.compile(r"lead|manager|architect", re.IGNORECASE)
_MULTIPLE = re.compile(
    r"\b(?:multiple|various|several|many|all|open) (?:\w+ )?(?:roles|positions|openings|jobs)\b|多个(?:岗位|职位)",
    re.IGNORECASE,
)


def _title_mentions(title: str) -> list[RoleMention]:
    """The job(s) of a title: the first one named, and those joined to it by "/", "and" and the like."""
    segment = title[:_LONGEST]
    heard = list(hear(segment))
    if any(item.is_specific and item.role != OTHER for item in heard):
        heard = [item for item in heard if item.is_specific]
    if len(heard) > 1 and heard[0].role == GENERIC and _LEADS.search(segment[heard[0].start : heard[0].end]):
        led = [item for item in heard[1:] if item.role not in (OTHER, GENERIC)]
        if led:  # "Technical Lead (Data Engineer)": what is led is the job
            heard = [replace(led[0], start=heard[0].start), *led[1:]]
    if len(heard) > 1 and heard[0].role == GENERIC and ungraded(segment[heard[0].start : heard[0].end]).strip().isalpha():
        meant = [item for item in heard[1:] if item.role not in (OTHER, GENERIC)]
        if meant and segment[meant[0].start - 1] == "(":  # "Staff Engineer (Data Engineer)" says what it is
            heard = meant
    if len(heard) > 1 and heard[0].role == GENERIC and heard[1].role not in (OTHER, GENERIC, LEADER):
        between = segment[heard[0].end : heard[1].start]
        if between.strip() in {"-", "–", "—"}:  # "Software Developer - Data Engineer": the surer name
            heard = heard[1:]
    if any(item.role != GENERIC for item in heard):  # "Développeur / Développeuse IA", "Scientist / Engineer"
        heard = [
            item for item in heard if item.role != GENERIC or not segment[item.start : item.end].isalpha()
        ]
    kept: list[Heard] = []
    for item in heard:
        between = segment[kept[-1].end : item.start] if kept else ""
        if kept and _is_same_job(segment, kept[-1], item, between):
            continue
        if not kept or (
            len(between) <= 30
            and CHAIN.search(between)
            and "(" not in between
            and not re.search(r"\b(?:for|with|in)\b", between)
        ):
            kept.append(item)
    if not kept:
        named = short_items(segment, 0, len(segment), TITLE_MARKS, faint=True)
        kept = [Heard(role, start, end, True) for role, _, start, end in named][:3]
        if len(kept) > 1:  # "Data & Analytics": the word for everything names no job beside a surer one
            kept = [item for item in kept if segment[item.start : item.end].lower() != "data"] or kept
    if not kept and (field := title_field(segment)):
        kept = [field]
    if not kept:
        core = title.strip()[:_LONGEST]
        at = title.index(core)
        kept = [Heard(OTHER, at, at + len(core), False)]
    if kept[0].role != OTHER:  # "Data Scientist / Sales Engineer": the shelf's job is the one on offer
        kept = [item for item in kept if item.role != OTHER]
    found = []
    for number, item in enumerate(kept):
        floor = kept[number - 1].end if number else 0
        ceiling = kept[number + 1].start if number + 1 < len(kept) else len(segment)
        mention = name_job(title, item.start, item.end, item.role, floor, ceiling, "title")
        if mention.seniority is None and len(kept) == 1 and (levels := grades_in(segment)):
            mention = RoleMention(
                mention.role, mention.surface, mention.start, mention.end, "title", levels[0][0]
            )
        found.append(mention)
    return found


_ACCENTS = str.maketrans("éèêÉÈÊ", "eeeEEE")


def _is_same_job(title: str, one: Heard, other: Heard, between: str) -> bool:
    """Whether a title names a job a second time: for the other sex, or by the team behind a comma."""
    if one.role != other.role:
        return False
    if one.role == OTHER and not other.is_specific and between.strip() == ",":
        return True  # "Analyst, Sales Operations"
    first, second = (
        title[item.start : item.end].casefold().translate(_ACCENTS).split()[0] for item in (one, other)
    )
    return (
        between.rstrip().endswith("/")
        and first != second
        and len(first) > 5
        and len(second) > 5
        and first[: min(len(first), len(second)) - 4] == second[: min(len(first), len(second)) - 4]
        and first.endswith(_SEXES)
        and second.endswith(_SEXES)
    )


#: What a job's name ends in for a man or a woman: "Statisticien / Statisticienne", "Développeur/Développeuse".
_SEXES = ("eur", "euse", "rice", "ien", "ienne", "ier", "iere", "ant", "ante", "iste", "ste", "er", "erin", "e")


def role_mentions(text: str, *, title: str | None = None) -> tuple[RoleMention, ...]:
    """The jobs an ad advertises, each with the words that name it, in order of appearance.

    With a ``title`` field the title alone speaks (and the text only where the title says "multiple
    roles"); every titled ad has at least one role, ``other`` where it is none of the shelf's.  Without
    one the header, headings, lists of openings and sentences that hire are read.
    """
    if title and title.strip():
        if not _MULTIPLE.search(title[:_LONGEST]):
            return tuple(_title_mentions(title))
        listed = openings(text)
        return tuple(listed) or tuple(_title_mentions(title))
    return tuple(openings(text))


_BARRED = re.compile(r"\s{1,4}\|[^\n]{10,400}(?=\n)")
_SAME_JOB = re.compile(r"\s?[/、]\s?(?:高级|资深)工程师")
_FIELD = re.compile(r"[\u4e00-\u9fff]{2,4}(?<![师员理监家人])")  # "前端", in a list of fields
#: A heading over jobs, which it stands for: "技术岗位：".
_COLLECTIVE = re.compile(r"(?:技术|研发|开发|工程)类?岗位?")
_WORK = re.compile(r"开发|研发|工程师|岗位?$|方向$")  # "java开发" and "java研发工程师" are one name
_SHAPE = re.compile(r"[^\w+#]|s\b")


def _core(mention: RoleMention) -> str:
    """The name of a job without its grade, plural and punctuation."""
    words = _SHAPE.sub("", ungraded(mention.surface.casefold()))
    return _WORK.sub("", words) or words


def _length(mention: RoleMention, cores: dict[RoleMention, str]) -> int:
    """How much of a job a name tells: "前端" less than "前端工程师", a grade nothing."""
    return len(cores[mention]) + (0 if mention.surface.isascii() else len(ungraded(mention.surface).strip()))


def each_once(mentions: tuple[RoleMention, ...], text: str) -> tuple[RoleMention, ...]:
    """The openings without those named again: a header's jobs that the body names too.

    Where the body names several jobs that the header's words cover ("Engineers", "DevOps"), these stand; where
    it names one, the fuller name stands, the header's where both are the same.  Jobs of one name in the body
    are several openings.
    """
    # "前端开发工程师/高级工程师" is one job at two grades
    mentions = tuple(
        one
        for number, one in enumerate(mentions)
        if not (
            number
            and _SAME_JOB.fullmatch(text, mentions[number - 1].end, one.end)
            and mentions[number - 1].surface.endswith("工程师")
        )
    )
    first = text.find("\n", len(text) - len(text.lstrip()))
    end = first if first >= 0 else len(text)
    if second := _BARRED.match(text, end):  # the name stood alone, and the bars below it
        end = second.end()
    cores = {mention: _core(mention) for mention in mentions if mention.where == "text"}
    dropped: set[RoleMention] = {
        one
        for one in cores
        if _COLLECTIVE.fullmatch(one.surface)
        and any(other.role == one.role and other is not one and not _COLLECTIVE.fullmatch(other.surface) for other in cores)
    }
    named: set[tuple[str, str, str | None]] = set()
    for head in (mention for mention in cores if mention.start < end or _FIELD.fullmatch(mention.surface)):
        whole = (head.role, cores[head], head.seniority)
        if whole in named:  # the header goes on as prose and says it again
            dropped.add(head)
        named.add(whole)
        same = [
            body
            for body in cores
            if body.start >= end
            and body is not head
            and body not in dropped
            and body.role == head.role
            and (cores[head] in cores[body] or cores[body] in cores[head])
        ]
        if len(same) > 1 or (same and _length(head, cores) < _length(same[0], cores)):
            dropped.add(head)
        else:
            dropped.update(same)
    return tuple(mention for mention in mentions if mention not in dropped)


def roles(mentions: tuple[RoleMention, ...]) -> tuple[str, ...]:
    """The distinct roles of the mentions, sorted."""
    return tuple(sorted({mention.role for mention in mentions}))


def seniority(
    mentions: tuple[RoleMention, ...], text: str, hint: str | None = None, *, title: str | None = None
) -> tuple[str, ...]:
    """The levels an ad asks for, sorted: of the jobs' names, else of the ad's words, else of the source's field.

    Args:
        mentions: the jobs advertised, as :func:`role_mentions` gives them.
        text: the ad.
        hint: the source's own seniority field, if it has one.
        title: the job's title, which may name a second level beside the job ("Developer (Mid - Senior)").
    """
    found = {mention.seniority for mention in mentions if mention.seniority}
    for mention in mentions:
        found.update(level for level, _, _ in grades_in(mention.surface))
        if mention.where == "text" and (beside := _BESIDE.match(text, mention.end)):
            found.update(only_grades(beside[1] or beside[2] or beside[3]))
    if found and title and any(mention.where == "title" for mention in mentions):
        found.update(
            level
            for level, start, end in grades_in(title[:_LONGEST])
            if not _RANK.search(title[:_LONGEST], start, end)
        )
    if not any(mention.where == "title" for mention in mentions):
        found.update(grades_said(text))
        found.update(_header_levels(text))
        found.update(_named_levels(text))
    elif not found:
        found.update(grades_said(text))
    if not found and hint:
        found.update(grade_of_field(hint))
    if not found:
        found.update(grades_tagged(text))
    return tuple(sorted(level for level in found if level))


#: A bank's rank or somebody's office in a title that already tells the level: "Senior Analyst - Vice President".
_RANK = re.compile(r"president|\bc[a-z]o\b|\bvp\b", re.IGNORECASE)

#: Levels in brackets or behind a slash after a job's name: "NLP Engineers (Senior, Junior)", "Team Lead/Manager".
_BESIDE = re.compile(
    r"\s?(?:[(（]([^()（）\n]{2,30})[)）]|/\s?([A-Za-z]{4,10})(?![A-Za-z])|,\s?([A-Z][A-Za-z +&/]{2,30}?)(?=\s?[(\n,]|$))"
)


#: A job's name in capitals with its grade, wherever an ad without a title lists its openings.
_GRADED_NAME = sparing.compile(
    r"(?<![\w-])(?:Senior|Sr\.?|SENIOR|Junior|Jr\.?|Lead|Staff|Principal|Mid-?[Ll]evel|Entry[ -][Ll]evel|Head of|Director of|VP of)"
    r"[ /,-]{1,3}(?:(?:[A-Z0-9][\w/+.#&-]{0,20}|and|&|of|-) ){0,5}?"
    r"(?:[A-Z][\w/-]{0,20})?(?:Engineer|Developer|Scientist|Analyst|Manager|Designer|Architect|Researcher|Engineering|Product|Design|Dev|SRE|SWE|MLE|Marketing|Data|Accountant|Executive|Recruiter|Programmer|Consultant|Specialist|Teacher|Writer|Administrator|Strategist|Counsel|Representative|Associate|QA\b|Automation\b)"
)
#: Before such a name: who is no opening but somebody's boss, past or colleague.
_SOMEBODY = re.compile(
    r"(?:\b(?:by|our|with|former(?:ly)?|ex|was|am|I['’]m|from|me|my|to|contact|mentor\w*|than|other)\s(?:an?\s|the\s)?|(?<=\w)[@-]"
    r"|(?:^|\n|\b(?:to|by|with|from|is|am|our)\s)\W{0,4}(?-i:(?:[A-Z][\w.'’-]{1,20}\s){0,2}[A-Z][\w.'’-]{1,20}),\s)$",
    re.IGNORECASE,
)


def _named_levels(text: str) -> set[str]:
    """Levels of the jobs named in capitals anywhere in an ad without a title."""
    found: set[str] = set()
    for named in islice(_GRADED_NAME.finditer(text), _MOST_NAMES):
        if not _SOMEBODY.search(text, max(0, named.start() - 70), named.start()):
            found.update(level for level, _, _ in grades_in(named.group())[:2])
    return found


_MOST_NAMES = 60  # more openings than any ad lists


def _header_levels(text: str) -> set[str]:
    """Levels that stand alone between a header's separators: "Acme | Sr./Principal/Staff | Remote"."""
    end = text.find("\n", 0, 400)
    header = text[: end if end >= 0 else 400]
    found: set[str] = set()
    items = [item for segment in SEPARATOR.split(header)[1:] for item in (segment, *segment.split(","))]
    for segment in items:
        if len(segment) <= 60:
            found |= only_grades(segment) or _leading_grade(segment)
    return found


def _leading_grade(item: str) -> set[str]:
    """The grade that opens a header's item names a job's, whatever the job is called: "Senior Ruby on Rails"."""
    opening = item.lstrip(" (*")
    return {level for level, start, _ in grades_in(opening) if start == 0 and level in ("senior", "entry", "intern")}


def role_title(text: str, mentions: tuple[RoleMention, ...]) -> str | None:
    """The role as advertised, for community posts: the words that name the first job, at most 120 characters.

    Never the header line itself, which may hold names of people.
    """
    for mention in mentions:
        words = " ".join(mention.surface.split()).strip(" -–—|*#:")
        if words:
            return words[:120]
    return None
