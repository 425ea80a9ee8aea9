"""Refuses what a claim's rule and filters say wrongly: a misspelt word would give a verdict on something else."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from jobmarket.catalog import shelf
from jobmarket.catalog.rules import EXPECTED, FILTERS, FLAGS, RULES, SPEAKERS, VARIANTS
from jobmarket.errors import DeclarationError


def complain(path: Path, what: str, todo: str) -> DeclarationError:
    """The error that says what is wrong in which claim's file, and what to do."""
    return DeclarationError(what, where=f"claims/{path.name}", todo=todo)


def _terms() -> Collection[str]:
    return (shelf("frameworks").keys() | shelf("topics").keys()) - {"contexts"}


# The names that filters and rules take from shelves; other words are the extractor's and the sources' own.
_NAMES: Mapping[str, Callable[[], Collection[str]]] = {
    **dict.fromkeys(("frameworks", "frameworks_all", "frameworks_none", "only", "several", "tools", "topics"), _terms),
    "roles": lambda: shelf("roles")["roles"].keys(),
    "regions": lambda: {item["name"] for item in shelf("regions")["region"]},
}


def _check_names(key: str, said: Any, path: Path, place: str) -> None:
    """``said`` is a list of words, which stand on the shelf of ``key`` where there is one."""
    if not isinstance(said, list) or not said or not all(isinstance(word, str) for word in said):
        raise complain(path, f"{place}: '{key}' is a list of words, not {said!r}", f'write {key} = ["…"]')
    known = _NAMES[key]() if key in _NAMES else said
    for word in said:
        if word not in known:
            near = difflib.get_close_matches(word, known, 3, 0.5) or sorted(known)
            raise complain(path, f"{place}: '{key}' knows no '{word}'", f"use one of: {', '.join(near)}")


def check_filters(filters: Mapping[str, Any], path: Path, place: str) -> None:
    """The filters of a population, group or event.

    Raises:
        DeclarationError: one is unknown, of the wrong kind, or names what is on no shelf.
    """
    for key, value in filters.items():
        if key not in FILTERS:
            raise complain(path, f"{place}: no such filter '{key}'", f"use one of: {', '.join(sorted(FILTERS))}")
        if key == "any_of":
            for branch in value:
                check_filters(branch, path, f"{place}.any_of")
        elif key == "not":
            check_filters(value, path, f"{place}.not")
        elif key in FLAGS:
            if value not in FLAGS[key] or not isinstance(value, bool):
                either = " or ".join(str(one).lower() for one in FLAGS[key])
                raise complain(path, f"{place}: '{key}' is {either}, not {value!r}", f"write {key} = true, or leave it out")
        else:
            _check_names(key, value, path, place)


def check_who_speaks(said: Mapping[str, Any], path: Path) -> None:
    """A claim's ``speakers`` and ``variants``.

    Raises:
        DeclarationError: there are no such.
    """
    for key, known in (("speakers", SPEAKERS), ("variants", VARIANTS)):
        words = [said[key]] if isinstance(said.get(key), str) else said.get(key, [])
        if strange := sorted(set(words) - set(known)):
            raise complain(path, f"'{key}' knows no '{strange[0]}'", f"use one of: {', '.join(known)}")


def check_rule(rule: Mapping[str, Any], population: Mapping[str, Any], path: Path) -> None:
    """A claim's ``[rule]``: its kind, what it must and may say, and the values that decide its verdict.

    Raises:
        DeclarationError: something is missing, unknown, or would make the rule ask for something else.
    """
    kind = rule.get("kind", "")
    if kind not in RULES:
        raise complain(path, f"no rule kind '{kind}'", f"use one of: {', '.join(sorted(RULES))}")
    required, optional = RULES[kind]
    said = set(rule) - {"kind"}
    if required - said:
        raise complain(path, f"a rule '{kind}' needs '{min(required - said)}'", "say it under [rule]")
    if said - required - optional:
        raise complain(
            path,
            f"a rule '{kind}' knows no '{min(said - required - optional)}'",
            f"it knows: {', '.join(sorted(required | optional))}",
        )
    for key in ("event", "group", "against"):
        if key in rule:
            check_filters(rule[key], path, f"rule.{key}")
    for event in rule.get("events", ()):
        check_filters(event, path, "rule.events")
    if kind == "share" and ("range" in rule) == ("threshold" in rule):
        raise complain(path, "a share needs either a threshold or a range", "say threshold and expect, or range")
    if rule.get("interaction", "") not in {"", *population}:
        told = f"'interaction' is a filter of the population, not {rule['interaction']!r}"
        raise complain(path, told, f"use one of: {', '.join(sorted(population)) or 'none, as it has none'}")
    _check_values(kind, rule, path)


def _check_values(kind: str, rule: Mapping[str, Any], path: Path) -> None:
    expected = EXPECTED.get(kind, ())
    if ("threshold" in rule and expected) or "expect" in rule:
        said = rule.get("expect")
        if said not in expected:
            told = f"'expect' is {' or '.join(expected)}, not {said!r}"
            raise complain(path, f"a rule '{kind}': {told}", "say under [rule] which way it is claimed")
    for key in ("threshold", "margin"):
        if key in rule and not isinstance(rule[key], int | float):
            raise complain(path, f"'{key}' is a number, not {rule[key]!r}", f"write {key} = 0.05")
    if "range" in rule and not _rises(rule["range"]):
        raise complain(path, f"'range' is two numbers, not {rule['range']!r}", "write range = [low, high]")
    if kind == "share" and not all(0 <= end <= 1 for end in rule.get("range", [rule.get("threshold")])):
        raise complain(path, "a share lies between 0 and 1", "write 5 % as 0.05")
    for key in ("a", "b", "members", "others", "frameworks", "roles"):
        if key in rule and "series" not in rule:
            words = [rule[key]] if isinstance(rule[key], str) else rule[key]
            _check_names("roles" if key == "roles" else "frameworks", words, path, f"rule.{key}")


def _rises(ends: Any) -> bool:
    numbers = isinstance(ends, list) and all(isinstance(end, int | float) for end in ends)
    return numbers and len(ends) == 2 and ends[0] < ends[1]
