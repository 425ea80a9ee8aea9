"""Names that are not where the job is: time zones, exceptions, what lies near, citizenship; never reads a name's meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jobmarket.extract.places.toponyms import Name

_ZONE = re.compile(
    r"time[\s-]?zones?\b|\bTZs?\b|\b(?:business|working|office|core|work|day)\s+hours\b|(?:\+/?-|±)\s?\d{1,2}\s?(?:h|hrs?|hours)\b"
    r"|(?<=US )(?:hours|time)\b|(?<=EU )(?:hours|time)\b|(?<=UK )(?:hours|time)\b|(?<=Europe )(?:hours|time)\b|(?<=\w )(?<!full )(?<!part )(?<!first )(?<!any )(?<!some )(?<!long )(?<!half )time\b|\boverlap\b|时区|Zeitzone|\bexcluded\b",
    re.I,
)
#: What may stand between a name and "time zone", between the names of such a list, and after it.
_TO_ZONE = re.compile(
    r"[\s/&+)±-]{0,4}(?:(?:or|and|friendly|compatible|central|eastern|western|pacific|mountain|standard|east|west|coast|business|working|based|core)\b[\s/&+-]{0,3}){0,4}",
    re.I,
)
_ZONE_LIST = re.compile(r"[\s,/&+–-]{0,4}(?:(?:or|and|to)\b\s{0,2})?", re.I)
_ZONE_OF = re.compile(r"\s*(?:of\s+)?(?:\d{1,2}\+?\s?(?:h|hrs?|hours?)\s+)?(?:in|of|from|between|within|with|:|\(|=)", re.I)
_CLAUSE_END = re.compile(r"[|);.]|,\s(?:but|only)\s")
_DENIAL = re.compile(
    r"\b(?:except|excluding|excl\.?|sauf|hormis|hors|loin\s+de|far\s+from|außer|excepto|salvo|ngoại\s+trừ|outside(?:\s+of)?|not\s+(?:in|available\s+in|hiring\s+in|open\s+to|from)|other\s+than|but\s+not|not\s+(?:just|only|limited\s+to)|non|(?<=,\s)not|(?<=\()not|(?<=sorry\s)not|no"
    r"|except\s+(?:for\s+)?(?:[\w-]+\s+){0,2}(?:countries|states|regions)(?:\s+(?:like|such\s+as))?"
    r"|(?:anywhere|everywhere)\s+but(?:\s+in)?"
    r"|(?:not?|(?:can|don|doesn|won|needn)['’]t|cannot|unable\s+to)\s+(?:(?:able|currently|yet|open|need|have|required|necessarily|physically|to|be)\s+){0,4}"
    r"(?:(?:accept|consider|hir|employ|sponsor)(?:e|ing)?\s+)?(?:(?:any\s+)?(?:visas?|work\s+permits?|candidates?|applicants?|applications?|people|residents?|developers|engineers)\s+)?"
    r"(?:based\s+|located\s+|living\s+|residing\s+|live\s+|reside\s+)?(?:in|from|of))\s+(?:the\s+)?$"
    r"|\bsanction\w*\s(?:[\w,]{1,12}\s){0,3}?\(?(?:(?:e\.g\.|like|such\s+as|including)\s+)?$",
    re.I,
)
_ABROAD = re.compile(
    r"^(?:[ \t\xa0]|-based\s)*(?:citizen|national|visa|work\s+(?:visa|permit|authori[sz]ation)|sponsorship|passport|clearance|dollars?\b|(?:is\s+)?(?:(?:unfortunately|sadly)\s+)?not\s+(?:possible|included|eligible|an\s+option)\b|exclue?s?\b|ausgeschlossen\b|market|customers?\b|clients?\b|government|army|navy|patent)",
    re.I,
)
#: Whose the employer, its product or its colleagues are, behind a country; behind a city it is where.
THEIR = re.compile(
    r"\$|-based\s(?:\w+\s)?(?:clients?|customers?|leadership|colleagues|stakeholders|counterparts|teams?|managers)\b|[ \xa0]products?(?=\s*(?:[,)|\]]|$))"
    r"|[ \xa0](?:compan(?:y|ies)|start-?ups?|firm|banks|telcos|carriers|retailers|hospitals|insurers|utilities|households|adults|consumers|fintech|corporation|entity|subsidiary|investors|founders|VCs?)\b",
    re.I,
)
#: What leads to countries that the employer has to do with: its market, its projects, people to work with, trips to make.
DEALINGS = re.compile(
    r"\b(?:collaborat\w+|communicat\w+|coordinat\w+|liais\w+)\s(?:\w+ly\s)?with\s+(?:(?:our|the|their)\s+)?$"
    r"|\b(?:opportunit\w+|cơ\s+hội|đi)\s(?:[\w-]+\s){0,4}?on-?site\s(?:[\w-]+\s){0,2}?(?:(?:in|at|ở|tại|sang)\s+)?$"
    r"|\b(?:thị\s+trường|khách\s+hàng|công\s+tác)\s+(?:(?:tại|ở|như)\s+)?$|\b(?:No\.?\s?1|Top\s?\d+)\s(?:[\w-]+\s){0,5}company\sin\s+$"
    r"|\b(?:projets|marchés|Projekte|Märkte|projects|markets)\s(?:[\w-]+\s)?\($",
    re.I,
)
_DEALINGS_LIST = re.compile(r"\s?[,/&]\s?(?:and\s|or\s|và\s)?|\s(?:and|or|và|hoặc)\s")
#: Before names: what happened or happens there beside the job, and what stands between them.
_ELSEWHERE = re.compile(
    r"\b(?:founded|born|established|travel(?:s|ling|ing)?|trips?|conferences?|summits?|meet-?ups?|off-?sites?|retreats?|interviews?|final\s+rounds?|launch(?:es|ed|ing)?|expand(?:s|ed|ing)?|meet(?:\s+\w+){0,3}|NeurIPS|ICML|ICLR|CVPR|PyCon)"
    r"(?:\s+in\s+\d{4})?(?:\s+\d{4})?\s+(?:back\s+)?(?:in|to|into)\s+(?:the\s+|our\s+)?$"
    r"|\b(?:rounds?|interviews?)\s+(?:is|are|will\s+be|takes?\s+place)\s+(?:held\s+|conducted\s+)?(?:(?:on-?site|in[- ]person)\s+)?(?:in|at)\s+(?:our\s+)?$"
    r"|\b(?:relocat\w+|moved?)\s+from\s+$|(?<![\w-])Ex-$|\b(?:covering|serving)\s+(?:the\s+)?$|\b(?:déplacements?\s+(?:à|:)|Reisebereitschaft\s+nach|Dienstreisen\s+nach|phỏng\s+vấn\s+(?:tại|ở))\s+$"
    r"|(?:总部(?:设|位)?[在于]|注册在|合同签(?:在|到)?|社保[交缴]在?|面试地点[:：]?|客户(?:遍布|包括|来自)|不接受\s?base)\s{0,2}$",
    re.I,
)
_AND = re.compile(r"\s?[/&、]\s?|\s(?:and|or|et|und)\s")
#: Before the names of schools, and between them.
_STUDIED = re.compile(
    r"\b(?:graduates?|alumn(?:i|us|a)|degrees?|diplomas?|Ph\.?D\.?s?)\s+(?:of|from|at)\s+(?:the\s+)?(?:universit\w+\s+(?:of\s+)?)?$", re.I
)
_SCHOOL_LIST = re.compile(r"(?:(?:\s?[,/&]\s?(?:and\s|or\s)?|\s(?:and|or)\s)(?:[A-Z]\w{1,12}(?=[,/ ]))?){1,3}")
#: Of two places the second only says where the first lies: "Geesthacht (bei Hamburg)".
_NEARBY = re.compile(r"(?:-[\wäöüß]{2,20})?\s*\(?\s*\b(?:bei|nahe|(?:groß)?raum|near|close\s+to|près\s+de)\s+", re.I)
#: As does the second where a bracket calls it an area: "Santa Monica, CA (Los Angeles area)".
_AREA = re.compile(r"\s(?:metro(?:politan)?\s)?area\s?\)", re.I)
_AROUND = re.compile(r"\s?\((?:the\s)?(?:greater\s)?", re.I)
NOT_THE_JOB = re.compile(
    r"\b(?:customers?|clients?|users?|(?:final|last)\s+rounds?|interviews?|CTO|CEO|co-?founders?|investors?|partners?|founders?|companies|businesses|people|students|patients|universit\w+|schools?|hospitals|families|investment|fund|subsidiary|competitors?|cities|stores|markets?|banks|servers?|data\s?cent(?:er|re)s?|Kunden|klanten|clientes|clienti|collègues|Kollegen|khách\s+hàng|đồng\s+nghiệp|đối\s+tác|retailers|farm(?:er)?s|brands|merchants|manufacturers|Ph\.?D\.?|degrees?|graduates|alumni|places?|incorporated|registered)\s+(?:\w+\s+){0,2}$",
    re.I,
)


def _in_time_zone(text: str, start: int, end: int, names: Sequence[Name]) -> set[int]:
    """Starts of the names that only say a time zone: "US/EU timezones", "time zones between Europe and India"."""
    zoned: set[int] = set()
    for zone in _ZONE.finditer(text, start, end):
        edge = zone.start()
        for name in reversed([n for n in names if n.end <= zone.start()]):
            gap = _TO_ZONE if edge == zone.start() else _ZONE_LIST
            if not gap.fullmatch(text, name.end, edge):
                break
            if edge < zone.start() and text.startswith(text[name.start : name.end], edge):
                break  # "US or US time zones" allows the US too
            zoned.add(name.start)
            edge = name.start
        if _ZONE_OF.match(text, zone.end()):
            stop = _CLAUSE_END.search(text, zone.end() + 3, min(end, zone.end() + 60))
            limit = stop.start() if stop else min(end, zone.end() + 60)
            zoned |= {n.start for n in names if zone.end() <= n.start < limit}
    return zoned


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether what ends the stretch excludes what follows it: "no candidates from", "anywhere but"."""
    return _DENIAL.search(text, start, end) is not None


