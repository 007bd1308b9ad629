"""What a sound folder becomes."""

from qala.core.dataset import FieldType, GeometryType
from qala.core.text import Text
from qala.sources.folder import load_city

BASE_ROADS = """\
theme = "education"
order = 7
geometry = "line"
title = { kk = "Жолдар", en = "Roads" }
abstract = { kk = "Жолдар.", en = "Roads." }
singular = { kk = "жол", en = "road" }

[[fields]]
name = "name"
type = "name"
label = { kk = "Атауы", en = "Name" }

[[sources]]
kind = "osm"
layer = "roads"
"""
OWN_ROADS = """\
order = 3

[[sources]]
kind = "file"
path = "register.csv"

[[sources]]
kind = "base"

[[sources]]
kind = "facts"
path = "facts/schools.csv"
"""


def test_a_folder_becomes_a_city(town):
    city = load_city(town.folder)
    assert (city.id, city.languages, city.time_zone) == ("town", ("kk", "en"), "Asia/Almaty")
    assert city.name.in_language("kk") == "Қала"
    assert city.language_names == {"kk": "Қазақ тілі", "en": "English"}
    assert city.bounds.as_list() == [76.6, 43.0, 77.2, 43.5]
    assert city.centre[:2] == (76.9, 43.25)
    schools = city.dataset("schools")
    assert schools.geometry is GeometryType.POINT
    assert [each.type for each in schools.fields] == [
        FieldType.NAME,
        FieldType.INTEGER,
        FieldType.CATEGORY,
    ]
    assert schools.columns(city.languages) == ("name", "name_kk", "name_en", "number", "room")
    assert schools.style.colours == {"full": "#d55e00", "free": "#0072b2"}
    assert schools.style.groups == {"#0072b2": Text({"kk": "орын бар", "en": "room"})}
    assert [each.publisher for each in schools.sources] == [
        Text({"kk": "Қалалық кеңес", "en": "Town council"}),
        Text({"kk": "Council", "en": "Council"}),
    ]
    assert [(each.kind, each.path, each.line) for each in schools.sources] == [
        ("file", "schools.geojson", 38),
        ("facts", "facts/schools.csv", 49),
    ]
    assert schools.sources[0].translate == {"room": {"deficit": "full", "surplus": "free"}}


def test_an_override_replaces_what_it_names_and_keeps_the_rest(town):
    base = town.folder.parent / "_base" / "datasets"
    base.mkdir()
    (base / "roads.toml").write_text(BASE_ROADS, encoding="utf-8")
    town.file("datasets/roads.toml").write_text(OWN_ROADS, encoding="utf-8")
    roads = load_city(town.folder).dataset("roads")
    assert roads.order == 3
    assert roads.title.in_language("kk") == "Жолдар"
    assert [each.kind for each in roads.sources] == ["file", "osm", "facts"]
    assert [each.id for each in load_city(town.folder).datasets] == ["roads", "schools"]


def test_mistakes_in_an_override_point_into_the_file_they_stand_in(town):
    base = town.folder.parent / "_base" / "datasets"
    base.mkdir()
    (base / "roads.toml").write_text(BASE_ROADS.replace('"line"', '"lines"'), encoding="utf-8")
    town.file("datasets/roads.toml").write_text(
        OWN_ROADS.replace('"file"', '"flie"'), encoding="utf-8"
    )
    told = [(each.file.parts[-3:], each.line) for each in town.problems()]
    assert told == [
        (("_base", "datasets", "roads.toml"), 3),
        (("town", "datasets", "roads.toml"), 4),
    ]


def test_a_city_adds_and_retitles_themes(town):
    town.file("city.toml").write_text(
        town.file("city.toml").read_text(encoding="utf-8")
        + '[[themes]]\nid = "sea"\ntitle = { kk = "Теңіз", en = "Sea" }\n'
        + '[[themes]]\nid = "education"\ntitle = { kk = "Оқу", en = "Learning" }\n',
        encoding="utf-8",
    )
    themes = load_city(town.folder).themes
    assert [(each.id, each.title["en"]) for each in themes] == [
        ("education", "Learning"),
        ("sea", "Sea"),
    ]
