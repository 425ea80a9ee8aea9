"""Charts: what is drawn is what the frame says, thin evidence looks thin, and words carry the numbers."""

from __future__ import annotations

import colorsys
import itertools
import json
import math

import pandas as pd
import pytest

from jobmarket.catalog import shelf
from jobmarket.charts import (
    Column,
    Reference,
    calendar,
    dots,
    forest,
    heat,
    lines,
    matrix,
    ranges,
    tiles,
    words,
)
from jobmarket.charts.palette import FRAMEWORKS, PAPER, VERDICTS, classes, key_of, label, swaps

HOSTILE = "<a href='javascript:alert(1)'>x</a></script>"


def shares(**more: list[object]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "framework": ["pytorch", "pytorch", "keras"],
            "year": [2024, 2025, 2025],
            "share": [0.7, 0.75, 0.1],
            "share_low": [0.6, 0.7, 0.04],
            "share_high": [0.8, 0.8, 0.22],
            "dl_openings": [90, 200, 12],
        }
        | more
    )


COLUMNS = (Column("framework", "Framework", "name"), Column("share", "Share", "share"))


def test_a_line_carries_its_figures_and_thin_points_are_open() -> None:
    chart = lines(
        shares(),
        name="x",
        title="t",
        series="framework",
        when="year",
        columns=COLUMNS,
        subject="share of ads",
    )
    drawn = {trace["name"]: trace for trace in chart.figure["data"] if "name" in trace}
    assert drawn["PyTorch"]["y"] == [0.7, 0.75]
    assert drawn["PyTorch"]["marker"]["symbol"] == ["circle", "circle"]
    assert drawn["Keras"]["marker"]["symbol"] == ["diamond-open"]
    assert "75% (95% interval 70% to 80%, 200 openings) in 2025" in chart.says
    assert chart.keys == (("pytorch", "PyTorch"), ("keras", "Keras"))


def test_a_band_reaches_from_the_lower_to_the_upper_bound() -> None:
    chart = lines(shares(), name="x", title="t", series="framework", when="year", columns=COLUMNS)
    band = chart.figure["data"][0]
    assert band["fill"] == "toself"
    assert band["y"] == [0.8, 0.8, 0.7, 0.6]
    assert band["x"] == [2024, 2025, 2025, 2024]


def test_missing_values_are_gaps_not_zeros() -> None:
    frame = shares(share=[0.7, None, 0.1])
    chart = lines(frame, name="x", title="t", series="framework", when="year", columns=COLUMNS)
    assert [trace["y"] for trace in chart.figure["data"] if trace.get("name") == "PyTorch"] == [[0.7]]


def test_a_line_breaks_where_levels_do_not_compare() -> None:
    frame = shares(framework=["pytorch"] * 3, year=[2023, 2024, 2025]).assign(level=[0, 0, 1])
    chart = lines(
        frame, name="x", title="t", series="framework", when="year", low=None, high=None, sample=None, columns=COLUMNS,
        stretch="level",
    )  # fmt: skip
    (drawn,) = chart.figure["data"]
    assert drawn["x"] == [2023, 2024, None, 2025]
    assert drawn["y"] == [0.7, 0.75, None, 0.1]
    assert drawn["connectgaps"] is False


def test_dots_show_the_sample_and_the_reference() -> None:
    chart = dots(
        shares().tail(2), name="x", title="t", row="framework", key="pytorch", columns=COLUMNS,
        reference=Reference(0.5, "as many of each"),
    )  # fmt: skip
    labels = chart.figure["layout"]["yaxis"]["ticktext"]
    assert [text.split(" <span")[0] for text in labels] == ["PyTorch", "Keras"]
    assert "n = 12" in labels[1]
    assert chart.figure["layout"]["shapes"][0]["x0"] == 0.5
    (marks,) = [trace["marker"]["symbol"] for trace in chart.figure["data"] if trace["mode"] == "markers"]
    assert marks == ["circle", "circle-open"]


def test_a_phone_gets_the_names_above_the_lines() -> None:
    chart = dots(shares().tail(2), name="x", title="t", row="framework", columns=COLUMNS)
    narrow = chart.figure["narrow"]
    assert narrow["yaxis.showticklabels"] is False
    assert [note["text"].split(" <span")[0] for note in narrow["annotations"]] == ["PyTorch", "Keras"]


def test_a_phone_gets_a_long_reference_in_short_lines_where_there_is_room() -> None:
    said = "claimed: high, at least 25% of all deep-learning ads of the last two years"
    for low, anchor in ((0.25, "left"), (0.7, "right")):
        chart = dots(shares().tail(2), name="x", title="t", row="framework", columns=COLUMNS, reference=Reference(low, said))
        (note,) = [note for note in chart.figure["narrow"]["annotations"] if "claimed" in note["text"]]
        assert note["xanchor"] == anchor
        assert max(len(line) for line in note["text"].split("<br>")) <= 24
        assert chart.figure["narrow"]["margin.t"] >= 16 * (note["text"].count("<br>") + 1)


