"""A posting in, its facts out: puts the extractors together.  Decides only which of two sayings counts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from jobmarket.extract.ads import is_ad
from jobmarket.extract.employers import employer_kind, employer_name, industry, known_employer
from jobmarket.extract.employment import employment_type
from jobmarket.extract.fingerprint import fingerprint
from jobmarket.extract.language import language
from jobmarket.extract.mentions import mentions, skill_mentions
from jobmarket.extract.moves import Moves, unescaped
from jobmarket.extract.pay import field_pay, pay, period_by_size
from jobmarket.extract.places import Located, places
from jobmarket.extract.roles import attribute, each_once, role_mentions, role_title, seniority
from jobmarket.extract.text import plain
from jobmarket.extract.work_modes import work_modes
from jobmarket.records import Facts, Mention, Pay, Place, Posting, RoleMention

__all__ = ["extract"]

_WORDS = re.compile(r"\w")


def _paid_in(text: str, bands: tuple[Pay, ...]) -> str | None:
    """The one country named beside the bands without a currency: "San Francisco, CA: $150k"."""
    said: set[str] = set()
    for band in bands:
        if band.currency is None and band.start is not None and band.end is not None:
            beside = text[max(0, band.start - 90) : band.start] + "; " + text[band.end : band.end + 40]
            said.update(places("", location=" ".join(beside.split())).countries)
    return said.pop() if len(said) == 1 else None


def _salaries(posting: Posting, text: str, located: Located) -> tuple[Pay, ...]:
    """Pay as the ad states it; else as the source's own field gives it.

    The ad's words come first: boards fill their fields from them, round them and drop the period.
    An estimate by a third party is kept beside a stated band, marked as what it is.
    """
    country = located.countries[0] if len(located.countries) == 1 else None
    stated = pay(text, country=country, title=posting.title)
    if not located.countries and (country := _paid_in(text, stated)):
        stated = pay(text, country=country, title=posting.title)
    given = tuple(
        band if band.period else replace(band, period=period_by_size(band.low, band.currency))
        for band in posting.pay
    )
    if not given and posting.salary:
        given = field_pay(posting.salary, country=country, basis=posting.salary_basis)
    if not stated:
        return given
    one_figure = len({end for band in stated for end in (band.low, band.high) if end is not None}) == 1
    stated = tuple(dict.fromkeys(_completed(band, given, one_figure=one_figure) for band in stated))
    return stated + tuple(band for band in given if band.basis == "estimate")


def _completed(band: Pay, given: tuple[Pay, ...], *, one_figure: bool) -> Pay:
    """A stated band with what the source's field adds to just these amounts: the currency, the period, the other end.

    "Up to £55k" beside a field that says 45,000 to 55,000 is the field's band, and so is its end where the words tell
    that one figure alone.
    """
    for twin in given:
        same = (band.low, band.high) == (twin.low, twin.high)
        if same and band.currency is None:
            band = replace(band, currency=twin.currency)  # whatever the field calls its period
        if any(
            said is not None and other is not None and said != other
            for said, other in ((band.currency, twin.currency), (band.period, twin.period))
        ):
            continue
        if same:
            return replace(band, period=band.period or twin.period)
        if twin.basis != "field" or twin.low is None or twin.high is None or twin.low == twin.high:
            continue  # a board's one figure is no end of a band
        if (band.low, band.high) in {(twin.low, None), (None, twin.high)} or (one_figure and band.low in (twin.low, twin.high)):
            return replace(twin, currency=twin.currency or band.currency, period=twin.period or band.period)
    return band


def _opening(text: str, located: Located) -> str:
    """The place that the ad's first words are, or nothing."""
    first = min((p for p in located.places if p.start is not None), key=lambda p: p.start or 0, default=None)
    return first.surface if first is not None and not _WORDS.search(text[: first.start]) else ""


def _without_employer(found: tuple[Mention, ...], employer: str | None) -> tuple[Mention, ...]:
    """The mentions that are not just the employer's own name (Hugging Face, Torch, Lightning AI …)."""
    if not employer:
        return found
    own = employer.casefold()
    return tuple(one for one in found if one.surface.casefold() != own)


def extract(posting: Posting) -> Facts:
    """Everything the ad says, as far as the shelves can hear it.

    Offsets in the result point into ``plain(posting.text)``, which is the text itself where it is no HTML.
    """
    text = plain(posting.text)
    read, moves = unescaped(text)
    facts = _read(posting, read)
    return facts if moves is None else _proven_by(text, facts, moves)


_Found = TypeVar("_Found", Mention, Pay, Place, RoleMention)


def _proven_by(text: str, facts: Facts, moves: Moves) -> Facts:
    """The facts of a shortened text, with the characters of the whole one that prove them."""

    def proven(one: _Found) -> _Found:
        if one.start is None or one.end is None or getattr(one, "where", "text") != "text":
            return one
        start, end = moves.original(one.start), moves.original(one.end - 1) + 1
        return replace(one, start=start, end=end, surface=text[start:end])

    return replace(
        facts,
        mentions=tuple(map(proven, facts.mentions)),
        salaries=tuple(map(proven, facts.salaries)),
        role_mentions=tuple(map(proven, facts.role_mentions)),
        places=tuple(map(proven, facts.places)),
    )


def _read(posting: Posting, text: str) -> Facts:
    """The facts of a posting that reads ``text``."""
    year = posting.date_posted.year if posting.date_posted else None
    located = places(text, title=posting.title, location=posting.location, country=posting.country)
    openings = role_mentions(text, title=posting.title)
    found = mentions(text, year=year)
    if posting.title:
        found = mentions(posting.title, year=year, where="title") + found
    found = _without_employer(attribute(text, openings, found), posting.employer)
    if posting.skills is not None and not text.strip():
        found = found + skill_mentions(posting.skills, year=year)
    advertises = bool(text.strip()) and is_ad(text, title=posting.title)
    name = employer_name(text, employer=posting.employer, seat=_opening(text, located))
    if text.strip() and not advertises and posting.employer is None and not known_employer(name):
        name = None  # what opens a comment on a thread is nobody's name, but for those whom everybody knows
    kind = employer_kind(
        name, text, size=posting.employer_size, title=posting.title, year=year, trade=posting.industry
    )
    readable = bool(text.strip()) or posting.skills is not None
    return Facts(
        is_ad=readable and (advertises or not text.strip()),
        language=language(text or posting.title or ""),
        text_chars=len(text),
        fingerprint=fingerprint(text),
        title=posting.title or role_title(text, openings),
        employer=name,
        employer_kind=kind,
        industry=industry(name, text, hint=posting.industry, kind=kind),
        employment_type=employment_type(text, hint=posting.employment_type, title=posting.title),
        mentions=found,
        salaries=_salaries(posting, text, located),
        role_mentions=each_once(openings, text),
        places=located.places,
        regions=located.regions,
        work_modes=work_modes(
            text, title=posting.title, location=posting.location, hint=posting.work_mode
        ),
        seniority=seniority(
            openings, text, posting.seniority or posting.employment_type, title=posting.title
        ),
    )
