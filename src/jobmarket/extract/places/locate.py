"""Where the job can be done, as the ad says it; never where its customers, founders or time zones are.

Read in this order, each only where the one before says nothing: the source's location field, the title, the
header line of a community post, then sentences that speak of the job's place ("based in …", "Location: …",
"工作地点：…").  A country follows from a city; a city never from a country.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jobmarket.extract.places.fields import given_country, read_field
from jobmarket.extract.places.gathering import (
    Located,
    cities_of_prose,
    collect,
    completed,
    located,
    runs,
    shared,
)
from jobmarket.extract.places.gazetteer import fold, gazetteer
from jobmarket.extract.places.headers import plain_words, read_header, read_lines
from jobmarket.extract.places.masks import drop_masked
from jobmarket.extract.places.meanings import stands_alone
from jobmarket.extract.places.neighbours import join_neighbours
from jobmarket.extract.places.sentences import (
    asked_lists,
    opening_places,
    read_labels,
    read_sentences,
    stated_lists,
)
from jobmarket.extract.places.telling import is_header, is_told, prose_end
from jobmarket.extract.places.toponyms import Name, find_names
from jobmarket.records import Place

_GLUED = re.compile(r"(?<=[a-z]{4})(?=([A-Z][a-zé]{2,15}(?: [A-Z][a-z]{2,15})?)(?:,|$))")


def _unglued(title: str) -> str:
    """A title that a board glued to the city behind it ("Data EngineerOslo, Norway"), as two pieces."""
    names = gazetteer().names
    return _GLUED.sub(
        lambda cut: " | " if any(m.level == "city" for m in names.get(fold(cut[1]), ())) else "", title
    )


_SCOPE = re.compile(r"\bremote\b\s{0,2}[-–—:,(/]?\s{0,2}(?:in\s|within\s|from\s)?", re.I)


def _remote_scope(title: str) -> tuple[Place, ...]:
    """Where a title allows remote work: "Engineer (Remote, US)"."""
    scope = _SCOPE.search(title[:300])
    if scope is None:
        return ()
    stop = min(len(title), scope.end() + 40)
    names = drop_masked(title, scope.end(), stop, find_names(title, scope.end(), stop))
    names = [
        n
        for n in join_neighbours(title, names, scope.end(), plain_words(), towns=False)
        if stands_alone(title, n)
    ]
    if not names or names[0].start - scope.end() > 5:
        return ()
    return located(title, names, None, offsets=False).places


def _cities_of_title(title: str | None, field: Sequence[Place]) -> tuple[Place, ...]:
    """The cities that a title names in a country of the location field: "Engineer - Pune" beside "Chennai, India".

    A list that holds the field's own city counts whole ("Oslo/Paris" beside "Oslo").
    """
    if not title:
        return ()
    title = title[:300]
    named = located(title, read_header(title, 0, len(title)), None, offsets=False).places
    lands = {place.country for place in field}
    if any((place.city, place.country) in {(p.city, p.country) for p in field if p.city} for place in named):
        lands |= {place.country for place in named}
    return tuple(place for place in named if place.city and place.country in lands)


_REMOTE = re.compile(r"\bremote(?:ly)?\b", re.I)
_ON_SITE = re.compile(r"\bon-?site\b|\bhybrid\b|\bin[- ](?:person|office)\b", re.I)
_ANYWHERE = re.compile(r"\bworld-?wide\b|\bglobal(?:ly)?\b", re.I)
_SENTENCES = re.compile(r"[a-z]{2}[.!?]\s+[A-Z]")
_WORD = re.compile(r"\S")
_HAN = re.compile(r"[\u4e00-\u9fff]")


#: A line on the employer's head office is no header of the job.
_HEAD_OFFICE = re.compile(r"总部")
#: Clauses of a Chinese sentence: a country in it is where the employer trades, a city where it is.
_CLAUSES = re.compile(r"[\u4e00-\u9fff][，,；。]\s?[\u4e00-\u9fff]")


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a line is part of a sentence that was broken into lines."""
    if "|" in text[start:end] or " - " in text[start:end] or _HAN.search(text, start, end):
        return False
    return (start > 0 and text[start].islower() and text[start - 1] == "\n") or text[end + 1 : end + 2].islower()


def _line(text: str, at: int) -> tuple[int, int]:
    """The next line that has words, from ``at`` on; empty at the end of the text."""
    word = _WORD.search(text, at)
    if word is None:
        return len(text), len(text)
    end = text.find("\n", word.start())
    return word.start(), (end if end >= 0 else len(text))


