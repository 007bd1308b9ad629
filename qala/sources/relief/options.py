"""The options of a relief, as its TOML writes them under `[sources.options]`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from qala.core.dataset import SourceSpec
from qala.sources.options import require_known, wrong_option

FINEST_CELL_M, COARSEST_CELL_M = 10.0, 500.0


@dataclass(frozen=True, slots=True)
class Options:
    """`rivers`: tables of streams and lakes in the city's folder; `cell_m`: width of a cell."""

    rivers: tuple[str, ...] = ()
    cell_m: float = 60.0


def parse_options(spec: SourceSpec) -> Options:
    """The options of `spec`; raises BadInput for one that is unknown or wrong."""
    require_known(spec, [each.name for each in fields(Options)])
    return Options(rivers=_rivers(spec), cell_m=_cell(spec, spec.options))


def _rivers(spec: SourceSpec) -> tuple[str, ...]:
    rivers = spec.options.get("rivers", ())
    if isinstance(rivers, list | tuple) and all(isinstance(each, str) for each in rivers):
        return tuple(rivers)
    raise wrong_option(
        spec, "rivers", "is not a list of files", 'write rivers = ["facts/water.csv"]'
    )


def _cell(spec: SourceSpec, options: Mapping[str, object]) -> float:
    cell = options.get("cell_m", Options().cell_m)
    if type(cell) in (int, float) and FINEST_CELL_M <= float(str(cell)) <= COARSEST_CELL_M:
        return float(str(cell))
    raise wrong_option(
        spec,
        "cell_m",
        f"is not a number from {FINEST_CELL_M:g} to {COARSEST_CELL_M:g}",
        "write cell_m = 60",
    )
