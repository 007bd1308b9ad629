"""Identifiers that survive releases: found, moved, gone, or never there."""

from urllib.parse import quote

import pytest

pytestmark = pytest.mark.django_db

ITEM = {"Accept": "application/geo+json"}


def test_a_reader_is_led_to_the_map_and_a_program_to_the_item(client, history):
    page = client.get("/id/halls/h1", headers={"Accept": "text/html", "Accept-Language": "ru"})
    assert page.status_code == 303
    assert page["Location"] == "/ru/map?layers=halls&select=halls/h1"
    item = client.get("/id/halls/h1", headers=ITEM)
    assert (item.status_code, item["Location"]) == (303, "/ogc/collections/halls/items/h1")
    assert "Accept" in item["Vary"]


def test_any_id_can_stand_in_the_address(client, history):
    named = quote("h/4 ә", safe="")
    item = client.get(f"/id/halls/{named}", headers=ITEM)
    assert (item.status_code, item["Location"]) == (303, f"/ogc/collections/halls/items/{named}")


def test_what_moved_answers_301(client, history):
    response = client.get("/id/halls/h0", headers=ITEM)
    assert (response.status_code, response["Location"]) == (301, "/id/halls/h1")


@pytest.mark.parametrize(("feature", "release"), [("h2", 3), ("h3", 2)])
def test_what_is_gone_answers_410_and_says_since_when(client, history, feature, release):
    response = client.get(f"/id/halls/{feature}", headers={**ITEM, "Accept-Language": "en"})
    assert response.status_code == 410
    body = response.json()
    assert body["title"] == "No longer here"
    assert body["detail"] == f"“{feature}” of “halls” is gone since release {release}."


def test_what_moved_to_something_gone_leads_there_and_no_further(client, history):
    response = client.get("/id/halls/h00", headers=ITEM)
    assert (response.status_code, response["Location"]) == (301, "/id/halls/h2")
    assert client.get("/id/halls/h2", headers=ITEM).status_code == 410


def test_what_never_was_answers_404(client, history):
    assert client.get("/id/halls/h77", headers=ITEM).status_code == 404
    assert client.get("/id/nothing/h1", headers=ITEM).status_code == 404


def test_without_a_key_an_earlier_id_is_not_found(client, history):
    response = client.get("/id/stalls/h3", headers={**ITEM, "Accept-Language": "en"})
    assert response.status_code == 404
    assert "last one release" in response.json()["detail"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_reader_gets_a_page_in_words(client, history, language):
    response = client.get(
        "/id/halls/h2", headers={"Accept": "text/html", "Accept-Language": language}
    )
    assert response.status_code == 410
    assert response["Content-Type"].startswith("text/html")
    assert f'<html lang="{language}">' in response.content.decode()


def test_programs_of_other_origins_are_led_on_and_pages_stay_closed(client, history):
    response = client.get("/id/halls/h2", headers={"Accept": "text/html"})
    assert response.status_code == 410
    assert "Access-Control-Allow-Origin" not in response
    moved = client.get("/id/halls/h0", headers={"Accept": "application/json"})
    assert moved["Access-Control-Allow-Origin"] == "*"
