"""Joins names of places with the states and countries that stand behind them; never reads an ad whole.

"London, Ontario" is one place in Canada; "CA" after "San Francisco" is California and after "Toronto" is Canada.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jobmarket.extract.places.gazetteer import BIG, Meaning, fold, gazetteer
from jobmarket.extract.places.letters import LAND_FIRST, WORDLIKE, settle_letters
from jobmarket.extract.places.toponyms import LATIN, TWOFOLD, Name

#: What may stand between a city and the state or country it lies in.
_WITHIN = re.compile(r"(?:\s*,\s*(?:the\s)?|\s+|\s*\(\s*|\s*[-–—:]\s*|\s*/\s*|\.\s+)")
_TIGHT = re.compile(r"(?:\s*,\s*|[ \xa0]+|\s*\(\s*|/)")


#: Counties; of a British town the gazetteer knows but the nation.
_COUNTIES = frozenset({"Cornwall", "Cumbria", "Devon", "Dorset", "Essex", "Kent", "Norfolk", "Somerset", "Suffolk", "Surrey"})


def _inside(a: Meaning, b: Meaning) -> bool:
    """Whether ``a`` lies in ``b``."""
    if a.level == "city" and b.level == "subdivision":
        county = b.country == "GB" and (b.name.endswith("shire") or b.name in _COUNTIES)
        return a.country == b.country and (a.subdivision == b.subdivision or b.subdivision is None or county)
    return a.level in ("city", "subdivision") and b.level == "country" and a.country == b.country


#: Nothing but a place begins here.
_ALONE = re.compile(r"(?:^|\|) ?$")
#: After a state's letters that are also a word: what shows that an address ends here.
_ADDRESS_END = re.compile(r"[ \t]*\n|\s[-–—]\s|\s*(?:$|[|)]|\d{5}\b|,\s*(?:US|United States))")
_LAND_FOLLOWS = re.compile(r",\s?([A-Z]{2})\b")
_HOLDER_FOLLOWS = re.compile(r"\s*,\s*(?:United States|USA?\b|U\.S\.|Canada|Australia)")

_FIRST_WORD = re.compile(rf"(?:^|[|,;(] ?|- )([A-Z][{LATIN}'’]{{2,20}}) $")


def _join(text: str, a: Name, b: Name, *, first: bool, plain: frozenset[str]) -> Name | None:
    """``a`` as a place in ``b`` ("Austin, TX"), or None where they are two places.

    ``first``: nothing stands before ``a``, so that letters may be a state ("CA, US").
    """
    gap = text[a.end : b.start]
    short = TWOFOLD.get(text[a.start : a.end]) if b.kind == "letters" else None  # "LA, CA"
    if short and any(_inside(x, y) for x in gazetteer().names[short] for y in b.meanings):
        a = replace(a, meanings=gazetteer().names[short], kind="name")
    if (a.kind == "letters" and (not first or "," not in gap)) or len(gap) > 6 or not _WITHIN.fullmatch(gap):
        return None
    surface_end = b.end + (text[b.end : b.end + 1] == ")" and "(" in gap)
    pairs = [(x, y) for y in b.meanings for x in a.meanings if _inside(x, y)]
    land = _LAND_FOLLOWS.match(text, b.end) if b.kind == "letters" and not pairs else None
    if land and land[1] not in ("US", "CA", "AU") and any(m.country == land[1] for m in a.meanings):
        return None  # "Amsterdam, NH, NL": a province of that country
    if not pairs and b.kind == "letters":  # "Bay Area, CA"
        codes = {y.subdivision for y in b.meanings if y.subdivision}
        pairs = [(x, x) for x in a.meanings if x.level == "subdivision" and x.subdivision in codes]
    if pairs:
        states = [p for p in pairs if p[1].level == "subdivision" and p[0].level == "city"]
        pairs = states or pairs
        top = max(pairs, key=lambda p: (p[0].level == "city", p[0].people))
        kept = tuple(
            x
            for x, _ in pairs
            if (x.level, x.country, x.subdivision) == (top[0].level, top[0].country, top[0].subdivision)
        )
        same = {x.subdivision for x, y in pairs if x.country == top[0].country}
        best = max(kept, key=lambda m: m.people)
        if len(same) > 1 and not any(y.level == "subdivision" for _, y in pairs):
            runner = max((x.people for x, _ in pairs if x.subdivision != best.subdivision), default=0)
            if best.people < 5 * runner:
                best = best._replace(subdivision=None)
        return Name(a.start, surface_end, (best,), "name", True)
    if a.proven or a.kind == "letters" or not _TIGHT.fullmatch(gap):
        return None
    if text[a.start : a.end].isupper() and a.end - a.start <= 3:
        return None  # "SF, WA": a short name is its own city's
    levels = {m.level for m in a.meanings}
    if levels == {"country"} and _ALONE.search(text, max(0, a.start - 3), a.start) and _ADDRESS_END.match(text, b.end):
        state = next((m for m in b.meanings if m.country == "US" and m.level == "subdivision"), None)
        if b.kind == "letters" and "," in gap and state and text[b.start : b.end] not in LAND_FIRST - {"IL"}:
            town = Meaning("city", text[a.start : a.end], "US", state.subdivision)  # "Peru, IN"
            return Name(a.start, surface_end, (town,), "name", True)
    if levels != {"city"} and (b.kind != "letters" or ("city" not in levels and levels != {"subdivision"})):
        return None  # "Lebanon, NH" and "Yorkshire, VA" are towns; "Canada, CA" is none
    holders = [m for m in b.meanings if m.level == "subdivision" and m.country in ("US", "CA", "AU")]
    letters = text[b.start : b.end]
    followed = _HOLDER_FOLLOWS.match(text, b.end) is not None
    if not any(m.country != "AU" for m in holders) and is_obvious(text, a):
        return None  # "Cape Town, SA"
    if not holders or (b.kind == "name" and ("," not in gap or (is_obvious(text, a) and not followed))):
        return None
    ends = b.kind == "letters" and _ADDRESS_END.match(text, b.end) is not None
    if b.kind == "letters" and (letters in WORDLIKE or "," not in gap) and not ends:
        return None
    alone = _ALONE.search(text, max(0, a.start - 3), a.start) is not None
    if b.kind == "letters" and "," not in gap and (letters in WORDLIKE or gap != " " or not alone):
        return None  # "| Greenwich CT |" is a piece of its own
    if letters in TWOFOLD and is_obvious(text, a) and not followed:
        return None
    state = holders[-1] if len(holders) > 1 and holders[-1].country == "US" else holders[0]
    longer = _FIRST_WORD.search(text, max(0, a.start - 24), a.start)  # "Harbor Springs, MI"
    start = longer.start(1) if longer and longer[1].lower() not in plain else a.start
    city = text[start : a.end]
    return Name(start, surface_end, (Meaning("city", city, state.country, state.subdivision),), "name", True)


def is_obvious(text: str, name: Name) -> bool:
    """Whether everybody means one city by this name alone."""
    obvious = gazetteer().obvious
    return fold(text[name.start : name.end]) in obvious or any(
        m.people >= BIG or obvious.get(fold(m.name)) == m.country for m in name.meanings
    )


#: What ends the name of an area: no town is called so.
_WIDER = frozenset({"District", "Region", "Province", "Prefecture", "Oblast", "Governorate"})
_UNKNOWN_TOWN = re.compile(
    rf"((?:(?:St|Ft|Mt)\. )?[A-ZÀ-Þ][{LATIN}'’.-]{{1,24}}(?: (?:of|del|de|la|las|los|du|sur|upon|[A-ZÀ-Þ][{LATIN}'’.-]{{1,24}})){{0,3}}),? ?\(?$"
)


def _unknown_town(
    text: str, floor: int, name: Name, plain_words: frozenset[str], *, lands: bool
) -> Name | None:
    """A town the gazetteer lacks, right before the state or country that holds it ("Sausalito, CA")."""
    before = text[max(floor, name.start - 60) : name.start]
    match = _UNKNOWN_TOWN.search(before)
    if match is None or "," not in before[match.end(1) :]:
        return None
    words = re.split(r"[ -]", match.group(1).removeprefix("City of "))
    if len(match.group(1)) <= 3 and match.group(1).isupper():
        return None  # "São Paulo, SP, Brasil", "MSP, DC"
    if any(word.lower().strip(".") in plain_words for word in words) or words[-1] in _WIDER:
        return None
    holders = [m for m in name.meanings if m.level in ("subdivision", "country")]
    if name.kind == "letters":
        word = text[name.start : name.end]
        if word == "LA" or (word in WORDLIKE and not _ADDRESS_END.match(text, name.end)):
            return None
        if name.end - name.start == 2:
            holders = [m for m in holders if m.level == "subdivision" and m.country in ("US", "CA")]
    elif any(m.level == "city" for m in name.meanings):
        return None
    if not lands:
        holders = [m for m in holders if m.level == "subdivision"]
    if not holders:
        return None
    holder = holders[-1]
    town = match.group(1).title() if match.group(1).isupper() else match.group(1)
    begin = name.start - len(before) + match.start(1)
    return Name(begin, name.end, (Meaning("city", town, holder.country, holder.subdivision),), "name", True)


#: A county, which is no town of its name: "Bucks County, PA".
_COUNTY = re.compile(rf"(?:[A-Z][{LATIN}'’.-]{{1,20}} ){{1,3}}County,? $")


def _in_county(text: str, floor: int, name: Name) -> Name | None:
    """The state of the United States behind a county of it, with the county's words."""
    county = _COUNTY.search(text, max(floor, name.start - 64), name.start)
    states = tuple(m for m in name.meanings if m.level == "subdivision" and m.country == "US")
    if county is None or len(states) != 1:
        return None
    return Name(county.start(), name.end, states, "name", True)


