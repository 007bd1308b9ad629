"""Why records were skipped: each code that a source counts has its words."""

import re

import pytest
from django.utils.translation import override

from qala.atlas.reasons import FIELD_REASONS, REASONS, reason_in_words
from qala.sources.conform.geometry import reason_code
from tests.conftest import PROJECT

COUNTED = re.compile(r'\.(?:skip|mend|note)\(\s*f?"([a-z_]+)')
NAMED = re.compile(r'(?:[A-Z_]+|\.broken|problems\[\w+\]) = "([a-z]+(?:_[a-z]+)+)"')
RETURNED = re.compile(r'return f?"([a-z]+(?:_[a-z]+)+)[":]')
GEOS = (
    "Self-intersection",
    "Ring Self-intersection",
    "Hole lies outside shell",
    "Holes are nested",
    "Nested shells",
    "Interior is disconnected",
    "Duplicate Rings",
    "Too few points in geometry component",
    "Invalid Coordinate",
)
"""What GEOS says of geometries that are not valid (IsValidOp, TopologyValidationError)."""


def test_every_code_that_sources_count_has_words():
    codes = set()
    for path in (PROJECT / "qala" / "sources").rglob("*.py"):
        text = path.read_text("utf-8")
        codes |= set(COUNTED.findall(text))
        if path.parent.name == "osm":
            codes |= set(NAMED.findall(text)) | set(RETURNED.findall(text))
    assert len(codes) > 30
    assert codes - set(REASONS) - set(FIELD_REASONS) == set()


def test_every_verdict_of_geos_has_words():
    assert {reason_code(each) for each in GEOS} - set(REASONS) == set()


@pytest.mark.parametrize(
    ("reason", "language", "words"),
    [
        ("geometry_self_intersection", "ru", "контур пересекает сам себя"),
        ("geometry_missing", "kk", "орны көрсетілмеген"),
        ("bad_value:capacity", "ru", "значение поля «Мест» нельзя прочитать"),
        ("bad_value:lon", "en", "the value of “lon” cannot be read"),
        ("other_admin_level:8", "en", "it belongs to another administrative level"),
        ("never_heard_of", "en", "other reason: never_heard_of"),
    ],
)
def test_a_reason_in_words(town, reason, language, words):
    dataset = town.dataset("schools")
    with override(language):
        assert reason_in_words(reason, dataset, language) == words
