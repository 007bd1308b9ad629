"""The feed of a dataset's releases: valid Atom, in the reader's language."""

from xml.etree.ElementTree import Element, fromstring

import pytest

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(client, language="en", dataset="halls") -> Element:
    response = client.get(f"/feeds/data/{dataset}.atom", {"lang": language})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return fromstring(response.content)


def text(element: Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_it_has_what_rfc_4287_asks_for(client, history, language):
    root = feed(client, language)
    assert root.tag == f"{ATOM}feed"
    assert root.get(XML_LANG) == language
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
            assert text(element, name)
    assert (
        text(root.find(f"{ATOM}author"), "name")
        == {
            "kk": "Кеңес",
            "ru": "Совет",
            "en": "Council",
        }[language]
    )
    links = {
        (each.get("rel"), each.get("type")): each.get("href") for each in root.iter(f"{ATOM}link")
    }
    assert links["self", "application/atom+xml"].endswith(f"/feeds/data/halls.atom?lang={language}")
    ids = [text(each, "id") for each in entries]
    assert len(ids) == len(set(ids)) == 3
    assert [each.rpartition("-")[2] for each in ids] == ["3", "2", "1"]


def test_each_release_tells_what_changed(client, history):
    newest, second, first = feed(client).findall(f"{ATOM}entry")
    assert text(newest, "summary") == "1 record removed"
    assert text(second, "summary") == "1 record added, 2 records changed, 1 record removed"
    assert text(first, "summary") == "The first release that is kept here."
    related = [each for each in second.findall(f"{ATOM}link") if each.get("rel") == "related"]
    assert client.get(related[0].get("href").removeprefix("http://testserver")).status_code == 200
    content = second.find(f"{ATOM}content")
    assert content.get("type") == "html"
    items = fromstring(f"<div>{content.text}</div>")  # well-formed, names escaped
    assert [each.text for each in items.iter("li")] == [
        "added: New hall",
        "changed: Great & <old> hall (Places, place)",
        "changed: Small hall (place)",
        "removed: Cellar",
    ]


def test_it_comes_in_the_language_of_the_reader(client, history):
    response = client.get("/feeds/data/halls.atom", headers={"Accept-Language": "ru"})
    assert fromstring(response.content).get(XML_LANG) == "ru"
    assert "Accept-Language" in response["Vary"]


def test_an_unknown_dataset_has_no_feed(client, history):
    response = client.get("/feeds/data/nothing.atom")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
