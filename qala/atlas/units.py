"""Units of measure in words, those of `qala.core.units`."""

from django.utils.functional import Promise
from django.utils.translation import npgettext_lazy, pgettext_lazy

from qala.atlas import formats

SYMBOLS: dict[str, Promise] = {
    "m": pgettext_lazy("unit", "m"),
    "km": pgettext_lazy("unit", "km"),
    "m2": pgettext_lazy("unit", "m²"),
    "km2": pgettext_lazy("unit", "km²"),
    "ha": pgettext_lazy("unit", "ha"),
    "kzt": pgettext_lazy("unit", "₸"),
    "kzt_per_m2": pgettext_lazy("unit", "₸ per m²"),
    "usd": pgettext_lazy("unit", "US$"),
    "usd_per_m2": pgettext_lazy("unit", "US$ per m²"),
    "percent": pgettext_lazy("unit", "%"),
    "m_per_s": pgettext_lazy("unit", "m/s"),
    "km_per_h": pgettext_lazy("unit", "km/h"),
    "kv": pgettext_lazy("unit", "kV"),
    "min": pgettext_lazy("unit", "min"),
    "per_day": pgettext_lazy("unit", "per day"),
    "per_ha": pgettext_lazy("unit", "per ha"),
    "people_per_km2": pgettext_lazy("unit", "people per km²"),
}

COUNTED = {
    "places": npgettext_lazy("unit", "%(number)s place", "%(number)s places", "count"),
    "people": npgettext_lazy("unit", "%(number)s person", "%(number)s people", "count"),
    "beds": npgettext_lazy("unit", "%(number)s bed", "%(number)s beds", "count"),
    "levels": npgettext_lazy("unit", "%(number)s storey", "%(number)s storeys", "count"),
    "lanes": npgettext_lazy("unit", "%(number)s lane", "%(number)s lanes", "count"),
    "flats": npgettext_lazy("unit", "%(number)s flat", "%(number)s flats", "count"),
    "buildings": npgettext_lazy("unit", "%(number)s building", "%(number)s buildings", "count"),
    "pupils": npgettext_lazy("unit", "%(number)s pupil", "%(number)s pupils", "count"),
    "visits": npgettext_lazy("unit", "%(number)s visit", "%(number)s visits", "count"),
    "votes": npgettext_lazy("unit", "%(number)s vote", "%(number)s votes", "count"),
    "jobs": npgettext_lazy("unit", "%(number)s job", "%(number)s jobs", "count"),
    "shifts": npgettext_lazy("unit", "%(number)s shift", "%(number)s shifts", "count"),
    "years": npgettext_lazy("unit", "%(number)s year", "%(number)s years", "count"),
    "days": npgettext_lazy("unit", "%(number)s day", "%(number)s days", "count"),
}


def unit_name(unit: str) -> str:
    """The unit alone, for the head of a column or a legend, in the active language."""
    if unit in SYMBOLS:
        return str(SYMBOLS[unit])
    if unit in COUNTED:
        return str(COUNTED[unit] % {"count": 5, "number": ""}).strip()
    return ""


def quantity(value: float, unit: str, language: str, *, decimals: int | None = None) -> str:
    """A number with its unit: `1 200 мест`, `12.5 ha`; a year stays bare.

    Words take the form that the number asks for in the active language; a fraction takes that
    of two, as Russian and Kazakh do.
    """
    if unit == "year":
        return f"{value:.0f}"
    written = formats.number(value, language, decimals=decimals)
    if unit in SYMBOLS:
        return f"{written}{formats.NBSP}{SYMBOLS[unit]}"
    if unit in COUNTED:
        count = int(value) if float(value).is_integer() else 2
        worded = str(COUNTED[unit] % {"count": count, "number": written})
        return worded.replace(f"{written} ", f"{written}{formats.NBSP}")
    return written
