"""The database's address, and both databases at work with several writers."""

import os
import stat
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import pytest

from qala.core.errors import BadInput
from qala.settings.database import database

WRITERS, WRITES = 5, 40

COUNT = f"""
import django; django.setup()
from qala.atlas.actions import count_request
for _ in range({WRITES}): count_request("192.0.2.1", per_minute=10**6)
"""
REPORT = """
import django; django.setup()
from django.db import connection
from qala.atlas.models import RequestCount
with connection.cursor() as cursor:
    if connection.vendor == "sqlite":
        for pragma in ("journal_mode", "foreign_keys", "synchronous"):
            cursor.execute(f"PRAGMA {pragma}")
            print(pragma, cursor.fetchone()[0])
print("vendor", connection.vendor)
print("count", sum(RequestCount.objects.values_list("count", flat=True)))
"""


def test_without_an_address_it_is_sqlite_in_the_data_folder(tmp_path):
    described = database("", data=tmp_path)
    assert described["ENGINE"] == "django.db.backends.sqlite3"
    assert described["NAME"] == str(tmp_path / "qala.sqlite3")
    assert described["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert described["OPTIONS"]["timeout"] == 20
    assert stat.S_IMODE((tmp_path / "qala.sqlite3").stat().st_mode) == 0o600


def test_an_address_of_postgresql_is_taken_apart(tmp_path):
    described = database(
        "postgresql://qa%40la:p%2Fw@db.example.org:5433/city?sslmode=require", data=tmp_path
    )
    assert described["ENGINE"] == "django.db.backends.postgresql"
    assert (described["USER"], described["PASSWORD"]) == ("qa@la", "p/w")
    assert (described["HOST"], described["PORT"]) == ("db.example.org", "5433")
    assert described["NAME"] == "city"
    assert described["OPTIONS"] == {"sslmode": "require"}


def test_a_socket_is_given_as_the_parameter_host(tmp_path):
    described = database("postgresql://postgres:@/postgres?host=/run/pg", data=tmp_path)
    assert (described["HOST"], described["OPTIONS"]) == ("/run/pg", {})


@pytest.mark.parametrize(
    "url",
    [
        "mysql://localhost/qala",
        "qala",
        "postgresql://host:port/qala",
        "postgresql://host",
        "sqlite:",
    ],
)
def test_another_address_is_refused_with_an_example(url, tmp_path):
    with pytest.raises(BadInput, match="postgresql://user:password@host:5432/name"):
        database(url, data=tmp_path)


@contextmanager
def running(url, *arguments):
    """Python with the application on another database."""
    environment = {**os.environ, "DATABASE_URL": url}
    command = [sys.executable, *arguments]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        yield process


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/city.sqlite3"
    return request.getfixturevalue("postgresql")


def test_five_writers_at_once_lose_nothing(url):
    with running(url, "-m", "django", "migrate", "--verbosity=0") as migration:
        assert migration.wait() == 0
    with ExitStack() as stack:
        writers = [stack.enter_context(running(url, "-c", COUNT)) for _ in range(WRITERS)]
        assert [writer.wait() for writer in writers] == [0] * WRITERS
    with running(url, "-c", REPORT) as reporting:
        report = dict(line.split() for line in reporting.communicate()[0].splitlines())
    assert report["count"] == str(WRITERS * WRITES)
    if report["vendor"] == "sqlite":
        assert report["journal_mode"] == "wal"
        assert report["foreign_keys"] == "1"