def evidence() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": ["All sources", HOSTILE, "Variant: 36 months"],
            "kind": ["main", "source", "variant"],
            "estimate": [3.0, 2.0, 900.0],
            "low": [1.5, 0.0, 1.0],
            "high": [6.0, math.inf, 5000.0],
            "postings": [100, 20, 300],
            "employers": [60, 5, 200],
        }
    )


def test_a_forest_keeps_wild_intervals_on_the_axis_and_hostile_labels_text() -> None:
    chart = forest(
        evidence(), name="f", title="t", unit="ratio", claimed=Reference(1, "claimed: > 1"), columns=COLUMNS[:1],
        verdict="supported",
    )  # fmt: skip
    low, high = (10**end for end in chart.figure["layout"]["xaxis"]["range"])
    drawn = [x for trace in chart.figure["data"] for x in trace["x"] if x is not None]
    assert all(low <= x <= high for x in drawn)
    assert high <= 64 * 1.31
    text = json.dumps(chart.figure)
    assert "<a href" not in text
    assert "&lt;a href" in text
    (symbols,) = [trace["marker"]["symbol"] for trace in chart.figure["data"] if trace["mode"] == "markers"]
    assert symbols == ["diamond", "square-open", "circle-open"]  # few employers; an interval from 1 to 5000


def test_pay_draws_quartiles_and_the_claimed_range() -> None:
    frame = pd.DataFrame(
        {"framework": ["keras", "pytorch"], "openings": [12, 80], "employers": [9, 60],
         "p10_usd": [60e3, 90e3], "p25_usd": [80e3, 120e3], "median_usd": [95e3, 160e3], "p75_usd": [120e3, 190e3],
         "p90_usd": [150e3, 240e3], "median_low_usd": [None, 150e3], "median_high_usd": [None, 170e3]}
    )  # fmt: skip
    chart = ranges(
        frame, name="p", title="t", row="framework", columns=COLUMNS[:1],
        claimed={"keras": (80e3, 120e3, "claimed: $80,000 to $120,000")},
    )  # fmt: skip
    assert chart.figure["layout"]["shapes"][0]["x0"] == 80e3
    assert chart.figure["layout"]["shapes"][0]["x1"] == 120e3
    drawn = [trace["x"] for trace in chart.figure["data"]]
    # The thin row by itself, then the full one: outer ends, inner ends, medians.
    assert drawn[0] == [60e3, 150e3, None]
    assert [80e3, 120e3, None] in drawn
    assert [120e3, 190e3, None] in drawn
    assert drawn[-1] == [95e3, 160e3]
    (marks,) = [trace["marker"]["symbol"] for trace in chart.figure["data"] if trace["mode"] == "markers"]
    assert marks == ["diamond-open", "circle"]
    assert "too few for an interval" in chart.says
    # Plotly takes text between two dollar signs for a formula.
    assert "$80,000 to $120,000" not in json.dumps(chart.figure)
    assert "&#36;80,000 to &#36;120,000" in json.dumps(chart.figure)


def test_matrix_and_calendar_place_every_row() -> None:
    pairs = pd.DataFrame(
        {"framework": ["pytorch", "keras"], "other": ["keras", "pytorch"], "share": [0.1, 0.8], "share_low": [0.05, 0.6],
         "share_high": [0.2, 0.9], "framework_openings": [100, 10]}
    )  # fmt: skip
    square = matrix(
        pairs,
        name="m",
        title="t",
        row="framework",
        column="other",
        order=("pytorch", "keras"),
        columns=COLUMNS[:1],
    )
    assert [(trace["x"], trace["y"], trace["text"]) for trace in square.figure["data"]] == [
        ([1], [0], ["10%"]), ([0], [1], ["80%"])]  # fmt: skip
    months = pd.DataFrame(
        {"source": ["a", "a", "b"], "month": pd.to_datetime(["2025-01-01", "2025-02-01", "2025-01-01"]),
         "openings": [100, 25, 4], "selection": ["none", "none", "role"]}
    )  # fmt: skip
    drawn = calendar(
        months, name="c", title="t", row="source", when="month", size="openings", key="selection", columns=()
    )
    bars = drawn.figure["data"]
    assert [len(trace["x"]) for trace in bars] == [2, 1]
    assert abs(bars[0]["y"][0]) > abs(bars[0]["y"][1]) > abs(bars[1]["y"][0])


def leaning(**more: list[object]) -> pd.DataFrame:
    return pd.DataFrame(
        {"group": ["finance", "finance", "retail", "retail"], "first": ["pytorch", "jax"] * 2,
         "second": ["tensorflow"] * 4, "share": [0.8, 0.25, 0.4, None], "share_low": [0.6, 0.1, 0.1, None],
         "share_high": [0.9, 0.5, 0.8, None], "discordant": [40, 20, 5, 0], "both": [3, 2, 1, 1]}
        | more
    )  # fmt: skip


