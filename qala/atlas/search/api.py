"""`/api/search`: typed and thin."""

from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import override
from ninja import Query, Router
from pydantic import BaseModel

from qala.atlas.actions import count_request
from qala.atlas.requests import asked_language, visitor_address
from qala.atlas.search.answers import Shown, centre, hint, shown, zoom
from qala.atlas.search.asked import LONGEST
from qala.atlas.search.retrieve import Place
from qala.atlas.search.searching import search
from qala.core.errors import FieldError, InvalidRequest, mark

router = Router(tags=["search"])

LIMIT, MOST = 10, 50


class ResultOut(BaseModel):
    """A found name. `url` is the page that shows it; `at` is lon, lat, zoom to look at it.

    A feature has `dataset` and `id`, a dataset only `dataset`, a page neither; only features have
    a place. `formerly` is the former name that was meant; `score` is from 0 to about 1.
    """

    title: str
    subtitle: str
    dataset: str
    id: str
    lon: float | None
    lat: float | None
    url: str
    formerly: str
    at: tuple[float, float, float] | None
    score: float


class SearchOut(BaseModel):
    """Names found, best first. `hint` says in a sentence what is to be known of the answer.

    `close`: no name has all words typed, these have some. `read_as`: the text in the other
    alphabet of the keyboard. `ready` is false before the first index is made.
    """

    query: str
    results: list[ResultOut]
    hint: str
    close: bool
    read_as: str
    ready: bool


@router.get("/search", response=SearchOut, summary=mark("Find a place, a street or a page by name"))
def get_search(
    request: HttpRequest,
    q: Annotated[
        str, Query(max_length=LONGEST, description=mark("what is looked for, in any spelling"))
    ] = "",
    lang: Annotated[
        str, Query(description=mark("a language of the city; by default the visitor's"))
    ] = "",
    limit: Annotated[int, Query(ge=1, le=MOST, description=mark("how many at most"))] = LIMIT,
    at: Annotated[
        str, Query(description=mark("lon,lat in EPSG:4326: what is near comes first"))
    ] = "",
) -> SearchOut:
    """Streets, addresses, places, districts, stations, datasets and pages of one name."""
    language = asked_language(lang)
    near = near_place(at)
    count_request(f"search {visitor_address(request)}", per_minute=settings.SEARCH_PER_MINUTE)
    with override(language):
        answer = search().answer(q, limit=limit, near=near)
        return SearchOut(
            query=q,
            results=[_result(shown(each, language), each.score) for each in answer.results],
            hint=hint(answer),
            close=answer.close,
            read_as=answer.read_as,
            ready=answer.ready,
        )


def near_place(at: str) -> Place | None:
    """The place that `lon,lat` names (a zoom behind it is left out), None where it is empty."""
    if not at:
        return None
    try:
        lon, lat = map(float, at.split(",")[:2])
    except ValueError:
        lon = lat = float("nan")
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise InvalidRequest(
            FieldError("at", mark("Give longitude and latitude in degrees, as 76.945,43.245."))
        )
    return Place(lon, lat)


def _result(each: Shown, score: float) -> ResultOut:
    name = each.name
    placed = name.lon is not None
    return ResultOut(
        title=each.title,
        subtitle=each.subtitle,
        dataset=name.dataset,
        id=name.id,
        lon=name.lon,
        lat=name.lat,
        url=each.url,
        formerly=each.formerly,
        at=(*centre(name), zoom(name)) if placed else None,
        score=round(score, 4),
    )
