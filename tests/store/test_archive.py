"""Archives are read as the reference reader of the format reads them, and damage is said."""

import gzip
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pmtiles.reader import MmapSource, all_tiles
from pmtiles.reader import Reader as ReferenceReader
from pmtiles.tile import Compression, TileType, tileid_to_zxy, zxy_to_tileid
from pmtiles.writer import Writer

from qala.core.dataset import Dataset, GeometryType, TileSpec
from qala.core.errors import ShelfDamaged
from qala.core.features import Features
from qala.core.text import Text
from qala.store.archive import Archive
from qala.store.hilbert import tile_id
from qala.store.shelf import Shelf
from tests.store.conftest import put

SCATTERED = 20_000
DEEPEST = 12


@pytest.fixture(scope="module")
def scattered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of 20,000 points all over the country: so many tiles that it has leaves."""
    random = np.random.default_rng(3)
    points = shapely.points(random.uniform(50, 87, SCATTERED), random.uniform(41, 55, SCATTERED))
    dataset = Dataset(
        id="points",
        title=Text({"en": "Points"}),
        abstract=Text(),
        theme="nature",
        geometry=GeometryType.POINT,
        fields=(),
        sources=(),
        file="points.toml",
        tiles=TileSpec(min_zoom=10, max_zoom=DEEPEST, drop="none"),
    )
    shelf = Shelf(tmp_path_factory.mktemp("releases"))
    features = Features([f"p{number}" for number in range(SCATTERED)], points, {})
    tiles = put(shelf, features, dataset=dataset).release.tiles
    assert tiles is not None
    return tiles


def test_every_tile_of_a_large_archive_is_read_as_the_reference_reader_does(scattered: Path):
    archive = Archive(scattered)
    assert archive.header["leaf_directory_length"] > 0
    with scattered.open("rb") as file:
        seen = 0
        for place, expected in all_tiles(MmapSource(file)):
            assert archive.tile(*place) == expected
            seen += 1
    assert seen == archive.header["addressed_tiles_count"] > 30_000
    assert (archive.min_zoom, archive.max_zoom) == (10, DEEPEST)
    assert archive.gzipped
    assert [each["id"] for each in archive.metadata["vector_layers"]] == ["points"]


def test_places_without_a_tile_are_empty_as_in_the_reference_reader(scattered: Path):
    archive = Archive(scattered)
    random = np.random.default_rng(5)
    with scattered.open("rb") as file:
        reference = ReferenceReader(MmapSource(file))
        places = [
            (z, int(random.integers(0, 1 << z)), int(random.integers(0, 1 << z)))
            for z in (0, 1, 9, 10, 11, 12, 13, 30)
            for _ in range(3)
        ]
        expected = [reference.get(*place) for place in places]
    assert [archive.tile(*place) for place in places] == expected


@given(st.integers(0, 31).flatmap(lambda z: st.tuples(st.just(z), *[st.integers(0, 2**z - 1)] * 2)))
def test_the_number_of_a_tile_is_that_of_the_format(place: tuple[int, int, int]):
    assert tile_id(*place) == zxy_to_tileid(*place)


@given(
    st.dictionaries(
        st.integers(0, zxy_to_tileid(9, 0, 0)), st.sampled_from([b"a", b"b", b"c"]), min_size=1
    )
)
def test_repeated_tiles_are_found_in_every_place(
    tmp_path_factory: pytest.TempPathFactory, tiles: dict[int, bytes]
):
    path = written(tmp_path_factory.mktemp("archive") / "tiles.pmtiles", tiles)
    archive = Archive(path)
    around = {each + step for each in tiles for step in (-1, 0, 1) if each + step >= 0}
    for number in around:
        assert archive.tile(*tileid_to_zxy(number)) == tiles.get(number)


def written(path: Path, tiles: dict[int, bytes]) -> Path:
    """An archive by the format's own writer, which stores equal neighbours as one run."""
    with path.open("wb") as file:
        writer = Writer(file)
        for number in sorted(tiles):
            writer.write_tile(number, tiles[number])
        writer.finalize(
            {
                "tile_type": TileType.MVT,
                "tile_compression": Compression.NONE,
                "min_lon_e7": 0,
                "min_lat_e7": 0,
                "max_lon_e7": 0,
                "max_lat_e7": 0,
                "center_zoom": 0,
                "center_lon_e7": 0,
                "center_lat_e7": 0,
            },
            {"vector_layers": []},
        )
    return path


def test_an_archive_is_read_on_after_its_file_has_gone(tmp_path: Path):
    path = written(tmp_path / "tiles.pmtiles", {0: b"the world", 5: b"a corner"})
    archive = Archive(path)
    path.unlink()
    assert archive.tile(0, 0, 0) == b"the world"
    assert archive.tile(*tileid_to_zxy(5)) == b"a corner"


@pytest.mark.parametrize("kept", [0, 1, 7, 126, 127, 150, 5_000])
def test_a_truncated_archive_is_damaged(scattered: Path, tmp_path: Path, kept: int):
    path = tmp_path / "tiles.pmtiles"
    path.write_bytes(scattered.read_bytes()[:kept])
    with pytest.raises(ShelfDamaged, match="not a readable PMTiles archive"):
        Archive(path)


@given(st.integers(0, 126), st.integers(0, 255))
def test_a_wrong_byte_in_the_header_never_ends_in_another_error(
    tmp_path_factory: pytest.TempPathFactory, at: int, value: int
):
    path = written(tmp_path_factory.mktemp("archive") / "tiles.pmtiles", {0: b"x", 1: b"y"})
    data = bytearray(path.read_bytes())
    data[at] = value
    path.write_bytes(data)
    try:
        archive = Archive(path)
    except ShelfDamaged:
        return
    for number in range(6):
        archive.tile(*tileid_to_zxy(number))


@given(st.binary(max_size=300))
def test_what_is_not_an_archive_is_damaged(tmp_path_factory: pytest.TempPathFactory, data: bytes):
    path = tmp_path_factory.mktemp("archive") / "tiles.pmtiles"
    path.write_bytes(data)
    with pytest.raises(ShelfDamaged):
        Archive(path)
    path.write_bytes(b"PMTiles\x03" + data + gzip.compress(data))
    with pytest.raises(ShelfDamaged):
        Archive(path)
