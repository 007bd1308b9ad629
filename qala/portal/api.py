"""The JSON API: its routers, and every error as one shape in the asked language."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext, override
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from qala import __version__
from qala.atlas.api import router as map_router
from qala.atlas.changes.api import router as changes_router
from qala.atlas.explore.api import router as explore_router
from qala.atlas.inside.api import router as inside_router
from qala.atlas.links.api import router as links_router
from qala.atlas.problems import MEDIA_TYPE, problem, worded
from qala.atlas.search.api import router as search_router
from qala.core.errors import QalaError, mark
from qala.portal.errors import problem_response, qala_error_response

INPUT_ERRORS = {
    "missing": mark("This is missing."),
    "float_parsing": mark("Give a number, with a point before decimals."),
    "float_type": mark("Give a number, with a point before decimals."),
    "int_parsing": mark("Give a whole number."),
    "int_type": mark("Give a whole number."),
    "finite_number": mark("Give a number, with a point before decimals."),
    "greater_than_equal": mark("Give at least {ge}."),
    "less_than_equal": mark("Give at most {le}."),
    "date_from_datetime_parsing": mark("Give a day as YYYY-MM-DD, such as 2026-11-22."),
    "date_parsing": mark("Give a day as YYYY-MM-DD, such as 2026-11-22."),
    "too_short": mark("Give at least {min_length} of these."),
    "too_long": mark("Give at most {max_length} of these."),
    "union_tag_invalid": mark("Give as type one of {expected_tags}."),
    "string_too_long": mark("Give at most {max_length} characters."),
}
"""What the validator found, by its code, in words that say how to mend it."""
OTHER_INPUT_ERROR = mark("This value cannot be used.")

PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
REFUSALS = {"4XX": "The request cannot be answered as it is.", "5XX": "It cannot be answered now."}


class Api(NinjaAPI):
    """The API, each operation described with its errors, too."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:  # noqa: ANN401 - Ninja's own
        """The description that Ninja makes, with the one shape of all errors."""
        document = super().get_openapi_schema(**options)
        content = {MEDIA_TYPE: {"schema": PROBLEM}}
        for methods in document["paths"].values():
            for operation in methods.values():
                for status, said in REFUSALS.items():
                    operation["responses"][status] = {"description": said, "content": content}
        return document


api = Api(
    title="Qala",
    version=__version__,
    description="What a city knows about itself, and what is known at a point of it.",
    docs_url=None,
)
api.add_router("", map_router)
api.add_router("", inside_router)
api.add_router("", search_router)
api.add_router("", changes_router)
api.add_router("", links_router)
api.add_router("", explore_router)


def _asked(request: HttpRequest) -> str:
    """The language for an error: the one asked for if the city has it, else the visitor's."""
    lang = request.GET.get("lang", "")
    known = {code for code, _name in settings.LANGUAGES}
    return lang if lang in known else get_language() or str(settings.LANGUAGE_CODE)


@api.exception_handler(QalaError)
def _qala_error(request: HttpRequest, error: QalaError) -> HttpResponse:
    with override(_asked(request)):
        return qala_error_response(request, error)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    with override(_asked(request)):
        body = problem(400, translate=gettext)
        body["errors"] = [_field_problem(each) for each in error.errors]
        return problem_response(body)


def _field_problem(found: dict[str, Any]) -> dict[str, str]:
    template = INPUT_ERRORS.get(found["type"], OTHER_INPUT_ERROR)
    limits = {
        name: f"{value:g}" if isinstance(value, float) else value
        for name, value in (found.get("ctx") or {}).items()
    }
    return {"field": str(found["loc"][-1]), "message": worded(template, limits, gettext)}


@api.exception_handler(Http404)
def _nothing(request: HttpRequest, _error: Http404) -> HttpResponse:
    with override(_asked(request)):
        return problem_response(problem(404, translate=gettext))


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    with override(_asked(request)):
        return problem_response(problem(error.status_code, translate=gettext))
