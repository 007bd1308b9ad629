"""Answers with drawn maps: kept ones where there are some, with what caches need to know."""

import io
from collections.abc import Callable

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language

from qala.atlas.drawn.cache import DrawnMaps
from qala.atlas.drawn.picture import Picture, make
from qala.atlas.served import Served, served
from qala.core.errors import Withdrawn

FRESH_S = 600
TYPES = {"png": "image/png", "webp": "image/webp", "pdf": "application/pdf"}


def answer(
    request: HttpRequest, describe: Callable[[Served, str], Picture], *, filename: str
) -> HttpResponseBase:
    """The picture that `describe` makes of the city in the visitor's language."""
    kept = drawn_maps()
    try:
        picture = describe(served(), get_language() or "")
    except Withdrawn:
        kept.clear_outdated()
        raise
    wanted = picture.drawn
    etag = quote_etag(wanted.key)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    drawing = kept.get(wanted, lambda: make(served(), picture))
    response = FileResponse(
        io.BytesIO(drawing), content_type=TYPES[wanted.form], filename=f"{filename}.{wanted.form}"
    )
    response["Content-Length"] = str(len(drawing))
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={FRESH_S}"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def drawn_maps() -> DrawnMaps:
    """The drawings of this installation."""
    return DrawnMaps(settings.DRAWN, served().shelf)
