"""Water, greenery and land use. Tags: wiki.openstreetmap.org, Map features."""

from collections.abc import Mapping

from qala.sources.osm.elements import Tags
from qala.sources.osm.layer import AREAS, Found, Kind, Layer, Reading, Shape, area_or_reason

WATER_LINES = ("river", "stream", "canal", "ditch", "drain", "tidal_channel")
WATER_AREAS = {
    "natural": {"water": "water", "bay": "bay"},
    "waterway": {"riverbank": "river", "dock": "dock"},
    "landuse": {"reservoir": "reservoir", "basin": "basin"},
}
WATER_KINDS = ("river", "stream", "canal", "ditch", "lake", "pond", "reservoir", "basin")
WATER_OTHER = ("drain", "tidal_channel", "dock", "lagoon", "bay", "moat", "harbour", "water")

GREENERY = {
    "leisure": {
        "park": "park",
        "garden": "garden",
        "nature_reserve": "nature_reserve",
        "golf_course": "golf_course",
        "dog_park": "dog_park",
    },
    "place": {"square": "square"},
    "natural": {
        "wood": "wood",
        "scrub": "scrub",
        "grassland": "grass",
        "heath": "heath",
        "wetland": "wetland",
        "fell": "grass",
    },
    "landuse": {
        "forest": "forest",
        "grass": "grass",
        "meadow": "meadow",
        "village_green": "grass",
        "recreation_ground": "recreation_ground",
        "cemetery": "cemetery",
        "orchard": "orchard",
        "vineyard": "vineyard",
        "allotments": "allotments",
        "flowerbed": "garden",
        "plant_nursery": "plant_nursery",
    },
    "amenity": {"grave_yard": "cemetery"},
    "boundary": {"national_park": "nature_reserve", "protected_area": "nature_reserve"},
}
LANDUSE_KINDS = (
    *("residential", "commercial", "industrial", "retail", "railway", "farmland", "farmyard"),
    *("construction", "military", "education", "institutional", "religious", "garages"),
    *("quarry", "landfill", "brownfield", "greenfield", "greenhouse_horticulture", "port"),
    *("depot", "airfield", "runway", "other"),
)
AIRFIELDS = {"aerodrome": "airfield", "runway": "runway"}
LANDUSE_ALIASES = {"farm": "farmland", "university": "education", "school": "education"}
IN_OTHER_LAYERS = frozenset({*GREENERY["landuse"], *WATER_AREAS["landuse"]})


def read_water(tags: Tags, kind: Kind) -> Reading:
    """Water as areas, watercourses as lines; an intermittent one counts like another."""
    area = _looked_up(tags, WATER_AREAS)
    if area:
        said = tags.get("water", "")
        known = said in WATER_KINDS or said in WATER_OTHER
        return area_or_reason(kind, said if known else area)
    course = tags.get("waterway")
    if course in WATER_LINES and kind is not Kind.RELATION:
        is_area = tags.get("area") == "yes" and kind is Kind.CLOSED_WAY
        return Found(Shape.AREA if is_area else Shape.LINE, (course,))
    return f"not_water:{course[:40]}" if course else ""


def read_greenery(tags: Tags, kind: Kind) -> Reading:
    """Parks, woods, grass and other green, and squares, as areas."""
    green = _looked_up(tags, GREENERY)
    return area_or_reason(kind, green) if green else ""


def read_landuse(tags: Tags, kind: Kind) -> Reading:
    """What land is used for, where it is neither green nor water; rare values are `other`.

    A runway drawn as a line is left out.
    """
    airfield = AIRFIELDS.get(tags.get("aeroway", ""))
    if airfield:
        return "" if kind is Kind.OPEN_WAY else area_or_reason(kind, airfield)
    said = tags.get("landuse", "")
    use = LANDUSE_ALIASES.get(said, said)
    if not use or use in IN_OTHER_LAYERS:
        return ""
    return area_or_reason(kind, use if use in LANDUSE_KINDS else "other")


def _looked_up(tags: Tags, table: Mapping[str, Mapping[str, str]]) -> str:
    """The kind that the first matching key of `table` gives, or empty."""
    for key, values in table.items():
        found = values.get(tags.get(key, ""))
        if found:
            return found
    return ""


WATER = Layer(
    name="water",
    keys=frozenset(WATER_AREAS),
    kinds=AREAS,
    own=("kind",),
    read=read_water,
    vocabulary={"kind": WATER_KINDS + WATER_OTHER},
)
GREEN = Layer(
    name="greenery",
    keys=frozenset(GREENERY),
    kinds=AREAS,
    own=("kind",),
    read=read_greenery,
    vocabulary={
        "kind": tuple(dict.fromkeys(kind for each in GREENERY.values() for kind in each.values()))
    },
)
LANDUSE = Layer(
    name="landuse",
    keys=frozenset({"landuse", "aeroway"}),
    kinds=AREAS,
    own=("kind",),
    read=read_landuse,
    vocabulary={"kind": LANDUSE_KINDS},
)
