"""From a map and the words around it to a picture or a PDF, by typst.

Only data goes in: the templates take texts as values, so that nothing in them is read as markup.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from qala.atlas.drawn.compressing import small_png, webp
from qala.atlas.drawn.metrics import FONTS
from qala.atlas.drawn.palette import BASE
from qala.core.errors import NotDrawn

TEMPLATES = Path(__file__).parent
PIXELS_PER_INCH = 72.0

Form = Literal["png", "webp", "pdf"]

MEANT = (BASE["highlight"], BASE["metro"], BASE["edge"])
"""Colours of the base map that must stay as they are however little of them there is."""


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Golos Text, and typst's own for other letters; never the machine's, which differ."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)]
    )


def typeset(template: str, sheet: Mapping[str, Any], svg: str, *, form: Form, day: str) -> bytes:
    """A picture of one page, or a document.

    `day` is the moment that a PDF says it was made, in ISO 8601.

    Raises NotDrawn.
    """
    page = _compiled(template, sheet, svg, form=form, day=day)
    if form == "png":
        return small_png(page, (*MEANT, *(each["colour"] for each in sheet["legend"])))
    return webp(page) if form == "webp" else page


def _compiled(template: str, sheet: Mapping[str, Any], svg: str, *, form: Form, day: str) -> bytes:
    made = datetime.fromisoformat(day) if day else datetime(1970, 1, 1, tzinfo=UTC)
    try:
        page: bytes = typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf" if form == "pdf" else "png",
            ppi=PIXELS_PER_INCH,
            sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False), "map": svg},
            timestamp=made.astimezone(UTC),
        )
    except typst.TypstError as error:
        raise NotDrawn(str(error)) from error
    return page
