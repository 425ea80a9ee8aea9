"""Places in a source's own location field, where every name counts; never in an ad's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jobmarket.catalog import shelf
from jobmarket.extract.places.gazetteer import fold, gazetteer
from jobmarket.extract.places.headers import is_embedded, plain_words
from jobmarket.extract.places.masks import drop_masked
from jobmarket.extract.places.meanings import place_records, resolve, stands_alone
from jobmarket.extract.places.neighbours import join_neighbours
from jobmarket.extract.places.toponyms import Name, find_names
from jobmarket.records import Place

_DEPARTMENT = re.compile(r"^\s*(\d{2}|2[AB]|97[1-6])\s*-\s*(.{1,60})$")
_DISTRICT = re.compile(
    r"\s*(?:\b\d{1,2}\s?(?:er|e|ème)?(?:\s+arrondissement)?|\(dept\.?\)|cedex(?:\s+\d+)?)\s*$", re.I
)


def given_country(country: str | None) -> str | None:
    """The source's country as ISO 3166-1 alpha-2, from a code or an exact name."""
    if not country or not country.strip():
        return None
    word = country.strip()
    book = gazetteer()
    meanings = (
        *((book.codes[word],) if word in book.codes else ()),
        *book.letters.get(word.upper(), ()),
        *book.names.get(fold(word), ()),
    )
    return next((m.country for m in meanings if m.level == "country"), None)


def _french_department(field: str) -> tuple[str, str] | None:
    """A French board's "92 - Nanterre" as department code and town."""
    match = _DEPARTMENT.match(field)
    if match is None:
        return None
    town = match[2].strip()
    while (cut := _DISTRICT.sub("", town)) != town:
        town = cut
    return match[1], town


def _french_place(field: str, code: str, town: str) -> Place:
    """A French board's place; the department's own name is no town."""
    meanings = gazetteer().names.get(fold(town), ())
    region = gazetteer().region_of["FR"]
    subdivision = "FR-75C" if code == "75" else f"FR-{code}"
    cities = [m for m in meanings if m.level == "city" and m.country == "FR"]
    if cities:
        return Place(field.strip(), "FR", subdivision, cities[0].name, region)
    if any(m.level == "subdivision" and m.country == "FR" for m in meanings) or not town:
        return Place(field.strip(), "FR", subdivision, None, region)
    return Place(field.strip(), "FR", subdivision, town.title() if town.isupper() else town, region)


def read_field(location: str, *, country: str | None = None) -> list[Place]:
    """The places of a source's location field; every name in it counts."""
    if (department := _french_department(location)) is not None:
        return [_french_place(location, *department)]
    if (ward := _vietnamese_ward(location)) is not None:
        return [ward]
    if (near := _NEAR.match(location)) is not None and not gazetteer().names.get(fold(near[1].partition("-")[0])):
        return [replace(p, surface=near[1], subdivision=None, city=near[1]) for p in read_field(near[2])]
    names = find_names(location, 0, len(location), any_case=True)
    quarters = [m.span() for m in _LOCALITY.finditer(location)]
    names = [
        n
        for n in drop_masked(location, 0, len(location), names)
        if not _QUARTER.match(location, n.start)
        and (any(m.level == "country" for m in n.meanings) or not any(a < n.start < b for a, b in quarters))
    ]
    names = join_neighbours(location, _with_iso3(location, names), 0, plain_words(), towns=True, lands=True)
    given = [country] if country else []
    resolved = [
        (n, m)
        for n, m in resolve(location, names, countries=given)
        if n.proven or n.kind == "code" or _field_name(location, n)
    ]
    return [p for n, m in resolved for p in place_records(location, n, m, offsets=False)]


#: A quarter of a city in brackets: "(Tribeca area)", or right after its name: "Chennai(Mylapore)".
_QUARTER = re.compile(r"[^()]{0,40}\barea\)", re.I)
#: A town the gazetteer lacks, told by a city that it lies near: "Kirchdorf bei Ulm".
_NEAR = re.compile(r"\s*([A-ZÀ-Þ][a-zß-ÿ]{2,20}(?:[ -][A-ZÀ-Þ][a-zß-ÿ]{2,20})?)\s(?:bei|nahe)\s([A-ZÀ-Þ][^,;/|()]{2,30})$")
_LOCALITY = re.compile(r"(?<=\w)\([^()]{1,60}\)")
_CODES = re.compile(r"\s*[A-Z]{2}(?:\s?[/,;|]\s?(?:Remote\s?\(?)?[A-Z]{2}){3,80}[)\s/,;|]{0,3}")
_WARD = re.compile(r"^\s*(?:Phường|Xã|Đặc khu)\s+(.{1,40}?)\s*(?:\(mới\))?\s*$")


def _vietnamese_ward(field: str) -> Place | None:
    """A Vietnamese board's ward or commune: the country for certain, the city where the shelf knows it."""
    match = _WARD.match(field)
    if match is None:
        return None
    ward = fold(match[1])
    city = next((c for c, names in shelf("places")["wards"].items() if ward in map(fold, names)), None)
    return Place(field.strip(), "VN", None, city, gazetteer().region_of["VN"])


def _with_iso3(field: str, names: Sequence[Name]) -> list[Name]:
    """Codes that stand alone in a field ("IND"), or in a list of four and more ("FR / NO / DK / SE"), as countries."""
    if len(field.strip()) != 3 and not _codes_only(field, names):
        return list(names)
    return [_country_code(n) if n.kind == "letters" else n for n in names]


def _country_code(name: Name) -> Name:
    """Letters as the country they mean, if they mean one."""
    lands = tuple(m for m in name.meanings if m.level == "country")
    return Name(name.start, name.end, lands or name.meanings, "code", True)


def _codes_only(field: str, names: Sequence[Name]) -> bool:
    """Whether a field lists codes of countries and nothing else; states of the United States are none."""
    if not _CODES.fullmatch(field):
        return False
    return not all(any(m.country == "US" for m in n.meanings) for n in names)


def _field_name(field: str, name: Name) -> bool:
    """Whether an unproven name in a location field is one: a word in small letters must be no common word."""
    before, after = field[: name.start], field[name.end :]
    bounded = bool(_OPEN.search(before)) and bool(_CLOSE.match(after))
    if bounded:
        return field[name.start].isupper() or stands_alone(field, name)
    if after.lstrip()[:1] in {"", ";"} and any(m.level == "country" for m in name.meanings):
        return stands_alone(field, name)  # "Acme Germany"
    return stands_alone(field, name) and not is_embedded(field, 0, len(field), name)


_OPEN = re.compile(
    r"(?:^|[,;/|&(+\[–—:]|\s-|\b(?:and|or|und|oder|od\.|bzw\.|et|ou|in|bei|remote|hybrid|onsite|greater|downtown|central|raum|großraum|tp\.?|thành phố|tỉnh)\b)\s*$",
    re.I,
)
_CLOSE = re.compile(
    r"\s*(?:$|[,;/|&()+\]–—:\d]|-\s|-(?=[A-ZÄÖÜ])|\b(?:and|or|und|oder|od\.|bzw\.|et|ou|bei|remote|hybrid|onsite|office|hq|area|metro|region)\b)",
    re.I,
)
