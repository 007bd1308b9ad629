"""Tours: the list, and each as a page that reads without a script and without motion."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qala.atlas.queries import published
from qala.atlas.served import Served, served
from qala.core.errors import NotFound, mark
from qala.core.tour import Stop

TALL_FROM_PITCH = 40.0
"""A camera tilted so far shows buildings that stand up."""


@dataclass(frozen=True, slots=True)
class StopRow:
    """A stop as the page shows it: without the layers that are not there."""

    stop: Stop
    map_query: str


@require_safe
def tours(request: HttpRequest) -> HttpResponse:
    """All tours of the city."""
    return render(request, "portal/tours.html", {"tours": served().city.tours})


@require_safe
def tour(request: HttpRequest, tour_id: str) -> HttpResponse:
    """One tour: its stops in order; the player reads them from the page."""
    found = served().city.tour(tour_id)
    if found is None:
        raise NotFound(mark("There is no tour “{tour}”."), tour=tour_id[:64])
    there = mapped(served())
    rows = [_row(stop, there) for stop in found.stops]
    return render(request, "portal/tour.html", {"tour": found, "rows": rows})


def mapped(served: Served) -> frozenset[str]:
    """The datasets that the map can show."""
    return frozenset(each.dataset.id for each in published(served) if each.release.tiles)


def _row(stop: Stop, there: frozenset[str]) -> StopRow:
    layers = tuple(each for each in stop.layers if each in there)
    query = {"at": _at(stop), "layers": ",".join(layers), "on": stop.on}
    if stop.camera.pitch >= TALL_FROM_PITCH:
        query["tall"] = "1"
    if stop.camera.bearing or stop.camera.pitch:
        query["turn"] = f"{stop.camera.bearing:g},{stop.camera.pitch:g}"
    return StopRow(
        stop=stop,
        map_query=urlencode({key: value for key, value in query.items() if value}, safe=","),
    )


def _at(stop: Stop) -> str:
    return ",".join(f"{number:.6g}" for number in stop.camera.at)
