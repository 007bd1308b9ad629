"""Every layer: its columns, its values, and what it leaves out and why."""

import pytest
from pyproj import Geod

from qala.sources.osm import LAYERS, VOCABULARY
from tests.sources.osm.written import EAST, NORTH, read

NAMES = ("name", "name_kk", "name_ru", "name_en")
COLUMNS = {
    "districts": (*NAMES, "admin_level", "population", "area_km2"),
    "roads": (*(*NAMES, "class", "surface", "oneway", "lanes", "maxspeed_kmh", "ref", "length_m"),),
    "railways": (*NAMES, "kind", "service", "tunnel", "length_m"),
    "buildings": (*NAMES, "use", "levels", "height_m", "street", "house_number", "area_m2"),
    "water": (*NAMES, "kind"),
    "greenery": (*NAMES, "kind"),
    "landuse": (*NAMES, "kind"),
    "places": (*NAMES, "category", "opening_hours", "street", "house_number"),
    "addresses": (*("street", "house_number", "postcode", "street_kk", "street_ru", "street_en"),),
    "stops": (*NAMES, "kind"),
    "metro": (*NAMES, "kind", "order", "opened"),
}
PERSONAL = {
    "phone": "+7 700 000 00 00",
    "contact:email": "a@example.org",
    "email": "a@example.org",
    "operator": "Some Person",
    "website": "https://example.org",
}


def a_bit_of_everything(osm):
    osm.square(1, 0, 0, 5, {"boundary": "administrative", "admin_level": "6", "name": "A"})
    osm.square(2, 0, 0, 1, {"building": "house", "addr:housenumber": "1", **PERSONAL})
    osm.square(3, 2, 0, 1, {"natural": "water"})
    osm.square(4, 3, 0, 1, {"leisure": "park"})
    osm.square(5, 4, 0, 1, {"landuse": "retail"})
    osm.way(6, [10, 11], {"highway": "primary"})
    osm.way(7, [12, 13], {"railway": "rail"})
    osm.node(8, 1, 1, shop="books", **PERSONAL)
    osm.node(9, 1, 2, highway="bus_stop", **PERSONAL)
    osm.node(5, 1, 3, railway="subway_entrance")


@pytest.mark.parametrize("name", LAYERS)
def test_columns_are_the_declared_ones_and_nothing_personal(osm, name):
    a_bit_of_everything(osm)
    found, _ = osm.layer(name)
    assert found
    for row in found.values():
        assert set(row) == {"geometry", *COLUMNS[name]}
        assert not set(map(str, row.values())) & set(PERSONAL.values())


def only(osm, layer):
    found, intake = osm.layer(layer)
    assert len(found) == 1, intake
    return next(iter(found.values()))


def street(osm, **tags):
    for number, x in ((1, 0), (2, 1), (3, 2)):
        osm.node(number, x, 0)
    osm.way(1, [1, 2, 3], {"highway": "residential", **tags})


def test_a_road_with_all_its_tags(osm):
    street(
        osm,
        **{"name": "Абай даңғылы", "name:kk": "Абай даңғылы", "name:ru": "проспект  Абая"},
        surface="asphalt",
        lanes="4",
        maxspeed="60",
        ref="A-2",
        oneway="yes",
    )
    row = only(osm, "roads")
    length_m = Geod(ellps="WGS84").line_length([EAST, EAST + 0.002], [NORTH, NORTH])
    assert row.pop("length_m") == pytest.approx(length_m, rel=5e-4)
    assert row.pop("geometry").geom_type == "LineString"
    assert row == {
        "name": "Абай даңғылы",
        "name_kk": "Абай даңғылы",
        "name_ru": "проспект Абая",
        "name_en": None,
        "class": "residential",
        "surface": "asphalt",
        "oneway": True,
        "lanes": 4,
        "maxspeed_kmh": 60,
        "ref": "A-2",
    }


@pytest.mark.parametrize(
    ("tags", "oneway", "backward"),
    [
        ({}, False, False),
        ({"oneway": "no", "junction": "roundabout"}, False, False),
        ({"junction": "roundabout"}, True, False),
        ({"highway": "motorway"}, True, False),
        ({"oneway": "1"}, True, False),
        ({"oneway": "-1"}, True, True),
        ({"oneway": "reversible"}, None, False),
    ],
)
def test_oneway_and_the_direction_of_the_line(osm, tags, oneway, backward):
    street(osm, **tags)
    row = only(osm, "roads")
    assert row["oneway"] is oneway
    starts_at_the_end = row["geometry"].coords[0][0] > EAST + 0.001
    assert starts_at_the_end is backward


def test_values_that_say_nothing_are_noted_and_left_empty(osm):
    street(osm, lanes="many", maxspeed="60;80")
    found, intake = osm.layer("roads")
    assert (found["w1"]["lanes"], found["w1"]["maxspeed_kmh"]) == (None, None)
    assert intake.noted == {"bad_value:lanes": 1, "bad_value:maxspeed_kmh": 1}


