"""Identifiers that outlive a release: where a feature is, where it went, since when it is gone."""

from dataclasses import dataclass

from qala.atlas.queries import Published, published_dataset
from qala.atlas.served import Served
from qala.core.errors import Gone, NotFound, mark
from qala.store.gone import gone_since
from qala.store.items import Item


@dataclass(frozen=True, slots=True)
class Moved:
    """The id that stands for another one now."""

    id: str


def standing(served: Served, dataset_id: str, feature_id: str) -> Item | Moved:
    """The feature of that id in the release in force, or the id it has now.

    Raises Gone where an earlier release had it, NotFound where none had. Without a key ids last
    one release: then nothing is known of earlier ones, for they may have meant other features.
    """
    each = published_dataset(served, dataset_id)
    item = served.reader.item(each.release, feature_id)
    if item is not None:
        return item
    new = each.dataset.moved.get(feature_id)
    if new is not None:
        return Moved(new)
    raise _absent(served, each, feature_id)


def _absent(served: Served, each: Published, feature_id: str) -> Gone | NotFound:
    dataset = each.dataset.id
    named = {"id": feature_id[:64], "dataset": dataset}
    if each.dataset.is_raster:
        return NotFound(mark("There is no “{id}” in “{dataset}”."), **named)
    if not each.dataset.key:
        return NotFound(
            mark(
                "There is no “{id}” in “{dataset}”. Identifiers of this dataset last one release."
            ),
            **named,
        )
    since = gone_since(served.shelf, each.release, feature_id)
    if since is None:
        return NotFound(mark("There is no “{id}” in “{dataset}”."), **named)
    return Gone(
        mark("“{id}” of “{dataset}” is gone since release {release}."), **named, release=since
    )
