"""Regions: which framework stands alone where, how places differ, and which frameworks ads name there."""

from __future__ import annotations

import pandas as pd

from jobmarket.charts import Column, Reference, dots, tiles, words
from jobmarket.site import Answer, Ask, Figure, Page, Section, Verdicts
from jobmarket.site.columns import COUNTS, FRAMEWORK, OF_DL, SHARE
from jobmarket.site.leaning import leaning, naming
from jobmarket.site.ledger import ledger

TITLE = "Regions"
SLUG = "regions"
ORDER = 20

COUNTRIES_SHOWN = 16
RECENT = "period = '24 months' AND population = 'every source'"
SAME = Reference(0.0, "as everywhere else")


def compose(ask: Ask) -> Page:
    """The regions page."""
    return Page(
        address=SLUG,
        nav=TITLE,
        order=ORDER,
        title="Does it depend on where you apply?",
        lede=_lede(ask),
        sections=(
            _map(ask),
            leaning(ask, "region", name="regions", question="Which region leans which way?", hidden=("unstated",)),
            _differences(ask, "region", "differ", "How far are regions apart?"),
            _asia(ask),
            leaning(ask, "country", name="countries", question="And which country?", hidden=("unstated",), most=COUNTRIES_SHOWN),
            _named(ask),
            _developers(ask),
            _claims(ask),
        ),
    )


def _map(ask: Ask) -> Section:
    frame = ask(f"SELECT * FROM leaning_by_country WHERE {RECENT} ORDER BY openings DESC, country")
    if frame.empty:
        return Section(name="map", question="Where are the ads?", doubt="No ad of the last 24 months names a country.")
    frame = frame.assign(name=[words.country(str(code)) for code in frame["country"]])
    solid = int((frame["discordant"] >= 12).sum())
    most = [f"{row['name']} {int(row['openings']):,}" for row in frame.head(3).to_dict("records")]
    return Section(
        name="map",
        question="Where are the ads?",
        answer=Answer(
            big=f"{solid} of {len(frame)}",
            words="countries with a deep-learning opening have at least 12 that name just one of PyTorch and TensorFlow: enough to "
            f"look at. Most openings: {words.listing(most)}.",
        ),
        doubt="Sources decide where ads are seen: a board of one country fills its tile. An opening in two countries stands in both.",
        blocks=(
            Figure(
                tiles(
                    frame,
                    name="map-tiles",
                    title="Every country with a deep-learning opening: share of PyTorch where only one of PyTorch and TensorFlow is named",
                    columns=(
                        Column("name", "Country"),
                        Column("openings", "Openings", "count"),
                        Column("employers", "Employers", "count"),
                        *SHARE,
                        Column("pytorch_only", "only PyTorch", "count"),
                        Column("tensorflow_only", "only TensorFlow", "count"),
                        Column("both", "both", "count"),
                        Column("neither", "neither", "count"),
                    ),
                    note="Tiles lie about where countries do, all of one size: Singapore (SG) and Hong Kong (HK) count like any other. "
                    "n counts openings that name only one of the two; hatched: fewer than 12, a dash: none.",
                ),
                relation="leaning_by_country",
            ),
        ),
    )


def _differences(ask: Ask, dimension: str, name: str, question: str) -> Section:
    frame = ask(
        f"SELECT * FROM leaning_differences WHERE {RECENT} AND dimension = $dimension AND pair = 'pytorch:tensorflow' "
        "ORDER BY difference DESC, value",
        dimension=dimension,
    )
    frame = frame.assign(value=[naming(dimension)(str(value)) for value in frame["value"]])
    clear = frame[(frame["difference_low"] > 0) | (frame["difference_high"] < 0)]
    answer = None
    if not clear.empty:
        told = [
            f"{row['value']} {_points(row['difference'])} ({_points(row['difference_low'])} to {_points(row['difference_high'])})"
            for row in clear.to_dict("records")
        ]
        answer = Answer(
            words=f"Differ from the rest of the world by more than chance, in points of the share of PyTorch: {words.listing(told)}."
        )
    return Section(
        name=name,
        question=question,
        answer=answer,
        doubt="Differences between places are also differences between sources and employers there. Intervals treat openings as "
        "independent and are not corrected for the number of regions.",
        blocks=(
            Figure(
                dots(
                    frame,
                    name=f"{name}-dots",
                    title="Share of PyTorch (against TensorFlow) less that of ads elsewhere, last 24 months",
                    row="value",
                    value="difference",
                    low="difference_low",
                    high="difference_high",
                    sample="inside_discordant",
                    thin=12,
                    unit="points",
                    key="pytorch",
                    subject="difference of shares",
                    columns=(
                        Column("value", dimension.capitalize(), "name"),
                        Column("difference", "Difference", "points"),
                        Column("difference_low", "from", "points"),
                        Column("difference_high", "to", "points"),
                        Column("share", "Share there", "share"),
                        Column("share_elsewhere", "elsewhere", "share"),
                        Column("inside_first", "only PyTorch there", "count"),
                        Column("inside_discordant", "of", "count"),
                        Column("outside_first", "only PyTorch elsewhere", "count"),
                        Column("outside_discordant", "of", "count"),
                    ),
                    reference=SAME,
                    note="Right of the line: more PyTorch than elsewhere. Open marks: fewer than 12 openings there.",
                ),
                relation="leaning_differences",
            ),
        )
        if not frame.empty
        else (),
    )


def _points(value: float) -> str:
    return words.figure(value, "points")


