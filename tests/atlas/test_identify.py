"""What is known at a point: golden answers for a small town."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]

SCHOOL = {"lon": 76.9403, "lat": 43.25015}
HOUSE_NEAR_AN_ADDRESS = {"lon": 76.9411, "lat": 43.2501}
AT_THE_EDGE_OF_THE_SCHOOL = {"lon": 76.9403, "lat": 43.24997}
PARK = {"lon": 76.972, "lat": 43.252}
SHED = {"lon": 76.98005, "lat": 43.28005}
BY_A_STREET = {"lon": 76.985, "lat": 43.2904}
ELSEWHERE = {"lon": 10, "lat": 10}


@pytest.mark.parametrize(
    ("point", "kk", "ru", "en"),
    [
        (
            SCHOOL,
            "Батыс ауданы. Проспект Абая, 10. № 12 мектеп.",
            "Проспект Абая, 10. Школа № 12. Западный район.",
            "Проспект Абая, 10. School No. 12. West district.",
        ),
        (
            HOUSE_NEAR_AN_ADDRESS,
            "Батыс ауданы. Жақын мекенжай: Абай даңғылы, 12. Ғимарат: тұрғын үй.",
            "Рядом: проспект Абая, 12. Здание: жилое. Западный район.",
            "Near Abay Avenue, 12. Building: residential. West district.",
        ),
        (
            PARK,
            "Шығыс ауданы. Орталық саябақ.",
            "Центральный парк. Восточный район.",
            "Central Park. East district.",
        ),
        (
            SHED,
            "Шығыс ауданы. Ғимарат.",
            "Здание. Восточный район.",
            "Building. East district.",
        ),
        (
            BY_A_STREET,
            "Шығыс ауданы. Жақын көше: Жағалау көшесі.",
            "Рядом: Набережная ул. Восточный район.",
            "By Embankment St. East district.",
        ),
        (
            ELSEWHERE,
            "Қала деректерінде бұл жер туралы мәлімет жоқ.",
            "В данных города об этом месте ничего нет.",
            "The data of the city say nothing about this place.",
        ),
    ],
)
def test_the_sentence(client, point, kk, ru, en):
    said = {
        lang: client.get("/api/identify", {**point, "lang": lang}).json()["summary"]
        for lang in ("kk", "ru", "en")
    }
    assert said == {"kk": kk, "ru": ru, "en": en}


def test_what_is_around_comes_first_and_the_smallest_of_it_before_all(client):
    features = client.get("/api/identify", {**SCHOOL, "lang": "en"}).json()["features"]
    assert [(each["dataset"], each["inside"]) for each in features] == [
        ("buildings", True),
        ("districts", True),
        ("schools", False),
    ]
    distances = [each["distance_m"] for each in features if not each["inside"]]
    assert distances == sorted(distances)


def test_each_field_comes_with_label_value_and_words(client):
    features = client.get("/api/identify", {**SCHOOL, "lang": "ru"}).json()["features"]
    school = next(each for each in features if each["dataset"] == "schools")
    assert school["title"] == "Школа № 12"
    assert school["dataset_title"] == "Школы"
    assert school["theme"] == "education"
    assert school["source"] == "Городской совет"
    assert school["date"] == "сентябрь 2025\u00a0г."
    assert school["properties"] == {
        "name": {"label": "Название", "value": "Школа № 12", "text": "Школа № 12"},
        "capacity": {"label": "Мест", "value": 1200, "text": "1\u00a0200\u00a0мест"},
        "opened": {
            "label": "Дата открытия",
            "value": "1962-09-01",
            "text": "1\u00a0сентября 1962\u00a0г.",
        },
        "state": {"label": "Государственная", "value": True, "text": "да"},
    }


def test_the_unknown_is_said_to_be_unknown(client):
    answer = client.get("/api/identify", {**SCHOOL, "lang": "kk"}).json()
    building = answer["features"][0]
    assert building["properties"]["height_m"]["value"] is None
    assert building["properties"]["height_m"]["text"] == "белгісіз"
    assert [each["dataset"] for each in answer["unknown"]] == [
        "addresses",
        "parcels",
        "greenery",
        "roads",
    ]
    assert answer["unknown"][1] == {
        "dataset": "parcels",
        "title": "Жер учаскелері",
        "theme": "territory",
    }


def test_a_distance_is_measured_in_metres_of_the_city_s_projection(client):
    """Golden value: geodesic on WGS 84 by GeographicLib, 32.48 m."""
    features = client.get("/api/identify", {**HOUSE_NEAR_AN_ADDRESS, "lang": "en"}).json()[
        "features"
    ]
    address = next(each for each in features if each["dataset"] == "addresses")
    assert address["distance_m"] == pytest.approx(32.5, abs=0.1)
    assert address["title"] == "Abay Avenue, 12"


def test_a_point_where_nothing_is_known_lists_every_dataset_as_unknown(client, town):
    answer = client.get("/api/identify", {**ELSEWHERE, "lang": "en"}).json()
    assert answer["features"] == []
    assert {each["dataset"] for each in answer["unknown"]} == {each.id for each in town.datasets}


def test_a_street_names_the_place_from_farther_than_it_counts_as_known_there(client):
    features = client.get("/api/identify", {**BY_A_STREET, "lang": "en"}).json()["features"]
    assert [each["dataset"] for each in features] == ["districts"]


def test_a_click_beside_the_edge_of_a_building_means_the_building(client):
    """Three metres south of the wall."""
    answer = client.get("/api/identify", {**AT_THE_EDGE_OF_THE_SCHOOL, "lang": "ru"}).json()
    assert answer["summary"] == "Проспект Абая, 10. Здание: образовательное. Западный район."
