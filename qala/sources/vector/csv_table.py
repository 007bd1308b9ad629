"""CSV of any size, streamed by Arrow: encoding and delimiter found, bad rows counted."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.csv as arrow_csv

from qala.core.errors import BadInput
from qala.core.features import CHUNK_ROWS, Intake
from qala.sources.vector.batch import Batch, Batches
from qala.sources.vector.encoding import SAMPLE_BYTES, decode_error, guess
from qala.sources.vector.header import checked_header
from qala.sources.vector.options import Options

BLOCK_BYTES = 8 << 20
RUNAWAY_CHARACTERS = 100_000
"""A malformed row longer than this has swallowed others after a stray quotation mark."""
QUOTES = "look for a quotation mark that is opened and never closed"
DELIMITERS = ",;\t|"
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(slots=True)
class _Malformed:
    """Counts the rows with too many or too few values, and says when they are no exception."""

    intake: Intake
    count: int = 0
    first: str = ""
    runaway: int | None = None

    def __call__(self, row: arrow_csv.InvalidRow) -> str:
        what = f"row {row.number}: {row.actual_columns} values for {row.expected_columns} columns"
        self.intake.read += 1
        self.intake.skip("malformed_row", what)
        self.count += 1
        self.first = self.first or what
        if len(row.text) > RUNAWAY_CHARACTERS and self.runaway is None:
            self.runaway = row.number
        return "skip"

    def judge(self, *, good: int, shown: Path) -> None:
        """Raise BadInput when a quotation mark has swallowed rows, or most rows are malformed."""
        if self.runaway is not None:
            raise BadInput(
                "a quotation mark is opened and never closed",
                file=shown,
                where=f"row {self.runaway}",
                remedy="close it, or double it inside a value",
            )
        if self.count > good:
            raise BadInput(
                f"most rows do not fit the header; the first is {self.first}",
                file=shown,
                remedy="set options.delimiter, or mend the rows",
            )


def _settings(
    names: list[str], malformed: _Malformed, *, delimiter: str, encoding: str
) -> dict[str, Any]:
    return {
        "read_options": arrow_csv.ReadOptions(
            column_names=names,
            skip_rows_after_names=1,
            encoding="utf8" if encoding == "utf-8" else encoding,
            block_size=BLOCK_BYTES,
            use_threads=False,  # Arrow numbers rows only without threads
        ),
        "parse_options": arrow_csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, invalid_row_handler=malformed
        ),
        "convert_options": arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
    }


@dataclass(frozen=True, slots=True)
class CsvFile:
    """One file on disk; `shown` is the path to name in messages."""

    path: Path
    shown: Path
    options: Options
    intake: Intake

    def batches(self) -> Batches:
        """All rows as text; raises BadInput for a file that is no table in a known encoding."""
        with self.path.open("rb") as file:
            data = file.read(SAMPLE_BYTES)
            encoding = self._encoding(data)
            with self._explained(encoding):
                sample = (
                    codecs.getincrementaldecoder(encoding)().decode(data).removeprefix("\ufeff")
                )
            delimiter = self.options.delimiter or sniff_delimiter(sample)
            header = next(csv.reader(io.StringIO(sample), delimiter=delimiter), [])
            names = checked_header(header, self.shown)
            file.seek(0)
            yield from self._rows(file, names, delimiter=delimiter, encoding=encoding)

    def _rows(self, file: IO[bytes], names: list[str], *, delimiter: str, encoding: str) -> Batches:
        total, row = self.path.stat().st_size, 1
        malformed = _Malformed(self.intake)
        with self._explained(encoding):
            stream = arrow_csv.open_csv(
                file, **_settings(names, malformed, delimiter=delimiter, encoding=encoding)
            )
        while (block := self._next(stream, encoding)) is not None:
            for start in range(0, block.num_rows, CHUNK_ROWS):
                records = block.slice(start, CHUNK_ROWS)
                ids = [str(each) for each in range(row, row + records.num_rows)]
                row += records.num_rows
                self.intake.read += records.num_rows
                columns = dict(zip(names, records.columns, strict=True))
                yield Batch(columns, ids, done=min(file.tell(), total), total=total)
        malformed.judge(good=row - 1, shown=self.shown)

    def _next(self, stream: pa.RecordBatchReader, encoding: str) -> pa.RecordBatch | None:
        with self._explained(encoding):
            try:
                return stream.read_next_batch()
            except StopIteration:
                return None

    def _encoding(self, data: bytes) -> str:
        for mark, encoding in _MARKS.items():
            if data.startswith(mark):
                return encoding
        return self.options.encoding or "utf-8"

    @contextmanager
    def _explained(self, encoding: str) -> Iterator[None]:
        """Errors of decoding and parsing, said with the line and the remedy."""
        try:
            yield
        except LookupError as error:
            raise BadInput(
                f"there is no encoding called `{encoding}`",
                file=self.shown,
                remedy='set options.encoding, for example to "cp1251"',
            ) from error
        except (UnicodeDecodeError, pa.ArrowInvalid) as error:
            raise self._wrong_encoding(encoding) or BadInput(
                f"a value is longer than {BLOCK_BYTES >> 20} MB"
                if "straddling" in str(error)
                else f"the table cannot be read: {error}",
                file=self.shown,
                remedy=QUOTES,
            ) from error

    def _wrong_encoding(self, encoding: str) -> BadInput | None:
        with self.path.open("rb") as file:
            found = decode_error(file, encoding)
        if found is None:
            return None
        line, data = found
        return BadInput(
            f"the text is not in {encoding}",
            file=self.shown,
            where=f"line {line}",
            remedy=f'set options.encoding = "{guess(data)}"',
        )


def sniff_delimiter(sample: str) -> str:
    """The delimiter that cuts half of the first rows or more into as many values as the header.

    Among several, and if there is none, the one that occurs most often in the header.
    """

    def fitness(delimiter: str) -> tuple[bool, int]:
        rows = csv.reader(io.StringIO(sample), delimiter=delimiter)
        widths = [len(row) for row, _ in zip(rows, range(50), strict=False) if row]
        columns = widths[0] if widths else 0
        return columns > 1 and widths.count(columns) * 2 >= len(widths), columns

    return max(DELIMITERS, key=fitness)
