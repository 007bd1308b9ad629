"""The home page: the living map, one search box, the doors, the questions, the tours."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qala.atlas.queries import by_theme, offered_views, published
from qala.atlas.served import served
from qala.portal.doors import doors


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The way in: what this is, what to ask it, what there is."""
    datasets = published(served())
    return render(
        request,
        "portal/home.html",
        {
            "doors": doors(),
            "views": offered_views(served(), datasets),
            "tours": served().city.tours,
            "datasets": len(datasets),
            "records": sum(each.count for each in datasets),
            "themes": by_theme(served(), datasets),
        },
    )
