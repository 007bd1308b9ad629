"""What lies inside an area: numbers of features, lengths and areas clipped to it, sums, shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from qala.core.geometry import BBox
from qala.core.projection import WGS84, mover
from qala.store.engine import Engine
from qala.store.filtering import BBOX_OVERLAPS, bbox_params, quoted
from qala.store.items import table_of
from qala.store.shelf import Release

CANDIDATES = 200_000
LEAST_SHARE = 1e-6
"""A smaller part of a line or area only touches the border from outside."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a release to add up: columns to be summed, averaged, and counted by value."""

    sums: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum or mean, and of how many of the features the value is known."""

    value: float
    known: int


@dataclass(frozen=True, slots=True)
class Part:
    """The features of one category (None where it is not known), clipped to the area."""

    value: str | None
    count: int
    length_m: float
    area_m2: float


@dataclass(frozen=True, slots=True)
class Tally:
    """What of one release lies inside.

    `count`: the features that lie in the area or reach into it, `cut` those of them that lie only
    partly in it; `length_m` and `area_m2` are of what lies inside. Sums take of a feature that is
    cut the share that lies inside. `capped`: there are more than CANDIDATES, nothing is added up.
    """

    release: Release
    count: int = 0
    cut: int = 0
    length_m: float = 0.0
    area_m2: float = 0.0
    sums: Mapping[str, Figure] = field(default_factory=dict)
    means: Mapping[str, Figure] = field(default_factory=dict)
    shares: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    capped: bool = False


class Outline:
    """An area in degrees and in the metres of a projection, ready to be compared with many."""

    def __init__(self, shape: shapely.Geometry, *, projection: int) -> None:
        self._in_metres = mover(WGS84, CRS.from_epsg(projection))
        self.degrees = shape
        self.metres = shapely.transform(shape, self._in_metres)
        shapely.prepare(self.degrees)
        shapely.prepare(self.metres)

    @property
    def bbox(self) -> BBox:
        return BBox(*(float(each) for each in shapely.bounds(self.degrees)))

    def flattened(self, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        """The shapes in metres."""
        flat: NDArray[np.object_] = shapely.transform(shapes, self._in_metres)
        return flat


def tally(engine: Engine, release: Release, outline: Outline, asked: Asked) -> Tally:
    """Add up what of a release with features lies inside. Raises TimedOut and ShelfDamaged."""
    if release.manifest.extent is None:
        return Tally(release)
    pointed = set(release.manifest.geometry_types) <= {"Point"}
    rows = _candidates(engine, release, outline, asked, with_shapes=not pointed)
    if rows.num_rows > CANDIDATES:
        return Tally(release, capped=True)
    overlap = _of_points(rows, outline) if pointed else _of_shapes(rows, outline)
    kept = rows.filter(pa.array(overlap.inside))
    return Tally(
        release=release,
        count=kept.num_rows,
        cut=int((overlap.share < 1).sum()),
        length_m=float(overlap.length_m.sum()),
        area_m2=float(overlap.area_m2.sum()),
        sums={each: _figure(kept[each], overlap.share) for each in asked.sums},
        means={each: _mean(kept[each]) for each in asked.means},
        shares={each: _parts(kept[each], overlap) for each in asked.shares},
    )


def _candidates(
    engine: Engine, release: Release, outline: Outline, asked: Asked, *, with_shapes: bool
) -> pa.Table:
    """The rows whose box meets that of the area, one more than may be added up."""
    columns = dict.fromkeys((*asked.sums, *asked.means, *asked.shares))
    box = ["bbox.xmin AS xmin", "bbox.ymin AS ymin", "bbox.xmax AS xmax", "bbox.ymax AS ymax"]
    wanted = [*box, *(["geometry"] if with_shapes else []), *map(quoted, columns)]
    sql = (
        f"SELECT {', '.join(wanted)} FROM {table_of(release)}"  # noqa: S608 - quoted declared columns
        f" WHERE {BBOX_OVERLAPS} LIMIT {CANDIDATES + 1}"
    )
    with engine.cursor() as cursor:
        return cursor.execute(sql, bbox_params(outline.bbox)).to_arrow_table()


@dataclass(frozen=True, slots=True)
class _Overlap:
    """Which candidates lie inside; then of each of those the share that does, and its size."""

    inside: NDArray[np.bool_]
    share: Numbers
    length_m: Numbers
    area_m2: Numbers


def _of_points(rows: pa.Table, outline: Outline) -> _Overlap:
    inside = shapely.intersects_xy(
        outline.degrees, rows["xmin"].to_numpy(), rows["ymin"].to_numpy()
    )
    count = int(inside.sum())
    return _Overlap(inside, np.ones(count), np.zeros(count), np.zeros(count))


def _of_shapes(rows: pa.Table, outline: Outline) -> _Overlap:
    boxes = shapely.box(*(rows[each].to_numpy() for each in ("xmin", "ymin", "xmax", "ymax")))
    whole = shapely.contains(outline.degrees, boxes)
    shapes = shapely.from_wkb(rows["geometry"].to_numpy())
    meets = whole.copy()
    meets[~whole] = shapely.intersects(outline.degrees, shapes[~whole])
    flat = outline.flattened(shapes[meets])
    clipped, cut = flat.copy(), ~whole[meets]
    clipped[cut] = shapely.intersection(flat[cut], outline.metres)
    share = _shares(clipped, flat)
    real = share > LEAST_SHARE
    inside = meets.copy()
    inside[meets] = real
    return _Overlap(
        inside,
        np.where(share[real] > 1 - LEAST_SHARE, 1.0, share[real]),
        np.where(shapely.get_dimensions(clipped[real]) == 1, shapely.length(clipped[real]), 0.0),
        shapely.area(clipped[real]),
    )


def _shares(clipped: NDArray[np.object_], flat: NDArray[np.object_]) -> Numbers:
    """How much of each shape was left: of areas by area, of lines by length, of points all."""
    dimension = shapely.get_dimensions(flat)
    size = np.where(dimension == 2, shapely.area(flat), shapely.length(flat))
    left = np.where(dimension == 2, shapely.area(clipped), shapely.length(clipped))
    share: Numbers = np.divide(left, size, out=np.ones(len(flat)), where=size > 0)
    return share


def _figure(column: pa.ChunkedArray, share: Numbers) -> Figure:
    values = column.to_numpy(zero_copy_only=False).astype(float)
    known = np.isfinite(values)
    return Figure(float((values[known] * share[known]).sum()), int(known.sum()))


def _mean(column: pa.ChunkedArray) -> Figure:
    values = column.to_numpy(zero_copy_only=False).astype(float)
    known = values[np.isfinite(values)]
    return Figure(float(known.mean()) if len(known) else 0.0, len(known))


def _parts(column: pa.ChunkedArray, overlap: _Overlap) -> tuple[Part, ...]:
    """One part for each category, the largest first."""
    encoded: Any = column.combine_chunks().dictionary_encode()
    words = [*encoded.dictionary.to_pylist(), None]
    codes = encoded.indices.fill_null(len(words) - 1).to_numpy()
    sizes = (
        np.bincount(codes, weights=weight, minlength=len(words))
        for weight in (np.ones(len(codes)), overlap.length_m, overlap.area_m2)
    )
    parts = [
        Part(word, int(count), float(length_m), float(area_m2))
        for word, count, length_m, area_m2 in zip(words, *sizes, strict=True)
        if count
    ]
    return tuple(sorted(parts, key=lambda each: (-each.area_m2, -each.length_m, -each.count)))
