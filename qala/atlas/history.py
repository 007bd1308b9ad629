"""Which releases of a dataset there were, and which was in force on a day, as published here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from qala.atlas.queries import Published
from qala.atlas.served import Served
from qala.core.errors import NotFound, Withdrawn
from qala.store.shelf import Release

NEWEST = 200
"""So many releases of a dataset are told of at once."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A release with the day of its publication in the city's time zone."""

    release: Release
    day: date


def history(served: Served, each: Published, known: date | None) -> list[Dated]:
    """The newest releases of a dataset, newest first; with `known` the one in force that day.

    None is in force before the first was published. Those that were withdrawn are not told of.
    """
    releases = _newest_first(served, each)
    if known is None:
        return list(islice(releases, NEWEST))
    return list(islice((one for one in releases if one.day <= known), 1))


def _newest_first(served: Served, each: Published) -> Iterator[Dated]:
    zone = ZoneInfo(served.city.time_zone)
    for sequence in reversed(served.shelf.sequences(each.dataset.id)):
        if sequence > each.release.sequence:
            continue
        try:
            release = served.shelf.release(each.dataset.id, sequence)
        except (NotFound, Withdrawn):
            continue
        moment = datetime.fromisoformat(release.manifest.published_at)
        yield Dated(release, moment.astimezone(zone).date())
