"""Finds the frameworks, tools and topics an ad names, each with the words that prove it.

Never guesses: a word with several meanings counts only where the ad shows which one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain
from typing import Literal

import ahocorasick_rs

from jobmarket.extract.mentions.alternatives import with_alternatives
from jobmarket.extract.mentions.denials import in_address, is_no_use
from jobmarket.extract.mentions.vocabulary import SHELVES, Rule, Term, Vocabulary, flatten, fold, vocabulary
from jobmarket.extract.mentions.vocabulary import terms as _terms
from jobmarket.extract.text import encodable
from jobmarket.records import Mention

Where = Literal["text", "title", "skills"]
Span = tuple[int, int, str]
_TAG_SEPARATOR = "; "
_SHORTEST_GLUED = 5
_PADDING_SIGNS = ("  ", "\n ", "-\n", "\\", " \u00a0", "\t ", "\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")
_PADDING = re.compile(r"\\(?=[-&+._*#])|[\u00ad\u200b\u200c\u200d\u2060\ufeff]+|(?<=[^\W\d_]-)\n[ \t\u00a0]*(?=[^\W\d_])|(?<=[ \t\n\r\u00a0])[ \t\u00a0]+")
_TAG_LEFTOVER = re.compile(r"[A-Za-z\u00c0-\u1eff\u2e80-\U0003ffff]")


def terms() -> Mapping[str, Term]:
    """Every framework, tool and topic that is searched for, by name."""
    return _terms()


def mentions(
    text: str, *, year: int | None = None, where: Where = "text", only: frozenset[str] | None = None
) -> tuple[Mention, ...]:
    """What plain ``text`` names, one :class:`Mention` per place, ordered by (start, term).

    Args:
        text: plain text (see :func:`jobmarket.extract.text.plain`); offsets count its characters.
        year: the ad's year, which decides what an old word meant (a bare "Torch"); None reads it as recent.
        where: which part of the ad ``text`` is; copied into each mention.
        only: names of the terms wanted; None for all.

    Of overlapping names the longest counts ("TensorFlow Lite" is one place), and names what it implies
    too.  Addresses, employers' names, denials and where people come from are no mentions.
    Raises nothing, whatever the string.
    """
    whole = text
    text, places = _condensed(encodable(text))
    if not text:
        return ()
    folded = fold(text)
    flat = flatten(folded)
    spans: list[Span] = []
    for shelf_name in SHELVES:
        words = vocabulary(shelf_name)
        if only is not None and only.isdisjoint(words.terms):
            continue
        candidates = _candidates(text, folded, flat, shelf_name, words, year)
        spans += _longest(candidates) if shelf_name == "frameworks" else _longest_of_each(candidates)
    found = [span for span in _with_implied(spans) if only is None or span[2] in only]
    found.sort(key=lambda span: (span[0], span[2], span[1]))
    known = terms()
    result = [
        Mention(term, known[term].kind, text[start:end], start, end, where) for start, end, term in found
    ]
    marked = _mark_alternatives(text, result)
    return marked if places is None else tuple(_moved(mention, whole, places) for mention in marked)


def skill_mentions(skills: tuple[str, ...], *, year: int | None = None) -> tuple[Mention, ...]:
    """What a list of skill tags names; offsets count in the tags joined with "; ".

    A framework or tool may be part of a tag ("Python (PyTorch)"); topics must fill theirs, for a tag
    is a heading that says nothing around its words.
    """
    joined = _TAG_SEPARATOR.join(skills)
    found = mentions(joined, year=year, where="skills")
    kept: list[Mention] = []
    start = 0
    for tag in skills:
        end = start + len(tag)
        inside = [mention for mention in found if start <= mention.start and mention.end <= end]
        rest = list(tag)
        for mention in inside:
            rest[mention.start - start : mention.end - start] = " " * (mention.end - mention.start)
        is_filled = _TAG_LEFTOVER.search("".join(rest)) is None
        kept += (
            replace(mention, is_alternative=False)
            for mention in inside
            if is_filled or mention.kind != "topic"
        )
        start = end + len(_TAG_SEPARATOR)
    return tuple(kept)


def says_any(words: tuple[str, ...], text: str) -> bool:
    """Whether any of these words (as :func:`word_meanings` spells them) stands anywhere in plain ``text``, also inside
    another word.

    Where none does, :func:`mentions` finds the same in it whatever these words mean, or if they are no words at all:
    what it finds is chosen among the places of the shelves' words, each looked at by rules of that word alone.
    """
    flat = flatten(fold(_condensed(encodable(text))[0]))
    return bool(_listening_for(words).find_matches_as_indexes(flat))


@lru_cache(maxsize=1)
def _listening_for(words: tuple[str, ...]) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(words, store_patterns=False)


def _condensed(text: str) -> tuple[str, list[int] | None]:
    """``text`` without what parts words only to the eye (soft hyphens, indents, a line's end after a word's hyphen,
    Markdown's escapes), and where each of its characters stood; the text itself and None where there is none of that."""
    if not any(sign in text for sign in _PADDING_SIGNS):
        return text, None
    kept: list[str] = []
    places: list[int] = []
    end = 0
    for padding in _PADDING.finditer(text):
        kept.append(text[end : padding.start()])
        places.extend(range(end, padding.start()))
        end = padding.end()
    kept.append(text[end:])
    places.extend(range(end, len(text)))
    return "".join(kept), places


def _moved(mention: Mention, whole: str, places: list[int]) -> Mention:
    """``mention`` at its place in the whole text."""
    start, end = places[mention.start], places[mention.end - 1] + 1
    return replace(mention, surface=whole[start:end], start=start, end=end)


@cache
def _automaton(shelf_name: str) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(vocabulary(shelf_name).words, store_patterns=False)


def _candidates(
    text: str, folded: str, flat: str, shelf_name: str, words: Vocabulary, year: int | None
) -> Iterator[Span]:
    """The places where a word stands by itself and its rule holds."""
    is_technology = shelf_name == "frameworks"
    rules_of = words.rules
    for at, start, end in _automaton(shelf_name).find_matches_as_indexes(flat, overlapping=True):
        if not _stands_alone(flat, start, end) and not (
            is_technology and (at in words.glued or _is_camel(text, flat, start, end))
        ):
            continue
        for rule in rules_of[at]:
            if not (rule.is_free or _holds(rule, text, folded, start, end, year)):
                continue
            if in_address(folded, start, end):
                break
            if is_technology and is_no_use(folded, start, end):
                break
            yield start, end, rule.term


def _is_letter(sign: str) -> bool:
    """Whether ``sign`` continues a word: a letter or digit of an alphabet, not a Chinese character."""
    return sign < "\u2e80" and (sign.isalnum() or "\u0300" <= sign < "\u0370")


def _stands_alone(flat: str, start: int, end: int) -> bool:
    return not (
        (start and _is_letter(flat[start - 1]) and _is_letter(flat[start]))
        or (end < len(flat) and _is_letter(flat[end]) and _is_letter(flat[end - 1]))
    )


def _is_camel(text: str, flat: str, start: int, end: int) -> bool:
    """Whether only a change from small letter to capital parts the word from its neighbours
    ("KerasPyTorch"), as happens where an ad lost its line breaks."""
    before = not (start and _is_letter(flat[start - 1])) or (
        text[start - 1].islower() and text[start].isupper()
    )
    after = end >= len(flat) or not _is_letter(flat[end]) or (text[end - 1].islower() and text[end].isupper())
    return before and after and end - start >= _SHORTEST_GLUED


def _holds(rule: Rule, text: str, folded: str, start: int, end: int, year: int | None) -> bool:
    if rule.exact and text[start:end] not in rule.exact:
        return False
    if rule.since is not None and year is not None and year < rule.since:
        return False
    if rule.until is not None and (year is None or year >= rule.until):
        return False
    reach = rule.within
    if rule.before or rule.not_before:
        before = folded[max(0, start - reach) : start]
        if rule.before and not rule.before.search(before):
            return False
        if rule.not_before and rule.not_before.search(before):
            return False
    if rule.after or rule.not_after:
        after = folded[end : end + reach]
        if rule.after and not rule.after.match(after):
            return False
        if rule.not_after and rule.not_after.match(after):
            return False
    if rule.near or rule.not_near:
        # The words themselves are blanked: they cannot be their own evidence.
        around = f"{folded[max(0, start - reach) : start]}\x00{folded[end : end + reach]}"
        if rule.near and not rule.near.search(around):
            return False
        if rule.not_near and rule.not_near.search(around):
            return False
    if rule.anywhere and not _is_anywhere(rule.anywhere, folded):
        return False
    return not (rule.not_anywhere and _is_anywhere(rule.not_anywhere, folded))


@lru_cache(maxsize=64)
def _is_anywhere(pattern: re.Pattern[str], folded: str) -> bool:
    """Asked for each mention of an ad and answered once: a list of thousands would be read thousands of times."""
    return pattern.search(folded) is not None


def _longest(candidates: Iterator[Span]) -> list[Span]:
    """Of overlapping spans the first, and of those that begin together the longest.

    Words that are two terms at once ("tf.keras") stay both.
    """
    kept: list[Span] = []
    for span in sorted(set(candidates), key=lambda span: (span[0], -span[1], span[2])):
        if not kept or span[0] >= kept[-1][1] or span[:2] == kept[-1][:2]:
            kept.append(span)
    return kept


def _longest_of_each(candidates: Iterator[Span]) -> list[Span]:
    """:func:`_longest` for each term by itself: topics may share words."""
    by_term: dict[str, list[Span]] = {}
    for span in candidates:
        by_term.setdefault(span[2], []).append(span)
    return list(chain.from_iterable(_longest(iter(spans)) for spans in by_term.values()))


def _with_implied(spans: list[Span]) -> set[Span]:
    """The spans, and for each what its term implies, at the same place."""
    known = terms()
    found = set(spans)
    for start, end, term in spans:
        found.update((start, end, implied) for implied in known[term].implies)
    return found


def _mark_alternatives(text: str, found: list[Mention]) -> tuple[Mention, ...]:
    places = [at for at, mention in enumerate(found) if mention.kind == "framework"]
    if len(places) > 1:
        flags = with_alternatives(text, [found[at] for at in places])
        for at, flag in zip(places, flags, strict=True):
            if flag:
                found[at] = replace(found[at], is_alternative=True)
    return tuple(found)
