"""The `[search]` of a dataset, and `search.toml` of the base and of a city."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qala.core.dataset import Dataset, Field, FieldType
from qala.core.search import (
    ALIAS_COLUMNS,
    CitySearch,
    PageName,
    Searchable,
    WordKind,
    former_columns,
)
from qala.sources.folder.document import Node, read_document
from qala.sources.folder.facts import named_file
from qala.sources.folder.fields import check_names
from qala.sources.folder.problems import Problems
from qala.sources.folder.rows import read_rows
from qala.sources.folder.table import Reading, Table
from qala.sources.nearest import nearest

FILE = "search.toml"
HIGHEST_ZOOM = 20
TITLES = (FieldType.NAME, FieldType.TEXT)


def read_searchable(dataset: Table, fields: Mapping[str, Field], title: str) -> Searchable | None:
    """How the dataset's features are found by name; None where it does not ask for it."""
    if "search" not in dataset:
        return None
    table = dataset.table("search")
    categories = [name for name, each in fields.items() if each.type is FieldType.CATEGORY]
    field = table.reference("field", categories, "category")
    searchable = Searchable(
        importance=_importance(table, "importance", 0.5),
        zoom=table.number("zoom", 16.0),
        merge=table.boolean("merge", default=False),
        number=table.boolean("number", default=False),
        beside=table.string("beside", ""),
        field=field,
        line=table.place("beside").line,
        values=_values(table, fields[field]) if field else {},
    )
    table.finish()
    if not 0 <= searchable.zoom <= HIGHEST_ZOOM:
        table.error("is no zoom of the map", f"write 0 to {HIGHEST_ZOOM}", key="zoom")
    if title not in fields or fields[title].type not in TITLES:
        table.error(
            "asks to find features by a title they lack",
            "name a field of type name or text as title_field",
        )
    return searchable


def check_beside(datasets: Sequence[Dataset], problems: Problems) -> None:
    """Report what is found beside a dataset that is not there or not found by name itself."""
    found = [each.id for each in datasets if each.search and not each.search.beside]
    for dataset in datasets:
        if dataset.search and dataset.search.beside not in {"", *found}:
            beside = dataset.search.beside
            wrong = f'`search.beside` is "{beside}", which is no dataset found by name'
            problems.error(Path(dataset.file), dataset.search.line, wrong, nearest(beside, found))


def _importance(table: Table, key: str, default: float | None = None) -> float:
    value = table.number(key, default)
    if not 0 <= value <= 1:
        table.error(f"is {value:g}", "write an importance from 0 to 1", key=key)
    return value


def _values(table: Table, field: Field) -> dict[str, float]:
    inside = table.table("values")
    keys = [key for key, _ in inside.entries()]
    check_names(inside, keys, list(field.values), f"value of `{field.name}`")
    return {key: _importance(inside, key) for key in keys}


def read_search(reading: Reading, datasets: Sequence[str]) -> CitySearch:
    """The base's words followed by the city's own; the tables of the city."""
    base, city = (_table(each / FILE, reading) for each in (reading.base, reading.folder))
    own = _own(city, datasets) if city else CitySearch()
    found = [_words(each) for each in (base, city) if each]
    return replace(
        own,
        kinds=tuple(kind for each in found for kind in each.kinds),
        same=tuple(group for each in found for group in each.same),
        fillers=tuple(word for each in found for word in each.fillers),
        house=tuple(word for each in found for word in each.house),
        flats=tuple(word for each in found for word in each.flats),
        numbers=tuple(word for each in found for word in each.numbers),
        pages=tuple(page for each in found for page in each.pages),
    )


def _table(file: Path, reading: Reading) -> Table | None:
    document = read_document(file, reading.problems) if file.exists() else None
    return None if document is None else Table(document, reading)


def _words(table: Table) -> CitySearch:
    """What the base and a city may both say; the last that is read of a file."""
    words = CitySearch(
        kinds=tuple(_kind(each) for each in table.tables("kinds")),
        same=tuple(_word_lists(table, "same")),
        fillers=table.strings("fillers"),
        house=table.strings("house"),
        flats=table.strings("flats"),
        numbers=table.strings("numbers"),
        pages=tuple(_page(each) for each in table.tables("pages")),
    )
    table.finish()
    return words


def _kind(table: Table) -> WordKind:
    kind = WordKind(id=table.string("id"), words=table.strings("words"))
    table.finish()
    if not kind.words:
        table.error("has no words", 'add words = ["..."]')
    return kind


def _page(table: Table) -> PageName:
    page = PageName(
        path=table.string("path"), title=table.text("title"), words=table.strings("words")
    )
    table.finish()
    return page


def _word_lists(table: Table, key: str) -> list[tuple[str, ...]]:
    node = table.get(key)
    lists = node.value if node is not None and isinstance(node.value, list) else []
    return [tuple(str(word) for word in each.plain()) for each in lists if _is_list(each)]


def _is_list(node: Node) -> bool:
    return isinstance(node.value, list)


def _own(table: Table, datasets: Sequence[str]) -> CitySearch:
    """What only the city itself says: its tables and its examples."""
    tables = table.string_map("former_names")
    check_names(table.table("former_names"), list(tables), list(datasets), "dataset")
    for dataset, path in tables.items():
        _rows(table.table("former_names"), dataset, path, former_columns(table.reading.languages))
    aliases = table.string("aliases", "")
    if aliases:
        _check_aliases(table, aliases, datasets)
    return CitySearch(
        examples=table.strings("examples"),
        former_names=tables,
        aliases=aliases,
    )


def _check_aliases(table: Table, path: str, datasets: Sequence[str]) -> None:
    for line, row in _rows(table, "aliases", path, ALIAS_COLUMNS):
        named = row["dataset"]
        if named not in datasets:
            table.reading.problems.error(
                table.reading.folder / path,
                line,
                f"there is no dataset `{named}`",
                nearest(named, list(datasets)),
            )


def _rows(
    table: Table, key: str, path: str, columns: Sequence[str]
) -> list[tuple[int, dict[str, str]]]:
    """The rows of the table of names at `path`, which `key` gives; what is wrong is reported."""
    file = named_file(table, path, key=key)
    return list(read_rows(file, table.reading.problems, columns=columns)) if file else []
