"""The player of a tour in a real browser: started by the visitor, led by keys, read aloud."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DRAWN_WITHIN_MS, Visiting

pytestmark = pytest.mark.browser

TOUR = "/en/tours/steppe-and-mountains"
STOPS = 8


def start(page: Page) -> None:
    """Press the button, and wait until the map is drawn."""
    page.locator(".tour-start").press("Enter")
    page.wait_for_selector(".tour-stage.drawn", timeout=DRAWN_WITHIN_MS)


def said(page: Page) -> str:
    return page.locator(".tour-said h2").inner_text()


def title_of(page: Page, stop: int) -> str:
    return page.locator(f'[id="{stop}"] > h2').inner_text()


def hold(page: Page) -> None:
    """Let the tour stand, so that it does not go on while it is looked at."""
    page.keyboard.press("Space")
    expect(page.locator(".tour-toggle")).to_have_attribute("aria-label", "Play")


def test_nothing_moves_before_the_visitor_starts(visiting: Visiting) -> None:
    visit = visiting()
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    page = visit.open(f"{TOUR}#3")
    page.wait_for_load_state("networkidle")
    assert page.locator("canvas").count() == 0
    assert not any("/tiles/" in url for url in asked)
    expect(page.locator(".tour-start")).to_have_text("Start at stop 3")


def test_keys_lead_through_the_tour_and_out_of_it(visiting: Visiting) -> None:
    visit = visiting()
    page = visit.open(TOUR)
    start(page)
    expect(page.locator(".tour-toggle")).to_be_focused()
    expect(page.locator(".tour-toggle")).to_have_attribute("aria-label", "Pause")
    hold(page)
    for key, stop in (
        ("Home", 1),
        ("ArrowRight", 2),
        ("ArrowRight", 3),
        ("ArrowLeft", 2),
        ("End", STOPS),
        ("ArrowRight", STOPS),
        ("Home", 1),
        ("ArrowLeft", 1),
    ):
        page.keyboard.press(key)
        assert said(page) == title_of(page, stop)
        assert page.url.endswith(f"#{stop}")
        current = page.locator(".tour-step[aria-current=step]")
        expect(current).to_have_attribute("aria-label", re.compile(f"^Stop {stop} of {STOPS}: "))
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".tour-start")).to_be_focused()
    assert visit.wrong == []


def test_what_the_page_says_is_read_out(visiting: Visiting) -> None:
    page = visiting().open("/ru/tours/figures#4")
    start(page)
    page.keyboard.press("Space")
    region = page.locator(".tour-said")
    expect(region).to_have_attribute("aria-live", "polite")
    told = page.locator('[id="4"] .claim .figure').all_inner_texts()
    assert len(told) == 4
    expect(region.locator(".figure")).to_have_count(4)
    assert region.locator(".figure").all_inner_texts() == told
    assert region.locator("cite").count() == 4
    expect(page.locator("dialog")).to_have_attribute("aria-label", re.compile("60 секунд"))


def test_it_goes_on_by_itself_and_ends_on_the_map(visiting: Visiting) -> None:
    visit = visiting(reduced_motion="reduce")
    page = visit.open(f"{TOUR}#{STOPS - 1}")
    start(page)
    expect(page.locator(".tour-said h2")).to_have_text(title_of(page, STOPS), timeout=30_000)
    expect(page.locator(".tour-over")).to_have_text("The tour is over.", timeout=30_000)
    expect(page.locator(".tour-toggle")).to_have_attribute("aria-label", "Play again")
    expect(page.locator("dialog canvas")).to_be_visible()
    page.locator(".tour-map").click()
    page.wait_for_url(re.compile(r"/en/map\?at=.+layers="))
    page.wait_for_selector("qala-canvas.drawn", timeout=DRAWN_WITHIN_MS)
    assert visit.wrong == []


def test_a_hall_sees_it_on_the_whole_screen(visiting: Visiting) -> None:
    page = visiting(width=1920, height=1080).open(TOUR)
    start(page)
    page.locator("[aria-label='Full screen']").click()
    expect(page.locator(".tour-stage:fullscreen")).to_be_visible()
    leave = page.locator("[aria-label='Leave full screen']")
    expect(leave).to_be_visible(timeout=DRAWN_WITHIN_MS)
    heading = page.locator(".tour-said h2")
    size = heading.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 32
    leave.click()
    expect(page.locator(".tour-stage:fullscreen")).to_have_count(0, timeout=DRAWN_WITHIN_MS)
    expect(page.locator("dialog")).to_be_visible()


def test_a_hand_on_the_map_holds_the_tour(visiting: Visiting) -> None:
    page = visiting().open(TOUR)
    start(page)
    page.mouse.move(1100, 400)
    page.mouse.down()
    page.mouse.up()
    expect(page.locator(".tour-toggle")).to_have_attribute("aria-label", "Play")
    assert "/map" not in page.url


def test_without_webgl_the_tour_goes_on_in_words(visiting: Visiting) -> None:
    visit = visiting()
    visit.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page = visit.open(TOUR)
    page.locator(".tour-start").click()
    expect(page.locator(".tour-trouble")).to_be_visible(timeout=30_000)
    page.keyboard.press("ArrowRight")
    assert said(page) == title_of(page, 2)


@pytest.mark.parametrize("width", [360, 390])
def test_a_phone_holds_all_controls(visiting: Visiting, width: int) -> None:
    page = visiting(width=width, height=740).open("/kk/tours/figures#2")
    start(page)
    page.keyboard.press("Space")
    outside = page.evaluate(
        """() => [...document.querySelectorAll('dialog button, dialog a')]
             .filter(e => !e.closest('.tour-said') && e.checkVisibility())
             .filter(e => { const b = e.getBoundingClientRect();
                return b.left < 0 || b.right > innerWidth + 1 || b.bottom > innerHeight + 1
                  || b.height < 24 || b.width < 24; })
             .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert outside == []
