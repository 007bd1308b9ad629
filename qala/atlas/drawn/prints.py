"""A dataset on a page of paper: A4 across, everything a map on paper needs."""

from typing import Any

from django.utils.translation import gettext

from qala.atlas import formats, units
from qala.atlas.drawn import outlook
from qala.atlas.drawn.frame import Frame
from qala.atlas.drawn.picture import (
    TITLE_MAX,
    Picture,
    base_of,
    common_words,
    generated_note,
    shortened,
)
from qala.atlas.drawn.scene import Scene
from qala.atlas.mapstate import At, asked_at
from qala.atlas.provenance import licence, publisher, source_date, source_title
from qala.atlas.queries import Published, published, published_dataset
from qala.atlas.served import Served
from qala.core.geometry import BBox

MM_PER_PIXEL = 25.4 / 96
"""Of CSS: what is drawn for a screen is as large on paper."""
WIDTH_MM, HEIGHT_MM = 205.0, 168.0
ZOOM_MAX = 19.0
LEGEND_MAX = 18
ABSTRACT_MAX = 320
SOURCE_MAX = 80
SCALE_BAR_PX = 150


def asked_place(text: str) -> At | None:
    """`lon,lat,zoom` as in the address of the map, None where nothing was asked."""
    return asked_at(text, zoom_max=ZOOM_MAX) if text else None


def of_dataset(dataset_id: str, at: At | None, served: Served, language: str) -> Picture:
    """A dataset, all of it or around a place."""
    each = published_dataset(served, dataset_id)
    there = {one.dataset.id: one for one in published(served)}
    base = base_of(there)
    frame = _frame(outlook.extent_of(served.city, there), each, at)
    words = common_words(served, language, (each, *base.values())) | {
        "title": shortened(each.dataset.title.in_language(language), TITLE_MAX),
        "abstract": shortened(each.dataset.abstract.in_language(language), ABSTRACT_MAX),
        "note": generated_note((each,), base, language),
        "legend_title": gettext("Legend"),
        "facts": _facts(each, language, time_zone=served.city.time_zone),
        **measures(frame, language, MM_PER_PIXEL),
    }
    layers = (each,) if each.dataset.mapped else ()
    return Picture(
        "print.typ",
        "pdf",
        Scene(frame, language, layers=layers, base=base),
        words,
        LEGEND_MAX,
        single_class=True,
        day=each.release.manifest.published_at,
    )


def _frame(bounds: BBox, each: Published, at: At | None) -> Frame:
    width, height = WIDTH_MM / MM_PER_PIXEL, HEIGHT_MM / MM_PER_PIXEL
    if at:
        return Frame(*at, width, height)
    return outlook.of_extent(bounds, each, width=width, height=height)


def _facts(each: Published, language: str, *, time_zone: str) -> list[tuple[str, str]]:
    """What a reader of the paper must know of the data, what is empty left out."""
    release = each.release
    published_at = release.manifest.published_at
    title, by = source_title(release, language), publisher(release, language)
    facts = (
        (
            gettext("Records"),
            "" if each.dataset.is_raster else formats.number(each.count, language),
        ),
        (gettext("Source"), shortened(title, SOURCE_MAX)),
        (gettext("Publisher"), shortened(by, SOURCE_MAX) if by != title else ""),
        (gettext("Date of the data"), source_date(release, language) or gettext("not known")),
        (
            gettext("Published here"),
            formats.moment_day(published_at, language, time_zone=time_zone),
        ),
        (gettext("Licence"), licence(release) or gettext("not stated by the source")),
    )
    return [(what, said) for what, said in facts if said]


def measures(frame: Frame, language: str, mm_per_pixel: float) -> dict[str, Any]:
    """Scale bar, scale and the letter of the north, for pixels of so many millimetres."""
    bar = frame.scale_bar(SCALE_BAR_PX)
    return {
        "bar_px": bar.pixels,
        "bar": distance(bar.metres, language),
        "scale": "1 : " + formats.number(_rounded(frame, mm_per_pixel), language),
        "north": gettext("N"),
    }


def distance(metres: float, language: str) -> str:
    """A round distance in metres or kilometres."""
    if metres >= 1000:
        return units.quantity(metres / 1000, "km", language)
    return units.quantity(metres, "m", language)


def _rounded(frame: Frame, mm_per_pixel: float) -> float:
    """The denominator of the scale in the middle of the map, to two figures."""
    exact = frame.metres_per_pixel / (mm_per_pixel / 1000)
    return float(f"{exact:.2g}")
