"""Where a drawn map looks when nobody says: at a city, a dataset, a feature."""

from collections.abc import Mapping
from math import log2, sqrt

import shapely

from qala.atlas.drawn.frame import Frame
from qala.atlas.queries import Published
from qala.core.city import City
from qala.core.geometry import BBox

MARGIN_PX = 14.0
CLOSEST = 16.5
FEATURE_CLOSEST = 14.5
ROOM_PX2 = {"point": 60.0, "line": 12.0}
"""How much of the map each feature should have, in square pixels, by geometry."""
OTHER_ROOM_PX2 = 40.0
MANY = 2_000
CLOSER = 1.5
"""How much closer than its first zoom a dataset of many features is shown."""


def of_city(city: City, *, width: float, height: float) -> Frame:
    """The middle of the city as the browser's first view has it, on a smaller map."""
    lon, lat, zoom = city.centre
    return Frame(lon, lat, zoom - 1, width, height)


def extent_of(city: City, datasets: Mapping[str, Published]) -> BBox:
    """Where the city lies: around its districts, else what its folder says."""
    districts = datasets.get("districts")
    extent = districts.release.manifest.extent if districts else None
    return BBox(*extent) if extent else city.bounds


def of_extent(bounds: BBox, each: Published, *, width: float, height: float) -> Frame:
    """All of a dataset that lies in the bounds, or all of it where nothing does."""
    extent = each.release.manifest.extent
    box = _within(BBox(*extent), bounds) if extent else bounds
    return Frame.around(
        box,
        width=width,
        height=height,
        margin=MARGIN_PX,
        zoom_max=CLOSEST,
        filled=_has_no_edge(each),
    )


def _has_no_edge(each: Published) -> bool:
    """Heights, and the lines computed from them, end only because the sheet does."""
    of_heights = any(source.kind == "derived" for source in each.dataset.sources)
    return each.dataset.style.kind == "elevation" or of_heights


def of_dataset(city: City, bounds: BBox, each: Published, *, width: float, height: float) -> Frame:
    """So much of a dataset that its features can be told apart, around the city's centre."""
    whole = of_extent(bounds, each, width=width, height=height)
    lon, lat, _ = city.centre
    if each.dataset.is_raster or not whole.bbox.contains(lon, lat):
        return whole
    room = ROOM_PX2.get(each.dataset.geometry.value, OTHER_ROOM_PX2)
    share = width * height / max(each.count, 1)
    zoom = whole.zoom + max(log2(sqrt(room / share)), 0)
    if each.count > MANY:
        zoom = max(zoom, each.dataset.tiles.min_zoom + CLOSER)
    if zoom < whole.zoom + 0.5:
        return whole
    return Frame(lon, lat, min(zoom, CLOSEST), width, height)


def of_shape(shape: shapely.Geometry, *, width: float, height: float) -> Frame:
    """A feature with what lies around it."""
    west, south, east, north = shapely.bounds(shape).tolist()
    return Frame.around(
        BBox(west, south, east, north),
        width=width,
        height=height,
        margin=min(width, height) / 5,
        zoom_max=FEATURE_CLOSEST,
    )


def _within(box: BBox, bounds: BBox) -> BBox:
    """What of the box lies in the bounds; all of it where nothing does."""
    west, south = max(box.west, bounds.west), max(box.south, bounds.south)
    east, north = min(box.east, bounds.east), min(box.north, bounds.north)
    return BBox(west, south, east, north) if west <= east and south <= north else box
