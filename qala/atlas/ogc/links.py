"""Links between the resources, as OGC API writes them."""

from django.utils.translation import gettext

from qala.atlas.ogc.asked import HTML, Asked

Link = dict[str, str]


def link(asked: Asked, path: str, rel: str, media_type: str, title: str, **parameters: str) -> Link:
    """A link to something below `/ogc/`."""
    return {"href": asked.href(path, **parameters), "rel": rel, "type": media_type, "title": title}


def self_links(asked: Asked) -> list[Link]:
    """To this document, and to the same one as a page."""
    links = [
        {
            "href": asked.here(),
            "rel": "self",
            "type": asked.route.media_type,
            "title": gettext("This document"),
        }
    ]
    if HTML in asked.route.formats:
        links.append(
            {
                "href": asked.here(f=HTML),
                "rel": "alternate",
                "type": "text/html",
                "title": gettext("This document as a page"),
            }
        )
    return links
