"""Reads the jobs that a stretch of a line names: all of a list's, or the first and those joined to it.

Never decides whether the stretch advertises: :mod:`jobmarket.extract.roles.openings` does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from jobmarket.extract.roles import cues
from jobmarket.extract.roles.fields import field_runs
from jobmarket.extract.roles.grades import ungraded
from jobmarket.extract.roles.job_names import (
    LIST_MARKS,
    OTHER,
    Heard,
    hear,
    hear_whole,
    name_job,
    short_items,
)
from jobmarket.extract.roles.named import FIELD, explains, hear_at, is_team
from jobmarket.extract.roles.sections import Line
from jobmarket.records import RoleMention

_TOLD_BETWEEN = 140  # characters that a list may tell of one of its jobs
_LEARNING = "ml-engineer"
_OF_LEARNING = frozenset({"computer-vision-engineer", "nlp-engineer", "robotics-engineer"})
"""Trades that are parts of machine learning: a "Computer Vision/ML Engineer" is of the first."""
_TEAM = re.compile(r"\s{0,2}[,–-]\s{0,2}[^,;/&|(\n]{2,30}")


def glued(text: str, start: int, stop: int) -> list[RoleMention]:
    """The job that opens a header's last segment, to which the next paragraph was glued ("| Baker Our mission is …")."""
    heard = [item for item in hear_at(text, start, min(stop, start + 80)) if item.is_specific][:1]
    if heard and not own_words(text[start : heard[0].start]) and cues.GOES_ON.match(text, heard[0].end, stop):
        return chain(text, start, heard[0].end, heard)
    return []


def run_mentions(text: str, line: Line) -> list[RoleMention]:
    """Fields of work that a Chinese line lists in place of jobs: "招前端/后端/产品", "大量前端、测试、运营岗位"."""
    end = min(line.end, line.start + 300)
    if (listed := cues.SOUGHT_LIST.search(text, line.body, end)) and len(items := listed[1].split("、")) > 1:
        named = segment_mentions(text, *listed.span(1), allow_short=True, faint=True)
        if len(named) >= len(items):  # each is a job
            return named
    if line.kind != "header" and (
        not cues.POSTS.search(text, line.start, end) or cues.TOGETHER.search(text, line.start, end)
    ):
        return []
    return [
        name_job(text, first, last, role, first, last, "text")
        for run in field_runs(text, line.body, end)
        if (line.kind == "header" and not cues.PROSE.search(text, line.body, end))
        or (len(run) > 2 and cues.POSTS.match(text, run[-1][2], end))
        or (len(run) > 2 and cues.POSTS_BEFORE.search(text, max(line.body, run[0][1] - 10), run[0][1]))
        for role, first, last in run
    ]


def segment_mentions(
    text: str, start: int, stop: int, *, allow_short: bool, faint: bool = False
) -> list[RoleMention]:
    """Every job in a stretch that is nothing but names of jobs (and what is said beside them)."""
    heard = hear_at(text, start, stop)
    if any(item.is_specific for item in heard):
        heard = [item for item in heard if item.is_specific]
    heard = [
        item
        for number, item in enumerate(heard)
        if not number or heard[number - 1].end != item.start - 1 or not cues.TEAM.fullmatch(text, item.start - 1, item.end)
    ]
    heard = [
        item
        for number, item in enumerate(heard)
        if not (number and explains(text, heard[number - 1], item, stop))
    ]
    found: list[RoleMention] = []
    gaps: list[tuple[int, int]] = []
    floor = start
    for number, item in enumerate(heard):
        ceiling = heard[number + 1].start if number + 1 < len(heard) else stop
        mention = name_job(text, item.start, item.end, item.role, floor, ceiling, "text")
        found.append(mention)
        gaps.append((floor, mention.start))
        floor = item.end
    gaps.append((floor, stop))
    if allow_short and not cues.ADDRESS.search(text[start:stop]):
        # Beside a job that is on the shelf, what stands between commas is one of the others.
        for first, last in gaps if heard else ():
            for named in cues.LIST_ITEM.finditer(text, first, last):
                if hear_whole(named[1]):
                    found.append(name_job(text, *named.span(1), OTHER, first, last, "text"))
        for first, last in gaps:
            if first > start and text[first : first + 2].strip().startswith(("(", "（")):
                continue  # "Engineer (web, mobile)" explains the job before it
            if first > start and not cues.PLURAL.search(text, start, first) and cues.DASH.match(text, first, last):
                continue  # "Engineer - Backend, Python" is one job by its team
            items = list(short_items(text, first, last, faint=faint))
            alone = len(items) == 1 and "," not in _BRACKET.sub("", text[items[0][3] : last])
            if first > start and not cues.PLURAL.search(text, start, first) and alone and not FIELD.search(text, start, first) and _TEAM.fullmatch(text, first, items[0][3]):
                continue  # "Director of Engineering, Data" is one job, "Backend Engineers, Data" are two
            found += [
                name_job(text, name_start, name_end, role, item_start, name_end, "text")
                for role, item_start, name_start, name_end in items
                # "Director of Planning and Operations" is one of the others, whole.
                if not any(other.start <= name_start < other.end for other in found)
                # "Director of Machine Learning Platform Engineering": what follows unparted belongs to the name.
                if first == start or not text[first:item_start].isspace()
                # "Machine Learning | Engineer, Computer Vision" is one job, heard by its end.
                if last == stop or text[name_end:last].strip()
            ]
    return _over_brackets(text, sorted(found, key=lambda mention: mention.start))


