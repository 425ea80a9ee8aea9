"""Figure, table, sentence, file and warehouse say the same: for every chart of every page."""

from __future__ import annotations

import csv
import html.parser
import itertools
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jobmarket.charts import Chart, words
from jobmarket.home import PROJECT
from jobmarket.site import Ask, Figure, Page, Switch
from jobmarket.site.pages import compose_all
from jobmarket.site.write import MOST_ROWS

PAGES = PROJECT / "dashboards"
# What a chart draws: the first of these that its table has, with its bounds and its sample.
MEANT = (
    ("median_usd", "median_low_usd", "median_high_usd", "openings", "usd"),
    ("estimate", "low", "high", "employers", None),
    ("difference", "difference_low", "difference_high", "inside_discordant", "points"),
    ("score", "score_low", "score_high", "labelled", "share"),
    ("share_of_all", "share_of_all_low", "share_of_all_high", "all_openings", "share"),
    ("discordant_share", "share_low", "share_high", "discordant", "share"),
    ("share", "share_low", "share_high", None, "share"),
    ("value", "low", "high", "replications", None),
    ("index_value", "index_low", "index_high", "openings", "number"),
    ("openings", None, None, None, "count"),
)


@pytest.fixture(scope="module")
def figures(warehouse: duckdb.DuckDBPyConnection) -> list[tuple[Page, Figure]]:
    def inside(blocks: Any) -> Iterator[Figure]:
        for block in blocks:
            if isinstance(block, Figure):
                yield block
            elif isinstance(block, Switch):
                for panel in block.panels:
                    yield from inside(panel.blocks)

    return [
        (page, figure)
        for page in compose_all(Ask(warehouse), PAGES)
        for section in page.sections
        for figure in inside(section.blocks)
    ]


