"""The JSON API of the map: typed and thin."""

import re
from datetime import date
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, override
from ninja import Query, Router
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from qala.atlas import schemas
from qala.atlas.actions import count_request
from qala.atlas.history import history
from qala.atlas.identified import identified
from qala.atlas.identify import known_at
from qala.atlas.mapconfig import map_config, tile_address
from qala.atlas.queries import Published, position_of, published, published_dataset
from qala.atlas.requests import asked_language, visitor_address
from qala.atlas.served import served
from qala.core.errors import mark

router = Router(tags=["map"])

Lon = Annotated[
    float, Query(ge=-180, le=180, allow_inf_nan=False, description=mark("longitude, EPSG:4326"))
]
Lat = Annotated[
    float, Query(ge=-90, le=90, allow_inf_nan=False, description=mark("latitude, EPSG:4326"))
]
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _written_day(value: object) -> object:
    """A day must be written as one: `0` is no 1 January 1970."""
    if isinstance(value, str) and not DAY.fullmatch(value):
        raise PydanticCustomError("date_parsing", "no day")
    return value


WrittenDay = Annotated[date, BeforeValidator(_written_day)]
Lang = Annotated[str, Query(description=mark("a language of the city; by default the visitor's"))]


@router.get(
    "/map",
    response=schemas.MapConfig,
    summary=mark("What the map page needs to begin"),
)
def get_map(request: HttpRequest, lang: Lang = "") -> schemas.MapConfig:  # noqa: ARG001
    """The city, its themes, views and layers, each layer with the address of its tiles."""
    language = asked_language(lang)
    with override(language):
        return map_config(served(), language)


@router.get(
    "/releases",
    response=schemas.HistoriesOut,
    summary=mark("Which release of each dataset was in force on a day"),
)
def releases(
    request: HttpRequest,  # noqa: ARG001
    known: Annotated[
        WrittenDay | None, Query(description=mark("a day, YYYY-MM-DD; without it all releases"))
    ] = None,
    dataset: Annotated[
        list[str], Query(max_length=60, description=mark("ids of datasets; by default all"))
    ] = [],  # noqa: B006 - never written to
    lang: Lang = "",
) -> schemas.HistoriesOut:
    """The newest releases of each dataset as published here, or the one in force at a day's end."""
    asked = [published_dataset(served(), each) for each in dataset] or published(served())
    with override(asked_language(lang)):
        return schemas.HistoriesOut(
            known=known.isoformat() if known else "",
            datasets=[_history(each, known) for each in asked],
        )


def _history(each: Published, known: date | None) -> schemas.HistoryOut:
    return schemas.HistoryOut(
        dataset=each.dataset.id,
        title=each.dataset.title.in_language(get_language() or ""),
        releases=[
            schemas.ReleaseOut(
                sequence=one.release.sequence,
                day=one.day.isoformat(),
                published_at=one.release.manifest.published_at,
                count=one.release.manifest.counts["features"],
                tiles=tile_address(one.release) if one.release.tiles else "",
            )
            for one in history(served(), each, known)
        ],
    )


@router.get(
    "/identify",
    response=schemas.IdentifyOut,
    summary=mark("All that is known at a point"),
)
def identify(request: HttpRequest, lon: Lon, lat: Lat, lang: Lang = "") -> schemas.IdentifyOut:
    """One sentence, what is known there in every dataset, and where nothing is known."""
    language = asked_language(lang)
    count_request(visitor_address(request), per_minute=settings.IDENTIFY_PER_MINUTE)
    with override(language):
        return identified(known_at(served(), lon, lat), language)


@router.get(
    "/position",
    response=schemas.PositionOut,
    summary=mark("Where a feature lies"),
)
def position(
    request: HttpRequest,  # noqa: ARG001
    dataset: Annotated[str, Query(description=mark("the id of the dataset"))],
    id: Annotated[str, Query(description=mark("the id of the feature"))],  # noqa: A002 - its name outside
    lang: Lang = "",
) -> schemas.PositionOut:
    """A point on the feature, for links that name it without saying where it is."""
    with override(asked_language(lang)):
        point = position_of(served(), dataset, id)
    return schemas.PositionOut(
        dataset=dataset,
        id=id,
        lon=round(point.x, 7),
        lat=round(point.y, 7),
        generated=published_dataset(served(), dataset).release.manifest.generated,
    )
