"""OpenStreetMap from the file to releases, against tippecanoe alone on the same layers."""

import shlex
import shutil
import stat
import subprocess
import time
from pathlib import Path
from statistics import median
from unittest.mock import patch

from bench.result import FOLDER, Result
from qala.core.city import City
from qala.core.dataset import Dataset
from qala.sources.build import Build
from qala.sources.folder import load_city
from qala.store import tippecanoe
from qala.store.shelf import Shelf

PROJECT = Path(__file__).resolve().parents[1]
EXTRACT = PROJECT.parent / "shared" / "data" / "almaty" / "osm" / "almaty_osm_2012-03.osm.pbf"
ROUNDS = 3

# Stands in for tippecanoe while a city is built: keeps the layers it is given, then runs it.
KEEPER = """#!/bin/sh
kept=$(mktemp -d {kept}/XXXXXX)
cp *.fgb "$kept/"
printf '%s\\n' "$@" > "$kept/arguments"
exec {program} "$@"
"""


class NoExtract(Exception):
    """There is no OpenStreetMap file to import on this machine."""


def import_of_osm() -> Result:
    """Build all layers that OpenStreetMap feeds; then run tippecanoe alone on the same layers."""
    if not EXTRACT.exists():
        raise NoExtract(f"needs {EXTRACT.name} in ../shared")
    city = load_city(PROJECT / "cities" / "almaty")
    datasets = tuple(each for each in city.datasets if any(s.kind == "osm" for s in each.sources))
    kept = _kept_layers(city, datasets)
    builds, tippecanoes = [], []
    for _ in range(ROUNDS):
        builds.append(_build(city, datasets))
        tippecanoes.append(_tippecanoe_alone(kept))
    ratios = [ours / theirs for ours, theirs in zip(builds, tippecanoes, strict=True)]
    return Result(
        name="osm",
        what=f"import of {len(kept)} layers of OpenStreetMap against tippecanoe alone",
        measured=median(ratios),
        unit="times the time of tippecanoe",
        at_most=3,
        runs={"qala, s": builds, "tippecanoe, s": tippecanoes, "ratio": ratios},
    )


def _build(city: City, datasets: tuple[Dataset, ...]) -> float:
    """Seconds from the file to all releases, on an empty shelf."""
    root = FOLDER / "imported"
    shutil.rmtree(root, ignore_errors=True)
    started = time.monotonic()
    for outcome in Build(city, Shelf(root), osm=EXTRACT).run(datasets):
        if outcome.error:
            raise outcome.error
    return time.monotonic() - started


def _kept_layers(city: City, datasets: tuple[Dataset, ...]) -> list[Path]:
    """Folders with what tippecanoe was given for each dataset: its layers and its arguments."""
    kept = FOLDER / "layers"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    keeper = FOLDER / "keep-layers"
    program = tippecanoe._program()  # noqa: SLF001 - the very program that the build runs
    keeper.write_text(KEEPER.format(kept=shlex.quote(str(kept)), program=shlex.quote(program)))
    keeper.chmod(keeper.stat().st_mode | stat.S_IXUSR)
    with patch("qala.store.tippecanoe._program", return_value=str(keeper)):
        _build(city, datasets)
    return sorted(kept.iterdir())


def _tippecanoe_alone(kept: list[Path]) -> float:
    """Seconds for all layers, one after another."""
    program = tippecanoe._program()  # noqa: SLF001 - as above
    total = 0.0
    for folder in kept:
        arguments = (folder / "arguments").read_text().splitlines()
        started = time.monotonic()
        subprocess.run(
            [program, "--force", *arguments], cwd=folder, check=True, stderr=subprocess.DEVNULL
        )
        total += time.monotonic() - started
    return total
