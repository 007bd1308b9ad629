"""`/feeds/data/{dataset}.atom`: the releases of a dataset, each with what changed (RFC 4287)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.views.decorators.http import require_safe

from qala.atlas.changes.history import Step, steps
from qala.atlas.changes.sentences import counted, named
from qala.atlas.provenance import publisher
from qala.atlas.queries import Published, published_dataset
from qala.atlas.requests import asked_language
from qala.atlas.served import served

FRESH_S = 300
MEDIA_TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """A release in the feed: what changed in a sentence, some of what it was, the whole as JSON."""

    sequence: int
    published_at: str
    summary: str
    examples: Sequence[str]
    changes: str


@require_safe
def dataset_feed(request: HttpRequest, dataset_id: str) -> HttpResponse:
    """The newest releases of a dataset, in the reader's language or that of `?lang=`."""
    language = asked_language(request.GET.get("lang", ""))
    with override(language):
        each = published_dataset(served(), dataset_id)
        found = steps(served(), each)
        response = render(
            request,
            "atlas/dataset_feed.xml",
            {
                "dataset": each.dataset,
                "entries": [_entry(each, step, language) for step in found],
                "updated": found[0].release.manifest.published_at,
                "publisher": publisher(each.release, language),
                "lang": language,
                "origin": request.build_absolute_uri("/").rstrip("/"),
            },
            content_type=MEDIA_TYPE,
        )
    patch_vary_headers(response, ("Accept-Language",))
    response["Cache-Control"] = f"public, max-age={FRESH_S}"
    return response


def _entry(each: Published, step: Step, language: str) -> Entry:
    manifest = step.release.manifest
    changes = ""
    if step.before and step.comparison:
        pair = f"from={step.before.sequence}&to={step.release.sequence}"
        changes = f"/api/datasets/{each.dataset.id}/changes?{pair}&lang={language}"
    return Entry(
        sequence=step.release.sequence,
        published_at=manifest.published_at,
        summary=counted(step),
        examples=named(served(), each.dataset, step, language),
        changes=changes,
    )
