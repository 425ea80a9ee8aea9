"""Finds the frameworks, tools and topics an ad names, each with the words that prove it.

Never guesses: a word with several meanings counts only where the ad shows which one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

import ahocorasick_rs

from jobmarket.extract.mentions.alternatives import with_alternatives
from jobmarket.extract.mentions.condensing import condensed
from jobmarket.extract.mentions.denials import in_address, is_no_use
from jobmarket.extract.mentions.portraits import portraits
from jobmarket.extract.mentions.vocabulary import SHELVES, Rule, Term, flatten, fold, vocabulary
from jobmarket.extract.mentions.vocabulary import terms as _terms
from jobmarket.extract.text import encodable
from jobmarket.records import Mention

Where = Literal["text", "title", "skills"]
Span = tuple[int, int, str]
_TAG_SEPARATOR = "; "
_SHORTEST_GLUED = 5
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
    too.  Addresses, employers' names, denials and where people come from are no mentions; nor is a topic
    that only an employer's portrait of itself names ("About us").
    Raises nothing, whatever the string.
    """
    whole = text
    text, moves = condensed(encodable(text))
    if not text:
        return ()
    spans = _with_implied(_spans(text, year, only))
    if only is not None:
        spans = {span for span in spans if span[2] in only}
    found = sorted(spans, key=_in_order)
    known = terms()
    alternatives = _alternatives(text, found)
    result: list[Mention] = []
    for span in found:
        start, end, term = span
        if moves is not None:
            start, end = moves.original(start), moves.original(end - 1) + 1
        result.append(
            Mention(term, known[term].kind, whole[start:end], start, end, where, (), span in alternatives)
        )
    return tuple(result)


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
    flat = flatten(fold(condensed(encodable(text))[0]))
    return bool(_listening_for(words).find_matches_as_indexes(flat))


@lru_cache(maxsize=1)
def _listening_for(words: tuple[str, ...]) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(words, store_patterns=False)


@dataclass(frozen=True, slots=True)
class _Ear:
    """What may be meant where a word is heard: by the rules of both shelves."""

    frameworks: tuple[Rule, ...]
    topics: tuple[Rule, ...]
    is_glued: bool


@cache
def _ears() -> tuple[ahocorasick_rs.AhoCorasick, tuple[_Ear, ...]]:
    """The words of all shelves, listened for in one go, and for each what it may mean."""
    frameworks, topics = map(vocabulary, SHELVES)
    glued = {one.words[at] for one in (frameworks, topics) for at in one.glued}
    by_word = (dict(zip(one.words, one.rules, strict=True)) for one in (frameworks, topics))
    of_frameworks, of_topics = by_word
    words = tuple(dict.fromkeys((*of_frameworks, *of_topics)))
    ears = tuple(_Ear(of_frameworks.get(word, ()), of_topics.get(word, ()), word in glued) for word in words)
    return ahocorasick_rs.AhoCorasick(words, store_patterns=False), ears


#: A line's end within a sentence, which goes on in small letters: what stands around a word reaches across it.
_WRAP = re.compile(r"\n(?<=[a-z,]\n)(?=[a-z])")


def _spans(text: str, year: int | None, only: frozenset[str] | None) -> list[Span]:
    """The places of names in ``text``: of overlapping frameworks the longest, and so for each topic by itself."""
    folded = fold(_WRAP.sub(" ", text))
    flat = flatten(folded)
    automaton, ears = _ears()
    frameworks: list[Span] = []
    topics: dict[str, list[Span]] = {}
    for at, start, end in automaton.find_matches_as_indexes(flat, overlapping=True):
        ear = ears[at]
        if not (_stands_alone(flat, start, end) or ear.is_glued or _is_camel(text, flat, start, end)):
            continue
        if ear.frameworks:
            terms_meant = _meant(ear.frameworks, text, folded, start, end, year)
            if terms_meant and not is_no_use(folded, start, end):
                frameworks += [(start, end, term) for term in terms_meant]
        if ear.topics:
            for term in _meant(ear.topics, text, folded, start, end, year):
                topics.setdefault(term, []).append((start, end, term))
    spans = _longest(frameworks)
    portrayed = portraits(text) if topics else []
    for each in topics.values():
        spans += [
            span for span in _longest(each) if not any(start <= span[0] < end for start, end in portrayed)
        ]
    return spans


def _meant(rules: tuple[Rule, ...], text: str, folded: str, start: int, end: int, year: int | None) -> list[str]:
    """The terms whose rules hold where a word stands; none in an address."""
    held = [rule.term for rule in rules if rule.is_free or _holds(rule, text, folded, start, end, year)]
    return [] if held and in_address(folded, start, end) else held


def _is_letter(sign: str) -> bool:
    """Whether ``sign`` continues a word: a letter or digit of an alphabet, not a Chinese character."""
    return sign < "\u2e80" and (sign.isalnum() or "\u0300" <= sign < "\u0370")


def _stands_alone(flat: str, start: int, end: int) -> bool:
    before, after = flat[start - 1 : start], flat[end : end + 1]
    if before > " " and _is_letter(before) and _is_letter(flat[start]):
        return False
    return not (after > " " and _is_letter(after) and _is_letter(flat[end - 1]))


def _is_camel(text: str, flat: str, start: int, end: int) -> bool:
    """Whether only a change from small letter to capital parts the word from its neighbours
    ("KerasPyTorch"), as happens where an ad lost its line breaks."""
    if end - start < _SHORTEST_GLUED:
        return False
    before = not (start and _is_letter(flat[start - 1])) or (
        text[start - 1].islower() and text[start].isupper()
    )
    after = end >= len(flat) or not _is_letter(flat[end]) or (text[end - 1].islower() and text[end].isupper())
    return before and after


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


def _longest(spans: list[Span]) -> list[Span]:
    """Of overlapping spans the first, and of those that begin together the longest.

    Words that are two terms at once ("tf.keras") stay both.
    """
    if len(spans) < 2:
        return spans
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span[0], -span[1], span[2])):
        if not kept or span[0] >= kept[-1][1] or span[:2] == kept[-1][:2]:
            kept.append(span)
    return kept


def _with_implied(spans: list[Span]) -> set[Span]:
    """The spans, and for each what its term implies, at the same place."""
    known = terms()
    found = set(spans)
    for start, end, term in spans:
        found.update((start, end, implied) for implied in known[term].implies)
    return found


def _in_order(span: Span) -> tuple[int, str, int]:
    return span[0], span[2], span[1]


def _alternatives(text: str, found: list[Span]) -> set[Span]:
    """The frameworks among ``found`` in whose place the ad accepts another."""
    known = terms()
    frameworks = [span for span in found if known[span[2]].kind == "framework"]
    if len(frameworks) < 2:
        return set()
    named = [Mention(term, "framework", text[start:end], start, end) for start, end, term in frameworks]
    flags = with_alternatives(text, named)
    return {span for span, flag in zip(frameworks, flags, strict=True) if flag}
