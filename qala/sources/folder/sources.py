"""The `[[sources]]` of a dataset: where it comes from, in order of preference."""

from collections.abc import Mapping

from qala.core.dataset import Completion, Field, SourceSpec
from qala.sources.folder.facts import check_columns, check_facts, facts_header
from qala.sources.folder.fields import check_names
from qala.sources.folder.ground import DERIVED_LAYERS, GROUND, check_ground
from qala.sources.folder.table import Table
from qala.sources.nearest import nearest
from qala.sources.paths import REMEDY, trouble_with

KINDS = ("file", "osm", "generated", "relief", "derived", "facts")
LAYERED = ("osm", "generated")
"""Kinds that give layers, not files."""
FILES = ("file", "facts")
"""Kinds that give files: of the data folder, of the city's own."""
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


GENERATED_LAYERS = (
    "addresses",
    "buildings",
    "businesses",
    "jobs",
    "landuse",
    "parcels",
    "population",
    "roads",
)


def read_source(table: Table, fields: Mapping[str, Field], columns: list[str]) -> SourceSpec:
    """One source; the columns it fills must be declared, the facts it names must be there."""
    kind = table.choice("kind", KINDS)
    source = SourceSpec(
        kind=kind,
        path=table.string("path", "" if kind in LAYERED else None),
        layer=_layer(table, kind),
        title=table.text("title", required=False),
        publisher=table.name("publisher"),
        url=table.string("url", ""),
        licence=table.string("licence", ""),
        date=table.string("date", ""),
        note=table.text("note", required=False),
        fields=table.string_map("fields"),
        translate=_translate(table, fields, columns),
        options=_options(table),
        complete=_complete(table, columns) if "complete" in table else None,
        line=table.node.line,
    )
    table.finish()
    check_names(table.table("fields"), list(source.fields), [*columns, OWN_ID], "column")
    if kind in FILES:
        _check_path(table, source)
    if kind in GROUND:
        check_ground(table, source)
    return source


def _check_path(table: Table, source: SourceSpec) -> None:
    """Report a file that cannot be where it is named; of the city's own tables what is in them."""
    if source.kind == "facts" and source.path:
        check_facts(table, source.path, source.fields)
    elif "path" in table and (trouble := trouble_with(source.path)):
        table.error(trouble, REMEDY, key="path")


def _layer(table: Table, kind: str) -> str:
    if kind == "osm":
        return table.choice("layer", OSM_LAYERS)
    if kind == "generated":
        return table.choice("layer", GENERATED_LAYERS)
    if kind == "derived":
        return table.choice("layer", DERIVED_LAYERS)
    return table.string("layer", "")


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


def _complete(table: Table, columns: list[str]) -> Completion:
    """The table that fills what the source lacks; it lies in the city's folder."""
    inside = table.table("complete")
    complete = Completion(
        path=inside.string("path"),
        on=inside.reference("on", columns, "column"),
        columns=inside.strings("columns"),
    )
    inside.finish()
    if not complete.on:
        inside.error("lacks `on`", "name the declared column that both have")
    for column in complete.columns:
        if column not in columns:
            inside.error(
                f'fills "{column}", which is not declared', nearest(column, columns), key="columns"
            )
    header = facts_header(inside, complete.path) if complete.path else None
    if header is not None:
        check_columns(
            inside, complete.path, header, (complete.on, *complete.columns), key="columns"
        )
    return complete
