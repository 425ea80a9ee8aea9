"""What a name of a place means, by its neighbours; never reads an ad whole.

"London, Ontario" is one place in Canada; "CA" after "San Francisco" is California and after "Toronto" is
Canada; "Cambridge" alone stays a city of no country unless the other places of the same ad leave one only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from jobmarket.catalog import shelf
from jobmarket.extract.places.gazetteer import Meaning, fold, gazetteer
from jobmarket.extract.places.toponyms import LATIN, TWOFOLD, Name, listed_codes
from jobmarket.records import Place

#: What may stand between a city and the state or country it lies in.
_WITHIN = re.compile(r"(?:\s*,\s*|\s+|\s*\(\s*|\s*[-–—:]\s*|\s*/\s*|\.\s+)")
_TIGHT = re.compile(r"(?:\s*,\s*|[ \xa0]+|\s*\(\s*|/)")
#: Letters that are also English words: they are a state only where the gazetteer knows such a city there.
_WORDLIKE = frozenset({"OR", "IN", "ME", "OK", "HI", "OH", "AND", "ID", "PER", "ARE", "CO"})
#: Letters of a state that mean a country first, also among cities.
_LAND_FIRST = frozenset({"CA", "DE", "IL", "AR", "CO"})
_REMOTE_SCOPE = re.compile(r"remote\s?[-–,:(/]?\s?(?:in\s)?$", re.I)
_LISTED = re.compile(r"\s*(?:[,/;&+|]|\bor\b|\band\b)\s*")
_CITY_STATES = frozenset({"SG", "HK", "MO", "MC", "SM", "VA", "GI"})
_BIG = 1_000_000
_BARE = 100_000


@cache
def _wordlike_names() -> frozenset[str]:
    """Names that are words first."""
    return frozenset(fold(name) for name in shelf("places")["words"]["names"])


def _inside(a: Meaning, b: Meaning) -> bool:
    """Whether ``a`` lies in ``b``."""
    if a.level == "city" and b.level == "subdivision":
        return a.country == b.country and (a.subdivision == b.subdivision or b.subdivision is None)
    return a.level in ("city", "subdivision") and b.level == "country" and a.country == b.country


#: After a state's letters that are also a word: what shows that an address ends here.
_ADDRESS_END = re.compile(r"\s*(?:$|[|)]|\d{5}\b|,\s*(?:US|United States))")
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
    if (a.kind == "letters" and (not first or "," not in gap)) or len(gap) > 4 or not _WITHIN.fullmatch(gap):
        return None
    surface_end = b.end + (text[b.end : b.end + 1] == ")" and "(" in gap)
    pairs = [(x, y) for y in b.meanings for x in a.meanings if _inside(x, y)]
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
    if levels != {"city"} and (b.kind != "letters" or ("city" not in levels and levels != {"subdivision"})):
        return None  # "Lebanon, NH" and "Yorkshire, VA" are towns; "Canada, CA" is none
    holders = [m for m in b.meanings if m.level == "subdivision" and m.country in ("US", "CA", "AU")]
    letters = text[b.start : b.end]
    followed = _HOLDER_FOLLOWS.match(text, b.end) is not None
    if not holders or (b.kind == "name" and ("," not in gap or (is_obvious(text, a) and not followed))):
        return None
    if b.kind == "letters" and (
        "," not in gap or (letters in _WORDLIKE and not _ADDRESS_END.match(text, b.end))
    ):
        return None
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
        m.people >= _BIG or obvious.get(fold(m.name)) == m.country for m in name.meanings
    )


_UNKNOWN_TOWN = re.compile(
    rf"((?:(?:St|Ft|Mt)\. )?[A-ZÀ-Þ][{LATIN}'’.-]{{1,24}}(?: (?:of|[A-ZÀ-Þ][{LATIN}'’.-]{{1,24}})){{0,3}}),? ?\(?$"
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
    if lands and len(match.group(1)) <= 3 and match.group(1).isupper():
        return None  # "São Paulo, SP, Brasil"
    if any(word.lower().strip(".") in plain_words for word in words):
        return None
    holders = [m for m in name.meanings if m.level in ("subdivision", "country")]
    if name.kind == "letters":
        word = text[name.start : name.end]
        if word == "LA" or (word in _WORDLIKE and not _ADDRESS_END.match(text, name.end)):
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
    return _settle_letters(text, joined)


def _scoped_lands(text: str, names: Sequence[Name]) -> set[int]:
    """Starts of the letters in a list behind "remote" of which each is a country's, and not each a state's."""
    run: list[Name] = []
    for name in names:
        if run and not _LISTED.fullmatch(text, run[-1].end, name.start):
            break
        if name.kind == "letters" and (run or _REMOTE_SCOPE.search(text, max(0, name.start - 12), name.start)):
            run.append(name)
        elif run:
            break
    lands = all(any(m.level == "country" for m in n.meanings) and n.end - n.start == 2 for n in run)
    states = all(any(m.country == "US" for m in n.meanings) for n in run)
    technical = shelf("places")["words"]["technical"]
    if len(run) < 3 or not lands or states or any(text[n.start : n.end] in technical for n in run):
        return set()
    return {n.start for n in run}


def _is_in_states(name: Name) -> bool:
    """Whether a name is a place within the United States and nothing else."""
    return all(m.country == "US" and m.level != "country" for m in name.meanings)


def _settle_letters(text: str, names: Sequence[Name]) -> list[Name]:
    """Give letters that stand in a list of codes their meaning; drop the rest.

    In "UK, DE, FR" all are countries; in "CA, NY, TX" all are states.  NY, LA and DC are cities by themselves.
    """
    loose = [n for n in names if n.kind == "letters"]
    if not loose:
        return list(names)
    technical = shelf("places")["words"]["technical"]
    states = [n for n in loose if any(m.country == "US" and m.level == "subdivision" for m in n.meanings)]
    all_states = len(states) >= 2 and len(states) == len(loose)
    scoped = _scoped_lands(text, names)
    kept: list[Name] = []
    for i, name in enumerate(names):
        if name.start in scoped:
            lands = tuple(m for m in name.meanings if m.level == "country")
            kept.append(replace(name, meanings=lands, proven=True, kind="code"))
            continue
        if name.kind != "letters":
            kept.append(name)
            continue
        word = text[name.start : name.end]
        as_country = tuple(m for m in name.meanings if m.level == "country")
        as_state = tuple(m for m in name.meanings if m.level == "subdivision" and m.country == "US")
        beside = [names[k] for k in (i - 1, i + 1) if 0 <= k < len(names)]
        beside += [n for n in kept[-1:] if n.kind == "code"]
        listed = any(
            n.kind == "code" and _LISTED.fullmatch(text, min(n.end, name.end), max(n.start, name.start))
            for n in beside
        )
        among = any(
            _is_in_states(n) and abs(n.end - name.start if n.end <= name.start else n.start - name.end) <= 5
            for n in (*kept[-1:], *names[i + 1 : i + 2])
        )
        behind_state = among and kept and {m.level for m in kept[-1].meanings} == {"subdivision"}
        clear = (word not in _LAND_FIRST and word not in _WORDLIKE) or (behind_state and word == "CO")
        if as_state and among and clear and word not in TWOFOLD:
            kept.append(replace(name, meanings=as_state, proven=True, kind="code"))
        elif word in TWOFOLD:
            kept.append(replace(name, meanings=(gazetteer().names[TWOFOLD[word]][0],), kind="code"))
        elif (
            as_country
            and word not in technical
            and (
                (listed and (len(word) == 2 or word in listed_codes()))
                or (
                    len(word) == 2
                    and not as_state
                    and _REMOTE_SCOPE.search(text, max(0, name.start - 12), name.start)
                )
            )
        ):
            kept.append(replace(name, meanings=as_country, proven=True, kind="code"))
        elif all_states and as_state and word not in _WORDLIKE and word not in technical:
            kept.append(replace(name, meanings=as_state, proven=True, kind="code"))
    return kept


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
    if areas and not (chosen and chosen[0].people >= _BIG):
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
            if meaning is None and all(m.level == "city" for m in name.meanings):
                meaning = Meaning("city", word)
        if meaning is not None:
            result.append((name, meaning))
    return result


def stands_alone(text: str, name: Name, *, towns: bool = False) -> bool:
    """Whether a name with no proof beside it may count as a place: no common word, no small town.

    ``towns``: small towns may.
    """
    if name.proven or name.kind == "code":
        return True
    word = fold(text[name.start : name.end])
    if word in _wordlike_names():
        return False
    if word in gazetteer().obvious or any(m.level != "city" for m in name.meanings):
        return True
    return towns or max(m.people for m in name.meanings) >= _BARE


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
