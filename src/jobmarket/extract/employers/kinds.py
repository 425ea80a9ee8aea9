"""Tells what kind of employer advertises; the ad's words and the shelves decide, never a guess.

Names come from :mod:`.names`, keys from :mod:`.keys`, industries from :mod:`.industries`; they are handed on here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jobmarket.catalog import shelf
from jobmarket.extract import sparing
from jobmarket.extract.employers.industries import industry
from jobmarket.extract.employers.keys import employer_key, known_by_address, known_employer
from jobmarket.extract.employers.names import employer_name
from jobmarket.extract.employers.wording import compile_words, read_plainly
from jobmarket.extract.sparing import Pattern

__all__ = ["employer_key", "employer_kind", "employer_name", "industry"]

SMALL_BELOW = 100
"""People: an employer with fewer is a startup (measurement.md, employer_kind)."""
LARGE_FROM = 1000
"""People: an employer with at least as many is an enterprise."""

_READ_CHARS = 20_000
_HEADER_CHARS = 300


@dataclass(frozen=True, slots=True)
class _Kind:
    name: re.Pattern[str]
    strong: Pattern
    small: Pattern
    says: Pattern
    never: Pattern


def employer_kind(
    name: str | None,
    text: str,
    *,
    size: str | None = None,
    title: str | None = None,
    year: int | None = None,
    trade: str | None = None,
) -> str:
    """One of ``startup``, ``enterprise``, ``research``, ``public``, ``agency``, ``unknown``.

    Looked for in this order: the shelf of employers everybody knows (its kind in ``year``), words of the
    employer's name, the source's field ``trade`` where that is a kind ("Recruitment / Staffing"), a recruiter's, institute's or public body's words about itself, the source's field
    ``size`` (people, or a word such as "创业"), then what the ad says of headcount, listing, funding or age.
    Under 100 people is a startup, 1000 and more an enterprise; words for startup do not make one of an
    employer that is listed or that large.
    """
    known = known_employer(name) or known_by_address(text[:_READ_CHARS])
    kinds = _kinds()
    shelved = known.kind(year) if known is not None else None
    # Whom everybody knows as large was small once, and its ad may say so.
    if shelved and not (shelved == "enterprise" and _declares_startup(kinds["startup"], text)):
        return shelved
    people = _people_of_field(size)
    by_name = next((kind for kind, words in kinds.items() if name and words.name.search(name.lower())), None)
    if by_name in {"agency", "research", "public"}:
        return by_name
    if trade and (traded := next((kind for pattern, kind in _TRADE_KINDS if pattern.match(trade[:200])), None)):
        return traded
    body = read_plainly("\n".join(part for part in (title or "", text[:_READ_CHARS]) if part))
    heard = {kind: _hear(words, body) for kind, words in kinds.items()}
    for kind in ("agency", "research", "public"):
        if heard[kind][0]:
            return kind
    if declared := _kind_of_field(size):
        return declared
    if people is not None and people >= LARGE_FROM:
        return "enterprise"
    startup_strong, startup_small, startup_weak = heard["startup"]
    large_strong, _, large_weak = heard["enterprise"]
    if by_name and startup_strong <= large_strong:
        return by_name
    if people is not None:
        if people < SMALL_BELOW or startup_strong > large_strong:
            return "startup"
        return "enterprise" if large_strong >= 2 else "unknown"
    said = _people_of_text(body)
    if said is not None:
        if said >= LARGE_FROM:
            return "enterprise"
        if said < SMALL_BELOW and large_strong < 2:
            return "startup"
    else:
        startup_strong += startup_small
    if startup_strong or large_strong:
        return "startup" if startup_strong >= large_strong else "enterprise"
    if said is None and startup_weak >= 2 and startup_weak > large_weak:
        return "startup"
    if large_weak >= 2 and large_weak > startup_weak:
        return "enterprise"
    return "unknown"


_ITS_OWN = re.compile(r"(?:raised|closed|announced|our|an?|up)\s[^.\n]{0,30}$")


def _declares_startup(startup: _Kind, text: str) -> bool:
    """Whether the ad says that the employer is a startup, or which early round is its own."""
    body = text[:_READ_CHARS].lower()
    for match in startup.strong.finditer_beside(startup.never, body):
        said, start = match.group(), match.start()
        if said.startswith(("we ", "we'", "we’", "yc")):
            return True
        if said.startswith("is ") and not body.endswith("this ", 0, start):
            return True
        if said.startswith(("series", "seed")) and _ITS_OWN.search(body, max(0, start - 50), start):
            return True
    return False


@cache
def _kinds() -> dict[str, _Kind]:
    return {
        item["name"]: _Kind(
            compile_words(item.get("name_patterns", ())),
            Pattern(compile_words(item.get("strong", ()))),
            Pattern(compile_words(item.get("small", ()))),
            Pattern(compile_words(item.get("says", ()))),
            Pattern(compile_words(item.get("never", ()))),
        )
        for item in shelf("employer_kinds")["kind"]
    }


def _hear(words: _Kind, body: str) -> tuple[int, int, int]:
    """How many different strong, small and weak cues the text holds, those that only look like it left out."""
    cues = (words.strong, words.small, words.says)
    if not any(pattern.search(body) for pattern in cues):
        return 0, 0, 0
    strong, small, weak = (
        len({match.group() for match in pattern.finditer_beside(words.never, body)}) for pattern in cues
    )
    return strong, small, weak


_NUMBER = r"\d{1,3}(?:[,. \u202f\u00a0]\d{3}){1,2}|\d{1,7}"
_FIELD_NUMBERS = re.compile(rf"(?<![\d$€£])({_NUMBER})\s?(k\b)?(?!\d)", re.I)


def _number(digits: str, thousands: str | None = None) -> int:
    return int(re.sub(r"\D", "", digits)) * (1000 if thousands else 1)


def _people_of_field(size: str | None) -> int | None:
    """The fewest people the size field allows: "1001 to 5000 employees" → 1001, "96 Employees" → 96.

    "1 to 200" says neither small nor large; the upper end counts where the lower is under 100 people and
    the upper is not.
    """
    if not size:
        return None
    cleaned = re.sub(r"\((?:19|20)\d{2}\)", "", size[:200])
    if re.search(r"[$€£]|revenue|million|billion", cleaned, re.I):
        return None
    numbers = [_number(match.group(1), match.group(2)) for match in _FIELD_NUMBERS.finditer(cleaned)]
    if not numbers:
        return None
    low, high = numbers[0], numbers[-1]
    if re.search(r"less than|under|fewer|<|moins de|weniger als|以下|dưới|up to", cleaned, re.I):
        return max(low - 1, 1)
    return high if low < SMALL_BELOW <= high and high < LARGE_FROM else low


_FIELD_KINDS = (
    (re.compile(r"创业|初创|start-?up", re.I), "startup"),
    (re.compile(r"大厂|外企|国企|上市|company - public|enterprise|multinational", re.I), "enterprise"),
    (re.compile(r"non-?profit|government|事业单位", re.I), "public"),
    (re.compile(r"universit|college|school", re.I), "research"),
)


_TRADE_KINDS = (
    (re.compile(r"staffing|recruitment|labor supply|employment agenc", re.I), "agency"),
    (re.compile(r"colleges? & universit|universit", re.I), "research"),
    (re.compile(r"government|federal agenc|state & regional agenc|municipal|non-?profit|social assistance|religious org", re.I), "public"),
)
"""What sources call a trade and is a kind: only as the first of several."""


def _kind_of_field(size: str | None) -> str | None:
    if not size:
        return None
    return next((kind for pattern, kind in _FIELD_KINDS if pattern.search(size[:200])), None)


_STAFF = (
    r"employees|staff(?! (?:\w{1,15} ){0,2}(?:engineer|scientist|developer|designer|researcher))|coworkers|co-workers|mitarbeite\w{0,8}|beschäftigte\w?|collaborat(?:eurs|rices)\w{0,10}|"
    r"salarié\w{0,4}|employés|nhân viên|nhân sự|cán bộ"
)
_PERSONS = r"people|persons?|team ?members|teammates|professionals|associates|colleagues|experts|kolleg\w{0,8}|personnes|talents"
_AMOUNT = rf"(?<![\da-z$€£.,/])({_NUMBER})(k(?![a-z]))?\s?\+?"
_TEXT_STAFF = (
    sparing.compile(rf"{_AMOUNT}[ -](?:[a-zà-ỹ-]{{1,15}} ){{0,3}}?(?:{_STAFF})(?!\w)"),
    sparing.compile(r"(?<!\d)(\d{1,7})()\s?[+多余]?\s?(?:名员工|人团队|人的团队|人规模|名同事|员工)"),
    sparing.compile(
        r"(?<!技术)(?<!研发)(?<!算法)(?<!产品)(?:员工|团队|规模|人员)(?:人数|总数|规模)?\s?[:：]?\s?(?:约|近|超过|超|有)?\s?(\d{1,7})()\s?[+多余]?\s?(?:人|名)"
    ),
)
_TEXT_PERSONS = sparing.compile(rf"{_AMOUNT}[ -](?:[a-zà-ỹ-]{{1,15}} ){{0,2}}?(?:{_PERSONS})(?!\w)")
_TEXT_WE = sparing.compile(
    rf"(?:we are|we're|we’re|nous sommes|wir sind|company of|startup of|start-up of)(?: currently| now| just| only| about| around| over| a| small| team| of| ~)"
    rf"{{0,6}} ~?({_NUMBER})()(?=\s?\+?(?:[.,;)!]| \(| people| employees| and | full| strong| engineers| that | who | of us| from | across | spread | distributed |$))",
)
_TEXT_OF_US = sparing.compile(rf"there(?: are|['’]s)(?: currently| now| just| only| about| around| over| roughly| ~){{0,3}} ~?({_NUMBER})() of us")
_ITSELF = re.compile(
    r"(?:we are|we're|we’re|we have|our company|company (?:of|with)|startup|start-up|nous sommes|wir sind|headcount|group of|équipe de|team von|firm of|small team of|ha(?:ve|s) a team of)[^.\n]{0,30}$",
)
_OTHERS = re.compile(
    r"(?<!\w)(?:serv\w{1,5}|help\w{0,3}|support\w{0,4}|used by|users?|customers?|clients?|managing|leading|lead|million|billion|for|to|with|companies|organi[sz]ations|businesses|between|by|than \d{1,9} to)"
    r"\s(?:[\w-]{1,15}\s){0,2}[(>~+ ]{0,4}$"
    # A team's people are not its house's: "vous rejoindrez une équipe composée de 7 collaborateurs".
    r"|équipe (?:[\wà-ÿ-]{1,20} ){0,2}(?:de |d['’]environ )$",
)
_USING = re.compile(r"\+? (?:[\w.]{1,15} ){0,4}(?:trust|uses?|rely|every|from)(?!\w)|-?\w{0,6} (?:conference|event)")
"""What follows the number of those who use a product, or come to see it."""
_FEWER = re.compile(r"(?:<|less than|fewer than|under|weniger als|moins de|不到|少于)\s?$")
_PENSION_PLANS = frozenset({"401", "403"})
_OWN_LARGE = re.compile(
    r"(?:team|workforce|staff|family|company|group|organi[sz]ation|firm) (?:of|with)\s(?:\w{1,15}\s){0,2}$",
)


def _people_of_text(body: str) -> int | None:
    """The headcount the ad states of its employer: the largest stated.

    Persons ("12 people") count only where the employer speaks of itself just before, or where they are at
    least a thousand: smaller numbers are mostly the team's.
    """
    found: list[int] = []
    for pattern in (*_TEXT_STAFF, _TEXT_PERSONS, _TEXT_WE, _TEXT_OF_US):
        for match in pattern.finditer(body):
            before = body[max(0, match.start() - 60) : match.start()]
            if _OTHERS.search(before) and not _OWN_LARGE.search(before):
                continue
            if _USING.match(body, match.end()):
                continue  # "35,000 employees from hundreds of firms" use the product
            if match.group(2) and match.group(1) in _PENSION_PLANS:
                continue
            count = _number(match.group(1), match.group(2)) - bool(_FEWER.search(before))
            if pattern is _TEXT_PERSONS and count < LARGE_FROM and not _ITSELF.search(before):
                continue
            if 2 <= count <= 3_000_000 and not re.fullmatch(r"(?:19|20)\d\d", match.group(1)):
                found.append(count)
    return max(found) if found else None
