"""Tours read as pages: stops in order, figures with their sources, links to the map."""

import re

import pytest

from qala.portal.doors import Door, doors, hand_over_doors
from tests.portal.test_pages import Outline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


def test_the_list_and_the_home_page_lead_to_each_tour(client):
    for page in ("/ru/tours", "/ru/"):
        text = client.get(page).content.decode()
        assert '<a href="/ru/tours/walk">Короткая прогулка</a>' in text
        assert "2 остановки" in text
        assert "10 секунд" in text


def test_a_tour_reads_without_a_script(client):
    text = client.get("/en/tours/walk").content.decode()
    outline = Outline(text)
    stops = [each for each in outline.all("li") if "data-stop" in each]
    assert [each["id"] for each in stops] == ["1", "2"]
    assert stops[0]["data-seconds"] == "5.5"
    assert text.index("The schools") < text.index("The end")


def test_a_stop_links_to_the_map_without_the_layers_that_are_not_there(client):
    outline = Outline(client.get("/kk/tours/walk").content.decode())
    links = [each["href"] for each in outline.all("a") if each.get("class") == "on-map"]
    assert links == [
        "/kk/map?at=76.95,43.25,13.5&layers=schools&tall=1&turn=-20,45",
        "/kk/map?at=76.94,43.24,14&on=2027-12-31",
    ]


@pytest.mark.parametrize(
    ("language", "cited"),
    [
        ("kk", "Қала газеті</a>, Қалалық кеңес, 2018\u00a0жылғы қараша"),
        ("ru", "Городская газета</a>, Горсовет, ноябрь 2018\u00a0г."),
        ("en", "Town newspaper</a>, Town council, November 2018"),
    ],
)
def test_claims_stand_side_by_side_each_with_its_source(client, language, cited):
    text = client.get(f"/{language}/tours/walk").content.decode()
    assert text.count(cited) == 2
    assert len(re.findall(r'<li class="claim">', text)) == 2


@pytest.mark.parametrize("name", ["nothing", "Walk", "a" * 200])
def test_a_tour_that_is_not_there_is_said_with_a_way_on(client, name):
    response = client.get(f"/ru/tours/{name}")
    assert response.status_code == 404
    assert "Такой экскурсии нет" in response.content.decode()


def test_the_tours_take_no_query_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/en/tours/walk")


def test_a_door_stands_on_the_home_page_when_its_part_is_handed_over(client):
    assert doors() == ()
    assert "doors" not in client.get("/en/").content.decode()
    hand_over_doors([Door("What there is", "All layers", "catalogue")])
    try:
        text = client.get("/ru/").content.decode()
    finally:
        hand_over_doors(())
    assert '<a href="/ru/data"><strong>Что здесь есть</strong>' in text
