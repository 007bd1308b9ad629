"""The `[[sources]]` of a dataset: where it comes from, in order of preference."""

import csv
from collections.abc import Mapping
from pathlib import Path

from qala.core.dataset import Field, SourceSpec
from qala.sources.folder.fields import check_names
from qala.sources.folder.problems import nearest
from qala.sources.folder.table import Table

KINDS = ("file", "osm", "facts")
OWN_ID = "id"
"""In `fields`, beside the declared columns: the source's column that holds a stable id."""

OSM_LAYERS = (
    "addresses",
    "buildings",
    "districts",
    "greenery",
    "landuse",
    "metro",
    "places",
    "railways",
    "roads",
    "stops",
    "water",
)


def read_source(table: Table, fields: Mapping[str, Field], columns: list[str]) -> SourceSpec:
    """One source; the columns it fills must be declared, the facts it names must be there."""
    kind = table.choice("kind", KINDS)
    source = SourceSpec(
        kind=kind,
        path=table.string("path", "" if kind == "osm" else None),
        layer=table.choice("layer", OSM_LAYERS) if kind == "osm" else table.string("layer", ""),
        title=table.text("title", required=False),
        publisher=table.string("publisher", ""),
        url=table.string("url", ""),
        licence=table.string("licence", ""),
        date=table.string("date", ""),
        note=table.text("note", required=False),
        fields=table.string_map("fields"),
        translate=_translate(table, fields, columns),
        options=_options(table),
        line=table.node.line,
    )
    table.finish()
    check_names(table.table("fields"), list(source.fields), [*columns, OWN_ID], "column")
    if kind == "facts" and source.path:
        _check_facts(table, source)
    return source


def _options(table: Table) -> dict[str, object]:
    """The reader's own options: only the reader knows them, so they stay as they are."""
    node = table.get("options")
    if node is None:
        return {}
    if not isinstance(node.value, Mapping):
        table.error("is not a table", "write it as { key = value }", key="options")
        return {}
    return dict(node.plain())


def _translate(
    table: Table, fields: Mapping[str, Field], columns: list[str]
) -> dict[str, dict[str, str]]:
    """Words of a field or column; a translation into nothing makes a value unknown."""
    inside = table.table("translate")
    translate = {}
    for name, _ in inside.entries():
        translate[name] = inside.string_map(name)
        words = inside.table(name)
        values = fields[name].values if name in fields else {}
        for source, value in translate[name].items():
            if value and values and value not in values:
                wrong = f'gives "{value}", which is not a value of `{name}`'
                words.error(wrong, nearest(value, list(values)), key=source)
    check_names(inside, list(translate), sorted({*fields, *columns}), "field or column")
    return translate


def _check_facts(table: Table, source: SourceSpec) -> None:
    """The file lies in the city's folder, has a place for each row and the mapped columns."""
    folder = table.reading.folder
    file = folder / source.path
    if not file.resolve().is_relative_to(folder.resolve()):
        table.error(f'leads out of the folder: "{source.path}"', "move it inside", key="path")
    elif not file.is_file():
        there = [str(each.relative_to(folder)) for each in folder.glob("facts/*.csv")]
        table.error(f'"{source.path}" does not exist', nearest(source.path, there), key="path")
    elif file.suffix == ".csv":
        _check_header(table, source, file)


def _check_header(table: Table, source: SourceSpec, file: Path) -> None:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        try:
            header = next(csv.reader(stream), [])
        except UnicodeDecodeError:
            table.error(f"{file.name} is not UTF-8", "save it in the encoding UTF-8", key="path")
            return
    for column, wanted in source.fields.items():
        if wanted not in header:
            table.error(
                f'takes `{column}` from "{wanted}", which {file.name} has not',
                nearest(wanted, header),
                key="fields",
            )
    if "wkt" not in header and not {"lon", "lat"} <= set(header):
        table.reading.problems.error(
            file, 1, "there is no place in it", "add the columns `lon` and `lat`, or `wkt`"
        )
