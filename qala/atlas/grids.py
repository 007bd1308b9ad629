"""A raster in words: the size of its cells, what they hold, what its colours mean."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from qala.atlas import formats, units
from qala.atlas.drawn.classes import classes_of
from qala.atlas.queries import Published
from qala.atlas.wording import worded
from qala.store.shelf import Release


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of a raster. `without`: cells that hold nothing; `legend`: colours, labels."""

    shape: str
    cell: str
    values: str
    without: int
    reference: str
    legend: tuple[tuple[str, str], ...]


def grid_of(each: Published, language: str) -> Grid | None:
    """The grid of a raster in `language`, which is the active one; None for features."""
    about = each.release.manifest.raster
    if about is None:
        return None
    field = each.dataset.fields[0]
    least = formats.number(about["least"], language, decimals=field.decimals)
    return Grid(
        shape=f"{formats.number(about['width'], language)}{formats.NBSP}×{formats.NBSP}"
        f"{formats.number(about['height'], language)}",
        cell=cell_size(each.release, language),
        values=f"{least}–{worded(field, about['most'], language)}",
        without=about["width"] * about["height"] - about["known"],
        reference=about["crs"] if about["crs"].startswith("EPSG:") else "",
        legend=_legend(each, language),
    )


def cell_size(release: Release, language: str) -> str:
    """How large a cell is: `68 × 93 m`."""
    across, along = (release.manifest.raster or {})["cell_m"]
    decimals = 0 if min(across, along) >= 10 else 1
    first = formats.number(across, language, decimals=decimals)
    second = units.quantity(along, "m", language, decimals=decimals)
    return f"{first}{formats.NBSP}×{formats.NBSP}{second}"


def amount(each: Published, language: str) -> str:
    """How much there is: so many records, or cells of such a size."""
    if each.release.raster:
        return gettext("cells of {size}").format(size=cell_size(each.release, language))
    return ngettext("%(number)s record", "%(number)s records", each.count) % {
        "number": formats.number(each.count, language)
    }


def _legend(each: Published, language: str) -> tuple[tuple[str, str], ...]:
    """The colours of a raster painted in steps; heights have no classes here."""
    if each.dataset.style.kind != "steps":
        return ()
    classes = classes_of(each.dataset, language)
    painted = len(each.dataset.style.breaks) + 1
    return tuple(zip(classes.colours, classes.labels, strict=True))[:painted]
