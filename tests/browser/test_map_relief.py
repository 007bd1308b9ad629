"""What the base map paints, read from the pixels of the page; mountains that stand up."""

import re
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page, expect
from rasterio import MemoryFile

from tests.browser.conftest import Visiting

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning"),
]

Pixels = NDArray[np.float64]
"""Rows, columns, and red, green and blue from 0 to 255."""

LAKE = "at=76.8650,43.2462,15.5"
MOUNTAINS = "at=76.97,43.09,11.5"
SETTLED_MS = 1000
TURNED_WITHIN_MS = 40_000


def middle(page: Page, side_px: int) -> Pixels:
    """The square round the point that the address names: the middle of what the panel leaves."""
    page.wait_for_timeout(SETTLED_MS)
    x, y = page.evaluate(
        """() => [(document.querySelector('qala-panel').getBoundingClientRect().right
                   + innerWidth) / 2, innerHeight / 2]"""
    )
    clip = {"x": x - side_px / 2, "y": y - side_px / 2, "width": side_px, "height": side_px}
    with MemoryFile(page.screenshot(clip=clip)) as file, file.open() as drawn:
        return cast(Pixels, np.moveaxis(drawn.read((1, 2, 3)).astype(float), 0, -1))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_water_is_blue(visiting: Visiting, scheme: str) -> None:
    visit = visiting(color_scheme=scheme)
    page = visit.open(f"/en/map?{LAKE}")
    red, green, blue = np.median(middle(page, 9), axis=(0, 1))
    assert blue > green > red
    assert blue - red > 25
    assert visit.wrong == []


def test_mountains_are_lit_from_one_side(visiting: Visiting) -> None:
    page = visiting().open(f"/en/map?{MOUNTAINS}")
    brightness = middle(page, 300).mean(axis=-1)
    darkest, brightest = np.percentile(brightness, [5, 95])
    assert brightest - darkest > 20
    assert brightness.mean() > 160  # a calm base by day


def test_an_address_keeps_where_the_view_is_turned_to(visiting: Visiting) -> None:
    visit = visiting()
    page = visit.open("/en/map?at=76.945,43.24,12&turn=-20,40")
    north = page.locator(".tool-north")
    expect(north).to_be_visible()
    assert north.evaluate("e => getComputedStyle(e).getPropertyValue('--turn')") == "20deg"
    north.click()
    expect(north).to_be_hidden()
    page.wait_for_url(lambda url: "turn=0,40" in url)
    assert visit.wrong == []


def test_the_map_stands_up_and_looks_to_the_mountains(visiting: Visiting) -> None:
    visit = visiting(width=760, height=480)
    page = visit.open("/en/map?at=76.93,43.24,12")
    north = page.get_by_role("button", name="Turn north up")
    expect(north).to_be_hidden()
    page.get_by_role("button", name="View in 3D").click()
    expect(north).to_be_visible(timeout=TURNED_WITHIN_MS)
    page.wait_for_url(re.compile(r"tall=1"))
    assert visit.wrong == []
