"""What earlier versions wrote is served by this one, on both databases.

`tests/upgrade/record TAG` writes the files that are read here.
"""

import gzip
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import psycopg
import pytest

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
TAGS = sorted(path.name.removesuffix(".tar.gz") for path in HERE.glob("v*.tar.gz"))

SERVE = """
from qala.settings.environment import read_environment
import django; django.setup()
from django.core.management import call_command
from django.test import Client
from qala.wiring import prepare
prepare()
call_command("migrate", check_unapplied=True, verbosity=0)
from qala.atlas.models import RequestCount
print("counted", sum(RequestCount.objects.values_list("count", flat=True)))
client = Client(headers={"host": "localhost"})
for address in ("/health", "/kk/", "/ru/data", "/en/data/schools", "/en/map", "/api/map?lang=ru",
                "/api/identify?lon=76.95&lat=43.25&lang=kk"):
    print(address, client.get(address).status_code)
"""


def installation(folder: Path, database: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "qala.settings.django",
        "QALA_CITIES": str(PROJECT / "tests" / "towns"),
        "QALA_CITY": "town",
        "QALA_DATA": str(folder),
        "DATABASE_URL": database,
    }


def run(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=PROJECT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(params=TAGS)
def tag(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=["sqlite", "postgresql"])
def upgraded(tag: str, request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The installation as the tag left it, about to be run by this version."""
    with tarfile.open(HERE / f"{tag}.tar.gz") as file:
        file.extractall(tmp_path, filter="data")
    if request.param == "sqlite":
        return installation(tmp_path / "data", "")
    address = request.getfixturevalue("new_postgresql")()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(gzip.decompress((HERE / f"{tag}.sql.gz").read_bytes()))
    (tmp_path / "data" / "qala.sqlite3").unlink()
    return installation(tmp_path / "data", address)


def test_pages_and_rows_of_an_earlier_version(upgraded):
    lines = run(upgraded, "-c", SERVE).splitlines()
    assert lines[0] == "counted 3"
    assert len(lines) == 8
    assert all(line.endswith(" 200") for line in lines[1:])


def test_releases_of_an_earlier_version_verify_and_are_followed_by_new_ones(upgraded):
    assert run(upgraded, "-m", "qala.cli", "releases", "verify").startswith("6 releases checked, 0")
    built = run(upgraded, "-m", "qala.cli", "build", "town")
    assert "schools" in built
    assert run(upgraded, "-m", "qala.cli", "releases", "verify").endswith(" 0 damaged files\n")


def test_an_earlier_version_s_installation_is_backed_up_and_restored(upgraded, tmp_path):
    run(upgraded, "-m", "qala.cli", "backup", str(tmp_path / "all.tar"))
    elsewhere = installation(tmp_path / "elsewhere", "")
    restored = run(elsewhere, "-m", "qala.cli", "restore", str(tmp_path / "all.tar"))
    assert "1 rows, 6 releases, every checksum right" in restored
    assert run(elsewhere, "-c", SERVE).startswith("counted 3\n")
