"""Tells the employer's industry: a shelf of known employers, the source's field, the ad's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from jobmarket.catalog import shelf
from jobmarket.extract import sparing
from jobmarket.extract.employers.keys import known_by_address, known_employer
from jobmarket.extract.employers.wording import compile_words, read_plainly
from jobmarket.extract.sparing import Pattern

_READ_CHARS = 20_000
_ENOUGH = 3
_OPENING_CHARS = 500
"""Ads open with who the employer is."""
_SELF = sparing.compile(
    r"(?<![A-Za-z])(?:we are|we're|we’re|we build|we make|we help|we provide|we develop|we're building|we’re building|"
    r"we are building|we offer|we use|we enable|we believe|our mission|our company|our platform|our product|our technology|about us|about the company|who we are|is an?|is the|"
    r"is building|is a leading|builds|develops|provides|helps|wir sind|wir entwickeln|unser unternehmen|als führend\w{0,3}|nous sommes|notre mission|est une?|chúng tôi là|là công ty|là một trong|"
    r"我们是|公司是|是一家|致力于|专注于|成立于)",
)
"""By which an employer begins to describe itself."""
_ABOUT = sparing.compile(
    r"(?:about us|about the company|who we are|company (?:overview|description|profile)|公司(?:/团队)?(?:介绍|简介|背景)|企业(?:介绍|简介)|关于我们|über uns|qui sommes[ -]nous ?\??|"
    r"à propos de nous|présentation de l['’]entreprise|description de l['’]entreprise|giới thiệu công ty|về chúng tôi)[\s:：】\])*_#>-]{1,20}"
)
"""A heading under which the employer tells of itself; what follows is read as ads' openings are."""
_ABOUT_CHARS = 500
_STOPS = ".!?\n。！"
_GOES_ON = re.compile(rf"[^{_STOPS}]{{0,240}}")
_FARTHEST_SELF = 160  # signs from the start of its sentence


@dataclass(frozen=True, slots=True)
class _Industry:
    name: re.Pattern[str]
    cues: Pattern
    never: Pattern
    hints: re.Pattern[str]
    work: re.Pattern[str]  # asked of so few ads that searching all of them for where it begins costs more
    tools: re.Pattern[str]


def industry(name: str | None, text: str, *, hint: str | None = None, kind: str | None = None) -> str:
    """The employer's industry, one word of the shelf ``industries``, or ``unknown``.

    The shelf of known employers speaks first, then the source's own field (``hint``), then words of the
    employer's name, then what the ad says the employer does: cues count once each, twice more in
    the opening or a sentence by which the employer describes itself; the most telling industry needs three points
    and a lead.  Who tells nothing of its trade but asks for software work is of the industry whose ``work`` that is,
    and where not even that is said, the one industry of which words stand anywhere in the ad.
    A board's fields at the ad's end count where the words tell no trade but software's.
    An agency (``kind``) recruits for the trade of its client, which is what its ad tells of: the shelf's technology
    stands only where the ad tells nothing, and the kind of work asked for says nothing of that client.
    Of the trades that the source's field names, the one that the shelf says too counts, even "other".
    """
    known = known_employer(name) or known_by_address(text[:_READ_CHARS])
    recruits = kind == "agency"
    own = known.industry if known is not None else None
    if known is not None and name and _LENDS.search(name) and not _LENDS.search(known.name):
        return "finance"
    if own and own != "other" and not (recruits and own in _VAGUE):
        return own
    filed = _of_hint(hint)
    if own and own in filed and not recruits:
        return own
    hinted = filed[0] if filed else None
    if hinted and hinted not in _VAGUE:
        return hinted
    heard = [key for key, item in _industries().items() if name and item.name.search(name.lower())]
    if recruits and "other" in heard:
        heard.remove("other")  # which is recruiting, and not its client's trade
    named = heard[0] if heard else None
    # "Truyền thông và Công nghệ …", filed under software: two witnesses against one.
    if named and named not in _VAGUE and hinted not in heard:
        return named
    named = hinted if hinted in heard else named
    if own and not recruits:
        return own
    # Who lends out developers makes software; a recruiter that the shelf knows may be named for whom it seeks.
    if recruits and named and not hinted and not own:
        return named
    told = _of_text(name, text, enough=2 * _ENOUGH if hinted else _ENOUGH, filed=filed)
    if not hinted and told in {None, "technology"} and (below := _of_fields_below(text)):
        return below if below not in _VAGUE else told or named or below
    # The developers whom a recruiter seeks may work in any trade.
    theirs = (own if own != "other" else None) if recruits else _by_work(name, text)
    return told or hinted or named or theirs or _faintly(text) or "unknown"


_LENDS = re.compile(r"\b(?:financial services|finance|leasing|(?<!food )bank)\b", re.IGNORECASE)
"""The arm of a maker of cars that lends money is in another trade than the maker."""

_VAGUE = frozenset({"technology"})
"""Boards call most advertisers of software jobs technology companies: the ad's own words go first."""


