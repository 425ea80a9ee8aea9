"""What others need for less: the yardsticks.  Nothing of ours runs here."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from jobmarket.extract.mentions.vocabulary import SHELVES, vocabulary

from .table import best


def selectolax_seconds(texts: Sequence[str]) -> float:
    """Processor seconds selectolax alone needs to turn this HTML into text, on one core."""

    def work() -> None:
        for text in texts:
            LexborHTMLParser(text).text(deep=True, separator="\n")

    return best(3, work, time.process_time)


def phrase_matcher() -> Callable[[Sequence[str]], None] | None:
    """A blank spaCy model's PhraseMatcher over the same spellings; None where spaCy is not installed."""
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        return None
    blank: Any = spacy.blank("en")
    blank.max_length = 10_000_000
    matcher: Any = PhraseMatcher(blank.vocab, attr="LOWER")
    words = [word for shelf in SHELVES for word in vocabulary(shelf).words]
    matcher.add("TERM", [blank.make_doc(word) for word in words])

    def work(texts: Sequence[str]) -> None:
        for text in texts:
            matcher(blank.make_doc(text))

    return work