class Tables(html.parser.HTMLParser):
    """The rows of every table of a page, by caption, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[list[str]]]] = []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.found.append(("", []))
        elif tag == "tr":
            self.found[-1][1].append([])
        elif tag == "caption" or tag in ("td", "th"):
            self._into = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "caption":
            self.found[-1] = ("".join(self._into or []), self.found[-1][1])
        elif tag in ("td", "th"):
            self.found[-1][1][-1].append("".join(self._into or []))
        self._into = None if tag in ("caption", "td", "th") else self._into

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)


def published(site: Path, page: Page, chart: Chart) -> tuple[dict[str, Any], list[dict[str, str]], str]:
    """The figure, the file and the sentence of a chart as they stand in the site."""
    script = (site / "assets" / f"{page.stem}.js").read_text(encoding="utf-8")
    figure = json.loads(script.removeprefix("window.FIGURES=").rstrip().rstrip(";"))[chart.name]
    with (site / "assets" / f"{page.stem}-{chart.name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    text = (site / f"{page.address}.html").read_text(encoding="utf-8")
    said = re.search(rf'id="{re.escape(chart.name)}" role="img" aria-label="([^"]*)"', text)
    assert said
    return figure, rows, html.unescape(said.group(1))


def meant(chart: Chart) -> tuple[str, str | None, str | None, str | None, str | None]:
    told = {column.name for column in chart.columns}
    return next(names for names in MEANT if names[0] in told)


def held(value: float, figure: dict[str, Any]) -> float:
    """A value as far as its axis reaches: estimates beyond it are drawn at its end."""
    axis = figure["layout"]["xaxis"]
    if "range" not in axis:
        return value
    low, high = (10**end if axis.get("type") == "log" else end for end in axis["range"])
    return max(low, min(high, value))


def drawn_numbers(figure: dict[str, Any]) -> set[float]:
    found = itertools.chain.from_iterable(
        [*trace.get("x", []), *trace.get("y", [])] for trace in figure["data"]
    )
    return {round(float(value), 9) for value in found if isinstance(value, (int, float))}


def test_what_is_drawn_is_what_the_table_holds(site: Path, figures: list[tuple[Page, Figure]]) -> None:
    for page, one in figures:
        chart = one.chart
        figure, rows, _ = published(site, page, chart)
        value, _, _, _, _ = meant(chart)
        if chart.name == "calendar":
            heights = sorted(-y for trace in figure["data"] for y in trace["y"])
            most = max(float(row["openings"]) for row in rows)
            assert heights == pytest.approx(sorted(0.78 * math.sqrt(float(row["openings"]) / most) + 0.02 for row in rows))
            continue
        value = value if value in rows[0] else next(name for name in ("share", "ratio", "value") if name in rows[0])
        if page.address == "trends":
            value = "ratio" if chart.name.endswith("-share") and chart.name != "ads-share" else "share" if chart.name == "ads-share" else "value"
        written = " ".join(text for trace in figure["data"] for text in (trace.get("text") or []))
        is_written = any("text" in str(trace.get("mode", "")) for trace in figure["data"])
        numbers = drawn_numbers(figure)
        for row in rows:
            if row[value] == "":
                continue
            if is_written:
                assert words.percent(float(row[value])) in written, (page.address, chart.name, row)
                if "discordant" in row:
                    assert f"n = {int(row['discordant']):,}" in written
            else:
                places = {float(row[value]), held(float(row[value]), figure)}
                near = min(abs(number - place) for number in numbers for place in places)
                assert near < 1e-6 * max(1.0, abs(float(row[value]))), (page.address, chart.name, row)


def test_sentences_say_value_interval_and_sample_of_rows(site: Path, figures: list[tuple[Page, Figure]]) -> None:
    spoken = 0
    for page, one in figures:
        chart = one.chart
        _, _, said = published(site, page, chart)
        value, low, high, _, unit = meant(chart)
        bounds = re.findall(r"95% interval ([^,()]*(?:,\d{3}[^,()]*)*)", said)
        if low not in chart.table.columns or chart.table[low].isna().all():
            assert bounds == [] or low is None, (page.address, chart.name)
            continue
        units = {unit} if unit else {"share", "ratio", "usd", "number", "count"}
        rows = chart.table.to_dict("records")
        offered = {words.interval(row[low], row[high], kind) for row in rows for kind in units}
        values = {words.figure(row[value], kind) for row in rows for kind in units}
        assert bounds, (page.address, chart.name, said)
        for bound in bounds:
            assert bound.strip() in offered, (page.address, chart.name, bound)
            spoken += 1
        assert any(one_value in said for one_value in values)
        samples = {int(number) for row in rows for number in row.values() if isinstance(number, (int, float)) and number == number and abs(number) < 1e9}
        for number in re.findall(r"95% interval [^()]*, ([\d,]+) (?:openings|employers|simulations|things labelled)\)", said):
            assert int(number.replace(",", "")) in samples, (page.address, chart.name, number)
    assert spoken > 100


def test_tables_show_the_file_in_words(site: Path, figures: list[tuple[Page, Figure]]) -> None:
    parsed: dict[str, Tables] = {}
    for page, one in figures:
        chart = one.chart
        if page.address not in parsed:
            parsed[page.address] = Tables()
            parsed[page.address].feed((site / f"{page.address}.html").read_text(encoding="utf-8"))
        _, rows, _ = published(site, page, chart)
        found = [table for caption, table in parsed[page.address].found if caption == words.upright(chart.title)]
        wanted = [
            [words.figure(float(row[column.name]), column.kind) if row[column.name] else "–" for column in chart.columns if column.kind in ("share", "usd", "count", "points")]
            for row in rows[-MOST_ROWS:]
        ]  # fmt: skip
        at = [number for number, column in enumerate(chart.columns) if column.kind in ("share", "usd", "count", "points")]
        shown = [[[row[place] for place in at] for row in table[1:]] for table in found]
        assert any(wanted == one for one in shown), (page.address, chart.name)


def test_every_row_shown_is_a_row_of_the_warehouse(
    warehouse: duckdb.DuckDBPyConnection, figures: list[tuple[Page, Figure]]
) -> None:
    for page, one in figures:
        known = {str(row[0]): str(row[1]) for row in warehouse.execute(f"describe {one.relation}").fetchall()}
        table = one.chart.table
        common = [
            str(column)
            for column in table.columns
            if column in known and ("INT" in known[str(column)] or known[str(column)] == "DOUBLE")
        ]
        assert common, (page.address, one.chart.name)
        shown = table[common].astype(float)
        quoted = ", ".join('"' + name + '"' for name in common)
        whole = warehouse.execute(f"select {quoted} from {one.relation}").df().astype(float)
        there = {tuple(round(value, 9) if value == value else None for value in row) for row in whole.itertuples(index=False, name=None)}
        for row in shown.itertuples(index=False, name=None):
            assert tuple(round(value, 9) if value == value else None for value in row) in there, (page.address, one.chart.name)


def test_counts_in_the_files_give_the_shares_shown(site: Path) -> None:
    told = 0
    parts = (("openings", "dl_openings", "share"), ("first_only", "discordant", "share"), ("pytorch_only", "discordant", "share"),
             ("inside_first", "inside_discordant", "share"), ("outside_first", "outside_discordant", "share_elsewhere"),
             ("openings", "all_openings", "share_of_all"), ("openings", "framework_openings", "share"), ("priced_openings", "openings", "share"))  # fmt: skip
    for path in sorted((site / "assets").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for part, whole, share in parts:
            if not rows or not {part, whole, share} <= set(rows[0]) or (part == "openings" and "priced_openings" in rows[0]):
                continue
            for row in rows:
                if row[share] and row[whole] and float(row[whole]):
                    assert float(row[share]) == pytest.approx(float(row[part]) / float(row[whole]), abs=1e-9), (path.name, row)
                    told += 1
    assert told > 2000


def test_the_whole_behind_a_figure_holds_what_it_shows(site: Path, figures: list[tuple[Page, Figure]], warehouse: duckdb.DuckDBPyConnection) -> None:
    for relation in {one.relation for _, one in figures}:
        with (site / "assets" / f"full-{relation}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        assert len(rows) == warehouse.execute(f"select count(*) from {relation}").fetchall()[0][0]
        about = json.loads((site / "assets" / f"full-{relation}.json").read_text(encoding="utf-8"))
        assert [field["name"] for field in about["schema"]["fields"]] == header
        assert about["as_of"]
    assert (site / "assets" / "full-explorer_cube.csv").is_file()
    for page, one in figures:
        text = (site / f"{page.address}.html").read_text(encoding="utf-8")
        assert text.count('<p class="source">Source: ') == text.count('<figure class="chart')
        for ending in ("csv", "json"):
            assert f'href="{page.up}assets/full-{one.relation}.{ending}"' in text
            assert f'href="{page.up}assets/{page.stem}-{one.chart.name}.{ending}"' in text


def test_no_two_figures_of_a_page_have_the_same_title(figures: list[tuple[Page, Figure]]) -> None:
    titles = [(page.address, one.chart.title) for page, one in figures]
    assert [title for title in titles if titles.count(title) > 1] == []


def test_the_extractors_page_counts_ads_not_pairs(site: Path) -> None:
    assert "40 ads are in that half" in (site / "extractor.html").read_text(encoding="utf-8")


def test_every_country_with_an_ad_has_its_tile(warehouse: duckdb.DuckDBPyConnection, figures: list[tuple[Page, Figure]]) -> None:
    (chart,) = [one.chart for page, one in figures if one.chart.name == "map-tiles"]
    codes = {
        row[0]
        for row in warehouse.execute(
            "select distinct unnest(countries) from ads where is_dl and date_posted > (select max(date_posted) from ads) - interval 24 month"
        ).fetchall()
    }
    written = " ".join(text for trace in chart.figure["data"][1:] for text in trace["text"])
    assert {"SG", "HK", "KY"} <= codes
    assert all(f"<b>{code}</b>" in written for code in codes)
    assert written.count("<b>") == len(codes)


def test_a_difference_of_places_is_newcombes(warehouse: duckdb.DuckDBPyConnection) -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    rows = warehouse.execute(
        "select inside_first, inside_discordant, outside_first, outside_discordant, difference_low, difference_high "
        "from leaning_differences where inside_discordant > 0 limit 200"
    ).fetchall()
    assert len(rows) > 50
    for first, of, first_out, of_out, low, high in rows:
        wanted = confint_proportions_2indep(first, of, first_out, of_out, method="newcomb", compare="diff")
        assert (low, high) == pytest.approx((max(-1, wanted[0]), min(1, wanted[1])), abs=1e-6)
    ((inside,),) = warehouse.execute(
        "select count(distinct duplicate_group) from ads where is_dl and list_contains(regions, 'asia') "
        "and date_posted > (select max(date_posted) from ads) - interval 24 month"
    ).fetchall()
    ((counted,),) = warehouse.execute(
        "select inside_discordant from leaning_differences where period = '24 months' and population = 'every source' "
        "and pair = 'pytorch:tensorflow' and dimension = 'region' and value = 'asia'"
    ).fetchall()
    assert 0 < counted < inside
