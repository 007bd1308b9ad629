"""The compact form of a filter: what it means, and what is wrong with it, field by field."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qala.atlas.explore.compact import Clause, clauses, literal
from qala.atlas.explore.meaning import meant
from qala.atlas.queries import published_dataset
from qala.atlas.served import served
from qala.core.errors import InvalidRequest
from qala.store.query import Query, Selection

pytestmark = [pytest.mark.usefixtures("town")]


def test_clauses_and_their_parts():
    assert clauses("") == []
    assert clauses("capacity:500..1000;;kind:!a\\,b,_missing") == [
        Clause("capacity", ("500..1000",)),
        Clause("kind", ("a\\,b", "_missing"), unless=True),
    ]
    assert literal("a\\,b\\\\") == "a,b\\"


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    with suppress(InvalidRequest):
        assert all(each.parts for each in clauses(text))


def _names(text: str) -> list[str]:
    """The local names of the town's schools that match."""
    each = published_dataset(served(), "schools")
    found = meant(text, each.dataset, each.release.manifest, ("kk", "ru", "en"))
    page = served().reader.items(each.release, Query(Selection(where=found.condition)))
    return sorted(str(item.properties["name"]).split()[0] for item in page.items)


ALL = ["Дальняя", "Пригородная", "Школа", "№"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ALL),
        ("capacity:300..1200", ["Школа", "№"]),
        ("capacity:300...1200", ["Школа"]),
        ("capacity:1200", ["№"]),
        ("capacity:..299.5", []),
        ("capacity:_missing", ["Дальняя", "Пригородная"]),
        ("capacity:!300..400", ["Дальняя", "Пригородная", "№"]),
        ("capacity:!300..400,_missing", ["№"]),
        ("state:yes", ["Дальняя", "Школа", "№"]),
        ("state:yes;capacity:1000..", ["№"]),
        ("opened:1962", ["№"]),
        ("opened:1962-09..1962-09", ["№"]),
        ("opened:..1962-08-31", []),
        ("name:ШКОЛА № 12", ["№"]),
        ("name:school", ["№"]),
        ("name:дальняя,пригородная", ["Дальняя", "Пригородная"]),
        ("name:!школа", []),
        ("name:100%", []),
    ],
)
def test_what_a_filter_means(text, expected):
    assert _names(text) == expected


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("nope:1", ["filter"]),
        ("capacity:many", ["capacity"]),
        ("capacity:..", ["capacity"]),
        ("capacity:5..x;state:maybe;nope:1", ["capacity", "state", "filter"]),
        ("opened:soon..", ["opened"]),
        ("capacity", ["filter"]),
        ("capacity:", ["capacity"]),
        ("capacity:1\\", ["filter"]),
        ("capacity:" + ",".join(["1"] * 200), ["capacity"]),
        (";".join(["capacity:1"] * 41), ["filter"]),
        ("name:" + "x" * 5_000, ["filter"]),
    ],
)
def test_what_is_wrong_with_a_filter(text, fields):
    with pytest.raises(InvalidRequest) as error:
        _names(text)
    assert [each.field for each in error.value.errors] == fields
