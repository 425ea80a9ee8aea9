"""Finds the jobs that an ad without a title advertises: in its header, headings, lists and hiring sentences.

Never takes an occupation that prose merely names (colleagues, founders, customers) for a job on offer.
The words that tell the two apart are in :mod:`jobmarket.extract.roles.cues`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from ahocorasick_rs import AhoCorasick

from jobmarket.extract.roles import cues
from jobmarket.extract.roles.faintly import duty_mentions, faint_mentions, fallback_mentions, linked_mentions
from jobmarket.extract.roles.grades import ungraded
from jobmarket.extract.roles.job_names import GENERIC, LEADER, OTHER, Heard, hear, tells_kind
from jobmarket.extract.roles.named import hear_at
from jobmarket.extract.roles.once import is_another, is_listed_beside, stands_for_list
from jobmarket.extract.roles.sections import Line, before_link, inline_items, introduction, lines
from jobmarket.extract.roles.stretches import (
    chain,
    field_mentions,
    glued,
    opens_list,
    own_words,
    run_mentions,
    segment_mentions,
    sentence_end,
    split_fields,
)
from jobmarket.extract.roles.trades import trades
from jobmarket.records import RoleMention

_LONGEST = 220  # characters of a segment that are read; a job's name stands at its start
_LONGEST_LIST = 600  # of what "Open positions:" announces
_LONGEST_LISTING = 320  # of a sentence that hires
_MOST_CUES = 24  # of one line; a line that hires more often is no prose


def _may_name(words: str) -> bool:
    return bool(_HEADS.find_matches_as_indexes(words.lower()))


_HEADS = AhoCorasick(cues.HEADS)


def openings(text: str) -> list[RoleMention]:
    """The jobs an ad without a title advertises, each with the words that name it, in order."""
    rows = [part for line in lines(text) for part in _items(text, line)]
    if rows and cues.SEEKS.search(text, rows[0].start, rows[0].end):
        return []
    found: dict[tuple[int, int], RoleMention] = {}
    prose: list[RoleMention] = []
    listed_fields: list[RoleMention] = []
    intro = ""
    beside = False  # whether the line before is an item that names a job
    for number, line in enumerate(rows):
        is_head = line.kind in ("header", "heading") or (
            number < 3 and not found and not (line.kind == "plain" and _announces(intro)) and (line.end - line.start <= 160 or text.count("|", line.start, line.end) > 1)
        )
        if is_head and not cues.LABEL.match(text, line.body, line.end):
            own = _header_mentions(text, line)
            for mention in own:
                found[(mention.start, mention.end)] = mention
            for mention in run_mentions(text, line):
                if not any(mention.start < one.end and one.start < mention.end for one in own):
                    found[(mention.start, mention.end)] = mention
            if line.kind == "header" and line.end - line.start > 120:
                prose.extend(_prose_mentions(text, line))
            if line.kind == "heading" and cues.LINK_ALONE.match(text, line.start, line.end):
                line = replace(line, kind="item")
            if line.kind != "item":
                intro = introduction(text, line)
                # "Acme | founders from Oslo" tells of the firm, not of what is listed below
                intro = intro if line.kind != "header" or "|" not in intro or cues.CUE.search(intro) else ""
            if line.kind == "header" or any(line.start <= key[0] < line.end for key in found):
                listed_fields.extend(_listed_fields(text, line))
                continue
        is_short_item = line.kind == "item" and before_link(text, line.start, line.end) - line.start <= 60
        if not is_short_item and not _may_name(text[line.start : line.end]):
            if line.kind == "plain" or text[line.end - 1] in ":：":
                intro = introduction(text, line)
            continue
        announced, intro = intro, (
            introduction(text, line) if line.kind != "item" or cues.DUTIES.match(text, line.body, line.end) else intro
        )
        listed = run_mentions(text, line) if number else []
        own = listed + [
            mention
            for mention in _line_mentions(text, line, intro, announced, beside=beside)
            if not any(mention.start < one.end and one.start < mention.end for one in listed)
        ]
        for mention in own:
            found.setdefault((mention.start, mention.end), mention)
        beside = line.kind == "item" and bool(own)
        if not own:
            prose.extend(_prose_mentions(text, line))
            listed_fields.extend(_listed_fields(text, line))
    found = {place: own for mention in found.values() for own in split_fields(text, mention) for place in [(own.start, own.end)]}
    known = {mention.role for mention in found.values()}
    graded = {mention.role for mention in found.values() if mention.seniority}
    for mention in prose:
        overlaps = any(mention.start < end and start < mention.end for start, end in found)
        # "Software Engineers" and "web engineers", not "engineers"
        named = (mention.surface[0].isupper() or tells_kind(mention.surface)) and " " in mention.surface
        adds_role = mention.role not in known and (
            not known - {OTHER}  # "Marketing" does not say that no engineers are sought
            or (mention.role == GENERIC and named and not any(mention.surface in one.surface for one in found.values()))
            or (mention.role == OTHER and " " in mention.surface)
            or mention.role not in (GENERIC, OTHER)
        )
        adds_grade = mention.role in known and mention.seniority is not None and mention.role not in graded
        adds_another = is_another(text, mention, found.values()) or is_listed_beside(text, mention, prose, found.values())
        if not overlaps and (adds_role or adds_grade or adds_another):
            found[(mention.start, mention.end)] = mention
    listed_fields = [mention for mention in listed_fields if not stands_for_list(text, mention, found.values())]
    for mention in [*listed_fields, *linked_mentions(text, rows, found.values())]:
        if not any(mention.start < last and first < mention.end for first, last in found):
            found[(mention.start, mention.end)] = mention
    if not found:
        weak = fallback_mentions(text, rows) or faint_mentions(text, rows) or duty_mentions(text)
        found = {(mention.start, mention.end): mention for mention in weak}
    trade = trades(text, rows[0].end, found.values()) if rows else set()
    return sorted((item for item in found.values() if item not in trade), key=lambda mention: mention.start)


def _announces(words: str) -> bool:
    """Whether a line says that jobs follow: "We hire:"."""
    return words.rstrip()[-1:] in (":", "：") and bool(cues.CUE.search(words))


def _names_several(text: str, start: int, stop: int) -> bool:
    return text.count(",", start, stop) + text.count("、", start, stop) > 1 or len(hear_at(text, start, stop)) > 1


def _items(text: str, line: Line) -> list[Line]:
    """The items of a line that has lost its line breaks; dashes and numbers part them where most name jobs."""
    parts = inline_items(text, line)
    if len(parts) > 1 and text[line.start : parts[1].start].rstrip()[-1:] not in "*•●▪":
        named = sum(bool(hear(text[part.start : min(part.end, part.start + 120)])) for part in parts)
        if named * 2 < len(parts):
            return [line]
    return parts


def _header_mentions(text: str, line: Line) -> list[RoleMention]:
    """Jobs in a header or heading: whole segments between separators, lists included."""
    end = min(line.end, line.start + 500)
    bounds: list[tuple[int, int]] = []
    position = line.body
    for match in cues.SEPARATOR.finditer(text, line.body, end):
        bounds.append((position, match.start()))
        position = match.end()
    bounds.append((position, end))
    per_segment: list[list[RoleMention]] = []
    told = False  # whether the header has become prose, where dashes part no names
    for number, (start, stop) in enumerate(bounds):
        own: list[RoleMention] = []
        segment = text[start:stop]
        if 1 < len(segment) <= _LONGEST and not (
            (len(segment) > 40 or len(bounds) == 1) and cues.PROSE.search(segment)
        ):
            alone = number > 0 and text[line.body : bounds[number - 1][0]].rstrip()[-1:] in ("", "|")  # no list by dashes
            of_team = alone and per_segment[-1] and cues.OF_TEAM.fullmatch(text, per_segment[-1][-1].end, start)
            listed = (len(bounds) > 1 and number > 0 and not told and not of_team) or segment.count(" / ") > 1
            own = segment_mentions(text, start, stop, allow_short=listed)
        elif segment:
            # "| Senior Developer We're looking for …" has lost a line break
            whole = Line(start, stop, start, "item")
            own = _line_mentions(text, whole, "") or _prose_mentions(text, whole) or glued(text, start, stop)
            told = number > 0 and len(segment) > 120
        per_segment.append(own)
    name = text[bounds[0][0] : bounds[0][1]]
    # "Software Engineer -- Infrastructure"; "Oslo Associates" may be anybody.
    is_job = any(item.surface == name.strip() and item.role != OTHER for item in per_segment[0])
    is_employer = (any(per_segment[1:]) and not is_job) or name.strip().isalpha()
    if len(per_segment) >= 3 and is_employer and line.kind == "header" and not cues.HIRES.search(name):
        per_segment[0] = []  # the employer's name, which may hold "Engineers" or "Data"
    return [mention for own in per_segment for mention in own]


def _line_mentions(text: str, line: Line, intro: str, announced: str = "", *, beside: bool = False) -> list[RoleMention]:
    """Jobs that a line opens with ("- Data Scientist: …", "Position: …"), and those listed after it.

    Args:
        intro: what tells what the line is about, the line itself where it is no item.
        announced: the line before it.
        beside: whether that is an item that names a job.
    """
    label = cues.LABEL.match(text, line.body, line.end)
    if not label and (label := cues.DEPARTMENT.match(text, line.body, line.end)) and not opens_list(text, label.end(), line.end):
        label = None
    start = label.end() if label else line.body
    stop = min(before_link(text, line.start, line.end), start + _LONGEST)
    if label and stop > start:
        reach = min(before_link(text, line.start, line.end), start + _LONGEST_LIST)
        own = segment_mentions(text, start, sentence_end(text, start, reach), allow_short=True, faint=True)
        if own:
            return own
    if (
        line.kind == "plain"
        and (
            (_announces(announced) and _names_several(text, start, stop))
            or text.count(" / ", start, stop) > 1
        )
        and not cues.PROSE.search(text, start, stop)
        and (hear_at(text, start, min(stop, start + 60)) or text.count("、", start, stop) > 1)
        and len(names := segment_mentions(text, start, stop, allow_short=True)) > 1
    ):
        return names  # "We hire:" and a line of names, "Engineers / Designers / Sales"
    heard = hear_at(text, start, min(stop, start + 120))
    if not heard:
        named = cues.NAMED.search(text, start, min(stop, start + 40)) if line.kind == "item" else None
        if (
            line.kind == "item"
            and (named or before_link(text, line.start, line.end) - line.start <= 60)
            and (cues.CUE.search(intro) or cues.POSTS_TITLE.search(intro))
            and not cues.COLLEAGUES.search(intro)
            and not cues.NOT_OPENINGS.search(intro[-40:])
            and not cues.NO_JOB.match(text, start)
            and not cues.ASKS.search(text, start, named.start() if named else line.end)
        ):
            stop = named.start() if named else before_link(text, start, line.end)
            return segment_mentions(text, start, stop, allow_short=True, faint=True)
        return []
    first = heard[0]
    gap, after = text[start : first.start], text[first.end : line.end]
    if first.role in (LEADER, OTHER) and not (beside and line.kind == "item") and cues.SIGNED.fullmatch(gap):
        return []
    titled = line.kind == "item" and cues.LINKED.match(after) and cues.TITLE_CASE.fullmatch(gap)  # "Core Experience Engineer: https://…"
    if (not titled and cues.LEFT.search(gap) and not cues.RANGE.fullmatch(ungraded(gap))) or len(gap) > 40 or re.search(r"(?<![SJsj][rR])[.!?:：]\s|[。！？]", gap):
        return []
    if not first.is_specific and (len(own_words(gap)) > 3 or stop - line.start > 80):
        linked = cues.LINKED.match(after) or (
            line.kind == "item"
            and cues.CUE.search(intro)
            and not cues.NOT_OPENINGS.search(intro)
            and cues.ALONE.match(after)
        ) or (line.kind == "item" and beside and not cues.NOT_OPENINGS.search(intro) and cues.TOLD.match(after))
        if not (linked and cues.TITLE_CASE.fullmatch(gap.rstrip() + " ")):
            return []
        heard = [first := Heard(first.role, start, first.end, False)]
    words = text[first.start : first.end]
    if cues.VERBS.match(words) and cues.TASKS.match(after) and not cues.CUE.search(intro):
        return []
    if first.role in (GENERIC, OTHER) and words.isascii() and words.isalpha() and not cues.BARE.match(after):
        return []  # "Architect and author …" tells what to do, not who is wanted
    if not words.isascii() and not cues.PERSON.search(words) and cues.DUTIES.search(intro) and not cues.CUE.search(intro):
        return []  # "岗位职责：… 软件开发" tells what to do
    if line.kind == "item":
        # A name with a link of its own is an opening, whatever was said before.
        linked = cues.LINKED.match(after) or (first.is_specific and not own_words(gap) and cues.LINKED_AT_LAST.match(after))
        alone = linked or (cues.ALONE.match(after) and not cues.QUALITIES.match(intro) and not cues.COLLEAGUES.search(intro))
        unfit = cues.NOT_OPENINGS.search(intro) and (
            not cues.CUE.search(intro) or cues.RESPONSIBILITIES.search(intro)
        )
        # "We need:", "1. Painters ready to …"
        sought = _announces(intro) and not cues.NOT_OPENINGS.search(intro) and first.is_specific and not own_words(gap)
        if not alone and (unfit or not (sought or cues.AFTER_ITEM.match(after))):
            return []
    elif line.end - line.start > 900 or not cues.AFTER_PLAIN.match(after):
        return []
    # What reaches beyond the first words is heard only where a list has begun.
    return chain(text, start, stop, hear_at(text, start, stop) if first.is_specific and len(heard) > 1 else heard)


def _prose_mentions(text: str, line: Line) -> list[RoleMention]:
    """Jobs in sentences that hire: "we're looking for a …", "诚招…"."""
    found: list[RoleMention] = []
    reached = line.start
    for cue in islice(cues.CUE.finditer(text, line.start, line.end), _MOST_CUES):
        if cue.start() < reached:
            continue
        stop = sentence_end(text, cue.end(), min(line.end, cue.end() + _LONGEST_LISTING))
        heard = [item for item in hear_at(text, cue.end(), stop) if item.is_specific]
        if not heard:
            continue
        gap = text[cue.end() : heard[0].start]
        if len(gap) > (30 if heard[0].role == LEADER else 90) or cues.STOP.search(gap):
            continue  # a CTO further on is who to write to
        own = chain(text, cue.end(), stop, heard)
        found.extend(own)
        reached = own[-1].end
        if (beside := cues.AS_WELL.search(text, reached, sentence_end(text, reached, line.end))) and not cues.STOP.search(text, reached, beside.start()):
            more = [item for item in hear_at(text, beside.end(), min(line.end, beside.end() + 60)) if item.is_specific][:1]
            if more and not own_words(text[beside.end() : more[0].start]):
                found.extend(chain(text, beside.end(), min(line.end, beside.end() + 60), more))
    return found


def _listed_fields(text: str, line: Line) -> list[RoleMention]:
    """Fields of work that a sentence lists in place of jobs: "Also hiring frontend, data science and AEs"."""
    found: list[RoleMention] = []
    for cue in islice(cues.FIELDS_HIRE.finditer(text, line.start, line.end), _MOST_CUES):
        if not found or cue.start() >= found[-1].end:
            stop = sentence_end(text, cue.end(), min(line.end, cue.end() + 240))
            found += field_mentions(text, cue.end(), stop)
    return found
