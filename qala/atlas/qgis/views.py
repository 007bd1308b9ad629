"""The address of layer definitions, thin."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.views.decorators.http import require_safe

from qala.atlas.qgis.definition import layer_definition
from qala.atlas.queries import published_dataset
from qala.atlas.requests import asked_language
from qala.atlas.served import served

MEDIA_TYPE = "application/x-qgis-layer-definition"


@require_safe
def layer_file(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """A dataset for QGIS, in the reader's language or that of `?lang=`."""
    language = asked_language(request.GET.get("lang", ""))
    origin = request.build_absolute_uri("/").rstrip("/")
    with override(language):
        each = published_dataset(served(), dataset_id)
        definition = layer_definition(each, origin=origin, language=language)
    response = HttpResponse(definition, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{dataset_id}-{language}.qlr"'
    patch_vary_headers(response, ("Accept-Language",))
    return response
