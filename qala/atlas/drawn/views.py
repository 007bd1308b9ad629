"""Addresses of drawn maps, thin."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from qala.atlas.actions import count_request
from qala.atlas.drawn import fronts, previews, prints, viewprints
from qala.atlas.drawn.answers import answer
from qala.atlas.drawn.papers import asked_paper
from qala.atlas.links.queries import link_to
from qala.atlas.mapstate import read_state
from qala.atlas.queries import mapped_ids
from qala.atlas.requests import visitor_address
from qala.atlas.served import served


@require_safe
def city(request: HttpRequest) -> HttpResponseBase:
    """The picture of the city."""
    return answer(request, previews.of_city, filename="city")


@require_safe
def front(request: HttpRequest, size: str, scheme: str) -> HttpResponseBase:
    """The map behind the words of the home page."""
    return answer(request, partial(fronts.of_city, size, scheme), filename="front")


@require_safe
def dataset(request: HttpRequest, dataset_id: str) -> HttpResponseBase:
    """The picture of a dataset."""
    describe = partial(previews.of_dataset, dataset_id)
    return answer(request, describe, filename=dataset_id)


@require_safe
def shown_dataset(
    request: HttpRequest, dataset_id: str, size: str, scheme: str
) -> HttpResponseBase:
    """The map on the page of a dataset."""
    describe = partial(fronts.of_dataset, dataset_id, size, scheme)
    return answer(request, describe, filename=dataset_id)


@require_safe
def place(request: HttpRequest, dataset_id: str, feature_id: str) -> HttpResponseBase:
    """The picture of a feature."""
    describe = partial(previews.of_place, dataset_id, feature_id)
    return answer(request, describe, filename=dataset_id)


@require_safe
def tour(request: HttpRequest, tour_id: str) -> HttpResponseBase:
    """The picture of a tour."""
    return answer(request, partial(previews.of_tour, tour_id), filename="tour")


@require_safe
def printed(request: HttpRequest, dataset_id: str) -> HttpResponseBase:
    """A dataset on a page of paper; `?at=lon,lat,zoom` shows a part of it."""
    at = prints.asked_place(request.GET.get("at", ""))
    describe = partial(prints.of_dataset, dataset_id, at)
    return answer(request, describe, filename=dataset_id)


@require_safe
def printed_map(request: HttpRequest) -> HttpResponseBase:
    """A view of the map on paper: `?{state}&paper=&orientation=&title=&seen=width,height`."""
    wish = _wish(request)
    count_request(f"prints {visitor_address(request)}", per_minute=settings.PRINTS_PER_MINUTE)
    return answer(request, partial(viewprints.of_view, wish), filename="map")


def _wish(request: HttpRequest) -> viewprints.Wish:
    asked = request.GET
    state = read_state(asked, mapped_ids(served()))
    paper = asked_paper(asked.get("paper", ""), asked.get("orientation", ""))
    address = f"{reverse('map')}?{state.query}" if state.query else reverse("map")
    link = link_to(address)
    whole = request.build_absolute_uri(link.path if link else address)
    return viewprints.Wish(
        state,
        paper,
        title=asked.get("title", "")[: viewprints.ASKED_MAX],
        seen_px=viewprints.asked_size(asked.get("seen", "")),
        address=whole,
        shown_address=whole.partition("?")[0].partition("://")[2],
    )
