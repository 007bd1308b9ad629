"""`qala new`: a commented folder for another city, filled with what an OSM extract tells."""

import json
import math
from collections.abc import Sequence
from pathlib import Path

from qala.core.dataset import NAME
from qala.core.errors import BadInput
from qala.core.features import Progress, no_progress
from qala.core.geometry import BBox
from qala.core.projection import utm_zone
from qala.sources.folder.fields import NAME_REMEDY
from qala.sources.folder.place import nearest_zone, official_languages
from qala.sources.osm import OsmDescription, describe

LISTED = 40
TEMPLATE = """\
# {title}: everything Qala knows about this city stands in this folder.
# Check it with `qala check {id}`, build it with `qala build {id} --osm {osm}`.

# The name, and the languages of the interface; the first one is the default. Names in the extract
# are written in: {found}.
name = {name}
languages = {languages}

# West, south, east, north in degrees: the box of the extract.
bounds = {bounds}

# EPSG code of the reference system for metres: the UTM zone of the centre.
projection = {projection}

# The nearest zone of the IANA database: look whether it is yours.
time_zone = {time_zone}

# Longitude, latitude and zoom of the first view; without it the map shows the whole box.
# centre = {centre}

# currency = "EUR"

# What every page says about the data.
notice = {notice}

# A ready view of the map: a question and the layers that answer it.
# [[views]]
# id = "stops"
# question = {question}
# answer = {answer}
# layers = ["stops", "metro"]
# at = {centre}

# Datasets of the city's own: one file each in datasets/, named after their id. A file named like
# one of the base (../_base/datasets) replaces what it states. Small tables drawn by hand go to
# facts/.

# Administrative boundaries in the extract, with their OSM id and level{partly}:
{boundaries}
"""


def new_city(folder: Path, osm: Path, *, progress: Progress = no_progress) -> Path:
    """Write `folder` for the place that the extract `osm` shows; gives its `city.toml`.

    Raises BadInput when the folder is there already, its name cannot be a city's id, or the
    extract cannot be read. `check_city` finds no error in the result.
    """
    if folder.exists():
        raise BadInput("it exists already", file=folder, remedy="choose another name")
    if not NAME.fullmatch(folder.name):
        raise BadInput(
            f'the city id "{folder.name}" is not a name', file=folder, remedy=NAME_REMEDY
        )
    text = _written(folder.name, osm, describe(osm, progress=progress))
    for inside in ("datasets", "facts"):
        (folder / inside).mkdir(parents=True)
    file = folder / "city.toml"
    file.write_text(text, encoding="utf-8")
    return file


def _written(city_id: str, osm: Path, found: OsmDescription) -> str:
    bounds = _with_area(found.bounds)
    lon, lat = (bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2
    zone = nearest_zone(lon, lat)
    languages = tuple(dict.fromkeys((*official_languages(zone.country), "en")))
    names = _names(city_id, found, languages)
    centre = [round(lon, 4), round(lat, 4), 12]
    return TEMPLATE.format(
        title=names[languages[0]],
        id=city_id,
        osm=osm.name,
        found=", ".join(f"{code} ({count})" for code, count in list(found.languages.items())[:10])
        or "one language only",
        name=_text(names),
        languages=json.dumps(languages),
        bounds=bounds.as_list(),
        projection=utm_zone(lon, lat),
        time_zone=json.dumps(zone.name),
        centre=centre,
        notice=_text(dict.fromkeys(languages, "© OpenStreetMap contributors, ODbL 1.0")),
        question=_text(dict.fromkeys(languages, "...?")),
        answer=_text(dict.fromkeys(languages, "...")),
        partly=" (* only in part)" if any(not each.whole for each in found.boundaries) else "",
        boundaries="\n".join(_boundary_lines(found)) or "# none",
    )


def _with_area(bounds: BBox) -> BBox:
    """The box rounded outwards to 0.001 degrees, so that it is never a mere point."""
    low = [math.floor(each * 1000) / 1000 for each in (bounds.west, bounds.south)]
    high = [math.floor(each * 1000 + 1) / 1000 for each in (bounds.east, bounds.north)]
    return BBox(low[0], low[1], min(high[0], 180), min(high[1], 90))


def _names(city_id: str, found: OsmDescription, languages: Sequence[str]) -> dict[str, str]:
    """The name of the largest settlement in each language, as mapped; else the folder's."""
    if not found.settlements:
        return dict.fromkeys(languages, city_id.replace("_", " ").title())
    city = found.settlements[0]
    return {language: city.names.get(language) or city.name for language in languages}


def _boundary_lines(found: OsmDescription) -> list[str]:
    ordered = sorted(found.boundaries, key=lambda each: (each.admin_level, each.name))
    lines = [
        f"# {each.id}, level {each.admin_level}: {' '.join(each.name.split())}"
        + ("" if each.whole else " *")
        for each in ordered[:LISTED]
    ]
    if len(ordered) > LISTED:
        lines.append(f"# ... and {len(ordered) - LISTED} more")
    return lines


def _text(by_language: dict[str, str]) -> str:
    """An inline table; JSON strings are valid TOML strings."""
    pairs = (f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in by_language.items())
    return "{ " + ", ".join(pairs) + " }"
