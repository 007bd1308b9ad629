"""A raster in words: the size of its cells and what they hold."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from qala.atlas import formats, units
from qala.atlas.queries import Published
from qala.atlas.wording import worded
from qala.store.shelf import Release


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of a raster. `without`: cells that hold nothing."""

    shape: str
    cell: str
    values: str
    without: int
    reference: str


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
