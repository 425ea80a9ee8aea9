"""Reads the claims shelf: one published claim a file, with its rule.  Judges nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from jobmarket.catalog import read_declaration, shelf
from jobmarket.catalog.claim_checks import check_filters, check_rule, check_who_speaks, complain
from jobmarket.catalog.rule_words import rule_in_words
from jobmarket.catalog.rules import UNSELECTED_RULES, Minimum, Window, default_minimum, default_window
from jobmarket.home import PACKAGE, home

CLAIMS = PACKAGE / "claims"
VERDICTS = (
    "supported",
    "contradicted",
    "inconclusive",
    "too-little-evidence",
    "not-testable",
    "not-judged-yet",
)

_KEYS = frozenset(
    [
        "id",
        "documents",
        "statement",
        "topic",
        "claimed",
        "unit",
        "testable",
        "reason",
        "contradicts",
        "sharpened",
        "rule",
        "population",
        "window",
        "minimum",
        "variants",
        "figures_beside",
        "example",
        "speakers",
    ]
)


@dataclass(frozen=True, slots=True)
class Document:
    """A published document that makes claims; ``url`` is None where none is known."""

    letter: str
    title: str
    publisher: str | None
    published: date | str | None
    url: str | None


Shape = TypeVar("Shape", Window, Minimum)


@dataclass(frozen=True, slots=True)
class Example:
    """A tiny made-up table and the verdict the rule must give on it.

    Each row of ``ads`` stands for ``employers`` ads of as many employers (or ``ads`` ads of one);
    each row of ``figures`` for a run of yearly observations.
    """

    verdict: str
    ads: tuple[Mapping[str, Any], ...] = ()
    figures: tuple[Mapping[str, Any], ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One published claim and how it is judged.

    ``statement``: the claim in our words; ``claimed``: the claimed value as shown beside the estimate;
    ``rule``: kind and parameters; ``population``: structured filters of the ads; ``contradicts``: what
    other documents or claims say against it; ``figures_beside``: trend figures told with the verdict;
    ``sharpened``: where a rule had to be made exact, and why, decided before any result was seen; ``speakers``:
    ``all`` sources or only the ``unselected``; ``own``: a user's, not one of the project's.
    """

    id: str
    documents: tuple[str, ...]
    statement: str
    topic: str
    testable: bool
    rule: Mapping[str, Any]
    claimed: str = ""
    unit: str = ""
    reason: str = ""
    contradicts: str = ""
    sharpened: str = ""
    speakers: str = "all"
    population: Mapping[str, Any] = field(default_factory=dict)
    window: Window = field(default_factory=Window)
    minimum: Minimum = field(default_factory=Minimum)
    variants: tuple[str, ...] = ()
    figures_beside: tuple[Mapping[str, Any], ...] = ()
    examples: tuple[Example, ...] = ()
    own: bool = False

    @property
    def kind(self) -> str:
        """The rule's kind (``paired``, ``share``, …); empty for a claim that cannot be tested."""
        return str(self.rule.get("kind", ""))

    @property
    def rule_digest(self) -> str:
        """Twelve hex digits that change with anything that shapes the verdict: not with words or examples."""
        shaping = (
            self.testable,
            self.rule,
            self.population,
            self.window,
            self.minimum,
            self.variants,
            self.speakers,
        )
        return hashlib.sha256(repr(shaping).encode()).hexdigest()[:12]

    @property
    def rule_text(self) -> str:
        """The rule in plain sentences; or why the claim cannot be tested."""
        if not self.testable:
            return f"Not testable: {self.reason}"
        return rule_in_words(self.kind, self.rule, self.population, self.window, self.minimum, self.speakers)


