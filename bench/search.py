"""Searching: how often what is meant is found, and how fast, over one city and over sixteen."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote

from bench.machine import free_port, running
from bench.named import CITY, indexed
from bench.result import FOLDER, Result
from qala.atlas.search.generation import Generations
from qala.atlas.search.searching import Search
from qala.sources.folder import load_city
from qala.store.shelf import Shelf
from qala.wiring import NAMES
from tests.search.labelled import (
    Judged,
    Labelled,
    called,
    first_rate,
    five_rate,
    judged,
    labelled,
    residents,
)

PROJECT = Path(__file__).resolve().parents[1]
REAL = PROJECT.parent / "shared" / "data" / "almaty"
FRAGMENTS = REAL / "addresses" / "address_mentions.csv"
SETS = ("development", "held_out")
FIRST_AT_LEAST, FIVE_AT_LEAST = 75, 90
SCALES = {1: 20, 16: 60}
"""By the number of cities side by side the most milliseconds for 95 % of the answers."""
ROUNDS = 7
ASKED = 300


def search() -> list[Result]:
    """Quality on the labelled sets of both builds, then speed at both scales."""
    return [*_invented(), *_real(), *_speed()]


def _invented() -> list[Result]:
    """The demonstration city, built whole."""
    data = _built("searched", ())
    engine = _engine(data)
    there = {
        meant
        for source in NAMES
        for name in source(load_city(CITY), Shelf(data / "releases"))
        for meant in called(name)
    }
    results = []
    for name in SETS:
        searches = labelled(name)
        answerable = [each for each in searches if not there.isdisjoint(each.meant)]
        if len(answerable) < len(searches):
            print(f"{name}: {len(searches) - len(answerable)} without answer in this city")
        results += _rates(name.replace("_", "-"), judged(engine, answerable))
    return results


def _real() -> list[Result]:
    """Fragments of residents' messages over the real build; nothing without its data."""
    if not FRAGMENTS.exists():
        print("residents: not measured, ../shared/data/almaty is not there")
        return []
    extract = next((REAL / "osm").glob("*.osm.pbf"))
    data = _built("searched-real", ("--osm", str(extract), "--data", str(REAL)))
    engine, asked = _engine(data), residents(FRAGMENTS)
    for why, count in asked.without.items():
        print(f"residents: {count} without answer: {why}")
    return [
        *_rates("residents", judged(engine, asked.named)),
        *_rates("residents-between", judged(engine, asked.between), goals=False),
    ]


def _rates(name: str, found: list[Judged], *, goals: bool = True) -> list[Result]:
    """Both rates of a set; its misses are printed."""
    for each in found:
        if each.place != 1:
            print(f"{name}: {each.told()}")
    return [
        Result(
            name=f"search-{name}-{where}",
            what=f"{what}, of {len(found)} searches labelled by hand",
            measured=100 * share,
            unit="%",
            at_least=least if goals else None,
        )
        for where, what, share, least in (
            ("first", "what is meant comes first", first_rate(found), FIRST_AT_LEAST),
            ("five", "what is meant is among five", five_rate(found), FIVE_AT_LEAST),
        )
    ]


def _speed() -> list[Result]:
    """`/api/search` over HTTP, one question after the other; the scales take turns."""
    shelves = {scale: _named(scale) for scale in SCALES}
    paths = _paths()
    runs: dict[int, list[list[float]]] = {scale: [] for scale in SCALES}
    with ExitStack() as stack:
        ports = {scale: stack.enter_context(_served(data)) for scale, data in shelves.items()}
        for port in ports.values():
            _answered_ms(port, paths)
        for _ in range(ROUNDS):
            for scale, port in ports.items():
                runs[scale].append(_answered_ms(port, paths))
    return [
        Result(
            name=f"search-speed-{scale}",
            what=f"95 % of answers over {indexed(shelves[scale]):,} names, the quietest round",
            measured=min(map(_p95, rounds)),
            unit="ms",
            at_most=SCALES[scale],
            runs={
                "p95, ms": list(map(_p95, rounds)),
                "p50, ms": [quantiles(each, n=100)[49] for each in rounds],
            },
        )
        for scale, rounds in runs.items()
    ]


def _p95(milliseconds: list[float]) -> float:
    return quantiles(milliseconds, n=100)[94]


def _paths() -> list[str]:
    """Labelled searches in a fixed random order, each whole or begun, half with a place."""
    chance = random.Random(1)
    searches: list[Labelled] = [each for name in SETS for each in labelled(name)]
    paths = []
    for each in chance.sample(searches, k=ASKED):
        typed = each.query[: chance.randint(3, max(3, len(each.query)))]
        text = chance.choice((each.query, typed))
        near = "&at=76.945,43.245" if chance.random() < 0.5 else ""
        paths.append(f"/api/search?q={quote(text)}&lang=ru{near}")
    return paths


def _answered_ms(port: int, paths: list[str]) -> list[float]:
    connection = HTTPConnection("localhost", port, timeout=30)
    taken = []
    for path in paths:
        started = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        taken.append(1000 * (time.perf_counter() - started))
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
    connection.close()
    return taken


def _built(name: str, options: tuple[str, ...]) -> Path:
    """The city built whole, kept from run to run: what is unchanged makes no new release."""
    data = FOLDER / name
    command = [sys.executable, "-m", "qala.cli", "build", CITY.name, *options]
    subprocess.run(command, env=_environment(data), check=True, stdout=subprocess.DEVNULL)
    return data


def _named(scale: int) -> Path:
    """What is found by name, built once; again after a change of what an index holds."""
    data = FOLDER / f"searched-{scale}"
    generations = Generations(data, load_city(CITY), Shelf(data / "releases"))
    if generations.current() != generations.wanted():
        command = [sys.executable, "-m", "bench.named", str(data), str(scale)]
        subprocess.run(command, check=True)
    return data


def _engine(data: Path) -> Search:
    city = load_city(CITY)
    generations = Generations(data, city, Shelf(data / "releases"))
    generations.build(NAMES)
    return Search(city, generations, begin=lambda: None)


@contextmanager
def _served(data: Path) -> Iterator[int]:
    port = free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "qala.cli", "serve", "--port", str(port), "--workers", "1"]
    with running(command, ready=f"{address}/health", environment=_environment(data)):
        yield port


def _environment(data: Path) -> dict[str, str]:
    return {
        **os.environ,
        "QALA_CITY": CITY.name,
        "QALA_DATA": str(data),
        "QALA_RELEASES": "",
        "QALA_SEARCH_PER_MINUTE": "1000000",  # counted, as a visitor's are
    }
