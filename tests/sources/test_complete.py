"""Columns that a file lacks come from a table of the city's folder."""

from pathlib import Path

import numpy as np
import pytest

from qala.core.dataset import Completion, SourceSpec
from qala.core.errors import BadInput
from qala.core.features import Features, Intake
from qala.sources.complete import completed

TABLE = "number,opened,note\n1,2011-12-01,first\n 2 ,2015-04-18,\n4,2022-05-30\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "metro.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def metro(numbers: list[object]) -> Features:
    shapes = np.full(len(numbers), None, dtype=object)
    return Features([f"s{each}" for each in numbers], shapes, {"no": numbers, "opened": numbers})


def test_rows_are_joined_by_the_text_of_the_key(table):
    complete = Completion(table.name, on="number", columns=("opened", "note"))
    spec = SourceSpec("file", path="metro.json", fields={"number": "no"}, complete=complete)
    intake = Intake()
    chunks = [metro([1.0, 2.0]), metro(["4", "3"])]
    first, second = completed(chunks, spec, complete, table, intake)
    assert first.columns["opened"] == ["2011-12-01", "2015-04-18"]
    assert first.columns["note"] == ["first", ""]
    assert first.columns["no"] == [1.0, 2.0]
    assert second.columns["opened"] == ["2022-05-30", None]
    assert intake.noted == {"not_completed": 1}
    assert intake.examples == {"not_completed": ["s3"]}


def test_a_source_without_the_key_is_refused_with_the_remedy(table):
    complete = Completion(table.name, on="number", columns=("opened",))
    spec = SourceSpec("file", path="metro.json", complete=complete)
    with pytest.raises(BadInput, match=r"no column `number` to join metro\.csv on") as caught:
        list(completed([metro([1])], spec, complete, table, Intake()))
    assert "`on`" in caught.value.remedy
