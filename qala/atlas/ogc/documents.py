"""The documents that describe: landing page, conformance, collections."""

from typing import Any

from django.utils.translation import gettext

from qala.atlas.ogc.asked import Asked
from qala.atlas.ogc.conformance import CONFORMS_TO
from qala.atlas.ogc.crs import CRS84, references
from qala.atlas.ogc.geojson import GEOJSON
from qala.atlas.ogc.links import Link, link, self_links
from qala.atlas.ogc.routes import OPENAPI_JSON, PLAIN_JSON, SCHEMA_JSON
from qala.atlas.ogc.tilesets import DIMENSIONS
from qala.atlas.provenance import attribution
from qala.atlas.queries import Published, published
from qala.store.manifest import FEATURES

RELATIONS = "http://www.opengis.net/def/rel/ogc/1.0"
HTML_TYPE = "text/html"
PARQUET_TYPE = "application/vnd.apache.parquet"
Document = dict[str, Any]


def landing(asked: Asked) -> Document:
    """What there is here."""
    city = asked.served.city
    return {
        "title": gettext("{city}: open data").format(city=city.name.in_language(asked.language)),
        "description": gettext(
            "Every dataset of the city map as features and tiles, for GIS and other programs."
        ),
        "attribution": city.notice.in_language(asked.language),
        "links": [
            *self_links(asked),
            link(asked, "api", "service-desc", OPENAPI_JSON, gettext("Description, OpenAPI")),
            link(asked, "api", "service-doc", HTML_TYPE, gettext("Description to read"), f="html"),
            link(asked, "conformance", "conformance", PLAIN_JSON, gettext("Conformance")),
            link(
                asked, "conformance", f"{RELATIONS}/conformance", PLAIN_JSON, gettext("Conformance")
            ),
            link(asked, "collections", "data", PLAIN_JSON, gettext("Datasets")),
            link(asked, "collections", f"{RELATIONS}/data", PLAIN_JSON, gettext("Datasets")),
            link(
                asked,
                "tileMatrixSets",
                f"{RELATIONS}/tiling-schemes",
                PLAIN_JSON,
                gettext("Grids of tiles"),
            ),
        ],
    }


def conformance(asked: Asked) -> Document:
    """The classes of requirements that are fulfilled."""
    return {"conformsTo": list(CONFORMS_TO), "links": self_links(asked)}


def collections(asked: Asked) -> Document:
    """All datasets that have features, in the city's order."""
    return {
        "links": self_links(asked),
        "collections": [_collection(asked, each) for each in with_features(asked)],
        "crs": list(references(asked.served.city.projection)),
    }


def with_features(asked: Asked) -> list[Published]:
    """Every dataset in force but rasters."""
    return [each for each in published(asked.served) if not each.release.raster]


def collection(asked: Asked) -> Document:
    """One dataset."""
    each = asked.published
    document = _collection(asked, each)
    return {**document, "links": [*self_links(asked), *document["links"][1:]]}


def _collection(asked: Asked, each: Published) -> Document:
    dataset, manifest = each.dataset, each.release.manifest
    city = asked.served.city
    extent = manifest.extent or city.bounds.as_list()
    document: Document = {
        "id": dataset.id,
        "title": dataset.title.in_language(asked.language),
        "description": dataset.abstract.in_language(asked.language),
        "attribution": attribution(each.release, asked.language),
        "links": _collection_links(asked, each),
        "extent": {
            "spatial": {"bbox": [extent], "crs": CRS84},
            "temporal": {"interval": [[None, None]]},
        },
        "itemType": "feature",
        "crs": list(references(city.projection)),
        "storageCrs": CRS84,
        "release": manifest.sequence,
        "published": manifest.published_at,
        "generated": manifest.generated,
        "itemCount": manifest.counts["features"],
    }
    if dataset.geometry in DIMENSIONS:
        document["geometryDimension"] = DIMENSIONS[dataset.geometry]
    return document


def _collection_links(asked: Asked, each: Published) -> list[Link]:
    here = f"collections/{each.dataset.id}"
    parquet = f"/files/{each.dataset.id}/{each.release.sequence}/{FEATURES}"
    links = [
        link(asked, here, "self", PLAIN_JSON, each.dataset.title.in_language(asked.language)),
        link(asked, f"{here}/items", "items", GEOJSON, gettext("Features as GeoJSON")),
        link(asked, f"{here}/items", "items", HTML_TYPE, gettext("Features to read"), f="html"),
        link(
            asked,
            f"{here}/queryables",
            f"{RELATIONS}/queryables",
            SCHEMA_JSON,
            gettext("What can be asked for"),
        ),
        link(
            asked,
            f"{here}/sortables",
            f"{RELATIONS}/sortables",
            SCHEMA_JSON,
            gettext("What can be sorted by"),
        ),
        link(asked, f"{here}/schema", "describedby", SCHEMA_JSON, gettext("Fields")),
        {
            "href": asked.site(parquet),
            "rel": "enclosure",
            "type": PARQUET_TYPE,
            "title": "GeoParquet",
        },
        {
            "href": asked.site(f"/{asked.language}/data/{each.dataset.id}"),
            "rel": "about",
            "type": HTML_TYPE,
            "title": gettext("About this dataset"),
        },
    ]
    if each.release.tiles:
        links.append(
            link(
                asked,
                f"{here}/tiles",
                f"{RELATIONS}/tilesets-vector",
                PLAIN_JSON,
                gettext("Vector tiles"),
            )
        )
    return links
