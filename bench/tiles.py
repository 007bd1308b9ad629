"""Tiles of a million points: ours against tipg on PostGIS, and against nginx with files."""

import gzip
import tempfile
from pathlib import Path
from statistics import median

import pyogrio

from bench.machine import fetch, load
from bench.points import paths_file, published, stored_tiles, tiles_to_ask
from bench.postgis import tipg_server
from bench.result import Result
from bench.servers import Contender, nginx_server, qala_server

ROUNDS = 5
ROUND_S = 4
SLOW_ROUND_S = 15
WARM_UP_S = 2

Tiles = dict[tuple[int, int, int], bytes]


def against_nginx() -> Result:
    """The same tiles as files."""
    release = published()
    tiles = stored_tiles(release)
    with qala_server(release) as ours, nginx_server(tiles) as nginx:
        _check_same(tiles, ours, nginx)
        runs = _interleaved(tiles, {ours: ROUND_S, nginx: ROUND_S})
    return _result(
        "nginx", "tiles of a million points against nginx with files", runs, "nginx", 0.6
    )


def against_tipg() -> Result:
    """The same points from PostGIS."""
    release = published()
    tiles = stored_tiles(release)
    with qala_server(release) as ours, tipg_server(release) as tipg:
        _check_complete(tiles, ours, tipg)
        runs = _interleaved(tiles, {ours: ROUND_S, tipg: SLOW_ROUND_S})
    return _result("tipg", "tiles of a million points against tipg on PostGIS", runs, "tipg", 200)


def _interleaved(tiles: Tiles, contenders: dict[Contender, int]) -> dict[str, list[float]]:
    """Tiles a second of each contender, round by round, one after the other."""
    asked = tiles_to_ask(tiles)
    paths = {each: paths_file(each.name, each.form, asked) for each in contenders}
    for each in contenders:
        load(each.address, paths[each], seconds=WARM_UP_S)
    runs: dict[str, list[float]] = {each.name: [] for each in contenders}
    for _ in range(ROUNDS):
        for each, seconds in contenders.items():
            shown = load(each.address, paths[each], seconds=seconds)
            runs[each.name].append(shown.per_second)
    return runs


def _result(
    name: str, what: str, runs: dict[str, list[float]], peer: str, at_least: float
) -> Result:
    ratios = [ours / theirs for ours, theirs in zip(runs["qala"], runs[peer], strict=True)]
    return Result(
        name=name,
        what=what,
        measured=median(ratios),
        unit=f"times the rate of {peer}",
        at_least=at_least,
        runs={**{f"{each}, tiles/s": values for each, values in runs.items()}, "ratio": ratios},
    )


def _check_same(tiles: Tiles, *contenders: Contender) -> None:
    """Every contender sends the bytes that are stored."""
    for z, x, y in tiles_to_ask(tiles)[:50]:
        for each in contenders:
            if fetch(each.address + each.form.format(z=z, x=x, y=y)) != tiles[z, x, y]:
                raise RuntimeError(f"{each.name} sends another tile {z}/{x}/{y}")


def _check_complete(tiles: Tiles, *contenders: Contender) -> None:
    """No contender leaves points out: tiles differ only by the points of their margins."""
    for z in (12, 14, 16):
        _z, x, y = next(each for each in tiles_to_ask(tiles) if each[0] == z)
        counts = {
            each.name: _features_in(fetch(each.address + each.form.format(z=z, x=x, y=y)))
            for each in contenders
        }
        if min(counts.values()) < 0.8 * max(counts.values()):
            raise RuntimeError(f"tile {z}/{x}/{y} has different points: {counts}")


def _features_in(tile: bytes) -> int:
    """How many features GDAL finds in a tile."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tile.mvt"
        path.write_bytes(gzip.decompress(tile) if tile.startswith(b"\x1f\x8b") else tile)
        return int(pyogrio.read_info(path, force_feature_count=True)["features"])
