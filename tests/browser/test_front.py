"""The home page and the plain pages in a real browser: without a script, narrow, printed."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DRAWN_WITHIN_MS, Visiting

pytestmark = pytest.mark.browser

PAGES = ("", "tours", "tours/figures", "help", "about", "contact", "accessibility", "privacy")


def shifts(page: Page) -> float:
    """How much of the page has jumped so far: the sum of layout shifts (CLS)."""
    return float(
        page.evaluate(
            """() => new Promise(done => {
                 let sum = 0;
                 new PerformanceObserver(list => {
                   const jumps = list.getEntries().filter(each => !each.hadRecentInput);
                   for (const each of jumps) sum += each.value;
                 }).observe({type: 'layout-shift', buffered: true});
                 setTimeout(() => done(sum), 300);
               })"""
        )
    )


def test_the_picture_becomes_the_map_which_leads_to_a_place(visiting: Visiting) -> None:
    visit = visiting()
    page = visit.open("/en/")
    expect(page.locator("qala-living .picture img")).to_be_visible()
    page.wait_for_selector("qala-living.drawn", timeout=DRAWN_WITHIN_MS)
    expect(page.locator("qala-living .picture")).to_be_hidden()
    assert shifts(page) < 0.01
    assert page.url.endswith("/en/")
    page.mouse.move(1000, 400)
    page.mouse.wheel(0, 900)
    expect(page.locator("h1")).not_to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    page.mouse.click(1000, 400)
    page.wait_for_url(re.compile(r"/en/map\?at=.+&place="))
    page.wait_for_selector("qala-canvas.drawn", timeout=DRAWN_WITHIN_MS)
    assert visit.wrong == []


def test_a_phone_waits_for_its_visitor(visiting: Visiting) -> None:
    visit = visiting(width=390, height=844, is_mobile=True, has_touch=True)
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    page = visit.open("/kk/")
    page.wait_for_load_state("networkidle")
    assert not any("maplibre" in url or "/api/map" in url for url in asked)
    page.evaluate("scrollTo(0, 40)")
    page.wait_for_selector("qala-living.drawn", timeout=DRAWN_WITHIN_MS)
    assert visit.wrong == []


def test_who_saves_data_keeps_the_picture(visiting: Visiting) -> None:
    visit = visiting()
    visit.page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    page = visit.open("/ru/")
    page.mouse.move(500, 300)
    page.wait_for_load_state("networkidle")
    assert page.locator("qala-living canvas").count() == 0
    expect(page.locator("qala-living .picture")).to_be_visible()


def test_without_a_script_the_picture_leads_to_the_map_and_the_form_to_results(
    visiting: Visiting,
) -> None:
    page = visiting(java_script_enabled=False).open("/ru/")
    page.locator("input[name=q]").fill("абай")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ru/search?q=*")
    page.go_back()
    page.mouse.click(1200, 200)
    page.wait_for_url("**/ru/map")


def test_the_search_box_answers_while_one_types(visiting: Visiting) -> None:
    page = visiting().open("/en/")
    page.locator("input[name=q]").press_sequentially("dostyk", delay=20)
    expect(page.locator("qala-search [role=option]").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_over_the_edge(visiting: Visiting, path: str, width: int) -> None:
    visit = visiting(width=width, height=740)
    page = visit.open(f"/kk/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """() => [...document.querySelectorAll('header a, footer a, main nav a, button')]
             .filter(e => e.checkVisibility() && getComputedStyle(e).position !== 'absolute')
             .filter(e => e.getBoundingClientRect().height < 24)
             .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
    assert visit.wrong == []


@pytest.mark.parametrize("path", PAGES)
def test_the_languages_keep_the_page(visiting: Visiting, path: str) -> None:
    page = visiting(java_script_enabled=False).open(f"/ru/{path}")
    page.locator(".languages a[lang=kk]").click()
    page.wait_for_url(f"**/kk/{path}")
    expect(page.locator("html")).to_have_attribute("lang", "kk")


def test_on_paper_stand_the_words(visiting: Visiting) -> None:
    page = visiting(java_script_enabled=False).open("/ru/")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".living")).to_be_hidden()
    expect(page.locator("qala-search form")).to_be_hidden()
    expect(page.locator(".card").first).to_be_visible()


def test_the_keyboard_walks_the_home_page_in_order(visiting: Visiting) -> None:
    page = visiting(width=390, height=844).open("/en/")
    walked = []
    name = "e => (e.name || '') + e.textContent.trim()"
    for _ in range(16):
        page.keyboard.press("Tab")
        walked.append(page.locator(":focus").evaluate(name))
    assert walked[0] == "Skip to the content"
    for expected in ("Map", "Tours", "q", "Search", "Open the map", "Take a tour"):
        assert expected in walked, walked


def test_on_paper_the_map_keeps_its_legend_and_sheds_what_is_pressed(visiting: Visiting) -> None:
    page = visiting().open("/en/map?layers=districts")
    page.wait_for_selector("qala-canvas.drawn", timeout=DRAWN_WITHIN_MS)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Districts")).to_be_visible()
    expect(page.locator("qala-credit")).to_be_visible()
    for pressed in ("qala-tools", "qala-tree", ".panel-search", ".modes", ".fold"):
        expect(page.locator(f"qala-map {pressed}").first).to_be_hidden()


def test_on_paper_nothing_of_the_home_page_overlaps(visiting: Visiting) -> None:
    page = visiting(width=794, height=1123).open("/kk/")
    page.emulate_media(media="print")
    banner = page.locator(".invented").bounding_box()
    heading = page.get_by_role("heading", level=1).bounding_box()
    assert banner
    assert heading
    assert banner["y"] + banner["height"] <= heading["y"]
