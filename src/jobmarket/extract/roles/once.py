"""Tells openings that are named twice: in a header and again in the body, by their field, or at a second grade."""

from __future__ import annotations

import re

from jobmarket.extract.roles.grades import ungraded
from jobmarket.extract.roles.job_names import GENERIC
from jobmarket.extract.roles.opening_names import naming_words
from jobmarket.records import RoleMention

_BARRED = re.compile(r"\s{1,4}\|[^\n]{10,400}(?=\n)")
_SAME_JOB = re.compile(r"\s?[/、]\s?(?:高级|资深)工程师")
_FIELD = re.compile(r"[\u4e00-\u9fff]{2,4}(?<![师员理监家人])")  # "前端", in a list of fields
#: A heading over jobs, which it stands for: "技术岗位：".
_COLLECTIVE = re.compile(r"(?:技术|研发|开发|工程)类?岗位?")
_WORK = re.compile(r"开发|研发|工程师|岗位?$|方向$")  # "java开发" and "java研发工程师" are one name
#: What tells no engineer of software from another.
_PLAIN = frozenset({"software"})
_SHAPE = re.compile(r"[^\w+#]|s\b")


def _core(mention: RoleMention) -> str:
    """The name of a job without its grade, plural and punctuation."""
    words = _SHAPE.sub("", ungraded(mention.surface.casefold()))
    return _WORK.sub("", words) or words


def _fullness(mention: RoleMention, cores: dict[RoleMention, str]) -> tuple[int, bool]:
    """How much of a job a name tells: "前端" less than "前端工程师", and that less than "高级前端工程师"."""
    wide = 0 if mention.surface.isascii() else len(ungraded(mention.surface).strip())
    return len(cores[mention]) + wide, bool(mention.seniority)


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
    words = {mention: naming_words(mention.surface) for mention in cores if mention.surface.isascii()}
    dropped = _collective(cores, words)
    named: set[tuple[str, str, str | None]] = set()
    heads = [mention for mention in cores if mention.start < end or _FIELD.fullmatch(mention.surface)]
    for head in sorted(heads, key=lambda one: (one.start >= end, _is_plain(one, words))):
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
            and (cores[head] in cores[body] or cores[body] in cores[head] or _covers(head, body, words, heads))
        ]
        if len(same) > 1 or (same and _fullness(head, cores) < _fullness(same[0], cores)):
            dropped.add(head)
        else:
            dropped.update(same)
    return tuple(mention for mention in mentions if mention not in dropped)


def _collective(cores: dict[RoleMention, str], words: dict[RoleMention, frozenset[str]]) -> set[RoleMention]:
    """The names that stand for jobs named otherwise: "技术岗位", and "seasoned engineers" after a "Backend Engineer"."""
    found = {
        one
        for one in cores
        if _COLLECTIVE.fullmatch(one.surface)
        and any(other.role == one.role and other is not one and not _COLLECTIVE.fullmatch(other.surface) for other in cores)
    }
    bare = {
        one
        for one in words
        if not words[one]
        and one.role == GENERIC
        and one.surface.islower()
        and (one.surface.endswith("s") or not one.seniority)  # "a junior engineer" is one
    }
    if any(one.role == GENERIC and one not in bare for one in cores):
        found |= bare
    return found


def _is_plain(one: RoleMention, words: dict[RoleMention, frozenset[str]]) -> bool:
    """Whether a name tells no more than that its job is one of building software."""
    return one in words and not words[one] - _PLAIN


def _covers(
    head: RoleMention, body: RoleMention, words: dict[RoleMention, frozenset[str]], heads: list[RoleMention]
) -> bool:
    """Whether a name says nothing that a later one does not: "ML Engineer" and "Senior Machine Learning Engineer".

    A plain one ("Software Engineer") does not stand for what the header names by its own words.
    """
    if head not in words or body not in words or not words[head] - _PLAIN <= words[body]:
        return False
    return not _is_plain(head, words) or not any(
        other is not head and other in words and not _is_plain(other, words) and words[other] <= words[body] for other in heads
    )