def read_claim(path: Path, *, own: bool = False) -> Claim:
    """One claim file; a user's ``own`` may name any document, the project's those of its shelf.

    Raises:
        DeclarationError: something is missing, unknown or of the wrong kind; says what, where and what to do.
    """
    raw = read_declaration(path)
    unknown = set(raw) - _KEYS
    if unknown:
        raise complain(path, f"unknown key '{min(unknown)}'", f"use: {', '.join(sorted(_KEYS))}")
    for key in ("id", "documents", "statement", "topic", "testable"):
        if key not in raw:
            raise complain(path, f"'{key}' is missing", f"say it: {key} = …")
    if raw["id"] != path.stem:
        raise complain(path, f"id '{raw['id']}' is not the file's name", f"name the file {raw['id']}.toml")
    strangers = set(raw["documents"]) - set(documents())
    if strangers and not own:
        raise complain(path, f"no document '{min(strangers)}'", "declare it in shelves/documents.toml")
    rule = raw.get("rule", {})
    if raw["testable"]:
        check_rule(rule, raw.get("population", {}), path)
        if not raw.get("example") and rule["kind"] != "not-built":
            raise complain(
                path,
                "no worked example",
                "add [[example]] with ads or figures and the verdict they must give",
            )
    elif not raw.get("reason"):
        raise complain(path, "not testable, and no reason given", 'say why: reason = "…"')
    check_filters(raw.get("population", {}), path, "population")
    check_who_speaks(raw, path)
    try:
        return Claim(
            id=raw["id"],
            documents=tuple(raw["documents"]),
            statement=raw["statement"],
            topic=raw["topic"],
            testable=raw["testable"],
            rule=rule,
            claimed=raw.get("claimed", ""),
            unit=raw.get("unit", ""),
            reason=raw.get("reason", ""),
            contradicts=raw.get("contradicts", ""),
            sharpened=raw.get("sharpened", ""),
            speakers=raw.get("speakers", "unselected" if rule.get("kind") in UNSELECTED_RULES else "all"),
            population=raw.get("population", {}),
            window=_overlay(default_window(rule.get("kind", "")), raw.get("window", {})),
            minimum=_overlay(default_minimum(rule.get("kind", "")), raw.get("minimum", {})),
            variants=tuple(raw.get("variants", ())),
            figures_beside=tuple(raw.get("figures_beside", ())),
            examples=tuple(_example(item, path) for item in raw.get("example", ())),
            own=own,
        )
    except TypeError as error:
        raise complain(path, str(error), "see the fields of Window, Minimum and Example") from error


def _overlay(default: Shape, said: Mapping[str, Any]) -> Shape:
    values = {name: getattr(default, name) for name in type(default).__dataclass_fields__}
    values |= {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    return type(default)(**values)


def _example(item: Mapping[str, Any], path: Path) -> Example:
    if item.get("verdict") not in VERDICTS:
        raise complain(
            path, f"an example expects '{item.get('verdict')}'", f"use one of: {', '.join(VERDICTS)}"
        )
    said: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in item.items()
    }
    return Example(**said)


@cache
def documents() -> Mapping[str, Document]:
    """The documents that make the claims, by letter (shelves/documents.toml)."""
    return {
        letter: Document(letter, item["title"], item.get("publisher"), item.get("published"), item.get("url"))
        for letter, item in shelf("documents").items()
    }


def read_claims(folder: Path = CLAIMS, *, own: bool = False) -> tuple[Claim, ...]:
    """Every claim of ``folder``, by id.

    Raises:
        DeclarationError: a file is malformed.
    """
    return tuple(read_claim(path, own=own) for path in sorted(folder.glob("*.toml")))


def claims() -> Mapping[str, Claim]:
    """The project's claims and the user's own (``claims/`` of the home), by id; read once.

    Raises:
        DeclarationError: a file is malformed, or an own claim takes the name of one of the project's.
    """
    return _claims(home().claims)


@cache
def _claims(folder: Path) -> Mapping[str, Claim]:
    found = {claim.id: claim for claim in read_claims()}
    for claim in read_claims(folder, own=True):
        if claim.id in found:
            raise complain(
                folder / f"{claim.id}.toml", f"there is a claim '{claim.id}'", "give yours another name"
            )
        found[claim.id] = claim
    return found
