"""The words for frameworks, tools and topics, as the shelves declare them; finds no words in any ad.

A shelf item names its ``words`` (always the term) and rules ``when`` (the term only in some context).
In ``words`` a group in round brackets stands for each of its choices: ``deploy(|ing) models``.
Spaces, hyphens, underscores and line breaks are the same thing, and case does not matter unless a
rule says ``exact``.  Context patterns see lower-case text; ``{name}`` in one stands for the pattern of
that name under ``[contexts]`` of the shelf.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import Any

from jobmarket.catalog import shelf
from jobmarket.errors import DeclarationError
from jobmarket.records import Kind

SHELVES = ("frameworks", "topics")
_PIECE = re.compile(r"[()|]|[^()|]+")
_CONTEXT = re.compile(r"\{([a-z_]+)\}")
_PATTERNS = ("before", "after", "near", "anywhere", "not_before", "not_after", "not_near", "not_anywhere")
_RULE_KEYS = frozenset({"words", "exact", "since", "until", "within", *_PATTERNS})
_ITEM_KEYS = frozenset(
    {
        "label",
        "kind",
        "deep_learning",
        "home",
        "words",
        "glued",
        "implies",
        "when",
        "mentioned_in",
        "absent_from",
    }
)


@dataclass(frozen=True, slots=True)
class Term:
    """A framework, tool or topic that ads can be searched for.

    ``deep_learning`` marks the frameworks that make an ad a DL ad; ``implies`` are the terms that are
    named with it (torchvision → pytorch); ``home`` is its home page, where it has one.
    """

    name: str
    label: str
    kind: Kind
    deep_learning: bool = False
    home: str | None = None
    implies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """When words mean a term.  Every condition given must hold.

    ``since`` and ``until`` (exclusive) are years of the ad; ``exact`` are the only spellings allowed;
    the patterns look at the ``within`` characters before or after the words (``before`` must end, and
    ``after`` must begin, at the words), near them on either side, or anywhere in the ad.  ``is_free``:
    there is no condition at all.
    """

    term: str
    exact: frozenset[str] = frozenset()
    since: int | None = None
    until: int | None = None
    within: int = 100
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    near: re.Pattern[str] | None = None
    anywhere: re.Pattern[str] | None = None
    not_before: re.Pattern[str] | None = None
    not_after: re.Pattern[str] | None = None
    not_near: re.Pattern[str] | None = None
    not_anywhere: re.Pattern[str] | None = None
    is_free: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms, and for each word (folded) the rules that may make it a term.

    ``glued`` are the indexes of words that need no boundary.
    """

    terms: Mapping[str, Term]
    words: tuple[str, ...]
    rules: tuple[tuple[Rule, ...], ...]
    glued: frozenset[int]


@cache
def terms() -> Mapping[str, Term]:
    """Every term of the shelves by its name.

    Raises:
        DeclarationError: an item lacks what it must have, or has a key that nobody reads.
    """
    found = {term.name: term for name in SHELVES for term in _terms_of(name)}
    for term in found.values():
        for implied in term.implies:
            if implied not in found:
                raise DeclarationError(f"implies an unknown term {implied!r}", where=term.name)
    return MappingProxyType(found)


@cache
def vocabulary(shelf_name: str) -> Vocabulary:
    """The words of one shelf (``frameworks`` or ``topics``) and their rules.

    Raises:
        DeclarationError: as :func:`terms`, or a pattern that does not compile.
    """
    contexts = shelf(shelf_name).get("contexts", {})
    by_word: dict[str, list[Rule]] = {}
    glued: set[str] = set()
    for name, item in _items(shelf_name):
        for word in item.get("words", ()):
            for spelling in _spellings(word):
                by_word.setdefault(spelling, []).append(Rule(term=name, is_free=True))
        glued.update(spelling for word in item.get("glued", ()) for spelling in _spellings(word))
        for declared in item.get("when", ()):
            rule = _rule(name, declared, contexts)
            for word in declared["words"]:
                for spelling in _spellings(word):
                    by_word.setdefault(spelling, []).append(rule)
    return Vocabulary(
        terms={name: terms()[name] for name, _ in _items(shelf_name)},
        words=tuple(by_word),
        glued=frozenset(at for at, word in enumerate(by_word) if word in glued),
        rules=tuple(tuple(sorted(rules, key=lambda rule: not rule.is_free)) for rules in by_word.values()),
    )


