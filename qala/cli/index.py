"""`qala index`: the index of names that the search answers from."""

import click

from qala.cli.collecting import collect_rarely
from qala.core.city import City
from qala.settings.environment import read_environment
from qala.sources.folder import load_city
from qala.store.shelf import Shelf


@click.command()
def index() -> None:
    """Make the search index anew from the releases in force.

    The server has it made by itself; `qala build` and `qala publish` make it at their end.
    """
    collect_rarely()
    tell_index(load_city(read_environment().city_folder))


def tell_index(city: City) -> None:
    """Make the index if the releases in force ask for another one, and say so."""
    from qala.atlas.search.generation import Generations  # noqa: PLC0415 - only after a build
    from qala.wiring import NAMES  # noqa: PLC0415 - as above

    environment = read_environment()
    built = Generations(environment.data, city, Shelf(environment.releases)).build(NAMES)
    if built:
        click.echo(f"{'search':<24} {built.names:>9,} names ({built.seconds:.1f} s)")
    else:
        click.echo(f"{'search':<24} unchanged")
