"""Places in header lines ("Acme | Berlin or Remote (EU) | Full-time"); never in running text."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from jobmarket.catalog import shelf
from jobmarket.extract.for_all import FOR_ALL
from jobmarket.extract.places.gazetteer import fold, gazetteer
from jobmarket.extract.places.masks import DEALINGS, NOT_THE_JOB, drop_masked
from jobmarket.extract.places.meanings import stands_alone
from jobmarket.extract.places.neighbours import join_neighbours
from jobmarket.extract.places.telling import is_beside_work, is_led, is_told, prose_end
from jobmarket.extract.places.toponyms import TOKEN, Name, find_names

_SPLIT = re.compile(
    r"\s*-{1,3}>\s*|\s*[|•·‖¦｜▪\ufe0e]\s*|\s+[-–—]+\s+|\s*;\s*|\s+//\s+|\s\*\s|\t+|\s*\n\s*|(?<=[\w)])\s*—\s*(?=\w)|:\s+|(?<=\w)-\s+(?=[A-Z])|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff])|[（(]?base\s?(?=[\u4e00-\u9fff])"
)
#: A line that is no broken prose: behind an empty one or under one, a bullet or a heading.
_PARTED = re.compile(r"\s?[,/&|｜]\s?(?:and\s|or\s)?|\s(?:and|or)\s")
_SHORT_LINE = re.compile(r"(?:(?<=\n)(?=[\u4e00-\u9fff][^\n]{1,39}(?![^\n]))|(?:\A|(?<=\n\n)|(?<=\n \n))[^\n]|(?<=\n)\s{0,4}(?:[-*•·#>–]|\d{1,2}[.、)]))[^\n]{1,160}(?![^\n])")
_IN_LIST = re.compile(r"\s?[,/&]\s?(?:and\s|or\s)?|\s(?:and|or)\s")
#: Between two names of a list of which a bracket says more: "Oslo (old pier) or Bergen".
_OVER_BRACKET = re.compile(r"\s?\([^()\n]{1,40}\)(?:\s?[,/&]\s?|\s(?:and|or)\s)(?:and\s|or\s)?")
#: What is somebody's own: "Europe's largest".
_POSSESSIVE = re.compile(r"['’]s\s[a-z]")
_MOST_LINES = 200
#: A bracket that ends a line: "2) Payments engineer (Oslo/Remote)".
_LAST_BRACKET = re.compile(r"[(（【\[]([^()（）【】\[\]\n]{2,60})[)）】\]][\s*:：]{0,4}(?:[-–—|:]?\s?https?://\S{1,300})?$", re.M)
#: Signs of a piece that is places and nothing else, and what it must hold.
_WIDEST = 60
_CAPITAL, _HAN = re.compile(r"[A-ZÀ-Þ\u4e00-\u9fff]"), re.compile(r"[\u4e00-\u9fff]")
#: Of whom a notice speaks ("US applicants only: …"): no place of work.
_PEOPLE = frozenset({"candidates", "applicants", "residents", "citizens"})
_PREPOSITION = re.compile(
    r"(?:\b(?:(?:remote(?:ly)?|anywhere|hiring|candidates|wfh|work)\s+across|in|at|near|from|to|within|around|outside of|bei|in der|à|en|depuis la|tại|ở)\s+(?:the\s+|downtown\s+|central\s+|beautiful\s+|sunny\s+|greater\s+|our\s+)?|[(\[,/&@+]\s*|\b(?:and|or|und|oder|et|ou|và|hoặc)\s+(?:(?:la|le|les|der|à)\s+)?)$",
    re.I,
)


@cache
def beside_words() -> frozenset[str]:
    """Words that may stand beside a place without being part of a longer name."""
    return frozenset(shelf("places")["words"]["beside"])


@cache
def plain_words() -> frozenset[str]:
    """Words of an ad's wording, which are never a town."""
    return beside_words() | frozenset(shelf("places")["words"]["plain"])


@cache
def _joiners() -> tuple[frozenset[str], re.Pattern[str]]:
    """Words after a name, and words before it, that make it another thing's name."""
    words = shelf("places")["words"]
    before = "|".join(sorted(map(re.escape, words["before"]), key=len, reverse=True))
    return frozenset(w.lower() for w in words["after"]), re.compile(rf"(?:^|[\s(])(?:{before})\.?\s+$")


#: What makes of a name and a hyphen a word for something else: "Oslo-style".
_LIKENESS = re.compile(r"-(?:style|like|born|bred|trained|educated|inspired|themed|speaking|listed|backed|focus\w+|centric|made)\b")


