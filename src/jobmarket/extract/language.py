"""Tells the language an ad is written in.  Never guesses from a handful of letters."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

_READ = 1200  # characters that decide; more changes nothing and costs time
_FEWEST_LETTERS = 20
_FEWEST_HAN = 8
_LANGUAGES = [
    "en",
    "zh",
    "de",
    "fr",
    "vi",
    "es",
    "pt",
    "it",
    "nl",
    "pl",
    "sv",
    "da",
    "no",
    "fi",
    "cs",
    "ja",
    "ko",
    "ru",
    "uk",
    "tr",
    "he",
    "ar",
    "id",
    "hu",
    "ro",
    "el",
    "th",
]

_NOISE = re.compile(
    r"https?://\S{1,300}|www\.\S{1,200}|\S{1,64}@\S{1,120}|<[^>]{0,300}>|[A-Za-z0-9_]{0,40}[_/\\][A-Za-z0-9_/\\]{0,80}"
)
_NOISY = re.compile(r"[/@_\\]|www\.")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_ONLY_VIETNAMESE = re.compile(r"[đơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_STRANGE = re.compile(r"[^\x00-\x7f]+")
_PLAIN_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"



@cache
def _identifier() -> Any:
    """The language model, loaded once (about 0.8 s)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    class AllAtOnce(LanguageIdentifier):  # type: ignore[misc]
        """The library's identifier, which goes through a text byte by byte, going through all places together.

        What it knows at a place depends on the last few bytes only, so each place can start that far before.
        """

        __slots__ = ("deepest", "moves", "outputs", "rows")

        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            self.moves = np.asarray(self.tk_nextmove)
            self.rows = np.asarray(self.tk_row, dtype=np.intp) << 8
            self.outputs = np.asarray(self.tk_output)
            self.deepest = _deepest(self.moves, self.rows)

        def _raw_score(self, text: bytes) -> Any:
            letters = np.frombuffer(text, dtype=np.uint8).astype(np.intp)
            states = np.zeros_like(letters)
            for back in range(min(self.deepest, len(letters)) - 1, -1, -1):
                states[back:] = self.moves[self.rows[states[back:]] + letters[: len(letters) - back]]
            told = self.outputs[states]
            visits = Counter(told[told >= 0].tolist())
            return self._sparse_score(visits, self.nb_ptc) if visits else super()._raw_score(text)

    identifier = AllAtOnce.from_model_file(MODEL_FILE)
    identifier.set_languages(_LANGUAGES)
    identifier.nb_ptc = identifier.nb_ptc.astype(np.float32)  # what each sum would make of it anew
    return identifier


def _deepest(moves: NDArray[Any], rows: NDArray[Any]) -> int:
    """How many bytes the longest way from the first state takes that leads to a new one."""
    known = np.zeros(len(rows), dtype=bool)
    known[0] = True
    seen, newest, depth = np.zeros(len(moves) >> 8, dtype=bool), np.array([0]), 0
    while True:
        new = np.zeros_like(seen)
        new[rows[newest] >> 8] = True
        reached = np.zeros_like(known)
        reached[moves.reshape(-1, 0x100)[new & ~seen]] = True
        newest = np.flatnonzero(reached & ~known)
        if not len(newest):
            return depth
        known |= reached
        seen |= new
        depth += 1


def _without_noise(text: str) -> str:
    """``text`` with its addresses, paths and tags blanked."""
    if "<" in text:
        return _NOISE.sub(" ", text)
    # But for tags, noise is within what spaces part, where one of its signs stands.
    kept, end = [], 0
    for sign in _NOISY.finditer(text):
        if sign.start() >= end:
            start = max(text.rfind(" ", end, sign.start()) + 1, text.rfind("\n", end, sign.start()) + 1, end)
            kept.append(text[end:start])
            end = text.find(" ", sign.end())
            end = end if end >= 0 else len(text)
            kept.append(_NOISE.sub(" ", text[start:end]))
    return "".join([*kept, text[end:]])


def language(text: str) -> str | None:
    """ISO 639-1 code of the language most of the text is in; None below about twenty letters.

    Chinese, Japanese, Korean and Vietnamese show by their script, also where half of the words are
    English terms; the rest is told by py3langid among 27 languages that ads are written in.
    """
    sample = _without_noise(text[: 2 * _READ])[:_READ]
    strange = "".join(_STRANGE.findall(sample))  # few signs in most ads
    plain = sample.encode("ascii", "ignore")
    letters = len(plain) - len(plain.translate(None, _PLAIN_LETTERS)) + len(_LETTER.findall(strange))
    han = len(_HAN.findall(strange))
    kana = len(_KANA.findall(strange))
    if kana >= _FEWEST_HAN and kana + han > letters * 0.2:
        return "ja"
    if han >= _FEWEST_HAN and han > letters * 0.2:
        return "zh"
    if letters < _FEWEST_LETTERS:
        return None
    if len(_HANGUL.findall(strange)) > letters * 0.2:
        return "ko"
    only = len(_ONLY_VIETNAMESE.findall(strange))
    if only > letters * 0.05 and len(_VIETNAMESE.findall(strange)) > letters * 0.08:
        return "vi"
    return str(_identifier().classify(sample)[0])
