"""Schools, kindergartens, universities and hospitals: winged houses in grounds."""

import numpy as np
import shapely

from qala.sources.generated.filling.built.outlines import embracing, stepped, winged
from qala.sources.generated.filling.dice import between, typical, uniform
from qala.sources.generated.filling.sites import (
    Boxes,
    Built,
    Sites,
    all_built,
    boxed,
    boxes_of,
    built,
    first_fit,
    shrunk,
)
from qala.sources.generated.filling.turning import Floats, Ints, Shapes

STOREYS = {2: 0.15, 3: 0.25, 4: 0.3, 5: 0.2, 6: 0.06, 7: 0.04}
SHRINK = (1.0, 0.85, 0.7, 0.55)


def school_grounds(land: Sites) -> Built:
    """A school, where the grounds are large enough for one, or a kindergarten; low, with wings."""
    centre, area = land.middle, land.width * land.depth
    large = (area > 7000) & (uniform(land.keys, "school") < 0.5)
    half = np.minimum(np.where(large, between(land.keys, "long", 32, 45), 20.0), 0.4 * land.width)
    south = 0.18 * land.depth
    deep = np.minimum(np.where(large, between(land.keys, "deep", 40, 56), 30.0), 0.5 * land.depth)
    boxes = boxes_of(centre - half, south, centre + half, south + deep)
    kept, found = first_fit(land, np.arange(len(land)), shrunk(boxes, "xy", SHRINK))
    kept, found = _sound(kept, found)
    levels = np.where(large[kept], 3, 2)
    shapes = _outlines(uniform(land.keys[kept], "outline"), found)
    hall = _hall(land, large, south + deep)
    return all_built([built(kept, shapes, "education", levels), hall])


def _hall(land: Sites, large: np.ndarray, behind: np.ndarray) -> Built:
    """A sports hall behind a school."""
    box = boxes_of(land.middle - 9, behind + 12, land.middle + 9, behind + 24)
    row, shapes = boxed(land, large & (uniform(land.keys, "hall") < 0.4), box, "xy")
    return built(row, shapes, "education", 1, main=False)


def campus(land: Sites) -> Built:
    """A winged house at the street, others behind it, as far as there is room."""
    parts = []
    many = 1 + (land.depth > 110) + (land.depth > 190)
    across = 1 + (land.width > 130) + (land.width > 230)
    for line in range(3):
        for column in range(3):
            there = (line < many) & (column < across)
            parts.append(
                _one(
                    land,
                    there,
                    _cell(land, line / many, column / across, many, across),
                    line * 3 + column,
                )
            )
    return all_built(parts)


def _cell(land: Sites, up: np.ndarray, right: np.ndarray, many: Ints, across: Ints) -> Boxes:
    """The part of the parcel that one house of several has, without its margins."""
    wide, deep = land.width / across, land.depth / many
    west, south = right * land.width, up * land.depth
    edge = np.minimum(wide, deep) * 0.12
    return boxes_of(west + edge, south + edge, west + wide - edge, south + deep - edge)


def _one(land: Sites, there: np.ndarray, cell: Boxes, number: int) -> Built:
    name = f"house {number}"
    keys = land.keys
    wide = np.minimum(cell[:, 2] - cell[:, 0], between(keys, f"{name} wide", 40, 92))
    deep = np.minimum(cell[:, 3] - cell[:, 1], between(keys, f"{name} deep", 26, 62))
    west = (cell[:, 0] + cell[:, 2] - wide) / 2
    boxes = boxes_of(west, cell[:, 1], west + wide, cell[:, 1] + deep)
    rows = np.flatnonzero(there & (uniform(keys, f"{name} there") < 0.85))
    kept, found = first_fit(land, rows, shrunk(boxes[rows], "xy", SHRINK))
    kept, found = _sound(rows[kept], found)
    levels = typical(keys[kept], name, STOREYS, *land.levels[kept].T)
    use = np.where(land.use[kept] == "education", "education", "health").astype(object)
    odd = uniform(keys[kept], f"{name} use")
    use[(odd < 0.25) & (use == "health")] = "public"
    use[(odd < 0.12) & (use == "education")] = "residential"
    return built(kept, _outlines(uniform(keys[kept], f"{name} outline"), found), use, levels)


def _sound(kept: Ints, boxes: Boxes) -> tuple[Ints, Boxes]:
    """Without those too small to have a wing."""
    large = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) >= 12.0
    return kept[large], boxes[large]


def _outlines(drawn: Floats, boxes: Boxes) -> Shapes:
    """L, U, H or a plain bar, as large as the box."""
    wide, deep = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    bar = np.minimum(15.0, 0.45 * deep)
    wing = np.minimum(15.0, 0.3 * wide)
    plain = boxes_of(boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 1] + np.minimum(deep, 17.0))
    shapes = np.asarray(shapely.box(*plain.T), dtype=object)
    ell, ring, step = (
        drawn < 0.35,
        (drawn >= 0.35) & (drawn < 0.65),
        (drawn >= 0.65) & (drawn < 0.85),
    )
    shapes[ell] = winged(boxes[ell], bar[ell], wing[ell], drawn[ell] < 0.17)
    shapes[ring] = embracing(boxes[ring], bar[ring], wing[ring])
    shapes[step] = stepped(boxes[step], wing[step])
    return shapes
