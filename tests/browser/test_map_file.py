"""A visitor's own file on the map: real files, made here, read in a real browser."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from playwright.sync_api import Locator, Page, expect
from pyogrio.raw import write
from pyproj import CRS

from qala.core.projection import WGS84, mover
from tests.browser.conftest import Visit, Visiting

pytestmark = pytest.mark.browser

PLACES = shapely.points(np.linspace(76.9, 76.95, 20), np.linspace(43.22, 43.26, 20))


def geopackage(path: Path, epsg: int) -> Path:
    """Twenty schools in a reference system."""
    placed = shapely.transform(PLACES, mover(WGS84, CRS.from_epsg(epsg)))
    names = np.array([f"Мектеп {number}" for number in range(20)], dtype=object)
    write(
        path,
        shapely.to_wkb(placed),
        [names, np.arange(20)],
        ["name", "pupils"],
        geometry_type="Point",
        crs=f"EPSG:{epsg}",
        driver="GPKG",
    )
    return path


@pytest.fixture
def visit(visiting: Visiting) -> Visit:
    """The tool is open, in English."""
    visit = visiting()
    page = visit.open("/en/map?at=76.93,43.24,12&mode=tools&tool=file")
    page.wait_for_selector("qala-tool-file input[type=file]", state="attached")
    return visit


def give(page: Page, *files: Path) -> Locator:
    """Choose files; the first of what is then shown."""
    page.set_input_files("qala-tool-file input[type=file]", list(files))
    return page.locator(".own-layer").first


def bounds_of(page: Page) -> list[float]:
    """Where the features of the layer given last lie."""
    found: list[float] = page.evaluate(
        """async () => {
          const { canvas } = await document.querySelector("qala-map").page.map;
          const names = Object.keys(canvas.getStyle().sources);
          const last = names.filter((name) => name.startsWith("tool-file")).at(-1);
          const b = await canvas.getSource(last).getBounds();
          return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()];
        }"""
    )
    return found


@pytest.mark.parametrize("epsg", [4326, 32643, 28413])
def test_a_geopackage_lies_where_it_should(visit: Visit, tmp_path: Path, epsg: int):
    layer = give(visit.page, geopackage(tmp_path / "schools.gpkg", epsg))
    expect(layer).to_contain_text("20 features")
    assert bounds_of(visit.page) == pytest.approx([76.9, 43.22, 76.95, 43.26], abs=2e-6)
    layer.get_by_text("Table", exact=True).click()
    layer.get_by_role("button", name="Row 3").click()
    expect(layer.locator(".chosen")).to_contain_text("Мектеп 2")
    layer.get_by_role("button", name="Remove").click()
    expect(visit.page.locator(".own-layer")).to_have_count(0)
    assert visit.wrong == []


def test_a_click_on_an_own_feature_shows_its_columns(visit: Visit, tmp_path: Path):
    file = tmp_path / "one.csv"
    file.write_text("name,lat,lon\nHere,43.24,76.93\n", "utf-8")
    layer = give(visit.page, file)
    expect(layer).to_contain_text("1 feature")
    x, y = visit.page.evaluate(
        """async () => {
          const { canvas } = await document.querySelector("qala-map").page.map;
          await canvas.once("idle");
          const { x, y } = canvas.project([76.93, 43.24]);
          return [x, y];
        }"""
    )
    visit.page.mouse.click(x, y)
    expect(layer.locator(".chosen")).to_contain_text("Here")
    assert "place=" not in visit.page.url


def test_nothing_of_a_file_leaves_the_browser(visit: Visit, tmp_path: Path):
    sent: list[str] = []
    visit.page.on("request", lambda request: sent.append(request.post_data or ""))
    expect(give(visit.page, geopackage(tmp_path / "a.gpkg", 4326))).to_contain_text("20 features")
    assert "".join(sent) == ""


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200 << 20)


def swapped(path: Path) -> None:
    point = {"type": "Point", "coordinates": [43.24, 76.93]}
    feature = {"type": "Feature", "geometry": point, "properties": {}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")


def broken_geopackage(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"nonsense" * 1_000)


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("large.geojson", large, "It has 200 MB; up to 100 MB can be opened"),
        ("broken.gpkg", broken_geopackage, "This is no readable GeoPackage."),
        (
            "list.json",
            lambda path: path.write_text("[\n1,\n"),
            "This is no valid JSON: see line 3.",
        ),
        ("plan.dwg", lambda path: path.write_bytes(b"AC1032"), "Files of this kind (dwg)"),
        ("none.csv", lambda path: path.write_text(""), "The file is empty."),
    ],
)
def test_what_cannot_be_shown_is_said(visit: Visit, tmp_path: Path, name, make, said):
    make(tmp_path / name)
    visit.page.set_input_files("qala-tool-file input[type=file]", tmp_path / name)
    expect(visit.page.locator(".file-status .problem")).to_contain_text(said)
    assert visit.wrong == []


def test_exchanged_coordinates_and_a_wrong_encoding_are_mended(visit: Visit, tmp_path: Path):
    swapped(tmp_path / "a.geojson")
    layer = give(visit.page, tmp_path / "a.geojson")
    layer.get_by_role("button", name="Exchange latitude and longitude").click()
    expect(layer).not_to_contain_text("seem to be exchanged")
    assert bounds_of(visit.page)[:2] == pytest.approx([76.93, 43.24])
    text = "название;широта;долгота\nМектеп;43,24;76,93\n"
    (tmp_path / "b.csv").write_bytes(text.encode("cp1251"))
    table = give(visit.page, tmp_path / "b.csv")
    table.get_by_text("How it was read").click()
    encoding = table.get_by_label("Encoding")
    expect(encoding).to_have_value("windows-1251")
    encoding.select_option("windows-1252")
    expect(table.get_by_label("Column of longitude")).to_contain_text("äîëãîòà")
