"""Tiles by OGC API: the grid WebMercatorQuad, and of each dataset its set of tiles in it.

The bytes are those of the release's archive, which `/tiles/` serves, too.
"""

from typing import Any

from django.utils.translation import gettext

from qala.atlas.ogc.asked import Asked
from qala.atlas.ogc.crs import CRS84, EPSG, MERCATOR
from qala.atlas.ogc.links import link, self_links
from qala.atlas.ogc.routes import PLAIN_JSON, TILE
from qala.atlas.provenance import attribution
from qala.atlas.tiles.addresses import TileAddress, place
from qala.atlas.tiles.answers import tile_answer
from qala.atlas.tiles.messages import Answer
from qala.atlas.tiles.opened import OpenReleases, OpenTiles
from qala.core.dataset import GeometryType
from qala.core.errors import NotFound, mark
from qala.core.mercator import LATITUDE_MAX, share

QUAD = "WebMercatorQuad"
QUAD_URI = f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{QUAD}"
SCHEME = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
MERCATOR_URI = EPSG.format(code=MERCATOR)
DEEPEST = 24
TILE_PX = 256
HALF_M = 20_037_508.342_789_244
PIXEL_M = 0.00028
"""The size of a pixel by which the standard tells scales."""
WORLD = [-180.0, -LATITUDE_MAX, 180.0, LATITUDE_MAX]
DIMENSIONS = {GeometryType.POINT: 0, GeometryType.LINE: 1, GeometryType.POLYGON: 2}


def matrix_sets(asked: Asked) -> dict[str, Any]:
    """The grids there are: one."""
    here = link(asked, f"tileMatrixSets/{QUAD}", "self", PLAIN_JSON, QUAD)
    return {
        "tileMatrixSets": [
            {
                "id": QUAD,
                "title": gettext("Web Mercator, square"),
                "uri": QUAD_URI,
                "crs": MERCATOR_URI,
                "links": [here],
            }
        ],
        "links": self_links(asked),
    }


def matrix_set(asked: Asked) -> dict[str, Any]:
    """The grid with its levels (OGC 17-083r4, annex D.1)."""
    _check_grid(asked)
    return {
        "id": QUAD,
        "title": gettext("Web Mercator, square"),
        "uri": QUAD_URI,
        "crs": MERCATOR_URI,
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": [_matrix(zoom) for zoom in range(DEEPEST + 1)],
    }


def _matrix(zoom: int) -> dict[str, Any]:
    cell_m = 2 * HALF_M / TILE_PX / 2**zoom
    return {
        "id": str(zoom),
        "scaleDenominator": cell_m / PIXEL_M,
        "cellSize": cell_m,
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": [-HALF_M, HALF_M],
        "tileWidth": TILE_PX,
        "tileHeight": TILE_PX,
        "matrixWidth": 2**zoom,
        "matrixHeight": 2**zoom,
    }


def tilesets(asked: Asked, releases: OpenReleases) -> dict[str, Any]:
    """The sets of tiles of a dataset: one."""
    opened = _opened(asked, releases)
    found = _summary(asked)
    path = f"collections/{opened.release.dataset}/tiles/{QUAD}"
    found["links"] = [link(asked, path, "self", PLAIN_JSON, QUAD), *found["links"]]
    return {"tilesets": [found], "links": self_links(asked)}


def tileset(asked: Asked, releases: OpenReleases) -> dict[str, Any]:
    """The set of tiles of a dataset: its levels, extent, layers and their fields."""
    _check_grid(asked)
    opened = _opened(asked, releases)
    archive, extent = opened.archive, opened.release.manifest.extent or WORLD
    found = _summary(asked)
    return {
        **found,
        "attribution": attribution(opened.release, asked.language),
        "boundingBox": {"lowerLeft": extent[:2], "upperRight": extent[2:], "crs": CRS84},
        "tileMatrixSetLimits": [
            _limits(zoom, extent) for zoom in range(archive.min_zoom, archive.max_zoom + 1)
        ],
        "layers": [
            _layer(asked, opened, each) for each in archive.metadata.get("vector_layers", [])
        ],
        "links": [*self_links(asked), *found["links"]],
    }


def tile(asked: Asked, releases: OpenReleases) -> Answer:
    """A tile; its row stands before its column here."""
    _check_grid(asked)
    each = asked.published
    values = asked.values
    z, x, y = place(values["tileMatrix"], values["tileCol"], values["tileRow"])
    address = TileAddress(each.dataset.id, None, z, x, y)
    return tile_answer(asked.request, releases.current(each.dataset.id), address)


def _opened(asked: Asked, releases: OpenReleases) -> OpenTiles:
    return releases.current(asked.published.dataset.id)


def _check_grid(asked: Asked) -> None:
    if asked.values["tileMatrixSetId"] != QUAD:
        raise NotFound(mark("There is one grid of tiles: {name}."), name=QUAD)


def _summary(asked: Asked) -> dict[str, Any]:
    dataset = asked.published.dataset
    template = f"collections/{dataset.id}/tiles/{QUAD}"
    tiles: dict[str, Any] = {
        "href": f"{asked.href(template)}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}",
        "rel": "item",
        "type": TILE,
        "title": gettext("Vector tiles"),
        "templated": True,
    }
    return {
        "title": dataset.title.in_language(asked.language),
        "dataType": "vector",
        "crs": MERCATOR_URI,
        "tileMatrixSetURI": QUAD_URI,
        "links": [
            tiles,
            link(asked, f"tileMatrixSets/{QUAD}", SCHEME, PLAIN_JSON, QUAD),
            {
                "href": asked.site(f"/tiles/{dataset.id}.json"),
                "rel": "describedby",
                "type": PLAIN_JSON,
                "title": "TileJSON",
            },
        ],
    }


def _limits(zoom: int, extent: list[float]) -> dict[str, Any]:
    west, south, east, north = extent
    left, top = _tile_at(zoom, west, north)
    right, bottom = _tile_at(zoom, east, south)
    return {
        "tileMatrix": str(zoom),
        "minTileRow": top,
        "maxTileRow": bottom,
        "minTileCol": left,
        "maxTileCol": right,
    }


def _tile_at(zoom: int, lon: float, lat: float) -> tuple[int, int]:
    """Column and row of the tile around a place."""
    last = 2**zoom - 1
    x, y = (min(max(int(each * 2**zoom), 0), last) for each in share(lon, lat))
    return x, y


def _layer(asked: Asked, opened: OpenTiles, layer: dict[str, Any]) -> dict[str, Any]:
    dataset = asked.published.dataset
    found: dict[str, Any] = {
        "id": layer["id"],
        "title": dataset.title.in_language(asked.language),
        "dataType": "vector",
        "minTileMatrix": str(layer.get("minzoom", opened.archive.min_zoom)),
        "maxTileMatrix": str(layer.get("maxzoom", opened.archive.max_zoom)),
        "propertiesSchema": {
            "type": "object",
            "properties": {
                name: {"type": KINDS.get(kind, "string")}
                for name, kind in layer.get("fields", {}).items()
            },
        },
    }
    if dataset.geometry in DIMENSIONS and layer["id"] == dataset.id:
        found["geometryDimension"] = DIMENSIONS[dataset.geometry]
    return found


KINDS = {"Number": "number", "Boolean": "boolean"}
"""How tippecanoe calls what a field holds."""
