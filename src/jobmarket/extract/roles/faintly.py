"""Reads the jobs of ads that hardly say what they advertise, and of lines that are a name and its link.

Asked only where :mod:`jobmarket.extract.roles.openings` hears nothing surer, or where links stand in a row.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice

from jobmarket.extract.roles import cues
from jobmarket.extract.roles.fields import fields
from jobmarket.extract.roles.job_names import GENERIC, Heard, name_job
from jobmarket.extract.roles.named import hear_at
from jobmarket.extract.roles.sections import Line, before_link
from jobmarket.extract.roles.stretches import chain, own_words, segment_mentions
from jobmarket.records import RoleMention


def linked_mentions(text: str, rows: Sequence[Line], known: Collection[RoleMention]) -> list[RoleMention]:
    """Jobs that lines name which hold nothing but a name and its link, where two and more stand together.

    One of them at least names its job in full or by a trade: "Product: https://…" alone leads to the product.
    Lines of which a job is ``known`` are told already.
    """
    if text.count("://") < 2:
        return []
    found: list[RoleMention] = []
    run: list[RoleMention] = []
    lines = 0
    for line in [*rows[1:], None]:
        if line and line.kind != "header" and text.count("://", line.start, line.end) > 1 and line.end - line.start < 1500:
            found += _before_links(text, line, known)
            continue
        link = before_link(text, line.body, line.end) if line and line.kind == "plain" else 0
        if line and line.body < link < line.end and link - line.body <= 50 and cues.LINKED.match(text, link, line.end):
            lines += 1
            own = [] if any(line.start <= one.start < link for one in known) else segment_mentions(text, line.body, link, allow_short=True)
            run += own if own and own[0].start - line.body < 2 else []
            continue
        if lines > 1 and not all(cues.PAGES.fullmatch(mention.surface) for mention in run):
            found += run
        run, lines = [], 0
    return found


def _before_links(text: str, line: Line, known: Collection[RoleMention]) -> list[RoleMention]:
    """Jobs that a line names each before its link: "Kite Engineer: https://… Wind Engineer: https://…"."""
    found: list[RoleMention] = []
    start = line.body
    for link in islice(_LINK.finditer(text, line.body, line.end), _MOST_LINKS):
        while start < link.start() and not text[start].isalpha():
            start += 1
        if 2 < link.start() - start <= 60 and not any(start <= one.start < link.start() for one in known):
            own = segment_mentions(text, start, link.start(), allow_short=False)
            if len(own) == 1 and own[0].start == start and not cues.LEFT.search(text, own[0].end, link.start()):
                found += own
        start = link.end()
    return found


_LINK = re.compile(r"\(?https?://[^\s)]{1,300}\)?")
_COLLEAGUES_BEFORE = 32
_MOST_LINKS = 24  # of one line


def fallback_mentions(text: str, rows: Sequence[Line]) -> list[RoleMention]:
    """For ads that never say "hiring": "As a … you will", "The … is responsible", a first line that is a title."""
    for line in rows[:_MOST_LINES]:
        if told := _told_to_reader(text, line):
            return told
    for line in rows[:12]:
        for cue in cues.FALLBACK.finditer(text, line.start, min(line.end, line.start + 600)):
            stop = min(line.end, cue.end() + 80)
            heard = hear_at(text, cue.end(), stop)
            if cues.COLLEAGUES.search(text, max(line.start, cue.start() - _COLLEAGUES_BEFORE), cue.start()):
                continue  # "working closely with a project manager"
            if not heard or not heard[0].is_specific or heard[0].start - cue.end() > 30:
                continue
            if not cues.LEFT.search(text[cue.end() : heard[0].start]):
                return chain(text, cue.end(), stop, heard)
    for line in rows[1:4]:
        opening = [item for item in hear_at(text, line.body, min(line.end, line.body + 60)) if item.is_specific][:1]
        if opening and not own_words(text[line.body : opening[0].start]) and cues.ASKED.match(text, opening[0].end):
            return chain(text, line.body, min(line.end, line.body + 80), opening)
    return []


def _told_to_reader(text: str, line: Line) -> list[RoleMention]:
    """The job as whose holder a sentence speaks to its reader, also one that the shelf knows only as another."""
    for cue in cues.AS_A.finditer(text, line.start, line.end):
        you = cues.YOU.search(text, cue.end(), min(line.end, cue.end() + _AS_A))
        heard = hear_at(text, cue.end(), you.start() + 1) if you else []
        if not heard or heard[0].start - cue.end() > _AS_A // 2:
            continue
        first, gap = heard[0], text[cue.end() : heard[0].start]
        if first.is_specific and not cues.LEFT.search(gap):
            return chain(text, cue.end(), first.end, heard[:1])
        if text[cue.end()].isupper() and (not gap or cues.TITLE_CASE.fullmatch(gap)):
            return chain(text, cue.end(), first.end, [Heard(first.role, cue.end(), first.end, False)])
    return []


_MOST_LINES = 40
_AS_A = 100  # characters in which such a sentence comes to its reader


def duty_mentions(text: str) -> list[RoleMention]:
    """For Chinese ads that name no job at all and tell its duties: "岗位职责：1、负责烤箱系统的设计和开发"."""
    head = cues.DUTIES_HEAD.search(text)
    duty = cues.BUILDS.search(text, head.end(), head.end() + _DUTIES) if head else None
    if not duty or cues.BUILDS_MODELS.search(text, duty.start(), duty.end()):
        return []
    return [name_job(text, duty.start(), duty.end(), GENERIC, duty.start(), duty.end(), "text")]


_DUTIES = 240  # characters behind their heading in which duties say what is built


def faint_mentions(text: str, rows: Sequence[Line]) -> list[RoleMention]:
    """For headers that name a language or a field instead of a job: "Acme | Golang | Remote", "某某招前端"."""
    found: list[RoleMention] = []
    for line in rows[:2]:
        end = min(line.end, line.start + 200)
        position = line.body
        for match in [*cues.SEPARATOR.finditer(text, line.body, end), None]:
            stop = match.start() if match else end
            if position > line.body:
                found += segment_mentions(text, position, stop, allow_short=True, faint=True)
            position = match.end() if match else end
        if not found and (end - line.body <= 40 or cues.CUE.search(text, line.body, end)):
            found += [
                name_job(text, start, stop, role, line.body, stop, "text")
                for role, start, stop in fields(text, line.body, end)
            ]
        if found:
            break
    return found
