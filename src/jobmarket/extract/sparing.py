"""Regular expressions that look only where they can match.

An ad is asked hundreds of questions, and hardly one of their words is in it.  So the text is gone through once for
the beginnings of all patterns together (Aho and Corasick 1975), and each pattern is tried just there.  What it finds
is what :mod:`re` finds: the beginnings are read off the pattern (:mod:`jobmarket.extract.prefixes`), and the pattern
itself decides at each place.  A pattern that can begin anyhow is tried everywhere, but only where the text holds
what its matches must hold.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from ahocorasick_rs import BytesAhoCorasick

from jobmarket.extract.beginnings import Said, beginnings, read_off
from jobmarket.extract.prefixes import LONGEST, fold

_LONG = 60_000  # no ad is as long, and a page of nothing but beginnings would take longer this way
_CROWDED = 12  # signs for each beginning: where they stand closer, going through the text takes less time
_END = sys.maxsize


class Choir:
    """Patterns that are asked of the same texts, so that going through a text once serves them all.

    ``shortest``: the fewest signs of a text that is worth it.
    ``name``: what is read off its patterns is kept under it for the next process; None keeps nothing.
    """

    def __init__(self, *, shortest: int, name: str | None = None) -> None:
        self.shortest, self.name = shortest, name
        self.patterns: list[Pattern] = []
        self._index: _Index | None = None

    def join(self, pattern: Pattern) -> int:
        """The number of a pattern that joins."""
        self.patterns.append(pattern)
        self._index = None  # a shelf may bring patterns when others have been asked
        return len(self.patterns) - 1

    def said(self, number: int) -> Said:
        """What a pattern says of its matches, by its number."""
        return self._indexed().said[number]

    def beginnings(self, text: str) -> Mapping[int, Sequence[int]]:
        """Where matches of each pattern may begin, or hold what they must, by its number."""
        return _beginnings(self._indexed(), text)

    def _indexed(self) -> _Index:
        if self._index is None:
            exact = [pattern.exact for pattern in self.patterns]
            self._index = _Index(beginnings(exact, self.name) if self.name else list(map(read_off, exact)))
        return self._index


ADS = Choir(shortest=200, name="ads")
"""What is asked of whole ads; shorter texts are read sooner than gone through."""


class Pattern:
    """A regular expression with :mod:`re`'s methods and results."""

    def __init__(self, pattern: re.Pattern[str], choir: Choir = ADS) -> None:
        self.exact = pattern
        self._choir = choir
        self._number = choir.join(self)

    @cached_property
    def said(self) -> Said:
        """What it says of its matches."""
        return self._choir.said(self._number)

    def finditer(self, text: str, pos: int = 0, endpos: int = _END) -> Iterator[re.Match[str]]:
        """As :meth:`re.Pattern.finditer`."""
        places = self._places(text, pos, endpos)
        if places is None:
            return self.exact.finditer(text, pos, endpos)
        return self._matches(text, places, endpos)

    def search(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        """As :meth:`re.Pattern.search`."""
        places = self._places(text, pos, endpos)
        if places is None:
            return self.exact.search(text, pos, endpos)
        return next(self._matches(text, places, endpos), None) if places else None

    def finditer_beside(self, others: Pattern, text: str) -> Iterator[re.Match[str]]:
        """What is found where every match of ``others`` is blanked."""
        spans = [match.span() for match in others.finditer(text)]
        if not spans:
            return self.finditer(text)
        kept, reached = list[str](), 0
        for start, end in spans:
            kept += (text[reached:start], " " * (end - start))
            reached = end
        left = "".join([*kept, text[reached:]])
        places = self._places(text, 0, _END)
        if places is None or (begun := self.said.prefixes) is None:
            return self.exact.finditer(left)
        # Only a beginning that holds a blank may be new.
        before = LONGEST + max(begun.values(), default=0)
        new = {place for start, end in spans for place in range(max(0, start - before), end)}
        return self._matches(left, sorted(new.union(places)), _END)

    def _matches(self, text: str, places: Sequence[int], endpos: int) -> Iterator[re.Match[str]]:
        reached, match = 0, self.exact.match
        for place in places:
            if place >= reached and (found := match(text, place, endpos)):
                yield found
                reached = found.end()

    def _places(self, text: str, pos: int, endpos: int) -> Sequence[int] | None:
        """Where a match can begin, in order; None for anywhere."""
        if not self._choir.shortest <= len(text) <= _LONG:
            return None
        begun, held = self.said
        if begun is None and held is None:
            return None
        places = self._choir.beginnings(text).get(self._number, ())
        if begun is None:
            return None if places else ()
        if len(places) * _CROWDED > len(text):
            return None
        if pos or endpos < len(text):
            return places[bisect_left(places, pos) : bisect_left(places, endpos)]
        return places


def compile(pattern: str, flags: int = 0) -> Pattern:
    """As :func:`re.compile`."""
    return Pattern(re.compile(pattern, flags))


class _Index:
    """The beginnings of all patterns of a choir, by what each says."""

    def __init__(self, said: Sequence[Said]) -> None:
        self.said = said
        owners: dict[bytes, list[tuple[int, int]]] = {}
        for number, (begun, held) in enumerate(said):
            for prefix, lead in (begun if begun is not None else dict.fromkeys(held or (), 0)).items():
                owners.setdefault(prefix, []).append((number, lead))
        self._owners = list(owners.values())
        self._automaton = BytesAhoCorasick(list(owners))

    def beginnings(self, folded: bytes) -> Mapping[int, Sequence[int]]:
        """Where the prefixes of each pattern stand, by its number."""
        found: dict[int, list[int]] = {}
        owners = self._owners
        for prefix, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            for number, lead in owners[prefix]:
                if number not in found:
                    found[number] = []
                if lead:
                    found[number] += range(max(0, start - lead), start)
                found[number].append(start)
        for starts in found.values():
            starts.sort()  # they came by their ends
        return found


@lru_cache(maxsize=64)
def _beginnings(index: _Index, text: str) -> Mapping[int, Sequence[int]]:
    """Of the last few texts: each is asked by every pattern, and its lower case by some."""
    return _same_folded(index, fold(text))


@lru_cache(maxsize=64)
def _same_folded(index: _Index, folded: bytes) -> Mapping[int, Sequence[int]]:
    return index.beginnings(folded)
