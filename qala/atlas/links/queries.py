"""What is read of short links."""

from qala.atlas.links.codes import LENGTH, codes_of
from qala.atlas.models import ShortLink
from qala.core.errors import NotFound, mark


def link_of_code(code: str) -> ShortLink:
    """The link of a code, however it was typed; NotFound where there is none."""
    link = ShortLink.objects.filter(code=code[: LENGTH + 1].lower()).first()
    if link is None:
        raise NotFound(mark("There is no short link “{code}”."), code=code[:32])
    return link


def link_to(address: str) -> ShortLink | None:
    """The link of a kept address, if it was made."""
    found = ShortLink.objects.filter(code__in=list(codes_of(address)), address=address)
    return found.first()
