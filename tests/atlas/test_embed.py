"""The map for other sites' pages: the one page that they may frame."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]

ELSEWHERE = ("/en/", "/en/map", "/en/data", "/en/data/schools", "/en/search?q=a", "/api/docs")


def directives(response):
    policy = response["Content-Security-Policy"]
    return dict(each.split(" ", 1) for each in policy.split("; "))


def test_every_site_may_frame_it(client):
    response = client.get("/ru/embed?layers=schools")
    assert directives(response)["frame-ancestors"] == "*"
    assert "X-Frame-Options" not in response
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.cookies == {}


def test_in_all_else_its_policy_is_that_of_every_page(client):
    framed, other = directives(client.get("/ru/embed")), directives(client.get("/ru/map"))
    assert {**framed, "frame-ancestors": "'none'"} == other


@pytest.mark.parametrize("address", [*ELSEWHERE, "/en/embed/", "/de/embed", "/en/nothing"])
def test_nothing_else_may_be_framed(client, address):
    response = client.get(address)
    assert directives(response)["frame-ancestors"] == "'none'"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("language", "title", "way_on"),
    [
        ("kk", "Мектептер, Ғимараттар", "Толық картаны ашу"),
        ("ru", "Школы, Здания", "Открыть всю карту"),
        ("en", "Schools, Buildings", "Open the full map"),
    ],
)
def test_it_says_what_it_shows_and_leads_on(client, language, title, way_on):
    text = client.get(f"/{language}/embed?layers=schools,nothing,buildings&at=76.9,43.2,12")
    page = text.content.decode()
    assert f"<h1>{title}</h1>" in page
    link = f'href="/{language}/map?layers=schools,nothing,buildings&amp;at=76.9,43.2,12"'
    assert f'{link} target="_blank" rel="noopener">{way_on}</a>' in page
    assert '<meta name="robots" content="noindex">' in page


def test_what_it_was_given_is_text(client):
    page = client.get('/en/embed?layers="><script>alert(1)</script>&x="onload="').content.decode()
    assert "<script>alert" not in page
    assert '"onload=' not in page
