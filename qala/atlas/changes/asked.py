"""Which two releases somebody asks to compare."""

from dataclasses import dataclass

from qala.atlas.queries import published_dataset, published_release
from qala.atlas.served import Served
from qala.core.dataset import Dataset
from qala.core.errors import FieldError, InvalidRequest, NotFound, mark
from qala.store.compare import Pair
from qala.store.shelf import Release


@dataclass(frozen=True, slots=True)
class AskedPair:
    """A dataset and two of its releases."""

    dataset: Dataset
    pair: Pair


def asked_pair(
    served: Served, dataset_id: str, *, before: int | None, after: int | None
) -> AskedPair:
    """The releases of these numbers; by default the one in force and the one before it.

    Raises NotFound, Withdrawn, and InvalidRequest where they stand in the wrong order.
    """
    each = published_dataset(served, dataset_id)
    if each.dataset.is_raster:
        raise NotFound(mark("A grid has no records that could be compared."))
    newer = each.release if after is None else published_release(served, dataset_id, after)
    if before is None:
        older = _before(served, newer)
    else:
        older = published_release(served, dataset_id, before)
    if older.sequence >= newer.sequence:
        raise InvalidRequest(
            FieldError(
                "from", mark("Give an earlier release than {release}."), release=newer.sequence
            )
        )
    return AskedPair(each.dataset, Pair(older, newer, keyed=bool(each.dataset.key)))


def _before(served: Served, release: Release) -> Release:
    earlier = (
        each for each in served.shelf.releases(release.dataset) if each.sequence < release.sequence
    )
    found = next(earlier, None)
    if found is None:
        raise NotFound(
            mark("There is no earlier release of “{dataset}” to compare with."),
            dataset=release.dataset,
        )
    return found
