"""Places in sentences that speak of the job's place ("based in …", "工作地点：…"); never elsewhere in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from jobmarket.extract import sparing
from jobmarket.extract.places.headers import NOT_THE_JOB, drop_masked, is_embedded, plain_words
from jobmarket.extract.places.neighbours import join_neighbours, stands_alone
from jobmarket.extract.places.toponyms import Name, find_names

_LABEL = sparing.compile(
    r"^[^\w\n]{0,6}(?:(?:job|work|office|role|position|primary|main|current)\s+)?(?:locations?|based|base|where|onsite|on-site|in-person|remote)(?:\s*\(s\))?\s*(?:[:：–(-]|(?=[A-Z]))\s*(?:in\s+)?"
    r"|[.;|•]\s*(?:locations?|based|office)\s*[:：]\s*|(?-i:\sLocations?):\s*"
    r"|[\dkm%]\s•\s(?=[A-Z][^•\n]{3,90}\sJob\stype\b)"
    r"|^[^\w\n]{0,6}(?:Standorte?|Einsatzort|Arbeitsort|Dienstort|Ort|Lieu(?:\s+de\s+travail|\s+du\s+poste)?|Localisation|Địa\s+điểm(?:\s+làm\s+việc)?|Nơi\s+làm\s+việc|Địa\s+chỉ)\s*[:：]\s*"
    r"|(?:Địa\s+điểm(?:\s+làm\s+việc)?|Nơi\s+làm\s+việc|Standort|Einsatzort|Arbeitsort|Lieu\s+de\s+travail)\s*[:：]\s*"
    r"|(?:工作地点|工作地|办公地点|上班地点|工作城市|工作地址|(?:^|(?<=\s))地址|公司地址|办公地址|公司位于|位于|地点|坐标|城市|(?<![A-Za-z])[Bb]ase(?:\s*地)?(?=[\s:：在]*[\u4e00-\u9fff])|(?<![A-Za-z])BASE)[\s*]{0,4}[:：】\]在]?[\s*]{0,4}",
    re.I | re.M,
)
_TRIGGER = sparing.compile(
    r"\b(?:based|located|situated|reside|residing|live|living|relocate|work(?:ing)?|position(?:\s+is)?|role(?:\s+is)?|roles|job(?:\s+is)?|onsite|on-site|in[- ]person|in[- ]office|remote(?:ly)?|anywhere|hybrid|hiring|openings?|positions|offices?|hq|headquarters|headquartered|candidates|applicants)\s+(?:only\s+)?(?:in|near|out\s+of|from|within|at\s+our|from\s+our|to)\s+(?:the\s+)?(?:our\s+)?"
    r"|\bjoin\s+us\s+in\s+|\b(?:remote(?:ly)?|anywhere)\s+(?:across|throughout)\s+(?:the\s+)?"
    r"|\b(?:am\s+Standort|mit\s+Sitz\s+in|Büro\s+in|poste\s+(?:est\s+)?(?:basé|situé)\s+à|basée?s?\s+à|située?s?\s+à|bureaux\s+(?:à|de)|làm\s+việc\s+tại|văn\s+phòng\s+(?:tại|ở))\s+",
    re.I,
)
_SEAT = re.compile(r"(?:based|located|situated|offices?|hq|headquarter\w*|mit|bureaux|situé\w*|văn)\b", re.I)
#: What says where just this job is: no list of the employer's offices counts beside it.
_THIS_JOB = sparing.compile(
    r"\b(?:this|the)\s+(?:role|position|job|opening|opportunity)\s+(?:is|will\s+be|can\s+be)\s+"
    r"(?:(?:\w{2,12}ly\s+)?(?:based|located|situated|onsite|on-site|in[- ]office|hybrid)\s+)?(?:in|at|out\s+of|from)\s+(?:the\s+)?(?:our\s+)?",
    re.I,
)
#: A permit to work somewhere tells the place only where nothing else does.
_PERMIT = re.compile(r"\b(?:authori[sz]ed|authori[sz]ation|eligible|right|permitted|permission|permit|legally)\s+(?:to\s+)?$", re.I)
#: Before "based in": what makes it a demand on the applicant.
_ASKED = re.compile(
    r"\b(?:must|should|need\s+to|have\s+to|candidates?|applicants?|people|you|if|those)\s+(?:(?:be|are|is)\s+)?$",
    re.I,
)
_OUR = sparing.compile(r"\b(?:in|at|from)\s+(?:our|the)\s+(?=[A-Z])")
_OUR_PLACE = re.compile(
    r"[\s-]*(?:based\s+)?(?:offices?|HQ|headquarters|locations?|labs?|studios?|campus|hubs?|branch|site)\b"
)
_LIST_GAP = re.compile(
    r"[\s,;/&|+()、，及和与或·-]*(?:(?:and|or|as\s+well\s+as|und|oder|et|ou|và|hoặc|the|in|plus|both|either|remote|remotely|hybrid|onsite|on-site|from|our|offices?|hq|area|sowie|also|区)\b[\s,;/&()|-]*){0,4}",
    re.I,
)
_LEAD_GAP = re.compile(
    r"[\s,(:：\"'【\[-]*(?:(?:the|our|downtown|central|beautiful|sunny|either|both|greater|city|office|offices|new|of|in|area|onsite|on-site|remote|remotely|hybrid|anywhere|thành|phố|tầng|or|and|fully|first|friendly|within|zentrum|von)\b[\s,(:/|-]*){0,4}",
    re.I,
)
_SUFFIX = sparing.compile(r"[- ]based\b|[ \xa0](?:HQ|headquarters|offices?|only)\b")
#: A name can begin here: a capital, an ideograph, or an area everybody writes small.
_NAME_BEGINS = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ\u4e00-\u9fff]|(?:sf |the )?bay area|silicon valley")
#: More statements of place than any ad has.
_MOST = 100


def _read_list(text: str, start: int, stop: int) -> list[Name]:
    """The list of names that begins at ``start``, as far as nothing but commas and "and" parts them."""
    lead = _LEAD_GAP.match(text, start, stop)
    if lead is None or not _NAME_BEGINS.match(text, lead.end()):
        return []
    names = drop_masked(text, start, stop, find_names(text, start, stop))
    at, gap, found = start, _LEAD_GAP, []
    for name in join_neighbours(text, names, start, plain_words(), towns=True, lands=True):
        if not gap.fullmatch(text, at, name.start):
            break
        if not stands_alone(text, name) or is_embedded(text, start, stop, name):
            break
        found.append(name)
        at, gap = name.end, _LIST_GAP
    return found


def _after(text: str, said: re.Match[str]) -> list[Name]:
    """The list of names behind words that announce one, on their line."""
    line = text.find("\n", said.end() + 2, said.end() + 120)
    return _read_list(text, said.end(), line if line > 0 else min(len(text), said.end() + 120))


def labelled_lists(text: str) -> Iterator[list[Name]]:
    """The names after each label such as "工作地点："; none are empty."""
    for label in islice(_LABEL.finditer(text), _MOST):
        if names := _after(text, label):
            yield names


def read_labels(text: str) -> list[Name]:
    """Names after a label such as "工作地点："."""
    return [name for names in labelled_lists(text) for name in names]


def read_sentences(text: str, *, remote: bool = False) -> list[Name]:
    """Names in sentences that speak of the job's place.

    ``remote``: the header offers remote work, so that only places allowed for it count, no employer's seat.
    """
    found = read_labels(text)
    permitted: list[Name] = []
    this_job = [name for said in islice(_THIS_JOB.finditer(text), _MOST) for name in _after(text, said)]
    if this_job:
        return sorted([*found, *this_job], key=lambda n: n.start)
    for pattern in (_TRIGGER, _OUR):
        for trigger in islice(pattern.finditer(text), _MOST):
            asked = _ASKED.search(text, max(0, trigger.start() - 30), trigger.start())
            if remote and (pattern is _OUR or (_SEAT.match(trigger.group()) and not asked)):
                continue
            if pattern is _TRIGGER and NOT_THE_JOB.search(
                text, max(0, trigger.start() - 40), trigger.start()
            ):
                continue
            names = _after(text, trigger)
            if _PERMIT.search(text, max(0, trigger.start() - 24), trigger.start()):
                permitted += names
            elif names and (pattern is not _OUR or _OUR_PLACE.match(text, names[-1].end)):
                found += names
    for suffix in islice(_SUFFIX.finditer(text), _MOST):
        if remote and suffix.group() != " only":
            continue
        begin = max(0, suffix.start() - 40)
        names = join_neighbours(
            text, find_names(text, begin, suffix.start()), begin, plain_words(), towns=False
        )
        if not names or names[-1].end != suffix.start() or not stands_alone(text, names[-1]):
            continue
        if not is_embedded(text, begin, suffix.start(), names[-1]) and not NOT_THE_JOB.search(
            text, begin, names[-1].start
        ):
            found.append(names[-1])
    return sorted(found or permitted, key=lambda n: n.start)
