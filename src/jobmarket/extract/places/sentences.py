"""Places in sentences that speak of the job's place ("based in …", "工作地点：…"); never elsewhere in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from jobmarket.extract import sparing
from jobmarket.extract.places.headers import is_embedded, plain_words
from jobmarket.extract.places.leads import (
    ASKED,
    HEAD_OFFICE,
    HINT,
    HIRED,
    LABEL,
    OUR,
    OUR_PLACE,
    PERMIT,
    SEAT,
    SEEKING,
    SOUGHT,
    STATED,
    THIS_JOB,
    WORKS,
)
from jobmarket.extract.places.masks import DEALINGS, NOT_THE_JOB, THEIR, drop_masked, is_denied
from jobmarket.extract.places.meanings import stands_alone
from jobmarket.extract.places.neighbours import join_neighbours
from jobmarket.extract.places.toponyms import Name, find_names

_LIST_GAP = re.compile(
    r"(?:\s?[(（][^()（）\n]{1,40}[)）])?省?[\s,;/&|｜+()（）、，及和与或·–\U0001f1e6-\U0001f1ff-]*(?:(?:and|or|as\s+well\s+as|und|oder|et|ou|và|hoặc|the|in|plus|both|either|remote|remotely|hybrid|onsite|on-site|from|our|optional|offices?|hq|area|sowie|also|区)\b[\s,;/&()|\U0001f1e6-\U0001f1ff-]*){0,4}",
    re.I,
)
#: In Chinese a quarter, a park or a street follows its city before the next one: "北京海淀、上海浦东".
_QUARTER_GAP = re.compile(r"[\u4e00-\u9fff0-9A-Za-z·-]{1,12}\s?[、，,/／|；;]\s?")
#: What may stand before the town of an address, where a label announces it: "12 Mill Lane, Leeds", "Elstow/Leeds".
_ADDRESS_LEAD = re.compile(
    r"\s*(?:[A-ZÀ-Þ0-9](?:[^.;:|()\n]|\.(?=,)|(?<=\b[PQF])\.|(?<=\bTP)\.|(?<=\bNo)\.){0,80}(?:[,/]\s*|\s(?=\d{5}\s)))?(?:(?:D-|F-|A-|CH-)?\d{4,5}\s)?"
)
#: A list goes on behind a line's end: where the line ends in what parts its names, or in bullets under a label.
_BROKEN = re.compile(r"(?:[,;/&、，]|\b(?:and|or|und|oder|et|ou))\s*$")
_BULLET = re.compile(r"\s{0,8}(?:[-*•·–]|\d{1,2}[.、)])\s{0,3}(?=\S)")
_ADDRESS_LINE = re.compile(r"[ \t\u3000>]{0,20}([\u4e00-\u9fff]{2,8}[省市区县][^\n]{0,60})")
_LEAD_GAP = re.compile(
    r"[\s,(:：\"'【\[-]*(?:(?:the|our|secteur\s+de|(?:district|quận)\s\d{1,2}|then|heart\s+of|downtown|central|beautiful|sunny|either|both|greater|city|office|offices|new|of|in|area|onsite|on-site|remote|remotely|hybrid|anywhere|thành|phố|tầng|or|and|fully|first|friendly|within|zentrum|von)\b[\s,(:/|-]*){0,4}",
    re.I,
)
_SUFFIX = sparing.compile(r"[- ]based\b|[ \xa0](?:HQ|headquarters|offices?|only|residents?)\b|:\s?[$£€]\d")
#: A name can begin here: a capital, an ideograph, or an area everybody writes small.
_NAME_BEGINS = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ\u4e00-\u9fff]|(?:sf |the )?bay area|silicon valley")
#: Behind a list of places: whose pay is told, not where the job is.
_PAY_ZONE = re.compile(r"\s*(?:\([^()\n]{0,60}\))?\s*:\s*[$£€]\d")
_HAN = "\u4e00"
#: Signs of a line of a text that was broken to a column.
_COLUMN = (48, 80)
#: A list that ends so near to where reading did goes on, up to the longest there is.
_CUT, _LONGEST = 30, 600
_OPENING = re.compile(r"\s*([A-ZÀ-Þ][^.\n|:;!?]{2,50})\.(?=\s+[A-ZÀ-Þ])")
#: More statements of place than any ad has.
_MOST = 100


def _read_list(text: str, start: int, stop: int, *, address: bool = False, towns: bool = False) -> list[Name]:
    """The list of names that begins at ``start``, as far as nothing but commas and "and" parts them.

    ``address``: a street or an unknown place may stand before the first.  ``towns``: small ones count too.
    """
    lead = _LEAD_GAP.match(text, start, stop)
    if lead is None or not (_NAME_BEGINS.match(text, lead.end()) or (address and text[lead.end() :][:1].isdigit())):
        return []
    names = drop_masked(text, start, stop, find_names(text, start, stop))
    at, gap = start, _LEAD_GAP
    found: list[Name] = []
    for name in join_neighbours(text, names, start, plain_words(), towns=True, lands=True):
        if address and not found and is_embedded(text, start, stop, name, listed=True):
            continue  # a street's name: "12 Lyon Street, Leeds"
        if (
            not gap.fullmatch(text, at, name.start)
            and not (found and text[at - 1] >= _HAN and _QUARTER_GAP.fullmatch(text, at, name.start))
            and not (address and not found and _ADDRESS_LEAD.fullmatch(text, lead.end(), name.start))
        ):
            break
        if not stands_alone(text, name, towns=towns) or is_embedded(text, start, stop, name, listed=True):
            continue  # only a bracket may say more between two names: "Boston (Boston Common) or Oslo"
        found.append(name)
        at, gap = name.end, _LIST_GAP
    return found


def _is_wrapped(text: str, end: int) -> bool:
    """Whether a line is as long as a column and goes on in the next."""
    width = end - text.rfind("\n", max(0, end - _COLUMN[1]), end)
    return _COLUMN[0] <= width < _COLUMN[1] and text[end + 1 : end + 2].isalnum()


def _after(text: str, said: re.Match[str], *, address: bool = False, towns: bool = False) -> list[Name]:
    """The list of names behind words that announce one, on their line or where a comma ends that on the next."""
    wide = 200 if address else 120
    while True:
        most = min(len(text), said.end() + wide)
        line = text.find("\n", said.end() + 2, most)
        while line > 0 and (_BROKEN.search(text, said.end(), line) or _is_wrapped(text, line)):
            line = text.find("\n", line + 1, most)
        stop = line if line > 0 else most
        names = _read_list(text, said.end(), stop, address=address, towns=towns)
        if not names or stop - names[-1].end > _CUT or wide > _LONGEST or most == len(text):
            return names
        wide *= 2


def labelled_lists(text: str) -> Iterator[list[Name]]:
    """The names after each label such as "工作地点："; none are empty."""
    for label in islice(LABEL.finditer(text), _MOST):
        names = _after(text, label, address=True, towns=True)
        if names and _PAY_ZONE.match(text, names[-1].end):
            continue
        if names and "\n" in text[label.start() + 1 : names[0].start]:
            names += _bulleted(text, names[-1].end)
        elif names and text[names[-1].end - 1] >= _HAN:
            names += _further_addresses(text, names[-1].end)
        if names:
            yield names


def _further_addresses(text: str, at: int) -> list[Name]:
    """The names that begin the lines right below a Chinese address where each begins one too."""
    found: list[Name] = []
    for _ in range(_MOST):
        at = text.find("\n", at, at + 120) + 1
        address = _ADDRESS_LINE.match(text, at) if at else None
        names = _read_list(text, address.start(1), address.end()) if address else []
        if not names:
            break
        found += names
        at = names[-1].end
    return found


def _bulleted(text: str, at: int) -> list[Name]:
    """The names that begin the next lines of a list, one bullet each, up to the first line without."""
    found: list[Name] = []
    for _ in range(_MOST):
        at = text.find("\n", at) + 1
        bullet = _BULLET.match(text, at) if at else None
        if bullet is None:
            break
        line = text.find("\n", bullet.end(), bullet.end() + 120)
        stop = line if line > 0 else min(len(text), bullet.end() + 120)
        names = _read_list(text, bullet.end(), stop, address=True, towns=True)
        if not names:
            break
        found += names
        at = names[-1].end
    return found


def stated_lists(text: str, start: int = 0, end: int | None = None) -> Iterator[list[Name]]:
    """The names after each sentence on where just this job is; none are empty."""
    for said in islice(THIS_JOB.finditer(text, start, len(text) if end is None else end), _MOST):
        if names := _after(text, said, towns=True):
            yield names


def asked_lists(text: str) -> Iterator[list[Name]]:
    """The names after each sentence on where people are hired; none are empty."""
    for said in islice(HIRED.finditer(text), _MOST):
        if names := _after(text, said):
            yield names


def opening_places(text: str, start: int, stop: int) -> list[Name]:
    """The cities that an ad's first words are, and nothing else before the stop: "Basel. You like clocks and …"."""
    opening = _OPENING.match(text, start, stop)
    names = _read_list(text, *opening.span(1), towns=True) if opening else []
    whole = bool(names) and names[0].start == opening.start(1) and names[-1].end == opening.end(1)  # type: ignore[union-attr]
    return names if whole and any(m.level == "city" for m in names[0].meanings) else []


