"""One dataset: its own TOML, the base's, or both merged."""

from dataclasses import dataclass
from pathlib import Path

from qala.core.dataset import FREQUENCIES, NAME, Dataset, GeometryType
from qala.sources.folder.document import Node
from qala.sources.folder.fields import NAME_REMEDY, read_fields
from qala.sources.folder.moved import read_moved
from qala.sources.folder.raster import check_no_raster, check_raster, read_raster_tiles
from qala.sources.folder.search import read_searchable
from qala.sources.folder.sources import read_source
from qala.sources.folder.style import read_style, read_tiles
from qala.sources.folder.table import Table


@dataclass(frozen=True, slots=True)
class Declared:
    """The tables that declare a dataset: the base's, the city's own, or both."""

    base: Node | None
    own: Node | None

    def merged(self) -> Node:
        """The city's top-level keys replace the base's; a source of kind `base` is expanded."""
        above = self.own or self.base
        if above is None:
            raise ValueError("a dataset is declared at least once")
        below = self.base.value if self.base else {}
        if not isinstance(above.value, dict) or not isinstance(below, dict):
            return above
        tree = {**below, **above.value}
        sources = above.value.get("sources")
        if sources and isinstance(sources.value, list):
            kept = below.get("sources")
            inherited = kept.value if kept and isinstance(kept.value, list) else []
            items = [
                each
                for source in sources.value
                for each in (inherited if _is_base(source) else [source])
            ]
            tree["sources"] = Node(items, sources.file, sources.line, sources.name)
        return Node(tree, above.file, above.line, above.name)


def _is_base(source: Node) -> bool:
    kind = source.value.get("kind") if isinstance(source.value, dict) else None
    return kind is not None and kind.value == "base"


def read_dataset(dataset_id: str, table: Table, themes: list[str]) -> Dataset:
    """The dataset declared by the merged table; what is wrong with it is reported."""
    fields = read_fields(table)
    by_name = {field.name: field for field in fields}
    columns = [column for field in fields for column in field.columns(table.reading.languages)]
    title_field = table.reference("title_field", by_name, "field")
    geometry = GeometryType(table.choice("geometry", [each.value for each in GeometryType]))
    is_raster = geometry is GeometryType.RASTER
    style = read_style(table.table("style"), by_name)
    tiles = table.table("tiles")
    dataset = Dataset(
        id=dataset_id,
        title=table.text("title"),
        abstract=table.text("abstract"),
        theme=table.choice("theme", themes) if themes else table.string("theme"),
        geometry=geometry,
        fields=fields,
        sources=tuple(read_source(each, by_name, columns) for each in table.tables("sources")),
        file=str(table.node.file),
        key=table.reference("key", columns, "column"),
        title_field=title_field,
        mapped=table.boolean("mapped", default=True),
        order=table.integer("order", 100),
        identify_within_m=table.number("identify_within_m", 30.0),
        singular=table.text("singular", required=not is_raster),
        tiles=read_raster_tiles(tiles, style.kind) if is_raster else read_tiles(tiles, by_name),
        style=style,
        search=read_searchable(table, by_name, title_field),
        moved=read_moved(table),
        frequency=table.choice("frequency", FREQUENCIES, "") if "frequency" in table else "",
    )
    table.finish()
    _check(dataset, table)
    if is_raster:
        check_raster(dataset, table)
    else:
        check_no_raster(style, table.table("style"))
    return dataset


def _check(dataset: Dataset, table: Table) -> None:
    name = Path(table.node.file).name
    if not NAME.fullmatch(dataset.id):
        table.error(f'the dataset id "{dataset.id}" (from {name}) is not a name', NAME_REMEDY)
    if not dataset.fields:
        table.error("declares no field", "add at least one [[fields]]")
    if not dataset.sources:
        table.error("declares no source", "add at least one [[sources]]")
    in_tiles = dataset.tiles.attributes
    for name in (dataset.style.field, dataset.style.label, dataset.style.extrude):
        if name and in_tiles and name not in in_tiles:
            table.table("tiles").error(
                f"lack `{name}`, which the style needs", "add it", key="attributes"
            )
    if dataset.identify_within_m < 0:
        table.error("is below zero", "write metres, 0 or more", key="identify_within_m")
