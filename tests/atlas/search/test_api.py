"""`/api/search` and the page of results."""

import pytest
from django.conf import settings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searched")]


def found(client, q, **more):
    response = client.get("/api/search", {"q": q, "lang": "ru", **more})
    assert response.status_code == 200
    return response.json()


def test_a_street_is_told_as_the_interface_says(client):
    answer = found(client, "naberezhnaia", lang="en")
    (street, *_) = answer["results"]
    assert street == {
        "title": "Embankment St.",
        "subtitle": "street · East district",
        "dataset": "roads",
        "id": street["id"],
        "lon": pytest.approx(76.985, abs=0.006),
        "lat": pytest.approx(43.29),
        "url": f"/en/map?at=76.98500,43.29000,15.1&select=roads/{street['id']}",
        "formerly": "",
        "at": [pytest.approx(76.985), pytest.approx(43.29), 15.1],
        "score": street["score"],
    }
    assert (answer["ready"], answer["close"], answer["hint"]) == (True, False, "")


def test_an_address_by_street_and_number(client):
    for typed in ("Абая 12", "12 abaya", "пр-т Абая, д. 12", "Абай даңғылы 12-үй"):
        assert found(client, typed)["results"][0]["title"] == "проспект Абая, 12"


def test_a_former_name_is_said(client):
    street = found(client, "Октябрьская")["results"][0]
    assert street["title"] == "Набережная ул."
    assert street["formerly"] == "Октябрьская ул."
    assert street["subtitle"].startswith("прежнее название: Октябрьская ул.")
    assert found(client, "Ленина 12")["results"][0]["title"] == "проспект Абая, 12"


def test_datasets_and_pages_are_found(client):
    dataset = found(client, "мектептер", lang="en")["results"][0]
    assert (dataset["dataset"], dataset["id"], dataset["url"]) == (
        "schools",
        "",
        "/en/data/schools",
    )
    page = found(client, "карта")["results"][0]
    assert (page["url"], page["subtitle"], page["lon"]) == ("/ru/map", "страница", None)


def test_a_keyboard_set_to_the_other_alphabet(client):
    answer = found(client, "yf,tht;yfz")
    assert answer["results"][0]["title"] == "Набережная ул."
    assert answer["read_as"] == "набережная"
    assert found(client, "qqqzz")["read_as"] == ""


def test_what_is_near_comes_first(client):
    west = found(client, "школа", at="76.94,43.25")["results"]
    east = found(client, "школа", at="76.97,43.27,12")["results"]
    assert west[0]["title"] == "Школа № 12"
    assert east[0]["title"] == "Дальняя школа"


def test_a_place_that_is_not_known_is_not_found(client):
    assert all(each["title"] != "Школа без места" for each in found(client, "школа")["results"])


@pytest.mark.parametrize("q", ["", " ", "🎉", "!!!", "\u202e", "\x00", "\ue0000"])
def test_what_is_no_name_gets_a_hint(client, q):
    answer = found(client, q)
    assert answer["results"] == []
    assert answer["hint"]


def test_some_of_the_words_are_better_than_nothing(client):
    answer = found(client, "набережная вилькоммен")
    assert answer["close"]
    assert answer["hint"].startswith("Названий со всеми этими словами нет")
    assert found(client, "зюфщлрк")["results"] == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"q": "а" * 201}, "q"),
        ({"q": "а", "limit": "0"}, "limit"),
        ({"q": "а", "limit": "51"}, "limit"),
        ({"q": "а", "at": "here"}, "at"),
        ({"q": "а", "at": "181,0"}, "at"),
        ({"q": "а", "at": "nan,nan"}, "at"),
        ({"q": "а", "lang": "fr"}, "lang"),
    ],
)
def test_wrong_input_is_named(client, query, field):
    response = client.get("/api/search", query)
    assert response.status_code == 400
    assert [each["field"] for each in response.json()["errors"]] == [field]


def test_five_thousand_letters_are_refused_as_an_address(client):
    assert client.get("/api/search", {"q": "а" * 5000}).status_code == 414
    assert client.get("/api/search", {"q": "a" * 5000}).status_code == 400


def test_the_limit_holds(client):
    assert len(found(client, "а", limit=2)["results"]) == 2


def test_searches_are_counted_apart_from_other_questions(client, monkeypatch):
    monkeypatch.setattr(settings, "SEARCH_PER_MINUTE", 2)
    monkeypatch.setattr(settings, "IDENTIFY_PER_MINUTE", 1)
    monkeypatch.setattr("qala.atlas.actions.time", lambda: 1_800_000_030.0)
    assert client.get("/api/identify?lon=76.94&lat=43.25").status_code == 200
    statuses = [client.get("/api/search?q=a").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_the_page_without_script(client):
    response = client.get("/ru/search", {"q": "Октябрьская"})
    text = response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    assert "Набережная ул." in text
    assert "прежнее название: Октябрьская ул." in text
    assert 'href="/ru/map?at=' in text


def test_the_page_helps_where_nothing_is_found(client):
    text = client.get("/kk/search", {"q": "зюфщлрк школа"}).content.decode()
    assert 'href="/kk/search?q=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0"' in text
    assert "№ 12 мектеп" in client.get("/kk/search").content.decode()


def test_the_page_takes_the_beginning_of_a_long_text(client):
    response = client.get("/ru/search", {"q": "абая " * 100})
    assert response.status_code == 200
    assert "знаков: 200" in response.content.decode()


def test_the_page_shows_what_was_typed_as_text(client):
    text = client.get("/ru/search", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in text
