"""XLSX for people (ECMA-376): the records on the first sheet, what they are on the second."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from qala.core.errors import TooLarge
from qala.store.exports.flat import flattened, labelled
from qala.store.exports.order import SHEET_FULL, SHEET_ROWS_MAX
from qala.store.exports.rows import Rows

LETTERS_MAX = 32_767
DIGITS_MAX = 10**15
"""A sheet keeps 15 digits: longer whole numbers are written as text."""
CUT = "…"
TITLE_MAX = 31
Value = str | int | float | bool | None
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
WIDTH, ABOUT_WIDTHS = 22, (28, 100)


def write_sheet(rows: Rows, path: Path) -> None:
    """Write a workbook; TooLarge where there are more records than a sheet holds."""
    order, book = rows.order, Workbook(write_only=True)
    sheet = book.create_sheet(sheet_title(order.dataset))
    schema, batches = flattened(rows, as_points=True)
    sheet.freeze_panes = "B2"
    for number in range(1, len(schema.names) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([_heading(sheet, _headed(name, rows)) for name in schema.names])
    letters = _Letters()
    try:
        for count, row in enumerate(_rows(batches, rows), start=2):
            if count > SHEET_ROWS_MAX:
                raise TooLarge(SHEET_FULL, maximum=SHEET_ROWS_MAX - 1)
            sheet.append([letters.cell(sheet, value) for value in row])
    finally:
        sheet.close()
    _about(book, rows, shortened=letters.shortened)
    book.save(path)


def sheet_title(dataset: str) -> str:
    """The name of a sheet: short, and without the signs that are not allowed."""
    return NOT_IN_TITLES.sub(" ", dataset)[:TITLE_MAX]


def _headed(name: str, rows: Rows) -> str:
    words = rows.order.columns.get(name)
    return words.heading if words else name


def _rows(batches: Iterator[pa.RecordBatch], rows: Rows) -> Iterator[tuple[Value, ...]]:
    words = rows.order.columns
    for batch in batches:
        named = zip(batch.schema.names, batch.columns, strict=True)
        yield from zip(
            *(labelled(column, words.get(name)).to_pylist() for name, column in named),
            strict=True,
        )


def _heading(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.data_type = Font(bold=True), "s"
    return cell


class _Letters:
    """Cells of values as they are; texts within the limits of a sheet, never formulas."""

    def __init__(self) -> None:
        self.shortened = 0

    def cell(self, sheet: WriteOnlyWorksheet, value: Value) -> Value | Cell:
        """The value, or a cell of text where the library would take it for something else."""
        if isinstance(value, int) and abs(value) >= DIGITS_MAX:
            return str(value)
        if not isinstance(value, str):
            return value
        text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
        if len(text) > LETTERS_MAX:
            self.shortened += 1
            text = text[: LETTERS_MAX - 1] + CUT
        if not text.startswith(("=", "#")):
            return text
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        return cell


def _about(book: Workbook, rows: Rows, *, shortened: int) -> None:
    credit = rows.order.credit
    sheet = book.create_sheet(sheet_title(credit.title))
    for letter, width in zip("AB", ABOUT_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for label, text in credit.lines:
        sheet.append([_heading(sheet, label), text])
    if shortened:
        sheet.append([_heading(sheet, credit.shortened), shortened])
