"""Commands in trouble: what is wrong is said in a line, and nothing half-written stays."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.cli.test_commands import CITY, OSM, qala

PROJECT = Path(__file__).parents[2]
DATASET = """
theme = "health"
geometry = "point"
key = "code"
title = { kk = "а", ru = "а", en = "a" }
abstract = { kk = "а", ru = "а", en = "a" }
singular = { kk = "а", ru = "а", en = "a" }
[[fields]]
name = "code"
type = "text"
label = { kk = "а", ru = "а", en = "a" }
[[sources]]
kind = "file"
path = "points.csv"
date = "2025"
licence = "CC0-1.0"
"""
GOOD = "code,lon,lat\na,76.95,43.25\nb,76.96,43.26\n"
UNPRIVILEGED = (
    () if os.geteuid() else ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--")
)
"""What has even root ask for permission."""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A town with one dataset of its own, built once from a good file."""
    folder = tmp_path / "cities" / "smalltown"
    (folder / "datasets").mkdir(parents=True)
    (folder / "city.toml").write_text(CITY, encoding="utf-8")
    (folder / "datasets" / "points.toml").write_text(DATASET, encoding="utf-8")
    (tmp_path / "cities" / "_base").symlink_to(PROJECT / "cities" / "_base")
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "points.csv").write_text(GOOD, encoding="utf-8")
    assert build(tmp_path).returncode == 0
    return tmp_path


def build(town: Path) -> "subprocess.CompletedProcess[str]":
    return qala(town, *words(town))


def words(town: Path) -> tuple[str, ...]:
    return ("build", "smalltown", "--only", "points", "--data", str(town / "files"))


def in_force(town: Path) -> str:
    return (town / "data/releases/points/current").read_text().strip()


def a_folder(file: Path) -> None:
    file.mkdir()


def a_pipe_that_nobody_fills(file: Path) -> None:
    os.mkfifo(file)


def nothing(_file: Path) -> None:
    """No file at all."""


def no_key(file: Path) -> None:
    file.write_text("number,lon,lat\na,76.95,43.25\n")


def lines_for_points(file: Path) -> None:
    file.write_text('code,wkt\na,"LINESTRING (76.95 43.25, 76.96 43.26)"\n')


def another_city(file: Path) -> None:
    file.write_text("code,lon,lat\na,7.42,43.73\n")


def no_places(file: Path) -> None:
    file.write_text("code,lon,lat\na,,\nb,,\n")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (a_folder, "points.csv: this is a folder, not a file"),
        (a_pipe_that_nobody_fills, "points.csv: there is no such file"),
        (nothing, "no source was at hand for points: give --osm FILE or --data DIR"),
        (lines_for_points, "none of its 1 records can be used (geometry_type 1)"),
        (no_places, "none of its 2 records has a place (geometry_missing 2)"),
        (another_city, "none of its 1 records lies in the city or near it"),
        (no_key, "there is no column `code` for `code`; the columns are: "),
    ],
)
def test_what_is_no_good_file_is_said_and_the_last_release_stays(town: Path, make, said):
    (town / "files" / "points.csv").unlink()
    make(town / "files" / "points.csv")
    failed = build(town)
    assert failed.returncode == 1
    assert said in failed.stderr
    assert "Traceback" not in failed.stderr
    assert in_force(town) == "1"


def test_the_extract_of_another_city_is_refused(town: Path):
    (town / "far.osm").write_text(OSM.replace('lon="76', 'lon="7'), encoding="utf-8")
    failed = qala(town, "build", "smalltown", "--osm", str(town / "far.osm"), "--only", "roads")
    assert failed.returncode == 1
    assert "far.osm: none of its 1 records lies in the city or near it" in failed.stderr


def test_a_city_without_any_source_is_not_called_built(town: Path):
    failed = qala(town, "build", "smalltown")
    assert failed.returncode == 1
    assert "give --osm FILE or --data DIR" in failed.stderr


@pytest.mark.parametrize("locked", ["files/points.csv", "data/releases/points"])
def test_what_may_not_be_read_or_written_is_said(town: Path, locked: str):
    (town / "files" / "points.csv").write_text(GOOD + "c,76.97,43.27\n")
    (town / locked).chmod(0o100)
    failed = subprocess.run(
        [*UNPRIVILEGED, sys.executable, "-m", "qala.cli", *words(town)],
        cwd=PROJECT,
        env=environment(town),
        capture_output=True,
        text=True,
        check=False,
    )
    (town / locked).chmod(0o700)
    assert failed.returncode == 1
    assert f"{town / locked}" in failed.stderr
    assert "Permission denied" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert in_force(town) == "1"


HEARING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from qala.cli import main
main()
"""
"""The command as from a terminal: what a script starts in the background is deaf to Ctrl-C."""


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_stopped_leaves_nothing_running_or_half_done(town: Path, told):
    rows = "".join(f"c{n},76.9{n % 9973:04},43.2{n % 8831:04}\n" for n in range(60_000))
    (town / "files" / "points.csv").write_text("code,lon,lat\n" + rows)
    process = subprocess.Popen(
        [sys.executable, "-c", HEARING, *words(town)],
        cwd=PROJECT,
        env=environment(town),
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    cutter = the_child_of(process)
    process.send_signal(told)
    assert process.wait(20) != 0
    gone = time.monotonic() + 10
    while running(cutter) and time.monotonic() < gone:
        time.sleep(0.05)
    assert not running(cutter)
    assert in_force(town) == "1"
    if told != signal.SIGKILL:
        assert not list((town / "data/releases/points").glob(".staging*"))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "the database: file is not a database - see that it runs"),
        ("postgresql://qala:hidden@127.0.0.1:1/qala", "DATABASE_URL: the database: connection"),
    ],
)
def test_a_database_that_does_not_answer_is_said(town: Path, address: str, said: str):
    (town / "data" / "qala.sqlite3").write_text("garbage" * 1000)
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    failed = subprocess.run(
        [sys.executable, "-m", "qala.cli", "serve", "--port", str(port)],
        cwd=PROJECT,
        env={**environment(town), "DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert failed.returncode == 1
    assert said in failed.stderr
    assert len(failed.stderr.strip().splitlines()) == 1
    assert "hidden" not in failed.stderr


def environment(town: Path) -> dict[str, str]:
    return {
        **os.environ,
        "QALA_CITIES": str(town / "cities"),
        "QALA_CITY": "smalltown",
        "QALA_DATA": str(town / "data"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def the_child_of(process: "subprocess.Popen[bytes]") -> int:
    """The id of the program that the build has started, as soon as there is one."""
    threads = Path(f"/proc/{process.pid}/task")
    while process.poll() is None:
        for children in threads.glob("*/children"):
            with suppress(OSError):  # the thread has ended since
                if listed := children.read_text().split():
                    return int(listed[0])
        time.sleep(0.01)
    pytest.fail("the build ended before it could be stopped")


def running(process_id: int) -> bool:
    """Whether there is such a process, other than one that only waits to be collected."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
