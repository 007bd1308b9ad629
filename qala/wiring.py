"""Who is handed to whom, read top to bottom. Nobody below imports who is above."""

from django.conf import settings
from django.core.management import call_command

from qala.atlas.exports.makers import Makers, hand_over_makers
from qala.atlas.search.background import Background
from qala.atlas.search.features import feature_names
from qala.atlas.search.generation import Generations
from qala.atlas.search.names import NameSource
from qala.atlas.search.pages import dataset_names, page_names
from qala.atlas.search.searching import Search, hand_over_search
from qala.atlas.served import Served, hand_over
from qala.portal.doors import Door, hand_over_doors
from qala.portal.translations import compile_catalogues
from qala.store.engine import Engine
from qala.store.kept import KeptFiles
from qala.store.reader import Reader
from qala.store.shelf import Shelf

NAMES: tuple[NameSource, ...] = (feature_names, dataset_names, page_names)
"""What can be found by name."""

DOORS: tuple[Door, ...] = ()
"""The questions on the home page, each as soon as the part that answers it exists."""

WEEK_S = 7 * 24 * 3600
"""How long a file that was made for a download is kept."""


def wire() -> None:
    """Hand the city and its shelf to the map, to downloads and to search, doors to the home page.

    Called once per process, by `qala.urls`.
    """
    city = settings.CITY
    shelf = Shelf(settings.RELEASES)
    reader = Reader(shelf, Engine(shelf.root), projection=city.projection)
    hand_over(Served(city, reader))
    hand_over_makers(
        Makers(KeptFiles(settings.DOWNLOADS, shelf, settings.DOWNLOADS_MB << 20, WEEK_S))
    )
    hand_over_search(Search(city, _generations(), Background().begin))
    hand_over_doors(DOORS)


def prepare() -> None:
    """Bring an installation up to date before it serves: translations, database, search."""
    compile_catalogues()
    call_command("migrate", verbosity=0, interactive=False)
    generations = _generations()
    if generations.current() != generations.wanted():
        Background().begin()


def _generations() -> Generations:
    return Generations(settings.ENVIRONMENT.data, settings.CITY, Shelf(settings.RELEASES))
