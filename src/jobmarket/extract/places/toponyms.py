"""Names of places in a stretch of words: where they stand and all they can mean; never which meaning holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from jobmarket.catalog import shelf
from jobmarket.extract.places.gazetteer import Gazetteer, Meaning, fold, gazetteer

Kind = Literal["name", "code", "letters"]

#: After a Chinese name: what makes it a university's, bank's, carrier's or product's name.
_CJK_OTHER = re.compile(
    r"(?:市|省)?(?:大学|理工|交通大学|科技大学|银行|证券|移动|联通|电信|日报|时间|时区|时报|语|人(?![事力才])|市场|用户|客户|留学|户口|(?<=[国坡本])(?:公司|企业|团队|总部|老板|背景)|(?:分?公司)?地址|户籍|居住证|高校|各地|有限公司|(?:同?岗位?|办公室|名额)?(?:已招满|已停招|停招|取消|暂时无法|暂不招)|[东西南北中東]?(?:路(?!演)|大?街(?!道)|大道))"
)
#: Words that end in what begins a name: "平台北京" is no Taipei, "完成都会" no Chengdu, "东西安排" no Xi'an.
_CJK_WORDS = "平台|(?:完|形|生|集|组|构|达|促|变|造)成(?=都)|东西|[今当每次近即]日(?=本)"
LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
TOKEN = re.compile(rf"[{LATIN}][{LATIN}\u0300-\u036f'’.]*|\d+")
_CJK_RUN = re.compile(r"[\u4e00-\u9fff\uac00-\ud7af]+")
_JOIN = re.compile(r"(?:[ \xa0\n]|[-‐–]|/){1,2}|\. ?| & ")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S{1,400}|\b[A-Z]\w{1,20}/[A-Z][a-z]{1,20}_\w{1,20}"
    r"|[\w.+-]{1,64}@[\w.-]{1,80}"
    r"|(?<![\w.])(?:[\w-]{1,40}\.){1,3}(?:com|org|net|io|ai|co|dev|jobs|tech|app|edu|gov|de|fr|uk|in|us|eu|ca)(?![\w.])(?:/\S{0,200})?",
)
#: A state's letters behind a town, the second of them small: "Bethesda, Md".
_SMALL_STATE = re.compile(r", (?:Az|Ca|Ct|Fl|Ga|Il|Ky|Ks|Md|Mn|Nc|Nj|Nv|Ny|Tn|Tx|Ut|Va|Wa|Wi)(?=\.?\s*(?:$|[|,;)(\n–—-]))")
#: A bracket that may belong to a town's name: "Frankfurt (Oder)".
_BYNAME = re.compile(r" \([A-ZÀ-Þ][^()\n]{1,20}\)")
#: Letters that are also everybody's short name of a city.
TWOFOLD = {"NY": "new york", "LA": "los angeles", "DC": "washington"}
#: French words in capitals before and behind the article: "A PROPOS DE LA STRUCTURE", "LA VILLE DE …".
_BEFORE_LA = re.compile(r"\b(?:DE|DANS|À|SUR|POUR|PAR|CHEZ|AVEC|SOUS) $")
_BEHIND_LA = re.compile(r"LA [A-ZÀ-Þ]{3,20} (?:DE|DU|DES|D['’])\b")
#: Before "US": the pronoun in capitals ("JOIN US").
_PRONOUN = re.compile(
    r"\b(?:join|contact|about|email|tell|follow|reach|call|visit|help|let|why|meet|give|write|trust|choose)\s+$",
    re.I,
)


def _is_article(text: str, start: int) -> bool:
    """Whether "LA" is the French article and no Los Angeles."""
    return _BEFORE_LA.search(text, max(0, start - 6), start) is not None or _BEHIND_LA.match(text, start) is not None


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``start:end`` of the text and what it can mean; ``proven`` by a neighbour or by its letters."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]
    kind: Kind = "name"
    proven: bool = False


@cache
def _capital_names() -> frozenset[str]:
    """Folded short names that are only names in capitals (SF, LA, HK, EU)."""
    places, regions = shelf("places"), shelf("regions")
    words: list[str] = [w for cities in places["cities"].values() for ws in cities.values() for w in ws]
    words += [w for ws in places["countries"].values() for w in ws] + list(places["areas"])
    words += [w for r in (*regions["region"], *regions["group"]) for w in r["words"]]
    return frozenset(fold(w) for w in words if w.isascii() and w.upper() == w and len(w) <= 3)


@cache
def _cjk_names() -> re.Pattern[str]:
    """All Chinese and Korean names as the group, longest first; a word that takes a name's first sign comes before it."""
    words = [name for name in gazetteer().names if _CJK_RUN.fullmatch(name)]
    names = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"{_CJK_WORDS}|({names})(?<!国(?=际))")


@cache
def _sign_lists() -> re.Pattern[str]:
    """Lists of one sign for each city ("北/上/深", "北上广深"); a sign alone is a word."""
    signs = "".join(shelf("places")["signs"])
    return re.compile(
        rf"(?<![\u4e00-\u9fff])[{signs}](?:\s?[/、,，|｜]\s?[{signs}])+(?![\u4e00-\u9fff])"
        rf"|北上[广深杭][{signs}]*(?![州圳京海都汉庆津门])"
    )


def _sign_names(text: str, start: int, end: int) -> list[Name]:
    """The cities of lists of one sign for each."""
    names, signs = gazetteer().names, shelf("places")["signs"]
    return [
        Name(at, at + 1, names[fold(signs[text[at]])][:1], proven=True)
        for run in _sign_lists().finditer(text, start, end)
        if not _CJK_OTHER.match(text, run.end())
        for at in range(*run.span())
        if text[at] in signs
    ]


