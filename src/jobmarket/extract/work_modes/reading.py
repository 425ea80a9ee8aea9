"""Which work modes an ad offers: remote, hybrid, onsite; never inferred from a place or an office's address.

Only what is offered counts: "no remote" offers nothing, "remote sensing" is no work mode, and "3 days a week
in the office" is hybrid however it is called.
"""

from __future__ import annotations

import re

from jobmarket.extract import sparing
from jobmarket.extract.work_modes.days import COUNTED_DAYS, REST, SOME_DAYS
from jobmarket.extract.work_modes.denials import is_offered
from jobmarket.extract.work_modes.sentences import (
    ALSO_ONSITE,
    ALSO_REMOTE,
    BESIDE_OFFICE,
    EXCEPTION,
    MOBILE,
    OF_THIS_JOB,
    PLAIN_HYBRID,
    PLAIN_ONSITE,
    PLAIN_REMOTE,
    WHOLLY,
    WIDELY,
)
from jobmarket.extract.work_modes.words import HYBRID, ONSITE, REMOTE

_MODES = ("hybrid", "onsite", "remote")
_HINTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"hybrid", re.I), "hybrid"),
    (re.compile(r"on[\s_-]?site|in[\s_-]?office|in[\s_-]?person", re.I), "onsite"),
    (
        re.compile(
            r"remote|telecommut|^\s*true\s*$|anywhere|work\s*from\s*home|télétravail|home[\s-]?office|远程",
            re.I,
        ),
        "remote",
    ),
)


def _hinted(hint: str) -> set[str]:
    """Modes a source's own field names; "False" or "not remote" names none."""
    return {
        mode
        for pattern, mode in _HINTS
        for match in pattern.finditer(hint)
        if is_offered(hint, match.start(), match.end())
    }


def _partly(text: str, match: re.Match[str]) -> str:
    """Hybrid where running German text offers home office among its benefits, else remote."""
    wholly = WHOLLY.search(text, max(0, match.start() - 20), match.start()) or WIDELY.match(text, match.end())
    return "hybrid" if BESIDE_OFFICE.fullmatch(match.group()) and not wholly else "remote"


def _read(text: str, patterns: tuple[tuple[str, sparing.Pattern], ...], *, short: bool) -> set[str]:
    """Modes offered in a stretch of text, by ``patterns``; "2 days a week remote" is hybrid.

    ``short``: the stretch is a header, a title or a field.
    """
    found: set[str] = set()
    covered: list[tuple[int, int]] = []
    lowered = text.lower()
    for pattern in (COUNTED_DAYS, SOME_DAYS) if any(word in lowered for word in _DAY_WORDS) else ():
        for match in pattern.finditer(text):
            if is_offered(text, *match.span()):
                found.add("hybrid")
            rest = REST.match(text, match.end())
            covered.append((match.start(), rest.end() if rest else match.end()))
    for mode, pattern in patterns:
        if not short and mode in _NEEDS and not any(word in lowered for word in _NEEDS[mode]):
            continue
        for match in pattern.finditer(text):
            if any(a <= match.start() < b or a < match.end() <= b for a, b in covered):
                continue
            if is_offered(text, *match.span()):
                found.add(_partly(text, match) if mode == "remote" and not short else mode)
                break
    return found


_SHORT = (("hybrid", HYBRID), ("onsite", ONSITE), ("remote", REMOTE))
_PLAIN = (("hybrid", PLAIN_HYBRID), ("onsite", PLAIN_ONSITE), ("remote", PLAIN_REMOTE))
_LINE = re.compile(r"\S[^\n]*")
#: On the line after "Telework:".
_NO = re.compile(
    r"\s{1,8}(?:no|non|nein|none|không|(?:telecommuting|telework(?:ing)?|remote(?:\s+work)?)\s+not\s+[a-z]{4,10})\b(?![ \t]+\w)", re.I
)
#: A mode whose words (lower case) a text holds none of is not looked for.
_NEEDS = {
    "hybrid": ("hybrid", "混合"),
    "remote": (
        "remote", "home", "anywhere", "wfh", "telecommut", "telework", "distributed", "virtual", "mobil", "télétravail",
        "teletravail", "distance", "domicile", "hause", "từ xa", "tại nhà", "远程", "居家", "在家",
    ),
}  # fmt: skip
_DAY_WORDS = (
    "day", "tage", "mobil", "jour", "semaine", "domicile", "ngày", "天", "remote", "wfh", "télétravail", "home", "office", "on-site", "onsite", "person", "half", "telecommut", "telework", "telearbeit", "daheim", "zuhause", "zu hause", "chez vous",
    "居家", "在家", "远程", "公司", "từ xa", "tại nhà",
)  # fmt: skip


