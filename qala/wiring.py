"""Who is handed to whom, read top to bottom. Nobody below imports who is above."""

from django.conf import settings
from django.core.management import call_command

from qala.atlas.served import Served, hand_over
from qala.portal.translations import compile_catalogues
from qala.store.engine import Engine
from qala.store.reader import Reader
from qala.store.shelf import Shelf


def wire() -> None:
    """Hand the city and its shelf to the map. Called once per process, by `qala.urls`."""
    city = settings.CITY
    shelf = Shelf(settings.RELEASES)
    reader = Reader(shelf, Engine(shelf.root), projection=city.projection)
    hand_over(Served(city, reader))


def prepare() -> None:
    """Bring an installation up to date before it serves: translations and the database."""
    compile_catalogues()
    call_command("migrate", verbosity=0, interactive=False)
