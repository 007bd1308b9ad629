"""The elements of an extract that Qala uses, in columns, as one pass over the file finds them."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Tags = dict[str, str]


@dataclass(slots=True)
class Nodes:
    """Tagged nodes; `x`, `y` in degrees (EPSG:4326)."""

    ids: list[int] = field(default_factory=list)
    tags: list[Tags] = field(default_factory=list)
    x: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Ways:
    """All ways. `lines` holds a LineString (EPSG:4326) or None; `first` and `last` are node ids.

    `problems` says by position why a line is absent or incomplete: `node_missing` (the extract's
    edge; the line is the longest run of known nodes) or `too_few_nodes`.
    """

    ids: list[int] = field(default_factory=list)
    tags: list[Tags] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    problems: dict[int, str] = field(default_factory=dict)
    lines: NDArray[np.object_] = field(default_factory=lambda: np.empty(0, dtype=object))
    position_of: dict[int, int] = field(default_factory=dict)

    def is_closed(self, position: int) -> bool:
        return self.first[position] == self.last[position]


@dataclass(frozen=True, slots=True)
class Relation:
    """A multipolygon or boundary relation: its own tags and its member ways with their roles."""

    id: int
    tags: Tags
    members: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class Elements:
    """Everything read from one file; `objects` counts all elements of the file that were seen."""

    nodes: Nodes = field(default_factory=Nodes)
    ways: Ways = field(default_factory=Ways)
    relations: list[Relation] = field(default_factory=list)
    objects: int = 0
