"""Pictures for links: their size, their words in three languages, what is on them."""

import re

import pytest

from qala.atlas.drawn.palette import BASE
from qala.atlas.served import served
from qala.store.query import Query
from qala.store.upkeep import withdraw
from tests.atlas.drawn.pictures import SIZE, body, pixels, share_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town", "kept")]

SCHOOL_GREEN = "#009e73"
PAPER, STEPPE_BLUE = "#fbfaf7", "#00708f"


def place(dataset: str, number: int = 0) -> str:
    """The id of a feature of the town."""
    release = served().shelf.current(dataset)
    return served().reader.items(release, Query()).items[number].id


def picture(client, address: str):
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "image/png"
    return pixels(body(response))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("of", ["city", "data/districts", "data/schools", "data/roads"])
def test_a_picture_has_its_size_a_panel_and_a_map(client, language, of):
    drawn = picture(client, f"/{language}/preview/{of}.png")
    assert drawn.shape == (*SIZE[::-1], 3)
    assert "#" + "".join(f"{each:02x}" for each in drawn[620, 10]) == PAPER
    assert share_of(drawn[:, :400], STEPPE_BLUE) > 0.005  # the mark of the city
    assert share_of(drawn[:, 440:], PAPER) < 0.2


def test_each_language_has_words_of_its_own(client):
    answers = {lang: body(client.get(f"/{lang}/preview/data/schools.png")) for lang in ("kk", "ru")}
    panels = [pixels(each)[:, :420] for each in answers.values()]
    assert (panels[0] != panels[1]).any()


def test_a_dataset_is_drawn_in_its_colour(client):
    assert share_of(picture(client, "/en/preview/data/schools.png")[:, 440:], SCHOOL_GREEN) > 1e-4
    assert share_of(picture(client, "/en/preview/data/roads.png")[:, 440:], SCHOOL_GREEN) == 0


def test_a_picture_is_small_enough_for_messengers(client):
    assert int(client.get("/ru/preview/city.png")["Content-Length"]) < 200_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("size", "shape"), [("wide", (810, 1440)), ("narrow", (660, 824))])
def test_the_home_page_has_a_map_for_each_window_and_scheme(client, size, shape, scheme):
    response = client.get(f"/kk/preview/front-{size}-{scheme}.webp")
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    content = body(response)
    assert len(content) < 80_000
    drawn = pixels(content)
    assert drawn.shape == (*shape, 3)
    assert (drawn.mean() > 128) == (scheme == "light")
    assert f"/kk/preview/front-{size}-{scheme}.webp" in client.get("/kk/").content.decode()


def test_a_place_stands_in_the_middle_under_a_pin(client):
    drawn = picture(client, f"/ru/preview/place/schools/{place('schools')}.png")
    pin = drawn[270:320, 795:835]
    assert share_of(pin, BASE["highlight"]) > 0.2
    assert share_of(drawn[:, 440:], BASE["highlight"]) < 0.01


def test_an_area_is_outlined(client):
    drawn = picture(client, f"/en/preview/place/districts/{place('districts')}.png")
    assert share_of(drawn[:, 440:], BASE["highlight"]) > 0.005


def test_a_feature_without_a_place_has_the_picture_of_its_name(client):
    items = served().reader.items(served().shelf.current("schools"), Query()).items
    (lost,) = [each.id for each in items if each.geometry is None]
    drawn = picture(client, f"/en/preview/place/schools/{lost}.png")
    assert share_of(drawn[:, 440:], BASE["highlight"]) == 0


@pytest.mark.parametrize(
    "address",
    [
        "/en/preview/data/nothing.png",
        "/en/preview/data/parcels.png",  # declared, never published
        "/en/preview/place/schools/nobody.png",
        "/en/preview/place/nothing/1.png",
        "/en/preview/tour/nowhere.png",
        "/en/preview/front-huge-light.webp",
        "/en/preview/front-wide-red.webp",
        "/en/preview/data/..%2Fcity.png",
    ],
)
def test_what_is_not_there_is_said_in_words(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"]


def test_only_reading_is_allowed(client):
    assert client.post("/en/preview/city.png").status_code == 405


def test_a_picture_is_kept_and_compared_by_its_tag(client, kept):
    first = client.get("/en/preview/data/schools.png")
    content = body(first)
    (path,) = kept.glob("*/*.png")
    changed = path.stat().st_mtime_ns
    again = client.get("/en/preview/data/schools.png")
    assert body(again) == content == path.read_bytes()
    assert path.stat().st_mtime_ns == changed
    assert first["ETag"] == again["ETag"]
    assert "max-age=600" in first["Cache-Control"]
    known = client.get("/en/preview/data/schools.png", headers={"If-None-Match": first["ETag"]})
    assert known.status_code == 304
    other = client.get("/kk/preview/data/schools.png")
    assert other["ETag"] != first["ETag"]
    assert client.head("/en/preview/data/schools.png")["Content-Length"] == str(len(content))


def test_a_picture_is_not_compressed_again(client):
    response = client.get("/en/preview/city.png", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response


def test_a_withdrawn_dataset_is_gone_with_its_pictures(client, own_shelf, kept):
    body(client.get("/en/preview/data/schools.png"))
    body(client.get("/en/preview/data/roads.png"))
    shown = {path.parent.name for path in kept.glob("*/*.png")}
    assert len(shown) == 2
    withdraw(own_shelf, "schools", 1, reason="Names of pupils.")
    response = client.get("/en/preview/data/schools.png")
    assert response.status_code == 410
    assert "Names of pupils." in response.json()["detail"]
    assert len(list(kept.glob("*/*.png"))) == 1
    assert client.get("/en/preview/place/schools/1.png").status_code == 410
    assert client.get("/en/print/data/schools.pdf").status_code == 410


def meta(text: str, name: str) -> str:
    found = re.search(rf'(?:property|name)="{name}" content="([^"]*)"', text)
    assert found, name
    return found[1]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_name_their_picture(client, language):
    for page, shown in (
        ("", "preview/city.png"),
        ("map", "preview/city.png"),
        ("data", "preview/city.png"),
        ("data/schools", "preview/data/schools.png?release=1"),
    ):
        text = client.get(f"/{language}/{page}").content.decode()
        assert meta(text, "og:image") == f"http://testserver/{language}/{shown}"
        assert meta(text, "og:url") == f"http://testserver/{language}/{page}"
        assert meta(text, "og:title")
        assert meta(text, "twitter:card") == "summary_large_image"
        assert f'<link rel="canonical" href="http://testserver/{language}/{page}">' in text
        assert client.get(meta(text, "og:image")).status_code == 200


def test_a_link_to_a_place_shows_the_place(client):
    school = place("schools")
    text = client.get(f"/ru/map?select=schools/{school}").content.decode()
    assert meta(text, "og:image") == f"http://testserver/ru/preview/place/schools/{school}.png"
    assert meta(text, "og:url") == f"http://testserver/ru/map?select=schools/{school}"
    title = served().reader.item(served().shelf.current("schools"), school).properties["name_ru"]
    assert meta(text, "og:title") == title


@pytest.mark.parametrize(
    "select", ["", "schools", "schools/nobody", "nothing/1", "<b>/1", "a/" * 99]
)
def test_a_link_to_nowhere_shows_the_city(client, select):
    text = client.get("/en/map", {"select": select}).content.decode()
    assert meta(text, "og:image") == "http://testserver/en/preview/city.png"


def test_an_error_has_no_picture(client):
    assert "og:image" not in client.get("/en/data/nothing").content.decode()
