"""Places in sentences that speak of the job's place ("based in …", "工作地点：…"); never elsewhere in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from jobmarket.extract import sparing
from jobmarket.extract.places.headers import is_embedded, plain_words
from jobmarket.extract.places.masks import NOT_THE_JOB, drop_masked, is_denied
from jobmarket.extract.places.meanings import stands_alone
from jobmarket.extract.places.neighbours import join_neighbours
from jobmarket.extract.places.toponyms import Name, find_names

_LABEL = sparing.compile(
    r"^[^\w\n]{0,6}(?:(?:job|work|office|role|position|primary|main|current|preferred|eligible)\s+)?(?:locations?(?:\s+(?:preferences?|options?))?|based|base|where|onsite|on-site|in-person|remote)(?:\s*\(s\))?\s*(?:[:：–(-]|(?=[A-Z]))\s*(?:in\s+)?"
    r"|[.;|•]\s*(?:locations?|based|office)\s*[:：]\s*|(?-i:\sLocations?):\s*|(?-i:\bLocations\s(?:include|in))\s+|\bmultiple\slocations\s?\("
    r"|\b(?:hub|office|following)\s+locations?\s*(?:(?:include\w*|are)\s*:?|:)\s*|\blocations?(?:\(s\))?\s+for\s+this\s+(?:role|position|job)\s+includes?\s+(?:one\s+or\s+more\s+of\s+the\s+following\s*:\s*)?"
    r"|[\dkm%A-Z]\s•\s(?=[A-Z][^•\n]{3,90}\sJob\stype\b)"
    r"|^[^\w\n]{0,6}(?:Standorte?|Einsatzort|Arbeitsort|Dienst(?:ort|sitz)|Ort|Lieu(?:\s+(?:de\s+travail|du\s+poste|d[’']affectation|d[’']exercice))?|Résidence\s+administrative|Localisation|Standplaats|Văn\s+phòng(?:\s+làm\s+việc)?|Địa\s+điểm(?:\s+làm\s+việc)?|Nơi\s+làm\s+việc|Địa\s+chỉ)\s*[:：]\s*"
    r"|(?:Địa\s+điểm(?:\s+làm\s+việc)?|Nơi\s+làm\s+việc|Standort|Einsatzort|Arbeitsort|Lieu\s+de\s+travail)\s*[:：]\s*"
    r"|(?:工作地[点址]?|办公地[点址]?|上班地[点址]|工作城市|工区地址|(?:^|(?<=\s))地址|公司地址|公司位于|(?<!总部)位于|(?<!面试)地点|坐标|城市|(?<!不接受)(?<!不接受\s)(?<![A-Za-z])[Bb]ase(?:\s*地(?:[点主](?!要))?)?(?=[\s:：在\]_*>【（(-]{0,12}[\u4e00-\u9fff])|(?<![A-Za-z])BASE)(?:主要)?(?:支持|包括|可选|为|是)?[\s*_>\]-]{0,6}[:：】\]在？?]?[\s*_>-]{0,80}",
    re.I | re.M,
)
_TRIGGER = sparing.compile(
    r"\bwe\sare\sin\s(?=[A-Z])|\bwe['’]re\sin\s(?=[A-Z])|\blocal\s+to\s+(?:the\s+)?|(?:(?<=\bour\s)|(?<=\bthe\s))(?:office|hq|headquarters|hub)s?\s+(?:is|are)\s+(?:located\s+|based\s+)?in\s+(?:the\s+)?"
    r"|\b(?:located|offices?)\s+(?:near|next\s+to|close\s+to|at|on|just\s+off)\s+[^.,]{1,40}?\s+in\s+"
    r"|\bwork(?:ing)?\s+(?:at|from|out\s+of)\s+(?:the|our)\s+[^.,]{1,40}?\s+in\s+"
    r"|\b(?:based|located|situated|reside|residing|resident|live|living|relocat(?:e|ion)|sit|work(?:ing)?|position(?:\s+is)?|role(?:\s+is)?|roles|job(?:\s+is)?|onsite|on-site|in[- ]person|in[- ]office|remote(?:ly)?(?:,?\s+but)?|anywhere|hybrid|hiring|openings?|positions|offices?|hubs|hq|headquarters|headquartered|candidates|applicants)\s+\(?(?:only\s+)?(?:in|near|out\s+of|from|within|at\s+our|from\s+our|to)\s+(?:the\s+)?(?:our\s+)?"
    r"|\b(?:(?:seat|desk|workplace)\s+(?:is|sits)|sit(?:ting)?\s+with\s+(?:the|our)\s+team)\s+in\s+(?:the\s+)?|\bjoin\s+(?:\w{1,15}\s+){0,5}?(?:us|team)\s+in\s+|\bteam\sof\s\d{1,4}\s+(?:[a-z]{1,12}\s+)?in\s+"
    r"|\(remote\s*[,:/–-]\s*(?:in\s+)?|分布[在于]\s{0,2}[:：]?\s*|分别(?:在|位于)|我们在(?=[^\n。]{2,40}(?:设有|[均都]有|有办公|有研发))|\b(?:remote(?:ly)?|anywhere)\s+(?:across|throughout)\s+(?:the\s+)?"
    r"|\b(?:am\s+Standort|(?:Arbeitsort|Einsatzort|Dienstort|Standort)\s+(?:für\s+[^.\n:]{3,60}\s)?ist|(?:remote|home-?office)\s+aus(?:\s+ganz)?|mit\s+Sitz\s+in|Büro\s+in|poste\s+(?:est\s+|sera\s+)?(?:basé|situé|localisé)\s+à|poste(?:\s+à\s+pourvoir)?\s+(?:est|se\s+trouve)\s+à|nous\s+sommes\s+(?:installés\s+)?à|basée?s?\s+à|située?s?\s+à|bureaux\s+(?:à|de)|(?:notre|nos)\s+(?:agences?|sites?|bureaux?|équipes?|centres?)\s+(?:de|à)|für\s+(?:unser|sein|ihr)\w{0,2}\s+(?:neuen\s+)?Standort(?:en?)?(?:\s+in)?|unser\w{0,2}\s+(?:Standort|Büro|Niederlassung)(?:\s+in)?|an\s+unseren\s+Standorten(?:\s+in)?(?=[^.\n]{3,100}\ssuchen\s)|làm\s+(?:việc\s+)?(?:trực\s+tiếp\s+)?(?:tại|ở)(?:\s+nhà\s+máy)?|văn\s+phòng\s+(?:tại|ở))\s+",
    re.I,
)
#: Who is sought, or what the employer is, and where: only behind words that say so.
_SOUGHT = sparing.compile(
    r"\b(?:engineer|developer|dev|scientist|analyst|intern|manager|architect|designer|researcher|specialist|consultant)s?\sin\s+"
    r"|\b(?:company|start-?up|shop|studio|agency|firm|consultancy|lab)\sin\s+",
    re.I,
)
_SEEKING = re.compile(r"\b(?:hiring|seeking|need|recruit\w*|looking\s+for|join\s+us\s+as|opportunity\s+for|is\s+an?|are\s+an?|[’']re\s+an?|[’']m\s+an?)\b[^.\n|]{0,60}$", re.I)
_SEAT = re.compile(r"(?:we.{1,4}\sin|based|located|situated|offices?|hq|headquarter\w*|mit|bureaux|situé\w*|văn)\b", re.I)
#: Before "anywhere in": that of work is spoken, not of what the employer sells.
_WORKS = re.compile(r"\b(?:work\w*|liv\w+|remote\w*|based|located|hir\w+|candidates|you|from|be|are)\b[^.\n]*$", re.I)
#: What says where just this job is: no list of the employer's offices counts beside it.
_THIS_JOB = sparing.compile(
    r"\b(?:this|the)\s+(?:role|position|job|opening|opportunity|seat|desk)\s+(?:is|will\s+be|can\s+be)\s+"
    r"(?:(?:\w{2,12}ly\s+)?(?:based|located|situated|onsite|on-site|in[- ]office|hybrid|remote)\s+(?:remotely\s+)?)?(?:in|at|out\s+of|from|within|across)\s+(?:anywhere\s+(?:in|within)\s+)?(?:the\s+)?(?:our\s+)?"
    r"|\bthis\s+(?:role|position|job|opening)\s?:\s*"
    r"|\bthis\s+(?:role|position|job)\s+requires\s+you\s+to\s+be\s+(?:based\s+|located\s+)?in\s+(?:the\s+)?(?:our\s+)?"
    r"|\b(?:role|position|opportunity|job)\s+requires\s+relocation\s+to\s+(?:the\s+)?(?:our\s+)?"
    r"|\bthis\s(?:(?:role|position|job)\s)?is\san?\s+(?:[\w-]{2,12}\s+){0,3}(?:role|position|job)\s+(?:based|located)\s+(?:in|at|out\s+of)\s+(?:our\s+offices?\s+in\s+|our\s+)?"
    r"|\brequires?\s(?:[\w-]{1,12}\s+){0,5}?(?:on-?site|in[- ]office|in[- ]person)\s+(?:presence\s+|work\s+|attendance\s+)?(?:in|at|from|out\s+of)\s+(?:the|our)\s+"
    r"|\brequires?\s(?:the\s+candidate|you|candidates)\s+to\s+work\s+(?:from|at|in)\s+(?:one\s+of\s+)?(?:the\s+following\s+|our\s+)?(?:[A-Z]\w{1,20}\s+)?(?:office\s+locations?:|offices?:?\s+in|locations?:)\s+"
    r"|(?-i:\bBased\sin\s)(?:either\s+)?(?:the\s+)?(?=[^.\n]{3,60},\s+(?:you|the\s+successful)\b)",
    re.I,
)
#: Where people are hired: told beside a header, it may name more places than that.
_HIRED = sparing.compile(
    r"\bhiring\s+(?:(?:for\s+)?[\w+/-]{1,15}\s+){0,4}?in\s+|\bmust\sbe\s(?:based|located)\sin\s+(?:the\s+)?"
    r"|\bcandidates\s(?:who\sare\s)?(?:based|located|living|residing)\sin\s+(?:the\s+)?|\brelocate\sto\s+(?:the\s+)?",
    re.I,
)
#: Where the employer's head office is.
_HINT = sparing.compile(r"总部(?:位于|设[在于]|在)")
#: A permit to work somewhere tells the place only where nothing else does.
_PERMIT = re.compile(r"\b(?:authori[sz]ed|authori[sz]ation|eligible|right|permitted|permission|permit|legally)\s+(?:to\s+)?$", re.I)
#: Before "based in": what makes it a demand on the applicant.
_ASKED = re.compile(
    r"\b(?:must|should|need\s+to|have\s+to|candidates?|applicants?|people|citizens|residents|engineers|developers|anyone|someone|you|if|those)\s+(?:(?:be|are|is)\s+)?$",
    re.I,
)
_OUR = sparing.compile(r"\b(?:(?:in|at|from)\s+(?:our|the)|for\sour)\s+(?=[A-Z])")
_OUR_PLACE = re.compile(
    r"[\s-]*(?:based\s+)?(?:offices?|HQ|headquarters|locations?|labs?|studios?|campus|hubs?|branch|site)\b"
)
_LIST_GAP = re.compile(
    r"(?:\s?[(（][^()（）\n]{1,40}[)）])?省?[\s,;/&|｜+()（）、，及和与或·\U0001f1e6-\U0001f1ff-]*(?:(?:and|or|as\s+well\s+as|und|oder|et|ou|và|hoặc|the|in|plus|both|either|remote|remotely|hybrid|onsite|on-site|from|our|optional|offices?|hq|area|sowie|also|区)\b[\s,;/&()|\U0001f1e6-\U0001f1ff-]*){0,4}",
    re.I,
)
#: In Chinese a quarter, a park or a street follows its city before the next one: "北京海淀、上海浦东".
_QUARTER_GAP = re.compile(r"[\u4e00-\u9fff0-9A-Za-z·-]{1,12}\s?[、，,/／|；;]\s?")
#: What may stand before the town of an address, where a label announces it: "12 Mill Lane, Leeds", "Elstow/Leeds".
_ADDRESS_LEAD = re.compile(r"\s*[A-ZÀ-Þ0-9](?:[^.;:|()\n]|\.(?=,)){0,50}[,/]\s*")
#: A list goes on behind a line's end: where the line ends in what parts its names, or in bullets under a label.
_BROKEN = re.compile(r"(?:[,;/&、，]|\b(?:and|or|und|oder|et|ou))\s*$")
_BULLET = re.compile(r"\s{0,8}(?:[-*•·–]|\d{1,2}[.、)])\s{0,3}(?=\S)")
_ADDRESS_LINE = re.compile(r"[ \t\u3000>]{0,20}([\u4e00-\u9fff]{2,8}[省市区县][^\n]{0,60})")
_LEAD_GAP = re.compile(
    r"[\s,(:：\"'【\[-]*(?:(?:the|our|downtown|central|beautiful|sunny|either|both|greater|city|office|offices|new|of|in|area|onsite|on-site|remote|remotely|hybrid|anywhere|thành|phố|tầng|or|and|fully|first|friendly|within|zentrum|von)\b[\s,(:/|-]*){0,4}",
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
        if address and not found and is_embedded(text, start, stop, name):
            continue  # a street's name: "12 Lyon Street, Leeds"
        if (
            not gap.fullmatch(text, at, name.start)
            and not (found and text[at - 1] >= _HAN and _QUARTER_GAP.fullmatch(text, at, name.start))
            and not (address and not found and _ADDRESS_LEAD.fullmatch(text, lead.end(), name.start))
        ):
            break
        if not stands_alone(text, name, towns=towns) or is_embedded(text, start, stop, name):
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
    for label in islice(_LABEL.finditer(text), _MOST):
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
    for said in islice(_THIS_JOB.finditer(text, start, len(text) if end is None else end), _MOST):
        if names := _after(text, said, towns=True):
            yield names


def asked_lists(text: str) -> Iterator[list[Name]]:
    """The names after each sentence on where people are hired; none are empty."""
    for said in islice(_HIRED.finditer(text), _MOST):
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
    for pattern in (_TRIGGER, _OUR):
        for trigger in islice(pattern.finditer(text), _MOST):
            asked = _ASKED.search(text, max(0, trigger.start() - 30), trigger.start())
            if is_denied(text, max(0, trigger.start() - 50), trigger.end()):
                continue
            if remote and (pattern is _OUR or (not asked and (anywhere or _SEAT.match(trigger.group())))):
                continue
            if trigger[0][:8].lower() == "anywhere" and not _WORKS.search(text, max(0, trigger.start() - 40), trigger.start()):
                continue
            theirs = pattern is _TRIGGER and NOT_THE_JOB.search(text, max(0, trigger.start() - 40), trigger.start())
            if theirs and not theirs.group().endswith("and "):  # "clients and offices in Oslo"
                continue
            names = _after(text, trigger, towns=pattern is _TRIGGER)
            if _PERMIT.search(text, max(0, trigger.start() - 24), trigger.start()):
                permitted += names
            elif names and (pattern is not _OUR or _OUR_PLACE.match(text, names[-1].end)):
                found += names
    for sought in () if remote else islice(_SOUGHT.finditer(text), _MOST):
        if _SEEKING.search(text, max(0, sought.start() - 80), sought.start()):
            found += [n for n in _after(text, sought) if any(m.level == "city" for m in n.meanings)]
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
        if suffix.group()[0] == ":" and not any(m.level == "city" for m in names[-1].meanings):
            continue  # pay told for a state is told for whoever lives there
        if not is_embedded(text, begin, suffix.start(), names[-1]) and not NOT_THE_JOB.search(
            text, begin, names[-1].start
        ):
            found.append(names[-1])
    permitted += [n for told in islice(_HINT.finditer(text), _MOST) for n in _after(text, told)]
    return sorted(found, key=lambda n: n.start), sorted(permitted, key=lambda n: n.start)
