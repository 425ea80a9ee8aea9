"""Divides an ad into header, headings, list items and prose, and gives each mention the job it belongs to.

Never reads what a job or a technology is called: it is told where they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from jobmarket.records import Mention, RoleMention

LineKind = Literal["header", "heading", "item", "plain"]

_HEADING_CHARS = 120  # emphasis is also put on whole paragraphs
_HEADER_CHARS = 400  # longer first lines are whole ads written without a line break
_MARKUP = re.compile(r"[\s\-*•·–—#>+~_=|○●◦▪►➤→✅✔☞※◆■□★☆📌🔥👉🚀💼‣∙【\[「`]{0,20}")
_NUMBER = re.compile(
    r"(?:[(（]?(?:\d{1,2}|[a-hA-H]|[一二三四五六七八九十]{1,2})[.)）、:：](?!\d)\s{0,3}|\d️⃣\s{0,3})"
)
_ITEM = re.compile(
    r"(?:>\s?){0,3}\s{0,12}(?:[-*•·–—+○●◦▪►➤→✅✔☞‣∙◆■][\s]{0,4}\S|\(?\d{1,2}[.)、）]|[一二三四五六七八九十]{1,2}、)"
)
_HEADING = re.compile(r"(?:>\s?){0,3}\s{0,6}(?:#{1,6}\s|\*\*|__|【|\[[^\]\n]{2,40}\]|「)")
_GENERAL = re.compile(
    r"(?:our |the |your |current )?(?:full )?(?:tech(?:nology|nical|nologies)? ?(?:stack|we use|environment)?|stack|tools we use|about (?!the (?:role|job|position))"
    r"|who we are|what we do|why (?:us|join|work)|company|benefits?\b|perks|compensation|salary|we offer|what we offer|how to apply|to apply|apply\b"
    r"|interested|contact|please (?:apply|send|email)|send (?:us|your)|email|e-mail|more (?:info|details|about)|see (?:all|more|our)|other (?:roles|positions)"
    r"|all (?:of )?(?:our |the )?(?:roles|positions|engineers|openings)|for (?:all|more|both)|location|if (?:you|this)|feel free|learn more|check out|interview process|feel free"
    r"|公司(?:简介|介绍|福利)|福利|联系|投递|简历|薪资福利|技术栈|团队介绍|关于我们|工作地点|公司地址|其他|面试流程|über uns|wir bieten|à propos|avantages|phúc lợi|quyền lợi|liên hệ)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an ad, blank ones left out: ``start:end`` in the text, ``body`` where its words begin."""

    start: int
    end: int
    body: int
    kind: LineKind


def lines(text: str) -> list[Line]:
    """The lines of an ad that hold something, in order.  The first one is its header.

    A line that only goes on with the one before it, where a page has wrapped the text, is part of that one.
    ``body`` lies after list marks, numbers and emphasis ("- **1. Data …" begins at "Data").
    """
    rows: list[Line] = []
    position = 0
    raws = text.split("\n")
    width = _width(raws)
    for raw in raws:
        start, end = position, position + len(raw)
        position = end + 1
        if not raw.strip():
            continue
        if rows and _goes_on(text, rows[-1], start, width):
            rows[-1] = replace(rows[-1], end=end)
            continue
        body = _body(text, start, end)
        kind: LineKind = "plain"
        if not rows:
            kind = "header"
        elif len(raw) <= _HEADING_CHARS and "。" not in raw and _HEADING.match(text, start, end):
            kind = "heading"
        elif _ITEM.match(text, start, end):
            kind = "item"
        rows.append(Line(start, end, body, kind))
    return rows


_WRAPPED_FROM = 45
"""Characters: shorter lines are items of lists rather than sentences that a page has wrapped."""
_WRAPPED_TO = 90
_WRAPPED_LINES = 5
_SMALL = re.compile(r"\n {0,6}(?![\w /-]{1,20}:)[a-z]")
_NEXT_WORD = re.compile(r"\n {0,6}(?=[A-Z])[\w/&-]+")


