"""The table of a dataset's ids that moved: each old id, and the one that stands for it now."""

from qala.sources.folder.facts import named_file
from qala.sources.folder.rows import read_rows
from qala.sources.folder.table import Table

COLUMNS = ("old", "new")


def read_moved(dataset: Table) -> dict[str, str]:
    """Where each old id leads, followed to its end: `a` to `b` and `b` to `c` make `a` to `c`.

    What is wrong with the table is reported by its line.
    """
    path = dataset.string("moved", "")
    if not path:
        return {}
    if "key" not in dataset:
        dataset.error(
            "needs a `key`: without one ids last one release", "declare the key", key="moved"
        )
    file = named_file(dataset, path, key="moved")
    steps: dict[str, str] = {}
    problems = dataset.reading.problems
    if file is None:
        return {}
    for line, row in read_rows(file, problems, columns=COLUMNS):
        old, new = row["old"].strip(), row["new"].strip()
        if not old or not new:
            problems.error(file, line, "an id is missing", "write the old id and the new one")
        elif old in steps:
            problems.error(file, line, f"`{old}` moved twice", "keep one of the two rows")
        elif _end(new, steps) == old:
            problems.error(file, line, f"`{old}` leads back to itself", "remove the wrong row")
        else:
            steps[old] = new
    return {old: _end(new, steps) for old, new in steps.items()}


def _end(start: str, steps: dict[str, str]) -> str:
    """Where an id leads in the end; there are no circles among the steps."""
    while start in steps:
        start = steps[start]
    return start