def _by_work(name: str | None, text: str) -> str | None:
    """The industry whose kind of work the ad asks for: by two different words of it, of a named employer by one job."""
    body = read_plainly(text[:_READ_CHARS])
    for key, item in _industries().items():
        jobs = {match.group() for match in item.work.finditer(body)}
        if (name and jobs) or len(jobs | {match.group() for match in item.tools.finditer(body)}) > 1:
            return key
    return None


def _faintly(text: str) -> str | None:
    """The one industry an ad has words of, wherever they stand: two different cues and a lead."""
    body = read_plainly(text[:_READ_CHARS])
    scores = {key: len(set(_cues(item, body))) for key, item in _industries().items()}
    (best, most), (_, next_most) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    return best if most > max(next_most, 1) else None


def _of_hint(hint: str | None) -> list[str]:
    """The industries a source's field names, in its order."""
    if not hint or hint.strip() in {"-1", "Unknown"}:
        return []
    found = [
        (match.start(), place, key)
        for place, (key, item) in enumerate(_industries().items())
        if (match := item.hints.search(hint[:300].lower()))
    ]
    return [key for _, _, key in sorted(found)]


_FIELDS_BELOW = re.compile(r"\nIndustries\n(?:[^\n]{3,60}\n){0,6}([^\n]{3,60})\s*$")
_TOO_COMMON = frozenset(
    {"Computer Software", "Internet", "Marketing and Advertising", "Nonprofit Organization Management", "Consumer Goods",
     "Human Resources", "Staffing and Recruiting", "Financial Services", "Management Consulting", "Construction", "Research", "Design"}
)  # fmt: skip
"""What a board puts into its fields of most advertisers, whatever their trade."""


def _of_fields_below(text: str) -> str | None:
    """The industry of the last trade in the fields a board prints at an ad's end: the commonest stand first."""
    if (fields := _FIELDS_BELOW.search(text, max(0, len(text) - 400))) and fields[1].strip() not in _TOO_COMMON:
        return next(iter(_of_hint(fields[1])), None)
    return None


def _of_text(name: str | None, text: str, *, enough: int, filed: Sequence[str]) -> str | None:
    body = read_plainly(text[:_READ_CHARS])
    own = "\n".join(
        [
            body[:_OPENING_CHARS],
            *_about_itself(body),
            *_under_headings(body),
            *_sentences_with(name, body),
        ]
    )
    scores: dict[str, int] = {}
    for key, item in _industries().items():
        scores[key] = 0
        # Most ads hold no cue of most industries: one search settles that.
        if not item.cues.search(body):
            continue
        heard = _cues(item, body)
        everywhere = set(heard)
        about_itself = set(_cues(item, own)) if heard else set()
        telling = len(everywhere) + 2 * len(about_itself) + (len(heard) > len(everywhere))
        # Words that never stand in a sentence about the employer may be its benefits or its customers.
        if about_itself or telling > enough:
            scores[key] = telling
    technology = scores.pop("technology")
    (best, most), (_, next_most) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    # Everybody builds software: what it is for tells the industry, where the ad says so clearly, which is
    # more than one cue once; who tells more of the software sells it to those others.
    # A trade the source files it under as well ("Software; Insurance") needs no more than where nothing is filed.
    needed = _ENOUGH if best in filed and best != "other" else enough
    if most >= needed + bool(technology) and most > next_most and 3 * most >= 2 * technology:
        return best
    return "technology" if technology >= enough else None


def _about_itself(body: str) -> Iterator[str]:
    """The sentences behind the opening by which the employer describes itself, each from the stop before it."""
    reached = _OPENING_CHARS
    for words in _SELF.finditer(body, reached):
        first = max(reached, words.start() - _FARTHEST_SELF - 1)
        start = max(body.rfind(stop, first, words.start()) for stop in _STOPS)
        if start >= reached and (rest := _GOES_ON.match(body, words.end())):
            reached = rest.end()
            yield body[start:reached]


def _under_headings(body: str) -> Iterator[str]:
    """The beginnings of the ad's parts that are headed as being about the employer, two at most."""
    for heading in islice(_ABOUT.finditer(body, _OPENING_CHARS // 2), 2):
        yield body[heading.end() : heading.end() + _ABOUT_CHARS]


def _cues(item: _Industry, text: str) -> list[str]:
    return [match.group() for match in item.cues.finditer_beside(item.never, text)]


def _sentences_with(name: str | None, body: str) -> list[str]:
    """Up to twelve stretches from the employer's name to the end of its sentence."""
    if not name or len(name) < 3:
        return []
    found = re.finditer(re.escape(name[:40].lower()) + r"[^.!?\n。！]{0,240}", body)
    return [match.group() for _, match in zip(range(12), found, strict=False)]


@cache
def _industries() -> dict[str, _Industry]:
    return {
        item["name"]: _Industry(
            compile_words(item.get("name_patterns", ())),
            Pattern(compile_words(item.get("cues", ()))),
            Pattern(compile_words(item.get("never", ()))),
            compile_words(item.get("hints", ())),
            compile_words(item.get("work", ())),
            compile_words(item.get("tools", ())),
        )
        for item in shelf("industries")["industry"]
    }