def read_labels(text: str) -> list[Name]:
    """Names after a label such as "工作地点："."""
    return [name for names in labelled_lists(text) for name in names]


def read_sentences(text: str, *, remote: bool = False, anywhere: bool = False) -> tuple[list[Name], list[Name]]:
    """Names in sentences that speak of the job's place, and those that tell it only where nothing else does.

    ``remote``: the header offers remote work, so that only places allowed for it count, no employer's seat.
    ``anywhere``: it offers it in all the world, so that only places asked for count, none where others work.
    """
    found = read_labels(text)
    permitted: list[Name] = []
    this_job = [name for names in stated_lists(text) for name in names]
    if this_job:
        return sorted([*found, *this_job], key=lambda n: n.start), []
    for pattern in (*STATED, OUR):
        for trigger in islice(pattern.finditer(text), _MOST):
            asked = ASKED.search(text, max(0, trigger.start() - 30), trigger.start())
            if is_denied(text, max(0, trigger.start() - 50), trigger.end()):
                continue
            if remote and (pattern is OUR or (not asked and (anywhere or SEAT.match(trigger.group())))):
                continue
            if trigger[0][:8].lower() == "anywhere" and not WORKS.search(text, max(0, trigger.start() - 40), trigger.start()):
                continue
            theirs = pattern is not OUR and NOT_THE_JOB.search(text, max(0, trigger.start() - 40), trigger.start())
            if theirs and not theirs.group().endswith("and "):  # "clients and offices in Oslo"
                continue
            names = _after(text, trigger, towns=pattern is not OUR)
            if DEALINGS.search(text, max(0, trigger.start() - 60), trigger.end()):
                names = [n for n in names if n.meanings[0].level != "country"]
            if HEAD_OFFICE.match(trigger.group()) or PERMIT.search(text, max(0, trigger.start() - 24), trigger.start()):
                permitted += names
            elif names and (pattern is not OUR or OUR_PLACE.match(text, names[-1].end)):
                found += names
    for sought in () if remote else islice(SOUGHT.finditer(text), _MOST):
        if SEEKING.search(text, max(0, sought.start() - 80), sought.start()):
            found += _after(text, sought)
    for suffix in islice(_SUFFIX.finditer(text), _MOST):
        if remote and not suffix.group().endswith(("only", "resident", "residents")):
            continue
        begin = max(0, suffix.start() - 40)
        names = join_neighbours(
            text, find_names(text, begin, suffix.start()), begin, plain_words(), towns=False
        )
        if not names or names[-1].end != suffix.start() or not stands_alone(text, names[-1]):
            continue
        if is_denied(text, max(0, begin - 20), names[-1].start):
            continue
        if names[-1].meanings[0].level == "country" and THEIR.match(text, suffix.start()):
            continue
        if suffix.group()[0] == ":" and not any(m.level == "city" for m in names[-1].meanings):
            continue  # pay told for a state is told for whoever lives there
        if not is_embedded(text, begin, suffix.start(), names[-1]) and not NOT_THE_JOB.search(
            text, begin, names[-1].start
        ):
            found.append(names[-1])
    permitted += [n for told in islice(HINT.finditer(text), _MOST) for n in _after(text, told)]
    return sorted(found, key=lambda n: n.start), sorted(permitted, key=lambda n: n.start)
