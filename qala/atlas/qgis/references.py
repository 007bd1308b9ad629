"""Reference systems as QGIS writes them down."""

import warnings
from functools import lru_cache

from pyproj import CRS


@lru_cache(maxsize=32)
def reference_system(named: str) -> dict[str, str]:
    """The elements of a `spatialrefsys`. QGIS 3.22 needs the one of PROJ.4 to move a raster."""
    crs = CRS.from_user_input(named)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # says that PROJ.4 holds less than WKT
        described = {"wkt": crs.to_wkt(), "proj4": crs.to_proj4()}
    return described | ({"authid": named} if named.startswith("EPSG:") else {})
