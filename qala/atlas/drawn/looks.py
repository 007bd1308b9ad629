"""How a visitor has a layer on the map: fainter, and without some classes of its legend."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from qala.atlas.drawn.classes import Classes
from qala.atlas.drawn.loading import Loaded
from qala.atlas.drawn.paths import Flat
from qala.store.conditions import Condition


@dataclass(frozen=True, slots=True)
class Look:
    """Opacity, 0 to 1, the keys of the legend entries that are switched off, and the filter."""

    opacity: float = 1.0
    hidden: tuple[str, ...] = ()
    where: Condition | None = None


PLAIN = Look()


def without_hidden(loaded: Loaded, classes: Classes, look: Look) -> Loaded:
    """The dataset without the shapes of the classes that are switched off."""
    hidden = classes.named(look.hidden)
    if not hidden:
        return loaded
    kept = ~np.isin(classes.of(loaded.columns, loaded.read), hidden)
    flat = loaded.flat
    parts = (each.where(kept[each.of]) for each in (flat.areas, flat.lines, flat.points))
    return replace(loaded, flat=Flat(*parts))


def faded(shapes: Iterable[str], look: Look) -> list[str]:
    """Elements as faint as the visitor has them."""
    drawn = "".join(shapes)
    if look.opacity >= 1 or not drawn:
        return [drawn] if drawn else []
    return [f'<g opacity="{look.opacity:.3g}">{drawn}</g>']
