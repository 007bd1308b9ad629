"""What people read of a download, and the page that offers it."""

import re

import pytest

from qala.atlas.exports.wanted import download
from qala.atlas.queries import published_dataset
from qala.atlas.served import served
from qala.store.exports import Form
from qala.store.exports.making import make
from qala.store.exports.size import estimated_bytes

pytestmark = pytest.mark.django_db


def test_a_page_says_how_far_the_file_is_and_asks_again(client, kept):
    page = client.get("/download/roads.xlsx?lang=kk", headers={"accept-language": "kk"})
    assert (page.status_code, page["Refresh"]) == (202, "2")
    assert "Файл дайындалып жатыр" in page.content.decode()
    assert 'href="/kk/data/roads"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_the_page_gives_way_to_the_file(client, kept):
    for _ in range(200):
        page = client.get("/download/schools.geojson")
        if page.status_code == 200:
            break
    assert page["Content-Disposition"].startswith("attachment")
    assert b"FeatureCollection" in b"".join(page.streaming_content)
    page.close()


def test_a_script_is_told_how_far_the_file_is(client, kept):
    told = client.get("/download/roads.zip/status").json()
    assert (told["ready"], told["filename"][-4:]) == (False, ".zip")
    assert told["rows"] > 0
    whole = client.get("/download/roads.parquet/status").json()
    assert whole["ready"]
    assert whole["bytes"] > 0


def test_people_read_what_is_wrong_in_their_language(client, kept):
    page = client.get(
        "/download/roads.gpkg?nothing=1", headers={"accept-language": "ru", "accept": "text/html"}
    )
    assert page.status_code == 400
    assert "<html" in page.content.decode()
    assert client.get("/download/roads.docx").status_code == 404
    assert client.get("/download/roads.tif").status_code == 404


def test_the_page_of_a_dataset_offers_each_format_and_parts(client, own_shelf):
    assert '<select name="state">' in client.get("/ru/data/schools").content.decode()
    html = client.get("/ru/data/roads").content.decode()
    for form in ("gpkg", "xlsx", "zip", "geojson", "fgb", "parquet"):
        assert f'href="/download/roads.{form}?lang=ru"' in html
        assert f'formaction="/download/roads.{form}"' in html
    assert len(re.findall(r"около [\d,]+", html)) == 5


def test_sizes_are_estimated_within_a_few_times(own_shelf, tmp_path):
    for dataset in ("roads", "buildings", "districts"):
        release = published_dataset(served(), dataset).release
        for form in Form:
            path = tmp_path / f"file.{form}"
            path.unlink(missing_ok=True)
            order = download(served(), dataset, form, "", language="en").order
            make(order, path, lambda _done: None)
            assert 0.25 < estimated_bytes(release, form) / path.stat().st_size < 4, (dataset, form)
