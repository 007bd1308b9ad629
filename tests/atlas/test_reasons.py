"""Why records were skipped: each code that a source counts has its words."""

import pytest
from django.utils.translation import override

from qala.atlas.reasons import FIELD_REASONS, REASONS, reason_in_words
from qala.sources.conform.geometry import reason_code
from tests.atlas.codes import codes_in
from tests.conftest import PROJECT

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


PASSED_ON = {
    "reason",
    "found",
    "problem",
    "each.broken",
    "self.ways.problems[each]",
}
"""Expressions that only hand on a code found elsewhere in the sources."""


def test_every_code_that_sources_count_has_words_and_no_words_are_idle():
    codes, unseen = codes_in(PROJECT / "qala" / "sources")
    assert unseen == PASSED_ON
    assert codes | {reason_code(each) for each in GEOS} == {*REASONS, *FIELD_REASONS}


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
