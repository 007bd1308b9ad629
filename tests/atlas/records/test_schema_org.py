"""A dataset's record for search engines, in its page."""

import json
import re

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def record(client, language="en", dataset="schools"):
    (block,) = BLOCK.findall(client.get(f"/{language}/data/{dataset}").content.decode())
    return json.loads(block)


@pytest.mark.parametrize(
    ("language", "name"), [("kk", "Мектептер"), ("ru", "Школы"), ("en", "Schools")]
)
def test_it_has_what_search_engines_ask_for(client, language, name):
    found = record(client, language)
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == "Dataset"
    assert found["name"] == name
    assert found["description"]
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["creator"]["name"]
    assert found["temporalCoverage"] == "2025-09-01/2025-09-30"
    assert found["url"] == f"http://testserver/{language}/data/schools"
    south, west, north, east = map(float, found["spatialCoverage"]["geo"]["box"].split())
    assert 43 < south < north < 44
    assert 76 < west < east < 77.5
    assert all(
        set(each) == {"@type", "name", "encodingFormat", "contentUrl"}
        for each in found["distribution"]
    )


def test_what_a_source_does_not_state_is_not_claimed(client):
    assert "license" not in record(client, dataset="greenery")


def test_no_text_can_end_the_block(client, history):
    history.publish("halls", {"h1": ("x", 1, None)})
    text = client.get("/en/data/halls").content.decode()
    (block,) = BLOCK.findall(text)
    assert "<" not in block
    assert json.loads(block)["name"] == "halls en"