_BRACKET = re.compile(r"\s?\([^()\n]{1,40}\)\s?")
_TRADE = re.compile(r"(?:engineer|developer|architect|programmer)s?", re.IGNORECASE)


def _over_brackets(text: str, mentions: Sequence[RoleMention]) -> list[RoleMention]:
    """The mentions, where a bracket within a name does not part it: "Backend (Go) Engineer"."""
    joined: list[RoleMention] = []
    for one in mentions:
        before = joined[-1] if joined else None
        if before and _TRADE.fullmatch(one.surface) and not _TRADE.search(before.surface) and _BRACKET.fullmatch(text, before.end, one.start):
            joined[-1] = replace(before, surface=text[before.start : one.end], end=one.end, seniority=before.seniority or one.seniority)
        else:
            joined.append(one)
    return joined


def field_mentions(text: str, start: int, stop: int) -> list[RoleMention]:
    """The fields of work that a sentence lists in place of jobs, from where it says that it hires.

    "…hiring across engineering, product and data science." names three openings; a field alone, or a list that
    goes on with what is no job ("backend, frontend and testing experience"), names none.
    """
    lead = cues.FIELDS_LEAD.match(text, start, stop)
    position = lead.end() if lead else start
    found: list[RoleMention] = []
    shorts = languages = 0
    for mark in [*LIST_MARKS.finditer(text, position, stop), None]:
        limit = mark.start() if mark else stop
        closing = cues.FIELDS_END.search(text, position, limit)
        end = closing.start() if closing else limit
        own = [
            name_job(text, first, last, role, position, last, "text")
            for role, _, first, last in short_items(text, position, end, faint=False)
        ]
        shorts += len(own)
        if not own:
            own = [
                name_job(text, first, last, role, position, last, "text")
                for role, _, first, last in short_items(text, position, end, faint=True)
            ]
            languages += len(own)
        if not own:
            own = [
                name_job(text, item.start, item.end, item.role, position, item.end, "text")
                for item in hear_at(text, position, end)
                if item.end == end
            ]
            if own and languages and cues.TRADE_AT_LAST.search(text, position, end):
                shorts += 2  # "Go, Rust and data engineers"
        if not own and (cues.KNOW_HOW.search(text, position, limit) or not found):
            return []
        found += own
        if closing or mark is None:
            if text[end : end + 2].strip() == ":":
                return []  # the jobs of these fields follow
            break
        position = mark.end()
    return found if shorts > 1 else []


def opens_list(text: str, start: int, stop: int) -> bool:
    """Whether ``text[start:stop]`` lists names of jobs: "Kite Engineer (wood), Buyer", "资深算法、前端、测试"."""
    if "、" in text[start:stop]:
        named = [*segment_mentions(text, start, min(stop, start + 120), allow_short=True)]
        return len(named) > 1 and named[0].start - start < 8 and not cues.PROSE.search(text, start, stop)
    first = next(iter(hear_at(text, start, min(stop, start + 80))), None)
    return bool(
        first
        and first.is_specific
        and not own_words(text[start : first.start])
        and cues.LISTED.match(text, first.end)
        and (" " in (name := text[first.start : first.end]) or name.isupper())
    )


