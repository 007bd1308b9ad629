"""A million points in a city's frame, published as any dataset is; and the tiles to ask for."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely
from pmtiles.reader import MmapSource, all_tiles

from bench.result import FOLDER
from qala.core.dataset import Dataset, Field, FieldType, GeometryType, TileSpec
from qala.core.features import CHUNK_ROWS, Features, Intake
from qala.core.text import Text
from qala.store.publish import Provenance, publish
from qala.store.shelf import Release, Shelf

COUNT = 1_000_000
WEST, SOUTH, EAST, NORTH = 76.60, 43.00, 77.20, 43.45
KINDS = ("shop", "school", "clinic", "office")
TILES_ASKED = 8_000
SHELF = Shelf(FOLDER / "releases")

POINTS = Dataset(
    id="points",
    title=Text({"en": "Points"}),
    abstract=Text(),
    theme="business",
    geometry=GeometryType.POINT,
    fields=(
        Field("kind", FieldType.CATEGORY, Text({"en": "Kind"})),
        Field("value", FieldType.INTEGER, Text({"en": "Value"})),
    ),
    sources=(),
    file="points.toml",
    tiles=TileSpec(min_zoom=12, max_zoom=16, drop="none"),
)


def points() -> Iterator[Features]:
    """Evenly scattered points, the same on every machine; ids are their numbers."""
    scatter = np.random.default_rng(7)
    for first in range(0, COUNT, CHUNK_ROWS):
        count = min(CHUNK_ROWS, COUNT - first)
        yield Features(
            ids=[str(number) for number in range(first, first + count)],
            geometry=shapely.points(
                scatter.uniform(WEST, EAST, count), scatter.uniform(SOUTH, NORTH, count)
            ),
            columns={
                "kind": scatter.choice(KINDS, count).tolist(),
                "value": scatter.integers(0, 1000, count).tolist(),
            },
        )


def published() -> Release:
    """The release of the points; published anew only where the result would differ."""
    return publish(
        SHELF,
        POINTS,
        points(),
        languages=("en",),
        intake=Intake(read=COUNT),
        provenance=Provenance({"title": {"en": "Scattered points"}}, licence="CC0-1.0"),
    ).release


def stored_tiles(release: Release) -> dict[tuple[int, int, int], bytes]:
    """All tiles of the release as they are stored, read with the format's own reader."""
    assert release.tiles is not None
    with release.tiles.open("rb") as file:
        return dict(all_tiles(MmapSource(file)))


def tiles_to_ask(tiles: dict[tuple[int, int, int], bytes]) -> list[tuple[int, int, int]]:
    """A sample of the tiles of z12 to z16, each as likely as the other, in a fixed order."""
    return random.Random(1).sample(sorted(tiles), TILES_ASKED)


def paths_file(name: str, form: str, asked: list[tuple[int, int, int]]) -> Path:
    """A file with the addresses of the tiles, one a line, for the load generator."""
    path = FOLDER / f"{name}.paths"
    path.write_text("".join(form.format(z=z, x=x, y=y) + "\n" for z, x, y in asked))
    return path
