"""Short links from making one to following it, and what nobody can make of them."""

import io

import numpy as np
import pytest
import segno
from django.conf import settings
from PIL import Image

from qala.atlas.links.actions import shorten
from qala.atlas.links.codes import codes_of
from qala.atlas.links.qr import PIXELS_PER_MODULE
from qala.atlas.links.queries import link_to
from qala.atlas.models import ShortLink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]

VIEW = "/ru/map?at=76.95,43.25,14&layers=schools,roads&hide=roads/street"


@pytest.fixture(autouse=True)
def as_often_as_tests_like(monkeypatch):
    monkeypatch.setattr(settings, "LINKS_PER_MINUTE", 0)


def made(client, address, **headers):
    body = {"address": address}
    return client.post("/api/links?lang=en", body, content_type="application/json", headers=headers)


def test_a_link_leads_to_its_view(client):
    link = made(client, VIEW).json()
    assert link["url"] == f"http://testserver/s/{link['code']}"
    assert link["address"] == VIEW
    followed = client.get(f"/s/{link['code']}")
    assert (followed.status_code, followed["Location"]) == (302, VIEW)
    assert followed["X-Robots-Tag"] == "noindex"
    assert client.get(f"/s/{link['code'].upper()}")["Location"] == VIEW


def test_the_same_view_has_one_link_however_it_is_written(client):
    first = made(client, VIEW).json()["code"]
    written = (
        "http://testserver" + VIEW,
        "/ru/map?layers=schools,roads&utm_source=x&hide=roads%2Fstreet&at=76.950,43.2500,14.0",
        VIEW + "#top",
    )
    assert {made(client, each).json()["code"] for each in written} == {first}
    assert ShortLink.objects.count() == 1
    assert made(client, VIEW.replace("/ru/", "/kk/")).json()["code"] != first


@pytest.mark.parametrize(
    "address",
    [
        *("https://evil.example/", "//evil.example/ru", "javascript:alert(1)", "", "map"),
        *("/ru/data", "/ru/embed", "/de/map", "/s/b2c5d6f7", "/ru/map/../data", "/api/map"),
        *("/ru/map\n", "http://[::1/ru/map", "/ru/map?" + "x" * 6_000),
    ],
)
def test_nothing_but_a_view_of_the_map_is_kept(client, address):
    response = made(client, address)
    assert response.status_code == 400
    assert [each["field"] for each in response.json()["errors"]] == ["address"]
    assert not ShortLink.objects.exists()


def test_a_foreign_host_is_not_kept(client):
    assert made(client, f"https://evil.example{VIEW}").json()["address"] == VIEW


def test_every_wrong_part_of_a_view_is_named(client):
    response = made(client, "/en/map?at=here&layers=nothing&select=roads&fade=roads:200")
    assert response.status_code == 400
    fields = [each["field"] for each in response.json()["errors"]]
    assert fields == ["at", "layers", "select", "fade"]


def test_a_view_of_too_many_words_is_refused(client):
    hidden = "&".join(f"hide=roads/{n:0290}" for n in range(15))
    many = "&".join(f"x={n}" for n in range(101))
    assert made(client, f"/en/map?{many}").status_code == 400
    response = made(client, f"/en/map?{hidden}")
    assert response.status_code == 400
    assert "show less of it" in response.json()["errors"][0]["message"]


def test_pages_of_other_sites_make_none(client):
    refused = made(client, VIEW, origin="https://evil.example")
    assert refused.status_code == 403
    assert made(client, VIEW, origin="null").status_code == 403
    assert made(client, VIEW, origin="http://testserver").status_code == 200


def test_a_form_of_another_site_cannot_post(client):
    """A browser asks nobody before it sends a form; it asks before it sends JSON."""
    origin = {"origin": "https://evil.example"}
    body = '{"address": "/ru/map"}'
    sent = client.post("/api/links", body, content_type="text/plain", headers=origin)
    assert sent.status_code == 403
    asked = client.options("/api/links", headers=origin)
    assert "content-type" not in asked["Access-Control-Allow-Headers"].lower()
    assert not ShortLink.objects.exists()


def test_the_limit_holds(client, monkeypatch):
    monkeypatch.setattr(settings, "LINKS_PER_MINUTE", 2)
    assert [made(client, VIEW).status_code for _ in range(3)] == [200, 200, 429]


def test_another_address_that_took_the_code_is_left_alone():
    taken = next(codes_of("/en/map"))
    ShortLink.objects.create(code=taken, address="/kk/map")
    link = shorten("/en/map")
    assert link.code != taken
    assert shorten("/en/map") == link == link_to("/en/map")
    assert ShortLink.objects.get(code=taken).address == "/kk/map"


@pytest.mark.parametrize("ending", ["", ".svg", ".png"])
@pytest.mark.parametrize("code", ["nothing", "b2c5d6f7", "x" * 500])
def test_an_unknown_code_is_a_page_with_a_way_on(client, code, ending):
    response = client.get(f"/s/{code}{ending}", headers={"Accept-Language": "ru"})
    assert response.status_code == 404
    assert "Нет короткой ссылки" in response.content.decode()


def test_the_codes_of_a_link_say_its_address(client):
    link = made(client, VIEW).json()
    modules = np.array(segno.make_qr(link["url"], error="m").matrix, dtype=bool)
    png = client.get(f"/s/{link['code']}.png")
    assert png["Content-Type"] == "image/png"
    with Image.open(io.BytesIO(png.content)) as picture:
        dark = np.asarray(picture.convert("L")) < 128
    middle = PIXELS_PER_MODULE // 2
    seen = dark[middle::PIXELS_PER_MODULE, middle::PIXELS_PER_MODULE]
    assert (seen[4:-4, 4:-4] == modules).all()
    assert not seen[:4].any()
    svg = client.get(f"/s/{link['code']}.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    assert svg.content.startswith(b"<svg")
    assert b"<script" not in svg.content
