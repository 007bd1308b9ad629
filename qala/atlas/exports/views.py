"""What people read of a download: how far its file is, or why there will be none."""

from typing import Any

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from qala.atlas.exports.makers import State, makers
from qala.atlas.exports.sending import headers_of
from qala.atlas.exports.wanted import RASTER_FORM, Download, download, own_file, raster_address
from qala.atlas.queries import published_dataset
from qala.atlas.served import served
from qala.core.errors import Withdrawn

ASK_AGAIN_S = 2
LEASE_S = 10.0


@require_safe
@never_cache
def page(request: HttpRequest, dataset_id: str, form: str) -> HttpResponseBase:
    """How far the file is, on a page that asks again by itself; the file where it is ready."""
    if form == RASTER_FORM:
        return HttpResponseRedirect(raster_address(served(), dataset_id))
    wanted, state = _state(request, dataset_id, form)
    if state.path:
        told = headers_of(wanted)
        file = state.path.open("rb")
        return FileResponse(file, as_attachment=True, filename=wanted.filename, headers=told)
    response = render(
        request,
        "atlas/downloading.html",
        {
            "dataset": published_dataset(served(), dataset_id).dataset,
            "form": wanted.order.form,
            "state": state,
        },
        status=202,
    )
    response["Refresh"] = str(ASK_AGAIN_S)
    return response


@require_safe
@never_cache
def status(request: HttpRequest, dataset_id: str, form: str) -> JsonResponse:
    """The same for a script. Each time it asks, the file goes on being wanted for a while."""
    wanted, state = _state(request, dataset_id, form)
    return JsonResponse(
        {
            "ready": state.path is not None,
            "waits": state.waits,
            "done": state.done,
            "rows": state.rows,
            "bytes": state.path.stat().st_size if state.path else None,
            "filename": wanted.filename,
        }
    )


def _state(request: HttpRequest, dataset_id: str, form: str) -> tuple[Download, State]:
    query: Any = request.META["QUERY_STRING"]
    try:
        wanted = download(served(), dataset_id, form, query, language=get_language() or "")
    except Withdrawn:
        makers().kept.clear_outdated()
        raise
    if wanted.own:
        return wanted, State(own_file(wanted))
    return wanted, makers().want(wanted, for_s=LEASE_S)
