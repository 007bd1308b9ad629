"""What is inside an area, as the JSON API words it."""

from collections.abc import Iterator

import shapely
from django.utils.translation import gettext
from pydantic import BaseModel

from qala.atlas import formats, units
from qala.atlas.inside.counting import Counted, Inside, added_fields, share_fields
from qala.atlas.provenance import source_date, source_title
from qala.atlas.schemas import UnknownOut
from qala.atlas.wording import worded
from qala.core.dataset import Dataset, Field, GeometryType
from qala.store.inside import CANDIDATES, Figure, Part, Tally
from qala.store.raster.inside import CellTally

M2_PER_HA, M2_PER_KM2, M_PER_KM = 1e4, 1e6, 1e3


class FigureOut(BaseModel):
    """A number made of a field of many features.

    `how`: `sum`, `mean`, or of a raster `least` and `most`. `known`: of how many features the value
    is known. `approximate`: of features that the border cuts a share was taken.
    """

    field: str
    label: str
    how: str
    value: float
    text: str
    known: int
    approximate: bool


class PartOut(BaseModel):
    """The features of one category: how many, their size inside (m or m2), their share of all."""

    value: str | None
    label: str
    count: int
    size: float
    share: float


class ShareOut(BaseModel):
    """How the features divide among the categories of a field, the largest part first."""

    field: str
    label: str
    parts: list[PartOut]


class InsideDatasetOut(BaseModel):
    """What one dataset has inside.

    `count`: features that lie in the area or reach into it, `cut` those that its border cuts;
    of a raster, cells. `measure` says what `size` and the shares are: `count`, `length` (m) or
    `area` (m2), clipped to the area; `size_text` is that in words. `capped`: too many to count.
    """

    dataset: str
    title: str
    theme: str
    raster: bool
    count: int
    count_text: str
    cut: int
    capped: bool
    measure: str
    size: float
    size_text: str
    figures: list[FigureOut]
    shares: list[ShareOut]
    source: str
    date: str
    generated: bool


class InsideOut(BaseModel):
    """What is inside an area, dataset by dataset; `nothing`: those that have nothing there.

    `bounds`: west, south, east, north. `generated`: whether any of it was invented.
    """

    area_m2: float
    area_text: str
    bounds: tuple[float, float, float, float]
    datasets: list[InsideDatasetOut]
    nothing: list[UnknownOut]
    generated: bool


def answered(found: Inside, language: str) -> InsideOut:
    """The answer in `language`, which is the active one."""
    west, south, east, north = (round(float(each), 6) for each in shapely.bounds(found.shape))
    datasets = [_dataset(each, language) for each in found.counted]
    return InsideOut(
        area_m2=round(found.area_m2, 1),
        area_text=area_in_words(found.area_m2, language),
        bounds=(west, south, east, north),
        datasets=datasets,
        nothing=[
            UnknownOut(dataset=each.id, title=each.title.in_language(language), theme=each.theme)
            for each in found.nothing
        ],
        generated=any(each.generated for each in datasets),
    )


def area_in_words(area_m2: float, language: str) -> str:
    """An area in the unit that suits its size: m², ha or km², to three figures or so."""
    if area_m2 < M2_PER_HA:
        return units.quantity(round(area_m2), "m2", language)
    if area_m2 < M2_PER_KM2:
        return units.quantity(_rounded(area_m2 / M2_PER_HA), "ha", language)
    return units.quantity(_rounded(area_m2 / M2_PER_KM2), "km2", language)


def length_in_words(length_m: float, language: str) -> str:
    """A length in m, or in km where it has more than one."""
    if length_m < M_PER_KM:
        return units.quantity(round(length_m), "m", language)
    return units.quantity(_rounded(length_m / M_PER_KM), "km", language)


def _rounded(value: float) -> float:
    return round(value, 2 if value < 10 else 1 if value < 100 else 0)


