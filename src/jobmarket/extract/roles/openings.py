"""Finds the jobs that an ad without a title advertises: in its header, headings, lists and hiring sentences.

Never takes an occupation that prose merely names (colleagues, founders, customers) for a job on offer.
A third of its length are the words that tell the two apart, in five languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from ahocorasick_rs import AhoCorasick

from jobmarket.extract.roles.job_names import (
    GENERIC,
    LEADER,
    OTHER,
    Heard,
    fields,
    hear,
    name_job,
    short_items,
)
from jobmarket.extract.roles.sections import Line, lines
from jobmarket.records import RoleMention

_LONGEST = 220  # characters of a segment that are read; a job's name stands at its start

SEPARATOR = re.compile(r"\s*[|｜•;；]\s*|\s+[-–—*~·]+\s+|\s+//\s+|--+|\t+")
_SENTENCE_END = re.compile(r"[.!?](?=\s{1,9}[A-Z])|[。！？\n]")
_MOST_CUES = 24  # of one line; a line that hires more often is no prose
_PROSE = re.compile(
    r"\b(?:we|we're|our|you|your|who|is|are|by|I'm|founded|building|builds|helps?|co-?founder of)\b|我们|你|主要|包括|是一|负责|公司是|熟悉",
    re.I,
)
# A line without any of these (lower case) names no job; it spares reading it closely.
# fmt: off
_HEADS = [
    "engineer", "engr", "eng.", "develop", "dev", "program", "coder", "hacker", "scien", "analy",
    "architect", "design", "manager", "research", "lead", "director", "head of", "vp", "cto", "cpo", "ceo",
    "coo", "cio", "ops", "sre", "qa", "test", "admin", "intern", "staff", "product", "pm", "specialist",
    "consultant", "recruit", "executive", "sales", "marketing", "writer", "officer", "coordinator",
    "linguist", "roboticist", "rubyist", "pythonista", "data", "learning", "ingénieur", "ingenieur",
    "développeu", "entwickler", "kỹ sư", "lập trình", "chuyên viên", "nhân viên", "trưởng", "thực tập",
    "工程师", "开发", "程序员", "架构", "专家", "研究员", "科学家", "分析", "设计", "经理", "总监", "运营", "测试", "运维", "前端", "后端",
    "全栈", "算法", "产品", "实习", "负责人", "研发", "客户端", "服务端", "顾问", "助理", "招",
]
# fmt: on


@cache
def _heads() -> AhoCorasick:
    return AhoCorasick(_HEADS)


def _may_name(words: str) -> bool:
    return bool(_heads().find_matches_as_indexes(words.lower()))


_CUE = re.compile(
    r"hiring|looking (?:to (?:hire|add|bring (?:on|in)|recruit|fill)|for)|seek(?:ing|s)?\b|search(?:ing)? for|recruiting|in (?:the )?need of|\bneed(?:s|ing)?\b|\bwant(?:s|ed)?\b|\bhire\b"
    r"|openings?\b|positions?\b|roles?\b|vacanc(?:y|ies)|opportunit(?:y|ies) for|apply (?:for|to)|join (?:us|our (?:[a-z]+ )?team|the team) as|come join|lookout for|searching"
    r"|expand(?:ing)? (?:our|the)|grow(?:ing)? (?:our|the)|\badding\b|available\s*:|\bfor hire|job(?: title)?s?\s*[:：]|such(?:en|t)\b|recherch(?:e|ons)\b|recrut(?:e|ons)\b|tuyển(?: dụng)?|cần\b"
    r"|诚招|急招|招聘|招募|寻找|内推|在招|急聘|诚聘|招人|招收|扩招|招|岗位(?:名称)?\s{0,2}[:：]|职位(?:名称)?\s{0,2}[:：]|募集|hear from",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\b(?:cross between|our c[te]o|team of|group of|made up of|works? (?:closely )?with|working (?:closely )?with|alongside|together with|collaborat\w*|reports? to|reporting to|led by|founded by|built by|run by|from"
    r"|used by|for (?:our )?(?:developers|engineers|data scientists|scientists|analysts|designers)|help(?:s|ing)? (?:developers|engineers|data)|customers?|experience (?:as|with|in|of)|background|passionate about|platform for|tools? for"
    r"|like|than|because|clients?|investors?|friends|wanted to|needs of|the needs?|interview(?:s|ed|ing)? with|talk(?:ing)? (?:to|with)|enable[sd]?|empower\w*|ratio|hundreds of|thousands of|millions of|most of|half of|percent|number of|you'll|you will|we are|we're|we use|understand|communicat\w*|software|products?|so that|that helps?|which|mentor\w*|coach\w*|supervis\w*|manages?|managing)\b|与|配合|协作|沟通|合作",
    re.IGNORECASE,
)
CHAIN = re.compile(
    r"[,/&+;|、，和或及]|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b|\bvà\b|\bplus\b|\bas well as\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?:we(?:'|’)re |we are |currently |now |also )?(?:hiring|open|available|current|our|key|job|role|position|the|tech|technical|engineering)? ?(?:roles?|positions?|openings?|jobs?|job title|title|vacanc(?:y|ies)|hiring(?: for)?|looking for|wanted|need(?:ed)?)(?: (?:available|open|include|includes|are|name|title|opening))?s?\s{0,2}\d?\s{0,2}[:：\-–]"
    r"|(?:在招|招聘|急招|开放|热招|涉及|主要招聘|诚聘|招募|内推|可投)?(?:岗位|职位|工种|方向|工作岗位)(?:名称|列表|包括|有|类型|类别)?\s{0,3}\**\s{0,2}[:：]|招聘\s{0,2}[:：]|岗位\s|(?:stelle|poste|vị trí(?: tuyển dụng)?)\s{0,2}[:：])\s{0,4}\**",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:we|we're|you|your|our|us|with|is|are|was|by|from|experience|experienced as|as|for|to|in|of|like|who|using|use|that|this|these|their|help|work|working|build|have|has|been|and our|the|manage|mentor|support|lead the|collaborate|not|if|be)\b|负责|参与|协助|与|熟悉|配合|和|具备|熟练|掌握|精通|了解|具有|从事|有|以上|年|对|作为",
    re.IGNORECASE,
)
_AFTER_ITEM = re.compile(
    r"\s*(?:$|[:：\-–—|(（\[【,，/;；.&+@→*_`~#<>'\"!、。=]|\d|(?:to|with|who|for|at|in|on|and|or|positions?|roles?|jobs?|openings?|needed|wanted|required|that|based|https?|full|part|remote|team|level|will|h/f|f/h|m/w/d)\b|(?!经验|能力|技术|知识|基础|框架|模式|流程|工具|团队|语言|平台|环境|相关|的|、|，|背景|思想|规范|工作)[\u4e00-\u9fff])",
    re.IGNORECASE,
)
_AFTER_PLAIN = re.compile(
    r"\s*(?:$|[:：；|(（\[【*_`/@<、]|[-–—]+\s|[,，]\s*[A-Z(]|\(?https?:|(?:positions?|roles?|jobs?|openings?|wanted|needed)\b|[×xX]\s?\d|\d)",
    re.IGNORECASE,
)
_NOT_OPENINGS = re.compile(
    r"(?:work(?:ing)? (?:closely )?with|collaborat|requirements?|qualifications?|you (?:have|are|bring|should)|must[- ]haves?|nice to have|about you|who you are|skills|experience|ideal candidate|what you|responsibilit|you(?:'|’)ll|you will|benefits|perks|our team (?:is|has|includes|consists)|backed by|investors|founders|customers|interview|process|stack|职责|要求|描述|福利|任职|加分|流程)",
    re.IGNORECASE,
)
_COLLEAGUES = re.compile(
    r"work(?:ing)? (?:closely )?with|collaborat|our team|team (?:of|is|has|includes)|backed by|investors|founders|customers|clients|合作|团队",
    re.IGNORECASE,
)
_BARE = re.compile(r"\s*(?:$|[:：|(（\[–—-]|https?|@|,\s|to\b|with\b|who\b|for\b)", re.IGNORECASE)
_ALONE = re.compile(
    r"\s*(?:[(（\[][^()（）\[\]]{0,60}[)）\]])?[\s*:：–—.|-]{0,6}(?:https?:\S{1,300})?[\s*.)]{0,4}$"
)
_FALLBACK = re.compile(
    r"(?:\bas (?:an?|our|the|your)|\bthis|\bthe|\bthe role of|\byou(?:'|’)ll be (?:an?|our|the)|\bposition of|\bwork(?:ing)? as (?:an?|our)|\bbecome (?:an?|our)|\bbe (?:our|the|an?)|\bfirst|\bfor an?|\ban?|^)\s{1,3}",
    re.IGNORECASE | re.MULTILINE,
)


_ADDRESS = re.compile(r"://|www\.|\.(?:com|io|org|net|ai|co)/")
_HIRES = re.compile(r"hir|招|engineers|developers", re.IGNORECASE)


def _hear_at(text: str, start: int, stop: int) -> list[Heard]:
    """The jobs named in ``text[start:stop]``, at their places in the text; addresses name none."""
    found = []
    for item in hear(text[start:stop]):
        begin, end = start + item.start, start + item.end
        word = text[max(start, text.rfind(" ", start, begin) + 1) : begin]
        if "/" in word and _ADDRESS.search(word):
            continue
        found.append(Heard(item.role, begin, end, item.is_specific))
    return found


def openings(text: str) -> list[RoleMention]:
    """The jobs an ad without a title advertises, each with the words that name it, in order."""
    rows = lines(text)
    found: dict[tuple[int, int], RoleMention] = {}
    prose: list[RoleMention] = []
    intro = ""
    for number, line in enumerate(rows):
        is_head = line.kind in ("header", "heading") or (
            number < 3 and not found and line.end - line.start <= 160
        )
        if is_head and not _LABEL.match(text, line.body, line.end):
            for mention in _header_mentions(text, line):
                found[(mention.start, mention.end)] = mention
            if line.kind == "header" and line.end - line.start > 120:
                prose.extend(_prose_mentions(text, line))
            intro = text[line.body : min(line.end, line.body + 100)]
            if line.kind == "header" or any(line.start <= key[0] < line.end for key in found):
                continue
        is_short_item = line.kind == "item" and line.end - line.start <= 60
        if not is_short_item and not _may_name(text[line.start : line.end]):
            if line.kind == "plain":
                intro = text[line.body : min(line.end, line.body + 100)]
            continue
        if line.kind != "item":
            intro = text[line.body : min(line.end, line.body + 100)]
        own = list(_line_mentions(text, line, intro))
        for mention in own:
            found.setdefault((mention.start, mention.end), mention)
        if not own:
            prose.extend(_prose_mentions(text, line))
    known = {mention.role for mention in found.values()}
    graded = {mention.role for mention in found.values() if mention.seniority}
    for mention in prose:
        overlaps = any(mention.start < end and start < mention.end for start, end in found)
        adds_role = mention.role not in known and not (mention.role in (GENERIC, OTHER) and known)
        adds_grade = mention.role in known and mention.seniority is not None and mention.role not in graded
        if not overlaps and (adds_role or adds_grade):
            found[(mention.start, mention.end)] = mention
    if not found:
        weak = _fallback_mentions(text, rows) or _faint_mentions(text, rows)
        found = {(mention.start, mention.end): mention for mention in weak}
    return sorted(found.values(), key=lambda mention: mention.start)


def _header_mentions(text: str, line: Line) -> list[RoleMention]:
    """Jobs in a header or heading: whole segments between separators, lists included."""
    end = min(line.end, line.start + 500)
    bounds: list[tuple[int, int]] = []
    position = line.body
    for match in SEPARATOR.finditer(text, line.body, end):
        bounds.append((position, match.start()))
        position = match.end()
    bounds.append((position, end))
    per_segment: list[list[RoleMention]] = []
    for number, (start, stop) in enumerate(bounds):
        own: list[RoleMention] = []
        segment = text[start:stop]
        if 1 < len(segment) <= _LONGEST and not (
            (len(segment) > 40 or len(bounds) == 1) and _PROSE.search(segment)
        ):
            own = _segment_mentions(text, start, stop, allow_short=len(bounds) > 1 and number > 0)
        elif segment:
            # "| Senior Developer We're looking for …" has lost a line break
            whole = Line(start, stop, start, "item")
            own = _line_mentions(text, whole, "") or _prose_mentions(text, whole)
        per_segment.append(own)
    name = text[bounds[0][0] : bounds[0][1]]
    is_employer = any(per_segment[1:]) or name.strip().isalpha()
    if len(per_segment) >= 3 and is_employer and line.kind == "header" and not _HIRES.search(name):
        per_segment[0] = []  # the employer's name, which may hold "Engineers" or "Data"
    return [mention for own in per_segment for mention in own]


def _segment_mentions(
    text: str, start: int, stop: int, *, allow_short: bool, faint: bool = False
) -> list[RoleMention]:
    """Every job in a stretch that is nothing but names of jobs (and what is said beside them)."""
    heard = _hear_at(text, start, stop)
    if any(item.is_specific for item in heard):
        heard = [item for item in heard if item.is_specific]
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
    if allow_short and not _ADDRESS.search(text[start:stop]):
        for first, last in gaps:
            if first > start and text[first : first + 2].strip().startswith("("):
                continue  # "Engineer (web, mobile)" explains the job before it
            found += [
                name_job(text, name_start, name_end, role, item_start, name_end, "text")
                for role, item_start, name_start, name_end in short_items(text, first, last, faint=faint)
            ]
    return sorted(found, key=lambda mention: mention.start)


def _line_mentions(text: str, line: Line, intro: str) -> list[RoleMention]:
    """Jobs that a line opens with ("- Data Scientist: …", "Position: …"), and those listed after it."""
    label = _LABEL.match(text, line.body, line.end)
    start = label.end() if label else line.body
    stop = min(line.end, start + _LONGEST)
    if label and stop > start:
        own = _segment_mentions(text, start, _sentence_end(text, start, stop), allow_short=True, faint=True)
        if own:
            return own
    heard = _hear_at(text, start, min(stop, start + 120))
    if not heard:
        if (
            line.kind == "item"
            and line.end - line.start <= 60
            and _CUE.search(intro)
            and not _COLLEAGUES.search(intro)
        ):
            return _segment_mentions(text, start, line.end, allow_short=True, faint=True)
        return []
    first = heard[0]
    gap = text[start : first.start]
    after = text[first.end : line.end]
    if _LEFT.search(gap) or len(gap) > 40 or re.search(r"[.!?。！？:：]\s", gap):
        return []
    if not first.is_specific and (len(gap) > 3 or line.end - line.start > 80):
        return []
    words = text[first.start : first.end]
    if first.role in (GENERIC, OTHER) and words.isascii() and words.isalpha() and not _BARE.match(after):
        return []  # "Architect and author …" tells what to do, not who is wanted
    if line.kind == "item":
        alone = _ALONE.match(after) and not _COLLEAGUES.search(intro)
        unfit = _NOT_OPENINGS.search(intro) and not _CUE.search(intro)
        if not alone and (unfit or not _AFTER_ITEM.match(after)):
            return []
    elif line.end - line.start > 900 or not _AFTER_PLAIN.match(after):
        return []
    return _chain(text, start, stop, heard)


def _chain(text: str, start: int, stop: int, heard: Sequence[Heard]) -> list[RoleMention]:
    """The first job heard and those joined to it by commas, slashes and "and"."""
    kept = [heard[0]]
    for item in heard[1:]:
        between = text[kept[-1].end : item.start]
        if (
            len(between) > 45
            or not CHAIN.search(between)
            or _STOP.search(between)
            or re.search(r"[.:：。]\s", between)
        ):
            break
        kept.append(item)
    found = []
    for number, item in enumerate(kept):
        floor = kept[number - 1].end if number else max(start, item.start - 60)
        ceiling = kept[number + 1].start if number + 1 < len(kept) else min(stop, item.end + 40)
        found.append(name_job(text, item.start, item.end, item.role, floor, ceiling, "text"))
    return found


def _sentence_end(text: str, start: int, stop: int) -> int:
    match = _SENTENCE_END.search(text, start, stop)
    return match.start() if match else stop


def _prose_mentions(text: str, line: Line) -> list[RoleMention]:
    """Jobs in sentences that hire: "we're looking for a …", "诚招…"."""
    found: list[RoleMention] = []
    reached = line.start
    for cue in islice(_CUE.finditer(text, line.start, line.end), _MOST_CUES):
        if cue.start() < reached:
            continue
        stop = _sentence_end(text, cue.end(), min(line.end, cue.end() + 180))
        heard = [item for item in _hear_at(text, cue.end(), stop) if item.is_specific]
        if not heard:
            continue
        gap = text[cue.end() : heard[0].start]
        if len(gap) > (30 if heard[0].role == LEADER else 90) or _STOP.search(gap):
            continue  # a CTO further on is who to write to
        own = _chain(text, cue.end(), stop, heard)
        found.extend(own)
        reached = own[-1].end
    return found


def _fallback_mentions(text: str, rows: Sequence[Line]) -> list[RoleMention]:
    """For ads that never say "hiring": "As a … you will", "The … is responsible", a first line that is a title."""
    for line in rows[:12]:
        for cue in _FALLBACK.finditer(text, line.start, min(line.end, line.start + 600)):
            stop = min(line.end, cue.end() + 80)
            heard = _hear_at(text, cue.end(), stop)
            if not heard or not heard[0].is_specific or heard[0].start - cue.end() > 30:
                continue
            if not _LEFT.search(text[cue.end() : heard[0].start]):
                return _chain(text, cue.end(), stop, heard)
    return []


def _faint_mentions(text: str, rows: Sequence[Line]) -> list[RoleMention]:
    """For headers that name a language or a field instead of a job: "Acme | Golang | Remote", "某某招前端"."""
    found: list[RoleMention] = []
    for line in rows[:2]:
        end = min(line.end, line.start + 200)
        position = line.body
        for match in [*SEPARATOR.finditer(text, line.body, end), None]:
            stop = match.start() if match else end
            if position > line.body:
                found += _segment_mentions(text, position, stop, allow_short=True, faint=True)
            position = match.end() if match else end
        if not found:
            found += [
                name_job(text, start, stop, role, line.body, stop, "text")
                for role, start, stop in fields(text, line.body, end)
            ]
        if found:
            break
    return found