def test_a_heat_map_says_share_and_sample_in_every_cell_and_hatches_thin_ones() -> None:
    chart = heat(leaning(), name="h", title="t", row="group", columns=COLUMNS[:1])
    squares, full, thin = chart.figure["data"]
    assert (squares["x"], [base + 0.46 for base in squares["base"]]) == ([0, 1, 0, 1], [0, 0, 1, 1])
    assert squares["marker"]["pattern"]["shape"] == ["", "", "/", "/"]
    assert full["text"] == ["80%<br>n = 40", "25%<br>n = 20"]
    assert thin["text"] == ["40%<br>n = 5", "–<br>n = 0"]
    # Each cell has the colour of the side it leans to, a clear one more of it; nothing has none.
    strong, blue, pale, none = squares["marker"]["color"]
    assert strong.startswith("rgba(191,64,0,")
    assert blue.startswith("rgba(10,102,173,")
    assert pale.startswith("rgba(10,102,173,")
    assert float(strong.rstrip(")").split(",")[3]) > float(pale.rstrip(")").split(",")[3])
    assert none == "rgba(0,0,0,0)"
    assert "Finance: 80% PyTorch of those that name only one of PyTorch and TensorFlow (95% interval 60% to 90%, 40 openings)" in chart.says


def test_a_tile_map_places_every_country_also_one_without_a_tile() -> None:
    codes = ["US", "HK", "KY", "SG"]
    frame = leaning().drop(columns=["group", "first", "second"]).assign(country=codes, name=["United States", "Hong Kong", "Cayman Islands", "Singapore"])
    chart = tiles(frame, name="m", title="t", columns=COLUMNS[:1])
    squares, *written = chart.figure["data"]
    places = {(x, round(base + 0.46)) for x, base in zip(squares["x"], squares["base"], strict=True)}
    assert len(places) == len(codes)
    assert (0, shelf("tiles")["rows"]) in places
    texts = " ".join(text for trace in written for text in trace["text"])
    assert all(f"<b>{code}</b>" in texts for code in codes)
    assert "Hong Kong: 25% PyTorch" in chart.says


def test_no_two_countries_share_a_tile_and_all_are_on_the_grid() -> None:
    grid = shelf("tiles")
    places = [tuple(place) for place in grid["tiles"].values()]
    assert len(places) == len(set(places))
    assert all(0 <= x < grid["columns"] and 0 <= y < grid["rows"] for x, y in places)
    assert all(words.country(code) != code for code in grid["tiles"])
    assert {"SG", "HK"} <= set(grid["tiles"])


def test_labels_are_cut_and_cannot_turn_what_follows() -> None:
    said = words.label_text("\u202eevil" + "x" * 10_000)
    assert said.startswith("evil")
    assert len(said) <= words.LONGEST_LABEL
    assert words.upright("a\u2066b\u202ec") == "abc"


def test_an_empty_frame_is_said_not_crashed_on() -> None:
    chart = dots(shares().head(0), name="x", title="t", row="framework", columns=COLUMNS)
    assert chart.says == "No figures yet."
    assert (
        lines(shares().head(0), name="x", title="t", series="framework", when="year", columns=COLUMNS).says
        == "No figures yet."
    )


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(0.714, "share", "71%"), (0.0712, "share", "7.1%"), (0.0004, "share", "0.04%"), (0, "share", "0%"), (1.0, "share", "100%"), (0.9968, "share", "99.7%"), (0.4, "share", "40%"),
     (14.21, "ratio", "14×"), (0.45, "ratio", "0.45×"), (math.inf, "ratio", "no bound"), (164_449, "usd", "$164,400"),
     (-4100, "usd", "−$4,100"), (12345, "count", "12,345"), (0.00312, "number", "0.00312"), (0.2107, "points", "+21 points"), (-0.188, "points", "−19 points"), (0.001, "points", "0 points"), (None, "share", "–"),
     (float("nan"), "usd", "–")],
)  # fmt: skip
def test_numbers_read_as_said(value: object, unit: str, said: str) -> None:
    assert words.figure(value, unit) == said


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio of two hex colours."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dim = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_every_look_reads_on_its_ground() -> None:
    for name, key in classes().items():
        assert contrast(key.light, PAPER.light) >= 4.5, name
        assert contrast(key.dark, PAPER.dark) >= 4.5, name


def test_frameworks_differ_in_hue_and_in_mark() -> None:
    keys = [FRAMEWORKS[name] for name in ("pytorch", "tensorflow", "keras", "jax", "pytorch-lightning")]
    assert len({key.symbol for key in keys}) == len(keys)
    hues = sorted(
        colorsys.rgb_to_hls(*(int(key.light[at : at + 2], 16) / 255 for at in (1, 3, 5)))[0] for key in keys
    )
    assert min(later - sooner for sooner, later in itertools.pairwise(hues)) > 0.05


def test_light_colours_name_one_dark_partner_each() -> None:
    pairs = {}
    for key in classes().values():
        assert pairs.setdefault(key.light, key.dark) == key.dark
    assert pairs.items() <= swaps().items()


def test_unknown_names_keep_their_name() -> None:
    assert label("some-new-framework") == "some-new-framework"
    assert key_of("some-new-framework").name == "some-new-framework"
    assert set(VERDICTS) >= {
        "supported",
        "contradicted",
        "inconclusive",
        "too-little-evidence",
        "not-testable",
    }
