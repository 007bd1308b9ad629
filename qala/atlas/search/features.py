"""The names of the city's features, from the releases in force."""

import logging
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import shapely

from qala.atlas.search.aliases import Aliases
from qala.atlas.search.names import Name
from qala.atlas.search.rows import Rows, is_address, named_rows
from qala.atlas.search.streets import Key, Merged, Told, length_bonus, merged
from qala.atlas.search.vocabulary import Vocabulary, without_brackets
from qala.atlas.search.whereabouts import DISTRICTS, Whereabouts
from qala.atlas.wording import KINDS, VAGUE
from qala.core.city import City
from qala.core.dataset import Dataset, Field, FieldType
from qala.core.errors import NotFound, ShelfDamaged, Withdrawn
from qala.core.search import Searchable
from qala.core.text import Text
from qala.store.shelf import Release, Shelf

logger = logging.getLogger(__name__)

ADDRESSED = "roads"
"""The dataset whose former names the streets of addresses had."""


def feature_names(city: City, shelf: Shelf) -> Iterator[Name]:
    """Every named feature of the datasets that are declared to be found by name.

    A dataset without a release, or with a damaged one, is left out; the others are there.
    """
    namer = _Namer(city, shelf)
    searched = [each for each in city.datasets if each.search]
    for dataset in sorted(searched, key=lambda each: bool(each.search and each.search.beside)):
        try:
            yield from namer.names(dataset, shelf.current(dataset.id))
        except (NotFound, Withdrawn):
            continue
        except ShelfDamaged:
            logger.exception("%s cannot be searched", dataset.id)


class _Namer:
    """Makes names of features: what they are, where they lie, what else they are called."""

    def __init__(self, city: City, shelf: Shelf) -> None:
        self._languages = city.languages
        self._vocabulary = Vocabulary(city.search)
        self._where = Whereabouts(city, shelf)
        aliases = Aliases(city, self._vocabulary)
        self._former = lru_cache(maxsize=16_384)(aliases.former)
        self._others = lru_cache(maxsize=16_384)(aliases.others)
        self._told = Told(self._key)

    def names(self, dataset: Dataset, release: Release) -> Iterator[Name]:
        category = _category(dataset)
        batches = named_rows(release, dataset, self._languages, category)
        search = dataset.search or Searchable()
        if search.merge:
            for street in merged(batches, self._key):
                name = self._street(street, dataset, search)
                if not self._told.has(search.beside, name):
                    self._told.add(name)
                    yield name
        else:
            for rows in batches:
                yield from self._each(rows, dataset, search, category)

    def _key(self, title: str) -> Key:
        words = self._vocabulary.words(without_brackets(title))
        return words.names, words.kinds

    def _street(self, street: Merged, dataset: Dataset, search: Searchable) -> Name:
        return Name(
            dataset=dataset.id,
            id=street.id,
            title=street.title,
            kind=_singular(dataset),
            importance=max(map(search.importance_of, street.weights)) + length_bonus(street.bounds),
            zoom=search.zoom,
            lon=round(street.point.x, 6),
            lat=round(street.point.y, 6),
            bounds=street.bounds,
            district=self._where.of(np.array([street.shape], dtype=object))[0],
            former=self._former(dataset.id, street.title),
            aliases=self._others(dataset.id, street.title),
        )

    def _each(
        self, rows: Rows, dataset: Dataset, search: Searchable, category: Field | None
    ) -> Iterator[Name]:
        points = shapely.point_on_surface(rows.shapes)
        lon, lat = np.round(shapely.get_x(points), 6), np.round(shapely.get_y(points), 6)
        inside = dataset.id == DISTRICTS  # a district lies in itself
        districts = [Text()] * len(rows.ids) if inside else self._where.of(points)
        named_after = ADDRESSED if is_address(dataset) else dataset.id
        for row, feature_id in enumerate(rows.ids):
            title = rows.titles[row]
            yield Name(
                dataset=dataset.id,
                id=feature_id,
                title=title,
                kind=_kind(dataset, category, rows.categories[row]),
                importance=search.importance_of(rows.weights[row]),
                zoom=search.zoom,
                lon=float(lon[row]),
                lat=float(lat[row]),
                district=districts[row],
                house=rows.houses[row],
                number=search.number,
                former=self._former(named_after, title),
                aliases=self._others(named_after, title),
            )


def _category(dataset: Dataset) -> Field | None:
    """The field that tells what a feature is."""
    declared = (dataset.field_named(name) for name in KINDS)
    return next((each for each in declared if each and each.type is FieldType.CATEGORY), None)


def _singular(dataset: Dataset) -> Text:
    return dataset.singular or dataset.title


def _kind(dataset: Dataset, category: Field | None, value: str) -> Text:
    """What a feature is, by its category; else the dataset's word for one."""
    if category is None or value in VAGUE:
        return _singular(dataset)
    singular, label = _singular(dataset), category.values.get(value) or Text()
    if not label or all(label[each] in singular.get(each, "") for each in label):
        return singular  # `metro station` says more than `station`
    return label
