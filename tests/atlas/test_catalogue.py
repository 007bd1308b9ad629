"""The catalogue and the page of a dataset."""

import io
import re

import pyarrow.parquet as pq
import pytest

from qala.atlas.served import served
from tests.conftest import PUBLISHED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


def titles(text):
    return re.findall(r'<h3><a href="/\w+/data/(\w+)">', text)


def test_all_datasets_stand_under_their_themes(client):
    text = client.get("/ru/data").content.decode()
    assert re.findall(r'<h2 id="(\w+)">', text) == [
        "territory",
        "buildings",
        "nature",
        "education",
        "transport",
    ]
    assert titles(text) == list(PUBLISHED)
    assert "4 записи" in text
    assert "1 запись" in text


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        ("ru", "школы", ["schools"]),
        ("ru", "ШКОЛЫ", ["schools"]),
        ("en", "мектеп", ["schools"]),
        ("kk", "Орын саны", ["schools"]),
        ("en", "places pupils", ["schools"]),
        ("en", "nothing of the kind", []),
    ],
)
def test_datasets_are_found_in_any_language(client, language, words, found):
    text = client.get(f"/{language}/data", {"q": words}).content.decode()
    assert titles(text) == found
    assert f'value="{words}"' in text


def test_what_was_searched_for_is_escaped(client):
    text = client.get("/en/data", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in text
    assert "Nothing was found" in text


def test_a_dataset_tells_what_it_is_and_where_from(client):
    text = client.get("/ru/data/schools").content.decode()
    for words in (
        "<h1>Школы</h1>",
        "Школы: места и ученики.",
        "<dt>Одна строка — это</dt><dd>школа</dd>",
        "4, из них без места: 1",
        "Городской совет",
        "<dt>Дата данных</dt><dd>сентябрь 2025\u00a0г.</dd>",
        "CC-BY-4.0",
        "Составлено для проверки.",
        "/ru/map?layers=schools",
    ):
        assert words in text
    assert re.search(r"\d+\u00a0\w+ \d{4}\u00a0г\.</time>", text)


def test_a_licence_that_is_not_stated_is_said_so(client):
    text = client.get("/ru/data/greenery").content.decode()
    assert "<dt>Лицензия</dt><dd>источником не указана</dd>" in text
    layers = client.get("/api/map?lang=ru").json()["layers"]
    parks = next(each for each in layers if each["id"] == "greenery")
    assert parks["attribution"] == "Town Council"


def test_its_fields_have_labels_units_and_values(client):
    text = client.get("/kk/data/schools").content.decode()
    row = '<th scope="row">Орын саны</th><td><code>capacity</code></td><td>орын</td>'
    assert row in text
    text = client.get("/en/data/buildings").content.decode()
    assert "education, health, public" in text


def test_its_first_records_are_worded(client):
    text = client.get("/ru/data/schools").content.decode()
    row = re.search(r'<th scope="row">Школа № 12</th>(.*?)</tr>', text)
    assert row
    assert re.findall("<td>(.*?)</td>", row[1]) == [
        "1\u00a0200\u00a0мест",
        "1\u00a0сентября 1962\u00a0г.",
        "да",
    ]
    unknown = re.search(r'<th scope="row">Пригородная школа</th>(.*?)</tr>', text)
    assert unknown
    assert re.findall("<td>(.*?)</td>", unknown[1]) == ["неизвестно"] * 3


def test_what_was_left_out_or_odd_is_said_in_words(client):
    text = client.get("/ru/data/schools").content.decode()
    assert "Из источника прочитаны 4 записи." in text
    assert "Ни одна не пропущена." in text
    assert "1: место не указано" in text
    assert "1: значение поля «Мест» нельзя прочитать" in text


def test_its_features_can_be_taken_away(client):
    text = client.get("/en/data/schools").content.decode()
    (address,) = set(re.findall(r'href="(/files/schools/\d+/features.parquet)"', text))
    response = client.get(address)
    body = b"".join(response.streaming_content)
    assert response.status_code == 200
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Disposition"] == 'attachment; filename="schools-1.parquet"'
    assert pq.read_table(io.BytesIO(body)).num_rows == 4
    manifest = served().shelf.current("schools").manifest
    assert response["ETag"] == f'"{manifest.files["features.parquet"].sha256}"'
    again = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        "/files/schools/99/features.parquet",
        "/files/nothing/1/features.parquet",
        "/files/schools/99999999999999999999999/features.parquet",
        f"/files/schools/{'9' * 300}/features.parquet",
        "/files/..%2Fschools/1/features.parquet",
    ],
)
def test_a_release_that_is_not_there_is_not_found(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_a_column_without_any_value_is_left_out_of_the_first_records(client):
    text = client.get("/en/data/districts").content.decode()
    fields, rows = text.split('<h2 id="rows">')
    assert "Administrative level" in fields
    assert "Administrative level" not in rows
    assert "Population" in rows
