"""The pictures that links show in messengers: of the city, a dataset, a place, a tour."""

from collections.abc import Sequence

import shapely
from django.utils.translation import gettext, ngettext

from qala.atlas import formats
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
from qala.atlas.provenance import source_date
from qala.atlas.queries import Published, offered_views, published, published_dataset
from qala.atlas.served import Served
from qala.atlas.wording import address_of, capitalised, kind_of, title_of
from qala.core.errors import NotFound, mark

SCALE = 1.4
"""How much larger than on a page everything is drawn: links show pictures small."""
WIDTH, HEIGHT = 768 / SCALE, 630 / SCALE
LEGEND_MAX = 7
QUESTIONS_MAX = 4
SUBTITLE_MAX = 140
CREDIT_MAX = 200


def of_city(served: Served, language: str) -> Picture:
    """The city: its name, the questions its map answers, and the map."""
    frame = outlook.of_city(served.city, width=WIDTH, height=HEIGHT)
    questions = offered_views(served, published(served))
    return _picture(
        served,
        language,
        frame,
        title=served.city.name.in_language(language),
        subtitle=gettext("The city on one map"),
        lines=[each.question.in_language(language) for each in questions[:QUESTIONS_MAX]],
    )


def of_dataset(dataset_id: str, served: Served, language: str) -> Picture:
    """A dataset: its title, how much there is, its map with the legend."""
    each = published_dataset(served, dataset_id)
    counted = ngettext("%(number)s record", "%(number)s records", each.count) % {
        "number": formats.number(each.count, language)
    }
    told = ("" if each.dataset.is_raster else counted, source_date(each.release, language))
    bounds = outlook.extent_of(served.city, {one.dataset.id: one for one in published(served)})
    return _picture(
        served,
        language,
        outlook.of_dataset(served.city, bounds, each, width=WIDTH, height=HEIGHT),
        title=each.dataset.title.in_language(language),
        subtitle=" · ".join(filter(None, told)),
        layers=(each,) if each.dataset.mapped else (),
    )


def of_place(dataset_id: str, feature_id: str, served: Served, language: str) -> Picture:
    """A feature: what it is called and is, in the middle of its surroundings."""
    each = published_dataset(served, dataset_id)
    item = served.reader.item(each.release, feature_id)
    if item is None:
        raise NotFound(
            mark("There is no “{id}” in “{dataset}”."), id=feature_id[:64], dataset=dataset_id
        )
    title = title_of(item, each.dataset, language)
    kind = capitalised(kind_of(item, each.dataset, language))
    told = (kind, address_of(item, each.dataset, language))
    shape = None if shapely.is_empty(item.geometry) else item.geometry
    frame = outlook.of_city(served.city, width=WIDTH, height=HEIGHT)
    if shape is not None:
        frame = outlook.of_shape(shape, width=WIDTH, height=HEIGHT)
    return _picture(
        served,
        language,
        frame,
        title=title,
        subtitle=", ".join(text for text in told if text and text != title),
        about=each,
        selected=shape,
    )


def of_tour(tour_id: str, served: Served, language: str) -> Picture:
    """A tour: its title and what its first stop shows."""
    tour = served.city.tour(tour_id)
    if tour is None or not tour.stops:
        raise NotFound(mark("There is no tour “{tour}”."), tour=tour_id[:64])
    first = tour.stops[0]
    lon, lat, zoom = first.camera.at
    there = {each.dataset.id: each for each in published(served)}
    return _picture(
        served,
        language,
        Frame(lon, lat, max(zoom - 1, 0), WIDTH, HEIGHT),
        title=tour.title.in_language(language),
        subtitle=tour.summary.in_language(language),
        layers=tuple(there[name] for name in first.layers if name in there),
        legend_max=0,
    )


def _picture(
    served: Served,
    language: str,
    frame: Frame,
    *,
    title: str,
    subtitle: str,
    layers: tuple[Published, ...] = (),
    about: Published | None = None,
    selected: shapely.Geometry | None = None,
    legend_max: int = LEGEND_MAX,
    lines: Sequence[str] = (),
) -> Picture:
    base = base_of({each.dataset.id: each for each in published(served)})
    shown = (*layers, *([about] if about else []))
    words = common_words(served, language, (*shown, *base.values()))
    words |= {
        "attribution": shortened(words["attribution"], CREDIT_MAX),
        "title": shortened(title, TITLE_MAX),
        "subtitle": shortened(subtitle, SUBTITLE_MAX),
        "lines": [shortened(each, SUBTITLE_MAX) for each in lines],
        "note": generated_note(shown, base, language),
    }
    return Picture(
        "preview.typ",
        "png",
        Scene(frame, language, layers=layers, base=base, selected=selected),
        words=words,
        legend_max=legend_max,
    )
