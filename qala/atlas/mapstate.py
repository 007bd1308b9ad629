"""The state of the map as its address tells it; `web/src/lib/state.ts` writes and reads the same.

The browser forgives what it does not understand, since a person may still see a map. Here what
is kept or printed is read strictly: each parameter that cannot be used is named.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import TypeVar
from urllib.parse import quote

from django.http import QueryDict

from qala.core.dataset import NAME
from qala.core.errors import FieldError, InvalidRequest, mark
from qala.core.mercator import LATITUDE_MAX

At = tuple[float, float, float]
Pair = tuple[float, float]
Named = tuple[str, str]
Value = TypeVar("Value")

ZOOM_MAX = 24.0
STEEPEST = 75
LAYERS_MAX, HIDDEN_MAX = 60, 80
ID_MAX, FILTERS_MAX = 300, 2_000
WORD = re.compile(r"[a-z][a-z-]{0,31}")
DAYS = re.compile(r"\d{4}-\d\d-\d\d,\d{4}-\d\d-\d\d(,[a-z0-9_]{1,64})?")


@dataclass(frozen=True, slots=True)
class MapState:
    """What a map shows.

    `at`: longitude, latitude, zoom. `select`: a layer and the id of a feature. `turn`: bearing and
    tilt in degrees. `fade`: opacity by layer where it is not 1. `hidden`: layers and keys of their
    legend entries that are switched off. The rest is for the browser alone.
    """

    at: At | None = None
    layers: tuple[str, ...] = ()
    on: date | None = None
    select: Named | None = None
    place: Pair | None = None
    turn: Pair | None = None
    fade: Mapping[str, float] = field(default_factory=dict)
    hidden: tuple[Named, ...] = ()
    mode: str = ""
    tool: str = ""
    tall: str = ""
    compare: str = ""
    filters: tuple[str, ...] = ()
    table: str = ""

    def hidden_of(self, layer: str) -> tuple[str, ...]:
        """The keys of a layer's legend entries that are switched off."""
        return tuple(key for name, key in self.hidden if name == layer)

    def filter_of(self, layer: str) -> str:
        """The compact filter of a layer, empty where it has none."""
        named = (each.partition("/") for each in self.filters)
        return ";".join(text for name, _, text in named if name == layer)

    @property
    def query(self) -> str:
        """The state as the query of an address, in one way only; commas and slashes stay."""
        return "&".join(f"{name}={text}" for name, text in self._written() if text)

    def _written(self) -> Iterator[tuple[str, str]]:
        fade = (f"{name}:{round(share * 100)}" for name, share in self.fade.items())
        yield "at", _numbers_written(self.at or ())
        yield "layers", ",".join(self.layers)
        yield "on", self.on.isoformat() if self.on else ""
        yield "select", _pair_written(self.select) if self.select else ""
        yield "place", _numbers_written(self.place or ())
        yield from (("mode", self.mode), ("tool", self.tool), ("tall", self.tall))
        yield "turn", _numbers_written(self.turn or ())
        yield "fade", ",".join(fade)
        yield from (("hide", _pair_written(each)) for each in self.hidden)
        yield from (("filter", quote(each, safe=",/:;!")) for each in self.filters)
        yield "compare", self.compare
        yield "table", self.table


@dataclass(frozen=True, slots=True)
class _Query:
    """A query for a map with the layers `known`, and what was found wrong in it."""

    given: QueryDict
    known: Collection[str]
    wrong: list[FieldError]

    def read(self, name: str, reader: Callable[["_Given"], Value], default: Value) -> Value:
        """A parameter as `reader` reads it; the default where it says nothing or is wrong."""
        texts = tuple(each for each in self.given.getlist(name) if each.strip())
        if not texts:
            return default
        try:
            return reader(_Given(name, texts, self.known))
        except InvalidRequest as error:
            self.wrong.extend(error.errors)
            return default


@dataclass(frozen=True, slots=True)
class _Given:
    """A parameter with the texts that were given for it."""

    name: str
    texts: tuple[str, ...]
    known: Collection[str]

    @property
    def text(self) -> str:
        return self.texts[0]

    def refused(self, template: str, **params: object) -> InvalidRequest:
        return InvalidRequest(FieldError(self.name, template, **params))

    def layer(self, name: str) -> str:
        if name not in self.known:
            raise self.refused(mark("There is no layer “{layer}”."), layer=name[:64])
        return name

    def named(self, text: str) -> Named:
        layer, _, key = text.partition("/")
        if not key or len(key) > ID_MAX or not key.isprintable():
            raise self.refused(
                mark("Give a layer and an id or legend entry of it, with a slash between them.")
            )
        return self.layer(layer), key


