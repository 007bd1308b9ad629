"""A million points taken away as files, against ogr2ogr writing the same; memory at one and four.

Debian's ogr2ogr reads the points from a FlatGeobuf, the form it reads fastest. It has no driver for
Parquet, so GeoParquet is measured against the fastest it writes, a FlatGeobuf without an index.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.request import urlopen

from bench import points
from bench.machine import free_port, need, running
from bench.result import FOLDER, Result
from qala.core.features import Features, Intake
from qala.store.exports import Credit, Form, Order
from qala.store.exports.making import make
from qala.store.publish import Provenance, publish
from qala.store.shelf import Release, Shelf

ROUNDS = 3
MANY = 4
MOST = 1.2
GROWS_AT_MOST = 1.25
FILES = FOLDER / "downloads"
CITIES = Path(__file__).with_name("cities")
PIECE_BYTES = 1 << 20
BOX = ("76.60", "43.00", "77.20", "43.44")
"""Nearly all of the points, so that a part is as much work as the whole."""
ENDINGS = {"GPKG": "gpkg", "FlatGeobuf": "fgb"}
PLAIN = ("-lco", "SPATIAL_INDEX=NO")
MEASURED = """
import resource, sys
from pathlib import Path
from bench.downloads import written
from qala.store.exports import Form
from qala.store.shelf import Shelf
written(Shelf(Path(sys.argv[1])).current("points"), Form(sys.argv[2]), Path(sys.argv[3]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def downloads() -> list[Result]:
    """The whole as GeoPackage and as GeoParquet, a part as GeoParquet, and memory."""
    need({"ogr2ogr": "gdal-bin"})
    FILES.mkdir(parents=True, exist_ok=True)
    shelf = _shelf(1)
    source = FILES / "points.fgb"
    written(shelf.current("points"), Form.FGB, source)
    part = f"parquet?bbox={','.join(BOX)}"
    with _server(shelf) as address:
        return [
            _against(address, "gpkg", source, "GPKG"),
            _against(address, "parquet", source, "FlatGeobuf", *PLAIN),
            _against(address, part, source, "FlatGeobuf", *PLAIN, "-spat", *BOX),
            *(_memory(form) for form in (Form.GPKG, Form.PARQUET, Form.FGB)),
        ]


def written(release: Release, form: Form, path: Path) -> None:
    """Write the whole of a release to `path`."""
    path.unlink(missing_ok=True)
    credit = Credit({"title": "Points", "licence": "CC0-1.0", "citation": "Points. CC0-1.0."})
    root = release.folder.parents[1]
    make(Order(root, "points", release.sequence, form, "points", credit), path, lambda _done: None)


def _shelf(times: int) -> Shelf:
    """A shelf with so many times the points, each lot like the first but for its ids."""
    shelf = Shelf(FILES / f"releases-{times}")

    def chunks() -> Iterator[Features]:
        for lot in range(times):
            for chunk in points.points():
                yield replace(chunk, ids=[f"{lot}-{each}" for each in chunk.ids])

    publish(
        shelf,
        replace(points.POINTS, mapped=False),
        chunks(),
        languages=("en",),
        intake=Intake(read=times * points.COUNT),
        provenance=Provenance({"title": {"en": "Scattered points"}}, licence="CC0-1.0"),
    )
    return shelf


@contextmanager
def _server(shelf: Shelf) -> Iterator[str]:
    """Ours, as `qala serve` runs it; gives the address of the points as files."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-c", "from qala.cli import main; main()", "serve"]
    environment = {
        "QALA_CITIES": str(CITIES),
        "QALA_CITY": "scatter",
        "QALA_RELEASES": str(shelf.root),
        "QALA_DATA": str(FILES / "data"),
        "QALA_ALLOWED_HOSTS": "localhost,127.0.0.1",
    }
    with running(
        [*command, "--port", str(port), "--workers", "1"],
        ready=f"{address}/health",
        environment=environment,
    ):
        yield f"{address}/download/points"


def _against(address: str, form: str, source: Path, driver: str, *options: str) -> Result:
    """Ours from the request to the last byte, nothing kept from before, and ogr2ogr, in turn."""
    rounds = [
        (_fetched(f"{address}.{form}"), _converted(source, driver, *options)) for _ in range(ROUNDS)
    ]
    what, _, asked = form.partition("?")
    return Result(
        name=f"download-{what}{'-part' if asked else ''}",
        what=f"{points.COUNT:,} points as {what}{', a part' if asked else ''}, against ogr2ogr"
        f" to {driver}",
        measured=median(ours / peer for ours, peer in rounds),
        unit="times its time",
        at_most=None if asked else MOST,
        runs={
            "qala, s": [ours for ours, _ in rounds],
            "ogr2ogr, s": [peer for _, peer in rounds],
        },
    )


def _fetched(url: str) -> float:
    shutil.rmtree(FILES / "data" / "cache" / "downloads", ignore_errors=True)
    begun = perf_counter()
    with urlopen(url, timeout=600) as answer:
        while answer.read(PIECE_BYTES):
            pass
    return perf_counter() - begun


def _converted(source: Path, driver: str, *options: str) -> float:
    target = FILES / f"ogr2ogr.{ENDINGS[driver]}"
    target.unlink(missing_ok=True)
    begun = perf_counter()
    command = ["ogr2ogr", "-f", driver, *options, str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return perf_counter() - begun


def _memory(form: Form) -> Result:
    """The most memory that a process takes to write the points once, and four times them."""
    taken = {}
    for times in (1, MANY):
        shelf, path = _shelf(times), FILES / f"memory.{form}"
        command = [sys.executable, "-c", MEASURED, str(shelf.root), form, str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        taken[times] = int(done.stdout) / 1e6
    return Result(
        name=f"download-memory-{form}",
        what=f"memory to write {MANY * points.COUNT:,} points as {form}, against {points.COUNT:,}",
        measured=taken[MANY] / taken[1],
        unit="times",
        at_most=GROWS_AT_MOST,
        runs={f"{times * points.COUNT:,} points, MB": [value] for times, value in taken.items()},
    )
