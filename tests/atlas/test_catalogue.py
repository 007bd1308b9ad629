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
        "programs",
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
    row = re.search(r'<th scope="row"><a [^>]+>Школа № 12</a></th>(.*?)</tr>', text)
    assert row
    assert re.findall("<td>(.*?)</td>", row[1]) == [
        "1\u00a0200\u00a0мест",
        "1\u00a0сентября 1962\u00a0г.",
        "да",
    ]
    unknown = re.search(r"Пригородная школа</a></th>(.*?)</tr>", text)
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


def test_a_theme_chooses_among_the_datasets(client):
    text = client.get("/en/data", {"theme": "education"}).content.decode()
    assert titles(text) == ["schools"]
    assert 'href="/en/data?theme=education" aria-current="true"' in text
    assert '<input type="hidden" name="theme" value="education">' in text
    assert "1 dataset" in text
    both = client.get("/en/data", {"theme": "education", "q": "roads"}).content.decode()
    assert titles(both) == []
    assert "Nothing was found for “roads”" in both
    unknown = client.get("/en/data", {"theme": '"><b>'}).content.decode()
    assert titles(unknown) == []
    assert "There are no datasets of this theme." in unknown
    assert "<b>" not in unknown


def rows(text):
    return re.findall(r'<tr><th scope="row">(?:<a [^>]+>)?([^<]+)', text.split('<h2 id="rows">')[1])


def test_its_records_are_sorted_up_and_down(client):
    text = client.get("/en/data/schools", {"sort": "capacity"}).content.decode()
    assert rows(text)[:2] == ["Школа без места", "School No. 12"]
    assert 'aria-sort="ascending"><a href="?sort=-capacity#rows" rel="nofollow">Places' in text
    down = client.get("/en/data/schools", {"sort": "-capacity"}).content.decode()
    assert rows(down)[:2] == ["School No. 12", "Школа без места"]
    assert 'aria-sort="descending"><a href="?sort=capacity#rows" rel="nofollow">Places' in down
    named = client.get("/ru/data/schools").content.decode()
    assert 'href="?sort=name_ru#rows"' in named


def test_its_records_are_read_page_by_page(client, monkeypatch):
    monkeypatch.setattr("qala.atlas.recordtable.ROWS", 3)
    text = client.get("/en/data/schools", {"sort": "-capacity"}).content.decode()
    seen = rows(text)
    assert len(seen) == 3
    assert "To the beginning" not in text
    (link,) = re.findall(r'<a href="([^"]+)" rel="nofollow next">', text)
    more = client.get("/en/data/schools" + link.replace("&amp;", "&").partition("#")[0])
    text = more.content.decode()
    seen += rows(text)
    assert len(seen) == len(set(seen)) == 4
    assert "Next records" not in text
    assert 'href="?sort=-capacity#rows" rel="nofollow">To the beginning' in text


@pytest.mark.parametrize("asked", [{"sort": "nothing"}, {"after": "nonsense"}, {"sort": "-"}])
def test_a_table_that_cannot_be_shown_so_is_said_so(client, asked):
    response = client.get("/en/data/schools", asked)
    assert response.status_code == (200 if asked == {"sort": "-"} else 400)


def test_a_record_is_shown_on_the_map(client):
    text = client.get("/en/data/schools").content.decode()
    assert 'href="/en/map?layers=schools&amp;select=schools/' in text
    placeless = re.search(r'<th scope="row">Школа без места</th>', text)
    assert placeless


def test_its_page_says_how_other_programs_connect(client):
    text = client.get("/kk/data/schools").content.decode()
    for address in ("/tiles/schools.json", "/ogc/collections/schools", "/data/schools.jsonld"):
        assert f'<code class="address">http://testserver{address}</code>' in text
    assert 'href="/data/schools.qlr?lang=kk"' in text
    assert 'href="/feeds/data/schools.atom?lang=kk"' in text


def test_releases_tell_what_changed(client, history):
    text = client.get("/en/data/halls").content.decode()
    assert "Identifiers stay the same from release to release." in text
    releases = text.split('<ol class="releases" reversed>')[1]
    assert re.findall(r'<p class="changed">([^<·]+)', releases) == [
        "1 record removed ",
        "1 record added, 2 records changed, 1 record removed ",
        "The first release that is kept here.",
    ]
    assert "<li>removed: Small hall</li>" in releases
    (address, _older) = re.findall(r'href="(/api/datasets/[^"]+)"', releases)
    assert client.get(address.replace("&amp;", "&")).json()["counts"]["removed"] == 1
    assert "Identifiers last one release." in client.get("/en/data/stalls").content.decode()


def test_the_map_of_a_dataset_is_a_picture_for_each_window_and_scheme(client, settings, tmp_path):
    settings.DRAWN = tmp_path / "drawn"
    text = client.get("/en/data/schools").content.decode()
    pictures = re.findall(r'src(?:set)?="(/en/preview/data/schools-[^"]+)"', text)
    assert len(pictures) == 4
    found = [b"".join(client.get(each).streaming_content) for each in pictures]
    assert {each[8:12] for each in found} == {b"WEBP"}
    assert len(set(found)) == 4
    assert client.get("/en/preview/data/schools-huge-light.webp").status_code == 404
