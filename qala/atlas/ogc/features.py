"""Features of a release in GeoJSON: a page of them, or one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

import pyarrow as pa
from django.utils.translation import gettext

from qala import __version__
from qala.atlas.lasting import Moved, standing
from qala.atlas.ogc import geojson
from qala.atlas.ogc.asked import Asked
from qala.atlas.ogc.itemsquery import items_query, reference_of
from qala.atlas.ogc.links import Link, link, self_links
from qala.atlas.ogc.routes import PLAIN_JSON
from qala.atlas.provenance import licence
from qala.atlas.queries import Published
from qala.core.errors import NotFound, mark
from qala.store.reader import Found


@dataclass(frozen=True, slots=True)
class Prepared:
    """An answer that is understood but not yet written: `tag` tells whether it changed."""

    tag: str
    headers: dict[str, str]
    write: Callable[[], bytes]


def prepared(asked: Asked) -> Prepared | Moved:
    """The answer for `items` and `item`; InvalidRequest, NotFound or Gone where there is none."""
    each = asked.published
    reference = reference_of(asked, "crs")
    headers = {"content-crs": f"<{reference.uri}>"}
    if asked.route.name == "item":
        row = feature(asked, each)
        if isinstance(row, Moved):
            return row
        members = {"links": _item_links(asked, each)}
        return Prepared(
            _tag(asked, each), headers, lambda: geojson.feature(row, reference, members)
        )
    query = items_query(asked, each.release)

    def write() -> bytes:
        found = asked.served.reader.features(each.release, query)
        members = {
            "numberMatched": found.matched,
            "numberReturned": len(found.table),
            "timeStamp": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "links": page_links(asked, each, found),
        }
        if found.matched_capped:
            del members["numberMatched"]
        return geojson.collection(found.table, reference, members)

    return Prepared(_tag(asked, each), headers, write)


def feature(asked: Asked, each: Published) -> pa.Table | Moved:
    """The feature of the address as a table of one row, or the id it has now.

    NotFound where there is none, Gone where an earlier release had it.
    """
    feature_id = asked.values["featureId"]
    row = asked.served.reader.feature(each.release, feature_id)
    if row is not None:
        return row
    found = standing(asked.served, each.dataset.id, feature_id)
    if isinstance(found, Moved):
        return found
    raise NotFound(mark("There is nothing at this address."))  # published since the line above


def moved_to(asked: Asked, new: Moved) -> str:
    """The address of the feature that stands for the one asked for."""
    parameters = dict(asked.parameters)
    return asked.href(f"collections/{asked.values['collectionId']}/items/{new.id}", **parameters)


def page_links(asked: Asked, each: Published, found: Found) -> list[Link]:
    """To this page, the next one, the dataset, and the licence where it is an address."""
    links = self_links(asked)
    if found.next:
        links.append(
            {
                "href": asked.here(cursor=found.next),
                "rel": "next",
                "type": geojson.GEOJSON,
                "title": gettext("Next page"),
            }
        )
    return [*links, *_belonging(asked, each)]


def _item_links(asked: Asked, each: Published) -> list[Link]:
    return [*self_links(asked), *_belonging(asked, each)]


def _belonging(asked: Asked, each: Published) -> list[Link]:
    here = f"collections/{each.dataset.id}"
    title = each.dataset.title.in_language(asked.language)
    links = [link(asked, here, "collection", PLAIN_JSON, title)]
    if (address := licence(each.release)).startswith("http"):
        links.append({"href": address, "rel": "license", "type": "text/html", "title": address})
    return links


def _tag(asked: Asked, each: Published) -> str:
    """Equal for equal answers: the release never changes, the rest is in the address."""
    request = asked.request
    said = "\n".join(
        (
            each.release.manifest.content,
            str(each.release.sequence),
            __version__,
            request.scheme,
            request.host,
            request.path,
            request.query,
            asked.language,
        )
    )
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
