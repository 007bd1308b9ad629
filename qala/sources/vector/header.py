"""The first row of a table: the names of its columns."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from qala.core.errors import BadInput
from qala.sources.conform.parsers import parse_number


def checked_header(cells: Sequence[object], shown: Path) -> list[str]:
    """Names of columns from the first row, blank ones numbered.

    Raises BadInput when the row holds values instead of names, or a name twice.
    """
    names = ["" if cell is None else str(cell).strip() for cell in cells]
    values = [name for name in names if name and parse_number(name) is not None]
    if not any(names):
        raise BadInput(
            "the first row is blank", file=shown, where="row 1", remedy="add a row of column names"
        )
    if len(values) * 2 > len([name for name in names if name]):
        raise BadInput(
            f"the first row holds values ({', '.join(values[:3])}), not the names of columns",
            file=shown,
            where="row 1",
            remedy="add a row of column names",
        )
    named = [name or f"column_{number}" for number, name in enumerate(names, start=1)]
    repeated = [name for name, count in Counter(named).items() if count > 1]
    if repeated:
        raise BadInput(
            f"the column `{repeated[0]}` occurs twice",
            file=shown,
            where="row 1",
            remedy="rename one of them",
        )
    return named
