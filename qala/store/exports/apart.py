"""Making a file in a process of its own, so that the server answers as fast as before.

In the folder of an order: `file` is being written, `done` tells how many features are, `failed`
what went wrong, and the time of change of `wanted` until when somebody wants it.
"""

import errno
import json
import os
import sys
import traceback
from pathlib import Path
from time import time

from qala.core.errors import Busy, QalaError, TimedOut, TooLarge, Withdrawn, mark
from qala.store.exports.making import make
from qala.store.exports.order import Order

FILE, DONE, FAILED, WANTED = "file", "done", "failed", "wanted"
NICE = 5
ALONE_S = 30.0
"""So long after nobody has wanted the file any more its process ends by itself, should the one
that started it be dead."""
TOLD = {each.__name__: each for each in (TooLarge, TimedOut, Withdrawn)}
"""What a making may fail with that is said to those who wait; the rest is ours to mend."""
NO_ROOM = mark("There is no room to make this file at the moment: please try again later.")
NO_ROOM_RETRY_S = 300
UNEXPECTED = mark("The file could not be made. The error has been recorded.")


def make_apart(order: Order, folder: Path) -> None:
    """Make the file of an order in its folder; the exit code is 1 where `failed` says why."""
    os.nice(NICE)
    told = _Told(folder)
    try:
        make(order, file_of(order, folder), told)
    except Exception as error:  # noqa: BLE001 - whatever it was, those who wait are told
        record = record_of(error) | {"traceback": traceback.format_exc()}
        (folder / FAILED).write_text(json.dumps(record, default=str))
        sys.exit(1)


def file_of(order: Order, folder: Path) -> Path:
    """The file in the making; GDAL goes by its ending."""
    return folder / f"{FILE}.{order.form}"


class _Told:
    """Tells how far the making is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, done: int) -> None:
        fresh = self._folder / f".{DONE}"
        fresh.write_text(str(done))
        fresh.replace(self._folder / DONE)
        if (self._folder / WANTED).stat().st_mtime + ALONE_S < time():
            sys.exit(1)


def record_of(error: Exception) -> dict[str, object]:
    """An error as it is handed to another process."""
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    kind = "Busy" if full else type(error).__name__
    if kind in TOLD and isinstance(error, QalaError):
        return {"kind": kind, "template": error.template, "params": error.params}
    return {"kind": kind}


def error_of(record: dict[str, object]) -> QalaError:
    """The error that was handed over."""
    kind = str(record.get("kind"))
    if kind == "Busy":
        return Busy(NO_ROOM, retry_after_s=NO_ROOM_RETRY_S)
    if kind in TOLD:
        params = record.get("params")
        return TOLD[kind](str(record["template"]), **(params if isinstance(params, dict) else {}))
    return QalaError(UNEXPECTED)
