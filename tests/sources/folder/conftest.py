"""A small sound city folder that each test damages in one place."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from qala.sources.folder import Problem, check_city

THEMES = """\
[[themes]]
id = "education"
title = { kk = "Білім", en = "Education" }
"""
CITY = """\
name = { kk = "Қала", en = "Town" }
languages = ["kk", "en"]
bounds = [76.6, 43.0, 77.2, 43.5]
projection = 32643
time_zone = "Asia/Almaty"

[[views]]
id = "schools"
question = { kk = "Қайда?", en = "Where?" }
answer = { kk = "Мұнда", en = "Here" }
layers = ["schools"]
at = [76.9, 43.2, 12]
"""
SCHOOLS = """\
theme = "education"
geometry = "point"
key = "number"
title_field = "name"
title = { kk = "Мектептер", en = "Schools" }
abstract = { kk = "Барлық мектеп.", en = "All schools." }
singular = { kk = "мектеп", en = "school" }

[tiles]
min_zoom = 8
attributes = ["name", "room"]

[style]
kind = "category"
field = "room"
colours = { full = "#d55e00", free = "#0072b2" }
groups = { "#0072b2" = { kk = "орын бар", en = "room" } }

[[fields]]
name = "name"
type = "name"
label = { kk = "Атауы", en = "Name" }

[[fields]]
name = "number"
type = "integer"
label = { kk = "Нөмірі", en = "Number" }

[[fields]]
name = "room"
type = "category"
label = { kk = "Орын", en = "Room" }

[fields.values]
full = { kk = "жоқ", en = "none" }
free = { kk = "бар", en = "some" }

[[sources]]
kind = "file"
path = "schools.geojson"
publisher = { kk = "Қалалық кеңес", en = "Town council" }
fields = { name = "title", name_kk = "title_kk" }
complete = { path = "facts/rooms.csv", on = "number", columns = ["room"] }

[sources.translate.room]
deficit = "full"
surplus = "free"

[[sources]]
kind = "facts"
path = "facts/schools.csv"
publisher = "Council"
fields = { number = "no" }
"""
ROOMS = "number,room\n1,full\n"
FACTS = "no,name,lon,lat\n1,First,76.9,43.2\n"


@dataclass
class Town:
    folder: Path

    def file(self, name: str) -> Path:
        return self.folder / name

    def replace(self, name: str, old: str, new: str) -> int:
        """Change a file in one place; gives the line of that place."""
        file = self.file(name)
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} must stand once in {name}"
        file.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def problems(self) -> list[Problem]:
        return check_city(self.folder)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A city `town` beside the base; `check_city` finds nothing wrong with it."""
    for name, text in {
        "_base/themes.toml": THEMES,
        "town/city.toml": CITY,
        "town/datasets/schools.toml": SCHOOLS,
        "town/facts/schools.csv": FACTS,
        "town/facts/rooms.csv": ROOMS,
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Town(tmp_path / "town")