@cache
def word_meanings() -> Mapping[str, str]:
    """For every word (folded) of the shelves a digest of all that it may mean: 16 hex digits.

    They change with whatever decides what a hearing of the word gives: its rules with their patterns, whether it
    needs boundaries, the kind of its terms, and what those imply.  Labels and examples decide nothing.
    """
    told: dict[str, list[str]] = defaultdict(list)
    for shelf_name in SHELVES:
        words = vocabulary(shelf_name)
        for at, word in enumerate(words.words):
            is_glued = at in words.glued
            told[word] += (f"{shelf_name} {is_glued} {_told(rule)}" for rule in words.rules[at])
    return MappingProxyType(
        {
            word: hashlib.blake2b("\n".join(sorted(rules)).encode(), digest_size=8).hexdigest()
            for word, rules in told.items()
        }
    )


@cache
def _told(rule: Rule) -> str:
    """Everything a rule may do, in words that are the same on every run."""
    term = terms()[rule.term]
    said = [f"{name}:{terms()[name].kind}" for name in (term.name, *term.implies)]
    for field in fields(rule):
        value = getattr(rule, field.name)
        if isinstance(value, re.Pattern):
            value = (value.pattern, value.flags)
        said.append(f"{field.name}={sorted(value) if isinstance(value, frozenset) else value!r}")
    return " ".join(said)


def fold(text: str) -> str:
    """``text`` in lower case with ordinary spaces, every character still at its place."""
    folded = text.lower()
    if len(folded) != len(text):
        folded = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
    return folded.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-").replace("\u2019", "'")


def flatten(folded: str) -> str:
    """Folded text with hyphens, underscores and line breaks as spaces, every character at its place."""
    return (
        folded.replace("-", " ")
        .replace("\n", " ")
        .replace("_", " ")
        .replace("\t", " ")
        .replace("\u2010", " ")
    )


def _items(shelf_name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, item in shelf(shelf_name).items():
        if name != "contexts":
            yield name, item


def _terms_of(shelf_name: str) -> Iterator[Term]:
    for name, item in _items(shelf_name):
        unknown = set(item) - _ITEM_KEYS
        if unknown:
            raise DeclarationError(f"unknown keys {sorted(unknown)}", where=f"{shelf_name}.{name}")
        try:
            yield Term(
                name=name,
                label=item["label"],
                kind=item["kind"],
                deep_learning=item.get("deep_learning", False),
                home=item.get("home"),
                implies=tuple(item.get("implies", ())),
            )
        except KeyError as error:
            raise DeclarationError(f"lacks {error}", where=f"{shelf_name}.{name}") from error


def _rule(term: str, declared: Mapping[str, Any], contexts: Mapping[str, str]) -> Rule:
    unknown = set(declared) - _RULE_KEYS
    if unknown or "words" not in declared:
        raise DeclarationError(f"a rule with {sorted(unknown) or 'no words'}", where=term)
    compiled: dict[str, Any] = {}
    for key in _PATTERNS:
        if key in declared:
            try:
                source = _CONTEXT.sub(lambda found: f"(?:{contexts[found[1]]})", declared[key])
                if key.endswith("before"):
                    source = f"(?:{source})$"
                compiled[key] = re.compile(source, re.ASCII)
            except (KeyError, re.error) as error:
                raise DeclarationError(f"pattern {key}: {error}", where=term) from error
    exact = declared["words"] if declared.get("exact") else ()
    return Rule(
        term=term,
        exact=frozenset(choice for word in exact for choice in _choices(word)),
        since=declared.get("since"),
        until=declared.get("until"),
        within=declared.get("within", 100),
        **compiled,
    )


def _choices(word: str) -> list[str]:
    """``word`` with each of its groups replaced by each choice; groups may hold groups."""
    return list(dict.fromkeys(" ".join(choice.split()) for choice in _chosen(iter(_PIECE.findall(word)))))


def _chosen(pieces: Iterator[str]) -> list[str]:
    """What the pieces up to the closing bracket, or to the end, may read: each once."""
    ended: dict[str, None] = {}
    choices = [""]
    for piece in pieces:
        match piece:
            case ")":
                break
            case "|":
                ended |= dict.fromkeys(choices)
                choices = [""]
            case "(":
                inner = _chosen(pieces)
                choices = [begun + choice for begun in choices for choice in inner]
            case _:
                choices = [begun + piece for begun in choices]
    return list(ended | dict.fromkeys(choices))


def _spellings(word: str) -> list[str]:
    """The folded spellings to search for: each choice, in composed and decomposed accents."""
    spellings: dict[str, None] = {}
    for choice in _choices(word):
        forms = (choice,) if choice.isascii() else (unicodedata.normalize(form, choice) for form in ("NFC", "NFD"))
        spellings |= dict.fromkeys(flatten(fold(form)) for form in forms)
    return list(spellings)
