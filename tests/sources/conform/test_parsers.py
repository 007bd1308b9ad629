"""Numbers, dates and truth values as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qala.sources.conform.parsers import parse_boolean, parse_date, parse_integer, parse_number

ANY_TEXT = st.text(max_size=30)
DAYS = st.dates(min_value=date(1000, 1, 1))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0),
        ("12", 12.0),
        ("-12.5", -12.5),
        ("12,5", 12.5),
        ("+7", 7.0),
        ("\u22123,5", -3.5),
        ("1 234 567,8", 1234567.8),
        ("1\u00a0234", 1234.0),
        ("1\u202f234.5", 1234.5),
        ("1'234'567", 1234567.0),
        ("1,234,567", 1234567.0),
        ("1,234.5", 1234.5),
        ("1.234.567,5", 1234567.5),
        ("1.234,5", 1234.5),
        ("1,234", 1.234),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("2.5E-3", 0.0025),
        (" 89 % ", 89.0),
    ],
)
def test_numbers(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "1_000",
        "١٢",
        "12abc",
        "%",
        "1955-1958",
        "",
        " ",
        "-",
        "abc",
        "12 34",
        "1 23",
        "1,2,3",
        "1.2.3",
        "nan",
        "inf",
        "1e999",
        "0x10",
        "5 м",
    ],
)
def test_texts_that_are_no_numbers(text: str) -> None:
    assert parse_number(text) is None
    assert parse_integer(text) is None


@given(ANY_TEXT)
def test_no_text_breaks_a_parser(text: str) -> None:
    for parse in (parse_number, parse_integer, parse_boolean, parse_date):
        parse(text)


@given(st.floats(allow_nan=False, allow_infinity=False), st.booleans())
def test_every_number_is_read_back(value: float, comma: bool) -> None:
    text = repr(value).replace(".", ",") if comma else repr(value)
    assert parse_number(text) == value


@given(st.integers(0, 10**15), st.sampled_from([" ", "\u00a0", "\u202f", "'"]))
def test_grouped_thousands_are_read_back(value: int, space: str) -> None:
    assert parse_integer(f"{value:,}".replace(",", space)) == value


@given(st.integers(-(2**63), 2**63 - 1))
def test_every_integer_of_64_bits_is_exact(value: int) -> None:
    assert parse_integer(str(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("12.0", 12), ("1e3", 1000), ("12,5", None), (str(2**63), None), ("9007199254740993.0", None)],
)
def test_integers(text: str, value: int | None) -> None:
    assert parse_integer(text) == value


@pytest.mark.parametrize("text", ["1", "true", "YES", "Да", "ИӘ", " иә ", "1.0", "t", "Y"])
def test_true(text: str) -> None:
    assert parse_boolean(text) is True


@pytest.mark.parametrize("text", ["0", "false", "No", "НЕТ", "Жоқ", "0.0", "f", "n"])
def test_false(text: str) -> None:
    assert parse_boolean(text) is False


@pytest.mark.parametrize("text", ["", "2", "-1", "maybe", "yes no", "01"])
def test_neither_true_nor_false(text: str) -> None:
    assert parse_boolean(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-05-31", "2024-05-31"),
        ("2024-05-31T10:20:30Z", "2024-05-31"),
        ("2024-03-26 07:05:48.797546 +00:00", "2024-03-26"),
        ("31.12.2024", "2024-12-31"),
        ("1.6.2022", "2022-06-01"),
        ("31.12.2024, 10:00", "2024-12-31"),
        ("05.2024", "2024-05"),
        ("2024-05", "2024-05"),
        ("1949", "1949"),
        ("1949.0", "1949"),
    ],
)
def test_dates(text: str, value: str) -> None:
    assert parse_date(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "31.02.2024", "2023-02-29", "2024-13", "0000", "12/31/2024", "1955-1958", "весна 2024"],
)
def test_texts_that_are_no_dates(text: str) -> None:
    assert parse_date(text) is None


@given(DAYS)
def test_every_day_is_read_from_both_notations(day: date) -> None:
    assert parse_date(day.isoformat()) == day.isoformat()
    assert parse_date(f"{day.day:02}.{day.month:02}.{day.year}") == day.isoformat()
