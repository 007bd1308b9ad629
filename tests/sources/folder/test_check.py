"""Every mistake in a folder is named with file, line and remedy."""

import shutil

import pytest

from qala.core.errors import BadInput
from qala.sources.folder import Severity, load_city

CITY, SCHOOLS, FACTS = "city.toml", "datasets/schools.toml", "facts/schools.csv"

MISTAKES = [
    # file, what stands there, what is written instead, message, remedy
    (CITY, 'languages = ["kk", "en"]', 'languages = ["kk", "xx"]', '"xx", which is no lang', "ISO"),
    (CITY, "[76.6, 43.0, 77.2, 43.5]", "[43.0, 76.6, 43.5, 177.2]", "`bounds` are not", "order"),
    (CITY, "[76.6, 43.0, 77.2, 43.5]", "[76.6, 43.0]", "not a list of 4 numbers", "[1, 2.5"),
    (CITY, "32643", "999999", "which EPSG does not know", "UTM zone"),
    (CITY, "32643", "4326", "does not measure in metres", "UTM zone"),
    (CITY, "32643", '"32643"', "`projection` is not a whole number", "whole number"),
    (CITY, "32643", "true", "`projection` is not a whole number", "whole number"),
    (CITY, "Asia/Almaty", "Asia/Almata", '"Asia/Almata"', "`Asia/Almaty`"),
    (CITY, "at = [76.9, 43.2, 12]", "at = [43.2, 76.9, 12]", "outside `bounds`", "longitude"),
    (CITY, "at = [76.9, 43.2, 12]", "at = [76.9, 43.2, 25]", "zoom 25", "0 to 22"),
    (CITY, 'layers = ["schools"]', 'layers = ["school"]', "no dataset", "`schools`"),
    (CITY, "answer = {", "anser = {", "`views[1].anser` is not a known key", "`answer`"),
    (CITY, '{ kk = "Қала", en = "Town" }', '"Town"', "`name` is not a text", '{ en = "..." }'),
    (CITY, '{ kk = "Қала", en = "Town" }', '{ kk = "Қ" }', "`name` has no en", 'en = "..."'),
    (SCHOOLS, '"education"', '"educaton"', '`theme` is "educaton"', "`education`"),
    (SCHOOLS, '"point"', '"dot"', '`geometry` is "dot"', "`point`"),
    (SCHOOLS, 'key = "number"', 'key = "numbr"', "the column `numbr`", "`number`"),
    (SCHOOLS, 'title_field = "name"', 'title_field = "nam"', "the field `nam`", "`name`"),
    (SCHOOLS, '"name", "room"', '"name", "rooms"', '"rooms", which is not', "`room`"),
    (SCHOOLS, '["name", "room"]', '["name"]', "lack `room`, which the style needs", "add it"),
    (SCHOOLS, "min_zoom = 8", "min_zoom = 15", "go from 15 to 14", "min_zoom <= max_zoom"),
    (SCHOOLS, 'field = "room"', 'field = "rom"', "the field `rom`", "`room`"),
    (SCHOOLS, 'field = "room"', 'field = "name"', "which is no category", "steps or plain"),
    (SCHOOLS, 'kind = "category"\nfield', 'kind = "steps"\nfield', "which is no number", "plain"),
    (SCHOOLS, 'full = "#d55e00"', 'full = "orange"', '`style.colours.full` is "orange"', "#rrggbb"),
    (SCHOOLS, 'full = "#d55e00"', 'ful = "#d55e00"', "`style.colours.ful` is not", "`full`"),
    (SCHOOLS, '"#0072b2" = {', '"#0072b3" = {', "is not a colour of `colours`", "`#0072b2`"),
    (SCHOOLS, '"Town council" }', "7 }", "`sources[1].publisher` is not a text", "en ="),
    (SCHOOLS, 'type = "integer"', 'type = "integr"', '"integr"', "`integer`"),
    (SCHOOLS, 'type = "integer"', 'unit = "placs"\ntype = "integer"', '"placs"', "`places`"),
    (SCHOOLS, 'type = "integer"', 'per_km2 = ["a"]\ntype = "integer"', "not a density", "in m2"),
    (SCHOOLS, 'type = "name"', 'aggregate = "sum"\ntype = "name"', "not go with type", "a number"),
    (SCHOOLS, 'type = "integer"', 'aggregate = "all"\ntype = "integer"', '"all"', "`sum`"),
    (SCHOOLS, 'name = "number"', 'name = "№"', '`fields[2].name` is "№"', "Latin"),
    (SCHOOLS, 'name = "number"', f'name = "{"n" * 65}"', '`fields[2].name` is "nnn', "up to 64"),
    (SCHOOLS, 'name = "number"', 'name = "id"', "every release has", "another name"),
    (SCHOOLS, 'name = "room"', 'name = "number"', 'the field "number"', "rename"),
    (SCHOOLS, 'kind = "file"', 'kind = "flie"', '"flie"', "`file`"),
    (SCHOOLS, 'path = "schools.geojson"', "", "`sources[1]` lacks `path`", "add `path`"),
    (SCHOOLS, '"schools.geojson"', '"/schools.geojson"', "does not lie below", "name a file"),
    (SCHOOLS, '"schools.geojson"', '"../a.geojson"', "leads out of the folder", "name a file"),
    (SCHOOLS, '"schools.geojson"', '"."', "names no file", "name a file"),
    (SCHOOLS, '"schools.geojson"', '"a**.json"', "stands for whole folders", "name a file"),
    (SCHOOLS, '"facts/schools.csv"', '""', "`sources[2].path` names no file", "name a file"),
    (SCHOOLS, 'name_kk = "title_kk"', 'name_ru = "t"', "`sources[1].fields.name_ru`", "`name"),
    (SCHOOLS, "translate.room", "translate.rom", "`sources[1].translate.rom`", "`room`"),
    (SCHOOLS, 'deficit = "full"', 'deficit = "ful"', '"ful", which is not a value', "`full`"),
    (SCHOOLS, '"facts/schools.csv"', '"facts/school.csv"', "does not exist", "facts/schools.csv"),
    (SCHOOLS, '"facts/schools.csv"', '"../../x.csv"', "leads out of the folder", "inside"),
    (SCHOOLS, '{ number = "no" }', '{ number = "nr" }', '"nr", which schools.csv has not', "`no`"),
    (SCHOOLS, 'on = "number"', 'on = "numbr"', "the column `numbr`", "`number`"),
    (SCHOOLS, 'columns = ["room"]', 'columns = ["rooms"]', '"rooms", which is not', "`room`"),
    (SCHOOLS, 'columns = ["room"]', 'columns = ["name"]', "rooms.csv has not", "`number`"),
    (SCHOOLS, '"facts/rooms.csv"', '"facts/room.csv"', "does not exist", "`facts/rooms.csv`"),
    (FACTS, "no,name,lon,lat", "no,name,x,y", "there is no place", "`lon` and `lat`, or `wkt`"),
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: f"{each[0]}: {each[2]}")
def test_one_mistake_is_named_with_line_and_remedy(town, mistake):
    name, old, new, said, remedy = mistake
    line = town.replace(name, old, new)
    found = [each for each in town.problems() if said in each.message]
    assert [(each.file, each.severity) for each in found] == [(town.file(name), Severity.ERROR)]
    assert remedy in found[0].remedy
    assert found[0].line == line + old.count("\n") or not new
    with pytest.raises(BadInput, match=r"city\.toml|schools"):
        load_city(town.folder)


