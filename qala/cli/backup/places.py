"""What of an installation is backed up, and where it is put back."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from qala.core.errors import BadInput
from qala.store.disk import LOCK, STAGING, locked
from qala.store.gone import GONE
from qala.store.shelf import CURRENT, Shelf

RESTORING = ".restoring-"
CACHE = "cache"
"""A folder of the data folder whose files are made anew when they are missed."""


def private_files(data: Path, *, without: tuple[Path, ...]) -> list[Path]:
    """The files of the data folder, but for caches and what lies below the paths `without`."""
    left_out = (data / CACHE, *without)
    return sorted(
        path
        for path in data.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and not any(path == each or each in path.parents for each in left_out)
        and not path.name.startswith((STAGING, RESTORING))
    )


def shelf_files(shelf: Shelf) -> Iterator[tuple[str, list[Path]]]:
    """The datasets of the shelf and their files, the one that names the release in force last.

    Nobody publishes, prunes or withdraws a dataset until the next one is asked for.
    """
    folders = sorted(path for path in shelf.root.glob("[a-z]*") if path.is_dir())
    for folder in folders:
        with locked(folder):
            files = [path for path in sorted(folder.glob("[0-9]*/*")) if path.is_file()]
            beside = [folder / GONE, folder / CURRENT]
            yield folder.name, [*files, *(each for each in beside if each.exists())]


def require_empty(folder: Path, variable: str) -> None:
    """BadInput where the folder to restore into holds something."""
    if folder.exists() and not folder.is_dir():
        raise BadInput("is not a folder", file=folder, remedy=f"give another one in {variable}")
    if folder.is_dir() and any(each.suffix != LOCK for each in folder.iterdir()):
        raise BadInput(
            "is not empty, and restoring replaces nothing",
            file=folder,
            remedy=f"move it away, or give another folder in {variable}",
        )


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A folder inside `folder`, for `put_in_place`; what is in it at the end is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    staging = folder / f"{RESTORING}{uuid4().hex}"
    staging.mkdir(mode=0o700)
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def put_in_place(*stagings: Path) -> None:
    """Move the content of each staged folder to where it belongs: all of it, or nothing."""
    moved: list[tuple[Path, Path]] = []
    try:
        for staging in stagings:
            for each in sorted(staging.iterdir()):
                target = staging.parent / each.name
                each.rename(target)
                moved.append((each, target))
    except BaseException:
        for each, target in reversed(moved):
            target.rename(each)
        raise
