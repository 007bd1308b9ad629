"""The page of results, for those without script and for sharing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from qala.atlas.actions import count_request
from qala.atlas.requests import visitor_address
from qala.atlas.search.answers import hint, shown, suggestions
from qala.atlas.search.asked import LONGEST
from qala.atlas.search.searching import Answer, search
from qala.atlas.served import served

RESULTS = 20


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What was found for `?q=`, or how to search."""
    language = get_language() or ""
    typed = request.GET.get("q", "").strip()
    text = typed[:LONGEST]
    answer = Answer()
    if text:
        count_request(f"search {visitor_address(request)}", per_minute=settings.SEARCH_PER_MINUTE)
        answer = search().answer(text, limit=RESULTS)
    said = hint(answer) if text else ""
    if len(typed) > LONGEST:
        said = gettext("Only the first {count} letters were searched for.").format(count=LONGEST)
    examples = served().city.search.examples
    response = render(
        request,
        "atlas/search.html",
        {
            "words": text,
            "longest": LONGEST,
            "hint": said,
            "results": [shown(each, language) for each in answer.results],
            "suggestions": []
            if answer.results and not answer.close
            else suggestions(search(), examples, text),
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response
