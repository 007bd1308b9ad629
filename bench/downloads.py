"""A million points taken away as files, against ogr2ogr writing the same; memory at one and four.

Debian's ogr2ogr reads the points from a FlatGeobuf, the form it reads fastest. It has no driver for
Parquet, so GeoParquet is measured against the fastest it writes, a FlatGeobuf without an index.
"""

from bench import points
from bench.machine import need
from bench.result import FOLDER, Result
from qala.store.exports import Form

ROUNDS = 3
MANY = 4
MOST = 1.2
GROWS_AT_MOST_MB = 200
FILES = FOLDER / "downloads"
TOWN = FILES / "cities"
PIECE_BYTES = 1 << 20
FILTERED = "value=1&" + "&".join(f"kind={kind}" for kind in points.KINDS)
MOST_OF_THEM = "bbox=76.60,43.00,77.20,43.44"
BOX = ("-spat", "76.60", "43.00", "77.20", "43.44")
PLAIN = ("-lco", "SPATIAL_INDEX=NO")


def downloads() -> list[Result]:
    """Whole as GeoPackage, in part as GeoParquet, the release's own GeoParquet, and memory."""
    need({"ogr2ogr": "gdal-bin"})
    FILES.mkdir(parents=True, exist_ok=True)
    release = _published(points.COUNT)
    source = FILES / "points.fgb"
    _make(release, Form.FGB, source)
    with _server() as address:
        return [
            _against(address, "gpkg", "", source, ("GPKG", ".gpkg")),
            _against(
                address, "parquet", MOST_OF_THEM, source, ("FlatGeobuf", ".fgb", *BOX, *PLAIN)
            ),
            _against(address, "parquet", "", source, ("FlatGeobuf", ".fgb", *PLAIN)),
            *(_memory(form) for form in (Form.GPKG, Form.PARQUET)),
        ]
