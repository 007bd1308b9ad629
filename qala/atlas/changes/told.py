"""Differences with what the two releases hold of them: titles, values, places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shapely import is_empty, point_on_surface

from qala.atlas.changes.measures import Shift, shift
from qala.atlas.served import Served
from qala.atlas.wording import title_of
from qala.core.dataset import Dataset, FieldType
from qala.store.compare import GEOMETRY, Pair
from qala.store.comparisons import Difference
from qala.store.items import Item
from qala.store.shelf import Release


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A declared column whose value changed, with its label."""

    column: str
    label: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """A feature that was added, removed or changed. `place`: lon, lat of a point on it, if any."""

    difference: Difference
    id: str
    title: str
    place: tuple[float, float] | None
    fields: tuple[FieldChange, ...]
    geometry: Shift | None


def changes(
    served: Served, dataset: Dataset, pair: Pair, found: Sequence[Difference], language: str
) -> list[Change]:
    """What both releases hold of these differences, in their order."""
    before = _items(served, pair.before, [each.before for each in found])
    after = _items(served, pair.after, [each.after for each in found])
    return [
        _change(
            served,
            dataset,
            each,
            before=None if each.before is None else before[each.before],
            after=None if each.after is None else after[each.after],
            language=language,
        )
        for each in found
    ]


def _items(served: Served, release: Release, rows: Sequence[int | None]) -> Mapping[int, Item]:
    wanted = sorted(row for row in rows if row is not None)
    items = served.reader.rows(release, wanted) if wanted else []
    return dict(zip(wanted, items, strict=True))


def _change(
    served: Served,
    dataset: Dataset,
    found: Difference,
    *,
    before: Item | None,
    after: Item | None,
    language: str,
) -> Change:
    item = after or before
    if item is None:
        raise AssertionError("a difference is in one of the two releases")
    fields: tuple[FieldChange, ...] = ()
    moved = None
    if before and after:
        fields = tuple(
            FieldChange(
                column,
                label_of(dataset, column, language),
                before.properties.get(column),
                after.properties.get(column),
            )
            for column in found.columns
            if column != GEOMETRY
        )
        if GEOMETRY in found.columns:
            moved = shift(before.geometry, after.geometry, projection=served.city.projection)
    return Change(
        difference=found,
        id=item.id,
        title=title_of(item, dataset, language),
        place=_place(item),
        fields=fields,
        geometry=moved,
    )


def _place(item: Item) -> tuple[float, float] | None:
    if item.geometry is None or is_empty(item.geometry):
        return None
    point = point_on_surface(item.geometry)
    return round(point.x, 7), round(point.y, 7)


def label_of(dataset: Dataset, column: str, language: str) -> str:
    """The label of a column: that of its field, and the language it is in."""
    for field in dataset.fields:
        if column == field.name:
            return field.label.in_language(language)
        if field.type is FieldType.NAME and column.startswith(f"{field.name}_"):
            return f"{field.label.in_language(language)} ({column.removeprefix(field.name + '_')})"
    return column
