"""Reading from other origins: open where it is meant to be, within a stated rate."""

from contextlib import closing

import pytest

from qala.atlas import rates
from qala.atlas.models import RequestCount

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]

OTHER = {"Origin": "https://elsewhere.example", "Accept-Language": "en"}
OPEN = (
    "/api/map",
    "/api/openapi.json",
    "/api/identify",
    "/data.jsonld",
    "/data/schools.jsonld",
    "/data/schools.qlr",
    "/data/nothing.jsonld",
    "/feeds/data/schools.atom",
    "/files/schools/1/features.parquet",
    "/files/schools/features.parquet",
    "/ogc/nothing",
    "/download/nothing",
)
CLOSED = ("/en/", "/en/data", "/en/data/schools", "/en/map", "/api/docs", "/health")


@pytest.fixture
def limited(settings, monkeypatch):
    """Five readings in a minute for one visitor, and no memory of those before."""
    monkeypatch.setattr(rates, "_tally", rates._Tally())
    settings.READ_PER_MINUTE = 5


@pytest.mark.parametrize("address", OPEN)
def test_programs_of_other_origins_may_read(client, address):
    for ask in (client.get, client.head):
        with closing(ask(address, headers=OTHER)) as response:
            assert response["Access-Control-Allow-Origin"] == "*"
            assert "Access-Control-Allow-Credentials" not in response
            assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("address", OPEN)
def test_a_browser_may_ask_beforehand(client, address):
    response = client.options(address, headers=OTHER)
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Range" in response["Access-Control-Allow-Headers"]
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", CLOSED)
def test_pages_stay_with_their_own_origin(client, address):
    response = client.get(address, headers=OTHER)
    assert response.status_code == 200
    assert "Access-Control-Allow-Origin" not in response
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert client.options(address).status_code == 405


def test_writing_is_not_open(client):
    response = client.post("/api/map", headers=OTHER)
    assert response.status_code == 405
    assert "Access-Control-Allow-Origin" not in response


def test_the_rate_stands_in_every_answer(client, limited):
    first = client.get("/data.jsonld")
    assert first["RateLimit-Policy"] == '"reading";q=5;w=60'
    assert first["RateLimit"].startswith('"reading";r=4;t=')
    assert client.get("/api/map")["RateLimit"].startswith('"reading";r=3;t=')
    assert "RateLimit" not in client.get("/en/data")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_beyond_the_rate_it_says_when_to_come_again(client, limited, language):
    headers = {**OTHER, "Accept-Language": language}
    answers = [client.get("/data.jsonld", headers=headers) for _ in range(6)]
    assert [each.status_code for each in answers] == [200] * 5 + [429]
    refused = answers[-1]
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["RateLimit"].startswith('"reading";r=0;t=')
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["Content-Language"] == language
    assert client.get(f"/{language}/data").status_code == 200
    other = client.get("/data.jsonld", REMOTE_ADDR="198.51.100.7")
    assert other.status_code == 200


def test_processes_count_together():
    first, second = rates._Tally(), rates._Tally()
    for number in range(1, 41):
        assert first.add("read someone", 7) == number
    assert RequestCount.objects.get().count == 40
    for _ in range(20):
        count = second.add("read someone", 7)
    assert count == 60
    assert second.add("read someone", 8) == 1


def test_without_a_limit_nothing_is_counted(client, settings):
    settings.READ_PER_MINUTE = 0
    assert "RateLimit" not in client.get("/data.jsonld")