@cache
def listed_codes() -> dict[str, str]:
    """Three-letter codes that count in a list of codes, with their countries."""
    return {code: country for country, codes in shelf("places")["listed"].items() for code in codes}


def _letters_at(book: Gazetteer, word: str) -> tuple[Kind, tuple[Meaning, ...]] | None:
    """What a word in capitals can mean as a code."""
    bare = word.rstrip(".")
    if bare in listed_codes():
        return "letters", (Meaning("country", listed_codes()[bare], listed_codes()[bare]),)
    if word in book.codes or bare in book.codes:
        return "code", (book.codes.get(word) or book.codes[bare],)
    if 2 <= len(bare) <= 3 and bare.isascii() and bare.isupper() and bare in book.letters:
        return "letters", book.letters[bare]
    return None


def find_names(text: str, start: int, end: int, *, any_case: bool = False) -> list[Name]:
    """Every name of a place in ``text[start:end]``, left to right, the longest at each point.

    Names need a capital unless ``any_case``; those inside web and mail addresses are none.
    """
    book = gazetteer()
    holes = [m.span() for m in _ADDRESS.finditer(text, start, end)]
    tokens = list(TOKEN.finditer(text, start, end))
    if holes:
        tokens = [m for m in tokens if not any(a <= m.start() < b for a, b in holes)]
    found: list[Name] = []
    i = 0
    while i < len(tokens):
        name, used = _name_at(book, text, tokens, i, any_case)
        if name is not None and not (
            name.kind == "code" and _PRONOUN.search(text, max(start, name.start - 12), name.start)
        ) and not (text.startswith("LA ", name.start) and _is_article(text, name.start)):
            found.append(name)
        i += used
    if _CJK_RUN.search(text, start, end):
        for match in _cjk_names().finditer(text, start, end):
            if match[1] is None or _CJK_OTHER.match(text, match.end()):
                continue
            meanings = book.names[match[1]]
            found.append(Name(match.start(), match.end(), meanings, proven=True))
        found += _sign_names(text, start, end)
        found.sort(key=lambda n: n.start)
    return found


def _name_at(
    book: Gazetteer, text: str, tokens: Sequence[re.Match[str]], i: int, any_case: bool
) -> tuple[Name | None, int]:
    """The longest name that begins at token ``i``, and how many tokens it takes (at least one)."""
    first = tokens[i]
    word = first.group()
    longest = book.openings.get(fold(word).partition(" ")[0], 0)
    for count in range(min(longest, len(tokens) - i, 6), 0, -1):
        last = tokens[i + count - 1]
        if count > 1 and any(
            not _JOIN.fullmatch(text, tokens[k].end(), tokens[k + 1].start()) for k in range(i, i + count - 1)
        ):
            continue
        end = last.end() - (2 if last.group().endswith(("'s", "’s")) else _ends_a_sentence(last.group()))
        surface = text[first.start() : end]
        meanings = book.names.get(fold(surface))
        if meanings is None:
            continue
        if count > 1 and "/" in surface and not any_case and any(m.level != "region" for m in meanings):
            continue  # "North/South America" is one name, "Delhi/NCR" two
        small = not any_case and not _is_capitalised(word, last.group(), surface, count)
        if small and (count > 1 or not _is_small_land(text, first.start(), meanings)):
            continue
        if fold(surface) in _capital_names() and not surface.isupper():
            continue
        if count == 1 and _letters_at(book, word) and (word in TWOFOLD or fold(word) not in _capital_names()):
            break
        if longer := _BYNAME.match(text, end):
            whole = book.names.get(fold(text[first.start() : longer.end()]))
            if whole is not None:
                return Name(first.start(), longer.end(), whole, proven=True), count + len(TOKEN.findall(longer.group()))
        return Name(first.start(), end, meanings), count
    if text[first.end() : first.end() + 1].isdigit():
        return None, 1  # "GA4"
    letters = _letters_at(book, word.upper() if len(word) < 4 and _SMALL_STATE.match(text, max(0, first.start() - 2)) else word)
    if letters is None:
        return None, 1
    kind, meanings = letters
    end = first.end() if word in book.codes or not word.endswith(".") else first.end() - 1
    return Name(first.start(), end, meanings, kind, proven=kind == "code"), 1


def _ends_a_sentence(word: str) -> bool:
    """Whether the dot behind a word is none of its own: "U.S." keeps it, "Oslo." and "TP.HCM." do not."""
    return word.endswith(".") and (word.count(".") == 1 or max(map(len, word.split("."))) > 1)


def _is_capitalised(first: str, last: str, surface: str, count: int) -> bool:
    """Whether a name is written like one; what nobody takes for other words may be in small letters."""
    if first[0].isupper() and (count == 1 or not last.islower()):
        return True
    key = fold(surface)
    return count > 1 and (key in gazetteer().obvious or key in _area_names())


_WITHIN_LAND = re.compile(r"\b(?:remote(?:ly)?|anywhere|based|hybrid)\s(?:in|within|from|across)\s$", re.I)


def _is_small_land(text: str, start: int, meanings: Sequence[Meaning]) -> bool:
    """Whether a country or region is written small where nothing else can stand: "remote within europe"."""
    return all(m.level in ("country", "region") for m in meanings) and (
        text[start : start + 20].partition(" ")[0].rstrip(",;.)").endswith("weit")
        or _WITHIN_LAND.search(text, max(0, start - 20), start) is not None
    )


@cache
def _area_names() -> frozenset[str]:
    """Folded names of the shelf's areas ("bay area")."""
    return frozenset(fold(name) for name in shelf("places")["areas"])
