"""`/api/datasets/{dataset}/…`: typed and thin."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from ninja import Query, Router
from pydantic import BaseModel

from qala.atlas.explore.compact import LONGEST
from qala.atlas.explore.meaning import meant
from qala.atlas.explore.statistics import StatisticsOut, statistics
from qala.atlas.explore.table import Asked, TableOut, table
from qala.atlas.queries import Published, published_dataset, published_release
from qala.atlas.requests import asked_language
from qala.atlas.served import served
from qala.core.errors import mark
from qala.store.query import Selection

router = Router(tags=["datasets"])

IDS_MAX = 50_000
"""More than these a map does not take as a list."""
FOREVER = "public, max-age=31536000, immutable"

Filter = Annotated[
    str,
    Query(
        max_length=LONGEST,
        description=mark("a filter as in the address of the map"),
    ),
]
Release = Annotated[
    int | None, Query(ge=1, description=mark("the number of a release; by default that in force"))
]


class MatchingOut(BaseModel):
    """The ids of features that match, in the order of the file; not `complete`: there are more."""

    dataset: str
    release: int
    ids: list[str]
    complete: bool


@router.get(
    "/datasets/{dataset}/statistics",
    response=StatisticsOut,
    summary=mark("How the values of a dataset are spread"),
)
def get_statistics(
    request: HttpRequest,  # noqa: ARG001
    response: HttpResponse,
    dataset: str,
    filter: Filter = "",  # noqa: A002 - its name outside
    release: Release = None,
) -> StatisticsOut:
    """Counts of categories and of classes of numbers, each under the other fields' filters."""
    answer = statistics(served(), _published(dataset, release), filter)
    if release:
        response["Cache-Control"] = FOREVER
    return answer


@router.get(
    "/datasets/{dataset}/matching",
    response=MatchingOut,
    summary=mark("The ids of the features that match a filter"),
)
def get_matching(
    request: HttpRequest,  # noqa: ARG001
    response: HttpResponse,
    dataset: str,
    filter: Filter = "",  # noqa: A002 - its name outside
    release: Release = None,
) -> MatchingOut:
    """For maps, whose tiles do not hold every field; up to 50,000."""
    each = _published(dataset, release)
    found = meant(filter, each.dataset, each.release.manifest, served().city.languages)
    selection = Selection(where=found.condition)
    ids = [] if each.release.raster else _ids(each, selection)
    if release:
        response["Cache-Control"] = FOREVER
    return MatchingOut(
        dataset=dataset,
        release=each.release.sequence,
        ids=ids[:IDS_MAX],
        complete=len(ids) <= IDS_MAX,
    )


@router.get(
    "/datasets/{dataset}/table",
    response=TableOut,
    summary=mark("A dataset as a table, page by page"),
)
def get_table(
    request: HttpRequest,  # noqa: ARG001
    dataset: str,
    asked: Query[Asked],
) -> TableOut:
    """Rows as people read them, filtered and sorted."""
    language = asked_language(asked.lang)
    with override(language):
        return table(served(), published_dataset(served(), dataset), asked, language)


def _published(dataset: str, sequence: int | None) -> Published:
    each = published_dataset(served(), dataset)
    if sequence is None:
        return each
    return Published(each.dataset, published_release(served(), dataset, sequence))


def _ids(each: Published, selection: Selection) -> list[str]:
    return served().reader.ids(each.release, selection, most=IDS_MAX + 1)
