"""Features of a million points by OGC API: ours against tipg and pygeoapi on PostGIS."""

import gzip
import json
import random
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from bench.machine import fetch, load
from bench.points import COUNT, EAST, NORTH, SOUTH, WEST, published
from bench.postgis import database_of, tipg_on
from bench.pygeoapi import pygeoapi_server
from bench.result import FOLDER, Result
from bench.servers import Contender, qala_server

CITY = {
    "QALA_CITIES": str(Path(__file__).with_name("cities")),
    "QALA_CITY": "scatter",
    "QALA_READ_PER_MINUTE": "0",
}
ROUNDS = 3
ROUND_S = 4
WARM_UP_S = 2
ASKED = 3_000
SIDES = {100: 0.02, 1000: 0.05}
"""How wide the boxes are, as a share of the whole, by the limit: some times more lie in them."""
GOALS = {"bbox-100": 5.0, "bbox-1000": 5.0, "by-id": 1.0}

Asked = dict[str, list[str]]
"""By kind of question the ends of addresses, behind the collection."""


def features() -> list[Result]:
    """A box with limit 100, one with limit 1000, one feature by its id."""
    release = published()
    asked = questions()
    with (
        qala_server(release, city=CITY) as ours,
        database_of(release) as database,
        tipg_on(database) as tipg,
        pygeoapi_server(database) as pygeoapi,
    ):
        roots = {
            ours: "/ogc/collections/points",
            tipg: "/collections/public.points",
            pygeoapi: "/collections/points",
        }
        _check_same(asked, roots)
        rates = {kind: _interleaved(kind, ends, roots) for kind, ends in asked.items()}
    return [
        _result(kind, runs, peer=peer, goal=GOALS[kind] if peer == tipg.name else None)
        for kind, runs in rates.items()
        for peer in (tipg.name, pygeoapi.name)
    ]


def questions() -> Asked:
    """The same for every contender, evenly scattered; no page is asked for twice in a row."""
    chance = random.Random(1)
    boxes = {
        f"bbox-{limit}": [f"/items?bbox={_box(chance, side)}&limit={limit}" for _ in range(ASKED)]
        for limit, side in SIDES.items()
    }
    return {**boxes, "by-id": [f"/items/{each}" for each in chance.sample(range(COUNT), ASKED)]}


def _box(chance: random.Random, side: float) -> str:
    width, height = (EAST - WEST) * side, (NORTH - SOUTH) * side
    west, south = chance.uniform(WEST, EAST - width), chance.uniform(SOUTH, NORTH - height)
    return f"{west:.6f},{south:.6f},{west + width:.6f},{south + height:.6f}"


def _interleaved(
    kind: str, ends: list[str], roots: Mapping[Contender, str]
) -> dict[str, list[float]]:
    """Answers a second of each contender, round by round, one after the other."""
    paths = {}
    for each, root in roots.items():
        paths[each] = FOLDER / f"{each.name}-{kind}.paths"
        paths[each].write_text("".join(f"{root}{end}\n" for end in ends))
        load(each.address, paths[each], seconds=WARM_UP_S)
    runs: dict[str, list[float]] = {each.name: [] for each in roots}
    for _ in range(ROUNDS):
        for each in roots:
            runs[each.name].append(load(each.address, paths[each], seconds=ROUND_S).per_second)
    return runs


def _result(kind: str, runs: Mapping[str, list[float]], *, peer: str, goal: float | None) -> Result:
    ratios = [mine / theirs for mine, theirs in zip(runs["qala"], runs[peer], strict=True)]
    return Result(
        name=f"features-{kind}-{peer}",
        what=f"features of a million points ({kind}) against {peer}",
        measured=median(ratios),
        unit=f"times the rate of {peer}",
        at_least=goal,
        runs={
            "qala, answers/s": runs["qala"],
            f"{peer}, answers/s": runs[peer],
            "ratio": ratios,
        },
    )


def _check_same(asked: Asked, roots: Mapping[Contender, str]) -> None:
    """Every contender finds as many features, and the same one by its id."""
    for kind, ends in asked.items():
        found = {
            each.name: _summary(fetch(each.address + root + ends[0]))
            for each, root in roots.items()
        }
        if len(set(found.values())) != 1:
            raise RuntimeError(f"{kind}: different answers: {found}")


def _summary(body: bytes) -> str:
    document = json.loads(gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body)
    if document["type"] == "Feature":
        return str(document["id"])
    return str(len(document["features"]))