#: What follows a name in a list of places and makes none of it: the next label, a town's middle.
_NEXT_LABEL = re.compile(r"[ \xa0][A-ZÀ-ÞĐ][^\s:,.]{0,20}(?: \w{1,15}){0,3}\s?[:：]|[ \xa0]Centre-[Vv]ille\b")
#: A German town's quarter: "Hamburg-Altona".
_QUARTER = re.compile(r"-[A-ZÄÖÜ][a-zäöüß]{3,20}(?![\w-])")


def _ends_here(text: str, name: Name) -> bool:
    """Whether a city's name in a list of places is whole though a capital follows: "Hanoi Salary: …"."""
    lands = {m.country for m in name.meanings if m.level == "city"}
    quarter = bool(lands & {"DE", "AT", "CH"}) and _QUARTER.match(text, name.end) is not None
    return quarter or (bool(lands) and _NEXT_LABEL.match(text, name.end) is not None)


def is_embedded(text: str, start: int, end: int, name: Name, *, listed: bool = False) -> bool:
    """Whether the name is part of a longer name ("New York Times", "Boston Dynamics").

    ``listed``: words lead to a list of places, and it is one of those.
    """
    if text[name.end : name.end + 1] == "-" and _LIKENESS.match(text, name.end):
        return True
    after, before = _joiners()
    following = TOKEN.match(text, name.end + 1) if text[name.end : name.end + 1] in " \xa0-\n/" else None
    if following and following.start() < end:
        word = following.group().rstrip(".")
        if word.lower() in after:
            return True
        if name.end > 20 and text.startswith(following.group()):
            return False  # the employer's name opens the ad, and here a sentence
        if text[name.end] == "-" and any(m.level == "city" for m in gazetteer().names.get(fold(word), ())):
            return False  # "Berlin-Mitte"
        if text[name.end] not in "\n/" and word[0].isupper() and not word.isupper() and word.lower() not in plain_words() and not name.proven:
            return not (listed and _ends_here(text, name))
    if before.search(text[max(start, name.start - 20) : name.start]):
        return True
    if name.proven or text[name.start - 1 : name.start] not in (" ", "\xa0"):
        return False
    preceding = re.search(r"([\w'’.&-]+) $", text[max(start, name.start - 30) : name.start])
    if preceding is None or (preceding[1].isupper() and len(preceding[1]) <= 3):
        return False  # "US Canada", "HQ London"
    if _POSTCODE.fullmatch(preceding[1]) or (_JOB.fullmatch(preceding[1]) and not text[name.end : end].strip()):
        return False  # "… Engineer Sydney |"
    return preceding[1][0].isupper() and preceding[1].lower().strip(".") not in plain_words()


_JOB = re.compile(r"(?:Engineer|Developer|Designer|Scientist|Analyst|Architect|Manager|Programmer)s?")
#: Before a town: "10115 Berlin", "D-10115 Berlin".
_POSTCODE = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,5}")
#: The piece that may be a town and its country and nothing else: "Garching, Germany".
_TOWN_FIRST = re.compile(r"\s{0,4}[A-ZÀ-Þ][a-zß-ÿ][^,|]{1,30},[^,|]{3,60}")
#: A word behind a name that the name may only describe: "Oslo trains".
_DESCRIBED = re.compile(
    r" (?!(?:will|would|ideal\w*|strongly|highly|if|but|unless|when|where|who|which|that|as|by|since|depending|because|maybe|later|entière|uniquement|seulement|nur)\b)([a-z][\w-]+)"
)
_LAST_WORDS = re.compile(r"(?:in|at|from|to|across|around|à|en|tại|ở)\s+(?:the\s+)?$", re.I)


