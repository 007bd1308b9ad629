"""The examples of the documents, run against a real server as a reader would."""

import json
import re
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest

from tests.atlas.qgis.test_in_qgis import PYTHON, has_qgis
from tests.conftest import PROJECT

EXAMPLES = PROJECT / "docs" / "examples"


def run(*command: str) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def node() -> str:
    beside = Path(sys.executable).with_name("node")
    found = str(beside) if beside.exists() else which("node")
    assert found, "needs Node: make install-dev"
    return found


def test_the_example_in_python_reads_a_city(served_town):
    said = run(sys.executable, str(EXAMPLES / "read_a_city.py"), served_town, "schools")
    assert "datasets: 6" in said
    assert "title: Schools" in said
    assert f"form: OGC API Features {served_town}/ogc/collections/schools" in said
    assert re.search(r"release in force: \S+/files/schools/1/features.parquet \d+", said)
    assert re.search(r"in the middle: \S+", said)
    assert "found by name: [" in said


def test_the_example_in_python_says_what_is_wrong(served_town):
    command = [sys.executable, str(EXAMPLES / "read_a_city.py"), served_town, "nothing"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert "/data/nothing.jsonld: " in done.stderr
    assert "Traceback" not in done.stderr


def test_the_example_in_javascript_reads_a_city(served_town):
    said = run(node(), str(EXAMPLES / "read_a_city.mjs"), served_town, "schools")
    assert "datasets: 6" in said
    assert f"tiles: {served_town}/tiles/schools/1/{{z}}/{{x}}/{{y}}.mvt 8 14" in said
    style = json.loads(re.search(r"style: (.*)", said)[1])
    assert style["sources"]["schools"]["url"] == f"{served_town}/tiles/schools.json"
    assert style["layers"][0]["source-layer"] == "schools"
    assert re.search(r"in the middle: \S+", said)


def test_the_example_in_qgis_adds_a_dataset(served_town, monkeypatch):
    if not has_qgis():
        pytest.skip("needs QGIS: install the package python3-qgis")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    said = run(PYTHON, str(EXAMPLES / "open_in_qgis.py"), served_town, "schools")
    assert "layers: Schools" in said