@pytest.mark.parametrize(
    ("tags", "reason"),
    [
        ({"highway": "proposed"}, "road_not_built"),
        ({"highway": "platform"}, "not_a_road:platform"),
        ({"highway": "pedestrian", "area": "yes"}, "road_is_area"),
    ],
)
def test_what_is_no_road(osm, tags, reason):
    osm.square(1, 0, 0, 1, tags)
    found, intake = osm.layer("roads")
    assert found == {}
    assert intake.skipped == {reason: 1}


def test_a_road_cut_by_the_edge_of_the_extract_keeps_its_longest_known_part(osm):
    for number, x in ((2, 1), (3, 2), (5, 4), (6, 5), (7, 6)):
        osm.node(number, x, 0)
    osm.way(1, [1, 2, 3, 4, 5, 6, 7], {"highway": "primary"})
    osm.way(2, [1, 2], {"highway": "primary"})
    found, intake = osm.layer("roads")
    assert [x for x, _ in found["w1"]["geometry"].coords] == pytest.approx(
        [EAST + 0.004, EAST + 0.005, EAST + 0.006]
    )
    assert set(found) == {"w1"}
    assert intake.mended == {"node_missing": 1}
    assert intake.skipped == {"node_missing": 1}


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"railway": "rail", "service": "yard"}, ("rail", "yard", False)),
        ({"railway": "subway", "tunnel": "yes"}, ("subway", None, True)),
        ({"railway": "funicular", "tunnel": "no"}, ("funicular", None, False)),
        ({"railway": "construction"}, "track_not_in_use"),
        ({"railway": "platform"}, "not_a_track:platform"),
    ],
)
def test_railways(osm, tags, expected):
    osm.square(1, 0, 0, 1, tags)
    found, intake = osm.layer("railways")
    if isinstance(expected, str):
        assert (found, intake.skipped) == ({}, {expected: 1})
    else:
        row = found["w1"]
        assert (row["kind"], row["service"], row["tunnel"]) == expected


@pytest.mark.parametrize(
    ("tags", "use"),
    [
        ({"building": "yes"}, "unknown"),
        ({"building": "apartments"}, "apartments"),
        ({"building": "detached"}, "house"),
        ({"building": "warehouse"}, "industrial"),
        ({"building": "yes", "amenity": "school"}, "education"),
        ({"building": "yes", "amenity": "place_of_worship"}, "religious"),
        ({"building": "yes", "shop": "clothes"}, "retail"),
        ({"building": "yes", "tourism": "hotel"}, "hotel"),
        ({"building": "office", "amenity": "bank"}, "office"),
        ({"building": "construction"}, "construction"),
        ({"building": "pagoda"}, "other"),
    ],
)
def test_use_of_a_building(osm, tags, use):
    osm.square(1, 0, 0, 1, tags)
    assert only(osm, "buildings")["use"] == use


def test_a_building_is_measured_and_its_height_never_guessed(osm):
    osm.square(
        1,
        *(0, 0, 1),
        {
            "building": "yes",
            "building:levels": "5",
            "addr:street": "улица Сатпаева",
            "addr:housenumber": "22А",
        },
    )
    osm.square(2, 3, 0, 1, {"building": "yes", "height": "40 ft", "building:levels": "5-6"})
    found, intake = osm.layer("buildings")
    first, second = found["w1"], found["w2"]
    assert (first["levels"], first["height_m"]) == (5, None)
    assert (first["street"], first["house_number"]) == ("улица Сатпаева", "22А")
    assert (second["levels"], second["height_m"]) == (None, 12.19)
    assert intake.noted == {"bad_value:levels": 1}
    corners = [(0, 0), (0.001, 0), (0.001, 0.001), (0, 0.001)]
    area_m2, _ = Geod(ellps="WGS84").polygon_area_perimeter(
        [EAST + x for x, _ in corners], [NORTH + y for _, y in corners]
    )
    assert first["area_m2"] == pytest.approx(area_m2, rel=1e-3)


@pytest.mark.parametrize(
    ("layer", "tags", "kind", "shape"),
    [
        ("water", {"waterway": "river"}, "river", "LineString"),
        ("water", {"waterway": "river", "area": "yes"}, "river", "Polygon"),
        ("water", {"waterway": "riverbank"}, "river", "Polygon"),
        ("water", {"natural": "water"}, "water", "Polygon"),
        ("water", {"natural": "water", "water": "lake"}, "lake", "Polygon"),
        ("water", {"natural": "water", "water": "puddle"}, "water", "Polygon"),
        ("water", {"landuse": "reservoir"}, "reservoir", "Polygon"),
        ("greenery", {"leisure": "park"}, "park", "Polygon"),
        ("greenery", {"landuse": "forest"}, "forest", "Polygon"),
        ("greenery", {"place": "square"}, "square", "Polygon"),
        ("greenery", {"boundary": "national_park"}, "nature_reserve", "Polygon"),
        ("landuse", {"landuse": "residential"}, "residential", "Polygon"),
        ("landuse", {"landuse": "farm"}, "farmland", "Polygon"),
        ("landuse", {"landuse": "salt_pond"}, "other", "Polygon"),
    ],
)
def test_nature_and_land_use(osm, layer, tags, kind, shape):
    osm.square(1, 0, 0, 1, tags)
    row = only(osm, layer)
    assert (row["kind"], row["geometry"].geom_type) == (kind, shape)


