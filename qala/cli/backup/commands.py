"""`qala backup`, `qala restore`: everything of an installation in one file, and back."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from qala import __version__
from qala.cli.backup import archive, places
from qala.cli.progress import shown_progress
from qala.core.errors import BadInput, QalaError
from qala.core.features import Progress
from qala.settings.environment import Environment, read_environment
from qala.store.shelf import Shelf
from qala.store.upkeep import verify

if TYPE_CHECKING:
    from django.db.models import Model

FILE = click.argument("file", type=click.Path(path_type=Path))


@click.command()
@FILE
def backup(file: Path) -> None:
    """Write everything into FILE: database, releases, private files; the server may run on."""
    environment = read_environment()
    file = file.absolute()
    for folder in (environment.data, environment.releases):
        if folder in file.parents:
            raise BadInput(
                "lies in a folder that is backed up", file=file, remedy="give a file elsewhere"
            )
    if not file.parent.is_dir():
        raise BadInput("there is no such folder", file=file.parent, remedy="make it first")
    _set_up()
    from qala.cli.backup import rows  # noqa: PLC0415 - after Django is set up

    migrations = rows.applied()
    header = archive.Header(
        city=environment.city,
        version=__version__,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        migrations=migrations,
    )
    with archive.written(file, header) as writer, shown_progress() as progress:
        with rows.snapshot():
            for name, model in rows.tables(migrations).items():
                progress(f"backing up {name}", 0, None)
                writer.lines(f"{archive.DATABASE}/{name}.jsonl", rows.lines(model))
        _add_private(writer, environment)
        datasets = _add_releases(writer, Shelf(environment.releases), progress)
    click.echo(f"{file}: {datasets} datasets, {file.stat().st_size / 1e6:,.1f} MB")


def _add_private(writer: archive.Writer, environment: Environment) -> None:
    for path in places.private_files(
        environment.data, without=(environment.releases, *_database_files())
    ):
        name = path.relative_to(environment.data).as_posix()
        writer.file(f"{archive.PRIVATE}/{name}", path)


def _add_releases(writer: archive.Writer, shelf: Shelf, progress: Progress) -> int:
    datasets = 0
    for datasets, (dataset, files) in enumerate(places.shelf_files(shelf), start=1):
        progress(f"backing up {dataset}", datasets, None)
        for path in files:
            name = path.relative_to(shelf.root).as_posix()
            writer.file(f"{archive.RELEASES}/{name}", path)
    return datasets


def _database_files() -> tuple[Path, ...]:
    """The files of an SQLite database: its rows are backed up, not its files."""
    from django.db import connection  # noqa: PLC0415 - after Django is set up

    if connection.vendor != "sqlite":
        return ()
    path = str(connection.settings_dict["NAME"])
    return tuple(Path(path + suffix) for suffix in ("", "-wal", "-shm", "-journal"))


@click.command()
@FILE
def restore(file: Path) -> None:
    """Put FILE back into an empty QALA_DATA, QALA_RELEASES and database, and verify it."""
    environment = read_environment()
    within = environment.data in environment.releases.parents
    places.require_empty(environment.data, "QALA_DATA")
    if not within:
        places.require_empty(environment.releases, "QALA_RELEASES")
    with ExitStack() as stack:
        progress = stack.enter_context(shown_progress())
        data = stack.enter_context(places.staged(environment.data))
        if within:
            shelf = data / environment.releases.relative_to(environment.data)
        else:
            shelf = stack.enter_context(places.staged(environment.releases))
        with TemporaryDirectory(dir=data) as tables:
            folders = {
                archive.PRIVATE: data,
                archive.RELEASES: shelf,
                archive.DATABASE: Path(tables),
            }
            header = _unpack(file, environment, folders, progress)
            checked = _verify(Shelf(shelf))
            rows = stack.enter_context(_loaded(file, header, data, Path(tables)))
        places.put_in_place(*((data,) if within else (data, shelf)))
    click.echo(
        f"restored {header.city} of {header.made_at}: {rows:,} rows, {checked} releases, "
        "every checksum right"
    )


def _unpack(
    file: Path, environment: Environment, folders: dict[str, Path], progress: Progress
) -> archive.Header:
    with archive.opened(file) as (header, entries):
        if header.city != environment.city:
            raise BadInput(
                f"is of the city `{header.city}`, and QALA_CITY is `{environment.city}`",
                file=file,
                remedy=f"set QALA_CITY={header.city}",
            )
        for number, entry in enumerate(entries, start=1):
            progress("restoring files", number, None)
            folder, _slash, name = entry.name.partition("/")
            target = folders[folder] / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as copy:
                shutil.copyfileobj(entry.source, copy, archive.COPIED_AT_ONCE)
            if folder == archive.PRIVATE:
                target.chmod(0o600)
    return header


def _verify(shelf: Shelf) -> int:
    """Compare every release with its manifest; returns how many there are."""
    checked = 0
    for dataset in shelf.datasets():
        for release in shelf.releases(dataset):
            checked += 1
            for damage in verify(release):
                raise QalaError(
                    f"{damage.dataset} {damage.sequence} {damage.file}: {damage.problem} "
                    "(it was damaged when it was backed up)"
                )
    return checked


@contextmanager
def _loaded(file: Path, header: archive.Header, data: Path, tables: Path) -> Iterator[int]:
    """The rows of the backup in the database; they are removed again if what follows fails."""
    os.environ["QALA_DATA"] = str(data)  # where the default database is made
    _set_up()
    from django.db import connection  # noqa: PLC0415 - after Django is set up

    from qala.cli.backup import rows  # noqa: PLC0415 - as above

    if not rows.is_empty():
        raise BadInput(
            "the database is not empty, and restoring replaces nothing",
            file="DATABASE_URL",
            remedy="give another database, or empty this one",
        )
    if newer := rows.unknown(header.migrations):
        raise BadInput(
            f"is of Qala {header.version}, newer than this one ({newer[0][0]} {newer[0][1]})",
            file=file,
            remedy="restore it with that version",
        )
    try:
        rows.make_tables(header.migrations)
        models = rows.tables(header.migrations)
        with rows.loading(models.values()):
            count = sum(_load_table(models[name], tables / f"{name}.jsonl") for name in models)
        connection.close()  # an SQLite file is whole then, and may be moved
        yield count
    except BaseException:
        rows.remove_tables()
        raise
    finally:
        connection.close()


def _load_table(model: "type[Model]", path: Path) -> int:
    from qala.cli.backup import rows  # noqa: PLC0415 - after Django is set up

    with path.open(encoding="utf-8") as lines:
        return rows.load(model, lines)


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qala.settings.django")
    import django  # noqa: PLC0415 - only these commands need it, and it takes a second

    django.setup()
