"""Places of interest: who trades, heals, teaches, serves, in a tree made for business."""

from qala.sources.osm.built import street_of
from qala.sources.osm.categories import CATEGORIES, CATEGORY_OF_KEY, CATEGORY_OF_TAG, category_of
from qala.sources.osm.elements import Tags
from qala.sources.osm.layer import POINTS_AND_AREAS, Kind, Layer, Reading, point_or_area
from qala.sources.osm.tags import clean


def read_place(tags: Tags, kind: Kind) -> Reading:
    """A place whose tag stands in the table of categories; benches and bins do not."""
    category = category_of(tags)
    if not category:
        return "kind_not_listed"
    return point_or_area(
        kind,
        category,
        clean(tags.get("opening_hours")),
        street_of(tags),
        clean(tags.get("addr:housenumber")),
    )


PLACES = Layer(
    name="places",
    keys=frozenset(CATEGORY_OF_TAG) | frozenset(CATEGORY_OF_KEY),
    kinds=POINTS_AND_AREAS,
    own=("category", "opening_hours", "street", "house_number"),
    read=read_place,
    as_points=True,
    vocabulary={"category": CATEGORIES},
)
