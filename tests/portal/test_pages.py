"""Every page in every language: status, title, headers, and readable without a script."""

import gzip
import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from qala import __version__

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]

LANGUAGES = ("kk", "ru", "en")
TITLES = {
    "": {"kk": "Қала бір картада", "ru": "Город на одной карте", "en": "The city on one map"},
    "map": {"kk": "Карта", "ru": "Карта", "en": "Map"},
    "data": {"kk": "Деректер", "ru": "Данные", "en": "Data"},
    "data/schools": {"kk": "Мектептер", "ru": "Школы", "en": "Schools"},
    "tours": {"kk": "Экскурсиялар", "ru": "Экскурсии", "en": "Tours"},
    "tours/walk": {"kk": "Қысқа серуен", "ru": "Короткая прогулка", "en": "A short walk"},
    "help": {"kk": "Көмек", "ru": "Помощь", "en": "Help"},
    "about": {"kk": "Портал туралы", "ru": "О портале", "en": "About"},
    "contact": {"kk": "Байланыс", "ru": "Контакты", "en": "Contact"},
    "accessibility": {"kk": "Қолжетімділік", "ru": "Доступность", "en": "Accessibility"},
    "privacy": {"kk": "Құпиялылық", "ru": "Конфиденциальность", "en": "Privacy"},
}
CITY = {"kk": "Қалашық", "ru": "Городок", "en": "Town"}
PAGES = [(page, language) for page in TITLES for language in LANGUAGES]

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "connect-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "object-src": "'none'",
}


class Outline(HTMLParser):
    """What the tests look at in a page."""

    VOID = frozenset({"meta", "link", "input", "br", "img", "hr", "source"})

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.ids, self.problems = [], [], [], []
        self.feed(text)
        self.problems += [f"{tag} is not closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)
        if "id" in dict(attrs):
            self.ids.append(dict(attrs)["id"])

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"{tag} is closed out of turn")

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.mark.parametrize(("page", "language"), PAGES)
def test_a_page_says_in_its_language_what_it_is(client, page, language):
    response = client.get(f"/{language}/{page}")
    text = response.content.decode()
    assert response.status_code == 200
    assert response["Content-Language"] == language
    assert f"<title>{TITLES[page][language]} · {CITY[language]}</title>" in text
    outline = Outline(text)
    assert outline.all("html") == [{"lang": language}]
    assert len(outline.all("h1")) == 1
    assert outline.problems == []
    assert len(outline.ids) == len(set(outline.ids))


@pytest.mark.parametrize(("page", "language"), PAGES)
def test_a_page_links_to_itself_in_the_other_languages(client, page, language):
    outline = Outline(client.get(f"/{language}/{page}").content.decode())
    alternates = {
        each["hreflang"]: each["href"]
        for each in outline.all("link")
        if each.get("rel") == "alternate" and "hreflang" in each
    }
    assert alternates == {code: f"http://testserver/{code}/{page}" for code in LANGUAGES}


@pytest.mark.parametrize(("page", "language"), PAGES)
def test_a_page_has_a_skip_link_headings_in_order_and_no_inline_code(client, page, language):
    text = client.get(f"/{language}/{page}").content.decode()
    outline = Outline(text)
    assert outline.all("a")[0]["href"] == "#main"
    assert "main" in outline.ids
    levels = [int(tag[1]) for tag, _attrs in outline.tags if re.fullmatch(r"h[1-6]", tag)]
    steps = [lower - upper for upper, lower in pairwise(levels)]
    assert all(step <= 1 for step in steps)
    assert not re.search(r"\son\w+=|\sstyle=|javascript:", text)
    scripts = outline.all("script")
    data = {"application/json", "application/ld+json"}
    assert all("src" in each or each.get("type") in data for each in scripts)


@pytest.mark.parametrize(
    "address", ["/en/", "/en/map", "/kk/data", "/ru/data/schools", "/api/docs", "/ru/nothing"]
)
def test_every_page_is_kept_to_its_own_origin(client, address):
    response = client.get(address, secure=True)
    directives = dict(
        each.split(" ", 1) for each in response["Content-Security-Policy"].split("; ")
    )
    assert directives == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "geolocation=(self)" in response["Permissions-Policy"]
    assert response["Strict-Transport-Security"] == "max-age=31536000"
    assert response.cookies == {}


