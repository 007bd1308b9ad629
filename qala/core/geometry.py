"""Bounding boxes and the Hilbert curve, in EPSG:4326, longitude first."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

HILBERT_ORDER = 16


@dataclass(frozen=True, slots=True)
class BBox:
    """West, south, east, north in degrees; west <= east, south <= north."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        if not (-180 <= self.west <= self.east <= 180 and -90 <= self.south <= self.north <= 90):
            raise ValueError(
                f"{self.as_list()} is not a box of west, south, east, north in degrees"
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `west,south,east,north`; raises ValueError with a sentence for people."""
        parts = text.split(",")
        if len(parts) != 4:
            raise ValueError("give four numbers: west,south,east,north")
        return cls(*(float(part) for part in parts))

    def as_list(self) -> list[float]:
        return [self.west, self.south, self.east, self.north]

    def contains(self, lon: float, lat: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def expanded(self, degrees: float) -> "BBox":
        """The box grown by `degrees` on each side, kept inside the world."""
        return BBox(
            max(self.west - degrees, -180),
            max(self.south - degrees, -90),
            min(self.east + degrees, 180),
            min(self.north + degrees, 90),
        )


def hilbert_index(
    lon: NDArray[np.float64], lat: NDArray[np.float64], *, order: int = HILBERT_ORDER
) -> NDArray[np.uint32]:
    """Position of each point along a Hilbert curve of 2^order x 2^order cells over the world.

    Shape (n,) in, shape (n,) out. Method: Skilling, "Programming the Hilbert curve" (2004),
    in the two-dimensional form of Hamilton's xy2d. Points that are not finite get the last index.
    """
    side = np.uint32(1 << order)
    finite = np.isfinite(lon) & np.isfinite(lat)
    x = np.where(finite, (np.where(finite, lon, 0) + 180) / 360 * side, side - 1)
    y = np.where(finite, (np.where(finite, lat, 0) + 90) / 180 * side, side - 1)
    x = np.clip(x, 0, side - 1).astype(np.uint32)
    y = np.clip(y, 0, side - 1).astype(np.uint32)
    index = np.zeros(lon.shape, dtype=np.uint32)
    step = side >> np.uint32(1)
    while step > 0:
        right = ((x & step) > 0).astype(np.uint32)
        upper = ((y & step) > 0).astype(np.uint32)
        index += step * step * ((np.uint32(3) * right) ^ upper)
        flip = (upper == 0) & (right == 1)
        x = np.where(flip, step - 1 - (x & (step - 1)), x & (step - 1))
        y = np.where(flip, step - 1 - (y & (step - 1)), y & (step - 1))
        swap = upper == 0
        x, y = np.where(swap, y, x), np.where(swap, x, y)
        step >>= np.uint32(1)
    return index
