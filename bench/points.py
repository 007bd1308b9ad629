"""A million points in a city's frame, published as any dataset is; and the tiles to ask for."""

import random
from collections.abc import Iterable, Iterator
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
ASKED = 8_000
ZOOMS = range(12, 17)
SHELF = Shelf(FOLDER / "releases")

Place = tuple[int, int, int]
"""Zoom, column and row of a tile."""

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
    tiles=TileSpec(min_zoom=ZOOMS[0], max_zoom=ZOOMS[-1], drop="none"),
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


def stored_tiles(release: Release) -> dict[Place, bytes]:
    """All tiles of the release as they are stored, read with the format's own reader."""
    assert release.tiles is not None
    with release.tiles.open("rb") as file:
        return dict(all_tiles(MmapSource(file)))


def zooming(tiles: Iterable[Place]) -> list[Place]:
    """Tiles as visitors ask for them who zoom in from z12 to z16: each zoom as often as another."""
    chance = random.Random(1)
    by_zoom = {zoom: [each for each in sorted(tiles) if each[0] == zoom] for zoom in ZOOMS}
    asked = [chance.choice(by_zoom[zoom]) for zoom in ZOOMS for _ in range(ASKED // len(ZOOMS))]
    chance.shuffle(asked)
    return asked


def scattered(tiles: Iterable[Place]) -> list[Place]:
    """Tiles at random, each as likely as another: three quarters are of z16, small and cheap."""
    return random.Random(1).sample(sorted(tiles), ASKED)


def paths_file(name: str, form: str, asked: list[Place]) -> Path:
    """A file with the addresses of the tiles, one a line, for the load generator."""
    path = FOLDER / f"{name}.paths"
    path.write_text("".join(form.format(z=z, x=x, y=y) + "\n" for z, x, y in asked))
    return path
