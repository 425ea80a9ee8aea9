"""What a reader meets: every page from disk, offline, wide and narrow, light and dark, by mouse and keyboard."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from conftest import Visitor, settle
from made_up_warehouse import CLAIMS
from playwright.sync_api import Browser, Page, expect

from jobmarket.home import PROJECT, Home
from jobmarket.site import states

pytestmark = pytest.mark.browser

PAGES = ("index", "demand", "skills", "regions", "groups", "salaries", "trends", "sources", "extractor", "method", "simulation", "explore",
         "claims/keras-demand-is-high", "claims/hostile-claim", "claims/keras-learning-curve")  # fmt: skip


COLOURS_AND_SIZES = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable"]
OF_TABLES = ["landmark-unique", "region", "scrollable-region-focusable", "empty-table-header", "scope-attr-valid", "td-has-header",
             "td-headers-attr", "th-has-data-cells", "table-duplicate-name", "table-fake-caption", "link-name"]  # fmt: skip


def show_everything(page: Page) -> None:
    """Choose every panel of every switch once, so that every figure has been asked for; end on the first."""
    for switch in page.locator(".switch").all():
        for listed in switch.locator("select").all():
            values = listed.locator("option").evaluate_all("options => options.map(option => option.value)")
            for value in [*values[1:], *values[:1]]:
                listed.select_option(value)
                settle(page)
        choices = switch.locator("input[type=radio]").all()
        for choice in [*choices[1:], *choices[:1]]:
            choice.check()
            settle(page)


def undrawn(page: Page) -> list[str]:
    """Figures without marks of their own in a drawing of some size."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.plot')].filter(plot => {
            const marks = plot.querySelectorAll('.main-svg .points path, .main-svg .lines path, .main-svg .point path');
            return !plot.querySelector('.main-svg') || marks.length === 0;
        }).map(plot => plot.id)"""
    )
    return found


@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_from_disk_draws_everything_and_asks_nobody(visit: Visitor, address: str) -> None:
    opened = visit(f"{address}.html")
    show_everything(opened.page)
    assert undrawn(opened.page) == []
    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith(("file://", "data:", "blob:"))] == []
    assert opened.page.title() != "pwned"
    labels = opened.page.locator(".plot").evaluate_all(
        "plots => plots.map(plot => plot.getAttribute('aria-label'))"
    )
    assert all(label and any(sign.isdigit() for sign in label) for label in labels)
    assert opened.page.locator(".modebar").count() == 0


def test_an_address_cut_in_the_middle_of_a_sign_breaks_nothing(visit: Visitor) -> None:
    opened = visit("demand.html#%E4%B")
    assert opened.complaints == []


def test_pages_around_the_states_complain_of_nothing(browser: Browser, site: Path, tmp_path: Path) -> None:
    here = Home(project=PROJECT, root=tmp_path)
    shutil.copytree(site, here.states / "2026-05-31-made-up")
    states.settle(here, {"name": "2026-05-31-made-up", "as_of": "2026-05-31", "run_id": "run", "verdicts": {"supported": 3}})
    visit = Visitor(browser, here.states)
    for address in ("index.html", "2026-05-31-made-up/states/index.html"):
        opened = visit(address)
        assert opened.complaints == []
        assert opened.page.locator("h1").count() == 1
    visit.close()


@pytest.mark.parametrize("width", [380, 1600])
@pytest.mark.parametrize("address", PAGES)
def test_nothing_sticks_out_sideways(visit: Visitor, address: str, width: int) -> None:
    page = visit(f"{address}.html", width=width).page
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true; }")
    reach, view = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert reach <= view
    plots = page.locator(".plot:visible").evaluate_all(
        "plots => plots.map(plot => [plot.id, plot.scrollWidth, plot.clientWidth])"
    )
    assert [plot for plot in plots if plot[1] > plot[2] + 1] == []


@pytest.mark.parametrize("address", PAGES)
def test_no_barrier_of_any_level_light_or_dark_wide_or_narrow(visit: Visitor, address: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(f"{address}.html", width=1600).page
    axe, found = Axe(), []
    # What does not depend on colours and sizes is looked for once; folded tables once, for their structure.
    for width, dark, only in ((1600, False, None), (1600, True, COLOURS_AND_SIZES), (380, True, COLOURS_AND_SIZES),
                              (380, False, COLOURS_AND_SIZES), (380, False, OF_TABLES)):  # fmt: skip
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        if only is OF_TABLES:
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        else:
            page.wait_for_timeout(200)  # the page waits a moment before it draws for another width
        settle(page)
        # Without a server axe cannot fetch style sheets: preloading them only fills the console.
        options = {"preload": False, "resultTypes": ["violations"]} | ({"runOnly": only} if only else {})
        told: dict[str, Any] = axe.run(page, options=options).response
        found += [
            (width, dark, violation["impact"], violation["id"], [node["html"][:160] for node in violation["nodes"][:3]])
            for violation in told["violations"]
        ]
    assert found == [], json.dumps(found, indent=1)


def test_filters_work_by_mouse_and_are_kept_in_the_address(visit: Visitor) -> None:
    page = visit("index.html").page
    shown = page.locator(".claims > li:visible")
    expect(shown).to_have_count(len(CLAIMS))
    page.get_by_role("combobox", name="Verdict").select_option("contradicted")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Demand for Keras is high.")
    assert "verdict=contradicted" in page.url
    page.get_by_role("button", name="Show all").click()
    expect(shown).to_have_count(len(CLAIMS))
    expect(page.locator(".found")).to_have_text(f"All {len(CLAIMS)} claims")


def test_filters_work_by_keyboard(visit: Visitor) -> None:
    page = visit("index.html").page
    page.get_by_label("Words").focus()
    page.keyboard.type("lightning")
    shown = page.locator(".claims > li:visible")
    expect(shown).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show all")).to_be_focused()
    page.keyboard.press("Enter")
    expect(shown).to_have_count(len(CLAIMS))
    page.get_by_label("Words").fill("no claim says this")
    expect(page.get_by_text("No claim fits.")).to_be_visible()


def test_on_a_phone_the_claims_come_before_their_filters(visit: Visitor) -> None:
    page = visit("index.html", width=390).page
    form, folded = page.locator("form.filters"), page.get_by_text("Filter the claims", exact=True)
    expect(form).to_be_hidden()
    between = page.evaluate(
        "document.querySelector('.claims').getBoundingClientRect().top - document.querySelector('.bar-of-all').getBoundingClientRect().bottom"
    )
    assert between < 80
    folded.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Words").fill("lightning")
    expect(page.locator(".claims > li:visible")).to_have_count(1)
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(folded).to_be_hidden()
    expect(form).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    page.set_viewport_size({"width": 390, "height": 900})
    expect(form).to_be_hidden()
    page.locator("a[data-verdict=contradicted]").click()
    expect(page.get_by_role("button", name="Show all")).to_be_visible()
    asked = visit("index.html?document=B", width=390).page
    expect(asked.locator(".found")).to_be_visible()
    expect(visit("index.html", width=390, scripts=False).page.locator(".folded")).to_be_hidden()


def test_deep_links_lead_to_a_filter_a_claim_and_a_panel(visit: Visitor) -> None:
    filtered = visit("index.html?document=B#claims").page
    expect(filtered.locator(".claims > li:visible")).to_have_count(1)
    claim = visit("index.html#north-america-balanced").page
    assert claim.evaluate("document.querySelector('li:target').id") == "north-america-balanced"
    expect(claim.locator("#north-america-balanced")).to_be_in_viewport()
    for address, name in (("demand.html", "now-source"), ("regions.html", "regions-pair")):
        panel = visit(f"{address}#{name}-1").page
        expect(panel.locator(f"#{name}-1")).to_be_visible()
        expect(panel.locator(f"#{name}-0")).to_be_hidden()


def test_a_switch_shows_one_source_at_a_time_by_keyboard(visit: Visitor) -> None:
    few = visit("regions.html").page
    few.locator("[data-switch=regions-pair] input").first.focus()
    few.keyboard.press("ArrowRight")
    many = visit("demand.html").page
    many.locator("[data-switch=now-source] select").focus()
    many.keyboard.press("ArrowDown")
    for page, name in ((few, "regions-pair"), (many, "now-source")):
        expect(page.locator(f"#{name}-1")).to_be_visible()
        expect(page.locator(f"#{name}-0")).to_be_hidden()
        expect(page.locator(f"#{name}-1 .main-svg").first).to_be_visible()


def test_every_control_can_be_reached_and_worked_by_keyboard(visit: Visitor) -> None:
    for address in ("index", "regions", "groups", "explore", "claims/keras-demand-is-high"):
        page = visit(f"{address}.html").page
        wanted = page.evaluate(
            """() => [...document.querySelectorAll('a[href], button, select, input, summary')].filter(one => one.checkVisibility()
                && !(one.type === 'radio' && !one.checked)).map((one, at) => (one.dataset.at = String(at)))"""
        )
        reached: set[str] = set()
        page.evaluate("document.activeElement.blur()")
        for _ in range(3 * len(wanted)):
            page.keyboard.press("Tab")
            place = page.evaluate("document.activeElement.dataset.at")
            if place is None and page.evaluate("document.activeElement === document.body"):
                break
            reached.add(place)
        assert set(wanted) - reached == set(), address
    details = page.locator("details.numbers").first
    details.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(details.locator("table")).to_be_visible()
    page.locator("button.theme").focus()
    before = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.keyboard.press("Space")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != before


def test_on_paper_no_control_is_left_and_all_text_fits(visit: Visitor) -> None:
    for address in ("index", "groups", "claims/keras-demand-is-high"):
        page = visit(f"{address}.html", width=700).page
        page.emulate_media(media="print")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert page.locator("button:visible, select:visible, input:visible, header nav:visible").count() == 0
        reach, view = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert reach <= view, address
        assert undrawn(page) == [] or address == "groups"  # other panels of a switch stay hidden on paper too


def test_the_reader_chooses_light_or_dark(visit: Visitor) -> None:
    page = visit("claims/keras-demand-is-high.html").page
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    inked = "getComputedStyle(document.querySelector('.main-svg text')).fill"
    before = page.evaluate(f"[{ground}, {inked}]")
    page.get_by_role("button", name="Switch to dark colours").click()
    after = page.evaluate(f"[{ground}, {inked}]")
    assert before[0] != after[0]
    assert before[1] != after[1]
    page.reload()
    assert page.evaluate(ground) == after[0]


def test_without_scripts_verdicts_and_numbers_can_be_read(visit: Visitor) -> None:
    page = visit("index.html", scripts=False).page
    expect(page.locator(".claims > li")).to_have_count(len(CLAIMS))
    expect(page.get_by_text("Contradicted").first).to_be_visible()
    expect(page.locator("form.filters")).to_be_hidden()
    card = visit("claims/keras-demand-is-high.html", scripts=False).page
    for said in ("Contradicted", "Demand for Keras is high.", "a reason in words", "95% interval 8.0% to 17%"):
        expect(card.get_by_text(said).first).to_be_visible()
    charts = visit("demand.html", scripts=False).page
    expect(charts.locator(".panel").nth(1)).to_be_visible()
    expect(charts.locator(".plot").first).to_contain_text("95% interval")


def test_paper_gets_everything_in_dark_ink(visit: Visitor) -> None:
    page = visit("claims/keras-demand-is-high.html", dark=True).page
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("header nav")).to_be_hidden()
    expect(page.locator(".main-svg").first).to_be_visible()
    ink = page.evaluate("getComputedStyle(document.querySelector('.main-svg text')).fill")
    assert max(int(part) for part in ink.removeprefix("rgb(").rstrip(")").split(",")) < 130
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def choices_of(page: Page) -> dict[str, str]:
    """What every switch of a page shows now: its name → the panel."""
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.switch')].map(box =>
            [box.dataset.switch, [...box.querySelectorAll('.panel')].find(panel => !panel.hidden).id]))"""
    )
    return found


