"""What a download asks for, read from the query of its address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

import shapely

from qala.atlas.cql2.reading import condition_of, where_it_is, written_as
from qala.core.area import parse_area, shape_of
from qala.core.errors import FieldError, InvalidRequest, mark
from qala.core.geometry import BBox
from qala.store.conditions import (
    AllOf,
    Compare,
    Comparison,
    Condition,
    OneOf,
    Related,
    Relation,
    Scalar,
)
from qala.store.exports.order import TABLES, Form
from qala.store.filtering import kinds_of
from qala.store.manifest import Manifest
from qala.store.query import Selection, checked_selection

OWN = ("filter", "filter-lang", "bbox", "within", "cut", "lang", "labels")
PARAMETERS_MAX = 50
SWITCH = {"": None, "0": False, "1": True}
BOOLEANS = {"true": True, "false": False}

Query = Mapping[str, Sequence[str]]
"""The values of each parameter, in the order they were given."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which features, cut at which border (EPSG:4326), with the words of which language, if any."""

    selection: Selection
    cut: shapely.Geometry | None
    language: str
    for_people: bool


def parsed(query: str) -> dict[str, list[str]]:
    """The parameters of a query string."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=PARAMETERS_MAX)
    except ValueError as error:
        raise InvalidRequest(
            FieldError("query", mark("Give at most {maximum} parameters."), maximum=PARAMETERS_MAX)
        ) from error
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def asked(
    query: Query, manifest: Manifest, form: Form, *, languages: tuple[str, ...], projection: int
) -> Asked:
    """What is asked of a release; InvalidRequest says what cannot be used.

    `projection` (EPSG) is that in which distances from a line are measured. The first of
    `languages` is taken where `lang` names none.
    """
    areas = _areas(query, projection=projection)
    wanted = [
        *_conditions(query, manifest),
        *(Related(Relation.INTERSECTS, each) for each in areas),
    ]
    selection = Selection(where=AllOf(tuple(wanted)) if wanted else None)
    by_default = form in TABLES and form is not Form.CSV
    labels = _switch(query, "labels")
    return Asked(
        selection=checked_selection(selection, manifest),
        cut=_border(query, areas),
        language=_language(query, languages),
        for_people=form in TABLES and (by_default if labels is None else labels),
    )


def _one(query: Query, name: str) -> str:
    return query[name][0].strip() if query.get(name) else ""


def _areas(query: Query, *, projection: int) -> list[shapely.Geometry]:
    """The box and the drawn area, as far as they are given."""
    found = []
    if box := _one(query, "bbox"):
        found.append(_box(box))
    if drawn := _one(query, "within"):
        found.append(shape_of(parse_area(drawn), projection=projection))
    return found


def _box(text: str) -> shapely.Geometry:
    try:
        box = BBox.parse(text)
    except ValueError:
        box = None
    if box is None or box.west == box.east or box.south == box.north:
        raise InvalidRequest(
            FieldError(
                "bbox",
                mark(
                    "Give west,south,east,north in degrees, west before east and south before"
                    " north, such as 76.9,43.2,77,43."
                ),
            )
        )
    return shapely.box(box.west, box.south, box.east, box.north)


def _border(query: Query, areas: list[shapely.Geometry]) -> shapely.Geometry | None:
    if not _switch(query, "cut"):
        return None
    if not areas:
        raise InvalidRequest(
            FieldError("cut", mark("Give bbox or within, the area at whose border to cut."))
        )
    return shapely.intersection_all(areas)


def _switch(query: Query, name: str) -> bool | None:
    text = _one(query, name)
    if text not in SWITCH:
        raise InvalidRequest(FieldError(name, mark("Give 0 or 1.")))
    return SWITCH[text]


def _language(query: Query, languages: tuple[str, ...]) -> str:
    wanted = _one(query, "lang") or languages[0]
    if wanted not in languages:
        raise InvalidRequest(
            FieldError("lang", mark("Give one of: {languages}."), languages=", ".join(languages))
        )
    return wanted


def _conditions(query: Query, manifest: Manifest) -> list[Condition]:
    """The filter and each `column=value`; one column given more than once may have any of them."""
    kinds = kinds_of(manifest)
    found: list[Condition] = []
    if text := _one(query, "filter"):
        written_in = written_as(_one(query, "filter-lang"))
        found.append(condition_of(text, written_in=written_in, placed=where_it_is))
    for name, texts in query.items():
        values = tuple(_value(text, kinds.get(name, "text")) for text in texts if text)
        if name in OWN or not values:  # a form sends along what was left open
            continue
        one = Compare(name, Comparison.EQ, values[0])
        found.append(one if len(values) == 1 else OneOf(name, values))
    return found


def _value(text: str, kind: str) -> Scalar:
    """The text as a value of that kind; as it is where it is none, which the check refuses."""
    if kind == "boolean":
        return BOOLEANS.get(text, text)
    if kind not in ("integer", "number"):
        return text
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text
