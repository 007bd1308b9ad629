"""Which release was in force on a day."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from qala.atlas.history import history
from qala.atlas.queries import published_dataset
from qala.atlas.served import served
from qala.store.shelf import Shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def published_on(own_shelf: Shelf) -> Callable[[int, str], None]:
    """Puts a copy of the first release of the schools on the shelf, as of another moment."""

    def publish(sequence: int, moment: str) -> None:
        first, fresh = (own_shelf.root / "schools" / f"{each}" for each in (1, sequence))
        if sequence > 1:
            fresh.mkdir()
            for path in first.iterdir():
                (fresh / path.name).hardlink_to(path)
        manifest = json.loads((first / "release.json").read_text("utf-8"))
        manifest |= {"sequence": sequence, "published_at": moment}
        (fresh / "release.json").unlink()
        (fresh / "release.json").write_text(json.dumps(manifest), "utf-8")
        (own_shelf.root / "schools" / "current").write_text(str(sequence))

    return publish


@pytest.fixture
def three(published_on):
    """Published in January, in the evening of a day in March, and in June."""
    published_on(1, "2026-01-10T06:00:00+00:00")
    published_on(2, "2026-03-01T20:30:00+00:00")  # 2 March in Almaty
    published_on(3, "2026-06-15T06:00:00+00:00")


def in_force(known):
    found = history(served(), published_dataset(served(), "schools"), known)
    return [each.release.sequence for each in found]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("known", "sequences"),
    [
        (None, [3, 2, 1]),
        (date(2026, 1, 9), []),
        (date(2026, 1, 10), [1]),
        (date(2026, 3, 1), [1]),
        (date(2026, 3, 2), [2]),
        (date(2030, 1, 1), [3]),
    ],
)
def test_the_last_one_published_by_the_end_of_the_day_is_in_force(known, sequences):
    assert in_force(known) == sequences


@pytest.mark.usefixtures("three")
def test_withdrawn_releases_are_not_told_of(own_shelf):
    folder = own_shelf.root / "schools" / "2"
    (folder / "release.json").unlink()
    stone = {"withdrawn_at": "2026-07-01T00:00:00+00:00", "reason": "wrong"}
    (folder / "withdrawn.json").write_text(json.dumps(stone), "utf-8")
    assert in_force(None) == [3, 1]
    assert in_force(date(2026, 4, 1)) == [1]


@pytest.mark.usefixtures("three")
def test_programs_are_told_with_the_address_of_the_tiles(client):
    query = {"known": "2026-04-01", "dataset": ["schools", "roads"], "lang": "ru"}
    answer = client.get("/api/releases", query).json()
    assert answer["known"] == "2026-04-01"
    schools, roads = answer["datasets"]
    assert (schools["dataset"], schools["title"]) == ("schools", "Школы")
    assert schools["releases"] == [
        {
            "sequence": 2,
            "day": "2026-03-02",
            "published_at": "2026-03-01T20:30:00+00:00",
            "count": 4,
            "tiles": "/tiles/schools/2/{z}/{x}/{y}.mvt",
        }
    ]
    assert roads["releases"] == []


@pytest.mark.usefixtures("town")
def test_without_a_dataset_all_are_told_of(client):
    answer = client.get("/api/releases").json()
    assert answer["known"] == ""
    assert "schools" in [each["dataset"] for each in answer["datasets"]]


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("query", "status"),
    [({"known": "2026-02-30"}, 400), ({"known": "soon"}, 400), ({"dataset": "nothing"}, 404),
     ({"dataset": ["roads"] * 61}, 400)],
)  # fmt: skip
def test_wrong_input_is_named(client, query, status):
    response = client.get("/api/releases", query)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