def _width(raws: Sequence[str]) -> int:
    """Where a page has wrapped the text, the characters of its longest line; 0 where it did not."""
    longest = max(map(len, raws))
    near = sum(len(raw) > longest * 0.8 for raw in raws)
    return longest if _WRAPPED_FROM < longest <= _WRAPPED_TO and near >= _WRAPPED_LINES else 0


def _goes_on(text: str, line: Line, start: int, width: int) -> bool:
    """Whether the line that begins at ``start`` only goes on with the sentence of the one before it."""
    last = text[line.end - 1]
    if line.kind == "header" or line.end != start - 1 or not (last.isalnum() or last in ",&/"):
        return False
    length = line.end - max(line.start, text.rfind("\n", 0, line.end) + 1)
    if length >= _WRAPPED_FROM and (last.islower() or last in ",&") and _SMALL.match(text, line.end):
        return True
    # A word that would have stood on the line before it, had there been room, begins a line of its own.
    word = _NEXT_WORD.match(text, line.end) if width else None
    return word is not None and length + len(word[0].split()[0]) + 1 > width


def _body(text: str, start: int, end: int) -> int:
    """Where the words of a line begin."""
    position = start
    for _ in range(2):
        marked = _MARKUP.match(text, position, end)
        position = marked.end() if marked else position
        numbered = _NUMBER.match(text, position, end)
        position = numbered.end() if numbered else position
    return min(position, end)


_LINK = re.compile(r"[\s,:–—-]{0,4}(?:https?://|\]\()")
_BULLET = re.compile(r"(?<=\s)[*•●▪]\s{1,2}(?=[A-Z(])")
_DASHES = re.compile(r"(?<=\s)--\s{1,2}(?=[A-Z(])")
_DASH = re.compile(r"(?<=\s)-\s{1,2}(?=[A-Z(])")
_COUNTED = re.compile(r"(?<=[;；,，、。:：\s])\d{1,2}[、.．)）]\s{0,2}(?=[^\d\s])")
_MOST_ITEMS = 24  # of one line


def inline_items(text: str, line: Line) -> list[Line]:
    """A line that has lost its line breaks ("… roles: * Data Scientist * Product Designer") as the items it holds.

    An item that repeats its own mark holds several ("* Backend Developers * QA Engineer").  Numbers count as
    marks where a colon announces them ("招聘岗位：1、前端；2、后端") or where they count up from one.
    """
    if line.kind == "header" or line.end - line.start < 40:
        return [line]
    marks = list(islice(_BULLET.finditer(text, line.body, line.end), _MOST_ITEMS))
    if len(marks) < 2 and not (marks and text[line.start] == text[marks[0].start()]):
        marks = _own_marks(text, line) or _dashes(text, line) or list(islice(_COUNTED.finditer(text, line.body, line.end), _MOST_ITEMS))
        announced = len(marks) > 2 and text[marks[0].start() - 1] in ":："
        if not marks or not (text[marks[0].start()] == "-" or announced or _counts_up(text, line, marks)):
            return [line]
    first = Line(line.start, marks[0].start(), line.body, line.kind)
    ends = [mark.start() for mark in marks[1:]] + [line.end]
    items = [Line(mark.end(), end, mark.end(), "item") for mark, end in zip(marks, ends, strict=True)]
    return [first, *items] if text[first.body : first.end].strip() else items


def _own_marks(text: str, line: Line) -> list[re.Match[str]]:
    """The dashes of an item that begins with one, where at least two more follow."""
    if text[line.start] != "-":
        return []
    marks = list(islice(_DASH.finditer(text, line.body, line.end), _MOST_ITEMS))
    return marks if len(marks) > 1 else []


def _dashes(text: str, line: Line) -> list[re.Match[str]]:
    """The double dashes of a line, where there are three and more."""
    marks = list(islice(_DASHES.finditer(text, line.body, line.end), _MOST_ITEMS)) if text.count(" -- ", line.body, line.end) > 2 else []
    return marks if len(marks) > 2 else []


