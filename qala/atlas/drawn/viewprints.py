"""A view of the map on paper: the layers as the visitor has them, and whence they come."""

from dataclasses import dataclass
from datetime import datetime
from math import log2
from typing import Any
from zoneinfo import ZoneInfo

import shapely
from django.utils.translation import gettext

from qala.atlas import formats
from qala.atlas.drawn import papers
from qala.atlas.drawn.frame import Frame
from qala.atlas.drawn.looks import PLAIN, Look
from qala.atlas.drawn.papers import Paper
from qala.atlas.drawn.picture import TITLE_MAX, Picture, base_of, generated_note, shortened
from qala.atlas.drawn.picture import common_words as words_of_all
from qala.atlas.drawn.prints import MM_PER_PIXEL, SOURCE_MAX, measures
from qala.atlas.drawn.scene import Scene
from qala.atlas.explore.meaning import meant
from qala.atlas.links.qr import qr_svg
from qala.atlas.mapstate import MapState
from qala.atlas.provenance import licence, publisher, source_date, source_title
from qala.atlas.queries import Published, published
from qala.atlas.served import Served
from qala.atlas.wording import title_of
from qala.core.errors import FieldError, InvalidRequest, NotFound, mark

DOTS_PER_INCH = 300
SMALLEST = 1.6
"""So much smaller than on a screen may things be on paper; what is wider is seen from farther."""
ZOOM_MAX = 20.0
LEGEND_MAX = 400
ASKED_MAX = 400
"""Letters of a title that are looked at; so many as there is room for are printed."""
SEEN_PX = (100.0, 20_000.0)
QR_MAX = 900
"""Letters of an address whose code can still be read from paper."""
NAMES_MAX = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be printed: a view, on which paper, under which title.

    `seen_px`: width and height of the map that the visitor has before them; all of it is printed.
    `address` leads back to the view, `shown_address` is how that is written.
    """

    state: MapState
    paper: Paper
    title: str
    seen_px: tuple[float, float] | None
    address: str
    shown_address: str


def asked_size(text: str) -> tuple[float, float] | None:
    """`width,height` in pixels, None where nothing was said."""
    if not text:
        return None
    wrong = InvalidRequest(
        FieldError("seen", mark("Give width and height in pixels, as in 1064,860."))
    )
    try:
        width, height = (float(part) for part in text.split(","))
    except ValueError:
        raise wrong from None
    least, most = SEEN_PX
    if not (least <= width <= most and least <= height <= most):
        raise wrong
    return width, height


def of_view(wish: Wish, served: Served, language: str) -> Picture:
    """The view on paper. NotFound where the selected feature is not there."""
    there = {one.dataset.id: one for one in published(served)}
    layers = tuple(there[each] for each in wish.state.layers)
    looks = _looks(wish.state, layers, served)
    base = {
        name: each
        for name, each in base_of(there).items()
        if not (each in layers and each.dataset.is_raster and name not in looks)
    }
    frame = _frame(wish, served)
    selected, called = _selected(wish.state, there, served, language)
    now = datetime.now(ZoneInfo(served.city.time_zone))
    words = {
        **words_of_all(served, language, tuple(base.values())),
        **measures(frame, language, wish.paper.map_width_mm / frame.width),
        **_labels(),
        **_lengths(wish.paper),
        "title": _title(wish.title, layers, served, language),
        "note": generated_note(layers, base, language),
        "layers": [_layer(each, wish.state, language) for each in layers],
        "sources": _sources(layers, language, time_zone=served.city.time_zone),
        "facts": _facts(wish.state, called, formats.day(now.date(), language), language),
        "remarks": _remarks(wish.state),
        "qr": qr_svg(wish.address).decode() if len(wish.address) <= QR_MAX else "",
        "address": wish.shown_address,
    }
    return Picture(
        "view.typ",
        "pdf",
        Scene(
            frame,
            language,
            layers=layers,
            base=base,
            selected=selected,
            looks=looks,
            fineness=DOTS_PER_INCH / 25.4 * wish.paper.map_width_mm / frame.width,
        ),
        words,
        LEGEND_MAX,
        single_class=True,
        day=now.replace(hour=0, minute=0, second=0, microsecond=0).isoformat(),
    )


def _frame(wish: Wish, served: Served) -> Frame:
    """All that the visitor sees: as large as on the screen, somewhat smaller, or from farther."""
    lon, lat, zoom = wish.state.at or served.city.centre
    width = wish.paper.map_width_mm / MM_PER_PIXEL
    height = wish.paper.map_height_mm / MM_PER_PIXEL
    seen_width, seen_height = wish.seen_px or (width, height)
    needed = max(seen_width / width, seen_height / height, 1.0)
    smaller = min(needed, SMALLEST)
    zoom = max(min(zoom, ZOOM_MAX) - log2(needed / smaller), 0.0)
    return Frame(lon, lat, zoom, width * smaller, height * smaller)


def _selected(
    state: MapState, there: dict[str, Published], served: Served, language: str
) -> tuple[shapely.Geometry | None, str]:
    """What the map is about, and what it is called."""
    point = shapely.Point(*state.place) if state.place else None
    if state.select is None:
        return point, f"{state.place[1]:.5f}, {state.place[0]:.5f}" if state.place else ""
    dataset_id, feature_id = state.select
    each = there[dataset_id]
    item = None if each.dataset.is_raster else served.reader.item(each.release, feature_id)
    if item is None:
        raise NotFound(
            mark("There is no “{id}” in “{dataset}”."), id=feature_id[:64], dataset=dataset_id
        )
    return item.geometry or point, title_of(item, each.dataset, language)


def _title(asked: str, layers: tuple[Published, ...], served: Served, language: str) -> str:
    """The visitor's own words, else what is shown."""
    names = [each.dataset.title.in_language(language) for each in layers[:NAMES_MAX]]
    own = ", ".join(names) or served.city.name.in_language(language)
    return shortened(asked, TITLE_MAX) or shortened(own, TITLE_MAX)


