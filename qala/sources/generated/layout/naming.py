"""Streets from pieces: runs that go straight on share one name."""

from collections.abc import Sequence

from shapely.geometry import LineString

from qala.sources.generated.layout.network import Net
from qala.sources.generated.layout.weaves import Thread
from qala.sources.generated.plan import Street
from qala.sources.generated.skeleton import Skeleton

WIDTH_M = {
    "motorway": 34.0, "trunk": 34.0, "primary": 30.0, "secondary": 24.0, "tertiary": 17.0,
    "residential": 12.0, "unclassified": 10.0, "living_street": 9.0, "service": 7.0,
}  # fmt: skip


def name_streets(
    net: Net,
    links: Sequence[LineString],
    roads: Sequence[tuple[int, LineString]],
    threads: Sequence[Thread],
    skeleton: Skeleton,
    seed: int,
) -> tuple[Street, ...]:
    streets = []
    facts = skeleton.tables["roads"]
    for piece, source in zip(net.pieces, net.source, strict=True):
        if source < len(roads):
            fact = facts[roads[source][0]]
            cls = fact.row["class"]
            streets.append(Street(f"s{len(streets)}", cls, piece, WIDTH_M.get(cls, 12.0), {}, False))
        else:
            cls = threads[source - len(roads)].road_class
            streets.append(Street(f"s{len(streets)}", cls, piece, WIDTH_M.get(cls, 12.0)))
    for each in links:
        streets.append(Street(f"s{len(streets)}", "tertiary", each, 17.0))
    return tuple(streets)
