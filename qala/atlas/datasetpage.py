"""What the page of one dataset shows, gathered and worded."""

from dataclasses import dataclass

from qala.atlas import provenance
from qala.atlas.changes.history import Step, steps
from qala.atlas.changes.sentences import counted, named
from qala.atlas.drawn.classes import classes_of
from qala.atlas.exports.offers import Offers, offers
from qala.atlas.freshness import freshness, now
from qala.atlas.grids import Grid, grid_of
from qala.atlas.queries import Published
from qala.atlas.records.dcat import identifiers_note
from qala.atlas.records.licences import licence_address
from qala.atlas.recordtable import Asked, RecordTable, record_table
from qala.atlas.served import Served
from qala.atlas.units import unit_name
from qala.core.city import Theme
from qala.core.dataset import Field
from qala.store.manifest import FEATURES, RASTER
from qala.store.shelf import Release


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field in the table of fields: its name in files, label, unit, and labels of values."""

    name: str
    label: str
    unit: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A release in the list of releases; `count` of its records, None for a raster.

    `changed` says what changed since the one before, `examples` some of it; `changes` is the
    address of all of it, empty where nothing can be compared.
    """

    sequence: int
    published_at: str
    count: int | None
    href: str
    changed: str
    examples: tuple[str, ...]
    changes: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the release in force came from."""

    title: str
    publisher: str
    url: str
    date: str
    licence: str
    licence_address: str
    note: str
    read: int


@dataclass(frozen=True, slots=True)
class Connection:
    """An address for other programs, behind the host: what it is and who takes it."""

    href: str
    name: str


@dataclass(frozen=True, slots=True)
class DatasetPage:
    """Everything on the page of a dataset; `grid` of a raster, which has no rows."""

    published: Published
    grid: Grid | None
    theme: Theme | None
    source: Source
    fields: tuple[FieldRow, ...]
    offers: Offers
    releases: tuple[ReleaseRow, ...]
    skipped: tuple[provenance.LeftOut, ...]
    mended: tuple[provenance.LeftOut, ...]
    noted: tuple[provenance.LeftOut, ...]
    table: RecordTable | None
    legend: tuple[tuple[str, str], ...]
    fresh: tuple[str, ...]
    identifiers: str
    connections: tuple[Connection, ...]
    on_map: str


def dataset_page(served: Served, each: Published, *, language: str, asked: Asked) -> DatasetPage:
    """The page of a dataset in `language`, which is the active one."""
    dataset, release, city = each.dataset, each.release, served.city
    return DatasetPage(
        published=each,
        grid=grid_of(each, language),
        theme=next((theme for theme in city.themes if theme.id == dataset.theme), None),
        source=_source(release, language),
        fields=tuple(_field(field, language) for field in dataset.fields),
        offers=offers(each, language),
        releases=tuple(_releases(served, each, language)),
        skipped=tuple(provenance.skipped(release, dataset, language)),
        mended=tuple(provenance.mended(release, dataset, language)),
        noted=tuple(provenance.noted(release, dataset, language)),
        table=None if dataset.is_raster else record_table(served, each, asked, language),
        legend=_legend(each, language),
        fresh=tuple(freshness(each, language, time_zone=city.time_zone, now=now())),
        identifiers=identifiers_note(each),
        connections=tuple(_connections(each)),
        on_map=_on_map(each),
    )


def _legend(each: Published, language: str) -> tuple[tuple[str, str], ...]:
    """What the colours of the preview mean; nothing where there is only one."""
    classes = classes_of(each.dataset, language)
    if not each.dataset.mapped or len(classes.colours) == 1:
        return ()
    painted = zip(classes.colours, classes.labels, strict=True)
    unpainted = each.dataset.is_raster and len(classes.colours) > len(classes.breaks) + 1
    return tuple(painted)[: -1 if unpainted else None]


def _connections(each: Published) -> list[Connection]:
    """Where other programs find the dataset."""
    dataset, found = each.dataset.id, []
    if each.release.tiles:
        found.append(Connection(f"/tiles/{dataset}.json", "TileJSON"))
    if not each.dataset.is_raster:
        found.append(Connection(f"/ogc/collections/{dataset}", "OGC API Features"))
    return [*found, Connection(f"/data/{dataset}.jsonld", "DCAT-AP")]


def _source(release: Release, language: str) -> Source:
    manifest = release.manifest
    return Source(
        title=provenance.source_title(release, language),
        publisher=provenance.publisher(release, language),
        url=manifest.source.get("url", ""),
        date=provenance.source_date(release, language),
        licence=provenance.licence(release),
        licence_address=licence_address(provenance.licence(release)),
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


def _file_address(release: Release) -> str:
    name = RASTER if release.raster else FEATURES
    return f"/files/{release.dataset}/{release.sequence}/{name}"


def _releases(served: Served, each: Published, language: str) -> list[ReleaseRow]:
    found = steps(served, each)
    return [
        ReleaseRow(
            sequence=step.release.sequence,
            published_at=step.release.manifest.published_at,
            count=None if step.release.raster else step.release.manifest.counts["features"],
            href=_file_address(step.release),
            changed=counted(step),
            examples=tuple(named(served, each.dataset, step, language)) if step is found[0] else (),
            changes=_changes(step),
        )
        for step in found
    ]


def _changes(step: Step) -> str:
    if step.pair is None:
        return ""
    before, after = step.pair.before, step.pair.after
    return f"/api/datasets/{after.dataset}/changes?from={before.sequence}&to={after.sequence}"


def _on_map(each: Published) -> str:
    """The address of the map with this layer alone, behind `/{lang}`; empty if not mapped."""
    return f"/map?layers={each.dataset.id}" if each.release.tiles else ""