def test_fifty_choices_survive_the_address(visit: Visitor) -> None:
    chance = random.Random(11)
    opened = visit("demand.html")
    page = opened.page
    states = 0
    for address in ("demand", "regions", "salaries", "trends", "extractor"):
        start = f"{page.url.split('?')[0].rpartition('/')[0]}/{address}.html"
        page.goto(start)
        first = choices_of(page)
        offered = {
            name: page.locator(f".switch[data-switch={name}] .panel").evaluate_all("all => all.map(one => one.id)")
            for name in first
        }
        for _ in range(10):
            wish = {name: chance.choice(panels) for name, panels in offered.items()}
            said = {name: panel for name, panel in wish.items() if panel != first[name]}
            page.goto(f"{start}?{urlencode(said)}" if said else start)
            assert choices_of(page) == wish
            states += 1
        for name, panels in offered.items():
            box = page.locator(f".switch[data-switch={name}] .choices")
            for panel in panels:
                if box.locator("select").count():
                    box.locator("select").select_option(panel)
                else:
                    box.locator(f"input[value='{panel}']").check()
                kept = parse_qs(urlsplit(page.url).query).get(name, [first[name]])
                assert kept == [panel]
    assert states == 50
    assert opened.complaints == []


def test_fifty_filters_of_the_claims_survive_the_address(visit: Visitor) -> None:
    chance = random.Random(13)
    opened = visit("index.html")
    page = opened.page
    start = page.url.split("?")[0]
    names = ("verdict", "topic", "document", "words")
    offered = {
        name: page.locator(f"form.filters select[name={name}] option").evaluate_all("all => all.map(one => one.value)")
        for name in names[:3]
    } | {"words": ["", "Keras", "PyTorch pick", "<img src=x>", "ünï & ?"]}
    for _ in range(50):
        wish = {name: chance.choice(values) for name, values in offered.items()}
        said = {name: value for name, value in wish.items() if value}
        page.goto(f"{start}?{urlencode(said)}" if said else start)
        now = {name: page.locator(f"form.filters [name={name}]").input_value() for name in names}
        assert now == wish
        assert {name: value[0] for name, value in parse_qs(urlsplit(page.url).query).items()} == said
    assert opened.complaints == []
