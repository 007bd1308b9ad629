"""All that is known at a point of the city, across all its datasets."""

from dataclasses import dataclass

from qala.atlas.queries import Published, published
from qala.atlas.served import Served
from qala.core.dataset import Dataset
from qala.store.items import Item
from qala.store.near import Hit

ADDRESS_WITHIN_M = 40.0
STREET_WITHIN_M = 60.0
FEATURES_PER_DATASET = 5
STREETS = ("roads",)
"""Datasets whose features are streets that a place without an address lies by."""


@dataclass(frozen=True, slots=True)
class Found:
    """A feature at or near the point, with the dataset and release it stands in."""

    published: Published
    hit: Hit

    @property
    def dataset(self) -> Dataset:
        return self.published.dataset

    @property
    def item(self) -> Item:
        return self.hit.item


@dataclass(frozen=True, slots=True)
class Known:
    """What is known at a point.

    `features`: those around the point, smallest first, then those within reach of their dataset,
    nearest first. `unknown`: datasets of the city that have nothing to say here. `streets`: what
    streets run by, farther than they count as known at the point.
    """

    lon: float
    lat: float
    features: tuple[Found, ...]
    unknown: tuple[Dataset, ...]
    streets: tuple[Found, ...]

    def of(self, dataset_id: str) -> list[Found]:
        """The features of one dataset, in the same order."""
        return [each for each in self.features if each.dataset.id == dataset_id]


def known_at(served: Served, lon: float, lat: float) -> Known:
    """What all datasets of the city know at a point in EPSG:4326."""
    datasets = {each.dataset.id: each for each in published(served)}
    reach = {name: each.dataset.identify_within_m for name, each in datasets.items()}
    farther = {
        name: max(metres, STREET_WITHIN_M) if name in STREETS else metres
        for name, metres in reach.items()
    }
    hits = served.reader.near([each.release for each in datasets.values()], lon, lat, farther)
    kept = _nearest_of_each(
        [each for each in hits if each.distance_m <= reach[each.release.dataset]]
    )
    present = {hit.release.dataset for hit in kept}
    return Known(
        lon=lon,
        lat=lat,
        features=tuple(Found(datasets[hit.release.dataset], hit) for hit in kept),
        unknown=tuple(each for each in served.city.datasets if each.id not in present),
        streets=tuple(
            Found(datasets[hit.release.dataset], hit)
            for hit in sorted(hits, key=lambda each: each.distance_m)
            if hit.release.dataset in STREETS
        ),
    )


def _nearest_of_each(hits: list[Hit]) -> list[Hit]:
    """The hits in order of nearness, a few of each dataset."""
    kept: list[Hit] = []
    counts: dict[str, int] = {}
    for hit in sorted(hits, key=lambda each: (not each.inside, each.distance_m, each.area_m2)):
        counts[hit.release.dataset] = counts.get(hit.release.dataset, 0) + 1
        if counts[hit.release.dataset] <= FEATURES_PER_DATASET:
            kept.append(hit)
    return kept
