"""The map and the document pages against WCAG 2.2 AA, as far as axe can tell."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Visiting

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
        ("/ru/", "light"),
        ("/kk/data", "dark"),
        ("/en/data/roads", "light"),
    ],
)
def test_axe_finds_nothing(visiting: Visiting, path: str, scheme: str) -> None:
    visit = visiting(color_scheme=scheme, bypass_csp=True)
    page = visit.open(path)
    if "place=" in path:
        page.wait_for_selector("qala-place .summary")
    page.add_script_tag(path=AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "async rules => (await axe.run({runOnly: rules})).violations", RULES
    )
    assert [
        (each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found
    ] == []
