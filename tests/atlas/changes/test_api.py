"""`/api/datasets/{dataset}/changes`: what differs between two releases."""

import pytest

from qala.store.upkeep import withdraw

pytestmark = pytest.mark.django_db


def changes(client, dataset="halls", **asked):
    return client.get(f"/api/datasets/{dataset}/changes", {"lang": "en", **asked})


def test_the_release_in_force_is_compared_with_the_one_before(client, history):
    body = changes(client).json()
    assert (body["from"]["sequence"], body["to"]["sequence"]) == (2, 3)
    assert body["by"] == "key"
    assert body["counts"] == {"added": 0, "changed": 0, "removed": 1}
    (change,) = body["changes"]
    assert (change["kind"], change["id"], change["title"]) == ("removed", "h2", "Small hall")
    assert change["place"] == [76.92, 43.23]
    assert body["next"] == ""


def test_a_change_tells_its_fields_and_how_far_its_shape_went(client, history):
    body = changes(client, **{"from": 1, "to": 2, "kind": "changed"}).json()
    great, small = body["changes"]
    assert great["fields"] == [
        {"column": "capacity", "label": "Places", "before": 100, "after": 120}
    ]
    # twice as high: the middle goes half of 0.01 degrees, about 555 m; 0.81 km by 1.11 km more
    assert great["geometry"]["moved_m"] == pytest.approx(555.4, abs=2)
    assert great["geometry"]["area_m2"] == pytest.approx(811.5 * 1110.7, rel=0.01)
    assert great["geometry"]["length_m"] is None
    assert small["fields"] == []
    assert small["geometry"] == {
        "moved_m": pytest.approx(1110.8, abs=2),
        "area_m2": None,
        "length_m": None,
    }


def test_what_has_no_place_has_none(client, history):
    body = changes(client, **{"from": 1, "to": 2, "kind": "removed"}).json()
    assert [(each["id"], each["place"]) for each in body["changes"]] == [("h3", None)]


def test_all_differences_come_page_by_page(client, history):
    seen, address = [], "/api/datasets/halls/changes?from=1&to=3&limit=2&lang=en"
    while address:
        body = client.get(address).json()
        assert len(body["changes"]) <= 2
        seen += [(each["kind"], each["id"]) for each in body["changes"]]
        address = body["next"]
    assert seen == [("added", "h5"), ("changed", "h1"), ("removed", "h2"), ("removed", "h3")]


def test_without_a_key_only_what_came_and_went_is_told(client, history):
    body = changes(client, "stalls").json()
    assert body["by"] == "content"
    assert body["counts"] == {"added": 3, "changed": 0, "removed": 3}
    assert {each["id"] for each in body["changes"] if each["kind"] == "added"} == {"h1", "h2", "h5"}


@pytest.mark.parametrize(
    ("asked", "status", "field"),
    [
        ({"from": 3, "to": 2}, 400, "from"),
        ({"from": 2, "to": 2}, 400, "from"),
        ({"from": "x"}, 400, "from"),
        ({"from": 0}, 400, "from"),
        ({"limit": 201}, 400, "limit"),
        ({"start": -1}, 400, "start"),
        ({"kind": "lost"}, 400, "kind"),
        ({"lang": "xx"}, 400, "lang"),
        ({"to": 1}, 404, ""),
        ({"to": 99}, 404, ""),
        ({"to": 999_999_999_999_999}, 400, "to"),
    ],
)
def test_what_cannot_be_compared_is_said_so(client, history, asked, status, field):
    response = changes(client, **asked)
    assert response.status_code == status
    body = response.json()
    assert [each["field"] for each in body.get("errors", [])] == ([field] if field else [])
    assert body["detail"]


def test_beyond_the_end_there_is_nothing(client, history):
    body = changes(client, start=500).json()
    assert (body["changes"], body["next"]) == ([], "")


def test_an_unknown_dataset_is_not_found(client, history):
    assert changes(client, "nothing").status_code == 404


def test_a_withdrawn_release_is_not_compared(client, history):
    assert changes(client, **{"from": 1, "to": 2}).status_code == 200
    withdraw(history.shelf, "halls", 1, reason="a name stood in it")
    response = changes(client, **{"from": 1, "to": 2})
    assert response.status_code == 410
    assert "a name stood in it" in response.json()["detail"]
