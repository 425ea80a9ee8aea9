"""Tells openings that are named twice: in a header and again in the body, by their field, or at a second grade."""

from __future__ import annotations

import re

from jobmarket.extract.roles.grades import ungraded
from jobmarket.records import RoleMention

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
