"""What the page of a dataset offers to take away: each format with its size, and parts."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from qala.atlas.queries import Published
from qala.core.dataset import Field, FieldType
from qala.store.exports.order import SHEET_ROWS_MAX, Form
from qala.store.exports.size import estimated_bytes
from qala.store.manifest import RASTER, TILES

CHOICES_MAX = 40
FIELDS_MAX = 4
GENERATED = "generated"

NAMES: dict[Form, tuple[str, Promise]] = {
    Form.GPKG: ("GeoPackage", gettext_lazy("for QGIS and other map programs")),
    Form.XLSX: ("Excel (XLSX)", gettext_lazy("a table with a point on each feature")),
    Form.ZIP: ("CSV", gettext_lazy("a table with its description, in a ZIP archive")),
    Form.GEOJSON: ("GeoJSON", gettext_lazy("for web pages and scripts")),
    Form.FGB: ("FlatGeobuf", gettext_lazy("for web maps that read a part of a file")),
    Form.PARQUET: ("GeoParquet", gettext_lazy("for analysis of many records")),
}
"""What each format is called and what it is for, those that most people take first."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A file one can take away. `exact` is whether its size is known and not estimated."""

    href: str
    name: str
    about: str
    bytes: int
    exact: bool
    is_made: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A field by which a part can be chosen: its name, label, and values with their labels."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """Files of the whole, and what a part can be chosen by; `forms` are addresses and names."""

    files: tuple[Offer, ...]
    choices: tuple[Choice, ...]
    forms: tuple[tuple[str, str], ...]
    extent: str


def offers(each: Published, language: str) -> Offers:
    """What is offered of a release in force, in the active language."""
    manifest = each.release.manifest
    made = () if each.dataset.is_raster else tuple(_made(each, language))
    extent = ",".join(f"{side:.2f}" for side in manifest.extent or ())
    return Offers(
        files=(*made, *_own(each)),
        choices=() if each.dataset.is_raster else tuple(_choices(each, language)),
        forms=tuple((_address(each, form), NAMES[form][0]) for form in NAMES if made),
        extent=extent,
    )


def _address(each: Published, form: Form) -> str:
    return f"/download/{each.dataset.id}.{form}"


def _made(each: Published, language: str) -> Iterator[Offer]:
    for form, (name, about) in NAMES.items():
        if form is Form.XLSX and each.count >= SHEET_ROWS_MAX:
            continue
        yield Offer(
            href=f"{_address(each, form)}?lang={language}",
            name=name,
            about=str(about),
            bytes=estimated_bytes(each.release, form),
            exact=form is Form.PARQUET,
            is_made=form is not Form.PARQUET,
        )


def _own(each: Published) -> Iterator[Offer]:
    """The files that a release has anyway."""
    dataset, files = each.dataset.id, each.release.manifest.files
    if RASTER in files:
        address = f"/download/{dataset}.tif"
        yield Offer(address, "GeoTIFF", "", files[RASTER].bytes, exact=True)
    if TILES in files:
        about = gettext("the tiles of the map in one file")
        yield Offer(f"/tiles/{dataset}.pmtiles", "PMTiles", about, files[TILES].bytes, exact=True)


def _choices(each: Published, language: str) -> Iterator[Choice]:
    """The first few fields with a few values each."""
    chosen = [
        field for field in each.dataset.fields if _is_choice(field) and field.name != GENERATED
    ]
    for field in chosen[:FIELDS_MAX]:
        values = {code: text.in_language(language) for code, text in field.values.items()}
        if field.type is FieldType.BOOLEAN:
            values = {"true": gettext("yes"), "false": gettext("no")}
        yield Choice(field.name, field.label.in_language(language), tuple(values.items()))


def _is_choice(field: Field) -> bool:
    if field.type is FieldType.BOOLEAN:
        return True
    return field.type is FieldType.CATEGORY and 1 < len(field.values) <= CHOICES_MAX
