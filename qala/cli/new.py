"""`qala new`: the folder of another city, begun from an OpenStreetMap extract."""

from pathlib import Path

import click

from qala.cli.progress import shown_progress
from qala.settings.environment import read_environment
from qala.sources.folder.new import new_city


@click.command()
@click.argument("city")
@click.option(
    "--osm",
    type=click.Path(path_type=Path),
    required=True,
    help="An OpenStreetMap extract of the city, FILE.osm.pbf.",
)
def new(city: str, osm: Path) -> None:
    """Begin the folder cities/CITY: bounds, projection, languages and districts from an extract."""
    with shown_progress() as progress:
        file = new_city(read_environment().cities / city, osm, progress=progress)
    click.echo(f"{file} is written: read it, then `qala check {city}`.")
