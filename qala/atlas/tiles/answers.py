"""Answers of the tile front: a tile, a description, an archive."""

import gzip
import json
from typing import Any

from qala.atlas.provenance import attribution
from qala.atlas.tiles.addresses import TileAddress
from qala.atlas.tiles.messages import Answer, FilePart, Request
from qala.atlas.tiles.opened import OpenTiles
from qala.atlas.tiles.ranges import asked_part
from qala.core.errors import NotFound, mark
from qala.core.geometry import BBox
from qala.core.mercator import LATITUDE_MAX
from qala.store.raster.tiles import TILE_PX

TILE_TYPES = {"mvt": "application/vnd.mapbox-vector-tile", "png": "image/png"}
ARCHIVE_TYPE = "application/vnd.pmtiles"
FOREVER = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60"

OPEN_TO_ALL = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Content-Range, Accept-Ranges",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
}


def tile_headers(*, immutable: bool, packed: bool) -> dict[str, str]:
    """Headers that all tiles of one kind share, present or empty; `packed`: stored with gzip."""
    headers = {**OPEN_TO_ALL, "cache-control": FOREVER if immutable else A_MINUTE}
    return {**headers, "vary": "Accept-Encoding"} if packed else headers


def tile_answer(request: Request, opened: OpenTiles, address: TileAddress) -> Answer:
    """A tile as it is stored, or unpacked for a client that does not read gzip; 204 if empty."""
    archive = opened.archive
    if address.extension != opened.release.extension:
        raise NotFound(
            mark("The addresses of the tiles of “{dataset}” have the ending {extension}."),
            dataset=address.dataset,
            extension=opened.release.extension,
        )
    if not archive.min_zoom <= address.z <= archive.max_zoom:
        raise NotFound(
            mark("“{dataset}” has tiles of zoom {least} to {most}."),
            dataset=address.dataset,
            least=archive.min_zoom,
            most=archive.max_zoom,
        )
    headers = tile_headers(immutable=address.sequence is not None, packed=archive.gzipped)
    found = archive.find(address.z, address.x, address.y)
    if not found:
        return Answer(204, headers)
    packed = archive.gzipped and request.accepts_gzip
    tag = f'"{opened.tag}-{found[0]:x}{"" if packed or not archive.gzipped else "-plain"}"'
    headers["etag"] = tag
    if request.has_seen(tag):
        return Answer(304, headers)
    headers["content-type"] = TILE_TYPES[address.extension]
    body = archive.read(*found)
    if packed:
        headers["content-encoding"] = "gzip"
    elif archive.gzipped:
        body = gzip.decompress(body)
    return Answer(200, headers, body)


def description_answer(request: Request, opened: OpenTiles, *, name: str, notice: str) -> Answer:
    """TileJSON 3.0.0; its `tiles` name the release, so that they can be kept for ever."""
    release, archive = opened.release, opened.archive
    bounds = BBox(*release.manifest.extent or (-180, -LATITUDE_MAX, 180, LATITUDE_MAX))
    middle = [(bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2]
    root = f"{request.scheme}://{request.host}/tiles/{release.dataset}"
    description: dict[str, Any] = {
        "tilejson": "3.0.0",
        "name": name,
        "scheme": "xyz",
        "version": f"{release.sequence}.0.0",
        "tiles": [f"{root}/{release.sequence}/{{z}}/{{x}}/{{y}}.{release.extension}"],
        "minzoom": archive.min_zoom,
        "maxzoom": archive.max_zoom,
        "bounds": bounds.as_list(),
        "center": [round(middle[0], 7), round(middle[1], 7), archive.min_zoom],
        "attribution": attribution(release) or notice,
        "generated": release.manifest.generated,
        **_of_its_kind(opened),
    }
    headers = {**OPEN_TO_ALL, "cache-control": "public, max-age=5", "vary": "Accept-Language"}
    return Answer(
        200,
        {**headers, "content-type": "application/json"},
        json.dumps(description, ensure_ascii=False).encode(),
    )


def _of_its_kind(opened: OpenTiles) -> dict[str, Any]:
    """What TileJSON tells of vector tiles, or of pictures as MapLibre reads it."""
    release, archive = opened.release, opened.archive
    if release.raster is None:
        return {"vector_layers": archive.metadata.get("vector_layers", [])}
    picture = {"format": "png", "tileSize": TILE_PX}
    return {**picture, "encoding": release.encoding} if release.encoding == "terrarium" else picture


def archive_answer(request: Request, opened: OpenTiles) -> Answer:
    """The archive of the release in force, whole or the part asked for; raises NotSatisfiable."""
    archive = opened.archive
    tag = f'"{opened.tag}"'
    headers = {
        **OPEN_TO_ALL,
        "accept-ranges": "bytes",
        "cache-control": A_MINUTE,
        "content-type": ARCHIVE_TYPE,
        "etag": tag,
    }
    if request.has_seen(tag):
        return Answer(304, headers)
    part = _part(request, tag, len(archive))
    if part is None:
        return Answer(200, headers, FilePart(archive, 0, len(archive)))
    start, end = part
    headers["content-range"] = f"bytes {start}-{end - 1}/{len(archive)}"
    return Answer(206, headers, FilePart(archive, start, end))


def _part(request: Request, tag: str, size: int) -> tuple[int, int] | None:
    """The part asked for; `If-Range` with another tag or a date asks for the whole."""
    if request.method != "GET" or request.headers.get("if-range", tag).strip() != tag:
        return None
    return asked_part(request.headers.get("range", ""), size)
