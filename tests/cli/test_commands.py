"""The commands as a user types them: what they say, and their exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CITY = """
name = { kk = "Қалашық", ru = "Городок", en = "Smalltown" }
languages = ["kk", "ru", "en"]
bounds = [76.90, 43.20, 77.00, 43.30]
projection = 32643
time_zone = "Asia/Almaty"
"""
OSM = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="by hand">
 <node id="1" lat="43.240" lon="76.940"/>
 <node id="2" lat="43.241" lon="76.945"/>
 <node id="3" lat="43.242" lon="76.940">
  <tag k="amenity" v="cafe"/><tag k="name" v="Шайхана"/>
 </node>
 <way id="10">
  <nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="name" v="Абай даңғылы"/>
 </way>
</osm>
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A working folder with cities/, the base among them, and an extract beside."""
    cities = tmp_path / "cities"
    (cities / "smalltown").mkdir(parents=True)
    (cities / "smalltown" / "city.toml").write_text(CITY, encoding="utf-8")
    (cities / "_base").symlink_to(Path(__file__).parents[2] / "cities" / "_base")
    (tmp_path / "town.osm").write_text(OSM, encoding="utf-8")
    return tmp_path


def qala(town: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "QALA_CITIES": str(town / "cities"),
        "QALA_CITY": "smalltown",
        "QALA_DATA": str(town / "data"),
    }
    environment.pop("QALA_RELEASES", None)
    return subprocess.run(
        [sys.executable, "-m", "qala.cli", *words],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_build_list_verify_withdraw(town: Path):
    built = qala(town, "build", "smalltown", "--osm", str(town / "town.osm"))
    assert built.returncode == 0, built.stderr
    lines = {line.split()[0]: line for line in built.stdout.splitlines()}
    assert "1 from osm" in lines["roads"]
    assert "release 1" in lines["places"]
    assert "no source at hand" in lines["metro"]
    manifest = json.loads((town / "data/releases/roads/1/release.json").read_text())
    assert manifest["source"]["files"][0]["name"] == "town.osm"

    again = qala(town, "build", "smalltown", "--osm", str(town / "town.osm"))
    assert "unchanged" in {line.split()[0]: line for line in again.stdout.splitlines()}["roads"]

    listed = qala(town, "releases")
    assert listed.returncode == 0
    assert [line.split()[:3] for line in listed.stdout.splitlines()] == [
        ["*", "places", "1"],
        ["*", "roads", "1"],
    ]
    (town / "data/releases/roads/1/ids.npy").write_bytes(b"")
    verified = qala(town, "releases", "verify")
    assert verified.returncode == 1
    assert "roads 1 ids.npy: 0 bytes instead of" in verified.stdout
    withdrawn = qala(town, "withdraw", "roads", "--release", "1", "--reason", "test")
    assert withdrawn.returncode == 0
    assert "no release is in force" in withdrawn.stdout
    assert qala(town, "releases", "list", "roads").returncode == 1


def test_a_new_release_is_compared_with_the_one_before(town: Path):
    assert qala(town, "build", "smalltown", "--osm", str(town / "town.osm")).returncode == 0
    kept = town / "data" / "cache" / "compared" / "places"
    assert not kept.exists()
    (town / "town.osm").write_text(OSM.replace("Шайхана", "Асхана"), encoding="utf-8")
    built = qala(town, "build", "smalltown", "--osm", str(town / "town.osm"))
    assert "release 2" in {line.split()[0]: line for line in built.stdout.splitlines()}["places"]
    assert [path.name.rsplit("-", 1)[0] for path in kept.iterdir()] == ["1-2"]
    withdrawn = qala(town, "withdraw", "places", "--release", "1", "--reason", "a name")
    assert withdrawn.returncode == 0, withdrawn.stderr
    assert list(kept.iterdir()) == []


def test_an_extract_that_cannot_be_read_leaves_what_was_served(town: Path):
    assert qala(town, "build", "smalltown", "--osm", str(town / "town.osm")).returncode == 0
    bad = town / "nothing.osm.pbf"
    for content in (None, b"", b"\x89PNG\r\n\x1a\n" + b"\0" * 100):
        if content is not None:
            bad.write_bytes(content)
        failed = qala(town, "build", "smalltown", "--osm", str(bad))
        assert failed.returncode == 1
        assert "nothing.osm.pbf" in failed.stderr
        assert "Traceback" not in failed.stderr
    assert (town / "data/releases/roads/current").read_text().strip() == "1"
    assert qala(town, "releases", "verify").returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("build", "atlantis"), "no such city folder"),
        (("build", "smalltown", "--data", "/does/not/exist"), "no such folder"),
        (("build", "smalltown", "--only", "rods"), "there is no dataset `rods`"),
        (("publish", "rods"), "there is no dataset `rods`"),
        (("withdraw", "roads", "--release", "3", "--reason", "x"), "no release 3"),
        (("withdraw", "../roads", "--release", "3", "--reason", "x"), "no dataset"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(town: Path, words, said):
    failed = qala(town, *words)
    assert failed.returncode == 1
    assert said in failed.stderr
    assert len(failed.stderr.strip().splitlines()) == 1


def test_check_names_file_and_line(town: Path):
    assert qala(town, "check", "smalltown").returncode == 0
    toml = town / "cities/smalltown/city.toml"
    toml.write_text(CITY.replace("projection = 32643", "projection = 4326"), encoding="utf-8")
    failed = qala(town, "check", "smalltown")
    assert failed.returncode == 1
    assert "city.toml" in failed.stdout
    assert "5" in failed.stdout
    assert "errors" in failed.stdout


def test_a_new_city_is_begun_from_an_extract_and_can_be_built(town: Path):
    begun = qala(town, "new", "teahouse", "--osm", str(town / "town.osm"))
    assert (begun.returncode, begun.stderr) == (0, "")
    assert "cities/teahouse/city.toml is written" in begun.stdout
    checked = qala(town, "check", "teahouse")
    assert (checked.returncode, checked.stdout) == (0, "teahouse: 0 errors, 0 warnings\n")
    built = qala(town, "build", "teahouse", "--osm", str(town / "town.osm"), "--only", "places")
    assert built.returncode == 0
    again = qala(town, "new", "teahouse", "--osm", str(town / "town.osm"))
    assert again.returncode == 1
    assert "it exists already - choose another name" in again.stderr
