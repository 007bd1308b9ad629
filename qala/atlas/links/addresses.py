"""Which addresses may have a short link: those of this portal's map, and of them what is known.

So a short link leads nowhere else, and the same view has one address.
"""

from urllib.parse import urlsplit

from django.core.exceptions import TooManyFieldsSent
from django.http import Http404, QueryDict
from django.urls import resolve, reverse
from django.utils.translation import get_language_from_path, override

from qala.atlas.mapstate import read_state
from qala.atlas.queries import mapped_ids
from qala.atlas.served import Served
from qala.core.errors import FieldError, InvalidRequest, mark

ADDRESS_MAX = 6_000
KEPT_MAX = 4_000


def kept_address(served: Served, address: str) -> str:
    """The address of a view in the one way it is kept, path and query: `/en/map?at=…&layers=…`.

    `address` may come with scheme and host, which are left out. InvalidRequest says what is wrong.
    """
    language = _language(address)
    too_long = InvalidRequest(
        FieldError("address", mark("This view takes too long an address: show less of it."))
    )
    try:
        query = QueryDict(urlsplit(address).query)
    except TooManyFieldsSent:
        raise too_long from None
    state = read_state(query, mapped_ids(served))
    with override(language):
        path = reverse("map")
    kept = f"{path}?{state.query}" if state.query else path
    if len(kept) > KEPT_MAX:
        raise too_long
    return kept


def _language(address: str) -> str:
    """The language of an address of the map; InvalidRequest for any other address."""
    wrong = InvalidRequest(
        FieldError("address", mark("Give an address of this map as the address bar shows it."))
    )
    if len(address) > ADDRESS_MAX or not address.isprintable():
        raise wrong
    try:
        path = urlsplit(address).path
    except ValueError:  # an unclosed bracket in the name of the host
        raise wrong from None
    language = get_language_from_path(path)
    if not language:
        raise wrong
    with override(language):
        try:
            found = resolve(path)
        except Http404:
            raise wrong from None
    if found.url_name != "map":
        raise wrong
    return language
