"""Numbers, dates and quantities as three languages write them."""

from datetime import date

import pytest
from django.utils.translation import override

from qala.atlas import formats, units
from qala.core.units import UNITS


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("kk", "2026\u00a0жылғы 22\u00a0қараша"),
        ("ru", "22\u00a0ноября 2026\u00a0г."),
        ("en", "22\u00a0November 2026"),
    ],
)
def test_a_day_in_words(language, written):
    assert formats.day(date(2026, 11, 22), language) == written


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("2025-09", "kk", "2025\u00a0жылғы қыркүйек"),
        ("2025-09", "ru", "сентябрь 2025\u00a0г."),
        ("2025-09", "en", "September 2025"),
        ("2024", "kk", "2024\u00a0жыл"),
        ("2024", "ru", "2024\u00a0г."),
        ("2024", "en", "2024"),
        ("2012-03-13", "ru", "13\u00a0марта 2012\u00a0г."),
        ("2025–2026", "ru", "2025–2026"),
        ("2025-13", "ru", "2025-13"),
        ("", "kk", ""),
    ],
)
def test_a_source_s_date_as_far_as_it_is_known(text, language, written):
    assert formats.written_date(text, language) == written


def test_a_moment_falls_on_the_day_of_the_city():
    late = "2026-11-22T20:30:00+00:00"
    assert formats.moment_day(late, "en", time_zone="Asia/Almaty") == "23\u00a0November 2026"
    assert formats.moment_day(late, "en", time_zone="UTC") == "22\u00a0November 2026"


@pytest.mark.parametrize(
    ("value", "decimals", "language", "written"),
    [
        (1234567.5, None, "kk", "1\u00a0234\u00a0567,5"),
        (1234567.5, None, "ru", "1\u00a0234\u00a0567,5"),
        (1234567.5, None, "en", "1,234,567.5"),
        (12.0, None, "ru", "12"),
        (12.0, 1, "ru", "12,0"),
        (0.666, 2, "en", "0.67"),
        (1800.4, 0, "kk", "1\u00a0800"),
        (-5, None, "en", "-5"),
    ],
)
def test_a_number(value, decimals, language, written):
    assert formats.number(value, language, decimals=decimals) == written


@pytest.mark.parametrize(
    ("value", "unit", "language", "written"),
    [
        (1, "places", "ru", "1\u00a0место"),
        (2, "places", "ru", "2\u00a0места"),
        (5, "places", "ru", "5\u00a0мест"),
        (11, "places", "ru", "11\u00a0мест"),
        (21, "places", "ru", "21\u00a0место"),
        (1200, "places", "ru", "1\u00a0200\u00a0мест"),
        (1200, "places", "kk", "1\u00a0200\u00a0орын"),
        (1, "places", "en", "1\u00a0place"),
        (1200, "places", "en", "1,200\u00a0places"),
        (3.5, "km", "ru", "3,5\u00a0км"),
        (560, "m2", "kk", "560\u00a0м²"),
        (1962, "year", "ru", "1962"),
        (7, "", "en", "7"),
    ],
)
def test_a_quantity_takes_the_form_its_number_asks_for(town, value, unit, language, written):
    with override(language):
        assert units.quantity(value, unit, language) == written


def test_every_unit_has_a_name_in_every_language(town):
    assert {*units.SYMBOLS, *units.COUNTED, "year"} == set(UNITS)
    for language in ("kk", "ru", "en"):
        with override(language):
            names = {unit: units.unit_name(unit) for unit in UNITS if unit != "year"}
        assert all(names.values())
        assert not any("%" in name for unit, name in names.items() if unit != "percent")
