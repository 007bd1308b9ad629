"""What a file is by its first bytes, before GDAL is asked."""

from pathlib import Path

from qala.core.errors import BadInput

TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
OTHERS = {
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x89PNG": "a PNG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"\x89HDF": "an HDF5 or NetCDF file",
    b"CDF": "a NetCDF file",
    b"%PDF": "a PDF",
    b"<": "a page or another text of tags",
    b"{": "JSON",
}


def require_tiff(path: Path) -> None:
    """Raise BadInput for what is no TIFF."""
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(TIFF):
        return
    what = next((name for start, name in OTHERS.items() if head.startswith(start)), "")
    raise BadInput(
        f"it is {what}, not a GeoTIFF" if what else "it is not a GeoTIFF",
        file=path,
        where="its first bytes",
        remedy="unpack it and name the .tif inside" if "archive" in what else "fetch a GeoTIFF",
    )
