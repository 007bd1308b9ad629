"""Files of cells: a GeoTIFF, looked through before anything of it is published."""

from pathlib import Path

from qala.core.dataset import Dataset, SourceSpec
from qala.core.errors import BadInput
from qala.core.features import Intake, Progress, no_progress
from qala.core.geometry import BBox
from qala.core.raster import RasterFile
from qala.sources.raster.check import Checked
from qala.sources.raster.options import parse_options
from qala.sources.vector.files import require_files

__all__ = ["read_raster"]


def read_raster(
    path: Path,
    spec: SourceSpec,
    dataset: Dataset,
    *,
    bounds: BBox,
    intake: Intake,
    progress: Progress = no_progress,
) -> RasterFile:
    """The GeoTIFF at `path`, fit to be published as `dataset`.

    It is read to its end once. `bounds` are the city's: a raster of another place is refused.
    Raises BadInput, which names the file, the place and the remedy.
    """
    files = require_files(path)
    if len(files) > 1:
        raise BadInput(
            f"{len(files)} files match this pattern, and a raster is one file",
            file=path,
            remedy="name one of them, or join them: gdalwarp a.tif b.tif joined.tif",
        )
    options = parse_options(spec)
    with Checked(files[0], options) as checked:
        checked.header()
        checked.place(bounds)
        checked.cells(elevation=dataset.style.kind == "elevation", progress=progress)
        intake.read += checked.count
    return RasterFile(str(files[0]), crs=options.crs, nodata=options.nodata)
