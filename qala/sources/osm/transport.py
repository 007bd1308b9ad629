"""Roads, railways, stops and the metro. Tags: wiki.openstreetmap.org, Key:highway, Key:railway."""

from qala.sources.osm.elements import Tags
from qala.sources.osm.layer import (
    POINTS_AND_AREAS,
    WAYS,
    Found,
    Kind,
    Layer,
    Reading,
    Shape,
    point_or_area,
)
from qala.sources.osm.tags import Values, clean, lane_count, speed_kmh

ROAD_CLASSES = (
    *("motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link"),
    *("secondary", "secondary_link", "tertiary", "tertiary_link", "unclassified", "residential"),
    *("living_street", "pedestrian", "service", "track", "busway", "road", "raceway"),
    *("footway", "path", "steps", "cycleway", "bridleway", "construction"),
)
NOT_BUILT = frozenset({"proposed", "planned", "abandoned", "disused", "razed", "demolished"})
TRACK_KINDS = (
    *("rail", "subway", "light_rail", "tram", "narrow_gauge", "funicular", "monorail"),
    *("miniature", "preserved"),
)
TRACK_NOT_IN_USE = NOT_BUILT | {"construction", "dismantled"}
STOP_KINDS = ("bus", "trolleybus", "tram", "subway", "train")
YES = frozenset({"yes", "true", "1"})
IMPLIED_ONEWAY = frozenset({"motorway", "motorway_link"})


def read_road(tags: Tags, kind: Kind) -> Reading:
    """A way with `highway`, as a line; areas (squares, platforms) are not roads."""
    road = tags["highway"]
    if road in NOT_BUILT:
        return "road_not_built"
    if road not in ROAD_CLASSES:
        return f"not_a_road:{road[:40]}"
    if tags.get("area") == "yes" and kind is Kind.CLOSED_WAY:
        return "road_is_area"
    oneway, shape = _oneway(tags, road)
    values = Values(tags)
    lanes = values.read("lanes", "lanes", lane_count)
    maxspeed = values.read("maxspeed_kmh", "maxspeed", speed_kmh)
    surface = clean(tags.get("surface"))
    row = (road, surface, oneway, lanes, maxspeed, clean(tags.get("ref")))
    return Found(shape, row, tuple(values.bad))


def _oneway(tags: Tags, road: str) -> tuple[bool | None, Shape]:
    """Whether traffic runs one way, and the line in its direction.

    Unsaid means both ways, except on motorways and roundabouts; None where the direction changes
    with the hour.
    """
    said = tags.get("oneway", "")
    if said in {"-1", "reverse"}:
        return True, Shape.BACKWARD_LINE
    if said in {"reversible", "alternating"}:
        return None, Shape.LINE
    implied = not said and (tags.get("junction") == "roundabout" or road in IMPLIED_ONEWAY)
    return said in YES or implied, Shape.LINE


def read_railway(tags: Tags, _kind: Kind) -> Reading:
    """A way with `railway` that is a track in use."""
    track = tags["railway"]
    if track in TRACK_NOT_IN_USE:
        return "track_not_in_use"
    if track not in TRACK_KINDS:
        return f"not_a_track:{track[:40]}"
    tunnel = tags.get("tunnel", "no") != "no"
    return Found(Shape.LINE, (track, clean(tags.get("service")), tunnel))


def read_stop(tags: Tags, kind: Kind) -> Reading:
    """Where passengers wait.

    A `stop_position` on the track or road itself is left out: the platform or pole beside it is
    the stop.
    """
    stop = _stop_kind(tags)
    if stop:
        return point_or_area(kind, stop)
    return "stop_position" if tags.get("public_transport") == "stop_position" else ""


def _stop_kind(tags: Tags) -> str:
    railway = tags.get("railway")
    if railway in {"station", "halt"}:
        return "subway" if is_subway(tags) else "train"
    if railway == "tram_stop":
        return "tram"
    if tags.get("highway") == "bus_stop":
        only_trolleybus = tags.get("trolleybus") == "yes" and tags.get("bus") != "yes"
        return "trolleybus" if only_trolleybus else "bus"
    if tags.get("public_transport") == "platform":
        return next((each for each in STOP_KINDS if tags.get(each) == "yes"), "")
    return ""


def is_subway(tags: Tags) -> bool:
    """Whether a railway station belongs to a metro."""
    return tags.get("station") == "subway" or tags.get("subway") == "yes"


def read_metro(tags: Tags, kind: Kind) -> Reading:
    """Stations and entrances of the metro; order on the line and year of opening are not in OSM."""
    railway = tags["railway"]
    if railway == "subway_entrance":
        return point_or_area(kind, "entrance", None, None)
    if railway in {"station", "halt"} and is_subway(tags):
        return point_or_area(kind, "station", None, None)
    return ""


ROADS = Layer(
    name="roads",
    keys=frozenset({"highway"}),
    kinds=WAYS,
    own=("class", "surface", "oneway", "lanes", "maxspeed_kmh", "ref"),
    read=read_road,
    measured="length_m",
    vocabulary={"class": ROAD_CLASSES},
)
RAILWAYS = Layer(
    name="railways",
    keys=frozenset({"railway"}),
    kinds=WAYS,
    own=("kind", "service", "tunnel"),
    read=read_railway,
    measured="length_m",
    vocabulary={"kind": TRACK_KINDS},
)
STOPS = Layer(
    name="stops",
    keys=frozenset({"highway", "railway", "public_transport"}),
    kinds=POINTS_AND_AREAS,
    own=("kind",),
    read=read_stop,
    as_points=True,
    vocabulary={"kind": STOP_KINDS},
)
METRO = Layer(
    name="metro",
    keys=frozenset({"railway"}),
    kinds=POINTS_AND_AREAS,
    own=("kind", "order", "opened"),
    read=read_metro,
    as_points=True,
    vocabulary={"kind": ("station", "entrance")},
)
