"""What is different where a dataset is a raster: one field, its own keys, tiles and sources."""

from qala.core.dataset import BY_CELL_SIZE, Dataset, Style, TileSpec
from qala.core.errors import BadInput
from qala.sources.folder.style import NUMERIC, check_zooms
from qala.sources.folder.table import Table
from qala.sources.raster.options import parse_options

STYLES = ("steps", "elevation")
RESAMPLINGS = ("average", "bilinear", "nearest")
SOURCES = ("file", "relief", "derived")
"""Kinds of sources that give cells."""

OF_FEATURES = {
    "": ("key", "title_field", "identify_within_m", "search"),
    "style": ("colours", "groups", "colour", "width", "radius", "extrude", "label"),
}
"""Keys that say something of features only, by table."""

OF_FEATURES_IN_SOURCES = ("fields", "translate", "complete")
MOST_BREAKS = 100


def read_raster_tiles(table: Table, kind: str) -> TileSpec:
    """How to cut a raster drawn in the style `kind`; `max_zoom` is by its cells if not given."""
    tiles = TileSpec(
        min_zoom=table.integer("min_zoom", 8),
        max_zoom=table.integer("max_zoom", 0) if "max_zoom" in table else BY_CELL_SIZE,
        resampling=table.choice(
            "resampling", RESAMPLINGS, "bilinear" if kind == "elevation" else "average"
        ),
    )
    table.finish()
    if "max_zoom" in table:
        check_zooms(table, tiles)
    elif tiles.min_zoom < 0:
        table.error("is below zero", "write 0 or more", key="min_zoom")
    return tiles


def check_raster(dataset: Dataset, table: Table) -> None:
    """Report what a raster cannot be, at its line."""
    _check_field(dataset, table)
    for name, keys in OF_FEATURES.items():
        inside = table.table(name) if name else table
        for key in keys:
            if key in inside:
                inside.error("does not go with a raster", "remove it", key=key)
    for source, spec in zip(table.tables("sources"), dataset.sources, strict=True):
        if spec.kind not in SOURCES:
            gives = " or ".join(SOURCES)
            source.error(f'is "{spec.kind}", which gives no raster', f"use {gives}", key="kind")
        for key in OF_FEATURES_IN_SOURCES:
            if key in source:
                source.error("does not go with a raster", "remove it", key=key)
        if spec.kind != "file":
            continue
        try:
            parse_options(spec)
        except BadInput as error:
            source.error(f"are wrong: {error.problem}", error.remedy, key="options")


def check_no_raster(style: Style, table: Table) -> None:
    """Report a style that only a raster can have."""
    if style.kind == "elevation":
        table.error('is "elevation", which draws rasters only', "use steps", key="kind")
    if style.clear:
        table.error("is for rasters only", "remove it", key="clear")


def _check_field(dataset: Dataset, table: Table) -> None:
    style, fields = table.table("style"), dataset.fields
    declared = table.tables("fields")
    if len(fields) != 1:
        table.error(
            f"declares {len(fields)} fields, and a raster has one",
            "declare what its cells hold as the only [[fields]]",
            key="fields",
        )
    elif fields[0].type not in NUMERIC:
        wrong = f'is "{fields[0].type}", and a raster holds numbers'
        declared[0].error(wrong, "use integer or number", key="type")
    elif dataset.style.kind == "elevation" and fields[0].unit != "m":
        wrong = f'is "{fields[0].unit}", and heights are in metres'
        declared[0].error(wrong, 'write unit = "m"', key="unit")
    if dataset.style.kind not in STYLES:
        style.error(
            f'is "{dataset.style.kind}", which does not draw a raster',
            "use steps with breaks, or elevation",
            key="kind",
        )
    if len(dataset.style.breaks) > MOST_BREAKS:
        style.error("are too many", f"give {MOST_BREAKS} at most", key="breaks")
