"""Says which jobs an ad advertises, how senior they are, and the words that prove it.

Never tells seniority from years of experience, and never reads a title out of a header line that may
hold names of people.
"""

from __future__ import annotations

import re
from dataclasses import replace

from jobmarket.extract.roles.grades import grade_of_field, grades_in, grades_said
from jobmarket.extract.roles.job_names import GENERIC, OTHER, TITLE_MARKS, Heard, hear, name_job, short_items
from jobmarket.extract.roles.openings import CHAIN, SEPARATOR, openings
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
    if any(item.role != GENERIC for item in heard):  # "Développeur / Développeuse IA", "Scientist / Engineer"
        heard = [
            item for item in heard if item.role != GENERIC or not segment[item.start : item.end].isalpha()
        ]
    kept: list[Heard] = []
    for item in heard:
        between = segment[kept[-1].end : item.start] if kept else ""
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
    if not kept:
        core = title.strip()[:_LONGEST]
        at = title.index(core)
        kept = [Heard(OTHER, at, at + len(core), False)]
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


def roles(mentions: tuple[RoleMention, ...]) -> tuple[str, ...]:
    """The distinct roles of the mentions, sorted."""
    return tuple(sorted({mention.role for mention in mentions}))


def seniority(mentions: tuple[RoleMention, ...], text: str, hint: str | None = None) -> tuple[str, ...]:
    """The levels an ad asks for, sorted: of the jobs' names, else of the ad's words, else of the source's field.

    Args:
        mentions: the jobs advertised, as :func:`role_mentions` gives them.
        text: the ad.
        hint: the source's own seniority field, if it has one.
    """
    found = {mention.seniority for mention in mentions if mention.seniority}
    for mention in mentions:
        found.update(level for level, _, _ in grades_in(mention.surface))
    if not any(mention.where == "title" for mention in mentions):
        found.update(grades_said(text))
        found.update(_header_levels(text))
    if not found and hint:
        found.update(grade_of_field(hint))
    return tuple(sorted(level for level in found if level))


def _header_levels(text: str) -> set[str]:
    """Levels that stand alone between a header's separators: "Acme | Sr./Principal/Staff | Remote"."""
    end = text.find("\n", 0, 400)
    header = text[: end if end >= 0 else 400]
    found: set[str] = set()
    items = [item for segment in SEPARATOR.split(header)[1:] for item in (segment, *segment.split(","))]
    for segment in items:
        levels = grades_in(segment) if len(segment) <= 60 else ()
        rest = segment
        for _, first, last in levels:
            rest = rest[:first] + " " * (last - first) + rest[last:]
        if levels and not re.search(
            r"[A-Za-z\u4e00-\u9fff]{3,}",
            re.sub(r"(?i)\b(?:and|or|to|level|roles?|positions?|multiple|engineers?|all)\b", "", rest),
        ):
            found.update(name for name, _, _ in levels)
    return found


def role_title(text: str, mentions: tuple[RoleMention, ...]) -> str | None:
    """The role as advertised, for community posts: the words that name the first job, at most 120 characters.

    Never the header line itself, which may hold names of people.
    """
    for mention in mentions:
        words = " ".join(mention.surface.split()).strip(" -–—|*#:")
        if words:
            return words[:120]
    return None