def split_fields(text: str, mention: RoleMention) -> list[RoleMention]:
    """The openings of a name that joins engineers of two fields: "ML & Backend engineers" seeks two, and so does
    "ML/Data Engineer", as the two are trades of their own."""
    named = cues.TWO_FIELDS.fullmatch(text, mention.start, mention.end)
    if not named:
        return [mention]
    is_one = named["mark"] == "/" or not named["trade"].endswith("s")
    ends = [next(iter(short_items(text, *named.span(part), faint=False)), None) for part in ("first", "second")]
    roles = [hear(f"{named[part]} {named['trade']}")[:1] for part in ("first", "second")]
    if not all(ends) or not all(roles):
        return [mention]
    trades = {heard[0].role for heard in roles}
    if is_one and (len(trades) == 1 or (mention.role in _OF_LEARNING and _LEARNING in trades)):
        return [mention]
    end, start = named.span("first")[1], named.span("second")[0]
    return [
        replace(mention, role=roles[0][0].role, surface=text[mention.start : end], end=end),
        replace(mention, role=roles[1][0].role, surface=text[start : mention.end], start=start),
    ]


def own_words(words: str) -> str:
    """The words before a job's name without those that only tell its grade or how early it joins."""
    return re.sub("(?i:founding|freelance)", "", ungraded(words)).strip(" .()/&,-")


def chain(text: str, start: int, stop: int, heard: Sequence[Heard]) -> list[RoleMention]:
    """The first job heard and those joined to it by commas, slashes and "and"."""
    kept = [heard[0]]
    brackets = [match.span() for match in cues.BRACKETS.finditer(text, heard[0].end, stop)]
    for item in heard[1:]:
        if any(first < item.start < last for first, last in brackets) or is_team(text, kept[-1], item, stop):
            continue  # "managers (customer-minded PMs)"
        gap = text[kept[-1].end : item.start]
        if len(gap) < _TOLD_BETWEEN and text[item.start].isupper() and cues.GOES_ON_LISTING.search(ungraded(gap)):
            kept.append(item)
            continue
        between = cues.BRACKETS.sub("", gap)
        if cues.TITLES_BETWEEN.fullmatch(between):
            kept.append(item)
            continue
        if (
            len(between) > 45
            or not cues.CHAIN.search(between)
            or cues.STOP.search(between)
            or re.search(r"(?<![SJsj][rR])[.:：。]\s", between)
        ):
            break
        kept.append(item)
    found = []
    last_sign = text[kept[-1].end - 1]
    listed = (len(kept) > 1 and last_sign == "s") or cues.PERSON_SIGN.match(last_sign)
    if listed and (beside := cues.BESIDE.match(text, kept[-1].end, stop)):
        end = sentence_end(text, beside.end(), stop)
        last = next(iter(short_items(text, beside.end(), end, faint=False)), None)
        if last and last[1] == beside.end() and cues.BARE.match(text, last[3], end):
            kept.append(Heard(last[0], last[2], last[3], True))  # "backend engineers, data scientists, QA"
    kept = sorted([*kept, *_between(text, kept), *_others(text, kept)], key=lambda item: item.start)
    for number, item in enumerate(kept):
        floor = kept[number - 1].end if number else max(start, item.start - 60)
        ceiling = kept[number + 1].start if number + 1 < len(kept) else min(stop, item.end + 40)
        found.append(name_job(text, item.start, item.end, item.role, floor, ceiling, "text"))
    return found


def _between(text: str, kept: Sequence[Heard]) -> list[Heard]:
    """What a list names by its field between two jobs: "iOS developers, DevOps, product managers"."""
    return [
        Heard(role, first, last, True)
        for one, other in pairwise(kept)
        if text.count(",", one.end, other.start) > 1 and "(" not in text[one.end : other.start]
        for role, _, first, last in short_items(text, one.end, other.start, faint=False)
    ]


def _others(text: str, kept: Sequence[Heard]) -> list[Heard]:
    """The jobs of no role that a list of titles names between two of the shelf's: "…, Bread Director, …"."""
    return [
        Heard(OTHER, named.start(1), named.end(1), False)
        for one, other in pairwise(kept)
        if cues.TITLES_BETWEEN.fullmatch(text, one.end, other.start)
        for named in cues.LIST_ITEM.finditer(text, one.end, other.start)
        if hear_whole(named[1])
    ]


def sentence_end(text: str, start: int, stop: int) -> int:
    match = cues.SENTENCE_END.search(text, start, stop)
    return match.start() if match else stop
