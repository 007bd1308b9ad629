"""The features of a dataset as a table, worded for one language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from qala.atlas import formats
from qala.atlas.explore.compact import LONGEST
from qala.atlas.explore.meaning import meant
from qala.atlas.queries import Published
from qala.atlas.served import Served
from qala.atlas.units import unit_name
from qala.atlas.wording import Value, title_of, value_of, worded
from qala.core.dataset import Field as Declared
from qala.core.dataset import FieldType
from qala.core.errors import FieldError, InvalidRequest, mark
from qala.core.geometry import BBox
from qala.store.query import LIMIT_MAX, Query, Selection, SortKey
from qala.store.shelf import Release

WORDED = frozenset({FieldType.CATEGORY, FieldType.BOOLEAN, FieldType.DATE})
LETTERS = frozenset({FieldType.TEXT, FieldType.NAME})
YEAR = "year"


class ColumnOut(BaseModel):
    """A column of the table, called as its field; `unit` is worded and holds for all its cells."""

    name: str
    label: str
    unit: str
    type: str


class CellOut(BaseModel):
    """A value, and as people read it; both are empty where nothing is known."""

    value: str | int | float | bool | None
    text: str


class RowOut(BaseModel):
    """A feature: its id, what it is called, a cell for each column."""

    id: str
    title: str
    cells: list[CellOut]


class TableOut(BaseModel):
    """A page of a table. `matched` is counted up to a cap; `next` continues it, empty at the end.

    `release` is that of the first page: further pages stay on it.
    """

    dataset: str
    title: str
    release: int
    columns: list[ColumnOut]
    rows: list[RowOut]
    matched: int
    matched_capped: bool
    total: int
    next: str
    generated: bool


class Asked(BaseModel):
    """What a table was asked for."""

    filter: str = Field(
        "", max_length=LONGEST, description=mark("a filter as in the address of the map")
    )
    sort: str = Field(
        "",
        max_length=300,
        description=mark("fields to sort by; a minus before one sorts downwards"),
    )
    after: str = Field(
        "", max_length=4_000, description=mark("where the page before ended, as it says itself")
    )
    limit: int = Field(50, ge=1, le=LIMIT_MAX, description=mark("how many rows at most"))
    bbox: str = Field("", max_length=200, description=mark("west,south,east,north in EPSG:4326"))
    lang: str = Field("", description=mark("a language of the city; by default the visitor's"))

    @property
    def box(self) -> BBox | None:
        """The box, None where it is empty. Raises InvalidRequest."""
        if not self.bbox:
            return None
        try:
            return BBox.parse(self.bbox)
        except ValueError as error:
            sentence = mark("Give west,south,east,north in degrees.")
            raise InvalidRequest(FieldError("bbox", sentence)) from error


def table(served: Served, each: Published, asked: Asked, language: str) -> TableOut:
    """A page of the table in `language`, which is the active one. Raises InvalidRequest."""
    dataset, release = each.dataset, each.release
    found = meant(asked.filter, dataset, release.manifest, served.city.languages)
    fields = [each for each in dataset.fields if each.name in release.manifest.columns]
    alphabets = served.reader.engine.collations
    query = Query(
        selection=Selection(bbox=asked.box, where=found.condition),
        sort=_sort_keys(asked.sort, fields, release, language if language in alphabets else ""),
        limit=asked.limit,
        after=asked.after,
    )
    page = served.reader.items(release, query, columns=_columns(fields, release, language))
    return TableOut(
        dataset=dataset.id,
        title=dataset.title.in_language(language),
        release=release.sequence,
        columns=[_column(field, language) for field in fields],
        rows=[
            RowOut(
                id=item.id,
                title=title_of(item, dataset, language),
                cells=[_cell(field, item.properties, language) for field in fields],
            )
            for item in page.items
        ],
        matched=page.matched,
        matched_capped=page.matched_capped,
        total=each.count,
        next=page.next,
        generated=release.manifest.generated,
    )


def _columns(fields: list[Declared], release: Release, language: str) -> list[str]:
    """What is read: of names the local one and that in the reader's language."""
    wanted = [name for field in fields for name in field.columns((language,))]
    return [name for name in wanted if name in release.manifest.columns]


def _sort_keys(
    text: str, fields: list[Declared], release: Release, alphabet: str
) -> tuple[SortKey, ...]:
    by_name = {field.name: field for field in fields}
    keys = []
    for part in filter(None, text.split(",")):
        name, descending = part.removeprefix("-"), part.startswith("-")
        field = by_name.get(name)
        if field is None:
            raise InvalidRequest(
                FieldError(
                    "sort",
                    mark("There is no field “{name}”; there are: {fields}."),
                    name=name[:64],
                    fields=", ".join(by_name),
                )
            )
        collation = alphabet if field.type in LETTERS else ""
        translated = f"{name}_{alphabet}"
        is_translated = field.type is FieldType.NAME and translated in release.manifest.columns
        keys.append(SortKey(translated if is_translated else name, descending, collation))
    return tuple(keys)


def _column(field: Declared, language: str) -> ColumnOut:
    return ColumnOut(
        name=field.name,
        label=field.label.in_language(language),
        unit=unit_name(field.unit),
        type=field.type.value,
    )


def _cell(field: Declared, properties: Mapping[str, Any], language: str) -> CellOut:
    value = value_of(field, properties, language)
    plain = value.isoformat() if isinstance(value, date) else value
    return CellOut(value=plain, text=cell_text(field, value, language))


def cell_text(field: Declared, value: Value, language: str) -> str:
    """A value in words without its unit, which stands at the head of the column."""
    if value is None or value == "":
        return ""
    if field.type in WORDED:
        return worded(field, value, language)
    if isinstance(value, int | float) and field.unit != YEAR:
        return formats.number(value, language, decimals=field.decimals)
    return f"{value:.0f}" if isinstance(value, int | float) else str(value)
