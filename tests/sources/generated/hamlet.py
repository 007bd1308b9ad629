"""A hamlet of two by two kilometres for the layout: four avenues, a river, a park, some zones."""

import shutil
from pathlib import Path

from qala.core.city import City
from qala.sources.folder import load_city

BASE = Path(__file__).parents[3] / "cities" / "_base"
WEST, SOUTH, EAST, NORTH = 76.900, 43.200, 76.925, 43.218
RIVER = 76.9140

CITY = """
name = { kk = "Ауыл", ru = "Деревня", en = "Hamlet" }
languages = ["kk", "ru", "en"]
bounds = [76.88, 43.18, 76.95, 43.24]
projection = 32643
time_zone = "Asia/Almaty"

[generated]
seed = 7
"""


def _road(name: str, wkt: str) -> str:
    return f'{name},{name} kk,{name} kk,{name} ru,{name} en,primary,4,"{wkt}"\n'


def box(west: float, south: float, east: float, north: float) -> str:
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return "POLYGON ((" + ", ".join(f"{x:.5f} {y:.5f}" for x, y in ring) + "))"


def roads() -> str:
    lines = "id,name,name_kk,name_ru,name_en,class,lanes,wkt\n"
    for name, y in (("south", SOUTH), ("north", NORTH)):
        lines += _road(name, f"LINESTRING ({WEST} {y}, {EAST} {y})")
    for name, x in (("west", WEST), ("east", EAST)):
        lines += _road(name, f"LINESTRING ({x} {SOUTH}, {x} {NORTH})")
    return lines


def zones(west: str = "old-grid", east: str = "lots", bearing: str = "") -> str:
    return (
        "id,fabric,bearing,source,wkt\n"
        f'left,{west},,by hand,"{box(WEST, SOUTH, RIVER, NORTH)}"\n'
        f'right,{east},{bearing},by hand,"{box(RIVER, SOUTH, EAST, NORTH)}"\n'
    )


def hamlet(folder: Path, *, fabrics: str | None = None, city: str = CITY) -> Path:
    """The folder of the hamlet in `folder`, with the real base beside it."""
    shutil.copytree(BASE, folder / "_base", dirs_exist_ok=True)
    facts = folder / "hamlet" / "facts"
    facts.mkdir(parents=True, exist_ok=True)
    (folder / "hamlet" / "city.toml").write_text(city, encoding="utf-8")
    tables = {
        "roads": roads(),
        "fabrics": fabrics or zones(),
        "water": "id,kind,wkt\n"
        f'brook,river,"LINESTRING ({RIVER} {SOUTH - 0.004}, {RIVER} {NORTH + 0.004})"\n',
        "greenery": f'id,kind,wkt\ngarden,park,"{box(76.904, 43.206, 76.909, 43.210)}"\n',
        "districts": "id,population,wkt\n"
        f'all,12000,"{box(WEST - 0.01, SOUTH - 0.01, EAST + 0.01, NORTH + 0.01)}"\n',
    }
    for name, text in tables.items():
        (facts / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder / "hamlet"


def load(folder: Path) -> City:
    return load_city(folder)
