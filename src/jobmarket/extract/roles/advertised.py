"""Says which jobs an ad advertises, and the words that prove it.

Never reads a title out of a header line that may hold names of people.
"""

from __future__ import annotations

import re
from dataclasses import replace

from jobmarket.extract.roles.cues import CHAIN
from jobmarket.extract.roles.fields import title_field
from jobmarket.extract.roles.grades import grades_in, ungraded
from jobmarket.extract.roles.job_names import (
    GENERIC,
    LEADER,
    OTHER,
    TITLE_MARKS,
    Heard,
    hear,
    name_job,
    short_items,
)
from jobmarket.extract.roles.openings import openings
from jobmarket.extract.roles.stretches import split_fields
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
        if not kept or _is_joined(kept[-1], item, between):
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


def _is_joined(one: Heard, other: Heard, between: str) -> bool:
    """Whether a title names a second job: "Data Engineer / Data Scientist", "Data Scientist - ML Engineer"."""
    if between.strip() in {"-", "–", "—"}:
        return one.role != other.role and not {one.role, other.role} & {GENERIC, LEADER, OTHER}
    nearest = 45 if between.rstrip().endswith("/") else 30
    return (
        len(between) <= nearest
        and CHAIN.search(between) is not None
        and "(" not in between
        and not re.search(r"\b(?:for|with|in)\b", between)
    )


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
            return tuple(own for mention in _title_mentions(title) for own in split_fields(title, mention))
        listed = openings(text)
        return tuple(listed) or tuple(_title_mentions(title))
    return tuple(openings(text))


def roles(mentions: tuple[RoleMention, ...]) -> tuple[str, ...]:
    """The distinct roles of the mentions, sorted."""
    return tuple(sorted({mention.role for mention in mentions}))


def role_title(text: str, mentions: tuple[RoleMention, ...]) -> str | None:
    """The role as advertised, for community posts: the words that name the first job, at most 120 characters.

    Never the header line itself, which may hold names of people.
    """
    for mention in mentions:
        words = " ".join(mention.surface.split()).strip(" -–—|*#:")
        if words:
            return words[:120]
    return None
