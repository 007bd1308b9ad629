"""What the map and the catalogue show: datasets of the city and their releases in force."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shapely import Point, point_on_surface

from qala.atlas.served import Served
from qala.core.city import Theme, View
from qala.core.dataset import Dataset
from qala.core.errors import NotFound, ShelfDamaged, Withdrawn, mark
from qala.store.items import Item
from qala.store.query import Query
from qala.store.shelf import Release

logger = logging.getLogger(__name__)

FIRST_ROWS = 10
VIEWS_OFFERED = 6


@dataclass(frozen=True, slots=True)
class Published:
    """A dataset of the city with its release in force."""

    dataset: Dataset
    release: Release

    @property
    def count(self) -> int:
        return self.release.manifest.counts["features"]


def published(served: Served) -> list[Published]:
    """Every dataset of the city that has a release in force, in the city's order."""
    return list(_published(served))


def _published(served: Served) -> Iterator[Published]:
    on_shelf = set(served.shelf.datasets())
    for dataset in served.city.datasets:
        if dataset.id not in on_shelf:
            continue
        try:
            yield Published(dataset, served.shelf.current(dataset.id))
        except (NotFound, Withdrawn):  # taken off the shelf since it was listed
            continue
        except ShelfDamaged:  # the others can be shown all the same
            logger.exception("%s is left out", dataset.id)


def mapped_ids(served: Served) -> set[str]:
    """Ids of the datasets that are layers of the map."""
    return {each.dataset.id for each in published(served) if each.release.tiles}


def shows_invented_city(datasets: Iterable[Published]) -> bool:
    """Whether the generated city is among them.

    A relief between real spot heights, which says itself that it is generated, does not make a
    city of real data an invented one.
    """
    return any(each.release.manifest.source.get("kind") == "generated" for each in datasets)


def published_dataset(served: Served, dataset_id: str) -> Published:
    """One dataset; NotFound where the city has none of that id, Withdrawn where it was."""
    return Published(_declared(served, dataset_id), served.shelf.current(dataset_id))


def published_release(served: Served, dataset_id: str, sequence: int) -> Release:
    """One release of a dataset, in force or not; NotFound and Withdrawn as above."""
    return served.shelf.release(_declared(served, dataset_id).id, sequence)


def _declared(served: Served, dataset_id: str) -> Dataset:
    dataset = served.city.dataset(dataset_id)
    if dataset is None:
        raise NotFound(mark("There is no dataset “{dataset}”."), dataset=dataset_id[:64])
    return dataset


def offered_views(served: Served, datasets: list[Published]) -> list[View]:
    """The first few ready views whose first layer, the one that answers the question, is there."""
    there = {each.dataset.id for each in datasets}
    answerable = [view for view in served.city.views if there.issuperset(view.layers[:1])]
    return answerable[:VIEWS_OFFERED]


def position_of(served: Served, dataset_id: str, feature_id: str) -> Point:
    """A point on a feature, in EPSG:4326; NotFound where there is no such feature, or no place."""
    item = served.reader.item(published_dataset(served, dataset_id).release, feature_id)
    if item is None:
        raise NotFound(
            mark("There is no “{id}” in “{dataset}”."), id=feature_id[:64], dataset=dataset_id
        )
    if item.geometry is None:
        raise NotFound(mark("Where this lies is not known."))
    return point_on_surface(item.geometry)


def by_theme(served: Served, datasets: list[Published]) -> list[tuple[Theme, list[Published]]]:
    """The datasets under their themes, in the city's order, without empty themes."""
    groups = [
        (theme, [each for each in datasets if each.dataset.theme == theme.id])
        for theme in served.city.themes
    ]
    return [(theme, members) for theme, members in groups if members]


def matching(datasets: list[Published], words: str) -> list[Published]:
    """Those whose title, abstract or field labels hold every word, in any language and case."""
    wanted = words.casefold().split()
    return [each for each in datasets if all(word in _text_of(each) for word in wanted)]


def _text_of(each: Published) -> str:
    dataset = each.dataset
    texts = [dataset.title, dataset.abstract, *(field.label for field in dataset.fields)]
    return " ".join(sentence for text in texts for sentence in text.values()).casefold()


def first_rows(served: Served, release: Release) -> list[Item]:
    """The first features of a release, in the order of its file."""
    return served.reader.items(release, Query(limit=FIRST_ROWS)).items
