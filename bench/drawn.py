"""A map of 20,000 shapes drawn on the server: from the release to a picture, and to a PDF."""

from collections.abc import Iterator
from statistics import median
from time import perf_counter

import numpy as np
import shapely
from django.conf import settings

from bench.points import SHELF
from bench.result import Result
from qala.atlas.drawn.frame import Frame
from qala.atlas.drawn.picture import Picture
from qala.atlas.drawn.scene import Scene, draw
from qala.atlas.drawn.typesetting import Form, typeset
from qala.atlas.queries import Published
from qala.core.dataset import Dataset, Field, FieldType, GeometryType, Style
from qala.core.features import Features, Intake
from qala.core.geometry import BBox
from qala.core.text import Text
from qala.store.engine import Engine
from qala.store.publish import Provenance, publish

COUNT = 20_000
CORNERS = 9
ROUNDS = 7
WEST, SOUTH, EAST, NORTH = 76.90, 43.22, 76.98, 43.27
USES = ("homes", "shops", "offices", "schools", "works", "other")
GOALS_S: dict[Form, float] = {"png": 1.0, "pdf": 0.5}
SIZES: dict[Form, tuple[float, float]] = {"png": (548, 450), "pdf": (775, 635)}
TEMPLATES: dict[Form, str] = {"png": "preview.typ", "pdf": "print.typ"}

SHAPES = Dataset(
    id="shapes",
    title=Text({"en": "Shapes"}),
    abstract=Text({"en": "Irregular shapes, each of one use."}),
    theme="buildings",
    geometry=GeometryType.POLYGON,
    fields=(
        Field(
            "use",
            FieldType.CATEGORY,
            Text({"en": "Use"}),
            values={each: Text({"en": each}) for each in USES},
        ),
    ),
    sources=(),
    file="shapes.toml",
    mapped=False,
    style=Style(kind="category", field="use", opacity=0.8, width=0.8),
)


def drawn() -> list[Result]:
    """Each form several times; nothing is kept between them but what a server keeps."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
    release = publish(
        SHELF,
        SHAPES,
        _shapes(),
        languages=("en",),
        intake=Intake(read=COUNT),
        provenance=Provenance({"title": {"en": "Irregular shapes"}}, licence="CC0-1.0"),
    ).release
    engine = Engine(SHELF.root)
    layer = Published(SHAPES, release)
    _seconds(engine, layer, "png")
    return [_measured(engine, layer, form) for form in GOALS_S]


def _measured(engine: Engine, layer: Published, form: Form) -> Result:
    rounds = [_seconds(engine, layer, form) for _ in range(ROUNDS)]
    totals = [reading + setting for reading, setting in rounds]
    return Result(
        name=f"drawn-{form}",
        what=f"a map of {COUNT:,} shapes, from its release to {form.upper()}",
        measured=median(totals),
        unit="s",
        at_most=GOALS_S[form],
        runs={
            "release to SVG, s": [reading for reading, _ in rounds],
            f"SVG to {form.upper()}, s": [setting for _, setting in rounds],
        },
    )


def _seconds(engine: Engine, layer: Published, form: Form) -> tuple[float, float]:
    """How long reading and drawing take, and how long typst takes."""
    width, height = SIZES[form]
    box = BBox(WEST, SOUTH, EAST, NORTH)
    frame = Frame.around(box, width=width, height=height, margin=8, zoom_max=18)
    picture = Picture(TEMPLATES[form], form, Scene(frame, "en", layers=(layer,)), words=WORDS)
    begun = perf_counter()
    found = draw(engine, picture.scene)
    shown = sum(each.read for each in found.layers)
    if shown != COUNT:
        raise RuntimeError(f"the map shows {shown} shapes instead of {COUNT}")
    read = perf_counter()
    measures = {"width": width, "height": height}
    typeset(picture.template, {**WORDS, **measures}, found.svg, form=form, day="")
    return read - begun, perf_counter() - read


WORDS = {
    "lang": "en",
    "mark": "Qala",
    "city": "Town",
    "title": "Shapes",
    "subtitle": "20,000 shapes",
    "abstract": "Irregular shapes, each of one use.",
    "lines": [],
    "note": "",
    "attribution": "Qala",
    "legend": [{"colour": "#0072b2", "label": each, "symbol": "polygon"} for each in USES],
    "legend_title": "Legend",
    "more": "",
    "left_out": "",
    "facts": [["Records", "20,000"]],
    "bar_px": 100.0,
    "bar": "1 km",
    "scale": "1 : 25,000",
    "north": "N",
}


def _shapes() -> Iterator[Features]:
    """Irregular polygons as large as buildings, the same on every machine."""
    scatter = np.random.default_rng(11)
    middles = np.column_stack(
        (scatter.uniform(WEST, EAST, COUNT), scatter.uniform(SOUTH, NORTH, COUNT))
    )
    turns = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
    reach = scatter.uniform(0.00015, 0.0004, (COUNT, CORNERS))
    corners = np.stack((np.cos(turns) * reach, np.sin(turns) * reach * 0.72), axis=-1)
    yield Features(
        ids=[str(number) for number in range(COUNT)],
        geometry=shapely.polygons(corners + middles[:, None, :]),
        columns={"use": scatter.choice(USES, COUNT).tolist()},
    )
