"""Tells employers apart and recognises those everybody knows; never reads an ad.

The shelf ``employers`` knows what others call the same employer.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from jobmarket.catalog import shelf

_KEY = b"jobmarket employer v1"

# After these nothing belongs to the name any more: "Volkswagen AG Car Software".
_CLOSING_FORMS = frozenset({"ag", "inc", "llc", "ltd", "gmbh", "plc", "corp"})
# What stands after an employer's name in the names of others: "Amazon Resellers", "Siemens Stiftung".
_SOMEBODY_ELSE = frozenset(
    {"partner", "partners", "reseller", "resellers", "consultants", "foundation", "stiftung", "university", "school",
     "academy", "stadium", "fans", "alumni", "recruitment", "staffing"}
)  # fmt: skip
_INSTITUTION = re.compile(r"universit|institut|planck|fraunhofer|inria|inserm|cnrs|laborator|nasa")
_VIETNAMESE_FORM = re.compile(
    r"^(?:chi nhanh |van phong dai dien )?(?:cong ty |ct |cty )(?:tnhh|co phan|cp|trach nhiem huu han)?"
    r"(?: (?:mot thanh vien|mtv|1 thanh vien|1tv|hai thanh vien))?(?: (?=\S))?|^tap doan |^ngan hang (?:tmcp|thuong mai co phan)? ?"
)
# What Vietnamese companies say they do before their own name: "Công ty TNHH Công nghệ Sông Xanh".
_VIETNAMESE_TRADE = re.compile(
    r"(?:(?:cong nghe|giai phap|phan mem|thong tin|tu van|dau tu|thuong mai|dich vu|san xuat|phat trien|truyen thong|vien thong|tai chinh|ung dung|cong nghiep|tin hoc|bao hiem|chung khoan|va) )+"
)
# What stands before the name of a French firm: "SOCIETE AIR FRANCE", "Groupe Adecco".
_FRENCH_FORM = re.compile(r"(?:societe|soc|groupe|sas|sarl|ets|etablissements|laboratoires?) ")
_CHINESE_FORM = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|控股公司|总公司|分公司|公司|集团|株式会社)+$"
)
_CHINESE_TRADE = re.compile(
    r"(?:网络科技|信息科技|信息技术|智能科技|智慧科技|电子科技|数字科技|软件科技|网络技术|科技|技术|网络|信息|软件)$"
)
CHINESE_CITY = re.compile(
    r"^(?:北京|上海|广州|深圳|杭州|南京|成都|武汉|西安|苏州|厦门|天津|重庆|长沙|合肥|郑州|青岛|济南|宁波|福州|珠海|东莞|佛山|无锡|大连|昆明|香港|台湾|中国|浙江|广东|江苏)"
    r"(?:市|省)?"
)
_GENERIC = frozenset(
    {"大学", "银行", "科技", "集团", "医院", "学院", "地铁", "机场", "电网", "网络", "技术", "信息", "软件"}
)
_DASH = re.compile(r" [-–—] ")
_BRANCH = re.compile(r"\d{2,4}")  # "Adecco 021"
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_BATCH = re.compile(r"\b(?:yc|y combinator)[ -]?[swfxp]{1,2}\d{2}\b")
_SCHEME = re.compile(r"^https?://|^www\.")
_SUFFIX = re.compile(r"(?<=\w)\.(?:com|io|co|org|net)(?:/\S*)?(?=\s|$)")
_WORD = re.compile(r"\w+")
BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]{0,80}[)）\]】]")


@lru_cache(maxsize=65536)
def employer_key(name: str | None) -> str | None:
    """16 hexadecimal characters that are the same for one employer in every source; None for no name.

    BLAKE2b keyed with a constant declared in this module, over the name without case, accents, legal form,
    batch ("(YC S19)"), spaces and punctuation; an employer on the shelf is keyed by its shelf name, so its
    other names meet there.  The key keeps the shipped column from being read, or joined with somebody
    else's hashes of names, by accident.  It is no secret, since anyone must be able to repeat the bytes:
    whoever guesses a name can test the guess, so no anonymity is promised.
    """
    plain = normalise_name(name or "")
    if not plain:
        return None
    known = known_employer(name)
    if known is not None:
        plain = normalise_name(known.name) or plain
    return hashlib.blake2b(plain.encode(), digest_size=8, key=_KEY).hexdigest()


def normalise_name(name: str) -> str:
    """The name as compared: folded, without legal form, batch, address ending, spaces and punctuation.

    Chinese names also lose a leading city and the words for technology company at their end; the
    empty string where nothing is left.
    """
    return "".join(name_words(name))


@dataclass(frozen=True, slots=True)
class KnownEmployer:
    """An employer on the shelf: its industry, and its kind with the last year of each (None: still)."""

    name: str
    industry: str
    kinds: tuple[tuple[str, int | None, int | None], ...]

    def kind(self, year: int | None) -> str | None:
        """Its kind in ``year`` (None: today); None where the shelf does not say for that year."""
        when = 9999 if year is None else year
        for kind, since, until in self.kinds:
            if (since is None or since <= when) and (until is None or when <= until):
                return kind
        return None


def known_employer(name: str | None) -> KnownEmployer | None:
    """The shelf's employer of this name: the whole name, or the name and only ``unit_words`` after it.

    After the names of ``distinctive`` any words may stand that name a part of it ("Amazon Lab126").

    A second name in brackets, behind a bar or before a dash counts as well where it is the whole shelf name
    ("Ngân hàng Quân đội | MB Bank", "Gen Re - General Reinsurance AG"); a Vietnamese name also without the
    trades it begins with ("Công ty TNHH Công nghệ Huawei Việt Nam"), a French one without its form ("SOCIETE AIR FRANCE").
    """
    if not name:
        return None
    words = name_words(name)
    found = _known_by_words(words)
    if found is None and (before := _VIETNAMESE_TRADE.match(plain := " ".join(words)) or _FRENCH_FORM.match(plain)):
        rest = words[len(before[0].split()) :]
        # "Groupe SEB" is not the bank: short everyday names are somebody only by themselves.
        found = None if len("".join(rest)) < 5 and "".join(rest) in _shelf_index()[2] else _known_by_words(rest)
    if found is not None:
        return found
    index, _, whole_only = _shelf_index()
    head = normalise_name(first) if (first := _DASH.split(name[:300], 1)[0]) != name[:300] else ""
    if head in index and head not in whole_only:
        return index[head]
    for other in re.findall(r"[(（]([^()（）]{2,40})[)）]|(?<=[|–])\s?([^|–()]{2,40})", name[:300]):
        plain = normalise_name(other[0] or other[1])
        if plain in index and plain not in whole_only:
            return index[plain]
    return None


@lru_cache(maxsize=4)  # asked for an ad's kind, then for its industry
def known_by_address(text: str) -> KnownEmployer | None:
    """The shelf's employer to whose own addresses the ad sends ("cv@tencent.com", "https://jobs.tencent.com"); None where they are of two, mail first.

    Only an ad whose employer is not known by name should be asked: a recruiter's address names the recruiter.
    """
    for pattern in (_MAIL_HOST, _CAREERS_HOST):
        found = {known.name: known for host in pattern.findall(text) if (known := _owner(host.lower()))}
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


_MAIL_HOST = re.compile(r"(?<=\w@)((?:[A-Za-z0-9-]{2,30}\.){1,3}[A-Za-z]{2,5})(?![A-Za-z0-9])")
_CAREERS_HOST = re.compile(
    r"https?://(?=[^\s|()<>\[\]\"']{0,40}?(?:careers?|jobs?|join|hiring|zhaopin|recruit\w{0,7}|campus|talent|hr)(?![A-Za-z]))"
    r"((?:[A-Za-z0-9-]{1,30}\.){1,3}[A-Za-z]{2,5})(?![A-Za-z0-9.])",
    re.I,
)
_PUBLIC_SUFFIX = re.compile(r"(?:\.(?:com|co|net|org|edu|gov|ac))?\.[a-z]{2,5}$")


def _owner(host: str) -> KnownEmployer | None:
    label = _PUBLIC_SUFFIX.sub("", host).split(".")[-1]
    if label in listed("mail_hosts") or label in listed("hosts"):
        return None
    index, _, whole_only = _shelf_index()
    name = label.removesuffix("-inc").replace("-", "")
    # "wise.co" is somebody else's, "wise.com" its own: everyday words count only with the plainest ending.
    return index.get(name) if name not in whole_only or host.endswith(f"{label}.com") else None


def _known_by_words(words: list[str]) -> KnownEmployer | None:
    if not words:
        return None
    index, units, whole_only = _shelf_index()
    places = _places_in_names()
    exact = index.get("".join(words))
    if exact is not None:
        return exact
    for cut in range(len(words) - 1, 0, -1):
        start = "".join(words[:cut])
        found = index.get(start)
        if found is None or len(start) < 2:
            continue
        rest = words[cut:]
        if all(word in places or _BRANCH.fullmatch(word) for word in rest):
            return found
        if start in whole_only:
            continue
        if (
            all(word in units or word in places for word in rest)
            or rest[0] in _CLOSING_FORMS
            or (start in _distinctive() and not _SOMEBODY_ELSE.intersection(rest))
            or _INSTITUTION.search(start)
        ):
            return found
    if CJK.match(words[0]):  # Chinese runs words together: 京东科技 is 京东's
        for cut in range(len(words[0]) - 1, 1, -1):
            found = index.get(words[0][:cut])
            if found is not None:
                return found
    return None


def name_words(name: str) -> list[str]:
    """The words of a name as compared (see :func:`normalise_name`)."""
    folded = fold(name[:300])
    outside = BRACKETS.sub(" ", folded)
    folded = outside if re.search(r"\w", outside) else folded
    folded = _SCHEME.sub("", _BATCH.sub(" ", folded).strip())
    folded = _SUFFIX.sub("", folded.strip())
    folded = _VIETNAMESE_FORM.sub("", " ".join(folded.split())) or folded
    words = _WORD.findall(folded.replace("'", "").replace("’", ""))
    words = _glue_initials(words)
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in listed("legal_forms"):
        words = words[:-1]
    return [_chinese_core(word) for word in words]


def fold(text: str) -> str:
    """Without case, accents and compatibility forms; ``&`` becomes ``and``.  May change the length."""
    if text.isascii():  # has nothing to take apart
        return text.casefold().replace("&", " and ")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    # NFKD also takes Japanese voicing marks apart; recomposing keeps what is left readable.
    return unicodedata.normalize("NFC", bare).replace("đ", "d").replace("ø", "o").replace("&", " and ")


def _glue_initials(words: list[str]) -> list[str]:
    """``j p morgan`` → ``jp morgan``, ``s a s`` → ``sas``: initials are one word."""
    glued: list[str] = []
    run = ""
    for word in words:
        if len(word) == 1 and word.isascii() and word.isalpha():
            run += word
            continue
        if run:
            glued.append(run)
            run = ""
        glued.append(word)
    return [*glued, run] if run else glued


def _chinese_core(word: str) -> str:
    if not CJK.search(word):
        return word
    core = _CHINESE_FORM.sub("", word)
    for pattern in (_CHINESE_TRADE, CHINESE_CITY):
        shorter = pattern.sub("", core)
        core = shorter if len(shorter) >= 2 and shorter not in _GENERIC else core
    return core or word


@cache
def _shelf_index() -> tuple[dict[str, KnownEmployer], frozenset[str], frozenset[str]]:
    declared = shelf("employers")
    index: dict[str, KnownEmployer] = {}
    for names, known in _declared(declared):
        for name in names:
            plain = normalise_name(name)
            if plain:
                index.setdefault(plain, known)
    units = frozenset(declared["unit_words"])
    whole_only = frozenset(normalise_name(name) for name in declared["whole_only"])
    return index, units, whole_only


@cache
def _distinctive() -> frozenset[str]:
    return frozenset(normalise_name(name) for name in shelf("employers")["distinctive"])


@cache
def _places_in_names() -> frozenset[str]:
    return frozenset(shelf("employers")["place_words"])


def _declared(declared: Mapping[str, Any]) -> Iterator[tuple[list[str], KnownEmployer]]:
    for item in declared["employer"]:
        kinds = tuple((kind["kind"], kind.get("since"), kind.get("until")) for kind in item["kinds"])
        yield item["names"], KnownEmployer(item["names"][0], item["industry"], kinds)
    for group in declared["group"]:
        for names in group["employers"]:
            kinds = ((group["kind"], None, None),) if "kind" in group else ()
            yield names, KnownEmployer(names[0], group["industry"], kinds)


@cache
def listed(what: str) -> frozenset[str]:
    """The plain list ``what`` of the shelf of names that are none, or of endings that do not tell."""
    return frozenset(shelf("employer_names")[what])
