"""Taking a view of the map along: link, frame, paper; and two days side by side."""

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DRAWN_WITHIN_MS, Visiting

pytestmark = pytest.mark.browser

VIEW = "at=76.93,43.24,13&layers=metro,population"
PRINTED_WITHIN_MS = 60_000


def tool(name: str, more: str = "") -> str:
    return f"/en/map?{VIEW}&mode=tools&tool={name}{more}"


def test_a_short_link_leads_back_to_the_view(visiting: Visiting) -> None:
    visit = visiting()
    page = visit.open(tool("share"))
    page.get_by_role("button", name="Make a short link").click()
    field = page.get_by_label("Short link", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile(r"/s/([b-z][2-9]){4}$"))
    code = page.locator("img.qr")
    assert code.evaluate("img => img.decode().then(() => img.naturalWidth)") > 0
    link = field.input_value()
    page.mouse.move(900, 400)
    page.locator(".tool-plus").click()
    expect(code).to_have_count(0)
    page.goto(link)
    assert page.url.endswith(f"/en/map?{VIEW}")
    assert visit.wrong == []


@pytest.fixture
def other_site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder and the address of a site of another origin."""
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield tmp_path, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_another_site_frames_the_map_made_for_it_and_nothing_else(
    visiting: Visiting, other_site: tuple[Path, str]
) -> None:
    folder, address = other_site
    visit = visiting(width=360, height=740)
    page = visit.open(tool("share"))
    code = page.locator(".embed-code").input_value()
    forbidden = f'<iframe name="map" src="{visit.address}/en/map"></iframe>'
    (folder / "index.html").write_text(f"<!doctype html><h1>Ours</h1>{code}{forbidden}")
    page.goto(address)
    framed = next(each for each in page.frames if "/en/embed" in each.url)
    framed.wait_for_selector("qala-canvas.drawn", timeout=DRAWN_WITHIN_MS)
    expect(framed.locator("h1")).to_have_text("Metro stations, Population of city blocks")
    assert framed.evaluate("document.documentElement.scrollWidth <= innerWidth")
    link = framed.get_by_role("link", name="Open the full map")
    expect(link).to_have_attribute("href", f"/en/map?{VIEW}")
    framed.get_by_role("button", name="Zoom in").click()
    expect(link).to_have_attribute("href", re.compile(r"at=76\.93\d*,43\.24\d*,14&"))
    other = page.frame("map")
    assert other is not None
    assert other.locator("qala-map").count() == 0
    assert any("frame-ancestors 'none'" in each for each in visit.wrong)


def test_a_sheet_is_made_and_can_be_opened(visiting: Visiting) -> None:
    visit = visiting()
    page = visit.open(tool("print"))
    page.get_by_label("Title").fill("Where to open a bakery")
    page.get_by_label("upright").check()
    page.get_by_role("button", name="Make the PDF").click()
    link = page.get_by_role("link", name="Open the PDF")
    expect(link).to_be_focused(timeout=PRINTED_WITHIN_MS)
    expect(page.locator(".print-said")).to_contain_text("MB")
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
    assert visit.wrong == []


def test_a_sheet_that_cannot_be_made_says_why(visiting: Visiting) -> None:
    page = visiting().open(tool("print"))
    problem = {"title": "Busy", "status": 503, "detail": "Many maps are being drawn."}
    page.route(
        "**/print/map.pdf?*",
        lambda route: route.fulfill(
            status=503, content_type="application/problem+json", json=problem
        ),
    )
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.locator(".print-said")).to_have_text("Many maps are being drawn.")
    expect(page.get_by_role("button", name="Make the PDF")).to_be_enabled()


def divided(page: Page) -> int:
    return int(page.get_by_role("slider", name="Divider").get_attribute("aria-valuenow") or "-1")


@pytest.mark.parametrize("width", [1440, 390])
def test_two_days_stand_side_by_side(visiting: Visiting, width: int) -> None:
    visit = visiting(width=width, height=844)
    page = visit.open(tool("compare", "&compare=2020-01-01,2026-11-28"))
    expect(page.locator("qala-canvas canvas")).to_have_count(2, timeout=DRAWN_WITHIN_MS)
    expect(page.locator(".compare-table")).to_contain_text("not published yet")
    slider = page.get_by_role("slider", name="Divider")
    assert divided(page) == 50
    slider.focus()
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    assert divided(page) == 62
    box = page.locator(".compare-grip").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y, steps=3)
    page.mouse.up()
    assert divided(page) < 62
    page.get_by_label("Left").fill("2026-11-28")
    expect(page.locator(".compare-said")).to_contain_text("Both sides are the same")
    page.wait_for_url("**compare=2026-11-28,2026-11-28*")
    page.get_by_label("On the right side").select_option("slope")
    page.wait_for_url("**compare=2026-11-28,2026-11-28,slope*")
    expect(page.locator(".compare-side.right")).to_contain_text("Slope")
    page.locator("qala-toolbox .back").click()
    expect(page.locator("qala-canvas canvas")).to_have_count(1)
    expect(slider).to_have_count(0)
    assert visit.wrong == []
