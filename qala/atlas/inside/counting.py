"""What every dataset of the city has inside an area."""

import logging
from dataclasses import dataclass
from time import monotonic

import shapely
from shapely import box

from qala.atlas.queries import Published, published
from qala.atlas.served import Served
from qala.core.area import Area, shape_of
from qala.core.dataset import Dataset, Field, FieldType
from qala.core.errors import FieldError, InvalidRequest, ShelfDamaged, TimedOut, mark
from qala.store.inside import Asked, Outline, Tally, tally
from qala.store.raster.inside import CellTally, tally_cells

logger = logging.getLogger(__name__)

DEADLINE_S = 8.0
M2_PER_KM2 = 1e6


@dataclass(frozen=True, slots=True)
class Counted:
    """What one dataset has inside."""

    published: Published
    tally: Tally | CellTally

    @property
    def dataset(self) -> Dataset:
        return self.published.dataset


@dataclass(frozen=True, slots=True)
class Inside:
    """What lies in an area of so many m2: datasets that have something there, and those without."""

    shape: shapely.Geometry
    area_m2: float
    counted: tuple[Counted, ...]
    nothing: tuple[Dataset, ...]


def inside(served: Served, area: Area) -> Inside:
    """Count and add up every dataset inside `area`. Raises InvalidRequest and TimedOut.

    A damaged release is left out and logged.
    """
    shape = shape_of(area, projection=served.city.projection, field="geometry")
    outline = Outline(shape, projection=served.city.projection)
    _check_extent(served, outline)
    until = monotonic() + DEADLINE_S
    counted: list[Counted] = []
    for each in published(served):
        if monotonic() > until:
            raise TimedOut(mark("This takes longer than {seconds} s: ask for less."), seconds=8)
        try:
            counted.append(Counted(each, _tally(served, each, outline)))
        except ShelfDamaged:
            logger.exception("%s is left out", each.dataset.id)
    found = tuple(each for each in counted if each.tally.count or each.tally.capped)
    there = {each.dataset.id for each in found}
    return Inside(
        shape=shape,
        area_m2=float(shapely.area(outline.metres)),
        counted=found,
        nothing=tuple(each for each in served.city.datasets if each.id not in there),
    )


def share_fields(dataset: Dataset) -> list[Field]:
    """The categories of a dataset, the one that the map is coloured by first."""
    categories = [each for each in dataset.fields if each.type is FieldType.CATEGORY]
    return sorted(categories, key=lambda each: each.name != dataset.style.field)


def added_fields(dataset: Dataset, how: str) -> list[Field]:
    """The fields of which many features together have a `sum` or a `mean`."""
    return [each for each in dataset.fields if each.aggregate == how]


def _tally(served: Served, each: Published, outline: Outline) -> Tally | CellTally:
    if each.release.raster:
        return tally_cells(each.release, outline.degrees)
    columns = set(each.release.manifest.columns)  # of an older declaration, where it was changed

    def names(fields: list[Field]) -> tuple[str, ...]:
        return tuple(field.name for field in fields if field.name in columns)

    asked = Asked(
        sums=names(added_fields(each.dataset, "sum")),
        means=names(added_fields(each.dataset, "mean")),
        shares=names(share_fields(each.dataset)),
    )
    return tally(served.reader.engine, each.release, outline, asked)


def _check_extent(served: Served, outline: Outline) -> None:
    """An area beside the city has no answer, and one larger than the city no need of one."""
    bounds = served.city.bounds
    city = box(bounds.west, bounds.south, bounds.east, bounds.north)
    if not shapely.intersects(city, outline.degrees):
        raise InvalidRequest(
            FieldError(
                "geometry",
                mark("This lies outside the city: between {south}, {west} and {north}, {east}."),
                south=bounds.south,
                west=bounds.west,
                north=bounds.north,
                east=bounds.east,
            )
        )
    whole = Outline(city, projection=served.city.projection)
    most = float(shapely.area(whole.metres))
    if shapely.area(outline.metres) > most:
        raise InvalidRequest(
            FieldError(
                "geometry",
                mark("Give a smaller area: {maximum} km² at most, as much as the city."),
                maximum=round(most / M2_PER_KM2),
            )
        )