def test_green_and_wet_land_use_is_no_land_use_twice(osm):
    osm.square(1, 0, 0, 1, {"landuse": "forest"})
    osm.square(2, 0, 0, 1, {"landuse": "basin"})
    found, intake = osm.layer("landuse")
    assert (found, intake.read) == ({}, 0)


@pytest.mark.parametrize(
    ("tags", "category"),
    [
        ({"amenity": "restaurant"}, "food.restaurant"),
        ({"amenity": "cafe", "shop": "books"}, "food.cafe"),
        ({"amenity": "bench", "shop": "books"}, "shop.books"),
        ({"shop": "rare_thing"}, "shop.other"),
        ({"shop": "mall"}, "shop.mall"),
        ({"office": "it"}, "office.company"),
        ({"office": "diplomatic"}, "public.embassy"),
        ({"tourism": "museum"}, "culture.museum"),
        ({"historic": "memorial"}, "culture.monument"),
        ({"leisure": "ice_rink"}, "sport.ice_rink"),
        ({"aeroway": "aerodrome"}, "transport.airport"),
        ({"craft": "shoemaker"}, "service.craft"),
        ({"healthcare": "doctor"}, "health.clinic"),
    ],
)
def test_categories_of_places(osm, tags, category):
    osm.node(1, 0, 0, **tags)
    assert only(osm, "places")["category"] == category


@pytest.mark.parametrize("tags", [{"amenity": "bench"}, {"shop": "vacant"}, {"tourism": "trail"}])
def test_what_is_no_place_of_interest_is_counted(osm, tags):
    osm.node(1, 0, 0, **tags)
    found, intake = osm.layer("places")
    assert (found, intake.skipped) == ({}, {"kind_not_listed": 1})


def test_an_area_becomes_a_place_by_a_point_within_it(osm):
    """A ring with a hole in its middle: the centroid would lie outside."""
    osm.square(1, 0, 0, 10)
    osm.square(2, 1, 1, 8)
    osm.relation(7, [(1, "outer"), (2, "inner")], {"amenity": "marketplace", "name": "Базар"})
    row = only(osm, "places")
    assert row["category"] == "shop.market"
    x, y = (row["geometry"].x - EAST) * 1000, (row["geometry"].y - NORTH) * 1000
    assert 0 < x < 10
    assert 0 < y < 10
    assert not (1 < x < 9 and 1 < y < 9)


def test_addresses_from_nodes_and_areas_with_streets_in_languages(osm):
    address = {"addr:street": "Абай даңғылы", "addr:street:ru": "проспект Абая"}
    osm.tagged_node(1, 0, 0, {**address, "addr:housenumber": "10/2", "addr:postcode": "050000"})
    osm.square(2, 0, 0, 1, {"addr:place": "микрорайон Самал-2", "addr:housenumber": "58"})
    osm.tagged_node(3, 0, 0, {"addr:housenumber": " "})
    found, intake = osm.layer("addresses")
    assert found["n1"]["street"] == "Абай даңғылы"
    assert found["n1"]["street_ru"] == "проспект Абая"
    assert found["n1"]["street_en"] is None
    assert (found["n1"]["house_number"], found["n1"]["postcode"]) == ("10/2", "050000")
    assert found["w2"]["street"] == "микрорайон Самал-2"
    assert found["w2"]["geometry"].geom_type == "Point"
    assert intake.skipped == {"house_number_missing": 1}


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"highway": "bus_stop"}, "bus"),
        ({"highway": "bus_stop", "trolleybus": "yes"}, "trolleybus"),
        ({"highway": "bus_stop", "trolleybus": "yes", "bus": "yes"}, "bus"),
        ({"railway": "tram_stop"}, "tram"),
        ({"railway": "station"}, "train"),
        ({"railway": "station", "station": "subway"}, "subway"),
        ({"public_transport": "platform", "tram": "yes"}, "tram"),
    ],
)
def test_stops(osm, tags, kind):
    osm.node(1, 0, 0, **tags)
    assert only(osm, "stops")["kind"] == kind


def test_a_stop_is_not_counted_again_on_the_road(osm):
    osm.node(1, 0, 0, public_transport="stop_position", bus="yes")
    osm.node(2, 0, 0, highway="crossing")
    found, intake = osm.layer("stops")
    assert (found, intake.read, intake.skipped) == ({}, 1, {"stop_position": 1})


def test_metro_stations_and_entrances(osm):
    osm.node(1, 0, 0, railway="station", station="subway", name="Абай")
    osm.node(2, 0, 0, railway="subway_entrance")
    osm.node(3, 0, 0, railway="station")
    found, _ = osm.layer("metro")
    assert {record: row["kind"] for record, row in found.items()} == {
        "n1": "station",
        "n2": "entrance",
    }


def test_values_are_those_of_the_vocabulary(osm):
    a_bit_of_everything(osm)
    extract = osm.extract()
    for layer, columns in VOCABULARY.items():
        for row in read(extract, layer)[0].values():
            assert all(row[column] in values for column, values in columns.items())
