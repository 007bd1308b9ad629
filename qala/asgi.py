"""The whole application for a server: tiles in front, Django behind as WSGI in threads."""

import os
from importlib import import_module
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qala.settings.django")
django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - after Django is set up

from qala.atlas.exports.front import Downloads  # noqa: E402
from qala.atlas.ogc.application import Features  # noqa: E402
from qala.atlas.ogc.front import OgcFront  # noqa: E402
from qala.atlas.served import served  # noqa: E402
from qala.atlas.tiles.application import Front  # noqa: E402
from qala.atlas.tiles.asgi import Application  # noqa: E402
from qala.atlas.tiles.front import TileFront  # noqa: E402
from qala.atlas.tiles.opened import OpenReleases  # noqa: E402

PAGE_THREADS = 8

import_module(settings.ROOT_URLCONF)  # wires the city, and spares the first visitor the wait
releases = OpenReleases(served().shelf)
secure_header = bool(settings.TRUSTED_PROXIES)
pages = cast(Application, WSGIMiddleware(cast(Any, django), workers=PAGE_THREADS))
application = Front(
    TileFront(served().city, releases),
    Features(
        OgcFront(served(), releases),
        Downloads(served(), pages, secure_header=secure_header),
        secure_header=secure_header,
    ),
    secure_header=secure_header,
)
