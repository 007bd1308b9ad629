"""A release's file to take away, whole or a part: programs read a GeoTIFF piece by piece."""

from collections.abc import Iterator
from pathlib import Path

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.http.response import StreamingHttpResponse
from django.utils.cache import patch_response_headers
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe

from qala.atlas.queries import published_release
from qala.atlas.served import served
from qala.atlas.tiles.ranges import NotSatisfiable, asked_part
from qala.core.errors import NotFound, ShelfDamaged, mark
from qala.store.manifest import FEATURES, RASTER
from qala.store.shelf import Release

MEDIA_TYPES = {
    FEATURES: "application/vnd.apache.parquet",
    RASTER: "image/tiff; application=geotiff; profile=cloud-optimized",
}
YEAR_S = 365 * 24 * 3600
PIECE_BYTES = 1 << 18
KEPT_FOR_EVER = {
    "Accept-Ranges": "bytes",
    "Cache-Control": f"public, max-age={YEAR_S}, immutable",
}


def _with_file(dataset_id: str, sequence: int, name: str) -> Release:
    """The release, if it has a file of that name."""
    release = published_release(served(), dataset_id, sequence)
    if name not in release.manifest.files:
        raise NotFound(mark("There is nothing at this address."))
    return release


def _checksum(_request: HttpRequest, dataset_id: str, sequence: int, name: str) -> str:
    release = _with_file(dataset_id, sequence, name)
    return quote_etag(release.manifest.files[name].sha256)


@require_safe
@condition(etag_func=_checksum)
def release_file(
    request: HttpRequest, dataset_id: str, sequence: int, name: str
) -> HttpResponseBase:
    """A release as GeoParquet or GeoTIFF. It never changes, so it may be kept for ever."""
    path = _with_file(dataset_id, sequence, name).folder / name
    try:
        size = path.stat().st_size
        part = _asked(request, _checksum(request, dataset_id, sequence, name), size)
        response = _part(path, *part, size) if part else _whole(path, dataset_id, sequence)
    except NotSatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    except FileNotFoundError as error:
        raise ShelfDamaged(mark("A release cannot be read: {said}"), said=error) from error
    response["Content-Type"] = MEDIA_TYPES[name]
    patch_response_headers(response, cache_timeout=YEAR_S)
    for header, value in KEPT_FOR_EVER.items():
        response[header] = value
    return response


@require_safe
def current_file(_request: HttpRequest, dataset_id: str, name: str) -> HttpResponse:
    """Lead on to the file of the release in force, for who keeps one address."""
    release = _with_file(dataset_id, served().shelf.current(dataset_id).sequence, name)
    response = HttpResponseRedirect(f"/files/{dataset_id}/{release.sequence}/{name}")
    response["Cache-Control"] = "no-cache"
    return response


def _asked(request: HttpRequest, tag: str, size: int) -> tuple[int, int] | None:
    """The part asked for; `If-Range` with another tag or a date asks for the whole."""
    if request.method != "GET" or request.headers.get("If-Range", tag) != tag:
        return None
    return asked_part(request.headers.get("Range", ""), size)


def _whole(path: Path, dataset_id: str, sequence: int) -> FileResponse:
    filename = f"{dataset_id}-{sequence}{path.suffix}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=filename)


def _part(path: Path, start: int, end: int, size: int) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_pieces(path, start, end), status=206)
    response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    response["Content-Length"] = str(end - start)
    return response


def _pieces(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        left = end - start
        while left and (piece := file.read(min(left, PIECE_BYTES))):
            left -= len(piece)
            yield piece
