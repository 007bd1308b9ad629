"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from qala import __version__
from qala.atlas.served import served
from qala.portal.generated import shows_generated

API_DOCS = "/api/docs"


def page(request: HttpRequest) -> dict[str, Any]:
    """The city, the language, and this page's address in the other languages."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "city": settings.CITY,
        "language": language,
        "languages": [
            {"code": code, "name": name, "href": in_language(request.path, code)}
            for code, name in settings.LANGUAGES
        ],
        "canonical": in_language(request.path, language),
        "origin": lambda: request.build_absolute_uri("/").rstrip("/"),
        "version": __version__,
        "generated": lambda: shows_generated(served()),
    }


def in_language(path: str, code: str) -> str:
    """The same page in another language; the home page where there is no such page.

    The API's description has one address for all languages, which takes `?lang=`.
    """
    if path == API_DOCS:
        return f"{path}?lang={code}"
    if path.startswith("/ogc"):
        return f"{path}?f=html&lang={code}"
    first, _slash, rest = path.lstrip("/").partition("/")
    known = {each for each, _name in settings.LANGUAGES}
    return f"/{code}/{rest}" if first in known else f"/{code}/"
