"""A table of spot heights: CSV in UTF-8 with `lon`, `lat` (EPSG:4326) and `elevation_m`."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pyproj import Geod

from qala.core.errors import BadInput

COLUMNS = ("lon", "lat", "elevation_m")
LOWEST_M, HIGHEST_M = -430.0, 8849.0
"""The shore of the Dead Sea and the top of Everest."""
FOOT_M = 0.3048
FEWEST = 4
SAME_PLACE_M = 15.0
STEEPEST = 3.0
"""Metres per metre between two spots: no ground that people name is steeper."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A height in metres above the sea at a place in EPSG:4326; `line` counts from 1."""

    lon: float
    lat: float
    height_m: float
    line: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong in a line of the table (0: in all of it), and how to mend it."""

    line: int
    problem: str
    remedy: str


def read_spots(path: Path) -> list[Spot]:
    """The spot heights of the table; raises BadInput for the first trouble in it."""
    spots, troubles = look_through(path)
    if troubles:
        first = troubles[0]
        where = f"line {first.line}" if first.line else ""
        raise BadInput(first.problem, file=path, where=where, remedy=first.remedy)
    return spots


def look_through(path: Path) -> tuple[list[Spot], list[Trouble]]:
    """The spots that can be used, and all that is wrong with the table."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            lacking = [each for each in COLUMNS if each not in (reader.fieldnames or ())]
            if lacking:
                return [], [Trouble(1, f"there is no column `{lacking[0]}`", _column(lacking[0]))]
            read = [_spot(row, reader.line_num) for row in reader]
    except UnicodeDecodeError:
        return [], [Trouble(0, "it is not UTF-8", "save it in the encoding UTF-8")]
    except csv.Error as error:
        return [], [Trouble(0, f"it is no CSV ({error})", "save it as CSV with commas")]
    spots = [each for each in read if isinstance(each, Spot)]
    troubles = [each for each in read if isinstance(each, Trouble)]
    if not troubles:
        troubles = [*_too_few(spots), *_beside(spots)]
    return spots, troubles


def _column(name: str) -> str:
    said = "heights in metres above the sea" if name == "elevation_m" else "degrees of WGS 84"
    return f"add the column `{name}`: {said}"


def _spot(row: dict[str, str], line: int) -> Spot | Trouble:
    numbers = []
    for name in COLUMNS:
        written = (row[name] or "").strip()
        try:
            numbers.append(float(written))
        except ValueError:
            return Trouble(line, f'`{name}` is "{written}", which is no number', "write it as 1691")
        if not np.isfinite(numbers[-1]):
            return Trouble(line, f'`{name}` is "{written}"', "write a number, or remove the line")
    lon, lat, height = numbers
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return Trouble(line, f"{lon:g}, {lat:g} is no place", "longitude first, in degrees")
    if not LOWEST_M <= height <= HIGHEST_M:
        feet = f"; {height:g} feet are {height * FOOT_M:.0f} m" if height > HIGHEST_M else ""
        return Trouble(line, f"{height:g} m is no height on land{feet}", "write heights in metres")
    return Spot(lon, lat, height, line)


def _too_few(spots: Sequence[Spot]) -> Iterator[Trouble]:
    if len(spots) < FEWEST:
        many = f"{len(spots)} spot heights are too few for a surface"
        yield Trouble(0, many, f"give {FEWEST} at least, and better some sixty")
        return
    places = np.array([[spot.lon, spot.lat] for spot in spots])
    if np.linalg.matrix_rank(places - places.mean(axis=0), tol=1e-6) < 2:
        yield Trouble(0, "all spot heights lie in one line", "add some beside it")


def _beside(spots: Sequence[Spot]) -> Iterator[Trouble]:
    """Two heights at one place, and heights that only a cliff or another unit would explain."""
    geod = Geod(ellps="WGS84")
    for number, spot in enumerate(spots):
        before = spots[:number]
        if not before:
            continue
        count = len(before)
        _, _, distances = geod.inv(
            [spot.lon] * count,
            [spot.lat] * count,
            [each.lon for each in before],
            [each.lat for each in before],
        )
        for other, distance in zip(before, distances, strict=True):
            apart = abs(spot.height_m - other.height_m)
            if distance < SAME_PLACE_M:
                both = f"{other.height_m:g} m (line {other.line}) and {spot.height_m:g} m"
                yield Trouble(spot.line, f"two heights at one place: {both}", "keep one of them")
            elif apart > STEEPEST * distance:
                yield Trouble(
                    spot.line,
                    f"{apart:.0f} m between it and line {other.line}, only {distance:.0f} m away",
                    "see that both are in metres and at the right place",
                )
