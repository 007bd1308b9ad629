"""Every address below `/ogc/`, once: requests are matched by it, OpenAPI is written from it."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from qala.core.errors import mark

EVERYWHERE = ("f", "lang")
PARTS = {"collectionId": "[^/]+", "featureId": ".+", "tileMatrixSetId": "[^/]+"}
"""What the parts of an address look like; others are anything without a slash."""
GEO_JSON = "application/geo+json"
SCHEMA_JSON = "application/schema+json"
OPENAPI_JSON = "application/vnd.oai.openapi+json;version=3.0"
PLAIN_JSON = "application/json"
TILE = "application/vnd.mapbox-vector-tile"


@dataclass(frozen=True)
class Route:
    """One resource: its address behind `/ogc/`, media type and name of the schema of its answer.

    `parameters` are those of the query; with `takes_fields` the fields of the dataset are, too.
    """

    name: str
    path: str
    summary: str
    parameters: tuple[str, ...] = EVERYWHERE
    media_type: str = PLAIN_JSON
    schema: str = ""
    takes_fields: bool = False
    formats: tuple[str, ...] = field(default=("json", "html"))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The address as a pattern whose groups are its parts."""
        pieces = re.split(r"\{(\w+)\}", self.path)
        written = [
            f"(?P<{piece}>{PARTS.get(piece, '[^/]+')})" if index % 2 else re.escape(piece)
            for index, piece in enumerate(pieces)
        ]
        return re.compile("".join(written))

    @property
    def django_path(self) -> str:
        """The address as Django writes it."""
        names = re.sub(r"\{featureId\}", "<path:featureId>", self.path)
        return re.sub(r"\{(\w+)\}", r"<str:\1>", names)

    @property
    def parts(self) -> list[str]:
        """The names of the parts of the address."""
        return list(self.pattern.groupindex)


_COLLECTION = "collections/{collectionId}"
_TILES = f"{_COLLECTION}/tiles"
_PAGE = ("limit", "cursor", "bbox", "bbox-crs", "datetime", "crs", "sortby")
_FILTER = ("filter", "filter-lang", "filter-crs")

ROUTES = (
    Route("landing", "", mark("What there is here"), schema="landing"),
    Route(
        "api",
        "api",
        mark("The description of this interface"),
        media_type=OPENAPI_JSON,
        schema="openapi",
    ),
    Route(
        "conformance",
        "conformance",
        mark("The parts of the standards that are fulfilled"),
        schema="conformance",
    ),
    Route("collections", "collections", mark("All datasets with features"), schema="collections"),
    Route("collection", _COLLECTION, mark("One dataset"), schema="collection"),
    Route(
        "queryables",
        f"{_COLLECTION}/queryables",
        mark("What can be asked for in filters"),
        media_type=SCHEMA_JSON,
        schema="schema",
    ),
    Route(
        "sortables",
        f"{_COLLECTION}/sortables",
        mark("What can be sorted by"),
        media_type=SCHEMA_JSON,
        schema="schema",
    ),
    Route(
        "schema",
        f"{_COLLECTION}/schema",
        mark("What the features of a dataset are made of"),
        media_type=SCHEMA_JSON,
        schema="schema",
    ),
    Route(
        "items",
        f"{_COLLECTION}/items",
        mark("Features of a dataset, a page at a time"),
        parameters=(*EVERYWHERE, *_PAGE, *_FILTER),
        media_type=GEO_JSON,
        schema="featureCollection",
        takes_fields=True,
    ),
    Route(
        "item",
        f"{_COLLECTION}/items/{{featureId}}",
        mark("One feature"),
        parameters=(*EVERYWHERE, "crs"),
        media_type=GEO_JSON,
        schema="feature",
    ),
    Route("tilesets", _TILES, mark("The sets of tiles of a dataset"), schema="tilesets"),
    Route(
        "tileset",
        f"{_TILES}/{{tileMatrixSetId}}",
        mark("One set of tiles: its layers, fields and zoom levels"),
        schema="tileset",
    ),
    Route(
        "tile",
        f"{_TILES}/{{tileMatrixSetId}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}",
        mark("A vector tile"),
        parameters=("f",),
        media_type=TILE,
        formats=("mvt",),
    ),
    Route(
        "matrixsets", "tileMatrixSets", mark("The grids that tiles are cut by"), schema="matrixSets"
    ),
    Route(
        "matrixset",
        "tileMatrixSets/{tileMatrixSetId}",
        mark("One grid: its levels and their scales"),
        schema="matrixSet",
    ),
)
