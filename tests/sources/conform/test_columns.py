"""Declared columns from the columns of a source: mapped, translated, cast, counted."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pytest

from qala.core.errors import BadInput
from tests.sources.conform.support import chunk, dataset, field, one, run, spec


def cast(kind: str, values: list[object], **settings: object) -> list[object]:
    declared = dataset(field("a", kind, **settings))  # type: ignore[arg-type]
    return list(one(declared, chunk(a=values))[0].columns["a"])


def test_only_declared_columns_come_out() -> None:
    features, _ = one(dataset(field("a", "text")), chunk(a=["x"], phone=["+7 727"]))
    assert features.columns == {"a": ["x"]}


def test_a_column_is_taken_by_its_map_else_by_its_name() -> None:
    source = spec(fields={"capacity": "places_total"})
    given = chunk(places_total=["120"], capacity=["9"], floors=["2"])
    declared = dataset(field("capacity", "integer"), field("floors", "integer"))
    features, _ = one(declared, given, source)
    assert features.columns == {"capacity": [120], "floors": [2]}


def test_a_declared_column_without_a_source_is_unknown() -> None:
    features, intake = one(dataset(field("a", "number"), field("b", "text")), chunk(b=["x"]))
    assert features.columns == {"a": [None], "b": ["x"]}
    assert not intake.noted


def test_a_mapped_column_that_is_not_there_names_the_nearest() -> None:
    source = spec(fields={"capacity": "capasity"})
    with pytest.raises(BadInput) as caught:
        run(
            dataset(field("capacity", "integer")),
            chunk(district=["a"], capacity=[1]),
            source=source,
        )
    assert str(caught.value) == (
        "things.csv: things.toml line 12: there is no column `capasity` for `capacity`; "
        "the columns are: capacity, district - "
        "write one of them as fields.capacity in the source's TOML"
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([" x ", "", None, "\u00a0"], ["x", None, None, None]),
        ([1, 2, None], ["1", "2", None]),
        ([1.0, 2.5, float("nan")], ["1", "2.5", None]),
        ([1, "a", None], ["1", "a", None]),
        ([True, False], ["true", "false"]),
        ([[1, 2], None], ["[1, 2]", None]),
        ([date(2024, 5, 31)], ["2024-05-31"]),
    ],
)
def test_text(values: list[object], expected: list[object]) -> None:
    assert cast("text", values) == expected


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("integer", ["1", "2.0", "2,5", "", "x"], [1, 2, None, None, None]),
        ("integer", [1.0, 2.5, None], [1, None, None]),
        ("integer", [2**62, 5], [2**62, 5]),
        ("integer", [2**64, 5], [None, 5]),
        ("number", ["1,5", "1 200", "nan", "inf", "x"], [1.5, 1200.0, None, None, None]),
        ("number", [1, 2, None], [1.0, 2.0, None]),
        ("number", [1.5, float("inf")], [1.5, None]),
        ("boolean", ["да", "Жоқ", "?", None], [True, False, None, None]),
        ("boolean", [1, 0, 2], [True, False, None]),
        ("boolean", [True, None], [True, None]),
        ("date", ["31.12.2024", "2024", "31.02.2024"], ["2024-12-31", "2024", None]),
        ("date", [datetime(2024, 5, 31, 10, 20), None], ["2024-05-31", None]),  # noqa: DTZ001
        ("date", [1949, 2025], ["1949", "2025"]),
    ],
)
def test_types(kind: str, values: list[object], expected: list[object]) -> None:
    assert cast(kind, values) == expected


def test_numbers_are_rounded_to_the_declared_decimals() -> None:
    assert cast("number", ["1,256", 2.0, 3], decimals=1) == [1.3, 2.0, 3.0]


@pytest.mark.parametrize(
    "column",
    [np.array([1.5, np.nan]), pa.array([1.5, None]), pa.chunked_array([[1.5], [None]])],
)
def test_columns_of_numpy_and_arrow(column: object) -> None:
    features, _ = one(dataset(field("a", "number")), chunk(a=column))  # type: ignore[arg-type]
    assert features.columns["a"] == [1.5, None]


def test_bad_values_are_counted_with_examples() -> None:
    given = chunk(ids=["s1", "s2", "", *map(str, range(9))], a=["1", "x", "y", *["z"] * 9])
    _, intake = one(dataset(field("a", "integer")), given)
    assert intake.noted == {"bad_value:a": 11}
    assert intake.examples["bad_value:a"] == ["s2: x", "record 3: y", "0: z", "1: z", "2: z"]


def test_translation_and_unknown_values_of_a_category() -> None:
    source = spec(
        fields={"status": "status_ru"},
        translate={"status": {"Планируется": "planned", "Завершен": "done", "н/д": ""}},
    )
    given = chunk(status_ru=["Планируется ", "Завершен", "planned", "н/д", "Отменен"])
    declared = dataset(field("status", "category", ["planned", "done"]))
    features, intake = one(declared, given, source)
    assert features.columns["status"] == ["planned", "done", "planned", None, None]
    assert intake.noted == {"unknown_value:status": 1}
    assert intake.examples["unknown_value:status"] == ["record 5: Отменен"]


def test_translation_comes_before_casting() -> None:
    source = spec(translate={"open": {"открыто": "yes"}})
    features, _ = one(dataset(field("open", "boolean")), chunk(open=["открыто", "нет"]), source)
    assert features.columns["open"] == [True, False]


def test_a_name_is_filled_from_the_first_language_given_and_never_copied_to_another() -> None:
    source = spec(fields={"name_kk": "kk", "name_ru": "ru"})
    given = chunk(kk=["Медеу ауданы", None, ""], ru=["Медеуский район", "Алмалинский", None])
    features, _ = one(dataset(field("name", "name")), given, source)
    assert features.columns == {
        "name": ["Медеу ауданы", "Алмалинский", None],
        "name_kk": ["Медеу ауданы", None, None],
        "name_ru": ["Медеуский район", "Алмалинский", None],
        "name_en": [None, None, None],
    }


def test_a_local_name_is_kept_and_gives_no_translation() -> None:
    features, _ = one(dataset(field("name", "name")), chunk(name=["Арбат"]))
    assert features.columns["name"] == ["Арбат"]
    assert [features.columns[f"name_{each}"] for each in ("kk", "ru", "en")] == [[None]] * 3


def test_a_density_is_made_of_a_count_and_an_area_where_the_source_gives_none() -> None:
    declared = dataset(
        replace(field("density", "number", decimals=0), per_km2=("people", "area_m2")),
        field("people", "integer"),
        field("area_m2", "number"),
    )
    given = chunk(
        density=[None, "7", None, None, None],
        people=[297, 297, None, 5, 5],
        area_m2=[27635.9, 27635.9, 100, 0, None],
    )
    assert one(declared, given)[0].columns["density"] == [10747.0, 7.0, None, None, None]
    without = chunk(people=[297], area_m2=[27635.9])
    assert one(declared, without)[0].columns["density"] == [10747.0]
