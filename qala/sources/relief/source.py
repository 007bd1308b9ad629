"""The relief of a city as a GeoTIFF, and how well it fits what is known."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import rasterio
from pyproj import CRS
from rasterio import Affine

from qala.core.city import City
from qala.core.dataset import SourceSpec
from qala.core.errors import BadInput
from qala.core.features import Progress, no_progress
from qala.core.projection import WGS84, mover
from qala.core.raster import RasterFile
from qala.core.text import Text
from qala.sources.relief.grid import outline
from qala.sources.relief.ground import Facts, Relief, in_line, relief
from qala.sources.relief.heights import read_spots
from qala.sources.relief.options import parse_options
from qala.sources.relief.water import read_water

STEPS_PER_M = 10
"""Heights are kept to the decimetre, which also packs well."""


def make_relief(
    city: City, spec: SourceSpec, target: Path, *, progress: Progress = no_progress
) -> tuple[RasterFile, SourceSpec, list[Path]]:
    """Write the relief of the city to `target`, on the plane of its projection.

    Back come the raster, the source with its note completed, and the files it is made from. The
    note may hold {spots}, {fit}, {worst}, {plain} and {mountains}: the number of spot heights on
    the grid, how far they are from it (root mean square, greatest), and how far those in the plain
    and in the mountains would be from one made without them. Raises BadInput.
    """
    folder, options = Path(city.folder), parse_options(spec)
    table = folder / spec.path
    rivers = [folder / each for each in options.rivers]
    spots = read_spots(table)
    if not any(city.bounds.contains(spot.lon, spot.lat) for spot in spots):
        raise BadInput("none of its spots lies in the city", file=table, remedy="see `bounds`")
    progress("relief", 0, 1)
    crs = CRS.from_epsg(city.projection)
    onto_plane = mover(WGS84, crs)
    places = np.array([[spot.lon, spot.lat] for spot in spots])
    courses, lakes = read_water(rivers, onto_plane)
    heights = np.array([spot.height_m for spot in spots])
    if in_line(onto_plane(places)):
        raise BadInput(
            "all its spots lie on one line", file=table, remedy="add heights to both sides"
        )
    made = relief(
        Facts(onto_plane(places), heights, courses, lakes),
        onto_plane(outline(city.bounds)),
        seed=city.generation.seed if city.generation else 0,
        cell_m=options.cell_m,
    )
    write(made, target, crs)
    progress("relief", 1, 1)
    return RasterFile(str(target)), replace(spec, note=noted(spec.note, made)), [table, *rivers]


def write(made: Relief, target: Path, crs: CRS) -> None:
    """The relief as a GeoTIFF of one band, metres in float32."""
    grid = made.grid
    with rasterio.open(
        target,
        "w",
        driver="GTiff",
        width=grid.columns,
        height=grid.rows,
        count=1,
        dtype="float32",
        crs=crs.to_wkt(),
        transform=Affine(grid.cell_m, 0, grid.west, 0, -grid.cell_m, grid.north),
        tiled=True,
    ) as file:
        file.write((np.rint(made.heights * STEPS_PER_M) / STEPS_PER_M).astype(np.float32), 1)


def noted(note: Text, made: Relief) -> Text:
    """The note in each language with the figures of the relief in its braces."""
    figures = {
        "spots": str(made.spots),
        "fit": f"{made.fit.rms_m:.1f}",
        "worst": f"{made.fit.greatest_m:.0f}",
        "plain": f"{made.left_out_plain.rms_m:.0f}",
        "mountains": f"{made.left_out_mountains.rms_m:.0f}",
    }
    return Text({code: _filled(code, text, figures) for code, text in note.items()})


def _filled(language: str, text: str, figures: dict[str, str]) -> str:
    for name, figure in figures.items():
        written = figure if language == "en" else figure.replace(".", ",")
        text = text.replace("{" + name + "}", written)
    return text
