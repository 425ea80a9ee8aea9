"""Turns structured filters into SQL conditions on the table ``ads``.  Runs nothing.

A condition is the only way a population, a group or an event is found: the judge asks DuckDB for it, and the
same text is shown to users in the verdict's query.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Filters = Mapping[str, Any]


def literal(value: str) -> str:
    """A string as SQL."""
    return "'" + value.replace("'", "''") + "'"


def words(values: Sequence[str]) -> str:
    """Strings as an SQL list."""
    return "[" + ", ".join(literal(value) for value in values) + "]"


def named(term: str, roles: Sequence[str] = ()) -> str:
    """The ad names the framework ``term``, for one of ``roles`` where those are given.

    A mention counts for a role when the ad's sections or header give it to that role; where they give it to
    none, only when every job advertised is among ``roles``.
    """
    anywhere = f"list_contains(frameworks, {literal(term)})"
    if not roles:
        return anywhere
    given = (
        f"posting_id IN (SELECT m.posting_id FROM mentions AS m WHERE m.term = {literal(term)}"
        f" AND list_has_any(m.roles, {words(roles)}))"
    )
    return f"({given} OR ({anywhere} AND list_has_all({words(roles)}, roles)))"


def either(parts: Sequence[str]) -> str:
    """One of the conditions holds."""
    return parts[0] if len(parts) == 1 else "(" + " OR ".join(parts) + ")"


def all_of(parts: Sequence[str]) -> str:
    """All of the conditions hold; true where there is none."""
    return " AND ".join(parts) if parts else "true"


def _any_named(terms: Sequence[str], roles: Sequence[str]) -> str:
    return either([named(term, roles) for term in terms])


def _only(value: Sequence[str], roles: Sequence[str]) -> str:
    first, second = value
    return f"({named(first, roles)} AND NOT {named(second, roles)})"


def _within(column: str) -> Callable[[Any, Sequence[str]], str]:
    return lambda value, _roles: f"list_has_any({column}, {words(value)})"


def _is_one_of(column: str) -> Callable[[Any, Sequence[str]], str]:
    return lambda value, _roles: f"{column} IN ({', '.join(literal(v) for v in value)})"


def _is_known_but_not(column: str) -> Callable[[Any, Sequence[str]], str]:
    return lambda value, _roles: f"{column} NOT IN ({', '.join(literal(v) for v in [*value, 'unknown'])})"


def _flag(column: str) -> Callable[[Any, Sequence[str]], str]:
    return lambda value, _roles: column if value else f"NOT {column}"


_COMPILERS: Mapping[str, Callable[[Any, Sequence[str]], str]] = {
    "dl": _flag("is_dl"),
    "ml": _flag("is_ml"),
    "alternatives": _flag("accepts_alternatives"),
    "roles": _within("roles"),
    "single_role": lambda value, _roles: "len(roles) = 1",
    "topics": _within("topics"),
    "tools": _within("tools"),
    "regions": _within("regions"),
    "countries": _within("countries"),
    "seniority": _within("seniority"),
    "work_modes": _within("work_modes"),
    "employer_kind": _is_one_of("employer_kind"),
    "industry": _is_one_of("industry"),
    "employment_type": _is_one_of("employment_type"),
    "employer_kind_not": _is_known_but_not("employer_kind"),
    "industry_not": _is_known_but_not("industry"),
    "without_country": lambda value, _roles: "len(countries) = 0",
    "frameworks": _any_named,
    "frameworks_all": lambda value, roles: all_of([named(term, roles) for term in value]),
    "frameworks_none": lambda value, roles: "NOT " + either([named(term, roles) for term in value]),
    "only": _only,
    "several": lambda value, _roles: f"len(list_intersect(frameworks, {words(value)})) >= 2",
}


def condition(filters: Filters, roles: Sequence[str] = ()) -> str:
    """All filters as one condition; framework filters count mentions for ``roles`` where given."""
    parts = [_COMPILERS[key](value, roles) for key, value in filters.items() if key not in {"any_of", "not"}]
    if "any_of" in filters:
        parts.append(either([f"({condition(branch, roles)})" for branch in filters["any_of"]]))
    if "not" in filters:
        parts.append(f"NOT coalesce({condition(filters['not'], roles)}, false)")
    return all_of(parts)


def event(filters: Filters, population: Filters, *, any_mention: bool = False) -> str:
    """``filters`` as asked inside ``population``: where that names roles, mentions are those roles' own.

    Of a population with branches (``any_of``), a branch that names roles attributes mentions to them, any other
    counts every mention.  ``any_mention`` counts every mention throughout (the declared variant).
    """
    if any_mention or not mentions_frameworks(filters):
        return condition(filters)
    if "roles" in population:
        return condition(filters, population["roles"])
    branches = population.get("any_of", ())
    if any("roles" in branch for branch in branches):
        return either(
            [
                f"(({condition(branch)}) AND ({condition(filters, branch.get('roles', ()))}))"
                for branch in branches
            ]
        )
    return condition(filters)


def mentions_frameworks(filters: Filters) -> bool:
    """Do these filters look at framework mentions?"""
    return any(key in filters for key in ("frameworks", "frameworks_all", "frameworks_none", "only"))


def has_roles(population: Filters) -> bool:
    """Does this population pick ads by role, so that mentions are attributed?"""
    return "roles" in population or any("roles" in branch for branch in population.get("any_of", ()))


def terms(*many: Filters) -> frozenset[str]:
    """Every framework, tool and topic the filters look for: what a source must be able to see."""
    found: set[str] = set()
    for filters in many:
        for key in ("frameworks", "frameworks_all", "frameworks_none", "only", "several", "tools", "topics"):
            found.update(filters.get(key, ()))
        found |= terms(*filters.get("any_of", ()), *([filters["not"]] if "not" in filters else []))
    return frozenset(found)


def needs_text(*many: Filters) -> bool:
    """Do the filters look for topics?  Those stand in an ad's text, not in a list of skills."""
    return any(
        "topics" in filters
        or needs_text(*filters.get("any_of", ()), *([filters["not"]] if "not" in filters else []))
        for filters in many
    )


def readable_by(seen: frozenset[str], *, unselected: bool, text: bool) -> str:
    """Ads of sources that may speak: able to see every term in ``seen``, and sampled without selection if asked."""
    parts = []
    if unselected:
        parts.append("selection = 'none'")
    if seen:
        parts.append(f"(vocabulary IS NULL OR list_has_all(vocabulary, {words(sorted(seen))}))")
    if text:
        parts.append("readable = 'text'")
    return all_of(parts)
