"""The options of what is derived, as the TOML writes them under `[sources.options]`."""

from qala.core.dataset import SourceSpec
from qala.sources.derived.contours import Interval
from qala.sources.derived.slope import UNITS
from qala.sources.options import require_known, wrong_option

LAYERS = ("contours", "slope")
CLOSEST_M, WIDEST_M = 0.5, 1000.0
MOST_INDEX = 100


def contour_interval(spec: SourceSpec) -> Interval:
    """The options of contours; raises BadInput for one that is unknown or wrong."""
    require_known(spec, ("interval_m", "index_every"))
    metres = spec.options.get("interval_m", Interval().metres)
    every = spec.options.get("index_every", Interval().index_every)
    if type(metres) not in (int, float) or not CLOSEST_M <= metres <= WIDEST_M:
        wanted = f"is not a number of metres from {CLOSEST_M:g} to {WIDEST_M:g}"
        raise wrong_option(spec, "interval_m", wanted, "write interval_m = 20")
    if type(every) is not int or not 1 <= every <= MOST_INDEX:
        wanted = f"is not a whole number from 1 to {MOST_INDEX}"
        raise wrong_option(spec, "index_every", wanted, "write index_every = 5")
    return Interval(float(metres), every)


def slope_unit(spec: SourceSpec) -> str:
    """The unit of a slope; raises BadInput for an option that is unknown or wrong."""
    require_known(spec, ("unit",))
    unit = spec.options.get("unit", UNITS[0])
    if unit not in UNITS:
        raise wrong_option(spec, "unit", f'is "{unit}"', f"write one of: {', '.join(UNITS)}")
    return str(unit)
