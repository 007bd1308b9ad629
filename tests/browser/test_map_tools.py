"""The tools that draw on the map: measure, and what is inside."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visiting

pytestmark = pytest.mark.browser

CENTRE = "at=76.93,43.24,14"


def corners(page: Page, *places: tuple[int, int]) -> None:
    """Set corners on the map by clicks."""
    page.wait_for_function(
        "async () => (await document.querySelector('qala-map').page.map)"
        ".canvas.getLayer('tool-sketch-point') !== undefined"
    )
    for x, y in places:
        page.mouse.click(x, y)


def test_a_way_and_an_area_are_measured_by_clicks_keys_and_typed_coordinates(visiting: Visiting):
    """Golden value of the typed line: GeographicLib on the ellipsoid, 4062.53 m."""
    visit = visiting()
    page = visit.open(f"/en/map?{CENTRE}&mode=tools&tool=measure")
    tool = page.locator("qala-tool-measure")
    tool.locator("summary").click()
    tool.locator("textarea").fill("43.24, 76.93\n43,24 76,98")
    tool.get_by_role("button", name="Add", exact=True).click()
    expect(tool.locator(".typed [role=status]")).to_contain_text("2 points added")
    expect(tool.locator(".figures")).to_contain_text("4.061 km")
    tool.get_by_role("button", name="Clear").click()
    corners(page, (700, 300), (900, 300), (900, 500))
    tool.get_by_text("Area", exact=True).first.click()
    expect(tool.locator(".figures")).to_contain_text("ha")
    before = tool.locator(".figures").inner_text()
    page.locator(".surface canvas").focus()
    page.keyboard.press("Enter")
    expect(tool.locator(".figures")).not_to_have_text(before, use_inner_text=True)
    page.keyboard.press("Backspace")
    expect(tool.locator(".figures")).to_have_text(before, use_inner_text=True)
    assert visit.wrong == []


def test_what_is_inside_a_drawn_area_stands_in_the_address(visiting: Visiting):
    visit = visiting()
    page = visit.open(f"/en/map?{CENTRE}&mode=tools&tool=inside")
    tool = page.locator("qala-tool-inside")
    ask = tool.get_by_role("button", name="What is inside?")
    expect(ask).to_be_disabled()
    corners(page, (700, 300), (1000, 300), (700, 600), (1000, 600))
    expect(tool.locator(".problem")).to_contain_text("The outline crosses itself: side 2 meets")
    expect(ask).to_be_disabled()
    tool.get_by_role("button", name="Untangle the outline").click()
    ask.click()
    expect(tool.locator(".summary")).to_have_text(re.compile(r"Inside 1\.\d+\s+km²"))
    expect(tool).to_contain_text("of them cut by the border")
    area = unquote(page.url).partition("area=")[2]
    assert len(area.split(";")) == 4
    counts = tool.locator(".inside-count").all_inner_texts()
    again = visit.open(f"/en/map?{CENTRE}&mode=tools&tool=inside&area={area}")
    expect(again.locator("qala-tool-inside .summary")).to_be_visible()
    assert again.locator("qala-tool-inside .inside-count").all_inner_texts() == counts
    assert visit.wrong == []


def test_around_a_point_on_a_phone_in_the_dark(visiting: Visiting):
    visit = visiting(width=390, height=844, color_scheme="dark")
    page = visit.open(f"/kk/map?{CENTRE}&mode=tools&tool=inside&area=76.93,43.24~500")
    tool = page.locator("qala-tool-inside")
    expect(tool.locator(".summary")).to_contain_text("га")
    expect(tool.locator("input[type=number]")).to_have_value("500")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visit.wrong == []