def _dataset(counted: Counted, language: str) -> InsideDatasetOut:
    dataset, release, tally = counted.dataset, counted.published.release, counted.tally
    measure = _measure(dataset)
    size = _size(tally, measure)
    return InsideDatasetOut(
        dataset=dataset.id,
        title=dataset.title.in_language(language),
        theme=dataset.theme,
        raster=dataset.is_raster,
        count=tally.count,
        count_text=_count_in_words(tally, language),
        cut=tally.cut if isinstance(tally, Tally) else 0,
        capped=tally.capped,
        measure=measure,
        size=round(size, 1),
        size_text=_size_in_words(size, measure, language),
        figures=list(_figures(dataset, tally, language)),
        shares=list(_shares(dataset, tally, measure, language)),
        source=source_title(release, language),
        date=source_date(release, language),
        generated=release.manifest.generated,
    )


def _measure(dataset: Dataset) -> str:
    """What the features of a dataset are compared by; where shapes are mixed, by their number."""
    return {GeometryType.LINE: "length", GeometryType.POLYGON: "area"}.get(
        dataset.geometry, "count"
    )


def _size(tally: Tally | CellTally, measure: str) -> float:
    if isinstance(tally, CellTally) or measure == "count":
        return float(tally.count)
    return tally.length_m if measure == "length" else tally.area_m2


def _size_in_words(size: float, measure: str, language: str) -> str:
    if measure == "length":
        return length_in_words(size, language)
    return area_in_words(size, language) if measure == "area" else ""


def _count_in_words(tally: Tally | CellTally, language: str) -> str:
    if tally.capped:
        limit = formats.number(CANDIDATES, language)
        return gettext("more than {number}").format(number=limit)
    return formats.number(tally.count, language)


def _figures(dataset: Dataset, tally: Tally | CellTally, language: str) -> Iterator[FigureOut]:
    if isinstance(tally, CellTally):
        yield from _figures_of_cells(dataset.fields[0], tally, language)
        return
    for how, made in (("sum", tally.sums), ("mean", tally.means)):
        for field in added_fields(dataset, how):
            figure = made.get(field.name)
            if figure and figure.known:
                yield _figure(field, how, figure, language, approximate=_apportioned(how, tally))


def _apportioned(how: str, tally: Tally) -> bool:
    return how == "sum" and tally.cut > 0


def _figures_of_cells(field: Field, tally: CellTally, language: str) -> Iterator[FigureOut]:
    if not tally.count:
        return
    if field.aggregate == "sum":
        total = Figure(tally.total, tally.count)
        yield _figure(field, "sum", total, language, approximate=True)
        return
    for how, value in (("mean", tally.mean), ("least", tally.least), ("most", tally.most)):
        yield _figure(field, how, Figure(value, tally.count), language, approximate=False)


def _figure(
    field: Field, how: str, figure: Figure, language: str, *, approximate: bool
) -> FigureOut:
    decimals = field.decimals if field.decimals is not None else (1 if how == "mean" else 0)
    value = round(figure.value, decimals)
    return FigureOut(
        field=field.name,
        label=field.label.in_language(language),
        how=how,
        value=value,
        text=units.quantity(value, field.unit, language),
        known=figure.known,
        approximate=approximate,
    )


def _shares(
    dataset: Dataset, tally: Tally | CellTally, measure: str, language: str
) -> Iterator[ShareOut]:
    if isinstance(tally, CellTally):
        return
    for field in share_fields(dataset):
        parts = tally.shares.get(field.name, ())
        whole = sum(_size_of(each, measure) for each in parts)
        if len(parts) > 1 or (parts and parts[0].value is not None):
            yield ShareOut(
                field=field.name,
                label=field.label.in_language(language),
                parts=sorted(
                    (_part(each, field, measure, whole, language) for each in parts),
                    key=lambda each: -each.size,
                ),
            )


def _part(part: Part, field: Field, measure: str, whole: float, language: str) -> PartOut:
    size = _size_of(part, measure)
    return PartOut(
        value=part.value,
        label=worded(field, part.value, language),
        count=part.count,
        size=round(size, 1),
        share=round(size / whole, 4) if whole else 0.0,
    )


def _size_of(part: Part, measure: str) -> float:
    if measure == "length":
        return part.length_m
    return part.area_m2 if measure == "area" else float(part.count)
