"""XLSX: one sheet, its first row the names of the columns."""

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from qala.core.errors import BadInput
from qala.core.features import CHUNK_ROWS, Intake
from qala.sources.conform.values import as_arrow
from qala.sources.nearest import nearest_first
from qala.sources.vector.batch import Batch, Batches
from qala.sources.vector.header import checked_header
from qala.sources.vector.options import Options


@dataclass(frozen=True, slots=True)
class SheetFile:
    """One file on disk; `shown` is the path to name in messages."""

    path: Path
    shown: Path
    options: Options
    intake: Intake

    def batches(self) -> Batches:
        """All rows that hold anything, under the names of the first row."""
        rows = self._rows()
        names = checked_header(_trimmed(next(rows, ())), self.shown)
        done = 0
        while block := list(islice(rows, CHUNK_ROWS)):
            ids = [str(done + number) for number in range(1, len(block) + 1)]
            done += len(block)
            self.intake.read += len(block)
            columns = {
                name: as_arrow([row[at] if at < len(row) else None for row in block])
                for at, name in enumerate(names)
            }
            yield Batch(columns, ids, done=done)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which are not read
            try:
                book = load_workbook(self.path, read_only=True, data_only=True)
                rows = book[self._sheet(book.sheetnames)].iter_rows(values_only=True)
                yield from (row for row in rows if any(cell is not None for cell in row))
            except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as error:
                raise BadInput(
                    f"the workbook cannot be read: {error}",
                    file=self.shown,
                    remedy="fetch it again, or save it anew",
                ) from error
            book.close()

    def _sheet(self, sheets: list[str]) -> str:
        wanted = self.options.sheet or sheets[0]
        if wanted in sheets:
            return wanted
        raise BadInput(
            f"there is no sheet `{wanted}`",
            file=self.shown,
            remedy=f"the sheets are: {nearest_first(wanted, sheets)}",
        )


def _trimmed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The header without the blank cells after its last name."""
    last = max((at for at, cell in enumerate(row) if cell is not None), default=-1)
    return row[: last + 1]
