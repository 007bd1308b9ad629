"""Tiles of a million points: ours against tipg on PostGIS, and against nginx with files."""

import gzip
import tempfile
from pathlib import Path
from statistics import median

import pyogrio

from bench.machine import fetch, load
from bench.points import Place, paths_file, published, scattered, stored_tiles, zooming
from bench.postgis import tipg_server
from bench.result import Result
from bench.servers import Contender, nginx_server, qala_server

ROUNDS = 5
ROUND_S = 4
SLOW_ROUND_S = 15
WARM_UP_S = 2

Tiles = dict[Place, bytes]


def against_nginx() -> list[Result]:
    """The same tiles as files."""
    release = published()
    tiles = stored_tiles(release)
    with qala_server(release) as ours, nginx_server(tiles) as nginx:
        _check_same(tiles, ours, nginx)
        return _compared(tiles, ours, nginx, at_least=0.6, peer_s=ROUND_S)


def against_tipg() -> list[Result]:
    """The same points from PostGIS."""
    release = published()
    tiles = stored_tiles(release)
    with qala_server(release) as ours, tipg_server(release) as tipg:
        _check_complete(tiles, ours, tipg)
        return _compared(tiles, ours, tipg, at_least=200, peer_s=SLOW_ROUND_S)


def _compared(
    tiles: Tiles, ours: Contender, peer: Contender, *, at_least: float, peer_s: int
) -> list[Result]:
    """The goal is for tiles as visitors ask for them; scattered ones are told beside it."""
    results = []
    for name, asked, goal in (
        (peer.name, zooming(tiles), at_least),
        (f"{peer.name}-scattered", scattered(tiles), None),
    ):
        runs = _interleaved(asked, {ours: ROUND_S, peer: peer_s})
        ratios = [mine / theirs for mine, theirs in zip(*runs.values(), strict=True)]
        result = Result(
            name=name,
            what=f"tiles of a million points against {peer.name}",
            measured=median(ratios),
            unit=f"times the rate of {peer.name}",
            at_least=goal,
            runs={**{f"{each}, tiles/s": rates for each, rates in runs.items()}, "ratio": ratios},
        )
        results.append(result)
    return results


def _interleaved(asked: list[Place], contenders: dict[Contender, int]) -> dict[str, list[float]]:
    """Tiles a second of each contender, round by round, one after the other."""
    paths = {each: paths_file(each.name, each.form, asked) for each in contenders}
    for each in contenders:
        load(each.address, paths[each], seconds=WARM_UP_S)
    runs: dict[str, list[float]] = {each.name: [] for each in contenders}
    for _ in range(ROUNDS):
        for each, seconds in contenders.items():
            shown = load(each.address, paths[each], seconds=seconds)
            runs[each.name].append(shown.per_second)
    return runs


def _check_same(tiles: Tiles, *contenders: Contender) -> None:
    """Every contender sends the bytes that are stored."""
    for z, x, y in scattered(tiles)[:50]:
        for each in contenders:
            if fetch(each.address + each.form.format(z=z, x=x, y=y)) != tiles[z, x, y]:
                raise RuntimeError(f"{each.name} sends another tile {z}/{x}/{y}")


def _check_complete(tiles: Tiles, *contenders: Contender) -> None:
    """No contender leaves points out: tiles differ only by the points of their margins."""
    for zoom in (12, 14, 16):
        z, x, y = next(each for each in zooming(tiles) if each[0] == zoom)
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
