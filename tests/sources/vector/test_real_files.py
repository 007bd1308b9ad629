"""The real files of Almaty: counts as the list beside them (SOURCES.md) states them."""

from pathlib import Path
from typing import Any

import pytest

from qala.core.dataset import Dataset, Field, FieldType, GeometryType, SourceSpec
from qala.core.errors import BadInput
from qala.core.features import Features, Intake
from qala.core.geometry import BBox
from qala.core.text import Text
from qala.sources.conform import conform
from qala.sources.vector import find_files, read_file

ALMATY = BBox(76.60, 43.00, 77.20, 43.45)
LANGUAGES = ("kk", "ru", "en")

pytestmark = pytest.mark.shared


@pytest.fixture
def data(shared: Path) -> Path:
    return shared / "data" / "almaty"


def conformed(
    path: Path,
    shape: str,
    columns: dict[str, tuple[str, str]],
    *,
    key: str = "",
    **options: Any,
) -> tuple[list[Features], Intake]:
    """All chunks of `path`; `columns`: declared column -> its type and the source's column."""
    source = SourceSpec(
        kind="file",
        path=str(path),
        fields={name: column for name, (_, column) in columns.items()},
        options=options,
    )
    fields = tuple(Field(name, FieldType(kind), Text()) for name, (kind, _) in columns.items())
    declared = Dataset(
        id="real",
        title=Text(),
        abstract=Text(),
        theme="territory",
        geometry=GeometryType(shape),
        fields=fields,
        sources=(source,),
        file="real.toml",
        key=key,
    )
    intake = Intake()
    raw = read_file(path, source, bounds=ALMATY, intake=intake)
    return (
        list(conform(raw, declared, source, languages=LANGUAGES, bounds=ALMATY, intake=intake)),
        intake,
    )


def test_improvement_projects(data: Path) -> None:
    (features,), intake = conformed(
        data / "projects/city_improvement_projects_2024.geojson",
        "mixed",
        {"project": ("integer", "id"), "start": ("date", "start_date")},
        key="project",
    )
    assert len(features) == intake.read == 69
    assert intake.noted == {"geometry_missing": 12}
    assert sum(intake.mended.values()) == 2
    types = [each.geom_type for each in features.geometry if each is not None]
    assert types.count("Point") == 3
    assert len(types) == 57
    assert features.ids[0] == "5428"
    assert features.columns["start"][0] == "2022-06-01"
    assert not intake.skipped


def test_planned_outages(data: Path) -> None:
    (features,), intake = conformed(
        data / "projects/planned_power_outages_2026-07.geojson",
        "polygon",
        {"event": ("text", "event_id"), "day": ("date", "date"), "hours": ("text", "time")},
        key="event",
    )
    assert len(features) == 86
    assert sum(intake.mended.values()) == 34
    assert all(each.is_valid and each.area > 0 for each in features.geometry)
    assert features.ids[0] == "power-202607-001"
    assert features.columns["day"][0] == "2026-07-20"
    assert features.columns["hours"][0] == "09:00–17:00"


def test_a_zipped_shapefile_with_a_cyrillic_table(data: Path) -> None:
    (features,), intake = conformed(
        data / "boundaries/districts_osm_2019_shapefile.zip", "polygon", {"name": ("text", "name")}
    )
    assert len(features) == intake.read == 9
    assert {"Алатауский район", "Бостандыкский район"} <= set(features.columns["name"])


def test_old_houses_of_two_kml_files(data: Path) -> None:
    pattern = data / "buildings/old_houses_*_2023.kml"
    assert [each.name for each in find_files(pattern)] == [
        "old_houses_almaly_2023.kml",
        "old_houses_bostandyk_2023.kml",
    ]
    chunks, intake = conformed(
        pattern,
        "point",
        {
            "address": ("text", "Name"),
            "year": ("integer", "Год постройки"),
            "district": ("text", "Район"),
            "flats": ("integer", "Количество квартир"),
        },
        key_values="description",
    )
    assert [len(each) for each in chunks] == [112, 244]
    assert intake.read == 356
    assert chunks[0].columns["address"][0] == "Богенбай батыра 265"
    assert chunks[0].columns["year"][0] == 1949
    assert chunks[0].columns["district"][0] == "Алмалы"
    assert chunks[0].columns["flats"][0] == 12
    assert len({each for chunk in chunks for each in chunk.ids}) == 356


