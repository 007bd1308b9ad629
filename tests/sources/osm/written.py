"""Writes small OSM files for tests, in OPL: one element a line (osmcode.org/opl-file-format)."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from qala.core.features import Features, Intake
from qala.sources.osm import OsmExtract

LANGUAGES = ("kk", "ru", "en")
# 0.001 degrees at 43.2 N on the plane of UTM zone 43 north (pyproj's Geod gives 81.2 and 111.1).
EAST, NORTH = 76.9, 43.2


def escaped(text: str) -> str:
    return "".join(c if c.isalnum() or c in "_-." else f"%{ord(c):x}%" for c in text)


def tagged(tags: Mapping[str, str]) -> str:
    return ",".join(f"{escaped(key)}={escaped(value)}" for key, value in tags.items())


class Written:
    """An OSM file in the making: coordinates are thousandths of a degree from EAST, NORTH."""

    def __init__(self, folder: Path):
        self.path = folder / "written.osm.opl"
        self.lines: dict[str, list[str]] = {"n": [], "w": [], "r": []}

    def node(self, number: int, x: float, y: float, **tags: str) -> None:
        self.tagged_node(number, x, y, tags)

    def tagged_node(self, number: int, x: float, y: float, tags: Mapping[str, str]) -> None:
        place = f"x{EAST + x / 1000:.7f} y{NORTH + y / 1000:.7f}"
        self.lines["n"].append(f"n{number} v1 T{tagged(tags)} {place}")

    def way(self, number: int, nodes: Sequence[int], tags: Mapping[str, str] | None = None) -> None:
        refs = ",".join(f"n{node}" for node in nodes)
        self.lines["w"].append(f"w{number} v1 T{tagged(tags or {})} N{refs}")

    def square(
        self, number: int, x: float, y: float, side: float, tags: Mapping[str, str] | None = None
    ) -> None:
        """A closed square way; its nodes are numbered `number` * 10 + 0..3."""
        first = number * 10
        for at, (right, up) in enumerate([(0, 0), (1, 0), (1, 1), (0, 1)]):
            self.node(first + at, x + right * side, y + up * side)
        self.way(number, [first, first + 1, first + 2, first + 3, first], tags)

    def relation(
        self, number: int, members: Sequence[tuple[int, str]], tags: Mapping[str, str] | None = None
    ) -> None:
        listed = ",".join(f"w{way}@{role}" for way, role in members)
        all_tags = {"type": "multipolygon", **(tags or {})}
        self.lines["r"].append(f"r{number} v1 T{tagged(all_tags)} M{listed}")

    def extract(self, **options: object) -> OsmExtract:
        text = "\n".join(line for lines in self.lines.values() for line in lines)
        self.path.write_text(text + "\n", encoding="utf-8")
        return OsmExtract(self.path, languages=LANGUAGES, projection=32643, **options)

    def layer(self, name: str, **options: object) -> tuple[dict[str, dict], Intake]:
        return read(self.extract(**options), name)


def only(osm: Written, layer: str) -> dict:
    """The one feature of that layer."""
    found, intake = osm.layer(layer)
    assert len(found) == 1, intake
    return next(iter(found.values()))


def rows(chunks: Sequence[Features]) -> dict[str, dict]:
    """id -> its columns and `geometry`."""
    return {
        record: {
            "geometry": chunk.geometry[at],
            **{column: values[at] for column, values in chunk.columns.items()},
        }
        for chunk in chunks
        for at, record in enumerate(chunk.ids)
    }


def read(extract: OsmExtract, name: str) -> tuple[dict[str, dict], Intake]:
    intake = Intake()
    return rows(list(extract.layer(name, intake))), intake
