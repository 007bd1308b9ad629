"""What can be found: names, and the sources that give them."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from qala.core.city import City
from qala.core.text import Text
from qala.store.shelf import Shelf

ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Bounds = tuple[float, float, float, float]
"""West, south, east, north in EPSG:4326."""


@dataclass(frozen=True, slots=True)
class Name:
    """A named thing: a feature of a dataset, a dataset (no `id`), or a page (only a `path`).

    `title` by language; of an address it is the street, and `house` the number. `kind` says what
    it is (nothing of a dataset, page or tour), `district` where. With `number`, the title is one.
    `former` are names it had, `aliases` names that people give it. `lon`, `lat` in EPSG:4326,
    absent for what has no place. `path` comes after `/{lang}/`.
    """

    title: Text
    kind: Text = Text()  # noqa: RUF009 - immutable
    dataset: str = ""
    id: str = ""
    importance: float = 0.5
    zoom: float = 16.0
    lon: float | None = None
    lat: float | None = None
    bounds: Bounds | None = None
    district: Text = Text()  # noqa: RUF009 - immutable
    house: str = ""
    number: bool = False
    former: tuple[Text, ...] = ()
    aliases: tuple[str, ...] = ()
    path: str = ""

    def shared(self) -> "Shared":
        """What other names may have in common with this one."""
        return Shared(self.title, self.kind, self.dataset, self.district, self.former, self.aliases)

    def to_json(self, shared: str) -> bytes:
        """The record of an index: `shared` and its own part; what is empty is left out."""
        own = _kept(
            {
                "i": self.id,
                "w": self.importance,
                "z": self.zoom,
                "x": self.lon,
                "y": self.lat,
                "b": self.bounds,
                "h": self.house,
                "n": int(self.number) or None,
                "p": self.path,
            }
        )
        return f"{shared[:-1]},{own[1:]}".encode()

    @classmethod
    def from_json(cls, record: bytes) -> "Name":
        kept: dict[str, Any] = json.loads(record)
        return cls(
            title=Text(kept["t"]),
            kind=Text(kept.get("k", {})),
            dataset=kept.get("d", ""),
            id=kept.get("i", ""),
            importance=kept["w"],
            zoom=kept["z"],
            lon=kept.get("x"),
            lat=kept.get("y"),
            bounds=tuple(kept["b"]) if "b" in kept else None,
            district=Text(kept.get("a", {})),
            house=kept.get("h", ""),
            number="n" in kept,
            former=tuple(map(Text, kept.get("f", ()))),
            aliases=tuple(kept.get("s", ())),
            path=kept.get("p", ""),
        )

    def titled(self, language: str) -> str:
        """The title as it is shown; of an address, street and number."""
        title = self.title.in_language(language)
        return f"{title}, {self.house}" if self.house else title


@dataclass(frozen=True, slots=True)
class Shared:
    """The part of a name that many names may have: the addresses of a street in a district."""

    title: Text
    kind: Text
    dataset: str
    district: Text
    former: tuple[Text, ...]
    aliases: tuple[str, ...]

    def to_json(self) -> str:
        return _kept(
            {
                "t": dict(self.title),
                "k": dict(self.kind),
                "d": self.dataset,
                "a": dict(self.district),
                "f": [dict(each) for each in self.former],
                "s": self.aliases,
            }
        )


def _kept(record: dict[str, Any]) -> str:
    """A record as JSON without what is empty."""
    return ENCODE({key: value for key, value in record.items() if value or value == 0})


NameSource = Callable[[City, Shelf], Iterable[Name]]
"""Gives the names of one sort of thing, from the city's folder and the releases in force."""
