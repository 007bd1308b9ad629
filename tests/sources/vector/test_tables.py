"""CSV and XLSX with places in their columns."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook

from qala.core.features import CHUNK_ROWS, Intake
from qala.sources.vector import read_file
from tests.sources.vector.support import (
    ALMATY,
    chunks,
    read,
    refusal,
    spec,
    values,
    write_text,
    xy,
)

MILLIONS = """
import resource, sys
from pathlib import Path
from qala.core.features import Intake
from qala.sources.vector import read_file
from tests.sources.vector.support import ALMATY, spec
intake = Intake()
rows = sum(map(len, read_file(Path(sys.argv[1]), spec(), bounds=ALMATY, intake=intake)))
print(rows, intake.read, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def workbook(path: Path, *rows: list[object], sheet: str = "Sheet1") -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    book.create_sheet("Notes").append(["note"])
    book.save(path)
    return path


@pytest.mark.parametrize(
    "header",
    ["name,lon,lat", "name,Longitude,LATITUDE", "name,xcoord,y_coord", "name,Долгота,Широта"],
)
def test_usual_names_of_coordinates_are_known(tmp_path: Path, header: str) -> None:
    features = read(write_text(tmp_path / "a.csv", f"{header}\nАрбат,76.94,43.26\n"))
    assert (xy(features), values(features, "name")) == ([(76.94, 43.26)], ["Арбат"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    rows = [["name", "lon", "lat"], ['"a, b; c"', "76.9", "43.2"], ["d", "76.8", "43.3"]]
    text = "\n".join(delimiter.join(row) for row in rows)
    features = read(write_text(tmp_path / "a.csv", text))
    assert values(features, "name") == ["a, b; c", "d"]


def test_decimal_commas_and_spaces_in_coordinates(tmp_path: Path) -> None:
    features = read(write_text(tmp_path / "a.csv", "lon;lat\n 76,94 ;43,26\n"))
    assert xy(features) == [(76.94, 43.26)]


def test_wkt_is_taken_before_longitude_and_latitude(tmp_path: Path) -> None:
    text = 'lon,lat,geometry_wkt\n1,1,"LINESTRING (76.9 43.2, 76.91 43.21)"\n2,2,nonsense\n3,3,\n'
    found, intake = chunks(write_text(tmp_path / "a.csv", text))
    shapes = found[0].geometry
    assert shapes[0].wkt == "LINESTRING (76.9 43.2, 76.91 43.21)"
    assert list(shapes[1:]) == [None, None]
    assert intake.noted == {"geometry_unreadable": 1}
    assert intake.examples["geometry_unreadable"] == ["2: nonsense"]


def test_a_place_that_cannot_be_read_is_unknown_and_counted(tmp_path: Path) -> None:
    found, intake = chunks(write_text(tmp_path / "a.csv", "lon,lat\n76.9,43.2\nnear,43.2\n,\n"))
    assert [each is None for each in found[0].geometry] == [False, True, True]
    assert intake.noted == {"bad_value:lon": 1}
    assert intake.examples["bad_value:lon"] == ["2: near"]


def test_malformed_rows_are_counted_with_their_number(tmp_path: Path) -> None:
    text = 'name,lon,lat\na,76.9,43.2\nb,76.9\n"c\nd",76.9,43.2\ne,76.9,43.2,9\n'
    found, intake = chunks(write_text(tmp_path / "a.csv", text))
    assert values(found[0], "name") == ["a", "c\nd"]
    assert intake.read == 4
    assert intake.skipped == {"malformed_row": 2}
    assert intake.examples["malformed_row"] == [
        "row 3: 2 values for 3 columns",
        "row 5: 4 values for 3 columns",
    ]


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "utf-16"])
def test_a_stated_encoding_is_used(tmp_path: Path, encoding: str) -> None:
    path = write_text(tmp_path / "a.csv", "название,lon,lat\nАрбат,76.9,43.2\n", encoding)
    assert values(read(path, encoding=encoding), "название") == ["Арбат"]


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", "lon,lat\n76.9,43.2\n", "utf-8-sig")
    assert list(read(path).columns) == ["lon", "lat"]


def test_where_keeps_the_wanted_rows_and_counts_the_others(tmp_path: Path) -> None:
    text = "kind,level,lon,lat\na,6,76.9,43.2\nb,6,76.9,43.2\na,7,76.9,43.2\n"
    path = write_text(tmp_path / "a.csv", text)
    found, intake = chunks(path, where={"kind": ["a"], "level": [6]})
    assert found[0].ids == ["1"]
    assert (intake.read, intake.skipped) == (3, {"not_wanted": 2})


def test_a_table_without_places_is_read_when_asked_so(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", "district,people\nАлмалы,224600\n")
    features = read(path, geometry="none")
    assert (list(features.geometry), values(features, "people")) == ([None], ["224600"])


def test_xlsx_with_numbers_dates_and_blank_rows(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ["name", "lon", "lat", "opened", "floors", None],
        ["Арбат", 76.94, 43.26, date(2017, 5, 27), 2],
        [None, None, None],
        ["Көк-Төбе", "76,97", 43.23, None, "три"],
    )
    features = read(path)
    assert xy(features) == [(76.94, 43.26), (76.97, 43.23)]
    assert [str(each)[:10] for each in values(features, "opened")] == ["2017-05-27", "None"]
    assert values(features, "floors") == ["2", "три"]


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["lon", "lat"], [76.9, 43.2], sheet="Schools")
    assert len(read(path, sheet="Schools")) == 1
    assert str(refusal(path, sheet="School")) == (
        f"{path}: there is no sheet `School` - the sheets are: Schools, Notes"
    )


def test_five_million_rows_take_bounded_memory(tmp_path: Path) -> None:
    rows = "".join(f"Дом {row},{76.7 + row / 1e6:.6f},43.250000,12,5\n" for row in range(50_000))
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.write(b"name,lon,lat,area,floors\n")
        for _ in range(100):
            file.write(rows.encode())
    run = subprocess.run(
        [sys.executable, "-c", MILLIONS, path], capture_output=True, text=True, check=True
    )
    count, counted, peak_mb = map(int, run.stdout.split())
    assert (count, counted) == (5_000_000, 5_000_000)
    assert peak_mb < 1_500


def test_chunks_are_bounded_and_progress_is_told(tmp_path: Path) -> None:
    lines = np.full(120_000, "76.9,43.2")
    path = write_text(tmp_path / "a.csv", "lon,lat\n" + "\n".join(lines))
    told: list[tuple[str, int, int | None]] = []
    sizes = [
        len(chunk)
        for chunk in read_file(
            path,
            spec(),
            bounds=ALMATY,
            intake=Intake(),
            progress=lambda what, done, total: told.append((what, done, total)),
        )
    ]
    assert sum(sizes) == 120_000
    assert max(sizes) <= CHUNK_ROWS
    size = path.stat().st_size
    assert told[-1] == ("a.csv", size, size)
