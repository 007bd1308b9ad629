"""The one sentence that answers a click: address, what it is, district.

Names are set beside each other in the nominative, never given endings: each language puts the
parts in its own order through the translation of one pattern.
"""

from dataclasses import dataclass

from django.utils.translation import gettext

from qala.atlas.identify import ADDRESS_WITHIN_M, Found, Known
from qala.atlas.wording import address_of, capitalised, is_vague, kind_of, title_of, value_of

PLACE_WITHIN_M = 15.0
EDGE_WITHIN_M = 5.0
"""So near to the edge of a building a click means the building."""
TELLING_THEMES = ("business", "education", "health", "culture")
"""A point of these themes beside the click says what is there better than its surroundings."""
SURROUNDINGS = ("buildings", "greenery", "water", "landuse")
"""Else what lies around the point says it, the most telling dataset first."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the sentence, each empty where it is not known."""

    address: str
    what: str
    district: str


def summary(known: Known, language: str) -> str:
    """What is known at the point, shortly: a part that is not known is left out."""
    parts = Parts(
        address=_address(known, language),
        what=_what(known, language),
        district=_district(known, language),
    )
    if parts.address or parts.what:
        said = gettext("{address} {what} {district}").format(
            address=_part(parts.address), what=_part(parts.what), district=_part(parts.district)
        )
        return " ".join(part for part in said.split(" ") if part)
    if parts.district:
        return gettext("{district} This place has no known address.").format(
            district=_part(parts.district)
        )
    return gettext("The data of the city say nothing about this place.")


def _part(text: str) -> str:
    """A part of the sentence as it begins one and with its full stop; nothing of nothing."""
    return capitalised(text).rstrip(".") + "." if text else ""


def _address(known: Known, language: str) -> str:
    """The address of the building around the point, else the nearest one or the street by it."""
    near = sorted(
        (each for each in known.features if each.hit.distance_m <= ADDRESS_WITHIN_M),
        key=lambda each: each.hit.distance_m,
    )
    for found in (each for each in known.of("buildings") if _is_meant(each)):
        same = next((each for each in near if _same_address(found, each)), found)
        address = address_of(same.item, same.dataset, language)
        if address:
            return address
    addresses = (address_of(each.item, each.dataset, language) for each in near)
    nearest = next((address for address in addresses if address), "")
    return (
        gettext("near {address}").format(address=nearest) if nearest else _street(known, language)
    )


def _street(known: Known, language: str) -> str:
    """The nearest street that has a name."""
    for found in known.streets:
        field = found.dataset.field_named(found.dataset.title_field)
        name = value_of(field, found.item.properties, language) if field else None
        if name:
            return gettext("by {street}").format(street=name)
    return ""


def _same_address(building: Found, other: Found) -> bool:
    """Whether `other` is the same address, with the street's name in more languages."""
    return other.dataset.id == "addresses" and all(
        building.item.properties.get(column)
        and building.item.properties.get(column) == other.item.properties.get(column)
        for column in ("street", "house_number")
    )


def _what(known: Known, language: str) -> str:
    """What stands at the point: a place beside it, else the smallest thing around it."""
    beside = [
        each
        for each in known.features
        if each.dataset.theme in TELLING_THEMES
        and not each.hit.area_m2
        and each.hit.distance_m <= PLACE_WITHIN_M
    ]
    around = [
        each for dataset_id in SURROUNDINGS for each in known.of(dataset_id) if _is_meant(each)
    ]
    named = (_called(each, language) for each in (*beside, *around))
    return next((what for what in named if what), "")


def _is_meant(found: Found) -> bool:
    """Whether a click means this area: it lies around the point, or is a building at its edge."""
    at_edge = found.dataset.id == "buildings" and found.hit.distance_m <= EDGE_WITHIN_M
    return found.hit.inside or at_edge


def _called(found: Found, language: str) -> str:
    """Name and kind of a feature; the kind alone where it has no name; empty where vague."""
    dataset, item = found.dataset, found.item
    kind = kind_of(item, dataset, language)
    field = dataset.field_named(dataset.title_field) if dataset.title_field else None
    name = value_of(field, item.properties, language) if field else None
    if not name:
        return "" if is_vague(item, dataset) and dataset.id != "buildings" else kind
    if kind.casefold() in str(name).casefold():
        return str(name)
    return gettext("{name} ({kind})").format(name=name, kind=kind)


def _district(known: Known, language: str) -> str:
    inside = [each for each in known.of("districts") if each.hit.inside]
    return title_of(inside[0].item, inside[0].dataset, language) if inside else ""
