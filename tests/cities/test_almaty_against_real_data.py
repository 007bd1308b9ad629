"""Almaty's facts against the real data beside the project: they are drawn where things are."""

import csv
import gzip
import json
import re
import statistics
from functools import cache

import osmium
import pytest
import shapely
from shapely import LineString, MultiLineString, Point

from tests.cities.facts import lines, metres, rows, shape

pytestmark = pytest.mark.shared

AVENUES = {
    "al-farabi": "Аль-Фараби",
    "timiryazev": "Тимирязева",
    "satpaev": "Сатпаева",
    "abay": "^Абая прс",
    "kurmangazy": "Курмангазы",
    "shevchenko": "^ул. Шевченко$",
    "zhambyl": "^ул. Джамбула",
    "kabanbay-batyr": "Кабанбай",
    "bogenbay-batyr": "Богенбай",
    "karasay-batyr": "Карасай",
    "tole-bi": "Толе Би",
    "kazybek-bi": "Казыбек Би",
    "ayteke-bi": "Айтеке Би",
    "gogol": "Гоголя",
    "zhibek-zholy": "Жибек Жолы",
    "makataev": "Макатаева",
    "mametova": "Маметовой",
    "raiymbek": "Райымбека",
    "ryskulov": "Рыскулова",
    "dostyk": "Достык",
    "nazarbaev": "Фурманова",
    "seifullin": "Сейфулина",
    "abylai-khan": "Абылай",
    "zheltoksan": "^ул. Желтоксан",
    "nauryzbay-batyr": "Наурызбай",
    "baitursynuly": "Байтурсынова",
    "auezov": "Ауэзова",
    "zharokov": "Жарокова",
    "gagarin": "Гагарина",
    "serkebaev": "Гагарина",
    "rozybakiev": "Розыбакиева",
    "tlendiev": "Тлендиева",
    "otegen-batyr": "Утеген",
    "altynsarin": "Алтынсарина",
    "sain": "Саина",
    "zhandosov": "андосова",
    "suyunbay": "Суюнбая",
    "kuldzha-road": "Кульжинский",
    "severnoe-koltso": "Северное кольцо",
    "voad": "Восточная Алматинская",
    "zhansugurov": "Жансугурова|Белинского",
    "dulati": "Дулатова",
}
LATER = {  # built, extended or renamed after 2012
    "momyshuly": "Момышулы",
    "serkebaev": "Серкебаева",
    "kabdolov": "Кабдолова",
    "toraigyrov": "Торайгырова",
    "kekilbayuly": "Кекилбайулы",
    "ashimov": "Байкена Ашимова",
    "ongarsynova": "Онгарсыновой",
    "mailin": "Майлина",
    "bukhtarma": "Бухтарминская",
}
LANDMARKS = {
    "almaty-airport": "Международный Аэропорт Алматы",
    "almaty-2": "станция Алматы 2",
    "sairan-bus-station": "Автовокзал Сайран (Bus station)",
    "kaznu": "КазГУ",
    "kbtu": "Казахстанско-Британский технический университет",
    "narxoz": "КазЭУ им Т. Рыскулова",
    "kazgasa": "КазГАСА",
    "opera": "Театр оперы и балета им. Абая",
    "auezov-theatre": "Театр им. Ауэзова",
    "musrepov-theatre": "Театр Юного Зрителя",
    "ascension-cathedral": "Вознесенский Кафедральный Собор",
    "st-nicholas": "Свято-Никольский Собор",
    "green-bazaar": "Зеленый базар",
    "circus": "Алматинский Цирк",
    "hotel-kazakhstan": "Казахстан",
    "hotel-otrar": "Hotel Otrar",
    "central-stadium": "Центральный стадион",
    "medeu": "Медео",
    "mega": "Мега",
    "zoo": "Зоопарк",
    "tsum": "ЦУМ",
    "hospital-7": "Городская клиническая больница №7",
    "rahat-palace": "Рахат Палас",
    "main-post": "главпочтамт",
}
CITY_GIS = {"mega-park", "dostyk-plaza", "grand-park", "forum", "globus", "maxima", "asia-park"}


