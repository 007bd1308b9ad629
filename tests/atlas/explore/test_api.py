"""Statistics, matching ids and tables of the town's datasets over HTTP."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]


def _ask(client, path: str, **query: str):
    return client.get(f"/api/datasets/{path}", query)


def test_statistics_of_a_dataset(client):
    answer = _ask(client, "schools/statistics")
    statistics = answer.json()
    assert (statistics["total"], statistics["matched"], statistics["release"]) == (4, 4, 1)
    capacity = statistics["fields"]["capacity"]
    assert (capacity["least"], capacity["most"]) == (300, 1200)
    assert (capacity["known"], capacity["missing"]) == (2, 2)
    assert sum(capacity["classes"]) == 2
    assert len(capacity["edges"]) == len(capacity["classes"]) + 1
    assert statistics["fields"]["state"]["values"] == {"true": 3}
    assert statistics["fields"]["opened"]["least"] == "1962-09-01"
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_each_field_is_counted_under_the_filters_of_the_others(client):
    statistics = _ask(client, "schools/statistics", filter="capacity:1000..;state:yes").json()
    assert statistics["matched"] == 1
    assert statistics["fields"]["capacity"]["known"] == 2  # the state schools
    assert statistics["fields"]["state"] == {
        "least": None,
        "most": None,
        "edges": [],
        "classes": [],
        "steps": [],
        "values": {"true": 1},
        "known": 1,
        "missing": 0,
    }


def test_statistics_of_a_release_never_change(client):
    answer = _ask(client, "schools/statistics", release="1")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert _ask(client, "schools/statistics", release="9").status_code == 404


def test_the_ids_that_match(client):
    answer = _ask(client, "schools/matching", filter="capacity:1000..").json()
    assert len(answer["ids"]) == 1
    assert answer["complete"]
    everything = _ask(client, "schools/matching").json()
    assert len(everything["ids"]) == 4
    assert answer["ids"][0] in everything["ids"]


def test_a_table_as_people_read_it(client):
    table = _ask(client, "schools/table", lang="ru", sort="-capacity").json()
    assert [column["label"] for column in table["columns"]][:2] == ["Название", "Мест"]
    assert table["columns"][1] == {
        "name": "capacity",
        "label": "Мест",
        "unit": "мест",
        "type": "integer",
    }
    first = table["rows"][0]
    assert first["title"] == "Школа № 12"
    assert [cell["text"] for cell in first["cells"]] == [
        "Школа № 12",
        "1\u00a0200",
        "1\u00a0сентября 1962\u00a0г.",
        "да",
    ]
    assert first["cells"][1]["value"] == 1200
    assert table["rows"][-1]["cells"][1] == {"value": None, "text": ""}
    assert (table["matched"], table["total"], table["next"]) == (4, 4, "")


def test_a_table_page_by_page(client):
    first = _ask(client, "schools/table", lang="kk", sort="name", limit="3").json()
    rest = _ask(
        client, "schools/table", lang="kk", sort="name", limit="3", after=first["next"]
    ).json()
    names = [row["title"] for row in first["rows"] + rest["rows"]]
    assert names[0] == "№ 12 мектеп"  # the others have no name in Kazakh
    assert len(set(names)) == 4
    assert rest["next"] == ""


def test_a_table_of_what_is_in_view(client):
    table = _ask(client, "schools/table", bbox="76.935,43.245,76.945,43.255").json()
    assert [row["cells"][1]["value"] for row in table["rows"]] == [1200]
    assert table["matched"] == 1


@pytest.mark.parametrize("what", ["table", "statistics", "matching"])
def test_wrong_filters_name_the_field_and_those_that_there_are(client, what):
    answer = _ask(client, f"schools/{what}", filter="nope:1;capacity:x", lang="ru")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    errors = {each["field"]: each["message"] for each in answer.json()["errors"]}
    assert errors["filter"] == "Поля «nope» нет; есть: name, capacity, opened, state."
    assert "x" in errors["capacity"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"sort": "nope"}, "sort"),
        ({"sort": "capacity,name,state,opened,capacity"}, "sort"),
        ({"after": "nonsense"}, "cursor"),
        ({"bbox": "1,2,3"}, "bbox"),
        ({"bbox": "nan,0,1,1"}, "bbox"),
        ({"limit": "0"}, "limit"),
        ({"limit": "5000"}, "limit"),
        ({"lang": "de"}, "lang"),
        ({"filter": "x" * 5_000}, "filter"),
    ],
)
def test_what_a_table_cannot_answer(client, query, field):
    answer = _ask(client, "schools/table", **query)
    assert answer.status_code == 400
    assert [each["field"] for each in answer.json()["errors"]] == [field]


def test_there_is_no_such_dataset(client):
    for what in ("table", "statistics", "matching"):
        assert _ask(client, f"nothing/{what}").status_code == 404


def test_the_map_knows_which_fields_its_tiles_hold(client):
    layers = {each["id"]: each for each in client.get("/api/map").json()["layers"]}
    assert layers["schools"]["release"] == 1
    tiled = {field["name"]: field["tiled"] for field in layers["schools"]["fields"]}
    assert tiled == {"name": True, "capacity": True, "opened": True, "state": True}
