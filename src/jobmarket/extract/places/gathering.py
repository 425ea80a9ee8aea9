"""What names of an ad add up to, and which further lists of the ad complete it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jobmarket.extract.places.gazetteer import fold, gazetteer
from jobmarket.extract.places.meanings import BARE, place_records, resolve
from jobmarket.extract.places.sentences import asked_lists, labelled_lists, read_sentences, stated_lists
from jobmarket.extract.places.toponyms import Name
from jobmarket.records import Place


@dataclass(frozen=True, slots=True)
class Located:
    """The places of a job.

    ``regions``, ``countries`` (ISO 3166-1 alpha-2) and ``cities`` (English form) are sorted and without
    repeats; ``places`` are in the order written.
    """

    places: tuple[Place, ...] = ()
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()


def collect(places: Iterable[Place]) -> Located:
    """Places without repeats, and what they add up to."""
    unique: dict[tuple[str | None, ...], Place] = {}
    for place in places:
        unique.setdefault((place.country, place.subdivision, place.city, place.region), place)
    kept = tuple(unique.values())
    return Located(
        kept,
        tuple(sorted({p.region for p in kept if p.region})),
        tuple(sorted({p.country for p in kept if p.country})),
        tuple(sorted({p.city for p in kept if p.city})),
    )


def located(text: str, names: Sequence[Name], country: str | None, *, offsets: bool) -> Located:
    """Names as places."""
    resolved = resolve(text, names, countries=[country] if country else [])
    return collect(p for n, m in resolved for p in place_records(text, n, m, offsets=offsets))


def _is_big(place: Place) -> bool:
    """Whether a city's name counts without a neighbour that proves it."""
    meanings = gazetteer().names.get(fold(place.city or ""), ())
    return any(m.country == place.country and m.people >= BARE for m in meanings)


def completed(text: str, field: Sequence[Place]) -> list[Place]:
    """What the ad's own lists of locations add to the field, where they name a city of it or it names none.

    Boards keep but the first city of "Location: Pune, Chennai", or only its country.  A list right behind one
    that counts does too ("Office: Oslo / Remote: Norway, Sweden").
    """
    cities = {(place.country, place.city) for place in field if place.city}
    lands = {place.country for place in field}
    added: list[Place] = []
    near = -1
    stated = [located(text, names, None, offsets=True).places for names in stated_lists(text)]
    added += [
        place
        for listed in stated
        for place in listed
        if not place.city or place.country in lands or _is_big(place)
    ]
    for names in (*labelled_lists(text), *(() if cities else asked_lists(text))):
        listed = located(text, names, None, offsets=True).places
        if not cities:
            added += [place for place in listed if place.city and place.country in lands]
        elif names[0].start < near or any((place.country, place.city) in cities for place in listed):
            added += listed
            near = names[-1].end + 40
    return added


_PARTED = re.compile(r"\s?[&/、|,，和或·]\s?")


def runs(text: str, names: Sequence[Name]) -> list[list[Name]]:
    """Names that only separators part, together: "南京&杭州"."""
    runs: list[list[Name]] = []
    for name in names:
        if runs and _PARTED.fullmatch(text, runs[-1][-1].end, name.start):
            runs[-1].append(name)
        else:
            runs.append([name])
    return runs


def shared(text: str, known: Sequence[Place], lists: Iterable[Sequence[Name]]) -> list[Place]:
    """The places of the lists that name a known city, or of those that follow on one."""
    cities = {(place.country, place.city) for place in known if place.city}
    added: list[Place] = []
    for names in lists:
        listed = located(text, names, None, offsets=True).places
        if any((place.country, place.city) in cities for place in listed):
            added += listed
    return added


def cities_of_prose(text: str, known: Sequence[Place]) -> list[Place]:
    """The cities that an ad's sentences name in the states, or else the countries, that its header does."""
    lands = {place.country for place in known}
    states = {place.subdivision for place in known} - {None}
    told, hinted = read_sentences(text)
    said = located(text, [*told, *hinted], None, offsets=True).places
    return [p for p in said if p.city and p.country in lands and (not states or p.subdivision in states)]
