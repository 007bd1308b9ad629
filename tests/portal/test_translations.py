"""Translations: every message, ours and the framework's, complete in every language."""

import re

import pytest

from qala.core.text import Text
from qala.portal import translations
from qala.sources.folder import load_city
from tests.conftest import PROJECT

LANGUAGES = ("kk", "ru")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|<[^>]+>")
LATIN = re.compile(r"[A-Za-z]{2,}")
LATIN_ALLOWED = re.compile(
    r"<code>.*?</code>|/api/openapi.json|%\(\w+\)[a-z]|\{\w*\}|<[^>]+>|\.osm[a-z.0-9]*"
    r"|YYYY-MM-DD|HH:MM|\[\S*\]|ss(?=\[)|uuuuuu|TZ"
    r"|PMTiles|GeoParquet|DCAT-AP|JSON-LD|OpenStreetMap|OpenAPI|OSM|EPSG|JSON|RFC|PNG|JPEG|ZIP|SQLite|PDF|US"
    r"|tippecanoe|Django|DEBUG|True|False|None|IPv4|IPv6|UUID|URL|CSRF|HTTPS|cookie|same-origin"
    r"|XLSX|WKT|WGS|bbox|within|CSV"
    r"|CQL2|OGC API(?: Features)?|WFS|GDAL|ogr2ogr|GeoJSON|CASEI|\bIN\b|Web Mercator"
    r"|Qala|WCAG|AA\b|Apache License|axe|QGIS|DuckDB|Python"
    r"|Referrer-Policy|no-referrer|Referer|last|allow_empty"
)
"""What stays as it is in any language: names, formats, code."""


def catalogue(language):
    path = translations.LOCALE / language / "LC_MESSAGES" / "django.po"
    return translations.read_catalogue(path)


def key(message):
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(text):
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.fixture(scope="module")
def ours():
    return [message for message in translations.extracted() if message.id]


def test_messages_are_found_everywhere(ours):
    places = {location for message in ours for location, _line in message.locations}
    for part in ("qala/core/", "qala/store/", "qala/sources/", "qala/atlas/", "qala/templates/"):
        assert any(place.startswith(part) for place in places)
    assert {message.context for message in ours} == {None, "unit", "page"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_ours_is_translated(ours, language):
    known = catalogue(language)
    missing = [
        message.id
        for message in ours
        if not translations.translated(known.get(key(message), message.context))
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_framework_is_translated_by_it_or_by_us(language):
    known = catalogue(language)
    missing = [
        message.id
        for message in translations.missing_in_django(language)
        if not translations.translated(known.get(key(message), message.context))
    ]
    assert missing == []


def test_the_framework_lacks_much_in_kazakh_so_that_we_notice_when_it_no_longer_does():
    assert len(list(translations.missing_in_django("kk"))) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_over_or_doubtful(ours, language):
    known = catalogue(language)
    wanted = {(key(each), each.context) for each in ours}
    wanted |= {(key(each), each.context) for each in translations.missing_in_django(language)}
    assert {(key(each), each.context) for each in known if each.id} == wanted
    assert not known.obsolete
    assert [each.id for each in known if each.id and each.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_elements_survive_translation(language):
    wrong = []
    for message in catalogue(language):
        if not message.id:
            continue
        wanted = sorted(PLACEHOLDER.findall(forms(message.id)[-1]))
        wrong += [
            (message.id, text)
            for text in forms(message.string)
            if sorted(PLACEHOLDER.findall(text)) != wanted
        ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_is_left(language):
    left = [
        text
        for message in catalogue(language)
        if message.id
        for text in forms(message.string)
        if LATIN.search(LATIN_ALLOWED.sub("", text))
    ]
    assert left == []


def test_kazakh_uses_its_own_letters_and_no_endings_behind_placeholders():
    texts = [text for each in catalogue("kk") if each.id for text in forms(each.string)]
    assert sum(bool(re.search("[әіңғүұқөһ]", text)) for text in texts) > len(texts) / 2
    glued = [text for text in texts if re.search(r"(\}|\)[sdr])[-’']?[а-яәіңғүұқөһ]", text)]
    assert glued == []


def texts_of(value):
    """Every localized text of a city, however deep."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts_of(each)
    elif isinstance(value, dict):
        yield from texts_of(list(value.values()))
    elif hasattr(value, "__slots__"):
        for name in value.__slots__:
            yield from texts_of(getattr(value, name))


@pytest.mark.parametrize("city", ["tests/towns/town", "cities/almaty"])
def test_a_city_speaks_all_its_languages(city):
    loaded = load_city(PROJECT / city)
    texts = [text for text in texts_of(loaded) if text]
    assert len(texts) > 20
    assert [text for text in texts if not set(text) >= set(loaded.languages)] == []


def test_catalogues_are_compiled_when_they_are_newer(tmp_path, monkeypatch):
    source = translations.LOCALE / "ru" / "LC_MESSAGES" / "django.po"
    target = tmp_path / "ru" / "LC_MESSAGES" / "django.po"
    target.parent.mkdir(parents=True)
    target.write_bytes(source.read_bytes())
    monkeypatch.setattr(translations, "LOCALE", tmp_path)
    translations.compile_catalogues()
    compiled = target.with_suffix(".mo")
    first = compiled.stat().st_mtime_ns
    translations.compile_catalogues()
    assert compiled.stat().st_mtime_ns == first
    assert "Не найдено".encode() in compiled.read_bytes()
