"""What is written of short links."""

from django.db import transaction

from qala.atlas.links.codes import codes_of
from qala.atlas.models import ShortLink
from qala.core.errors import QalaError, mark


def shorten(address: str) -> ShortLink:
    """The short link of an address as `kept_address` gives it, made where there is none yet."""
    for code in codes_of(address):
        with transaction.atomic():
            link, _fresh = ShortLink.objects.get_or_create(code=code, defaults={"address": address})
        if link.address == address:
            return link
    raise QalaError(mark("No free code was found for this address."))
