"""A raster in a city's folder: what it may say, and every mistake with its line and remedy."""

import pytest

from qala.core.dataset import BY_CELL_SIZE, GeometryType, TileSpec
from qala.sources.folder import load_city

DENSITY = "datasets/density.toml"
DECLARED = """\
theme = "education"
geometry = "raster"
title = { kk = "Тығыздық", en = "Density" }
abstract = { kk = "Тор.", en = "A grid." }

[tiles]
min_zoom = 8

[style]
kind = "steps"
field = "people"
breaks = [1, 10, 20]
palette = "viridis"
clear = true

[[fields]]
name = "people"
type = "number"
unit = "people"
label = { kk = "Адам", en = "People" }

[[sources]]
kind = "file"
path = "people.tif"
options = { crs = 4326, nodata = -9999 }
"""

MISTAKES = [
    # what stands there, what is written instead, message, remedy
    ('type = "number"', 'type = "text"', "a raster holds numbers", "use integer or number"),
    ('kind = "steps"', 'kind = "plain"', '"plain", which does not draw a raster', "elevation"),
    (
        'kind = "steps"\nfield = "people"\n',
        'kind = "elevation"\nfield = "people"\n',
        '"people", and heights are in metres',
        'unit = "m"',
    ),
    ('kind = "steps"', 'kind = "stairs"', '"stairs"', "`steps`"),
    ("breaks = [1, 10, 20]", "breaks = [10, 1]", "are not ascending", "breaks = "),
    ("breaks = [1, 10, 20]", f"breaks = {list(range(101))}", "are too many", "100 at most"),
    ("clear = true", "width = 2", "`style.width` does not go with a raster", "remove it"),
    ("min_zoom = 8", "min_zoom = -1", "is below zero", "0 or more"),
    ("min_zoom = 8", "max_zoom = 17", "go from 8 to 17", "min_zoom <= max_zoom"),
    ("min_zoom = 8", 'resampling = "cubic"', '"cubic"', "`average`"),
    ("min_zoom = 8", 'drop = "none"', "`tiles.drop` is not a known key", "`min_zoom`"),
    ('geometry = "raster"', 'geometry = "raster"\nkey = "people"', "`key` does not go", "remove"),
    ('kind = "file"', 'kind = "facts"', "gives no raster", "use file"),
    ("options = { crs = 4326,", "options = { srs = 4326,", "`srs` is not an option", "crs, nodata"),
    ("crs = 4326", "crs = 1", "which PROJ does not know", "EPSG code"),
    ("nodata = -9999", 'nodata = "-"', "`nodata` is not a number", "nodata = -9999"),
    (
        "options =",
        'fields = { people = "b1" }\noptions =',
        "`sources[1].fields` does not",
        "remove",
    ),
]


@pytest.fixture
def raster_town(town):
    town.file(DENSITY).write_text(DECLARED, encoding="utf-8")
    return town


def test_a_raster_is_read(raster_town):
    assert raster_town.problems() == []
    dataset = load_city(raster_town.folder).dataset("density")
    assert dataset.geometry is GeometryType.RASTER
    assert dataset.tiles == TileSpec(min_zoom=8, max_zoom=BY_CELL_SIZE, resampling="average")
    assert dataset.style.clear
    assert dataset.sources[0].options == {"crs": 4326, "nodata": -9999}


def test_heights_are_resampled_smoothly(raster_town):
    raster_town.replace(DENSITY, 'kind = "steps"', 'kind = "elevation"')
    raster_town.replace(DENSITY, 'unit = "people"', 'unit = "m"')
    assert raster_town.problems() == []
    assert load_city(raster_town.folder).dataset("density").tiles.resampling == "bilinear"


@pytest.mark.parametrize(("old", "new", "message", "remedy"), MISTAKES)
def test_mistakes_are_named(raster_town, old, new, message, remedy):
    line = raster_town.replace(DENSITY, old, new)
    found = [each for each in raster_town.problems() if message in each.message]
    assert len(found) == 1
    assert found[0].file == raster_town.file(DENSITY)
    near = 12 if "metres" in message else 5  # it stands at the field's unit, not at the style
    assert abs(found[0].line - line) <= near
    assert remedy in found[0].remedy


def test_a_raster_holds_one_number(raster_town):
    more = '[[fields]]\nname = "jobs"\ntype = "number"\nlabel = { kk = "Ж", en = "J" }\n'
    line = raster_town.replace(DENSITY, "[[sources]]", f"{more}\n[[sources]]")
    (problem,) = raster_town.problems()
    assert "declares 2 fields, and a raster has one" in problem.message
    assert 0 < problem.line < line


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ('kind = "elevation"\nfield = "number"\n', "draws rasters only"),
        ("clear = true\n", "is for rasters only"),
    ],
)
def test_features_are_no_raster(town, new, message):
    old = 'kind = "category"\nfield = "room"\n'
    town.replace("datasets/schools.toml", old, new if "kind" in new else old + new)
    assert any(message in each.message for each in town.problems())