def _read_piece(
    text: str, start: int, end: int, *, bare: bool, strict: bool = False, towns: bool = False, only: bool = False, told: bool = False
) -> list[Name]:
    """Names in one piece of a header; ``bare``: the piece may be just a name.

    ``strict``: only names with proof, or pieces that hold nothing else.  ``towns``: the piece may be just a
    small town, or begin with one that nobody knows and its country behind it.  ``only``: pieces that hold more
    than places have none.  ``told``: the piece is of running text.
    """
    names = find_names(text, start, end)
    if not names:
        return []
    lands = towns and _TOWN_FIRST.fullmatch(text, start, end) is not None
    names = join_neighbours(
        text, drop_masked(text, start, end, names), start, plain_words(), towns=True, lands=lands
    )
    rest = [
        t.group()
        for t in TOKEN.finditer(text, start, end)
        if not any(n.start <= t.start() < n.end for n in names)
    ]
    pure = all(w.lower().strip(".") in beside_words() or w.isdigit() for w in rest)
    more = len(_HAN.findall(text, start, end)) - sum(n.end - n.start for n in names)  # Chinese words beside them
    if only and (not pure or more > 4 or any(w.lower() in _PEOPLE for w in rest)):
        return []
    kept: list[Name] = []
    skipped: Name | None = None
    others_end = 0
    listed = pure and len(names) > 1  # in a list of places, small towns count too
    edges = {e for n in names if listed and stands_alone(text, n) for e in (n.start - 1, n.end + 1)}
    known = {m.country for n in names if listed and stands_alone(text, n) for m in n.meanings}
    for name in names:
        small = listed or (pure and towns and not text[name.start : name.end].isupper())
        if is_embedded(text, start, end, name) and not edges & {name.start, name.end}:
            continue  # of "Oslo Bergen" both are places
        if not stands_alone(text, name, towns=small, among=known):
            continue
        if _POSSESSIVE.match(text, name.end) and all(m.level != "city" for m in name.meanings):
            continue
        lead = text[max(start, name.start - 40) : name.start]
        described = _DESCRIBED.match(text, name.end, end)
        spoken = told or (described is not None and described[1] not in beside_words())
        led = is_led(text, start, name) if spoken else bool(_PREPOSITION.search(lead))
        others = others_end > 0 and _IN_LIST.fullmatch(text, others_end, name.start) is not None
        if others or (led and not name.proven and NOT_THE_JOB.search(_LAST_WORDS.sub("", lead))):
            if others or "people" not in lead or "have" in lead:
                others_end = name.end  # those of a list are all the customers'
            continue
        follows = bool(kept) and (
            name.start - kept[-1].end <= 6 or _OVER_BRACKET.fullmatch(text, kept[-1].end, name.start) is not None
        )
        beside = bare and (is_beside_work(text, start, end, name) if spoken else _beside_filler(text, start, end, name))
        spoken_of = told and name.kind == "code" and name.meanings[0].level == "country" and not (led or beside)
        if (name.proven and not spoken_of) or (pure and bare) or follows or ((led or beside) and not (strict and led)):
            if skipped is not None and _PARTED.fullmatch(text, skipped.end, name.start):
                kept.append(skipped)  # the first of a list whose others count
            kept.append(name)
            skipped = None
        else:
            skipped = name
    return kept


def _is_led(text: str, name: Name) -> bool:
    """Whether a preposition or a bracket leads to the name."""
    return bool(_PREPOSITION.search(text[max(0, name.start - 40) : name.start]))


_PRICE = re.compile(r"\s?[$£€]\d")
#: A town's district: "Dublin 2, …".
_DISTRICT = re.compile(r" \d{1,2}(?=\s?(?:[,|)]|$))", re.M)
_TO_FOR_ALL = re.compile(rf"^.*(?:{FOR_ALL})\s*", re.I)


def _beside_filler(text: str, start: int, end: int, name: Name) -> bool:
    """Whether the name ends its piece, is parted by a comma, or stands beside a word like "remote"."""
    lead = _TO_FOR_ALL.sub("", text[max(start, name.start - 25) : name.start])
    before = re.search(r"([\w-]+)\W{0,3}$", lead)
    after = re.match(r"\s?([,/(&+])?\W{0,3}([\w-]+)", text[name.end : min(end, name.end + 25)])
    if before is not None and lead.rstrip().endswith(")"):
        before = None  # "Acme (since 1999) Oslo"
    ends = after is None or after[1] or _PRICE.match(text, name.end) or _DISTRICT.match(text, name.end)
    if ends and (before is None or (_JOB.fullmatch(before[1]) and lead.endswith(before[1] + " "))):
        return True
    if before is not None and _POSTCODE.fullmatch(before[1]):
        return True
    return any(
        side.lower() in beside_words() for side in (before[1] if before else "", after[2] if after else "")
    )


