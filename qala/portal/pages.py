"""Plain pages about the portal itself; what they say is true of the code, and tested."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qala.atlas.queries import published
from qala.atlas.served import served

PAGES = ("help", "about", "contact", "accessibility", "privacy")
"""Each is a template of this name, an address, and a link in the footer."""


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One of `PAGES`."""
    invented = [each for each in published(served()) if each.release.manifest.generated]
    return render(request, f"portal/pages/{name}.html", {"invented": invented})
