"""The generated city as a source: layers, copies, and what `qala check` says of its facts."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from qala.core.city import Generation
from qala.core.errors import BadInput
from qala.core.features import Intake
from qala.sources.build import Build
from qala.sources.folder.sources import GENERATED_LAYERS
from qala.sources.generated import GeneratedCity
from qala.sources.generated.skeleton import check_skeleton, load_skeleton
from qala.store.shelf import Shelf
from tests.sources.generated.hamlet import CITY, hamlet, load, zones


def _layer(city, name):
    intake = Intake()
    chunks = list(GeneratedCity(city).layer(name, intake))
    assert intake.read == sum(len(chunk) for chunk in chunks) > 0
    return chunks


def test_gives_roads_and_land_use_in_degrees(tmp_path):
    city = load(hamlet(tmp_path))
    (roads,) = _layer(city, "roads")
    west, south, east, north = shapely.total_bounds(roads.geometry)
    assert (west, south) == pytest.approx((76.900, 43.200), abs=1e-4)
    assert (east, north) == pytest.approx((76.925, 43.218), abs=1e-4)
    assert set(roads.columns) == {
        *("name", "name_kk", "name_ru", "name_en", "class", "lanes", "length_m", "generated")
    }
    assert set(roads.columns["generated"]) == {True, False}
    (landuse,) = _layer(city, "landuse")
    assert set(landuse.columns["kind"]) == {"residential"}
    assert set(landuse.columns["generated"]) == {True}


def test_names_what_it_grows_from(tmp_path):
    source = GeneratedCity(load(hamlet(tmp_path)))
    names = {path.name for path in source.files}
    assert {"roads.csv", "fabrics.csv", "water.csv", "fabrics.toml", "street_names.toml"} <= names


def test_copies_lie_side_by_side_each_of_its_own_seed(tmp_path):
    city = load(hamlet(tmp_path))
    source = GeneratedCity(replace(city, generation=Generation(seed=7, scale=3)))
    chunks = list(source.layer("roads", Intake()))
    boxes = [shapely.box(*shapely.total_bounds(chunk.geometry)) for chunk in chunks]
    assert len(boxes) == 3
    assert not any(boxes[0].intersects(other) for other in boxes[1:])
    whole = shapely.box(*source.bounds.as_list())
    assert all(whole.contains(each) for each in boxes)
    ids = [name for chunk in chunks for name in chunk.ids]
    assert len(ids) == len(set(ids))
    assert len({len(chunk) for chunk in chunks}) > 1
    assert all(chunks[2].columns["generated"])
    (alone,) = _layer(city, "roads")
    assert np.array_equal(shapely.to_wkb(alone.geometry), shapely.to_wkb(chunks[0].geometry))


def test_the_same_seed_gives_releases_of_the_same_content(tmp_path):
    city = load(hamlet(tmp_path))
    releases = {
        shelf: {
            each.dataset.id: each.published.release.manifest
            for each in Build(city, Shelf(tmp_path / shelf)).run(_generated(city))
        }
        for shelf in ("one", "other")
    }
    assert set(releases["one"]) == {*GENERATED_LAYERS}
    for dataset, manifest in releases["one"].items():
        again = releases["other"][dataset]
        assert manifest.generated
        assert (manifest.content, manifest.files) == (again.content, again.files), dataset


def _generated(city):
    """Those datasets of the city that are invented, whose ids are the names of their layers."""
    return tuple(
        each for each in city.datasets if any(one.kind == "generated" for one in each.sources)
    )


def test_the_spool_goes_away_with_the_source(tmp_path):
    source = GeneratedCity(load(hamlet(tmp_path)))
    list(source.layer("roads", Intake()))
    folder = source._spool.folder
    assert folder.is_dir()
    source._spool.close()
    assert not folder.exists()


BROKEN = {
    "fabric": (zones("old-gird"), 2, 'the fabric "old-gird" is not declared', "old-grid"),
    "bearing": (zones(bearing="north"), 3, 'its bearing is "north"', "degrees from north"),
    "place": (zones().replace("POLYGON", "POLYGN", 1), 2, "its place cannot be read", "wkt"),
    "shape": (
        zones().replace("76.90000 43.21800", "76.91400 43.19000", 1),
        2, "is not a sound polygon", "without crossing itself",
    ),
    "twice": (zones().replace("right", "left"), 3, 'the id "left" was used above', "of its own"),
    "values": ("id,fabric,wkt\nleft,lots\n", 2, "not as many values", "quotes"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_says_what_is_wrong_in_the_zones_and_where(tmp_path, what):
    table, line, message, remedy = BROKEN[what]
    folder = hamlet(tmp_path, fabrics=table)
    first = check_skeleton(folder)[0]
    assert (first.file.name, first.line) == ("fabrics.csv", line)
    assert message in first.message
    assert remedy in first.remedy
    with pytest.raises(BadInput, match=f"fabrics.csv: line {line}"):
        load_skeleton(load(folder))


def test_says_what_is_wrong_in_the_fabrics(tmp_path):
    folder = hamlet(tmp_path)
    file = tmp_path / "_base" / "generated" / "fabrics.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace('weave = "grid"', 'weave = "gird"', 1).replace("[140, 250]", "[250, 140]", 1),
        encoding="utf-8",
    )
    said = {each.line: each.message for each in check_skeleton(folder)}
    lines = text.split("\n")
    assert "weave" in said[1 + lines.index('weave = "grid"')]
    assert "block_m" in said[1 + lines.index("block_m = [140, 250]")]


def test_a_city_that_is_not_invented_needs_none_of_it(tmp_path):
    folder = hamlet(tmp_path, city=CITY.partition("[generated]")[0])
    (folder / "facts" / "fabrics.csv").unlink()
    assert check_skeleton(folder) == []


def test_an_invented_city_needs_its_tables(tmp_path):
    folder = hamlet(tmp_path)
    (folder / "facts" / "fabrics.csv").unlink()
    assert [each.file.name for each in check_skeleton(folder)] == ["fabrics.csv"]
