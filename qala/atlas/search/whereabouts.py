"""In which district a place lies."""

import shapely

from qala.atlas.search.rows import Shapes, named_rows
from qala.core.city import City
from qala.core.errors import NotFound, ShelfDamaged, Withdrawn
from qala.core.text import Text
from qala.store.shelf import Shelf

DISTRICTS = "districts"
MOST_NAMED = 2
"""A street through more districts than this is the city's."""


class Whereabouts:
    """The districts of the city, where their release can be read; else nothing is said."""

    def __init__(self, city: City, shelf: Shelf) -> None:
        self._names: list[Text] = []
        shapes: list[shapely.Geometry] = []
        dataset = city.dataset(DISTRICTS)
        if dataset is not None and dataset.search is not None:
            try:
                release = shelf.current(DISTRICTS)
                for rows in named_rows(release, dataset, city.languages, None):
                    self._names.extend(rows.titles)
                    shapes.extend(rows.shapes)
            except (NotFound, Withdrawn, ShelfDamaged):
                self._names, shapes = [], []
        self._tree = shapely.STRtree(shapes)

    def of(self, shapes: Shapes) -> list[Text]:
        """For each shape in EPSG:4326 the district or two that it touches; else an empty text."""
        found: list[list[Text]] = [[] for _ in shapes]
        for shape, district in self._tree.query(shapes, predicate="intersects").T:
            found[shape].append(self._names[district])
        return [_joined(each) for each in found]


def _joined(names: list[Text]) -> Text:
    if not names or len(names) > MOST_NAMED:
        return Text()
    if len(names) == 1:
        return names[0]
    return Text({each: ", ".join(name[each] for name in names) for each in names[0]})
