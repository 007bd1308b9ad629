"""A dataset as a schema.org `Dataset`, as search engines for data read it in a page."""

from typing import Any

from django.utils.translation import gettext

from qala.atlas.provenance import licence, publisher
from qala.atlas.queries import Published
from qala.atlas.records.coverage import period_of
from qala.atlas.records.distributions import distributions
from qala.atlas.records.licences import licence_address
from qala.core.city import City
from qala.core.geometry import BBox


def schema_org(city: City, each: Published, *, origin: str, language: str) -> dict[str, Any]:
    """The record of a dataset in `language`, which is the active one."""
    dataset, manifest = each.dataset, each.release.manifest
    box = BBox(*manifest.extent) if manifest.extent else city.bounds
    described = dataset.abstract.in_language(language)
    if manifest.generated:
        invented = gettext("This is demonstration data: invented, not measured.")
        described = f"{described} {invented}"
    record: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{origin}/data/{dataset.id}",
        "name": dataset.title.in_language(language),
        "description": described,
        "url": f"{origin}/{language}/data/{dataset.id}",
        "identifier": f"{origin}/data/{dataset.id}",
        "inLanguage": list(city.languages),
        "isAccessibleForFree": True,
        "dateModified": manifest.published_at,
        "version": str(manifest.sequence),
        "creator": {
            "@type": "Organization",
            "name": publisher(each.release, language) or city.name.in_language(language),
        },
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": city.name.in_language(language),
            "url": f"{origin}/{language}/data",
        },
        "spatialCoverage": {
            "@type": "Place",
            "name": city.name.in_language(language),
            "geo": {
                "@type": "GeoShape",
                "box": f"{box.south:.7g} {box.west:.7g} {box.north:.7g} {box.east:.7g}",
            },
        },
        "variableMeasured": [field.label.in_language(language) for field in dataset.fields],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": one.form.name,
                "encodingFormat": one.form.media_type,
                "contentUrl": f"{origin}{one.href}",
            }
            for one in distributions(each)
        ],
    }
    stated = licence(each.release)
    if stated:
        record["license"] = licence_address(stated) or stated
    if period := period_of(str(manifest.source.get("date") or "")):
        record["temporalCoverage"] = f"{period.first.isoformat()}/{period.last.isoformat()}"
    return record
