"""Values of features in words: each by the type of its field, in one language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext

from qala.atlas import formats, units
from qala.core.dataset import Dataset, Field, FieldType
from qala.core.text import Text
from qala.store.items import Item

KINDS = ("kind", "category", "class", "use")
"""What datasets call the field that says what a feature is."""
VAGUE = ("", "other", "unknown")
"""Categories that do not say what a feature is."""
SAID_OF_WHAT = ("buildings", "landuse")
"""Datasets whose categories are adjectives, said of the thing: `building: residential`."""

Value = str | int | float | bool | date | None
"""What a field may hold in a release."""


def value_of(field: Field, properties: Mapping[str, Any], language: str) -> Value:
    """The value of a field; a name in `language` where it is known, else as written locally."""
    local: Value = properties.get(field.name)
    if field.type is FieldType.NAME:
        return properties.get(f"{field.name}_{language}") or local
    return local


def worded(field: Field, value: Value, language: str) -> str:
    """A value as a reader wants it: with its unit, its label, its date in words; or unknown."""
    if value is None or value == "":
        return gettext("not known")
    if field.type is FieldType.CATEGORY:
        return field.values.get(str(value), Text({language: str(value)})).in_language(language)
    if field.type is FieldType.BOOLEAN:
        return gettext("yes") if value else gettext("no")
    if field.type is FieldType.DATE:
        text = value.isoformat() if isinstance(value, date) else str(value)
        return formats.written_date(text, language)
    if isinstance(value, int | float):
        return units.quantity(value, field.unit, language, decimals=field.decimals)
    return str(value)


def address_of(item: Item, dataset: Dataset, language: str) -> str:
    """Street and house number of a feature that declares both; empty where either is unknown."""
    street, house = dataset.field_named("street"), dataset.field_named("house_number")
    if street is None or house is None:
        return ""
    name, number = (value_of(each, item.properties, language) for each in (street, house))
    if not name or not number:
        return ""
    return gettext("{street}, {house}").format(street=name, house=number)


def title_of(item: Item, dataset: Dataset, language: str) -> str:
    """What a feature is called: its title field, else its address, else what it is."""
    field = dataset.field_named(dataset.title_field) if dataset.title_field else None
    value = value_of(field, item.properties, language) if field else None
    address = address_of(item, dataset, language)
    if field and value:
        return address if address and field.name == "street" else worded(field, value, language)
    return address or capitalised(kind_of(item, dataset, language))


def category_of(item: Item, dataset: Dataset) -> tuple[Field, str] | None:
    """The field that tells kinds apart and its value, not one of state or of quality."""
    declared = (dataset.field_named(name) for name in KINDS)
    field = next((each for each in declared if each and each.type is FieldType.CATEGORY), None)
    return (field, str(item.properties.get(field.name) or "")) if field else None


def is_vague(item: Item, dataset: Dataset) -> bool:
    """Whether the feature's kind is told apart by a category, but this one's is not known."""
    category = category_of(item, dataset)
    return category is not None and category[1] in VAGUE


def kind_of(item: Item, dataset: Dataset, language: str) -> str:
    """What a feature is: `park`, `building: residential`; else the dataset's word for one."""
    singular = dataset.singular.in_language(language) or dataset.title.in_language(language)
    category = category_of(item, dataset)
    if category is None or category[1] in VAGUE:
        return singular
    kind = worded(*category, language)
    if dataset.id in SAID_OF_WHAT:
        return gettext("{what}: {kind}").format(what=singular, kind=kind)
    return kind


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
