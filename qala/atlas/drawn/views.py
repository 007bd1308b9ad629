"""Addresses of drawn maps, thin."""

from functools import partial

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from qala.atlas.drawn import fronts, previews, prints
from qala.atlas.drawn.answers import answer


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
