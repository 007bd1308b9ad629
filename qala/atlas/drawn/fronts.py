"""Maps on pages, without words around them: for wide and narrow windows, by day and by night."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from types import MappingProxyType

from qala.atlas.drawn import outlook
from qala.atlas.drawn.frame import Frame
from qala.atlas.drawn.picture import Picture, base_of
from qala.atlas.drawn.scene import Scene
from qala.atlas.queries import published, published_dataset
from qala.atlas.served import Served
from qala.core.errors import NotFound, mark

WRITTEN_FOR_PX, STEP_BACK = 1200, 0.6
"""The city's zoom is for a window so wide; `web/src/lib/tour.ts` steps back from it likewise."""
SCHEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Front:
    """A picture of so many pixels, `scale` of them for each of the map's.

    `middle`: at which share of its width the city's centre is, which words must not cover.
    """

    width: int
    height: int
    scale: float
    middle: float


FRONTS: Mapping[str, Front] = MappingProxyType(
    {
        "wide": Front(1440, 810, scale=1.0, middle=0.71),
        "narrow": Front(824, 660, scale=2.0, middle=0.5),
    }
)


SHOWN: Mapping[str, Front] = MappingProxyType(
    {
        "wide": Front(1088, 520, scale=1.0, middle=0.5),
        "narrow": Front(716, 640, scale=2.0, middle=0.5),
    }
)
"""The map of a dataset on its page."""


def of_city(size: str, scheme: str, served: Served, language: str) -> Picture:
    """The city as the living map shows it first, so that one can take the other's place."""
    front = _front(FRONTS, size, scheme)
    return Picture(
        "front.typ",
        "webp",
        Scene(
            _frame(front, served.city.centre),
            language,
            base=base_of({each.dataset.id: each for each in published(served)}),
            dark=scheme == "dark",
        ),
        words={"px_wide": front.width, "px_high": front.height},
    )


def of_dataset(dataset_id: str, size: str, scheme: str, served: Served, language: str) -> Picture:
    """A dataset over the base map, so close that its features can be told apart."""
    front = _front(SHOWN, size, scheme)
    each = published_dataset(served, dataset_id)
    there = {one.dataset.id: one for one in published(served)}
    bounds = outlook.extent_of(served.city, there)
    width, height = front.width / front.scale, front.height / front.scale
    return Picture(
        "front.typ",
        "webp",
        Scene(
            outlook.of_dataset(served.city, bounds, each, width=width, height=height),
            language,
            layers=(each,) if each.dataset.mapped else (),
            base=base_of(there),
            dark=scheme == "dark",
        ),
        words={"px_wide": front.width, "px_high": front.height},
    )


def _front(fronts: Mapping[str, Front], size: str, scheme: str) -> Front:
    front = fronts.get(size)
    if front is None or scheme not in SCHEMES:
        raise NotFound(mark("There is no such picture."))
    return front


def _frame(front: Front, centre: tuple[float, float, float]) -> Frame:
    lon, lat, zoom = centre
    width, height = front.width / front.scale, front.height / front.scale
    back = min(log2(width / WRITTEN_FOR_PX), 0.0) * STEP_BACK
    about = Frame(lon, lat, zoom + back, width, height)
    west_px = (front.middle - 0.5) * width
    return Frame(lon - west_px * about.degrees_per_pixel, lat, about.zoom, width, height)
