"""Whose data a downloaded file holds, and what its columns mean: for programs and for people."""

from collections.abc import Iterator

from django.utils.translation import gettext, override

from qala.atlas import formats, provenance
from qala.atlas.exports.asked import Asked
from qala.atlas.queries import Published
from qala.atlas.units import unit_name
from qala.atlas.wording import capitalised
from qala.core.city import City
from qala.core.dataset import Field, FieldType
from qala.store.credit import credit_of
from qala.store.exports.order import Column, Credit, Form

Line = tuple[str, str]


def credit(city: City, each: Published, form: Form, wanted: Asked) -> Credit:
    """The credit of a file made of a release, its lines in the language asked for."""
    manifest = each.release.manifest
    facts = credit_of(
        each.dataset.title,
        manifest.source,
        provenance.licence(each.release),
        generated=manifest.generated,
    )
    release = {
        "city": city.id,
        "dataset": manifest.dataset,
        "release": str(manifest.sequence),
        "published": manifest.published_at,
    }
    with override(wanted.language):
        return Credit(
            facts={**facts, **release},
            lines=tuple(_lines(city, each, form, wanted)),
            title=gettext("About the data"),
            shortened=gettext("Texts that a sheet cannot hold whole"),
        )


def _lines(city: City, each: Published, form: Form, wanted: Asked) -> Iterator[Line]:
    language, release, dataset = wanted.language, each.release, each.dataset
    not_stated = gettext("not stated by the source")
    yield gettext("Dataset"), dataset.title.in_language(language)
    yield gettext("Description"), dataset.abstract.in_language(language)
    if release.manifest.generated:
        yield (
            gettext("Please note"),
            gettext("This is demonstration data: invented, not measured."),
        )
    yield gettext("Source"), provenance.source_title(release, language) or not_stated
    yield gettext("Publisher"), provenance.publisher(release, language) or not_stated
    yield gettext("Address of the source"), release.manifest.source.get("url") or not_stated
    yield gettext("Date of the data"), provenance.source_date(release, language) or not_stated
    yield gettext("Licence"), provenance.licence(release) or not_stated
    yield gettext("Release"), str(release.sequence)
    yield (
        gettext("Published here"),
        formats.moment_day(release.manifest.published_at, language, time_zone=city.time_zone),
    )
    if note := provenance.source_note(release, language):
        yield gettext("Note of the source"), note
    yield from _about_file(form, wanted)
    yield from _about_columns(each, language)


def _about_file(form: Form, wanted: Asked) -> Iterator[Line]:
    """What a reader of the table should know about how it was written."""
    label = gettext("About this file")
    yield label, gettext("Unknown values are empty. Longitude and latitude are degrees of WGS 84.")
    if form is Form.XLSX:
        yield label, gettext("A sheet holds a point on each feature; other formats hold its shape.")
    elif wanted.for_people:
        yield (
            label,
            gettext(
                "Texts that begin with = + - or @ have an apostrophe in front, so that no"
                " spreadsheet takes them for a formula."
            ),
        )
    if not wanted.selection.is_everything:
        yield label, gettext("It holds a part of the dataset, as it was asked for.")
    if wanted.cut is not None:
        yield (
            label,
            gettext("Shapes are cut at a border; lengths and areas are those of the whole."),
        )


def _about_columns(each: Published, language: str) -> Iterator[Line]:
    for field in each.dataset.fields:
        yield field.name, _heading(field, language)


def columns(city: City, each: Published, language: str) -> dict[str, Column]:
    """The declared columns as people read them, in a language."""
    with override(language):
        found = {
            "id": Column(gettext("Identifier")),
            "lon": Column(gettext("Longitude")),
            "lat": Column(gettext("Latitude")),
            "wkt": Column(gettext("Shape (WKT)")),
        }
        for field in each.dataset.fields:
            heading = _heading(field, language)
            labels = {code: text.in_language(language) for code, text in field.values.items()}
            found[field.name] = Column(heading, labels)
            if field.type is FieldType.NAME:
                found |= {
                    f"{field.name}_{code}": Column(
                        f"{heading} ({city.language_names.get(code, code)})"
                    )
                    for code in city.languages
                }
    return found


def _heading(field: Field, language: str) -> str:
    """The label of a field with its unit: `Area, m²`."""
    parts = (capitalised(field.label.in_language(language)), unit_name(field.unit))
    return ", ".join(part for part in parts if part)
