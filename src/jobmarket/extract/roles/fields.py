"""Hears fields of work that stand for jobs: in Chinese lists ("前端/后端/测试"), and in titles that name no job."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jobmarket.catalog import shelf
from jobmarket.extract.roles.job_names import CJK, EDGE, OTHER, Heard, expand


@cache
def _fields() -> tuple[tuple[str, re.Pattern[str]], ...]:
    items = shelf("roles")["roles"]
    return tuple(
        (name, re.compile("|".join(words), re.IGNORECASE))
        for name, item in items.items()
        if (words := [word for word in item.get("short", ()) if CJK.search(word)])
    )


def fields(text: str, start: int, end: int, *, others: bool = False) -> Iterator[tuple[str, int, int]]:
    """Fields of work named in Chinese ("某某招前端"): role, start and end, in order; ``others`` too where wanted."""
    found = [
        (match.start(), match.end(), role)
        for role, pattern in _fields()
        for match in pattern.finditer(text, start, end)
    ]
    reached = start
    for first, last, role in sorted(found, key=lambda field: (field[0], -field[1])):
        if first >= reached and (others or role != OTHER) and not _TEAM.match(text, last, end):
            yield role, first, last
            reached = last


_TEAM = re.compile(r"组(?!长)|技术型")  # "架构组", "研发技术型公司"
_BESIDE = re.compile(r"\s?(?:[/、，,&+和及]\s?(?:[A-Za-z.+#]{2,12}\s?[/、，,&+和及]\s?){0,3})")


def field_runs(text: str, start: int, end: int) -> Iterator[list[tuple[str, int, int]]]:
    """Two and more fields of work in a row, parted by nothing but list marks and names in Latin letters."""
    run: list[tuple[str, int, int]] = []
    for field in fields(text, start, end, others=True):
        if run and not _BESIDE.fullmatch(text, run[-1][2], field[1]):
            if len(run) > 1:
                yield run
            run = []
        run.append(field)
    if len(run) > 1:
        yield run


@cache
def _title_fields() -> tuple[tuple[str, re.Pattern[str]], ...]:
    items = shelf("roles")
    words = dict(items["words"])
    return tuple(
        (name, re.compile(EDGE.format("|".join(expand(word, words) for word in patterns)), re.IGNORECASE))
        for name, item in items["roles"].items()
        if (patterns := item.get("field"))
    )


def title_field(title: str) -> Heard | None:
    """The first field of work that a title names in place of a job ("Duales Studium Data Science")."""
    found = [
        Heard(role, match.start(), match.end(), True)
        for role, pattern in _title_fields()
        if (match := pattern.search(title))
    ]
    return min(found, key=lambda item: item.start, default=None)
