"""The `city.toml` of a city and its base's `themes.toml`."""

import re
from collections.abc import Collection
from datetime import datetime
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from pyproj import CRS
from pyproj.exceptions import CRSError

from qala.core.city import Branding, Calendar, Contact, Generation, Theme, View
from qala.core.geometry import BBox
from qala.core.mercator import zoom_around
from qala.sources.folder.table import Table
from qala.sources.nearest import nearest

WIDTH_OF_FIRST_VIEW_PX = 900
MARK_LONGEST = 12
EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")
PHONE = re.compile(r"\+[0-9][0-9 ()-]{5,24}")


def read_languages(table: Table) -> tuple[str, ...]:
    """The codes of `languages`; English when none is given, which is reported."""
    languages = table.strings("languages")
    for code in languages:
        if not _own_name(code):
            table.error(
                f'has "{code}", which is no language',
                'write ISO 639 codes like "kk"',
                key="languages",
            )
    if not languages:
        table.error("lacks `languages`", 'add languages = ["en"]', key="languages")
    return languages or ("en",)


def read_language_names(table: Table, languages: Collection[str]) -> dict[str, str]:
    """What each language calls itself: as the city writes it, else as Unicode CLDR has it."""
    own = table.string_map("language_names")
    return {code: own.get(code) or _own_name(code) or code for code in languages}


def _own_name(code: str) -> str:
    try:
        name = Locale.parse(code).language_name
    except (UnknownLocaleError, ValueError):
        return ""
    return name[:1].upper() + name[1:] if name else ""


def read_bounds(table: Table) -> BBox:
    """`bounds` in EPSG:4326; a box of no size when they are wrong, which is reported."""
    numbers = table.numbers("bounds", 4)
    if not numbers:
        if "bounds" not in table:
            table.error("lacks `bounds`", "add bounds = [west, south, east, north]")
        return BBox(0, 0, 0, 0)
    west, south, east, north = numbers
    if -180 <= west < east <= 180 and -90 <= south < north <= 90:
        return BBox(west, south, east, north)
    table.error(
        "are not west, south, east, north in degrees",
        "give the longitudes and latitudes in this order",
        key="bounds",
    )
    return BBox(0, 0, 0, 0)


