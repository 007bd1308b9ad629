"""A source's path names files below its folder; what it cannot name is said, by check and build."""

from dataclasses import replace

import pytest

from qala.core.dataset import GeometryType
from qala.core.errors import BadInput
from qala.sources.build import Build
from qala.sources.paths import below, trouble_with
from qala.store.shelf import Shelf

GOOD = ("schools.csv", "a/b/*.geojson", "**/*.kml", "[ab].csv", "a b.csv", "..a.csv", "a//b.csv")
BAD = ("", ".", "./", "/etc/passwd", "../schools.csv", "a/../../b.csv", "a**.csv", "**.csv")


@pytest.mark.parametrize("path", GOOD)
def test_a_good_path_is_below_its_folder_and_can_be_searched(tmp_path, path):
    assert trouble_with(path) == ""
    assert below(tmp_path, path).is_relative_to(tmp_path)
    assert list(tmp_path.glob(path)) == []


@pytest.mark.parametrize("path", BAD)
@pytest.mark.parametrize("dataset", ["schools", "relief"])
def test_a_bad_path_fails_its_dataset_alone(town, tmp_path, dataset, path):
    """Of features and of a raster, where a dataset comes from elsewhere than a checked folder."""
    declared = town.dataset("schools")
    source = replace(declared.sources[0], kind="file", path=path)
    if dataset == "relief":
        declared = replace(declared, geometry=GeometryType.RASTER)
    wrong = replace(declared, sources=(source,))
    sound = replace(town.dataset("roads"), mapped=False)
    build = Build(town, Shelf(tmp_path / "releases"), data=tmp_path)
    failed, built = build.run((wrong, sound))
    assert isinstance(failed.error, BadInput)
    assert str(tmp_path) in str(failed.error)
    assert built.published is not None
