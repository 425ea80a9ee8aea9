"""What a name of a place means alone, or by the other places of its ad; and whether it counts.

"Cambridge" alone stays a city of no country unless the other places of the same ad leave one only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache

from jobmarket.catalog import shelf
from jobmarket.extract.places.gazetteer import BIG, Meaning, fold, gazetteer
from jobmarket.extract.places.toponyms import Name
from jobmarket.records import Place

_CITY_STATES = frozenset({"SG", "HK", "MO", "MC", "SM", "VA", "GI"})
BARE = 100_000
"""People of a city that counts with no proof beside it."""


@cache
def _wordlike_names() -> frozenset[str]:
    """Names that are words first."""
    return frozenset(fold(name) for name in shelf("places")["words"]["names"])


def _alone(name: Name, word: str) -> Meaning | None:
    """What the name means with no neighbour to ask, or None where that is open."""
    cities = sorted((m for m in name.meanings if m.level == "city"), key=lambda m: -m.people)
    areas = [m for m in name.meanings if m.level == "subdivision"]
    lands = [m for m in name.meanings if m.level in ("country", "region")]
    if lands:
        land = lands[0]
        if land.country in _CITY_STATES and any(c.country == land.country for c in cities):
            return next(c for c in cities if c.country == land.country)
        rivals = [
            a for a in areas if a.country != land.country and a.subdivision != f"{a.country}-{land.country}"
        ]
        return None if rivals else land  # Puerto Rico is PR and US-PR, but Georgia is two places
    wanted = gazetteer().obvious.get(fold(word))
    chosen = [c for c in cities if c.country == wanted] if wanted else cities
    home = [c for c in chosen if areas and c.country == areas[0].country]
    if home and areas[0].country not in ("US", "CA", "AU") and len({a.country for a in areas}) == 1:
        chosen, areas = home, []
    if areas and not (chosen and chosen[0].people >= BIG):
        if len({a.country for a in areas}) > 1:
            return None
        if chosen and chosen[0].country == areas[0].country and chosen[0].subdivision != areas[0].subdivision:
            return (
                areas[0]._replace(level="country", subdivision=None)
                if fold(word) == "washington"
                else areas[0]
            )
        return areas[0]
    if not chosen:
        return None
    best = chosen[0]
    rivals = [c for c in chosen[1:] if c.country != best.country]
    if rivals and best.people < 5 * rivals[0].people:
        return None
    twins = [c for c in chosen[1:] if c.country == best.country and c.subdivision != best.subdivision]
    if twins and best.people < 3 * twins[0].people:
        return best._replace(subdivision=None)
    return best


def resolve(text: str, names: Iterable[Name], *, countries: Iterable[str] = ()) -> list[tuple[Name, Meaning]]:
    """Each name with its meaning: by its own neighbours, by ``countries`` given, alone, or by the others.

    A name that stays open between countries comes out as a city without a country, or not at all where it
    may be no city ("Georgia").
    """
    given = set(countries)
    settled: list[tuple[Name, Meaning | None]] = []
    for name in names:
        word = text[name.start : name.end]
        meaning: Meaning | None
        if len(name.meanings) == 1:
            meaning = name.meanings[0]
        else:
            inside = tuple(m for m in name.meanings if m.country in given)
            meaning = _alone(replace(name, meanings=inside), word) if inside else _alone(name, word)
        if (
            given
            and meaning
            and meaning.level in ("city", "subdivision")
            and not name.proven
            and meaning.country not in given
        ):
            continue
        settled.append((name, meaning))
    known = {m.country for _, m in settled if m is not None and m.country}
    result: list[tuple[Name, Meaning]] = []
    for name, meaning in settled:
        if meaning is None:
            word = text[name.start : name.end]
            near = tuple(m for m in name.meanings if m.country in known)
            if len({m.country for m in near}) == 1:
                meaning = _alone(replace(name, meanings=near), word)
            lands = [m for m in name.meanings if m.level == "country"]
            if meaning is None and lands and len(known) > 1 and "US" not in known and _lists_lands(settled):
                meaning = lands[0]  # "Estonia, Georgia, Latvia"
            if meaning is None and all(m.level == "city" for m in name.meanings):
                meaning = Meaning("city", word)
        if meaning is not None:
            result.append((name, meaning))
    if len(result) > 1 and all(m.level == "city" or _is_namesake(n, m) for n, m in result):
        return [(n, _city_of(n, m)) for n, m in result]
    return result


def _lists_lands(settled: Iterable[tuple[Name, Meaning | None]]) -> bool:
    """Whether all names that are settled are countries or regions."""
    return all(m is None or m.level in ("country", "region") for _, m in settled)


def _is_namesake(name: Name, meaning: Meaning) -> bool:
    """Whether a country's name is that of a city in it too: Luxembourg."""
    return meaning.level == "country" and _city_of(name, meaning) != meaning


def _city_of(name: Name, meaning: Meaning) -> Meaning:
    """The city of a country's own name, which it means in a list of cities: "Paris; Luxembourg"."""
    if meaning.level != "country":
        return meaning
    return next((m for m in name.meanings if m.level == "city" and m.country == meaning.country), meaning)


def stands_alone(
    text: str, name: Name, *, towns: bool = False, among: Collection[str | None] = ()
) -> bool:
    """Whether a name with no proof beside it may count as a place: no common word, no small town.

    ``towns``: small towns may.  ``among``: the countries of the places it is listed with, in which a city's name
    may be a common word ("Essen, Bochum").
    """
    if name.proven or name.kind == "code":
        return True
    word = fold(text[name.start : name.end])
    if word in _wordlike_names():
        lands = bool(among) and any(m.level == "country" for m in name.meanings)  # "Jordan or Lebanon"
        return lands or any(m.level == "city" and m.people >= BARE and m.country in among for m in name.meanings)
    if word in gazetteer().obvious or any(m.level != "city" for m in name.meanings):
        return True
    return towns or max(m.people for m in name.meanings) >= BARE


def place_records(text: str, name: Name, meaning: Meaning, *, offsets: bool) -> list[Place]:
    """The record of a resolved name; a word for several countries or regions gives one each."""
    surface = text[name.start : name.end]
    at = (name.start, name.end) if offsets else (None, None)
    region_of = gazetteer().region_of
    if meaning.level == "region":
        lands = [
            Place(surface, country=c, region=region_of[c], start=at[0], end=at[1]) for c in meaning.countries
        ]
        return lands + [Place(surface, region=r, start=at[0], end=at[1]) for r in meaning.regions]
    city = meaning.name if meaning.level == "city" else None
    region = region_of[meaning.country] if meaning.country else None
    return [Place(surface, meaning.country, meaning.subdivision, city, region, at[0], at[1])]
