"""`/api/inside`: typed and thin."""

from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import override
from ninja import Query, Router

from qala.atlas.actions import count_request
from qala.atlas.inside.answers import InsideOut, answered
from qala.atlas.inside.asked import InsideIn, asked_area
from qala.atlas.inside.counting import inside
from qala.atlas.requests import asked_language, visitor_address
from qala.atlas.served import served
from qala.core.errors import mark

router = Router(tags=["map"])


@router.post(
    "/inside",
    response=InsideOut,
    summary=mark("All that is known inside an area"),
)
def post_inside(
    request: HttpRequest,
    asked: InsideIn,
    lang: Annotated[
        str, Query(description=mark("a language of the city; by default the visitor's"))
    ] = "",
) -> InsideOut:
    """How many features of each dataset lie in an area, sums and means of them, and shares."""
    language = asked_language(lang)
    count_request(f"inside {visitor_address(request)}", per_minute=settings.INSIDE_PER_MINUTE)
    with override(language):
        return answered(inside(served(), asked_area(asked)), language)
