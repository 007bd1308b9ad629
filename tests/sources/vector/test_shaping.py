"""Key-value texts and the largest of many columns."""

from pathlib import Path

import pytest

from qala.sources.vector.shaping import key_values
from tests.sources.vector.support import read, refusal, values, write_points, write_text


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Район: Алмалы\nГод постройки: 1949", {"Район": "Алмалы", "Год постройки": "1949"}),
        ("<b>Этажность:</b> 2<br/>ПДП: Ж-5,Т-2", {"Этажность": "2", "ПДП": "Ж-5,Т-2"}),
        ("2Гис: https://go.2gis.com/4bly1", {"2Гис": "https://go.2gis.com/4bly1"}),
        ("https://go.2gis.com/4bly1", {}),
        ("просто текст\n\nКлюч: \nА: 1\nА: 2", {"А": "1"}),
    ],
)
def test_key_values(text: str, pairs: dict[str, str]) -> None:
    assert key_values(text) == pairs


def test_key_values_become_columns_beside_those_there_are(tmp_path: Path) -> None:
    text = 'name,note,lon,lat\na,"name: b\nfloors: 2",76.9,43.2\nc,,76.9,43.2\n'
    features = read(write_text(tmp_path / "a.csv", text), key_values="note")
    assert values(features, "name") == ["a", "c"]
    assert values(features, "floors") == ["2", None]


def test_the_largest_of_the_numeric_columns(tmp_path: Path) -> None:
    properties = [
        '{"cell":"a","employees":9,"F-Строительство":6,"H-Транспорт":3}',
        '{"cell":"b","employees":4,"H-Транспорт":4}',
        '{"cell":"c","employees":0}',
    ]
    point = '{"type":"Point","coordinates":[76.9,43.2]}'
    features = ",".join(
        f'{{"type":"Feature","properties":{each},"geometry":{point}}}' for each in properties
    )
    path = write_text(
        tmp_path / "a.geojson", f'{{"type":"FeatureCollection","features":[{features}]}}'
    )
    found = read(path, largest={"column": "main", "except": ["employees"]})
    assert values(found, "main") == ["F-Строительство", "H-Транспорт", None]
    found = read(path, largest={"column": "main", "prefix": "H-"})
    assert values(found, "main") == ["H-Транспорт", "H-Транспорт", None]
    message = str(refusal(path, largest={"column": "main", "prefix": "class_"}))
    assert "there are no numeric columns to take the largest of for `main`" in message


def test_where_on_numbers_of_a_spatial_file(tmp_path: Path) -> None:
    path = write_points(tmp_path / "a.gpkg", "GPKG")
    assert values(read(path, where={"floors": [2, 3]}), "floors") == [2, 3]
