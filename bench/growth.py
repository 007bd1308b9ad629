"""The generated city: from nothing to published, and how time, memory and tiles grow with it."""

import os
import random
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, PIPE, Popen

from bench.machine import free_port, load, need, running
from bench.points import stored_tiles
from bench.result import FOLDER, Result
from qala.store.manifest import Manifest
from qala.store.shelf import Shelf

CITY = "almaty"
WITHIN_S = 90
SCALES = (1, 4, 16)
GROWN = ("roads", "buildings", "addresses")
"""The datasets that are grown: lines, polygons and points; the largest of each."""
MOST_GROWTH = 1.25
MOST_MEMORY_GB = 3.0
ASKED = 4_000
ROUNDS = 15
ROUND_S = 4


@dataclass(frozen=True, slots=True)
class Built:
    """A build: its features, seconds, and the most memory that all its processes took at once."""

    shelf: Shelf
    features: int
    seconds: float
    memory_gb: float


def generated() -> list[Result]:
    """The whole demonstration city from nothing to published."""
    built = build("generated", ())
    return [
        Result(
            name="generated",
            what=f"the demonstration city, {built.features:,} features, from nothing to published",
            measured=built.seconds,
            unit="s",
            at_most=WITHIN_S,
        ),
        Result(
            name="generated-memory",
            what="memory of all processes of that build",
            measured=built.memory_gb,
            unit="GB",
        ),
    ]


def growth() -> list[Result]:
    """The same at 1, 4 and 16 times the features: time per feature, memory, tiles."""
    need({"wrk": "wrk"})
    builds = {scale: build(f"grown-{scale}", ("--scale", str(scale))) for scale in SCALES}
    each_us = {scale: 1e6 * built.seconds / built.features for scale, built in builds.items()}
    p99 = _p99_ms(builds)
    largest = builds[SCALES[-1]]
    return [
        Result(
            name="growth-time",
            what=f"time per feature at up to {largest.features:,} features, against one city",
            measured=max(each_us.values()) / each_us[1],
            unit="times",
            at_most=MOST_GROWTH,
            runs={f"{scale}: µs per feature": [value] for scale, value in each_us.items()},
        ),
        Result(
            name="growth-memory",
            what="memory of all processes of the largest build",
            measured=max(built.memory_gb for built in builds.values()),
            unit="GB",
            at_most=MOST_MEMORY_GB,
            runs={f"{scale}: GB": [built.memory_gb] for scale, built in builds.items()},
        ),
        Result(
            name="growth-tiles",
            what="99th percentile of tiles of buildings, the largest against one city",
            measured=median(a / b for a, b in zip(p99[SCALES[-1]], p99[1], strict=True)),
            unit="times",
            at_most=MOST_GROWTH,
            runs={f"{scale}: p99, ms": values for scale, values in p99.items()},
        ),
    ]


def build(name: str, options: tuple[str, ...]) -> Built:
    """Build on an empty shelf in a process of its own; all datasets unless it is scaled."""
    data = FOLDER / name
    shutil.rmtree(data, ignore_errors=True)
    only = [word for dataset in GROWN for word in ("--only", dataset)] if options else []
    command = [sys.executable, "-m", "qala.cli", "build", CITY, *options, *only]
    environment = _environment(data)
    started = time.monotonic()
    with Popen(command, env=environment, stdout=DEVNULL, stderr=PIPE, text=True) as process:
        memory_gb = _watched(process)
        said = process.stderr.read() if process.stderr else ""
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {said[-1000:]}")
    seconds = time.monotonic() - started
    shelf = Shelf(data / "releases")
    features = sum(_manifest(shelf, each).counts["features"] for each in shelf.datasets())
    return Built(shelf, features, seconds, memory_gb)


def _environment(data: Path) -> dict[str, str]:
    return {**os.environ, "QALA_CITY": CITY, "QALA_DATA": str(data), "QALA_RELEASES": ""}


def _manifest(shelf: Shelf, dataset: str) -> Manifest:
    return shelf.current(dataset).manifest


def _watched(process: "Popen[str]") -> float:
    """The most memory, in GB, of the process and its children, looked at five times a second."""
    most_kb = 0
    while process.poll() is None:
        most_kb = max(most_kb, sum(map(_resident_kb, _family(process.pid))))
        time.sleep(0.2)
    return most_kb / 1e6


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = [
            int(word)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for word in (task / "children").read_text().split()
        ]
    except OSError:  # it has ended
        return
    for child in children:
        yield from _family(child)


def _resident_kb(pid: int) -> int:
    """Memory of its own, without what it shares with others (files it maps)."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:  # it has ended
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon:"))


def _p99_ms(builds: dict[int, Built]) -> dict[int, list[float]]:
    """Of each scale, round by round, one after the other."""
    runs: dict[int, list[float]] = {scale: [] for scale in builds}
    with ExitStack() as stack:
        asked = {
            scale: (stack.enter_context(_served(built)), _paths(scale, built))
            for scale, built in builds.items()
        }
        for address, paths in asked.values():
            load(address, paths, seconds=2)
        for _ in range(ROUNDS):
            for scale, (address, paths) in asked.items():
                runs[scale].append(load(address, paths, seconds=ROUND_S).p99_ms)
    return runs


@contextmanager
def _served(built: Built) -> Iterator[str]:
    port = free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "qala.cli", "serve", "--port", str(port)]
    environment = _environment(built.shelf.root.parent)
    with running(command, ready=f"{address}/health", environment=environment):
        yield address


def _paths(scale: int, built: Built) -> Path:
    """A file of addresses of tiles of buildings at the deepest zoom, in a fixed random order."""
    release = built.shelf.current("buildings")
    tiles = sorted(stored_tiles(release))
    deepest = max(z for z, _x, _y in tiles)
    chance = random.Random(1)
    places = chance.choices([each for each in tiles if each[0] == deepest], k=ASKED)
    form = f"/tiles/buildings/{release.sequence}/{{}}/{{}}/{{}}.mvt\n"
    path = FOLDER / f"grown-{scale}.paths"
    path.write_text("".join(form.format(*place) for place in places))
    return path
