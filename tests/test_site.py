"""The site: escaped, self-contained, the same bytes for the same warehouse, switched in at once."""

from __future__ import annotations

import csv
import html.parser
import json
import re
from dataclasses import replace
from importlib.resources import files as package_files
from pathlib import Path

import duckdb
import numpy as np
import pytest
from made_up_warehouse import CLAIMS, HOSTILE, MARTS, make_warehouse, mart_header

from jobmarket.catalog.claims import Claim, claims
from jobmarket.charts import words
from jobmarket.errors import DeclarationError, UsageError
from jobmarket.home import PROJECT
from jobmarket.site import Ask, render
from jobmarket.site.forest_rows import row_of
from jobmarket.site.ledger import ledger, tally
from jobmarket.site.thresholds import read_values, thresholds

PAGES = PROJECT / "dashboards"


class Reader(html.parser.HTMLParser):
    """Collects what a test wants to know of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def figures(site: Path, stem: str) -> dict[str, dict[str, list[dict[str, object]]]]:
    text = (site / "assets" / f"{stem}.js").read_text(encoding="utf-8")
    assert text.startswith("window.FIGURES=")
    found: dict[str, dict[str, list[dict[str, object]]]] = json.loads(
        text.removeprefix("window.FIGURES=").rstrip().rstrip(";")
    )
    return found


# ---------------------------------------------------------------- marts


@pytest.mark.parametrize("mart", sorted(MARTS.glob("*.sql")), ids=lambda path: path.stem)
def test_a_mart_keeps_what_its_header_promises(warehouse: duckdb.DuckDBPyConnection, mart: Path) -> None:
    header = mart_header(mart)
    columns = [row[0] for row in warehouse.execute(f"describe {mart.stem}").fetchall()]
    assert columns == list(header["columns"])
    key = ", ".join(header["key"])
    assert (
        warehouse.execute(f"select {key} from {mart.stem} group by all having count(*) > 1").fetchall() == []
    )
    assert warehouse.execute(f"select count(*) > 0 from {mart.stem}").fetchall() == [(True,)]
    for promise in header["always"]:
        assert (
            warehouse.execute(f"select * from {mart.stem} where not ({promise['sql']}) limit 3").fetchall()
            == []
        ), promise["that"]


def test_wilson_bounds_are_those_of_the_formula(warehouse: duckdb.DuckDBPyConnection) -> None:
    from statsmodels.stats.proportion import proportion_confint

    rows = warehouse.execute(
        "select openings, dl_openings, share_low, share_high from demand_overall union all "
        "select openings, dl_openings, share_low, share_high from eligibility union all "
        "select first_only, discordant, share_low, share_high from rivals where discordant > 0"
    ).fetchall()
    assert len(rows) > 500
    openings, of, low, high = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    expected_low, expected_high = proportion_confint(openings, of, method="wilson")
    assert low == pytest.approx(expected_low, abs=1e-6)
    assert high == pytest.approx(expected_high, abs=1e-6)


def test_repeats_count_once(warehouse: duckdb.DuckDBPyConnection) -> None:
    ((openings, ads),) = warehouse.execute(
        "select count(distinct duplicate_group), count(*) from ads where is_dl and list_contains(frameworks, 'pytorch')"
    ).fetchall()
    ((counted, with_repeats),) = warehouse.execute(
        "select openings, ads from demand_overall where period = 'all years' and population = 'every source' and framework = 'pytorch'"
    ).fetchall()
    assert counted == openings
    # A repeat of an opening that names PyTorch belongs to it even where the repeat itself does not name it.
    assert with_repeats >= ads > openings


def test_what_a_source_cannot_see_is_not_counted_as_absent(warehouse: duckdb.DuckDBPyConnection) -> None:
    blind = "select count(*) from demand_overall where population = 'skills-2023' and framework in ('jax', 'pytorch-lightning')"
    assert warehouse.execute(blind).fetchall() == [(0,)]
    ((jax,), (keras,)) = warehouse.execute(
        "select dl_openings from demand_overall where period = 'all years' and population = 'every source' "
        "and framework in ('jax', 'keras') order by framework"
    ).fetchall()
    assert jax < keras


def test_eligibility_counts_what_a_person_satisfies(warehouse: duckdb.DuckDBPyConnection) -> None:
    sets = warehouse.execute(
        "select count(*), count(distinct skill_set) from eligibility where population = 'every source'"
    )
    assert sets.fetchall() == [(15, 15)]
    expected = warehouse.execute(
        """
        with recent as (select * from ads where is_dl and date_posted > (select max(date_posted) from ads) - interval 24 month),
        asked as (select duplicate_group, bool_or(accepts_alternatives) as either,
                         list_distinct(flatten(list(list_filter(frameworks, x -> x not in ('scikit-learn', 'hugging-face'))))) as names
                  from recent group by all)
        select count(*) filter (list_has_all(['pytorch', 'keras'], names) or (either and list_has_any(names, ['pytorch', 'keras'])))
        from asked
        """.replace("x ->", "lambda x:")
    ).fetchall()
    counted = warehouse.execute(
        "select openings from eligibility where population = 'every source' and skill_set = 'pytorch+keras'"
    ).fetchall()
    assert counted == expected


def test_pay_quantiles_are_those_of_the_ads(warehouse: duckdb.DuckDBPyConnection) -> None:
    pay = warehouse.execute(
        "select median(pay_usd) from ads where is_dl and pay_usd > 0 and list_contains(countries, 'US') "
        "and list_contains(frameworks, 'pytorch') group by duplicate_group"
    ).fetchnumpy()["median(pay_usd)"]
    ((openings, low, middle, high),) = warehouse.execute(
        "select openings, p25_usd, median_usd, p75_usd from salary_by_framework where period = 'all years' "
        "and framework = 'pytorch' and role = 'any' and country = 'US'"
    ).fetchall()
    assert openings == len(pay)
    assert (low, middle, high) == pytest.approx(tuple(np.quantile(pay, [0.25, 0.5, 0.75])))


# ---------------------------------------------------------------- asking


def test_a_page_can_only_read(warehouse: duckdb.DuckDBPyConnection) -> None:
    ask = Ask(warehouse)
    assert ask("SELECT $word AS said", word=HOSTILE)["said"][0] == HOSTILE
    assert ask.rows("SELECT 1 AS one") == [{"one": 1}]
    assert ask.has("ads", "is_dl")
    assert not ask.has("ads", "nothing")
    for refused in ("DELETE FROM ads", "SELECT 1; DROP TABLE ads", "COPY ads TO 'x.csv'", "ATTACH 'x'"):
        with pytest.raises(UsageError):
            ask(refused)


# ---------------------------------------------------------------- pages


def test_every_page_is_there_and_every_link_leads_somewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    names = {str(page.relative_to(site)) for page in pages}
    assert {
        "index.html",
        "demand.html",
        "skills.html",
        "regions.html",
        "groups.html",
        "salaries.html",
        "trends.html",
        "sources.html",
        "method.html",
    } <= names
    assert {f"claims/{claim['claim_id']}.html" for claim in CLAIMS} <= names
    for page in pages:
        reader = read(page)
        ids = [attributes["id"] for _, attributes in reader.tags if attributes.get("id")]
        assert len(ids) == len(set(ids)), f"{page.name} repeats an id"
        for tag, attributes in reader.tags:
            link = attributes.get("href") or attributes.get("src")
            if (
                not link
                or (tag == "link" and link.startswith("data:"))
                or link.startswith("https://example.org/")
            ):
                continue
            address, _, anchor = link.partition("#")
            address = address.partition("?")[0]
            assert not re.match(r"[a-z]+:|//", address), f"{page.name} points outside: {link}"
            if address.endswith("states/index.html"):
                continue  # made when the site is published: see test_states
            place = (page.parent / address).resolve() if address else page.resolve()
            assert place.is_file(), f"{page.name} links to {link}"
            if anchor:
                assert f'id="{anchor}"' in place.read_text(encoding="utf-8"), f"{page.name} links to {link}"


def test_hostile_words_stay_words(site: Path) -> None:
    seen = 0
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<img" not in text
        assert " onerror=" not in re.sub(r'"[^"]*"', '""', re.sub(r">[^<]*<", "><", text))
        seen += text.count("&lt;/script&gt;&lt;img")
        assert "49" not in re.findall(r"<h1>(.*?)</h1>", text, re.S)[0]
    assert seen > 3
    for script in (site / "assets").glob("*.js"):
        if script.name not in ("plotly.min.js", "page.js", "early.js", "cube.js"):
            assert "<" not in script.read_text(encoding="utf-8"), script.name


def test_csv_files_hold_the_figures_and_nothing_a_spreadsheet_would_run(site: Path) -> None:
    found = sorted((site / "assets").glob("*.csv"))
    assert len(found) > 20
    for path in found:
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        assert len({len(row) for row in rows}) == 1, path.name
        for row in rows[1:]:
            for value in row:
                assert value[:1] not in "=+@" or value == "", (path.name, value)
                assert not value.startswith("-") or float(value) < 0
    (shares,) = [path for path in found if path.name == "demand-now-0.csv"]
    first = next(csv.DictReader(shares.read_text(encoding="utf-8").splitlines()))
    assert float(first["share"]) == pytest.approx(int(first["openings"]) / int(first["dl_openings"]))


def test_no_script_stands_in_a_page_and_none_comes_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.S):
            if "application/ld+json" in attributes:
                json.loads(body)
            else:
                assert body == ""
                assert re.search(r'src="(\.\./)?assets/[a-z0-9.-]+\.js"', attributes)
        assert not re.search(
            r"\son[a-z]+=|javascript:",
            re.sub(r"(&[a-z#0-9]+;|>[^<]*<|content=\"[^\"]*\"|aria-label=\"[^\"]*\")", "", text),
        )
        (policy,) = [
            a["content"] for tag, a in read(page).tags if a.get("http-equiv") == "Content-Security-Policy"
        ]
        rules = dict(rule.strip().split(" ", 1) for rule in str(policy).split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == "'self' file:"


def test_every_chart_has_a_sentence_a_table_and_a_file(site: Path) -> None:
    charts = 0
    for page in site.rglob("*.html"):
        reader = read(page)
        stem = str(page.relative_to(site)).removesuffix(".html").replace("/", "-")
        plots = [
            attributes for tag, attributes in reader.tags if "plot" in (attributes.get("class") or "").split()
        ]
        if not plots:
            assert not (site / "assets" / f"{stem}.js").exists()
            continue
        drawn = figures(site, stem)
        assert [str(plot["id"]) for plot in plots] == list(drawn)
        for plot in plots:
            charts += 1
            assert plot["role"] == "img"
            says = str(plot["aria-label"])
            assert re.search(r"\d", says), says
            about = json.loads((site / "assets" / f"{stem}-{plot['id']}.json").read_text(encoding="utf-8"))
            with (site / "assets" / about["path"]).open(encoding="utf-8", newline="") as file:
                header = next(csv.reader(file))
            assert header == [field["name"] for field in about["schema"]["fields"]]
            assert about["as_of"]
            assert about["as_of"] in about["citation"]
            listed = json.loads((site / "assets" / about["sources"][0]["path"]).read_text(encoding="utf-8"))
            assert listed
            assert all(one["licence"] for one in listed)
            assert any(trace.get("x") for trace in drawn[str(plot["id"])]["data"])
        captions = sum(tag == "caption" for tag, _ in reader.tags)
        assert captions >= len(plots)
    assert charts > 25


def test_the_chart_library_is_the_one_that_figures_are_checked_against(site: Path) -> None:
    whole = (package_files("plotly") / "package_data" / "plotly.min.js").read_text(encoding="utf-8")[:400]
    (version,) = re.findall(r"plotly\.js v([\d.]+)", whole)
    shipped = (site / "assets" / "plotly.min.js").read_text(encoding="utf-8")
    assert f"plotly.js (basic - minified) v{version}" in shipped[:400]
    assert "MIT" in (package_files("jobmarket.site") / "assets" / "plotly-basic.LICENSE").read_text(encoding="utf-8")
    # The bundle draws these kinds of traces and no other.
    kinds = {trace["type"] for script in (site / "assets").glob("*.js") if "FIGURES" in (text := script.read_text(encoding="utf-8"))[:20]
             for figure in json.loads(text.removeprefix("window.FIGURES=").rstrip().rstrip(";")).values() for trace in figure["data"]}  # fmt: skip
    assert kinds <= {"scatter", "bar"}


def test_verdicts_can_be_read_without_scripts(site: Path) -> None:
    text = " ".join(read(site / "index.html").text)
    assert "Supported" in text
    assert "Contradicted" in text
    for claim in CLAIMS:
        assert claim["statement"] in text


def test_a_claim_page_shows_the_threshold_and_a_claim_review(site: Path) -> None:
    drawn = figures(site, "claims-keras-demand-is-high")["forest"]
    assert drawn["layout"]["shapes"][0]["x0"] == 0.25  # type: ignore[call-overload]
    text = (site / "claims" / "keras-demand-is-high.html").read_text(encoding="utf-8")
    island = json.loads(re.findall(r"ld\+json\">(.*?)</script>", text, re.S)[0])
    assert island["@type"] == "ClaimReview"
    assert island["reviewRating"]["alternateName"] == "Contradicted"
    assert "SELECT * FROM ads WHERE is_dl" in text
    balanced = figures(site, "claims-north-america-balanced")["forest"]["layout"]["shapes"][0]  # type: ignore[call-overload]
    assert (balanced["x0"], balanced["x1"]) == pytest.approx((0.8 / 1.8, 1.25 / 2.25))
    assert "Beside it: ads naming TensorFlow" in text
    assert "beside: " not in json.dumps(drawn)


def test_decided_claims_come_first(warehouse: duckdb.DuckDBPyConnection) -> None:
    entries = ledger(Ask(warehouse))
    order = [entry.verdict for entry in entries]
    assert set(order[:2]) == {"supported", "contradicted"}
    assert order[-1] == "not-testable"
    assert sum(number for _, number in tally(entries)) == len(CLAIMS)


def test_what_is_counted_is_not_told_as_tested(warehouse: duckdb.DuckDBPyConnection) -> None:
    tested = next(entry for entry in ledger(Ask(warehouse)) if entry.claim_id == "pytorch-beats-keras-overall")
    assert tested.doubt == "95% interval 80% to 91%"
    assert "after correction" in tested.meaning
    votes = replace(tested, unit="ratio", estimate=2.3, low=1.1, high=6.5, is_counted=True, rests_on="trend figures")
    assert votes.doubt == "smallest to largest 1.10× to 6.5×"
    assert votes.meaning == "What is counted agrees with the claim. It is a count, so nothing is tested."
    assert votes.what_would_change.startswith("New trend figures, when counted with them, what is claimed no longer holds")
    assert replace(votes, low=2.3, high=2.3).doubt == ""


def test_a_figure_that_counts_no_ads_is_drawn_without_employers_and_by_its_own_name() -> None:
    figure = {"source": "A publisher", "variant": "series github-stars", "estimate": 2.0, "low": 2.0, "high": 2.0, "postings": 0, "employers": 0}
    row = row_of(figure, "trend figures")
    assert (row["label"], row["kind"]) == ("github-stars (A publisher)", "source")
    assert (row["employers"], row["low"], row["high"]) == (None, None, None)
    main = {**figure, "source": "all", "variant": "main"}
    assert row_of(main, "trend figures")["label"] == "All trend figures"
    assert row_of(main, "ads and trend figures")["label"] == "All ads and trend figures"


def _first_judged_on_figures(connection: duckdb.DuckDBPyConnection, claim_id: str) -> None:
    """Let the first claim of a copy of the warehouse be one that rests on other things than ads alone."""
    for table in ("claims", "verdicts", "verdict_evidence", "verdict_history", "verdict_figures"):
        connection.execute(f"update {table} set claim_id = '{claim_id}' where claim_id = 'pytorch-beats-keras-overall'")
    connection.execute(f"update verdicts set postings = 0, employers = 0, sql = null where claim_id = '{claim_id}'")
    connection.execute(f"update verdict_evidence set postings = 0, employers = 0 where claim_id = '{claim_id}'")


@pytest.mark.parametrize(
    ("claim_id", "card", "source"),
    [
        (
            "keras-and-pytorch-grow-since-2018",
            "ads and trend figures",
            "Source: trend figures of the publishers in the table and job ads of sources that carry every ad, ",
        ),
        ("keras-outlook-stronger-than-lightning", "trend figures", "Source: trend figures of the publishers in the table, "),
    ],
)
def test_what_a_claim_rests_on_is_named_as_what_it_is(tmp_path: Path, claim_id: str, card: str, source: str) -> None:
    with duckdb.connect(str(make_warehouse(tmp_path / "figures.duckdb"))) as connection:
        _first_judged_on_figures(connection, claim_id)
        render(connection, pages_folder=PROJECT / "dashboards", target=tmp_path / "site")
    told = (tmp_path / "site" / "claims" / f"{claim_id}.html").read_text()
    assert source in told
    assert f"Do the {card} agree?" in told
    assert "Source: job ads" not in told
    listed = (tmp_path / "site" / "index.html").read_text()
    assert f" · {card} · " in listed.split(f'<li id="{claim_id}"')[1].split("</li>")[0]


@pytest.mark.parametrize(
    ("claimed", "unit", "values"),
    [("≥ 25 %", "share", (0.25,)), ("0.8–1.25", "ratio", (0.8, 1.25)), ("80,000 to 120,000 USD", "usd", (80_000, 120_000)),
     ("$80k–120k", "usd", (80_000, 120_000)), (None, "share", ()), ("rises", "slope", ()), ("−0.05", "number", (-0.05,)),
     ("between 1, 2 and 3", "number", ())],
)  # fmt: skip
def test_claimed_values_are_read_from_words(
    claimed: str | None, unit: str, values: tuple[float, ...]
) -> None:
    assert read_values(claimed, unit) == pytest.approx(values)


def test_every_testable_claim_has_its_threshold_on_the_axis_of_its_unit() -> None:
    for claim in claims().values():
        if not claim.testable:
            continue
        marks = thresholds(claim, claim.claimed, claim.unit)
        assert marks, claim.id
        match words.unit_kind(claim.unit):
            case "share":
                assert all(0 < mark < 1 for mark in marks), claim.id
            case "ratio":
                assert all(0.5 < mark < 2 for mark in marks), claim.id
            case "usd":
                assert all(mark == 0 or mark >= 10_000 for mark in marks), claim.id


def test_a_margin_is_drawn_where_it_is_judged() -> None:
    def claim(**rule: object) -> Claim:
        return Claim("x", ("A",), "s", "t", True, rule)

    assert thresholds(claim(kind="pay-effect", margin=0.05, expect="above", group={}), None, None) == (1.05,)
    assert thresholds(claim(kind="pay-joint", margin=0.05, frameworks=[]), None, None) == (0.95, 1.05)
    assert thresholds(claim(kind="exists", employers=5, event={}), None, None) == (5,)


# ---------------------------------------------------------------- files


def test_the_same_warehouse_gives_the_same_bytes(
    warehouse: duckdb.DuckDBPyConnection, site: Path, tmp_path: Path
) -> None:
    again = tmp_path / "site"
    pages = render(warehouse, pages_folder=PAGES, target=again)
    assert pages == [again / page.relative_to(site) for page in sorted(site.rglob("*.html"))]
    for path in site.rglob("*"):
        if path.is_file():
            assert (again / path.relative_to(site)).read_bytes() == path.read_bytes(), path.name


def page(folder: Path, name: str, address: str) -> None:
    (folder / f"{name}.py").write_text(
        f"from jobmarket.site import Page\nTITLE = SLUG = {name!r}\nORDER = 1\n\n\ndef compose(ask):\n"
        f"    return Page(address={address!r}, nav='x', title='T', lede='L', sections=())\n"
    )


def test_a_page_module_must_say_what_it_is(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    shelf = tmp_path / "pages"
    shelf.mkdir()
    with pytest.raises(DeclarationError, match="no pages"):
        render(warehouse, pages_folder=shelf, target=tmp_path / "site")
    page(shelf, "one", "one")
    (shelf / "_private.py").write_text("raise RuntimeError")
    assert [path.name for path in render(warehouse, pages_folder=shelf, target=tmp_path / "site")] == [
        "one.html"
    ]
    page(shelf, "two", "one")
    with pytest.raises(DeclarationError, match="address one"):
        render(warehouse, pages_folder=shelf, target=tmp_path / "site")
    page(shelf, "two", "../escape")
    with pytest.raises(DeclarationError, match="no address"):
        render(warehouse, pages_folder=shelf, target=tmp_path / "site")
    (shelf / "two.py").write_text("TITLE = 'x'\n")
    with pytest.raises(DeclarationError, match="SLUG, ORDER, compose"):
        render(warehouse, pages_folder=shelf, target=tmp_path / "site")
    assert (tmp_path / "site" / "one.html").is_file()
