"""`/api/datasets/{dataset}/changes`: typed and thin."""

from dataclasses import asdict
from typing import Annotated
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import override
from ninja import Path, Query, Router
from pydantic import BaseModel, ConfigDict, Field

from qala.atlas.changes.asked import AskedPair, asked_pair
from qala.atlas.changes.history import comparisons
from qala.atlas.changes.told import Change, changes
from qala.atlas.requests import asked_language
from qala.atlas.served import served
from qala.core.errors import mark
from qala.store.compare import Kind
from qala.store.shelf import Release

router = Router(tags=["data"])

LIMIT, MOST = 50, 200
FURTHEST = 1_000_000_000


class ReleaseOut(BaseModel):
    """A release by its number, when it was published here, and how many records it holds."""

    sequence: int
    published_at: str
    count: int


class FieldChangeOut(BaseModel):
    """A column whose value changed; null where it is not known."""

    column: str
    label: str
    before: str | int | float | bool | None
    after: str | int | float | bool | None


class ShiftOut(BaseModel):
    """How far the middle of a shape went, how much larger or longer it is; null where unknown."""

    moved_m: float | None
    area_m2: float | None
    length_m: float | None


class ChangeOut(BaseModel):
    """A record that was added, changed or removed.

    `place` is lon, lat of a point on it; `geometry` is given where its shape or place changed.
    """

    kind: Kind
    id: str
    title: str
    place: tuple[float, float] | None
    fields: list[FieldChangeOut]
    geometry: ShiftOut | None


class ChangesOut(BaseModel):
    """What differs between two releases. `next` is the address of the next page, empty at the end.

    `by` is `key` where records are compared one by one, `content` where ids last one release:
    then a changed record is one that was removed and one that was added.
    """

    model_config = ConfigDict(populate_by_name=True)

    dataset: str
    title: str
    by: str
    from_: Annotated[ReleaseOut, Field(alias="from")]
    to: ReleaseOut
    counts: dict[Kind, int]
    changes: list[ChangeOut]
    next: str


class Asked(BaseModel):
    """Which releases, which differences, how many, in which language."""

    from_: int | None = Field(
        None,
        alias="from",
        ge=1,
        le=FURTHEST,
        description=mark("the earlier release; by default the one before the later"),
    )
    to: int | None = Field(
        None,
        ge=1,
        le=FURTHEST,
        description=mark("the later release; by default the one in force"),
    )
    kind: Kind | None = Field(None, description=mark("only what was added, changed or removed"))
    start: int = Field(0, ge=0, le=FURTHEST, description=mark("how many to pass over"))
    limit: int = Field(LIMIT, ge=1, le=MOST, description=mark("how many at most"))
    lang: str = Field("", description=mark("a language of the city; by default the visitor's"))


@router.get(
    "/datasets/{dataset}/changes",
    response=ChangesOut,
    by_alias=True,
    summary=mark("What changed between two releases of a dataset"),
)
def get_changes(
    request: HttpRequest,  # noqa: ARG001
    dataset: Annotated[str, Path(description=mark("the id of the dataset"))],
    wanted: Annotated[Asked, Query()],
) -> ChangesOut:
    """Records that were added, removed and changed, with the fields that changed, in pages."""
    language = asked_language(wanted.lang)
    with override(language):
        asked = asked_pair(served(), dataset, before=wanted.from_, after=wanted.to)
        comparison = comparisons().of(asked.pair)
        found = comparison.differences(kind=wanted.kind, start=wanted.start, limit=wanted.limit)
        told = changes(served(), asked.dataset, asked.pair, found, language)
    kind, further = wanted.kind, wanted.start + wanted.limit
    matched = comparison.counts[kind] if kind else sum(comparison.counts.values())
    more = {"kind": kind.value} if kind else {}
    more |= {"start": str(further), "limit": str(wanted.limit), "lang": language}
    return ChangesOut(
        dataset=dataset,
        title=asked.dataset.title.in_language(language),
        by="key" if asked.pair.keyed else "content",
        from_=_release(asked.pair.before),
        to=_release(asked.pair.after),
        counts=dict(comparison.counts),
        changes=[_change(each) for each in told],
        next=_address(asked, more) if further < matched else "",
    )


def _address(asked: AskedPair, further: dict[str, str]) -> str:
    pair = {"from": asked.pair.before.sequence, "to": asked.pair.after.sequence}
    return f"/api/datasets/{asked.dataset.id}/changes?{urlencode({**pair, **further})}"


def _release(release: Release) -> ReleaseOut:
    manifest = release.manifest
    return ReleaseOut(
        sequence=release.sequence,
        published_at=manifest.published_at,
        count=manifest.counts["features"],
    )


def _change(each: Change) -> ChangeOut:
    return ChangeOut(
        kind=each.difference.kind,
        id=each.id,
        title=each.title,
        place=each.place,
        fields=[FieldChangeOut(**asdict(field)) for field in each.fields],
        geometry=ShiftOut(**asdict(each.geometry)) if each.geometry else None,
    )
