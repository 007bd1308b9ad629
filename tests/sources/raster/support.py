"""Reading a raster as a build does."""

from pathlib import Path
from typing import Any

from qala.core.dataset import Dataset, SourceSpec
from qala.core.features import Intake
from qala.core.geometry import BBox
from qala.core.raster import RasterFile
from qala.sources.raster import read_raster
from tests.store.raster.support import DENSITY

ALMATY = BBox(76.6, 43.0, 77.2, 43.45)


def read(path: Path, dataset: Dataset = DENSITY, **options: Any) -> RasterFile:
    spec = SourceSpec("file", path=path.name, options=options, line=12)
    return read_raster(path, spec, dataset, bounds=ALMATY, intake=Intake())
