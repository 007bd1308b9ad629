"""The JSON API: the map's configuration, problem bodies, the limit on questions."""

import pytest
from django.conf import settings

from qala.atlas.models import RequestCount
from tests.conftest import PUBLISHED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


def test_the_map_s_configuration(client):
    config = client.get("/api/map", {"lang": "ru"}).json()
    assert config["lang"] == "ru"
    assert config["languages"] == [
        {"code": "kk", "name": "Қазақ тілі", "href": "/kk/map"},
        {"code": "ru", "name": "Русский", "href": "/ru/map"},
        {"code": "en", "name": "English", "href": "/en/map"},
    ]
    assert config["city"] == {
        "id": "town",
        "name": "Городок",
        "mark": "Town",
        "bounds": [76.9, 43.2, 77.0, 43.3],
        "centre": [76.95, 43.25, 14.0],
        "generated": False,
        "tours": True,
        "notice": "Данные для проверки.",
    }
    assert [theme["id"] for theme in config["themes"]] == [
        "territory",
        "buildings",
        "nature",
        "education",
        "transport",
    ]
    # The other view of the town asks for parcels, which are not published.
    assert config["views"] == [
        {
            "id": "schools",
            "question": "Где школы переполнены?",
            "answer": "Школы, где учеников больше, чем мест.",
            "layers": ["schools", "districts"],
            "at": [76.95, 43.25, 13.5],
        }
    ]


def test_a_layer_of_the_map(client):
    layers = {each["id"]: each for each in client.get("/api/map", {"lang": "ru"}).json()["layers"]}
    assert list(layers) == list(PUBLISHED)
    schools = layers["schools"]
    assert schools["tiles"] == "/tiles/schools/1/{z}/{x}/{y}.mvt"
    assert (schools["minzoom"], schools["maxzoom"]) == (8, 14)
    assert schools["bounds"] == pytest.approx([76.9403, 43.25015, 76.97, 43.27])
    assert schools["count"] == 4
    assert schools["date"] == "сентябрь 2025\u00a0г."
    assert schools["attribution"] == "Городской совет, CC-BY-4.0"
    assert schools["page"] == "/ru/data/schools"
    assert schools["fields"][1] == {
        "name": "capacity",
        "type": "integer",
        "label": "Мест",
        "unit": "мест",
        "values": {},
        "tiled": True,
    }
    use = next(each for each in layers["buildings"]["fields"] if each["name"] == "use")
    assert use["values"]["education"] == "образовательное"
    assert layers["buildings"]["style"]["kind"] == "category"


def test_without_a_language_the_visitor_s_own_is_taken(client):
    assert client.get("/api/map", headers={"Accept-Language": "ru"}).json()["lang"] == "ru"


def test_a_missing_parameter_is_named(client):
    response = client.get("/api/identify?lang=ru")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Запрос непонятен",
        "status": 400,
        "detail": "На запрос в таком виде ответить нельзя.",
        "errors": [
            {"field": "lon", "message": "Это не указано."},
            {"field": "lat", "message": "Это не указано."},
        ],
    }


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("lon=abc&lat=43", "lon", "Сан көрсетіңіз, бөлшегін нүктемен жазыңыз."),
        ("lon=999&lat=43", "lon", "Ең көбі 180 болуы керек."),
        ("lon=76&lat=-91", "lat", "Ең азы -90 болуы керек."),
        ("lon=NaN&lat=43", "lon", "Сан көрсетіңіз, бөлшегін нүктемен жазыңыз."),
        ("lon=76&lat=inf", "lat", "Сан көрсетіңіз, бөлшегін нүктемен жазыңыз."),
        ("lon=76&lat=", "lat", "Сан көрсетіңіз, бөлшегін нүктемен жазыңыз."),
        ("lon=76,9&lat=43", "lon", "Сан көрсетіңіз, бөлшегін нүктемен жазыңыз."),
        ("lon=%00&lat=43", "lon", "Сан көрсетіңіз, бөлшегін нүктемен жазыңыз."),
        ("lon=76&lat=43&lang=xx", "lang", "Мыналардың бірін көрсетіңіз: kk, ru, en."),
    ],
)
def test_bad_input_is_explained_in_the_visitor_s_language(client, query, field, message):
    response = client.get(f"/api/identify?{query}", headers={"Accept-Language": "kk"})
    assert response.status_code == 400
    assert response.json()["errors"] == [{"field": field, "message": message}]


