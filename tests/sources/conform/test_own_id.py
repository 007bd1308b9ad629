"""A source may say which of its columns holds a stable id."""

import json

import numpy as np
import pytest
import shapely

from qala.core.dataset import Dataset, Field, FieldType, GeometryType, SourceSpec
from qala.core.features import Features, Intake
from qala.core.geometry import BBox
from qala.core.text import Text
from qala.sources.conform import conform
from qala.sources.conform.parsers import parse_number
from qala.sources.vector import read_file

BOUNDS = BBox(76, 43, 77, 44)


def stops(spec: SourceSpec) -> Dataset:
    return Dataset(
        id="stops",
        title=Text({"en": "Stops"}),
        abstract=Text(),
        theme="transport",
        geometry=GeometryType.POINT,
        fields=(
            Field("name", FieldType.TEXT, Text({"en": "Name"})),
            Field("time", FieldType.TEXT, Text({"en": "Time"})),
        ),
        sources=(spec,),
        file="stops.toml",
    )


def test_ids_come_from_the_column_the_source_names_and_repeated_ones_are_skipped():
    spec = SourceSpec(kind="file", path="stops.csv", fields={"id": "stop_id", "name": "stop"})
    points = np.array([shapely.Point(76.5, 43.5)] * 4, dtype=object)
    columns = {"stop_id": [17, 18, 17, None], "stop": ["A", "B", "C", "D"]}
    intake = Intake()
    (chunk,) = conform(
        [Features(["", "", "", ""], points, columns)],
        stops(spec),
        spec,
        languages=("en",),
        bounds=BOUNDS,
        intake=intake,
    )
    assert list(chunk.ids) == ["17", "18", "row_4"]
    assert chunk.columns["name"] == ["A", "B", "D"]
    assert intake.skipped == {"duplicate_id": 1}
    assert intake.noted == {"id_missing": 1}


def test_a_span_of_hours_stays_as_written(tmp_path):
    file = tmp_path / "a.geojson"
    feature = {
        "type": "Feature",
        "properties": {"name": "2026-07-20", "time": "09:00–17:00"},
        "geometry": {"type": "Point", "coordinates": [76.5, 43.5]},
    }
    file.write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8"
    )
    spec = SourceSpec(kind="file", path=file.name)
    (chunk,) = read_file(file, spec, bounds=BOUNDS, intake=Intake())
    assert list(chunk.columns["time"]) == ["09:00–17:00"]
    assert list(chunk.columns["name"]) == ["2026-07-20"]


@pytest.mark.parametrize(("text", "value"), [("89%", 89), ("89,5 %", 89.5), ("%", None)])
def test_a_percent_sign_is_passed_over(text, value):
    assert parse_number(text) == value
