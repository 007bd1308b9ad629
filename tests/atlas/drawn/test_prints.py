"""A dataset on paper: the page, its words, the part of the map that was asked for."""

import pytest

from tests.atlas.drawn.pictures import body, pdf, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town", "kept")]

A4_ACROSS_PT = (297 / 25.4 * 72, 210 / 25.4 * 72)
WORDS = {
    "kk": ("Мектептер", "Шартты белгілер", "Қалалық кеңес", "CC-BY-4.0", "2025 жылғы қыркүйек"),
    "ru": ("Школы", "Условные обозначения", "Городской совет", "CC-BY-4.0", "сентябрь 2025 г."),
    "en": ("Schools", "Legend", "Town Council", "CC-BY-4.0", "September 2025"),
}


@pytest.mark.parametrize("language", WORDS)
def test_a_print_is_one_page_with_all_that_a_map_needs(client, language):
    response = client.get(f"/{language}/print/data/schools.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="schools.pdf"'
    content = body(response)
    (page,) = pdf(content).pages
    assert (page.mediabox.width, page.mediabox.height) == pytest.approx(A4_ACROSS_PT, abs=0.1)
    text = text_of(content).replace("\N{NO-BREAK SPACE}", " ")
    for said in WORDS[language]:
        assert said in text
    assert "1 : " in text


def test_whoever_is_owed_thanks_is_named_at_its_foot(client):
    text = text_of(body(client.get("/en/print/data/schools.pdf"))).replace("\n", " ")
    assert "Data for tests. Town Council, CC-BY-4.0" in text


def test_the_same_release_is_the_same_file(client, kept):
    first = body(client.get("/en/print/data/schools.pdf"))
    for path in kept.glob("*/*.pdf"):
        path.unlink()
    assert body(client.get("/en/print/data/schools.pdf")) == first


def test_a_part_is_drawn_at_its_own_scale(client):
    """At zoom 15 and 43.25° N a pixel of 1/96 inch is 1.74 m: 1 : 6,600."""
    text = text_of(body(client.get("/en/print/data/schools.pdf?at=76.95,43.25,15")))
    assert "1 : 6,600" in text
    assert "200 m" in text


@pytest.mark.parametrize(
    "at",
    ["here", "76,43", "76,43,12,1", "nan,43,12", "inf,43,12", "190,43,12", "76,89,12", "76,43,25"],
)
def test_a_place_that_cannot_be_drawn_is_refused_with_an_example(client, at):
    response = client.get("/en/print/data/schools.pdf", {"at": at})
    assert response.status_code == 400
    assert "76.93,43.24,12" in response.content.decode()


def test_what_is_not_there_is_a_page_with_a_way_on(client):
    response = client.get("/ru/print/data/nothing.pdf")
    assert response.status_code == 404
    assert 'lang="ru"' in response.content.decode()


@pytest.mark.parametrize("at", ["-180,85,0", "180,-85,19", "0,0,0"])
def test_the_ends_of_the_world_are_drawn(client, at):
    assert client.get("/en/print/data/schools.pdf", {"at": at}).status_code == 200