def places(
    text: str, *, title: str | None = None, location: str | None = None, country: str | None = None
) -> Located:
    """Where the job can be done: its offices, and the places allowed for remote work.

    ``location`` is the source's field and decides where it names a place; ``country`` is the source's
    country (code or name) and settles ambiguous names.  "Remote (EU)" gives the region, "worldwide" nothing.
    """
    land = given_country(country)
    if location and location.strip():
        field = read_field(location[:2000], country=land)
        if not field and country and not land:
            field = read_field(country[:200])  # "Remote" in the "European Union"
        if field:
            named = (*field, *_remote_scope(title or ""), *_cities_of_title(title, field))
            more = completed(text, named)
            if not more and all(place.subdivision and not place.city for place in named):
                more = cities_of_prose(text, named)  # the town in a state's or a county's field
            return collect((*named, *more))
    if land:
        seat = Place(country or land, land, region=gazetteer().region_of[land])
        cities = _cities_of_title(title, [seat])
        return collect((*cities, seat, *completed(text, (*cities, seat))))
    title = _unglued(title[:500]) if title else None
    if title and (said := located(title, read_header(title, 0, len(title)), None, offsets=False)).places:
        return said
    return _read_text(text)


_BRACKETS = re.compile(r"[\s#*>]{0,8}((?:[\[【][^\[\]【】\n]{2,60}[\]】]\s{0,2}){1,6})")


def _bracketed(text: str) -> list[Name]:
    """Names in the brackets that a Chinese ad opens with: "【杭州/西安/成都】…"."""
    brackets = _BRACKETS.match(text)
    return read_header(text, *brackets.span(1)) if brackets else []


def _announced(text: str, start: int, stop: int, *, opening: bool) -> list[Name]:
    """Names that a line without bars announces itself; in an ad's first also behind its label.

    Where the first line is a sentence, labels further down tell the place before it does.
    """
    if "|" in text[start:stop]:
        return []
    if said := [name for names in stated_lists(text, start, stop) for name in names]:
        return said
    if opening and (said := opening_places(text, start, stop)):
        return said
    told = opening and is_told(text, start, prose_end(text, start, stop, opening=True))
    labels = read_labels(text) if told or (opening and text.count(": ", start, stop) > 1) else []
    return [name for name in labels if told or start <= name.start < stop]


def _read_text(text: str) -> Located:
    """Places from the words of the ad alone: its header lines first, then its sentences."""
    if _HAN.search(text, 0, 400):
        names = read_labels(text)
        if names:
            names = _bracketed(text) + names
        labelled = located(text, names, None, offsets=True)
        if labelled.places:
            heading = runs(text, read_header(text, *_line(text, 0)))
            return collect((*labelled.places, *shared(text, labelled.places, heading)))
    start, end = _line(text, 0)
    for number in range(6):
        if start >= len(text) or start > 900:
            break
        header = is_header(text[start:end]) and not (number and _HEAD_OFFICE.search(text, start, end))
        header = header and not _goes_on(text, start, end)
        if header or number == 0:
            stop = min(end, start + 1000) if header else prose_end(text, start, min(end, start + 200), opening=True)
            names = _announced(text, start, stop, opening=number == 0) or read_header(text, start, stop, strict=number > 0 and text.count("|", start, stop) < 3, towns=True)
            if number and _CLAUSES.search(text, start, stop):
                names = [n for n in names if all(m.level not in ("country", "region") for m in n.meanings)]
            found = located(text, names, None, offsets=True)
            if found.places:
                if found.cities:
                    lists = [*asked_lists(text), *(runs(text, read_lines(text)) if _HAN.search(text, 0, 400) else ())]
                    return collect((*found.places, *shared(text, found.places, lists)))
                more = completed(text, found.places)
                if not more and not _REMOTE.search(text, start, stop):
                    more = cities_of_prose(text, found.places)
                    if not found.countries:  # "Europe, on site", and below where each job is
                        listed = located(text, read_lines(text), None, offsets=True).places
                        more += [place for place in listed if place.region in found.regions]
                return collect((*found.places, *more))
        start, end = _line(text, end)
    first = text[slice(*_line(text, 0))][:400]
    remote = is_header(first) and _REMOTE.search(first) is not None
    anywhere = remote and _ANYWHERE.search(first) is not None
    prose = "|" not in first and _SENTENCES.search(first) is not None
    remote = anywhere or (remote and not prose and not _ON_SITE.search(first))
    said, hinted = read_sentences(text, remote=remote, anywhere=anywhere)
    for names in (said, [] if said else read_lines(text), hinted):
        if (found := located(text, names, None, offsets=True)).places:
            return found
    return Located()
