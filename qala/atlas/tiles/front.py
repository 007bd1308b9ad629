"""From a request for tiles to its answer, whatever happens."""

import logging

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from qala.atlas.tiles.addresses import (
    PREFIX,
    Address,
    ArchiveAddress,
    DescriptionAddress,
    TileAddress,
    parse_address,
)
from qala.atlas.tiles.answers import OPEN_TO_ALL, archive_answer, description_answer, tile_answer
from qala.atlas.tiles.messages import Answer, Request
from qala.atlas.tiles.opened import OpenReleases, OpenTiles
from qala.atlas.tiles.ranges import NotSatisfiable
from qala.atlas.tiles.refusals import asked_language, refusal, refusal_of
from qala.core.city import City
from qala.core.errors import QalaError

logger = logging.getLogger(__name__)

PATH_MAX = 512
QUERY_MAX = 8_192
METHODS = "GET, HEAD, OPTIONS"
PREFLIGHT = {
    **OPEN_TO_ALL,
    "allow": METHODS,
    "access-control-allow-methods": METHODS,
    "access-control-allow-headers": "Range, If-Range, If-None-Match",
    "access-control-max-age": "86400",
}


class TileFront:
    """Answers requests for tiles, descriptions and archives of one city. Thread-safe."""

    def __init__(self, city: City, releases: OpenReleases) -> None:
        self.city = city
        self.releases = releases

    @staticmethod
    def answers(path: str) -> bool:
        """Whether the address is one of ours."""
        return path.startswith(PREFIX)

    def answer(self, request: Request) -> Answer:
        """The answer; what went wrong on our side is logged and told as a problem."""
        try:
            return self._answer(request)
        except QalaError as error:
            return refusal_of(request, error, self.city.languages)
        except Exception:
            logger.exception("tiles")
            return self._refuse(request, 500)

    def _answer(self, request: Request) -> Answer:
        if len(request.path) > PATH_MAX or len(request.query) > QUERY_MAX:
            return self._refuse(request, 414)
        if request.method == "OPTIONS":
            return Answer(204, PREFLIGHT)
        if request.method not in ("GET", "HEAD"):
            return self._refuse(request, 405, allow=METHODS)
        return self._found(request, parse_address(request.path))

    def _found(self, request: Request, address: Address) -> Answer:
        match address:
            case TileAddress():
                return tile_answer(request, self._opened(address), address)
            case DescriptionAddress(dataset):
                return self._description(request, dataset)
            case ArchiveAddress(dataset):
                return self._archive(request, dataset)

    def _opened(self, tile: TileAddress) -> OpenTiles:
        if tile.sequence is None:
            return self.releases.current(tile.dataset)
        return self.releases.release(tile.dataset, tile.sequence)

    def _archive(self, request: Request, dataset: str) -> Answer:
        opened = self.releases.current(dataset)
        try:
            return archive_answer(request, opened)
        except NotSatisfiable:
            size = len(opened.archive)
            return self._refuse(request, 416, content_range=f"bytes */{size}")

    def _description(self, request: Request, dataset_id: str) -> Answer:
        if not validate_host(split_domain_port(request.host)[0], settings.ALLOWED_HOSTS):
            return self._refuse(request, 400)
        opened = self.releases.current(dataset_id)
        language = asked_language(request, self.city.languages)
        dataset = self.city.dataset(dataset_id)
        return description_answer(
            request,
            opened,
            name=dataset.title.in_language(language) if dataset else dataset_id,
            notice=self.city.notice.in_language(language),
        )

    def _refuse(self, request: Request, status: int, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return refusal(request, status, self.city.languages, headers=named)
