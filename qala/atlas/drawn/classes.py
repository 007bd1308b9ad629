"""What each colour of a dataset means: the classes of its style, as in the browser's legend."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext, ngettext
from numpy.typing import NDArray

from qala.atlas import formats
from qala.atlas.drawn.palette import ACCENT, CATEGORIES, HEIGHTS, LIMITS_M, MISSING, OTHER
from qala.atlas.units import unit_name
from qala.core.dataset import Dataset, Field
from qala.core.palette import step_colours

NAMES_SHOWN = 3
MISSING_KEY, LOWEST_KEY = "_missing", "low"


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of a dataset, in the order of its legend: a colour and a label for each.

    `values` gives the class of a category, `breaks` part a number; what fits none belongs to the
    last class, which says that there is no data. A plain dataset has one class.
    """

    colours: tuple[str, ...]
    labels: tuple[str, ...]
    field: str = ""
    values: Mapping[str, int] | None = None
    breaks: tuple[float, ...] = ()

    def of(self, columns: Mapping[str, NDArray[np.object_]], count: int) -> NDArray[np.intp]:
        """The class of each of `count` features, whose columns are given."""
        found = columns.get(self.field)
        if not self.field or found is None:
            return np.full(count, len(self.colours) - 1, dtype=np.intp)
        missing = len(self.colours) - 1
        if self.values is not None:
            numbers = [self.values.get(str(value), missing) for value in found]
        else:
            numbers = [
                missing if value is None else int(np.searchsorted(self.breaks, value, side="right"))
                for value in found
            ]
        return np.asarray(numbers, dtype=np.intp)

    def named(self, keys: Collection[str]) -> list[int]:
        """The classes that keys of the browser's legend name.

        A key is a value of a category, the lower limit of a part (`low` of the first), `_missing`,
        or `all` of a plain dataset.
        """
        last = len(self.colours) - 1
        if not self.field:
            return [last] if "all" in keys else []
        found = [last] if MISSING_KEY in keys else []
        if self.values is not None:
            return [*found, *(self.values[key] for key in keys if key in self.values)]
        limits = {LOWEST_KEY: 0} | {f"{each:.12g}": n for n, each in enumerate(self.breaks, 1)}
        return [*found, *(limits[key] for key in keys if key in limits)]


def classes_of(dataset: Dataset, language: str) -> Classes:
    """The classes of a dataset, worded in `language`, which is the active one."""
    field = dataset.field_named(dataset.style.field)
    if field and dataset.style.kind == "category":
        return _categories(dataset, field, language)
    if field and dataset.style.kind == "steps":
        colours = (*step_colours(dataset.style), MISSING)
        return _steps(field, dataset.style.breaks, colours, language)
    if field and dataset.style.kind == "elevation":
        return _steps(field, limits_of(dataset.style.breaks), HEIGHTS, language)
    colour = dataset.style.colour or ACCENT
    return Classes((colour,), (dataset.title.in_language(language),))


def _categories(dataset: Dataset, field: Field, language: str) -> Classes:
    """Values that share a colour share a class."""
    style = dataset.style
    groups: dict[str, list[str]] = {}
    for index, value in enumerate(dict.fromkeys([*field.values, *style.colours])):
        standard = CATEGORIES[index] if index < len(CATEGORIES) else OTHER
        groups.setdefault(style.colours.get(value) or standard, []).append(value)
    names = {value: text.in_language(language) for value, text in field.values.items()}
    labels = [
        style.groups[colour].in_language(language)
        if colour in style.groups
        else _joined([names.get(value, value) for value in members])
        for colour, members in groups.items()
    ]
    numbered = enumerate(groups.values())
    return Classes(
        (*groups, MISSING),
        (*labels, gettext("no data")),
        field=field.name,
        values={value: number for number, members in numbered for value in members},
    )


def _joined(names: list[str]) -> str:
    """Many names as one label: the first few, and how many more there are."""
    if len(names) <= NAMES_SHOWN + 1:
        return ", ".join(names)
    more = len(names) - NAMES_SHOWN
    counted = ngettext("and {n} more", "and {n} more", more).format(n=more)
    return f"{', '.join(names[:NAMES_SHOWN])} {counted}"


def limits_of(breaks: tuple[float, ...]) -> tuple[float, ...]:
    """The limits between the tints of heights: the dataset's own if there are as many."""
    return breaks if len(breaks) == len(LIMITS_M) else LIMITS_M


def _steps(
    field: Field, breaks: tuple[float, ...], colours: tuple[str, ...], language: str
) -> Classes:
    """Classes of a number; a colour more than classes is that of what is not known."""
    unit = unit_name(field.unit)
    numbers = [formats.number(each, language) for each in breaks]
    measured = [f"{each}{formats.NBSP}{unit}" if unit else each for each in numbers]
    between = zip(numbers, measured[1:], strict=False)
    labels = (
        gettext("below {a}").format(a=measured[0]),
        *(gettext("{a} to {b}").format(a=low, b=high) for low, high in between),
        gettext("{a} and more").format(a=measured[-1]),
        gettext("no data"),
    )
    return Classes(
        colours,
        labels[: len(colours)],
        field=field.name,
        breaks=breaks,
    )
