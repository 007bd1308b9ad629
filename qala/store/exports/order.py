"""What is to be written: which features, in which format, with which words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import shapely

from qala.core.errors import mark
from qala.store.query import EVERYTHING, Selection


class Form(StrEnum):
    """A format, by the ending of its files. `ZIP` is a CSV table with its description beside it."""

    GPKG = "gpkg"
    GEOJSON = "geojson"
    FGB = "fgb"
    PARQUET = "parquet"
    CSV = "csv"
    ZIP = "zip"
    XLSX = "xlsx"


SHEET_ROWS_MAX = 1_048_576
SHEET_FULL = mark(
    "A sheet of XLSX holds at most {maximum} records, and there are more:"
    " filter them, or take another format."
)

TABLES = (Form.CSV, Form.ZIP, Form.XLSX)
"""Formats without shapes of their own, which people open too."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a reader knows it: its heading, and labels of coded values."""

    heading: str
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose data it is: `facts` for programs, `lines` of a label and a text for people.

    `title` heads the lines; `shortened` labels how many texts a sheet could not hold whole.
    """

    facts: Mapping[str, str]
    lines: tuple[tuple[str, str], ...] = ()
    title: str = "About"
    shortened: str = "Shortened texts"


@dataclass(frozen=True, slots=True)
class Order:
    """A file to be written from a release on the shelf at `shelf`.

    `name` is that of the file without its ending. `cut` is an area in EPSG:4326 at whose border
    shapes end. With `columns`, a table is for people: it has these headings and labels, by the
    name of the column; without, the names and codes of the release.
    """

    shelf: Path
    dataset: str
    sequence: int
    form: Form
    name: str
    credit: Credit
    selection: Selection = EVERYTHING
    cut: shapely.Geometry | None = None
    columns: Mapping[str, Column] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether it is the release as it is."""
        return self.selection.is_everything and self.cut is None
