"""What the classes of a number are called: the unit stands beside the number it belongs to."""

import pytest
from django.utils import translation

from qala.atlas.drawn.classes import classes_of
from tests.atlas.drawn.test_odd_data import RASTERS

SAID = {
    "kk": ("1 000 м мәнінен аз", "1 000 – 2 000 м", "2 000 м және одан көп"),
    "ru": ("меньше 1 000 м", "от 1 000 до 2 000 м", "2 000 м и больше"),
    "en": ("below 1,000 m", "1,000 to 2,000 m", "2,000 m and more"),
}


@pytest.mark.parametrize("language", SAID)
def test_the_unit_stands_beside_its_number(language):
    with translation.override(language):
        labels = classes_of(RASTERS["counts"], language).labels
    spoken = tuple(each.replace("\N{NO-BREAK SPACE}", " ") for each in labels[:3])
    assert spoken == SAID[language]