#: The number of a French department behind its town: "Tours (37)".
_DEPARTMENT = re.compile(r"\s?\((?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])\)")


def _in_department(text: str, name: Name) -> Name:
    """The name as a town of France where the number of a department stands behind it."""
    if name.proven or not _DEPARTMENT.match(text, name.end):
        return name
    towns = tuple(m for m in name.meanings if m.level == "city" and m.country == "FR")
    return replace(name, meanings=towns, proven=True) if towns else name


def join_neighbours(
    text: str,
    names: Sequence[Name],
    floor: int,
    plain_words: frozenset[str],
    *,
    towns: bool,
    lands: bool = False,
) -> list[Name]:
    """Names joined with the states and countries they lie in; letters that nothing proves are dropped.

    ``towns``: also take a capitalised word the gazetteer lacks as a town where a state or country follows
    it after a comma; ``plain_words`` are words that are never such a town.  ``lands``: a country too proves
    it, which it does where nothing but places is written, not in a title ("Engineer, Payments, UK").
    """
    joined: list[Name] = []
    for name in names:
        if (county := _in_county(text, floor, name)) is not None:
            while joined and joined[-1].end > county.start:
                joined.pop()
            joined.append(county)
            continue
        if (
            joined
            and (one := _join(text, joined[-1], name, first=len(joined) == 1, plain=plain_words)) is not None
        ):
            joined[-1] = one
            continue
        if joined and name.kind == "letters" and text[joined[-1].end : name.start].strip() == ",":
            last = joined[-1]
            if (
                last.proven
                and last.meanings[0].level != "country"
                and any(m.country == last.meanings[0].country for m in name.meanings)
            ):
                joined[-1] = replace(last, end=name.end)  # "San Francisco, CA - US"
                continue
        if towns and (not joined or joined[-1].end < name.start - 3):
            inner = bool(joined) and not joined[-1].proven
            edge = max(floor, joined[-2 if inner else -1].end) if len(joined) > inner else floor
            town = _unknown_town(text, edge, name, plain_words, lands=lands)
            if (
                town is not None
                and inner
                and town.start > joined[-1].start
                and town.start < joined[-1].end + 2
            ):
                town = None
            if town is not None:
                if inner and town.start <= joined[-1].start:
                    joined.pop()
                joined.append(town)
                continue
        joined.append(name)
    return settle_letters(text, [_in_department(text, name) for name in joined])


