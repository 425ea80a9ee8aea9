"""Says how senior the jobs of an ad are: by their names, else by its words, else by the source's own field.

Never tells seniority from years of experience.
"""

from __future__ import annotations

import re
from itertools import islice

from jobmarket.extract import sparing
from jobmarket.extract.roles.cues import SEPARATOR
from jobmarket.extract.roles.grades import (
    grade_of_field,
    grade_of_number,
    grades_in,
    grades_said,
    grades_tagged,
    grades_together,
    only_grades,
)
from jobmarket.records import RoleMention

_LONGEST = 220  # characters of a title that are read
_NUMBER = 6  # characters behind a name in which a number stands


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
        if mention.where == "text" and (level := grade_of_number(text[mention.start : mention.end + _NUMBER])):
            found.add(level)
    if title and any(mention.where == "title" for mention in mentions):
        found.update(
            level
            for level, start, end in grades_in(title[:_LONGEST])
            if not _RANK.search(title[:_LONGEST], start, end)
        )
        if not found and (level := grade_of_number(title[:_LONGEST])):
            found.add(level)
    if not any(mention.where == "title" for mention in mentions):
        found.update(grades_said(text))
        found.update(grades_together(text))
        found.update(_header_levels(text))
        found.update(_named_levels(text))
    elif not found:
        # A field that says intern is surer than what the words ask for.
        found.update(grade_of_field(hint or "") & {"intern"} or grades_said(text))
    if not found and hint:
        found.update(grade_of_field(hint))
    if not found:
        found.update(grades_tagged(text))
    return tuple(sorted(level for level in found if level))


#: A bank's rank or somebody's office in a title that already tells the level: "Senior Analyst - Vice President".
_RANK = re.compile(r"president|\bc[a-z]o\b|\bvp\b", re.IGNORECASE)

#: Levels in brackets or behind a slash after a job's name: "NLP Engineers (Senior, Junior)", "Team Lead/Manager".
_BESIDE = re.compile(
    r"\s?(?:[(（\[]([^()（）\[\]\n]{2,30})[)）\]]|/\s?((?:team |tech )?[A-Za-z]{4,10})(?![A-Za-z])|,\s?([A-Z][A-Za-z +&/]{2,30}?)(?=\s?[(\n,]|$))"
)


