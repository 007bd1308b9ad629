"""Answers of a search in words of the visitor's language, for the API and for the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext

from qala.atlas.search.names import Name
from qala.atlas.search.rank import Ranked
from qala.atlas.search.searching import Answer, Search
from qala.core.geometry import BBox
from qala.core.mercator import zoom_around

SHOWN_PX = 500
SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A result as a reader wants it. `formerly`: the former name that was typed, else empty."""

    title: str
    subtitle: str
    formerly: str
    url: str
    name: Name


def shown(found: Ranked, language: str) -> Shown:
    """A result in `language`, which is the active one."""
    name = found.name
    former = found.former.in_language(language) if found.former else ""
    return Shown(
        title=name.titled(language),
        subtitle=" · ".join(_about(name, former, language)),
        formerly=former,
        url=f"/{language}/{_path(name)}",
        name=name,
    )


def _about(name: Name, former: str, language: str) -> Iterator[str]:
    if former:
        yield gettext("formerly {name}").format(name=former)
    yield name.kind.in_language(language) or _kind_of_page(name)
    if name.district:
        yield name.district.in_language(language)


def _kind_of_page(name: Name) -> str:
    if name.dataset:
        return gettext("dataset")
    return gettext("tour") if name.path.startswith("tours/") else gettext("page")


def _path(name: Name) -> str:
    """Where a result leads: a page, or the map where the feature is chosen."""
    if name.lon is None or name.lat is None:
        return name.path
    lon, lat = centre(name)
    at = f"{lon:.5f},{lat:.5f},{zoom(name):.1f}"
    return f"map?at={at}&select={quote(name.dataset)}/{quote(name.id, safe='')}"


def centre(name: Name) -> tuple[float, float]:
    """The middle of what a name stands for."""
    if name.bounds:
        west, south, east, north = name.bounds
        return (west + east) / 2, (south + north) / 2
    return name.lon or 0.0, name.lat or 0.0


def zoom(name: Name) -> float:
    """The zoom of the map at which the whole of a name is in the picture, at most its own."""
    if not name.bounds:
        return name.zoom
    whole = zoom_around(BBox(*name.bounds), width_px=SHOWN_PX, height_px=SHOWN_PX)
    return round(min(name.zoom, whole), 1)


def hint(answer: Answer) -> str:
    """What a visitor should know of an answer besides its results; mostly nothing."""
    if not answer.ready:
        return gettext("The search is being prepared: try again in a few seconds.")
    if not answer.understood:
        return gettext("Write at least one letter or number.")
    if answer.read_as:
        return gettext("Read as “{text}”.").format(text=answer.read_as)
    if answer.close:
        return gettext("Nothing has all these words. These come nearest:")
    if not answer.results:
        return gettext("Nothing was found. Try fewer letters or another spelling.")
    return ""


def suggestions(search: Search, examples: tuple[str, ...], text: str) -> list[str]:
    """Searches to try instead: single words of the text that find something, then examples."""
    tried = [each for each in text.split() if len(each) > 2][:SUGGESTED]
    finding = [each for each in tried if each != text and search.answer(each, limit=1).results]
    return [*finding, *examples]
