"""The releases of a dataset, each with what changed since the one before."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.conf import settings

from qala.atlas.queries import Published
from qala.atlas.served import Served, served
from qala.core.errors import Busy, ShelfDamaged, TimedOut
from qala.store.compare import Pair
from qala.store.comparisons import Comparison, Comparisons
from qala.store.shelf import Release

RELEASES_SHOWN = 20
SOON_FEATURES = 500_000
"""What two releases may hold together to be compared while a reader of a page waits."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """A release, the readable one before it, and what differs between them, where it is known."""

    release: Release
    before: Release | None = None
    pair: Pair | None = None
    comparison: Comparison | None = None


def comparisons() -> Comparisons:
    """The comparisons of this installation."""
    return Comparisons(settings.COMPARED, served().shelf)


def steps(served: Served, each: Published) -> list[Step]:
    """The newest releases of a dataset, newest first."""
    releases = served.shelf.releases(each.dataset.id)[: RELEASES_SHOWN + 1]
    found = list(_steps(each, releases))
    return found[:RELEASES_SHOWN]


def _steps(each: Published, releases: list[Release]) -> Iterator[Step]:
    for release, before in pairwise([*releases, None]):
        if release is None:
            continue
        if before is None or before.raster or release.raster:
            yield Step(release, before)
            continue
        pair = Pair(before, release, keyed=bool(each.dataset.key))
        yield Step(release, before, pair, _compared(pair))


def _compared(pair: Pair) -> Comparison | None:
    """The comparison if it is kept or soon made: a page does not wait for more."""
    kept = comparisons().kept(pair)
    together = sum(each.manifest.counts["features"] for each in (pair.before, pair.after))
    if kept or together > SOON_FEATURES:
        return kept
    try:
        return comparisons().of(pair)
    except (Busy, TimedOut, ShelfDamaged):
        logger.warning("%s is not compared", pair.after.folder, exc_info=True)
        return None