#: Emphasis and escapes of Markdown, and hyphens that look like the plain one.
_PLAINER = str.maketrans({"*": " ", "\\": None, "\u2010": "-", "\u2011": "-"})


def _counts_days(text: str) -> bool:
    """Whether some days of the week are told that are spent at the office, or elsewhere."""
    return any(is_offered(text, *match.span()) for match in COUNTED_DAYS.finditer(text))


def _shares_time(text: str) -> bool:
    """Whether it is told how much of the time is spent at the office, or elsewhere."""
    text = text.translate(_PLAINER)
    return _counts_days(text) or any(is_offered(text, *match.span()) for match in SOME_DAYS.finditer(text))


def _read_text(text: str, *, titled: bool) -> set[str]:
    """Modes by the header line, else by the short lines after it, else by the sentences.

    ``titled``: the ad has a title beside its text.
    """
    text = text.translate(_PLAINER)
    for number, line in enumerate(_LINE.finditer(text, 0, 2000)):
        if number == 6:
            break
        words = line.group().rstrip()
        goes_on = (number > 0 and words[0].islower()) or text[line.end() + 1 : line.end() + 2].islower()
        if goes_on and "|" not in words and not (number == 0 and words.count(" - ") > 1):
            continue  # prose that was broken into lines
        header_like = number == 0 or words.count("|") > 1 or (len(words) <= 90 and not words.endswith("."))
        if number == 0 and titled and len(words) > 200 and "|" not in words and words.count(" / ") < 2:
            continue  # the header of a board's ad is its title: a long first line is prose
        denied = _NO.match(text, line.end()) if words[-1] in "?:" else None
        stretch = line.group()[:400] + (denied.group() if denied else "")
        if header_like and (said := _read(stretch, _SHORT, short=True)):
            return said | {"hybrid"} if said == {"onsite"} and _counts_days(text) else said
    said = _read(text, _PLAIN, short=False)
    if "hybrid" in said:
        if not ALSO_ONSITE.search(text):
            said -= {"onsite"}
        if not ALSO_REMOTE.search(text):
            said -= {"remote"}
    if not said and any(is_offered(text, *match.span()) for match in MOBILE.finditer(text)):
        return {"hybrid"}
    return said


#: A place of work that is none.
_ANYWHERE = re.compile(r"\s*anywhere\b", re.I)


def work_modes(
    text: str, *, title: str | None = None, location: str | None = None, hint: str | None = None
) -> tuple[str, ...]:
    """The modes offered, sorted, out of ``hybrid``, ``onsite``, ``remote``.

    The location field and the title decide where they name a mode; then the header line of the text; then its
    sentences; and only where the words say nothing, or just an exception, the source's own field (``hint``), which
    boards fill by guess or for the whole employer.  A field that offers a choice is no guess: it adds to words that
    name a part of it; and remote stands beside a hybrid that is said of all who work there.
    """
    said: set[str] = set()
    for field in (location, title):
        if field:
            said |= _read(field[:2000], _SHORT, short=True)
    if not said and location and _ANYWHERE.match(location):
        return ("remote",)
    named, said = said, said or _read_text(text, titled=bool(title))
    if named == {"remote"} and _shares_time(text):
        said = {"hybrid", "remote"}  # "Remote or Oslo", and who comes to Oslo is there three days a week
    if hint:
        given = _hinted(hint)
        if said == {"remote"}:
            loose = EXCEPTION.search(text) is not None
        else:
            loose = said == {"hybrid"} and "remote" in given and not (named or OF_THIS_JOB.search(text) or _shares_time(text))
        if not said or said < given or loose:
            said |= given
    return tuple(mode for mode in _MODES if mode in said)
