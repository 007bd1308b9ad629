"""The plan of a generated city: streets, and the blocks between them, in metres.

All geometry is on the plane of the city's projection (x east, y north).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry import LineString, Polygon

Span = tuple[float, float]
"""The least and the most."""

KINDS = ("perimeter", "slabs", "towers", "lots", "sheds", "campus", "open")
WEAVES = ("grid", "strips", "courts", "yards", "contours", "none")


@dataclass(frozen=True, slots=True)
class Fabric:
    """A way of building a part of a city, as `cities/_base/generated/fabrics.toml` tells it.

    `kind` names how its blocks are filled: `perimeter`, `slabs`, `towers`, `lots`, `sheds`,
    `campus` or `open`. `block_m` are the sides of its blocks between the axes of streets,
    `levels` the storeys of its buildings, `lot_m2` the sizes of its parcels. `weight_people` and
    `weight_jobs` are relative densities per square metre of floor. `weave` names how its streets
    are laid (one of WEAVES); `use` is the land use of its blocks, "" where nothing is used.
    """

    id: str
    kind: str
    block_m: Span
    levels: tuple[int, int]
    lot_m2: Span
    weight_people: float
    weight_jobs: float
    weave: str = "grid"
    use: str = ""


@dataclass(frozen=True, slots=True)
class Street:
    """A street or a piece of one between junctions. `names`: language code, "" the local one."""

    id: str
    road_class: str
    line: LineString
    width_m: float
    names: Mapping[str, str] = field(default_factory=dict)
    generated: bool = True
    lanes: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Ground between streets, without them: what may be divided into parcels and built on.

    `district` is the id of the district, "" outside all. `streets`: indices into the plan's streets
    along its sides. The polygon is clear of water, railways and greenery.
    """

    id: str
    polygon: Polygon
    fabric: Fabric
    district: str
    streets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan, or that of one copy of the city where there are many."""

    streets: tuple[Street, ...]
    blocks: tuple[Block, ...]
