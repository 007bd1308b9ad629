"""The options of a raster source, as its TOML writes them under `[sources.options]`."""

from dataclasses import dataclass, fields

from pyproj import CRS
from pyproj.exceptions import CRSError

from qala.core.dataset import SourceSpec
from qala.sources.options import require_known, wrong_option


@dataclass(frozen=True, slots=True)
class Options:
    """`crs`: any name PROJ knows; `nodata`: the number for "no data"; both over the file's own."""

    crs: str = ""
    nodata: float | None = None


def parse_options(spec: SourceSpec) -> Options:
    """The options of `spec`; raises BadInput for one that is unknown or of the wrong type."""
    require_known(spec, [each.name for each in fields(Options)])
    return Options(crs=_crs(spec), nodata=_nodata(spec))


def _crs(spec: SourceSpec) -> str:
    value = spec.options.get("crs", "")
    if value == "":
        return ""
    text = f"EPSG:{value}" if type(value) is int else str(value)
    try:
        CRS.from_user_input(text)
    except CRSError as error:
        raise wrong_option(
            spec, "crs", f'is "{value}", which PROJ does not know', "give an EPSG code: 32643"
        ) from error
    return text


def _nodata(spec: SourceSpec) -> float | None:
    value = spec.options.get("nodata")
    if value is None or type(value) in (int, float):
        return None if value is None else float(value)
    raise wrong_option(spec, "nodata", "is not a number", "write nodata = -9999")
