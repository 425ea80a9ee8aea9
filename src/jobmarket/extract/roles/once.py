"""Tells openings that are named twice: in a header and again in the body, by their field, or at a second grade."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from jobmarket.extract.roles import cues
from jobmarket.extract.roles.grades import ungraded
from jobmarket.extract.roles.job_names import GENERIC, OTHER
from jobmarket.extract.roles.opening_names import naming_words
from jobmarket.records import RoleMention

_BARRED = re.compile(r"\s{1,4}\|[^\n]{10,400}(?=\n)")
_SAME_JOB = re.compile(r"\s?[/、]\s?(?:高级|资深)工程师")
_SLASH = re.compile(r"\s?/\s?")
_BRACKET = re.compile(r"\s?[（(]\s?(?:[A-Za-z-]{2,12}\s)?")
_FIELD = re.compile(r"[\u4e00-\u9fff]{2,4}(?<![师员理监家人])")  # "前端", in a list of fields
#: A heading over jobs, which it stands for: "技术岗位：".
_COLLECTIVE = re.compile(r"(?:技术|研发|开发|工程)类?岗位?")
#: "We need designers:" stands for the jobs in the lines below.
_PLURAL_HEADING = re.compile(r"s[\s*_]{0,3}:[\s*_]{0,3}\n", re.IGNORECASE)
_BELOW = 60
#: "北极科技招聘研发工程师" stands for the engineers named below.
_ANY_ENGINEER = re.compile(r"(?:软件|研发|开发|技术)*(?:工程师|程序员)")
_WANTED = re.compile(r"(?:招聘|诚聘|急招|内推|招)\s?$")
_WORK = re.compile(r"开发|研发|工程师|岗位?$|方向$")  # "java开发" and "java研发工程师" are one name
#: Who builds, whatever it is.
_TRADE = re.compile(r"engineer|develop|program|lead|architect|admin|hacker", re.IGNORECASE)
#: What a slash adds to a name that tells more: "Kite Engineer / Architect".
_BARE_TRADE = re.compile(r"(?:engineer|developer|architect|programmer)", re.IGNORECASE)
#: One trade under two names: "SRE/DevOps".
_OPS = re.compile(r"(?:dev ?ops|sres?|site reliability|sysadmins?)", re.IGNORECASE)
#: What stands before the job in a heading: marks, a number, "招聘岗位：", a firm; no sentence.
_HEADING = re.compile(r"(?![^\n]{0,16}(?:我们|寻找|现招|需要|负责))[^\n。，,；;]{0,16}")
#: Whole fields of work: "engineering, product and design" names no opening beside a "Product Designer".
_FIELDS_OF_WORK = frozenset({"engineering", "software engineering", "product", "design", "data"})
#: What tells no engineer of software from another.
_PLAIN = frozenset({"software"})
_MOST = 150  # no ad advertises more
_LIST = 3  # names close together in the body: what is told of each below is no other opening
_SHAPE = re.compile(r"[^\w+#]|s\b|\blevel\b")


def _core(mention: RoleMention) -> str:
    """The name of a job without its grade, plural and punctuation."""
    words = _SHAPE.sub("", ungraded(mention.surface.casefold()))
    return _WORK.sub("", words) or words


def _fullness(mention: RoleMention, cores: dict[RoleMention, str]) -> tuple[int, bool]:
    """How much of a job a name tells: "前端" less than "前端工程师", and that less than "高级前端工程师".

    What a sentence says of the grade ("as a senior engineer you …") does not make it a fuller name.
    """
    wide = 0 if mention.surface.isascii() else len(ungraded(mention.surface).strip())
    return len(cores[mention].replace("developer", "engineer")) + wide, bool(mention.seniority) and not mention.surface.islower()


def each_once(mentions: tuple[RoleMention, ...], text: str) -> tuple[RoleMention, ...]:
    """The openings without those named again: a header's jobs that the body names too.

    Where the body names several jobs that the header's words cover ("Engineers", "DevOps"), these stand; where
    it names one, the fuller name stands, the header's where both are the same.  Jobs of one name in the body
    are several openings.
    """
    mentions = _joined(mentions, text)
    if len(mentions) > _MOST:
        return mentions
    first = text.find("\n", len(text) - len(text.lstrip()))
    end = first if first >= 0 else len(text)
    if second := _BARRED.match(text, end):  # the name stood alone, and the bars below it
        end = second.end()
    cores = {mention: _core(mention) for mention in mentions if mention.where == "text"}
    words = {mention: naming_words(ungraded(mention.surface)) for mention in cores if mention.surface.isascii()}
    dropped = _collective(text, cores, words, end)
    named: set[tuple[str, str, str | None]] = set()
    lists = _lists(text, cores, end)
    heads = [mention for mention in cores if mention.start < end or _FIELD.fullmatch(mention.surface)]
    lists = {one: stop for one, stop in lists.items() if one not in heads}
    for head in sorted([one for one in (*heads, *lists) if one not in dropped], key=lambda one: (one.start >= end, _is_plain(one, words))):
        whole = (head.role, cores[head], head.seniority)
        if head not in lists and whole in named:  # the header goes on as prose and says it again
            dropped.add(head)
        wide = _ANY_ENGINEER.fullmatch(ungraded(head.surface)) and _WANTED.search(text, max(0, head.start - 6), head.start)
        same = [
            body
            for body in cores
            if body.start >= end
            and body is not head
            and body not in dropped
            and body.role == head.role
            and (
                (lists[head] <= body.start and (cores[head], head.seniority) == (cores[body], body.seniority))
                if head in lists
                else cores[head] in cores[body]
                or cores[body] in cores[head]
                or wide
                or (_FIELD.fullmatch(head.surface) and body.surface.isascii() and head.role not in (GENERIC, OTHER))
                or _covers(head, body, words, heads)
            )
        ]
        if head in lists:
            once = sum(lists.get(other) == lists[head] and cores[other] == cores[head] for other in cores) == 1
            dropped.update(same if once and len(same) == 1 else [])
            continue
        if _is_plain(head, words):  # "Software Engineer", who works on "frontend or full-stack"
            tasks = [body for body in same if body.surface.islower() and not _TRADE.search(body.surface)]
            dropped.update(tasks)
            same = [body for body in same if body not in tasks]
        again = [body for body in same if (cores[body], body.seniority) == (cores[head], head.seniority)]
        if len(same) > 1 and len(again) == len(same) and head in words and not _is_plain(head, words):
            same = again[:1]  # "Data Engineer" in the header, over its tasks and over how to apply is one
            dropped.update(again)
        told = [_fullness(one, cores) for one in (head, *same[:1])]
        if len(same) > 1 or told[0] < told[-1] or (same and told[0] == told[-1] and _opens(text, same[0])):
            dropped.add(head)
        else:
            dropped.update(same)
        if head not in dropped:
            named.add(whole)
    return tuple(mention for mention in mentions if mention not in dropped)


def _opens(text: str, one: RoleMention) -> bool:
    """Whether a Chinese name is the heading below which its job is told: a header there is a sentence."""
    return not one.surface.isascii() and bool(_HEADING.fullmatch(text, text.rfind("\n", 0, one.start) + 1, one.start))


def _joined(mentions: tuple[RoleMention, ...], text: str) -> tuple[RoleMention, ...]:
    """The mentions, where one job told twice in a breath is one.

    So are "前端开发工程师/高级工程师" (at two grades), "全栈工程师（Full-stack Engineer）" (in two languages) and
    "DevOps/Platform Engineer" (by two names).
    """
    kept: list[RoleMention] = []
    for one in mentions:
        before = kept[-1] if kept and kept[-1].where == one.where == "text" else None
        if before and (
            (_SAME_JOB.fullmatch(text, before.end, one.end) and before.surface.endswith("工程师"))
            or _translates(text, before, one)
        ):
            continue
        if (
            before
            and (before.role == one.role or (_BARE_TRADE.fullmatch(one.surface) and not before.surface.endswith("s")))
            and _SLASH.fullmatch(text, before.end, one.start)
            and before.surface.isascii()
            and one.surface.isascii()
            and (_TRADE.search(one.surface) or (_OPS.search(one.surface) and _OPS.search(before.surface)))
        ):
            kept[-1] = replace(
                before, surface=text[before.start : one.end], end=one.end, seniority=before.seniority or one.seniority
            )
            continue
        kept.append(one)
    return tuple(kept)


def _lists(text: str, mentions: Iterable[RoleMention], start: int) -> dict[RoleMention, int]:
    """The names that stand close together in the body, and where they end: in one line, or lines with nothing between."""
    rows: dict[int, list[RoleMention]] = {}  # by where the line ends
    for one in mentions:
        if one.start >= start:
            stop = text.find("\n", one.end)
            rows.setdefault(stop if stop >= 0 else len(text), []).append(one)
    runs: list[tuple[int, list[RoleMention]]] = []
    single = False  # whether the run may go on in the next line
    for stop, row in rows.items():
        begin = text.rfind("\n", 0, row[0].start) + 1
        if single and len(row) < _LIST and not text[runs[-1][0] : begin].strip():
            runs[-1] = (stop, [*runs[-1][1], *row])
        else:
            runs.append((stop, row))
        single = len(row) < _LIST
    return {one: stop for stop, run in runs if len(run) >= _LIST for one in run}


def _translates(text: str, one: RoleMention, other: RoleMention) -> bool:
    """Whether the second name says the first one in the other language: "全栈工程师（Full-stack Engineer）"."""
    return (
        one.role == other.role
        and bool(
            _BRACKET.fullmatch(text, one.end, other.start)
            or (_SLASH.fullmatch(text, one.end, other.start) and naming_words(one.surface) == naming_words(other.surface))
        )
        and one.surface.isascii() != other.surface.isascii()
    )


def _collective(
    text: str, cores: dict[RoleMention, str], words: dict[RoleMention, frozenset[str]], end: int
) -> set[RoleMention]:
    """The names that stand for jobs named otherwise: "技术岗位", and "seasoned engineers" after a "Backend Engineer"."""
    found = {
        one
        for one in cores
        if _COLLECTIVE.fullmatch(one.surface)
        and any(other.role == one.role and other is not one and not _COLLECTIVE.fullmatch(other.surface) for other in cores)
    }
    earlier = {(one.role, core) for one, core in cores.items() if one.start < end}
    bare = {
        one
        for one in words
        if not words[one]
        and one.role == GENERIC
        and one.surface.islower()
        # "a junior engineer" is one, unless the header's only job is told again by its grade
        and (one.surface.endswith("s") or not one.seniority or _is_only(one, cores, end))
        # "programmers, ML engineers and scientists" are three
        and not any(
            other is not one and abs(other.start - one.start) < 40 and not (other.start >= end and (other.role, cores[other]) in earlier) for other in cores
        )
    }
    if any(one not in bare and (one.role == GENERIC or _TRADE.search(one.surface)) for one in cores):
        found |= bare
    else:
        found |= bare - {min(bare, key=lambda one: one.start, default=None)}
    found |= {
        one
        for one in words
        if _PLURAL_HEADING.match(text, one.end - 1)
        and any(
            other.role == one.role and one.end < other.start < one.end + _BELOW and words[one] - _PLAIN <= words[other] for other in words
        )
    }
    whole = {one for one in cores if one.surface.casefold() in _FIELDS_OF_WORK}
    named = {one.role for one in cores if one not in whole}
    return found | {one for one in whole if one.role in named}


def _is_only(one: RoleMention, cores: Iterable[RoleMention], end: int) -> bool:
    """Whether the ad names one other job of this role, in its header."""
    others = [other for other in cores if other.role == one.role and other is not one]
    return len(others) == 1 and others[0].start < end <= one.start


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


def is_another(text: str, one: RoleMention, found: Iterable[RoleMention]) -> bool:
    """Whether a sentence offers a job beside those found: "We're also hiring a Tech Lead"."""
    words = naming_words(one.surface)
    return (
        bool(words)
        and bool(cues.ALSO.search(text, max(0, one.start - 60), one.start))
        and not any(words <= naming_words(other.surface) or naming_words(other.surface) <= words for other in found)
    )


def is_listed_beside(
    text: str, one: RoleMention, prose: Collection[RoleMention], found: Collection[RoleMention]
) -> bool:
    """Whether a sentence lists an opening found already and another of its role: "a Go developer, a Vue developer"."""
    words = naming_words(one.surface)

    def told(other: RoleMention) -> bool:
        known = naming_words(other.surface)
        return any(item.role == other.role and (known <= (own := naming_words(item.surface)) or own <= known) for item in found)

    return (
        bool(words)
        and " " in one.surface
        and not told(one)
        and any(
            other.role == one.role
            and other is not one
            and cues.BESIDE_JOB.fullmatch(text, min(other.end, one.end), max(other.start, one.start))
            and told(other)
            for other in prose
        )
    )


def stands_for_list(text: str, one: RoleMention, found: Collection[RoleMention]) -> bool:
    """Whether a department stands for the jobs listed below: "hiring across design and sales. Open roles: …"."""
    below = [other.role for other in found if other.start > one.end]
    above = {other.role for other in found if other.end < one.start} - {GENERIC, OTHER}
    return (
        (one.role in above or (len(below) > 2 and one.role in below))
        and (one.role == OTHER or bool(cues.DEPARTMENTS.fullmatch(one.surface)))
        and not cues.BESIDES.search(text, max(0, one.start - 240), one.start)
    )