def read_header(text: str, start: int, end: int, *, strict: bool = False, towns: bool = False) -> list[Name]:
    """Names in a header line: its pieces between bars and dashes; the first is the employer's, mostly."""
    pieces: list[tuple[int, int]] = []
    at = start
    for cut in _SPLIT.finditer(text, start, end):
        pieces.append((at, cut.start()))
        at = cut.end()
    pieces.append((at, end))
    pieces = [(link.end() if (link := _FIRST_LINK.match(text, a, b)) else a, b) for a, b in pieces]
    ends = [prose_end(text, a, b, opening=a == 0) for a, b in pieces]
    linked = [_behind_link(text, a, b) for (a, _), b in zip(pieces, ends, strict=True)]
    bounds, pieces = pieces, [(a, _link_start(text, a, b)) for (a, _), b in zip(pieces, ends, strict=True)]
    found: list[Name] = linked[0]
    stop = next((e for (_, b), e in zip(bounds, ends, strict=True) if e < b), end)
    told = is_told(text, start, stop)
    for (a, b), behind in zip(pieces[1:], linked[1:], strict=True):
        if _OTHERS_LABEL.search(text, max(start, a - 24), a):
            continue
        so = told if a < stop else is_told(text, stop, end)
        found += _read_piece(text, a, b, bare=True, strict=strict, towns=towns, told=so) + behind
    if pieces:
        first = _read_piece(text, *pieces[0], bare=True, strict=strict, told=told)
        named = {m.country for n in found for m in n.meanings if m.level == "country"}
        if found:  # "Bangalore | India", but not "Phoenix | Elixir | London"
            first = [
                n for n in first if n.proven or _is_led(text, n) or named & {m.country for m in n.meanings}
            ]
        found = first + found
    return _without_seat(text, found)


#: What announces a piece that is of others: "Customers: …".
_OTHERS_LABEL = re.compile(r"\b(?:customers|clients|investors|backers|partners|users|travel|Kunden|Dienstreisen|Déplacements|khách hàng)\s?:\s{0,2}$", re.I)
#: Before a name: what makes it the employer's seat.
_SEAT = re.compile(r"\b(?:HQ|headquarter(?:s|ed))\s?(?:[:=]|in\b|is\sin\b)?\s?$", re.I)


def _without_seat(text: str, names: list[Name]) -> list[Name]:
    """The names of a header without the employer's seat, where all others lie outside its country."""
    seats = [n for n in names if _SEAT.search(text, max(0, n.start - 20), n.start)]
    others = [n for n in names if n not in seats]
    if not seats or not others:
        return names
    lands = {max(n.meanings, key=lambda m: m.people).country for n in seats}
    regions = {gazetteer().region_of[land] for land in lands if land}
    near = any(m.country in lands or regions & set(m.regions) for n in others for m in n.meanings)
    return names if near else others


def read_lines(text: str) -> list[Name]:
    """Names on short lines of which one piece is places and nothing else: "2) Payments - Oslo - Lead"."""
    found: list[Name] = []
    for line in islice(_SHORT_LINE.finditer(text), _MOST_LINES):
        at, end = line.span()
        if (bracket := _LAST_BRACKET.search(text, at, end)) and not DEALINGS.search(text, at, bracket.start(1)):
            found += _read_piece(text, *bracket.span(1), bare=True, strict=True, only=True)
        for cut in (*_SPLIT.finditer(text, *line.span()), None):
            stop = cut.start() if cut else end
            if stop - at <= _WIDEST and _CAPITAL.search(text, at, stop):
                found += _read_piece(text, at, stop, bare=True, strict=True, only=True)
            at = cut.end() if cut else end
    return found


def _link_start(text: str, start: int, end: int) -> int:
    """Where a piece stops being words: at its first link, if that stands behind some."""
    link = _ANY_LINK.search(text, start + 1, end)
    return link.start() if link else end


_ANY_LINK = re.compile(r" (?:https?:|www\.)")
#: A link that opens a piece, before its words.
_FIRST_LINK = re.compile(r"\s{0,2}https?://[^\s|]{1,200}\s(?=\S)")
#: A link in the middle of a piece.
_LINK = re.compile(r" https?://[^\s|]{1,200}[\s,@–/)-]{1,5}(?=[A-Z])")


def _behind_link(text: str, start: int, end: int) -> list[Name]:
    """Names right behind the first link of a piece: "Acme https://acme.example Oslo, Norway"."""
    link = _LINK.search(text, start, end)
    if link is None:
        return []
    found = _read_piece(text, link.end(), min(end, link.end() + 140), bare=True, strict=True)
    lead = TOKEN.findall(text, link.end(), found[0].start) if found else ["nothing"]
    return found if all(word.lower() in beside_words() for word in lead) else []