#: A job's name in capitals with its grade, wherever an ad without a title lists its openings.
_GRADED_NAME = sparing.compile(
    r"(?<!\w)(?<!\w-)(?<!Technical )(?:Senior|Sr\.?|SENIOR|Junior|Jr\.?|Lead|Staff|Principal|Mid-?[Ll]evel|Entry[ -][Ll]evel|Head of|Director of|VP of)"
    r"[ /,-]{1,3}(?:(?:[A-Z0-9][\w/+.#&-]{0,20}|and|&|of|-) ){0,5}?"
    r"(?:[A-Z][\w/-]{0,20})?(?:Engineer|Developer|Scientist|Analyst|Manager|Designer|Architect|Researcher|Engineering|Product|Design|Dev|SRE|SWE|MLE|Marketing|Data|Accountant|Executive|Recruiter|Programmer|Consultant|Specialist|Teacher|Writer|Administrator|Strategist|Counsel|Representative|Associate|QA\b|Automation\b|Tech Lead\b)"
    r"|(?<!\w)(?<!\w-)(?:Senior|Marketing|Engineering|Sales|Product) Director(?=, [A-Z]| ?[(:|–]|--)"
    r"|(?<!\w)(?<!\w-)(?:Head of|Director of|VP of|VP,) (?:[A-Z][\w&-]{1,20} ){0,2}(?:Sales|Growth|Operations|Finance|People|Platform|Infrastructure|Security|Analytics|Technology|Management|Partnerships|Success|Support|Talent|BD|Business|Marketing|Strategy|Compliance|Revenue|Accounting|Research|Quality|Legal|Community|Communications|Content)\b"
)
#: A Chinese job's name with its grade: "资深后端", "(Golang 高级前端)", "高级/资深Java工程师".
_GRADED_CHINESE = sparing.compile(
    r"(?:资深|高级)(?:[/、]?(?:资深|高级))?[ ]?[A-Za-z+#./]{0,12}[ ]?(?:(?:前端|后端|服务端|客户端|全栈|移动端|安卓|测试|算法|数据|运维|软件|研发|开发|产品|后台|架构|嵌入式|安全|视觉|网络){0,3}(?:工程师|架构师|设计师|产品经理|专家)|前端|后端)(?!特性|语法|技术|知识|框架|能力|带|指导|一起|组成|团队|辅导)"
)
#: One that stands alone in a list: "资深测试、", "- 中级前端(Vue3)".
_CHINESE_ITEM = sparing.compile(
    r"(?<=[、，,：:\s/（(【\[|*#>-])(?:资深|高级|中级|初级)[ ]?[A-Za-z+#./]{0,12}[ ]?(?:前端|后端|服务端|服务器|客户端|全栈|移动端|安卓|测试|算法|数据|运维|软件|研发|开发|产品|后台|架构|嵌入式|游戏|安全|视觉|网络){1,3}(?:工程师)?(?=[、，,；;/（(\s\]】）)*-]|岗|职位)"
)
#: The same in English with a job in small letters: "* Senior front-end developer".
_LISTED = sparing.compile(
    r"(?:Senior|Sr\.?|Junior|Jr\.?|Lead|Staff|Principal) (?:(?!(?:and|or|an?|the|of|our|your|who|to|with|teams?) )[\w/+.#&-]{1,20} ){0,4}(?:engineers?|developers?|devs?|scientists?|analysts?|designers?|architects?|researchers?)\b"
)
#: The grade in the address of an opening of its own: "example.com/jobs/senior-oven-engineer".
_LINKED = sparing.compile(
    r"(?<=[/-])(?:(?:senior|sr|junior|jr)-(?!living|care|citizen|leader|management|people|(?:engineer|developer|scientist|designer)s)[a-z]{1,15}"
    r"|(?:lead|staff|principal)-(?:[a-z+]{1,15}-){0,4}?(?:engineer|developer|scientist|analyst|designer|architect|manager)(?=[-./?\s)]|$))",
    re.IGNORECASE,
)
#: What such a place must stand in.
_ADDRESS = re.compile(r"https?://\S*$")
#: A lead whatever is led: "…, Strategic Project Lead (", "| Implementation Lead |".
_LED = sparing.compile(r" Leads?(?=\s?[|(,/:]|\s[–—-]\s|\sto\s[a-z]|\s*\n|$)")
_LED_BEFORE = re.compile(r"(?:(?:^|[|,/•*\n#–—-])\s?|(?:\band|&)\s)(?!Our |The |My )((?:[A-Z][A-Za-z/&-]{1,16} ){0,3}[A-Z][A-Za-z/&-]{1,16})$")
#: Before it: whom one asks, or who writes.
_ASKED = re.compile(r"\b(?:contact|by|from|with|am|me)\W{1,4}$|\bI['’]m\W{1,4}$", re.IGNORECASE)
_MARK = re.compile(r"(?:^|\n)[\s>]{0,6}(?:[-*•–—#·]|\d{1,2}[.)])[\s*]{0,4}$")
#: Before it: those one works with or becomes.
_COLLEAGUE = re.compile(r"(?:由|与|和其他|跟|同|名|位|众多|多年|成为|成长为|晋升|带领|指导|协助|配合|来自|有)[^，。；\n]{0,4}$")
#: Before such a name: who is no opening but somebody's boss, past or colleague.
_SOMEBODY = re.compile(
    r"(?:\b(?:by|our|with|former(?:ly)?|ex|was|am|I['’]m|from|me|my|to|contact|mentor\w*|than|other|founder (?:and|&)),?\s(?:an?\s|the\s)?|(?<=\w)[@-]|(?<=\w)['’]s\s"
    r"|(?:^|\n|\b(?:to|by|with|from|is|am|our)\s)\W{0,4}(?-i:(?:[A-Z][\w.'’-]{1,20}\s){0,2}[A-Z][\w.'’-]{1,20}),\s)$",
    re.IGNORECASE,
)


def _named_levels(text: str) -> set[str]:
    """Levels of the jobs named in capitals anywhere in an ad without a title."""
    found: set[str] = set()
    for named in islice(_GRADED_NAME.finditer(text), _MOST_NAMES):
        if not _SOMEBODY.search(text, max(0, named.start() - 70), named.start()) and not _MAILBOX.match(text, named.end()):
            found.update(level for level, _, _ in grades_in(named.group())[:2])
    if any(
        not _COLLEAGUE.search(text, max(0, named.start() - 10), named.start())
        for named in islice(_GRADED_CHINESE.finditer(text), _MOST_NAMES)
    ):
        found.add("senior")
    for named in islice(_LISTED.finditer(text), _MOST_NAMES):
        if _MARK.search(text, max(0, named.start() - 12), named.start()):
            found.update(level for level, _, _ in grades_in(named.group())[:2])
    for named in islice(_LED.finditer(text), _MOST_NAMES):
        before = _LED_BEFORE.search(text, max(0, named.start() - 70), named.start())
        if before and not _ASKED.search(text, max(0, before.start(1) - 20), before.start(1)):
            found.add("lead")
    for named in islice(_LINKED.finditer(text), _MOST_NAMES):
        if _ADDRESS.search(text, max(0, named.start() - 120), named.start()):
            found.update(level for level, _, _ in grades_in(named.group().replace("-", " ")))
    for named in islice(_CHINESE_ITEM.finditer(text), _MOST_NAMES):
        if not _COLLEAGUE.search(text, max(0, named.start() - 10), named.start()):
            found.update(level for level, _, _ in grades_in(named.group()))
    return found


_MAILBOX = re.compile(r"[a-z]{0,6}\s{0,3}[(<]?[\w.+-]{1,40}@")  # behind who wrote the ad
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
    return {
        level
        for level, start, end in grades_in(opening)
        if start == 0 and (level in ("senior", "entry", "intern") or (level == "mid" and "evel" in opening[: end + 6]))
    }
