"""What follows from a published raster of heights: contour lines, and slope."""

from collections.abc import Iterator
from pathlib import Path

from qala.core.dataset import SourceSpec
from qala.core.features import Features, Intake, Progress, no_progress
from qala.core.raster import RasterFile
from qala.sources.derived.contours import read_contours
from qala.sources.derived.options import contour_interval, slope_unit
from qala.sources.derived.slope import write_slope


def derived_raster(
    source: Path, spec: SourceSpec, target: Path, *, progress: Progress = no_progress
) -> RasterFile:
    """The raster that `spec` asks for (slope) of the heights in the GeoTIFF `source`."""
    return write_slope(source, target, unit=slope_unit(spec), progress=progress)


def derived_lines(
    source: Path, spec: SourceSpec, *, intake: Intake, progress: Progress = no_progress
) -> Iterator[Features]:
    """The lines that `spec` asks for (contours) of the heights in the GeoTIFF `source`."""
    return read_contours(source, contour_interval(spec), intake=intake, progress=progress)
