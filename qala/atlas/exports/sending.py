"""A file on its way to a client: whole, a part, or the news that it has not changed."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from qala.atlas.exports.wanted import Download, entity_tag
from qala.atlas.tiles.asgi import Send
from qala.atlas.tiles.messages import Request
from qala.atlas.tiles.ranges import NotSatisfiable, asked_part
from qala.core.errors import ClientLeft
from qala.core.visits import Visit, visit
from qala.store.exports.order import TABLES, Form

PIECE_BYTES = 1 << 18
MEDIA_TYPES = {
    Form.GPKG: "application/geopackage+sqlite3",
    Form.GEOJSON: "application/geo+json",
    Form.FGB: "application/vnd.flatgeobuf",
    Form.PARQUET: "application/vnd.apache.parquet",
    Form.CSV: "text/csv; charset=utf-8",
    Form.ZIP: "application/zip",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
OPEN_TO_ALL = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Content-Disposition, Content-Range, Accept-Ranges",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What is answered: a status, headers, and bytes `start` to `end` (exclusive) of the file."""

    status: int
    headers: dict[str, str]
    start: int = 0
    end: int = 0


def headers_of(download: Download) -> dict[str, str]:
    """What is told of a file whoever asks: it may be kept, and is to be asked about again."""
    order = download.order
    described = f'</data/{order.dataset}>; rel="describedby"'
    return {
        **OPEN_TO_ALL,
        "content-type": MEDIA_TYPES[order.form],
        "content-disposition": f'attachment; filename="{quote(download.filename)}"',
        "etag": entity_tag(download),
        "accept-ranges": "bytes",
        "cache-control": "public, no-cache",
        "vary": "Accept, Accept-Language" if order.form in TABLES else "Accept",
        "link": described,
    }


def part_of(request: Request, download: Download, size: int) -> Part:
    """What of the file the request asks for (RFC 9110, sections 13 and 14)."""
    headers = headers_of(download)
    if request.has_seen(headers["etag"]):
        return Part(304, headers)
    try:
        part = None
        if request.method == "GET" and request.headers.get("if-range") in (None, headers["etag"]):
            part = asked_part(request.headers.get("range", ""), size)
    except NotSatisfiable:
        return Part(416, {**headers, "content-range": f"bytes */{size}", "content-length": "0"})
    start, end = part or (0, size)
    headers["content-length"] = str(end - start)
    if part:
        headers["content-range"] = f"bytes {start}-{end - 1}/{size}"
    return Part(206 if part else 200, headers, start, end)


async def send_head(send: Send, status: int, headers: dict[str, str], *, more: bool) -> None:
    """The status and the headers; nothing else follows unless there is `more`."""
    coded = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": coded})
    if not more:
        await send({"type": "http.response.body", "body": b""})


async def send_file(send: Send, path: Path, request: Request, download: Download) -> Part:
    """Send what is asked of the file, a piece at a time as the client takes them.

    FileNotFoundError where it has gone meanwhile; once open, it is sent to its end.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        part = part_of(request, download, os.fstat(handle).st_size)
        caller = visit.get() or Visit()
        more = request.method != "HEAD" and part.end > part.start
        await send_head(send, part.status, part.headers, more=more)
        if more:
            await _send_pieces(send, handle, part, caller)
    finally:
        os.close(handle)
    return part


async def _send_pieces(send: Send, handle: int, part: Part, caller: Visit) -> None:
    for start in range(part.start, part.end, PIECE_BYTES):
        if caller.left:
            raise ClientLeft
        size = min(PIECE_BYTES, part.end - start)
        piece = await asyncio.to_thread(os.pread, handle, size, start)
        more = start + size < part.end
        await send({"type": "http.response.body", "body": piece, "more_body": more})
