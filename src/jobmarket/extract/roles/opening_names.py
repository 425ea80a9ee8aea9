"""An opening's name, reduced to what tells it from another opening.  Keeps hashes, never the words.

"Sr. Full-Stack Developer (Remote)" and "Senior Full Stack Engineers" are one wording; "Data Engineer" and
"Data Scientist" are two.  What means the same, what is rank and what is silent is the shelf ``opening_names``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from jobmarket.catalog import shelf

_SIGNS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WIDE = re.compile(f"[{_SIGNS}]")
_TOKEN = re.compile(rf"c\+\+|c#|\.net|[{_SIGNS}]+|(?:(?![{_SIGNS}])[^\W_])+")
# A requisition's number, an amount of pay or a year names no job.
_NUMBERED = re.compile(r"^(?=(?:[a-z]{0,4}\d){3})[\da-z]{3,30}$")
_NO_PLURAL = ("ss", "us", "is", "ops", "os")
_LONGEST_PHRASE = 3
_KEY = b"jobmarket opening wording 1"


@cache
def _shelf() -> dict[str, Any]:
    found = shelf("opening_names")

    def single(words: str) -> str:
        return " ".join(_singular(word) for word in words.split())

    return {
        "meant": {single(key): single(value).split() for key, value in found["meant"].items()},
        "grades": {single(key): value for key, value in found["grades"].items()},
        "trades": frozenset(map(single, found["words"]["trades"])),
        "silent": frozenset(map(single, found["words"]["silent"])),
    }


def _fold(words: str) -> str:
    # Marks are accents on Latin letters only: on Japanese signs they are part of the sound.
    return "".join(
        sign if _WIDE.match(sign) else _unaccented(sign)
        for sign in unicodedata.normalize("NFC", words.casefold())
    )


@lru_cache(maxsize=4096)
def _unaccented(sign: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))


@cache
def _wide_words() -> re.Pattern[str]:
    """The shelf's Chinese, Japanese and Korean words, longest first: those scripts leave no spaces."""
    told = _shelf()
    words = {*told["meant"], *told["grades"], *told["trades"], *told["silent"]}
    return re.compile("|".join(sorted((w for w in words if _WIDE.search(w)), key=lambda w: (-len(w), w))))


def _wide(token: str) -> list[str]:
    """The shelf's words in a run of such signs, and pairs of neighbouring signs of the rest."""
    known = _wide_words().findall(token)
    found = list(known)
    for rest in _wide_words().split(token):
        found.extend(rest[at : at + 2] for at in range(len(rest) - 1))
        if len(rest) == 1:
            found.append(rest)
    return found


def _singular(token: str) -> str:
    return token[:-1] if len(token) > 3 and token.endswith("s") and not token.endswith(_NO_PLURAL) else token


def _tokens(words: str) -> list[str]:
    tokens: list[str] = []
    for found in _TOKEN.findall(_fold(words)):
        tokens.extend(_wide(found) if _WIDE.search(found) else (_singular(found),))
    return tokens


def _meanings(tokens: list[str]) -> list[str]:
    meant, told, at = _shelf()["meant"], [], 0
    while at < len(tokens):
        for length in range(min(_LONGEST_PHRASE, len(tokens) - at), 0, -1):
            meaning = meant.get(" ".join(tokens[at : at + length]))
            if meaning:
                told.extend(meaning)
                at += length
                break
        else:
            told.append(tokens[at])
            at += 1
    return told


@lru_cache(maxsize=65_536)
def _code(word: str) -> str:
    return hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=3, key=_KEY).hexdigest()


@lru_cache(maxsize=16_384)
def naming_words(name: str) -> frozenset[str]:
    """The words of an opening's name that tell which job it is: none for "Senior Engineers"."""
    told = _shelf()
    return frozenset(_meanings(_tokens(name[:400]))).difference(told["grades"], told["silent"], told["trades"])


def wording(name: str, *, places: Iterable[str] = ()) -> str:
    """The wording of an opening's name: ``"<codes> <codes>|<ranks>"``, or "" where it names nothing.

    Left of the bar a keyed hash (six hex digits) of each word that names the job, sorted; right of it its
    ranks in plain words (``senior``, ``2``), sorted.  Order, case, number, accents, gender marks, contract
    and place make no difference.

    Args:
        name: The job's name as the ad words it.
        places: Where the job is, as worded: their words name no job.
    """
    told = _shelf()
    words = set(_meanings(_tokens(name[:400])))
    ranks = {told["grades"][word] for word in words if word in told["grades"]}
    words = {word for word in words if word not in told["grades"] and word not in told["silent"]}
    words = {word for word in words if not _NUMBERED.match(word) and (len(word) > 1 or not word.isdigit())}
    words = words - {word for place in places for word in _tokens(place[:200])} or words
    named = words - told["trades"] or (words & told["trades"] and {"engineer"})
    if not named and not ranks:
        return ""
    return " ".join(sorted(_code(word) for word in named)) + "|" + " ".join(sorted(ranks))
