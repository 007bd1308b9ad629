"""Every layer: its columns, its values, and what it leaves out and why."""

import pytest
from pyproj import Geod

from qala.sources.osm import LAYERS, VOCABULARY
from tests.sources.osm.written import EAST, NORTH, only, read

NAMES = ("name", "name_kk", "name_ru", "name_en")
STREETS = ("street", "street_kk", "street_ru", "street_en")
COLUMNS = {
    "districts": (*NAMES, "admin_level", "population", "area_km2"),
    "roads": (*(*NAMES, "class", "surface", "oneway", "lanes", "maxspeed_kmh", "ref", "length_m"),),
    "railways": (*NAMES, "kind", "service", "tunnel", "length_m"),
    "buildings": (*NAMES, "use", "levels", "height_m", *STREETS, "house_number", "area_m2"),
    "water": (*NAMES, "kind"),
    "greenery": (*NAMES, "kind"),
    "landuse": (*NAMES, "kind"),
    "places": (*NAMES, "category", "opening_hours", "street", "house_number"),
    "addresses": (*STREETS, "house_number", "postcode"),
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
            "addr:street:kk": "Сәтбаев көшесі",
            "addr:housenumber": "22А",
        },
    )
    osm.square(2, 3, 0, 1, {"building": "yes", "height": "40 ft", "building:levels": "5-6"})
    found, intake = osm.layer("buildings")
    first, second = found["w1"], found["w2"]
    assert (first["levels"], first["height_m"]) == (5, None)
    assert (first["street"], first["house_number"]) == ("улица Сатпаева", "22А")
    assert first["street_kk"] == "Сәтбаев көшесі"
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
        ("landuse", {"aeroway": "aerodrome"}, "airfield", "Polygon"),
        ("landuse", {"aeroway": "runway"}, "runway", "Polygon"),
    ],
)
def test_nature_and_land_use(osm, layer, tags, kind, shape):
    osm.square(1, 0, 0, 1, tags)
    row = only(osm, layer)
    assert (row["kind"], row["geometry"].geom_type) == (kind, shape)


def test_green_and_wet_land_use_is_no_land_use_twice(osm):
    osm.square(1, 0, 0, 1, {"landuse": "forest"})
    osm.square(2, 0, 0, 1, {"landuse": "basin"})
    osm.square(3, 0, 0, 1, {"aeroway": "hangar"})
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


def test_values_are_those_of_the_vocabulary(osm):
    a_bit_of_everything(osm)
    extract = osm.extract()
    for layer, columns in VOCABULARY.items():
        for row in read(extract, layer)[0].values():
            assert all(row[column] in values for column, values in columns.items())
