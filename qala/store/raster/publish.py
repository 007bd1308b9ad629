"""Publishing a raster: a GeoTIFF in, an immutable release out, atomically."""

from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rasterio.errors import RasterioError

from qala.core.dataset import Dataset
from qala.core.errors import BadInput
from qala.core.features import Intake, Progress, no_progress
from qala.core.palette import step_colours
from qala.core.raster import RasterFile
from qala.store.disk import write_failure
from qala.store.manifest import RASTER, TILES, file_entry
from qala.store.publish import (
    Provenance,
    Published,
    entries_of,
    link,
    manifest_of,
    newest,
    put_in_force,
    staged,
    told,
)
from qala.store.raster.cog import Grid, write_cog
from qala.store.raster.tiles import cut_raster, zooms
from qala.store.shelf import Release, Shelf

TOOLS = ("rasterio", "pmtiles", "numpy")


def publish_raster(
    shelf: Shelf,
    dataset: Dataset,
    raster: RasterFile,
    *,
    intake: Intake,
    provenance: Provenance,
    progress: Progress = no_progress,
) -> Published:
    """Publish a raster as the next release of `dataset` and put it in force, as `publish` does.

    The release keeps the grid and the reference system of the file. Its tiles are those of the
    newest release where they would be the same. Raises BadInput where no cell has a value.
    """
    with staged(shelf, dataset.id) as staging:
        try:
            grid = write_cog(raster, staging / RASTER, dataset, provenance)
            if not grid.known:
                raise BadInput(
                    "none of the cells of its raster has a value",
                    file=dataset.file,
                    remedy="see that its source holds values here",
                )
            if dataset.mapped:
                _tiles(staging, dataset, grid, newest(shelf, dataset.id), progress)
        except RasterioError as error:
            raise write_failure(staging.parent, str(error)) from error
        description = {
            **told(dataset, intake, provenance),
            **_described(grid, read=intake.read),
            "tiles": _tile_record(dataset, grid) if dataset.mapped else None,
        }
        manifest = manifest_of(description, entries_of(staging), tools=TOOLS)
        return put_in_force(shelf, staging, manifest)


def _tiles(
    staging: Path, dataset: Dataset, grid: Grid, before: Release | None, progress: Progress
) -> None:
    """Take the newest release's tiles over where they would be the same, else cut them."""
    if before and before.tiles and _same_tiles(before, staging, _tile_record(dataset, grid)):
        link(before.tiles, staging / TILES)
    else:
        cut_raster(staging / RASTER, staging / TILES, dataset, grid, progress)


def _tile_record(dataset: Dataset, grid: Grid) -> dict[str, Any]:
    """How tiles are cut and painted, as the manifest keeps it."""
    least, deepest = zooms(grid, dataset.tiles)
    return {
        "min_zoom": least,
        "max_zoom": deepest,
        "resampling": dataset.tiles.resampling,
        "kind": dataset.style.kind,
        "breaks": list(dataset.style.breaks),
        "colours": step_colours(dataset.style) if dataset.style.breaks else [],
    }


def _same_tiles(before: Release, staging: Path, record: dict[str, Any]) -> bool:
    manifest = before.manifest
    return (
        before.tiles is not None
        and manifest.files.get(RASTER) == file_entry(staging / RASTER)
        and manifest.tiles == record
        and all(manifest.tools.get(name) == version(name) for name in TOOLS)
        and file_entry(before.tiles) == manifest.files[TILES]
    )


def _described(grid: Grid, *, read: int) -> dict[str, Any]:
    return {
        "counts": {"features": 0, "without_geometry": 0, "read": read, "cells": grid.known},
        "extent": list(grid.extent),
        "geometry_types": [],
        "columns": [],
        "raster": {key: value for key, value in asdict(grid).items() if key != "extent"},
    }
