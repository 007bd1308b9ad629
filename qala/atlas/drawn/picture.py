"""A picture or a page to draw: a scene with the words around it, and the file made of both."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

import shapely
from django.utils.translation import gettext, ngettext

from qala import __version__
from qala.atlas import formats
from qala.atlas.drawn.cache import Drawn
from qala.atlas.drawn.scene import DrawnMap, LegendEntry, Scene, draw
from qala.atlas.drawn.typesetting import Form, typeset
from qala.atlas.provenance import attribution
from qala.atlas.queries import Published
from qala.atlas.served import Served
from qala.store.shelf import Release

RENDERER = 7
"""To be raised when the same scene is to be drawn anew."""
BASE = ("districts", "landuse", "greenery", "water", "buildings", "roads", "railways")
BASE_ALSO = ("contours", "metro", "places", "spot_heights")
TITLE_MAX = 160
LABEL_MAX = 60
INVENTED_MAX = 2
CREDIT_MAX = 280
UNBROKEN_MAX = 40


@dataclass(frozen=True, slots=True)
class Picture:
    """What to draw: a template with its words, a scene, and how many legend entries have room.

    `single_class`: whether a legend of one class, which repeats the title, is shown too.
    """

    template: str
    form: Form
    scene: Scene
    words: Mapping[str, Any] = field(default_factory=dict)
    legend_max: int = 0
    single_class: bool = False
    day: str = ""

    @property
    def releases(self) -> tuple[Release, ...]:
        """The releases it shows."""
        return tuple(each.release for each in (*self.scene.layers, *self.scene.base.values()))

    @property
    def drawn(self) -> Drawn:
        """How it is kept: its key changes with anything that would change the drawing."""
        shown = [(each.dataset, each.release.manifest.content) for each in self.scene.layers]
        below = [(each.dataset, each.release.manifest.content) for each in self.scene.base.values()]
        selected = shapely.to_wkb(self.scene.selected)
        made_of = (RENDERER, __version__, self.template, self.form, dict(self.words), self.day)
        seen = (self.scene.frame, self.scene.language, self.legend_max, selected, shown, below)
        how = (self.scene.dark, sorted(self.scene.looks.items()), self.scene.fineness)
        described = repr((*made_of, *seen, *how))
        return Drawn(sha256(described.encode()).hexdigest(), self.form, self.releases)


def base_of(datasets: Mapping[str, Published]) -> dict[str, Published]:
    """The datasets of the base map that are published."""
    heights = [
        name
        for name, each in datasets.items()
        if each.dataset.is_raster and each.dataset.style.kind == "elevation"
    ]
    wanted = (*heights[:1], *BASE, *BASE_ALSO)
    return {name: datasets[name] for name in wanted if name in datasets}


def make(served: Served, picture: Picture) -> bytes:
    """Draw it. Raises TimedOut and ShelfDamaged."""
    drawn = draw(served.reader.engine, picture.scene)
    words = dict(picture.words) | _legend(drawn, picture) | _measures(drawn, picture)
    return typeset(picture.template, words, drawn.svg, form=picture.form, day=picture.day)


def _legend(drawn: DrawnMap, picture: Picture) -> dict[str, Any]:
    """The legend, shortened to what has room."""
    entries = list(drawn.legend)
    if len(entries) == 1 and not picture.single_class:
        entries = []
    room = picture.legend_max if len(entries) <= picture.legend_max else picture.legend_max - 1
    more = len(entries) - max(room, 0)
    return {
        "legend": [_shortened(each) for each in entries[: max(room, 0)]],
        "more": ngettext("and {n} more", "and {n} more", more).format(n=more) if more > 0 else "",
    }


def _shortened(entry: LegendEntry) -> dict[str, str]:
    return asdict(entry) | {"label": shortened(entry.label, LABEL_MAX)}


def _measures(drawn: DrawnMap, picture: Picture) -> dict[str, Any]:
    """What the map itself has to say: its scale, and what was left out of it."""
    return {
        "left_out": _left_out(drawn, picture.scene.language),
        "width": picture.scene.frame.width,
        "height": picture.scene.frame.height,
    }


def _left_out(drawn: DrawnMap, language: str) -> str:
    """Says of which layers and of what below them the map does not show all that is there."""
    said = []
    for each in drawn.layers:
        if each.cut:
            text = (
                gettext("The map shows {shown} of {all} points, taken evenly.")
                if each.sampled
                else gettext("The map shows {shown} of {all} features: the largest ones.")
            )
            shown, matched = (formats.number(n, language) for n in (each.read, each.matched))
            title = each.dataset.title.in_language(language)
            of_which = f"{title}: " if len(drawn.layers) > 1 else ""
            said.append(of_which + text.format(shown=shown, all=matched))
    below = [each.dataset.title.in_language(language) for each in drawn.below if each.cut]
    if below:
        text = gettext("Below it, only the largest are shown of: {datasets}.")
        said.append(text.format(datasets=", ".join(below)))
    return " ".join(said)


def common_words(served: Served, language: str, shown: tuple[Published, ...]) -> dict[str, Any]:
    """The words that every picture has; `shown` are the datasets that it draws."""
    credit = dict.fromkeys(attribution(each.release, language) for each in shown)
    owed = (served.city.notice.in_language(language), " · ".join(filter(None, credit)))
    return {
        "lang": language,
        "mark": served.city.branding.mark,
        "city": served.city.name.in_language(language),
        "attribution": shortened(" ".join(filter(None, owed)), CREDIT_MAX),
    }


def generated_note(
    layers: tuple[Published, ...], base: Mapping[str, Published], language: str
) -> str:
    """Says what was invented: the layers, or of the map below them what."""
    if any(each.release.manifest.generated for each in layers):
        return gettext("This is demonstration data: invented, not measured.")
    invented = [each for each in base.values() if each.release.manifest.generated]
    if len(invented) > INVENTED_MAX:
        return gettext("The map below is demonstration data: invented, not measured.")
    titles = ", ".join(each.dataset.title.in_language(language) for each in invented)
    return gettext("Invented, not measured: {datasets}.").format(datasets=titles) if titles else ""


def shortened(text: str, most: int) -> str:
    """A text of at most `most` letters, on one line, that can break in its longest words."""
    plain = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    cut = plain if len(plain) <= most else _cut(plain[:most])
    return " ".join(_breakable(word) for word in cut.split(" "))


def _cut(text: str) -> str:
    """Cut between words where that leaves most of the text."""
    before, _, _ = text[:-1].rpartition(" ")
    return (before if len(before) > len(text) * 0.7 else text[:-1]).rstrip(" ,;:.–—") + "…"


def _breakable(word: str) -> str:
    if len(word) <= UNBROKEN_MAX:
        return word
    return "\N{SOFT HYPHEN}".join(
        word[start : start + UNBROKEN_MAX] for start in range(0, len(word), UNBROKEN_MAX)
    )
