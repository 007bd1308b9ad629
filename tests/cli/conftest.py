"""An installation as an operator has it: a data folder, a database, the commands run on it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
COUNT = """
import django; django.setup()
from qala.atlas.actions import count_request
for number in range(250): count_request(f"192.0.2.{number}", per_minute=10)
from qala.atlas.links.actions import shorten
shorten("/ru/map?layers=roads")
"""
REPORT = """
import django; django.setup()
from qala.atlas.models import RequestCount, ShortLink
print(sorted(RequestCount.objects.values_list("id", "visitor", "minute", "count")))
print(list(ShortLink.objects.values_list("id", "code", "address", "made_at")))
ShortLink.objects.create(code="next", address="/ru/map")
RequestCount.objects.create(visitor="next", minute=1)
"""


class Installation:
    """A data folder with its database, and the commands run on it."""

    def __init__(self, folder: Path, database: str = "", city: str = "town") -> None:
        self.data = folder
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "qala.settings.django",
            "QALA_CITIES": str(PROJECT / "tests" / "towns"),
            "QALA_CITY": city,
            "QALA_DATA": str(folder),
            "DATABASE_URL": database,
        }

    def python(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def qala(self, *words: object) -> subprocess.CompletedProcess[str]:
        return self.python("-m", "qala.cli", *map(str, words))

    def rows(self) -> str:
        return self.python("-c", REPORT).stdout

    def fill(self) -> None:
        assert self.qala("build", "town").returncode == 0
        assert self.python("-m", "django", "migrate", "-v0").returncode == 0
        assert self.python("-c", COUNT).returncode == 0
        (self.data / "uploads" / "a").mkdir(parents=True)
        (self.data / "uploads" / "a" / "Сурет 1.jpg").write_bytes(b"\xff\xd8private")
        (self.data / "cache").mkdir(exist_ok=True)
        (self.data / "cache" / "map.png").write_bytes(b"made anew")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with six datasets, a withdrawn release, rows and an uploaded file."""
    installation = Installation(tmp_path_factory.mktemp("filled") / "data")
    installation.fill()
    withdrawn = installation.qala("withdraw", "roads", "--release", 1, "--reason", "wrong")
    assert withdrawn.returncode == 0
    return installation


@pytest.fixture(scope="session")
def backed_up(filled: Installation) -> Path:
    file = filled.data.parent / "town.tar"
    done = filled.qala("backup", file)
    assert done.returncode == 0, done.stderr
    return file


def released(data: Path) -> dict[str, bytes]:
    root = data / "releases"
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
