"""The map page in a real browser: three languages, wide and narrow, by mouse and by keyboard."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visiting

pytestmark = pytest.mark.browser

LAYERS = {"kk": "Қабаттар", "ru": "Слои", "en": "Layers"}


def query(page: Page) -> dict[str, list[str]]:
    """The state that the address of the page holds."""
    return parse_qs(urlsplit(page.url).query)


def unfold(page: Page) -> None:
    """Let the sheet of a phone rise; the panel of a wide screen is there already."""
    if page.locator("qala-panel").get_attribute("data-size") == "peek":
        page.locator(".fold").click()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_opens_and_asks_nobody_else(visiting: Visiting, language: str, width: int) -> None:
    visit = visiting(width=width, height=844)
    tiles: list[str] = []
    visit.page.on(
        "response", lambda answer: tiles.append(answer.url) if ".mvt" in answer.url else None
    )
    page = visit.open(f"/{language}/map")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".mode").first).to_have_text(LAYERS[language])
    expect(page.locator("qala-canvas canvas")).to_be_visible()
    assert {urlsplit(url).path.split("/")[2] for url in tiles} >= {"districts", "roads", "water"}
    assert visit.wrong == []


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_runs_over_the_edge(visiting: Visiting, width: int) -> None:
    page = visiting(width=width, height=740).open("/kk/map?layers=roads,metro&on=2030-12-31")
    unfold(page)
    over = page.evaluate(
        """() => [...document.querySelectorAll(
               'qala-panel *, qala-year *, qala-tools *, qala-credit *')]
           .filter(e => e.checkVisibility() && !e.closest('.visually-hidden'))
           .filter(e => { const b = e.getBoundingClientRect();
                          return b.right > innerWidth + 1 || b.left < -1; })
           .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert over == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_tells_what_is_at_a_click(visiting: Visiting) -> None:
    visit = visiting()
    page = visit.open("/en/map?at=76.93,43.24,14")
    page.mouse.click(900, 400)
    expect(page.locator("qala-place .summary")).to_contain_text("District")
    assert "place" in query(page)
    themes = page.locator("qala-place details > summary .branch-title")
    expect(themes.first).to_have_text("Territory")
    expect(themes.last).to_have_text("Not known here")
    expect(page.locator("qala-place .feature-source").first).to_contain_text("Source:")
    page.locator("qala-place .back").focus()
    page.keyboard.press("Escape")
    expect(page.locator("qala-place")).to_be_hidden()
    assert "place" not in query(page)
    page.go_back()
    expect(page.locator("qala-place .summary")).to_be_visible()
    assert visit.wrong == []


def test_tells_what_is_at_the_centre_by_keyboard(visiting: Visiting) -> None:
    page = visiting().open("/ru/map?at=76.93,43.24,14")
    canvas = page.locator("qala-canvas canvas")
    assert canvas.get_attribute("aria-label") == "Карта города"
    page.locator(".panel-foot a").last.focus()
    page.keyboard.press("Tab")
    expect(canvas).to_be_focused()
    expect(page.locator(".crosshair")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("qala-place .summary")).to_contain_text("район")
    lon, lat = map(float, query(page)["place"][0].split(","))
    assert (lon, lat) == pytest.approx((76.93, 43.24), abs=2e-4)


