"""Buildings and addresses. Tags: wiki.openstreetmap.org, Key:building, Key:addr:*."""

from qala.sources.osm.categories import category_of
from qala.sources.osm.elements import Tags
from qala.sources.osm.layer import (
    AREAS,
    POINTS_AND_AREAS,
    Kind,
    Layer,
    Reading,
    area_or_reason,
    point_or_area,
)
from qala.sources.osm.tags import Values, clean, level_count, metres

_BUILDINGS_OF_USE = {
    "apartments": ("apartments", "dormitory"),
    "house": (
        *("house", "detached", "semidetached_house", "terrace", "bungalow", "cabin", "hut"),
        *("farm", "villa", "static_caravan", "houseboat"),
    ),
    "residential": ("residential", "barracks"),
    "commercial": ("commercial", "restaurant", "cafe"),
    "office": ("office", "offices"),
    "retail": ("retail", "shop", "supermarket", "kiosk", "mall", "market", "store"),
    "industrial": (
        *("industrial", "warehouse", "manufacture", "factory", "hangar", "storage_tank", "silo"),
        *("service", "transformer_tower", "works", "greenhouse", "barn", "cowshed", "stable"),
        *("farm_auxiliary", "boiler_house", "digester"),
    ),
    "education": ("school", "university", "college", "kindergarten", "education"),
    "health": ("hospital", "clinic", "health"),
    "religious": (
        *("church", "mosque", "temple", "synagogue", "chapel", "cathedral", "monastery"),
        *("religious", "shrine", "presbytery", "bell_tower"),
    ),
    "hotel": ("hotel", "hostel"),
    "public": (
        *("public", "civic", "government", "fire_station", "train_station", "transportation"),
        *("museum", "sports_hall", "sports_centre", "stadium", "grandstand", "pavilion"),
        *("library", "theatre", "cinema", "toilets", "bunker", "military", "riding_hall"),
    ),
    "garage": ("garage", "garages", "parking", "carport", "shed"),
    "construction": ("construction",),
    "other": ("ruins", "bridge", "gatehouse", "tower", "tent", "outbuilding", "container"),
}
USE_OF_BUILDING = {value: use for use, values in _BUILDINGS_OF_USE.items() for value in values}
USES = (*_BUILDINGS_OF_USE, "unknown")
# Of a building whose tag says no more than "yes", the place in it tells the use.
_USE_OF_PLACE = {
    "culture.worship": "religious",
    "transport.parking": "garage",
    "finance.bank": "commercial",
    "food": "commercial",
    "service": "commercial",
    "shop": "retail",
    "health": "health",
    "education": "education",
    "hotel": "hotel",
    "office": "office",
    "culture": "public",
    "sport": "public",
    "public": "public",
}
_SAYS_NOTHING = frozenset({"yes", "true", "1", "roof", "unclassified", "undefined", "fixme"})
_NO_BUILDING = frozenset({"no", "demolished", "razed", "proposed", "entrance"})


def read_building(tags: Tags, kind: Kind) -> Reading:
    """A footprint. Height is only what is stated; it is never guessed from levels."""
    building = tags["building"]
    if building in _NO_BUILDING:
        return "not_a_building"
    values = Values(tags)
    return area_or_reason(
        kind,
        use_of(tags, building),
        values.read("levels", "building:levels", level_count),
        values.read("height_m", "height", metres),
        street_of(tags),
        clean(tags.get("addr:housenumber")),
        bad=tuple(values.bad),
    )


def use_of(tags: Tags, building: str) -> str:
    """The use of a building by its own tag, else by the place mapped on it, else `unknown`."""
    use = USE_OF_BUILDING.get(building)
    if use:
        return use
    category = category_of(tags) or ""
    by_place = _USE_OF_PLACE.get(category) or _USE_OF_PLACE.get(category.partition(".")[0])
    return by_place or ("unknown" if building in _SAYS_NOTHING else "other")


def street_of(tags: Tags) -> str | None:
    """The street, or the named place (a micro-district) where houses are numbered without one."""
    return clean(tags.get("addr:street")) or clean(tags.get("addr:place"))


def read_address(tags: Tags, kind: Kind) -> Reading:
    """An element with a house number."""
    number = clean(tags["addr:housenumber"])
    if not number:
        return "house_number_missing"
    return point_or_area(kind, street_of(tags), number, clean(tags.get("addr:postcode")))


BUILDINGS = Layer(
    name="buildings",
    keys=frozenset({"building"}),
    kinds=AREAS,
    own=("use", "levels", "height_m", "street", "house_number"),
    read=read_building,
    measured="area_m2",
    vocabulary={"use": USES},
    texts={"name": "name", "street": "addr:street"},
)
ADDRESSES = Layer(
    name="addresses",
    keys=frozenset({"addr:housenumber"}),
    kinds=POINTS_AND_AREAS,
    own=("street", "house_number", "postcode"),
    read=read_address,
    texts={"street": "addr:street"},
    as_points=True,
)