def test_the_road_register(data: Path) -> None:
    (features,), intake = conformed(
        data / "roads/city_road_register.csv.gz",
        "line",
        {
            "name_ru": ("text", "name_ru"),
            "name_kk": ("text", "name_kz"),
            "length_m": ("number", "Shape__Length"),
        },
    )
    assert len(features) == intake.read == 7_769
    # 4,482 have something in name_ru; of one it is a space
    assert sum(each is not None for each in features.columns["name_ru"]) == 4_481
    assert sum(each is not None for each in features.columns["name_kk"]) == 105
    assert sum(features.columns["length_m"]) / 1_000 == pytest.approx(5_262, abs=1)


@pytest.mark.parametrize(
    ("path", "geometry", "count"),
    [
        ("transport/bus_stops_gtfs_2023.geojson", "point", 2_811),
        ("poi/schools_capacity_forecast_2025.geojson", "point", 392),
        ("poi/city_gis_parks_2024.csv", "point", 210),
        ("poi/city_gis_sport_facilities_2024.csv", "point", 2_792),
        ("poi/city_gis_malls_2024.csv", "point", 41),
        ("poi/kindergartens_2026.csv", "point", 924),
        ("poi/hospitals_beds_load_2025.geojson", "point", 24),
        ("realestate/new_construction_complexes_2019-2023.geojson", "polygon", 95),
        ("boundaries/districts_city_portal_2024.geojson", "polygon", 8),
        ("osm/osm_center_buildings_2018-06.geojson", "polygon", 2_629),
        ("seismic/residential_exposure_2019.csv", "point", 2_118),
        ("seismic/vs30_grid.csv", "point", 2_212),
        ("transport/metro_stations.geojson", "point", 11),
    ],
)
def test_counts(data: Path, path: str, geometry: str, count: int) -> None:
    chunks, intake = conformed(data / path, geometry, {})
    assert sum(map(len, chunks)) == intake.read == count
    assert not intake.skipped


def test_links_of_no_length_are_kept_without_a_place(data: Path) -> None:
    (features,), intake = conformed(
        data / "transport/bus_link_loads.geojson", "line", {"load": ("integer", "load")}
    )
    assert len(features) == 3_754
    assert intake.noted["geometry_collapsed"] == 4
    assert (min(features.columns["load"]), max(features.columns["load"])) == (1, 31_833)


def test_blocks_with_population(data: Path) -> None:
    (features,), _ = conformed(
        data / "population/city_blocks.geojson.gz", "polygon", {"people": ("integer", "population")}
    )
    people = [each for each in features.columns["people"] if each is not None]
    assert (len(features), len(people), sum(people)) == (2_531, 2_368, 1_232_938)


def test_employees_and_the_largest_industry_of_each_cell(data: Path) -> None:
    (features,), _ = conformed(
        data / "business/employees_by_industry_h3_2024.geojson.gz",
        "polygon",
        {
            "cell": ("text", "h3_index"),
            "employees": ("integer", "employees"),
            "industry": ("text", "main"),
        },
        key="cell",
        largest={"column": "main", "except": ["employees"]},
    )
    assert len(features) == 3_491
    assert sum(features.columns["employees"]) == 1_001_561
    assert features.columns["industry"][2] == (
        "46-Оптовая торговля, за исключением торговли автомобилями и мотоциклами"
    )
    assert features.ids[0] == "8920e600003ffff"


def test_stops_in_the_suburbs_are_kept_and_noted(data: Path) -> None:
    # 115 stops lie outside the city's box; those more than a tenth of a degree away are noted.
    _, intake = conformed(data / "transport/bus_stops_gtfs_2023.geojson", "point", {})
    assert 0 < intake.noted["outside_city"] <= 115


@pytest.mark.parametrize(
    "path", ["statistics/xlsx/Income.xlsx", "statistics/xlsx/Almaty_city.xlsx"]
)
def test_a_workbook_of_statistics_has_no_places(data: Path, path: str) -> None:
    with pytest.raises(BadInput, match="the table has no coordinates; its columns are: "):
        conformed(data / path, "point", {})
    (features,), _ = conformed(data / path, "point", {"year": ("date", "Year")}, geometry="none")
    assert features.columns["year"] == [str(year) for year in range(2017, 2024)]


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("documents/building_rules_2024-12-25.pdf", "a PDF document"),
        ("population/worldpop_density_clip.tif", "a TIFF picture"),
        ("transport/metro_schedule_2026.json", "it holds no features of that format"),
    ],
)
def test_files_of_other_kinds(data: Path, path: str, what: str) -> None:
    with pytest.raises(BadInput, match=what):
        conformed(data / path, "point", {})
