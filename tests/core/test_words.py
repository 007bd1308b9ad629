"""Texts, errors, fields and intakes: the words the packages share."""

import pytest

from qala.core.dataset import Field, FieldType
from qala.core.errors import BadInput, FieldError, InvalidRequest, NotFound, QalaError
from qala.core.features import EXAMPLES_KEPT, Intake
from qala.core.text import Text


def test_a_text_is_read_in_the_language_asked_for_else_in_the_first_it_has():
    name = Text({"kk": "Алматы қаласы", "ru": "город Алматы", "en": ""})
    assert name.in_language("ru") == "город Алматы"
    assert name.in_language("en") == "Алматы қаласы"
    assert name.in_language("fr") == "Алматы қаласы"
    assert Text().in_language("kk") == ""
    assert dict(name)["kk"] == "Алматы қаласы"
    assert len({name, Text(dict(name))}) == 1


def test_a_name_takes_a_column_per_language():
    field = Field("name", FieldType.NAME, Text())
    assert field.columns(("kk", "ru")) == ("name", "name_kk", "name_ru")
    assert Field("levels", FieldType.INTEGER, Text()).columns(("kk",)) == ("levels",)


def test_bad_input_says_what_where_and_how_to_mend_it():
    error = BadInput("“{x}” is no number", file="stops.csv", where="line 7", remedy="write digits")
    assert str(error) == "stops.csv: line 7: “{x}” is no number - write digits"
    assert str(BadInput("it is empty", file="a.csv")) == "a.csv: it is empty"


def test_an_error_keeps_its_template_for_translation():
    error = NotFound("There is no dataset “{dataset}”.", dataset="roads")
    assert str(error) == "There is no dataset “roads”."
    assert error.template.format(**error.params) == str(error)
    assert isinstance(error, QalaError)


def test_an_invalid_request_lists_every_wrong_parameter():
    error = InvalidRequest(FieldError("lon", "Give a number."), FieldError("lat", "Give a number."))
    assert [each.field for each in error.errors] == ["lon", "lat"]


@pytest.mark.parametrize("act", ["skip", "mend", "note"])
def test_an_intake_counts_by_reason_and_keeps_a_few_examples(act: str):
    intake = Intake()
    for number in range(20):
        getattr(intake, act)("geometry_missing", f"w{number}")
    getattr(intake, act)("duplicate_id", count=3)
    counts = {"skip": intake.skipped, "mend": intake.mended, "note": intake.noted}[act]
    assert counts == {"geometry_missing": 20, "duplicate_id": 3}
    assert intake.examples["geometry_missing"] == [f"w{n}" for n in range(EXAMPLES_KEPT)]
