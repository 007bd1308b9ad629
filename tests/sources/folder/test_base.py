"""The base that every city has: it names everything the OpenStreetMap reader can give."""

from pathlib import Path

import pytest

from qala.sources.folder import check_city, load_city
from qala.sources.folder.sources import OSM_LAYERS
from qala.sources.osm import LAYERS, VOCABULARY

CITIES = Path(__file__).parents[3] / "cities"
CATEGORIES = [
    pytest.param(layer, field, values, id=f"{layer}.{field}")
    for layer, fields in VOCABULARY.items()
    for field, values in fields.items()
]


def test_every_layer_of_the_reader_is_a_dataset_of_the_base():
    base = {file.stem for file in (CITIES / "_base" / "datasets").glob("*.toml")}
    assert set(LAYERS) == set(OSM_LAYERS) <= base


@pytest.mark.parametrize(("dataset_id", "field_name", "given"), CATEGORIES)
def test_every_value_of_the_reader_has_words_and_no_word_is_idle(dataset_id, field_name, given):
    dataset = load_city(CITIES / "helsinki").dataset(dataset_id)
    translated = dataset.sources[0].translate.get(field_name, {})
    declared = set(dataset.field_named(field_name).values)
    assert declared == {translated.get(value, value) for value in given}


@pytest.mark.parametrize("city_id", ["monaco", "helsinki"])
def test_a_city_of_five_lines_has_the_whole_base(city_id):
    folder = CITIES / city_id
    assert len((folder / "city.toml").read_text(encoding="utf-8").splitlines()) == 5
    base = {file.stem for file in (CITIES / "_base" / "datasets").glob("*.toml")}
    assert {dataset.id for dataset in load_city(folder).datasets} == base
    assert [each.severity for each in check_city(folder) if each.severity == "error"] == []


@pytest.mark.parametrize("city", ["monaco", "helsinki"])
def test_texts_the_base_lacks_are_shown_in_english(city):
    roads = load_city(CITIES / city).dataset("roads")
    assert roads.title.in_language("fr") == "Streets and roads"
    assert dict(roads.title) == {"en": "Streets and roads"}


def test_the_base_speaks_kazakh_russian_and_english_everywhere(tmp_path):
    (tmp_path / "_base").symlink_to(CITIES / "_base")
    folder = tmp_path / "anywhere"
    folder.mkdir()
    folder.joinpath("city.toml").write_text(
        'name = { kk = "Қ", ru = "Г", en = "C" }\nlanguages = ["kk", "ru", "en"]\n'
        'bounds = [76, 43, 77, 44]\nprojection = 32643\ntime_zone = "Asia/Almaty"\n'
    )
    assert check_city(folder) == []


def test_almaty_has_nothing_to_mend():
    assert check_city(CITIES / "almaty") == []
