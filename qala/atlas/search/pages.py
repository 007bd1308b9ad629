"""The names of datasets and of pages."""

from collections.abc import Iterator

from qala.atlas.search.names import Name
from qala.core.city import City
from qala.store.shelf import Shelf

DATASET_IMPORTANCE = 0.3
PAGE_IMPORTANCE = 0.4
TOUR_IMPORTANCE = 0.4


def dataset_names(city: City, shelf: Shelf) -> Iterator[Name]:
    """Every published dataset of the city."""
    on_shelf = set(shelf.datasets())
    for dataset in city.datasets:
        if dataset.id in on_shelf:
            yield Name(
                title=dataset.title,
                dataset=dataset.id,
                importance=DATASET_IMPORTANCE,
                path=f"data/{dataset.id}",
            )


def page_names(city: City, _shelf: Shelf) -> Iterator[Name]:
    """The pages that the city and the base name, and the city's tours."""
    for page in city.search.pages:
        yield Name(
            title=page.title,
            importance=PAGE_IMPORTANCE,
            path=page.path,
            aliases=page.words,
        )
    for tour in city.tours:
        yield Name(title=tour.title, importance=TOUR_IMPORTANCE, path=f"tours/{tour.id}")
