"""The records of a dataset as a table that is read page by page and sorted, without a script."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from qala.atlas.queries import Published, first_rows
from qala.atlas.served import Served
from qala.atlas.wording import title_of, value_of, worded
from qala.core.dataset import Field, FieldType
from qala.store.items import Item
from qala.store.query import Query, SortKey

ROWS = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page: the column to sort by, downwards or not, and where the page before ended."""

    sort: str = ""
    descending: bool = False
    after: str = ""

    @property
    def begun(self) -> bool:
        """Whether anything but the beginning was asked for."""
        return bool(self.sort or self.after)


def asked(sort: str, after: str) -> Asked:
    """What the address asks for: `sort=capacity`, `sort=-capacity`, `after=` of a page."""
    return Asked(sort.removeprefix("-"), sort.startswith("-"), after)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its label, the address that sorts by it (empty: it cannot), how it is sorted."""

    label: str
    href: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Row:
    """A record: its title, the address that shows it on the map, and its other values."""

    title: str
    href: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A page of records. `next` leads on, `first` back to the beginning; else empty."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    next: str
    first: str


def record_table(served: Served, each: Published, wanted: Asked, language: str) -> RecordTable:
    """A page of the records in `language`, which is the active one.

    Raises InvalidRequest where it cannot be sorted so, or the place to go on from is not one.
    """
    dataset = each.dataset
    keys = (SortKey(wanted.sort, wanted.descending),) if wanted.sort else ()
    query = Query(sort=keys, limit=ROWS, after=wanted.after)
    page = served.reader.items(each.release, query)
    samples = [*page.items, *(first_rows(served, each.release) if wanted.begun else [])]
    titled = dataset.field_named(dataset.title_field) or dataset.fields[0]
    shown = [
        field
        for field in dataset.fields
        if field is not titled and is_told(field, samples, language)
    ]
    sort = f"{'-' * wanted.descending}{wanted.sort}"
    following = {"sort": sort, "after": page.next} if sort else {"after": page.next}
    return RecordTable(
        columns=tuple(_column(each, field, wanted, language) for field in (titled, *shown)),
        rows=tuple(_row(each, item, titled, shown, language) for item in page.items),
        next=f"?{urlencode(following)}#rows" if page.next else "",
        first=f"?{urlencode({'sort': sort} if sort else {})}#rows" if wanted.after else "",
    )


def is_told(field: Field, items: Sequence[Item], language: str) -> bool:
    """Whether any of the features has a value: a column of unknown ones tells nothing."""
    return any(value_of(field, each.properties, language) not in (None, "") for each in items)


def _column(each: Published, field: Field, wanted: Asked, language: str) -> Column:
    columns = each.release.manifest.columns
    name = field.name
    if field.type is FieldType.NAME and f"{name}_{language}" in columns:
        name = f"{name}_{language}"
    up = wanted.sort == name and not wanted.descending
    state = ("ascending" if up else "descending") if wanted.sort == name else ""
    href = f"?{urlencode({'sort': f'-{name}' if up else name})}#rows" if name in columns else ""
    return Column(field.label.in_language(language), href, state)


def _row(each: Published, item: Item, titled: Field, shown: Sequence[Field], language: str) -> Row:
    dataset = each.dataset
    if dataset.title_field:
        title = title_of(item, dataset, language)
    else:
        title = worded(titled, value_of(titled, item.properties, language), language)
    named = quote(item.id, safe="")
    placed = each.release.tiles is not None and item.geometry is not None
    return Row(
        title=title,
        href=f"/{language}/map?layers={dataset.id}&select={dataset.id}/{named}" if placed else "",
        values=tuple(
            worded(field, value_of(field, item.properties, language), language) for field in shown
        ),
    )
