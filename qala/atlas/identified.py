"""What is known at a point, as the JSON API words it."""

from collections.abc import Mapping
from datetime import date

from qala.atlas import schemas
from qala.atlas.identify import Found, Known
from qala.atlas.provenance import source_date, source_title
from qala.atlas.sentence import summary
from qala.atlas.wording import Value, title_of, value_of, worded

GENERATED = "generated"
"""The field by which a dataset tells invented features from authored ones."""


def identified(known: Known, language: str) -> schemas.IdentifyOut:
    """The answer in `language`, which is the active one."""
    features = [_feature(each, language) for each in known.features]
    return schemas.IdentifyOut(
        summary=summary(known, language),
        lon=known.lon,
        lat=known.lat,
        features=features,
        unknown=[
            schemas.UnknownOut(
                dataset=each.id, title=each.title.in_language(language), theme=each.theme
            )
            for each in known.unknown
        ],
        generated=any(each.generated for each in features),
    )


def _feature(found: Found, language: str) -> schemas.FeatureOut:
    dataset, release = found.dataset, found.published.release
    return schemas.FeatureOut(
        dataset=dataset.id,
        dataset_title=dataset.title.in_language(language),
        theme=dataset.theme,
        id=found.item.id,
        title=title_of(found.item, dataset, language),
        distance_m=round(found.hit.distance_m, 1),
        inside=found.hit.inside,
        properties=dict(_properties(found, language)),
        source=source_title(release, language),
        date=source_date(release, language),
        generated=_generated(found),
    )


def _generated(found: Found) -> bool:
    """Of a generated release every feature but those that are marked as authored."""
    marked = found.item.properties.get(GENERATED)
    return found.published.release.manifest.generated and marked is not False


def _properties(found: Found, language: str) -> Mapping[str, schemas.PropertyOut]:
    """Every declared field, those that are not known included and said to be so."""
    properties: dict[str, schemas.PropertyOut] = {}
    for field in found.dataset.fields:
        value = value_of(field, found.item.properties, language)
        properties[field.name] = schemas.PropertyOut(
            label=field.label.in_language(language),
            value=_plain(value),
            text=worded(field, value, language),
        )
    return properties


def _plain(value: Value) -> str | int | float | bool | None:
    return value.isoformat() if isinstance(value, date) else value
