"""Describes the CSV file of a figure as a Frictionless resource: columns, units, origin, date, how to cite it.

Terms: https://specs.frictionlessdata.io/tabular-data-resource/.  Computes no figure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from jobmarket.site.ask import Ask
from jobmarket.site.page import Figure

SOURCES_FILE = "sources.json"
"""Beside the descriptions: every source with its licence, once."""

_TYPES = {"share": "number", "ratio": "number", "usd": "number", "number": "number", "points": "number", "count": "integer", "date": "date"}
_UNITS = {"share": "share, 0 to 1", "ratio": "ratio", "points": "difference of shares, -1 to 1", "usd": "US dollars a year", "count": "count"}


def origin(ask: Ask) -> dict[str, Any]:
    """What all figures of a site have in common: the evidence's last day, its sources and their licences."""
    day = ask("SELECT max(date_posted)::VARCHAR AS day FROM ads")["day"].iloc[0]
    ads = ask.rows("SELECT count(DISTINCT source) AS sources FROM ads")[0]
    named = ask.rows("SELECT title, homepage, licence FROM sources ORDER BY source")
    return {
        "as_of": day if isinstance(day, str) else None,
        "ads": f"job ads of {ads['sources']} sources, up to {day}" if isinstance(day, str) else "no job ads yet",
        "sources": [
            {"title": str(row["title"]), "path": str(row["homepage"] or ""), "licence": str(row["licence"] or "")}
            for row in named
        ],
    }


def sources_of(about: Mapping[str, Any]) -> bytes:
    """The file that all descriptions point to."""
    return (json.dumps(about["sources"], indent=1, ensure_ascii=False) + "\n").encode()


def resource(figure: Figure, path: str, page: str, about: Mapping[str, Any]) -> bytes:
    """The description of the CSV file at ``path`` (a name beside it), as JSON; the same chart gives the same bytes."""
    chart = figure.chart
    fields = [
        {"name": column.name, "title": column.heading, "type": _TYPES.get(column.kind, "string")}
        | ({"unit": _UNITS[column.kind]} if column.kind in _UNITS else {})
        for column in chart.columns
    ]
    cited = f"jobmarket: {chart.title}. Evidence up to {about['as_of'] or 'an unknown day'}; page {page}."
    told = _told(path, chart.title, chart.says, cited, fields, about)
    return _json(told | {"part_of": f"full-{figure.relation}.csv"})


def whole_resource(relation: str, columns: Sequence[tuple[str, str, str]], about: Mapping[str, Any]) -> bytes:
    """The description of a whole relation of the warehouse; ``columns`` have name, type and meaning."""
    fields = [
        {"name": name, "type": _type(kind)} | ({"description": meaning} if meaning else {})
        for name, kind, meaning in columns
    ]
    title = f"The whole of {relation}, of which figures show parts"
    cited = f"jobmarket: {relation}. Evidence up to {about['as_of'] or 'an unknown day'}."
    return _json(_told(f"full-{relation}.csv", title, title + ".", cited, fields, about))


def _told(
    path: str, title: str, description: str, citation: str, fields: list[dict[str, str]], about: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": path.removesuffix(".csv"),
        "path": path,
        "title": title,
        "description": description,
        "as_of": about["as_of"],
        "citation": citation,
        "licenses": [{"name": "source terms", "title": "Facts and figures keep the terms of their sources", "path": SOURCES_FILE}],
        "sources": [{"title": "The sources with their licences", "path": SOURCES_FILE}],
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _type(kind: str) -> str:
    """A column type of the warehouse in the words of the specification."""
    if "[" in kind:
        return "string"
    if kind.startswith(("DOUBLE", "FLOAT", "DECIMAL")):
        return "number"
    return "integer" if "INT" in kind else {"DATE": "date", "BOOLEAN": "boolean"}.get(kind, "string")


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()
