"""What a link to a page shows in messengers, where the page is about one place."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from qala.atlas.queries import published_dataset
from qala.atlas.served import Served
from qala.atlas.wording import title_of
from qala.core.errors import QalaError


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """The place a link is about: how the link names it, its title, its picture's address."""

    select: str
    title: str
    picture: str


def shared_place(served: Served, select: str) -> SharedPlace | None:
    """The place that `dataset/id` names; None where it names none."""
    dataset_id, _, feature_id = select.partition("/")
    if not feature_id:
        return None
    try:
        each = published_dataset(served, dataset_id)
        item = None if each.dataset.is_raster else served.reader.item(each.release, feature_id)
    except QalaError:  # a link that cannot be told shows the map as any other
        return None
    if item is None:
        return None
    return SharedPlace(
        select=select,
        title=title_of(item, each.dataset, get_language() or ""),
        picture=reverse("preview-place", args=[dataset_id, feature_id]),
    )
