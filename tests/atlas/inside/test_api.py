"""`/api/inside`: golden answers for a small town, and areas that cannot be used."""

import pytest
from django.conf import settings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]

AROUND_THE_SCHOOL = {
    "type": "Polygon",
    "coordinates": [
        [
            [76.9395, 43.2495],
            [76.9412, 43.2495],
            [76.9412, 43.2505],
            [76.9395, 43.2505],
            [76.9395, 43.2495],
        ]
    ],
}
BOW_TIE = [[76.93, 43.22], [76.95, 43.25], [76.95, 43.22], [76.93, 43.25], [76.93, 43.22]]


def post(client, geometry, lang="en", **more):
    return client.post(
        f"/api/inside?lang={lang}",
        {"geometry": geometry, **more},
        content_type="application/json",
    )


def inside(client, geometry, **more):
    response = post(client, geometry, **more)
    assert response.status_code == 200, response.content
    return response.json()


def test_each_dataset_says_how_much_of_it_is_inside(client):
    answer = inside(client, AROUND_THE_SCHOOL, lang="ru")
    assert answer["area_m2"] == pytest.approx(15_330, rel=0.01)
    assert answer["area_text"] == "1,53\u00a0га"
    found = {each["dataset"]: each for each in answer["datasets"]}
    assert list(found) == ["districts", "buildings", "schools"]
    assert [each["dataset"] for each in answer["nothing"]] == [
        "addresses",
        "parcels",
        "greenery",
        "roads",
    ]
    buildings = found["buildings"]
    assert (buildings["title"], buildings["theme"]) == ("Здания", "buildings")
    assert (buildings["count"], buildings["cut"], buildings["measure"]) == (2, 1, "area")
    assert buildings["figures"] == [
        {
            "field": "levels",
            "label": "Этажность",
            "how": "mean",
            "value": 4.0,
            "text": "4\u00a0этажа",
            "known": 2,
            "approximate": False,
        }
    ]
    (shares,) = buildings["shares"]
    assert [(each["value"], each["count"]) for each in shares["parts"]] == [
        ("education", 1),
        ("residential", 1),
    ]
    assert sum(each["share"] for each in shares["parts"]) == pytest.approx(1)
    assert answer["generated"] is False


def test_people_of_a_district_are_shared_out_and_said_to_be_approximate(client):
    """A quarter of the west district and a tenth of the east one, between two meridians."""
    strip = [[76.9375, 43.2], [76.955, 43.2], [76.955, 43.3], [76.9375, 43.3], [76.9375, 43.2]]
    answer = inside(client, {"type": "Polygon", "coordinates": [strip]})
    districts = next(each for each in answer["datasets"] if each["dataset"] == "districts")
    (people,) = districts["figures"]
    assert people["value"] == pytest.approx(120_500 / 4 + 98_000 / 10, rel=0.001)
    assert people["approximate"] is True
    assert districts["cut"] == 2
    assert districts["source"] == "Town Council"


def test_around_a_point_and_along_a_line(client):
    point = {"type": "Point", "coordinates": [76.9403, 43.25015]}
    line = {"type": "LineString", "coordinates": [[76.9403, 43.25015], [76.97, 43.27]]}
    for geometry, schools in ((point, 1), (line, 2)):
        answer = inside(client, geometry, within_m=100)
        counts = {each["dataset"]: each["count"] for each in answer["datasets"]}
        assert counts["schools"] == schools


def test_several_polygons_and_heights_are_understood(client):
    ring = AROUND_THE_SCHOOL["coordinates"][0]
    geometry = {"type": "MultiPolygon", "coordinates": [[[[*each, 700.0] for each in ring]]]}
    assert inside(client, geometry)["area_m2"] == inside(client, AROUND_THE_SCHOOL)["area_m2"]


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        (
            {"type": "Polygon", "coordinates": [BOW_TIE]},
            (
                "The outline crosses itself: side 1 meets side 3 at 43.23500, 76.94000."
                " Move one of their corners, or draw two areas."
            ),
        ),
        (
            {"type": "Polygon", "coordinates": [[[76.93, 43.22]] * 4]},
            "The outline encloses no area: give corners apart.",
        ),
        (
            {"type": "Point", "coordinates": [76.94, 43.25]},
            "Give the distance from a point or line: 1 to 20000 metres.",
        ),
        (
            {"type": "Polygon", "coordinates": [[[10, 10], [11, 10], [11, 11], [10, 10]]]},
            "This lies outside the city: between 43.2, 76.9 and 43.3, 77.0.",
        ),
        (
            {"type": "Polygon", "coordinates": [[[76, 43], [78, 43], [78, 44], [76, 43]]]},
            "Give a smaller area: 90 km² at most, as much as the city.",
        ),
        (
            {
                "type": "Polygon",
                "coordinates": [[[43.25, 176.9], [43.3, 177], [43.2, 177], [1, 1]]],
            },
            "Give longitude and latitude in degrees, longitude first.",
        ),
    ],
)
def test_an_area_that_cannot_be_used_is_refused_in_words(client, geometry, said):
    response = post(client, geometry)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"] == [{"field": "geometry", "message": said}]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"geometry": {"type": "Circle"}}',
        b'{"geometry": {"type": "Polygon", "coordinates": []}}',
        b'{"geometry": {"type": "Polygon", "coordinates": [[[1, 2]]]}}',
        b'{"geometry": {"type": "Point", "coordinates": [NaN, 2]}}',
        b'{"geometry": {"type": "Point", "coordinates": [1, 2]}, "within_m": 1e999}',
        b'{"geometry": ' + b"[" * 10_000,
    ],
)
def test_what_is_no_area_is_refused(client, body):
    response = client.post("/api/inside", body, content_type="application/json")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_too_many_corners_and_too_large_a_body_are_refused(client):
    ring = [[76.9 + number / 1e5, 43.2] for number in range(2_000)]
    response = post(client, {"type": "Polygon", "coordinates": [[*ring, [76.95, 43.25], ring[0]]]})
    assert response.status_code == 400
    assert response.json()["errors"][0]["message"] == "Give at most 1000 corners."
    response = client.post("/api/inside", b" " * 3_000_000, content_type="application/json")
    assert response.status_code == 400  # the front of a served city says 413


def test_a_visitor_may_ask_so_often_in_a_minute(client, monkeypatch):
    monkeypatch.setattr(settings, "INSIDE_PER_MINUTE", 2)
    answers = [post(client, AROUND_THE_SCHOOL).status_code for _ in range(3)]
    assert answers == [200, 200, 429]
