"""Words a person reads, in the files that hold them: letters, marks, dashes, spaces, length.

Whether every message is translated is `tests/portal/test_translations.py`'s to say.
"""

import csv
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from qala.core.text import Text
from qala.portal.translations import LOCALE, read_catalogue
from qala.sources.folder import load_city
from tests.conftest import PROJECT
from tests.portal.test_translations import texts_of

CITY = PROJECT / "cities" / "almaty"
NOT_OURS = "django"
"""Where the framework's own messages come from, in the locations of a catalogue."""

WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-z]")
CYRILLIC = re.compile(r"[Ѐ-ӿ]")
KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
LATIN_NAMES = re.compile(
    r"OpenStreetMap|ODbL|Overpass|Nominatim|ArcGIS|GTFS|USGS|WorldPop|GEM|2GIS|gov\.kz|H3|Vs30"
    r"|Almaty Invest|Doing Business|Trend|Ctrl|Home|End\b|Escape"
    r"|Enter|Backspace|WebGL|3D|QR|PDF|A4|A3|Qala|Amey|(Geo)?JSON|CSV|GeoPackage|KM[LZ]|WKT|WGS"
    r"|EPSG|[\w-]+/[\w-]+|\{\w+\}"
)
"""What is rightly Latin in a Kazakh or Russian text of a city or of the map."""

WRONG_MARKS = {
    "quotation marks other than « »": re.compile(r"[\"“”„'‘’]"),
    "a hyphen for a dash": re.compile(r"\s-\s|\d-\d"),
    "three full stops for an ellipsis": re.compile(r"\.\.\."),
    "two spaces": re.compile(r"\s\s"),
    "a space before a mark": re.compile(r"\s[,.:;!?](?!\w)"),
    "a unit that may part from its number": re.compile(r"\d (?:м|км|км²|м²|км/с|%)(?!\w)"),
    "thousands that may part": re.compile(r"\d \d{3}(?!\d)"),
    "a point before decimals": re.compile(r"(?<!ODbL )(?<!WCAG )(?<!License )\b\d+\.\d"),
    "an ending behind what is inserted": re.compile(r"\}[-’]?[Ѐ-ӿ]|\)[sd][-’]?[Ѐ-ӿ]"),
    "an ending behind a Latin word": re.compile(r"[A-Za-z]-[Ѐ-ӿ]"),
}
COORDINATES = re.compile(r"\b\d+\.\d+,\d+\.\d+(,\d+)?|\b\d{4}-\d\d-\d\d\b")
"""Examples of what a computer reads, days among them."""

REPLACED = {
    "kk": ("мұражай", "гүлбақ", "гүлбағы", "квартал", "ГАЖ", "ЕЖЖ", "алынып қал"),
    "ru": ("является", "осуществл", "посредством", "в рамках", "ПДП", "досягаем"),
}
"""Words given up for those of docs/glossary.md, and officialese."""

LONGEST = {"title": 45, "label": 50}
"""Characters of a layer's title and of a field's label: two lines of a screen 360 px wide."""


class Said(NamedTuple):
    """A text and the file or folder it stands in."""

    where: str
    text: str


def sentences() -> list[Text]:
    """The texts of the city but for publishers that are called alike in all languages."""
    city = load_city(CITY)
    publishers = [source.publisher for each in city.datasets for source in each.sources]
    names = {each for each in publishers if len(set(each.values())) == 1}
    return [text for text in texts_of(city) if text not in names]


def of_the_city(language: str) -> Iterator[Said]:
    for text in sentences():
        if text.get(language):
            yield Said("cities", text[language])