def _looks(state: MapState, layers: tuple[Published, ...], served: Served) -> dict[str, Look]:
    """The layers that are other than at first. Raises InvalidRequest for a wrong filter."""
    looks = {}
    for each in layers:
        name, manifest = each.dataset.id, each.release.manifest
        found = meant(state.filter_of(name), each.dataset, manifest, served.city.languages)
        look = Look(state.fade.get(name, 1.0), state.hidden_of(name), found.condition)
        if look != PLAIN:
            looks[name] = look
    return looks


def _layer(each: Published, state: MapState, language: str) -> dict[str, Any]:
    """A layer as the legend has it."""
    return {
        "id": each.dataset.id,
        "title": each.dataset.title.in_language(language),
        "opacity": state.fade.get(each.dataset.id, 1.0),
        "plain": each.dataset.style.kind == "plain",
    }


def _sources(
    layers: tuple[Published, ...], language: str, *, time_zone: str
) -> list[tuple[str, str]]:
    """Whence the layers come; those that come from the same place together."""
    found: dict[str, list[str]] = {}
    for each in layers:
        title = each.dataset.title.in_language(language)
        found.setdefault(_source(each, language, time_zone), []).append(title)
    return [(", ".join(titles), source) for source, titles in found.items()]


def _source(each: Published, language: str, time_zone: str) -> str:
    """Source, publisher, date, licence and release of a dataset."""
    release = each.release
    title, by = source_title(release, language), publisher(release, language)
    published_at = formats.moment_day(release.manifest.published_at, language, time_zone=time_zone)
    number = gettext("release {number} of {day}").format(number=release.sequence, day=published_at)
    parts = (
        shortened(title, SOURCE_MAX),
        shortened(by, SOURCE_MAX) if by != title else "",
        source_date(release, language),
        licence(release) or gettext("licence not stated by the source"),
        number,
    )
    return " · ".join(part for part in parts if part)


def _facts(state: MapState, called: str, today: str, language: str) -> list[tuple[str, str]]:
    """What a reader of the paper must know of the view, what is empty left out."""
    facts = (
        (gettext("Marked"), shortened(called, SOURCE_MAX)),
        (gettext("As expected for"), formats.day(state.on, language) if state.on else ""),
        (gettext("Printed"), today),
    )
    return [(what, said) for what, said in facts if said]


def _remarks(state: MapState) -> list[str]:
    """What on paper is other than on the screen."""
    turned = state.turn is not None and state.turn[0] != 0
    return [gettext("On the screen this view is turned; on paper north is up.")] if turned else []


def _labels() -> dict[str, str]:
    return {
        "legend_title": gettext("Legend"),
        "facts_title": gettext("This map"),
        "sources_title": gettext("Sources and licences"),
        "nothing": gettext("nothing in this view"),
        "goes_on": gettext("Continued on the next page."),
        "address_title": gettext("This view on the map"),
    }


def _lengths(paper: Paper) -> dict[str, Any]:
    return {
        "page_mm": (paper.width_mm, paper.height_mm),
        "map_mm": (paper.map_width_mm, paper.map_height_mm),
        "side": paper.side,
        "beside_mm": paper.beside_mm,
        "margin_mm": papers.MARGIN_MM,
        "gap_mm": papers.GAP_MM,
        "head_mm": papers.HEAD_MM,
    }