def test_a_sound_folder_has_no_problem(town):
    assert town.problems() == []


def test_all_problems_are_told_at_once_in_the_order_of_the_files(town):
    town.replace(CITY, "projection = 32643", "projektion = 32643")
    town.replace(SCHOOLS, '"education"', '"educaton"')
    town.replace(SCHOOLS, 'kind = "file"', 'kind = "flie"')
    told = [(each.file.name, each.line, each.message) for each in town.problems()]
    assert told == [
        ("city.toml", 1, "lacks `projection`"),
        ("city.toml", 4, "`projektion` is not a known key"),
        ("schools.toml", 1, '`theme` is "educaton"'),
        ("schools.toml", 39, '`sources[1].kind` is "flie"'),
    ]


def test_broken_toml_in_one_file_does_not_hide_the_others(town):
    line = town.replace(SCHOOLS, "min_zoom = 8", "min_zoom =")
    town.replace(CITY, "Asia/Almaty", "Asia/Almata")
    told = [(each.file.name, each.line) for each in town.problems()]
    assert ("schools.toml", line) in told
    assert ("city.toml", 5) in told


def test_a_projection_for_another_place_is_worth_a_warning(town):
    town.replace(CITY, "32643", "32632")
    (problem,) = town.problems()
    assert problem.severity is Severity.WARNING
    assert "UTM zone 32N" in problem.message
    assert load_city(town.folder).projection == 32632


def test_a_language_that_the_city_does_not_speak_is_worth_a_warning(town):
    town.replace(SCHOOLS, 'en = "school" }', 'en = "school", de = "Schule" }')
    (problem,) = town.problems()
    assert (problem.severity, problem.line) == (Severity.WARNING, 7)
    assert "`singular` has `de`" in problem.message


def test_a_language_that_the_base_lacks_is_one_warning(town):
    themes = town.folder.parent / "_base" / "themes.toml"
    themes.write_text('[[themes]]\nid = "education"\ntitle = { en = "Education" }\n')
    (problem,) = town.problems()
    assert (problem.severity, problem.file.name, problem.line) == ("warning", "city.toml", 2)
    assert load_city(town.folder).themes[0].title.in_language("kk") == "Education"


