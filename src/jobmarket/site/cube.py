"""Packs the explorer's cube for the browser: short rows of numbers, names apart.  Computes no share.

A list of names becomes one number, a bit for each: any choice of regions, roles and frameworks is then a
sum over rows, exactly, also where an opening has several of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from jobmarket.charts import label, words

MOST_BITS = 30  # numbers in a browser's bit operations have 32


def packed(cube: pd.DataFrame, labels: Mapping[str, str]) -> dict[str, Any]:
    """The cube as ``{sources, years, regions, roles, frameworks, sees, rows}``.

    ``sources``, ``regions``, ``roles`` and ``frameworks`` are ``[name, label]`` in the order of their bits,
    frameworks those named most first; ``sees`` has for each source the bits of the frameworks it can see;
    a row is ``[source, year, region bits, role bits, framework bits, openings]``.

    Raises:
        ValueError: more names than bits.
    """
    sources = sorted(set(cube["source"]))
    named = cube.explode("frameworks").groupby("frameworks", observed=True)["openings"].sum()
    frameworks = [str(name) for name in named.sort_values(ascending=False, kind="stable").index][:MOST_BITS]
    regions, roles = _names(cube["regions"]), _names(cube["roles"])
    at = {"source": {name: place for place, name in enumerate(sources)}}
    at |= {key: {name: place for place, name in enumerate(names)}
           for key, names in (("regions", regions), ("roles", roles), ("frameworks", frameworks))}  # fmt: skip
    rows = [
        [
            at["source"][row["source"]],
            int(row["year"]),
            *(_bits(row[key], at[key]) for key in ("regions", "roles", "frameworks")),
            int(row["openings"]),
        ]
        for row in cube.to_dict("records")
    ]
    seen = cube.drop_duplicates("source").set_index("source")["vocabulary"]
    everything = (1 << len(frameworks)) - 1
    return {
        "sources": [_named(name, label(name)) for name in sources],
        "years": sorted({int(year) for year in cube["year"]}),
        "regions": [_named(name, label(name)) for name in regions],
        "roles": [_named(name, label(name)) for name in roles],
        "frameworks": [_named(name, labels.get(name, name)) for name in frameworks],
        "sees": [_bits(seen[name], at["frameworks"]) if _is_list(seen[name]) else everything for name in sources],
        "rows": rows,
    }


def _named(name: str, said: str) -> list[str]:
    """A name for addresses and its label; neither turns the words after it around."""
    return [words.upright(name), words.short(said)]


def _is_list(value: Any) -> bool:
    """Whether a cell of a list column holds a list, however the frame keeps it, and not a missing value."""
    return hasattr(value, "__len__") and not isinstance(value, str)


def _names(lists: Iterable[Iterable[str]]) -> list[str]:
    found = sorted({str(name) for names in lists for name in names})
    if len(found) > MOST_BITS:
        raise ValueError(f"{len(found)} names do not fit into {MOST_BITS} bits")
    return found


def _bits(names: Iterable[str], at: Mapping[str, int]) -> int:
    return sum(1 << at[str(name)] for name in names if str(name) in at)
