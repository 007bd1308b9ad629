"""The tours of a city: one file each in its folder `tours`."""

import re
from collections.abc import Mapping
from datetime import date

from qala.core.dataset import NAME
from qala.core.geometry import BBox
from qala.core.text import Text
from qala.core.tour import Camera, Claim, Report, Stop, Tour
from qala.sources.folder.city import view_point
from qala.sources.folder.document import read_document
from qala.sources.folder.table import Reading, Table
from qala.sources.nearest import nearest

FOLDER = "tours"
TOUR = re.compile(r"[a-z][a-z0-9-]{0,63}")
STEEPEST = 70.0
SHORTEST_S, LONGEST_S = 2.0, 60.0
UNKNOWN = Report(title=Text())
"""Stands where a claim names no source, which is reported."""
PRINTED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def read_tours(reading: Reading, bounds: BBox, datasets: list[str]) -> tuple[Tour, ...]:
    """The tours of the city in their order; what is wrong with them is reported."""
    tours = []
    for file in sorted((reading.folder / FOLDER).glob("*.toml")):
        document = read_document(file, reading.problems)
        if document is not None:
            tours.append(_tour(file.stem, Table(document, reading), bounds, datasets))
    return tuple(sorted(tours, key=lambda each: (each.order, each.id)))


def _tour(tour_id: str, table: Table, bounds: BBox, datasets: list[str]) -> Tour:
    reports = _reports(table.table("sources"))
    tour = Tour(
        id=tour_id,
        title=table.text("title"),
        summary=table.text("summary"),
        stops=tuple(_stop(each, bounds, datasets, reports) for each in table.tables("stops")),
        order=table.integer("order", 100),
    )
    promised = table.number("seconds", tour.seconds)
    table.finish()
    if not TOUR.fullmatch(tour_id):
        table.error(
            f'the tour id "{tour_id}" (its file) is not a name',
            "use small Latin letters, digits and hyphens",
        )
    if not tour.stops:
        table.error("has no stop", "add at least one [[stops]]")
    elif promised != tour.seconds:
        wrong = f"is {promised:g}, but the stops last {tour.seconds:g}"
        table.error(wrong, "change one of them", key="seconds")
    return tour


def _stop(table: Table, bounds: BBox, datasets: list[str], reports: Mapping[str, Report]) -> Stop:
    stop = Stop(
        camera=_camera(table, bounds),
        seconds=_within(table, "seconds", SHORTEST_S, LONGEST_S),
        title=table.text("title"),
        text=table.text("text"),
        layers=table.strings("layers"),
        on=table.string("on", ""),
        claims=tuple(_claim(each, reports) for each in table.tables("claims")),
    )
    table.finish()
    for layer in stop.layers:
        if layer not in datasets:
            wrong = f'shows "{layer}", which is no dataset of the city'
            table.error(wrong, nearest(layer, datasets), key="layers")
    if stop.on and not _is_day(stop.on):
        table.error(f'is "{stop.on}", which is no day', 'write it as "2027-12-31"', key="on")
    return stop


def _camera(table: Table, bounds: BBox) -> Camera:
    at = table.numbers("at", 3)
    if "at" not in table:
        table.error("lacks `at`", "add at = [longitude, latitude, zoom]")
    return Camera(
        at=view_point(table, "at", bounds, at) if at else (0.0, 0.0, 0.0),
        bearing=_within(table, "bearing", -180.0, 180.0, 0.0),
        pitch=_within(table, "pitch", 0.0, STEEPEST, 0.0),
    )


def _within(
    table: Table, key: str, least: float, most: float, default: float | None = None
) -> float:
    number = table.number(key, default)
    if key in table and not least <= number <= most:
        table.error(f"is {number:g}", f"give {least:g} to {most:g}", key=key)
    return number


def _claim(table: Table, reports: Mapping[str, Report]) -> Claim:
    named = table.string("source")
    if named and named not in reports:
        wrong = f'names the source "{named}", which the tour does not have'
        table.error(wrong, nearest(named, list(reports)), key="source")
    claim = Claim(
        figure=table.name("figure"),
        of=table.text("of"),
        report=reports.get(named, UNKNOWN),
    )
    if not claim.figure:
        table.error("lacks `figure`", "add the figure as it was printed")
    table.finish()
    return claim


def _reports(table: Table) -> dict[str, Report]:
    """The sources of a tour by the ids that its claims name."""
    reports = {}
    for key, _ in table.entries():
        inside = table.table(key)
        if not NAME.fullmatch(key):
            inside.error("is not a name", "use small Latin letters, digits and _")
        reports[key] = Report(
            title=inside.text("title"),
            date=inside.string("date", ""),
            publisher=inside.name("publisher"),
            url=inside.string("url", ""),
        )
        if reports[key].date and not PRINTED.fullmatch(reports[key].date):
            wrong = f'is "{reports[key].date}"'
            inside.error(wrong, 'write "2018", "2018-11" or "2018-11-30"', key="date")
        inside.finish()
    return reports


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
