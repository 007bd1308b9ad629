"""How a dataset's values are spread, each field under the filters of the others."""

from functools import lru_cache

from pydantic import BaseModel

from qala.atlas.explore.meaning import Meant, meant
from qala.atlas.queries import Published
from qala.atlas.served import Served
from qala.core.dataset import Dataset
from qala.store.facets import Counted, Span, Tally, spans, tallies
from qala.store.query import Selection
from qala.store.reader import Reader

STEPS = "steps of the legend"
"""Beside the names of fields: it has spaces, which they have not."""


class FieldStatisticsOut(BaseModel):
    """The values of a field over the features that the filters of all other fields leave.

    `least` and `most` are those of the whole release, as are `edges`: round numbers around
    classes of equal width, the last of which holds all that is beyond; `classes` counts them.
    `steps` counts the classes of the map's legend, where it shows this field in steps. `values`
    counts categories, and `true` and `false`. `missing`: where nothing is known.
    """

    least: float | str | None
    most: float | str | None
    edges: list[float]
    classes: list[int]
    steps: list[int]
    values: dict[str, int]
    known: int
    missing: int


class StatisticsOut(BaseModel):
    """Of a release: how many features there are, how many match, and how values are spread."""

    dataset: str
    release: int
    total: int
    matched: int
    fields: dict[str, FieldStatisticsOut]
    generated: bool


def statistics(served: Served, each: Published, text: str) -> StatisticsOut:
    """The statistics of a release under the compact filter `text`. Raises InvalidRequest."""
    dataset, release = each.dataset, each.release
    found = meant(text, dataset, release.manifest, served.city.languages)
    spread = _spans(served.reader, release.dataset, release.sequence)
    matched, counts = _tallies(served.reader, each, found, spread)
    return StatisticsOut(
        dataset=dataset.id,
        release=release.sequence,
        total=each.count,
        matched=matched,
        fields={
            field.name: _of_field(
                spread.get(field.name), counts[field.name], _steps(dataset, field.name, counts)
            )
            for field in dataset.fields
            if field.name in counts
        },
        generated=release.manifest.generated,
    )


@lru_cache(maxsize=512)
def _spans(reader: Reader, dataset: str, sequence: int) -> dict[str, Span]:
    return spans(reader.engine, reader.shelf.release(dataset, sequence))


def _tallies(
    reader: Reader, each: Published, found: Meant, spread: dict[str, Span]
) -> tuple[int, dict[str, Tally]]:
    """How many match, and the tally of each field, its own condition left aside."""
    release = each.release
    if release.raster:
        return 0, {}
    counted = _counted(each, spread)
    free = {key: it for key, it in counted.items() if it.column not in found.by_field}
    matched, counts = tallies(reader.engine, release, free, Selection(where=found.condition))
    for name in found.by_field:
        own = {key: it for key, it in counted.items() if it.column == name}
        others = Selection(where=found.without(name))
        counts |= tallies(reader.engine, release, own, others)[1]
    return matched, counts


def _counted(each: Published, spread: dict[str, Span]) -> dict[str, Counted]:
    """Every field of the release, and once more the one that the legend shows in steps."""
    columns = each.release.manifest.columns
    counted = {
        field.name: Counted(field.name, spread.get(field.name))
        for field in each.dataset.fields
        if field.name in columns
    }
    style = each.dataset.style
    if style.kind == "steps" and style.field in columns and style.breaks:
        counted[STEPS] = Counted(style.field, breaks=style.breaks)
    return counted


def _steps(dataset: Dataset, name: str, counts: dict[str, Tally]) -> list[int]:
    if dataset.style.field != name or STEPS not in counts:
        return []
    return [counts[STEPS].counts.get(each, 0) for each in range(len(dataset.style.breaks) + 1)]


def _of_field(span: Span | None, tally: Tally, steps: list[int]) -> FieldStatisticsOut:
    edges = list(span.edges) if span else []
    known = {value: count for value, count in tally.counts.items() if value is not None}
    classes = [known.get(number, 0) for number in range(len(edges) - 1)]
    return FieldStatisticsOut(
        least=span.least if span else None,
        most=span.most if span else None,
        edges=edges,
        classes=classes,
        steps=steps,
        values={} if edges else {_key(value): count for value, count in known.items()},
        known=sum(known.values()),
        missing=tally.counts.get(None, 0),
    )


def _key(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