def _is_quarter(city: Name, part: Name) -> bool:
    """Whether a German town's name behind another's hyphen is a quarter of it: "Stuttgart-Vaihingen"."""
    people = max((m.people for m in city.meanings if m.country in ("DE", "AT", "CH")), default=0)
    return people > 5 * max(m.people for m in part.meanings) and any(m.level == "city" for m in part.meanings)


def drop_masked(text: str, start: int, end: int, names: Sequence[Name]) -> list[Name]:
    """Names that are no time zone, no exception, no neighbour of another and nobody's citizenship."""
    zoned = _in_time_zone(text, start, end, names)
    kept: list[Name] = []
    closed, near, school, away, dealt = start, 0, 0, 0, 0
    for name in names:
        if name.start in zoned or name.start < closed:
            continue
        if is_denied(text, max(start, name.start - 50), name.start):
            stop = _CLAUSE_END.search(text, name.start, end)
            closed = stop.start() if stop else end
            continue
        listed = school > 0 and _SCHOOL_LIST.fullmatch(text, school, name.start) is not None
        if listed or _STUDIED.search(text, max(start, name.start - 50), name.start):
            school = name.end
            continue
        listed = away > 0 and _AND.fullmatch(text, away, name.start) is not None
        if listed or _ELSEWHERE.search(text, max(start, name.start - 50), name.start):
            away = name.end
            continue
        listed = dealt > 0 and _DEALINGS_LIST.fullmatch(text, dealt, name.start) is not None
        if name.meanings[0].level == "country" and (listed or DEALINGS.search(text, max(start, name.start - 60), name.start)):
            dealt = name.end
            continue
        near_by = _NEARBY if not _AREA.match(text, name.end) else _AROUND
        if kept and near_by.fullmatch(text, kept[-1].end, name.start):
            near = name.end
            continue
        if kept and text[kept[-1].end : name.start] == "-" and _is_quarter(kept[-1], name):
            kept[-1] = replace(kept[-1], end=name.end)
            continue
        if name.kind == "letters" and near and text[near : name.start].strip(" ,") == "":
            continue  # the state of what lies near
        theirs = name.meanings[0].level == "country" and THEIR.match(text, name.end)
        if not theirs and not _ABROAD.match(text[name.end : name.end + 30]):
            kept.append(name)
    return kept
