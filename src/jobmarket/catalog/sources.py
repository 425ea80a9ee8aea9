"""Reads the shelf of sources: where ads and figures come from, as declared.  Never opens their data."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast, get_args

from jobmarket.catalog import read_declaration
from jobmarket.catalog.live import parse_live
from jobmarket.catalog.source_records import (
    Correction,
    Expect,
    Identity,
    Input,
    Lookup,
    Rule,
    Sample,
    Source,
)
from jobmarket.errors import DeclarationError, UnknownName
from jobmarket.home import PACKAGE
from jobmarket.records import Basis, Observation, Posting, Selection

__all__ = [
    "Correction", "Expect", "Identity", "Input", "Lookup", "Rule", "Sample", "Source",
    "parse_source", "read_source", "source", "sources",
]  # fmt: skip
POSTING_FIELDS = frozenset(f.name for f in fields(Posting)) - {"source", "pay", "identity"}
PAY_FIELDS = frozenset({"low", "high", "currency", "period", "basis"})
OBSERVATION_FIELDS = frozenset(f.name for f in fields(Observation)) - {"source", "level"}


def _moment(value: Any) -> datetime | None:
    """A TOML date or time as UTC."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.combine(value, time(), UTC) if isinstance(value, date) else None


def _known(table: Mapping[str, Any], allowed: frozenset[str] | set[str], what: str) -> None:
    """Refuse misspelt keys: a silent default is worse than an error."""
    if unknown := sorted(set(table) - allowed):
        raise DeclarationError(f"{what} has no {', '.join(unknown)}")


def _pattern(text: Any) -> re.Pattern[str] | None:
    return re.compile(text) if text is not None else None


_RULE_KEYS = (frozenset(f.name for f in fields(Rule)) - {"paths"}) | {"from"}


def _rule(declared: Any) -> Rule:
    """A rule from its short form (a column's name) or its table."""
    if isinstance(declared, str):
        return Rule(paths=(declared,))
    if not isinstance(declared, Mapping):
        raise DeclarationError(f"a field is a column's name or a table, not {declared!r}")
    _known(declared, _RULE_KEYS, "a field rule")
    origin = declared.get("from", ())
    if ("value" in declared) == bool(origin):
        raise DeclarationError("a field rule has either 'from' or 'value'")
    return Rule(
        paths=(origin,) if isinstance(origin, str) else tuple(origin),
        value=declared.get("value"),
        join=declared.get("join"),
        unless=_pattern(declared.get("unless")),
        take=_pattern(declared.get("take")),
        absent=frozenset(declared.get("absent", ())),
        map=dict(declared.get("map", {})),
        only=bool(declared.get("only", False)),
        prefix=declared.get("prefix", ""),
        scale=float(declared.get("scale", 1)),
        parse=declared.get("parse"),
    )


def _rules(table: Mapping[str, Any], allowed: frozenset[str], what: str) -> dict[str, Rule]:
    _known(table, allowed, what)
    return {name: _rule(declared) for name, declared in table.items()}


_INPUT_KEYS = frozenset(f.name for f in fields(Input))


def _input(table: Mapping[str, Any]) -> Input:
    _known(table, _INPUT_KEYS, "an input")
    lookup = table.get("lookup")
    if table.get("identity", "hashed") not in get_args(Identity):
        raise DeclarationError("identity is 'named' or 'hashed'")
    return Input(
        match=table["match"],
        format=table["format"],
        identity=cast(Identity, table.get("identity", "hashed")),
        seen_at=_moment(table.get("seen_at")),
        seen_at_pattern=_pattern(table.get("seen_at_pattern")),
        date=table.get("date"),
        fields=_rules(table.get("fields", {}), POSTING_FIELDS, "a posting"),
        pay=tuple(_rules(pay, PAY_FIELDS, "pay") for pay in table.get("pay", ())),
        observation=_rules(table.get("observation", {}), OBSERVATION_FIELDS, "an observation"),
        lookup=Lookup(lookup["table"], _rule(lookup["key"])) if lookup else None,
        id_from=tuple(table.get("id_from", Input.__dataclass_fields__["id_from"].default)),
        options=dict(table.get("options", {})),
    )


