"""A city's folder, merged with the base beside it, read into the words of `qala.core`."""

from pathlib import Path

from qala.core.city import City, Theme
from qala.core.dataset import NAME, Dataset
from qala.core.text import Text
from qala.sources.folder import city as parts
from qala.sources.folder.dataset import Declared, read_dataset
from qala.sources.folder.document import Node, read_document
from qala.sources.folder.fields import NAME_REMEDY
from qala.sources.folder.ground import check_derived
from qala.sources.folder.problems import Problem
from qala.sources.folder.search import check_beside, read_search
from qala.sources.folder.table import Reading, Table
from qala.sources.folder.tours import read_tours

BASE = "_base"


def load_city(folder: Path) -> City:
    """The city that the folder declares; `folder.parent / "_base"` gives what every city has.

    Raises BadInput for the first error in it; `check_city` tells them all.
    """
    city, reading = _read(folder)
    wrong = reading.problems.first_error()
    if wrong is not None:
        raise wrong.as_error()
    if city is None:
        raise AssertionError("a folder without errors gives a city")
    return city


def check_city(folder: Path) -> list[Problem]:
    """Everything that is wrong or doubtful in the folder, by file and line."""
    _, reading = _read(folder)
    return sorted(reading.problems.found, key=lambda each: (str(each.file), each.line))


def _read(folder: Path) -> tuple[City | None, Reading]:
    reading = Reading(folder=folder, base=folder.parent / BASE)
    if not folder.is_dir():
        known = sorted(each.parent.name for each in folder.parent.glob("*/city.toml"))
        remedy = f"the cities here are: {', '.join(known)}" if known else "check the path"
        reading.problems.error(folder, 0, "there is no such city folder", remedy)
        return None, reading
    document = read_document(folder / "city.toml", reading.problems)
    themes_document = read_document(reading.base / "themes.toml", reading.problems)
    if document is None or themes_document is None:
        return None, reading
    table = Table(document, reading)
    reading.languages = parts.read_languages(table)
    themes = _themes(table, themes_document)
    datasets = _datasets(reading, [theme.id for theme in themes])
    city = _city(table, folder, themes, datasets)
    for language, count in reading.lacking.items():
        reading.warn(
            table.place("languages"),
            f"the base has no texts in `{language}`: {count} will be shown in another language",
            f"add `{language}` to the texts in {reading.base}",
        )
    return city, reading


def _themes(city: Table, base: Node) -> tuple[Theme, ...]:
    """The base's themes in their order, retitled or followed by the city's own."""
    table = Table(base, city.reading)
    themes = {theme.id: theme for theme in parts.read_themes(table)}
    table.finish()
    return tuple((themes | {theme.id: theme for theme in parts.read_themes(city)}).values())


def _datasets(reading: Reading, themes: list[str]) -> tuple[Dataset, ...]:
    base = _documents(reading.base, reading)
    own = _documents(reading.folder, reading)
    datasets = []
    for dataset_id in sorted(base.keys() | own.keys()):
        merged = Declared(base.get(dataset_id), own.get(dataset_id)).merged()
        datasets.append(read_dataset(dataset_id, Table(merged, reading), themes))
    check_derived(datasets, reading.problems)
    check_beside(datasets, reading.problems)
    rank = {theme: position for position, theme in enumerate(themes)}
    return tuple(sorted(datasets, key=lambda each: (rank.get(each.theme, len(rank)), each.order)))


def _documents(folder: Path, reading: Reading) -> dict[str, Node]:
    found = {}
    for file in sorted((folder / "datasets").glob("*.toml")):
        document = read_document(file, reading.problems)
        if document is not None:
            found[file.stem] = document
    return found


def _city(
    table: Table, folder: Path, themes: tuple[Theme, ...], datasets: tuple[Dataset, ...]
) -> City:
    bounds = parts.read_bounds(table)
    languages = table.reading.languages
    city = City(
        id=folder.resolve().name,
        name=table.text("name"),
        languages=languages,
        language_names=parts.read_language_names(table, languages),
        bounds=bounds,
        centre=parts.read_centre(table, bounds),
        projection=parts.read_projection(table, bounds),
        time_zone=parts.read_time_zone(table),
        currency=table.string("currency", ""),
        calendar=parts.read_calendar(table),
        branding=parts.read_branding(table),
        notice=table.text("notice", required=False) or Text(),
        themes=themes,
        views=parts.read_views(table, bounds, [each.id for each in datasets]),
        datasets=datasets,
        generation=parts.read_generation(table),
        search=read_search(table.reading, [each.id for each in datasets]),
        contact=parts.read_contact(table),
        tours=read_tours(table.reading, bounds, [each.id for each in datasets]),
        folder=str(folder),
    )
    table.finish()
    if not NAME.fullmatch(city.id):
        table.error(f'the city id "{city.id}" (its folder) is not a name', NAME_REMEDY)
    return city