def read_centre(table: Table, bounds: BBox) -> tuple[float, float, float]:
    """Longitude, latitude and zoom of the first view; the middle of the bounds by default."""
    numbers = table.numbers("centre", 3)
    if not numbers:
        zoom = round(zoom_around(bounds, width_px=WIDTH_OF_FIRST_VIEW_PX), 1)
        return (bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2, zoom
    return view_point(table, "centre", bounds, numbers)


def view_point(
    table: Table, key: str, bounds: BBox, numbers: tuple[float, ...]
) -> tuple[float, float, float]:
    """Longitude, latitude and zoom that lie within the bounds, which is checked."""
    lon, lat, zoom = numbers
    if not bounds.contains(lon, lat):
        table.error("is outside `bounds`", "write it as [longitude, latitude, zoom]", key=key)
    if not 0 <= zoom <= 22:
        table.error(f"has zoom {zoom:g}", "choose a zoom from 0 to 22", key=key)
    return lon, lat, zoom


def read_projection(table: Table, bounds: BBox) -> int:
    """The EPSG code of a projected reference system in metres that fits the place."""
    code = table.integer("projection")
    if "projection" not in table:
        return code
    try:
        crs = CRS.from_epsg(code)
    except CRSError:
        table.error(
            f"is {code}, which EPSG does not know",
            "use for example the UTM zone of the city",
            key="projection",
        )
        return code
    if not crs.is_projected or any(axis.unit_name != "metre" for axis in crs.axis_info):
        table.error(
            f"is {code} ({crs.name}), which does not measure in metres",
            "use for example the UTM zone of the city",
            key="projection",
        )
    elif not _covers(crs, bounds):
        where = crs.area_of_use.name if crs.area_of_use else ""
        table.reading.warn(
            table.place("projection"),
            f"EPSG:{code} ({crs.name}) is meant for another place: {where}",
            "use for example the UTM zone of the city",
        )
    return code


def _covers(crs: CRS, bounds: BBox) -> bool:
    """Whether the box touches the area for which the reference system is meant."""
    if crs.area_of_use is None:
        return True
    west, south, east, north = crs.area_of_use.bounds
    beside = west <= east and (bounds.west > east or bounds.east < west)
    return not (beside or bounds.south > north or bounds.north < south)


def read_time_zone(table: Table) -> str:
    """A name of the IANA time zone database."""
    zone = table.string("time_zone")
    if zone and zone not in available_timezones():
        table.error(
            f'is "{zone}"', nearest(zone, sorted(available_timezones()), shown=0), key="time_zone"
        )
    return zone


def read_branding(table: Table) -> Branding:
    """The `[branding]` of the city; its mark must fit a badge."""
    given = table.table("branding")
    mark = given.string("mark", Branding().mark)
    if not 1 <= len(mark) <= MARK_LONGEST:
        given.error(
            f"has {len(mark)} letters", f"give a word of 1 to {MARK_LONGEST} letters", key="mark"
        )
    given.finish()
    return Branding(mark=mark)


def read_calendar(table: Table) -> Calendar:
    """The `[calendar]` of the city: weekend and yearly holidays."""
    given = table.table("calendar")
    weekend = given.numbers("weekend") or Calendar().weekend
    if not all(day in range(1, 8) for day in weekend):
        given.error("has a day that is none", "1 is Monday, 7 is Sunday", key="weekend")
    holidays = given.strings("holidays")
    for day in holidays:
        if not _is_day(day):
            given.error(f'has "{day}", which is no day', "write month-day: 03-08", key="holidays")
    given.finish()
    return Calendar(weekend=tuple(int(day) for day in weekend), holidays=holidays)


def read_generation(table: Table) -> Generation | None:
    """The `[generated]` of the city: without it nothing is invented."""
    if "generated" not in table:
        return None
    given = table.table("generated")
    seed = given.integer("seed")
    scale = given.integer("scale", 1)
    if scale < 1:
        given.error(f"is {scale}", "give 1 or more", key="scale")
    given.finish()
    return Generation(seed=seed, scale=scale)


def read_contact(table: Table) -> Contact:
    """The `[contact]` of the city: who answers for the installation, as far as it says so."""
    given = table.table("contact")
    contact = Contact(
        name=given.name("name"),
        email=given.string("email", ""),
        phone=given.string("phone", ""),
        address=given.name("address"),
        hours=given.name("hours"),
    )
    if contact.email and not EMAIL.fullmatch(contact.email):
        given.error(f'is "{contact.email}"', "write it as name@example.org", key="email")
    if contact.phone and not PHONE.fullmatch(contact.phone):
        given.error(f'is "{contact.phone}"', "write it as +7 727 000 00 00", key="phone")
    given.finish()
    return contact


def _is_day(text: str) -> bool:
    try:
        datetime.strptime(f"2024-{text}", "%Y-%m-%d")  # noqa: DTZ007 - a day of any leap year
    except ValueError:
        return False
    return True


def read_themes(table: Table) -> tuple[Theme, ...]:
    """The `[[themes]]` of a table, in order."""
    themes = []
    for each in table.tables("themes"):
        themes.append(Theme(id=each.string("id"), title=each.text("title")))
        each.finish()
    return tuple(themes)


def read_views(table: Table, bounds: BBox, datasets: list[str]) -> tuple[View, ...]:
    """The `[[views]]` of the city; their layers must be datasets of the city."""
    views = []
    for each in table.tables("views"):
        at = each.numbers("at", 3)
        view = View(
            id=each.string("id"),
            question=each.text("question"),
            answer=each.text("answer"),
            layers=each.strings("layers"),
            at=view_point(each, "at", bounds, at) if at else read_centre(table, bounds),
        )
        for layer in view.layers:
            if layer not in datasets:
                each.error(
                    f'shows "{layer}", which is no dataset of the city',
                    nearest(layer, datasets),
                    key="layers",
                )
        each.finish()
        views.append(view)
    return tuple(views)