@pytest.mark.parametrize(
    "query",
    [
        "lon=1e400&lat=0",
        "lon=0&lat=0&lon=5",
        "&".join(f"p{number}=1" for number in range(500)),
        "lon[]=1&lat={}",
        "lang=%F0%28%8C%28",
    ],
)
def test_no_query_is_our_fault(client, query):
    assert client.get(f"/api/identify?{query}").status_code in (200, 400)
    assert client.get(f"/api/map?{query}").status_code in (200, 400)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_another_method_is_refused_with_a_problem_body(client, method):
    response = getattr(client, method)("/api/identify", headers={"Accept-Language": "ru"})
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == "Этот метод здесь не разрешён"
    assert response["Allow"] == "GET"


def ask(client, **extra):
    return client.get("/api/identify?lon=76.94&lat=43.25&lang=ru", **extra)


def test_one_address_may_ask_so_often_a_minute(client, monkeypatch):
    monkeypatch.setattr(settings, "IDENTIFY_PER_MINUTE", 3)
    monkeypatch.setattr("qala.atlas.actions.time", lambda: 1_800_000_030.0)
    assert [ask(client).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = ask(client)
    assert refused["Retry-After"] == "30"
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json() == {
        "type": "about:blank",
        "title": "Слишком много запросов",
        "status": 429,
        "detail": "Слишком много запросов: подождите минуту и попробуйте ещё раз.",
    }
    assert ask(client, REMOTE_ADDR="192.0.2.9").status_code == 200


def test_the_next_minute_begins_anew_and_old_counts_are_forgotten(client, monkeypatch):
    monkeypatch.setattr(settings, "IDENTIFY_PER_MINUTE", 1)
    for moment, status in ((1_800_000_000, 200), (1_800_000_059, 429), (1_800_000_060, 200)):
        monkeypatch.setattr("qala.atlas.actions.time", lambda moment=moment: float(moment))
        assert ask(client).status_code == status
    assert RequestCount.objects.count() == 2
    monkeypatch.setattr("qala.atlas.actions.time", lambda: 1_800_003_600.0)
    assert ask(client).status_code == 200
    assert RequestCount.objects.count() == 1


def test_addresses_are_not_kept(client, monkeypatch):
    monkeypatch.setattr(settings, "IDENTIFY_PER_MINUTE", 10)
    ask(client, REMOTE_ADDR="192.0.2.44")
    (row,) = RequestCount.objects.all()
    assert "192.0.2.44" not in row.visitor
    assert len(row.visitor) == 64


@pytest.mark.parametrize(
    ("proxies", "forwarded", "statuses"),
    [
        (0, ["198.51.100.1", "198.51.100.2"], [200, 429]),
        (1, ["198.51.100.1", "198.51.100.2"], [200, 200]),
        (1, ["1.1.1.1, 198.51.100.1", "2.2.2.2, 198.51.100.1"], [200, 429]),
        (2, ["198.51.100.1, 10.0.0.1", "198.51.100.2, 10.0.0.1"], [200, 200]),
    ],
)
def test_a_proxy_is_believed_only_when_it_is_ours(
    client, monkeypatch, proxies, forwarded, statuses
):
    monkeypatch.setattr(settings, "IDENTIFY_PER_MINUTE", 1)
    monkeypatch.setattr(settings, "TRUSTED_PROXIES", proxies)
    monkeypatch.setattr("qala.atlas.actions.time", lambda: 1_800_000_000.0)
    answers = [ask(client, headers={"X-Forwarded-For": each}) for each in forwarded]
    assert [answer.status_code for answer in answers] == statuses


def test_an_answer_takes_few_queries(client, django_assert_max_num_queries):
    ask(client)
    with django_assert_max_num_queries(6):
        ask(client)


def test_where_a_feature_lies(client):
    known = client.get("/api/identify", {"lon": 76.92, "lat": 43.22, "lang": "en"}).json()
    west = next(each["id"] for each in known["features"] if each["title"] == "West district")
    answer = client.get("/api/position", {"dataset": "districts", "id": west})
    assert answer.status_code == 200
    place = {"dataset": "districts", "id": west, "lon": 76.925, "lat": 43.25}
    assert answer.json() == {**place, "generated": False}


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ({"dataset": "districts", "id": "nowhere"}, 404, "«nowhere»"),
        ({"dataset": "planets", "id": "1"}, 404, "«planets»"),
        ({"dataset": "../etc", "id": "1"}, 404, "«../etc»"),
        ({"dataset": "districts"}, 400, None),
    ],
)
def test_a_feature_that_is_not_there(client, asked, status, words):
    answer = client.get("/api/position", {**asked, "lang": "ru"})
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    if words:
        assert words in answer.json()["detail"]