def test_everything_is_reached_with_the_tab_key(visiting: Visiting) -> None:
    page = visiting().open("/en/map?layers=metro")
    names, unseen = [], []
    for _ in range(70):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
                 const label = e.labels?.[0]?.textContent ?? '';
                 const framed = e.closest('.search, .panel-search') !== null;
                 const seen = s.outlineStyle !== 'none' || framed;
                 return [(e.getAttribute('aria-label') ?? '') + label + e.textContent, seen]; }"""
        )
        names.append(name)
        if not outline:
            unseen.append(name)
        if "A year on" in name:
            break
    assert unseen == []
    walked = " | ".join(names)
    for expected in (
        "Skip to the content",
        "Layers",
        "List",
        "Show the questions",
        "Opacity",
        "Find a layer",
        "Map of the city",
        "Zoom in",
        "Where am I",
        "What is at the centre of the map?",
        "Year",
        "A year on",
    ):
        assert expected in walked


def test_a_layer_its_legend_and_its_way_out(visiting: Visiting) -> None:
    visit = visiting()
    page = visit.open("/en/map")
    page.locator("#tree-search").fill("places")
    page.locator("qala-tree input[value=places]").check()
    card = page.locator(".layer-cards .layer-card")
    expect(card.locator("h3")).to_have_text("Places and services")
    expect(card.locator(".layer-about a")).to_have_attribute("href", "/en/data/places")
    entry = card.locator(".legend-entry").first
    entry.click()
    expect(entry).to_have_attribute("aria-pressed", "false")
    page.wait_for_url(re.compile(r"layers=places&filter=places/\w+:!food\.restaurant"))
    page.reload()
    expect(page.locator(".legend-entry").first).to_have_attribute("aria-pressed", "false")
    page.locator(".layer-cards .layer-card .icon-button").click()
    expect(page.locator(".layer-cards .layer-card")).to_have_count(0)
    page.wait_for_url(re.compile(r"/en/map\?at=[^&]*(&filter=.*)?$"))
    assert visit.wrong == []


def test_a_question_and_the_way_back(visiting: Visiting) -> None:
    page = visiting().open("/en/map")
    page.locator(".question").first.click()
    expect(page.locator(".answer h3")).to_have_text("Where do people live?")
    assert query(page)["layers"] == ["population,districts"]
    page.go_back()
    expect(page.locator(".answer")).to_be_hidden()
    assert "layers" not in query(page)
    page.go_forward()
    expect(page.locator(".answer")).to_be_visible()


def test_the_language_switch_keeps_the_view(visiting: Visiting) -> None:
    visit = visiting()
    page = visit.open("/ru/map?at=76.91,43.25,13&layers=metro,roads&on=2031-12-31")
    before = query(page)
    page.locator("qala-languages a[lang=kk]").click()
    page.wait_for_selector("qala-canvas.drawn")
    assert urlsplit(page.url).path == "/kk/map"
    assert query(page) == before
    expect(page.locator("qala-year output strong")).to_have_text("2031")
    expect(page.locator("qala-tree input[value=metro]")).to_be_checked()
    assert visit.wrong == []


def test_the_year_says_that_nothing_is_dated(visiting: Visiting) -> None:
    page = visiting().open("/en/map")
    page.locator("#year").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"on=\d{4}-12-31"))
    expect(page.locator("#year-hint")).to_contain_text("changes nothing")
    page.get_by_role("button", name="Today").click()
    expect(page.locator("#year-hint")).to_be_hidden()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_list_shows_what_is_in_view(visiting: Visiting, width: int) -> None:
    visit = visiting(width=width, height=844)
    page = visit.open("/ru/map?layers=metro&mode=list&at=76.92,43.245,12")
    unfold(page)
    count = page.locator("qala-list [role=status]")
    expect(count).to_have_text(re.compile(r"В кадре \d+ объект"))
    names = page.locator("qala-list .row span").all_text_contents()
    assert "Алмалы" in names
    assert names == sorted(names)
    page.locator("#list-filter").fill("алма")
    expect(page.locator("qala-list .row")).to_have_count(1)
    page.locator("qala-list .row").press("Enter")
    expect(page.locator("qala-place .summary")).to_be_visible()
    expect(page.locator("qala-place .feature.chosen h3")).to_have_text("Алмалы")
    expect(page.locator("qala-place .summary")).to_be_focused()
    page.locator("qala-place .back").press("Enter")
    expect(page.locator(".mode", has_text="Список")).to_be_focused()
    expect(page.locator("#list-filter")).to_be_visible()
    assert visit.wrong == []


def test_an_address_opens_a_place_with_its_feature(visiting: Visiting) -> None:
    page = visiting().open("/en/map?layers=metro&mode=list&at=76.92,43.245,12")
    page.locator("qala-list .row").first.click()
    expect(page.locator("qala-place .chosen")).to_be_visible()
    chosen = page.locator("qala-place .chosen h3").text_content()
    selected = query(page)["select"][0]
    again = visiting().open(f"/en/map?at=76.75,43.1,12&select={selected}")
    first = again.locator("qala-place .branch").first
    expect(first.locator(".chosen h3")).to_have_text(chosen or "")


def test_a_cut_connection_is_told_and_mended(visiting: Visiting) -> None:
    page = visiting().open("/en/map")
    page.route("**/api/identify?*", lambda route: route.abort())
    page.mouse.click(900, 400)
    expect(page.locator("qala-place .summary")).to_have_text("The answer could not be fetched.")
    page.unroute("**/api/identify?*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("qala-place .summary")).to_contain_text("District")


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        ({"latitude": 43.25, "longitude": 76.92, "accuracy": 30}, "accurate to 30"),
        ({"latitude": 51.1, "longitude": 71.4}, "You are outside Almaty"),
        (None, "The browser did not allow it"),
    ],
)
def test_where_am_i(visiting: Visiting, place: dict[str, float] | None, answer: str) -> None:
    options = {"geolocation": place, "permissions": ["geolocation"]} if place else {}
    page = visiting(**options).open("/en/map")
    page.get_by_role("button", name="Where am I").click()
    expect(page.locator("qala-note p")).to_contain_text(answer)


def test_the_sheet_of_a_phone_has_three_heights(visiting: Visiting) -> None:
    page = visiting(width=360, height=740).open("/ru/map")
    sheet, handle = page.locator("qala-panel"), page.locator(".fold")
    for size in ("peek", "half", "full", "peek"):
        expect(sheet).to_have_attribute("data-size", size)
        handle.click()
    page.locator(".panel-head").hover(position={"x": 180, "y": 6})
    page.mouse.down()
    page.mouse.move(180, 60, steps=5)
    page.mouse.up()
    expect(sheet).to_have_attribute("data-size", "full")


def test_an_address_with_a_place_opens_the_sheet_of_a_phone(visiting: Visiting) -> None:
    page = visiting(width=390, height=844).open("/ru/map?place=76.93,43.24")
    expect(page.locator("qala-place .summary")).to_be_visible()
    expect(page.locator("qala-panel")).to_have_attribute("data-size", "half")


def test_follows_the_scheme_of_the_system(visiting: Visiting) -> None:
    page = visiting(color_scheme="dark").open("/en/map")
    surface = "getComputedStyle(document.querySelector('qala-panel')).backgroundColor"
    dark = page.evaluate(surface)
    page.emulate_media(color_scheme="light")
    assert (dark, page.evaluate(surface)) == ("rgb(26, 34, 40)", "rgb(255, 255, 255)")


def test_without_script_the_datasets_are_listed(visiting: Visiting) -> None:
    page = visiting(java_script_enabled=False).page
    page.goto(f"{visiting().address}/ru/map")
    expect(page.locator("a[href='/ru/data/roads']")).to_be_visible()


def test_the_map_comes_compressed(visiting: Visiting) -> None:
    page = visiting().open("/en/map")
    sizes = page.evaluate(
        """() => performance.getEntriesByType('resource')
             .filter(e => /\\.(m?js|css)$/.test(e.name))
             .map(e => [e.encodedBodySize, e.decodedBodySize])"""
    )
    assert len(sizes) >= 4
    assert sum(sent for sent, _ in sizes) < 0.4 * sum(whole for _, whole in sizes)
