"""Numbers, dates and truth values as people write them: text in, value or None out."""

import math
import re
from datetime import date

EXACT = 2**53
"""Whole numbers from here on are not exact in a double."""

_SPACES = " \u00a0\u2009\u202f'’"
_PLAIN = re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_SPACED = re.compile(rf"[+-]?\d{{1,3}}([{_SPACES}]\d{{3}})+([.,]\d*)?", re.ASCII)
_COMMA_GROUPS = re.compile(r"[+-]?\d{1,3}((,\d{3})+\.\d+|(,\d{3}){2,})", re.ASCII)
_DOT_GROUPS = re.compile(r"[+-]?\d{1,3}((\.\d{3})+,\d+|(\.\d{3}){2,})", re.ASCII)
_WITHOUT_SPACES = str.maketrans("", "", _SPACES)

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ][\d:.,]+\s?(?:Z|[+-][\d:]+)?)?)?)?")
_POINTED_DATE = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})(?:[, ]+\d{1,2}:\d{2}(?::\d{2})?)?")

TRUE = frozenset({"1", "true", "yes", "да", "иә", "y", "t"})
FALSE = frozenset({"0", "false", "no", "нет", "жоқ", "n", "f"})


def parse_number(text: str) -> float | None:
    """A finite number with a decimal point or comma and, perhaps, grouped thousands.

    A single comma or point is decimal (`1,234` is 1.234); repeated ones, or one before the other
    kind, group thousands. Spaces and apostrophes group only whole threes, so `12 34` is refused.
    A percent sign behind it is passed over: `89%` is 89.
    """
    text = text.strip().removesuffix("%").rstrip().replace("\u2212", "-")
    if _SPACED.fullmatch(text):
        text = text.translate(_WITHOUT_SPACES)
    if _COMMA_GROUPS.fullmatch(text):
        text = text.replace(",", "")
    elif _DOT_GROUPS.fullmatch(text):
        text = text.replace(".", "")
    if not _PLAIN.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    return value if math.isfinite(value) else None


def parse_integer(text: str) -> int | None:
    """A whole number that fits 64 bits; `12.0` is whole, `12.5` is refused."""
    try:
        value = int(text) if text.isascii() and "_" not in text else None
    except ValueError:
        value = None
    if value is None:
        number = parse_number(text)
        whole = number is not None and number.is_integer() and abs(number) < EXACT
        value = int(number) if whole and number is not None else None
    return value if value is not None and -(2**63) <= value < 2**63 else None


def parse_boolean(text: str) -> bool | None:
    """Yes or no in Kazakh, Russian or English, or as a digit."""
    folded = text.strip().casefold()
    folded = folded.removesuffix(".0")
    if folded in TRUE:
        return True
    return False if folded in FALSE else None


def parse_date(text: str) -> str | None:
    """An ISO 8601 date of the precision given: `2024-05-31`, `2024-05` or `2024`.

    Reads ISO dates with or without a time, `dd.mm.yyyy`, `mm.yyyy` and a bare year (`2024.0` as
    spreadsheets write it, too). Days and months that do not exist are refused.
    """
    text = text.strip().removesuffix(".0")
    if match := _ISO_DATE.fullmatch(text):
        year, month, day = match.groups()
    elif match := _POINTED_DATE.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    try:
        checked = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return checked.isoformat()[: 10 if day else 7 if month else 4]
