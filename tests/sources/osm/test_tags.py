"""What people write into tags, and what is read from it. Examples: the wiki pages of the keys."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qala.sources.osm.tags import clean, lane_count, level_count, metres, people, speed_kmh

PARSERS = (lane_count, level_count, metres, people, speed_kmh)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12.0),
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("12 m", 12.0),
        ("12m", 12.0),
        ("40 ft", 12.19),
        ("40'", 12.19),
        ("5'6\"", 1.68),
        ("  7.2  m ", 7.2),
        ("", None),
        (None, None),
    ],
)
def test_metres(text, value):
    assert metres(text) == value


@pytest.mark.parametrize("text", ["-3", "0", "tall", "12-15", "1001", "12 km", "1e3", "١٢m2"])
def test_metres_that_are_none(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        metres(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60", 60),
        ("60 km/h", 60),
        ("30 mph", 48),
        ("70 mph", 113),
        ("KZ:urban", None),
        ("none", None),
        ("walk", None),
        ("RU:living_street", None),
    ],
)
def test_speed(text, value):
    assert speed_kmh(text) == value


@pytest.mark.parametrize("text", ["60;80", "fast", "0", "999", "-20", "60 knots"])
def test_speed_that_is_none(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        speed_kmh(text)


@pytest.mark.parametrize(("text", "value"), [("5", 5), ("2.5", 2), ("0", 0), ("", None)])
def test_levels(text, value):
    assert level_count(text) == value


@pytest.mark.parametrize("text", ["5;6", "5-6", "-1", "201", "many"])
def test_levels_that_are_none(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        level_count(text)


@pytest.mark.parametrize("text", ["1.5", "2;3", "0", "31", "two"])
def test_lanes_that_are_none(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        lane_count(text)


@pytest.mark.parametrize(
    ("text", "value"), [("36371", 36371), ("36 371", 36371), ("2,351,424", 2351424), ("", None)]
)
def test_people(text, value):
    assert people(text) == value


@given(st.integers(1, 30))
def test_every_number_of_lanes_is_read_back(count):
    assert lane_count(f" {count} ") == count


@given(st.integers(0, 200), st.sampled_from(["", ".5", ",5"]))
def test_half_levels_are_not_counted(levels, half):
    assert level_count(f"{levels}{half}") == levels


@given(st.integers(1, 249))
def test_miles_and_kilometres_an_hour_agree(mph):
    """249 mph is the most that stays under the limit of 400 km/h."""
    if mph > 248:
        with pytest.raises(ValueError, match=f"{mph} mph"):
            speed_kmh(f"{mph} mph")
    else:
        assert speed_kmh(f"{mph} mph") == speed_kmh(str(round(mph * 1609.344 / 1000)))


@given(st.decimals("0.1", "999.9", places=1), st.sampled_from(["", " m", "m", " meters"]))
def test_metres_are_read_back_with_any_unit(height, unit):
    assert metres(f"{height}{unit}") == pytest.approx(float(height))


@given(st.integers(1, 3000))
def test_feet_are_shorter_than_metres(feet):
    assert metres(f"{feet} ft") == pytest.approx(feet * 0.3048, abs=0.005)


@given(st.text(max_size=20), st.sampled_from(PARSERS))
def test_no_text_breaks_a_parser(text, parser):
    """Any text gives a number that makes sense, nothing, or a ValueError."""
    try:
        value = parser(text)
    except ValueError:
        return
    assert value is None or value >= 0


@given(st.text(max_size=30))
def test_clean_text_has_no_blanks_to_spare(text):
    cleaned = clean(text)
    assert cleaned is None or cleaned == " ".join(cleaned.split())