def _correction(table: Mapping[str, Any]) -> Correction:
    _known(table, {"date", "reason", "when", "action", "set"}, "a correction")
    action = table.get("action", "set")
    if action not in ("hold-back", "set") or (action == "set") != ("set" in table):
        raise DeclarationError("a correction has action = 'hold-back' or a table 'set'")
    return Correction(table["date"], table["reason"], table["when"], action, table.get("set", {}))


def _expect(table: Mapping[str, Any]) -> Expect:
    _known(table, {f.name for f in fields(Expect)}, "expect")
    _known(table.get("shares", {}), {f.name for f in fields(Posting)}, "a posting")
    pairs = {k: tuple(table[k]) for k in ("postings", "observations", "mention_band") if k in table}
    return Expect(**{**table, **pairs})


def _sample(table: Mapping[str, Any]) -> Sample:
    _known(table, {"file", "posting", "observation", "issues"}, "a sample")
    return Sample(
        files={f["name"]: f["content"] for f in table["file"]},
        postings=tuple(table.get("posting", ())),
        observations=tuple(table.get("observation", ())),
        issues=table.get("issues", 0),
    )


_SOURCE_KEYS = (frozenset(f.name for f in fields(Source)) - {"inputs", "corrections", "samples"}) | {
    "input", "correction", "sample",
}  # fmt: skip
_PLAIN = (
    "name", "title", "publisher", "homepage", "licence", "terms", "how_obtained", "cadence", "selection",
)  # fmt: skip
_OPTIONAL = ("repository", "commit", "part_of", "date", "date_reason", "salary_basis")


def parse_source(table: Mapping[str, Any]) -> Source:
    """A source from its declaration.

    Raises:
        DeclarationError: a key is missing, unknown or makes no sense.
    """
    _known(table, _SOURCE_KEYS, "a source")
    if missing := [key for key in _PLAIN if not table.get(key)]:
        raise DeclarationError(f"a source says its {', '.join(missing)}")
    if table["selection"] not in get_args(Selection):
        raise DeclarationError(f"selection is one of {', '.join(get_args(Selection))}")
    if table.get("salary_basis", "field") not in get_args(Basis):
        raise DeclarationError(f"salary_basis is one of {', '.join(get_args(Basis))}")
    if ("date" in table) != ("date_reason" in table):
        raise DeclarationError("a stand-in date needs a date_reason, and the other way round")
    vocabulary = table.get("vocabulary")
    try:
        return Source(
            **{key: table[key] for key in _PLAIN},
            **{key: table[key] for key in _OPTIONAL if key in table},
            seen_at=_moment(table.get("seen_at")),
            seen={match: at for match, told in table.get("seen", {}).items() if (at := _moment(told))},
            vocabulary=None if vocabulary is None else tuple(vocabulary),
            ignore=tuple(table.get("ignore", ())),
            inputs=tuple(_input(i) for i in table.get("input", ())),
            corrections=tuple(_correction(c) for c in table.get("correction", ())),
            expect=_expect(table.get("expect", {})),
            samples=tuple(_sample(s) for s in table.get("sample", ())),
            live=parse_live(table["live"]) if "live" in table else None,
        )
    except KeyError as error:
        raise DeclarationError(f"{error.args[0]} is missing") from error
    except re.error as error:
        raise DeclarationError(f"not a pattern ({error})") from error


def read_source(path: Path) -> Source:
    """The source declared in one file, whose name it must carry.

    Raises:
        DeclarationError: as :func:`parse_source`, with the file's name.
    """
    try:
        found = parse_source(read_declaration(path))
        if found.name != path.stem:
            raise DeclarationError(f"the source calls itself {found.name!r}")
    except DeclarationError as error:
        raise DeclarationError(error.what, where=path.name, todo="mend the declaration") from error
    return found


@cache
def sources() -> Mapping[str, Source]:
    """All declared sources by name, in the order of their names.

    Raises:
        DeclarationError: a declaration does not say what it must.
    """
    found = (read_source(path) for path in sorted((PACKAGE / "sources").glob("*.toml")))
    return MappingProxyType({source.name: source for source in found})


def source(name: str) -> Source:
    """The source of that name.

    Raises:
        UnknownName: there is none; the message lists the nearest names.
    """
    try:
        return sources()[name]
    except KeyError:
        near = difflib.get_close_matches(name, sources(), n=3, cutoff=0.4)
        todo = f"did you mean {', '.join(near)}?" if near else f"one of {', '.join(sources())}"
        raise UnknownName(f"no source is called {name!r}", where="sources", todo=todo) from None
