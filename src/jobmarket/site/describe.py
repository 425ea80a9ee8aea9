"""Describes the CSV file of a figure as a Frictionless resource: columns, units, origin, date, how to cite it.

Terms: https://specs.frictionlessdata.io/tabular-data-resource/.  Computes no figure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jobmarket.charts import Chart
from jobmarket.site.ask import Ask

SOURCES_FILE = "sources.json"
"""Beside the descriptions: every source with its licence, once."""

_TYPES = {"share": "number", "ratio": "number", "usd": "number", "number": "number", "count": "integer", "date": "date"}
_UNITS = {"share": "share, 0 to 1", "ratio": "ratio", "usd": "US dollars a year", "count": "count"}


def origin(ask: Ask) -> dict[str, Any]:
    """What all figures of a site have in common: the evidence's last day, its sources and their licences."""
    day = ask("SELECT max(date_posted)::VARCHAR AS day FROM ads")["day"].iloc[0]
    named = ask.rows("SELECT title, homepage, licence FROM sources ORDER BY source")
    return {
        "as_of": day if isinstance(day, str) else None,
        "sources": [
            {"title": str(row["title"]), "path": str(row["homepage"] or ""), "licence": str(row["licence"] or "")}
            for row in named
        ],
    }


def sources_of(about: Mapping[str, Any]) -> bytes:
    """The file that all descriptions point to."""
    return (json.dumps(about["sources"], indent=1, ensure_ascii=False) + "\n").encode()


def resource(chart: Chart, path: str, page: str, about: Mapping[str, Any]) -> bytes:
    """The description of the CSV file at ``path`` (a name beside it), as JSON; the same chart gives the same bytes."""
    told = {
        "profile": "tabular-data-resource",
        "name": path.removesuffix(".csv"),
        "path": path,
        "title": chart.title,
        "description": chart.says,
        "as_of": about["as_of"],
        "citation": f"jobmarket: {chart.title}. Evidence up to {about['as_of'] or 'an unknown day'}; page {page}.",
        "licenses": [{"name": "source terms", "title": "Facts and figures keep the terms of their sources", "path": SOURCES_FILE}],
        "sources": [{"title": "The sources with their licences", "path": SOURCES_FILE}],
        "schema": {
            "fields": [
                {"name": column.name, "title": column.heading, "type": _TYPES.get(column.kind, "string")}
                | ({"unit": _UNITS[column.kind]} if column.kind in _UNITS else {})
                for column in chart.columns
            ],
            "missingValues": [""],
        },
    }
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()
