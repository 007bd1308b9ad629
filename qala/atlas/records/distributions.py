"""In which forms a dataset is given: the one list of addresses, formats and media types."""

from dataclasses import dataclass

from qala.atlas.queries import Published
from qala.store.manifest import FEATURES, RASTER, TILES
from qala.store.shelf import Release

FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `href` takes `{dataset}`, `{sequence}`; `file_type` is the EU's name of it.

    A service is asked for parts of the dataset, a file is taken whole.
    """

    id: str
    name: str
    href: str
    media_type: str
    file_type: str = ""
    service: bool = False


FEATURE_FORMS = (
    Form(
        "gpkg", "GeoPackage", "/download/{dataset}.gpkg", "application/geopackage+sqlite3", "GPKG"
    ),
    Form("geojson", "GeoJSON", "/download/{dataset}.geojson", "application/geo+json", "GEOJSON"),
    Form("fgb", "FlatGeobuf", "/download/{dataset}.fgb", "application/flatgeobuf"),
    Form(
        "parquet",
        "GeoParquet",
        "/download/{dataset}.parquet",
        "application/vnd.apache.parquet",
        "PARQUET",
    ),
    Form("csv", "CSV", "/download/{dataset}.csv", "text/csv", "CSV"),
    Form(
        "xlsx",
        "XLSX",
        "/download/{dataset}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "XLSX",
    ),
    Form(
        "ogc",
        "OGC API Features",
        "/ogc/collections/{dataset}",
        "application/geo+json",
        "GEOJSON",
        service=True,
    ),
)
RASTER_FORMS = (
    Form(
        "geotiff",
        "GeoTIFF",
        "/files/{dataset}/{sequence}/" + RASTER,
        "image/tiff",
        "TIFF",
    ),
)
TILE_FORMS = (
    Form("tilejson", "TileJSON", "/tiles/{dataset}.json", "application/json", "JSON", service=True),
    Form("pmtiles", "PMTiles", "/tiles/{dataset}.pmtiles", "application/vnd.pmtiles"),
)


@dataclass(frozen=True, slots=True)
class Distribution:
    """A dataset in one form: its address without the host; its size in bytes where it is known."""

    form: Form
    href: str
    bytes: int | None = None


def distributions(each: Published) -> list[Distribution]:
    """All forms in which the release in force is given."""
    release = each.release
    forms: tuple[Form, ...] = RASTER_FORMS if release.raster else FEATURE_FORMS
    if release.tiles:
        forms += TILE_FORMS
    return [Distribution(form, address(form, release), _size(form, release)) for form in forms]


def address(form: Form, release: Release) -> str:
    """Where the release in force is given in this form."""
    return form.href.format(dataset=release.dataset, sequence=release.sequence)


def _size(form: Form, release: Release) -> int | None:
    """The size of a file that is kept as it is given."""
    names = {"geotiff": RASTER, "pmtiles": TILES, "parquet": FEATURES}
    entry = release.manifest.files.get(names.get(form.id, ""))
    return entry.bytes if entry else None
