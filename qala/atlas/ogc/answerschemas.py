"""JSON Schemas of the answers, in the dialect of OpenAPI 3.0."""

from typing import Any

Schema = dict[str, Any]


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(required: str, **properties: Schema) -> Schema:
    found: Schema = {"type": "object", "properties": properties}
    return {**found, "required": required.split()} if required else found


def _list(of: Schema, **more: Any) -> Schema:  # noqa: ANN401 - keywords of JSON Schema
    return {"type": "array", "items": of, **more}


TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
COUNT: Schema = {"type": "integer", "minimum": 0}
YES_NO: Schema = {"type": "boolean"}
ANY: Schema = {"type": "object"}
LINKS = _list(_ref("link"))
BOX = _list(NUMBER, minItems=4, maxItems=4)
PLACE = _list(NUMBER, minItems=2, maxItems=2)

SCHEMAS: dict[str, Schema] = {
    "link": _object(
        "href rel", href=TEXT, rel=TEXT, type=TEXT, title=TEXT, hreflang=TEXT, templated=YES_NO
    ),
    "problem": _object(
        "title status detail",
        type=TEXT,
        title=TEXT,
        status=WHOLE,
        detail=TEXT,
        errors=_list(_object("field message", field=TEXT, message=TEXT)),
    ),
    "landing": _object("title links", title=TEXT, description=TEXT, attribution=TEXT, links=LINKS),
    "openapi": _object("openapi info paths", openapi=TEXT, info=ANY, paths=ANY),
    "conformance": _object("conformsTo", conformsTo=_list(TEXT), links=LINKS),
    "collections": _object(
        "links collections", links=LINKS, collections=_list(_ref("collection")), crs=_list(TEXT)
    ),
    "collection": _object(
        "id links extent itemType crs",
        id=TEXT,
        title=TEXT,
        description=TEXT,
        attribution=TEXT,
        links=LINKS,
        extent=_object(
            "spatial",
            spatial=_object("bbox", bbox=_list(BOX, minItems=1), crs=TEXT),
            temporal=_object("interval", interval=_list(_list({**TEXT, "nullable": True}))),
        ),
        itemType={"type": "string", "enum": ["feature"]},
        crs=_list(TEXT),
        storageCrs=TEXT,
        geometryDimension=COUNT,
        release=WHOLE,
        published=TEXT,
        generated=YES_NO,
        itemCount=COUNT,
    ),
    "schema": _object("$schema type properties", type=TEXT, title=TEXT, properties=ANY),
    "geometry": {
        **_object("type", type=TEXT, coordinates=_list({}), geometries=_list(_ref("geometry"))),
        "nullable": True,
    },
    "feature": _object(
        "type id geometry properties",
        type={"type": "string", "enum": ["Feature"]},
        id=TEXT,
        geometry=_ref("geometry"),
        properties=ANY,
        links=LINKS,
    ),
    "featureCollection": _object(
        "type features links numberReturned timeStamp",
        type={"type": "string", "enum": ["FeatureCollection"]},
        features=_list(_ref("feature")),
        links=LINKS,
        numberMatched=COUNT,
        numberReturned=COUNT,
        timeStamp={"type": "string", "format": "date-time"},
    ),
    "tilesetSummary": _object(
        "dataType crs links",
        title=TEXT,
        dataType=TEXT,
        crs=TEXT,
        tileMatrixSetURI=TEXT,
        links=LINKS,
    ),
    "tilesets": _object("tilesets", tilesets=_list(_ref("tilesetSummary")), links=LINKS),
    "tileset": _object(
        "dataType crs links layers tileMatrixSetLimits",
        title=TEXT,
        dataType=TEXT,
        crs=TEXT,
        tileMatrixSetURI=TEXT,
        attribution=TEXT,
        boundingBox=_object("lowerLeft upperRight", lowerLeft=PLACE, upperRight=PLACE, crs=TEXT),
        tileMatrixSetLimits=_list(ANY),
        layers=_list(_object("id dataType", id=TEXT, dataType=TEXT)),
        links=LINKS,
    ),
    "matrixSets": _object(
        "tileMatrixSets",
        tileMatrixSets=_list(_object("id links", id=TEXT, links=LINKS)),
        links=LINKS,
    ),
    "matrixSet": _object(
        "id crs tileMatrices",
        id=TEXT,
        title=TEXT,
        uri=TEXT,
        crs=TEXT,
        tileMatrices=_list(
            _object(
                "id scaleDenominator cellSize pointOfOrigin matrixWidth matrixHeight",
                id=TEXT,
                scaleDenominator=NUMBER,
                cellSize=NUMBER,
                pointOfOrigin=PLACE,
                matrixWidth=COUNT,
                matrixHeight=COUNT,
            )
        ),
    ),
}