@pytest.mark.parametrize("missing", ["town", "town/city.toml", "_base/themes.toml"])
def test_what_is_not_there_is_said(town, missing):
    path = town.folder.parent / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    (problem,) = town.problems()
    assert problem.file == path
    with pytest.raises(BadInput):
        load_city(town.folder)


def test_the_first_error_is_raised_with_its_place(town):
    town.replace(CITY, "Asia/Almaty", "Asia/Almata")
    with pytest.raises(BadInput) as caught:
        load_city(town.folder)
    assert caught.value.where == "line 5"
    assert caught.value.remedy == "did you mean `Asia/Almaty`?"
    assert caught.value.file == str(town.file(CITY))


def test_an_id_that_is_no_name_is_refused(town):
    town.file(SCHOOLS).rename(town.file("datasets/New-Schools.toml"))
    assert any('dataset id "New-Schools"' in each.message for each in town.problems())


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("[calendar]\nweekend = [0, 6]", "has a day that is none"),
        ('[calendar]\nholidays = ["03-08", "30-02"]', 'has "30-02", which is no day'),
        ('[branding]\nmark = "A very long name"', "has 16 letters"),
        ('[branding]\nmarc = "Qala"', "is not a known key"),
    ],
)
def test_a_wrong_calendar_or_mark_is_named(town, lines, said):
    file = town.file(CITY)
    end = len(file.read_text(encoding="utf-8").splitlines())
    file.write_text(file.read_text(encoding="utf-8") + f"\n{lines}\n", encoding="utf-8")
    (problem,) = town.problems()
    assert said in problem.message
    assert problem.line == end + 3


def test_a_broken_search_file_is_told_once(town):
    town.file("search.toml").write_text('examples = ["a"\n', encoding="utf-8")
    assert [each.message[:14] for each in town.problems()] == ["not valid TOML"]


def test_what_only_a_city_can_say_of_its_search_is_told_in_the_base(town):
    base = town.folder.parent / "_base" / "search.toml"
    base.write_text('fillers = ["the"]\nexamples = ["a"]\n', encoding="utf-8")
    assert [(each.line, each.message) for each in town.problems()] == [
        (2, "`examples` is not a known key")
    ]


BESIDE = '[search]\nbeside = "schols"\n\n[[fields]]\nname = "name"'


def test_a_dataset_found_beside_none_is_told(town):
    line = town.replace(SCHOOLS, '[[fields]]\nname = "name"', BESIDE)
    (problem,) = town.problems()
    assert (problem.line, problem.file) == (line + 1, town.file(SCHOOLS))
    assert '`search.beside` is "schols"' in problem.message


FORMER = "facts/old_names.csv"
OTHERS = "facts/aliases.csv"
TABLES_OF_NAMES = {
    "search.toml": f'former_names = {{ schools = "{FORMER}" }}\naliases = "{OTHERS}"\n',
    FORMER: "name_kk,name_en,old_name_kk,old_name_en\nБірінші,First,Ескі,Old\n",
    OTHERS: "dataset,name,alias\nschools,First,The One\n",
}


@pytest.mark.parametrize(
    "mistake",
    [  # file, what stands there, what is written instead, where it is told, what, the remedy
        (FORMER, "old_name_kk", "old_name_ru", FORMER, 1, "no column `old_name_kk`", "add it"),
        (OTHERS, ",alias", ",other", OTHERS, 1, "no column `alias`", "add it"),
        (OTHERS, "First,The One", "First", OTHERS, 2, "not as many values", "commas"),
        (OTHERS, "schools,", "school,", OTHERS, 2, "no dataset `school`", "`schools`"),
        ("search.toml", FORMER, "facts/old.csv", "search.toml", 1, "does not exist", FORMER),
        ("search.toml", OTHERS, "../x.csv", "search.toml", 2, "leads out", "inside"),
        (
            "search.toml",
            "{ schools",
            "{ school",
            "search.toml",
            1,
            "former_names.school`",
            "`schools`",
        ),
    ],
)
def test_what_is_wrong_in_a_table_of_other_names_is_told(town, mistake):
    file, old, new, told_in, line, said, remedy = mistake
    for name, text in TABLES_OF_NAMES.items():
        town.file(name).write_text(text, encoding="utf-8")
    assert town.problems() == []
    town.replace(file, old, new)
    (problem,) = town.problems()
    assert (problem.file, problem.line) == (town.file(told_in), line)
    assert said in problem.message
    assert remedy in problem.remedy


def test_a_table_of_other_names_that_is_not_utf_8_is_told(town):
    for name, text in TABLES_OF_NAMES.items():
        town.file(name).write_text(text, encoding="utf-8")
    town.file(FORMER).write_bytes(TABLES_OF_NAMES[FORMER].replace("Ескі", "Еск").encode("cp1251"))
    (problem,) = town.problems()
    assert (problem.file, problem.message) == (town.file(FORMER), "it is not UTF-8")
