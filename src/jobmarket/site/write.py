"""Pages → the files of a site: HTML, one figure script a page, CSV files, style.  Opens no file for writing.

Policy: scripts and styles only from the site's own files, no connection to anywhere.  Plotly writes
``style`` attributes and a style sheet of its own while drawing, hence ``'unsafe-inline'`` for styles;
scripts have no such exception.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files as package_files
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from jobmarket.catalog.claims import documents
from jobmarket.charts import words
from jobmarket.charts.chart import Column
from jobmarket.charts.palette import INK, MUTED, PAPER, RULE, SHADE, VERDICTS, classes, label, swaps
from jobmarket.site.ask import Ask
from jobmarket.site.cube import packed
from jobmarket.site.describe import SOURCES_FILE, resource, sources_of, whole_resource
from jobmarket.site.ledger import MEANINGS
from jobmarket.site.page import Block, Explorer, Figure, Page, Switch

POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; "
    "img-src 'self' file: data:; base-uri 'none'; form-action 'none'"
)
_ASSETS = ("style.css", "page.js", "early.js")
PLOTLY = "plotly-basic.min.js"
"""Plotly's own bundle of what these pages draw (lines, marks, bars), as published under the MIT licence beside it.
The full one is four times as large and costs every reader a second before the first chart."""
MOST_ROWS = 200
"""A figure's table shows so many rows; its file holds all."""
_NUMERIC = {"points", "share", "ratio", "usd", "count", "number"}


def files_of(pages: Sequence[Page], about: Mapping[str, Any], ask: Ask) -> dict[str, bytes]:
    """Every file of the site: path → content.  The same pages give the same bytes.

    ``about`` is what all figures have in common (:func:`jobmarket.site.describe.origin`); ``ask`` gives the
    relations that figures show a part of, which are offered whole beside each.
    """
    own = package_files("jobmarket.site") / "assets"
    templates = environment()
    navigation = [page for page in pages if page.nav]
    made: dict[str, bytes] = {
        "assets/palette.css": _palette_css().encode(),
        "assets/palette.js": f"window.SWAPS={_script_json(swaps())};\n".encode(),
        "assets/plotly.min.js": (own / PLOTLY).read_bytes(),
        f"assets/{SOURCES_FILE}": sources_of(about),
    }
    made |= {f"assets/{name}": (own / name).read_bytes() for name in _ASSETS}
    template = templates.get_template("page.html")
    relations: set[str] = set()
    for page in pages:
        figures = list(_figures(page))
        explorers = [block for block in _blocks(page) if isinstance(block, Explorer)]
        html = template.render(
            page=page, navigation=navigation, policy=POLICY, has_figures=bool(figures), explorers=explorers, about=about
        )
        made[f"{page.address}.html"] = html.encode()
        if figures:
            drawn = {figure.chart.name: figure.chart.figure for figure in figures}
            made[f"assets/{page.stem}.js"] = f"window.FIGURES={_script_json(drawn)};\n".encode()
        for explorer in explorers:
            packed_cube = packed(explorer.cube, dict(explorer.labels.itertuples(index=False, name=None)))
            made[f"assets/{page.stem}-{explorer.name}.js"] = f"window.CUBE={_script_json(packed_cube)};\n".encode()
            made["assets/cube.js"] = (own / "cube.js").read_bytes()
        relations |= {figure.relation for figure in figures} | {explorer.relation for explorer in explorers}
        for figure in figures:
            chart = figure.chart
            name = f"{page.stem}-{chart.name}"
            made[f"assets/{name}.csv"] = _csv(chart.table, chart.columns)
            made[f"assets/{name}.json"] = resource(figure, f"{name}.csv", f"{page.address}.html", about)
    for relation in sorted(relations):
        whole, columns = ask(f"SELECT * FROM {relation} ORDER BY ALL"), ask.columns(relation)
        made[f"assets/full-{relation}.csv"] = _csv(whole, [Column(column, column) for column, _, _ in columns])
        made[f"assets/full-{relation}.json"] = whole_resource(relation, columns, about)
    return made


@cache
def environment() -> Environment:
    """What all templates are filled with; each is compiled once."""
    environment = Environment(
        loader=PackageLoader("jobmarket.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: words.upright(value) if type(value) is str else value,
    )
    environment.filters |= {
        "address": _address,
        "cell": cell,
        "label": label,
        "json_ld": _json_ld,
        "count": words.count,
    }
    environment.globals["most_rows"] = MOST_ROWS
    environment.globals |= {
        "numeric": _NUMERIC,
        "verdict_names": {name: key.name for name, key in VERDICTS.items()},
        "meanings": MEANINGS,
        "documents": {letter: document.title for letter, document in sorted(documents().items())},
    }
    return environment


def _address(value: Any) -> str:
    """A link that leads to a page of the web or of this site; empty for anything that a browser would run."""
    text = value if isinstance(value, str) else ""
    return text if text.startswith(("https://", "http://")) or (text and ":" not in text) else ""


def cell(value: Any, kind: str) -> str:
    """A table's value as a reader says it; lists are joined, missing values are a dash."""
    if hasattr(value, "tolist") and not isinstance(value, (int, float)):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return ", ".join(cell(item, kind) for item in value) or "–"
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return "–"
    if kind in _NUMERIC:
        return words.figure(float(value), kind)
    if kind == "date":
        return str(value)[:10]
    return label(str(value)) if kind == "name" else str(value)


def _blocks(page: Page) -> Iterable[Block]:
    """Every block of a page, those inside switches too."""

    def inside(blocks: Iterable[Block]) -> Iterable[Block]:
        for block in blocks:
            yield block
            if isinstance(block, Switch):
                for panel in block.panels:
                    yield from inside(panel.blocks)

    for section in page.sections:
        yield from inside(section.blocks)


def _figures(page: Page) -> Iterable[Figure]:
    return (block for block in _blocks(page) if isinstance(block, Figure))


def _script_json(value: Any) -> str:
    """JSON that can stand in a script: nothing in it ends the script or a line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return (
        text.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _json_ld(value: Any) -> Markup:
    return Markup(_script_json(value))


def _csv(frame: pd.DataFrame, columns: Sequence[Column]) -> bytes:
    """The table as CSV (RFC 4180), full figures; text that a spreadsheet would run is quoted with an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for row in frame.to_dict("records"):
        writer.writerow([_csv_value(row[column.name]) for column in columns])
    return out.getvalue().encode()


def _csv_value(value: Any) -> Any:
    if hasattr(value, "tolist") and not isinstance(value, (int, float)):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        value = "; ".join(str(item) for item in value)
    if isinstance(value, str):
        return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, float):
        return float(f"{value:.10g}")  # the last digits of a double are noise, and half of the file
    return str(value)[:10] if hasattr(value, "isoformat") else value


def _palette_css() -> str:
    base = {"ink": INK, "muted": MUTED, "rule": RULE, "shade": SHADE, "paper": PAPER}
    named = {**base, **{f"key-{name}": key for name, key in classes().items()}}
    light = "".join(f"--{name}:{key.light};" for name, key in named.items())
    dark = "".join(f"--{name}:{key.dark};" for name, key in named.items())
    looks = "".join(f".key-{name}{{--key:var(--key-{name})}}\n" for name in classes())
    return (
        f":root{{{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        f":root[data-theme=dark]{{{dark}}}\n"
        f"@media print{{:root,:root[data-theme=dark],:root:not([data-theme=light]){{{light}}}}}\n{looks}"
    )