def read_state(query: QueryDict, known: Collection[str]) -> MapState:
    """The state that a query tells of a map with the layers `known`.

    InvalidRequest names all that is wrong; parameters that are not of the map are left out.
    """
    asked = _Query(query, known, [])
    state = MapState(
        at=asked.read("at", lambda given: asked_at(given.text), None),
        layers=asked.read("layers", _layers, ()),
        on=asked.read("on", _day, None),
        select=asked.read("select", lambda given: given.named(given.text), None),
        place=asked.read("place", _place, None),
        turn=asked.read("turn", _turn, None),
        fade=asked.read("fade", _fade, {}),
        hidden=asked.read("hide", _hidden, ()),
        mode=asked.read("mode", _word, ""),
        tool=asked.read("tool", _word, ""),
        tall=asked.read("tall", lambda given: "1" if given.text == "1" else "", ""),
        compare=asked.read("compare", _days, ""),
        filters=asked.read("filter", _filters, ()),
        table=asked.read("table", _table, ""),
    )
    if asked.wrong:
        raise InvalidRequest(*asked.wrong)
    return state


def asked_at(text: str, *, zoom_max: float = ZOOM_MAX) -> At:
    """`lon,lat,zoom` as in the address of the map; InvalidRequest for anything else."""
    numbers = _numbers(text, 3)
    if numbers is None or not _on_earth(*numbers[:2]) or not 0 <= numbers[2] <= zoom_max:
        raise InvalidRequest(
            FieldError("at", mark("Give longitude, latitude and zoom, as in 76.93,43.24,12."))
        )
    lon, lat, zoom = numbers
    return round(lon, 5), round(lat, 5), round(zoom, 2)


def _layers(given: _Given) -> tuple[str, ...]:
    names = dict.fromkeys(given.layer(each) for each in given.text.split(",") if each)
    if len(names) > LAYERS_MAX:
        raise given.refused(mark("Give at most {most} layers."), most=LAYERS_MAX)
    return tuple(names)


def _day(given: _Given) -> date:
    try:
        return date.fromisoformat(given.text)
    except ValueError:
        raise given.refused(mark("Give a day as YYYY-MM-DD, such as 2026-11-22.")) from None


def _place(given: _Given) -> Pair:
    numbers = _numbers(given.text, 2)
    if numbers is None or not _on_earth(*numbers):
        raise given.refused(mark("Give longitude and latitude in degrees, as 76.945,43.245."))
    return round(numbers[0], 5), round(numbers[1], 5)


def _turn(given: _Given) -> Pair:
    numbers = _numbers(given.text, 2)
    if numbers is None or abs(numbers[0]) > 180 or not 0 <= numbers[1] <= STEEPEST:
        raise given.refused(mark("Give bearing and tilt in degrees, as in 30,45."))
    return float(round(numbers[0])), float(round(numbers[1]))


def _fade(given: _Given) -> Mapping[str, float]:
    fade = {}
    for part in given.text.split(","):
        name, _, percent = part.partition(":")
        if not (percent.isdecimal() and len(percent) < 3):
            raise given.refused(mark("Give each layer an opacity below 100, after a colon."))
        fade[given.layer(name)] = int(percent) / 100
    return fade


def _hidden(given: _Given) -> tuple[Named, ...]:
    if len(given.texts) > HIDDEN_MAX:
        raise given.refused(mark("Give at most {most} legend entries."), most=HIDDEN_MAX)
    return tuple(sorted({given.named(each) for each in given.texts}))


def _word(given: _Given) -> str:
    if not WORD.fullmatch(given.text):
        raise given.refused(mark("This is no word of the map's address."))
    return given.text


def _days(given: _Given) -> str:
    if not DAYS.fullmatch(given.text):
        raise given.refused(mark("Give two days, as in 2026-01-01,2026-11-22."))
    return given.text


def _filters(given: _Given) -> tuple[str, ...]:
    """Filters are read where they are used; here they are bounded and plain."""
    if sum(map(len, given.texts)) > FILTERS_MAX or not all(map(str.isprintable, given.texts)):
        raise given.refused(mark("This filter is too long or has unreadable characters."))
    return given.texts


def _table(given: _Given) -> str:
    name, slash, sort = given.text.partition("/")
    if slash and not NAME.fullmatch(sort.removeprefix("-")):
        raise given.refused(mark("This is no word of the map's address."))
    return f"{given.layer(name)}{slash}{sort}"


def _numbers(text: str, count: int) -> list[float] | None:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        return None
    return numbers if len(numbers) == count and all(map(isfinite, numbers)) else None


def _on_earth(lon: float, lat: float) -> bool:
    return abs(lon) <= 180 and abs(lat) <= LATITUDE_MAX


def _numbers_written(numbers: Iterable[float]) -> str:
    """Numbers as an address has them: 12 and not 12.0, 0.00001 and not 1e-05, 0 and not -0."""
    return ",".join(f"{each + 0:.5f}".rstrip("0").rstrip(".") for each in numbers)


def _pair_written(pair: Named) -> str:
    return "/".join(quote(each, safe="") for each in pair)
