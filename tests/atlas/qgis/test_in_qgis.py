"""The layer file in QGIS itself, where this machine has it (Debian's package python3-qgis)."""

import json
import subprocess
from functools import cache
from pathlib import Path

import httpx
import pytest

PYTHON = "/usr/bin/python3"
PROGRAM = Path(__file__).with_name("open_in_qgis.py")


@cache
def has_qgis() -> bool:
    asked = [PYTHON, "-c", "import qgis.core"]
    try:
        return subprocess.run(asked, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def in_qgis(served_town, tmp_path):
    """Opens a dataset of the served town in QGIS and tells what it shows around a place."""
    if not has_qgis():
        pytest.skip("needs QGIS: install the package python3-qgis")

    def show(dataset: str, *box: float) -> dict:
        file = tmp_path / f"{dataset}.qlr"
        file.write_bytes(httpx.get(f"{served_town}/data/{dataset}.qlr?lang=en").content)
        command = [PYTHON, str(PROGRAM), str(file), *map(str, box)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
        return json.loads(done.stdout.splitlines()[-1])

    return show


def test_qgis_draws_a_dataset_in_the_colours_of_the_map(in_qgis):
    found = in_qgis("schools", 76.935, 43.245, 76.945, 43.255)
    assert found["loaded"]
    shown = {name: each for name, each in found["layers"].items() if name in found["shown"]}
    (tiles,) = shown.values()
    assert tiles["valid"]
    assert tiles["name"] == "Schools"
    assert tiles["renderer"] == "basic"
    assert tiles["crs"] == "EPSG:3857"
    assert tiles["rights"] == ["Town Council, CC-BY-4.0"]
    assert "#009e73" in found["colours"]


def test_qgis_tells_categories_apart(in_qgis):
    found = in_qgis("roads", 76.90, 43.20, 77.00, 43.30)
    records = [each for each in found["layers"].values() if each["renderer"] == "RuleRenderer"]
    assert len(records) == 1
    assert len(found["colours"]) > 1
