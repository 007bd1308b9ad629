"""Sources that make the ground of a city: relief from spot heights, and what follows from it."""

from collections.abc import Sequence
from pathlib import Path

from qala.core.dataset import Dataset, SourceSpec
from qala.core.errors import BadInput
from qala.sources.derived.options import LAYERS as DERIVED_LAYERS
from qala.sources.derived.options import contour_interval, slope_unit
from qala.sources.folder.facts import facts_header
from qala.sources.folder.problems import Problems
from qala.sources.folder.table import Table
from qala.sources.nearest import nearest
from qala.sources.relief.heights import look_through
from qala.sources.relief.options import parse_options

__all__ = ["DERIVED_LAYERS", "GROUND", "check_derived", "check_ground"]

GROUND = ("relief", "derived")


def check_ground(table: Table, source: SourceSpec) -> None:
    """Report what is wrong with such a source, and with the table of heights that it names."""
    try:
        if source.kind == "derived":
            (slope_unit if source.layer == "slope" else contour_interval)(source)
            return
        rivers = parse_options(source).rivers
    except BadInput as error:
        table.error(f"are wrong: {error.problem}", error.remedy, key="options")
        return
    for path in rivers:
        facts_header(table, path)
    if source.path and facts_header(table, source.path) is not None:
        file = table.reading.folder / source.path
        for trouble in look_through(file)[1]:
            table.reading.problems.error(file, trouble.line, trouble.problem, trouble.remedy)


def check_derived(datasets: Sequence[Dataset], problems: Problems) -> None:
    """Report what is derived from a dataset that is no raster, or not there."""
    rasters = [dataset.id for dataset in datasets if dataset.is_raster]
    for dataset in datasets:
        for source in dataset.sources:
            if source.kind == "derived" and source.path not in rasters:
                wrong = f'`sources.path` is "{source.path}", which is no raster of the city'
                remedy = nearest(source.path, rasters)
                problems.error(Path(dataset.file), source.line, wrong, remedy)
