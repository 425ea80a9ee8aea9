"""Tells how a job is employed, in schema.org words.  Never assumes that a job is full time.

Where an ad offers several ways (full time or contract), the first one stated counts: it is what the
employer offers first.  A source's own field comes before the words, an internship before either
(a full-time internship is an internship).
"""

from __future__ import annotations

import re
import sys

from jobmarket.extract import sparing

_EDGE = r"(?<![A-Za-z0-9À-ɏḀ-ỹ])(?:{})(?![A-Za-z0-9À-ɏḀ-ỹ])"


def _words(pattern: str) -> sparing.Pattern:
    return sparing.compile(_EDGE.format(pattern), re.IGNORECASE)


_INTERN_TITLE = _words(
    r"interns?|internships?|werkstudent(?:in|:in|\*in|en)?|praktik(?:um|ant(?:in)?)|stage|stagiaires?|alternan(?:ce|te?)|apprentissage|working student|thực tập(?: sinh)?|实习生?"
)
_KINDS: tuple[tuple[str, sparing.Pattern], ...] = (
    (
        "INTERN",
        _words(
            r"internship only|interns? only|internship(?= ?(?:\||\n|,|position|role))|实习岗?位?(?=[\s|,，:：])|thực tập sinh"
        ),
    ),
    (
        "FULL_TIME",
        _words(
            r"full[ -]?time|fulltime|ft(?= ?(?:\||,|/|$|\n|;|\)))|permanent|perm(?= ?(?:\||,|/))|cdi|festanstellung|feste anstellung|unbefristet(?:e[rns]?)?|vollzeit|temps plein|全职|正编|正式员工|toàn thời gian"
        ),
    ),
    ("PART_TIME", _words(r"part[ -]?time|parttime|teilzeit|temps partiel|mi-temps|兼职|bán thời gian")),
    (
        "CONTRACTOR",
        _words(
            r"contractors?(?= ?(?:\||,|/|$|\n|;|\)|position|role|wanted|needed|welcome|basis|ok))|contract(?= ?(?:\||/|$|\n|;|\)|position|role|work\b|job|basis|opportunity|to[ -]hire|or |engineer|developer|, ))"
            r"|(?:month|week|year|term|time|-) contract|freelanc(?:e|ers?|ing)(?! ?(?:platform|marketplace|network|website|s? (?:can|use|around|find)))|c2c|corp[ -]to[ -]corp|c2h|1099|independent contractors?|freiberuflich|freie[rn]? mitarbeiter|外包|自由职业"
        ),
    ),
    (
        "TEMPORARY",
        _words(
            r"temporary (?:position|role|contract|job)|fixed[ -]term|temp (?:position|role|to)|cdd|befristet(?:e[rns]?)?|intérim|mission intérimaire|seasonal|thời vụ"
        ),
    ),
)
_FIELD: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("INTERN", re.compile(r"intern|stage|praktik|werkstudent|alternance|apprenti|实习|thực tập", re.I)),
    ("PART_TIME", re.compile(r"part[ _-]?time|teilzeit|temps partiel|兼职|^pt$|bán thời gian", re.I)),
    (
        "CONTRACTOR",
        re.compile(r"contract|freelanc|^ct$|^fl$|1099|c2c|libéral|profession libérale|franchise|外包", re.I),
    ),
    ("TEMPORARY", re.compile(r"temp(?!s)|cdd|fixed|befrist|intérim|mis\b|saison|season|ddi", re.I)),
    (
        "FULL_TIME",
        re.compile(
            r"full[ _-]?time|perman|regular|cdi|vollzeit|fest|^ft$|temps plein|全职|toàn thời gian|employee",
            re.I,
        ),
    ),
)
_READ = 1500  # characters of prose that are read beside the header: later mentions are benefits and law


def _field_type(field: str) -> str | None:
    for name, pattern in _FIELD:
        if pattern.search(field):
            return name
    return None


def employment_type(text: str, *, hint: str | None = None, title: str | None = None) -> str | None:
    """FULL_TIME, PART_TIME, CONTRACTOR, TEMPORARY, INTERN (schema.org ``employmentType``), or None.

    Args:
        text: the ad as plain text.
        hint: the source's own field ("FullTime", "CDI", "contract").
        title: the job's title; it outranks the field only where it says internship or contract.

    A contract or freelance position is CONTRACTOR, a fixed-term job TEMPORARY.  The words of the text
    count in its header line, or else in its first 1,500 characters.
    """
    if title:
        if _INTERN_TITLE.search(title):
            return "INTERN"
        stated = _first_stated(title)
        if stated and stated != "FULL_TIME":
            return stated
    if hint and (named := _field_type(hint.strip())):
        return named
    if title and (stated := _first_stated(title)):
        return stated
    header = text.lstrip()[:400].split("\n", 1)[0]
    return _first_stated(header) or _first_stated(text, _READ)


def _first_stated(words: str, end: int = sys.maxsize) -> str | None:
    first: tuple[int, str] | None = None
    for name, pattern in _KINDS:
        match = pattern.search(words, 0, end)
        if match and (first is None or match.start() < first[0]):
            first = (match.start(), name)
    return first[1] if first else None