@cache
def _osm(path):
    """Named streets and named places of the 2012 extract: name -> geometries."""
    streets, places = {}, {}
    for each in osmium.FileProcessor(str(path)).with_locations():
        name = each.tags.get("name")
        if not name or each.is_relation():
            continue
        if each.is_node():
            places.setdefault(name, []).append(Point(each.location.lon, each.location.lat))
            continue
        points = [(node.lon, node.lat) for node in each.nodes if node.location.valid()]
        if len(points) > 1 and each.tags.get("highway"):
            streets.setdefault(name, []).append(LineString(points))
        elif len(points) > 1:
            places.setdefault(name, []).append(LineString(points).centroid)
    return streets, places


@pytest.fixture(scope="module")
def osm(shared):
    return _osm(shared / "data/almaty/osm/almaty_osm_2012-03.osm.pbf")


@pytest.fixture(scope="module")
def register(shared):
    """Single lines of the city road register of 2025 with their Russian names."""
    path = shared / "data/almaty/roads/city_road_register.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [
            (row["name_ru"], line)
            for row in csv.DictReader(file)
            for line in lines(shapely.from_wkt(row["geometry_wkt"]))
        ]


def test_districts_agree_with_the_borders_of_2024(shared):
    path = shared / "data/almaty/boundaries/city_and_districts_osm_2024-11.geojson"
    real = {
        feature["properties"]["name:ru"]: shapely.make_valid(
            shapely.from_geojson(json.dumps(feature["geometry"]))
        )
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]
        if feature["properties"].get("admin_level") == "6"
    }
    overlap = {}
    for row in rows("districts"):
        drawn, border = shape(row), real[row["name_ru"]]
        overlap[row["id"]] = drawn.intersection(border).area / drawn.union(border).area
    print({name: round(value, 3) for name, value in overlap.items()})  # noqa: T201 - the measure
    assert len(overlap) == 8
    assert min(overlap.values()) >= 0.93


@pytest.mark.parametrize("road", AVENUES)
def test_an_avenue_runs_where_its_street_ran_in_2012(road, osm):
    streets, _ = osm
    real = metres(
        MultiLineString(
            [line for name in streets if re.search(AVENUES[road], name) for line in streets[name]]
        )
    )
    assert _median_metres_away(road, real) <= 60


@pytest.mark.parametrize("road", LATER)
def test_a_later_street_runs_where_the_city_has_it(road, register):
    real = metres(MultiLineString([line for name, line in register if LATER[road] in name]))
    assert _median_metres_away(road, real) <= 60


def _median_metres_away(road, real):
    """How far the course of the road is from the real street, at 101 places of each part."""
    course = next(shape(row) for row in rows("roads") if row["id"] == road)
    return statistics.median(
        real.distance(metres(part.interpolate(step / 100, normalized=True)))
        for part in lines(course)
        for step in range(101)
    )


@pytest.mark.parametrize("place", LANDMARKS)
def test_a_landmark_stands_where_it_stood_in_2012(place, osm):
    _, places = osm
    drawn = next(metres(shape(row)) for row in rows("places") if row["id"] == place)
    assert min(drawn.distance(metres(real)) for real in places[LANDMARKS[place]]) <= 100


def test_shopping_centres_stand_where_the_city_has_them(shared):
    path = shared / "data/almaty/poi/city_gis_malls_2024.csv"
    with path.open(encoding="utf-8", newline="") as file:
        real = [
            (row["name_ru"].casefold(), Point(float(row["longitude"]), float(row["latitude"])))
            for row in csv.DictReader(file)
        ]
    drawn = [row for row in rows("places") if row["id"] in CITY_GIS]
    assert len(drawn) == len(CITY_GIS)
    for row in drawn:
        same = [point for name, point in real if name == row["name_ru"].casefold()]
        assert min(metres(shape(row)).distance(metres(point)) for point in same) <= 100


def test_metro_stations_stand_where_openstreetmap_has_them(shared):
    path = shared / "data/almaty/osm/osm_transport_points_2025-01.csv"
    with path.open(encoding="utf-8", newline="") as file:
        real = [
            Point(float(row["xcoord"]), float(row["ycoord"]))
            for row in csv.DictReader(file)
            if row["fclass"] == "railway_station"
        ]
    for row in rows("metro"):
        assert min(metres(shape(row)).distance(metres(point)) for point in real) <= 30, row["id"]


def test_metro_stations_are_named_as_the_metro_names_them(shared):
    path = shared / "data/almaty/transport/metro_stations.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    for row, feature in zip(rows("metro"), features, strict=True):
        assert int(row["order"]) == feature["properties"]["order"]
        assert row["name_kk"].split()[-1] == feature["properties"]["name_kk"].split()[-1]
