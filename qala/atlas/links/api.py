"""`POST /api/links`: typed and thin."""

from typing import Annotated
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import override
from ninja import Field, Router, Schema

from qala.atlas.actions import count_request
from qala.atlas.links.actions import shorten
from qala.atlas.links.addresses import ADDRESS_MAX, kept_address
from qala.atlas.requests import asked_language, visitor_address
from qala.atlas.served import served
from qala.core.errors import Forbidden, mark

router = Router(tags=["map"])


class LinkIn(Schema):
    """A view of the map, as in the address bar."""

    address: Annotated[str, Field(max_length=ADDRESS_MAX, description=mark("address of the map"))]


class LinkOut(Schema):
    """A short link: `address` is where it leads, `svg` and `png` its QR code."""

    code: str
    url: str
    address: str
    svg: str
    png: str


@router.post("/links", response=LinkOut, summary=mark("Make a short link to a view of the map"))
def post_link(request: HttpRequest, body: LinkIn, lang: str = "") -> LinkOut:
    """The same view has the same link, whoever asks."""
    language = asked_language(lang)
    _refuse_other_sites(request)
    count_request(f"links {visitor_address(request)}", per_minute=settings.LINKS_PER_MINUTE)
    with override(language):
        link = shorten(kept_address(served(), body.address))
    url = request.build_absolute_uri(link.path)
    return LinkOut(
        code=link.code, url=url, address=link.address, svg=f"{url}.svg", png=f"{url}.png"
    )


def _refuse_other_sites(request: HttpRequest) -> None:
    """Pages of other sites make no links here. Browsers say in `Origin` where a request is from.

    There is no session to misuse, so a program that sends no `Origin` may ask.
    """
    origin = request.headers.get("Origin", "")
    if origin and urlsplit(origin).netloc != request.get_host():
        raise Forbidden(mark("Short links are made on the pages of this map only."))
