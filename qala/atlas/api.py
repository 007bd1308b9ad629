"""The JSON API of the map: typed and thin."""

from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import override
from ninja import Query, Router

from qala.atlas import schemas
from qala.atlas.actions import count_request
from qala.atlas.identified import identified
from qala.atlas.identify import known_at
from qala.atlas.mapconfig import map_config
from qala.atlas.requests import asked_language, visitor_address
from qala.atlas.served import served

router = Router(tags=["map"])

Lon = Annotated[
    float, Query(ge=-180, le=180, allow_inf_nan=False, description="longitude, EPSG:4326")
]
Lat = Annotated[float, Query(ge=-90, le=90, allow_inf_nan=False, description="latitude, EPSG:4326")]
Lang = Annotated[str, Query(description="a language of the city; by default the visitor's")]


@router.get("/map", response=schemas.MapConfig, summary="What the map page needs to begin")
def get_map(request: HttpRequest, lang: Lang = "") -> schemas.MapConfig:  # noqa: ARG001
    """The city, its themes, views and layers, each layer with the address of its tiles."""
    language = asked_language(lang)
    with override(language):
        return map_config(served(), language)


@router.get("/identify", response=schemas.IdentifyOut, summary="All that is known at a point")
def identify(request: HttpRequest, lon: Lon, lat: Lat, lang: Lang = "") -> schemas.IdentifyOut:
    """One sentence, what is known there in every dataset, and where nothing is known."""
    language = asked_language(lang)
    count_request(visitor_address(request), per_minute=settings.IDENTIFY_PER_MINUTE)
    with override(language):
        return identified(served(), known_at(served(), lon, lat), language)
