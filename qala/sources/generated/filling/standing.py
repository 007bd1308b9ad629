"""Blocks filled: their parcels, and the buildings that stand on them, on the plane of the city."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import shapely
from shapely import STRtree

from qala.sources.generated.filling.built import BUILDERS
from qala.sources.generated.filling.dice import Floats, Keys, child_keys, uniform
from qala.sources.generated.filling.division import divided
from qala.sources.generated.filling.ground import ground
from qala.sources.generated.filling.parcels import Parcels
from qala.sources.generated.filling.sites import Built, all_built, sites
from qala.sources.generated.filling.turning import Ints, Mask, Shapes
from qala.sources.generated.plan import Plan

BATCH_BLOCKS = 256

STOREY_M = {"office": 3.6, "retail": 4.8, "industrial": 9.0, "education": 3.5, "health": 3.6}
"""Height of a storey where it is not that of a dwelling."""
DWELLING_STOREY_M = 3.0
LOW_M = {"garage": 2.6, "other": 2.8}

TOUCH_M2 = 0.02
"""Houses that share less than this only touch."""


@dataclass(frozen=True, slots=True)
class Houses:
    """Buildings.

    `parcel`: index in the parcels that come with them; `block`: in the plan; `main`: whether it
    gets a number of its street.
    """

    shapes: Shapes
    parcel: Ints
    block: Ints
    keys: Keys
    use: Shapes
    levels: Ints
    height_m: Floats
    area_m2: Floats
    main: Mask

    def __len__(self) -> int:
        return len(self.parcel)

    def only(self, mask: Mask) -> "Houses":
        """Those marked."""
        return Houses(*(getattr(self, each.name)[mask] for each in fields(Houses)))


def standing(plan: Plan, seed: int) -> Iterator[tuple[Parcels, Houses]]:
    """The plan's blocks filled, some hundred of one kind of fabric at a time."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(plan.blocks):
        kinds[block.fabric.kind].append(index)
    for kind, indices in kinds.items():
        for first in range(0, len(indices), BATCH_BLOCKS):
            yield _filled(plan, kind, indices[first : first + BATCH_BLOCKS], seed)


def _filled(plan: Plan, kind: str, index: Sequence[int], seed: int) -> tuple[Parcels, Houses]:
    parcels = divided(kind, ground(plan, index, seed))
    raised = [_raised(parcels, role, plan) for role in BUILDERS if (parcels.role == role).any()]
    return parcels, _apart(_houses(parcels, all_built(raised)))


def _raised(parcels: Parcels, role: str, plan: Plan) -> Built:
    """What stands on the parcels of a role, on the plane of the city; `row` names the parcel."""
    land = sites(parcels, parcels.role == role, plan)
    raised = BUILDERS[role](land)
    return replace(raised, row=land.parcel[raised.row], shapes=land.back(raised.row, raised.shapes))


def _houses(parcels: Parcels, raised: Built) -> Houses:
    """Ordered by parcel, those with a number first, the larger first."""
    area = shapely.area(raised.shapes)
    order = np.lexsort((-area, ~raised.main, raised.row))
    parcel = raised.row[order]
    rank = np.arange(len(parcel)) - np.searchsorted(parcel, parcel)
    keys = child_keys(parcels.keys[parcel], rank)
    use, levels = raised.use[order], raised.levels[order]
    return Houses(
        raised.shapes[order],
        parcel,
        parcels.block[parcel],
        keys,
        use,
        levels,
        _heights(keys, use, levels),
        area[order],
        raised.main[order],
    )


def _heights(keys: Keys, use: Shapes, levels: Ints) -> Floats:
    names = use.tolist()
    storey = np.array([LOW_M.get(each, STOREY_M.get(each, DWELLING_STOREY_M)) for each in names])
    low = np.array([each in LOW_M for each in names], dtype=bool)
    roof = np.where(low, 0.2, 1.2) + 1.6 * uniform(keys, "roof") * ~low
    return np.asarray(np.round(levels * storey + roof, 1))


def _apart(houses: Houses) -> Houses:
    """Without those that stand on an earlier one."""
    one, two = STRtree(houses.shapes).query(houses.shapes, predicate="intersects")
    one, two = one[one < two], two[one < two]
    shared = shapely.area(shapely.intersection(houses.shapes[one], houses.shapes[two]))
    keep = np.ones(len(houses), dtype=bool)
    keep[two[shared > TOUCH_M2]] = False
    return houses.only(keep)


def houses_together(parts: Sequence[Houses]) -> Houses:
    """Batches of houses as one."""
    return Houses(
        *(np.concatenate([getattr(each, name.name) for each in parts]) for name in fields(Houses))
    )
