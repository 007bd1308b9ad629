"""A folder begun from an extract is sound, and says where it guessed."""

from pathlib import Path

import osmium
import pytest

from qala.core.errors import BadInput
from qala.sources.folder import check_city, load_city
from qala.sources.folder.new import new_city
from qala.sources.folder.place import nearest_zone, official_languages

CITIES = Path(__file__).parents[3] / "cities"


@pytest.fixture
def cities(tmp_path):
    """A folder of cities with the real base in it."""
    (tmp_path / "_base").symlink_to(CITIES / "_base")
    return tmp_path


def errors(folder: Path) -> list[str]:
    return [str(each) for each in check_city(folder) if each.severity == "error"]


@pytest.mark.parametrize(
    ("extract", "told"),
    [
        (
            "almaty/osm/almaty_osm_2012-03",
            ("Алматы", {"kk", "ru", "en"}, 32643, "Asia/Almaty", "# none"),
        ),
        ("other/monaco", ("Monaco", {"fr", "en"}, 32632, "Europe/Monaco", "10: Monte-Carlo")),
        ("other/helsinki_center", ("Helsinki", {"fi", "sv", "en"}, 32635, "Europe/Helsinki", " *")),
    ],
)
@pytest.mark.shared
def test_real_extracts_give_sound_folders(cities, shared, extract, told):
    name, languages, projection, zone, comment = told
    folder = cities / "somewhere"
    file = new_city(folder, shared / "data" / f"{extract}.osm.pbf")
    assert errors(folder) == []
    city = load_city(folder)
    assert name in city.name.values()
    assert set(city.languages) == languages
    assert (city.projection, city.time_zone) == (projection, zone)
    assert comment in file.read_text(encoding="utf-8")


def test_a_place_without_names_takes_the_name_of_its_folder(cities, tmp_path):
    extract = tmp_path / "one.osm.pbf"
    with osmium.SimpleWriter(extract) as writer:
        writer.add_node(
            osmium.osm.mutable.Node(id=1, location=(-70.6, -33.4), tags={"name": "Kiosk"})
        )
    folder = cities / "new_town"
    new_city(folder, extract)
    assert errors(folder) == []
    city = load_city(folder)
    assert dict(city.name) == {"es": "New Town", "en": "New Town"}
    assert (city.projection, city.time_zone) == (32719, "America/Santiago")
    assert city.bounds.contains(-70.6, -33.4)


def test_a_folder_that_is_there_is_left_alone(cities, tmp_path):
    extract = tmp_path / "one.osm.pbf"
    extract.write_bytes(b"")
    (cities / "here").mkdir()
    with pytest.raises(BadInput, match="exists already"):
        new_city(cities / "here", extract)


@pytest.mark.parametrize("name", ["New-Town", "1st", "алматы"])
def test_an_id_that_is_no_name_is_refused(cities, tmp_path, name):
    with pytest.raises(BadInput, match="is not a name"):
        new_city(cities / name, tmp_path / "one.osm.pbf")
    assert not (cities / name).exists()


def test_an_extract_that_cannot_be_read_leaves_nothing_behind(cities, tmp_path):
    extract = tmp_path / "broken.osm.pbf"
    extract.write_bytes(b"this is no extract")
    with pytest.raises(BadInput):
        new_city(cities / "town", extract)
    assert not (cities / "town").exists()


# IANA names as published for these places.
@pytest.mark.parametrize(
    ("lon", "lat", "zone", "country"),
    [
        (76.9, 43.25, "Asia/Almaty", "KZ"),
        (10.75, 59.91, "Europe/Oslo", "NO"),
        (151.2, -33.87, "Australia/Sydney", "AU"),
        (-58.4, -34.6, "America/Argentina/Buenos_Aires", "AR"),
        (172.9, -43.5, "Pacific/Auckland", "NZ"),
    ],
)
def test_a_position_tells_the_time_zone(lon, lat, zone, country):
    assert (nearest_zone(lon, lat).name, nearest_zone(lon, lat).country) == (zone, country)


def test_official_languages_are_those_of_the_whole_country():
    assert set(official_languages("KZ")) == {"kk", "ru"}
    assert set(official_languages("FI")) == {"fi", "sv"}
    assert official_languages("MC") == ("fr",)
