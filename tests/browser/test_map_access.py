"""The map and the document pages against WCAG 2.2 AA, as far as axe can tell."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DRAWN_WITHIN_MS, Visiting

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        ("/kk/map", "light"),
        ("/ru/map?layers=places,roads&on=2030-12-31", "dark"),
        ("/en/map?layers=metro&mode=list", "light"),
        ("/en/map?place=76.93000,43.24000", "dark"),
        ("/en/map?place=76.93000,43.24000", "light"),
        ("/en/map?mode=tools&tool=measure", "dark"),
        ("/ru/map?mode=tools&tool=inside&area=76.93,43.24~500", "light"),
        ("/kk/map?mode=tools&tool=file", "dark"),
        ("/ru/", "light"),
        ("/kk/data", "dark"),
        ("/en/data/roads", "light"),
        ("/en/", "dark"),
        ("/kk/tours", "light"),
        ("/ru/tours/figures", "dark"),
        ("/en/help", "light"),
        ("/kk/about", "dark"),
        ("/ru/contact", "light"),
        ("/en/accessibility", "light"),
        ("/kk/privacy", "dark"),
    ],
)
def test_axe_finds_nothing(visiting: Visiting, path: str, scheme: str) -> None:
    visit = visiting(color_scheme=scheme, bypass_csp=True)
    page = visit.open(path)
    if "place=" in path:
        page.wait_for_selector("qala-place .summary")
    if "tool=" in path:
        page.wait_for_selector(".tool-bench .summary, .tool-bench .hint")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_tour_and_on_the_living_map(visiting: Visiting, scheme: str) -> None:
    visit = visiting(color_scheme=scheme, bypass_csp=True)
    page = visit.open("/ru/")
    page.wait_for_selector("qala-living.drawn", timeout=DRAWN_WITHIN_MS)
    assert violations(page) == []
    visit.open("/ru/tours/figures#2")
    page.locator(".tour-start").click()
    page.wait_for_selector(".tour-stage.drawn", timeout=DRAWN_WITHIN_MS)
    page.keyboard.press("Space")
    assert violations(page) == []


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds wrong, each rule with the first elements that break it."""
    page.add_script_tag(path=AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "async rules => (await axe.run({runOnly: rules})).violations", RULES
    )
    return [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found]