@pytest.mark.parametrize("address", ["/en/map", "/ru/data", "/api/map?lang=kk"])
def test_pages_and_json_go_compressed(client, address):
    plain = client.get(address).content
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == plain
    assert len(answer.content) < len(plain) / 2


def test_a_file_streams_as_it_is(client):
    answer = client.get("/files/schools/1/features.parquet", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer
    assert int(answer["Content-Length"]) == len(b"".join(answer.streaming_content))


def test_strict_transport_is_asked_for_over_https_only(client):
    assert "Strict-Transport-Security" not in client.get("/en/")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("kk-KZ", "kk"),
        ("de-DE,en;q=0.5", "en"),
        ("de", "kk"),
        ("", "kk"),
    ],
)
def test_the_first_address_leads_to_the_visitor_s_language(client, accepted, language):
    response = client.get("/", headers={"Accept-Language": accepted})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in response["Vary"]


def test_an_address_without_a_language_leads_to_the_visitor_s(client):
    response = client.get("/map?layers=schools", headers={"Accept-Language": "ru"})
    assert (response.status_code, response["Location"]) == (302, "/ru/map?layers=schools")


def test_home_asks_the_city_s_questions_and_counts_what_there_is(client):
    text = client.get("/ru/").content.decode()
    assert "Где школы переполнены?" in text
    assert "/ru/map?at=76.95,43.25,13.5&amp;layers=schools,districts" in text
    assert re.search(r"<dt>Наборы данных</dt><dd>6</dd>", text)
    assert re.search(r"<dt>Записи</dt><dd>12</dd>", text)
    assert "Данные для проверки." in text


def test_the_map_carries_its_configuration_and_lists_without_a_script(client):
    text = client.get("/kk/map").content.decode()
    embedded = re.search(r'<script id="map-config" type="application/json">(.*?)</script>', text)
    assert embedded
    config = json.loads(embedded[1])
    assert config == client.get("/api/map?lang=kk").json()
    without_script = text[text.index("<noscript>") : text.index("</noscript>")]
    for title in ("Аудандар", "Мектептер", "Мектептер қайда толы?"):
        assert title in without_script


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_read_only(client, method):
    assert getattr(client, method)("/en/data").status_code == 405


def test_health(client):
    response = client.get("/health")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "city": "town",
        "version": __version__,
        "releases": 6,
    }
    assert response["Cache-Control"] == "no-store"


def test_search_engines_find_every_page(client):
    robots = client.get("/robots.txt")
    assert robots["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: http://testserver/sitemap.xml" in robots.content.decode()
    sitemap = client.get("/sitemap.xml")
    assert sitemap["Content-Type"] == "application/xml"
    addresses = re.findall(r"<loc>(.*?)</loc>", sitemap.content.decode())
    assert len(addresses) == len(set(addresses)) == 3 * (3 + 6 + 2 + 5)
    for address in addresses:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_the_api_is_described_for_people_and_machines(client):
    page = client.get("/api/docs", headers={"Accept-Language": "ru"}).content.decode()
    assert "GET /api/identify" in page
    assert "Разработчикам" in page
    assert 'href="/api/docs?lang=kk"' in page
    kazakh = client.get("/api/docs?lang=kk").content.decode()
    assert "<h1>Әзірлеушілерге</h1>" in kazakh
    assert '<html lang="kk">' in kazakh
    document = client.get("/api/openapi.json").json()
    assert set(document["paths"]) == {
        "/api/map",
        "/api/datasets/{dataset}/changes",
        "/api/datasets/{dataset}/matching",
        "/api/datasets/{dataset}/statistics",
        "/api/datasets/{dataset}/table",
        "/api/identify",
        "/api/inside",
        "/api/links",
        "/api/position",
        "/api/releases",
        "/api/search",
    }