def _counts_up(text: str, line: Line, marks: Sequence[re.Match[str]]) -> bool:
    """Whether the numbers within a line go on from one: "1. Data Scientist 2. Data Engineer 3. Designer"."""
    numbers = [int(mark.group().rstrip("、.．)） \t")) for mark in marks]
    if text[line.start : line.body].strip(" \t(（.)）、:：") == "1":
        numbers.insert(0, 1)
    if any(text[mark.end()].islower() for mark in marks):
        return False  # sentences are numbered too
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def introduction(text: str, line: Line) -> str:
    """The first and last words of a line that what follows may belong to."""
    if line.end - line.body <= 160:
        return text[line.body : line.end]
    return text[line.body : line.body + 100] + " … " + text[line.end - 60 : line.end]


def before_link(text: str, start: int, end: int) -> int:
    """Where the words of an item end: before the link it carries, if it has one."""
    if text.find("://", start, end) < 0 and text.find("](", start, end) < 0:
        return end
    link = _LINK.search(text, start, end)
    return link.start() if link else end


@dataclass(frozen=True, slots=True)
class _Section:
    start: int
    end: int
    roles: tuple[str, ...]


def attribute(
    text: str, roles: tuple[RoleMention, ...], mentions: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """The mentions again, each with the advertised roles it belongs to.

    A mention counts for the role named before it on its line, else for the job whose section it
    stands in, else for the roles of the header, else for the only role of the ad; where none of these
    tells, ``roles`` stays empty.  Mentions in a title or skill list have no section.
    """
    names = tuple(sorted({role.role for role in roles}))
    if not mentions or not names:
        return mentions
    if len(names) == 1:
        return tuple(replace(mention, roles=names) for mention in mentions)
    rows = lines(text)
    here = sorted((role for role in roles if role.where == "text"), key=lambda role: role.start)
    header_end = min(rows[0].end, rows[0].start + _HEADER_CHARS) if rows else 0
    for line in rows[1:4]:  # a second header line: "Acme | Data Scientist | …" once for each job
        if "|" not in text[line.start : line.end]:
            break
        header_end = min(line.end, line.start + _HEADER_CHARS)
    heads = {role.role for role in roles if role.where == "title" or role.start < header_end}
    default = tuple(sorted(heads))
    sections = _sections(text, rows, [role for role in here if role.start >= header_end])
    starts = [section.start for section in sections]
    line_starts = [line.start for line in rows]
    found: list[Mention] = []
    for mention in mentions:
        own: tuple[str, ...] = default
        if mention.where == "text":
            index = bisect_right(line_starts, mention.start) - 1
            before = (
                [role for role in here if rows[index].start <= role.start <= mention.start < rows[index].end]
                if index >= 0
                else []
            )
            at = bisect_right(starts, mention.start) - 1
            if before and (rows[index].kind != "header" or _is_same_item(text, before[-1], mention)):
                own = (before[-1].role,)
            elif at >= 0 and mention.start < sections[at].end:
                own = sections[at].roles
        found.append(replace(mention, roles=own))
    return tuple(found)


def _is_same_item(text: str, role: RoleMention, mention: Mention) -> bool:
    """Whether a header names the technology in the same item as the job: "ML Engineer (PyTorch) | …"."""
    between = text[role.end : mention.start]
    return len(between) <= 80 and "|" not in between and "\n" not in between


def _sections(text: str, rows: Sequence[Line], roles: Sequence[RoleMention]) -> list[_Section]:
    """The stretches that describe one job each: from the line that opens with its name to the next one."""
    opened: list[tuple[int, tuple[str, ...]]] = []
    by_line = [line.start for line in rows]
    for role in roles:
        index = bisect_right(by_line, role.start) - 1
        if index < 1:
            continue
        opens = role.start - rows[index].body <= 24 or rows[index].kind == "heading"
        if opened and opened[-1][0] == index:
            opened[-1] = (index, tuple(sorted({*opened[-1][1], role.role})))
        elif opens:
            opened.append((index, (role.role,)))
    found: list[_Section] = []
    for number, (index, names) in enumerate(opened):
        following = opened[number + 1][0] if number + 1 < len(opened) else len(rows)
        last = index
        in_list = (number > 0 and opened[number - 1][0] == index - 1) or following == index + 1
        if not in_list:
            for row in range(index + 1, following):
                if _GENERAL.match(text, rows[row].body, rows[row].end):
                    break
                last = row
        found.append(_Section(rows[index].start, rows[last].end, names))
    return found
