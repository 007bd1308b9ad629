"""`qala build`, `qala publish`, `qala check`: from a city's folder to releases."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from qala.cli.collecting import collect_rarely
from qala.cli.index import tell_index
from qala.cli.progress import shown_progress
from qala.core.city import City
from qala.core.dataset import Dataset
from qala.core.errors import BadInput, QalaError
from qala.settings.environment import read_environment
from qala.sources.build import Build, Outcome
from qala.sources.folder import Severity, check_city, load_city
from qala.sources.generated.skeleton import check_skeleton
from qala.store.compare import Pair
from qala.store.comparisons import Comparisons
from qala.store.shelf import Shelf

osm_option = click.option(
    "--osm", type=click.Path(path_type=Path), help="An OpenStreetMap extract, FILE.osm.pbf."
)
data_option = click.option(
    "--data", type=click.Path(path_type=Path), help="A folder of real files for the city's layers."
)


@click.command()
@click.argument("city")
@osm_option
@data_option
@click.option("--only", multiple=True, help="Build this dataset only; may be given again.")
@click.option(
    "--scale",
    type=click.IntRange(min=1),
    help="Invent this many cities side by side, for tests under load.",
)
def build(
    city: str, osm: Path | None, data: Path | None, only: tuple[str, ...], scale: int | None
) -> None:
    """Build CITY: sources to published releases.

    Without --osm and --data, the demonstration city of the folder cities/CITY is built.
    """
    declared = _scaled(load_city(read_environment().cities / city), scale)
    unbuilt = _build(declared, _chosen(declared, only), osm, data)
    if only or len(unbuilt) == len(declared.datasets):
        _refuse(unbuilt)


@click.command()
@click.argument("dataset")
@osm_option
@data_option
def publish(dataset: str, osm: Path | None, data: Path | None) -> None:
    """Publish DATASET of the served city anew."""
    declared = load_city(read_environment().city_folder)
    _refuse(_build(declared, _chosen(declared, (dataset,)), osm, data))


@click.command()
@click.argument("city")
def check(city: str) -> None:
    """Check the folder cities/CITY: says file, line, what is wrong and how to mend it."""
    folder = read_environment().cities / city
    problems = [*check_city(folder), *check_skeleton(folder)]
    for problem in problems:
        colour = "red" if problem.severity is Severity.ERROR else "yellow"
        click.secho(str(problem), fg=colour)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    click.echo(f"{city}: {errors} errors, {len(problems) - errors} warnings")
    sys.exit(1 if errors else 0)


def _scaled(city: City, scale: int | None) -> City:
    """The city with the scale of its invention as asked for."""
    if scale is None:
        return city
    if city.generation is None:
        raise QalaError(
            f"{city.id} is not an invented city: write `[generated]` into its city.toml"
        )
    return replace(city, generation=replace(city.generation, scale=scale))


def _chosen(city: City, only: tuple[str, ...]) -> tuple[Dataset, ...]:
    known = {dataset.id: dataset for dataset in city.datasets}
    for dataset_id in only:
        if dataset_id not in known:
            raise BadInput(
                f"there is no dataset `{dataset_id}`",
                file=city.folder,
                remedy="the datasets are: " + ", ".join(sorted(known)),
            )
    return tuple(known[dataset_id] for dataset_id in only) or city.datasets


def _build(
    city: City, datasets: tuple[Dataset, ...], osm: Path | None, data: Path | None
) -> list[str]:
    """Build and tell; returns the datasets that no source was at hand for."""
    collect_rarely()
    shelf = Shelf(read_environment().releases)
    failed: list[str] = []
    unbuilt: list[str] = []
    with shown_progress() as progress:
        for outcome in Build(city, shelf, osm=osm, data=data, progress=progress).run(datasets):
            _tell(outcome)
            _compare(shelf, outcome)
            if outcome.error:
                failed.append(outcome.dataset.id)
            elif outcome.published is None:
                unbuilt.append(outcome.dataset.id)
    if len(unbuilt) + len(failed) < len(datasets):
        tell_index(city)
    if failed:
        raise QalaError(f"{len(failed)} datasets could not be built: {', '.join(failed)}")
    return unbuilt


def _compare(shelf: Shelf, outcome: Outcome) -> None:
    """Work out what changed since the release before, so that no reader waits for it."""
    if outcome.published is None or not outcome.published.new or outcome.dataset.is_raster:
        return
    after = outcome.published.release
    before = [each for each in shelf.releases(outcome.dataset.id) if each.sequence < after.sequence]
    if before and not before[0].raster:
        pair = Pair(before[0], after, keyed=bool(outcome.dataset.key))
        try:
            Comparisons(read_environment().compared, shelf).of(pair)
        except QalaError as error:  # it is published all the same, and compared when asked for
            click.secho(f"{outcome.dataset.id:<24} not compared: {error}", fg="yellow", err=True)


def _refuse(unbuilt: list[str]) -> None:
    """Say that what was asked for was not built, if so."""
    if unbuilt:
        raise QalaError(
            f"no source was at hand for {', '.join(unbuilt)}: give --osm FILE or --data DIR"
        )


def _tell(outcome: Outcome) -> None:
    name = f"{outcome.dataset.id:<24}"
    if outcome.error:
        click.secho(f"{name} {outcome.error}", fg="red", err=True)
    elif outcome.published is None or outcome.source is None:
        click.echo(f"{name} no source at hand")
    else:
        release = outcome.published.release
        state = f"release {release.sequence}" if outcome.published.new else "unchanged"
        counts = release.manifest.counts
        count = counts.get("cells", counts["features"])
        click.echo(
            f"{name} {count:>9,} from {outcome.source.kind:<6} {state} ({outcome.seconds:.1f} s)"
            + _reasons("skipped", outcome.intake.skipped)
            + _reasons("mended", outcome.intake.mended)
        )
        if outcome.source.kind == "relief":
            click.echo(f"{'':<24} {outcome.source.note.get('en', '')}")


def _reasons(what: str, counts: dict[str, int]) -> str:
    if not counts:
        return ""
    return f"; {what} " + ", ".join(f"{reason} {count:,}" for reason, count in counts.items())