def _asia(ask: Ask) -> Section:
    """What stands behind "Asia": countries, each with what it has."""
    frame = ask(
        "SELECT c.* FROM leaning_by_country AS c JOIN (SELECT DISTINCT country FROM regions_dim WHERE region = 'asia') USING (country) "
        f"WHERE {RECENT} ORDER BY openings DESC, country"
    )
    if frame.empty:
        return Section(name="asia", question="How much is known of Asia?", doubt="No ad of the last 24 months names a country there.")
    frame = frame.assign(name=[words.country(str(code)) for code in frame["country"]])
    largest = frame.head(3)
    thin = frame[frame["discordant"] < 12]
    told = [f"{row['name']} {int(row['openings']):,}" for row in largest.to_dict("records")]
    return Section(
        name="asia",
        question="How much is known of Asia?",
        answer=Answer(
            big=f"{len(thin)} of {len(frame)}",
            words=f"countries of Asia with an ad are thin: fewer than 12 openings name only one of PyTorch and TensorFlow. Most openings: "
            f"{words.listing(told)}.",
        ),
        doubt=f"Asia is here what these countries say, and mostly the largest of them. {_small(frame)}",
        blocks=(
            Figure(
                dots(
                    frame.dropna(subset=["share"]),
                    name="asia-dots",
                    title="Countries of Asia: share of PyTorch where only one of PyTorch and TensorFlow is named, last 24 months",
                    row="name",
                    sample="discordant",
                    thin=12,
                    key="pytorch",
                    subject="share naming only PyTorch among ads naming one of PyTorch and TensorFlow",
                    columns=(
                        Column("name", "Country"),
                        *SHARE,
                        Column("pytorch_only", "only PyTorch", "count"),
                        Column("tensorflow_only", "only TensorFlow", "count"),
                        Column("discordant", "of", "count"),
                        Column("both", "both", "count"),
                        Column("openings", "Openings", "count"),
                        Column("employers", "Employers", "count"),
                    ),
                    reference=Reference(0.5, "as many of each"),
                    note="Open marks: fewer than 12 openings that name only one of the two.",
                ),
                relation="leaning_by_country",
            ),
        )
        if frame["share"].notna().any()
        else (),
    )


def _lede(ask: Ask) -> str:
    rows = ask.rows(
        "SELECT * FROM rivals WHERE period = '24 months' AND population = 'every source' AND dimension = 'all' "
        "AND pair = 'pytorch:tensorflow'"
    )
    counts = "".join(
        f"In the last 24 months {words.count(row['both'])} openings name PyTorch and TensorFlow together, "
        f"{words.count(row['discordant'])} only one of the two. "
        for row in rows
    )
    return f"{counts}Those that name only one show which way a place leans."


def _small(frame: pd.DataFrame) -> str:
    """What Singapore and Hong Kong rest on, in words."""
    told = []
    for code in ("SG", "HK"):
        rows = frame[frame["country"] == code].to_dict("records")
        if not rows:
            told.append(f"{words.country(code)} has no opening in these months.")
            continue
        row = rows[0]
        told.append(
            f"{row['name']} rests on {int(row['openings']):,} openings of {int(row['employers']):,} employers, of which "
            f"{int(row['discordant']):,} name only one of the two."
        )
    return " ".join(told)


def _named(ask: Ask) -> Section:
    frame = ask(
        "SELECT * FROM demand_by_region WHERE period = '24 months' AND population = 'every source' "
        "AND framework IN ('pytorch', 'tensorflow', 'keras', 'jax') AND region <> 'unstated' AND dl_openings >= 8 "
        "ORDER BY dl_openings DESC, region, list_position(['pytorch', 'tensorflow', 'keras', 'jax'], framework)"
    )
    return Section(
        name="named",
        question="What do ads in each region name?",
        doubt="Sources differ between regions, and some were collected by keyword: read this as what these ads say, not as the market.",
        blocks=(
            Figure(
                dots(
                    frame,
                    name="region-shares",
                    title="Share of deep-learning ads that name each framework, by region, last 24 months",
                    row="region",
                    series="framework",
                    subject="share of deep-learning ads by region",
                    columns=(Column("region", "Region", "name"), FRAMEWORK, *SHARE, *COUNTS, OF_DL),
                ),
                relation="demand_by_region",
            ),
        )
        if not frame.empty
        else (),
    )


def _developers(ask: Ask) -> Section:
    frame = ask(
        "SELECT trend_ratios.*, max(value) OVER (PARTITION BY region, date) AS most FROM trend_ratios WHERE series = 'github-topic-developers' "
        "AND region <> 'world' AND term IN ('pytorch', 'tensorflow') "
        "QUALIFY date = max(date) OVER () ORDER BY most DESC, region, term"
    )
    frame = frame.assign(region=[words.country(str(code)) for code in frame["region"]])
    quarter = str(frame["date"].iloc[0])[:10] if not frame.empty else ""
    return Section(
        name="developers",
        question="Do developers there agree?",
        doubt="Only repositories that carry the framework as a topic are counted, and cells under 100 developers are not published: "
        "a missing mark means few, not none.",
        blocks=(
            Figure(
                dots(
                    frame.assign(low=None, high=None),
                    name="developers-by-country",
                    title=f"Developers pushing to repositories with the topic, quarter from {quarter}",
                    row="region", series="term", value="value", low="low", high="high", sample="value", thin=0,
                    unit="count", sample_word="developers", subject="developers by country",
                    columns=(
                        Column("region", "Country"), Column("term", "Framework", "name"), Column("value", "Developers", "count"),
                        Column("date", "Quarter from", "date"), Column("source", "Source"),
                    ),
                ),
                relation="trend_ratios",
                source=f"{words.listing(sorted(set(frame['source'])))}, quarter from {quarter}",
            ),
        )
        if not frame.empty
        else (),
    )


def _claims(ask: Ask) -> Section:
    return Section(
        name="claims",
        question="What was claimed about regions?",
        blocks=Verdicts.about(ledger(ask), "Region"),
    )
