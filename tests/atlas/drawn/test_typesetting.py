"""What typst cannot set is an error of ours: a page in the visitor's language, not a bare 500."""

import pytest
from django.utils import translation

from qala.atlas.drawn.typesetting import typeset
from qala.core.errors import NotDrawn
from qala.portal.errors import qala_error_response

SHEET = {
    "lang": "en",
    "mark": "Q",
    "city": "Town",
    "title": "Schools",
    "subtitle": "",
    "lines": [],
    "legend": [],
    "more": "",
    "left_out": "",
    "note": "",
    "attribution": "",
    "width": 548.0,
    "height": 450.0,
}


def test_a_map_that_typst_cannot_read_says_so():
    with pytest.raises(NotDrawn, match="failed to parse SVG"):
        typeset("preview.typ", SHEET, "<svg", form="png", day="")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "Картаны салу мүмкін болмады."),
        ("ru", "Карту не удалось нарисовать."),
        ("en", "The map could not be drawn."),
    ],
)
def test_the_visitor_gets_a_page_with_a_way_on(rf, language, said):
    with translation.override(language):
        request = rf.get(f"/{language}/print/data/schools.pdf")
        response = qala_error_response(request, NotDrawn("failed to parse SVG"))
    page = response.content.decode()
    assert response.status_code == 500
    assert f'lang="{language}"' in page
    assert said in page
    assert "failed to parse" not in page
    assert f'href="/{language}/data"' in page
