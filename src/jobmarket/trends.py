"""Ships published trend figures as tidy tables with their origin; never fetches, never fills a gap.

What is shipped, from which file, under which licence and with which level breaks is declared on the
shelf ``trends``; how a declaration is read stands in :mod:`.trend_tables`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from jobmarket.catalog import shelf
from jobmarket.errors import PromiseBroken
from jobmarket.records import Observation
from jobmarket.trend_tables import family_observations

FIELDS: tuple[tuple[str, str, str], ...] = (
    ("series", "string", "what is counted, by whom; compare only within one series"),
    ("term", "string", "framework or other thing counted; `all` is a total"),
    ("date", "date", "first day of the month, quarter, half-year or year that the value is for"),
    ("region", "string", "ISO 3166-1 alpha-2 code, or `world`"),
    ("value", "number", "the figure; a figure not published is no row, never zero"),
    ("unit", "string", "what the figure counts"),
    ("source", "string", "where it was published"),
    ("level", "integer", "number of level breaks before the date; compare values within one level only"),
)
"""Name, Frictionless type and meaning of each column."""

KEY = ("series", "term", "date", "region")
_COLUMNS = [name for name, _, _ in FIELDS]


def write_trends(source_folder: Path, target: Path) -> list[Path]:
    """Write every family of the shelf ``trends``: ``<name>.csv``, ``<name>.json``, and one ``README.md``.

    ``source_folder`` holds the files as collected.  Same input gives the same bytes.  Returns what was
    written, in order.

    Raises:
        ReadError: an input file is missing or holds what the declaration does not foresee.
        DeclarationError: a declaration names no such map, column or form.
        PromiseBroken: a family would hold two values for one key, or none at all.
    """
    declared = shelf("trends")
    target.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    descriptors = []
    for family in declared["family"]:
        observations = family_observations(family, source_folder, declared["maps"])
        table = _csv(observations)
        descriptor = _descriptor(family, observations, table, source_folder)
        descriptors.append(descriptor)
        for suffix, content in (("csv", table), ("json", _json(descriptor))):
            path = target / f"{family['name']}.{suffix}"
            path.write_bytes(content)
            written.append(path)
    readme = target / "README.md"
    readme.write_bytes(_readme(descriptors))
    return [*written, readme]


def load_trends(folder: Path) -> pd.DataFrame:
    """All shipped figures of ``folder``, one row an observation, ordered by key; empty where nothing is shipped.

    Columns as in :data:`FIELDS`: ``date`` as timestamp, ``value`` as float, ``level`` as integer, else text.

    Raises:
        PromiseBroken: a table has other columns, or one key has two values.
    """
    frames = [
        pd.read_csv(path, dtype="str", keep_default_na=False)  # NA is Namibia
        for path in sorted(folder.glob("*.csv"))
        if path.with_suffix(".json").exists()
    ]
    for frame in frames:
        if list(frame.columns) != _COLUMNS:
            raise PromiseBroken("trend figures have other columns than declared", where=str(folder))
    whole = pd.concat([pd.DataFrame(columns=_COLUMNS, dtype="str"), *frames], ignore_index=True)
    whole = whole.astype({"date": "datetime64[us]", "value": "float64", "level": "int64"})
    if whole.duplicated(list(KEY)).any():
        raise PromiseBroken("two trend figures for one series, term, date and region", where=str(folder))
    return whole.sort_values(list(KEY), kind="stable", ignore_index=True)


def _csv(observations: list[Observation]) -> bytes:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for item in observations:
        value = int(item.value) if item.value == int(item.value) else item.value
        writer.writerow(
            [
                item.series,
                item.term,
                item.date.isoformat(),
                item.region,
                value,
                item.unit,
                item.source,
                item.level,
            ]
        )
    return lines.getvalue().encode()


def _descriptor(
    family: Mapping[str, Any], observations: list[Observation], table: bytes, folder: Path
) -> dict[str, Any]:
    """A Frictionless tabular data resource with the origin and limits of the figures."""
    files = list(dict.fromkeys(item["file"] for item in family["table"]))
    series: dict[str, list[Observation]] = {}
    for item in observations:
        series.setdefault(item.series, []).append(item)
    return {
        "profile": "tabular-data-resource",
        "name": family["name"],
        "path": f"{family['name']}.csv",
        "title": family["title"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(table),
        "hash": f"sha256:{hashlib.sha256(table).hexdigest()}",
        "licenses": [{"title": family["licence"]}],
        "share_alike": family["share_alike"],
        "publisher": family["publisher"],
        "homepage": family["homepage"],
        "repository": family["repository"],
        "commit": family["commit"],
        "how_obtained": family["how_obtained"],
        "inputs": [
            {"path": name, "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest()}
            for name in files
        ],
        "caveats": list(family["caveats"]),
        "level_breaks": [
            {key: str(value) for key, value in sorted(item.items())} for item in family.get("breaks", ())
        ],
        "series": [
            {
                "name": name,
                "unit": sorted({item.unit for item in rows}),
                "terms": sorted({item.term for item in rows}),
                "first_date": min(item.date for item in rows).isoformat(),
                "last_date": max(item.date for item in rows).isoformat(),
                "rows": len(rows),
            }
            for name, rows in sorted(series.items())
        ],
        "schema": {
            "fields": [{"name": name, "type": kind, "description": about} for name, kind, about in FIELDS],
            "primaryKey": list(KEY),
            "missingValues": [""],
        },
    }


def _json(descriptor: Mapping[str, Any]) -> bytes:
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()


def _readme(descriptors: list[dict[str, Any]]) -> bytes:
    lines = [
        "# Trend figures",
        "",
        "Published figures about frameworks, one tidy table a family (`<name>.csv`) and its origin, licence,",
        "limits and level breaks beside it (`<name>.json`, a Frictionless resource). All tables have the columns",
        f"{', '.join(f'`{name}`' for name in _COLUMNS)}. Written by `jobmarket.trends.write_trends`",
        "from the declarations in `src/jobmarket/shelves/trends.toml`: change those, not these files.",
        "",
        "A figure that was not published has no row; it is never zero. Compare values within one `series` and",
        "one `level`; across levels only ratios of terms at one date mean anything.",
        "",
        "Tables marked share-alike stay under the licence named: pass them on, changed or not, under the same",
        "licence and with the publisher's name.",
        "",
        "| table | what | publisher | licence | share-alike | rows |",
        "|---|---|---|---|---|---|",
    ]
    for item in descriptors:
        rows = sum(series["rows"] for series in item["series"])
        lines.append(
            f"| [{item['name']}]({item['path']}) | {item['title']} | {item['publisher']} | {item['licenses'][0]['title']} "
            f"| {'yes' if item['share_alike'] else 'no'} | {rows:,} |"
        )
    return ("\n".join(lines) + "\n").encode()
