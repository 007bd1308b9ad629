"""What the page of one dataset shows, gathered and worded."""

from collections.abc import Sequence
from dataclasses import dataclass

from qala.atlas import provenance
from qala.atlas.grids import Grid, grid_of
from qala.atlas.queries import Published, first_rows
from qala.atlas.served import Served
from qala.atlas.units import unit_name
from qala.atlas.wording import title_of, value_of, worded
from qala.core.city import Theme
from qala.core.dataset import Field
from qala.store.items import Item
from qala.store.manifest import FEATURES, RASTER, TILES
from qala.store.shelf import Release

RELEASES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field in the table of fields: its name in files, label, unit, and labels of values."""

    name: str
    label: str
    unit: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A file one can take away, with its size in bytes."""

    href: str
    format: str
    bytes: int


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A release in the list of releases; `count` of its records, None for a raster."""

    sequence: int
    published_at: str
    count: int | None
    href: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the release in force came from."""

    title: str
    publisher: str
    url: str
    date: str
    licence: str
    note: str
    read: int


@dataclass(frozen=True, slots=True)
class DatasetPage:
    """Everything on the page of a dataset; `grid` of a raster, which has no rows."""

    published: Published
    grid: Grid | None
    theme: Theme | None
    source: Source
    fields: tuple[FieldRow, ...]
    downloads: tuple[Download, ...]
    releases: tuple[ReleaseRow, ...]
    skipped: tuple[provenance.LeftOut, ...]
    mended: tuple[provenance.LeftOut, ...]
    noted: tuple[provenance.LeftOut, ...]
    title_column: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    on_map: str


def dataset_page(served: Served, each: Published, *, language: str) -> DatasetPage:
    """The page of a dataset in `language`, which is the active one."""
    dataset, release = each.dataset, each.release
    titled = dataset.field_named(dataset.title_field) or dataset.fields[0]
    items = first_rows(served, release)
    shown = [
        field
        for field in dataset.fields
        if field is not titled and _is_told(field, items, language)
    ]
    return DatasetPage(
        published=each,
        grid=grid_of(each, language),
        theme=next((theme for theme in served.city.themes if theme.id == dataset.theme), None),
        source=_source(release, language),
        fields=tuple(_field(field, language) for field in dataset.fields),
        downloads=tuple(_downloads(release)),
        releases=tuple(_releases(served, dataset.id)),
        skipped=tuple(provenance.skipped(release, dataset, language)),
        mended=tuple(provenance.mended(release, dataset, language)),
        noted=tuple(provenance.noted(release, dataset, language)),
        title_column=titled.label.in_language(language),
        columns=tuple(field.label.in_language(language) for field in shown),
        rows=tuple(
            (
                title_of(item, dataset, language)
                if dataset.title_field
                else worded(titled, value_of(titled, item.properties, language), language),
                tuple(
                    worded(field, value_of(field, item.properties, language), language)
                    for field in shown
                ),
            )
            for item in items
        ),
        on_map=_on_map(each),
    )


def _is_told(field: Field, items: Sequence[Item], language: str) -> bool:
    """Whether any of the features has a value: a column of unknown ones tells nothing."""
    return any(value_of(field, each.properties, language) not in (None, "") for each in items)


def _source(release: Release, language: str) -> Source:
    manifest = release.manifest
    return Source(
        title=provenance.source_title(release, language),
        publisher=provenance.publisher(release, language),
        url=manifest.source.get("url", ""),
        date=provenance.source_date(release, language),
        licence=provenance.licence(release),
        note=provenance.source_note(release, language),
        read=manifest.counts.get("read", 0),
    )


def _field(field: Field, language: str) -> FieldRow:
    return FieldRow(
        name=field.name,
        label=field.label.in_language(language),
        unit=unit_name(field.unit),
        values=tuple(text.in_language(language) for text in field.values.values()),
    )


def _downloads(release: Release) -> list[Download]:
    files = release.manifest.files
    name, kind = (RASTER, "GeoTIFF") if release.raster else (FEATURES, "GeoParquet")
    found = [Download(_file_address(release), kind, files[name].bytes)]
    if TILES in files:
        found.append(Download(f"/tiles/{release.dataset}.pmtiles", "PMTiles", files[TILES].bytes))
    return found


def _file_address(release: Release) -> str:
    name = RASTER if release.raster else FEATURES
    return f"/files/{release.dataset}/{release.sequence}/{name}"


def _releases(served: Served, dataset_id: str) -> list[ReleaseRow]:
    return [
        ReleaseRow(
            sequence=each.sequence,
            published_at=each.manifest.published_at,
            count=None if each.raster else each.manifest.counts["features"],
            href=_file_address(each),
        )
        for each in served.shelf.releases(dataset_id)[:RELEASES_SHOWN]
    ]


def _on_map(each: Published) -> str:
    """The address of the map with this layer alone, behind `/{lang}`; empty if not mapped."""
    return f"/map?layers={each.dataset.id}" if each.release.tiles else ""
