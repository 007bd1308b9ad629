"""A view of the map on paper: what is asked for is what is printed, and bad wishes are named."""

import pytest
from django.conf import settings

from qala.atlas.drawn import papers
from qala.atlas.drawn.papers import asked_paper
from qala.atlas.links.actions import shorten
from tests.atlas.drawn.pictures import body, pdf, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town", "kept")]

VIEW = "at=76.95,43.25,14&layers=schools,roads,buildings"
WORDS = {
    "kk": ("Мектептер", "Шартты белгілер", "Дереккөздер мен лицензиялар"),
    "ru": ("Школы", "Условные обозначения", "Источники и лицензии", "выпуск 1 от"),
    "en": ("Schools", "Legend", "Sources and licences", "release 1 of"),
}


@pytest.fixture(autouse=True)
def as_often_as_tests_like(monkeypatch):
    monkeypatch.setattr(settings, "PRINTS_PER_MINUTE", 0)


def printed(client, query=VIEW, language="en"):
    response = client.get(f"/{language}/print/map.pdf?{query}")
    assert response.status_code == 200, response.content.decode()
    return body(response)


def said(content):
    """The words of all pages."""
    text = " ".join(page.extract_text() for page in pdf(content).pages)
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_sheet_says_all_that_a_map_needs(client, language):
    text = said(printed(client, language=language))
    for words in (*WORDS[language], "1 : ", "CC-BY-4.0", "testserver/"):
        assert words in text


def test_a_sheet_in_kazakh(client):
    text = said(printed(client, language="kk"))
    for words in (*WORDS["kk"][:3], "1 нөмірлі шығарылым", "Басып шығарылған күні"):
        assert words in text


@pytest.mark.parametrize(
    ("wish", "size_mm"),
    [
        ("", (297, 210)),
        ("&paper=a4&orientation=portrait", (210, 297)),
        ("&paper=a3", (420, 297)),
        ("&paper=a3&orientation=portrait", (297, 420)),
    ],
)
def test_the_paper_is_the_one_asked_for(client, wish, size_mm):
    page = pdf(printed(client, VIEW + wish)).pages[0]
    size = (page.mediabox.width, page.mediabox.height)
    assert size == pytest.approx([each / 25.4 * 72 for each in size_mm], abs=0.1)


@pytest.mark.parametrize("size", papers.SIZES_MM)
@pytest.mark.parametrize("orientation", papers.ORIENTATIONS)
def test_the_map_fits_the_paper(size, orientation):
    paper = asked_paper(size, orientation)
    assert 0 < paper.map_width_mm < paper.width_mm - 2 * papers.MARGIN_MM + 0.1
    assert 0 < paper.map_height_mm < paper.height_mm - 2 * papers.MARGIN_MM


def test_the_title_is_the_visitors_own_and_only_text(client):
    title = '#panic("x") <b>Where</b> to build'
    assert title in text_of(printed(client, f"{VIEW}&title={title.replace('#', '%23')}"))
    assert "Schools, Streets and roads, Buildings" in text_of(printed(client))


def test_a_title_without_end_is_shortened(client):
    text = text_of(printed(client, f"{VIEW}&title={'word ' * 500}"))
    assert text.count("word") < 40
    assert "…" in text


def test_hidden_entries_are_neither_drawn_nor_explained(client):
    """The plain schools of the town have one entry, `all`."""
    shown = printed(client, "at=76.955,43.26,13&layers=schools")
    assert "nothing in this view" not in said(shown)
    hidden = printed(client, "at=76.955,43.26,13&layers=schools&hide=schools/all")
    assert "nothing in this view" in said(hidden)


def test_a_filter_holds_on_paper_too(client):
    view = "at=76.955,43.26,13&layers=schools&filter=schools/capacity:"
    assert "nothing in this view" not in said(printed(client, f"{view}1000.."))
    assert "nothing in this view" in said(printed(client, f"{view}5000.."))
    wrong = client.get(f"/en/print/map.pdf?{view}many")
    assert wrong.status_code == 400


def test_what_the_visitor_sees_is_on_the_paper_smaller_or_from_farther(client):
    """At zoom 15 and 43.25° N a pixel of 1/96 inch is 1.74 m."""
    at = "at=76.95,43.25,15&layers=roads"
    assert "1 : 6,600" in said(printed(client, at))
    assert "1 : 6,600" in said(printed(client, at + "&seen=500,400"))
    assert "1 : 9,400" in said(printed(client, at + "&seen=1064,860"))
    assert "1 : 21,000" in said(printed(client, at + "&seen=2500,1500"))


def test_the_marked_place_and_the_day_are_named(client):
    text = said(printed(client, VIEW + "&place=76.95,43.25&on=2030-12-31&turn=40,0"))
    for words in ("43.25000, 76.95000", "31 December 2030", "on paper north is up"):
        assert words in text
    assert "north is up" not in said(printed(client))


def test_a_selected_feature_is_named_and_one_that_is_not_there_refused(client):
    found = client.get("/api/identify?lon=76.95&lat=43.25&lang=en").json()["features"]
    district = next(each for each in found if each["dataset"] == "districts")
    text = said(printed(client, f"{VIEW}&select=districts/{district['id']}"))
    assert f"Marked {district['title']}" in text
    response = client.get(f"/en/print/map.pdf?{VIEW}&select=districts/nothing")
    assert response.status_code == 404


def test_a_view_that_has_a_short_link_is_printed_with_it(client):
    assert "testserver/en/map" in said(printed(client))
    link = shorten(f"/en/map?{VIEW}")
    assert f"testserver{link.path}" in said(printed(client))


def test_a_legend_that_has_no_room_goes_on_on_the_next_page(client):
    layers = "schools,roads,buildings,greenery,districts,addresses"
    content = printed(client, f"at=76.95,43.25,14&layers={layers}&orientation=portrait")
    pages = pdf(content).pages
    text = said(content)
    for title in ("Schools", "Streets and roads", "Buildings", "Addresses"):
        assert title in text
    assert ("Continued on the next page." in pages[0].extract_text()) == (len(pages) > 1)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("layers=nothing", "layers"),
        ("at=here", "at"),
        ("paper=a9", "paper"),
        ("orientation=askew", "orientation"),
        ("seen=0,0", "seen"),
        ("seen=1e9,1e9", "seen"),
        ("fade=roads:500", "fade"),
    ],
)
def test_a_wish_that_cannot_be_met_is_named(client, query, field):
    page = client.get(f"/en/print/map.pdf?{query}")
    assert page.status_code == 400
    assert f"<code>{field}</code>" in page.content.decode()
    problem = client.get(
        f"/en/print/map.pdf?{query}", headers={"Accept": "application/problem+json"}
    ).json()
    assert [each["field"] for each in problem["errors"]] == [field]


def test_the_limit_holds(client, monkeypatch):
    monkeypatch.setattr(settings, "PRINTS_PER_MINUTE", 1)
    assert client.get(f"/en/print/map.pdf?{VIEW}").status_code == 200
    assert client.get(f"/en/print/map.pdf?{VIEW}").status_code == 429


@pytest.mark.parametrize("at", ["-180,85,0", "180,-85,24", "0,0,0"])
def test_the_ends_of_the_world_are_printed(client, at):
    assert pdf(printed(client, f"at={at}&layers=roads")).pages
