"""`qala releases`, `qala withdraw`: look after the shelf."""

import sys
from collections.abc import Mapping

import click

from qala.atlas.drawn.cache import DrawnMaps
from qala.settings.environment import read_environment
from qala.store.comparisons import Comparisons
from qala.store.kept import KeptFiles
from qala.store.shelf import Shelf
from qala.store.upkeep import KEEP_RELEASES, prune, verify
from qala.store.upkeep import withdraw as withdraw_release


@click.group(invoke_without_command=True)
@click.pass_context
def releases(context: click.Context) -> None:
    """List, verify and prune releases."""
    if context.invoked_subcommand is None:
        context.invoke(listing)


def _shelf() -> Shelf:
    return Shelf(read_environment().releases)


@releases.command("list")
@click.argument("dataset", required=False)
def listing(dataset: str | None = None) -> None:
    """List all releases, those in force marked with a star."""
    shelf = _shelf()
    for name in [dataset] if dataset else shelf.datasets():
        in_force = shelf.current_sequence(name)
        for release in shelf.releases(name):
            manifest = release.manifest
            size = sum(entry.bytes for entry in manifest.files.values())
            click.echo(
                f"{'*' if release.sequence == in_force else ' '} {name:<24} {release.sequence:>4}"
                f"  {manifest.published_at}  {_amount(manifest.counts)}"
                f"  {size / 1e6:>8.1f} MB"
            )


def _amount(counts: Mapping[str, int]) -> str:
    """How many features, or cells with a value, a release holds."""
    if "cells" in counts:
        return f"{counts['cells']:>9,} cells   "
    return f"{counts['features']:>9,} features"


@releases.command("verify")
@click.argument("dataset", required=False)
def verifying(dataset: str | None) -> None:
    """Compare every file with its checksum; exits non-zero where one differs."""
    shelf = _shelf()
    found = 0
    checked = 0
    for name in [dataset] if dataset else shelf.datasets():
        for release in shelf.releases(name):
            checked += 1
            for damage in verify(release):
                found += 1
                click.secho(
                    f"{damage.dataset} {damage.sequence} {damage.file}: {damage.problem}", fg="red"
                )
    click.echo(f"{checked} releases checked, {found} damaged files")
    sys.exit(1 if found else 0)


@releases.command("prune")
@click.option("--keep", default=KEEP_RELEASES, show_default=True, type=click.IntRange(1))
def pruning(keep: int) -> None:
    """Remove old releases: kept are those in force, the newest ones, and all of the last day."""
    shelf = _shelf()
    for name in shelf.datasets():
        for sequence in prune(shelf, name, keep=keep):
            click.echo(f"removed {name} {sequence}")


@click.command()
@click.argument("dataset")
@click.option("--release", "sequence", required=True, type=int, help="The release to take back.")
@click.option("--reason", required=True, help="Why; the public reads it at the old address.")
def withdraw(dataset: str, sequence: int, reason: str) -> None:
    """Remove a release's files everywhere and keep the reason; its address answers 410."""
    shelf = _shelf()
    in_force = withdraw_release(shelf, dataset, sequence, reason=reason)
    environment = read_environment()
    DrawnMaps(environment.drawn, shelf).clear_outdated()
    Comparisons(environment.compared, shelf).clear_outdated()
    KeptFiles(environment.downloads, shelf, environment.downloads_mb << 20).clear_outdated()
    now = f"release {in_force} is in force" if in_force else "no release is in force"
    click.echo(f"{dataset} {sequence} withdrawn; {now}")
