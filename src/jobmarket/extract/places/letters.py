"""Which letters among places are states or countries: by what they are listed with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jobmarket.catalog import shelf
from jobmarket.extract.places.gazetteer import gazetteer
from jobmarket.extract.places.toponyms import TWOFOLD, Name, listed_codes

#: Letters that are also English words: they are a state only where the gazetteer knows such a city there.
WORDLIKE = frozenset({"OR", "IN", "ME", "OK", "HI", "OH", "AND", "ID", "PER", "ARE", "CO"})
#: Letters of a state that mean a country first, also among cities.
LAND_FIRST = frozenset({"CA", "DE", "IL", "AR", "CO"})
_REMOTE_SCOPE = re.compile(r"remote\s?[-–,:(/]?\s?(?:in\s)?$", re.I)
#: Behind a region, the countries of it that are meant: "Nordics (SE, NO, DK)".
_SPELLED = re.compile(r"(?: only)?\s?[(:–-]\s?")
_LISTED = re.compile(r"\s*(?:[,/;&+|]|\bor\b|\band\b)\s*")


def _scoped_lands(text: str, names: Sequence[Name]) -> set[int]:
    """Starts of the letters in a list behind "remote" of which each is a country's, and not each a state's."""
    run: list[Name] = []
    wide: Name | None = None
    for name in names:
        if run and not _LISTED.fullmatch(text, run[-1].end, name.start):
            break
        spelled = wide is not None and _SPELLED.fullmatch(text, wide.end, name.start) is not None
        scoped = spelled or _REMOTE_SCOPE.search(text, max(0, name.start - 12), name.start) is not None
        if name.kind == "letters" and (run or scoped):
            run.append(name)
        elif run:
            break
        wide = name if name.meanings[0].level == "region" else None
    lands = all(any(m.level == "country" for m in n.meanings) and n.end - n.start == 2 for n in run)
    states = all(any(m.country == "US" for m in n.meanings) for n in run)
    technical = shelf("places")["words"]["technical"]
    other = sum(text[n.start : n.end] in technical for n in run)
    if len(run) < 3 or not lands or states or other > len(run) // 4:
        return set()
    return {n.start for n in run}


#: Three and more pairs of letters in one list.
_PAIRS = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}(?:(?:\s?[,/;|]\s?(?:or\s|and\s|&\s)?|\sor\s|\sand\s|\s&\s)[A-Z]{2}(?![A-Za-z0-9])){2,60}")
_PAIR = re.compile(r"[A-Z]{2}")
_US = re.compile(r"\b(?:USA?|U\.S\.|United States)(?![\w$])")


def _stated(text: str, names: Sequence[Name]) -> set[int]:
    """Starts of the letters in a list of which each is a state's of the US: "CA,IL,HI,OR"; where each is a country's too, the line names the US."""
    found: set[int] = set()
    for run in _PAIRS.finditer(text, max(0, names[0].start - 20), names[-1].end + 120):
        meant = [gazetteer().letters.get(pair, ()) for pair in _PAIR.findall(run.group())]
        states = all(any(m.country == "US" and m.level == "subdivision" for m in meanings) for meanings in meant)
        line = text[text.rfind("\n", 0, run.start()) + 1 : run.start()] + text[run.end() :].partition("\n")[0]
        if states and (_US.search(line) or not all(any(m.level == "country" for m in meanings) for meanings in meant)):
            found.update(range(*run.span()))
    return found


def _is_in_states(name: Name) -> bool:
    """Whether a name is a place within the United States and nothing else."""
    return all(m.country == "US" and m.level != "country" for m in name.meanings)


def _is_short_land(text: str, name: Name) -> bool:
    """Whether a name is its country's code too: "HK"."""
    word = text[name.start : name.end]
    return name.kind == "name" and any(m.country == word for m in name.meanings)


def _among_regions(text: str, names: Sequence[Name], at: int) -> bool:
    """Whether a region stands in one list with the name."""
    sides = ((names[k], names[k + 1]) for k in (at - 1, at) if 0 <= k < len(names) - 1)
    return any(
        _LISTED.fullmatch(text, a.end, b.start)
        and any(m.level == "region" for m in (*a.meanings, *b.meanings))
        for a, b in sides
    )


def settle_letters(text: str, names: Sequence[Name]) -> list[Name]:
    """Give letters that stand in a list of codes their meaning; drop the rest.

    In "UK, DE, FR" all are countries; in "CA, NY, TX" all are states.  NY, LA and DC are cities by themselves.
    """
    loose = [n for n in names if n.kind == "letters"]
    if not loose:
        return list(names)
    technical = shelf("places")["words"]["technical"]
    states = [n for n in loose if any(m.country == "US" and m.level == "subdivision" for m in n.meanings)]
    all_states = len(states) >= 2 and len(states) == len(loose)
    scoped, stated = _scoped_lands(text, names), _stated(text, names)
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
        if word == "NA":  # in ads North America, and nothing at all; Namibia is written out
            if _REMOTE_SCOPE.search(text, max(0, name.start - 12), name.start) or _among_regions(text, names, i):
                meanings = gazetteer().names["north america"][:1]
                kept.append(replace(name, meanings=meanings, proven=True, kind="code"))
            continue
        as_country = tuple(m for m in name.meanings if m.level == "country")
        as_state = tuple(m for m in name.meanings if m.level == "subdivision" and m.country == "US")
        if as_state and name.start in stated and word not in TWOFOLD:
            kept.append(replace(name, meanings=as_state, proven=True, kind="code"))
            continue
        beside = [names[k] for k in (i - 1, i + 1) if 0 <= k < len(names)]
        beside += [n for n in kept[-1:] if n.kind == "code"]
        listed = any(
            (n.kind == "code" or _is_short_land(text, n))
            and _LISTED.fullmatch(text, min(n.end, name.end), max(n.start, name.start))
            for n in beside
        )
        among = any(
            _is_in_states(n) and abs(n.end - name.start if n.end <= name.start else n.start - name.end) <= 5
            for n in (*kept[-1:], *names[i + 1 : i + 2])
        )
        behind_state = among and kept and {m.level for m in kept[-1].meanings} == {"subdivision"}
        clear = (word not in LAND_FIRST and word not in WORDLIKE) or (behind_state and word == "CO")
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
        elif all_states and as_state and word not in WORDLIKE and word not in technical:
            kept.append(replace(name, meanings=as_state, proven=True, kind="code"))
    return kept
