"""What a city's folder says of its ground is checked: options, tables, and where it comes from."""

import pytest

RELIEF = """\
theme = "education"
geometry = "raster"
title = { kk = "Бедер", en = "Relief" }
abstract = { kk = "Биіктік.", en = "Heights." }

[style]
kind = "elevation"
field = "elevation_m"

[[fields]]
name = "elevation_m"
type = "number"
unit = "m"
label = { kk = "Биіктігі", en = "Height" }

[[sources]]
kind = "relief"
path = "facts/spots.csv"
options = { rivers = ["facts/rivers.csv"], cell_m = 40 }
"""
SLOPE = """\
theme = "education"
geometry = "raster"
title = { kk = "Еңіс", en = "Slope" }
abstract = { kk = "Еңіс.", en = "Slope." }

[style]
kind = "steps"
field = "slope"
breaks = [3, 8]

[[fields]]
name = "slope"
type = "number"
unit = "percent"
label = { kk = "Еңіс", en = "Slope" }

[[sources]]
kind = "derived"
path = "relief"
layer = "slope"
options = { unit = "percent" }
"""
CONTOURS = """\
theme = "education"
geometry = "line"
title = { kk = "Сызықтар", en = "Contours" }
abstract = { kk = "Сызықтар.", en = "Lines." }
singular = { kk = "сызық", en = "line" }

[[fields]]
name = "elevation_m"
type = "number"
unit = "m"
label = { kk = "Биіктігі", en = "Height" }

[[sources]]
kind = "derived"
path = "relief"
layer = "contours"
options = { interval_m = 20, index_every = 5 }
"""
SPOTS = "lon,lat,elevation_m\n76.9,43.2,900\n76.95,43.25,800\n77.0,43.2,1100\n76.95,43.1,2300\n"
RIVERS = 'id,kind,wkt\na,river,"LINESTRING (76.95 43.1, 76.95 43.25)"\n'


@pytest.fixture
def hills(town):
    """The town with a relief, its slope and its contours."""
    for name, text in {
        "datasets/relief.toml": RELIEF,
        "datasets/slope.toml": SLOPE,
        "datasets/contours.toml": CONTOURS,
        "facts/spots.csv": SPOTS,
        "facts/rivers.csv": RIVERS,
    }.items():
        town.file(name).write_text(text, encoding="utf-8")
    return town


def test_a_sound_ground_has_no_problem(hills):
    assert hills.problems() == []


MISTAKES = [
    ("datasets/relief.toml", "cell_m = 40", "cell_m = 4", "`cell_m` is not a number from 10", 0),
    ("datasets/relief.toml", "cell_m = 40", "cel_m = 40", "`cel_m` is not an option", 0),
    ("datasets/relief.toml", '["facts/rivers.csv"]', "7", "`rivers` is not a list of files", 0),
    ("datasets/relief.toml", "facts/rivers.csv", "facts/river.csv", "does not exist", -1),
    ("datasets/relief.toml", "facts/spots.csv", "facts/spot.csv", "does not exist", 0),
    ("datasets/slope.toml", '"percent" }', '"percents" }', '`unit` is "percents"', 0),
    ("datasets/slope.toml", 'layer = "slope"', 'layer = "slopes"', '"slopes"', 0),
    ("datasets/slope.toml", 'path = "relief"', 'path = "schools"', "is no raster of the city", -2),
    ("datasets/contours.toml", "interval_m = 20", "interval_m = 0", "`interval_m` is not a", 0),
    ("datasets/contours.toml", "index_every = 5", "index_every = 0.5", "whole number from 1", 0),
    ("datasets/contours.toml", 'kind = "derived"', 'kind = "relief"', "is not an option", 3),
    ("facts/spots.csv", "2300", "7546 feet", "no number", 0),
    ("facts/spots.csv", "2300", "14357", "14357 feet are 4376 m", 0),
    ("facts/spots.csv", "77.0,43.2,1100", "76.9,43.2,950", "two heights at one place", 0),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: f"{each[0]}: {each[2]}")
def test_a_mistake_is_told_with_file_and_line(hills, mistake):
    name, old, new, said, below = mistake
    line = hills.replace(name, old, new)
    found = [each for each in hills.problems() if said in each.message]
    assert [each.file for each in found] == [hills.file(name)], hills.problems()
    assert found[0].line == line + below
    assert found[0].remedy
