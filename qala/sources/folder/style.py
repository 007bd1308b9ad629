"""The `[style]` and `[tiles]` of a dataset: how it is drawn and cut."""

import re
from collections.abc import Mapping

from qala.core.dataset import Field, FieldType, Style, TileSpec
from qala.core.text import Text
from qala.sources.folder.table import Table
from qala.sources.nearest import nearest

KINDS = ("plain", "category", "steps", "elevation")
PALETTES = ("viridis", "cividis", "diverging")
DROPS = ("densest", "smallest", "none")
HIGHEST_ZOOM = 16
COLOUR = re.compile(r"#([0-9a-fA-F]{3}){1,2}([0-9a-fA-F]{2})?")
COLOUR_REMEDY = 'write it as "#rrggbb"'
NUMERIC = (FieldType.INTEGER, FieldType.NUMBER)


def read_style(table: Table, fields: Mapping[str, Field]) -> Style:
    """The style; the fields it names must be declared and fit its kind."""
    numeric = [name for name, field in fields.items() if field.type in NUMERIC]
    style = Style(
        kind=table.choice("kind", KINDS, "plain"),
        field=table.reference("field", fields, "field"),
        colours=_colours(table),
        groups=_groups(table),
        colour=_colour(table),
        breaks=table.numbers("breaks"),
        palette=table.choice("palette", PALETTES, ""),
        opacity=table.number("opacity", 1.0),
        width=table.number("width", 1.5),
        radius=table.number("radius", 4.0),
        extrude=table.reference("extrude", numeric, "numeric field"),
        label=table.reference("label", fields, "field"),
        base=table.boolean("base", default=False),
        clear=table.boolean("clear", default=False),
    )
    table.finish()
    if not 0 <= style.opacity <= 1:
        table.error("is not between 0 and 1", "write for example 0.6", key="opacity")
    _check_kind(table, style, fields)
    return style


def _check_kind(table: Table, style: Style, fields: Mapping[str, Field]) -> None:
    field = fields.get(style.field)
    if style.kind == "category" and field:
        _check_category(table, style, field)
    elif style.kind == "steps" and field:
        _check_steps(table, style, field)
    elif style.kind != "plain" and "field" not in table:
        table.error(f'is "{style.kind}" without a field', "add field", key="kind")


def _check_category(table: Table, style: Style, field: Field) -> None:
    if field.type is not FieldType.CATEGORY:
        table.error(
            f"names `{field.name}`, which is no category", "use steps or plain", key="field"
        )
        return
    colours = table.table("colours")
    for value in style.colours:
        if value not in field.values:
            wrong = f"is not a value of `{field.name}`"
            colours.error(wrong, nearest(value, list(field.values)), key=value)


def _check_steps(table: Table, style: Style, field: Field) -> None:
    if field.type not in NUMERIC:
        table.error(
            f"names `{field.name}`, which is no number", "use category or plain", key="field"
        )
    elif not style.breaks or list(style.breaks) != sorted(set(style.breaks)):
        table.error("are not ascending numbers", "write breaks = [10, 100]", key="breaks")


def _colours(table: Table) -> dict[str, str]:
    colours = table.string_map("colours")
    for value, colour in colours.items():
        if not COLOUR.fullmatch(colour):
            table.table("colours").error(f'is "{colour}"', COLOUR_REMEDY, key=value)
    return colours


def _groups(table: Table) -> dict[str, Text]:
    """What values of one colour are together, by that colour."""
    inside = table.table("groups")
    drawn = sorted(set(table.string_map("colours").values()))
    groups = {colour: inside.text(colour) for colour, _ in inside.entries()}
    for colour in groups:
        if colour not in drawn:
            inside.error("is not a colour of `colours`", nearest(colour, drawn), key=colour)
    return groups


def _colour(table: Table) -> str:
    colour = table.string("colour", "")
    if colour and not COLOUR.fullmatch(colour):
        table.error(f'is "{colour}"', COLOUR_REMEDY, key="colour")
    return colour


def check_zooms(table: Table, tiles: TileSpec) -> None:
    """Report zooms that are none or in the wrong order."""
    if not 0 <= tiles.min_zoom <= tiles.max_zoom <= HIGHEST_ZOOM:
        table.error(
            f"go from {tiles.min_zoom} to {tiles.max_zoom}",
            f"let 0 <= min_zoom <= max_zoom <= {HIGHEST_ZOOM}",
            key="max_zoom" if "max_zoom" in table else "min_zoom",
        )


def read_tiles(table: Table, fields: Mapping[str, Field]) -> TileSpec:
    """How to cut tiles; their attributes are declared fields."""
    tiles = TileSpec(
        min_zoom=table.integer("min_zoom", 8),
        max_zoom=table.integer("max_zoom", 14),
        attributes=table.strings("attributes"),
        simplification=table.number("simplification", 4.0),
        drop=table.choice("drop", DROPS, "densest"),
    )
    table.finish()
    check_zooms(table, tiles)
    for name in tiles.attributes:
        if name not in fields:
            table.error(
                f'has "{name}", which is not declared',
                nearest(name, list(fields)),
                key="attributes",
            )
    return tiles