def of_the_pages(language: str) -> Iterator[Said]:
    """Our own messages; English has no catalogue, its sentences are the keys."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    for message in read_catalogue(path) if path.exists() else ():
        if message.id and NOT_OURS not in {place for place, _line in message.locations}:
            forms = (message.string,) if isinstance(message.string, str) else message.string
            yield from (Said(path.name, re.sub(r"<[^>]+>", "", form)) for form in forms)


def of_the_map(language: str) -> Iterator[Said]:
    for path in (PROJECT / "web" / "src" / "messages").rglob(f"{language}.ts"):
        body = path.read_text("utf-8").split("export const", 1)[1]
        for text in re.findall(r":\s*\"((?:[^\"\\]|\\.)*)\"", body):
            yield Said(path.name, text.replace("\\u00a0", "\u00a0"))


def names(language: str) -> Iterator[Said]:
    """Names in the city's own tables."""
    for path in sorted((CITY / "facts").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                columns = (f"name_{language}", f"old_name_{language}")
                yield from (Said(path.name, row[column]) for column in columns if row.get(column))


OURS: tuple[Callable[[str], Iterator[Said]], ...] = (of_the_city, of_the_pages, of_the_map)


def said(language: str) -> list[Said]:
    return [each for source in OURS for each in source(language)]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_word_mixes_alphabets(language: str) -> None:
    texts = [*said(language), *names(language)]
    assert len(texts) > 1000
    mixed = [
        (each, word)
        for each in texts
        for word in WORD.findall(each.text)
        if LATIN.search(word) and CYRILLIC.search(word)
    ]
    assert mixed == []


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("what", WRONG_MARKS)
def test_marks_and_spaces_are_those_of_the_language(language: str, what: str) -> None:
    plain = [each._replace(text=COORDINATES.sub("0", each.text)) for each in said(language)]
    assert [each for each in plain if WRONG_MARKS[what].search(each.text)] == []


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("source", [of_the_city, of_the_map])
def test_no_english_is_left_in_the_city_and_on_the_map(
    language: str, source: Callable[[str], Iterator[Said]]
) -> None:
    texts = list(source(language))
    assert [each for each in texts if LATIN.search(LATIN_NAMES.sub("", each.text))] == []


def test_english_texts_have_no_cyrillic() -> None:
    texts = [*of_the_city("en"), *of_the_map("en"), *names("en")]
    assert [each for each in texts if CYRILLIC.search(each.text)] == []


def test_russian_texts_have_no_kazakh_letters() -> None:
    assert [each for each in said("ru") if KAZAKH.search(each.text)] == []


def test_kazakh_sentences_are_not_the_russian_ones() -> None:
    """A label may be one word in both languages (`метро`); a sentence may not."""
    same = [
        text["kk"]
        for text in sentences()
        if text and text["kk"] == text["ru"] and " " in text["kk"]
    ]
    assert same == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_words_that_were_given_up_do_not_come_back(language: str) -> None:
    pattern = re.compile("|".join(rf"\b{word}" for word in REPLACED[language]), re.IGNORECASE)
    assert [each for each in said(language) if pattern.search(each.text)] == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_titles_and_labels_fit_a_narrow_screen(language: str) -> None:
    datasets = load_city(CITY).datasets
    titles = [each.title[language] for each in datasets]
    labels = [field.label[language] for each in datasets for field in each.fields]
    assert [title for title in titles if len(title) > LONGEST["title"]] == []
    assert [label for label in labels if len(label) > LONGEST["label"]] == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_titles_and_labels_begin_and_end_as_headings_do(language: str) -> None:
    """A capital letter first and no full stop last; an abstract ends its last sentence."""
    datasets = load_city(CITY).datasets
    titles = [each.title[language] for each in datasets]
    assert [text for text in titles if not text[0].isupper() or text[-1] in ".:,;"] == []
    abstracts = [each.abstract[language] for each in datasets]
    assert [text for text in abstracts if text[0].islower() or text[-1] != "."] == []


def test_titles_tell_datasets_apart() -> None:
    city = load_city(CITY)
    for language in city.languages:
        titles = [each.title[language] for each in city.datasets]
        assert len(set(titles)) == len(titles)
