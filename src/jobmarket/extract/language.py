"""Tells the language an ad is written in.  Never guesses from a handful of letters."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

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
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_ONLY_VIETNAMESE = re.compile(r"[đơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _identifier() -> Any:
    """The language model, loaded once (about 0.8 s)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_LANGUAGES)
    return identifier


def language(text: str) -> str | None:
    """ISO 639-1 code of the language most of the text is in; None below about twenty letters.

    Chinese, Japanese, Korean and Vietnamese show by their script, also where half of the words are
    English terms; the rest is told by py3langid among 27 languages that ads are written in.
    """
    sample = _NOISE.sub(" ", text[: 2 * _READ])[:_READ]
    letters = len(_LETTER.findall(sample))
    han = len(_HAN.findall(sample))
    kana = len(_KANA.findall(sample))
    if kana >= _FEWEST_HAN and kana + han > letters * 0.2:
        return "ja"
    if han >= _FEWEST_HAN and han > letters * 0.2:
        return "zh"
    if letters < _FEWEST_LETTERS:
        return None
    if len(_HANGUL.findall(sample)) > letters * 0.2:
        return "ko"
    only = len(_ONLY_VIETNAMESE.findall(sample))
    if only > letters * 0.05 and len(_VIETNAMESE.findall(sample)) > letters * 0.08:
        return "vi"
    return str(_identifier().classify(sample)[0])
